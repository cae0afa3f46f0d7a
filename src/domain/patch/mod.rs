//! A patch: one version of one package (rpm, dpkg, macOS) or one Windows update, with what its
//! publisher says of it.

pub mod query;
pub mod state;
pub mod version;

use std::cmp::Ordering;

use jiff::civil::Date;

use super::fleet::platform::{Family, OperatingSystem};
use crate::domain::patch::version::Evr;

/// A package version, as rpm, dpkg and macOS patches are made of.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Package {
    /// The name without version and architecture.
    pub name: String,
    /// The architecture; empty when the platform has none.
    pub arch: String,
    /// Epoch, version and release.
    pub evr: Evr,
}

impl Package {
    /// Reads rpm's `name-[epoch:]version-release.arch`.
    pub fn parse_rpm(text: &str) -> Option<Self> {
        // From the end: a name may hold dots and hyphens, a release and a version no hyphen.
        let (rest, arch) = text.rsplit_once('.')?;
        let (rest, release) = rest.rsplit_once('-')?;
        let (name, version) = rest.rsplit_once('-')?;
        let evr = Evr::parse(&format!("{version}-{release}"))?;

        let whole = !name.is_empty() && !arch.is_empty() && !release.is_empty();
        whole.then(|| Self {
            name: name.to_owned(),
            arch: arch.to_owned(),
            evr,
        })
    }

    /// Reads `name arch version`, the form used for dpkg packages.
    #[cfg_attr(
        not(feature = "sandbox"),
        expect(dead_code, reason = "only the sandbox reads fleet files")
    )]
    pub fn parse_apt(text: &str) -> Option<Self> {
        let mut words = text.split(' ');
        let (name, arch, version) = (words.next()?, words.next()?, words.next()?);
        let whole = !name.is_empty() && !arch.is_empty() && words.next().is_none();
        whole.then_some(())?;
        Some(Self {
            name: name.to_owned(),
            arch: arch.to_owned(),
            evr: Evr::parse(version)?,
        })
    }

    /// Reads `name version`, the form used for macOS; the version is what follows the last space.
    pub fn parse_macos(text: &str) -> Option<Self> {
        // The whole is the version: macOS has no epochs, and a hyphen there begins no release.
        let (name, version) = text.rsplit_once(' ')?;
        let evr = Evr {
            epoch: 0,
            version: version.to_owned(),
            release: String::new(),
        };

        let whole = !name.is_empty() && !version.is_empty();
        whole.then(|| Self {
            name: name.to_owned(),
            arch: String::new(),
            evr,
        })
    }

    /// Compares the versions in the order of the family.
    pub fn cmp_version(&self, other: &Self, family: Family) -> Ordering {
        match family {
            Family::Apt => self.evr.cmp_dpkg(&other.evr),
            _ => self.evr.cmp_rpm(&other.evr),
        }
    }
}

/// Whether a Windows patch is for the operating system or for an application.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum PatchSet {
    /// The operating system.
    #[default]
    Os,
    /// A Microsoft application.
    Application,
}

impl PatchSet {
    /// The name on the wire.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Os => "OS",
            Self::Application => "APPLICATION",
        }
    }
}

/// What can be installed on a node, with the attributes that baselines filter on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Patch {
    /// The id on the wire: `name.arch` for rpm and dpkg, the name for macOS, `KBnnnnnnn` for
    /// Windows.
    pub id: String,
    /// The title on the wire.
    pub title: String,
    /// The package version; `None` for Windows.
    pub package: Option<Package>,
    /// What the publisher calls it, such as `Security` or `SecurityUpdates`; `None` when there is
    /// no notice for it.
    pub classification: Option<String>,
    /// The publisher's severity.
    pub severity: Option<String>,
    /// The product, such as `AmazonLinux2023`.
    pub product: String,
    /// The product family of a Windows patch.
    pub product_family: Option<String>,
    /// Operating system or application (Windows).
    #[expect(clippy::struct_field_names, reason = "the word of AWS")]
    pub patch_set: PatchSet,
    /// The advisory, such as `ALAS2023-2024-583`.
    pub advisory: Option<String>,
    /// Bugzilla numbers.
    pub bugzilla: Vec<String>,
    /// CVE ids.
    pub cves: Vec<String>,
    /// Microsoft's bulletin, such as `MS10-048`.
    pub bulletin: Option<String>,
    /// The priority of a dpkg package.
    pub priority: Option<String>,
    /// The section of a dpkg package.
    pub section: Option<String>,
    /// The repository or suite it comes from.
    pub repository: Option<String>,
    /// The day of its release (UTC); `None` when the metadata has none.
    pub released: Option<Date>,
    /// The KB ids that this patch replaces (Windows).
    pub supersedes: Vec<String>,
}

impl Patch {
    /// Whether it comes from where the platform publishes security fixes, or carries an update
    /// notice: what remains when a rule does not enable non-security patches.
    pub fn is_in_security_repository(&self, os: OperatingSystem) -> bool {
        match os.family() {
            Family::Apt => self
                .repository
                .as_deref()
                .is_some_and(|name| name.ends_with("-security")),
            Family::Rpm => self.classification.is_some(),
            Family::Windows | Family::MacOs => true,
        }
    }

    /// Whether the publisher calls it a security fix.
    pub fn is_security(&self) -> bool {
        matches!(
            self.classification.as_deref(),
            Some("Security" | "SecurityUpdates")
        )
    }
}

#[cfg(test)]
mod tests {
    use super::Package;

    #[test]
    fn package_names_are_taken_apart() {
        let package = Package::parse_rpm("bind-libs-32:9.8.2-0.68.rc1.60.amzn1.x86_64").unwrap();
        assert_eq!(
            (
                package.name.as_str(),
                package.arch.as_str(),
                package.evr.epoch
            ),
            ("bind-libs", "x86_64", 32)
        );
        assert_eq!(package.evr.with_epoch(), "32:9.8.2-0.68.rc1.60.amzn1");
        let package = Package::parse_apt("openssl amd64 3.0.2-0ubuntu1.18").unwrap();
        assert_eq!(
            (package.name.as_str(), package.evr.release.as_str()),
            ("openssl", "0ubuntu1.18")
        );
        let package = Package::parse_macos("macOS Sonoma 14.6.1-23G93").unwrap();
        assert_eq!(
            (package.name.as_str(), package.evr.version.as_str()),
            ("macOS Sonoma", "14.6.1-23G93")
        );
        for bad in ["", "bash", "bash-5.1.x86_64", "-1-1.x86_64"] {
            assert_eq!(Package::parse_rpm(bad), None, "{bad}");
        }
        for bad in ["bash", "bash amd64", "bash amd64 1 2", " amd64 1"] {
            assert_eq!(Package::parse_apt(bad), None, "{bad}");
        }
    }
}
