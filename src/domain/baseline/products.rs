//! Which products AWS patches, per operating system, as far as documents tell: a filter's PRODUCT
//! is one of them.
//!
//! From the older documentation of `PatchFilter` (botocore 1.12.50, 2018), the samples of the AWS
//! CLI, and the releases that the AWS User Guide supports ("Patch Manager prerequisites", 2025-11).
//! `DescribePatchProperties` gives the names of today; offline nobody can.

use crate::domain::fleet::platform::OperatingSystem;
use crate::domain::text::words::{is_digits, is_plainly, near_miss};

/// The month of the tables, for what is said of them.
pub const AS_OF: &str = "2025-11";

/// How a product stands to the tables.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Standing {
    /// It is one of them.
    Listed,
    /// The tables cannot tell: a newer release, or a system whose names no document gives.
    Open,
    /// No release of the system is called so; what was most likely meant.
    Wrong(Option<String>),
}

/// The releases of one system that has numbers of the form major.minor.
struct Releases {
    /// What stands before the number.
    prefix: &'static str,
    /// The major numbers, in order, with their first and last minor number.
    majors: &'static [(u32, u32, u32)],
    /// From which major number on minor releases still come.
    growing: u32,
}

/// "Redhat" is AWS's own spelling.
const RED_HAT: Releases = Releases {
    prefix: "RedhatEnterpriseLinux",
    majors: &[(6, 5, 10), (7, 0, 9), (8, 0, 10), (9, 0, 6), (10, 0, 0)],
    growing: 9,
};
const CENTOS: Releases = Releases {
    prefix: "CentOS",
    majors: &[(6, 5, 10), (7, 0, 9), (8, 0, 5)],
    growing: 9,
};
const ORACLE: Releases = Releases {
    prefix: "OracleLinux",
    majors: &[(7, 5, 9), (8, 0, 10), (9, 0, 6)],
    growing: 9,
};
const SUSE: Releases = Releases {
    prefix: "Suse",
    // The list of 2018 goes to 12.9.
    majors: &[(12, 0, 9), (15, 0, 7)],
    growing: 15,
};

const AMAZON_LINUX: &[&str] = &[
    "AmazonLinux2012.03",
    "AmazonLinux2012.09",
    "AmazonLinux2013.03",
    "AmazonLinux2013.09",
    "AmazonLinux2014.03",
    "AmazonLinux2014.09",
    "AmazonLinux2015.03",
    "AmazonLinux2015.09",
    "AmazonLinux2016.03",
    "AmazonLinux2016.09",
    "AmazonLinux2017.03",
    "AmazonLinux2017.09",
    "AmazonLinux2018.03",
];

const UBUNTU: &[&str] = &[
    "Ubuntu14.04",
    "Ubuntu16.04",
    "Ubuntu18.04",
    "Ubuntu20.04",
    "Ubuntu20.10",
    "Ubuntu22.04",
    "Ubuntu23.04",
    "Ubuntu23.10",
    "Ubuntu24.04",
    "Ubuntu24.10",
    "Ubuntu25.04",
];

const DEBIAN: &[&str] = &["Debian8", "Debian9", "Debian10", "Debian11", "Debian12"];

/// Names of applications are open: these are the ones that documents show.
const WINDOWS: &[&str] = &[
    "Windows7",
    "Windows8",
    "Windows8.1",
    "Windows8Embedded",
    "Windows10",
    "Windows10LTSB",
    "WindowsServer2008",
    "WindowsServer2008R2",
    "WindowsServer2012",
    "WindowsServer2012R2",
    "WindowsServer2016",
    "WindowsServer2019",
    "WindowsServer2022",
    "WindowsServer2025",
    "MicrosoftDefenderAntivirus",
    "Office 2010",
    "Office 2013",
    "Office 2016",
];

/// How a product of this operating system stands to the tables.
pub fn standing(os: OperatingSystem, product: &str) -> Standing {
    // AWS documents `*` alone; that a part of a name may be one is unverified.
    if product.contains('*') {
        return if product == "*" {
            Standing::Listed
        } else {
            Standing::Open
        };
    }

    match os {
        OperatingSystem::AmazonLinux => closed(product, AMAZON_LINUX),
        OperatingSystem::AmazonLinux2 => closed(product, &["AmazonLinux2", "AmazonLinux2.0"]),
        OperatingSystem::AmazonLinux2022 => closed(product, &["AmazonLinux2022"]),
        OperatingSystem::AmazonLinux2023 => closed(product, &["AmazonLinux2023"]),
        OperatingSystem::RedHat => numbered(product, &RED_HAT),
        OperatingSystem::CentOs => numbered(product, &CENTOS),
        OperatingSystem::Oracle => numbered(product, &ORACLE),
        OperatingSystem::Suse => numbered(product, &SUSE),
        OperatingSystem::Ubuntu => dated(product),
        OperatingSystem::Debian => debian(product),
        OperatingSystem::Windows => windows(product),
        // No document gives the names of their products.
        OperatingSystem::Rocky
        | OperatingSystem::Alma
        | OperatingSystem::Raspbian
        | OperatingSystem::MacOs => Standing::Open,
    }
}

/// The system has no releases to come.
fn closed(product: &str, listed: &[&str]) -> Standing {
    if listed.contains(&product) {
        return Standing::Listed;
    }
    Standing::Wrong(meant(product, listed))
}

fn meant(product: &str, listed: &[&str]) -> Option<String> {
    let same = listed.iter().find(|known| is_plainly(product, known));
    same.map(|known| (*known).to_owned())
        .or_else(|| near_miss(product, listed.iter().copied()))
}

fn numbered(product: &str, releases: &Releases) -> Standing {
    let Some(number) = product.strip_prefix(releases.prefix) else {
        return Standing::Wrong(respelled(product, releases));
    };
    let (major, minor) = number
        .split_once('.')
        .map_or((number, None), |(major, minor)| (major, Some(minor)));
    let Ok(major) = major.parse::<u32>() else {
        return Standing::Wrong(last_of(releases, None));
    };

    let known = releases.majors.iter().find(|known| known.0 == major);
    let Some((_, first, last)) = known else {
        let newest = releases.majors.last().map_or(0, |known| known.0);
        return if major > newest && minor.is_none_or(is_digits) {
            Standing::Open
        } else {
            Standing::Wrong(last_of(releases, None))
        };
    };
    // The major number alone is among the values that people got from AWS.
    let Some(minor) = minor else {
        return Standing::Listed;
    };
    match minor.parse::<u32>() {
        Ok(minor) if (*first..=*last).contains(&minor) => Standing::Listed,
        Ok(minor) if minor > *last && major >= releases.growing => Standing::Open,
        _ => Standing::Wrong(last_of(releases, Some(major))),
    }
}

/// The same release, spelled as AWS spells it.
fn respelled(product: &str, releases: &Releases) -> Option<String> {
    let start = product.find(|c: char| c.is_ascii_digit())?;
    let (name, number) = product.split_at(start);
    let is_meant = is_plainly(name, releases.prefix)
        || near_miss(
            &name.to_lowercase(),
            [releases.prefix.to_lowercase().as_str()],
        )
        .is_some();

    let respelled = format!("{}{}", releases.prefix, number.trim());
    (is_meant && numbered(&respelled, releases) == Standing::Listed).then_some(respelled)
}

/// The newest release that is listed, or the newest of a major number.
fn last_of(releases: &Releases, major: Option<u32>) -> Option<String> {
    let mut majors = releases.majors.iter().rev();
    let (major, _, last) = majors.find(|known| major.is_none_or(|major| known.0 == major))?;
    Some(format!("{}{major}.{last}", releases.prefix))
}

/// Ubuntu's releases are called by year and month.
fn dated(product: &str) -> Standing {
    let newest = UBUNTU.last().copied().unwrap_or_default();
    let is_newer = product.len() == newest.len()
        && product > newest
        && product.strip_prefix("Ubuntu").is_some_and(|number| {
            number
                .split_once('.')
                .is_some_and(|(year, month)| is_digits(year) && ["04", "10"].contains(&month))
        });

    match closed(product, UBUNTU) {
        Standing::Wrong(_) if is_newer => Standing::Open,
        standing => standing,
    }
}

fn debian(product: &str) -> Standing {
    let number = product.strip_prefix("Debian");
    let number = number.and_then(|number| number.parse::<u32>().ok());

    match closed(product, DEBIAN) {
        Standing::Wrong(_) if number.is_some_and(|number| number > 12) => Standing::Open,
        standing => standing,
    }
}

/// Applications have names of all kinds, so that only a name that is nearly a listed one is wrong.
fn windows(product: &str) -> Standing {
    if WINDOWS.contains(&product) {
        return Standing::Listed;
    }

    let is_release = ["Windows", "WindowsServer", "Office "]
        .iter()
        .any(|stem| product.strip_prefix(stem).is_some_and(starts_with_digit));
    let near = meant(product, WINDOWS);
    match near {
        // Another number of a known name is another release.
        Some(near) if !is_release && letters(product) != letters(&near) => {
            Standing::Wrong(Some(near))
        }
        _ => Standing::Open,
    }
}

/// A name without the number at its end.
fn letters(name: &str) -> &str {
    name.trim_end_matches(|c: char| !c.is_ascii_alphabetic())
}

fn starts_with_digit(text: &str) -> bool {
    text.starts_with(|c: char| c.is_ascii_digit())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::fleet::platform::OperatingSystem as Os;

    fn wrong(meant: &str) -> Standing {
        Standing::Wrong(Some(meant.to_owned()))
    }

    #[test]
    fn what_documents_list_passes() {
        // From the older API reference, the CLI's samples, and definitions that people published.
        for (os, products) in [
            (Os::RedHat, "6.10 6.5 7 7.0 7.4 7.9 8 8.2 8.10 9.4 10"),
            (Os::CentOs, "6.5 7.4 7.9 8"),
            (Os::Oracle, "7.9 8.10 9.4"),
            (Os::Suse, "12.0 12.9 15.5"),
            (Os::Ubuntu, "14.04 16.04 20.04 24.04"),
            (Os::Debian, "8 12"),
        ] {
            let prefix = match os {
                Os::RedHat => "RedhatEnterpriseLinux",
                Os::CentOs => "CentOS",
                Os::Oracle => "OracleLinux",
                Os::Suse => "Suse",
                Os::Ubuntu => "Ubuntu",
                _ => "Debian",
            };
            for number in products.split(' ') {
                let product = format!("{prefix}{number}");
                assert_eq!(standing(os, &product), Standing::Listed, "{product}");
            }
        }
        for product in ["AmazonLinux2", "AmazonLinux2.0", "*"] {
            assert_eq!(standing(Os::AmazonLinux2, product), Standing::Listed);
        }
        for product in ["WindowsServer2012R2", "WindowsServer2022", "Office 2016"] {
            assert_eq!(standing(Os::Windows, product), Standing::Listed);
        }
    }

    #[test]
    fn what_no_release_is_called_is_wrong_and_names_what_was_meant() {
        for (os, product, meant) in [
            (Os::AmazonLinux, "AmazonLinux2018.09", "AmazonLinux2018.03"),
            (
                Os::RedHat,
                "RedHatEnterpriseLinux8.4",
                "RedhatEnterpriseLinux8.4",
            ),
            (
                Os::RedHat,
                "RedhatEnterpriseLinux7.12",
                "RedhatEnterpriseLinux7.9",
            ),
            (Os::Oracle, "Oracle Linux 8.6", "OracleLinux8.6"),
            (Os::Windows, "Windows Server 2019", "WindowsServer2019"),
            (Os::Windows, "WindowServer2019", "WindowsServer2019"),
            (Os::Ubuntu, "ubuntu22.04", "Ubuntu22.04"),
            (Os::AmazonLinux2023, "AmazonLinux2032", "AmazonLinux2023"),
        ] {
            assert_eq!(standing(os, product), wrong(meant), "{product}");
        }
        assert!(matches!(
            standing(Os::CentOs, "Ubuntu20.04"),
            Standing::Wrong(None)
        ));
    }

    #[test]
    fn newer_releases_and_systems_without_documented_names_are_open() {
        for (os, product) in [
            (Os::Oracle, "OracleLinux99"),
            (Os::RedHat, "RedhatEnterpriseLinux9.9"),
            (Os::RedHat, "RedhatEnterpriseLinux11.0"),
            (Os::RedHat, "RedhatEnterpriseLinux8.*"),
            (Os::Ubuntu, "Ubuntu26.04"),
            (Os::Debian, "Debian13"),
            (Os::Windows, "WindowsServer2028"),
            (Os::Windows, "Windows11"),
            (Os::Windows, "Visual Studio 2022"),
            (Os::Alma, "AlmaLinux9.4"),
            (Os::Rocky, "RockyLinux9.4"),
            (Os::MacOs, "macOS15"),
        ] {
            assert_eq!(standing(os, product), Standing::Open, "{product}");
        }
    }
}
