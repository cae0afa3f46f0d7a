//! The catalogues of generated nodes: 250 packages per platform, with updates over the last two
//! hundred days.

use jiff::Timestamp;

use crate::document::Path;
use crate::sandbox::fleet::catalogue::Catalogue;
use crate::sandbox::fleet::file::{CatalogueFile, UpdateFile};

/// How many platforms generated nodes have.
pub(super) const PLATFORMS: usize = 6;

/// Packages on a node.
const PACKAGES: usize = 250;

const STEMS: [&str; 50] = [
    "acl",
    "attr",
    "audit",
    "bash",
    "bind",
    "binutils",
    "brotli",
    "bzip2",
    "cairo",
    "chrony",
    "coreutils",
    "cpio",
    "curl",
    "cyrus-sasl",
    "dbus",
    "dracut",
    "e2fsprogs",
    "elfutils",
    "expat",
    "file",
    "findutils",
    "freetype",
    "gawk",
    "gcc",
    "glib2",
    "glibc",
    "gnupg2",
    "gnutls",
    "grep",
    "gzip",
    "harfbuzz",
    "kernel",
    "krb5",
    "less",
    "libarchive",
    "libtasn1",
    "libxml2",
    "ncurses",
    "nghttp2",
    "nss",
    "openldap",
    "openssh",
    "openssl",
    "pcre2",
    "python3",
    "rpm",
    "sqlite",
    "sudo",
    "systemd",
    "vim",
];
const ENDINGS: [&str; 5] = ["", "-libs", "-common", "-utils", "-devel"];
const SEVERITIES: [&str; 4] = ["Critical", "Important", "Medium", "Low"];
const WINDOWS_SEVERITIES: [&str; 4] = ["Critical", "Important", "Moderate", "Low"];

struct Platform {
    os: &'static str,
    name: &'static str,
    version: &'static str,
    product: &'static str,
    /// The end of a release, such as `amzn2023`.
    tag: &'static str,
    advisory: &'static str,
}

const TABLE: [Platform; PLATFORMS] = [
    Platform {
        os: "AMAZON_LINUX_2023",
        name: "Amazon Linux",
        version: "2023",
        product: "AmazonLinux2023",
        tag: "amzn2023",
        advisory: "ALAS2023-",
    },
    Platform {
        os: "AMAZON_LINUX_2",
        name: "Amazon Linux",
        version: "2",
        product: "AmazonLinux2",
        tag: "amzn2",
        advisory: "ALAS2-",
    },
    Platform {
        os: "REDHAT_ENTERPRISE_LINUX",
        name: "Red Hat Enterprise Linux",
        version: "9.4",
        product: "RedhatEnterpriseLinux9.4",
        tag: "el9_4",
        advisory: "RHSA-",
    },
    Platform {
        os: "UBUNTU",
        name: "Ubuntu",
        version: "22.04",
        product: "Ubuntu22.04",
        tag: "0ubuntu1",
        advisory: "USN-",
    },
    Platform {
        os: "WINDOWS",
        name: "Microsoft Windows Server 2022 Datacenter",
        version: "10.0.20348",
        product: "WindowsServer2022",
        tag: "",
        advisory: "",
    },
    Platform {
        os: "SUSE",
        name: "SLES",
        version: "15.5",
        product: "Suse15.5",
        tag: "150500.3",
        advisory: "SUSE-SU-",
    },
];

/// Makes the catalogue of a platform.
pub(super) fn catalogue(platform: usize, seeded: Timestamp) -> Catalogue {
    let file = file(&TABLE[platform]);
    let mut violations = Vec::new();
    let catalogue = Catalogue::read(&file, seeded, &Path::default(), &mut violations);
    debug_assert!(violations.is_empty(), "{violations:?}");
    catalogue.expect("the operating systems of the table are known")
}

fn file(platform: &Platform) -> CatalogueFile {
    let windows = platform.os == "WINDOWS";
    let apt = platform.os == "UBUNTU";

    let mut base = Vec::new();
    let mut updates = Vec::new();
    for number in 0..PACKAGES {
        // Windows has no packages: a node has the updates themselves.
        if windows {
            updates.push(windows_update(number));
            continue;
        }

        let (name, minor) = (package_name(number), number % 7);
        base.push(if apt {
            format!("{name} amd64 2.{minor}.0-{} optional/libs", platform.tag)
        } else {
            format!("{name}-2.{minor}.0-1.{}.x86_64", platform.tag)
        });

        // Every second package was updated since the image.
        if number % 2 == 0 {
            updates.push(package_update(platform, number, &name, minor, apt));
        }
    }

    CatalogueFile {
        os: platform.os.to_owned(),
        platform_name: platform.name.to_owned(),
        platform_version: platform.version.to_owned(),
        product: platform.product.to_owned(),
        product_family: windows.then(|| "Windows".to_owned()),
        image: "-300d".to_owned(),
        base,
        updates,
    }
}

fn package_name(number: usize) -> String {
    let (stem, ending) = (number % STEMS.len(), number / STEMS.len());
    format!("{}{}", STEMS[stem], ENDINGS[ending])
}

/// Days before the seed on which update `number` was released: 5 to 203.
fn age(number: usize) -> usize {
    5 + (number * 37) % 199
}

fn cves(number: usize) -> Vec<String> {
    (0..number % 4)
        .map(|index| format!("CVE-2024-{}", 10_000 + number * 8 + index))
        .collect()
}

fn package_update(
    platform: &Platform,
    number: usize,
    name: &str,
    minor: usize,
    apt: bool,
) -> UpdateFile {
    // One of eight is a bug fix.
    let security = number % 8 != 6;
    let tag = platform.tag;

    let package = if apt {
        format!("{name} amd64 2.{minor}.0-{tag}.{}", number % 9 + 1)
    } else {
        format!("{name}-2.{minor}.{}-1.{tag}.x86_64", number % 9 + 1)
    };

    // Debian-like systems tell security by the repository, and their metadata have neither a
    // classification of other updates nor severities or CVEs (patch payload 1.80).
    let repository = match (apt, security) {
        (true, true) => "jammy-security",
        (true, false) => "jammy-updates",
        (false, _) => "updates",
    };

    UpdateFile {
        advisory: Some(format!("{}2024-{}", platform.advisory, 500 + number)),
        classification: (security || !apt)
            .then(|| if security { "Security" } else { "Bugfix" }.to_owned()),
        severity: (security && !apt).then(|| SEVERITIES[number / 2 % 4].to_owned()),
        released: Some(format!("-{}d", age(number))),
        repository: Some(repository.to_owned()),
        cves: if security && !apt {
            cves(number)
        } else {
            Vec::new()
        },
        packages: vec![package],
        ..UpdateFile::default()
    }
}

fn windows_update(number: usize) -> UpdateFile {
    let classification = [
        "SecurityUpdates",
        "UpdateRollups",
        "SecurityUpdates",
        "CriticalUpdates",
        "Updates",
    ][number % 5];

    let kb = |number: usize| format!("KB{}", 5_030_000 + number);
    UpdateFile {
        kb: Some(kb(number)),
        title: Some(format!(
            "2024-{:02} Update for Microsoft server operating system version 21H2 for x64 ({})",
            number % 12 + 1,
            kb(number)
        )),
        classification: Some(classification.to_owned()),
        severity: Some(WINDOWS_SEVERITIES[number % 4].to_owned()),
        released: Some(format!("-{}d", age(number))),
        cves: if classification == "SecurityUpdates" {
            cves(number)
        } else {
            Vec::new()
        },
        // Every fifteenth replaces one that is older.
        supersedes: if number % 15 == 14 && age(number - 1) > age(number) {
            vec![kb(number - 1)]
        } else {
            Vec::new()
        },
        ..UpdateFile::default()
    }
}
