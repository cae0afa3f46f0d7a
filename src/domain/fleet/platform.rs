//! The operating systems of Patch Manager: their wire names, families, and how a node's platform
//! maps to one.

use std::fmt;
use std::str::FromStr;

use crate::domain::id::BadName;
use crate::domain::text::words::plain;

/// An operating system as patch baselines know it (SSM API, shape `OperatingSystem`).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum OperatingSystem {
    /// Windows Server.
    Windows,
    /// Amazon Linux (1).
    AmazonLinux,
    /// Amazon Linux 2.
    AmazonLinux2,
    /// Amazon Linux 2022.
    AmazonLinux2022,
    /// Amazon Linux 2023.
    AmazonLinux2023,
    /// Ubuntu Server.
    Ubuntu,
    /// Red Hat Enterprise Linux.
    RedHat,
    /// SUSE Linux Enterprise Server.
    Suse,
    /// `CentOS` and `CentOS` Stream.
    CentOs,
    /// Oracle Linux.
    Oracle,
    /// Debian Server.
    Debian,
    /// macOS.
    MacOs,
    /// Raspberry Pi OS, formerly Raspbian.
    Raspbian,
    /// Rocky Linux.
    Rocky,
    /// `AlmaLinux`.
    Alma,
}

/// How a platform names and orders its patches.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Family {
    /// yum, dnf or zypper: packages in rpm form.
    Rpm,
    /// apt: packages in dpkg form.
    Apt,
    /// Windows updates, named by knowledge-base article.
    Windows,
    /// macOS software updates, installers and Homebrew.
    MacOs,
}

/// What the platform type of a node can be (SSM API, shape `PlatformType`).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum PlatformType {
    /// `Windows`.
    Windows,
    /// `Linux`.
    Linux,
    /// `MacOS`.
    MacOs,
}

impl PlatformType {
    /// The name on the wire.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Windows => "Windows",
            Self::Linux => "Linux",
            Self::MacOs => "MacOS",
        }
    }
}

impl OperatingSystem {
    /// Every operating system, in the order of the API.
    pub const ALL: [Self; 15] = [
        Self::Windows,
        Self::AmazonLinux,
        Self::AmazonLinux2,
        Self::AmazonLinux2022,
        Self::AmazonLinux2023,
        Self::Ubuntu,
        Self::RedHat,
        Self::Suse,
        Self::CentOs,
        Self::Oracle,
        Self::Debian,
        Self::MacOs,
        Self::Raspbian,
        Self::Rocky,
        Self::Alma,
    ];

    /// The name on the wire.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Windows => "WINDOWS",
            Self::AmazonLinux => "AMAZON_LINUX",
            Self::AmazonLinux2 => "AMAZON_LINUX_2",
            Self::AmazonLinux2022 => "AMAZON_LINUX_2022",
            Self::AmazonLinux2023 => "AMAZON_LINUX_2023",
            Self::Ubuntu => "UBUNTU",
            Self::RedHat => "REDHAT_ENTERPRISE_LINUX",
            Self::Suse => "SUSE",
            Self::CentOs => "CENTOS",
            Self::Oracle => "ORACLE_LINUX",
            Self::Debian => "DEBIAN",
            Self::MacOs => "MACOS",
            Self::Raspbian => "RASPBIAN",
            Self::Rocky => "ROCKY_LINUX",
            Self::Alma => "ALMA_LINUX",
        }
    }

    /// The family that decides about names, versions and filters.
    pub const fn family(self) -> Family {
        match self {
            Self::Windows => Family::Windows,
            Self::MacOs => Family::MacOs,
            Self::Ubuntu | Self::Debian | Self::Raspbian => Family::Apt,
            _ => Family::Rpm,
        }
    }

    /// The platform type that a node of this operating system reports.
    pub const fn platform_type(self) -> PlatformType {
        match self.family() {
            Family::Windows => PlatformType::Windows,
            Family::MacOs => PlatformType::MacOs,
            Family::Rpm | Family::Apt => PlatformType::Linux,
        }
    }

    /// Maps what the agent reports to an operating system; `None` when it is none that Patch
    /// Manager knows.
    ///
    /// The names are those that `DescribeInstanceInformation` gives as `PlatformType`,
    /// `PlatformName` and `PlatformVersion`.
    pub fn of_platform(platform_type: &str, name: &str, version: &str) -> Option<Self> {
        if platform_type.eq_ignore_ascii_case("Windows") {
            return Some(Self::Windows);
        }
        if platform_type.eq_ignore_ascii_case("MacOS") {
            return Some(Self::MacOs);
        }

        let name = name.to_lowercase();
        if name.starts_with("amazon linux") {
            return of_amazon_linux(&name, version);
        }
        // The beginning of the name decides, as in the payload (1.80, operating_system_parser.py).
        PLATFORM_NAMES
            .into_iter()
            .find(|(prefix, _)| name.starts_with(prefix))
            .map(|(_, os)| os)
    }
}

/// How the names of platforms begin, in lower case.
const PLATFORM_NAMES: [(&str, OperatingSystem); 14] = [
    ("macos", OperatingSystem::MacOs),
    ("mac os", OperatingSystem::MacOs),
    ("microsoft windows", OperatingSystem::Windows),
    ("windows", OperatingSystem::Windows),
    ("red hat", OperatingSystem::RedHat),
    ("centos", OperatingSystem::CentOs),
    ("sles", OperatingSystem::Suse),
    ("suse", OperatingSystem::Suse),
    ("oracle", OperatingSystem::Oracle),
    ("raspbian", OperatingSystem::Raspbian),
    ("ubuntu", OperatingSystem::Ubuntu),
    ("debian", OperatingSystem::Debian),
    ("rocky", OperatingSystem::Rocky),
    ("alma", OperatingSystem::Alma),
];

/// Amazon Linux tells its generation by its version: `2`, `2022`, `2023`, and `2012.03` to
/// `2018.03` for the first.
fn of_amazon_linux(name: &str, version: &str) -> Option<OperatingSystem> {
    // Without a version the last word of the name may tell it, as in "Amazon Linux 2".
    let version = if version.is_empty() {
        name.rsplit(' ').next().unwrap_or_default()
    } else {
        version
    };

    let major = version.split('.').next().unwrap_or_default();
    match major {
        "2" => Some(OperatingSystem::AmazonLinux2),
        "2022" => Some(OperatingSystem::AmazonLinux2022),
        "2023" => Some(OperatingSystem::AmazonLinux2023),
        _ if major.len() == 4 && major.starts_with("201") => Some(OperatingSystem::AmazonLinux),
        _ => None,
    }
}

/// Spellings that people use, in lower case without separators.
const SPELLINGS: [(&str, OperatingSystem); 29] = [
    ("win", OperatingSystem::Windows),
    ("windowsserver", OperatingSystem::Windows),
    ("al1", OperatingSystem::AmazonLinux),
    ("amzn", OperatingSystem::AmazonLinux),
    ("amazonlinux1", OperatingSystem::AmazonLinux),
    ("al2", OperatingSystem::AmazonLinux2),
    ("amzn2", OperatingSystem::AmazonLinux2),
    ("al2022", OperatingSystem::AmazonLinux2022),
    ("amzn2022", OperatingSystem::AmazonLinux2022),
    ("al2023", OperatingSystem::AmazonLinux2023),
    ("amzn2023", OperatingSystem::AmazonLinux2023),
    ("ubuntuserver", OperatingSystem::Ubuntu),
    ("rhel", OperatingSystem::RedHat),
    ("redhat", OperatingSystem::RedHat),
    ("redhatlinux", OperatingSystem::RedHat),
    ("sles", OperatingSystem::Suse),
    ("suselinux", OperatingSystem::Suse),
    ("suselinuxenterpriseserver", OperatingSystem::Suse),
    ("centosstream", OperatingSystem::CentOs),
    ("oracle", OperatingSystem::Oracle),
    ("oel", OperatingSystem::Oracle),
    ("ol", OperatingSystem::Oracle),
    ("mac", OperatingSystem::MacOs),
    ("osx", OperatingSystem::MacOs),
    ("raspberrypios", OperatingSystem::Raspbian),
    ("raspios", OperatingSystem::Raspbian),
    ("rocky", OperatingSystem::Rocky),
    ("alma", OperatingSystem::Alma),
    ("almalinuxos", OperatingSystem::Alma),
];

impl FromStr for OperatingSystem {
    type Err = BadName;

    fn from_str(text: &str) -> Result<Self, BadName> {
        let wanted = plain(text).replace('.', "");
        let spelled = SPELLINGS
            .into_iter()
            .find(|(spelling, _)| *spelling == wanted)
            .map(|(_, os)| os);

        // AWS's own name comes first, however people spell another system.
        Self::ALL
            .into_iter()
            .find(|os| plain(os.as_str()) == wanted)
            .or(spelled)
            .ok_or_else(|| BadName {
                expected: "an operating system of Patch Manager (such as AMAZON_LINUX_2023)",
                found: text.to_owned(),
            })
    }
}

impl fmt::Display for OperatingSystem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

impl<'de> serde::Deserialize<'de> for OperatingSystem {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = <std::borrow::Cow<'de, str>>::deserialize(deserializer)?;
        text.parse().map_err(serde::de::Error::custom)
    }
}

impl serde::Serialize for OperatingSystem {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.as_str())
    }
}

#[cfg(test)]
mod tests {
    use super::OperatingSystem as Os;

    #[test]
    fn wire_names_and_human_spellings_are_read() {
        for os in Os::ALL {
            assert_eq!(os.as_str().parse(), Ok(os));
            assert_eq!(os.as_str().to_lowercase().replace('_', "-").parse(), Ok(os));
        }
        for (text, os) in [
            ("al2023", Os::AmazonLinux2023),
            ("RHEL", Os::RedHat),
            ("Amazon Linux 2", Os::AmazonLinux2),
            ("sles", Os::Suse),
            ("macOS", Os::MacOs),
        ] {
            assert_eq!(text.parse(), Ok(os), "{text}");
        }
        for text in ["", "linux", "al", "windows 95", "rhel8"] {
            assert!(text.parse::<Os>().is_err(), "{text}");
        }
    }

    #[test]
    fn what_the_agent_reports_maps_to_one_operating_system() {
        let table = [
            ("Linux", "Amazon Linux", "2", Some(Os::AmazonLinux2)),
            ("Linux", "Amazon Linux", "2023", Some(Os::AmazonLinux2023)),
            (
                "Linux",
                "Amazon Linux",
                "2022.0.20221019",
                Some(Os::AmazonLinux2022),
            ),
            (
                "Linux",
                "Amazon Linux AMI",
                "2018.03",
                Some(Os::AmazonLinux),
            ),
            ("Linux", "Red Hat Enterprise Linux", "9.4", Some(Os::RedHat)),
            ("Linux", "SLES", "15.5", Some(Os::Suse)),
            ("Linux", "Oracle Linux Server", "8.9", Some(Os::Oracle)),
            ("Linux", "Raspbian GNU/Linux", "10", Some(Os::Raspbian)),
            ("Linux", "Debian GNU/Linux", "12", Some(Os::Debian)),
            ("Linux", "Rocky Linux", "9.3", Some(Os::Rocky)),
            ("Linux", "AlmaLinux", "9.3", Some(Os::Alma)),
            (
                "Windows",
                "Microsoft Windows Server 2022 Datacenter",
                "10.0.20348",
                Some(Os::Windows),
            ),
            ("MacOS", "macOS", "14.6.1", Some(Os::MacOs)),
            ("Linux", "Gentoo", "2.15", None),
            ("Linux", "Amazon Linux", "3000", None),
        ];
        for (platform_type, name, version, os) in table {
            assert_eq!(
                Os::of_platform(platform_type, name, version),
                os,
                "{name} {version}"
            );
        }
    }
}
