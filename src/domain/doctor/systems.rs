//! The versions of operating systems that Patch Manager lists.

use crate::domain::fleet::platform::OperatingSystem;

/// When the list was read: what came later is not in it, so that "not listed" is no "not supported".
pub const READ_ON: &str = "2026-08";

/// The listed versions of an operating system, in words: AWS User Guide, "Patch Manager
/// prerequisites", supported operating systems. Empty for one that AWS took from its list.
const fn listed(os: OperatingSystem) -> &'static [Listed] {
    use Listed::{Above, Exactly, Major};
    use OperatingSystem as Os;
    match os {
        Os::Windows => &[
            Exactly("6.2"),
            Exactly("6.3"),
            Exactly("10.0"),
            Major(2012),
            Major(2016),
            Major(2019),
            Major(2022),
            Major(2025),
        ],
        Os::AmazonLinux | Os::AmazonLinux2022 | Os::Raspbian => &[],
        Os::AmazonLinux2 => &[Major(2)],
        Os::AmazonLinux2023 => &[Major(2023)],
        // 24.04 stands on another page of the same guide, "Patch compliance states".
        Os::Ubuntu => &[
            Exactly("16.04"),
            Exactly("18.04"),
            Exactly("20.04"),
            Exactly("22.04"),
            Exactly("24.04"),
            Exactly("25.04"),
        ],
        Os::RedHat => &[Major(7), Major(8), Major(9), Major(10)],
        Os::Suse => &[Above(15, 3)],
        Os::CentOs => &[Major(9)],
        Os::Oracle => &[Above(7, 5), Major(8), Major(9)],
        Os::Debian => &[Major(11), Major(12)],
        Os::MacOs => &[Major(13), Major(14), Major(15)],
        Os::Rocky | Os::Alma => &[Major(8), Major(9)],
    }
}

/// A version, or several.
enum Listed {
    /// This one, also with a further number behind it.
    Exactly(&'static str),
    /// Every minor version of it.
    Major(u32),
    /// This minor version of a major one, and later ones of the same.
    Above(u32, u32),
}

impl Listed {
    fn holds(&self, version: &str) -> bool {
        let mut numbers = version.split('.').map(|part| part.parse::<u32>().ok());
        let major = numbers.next().flatten();
        let minor = numbers.next().flatten();
        match self {
            Self::Exactly(text) => {
                let rest = version.strip_prefix(text);
                rest.is_some_and(|rest| rest.is_empty() || rest.starts_with('.'))
            }
            Self::Major(number) => major == Some(*number),
            Self::Above(number, least) => {
                major == Some(*number) && minor.unwrap_or_default() >= *least
            }
        }
    }
}

/// Whether AWS lists a version of an operating system. A version that cannot be read is not.
pub fn is_listed(os: OperatingSystem, version: &str) -> bool {
    // `Server 2019` and the like: what counts begins with the first digit.
    let version = version.trim_start_matches(|c: char| !c.is_ascii_digit());
    listed(os).iter().any(|listed| listed.holds(version))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn versions_are_compared_by_their_numbers() {
        use OperatingSystem as Os;
        for (os, version, expected) in [
            (Os::AmazonLinux2, "2", true),
            (Os::AmazonLinux2023, "2023", true),
            (Os::AmazonLinux2023, "2023.5.20240701", true),
            (Os::AmazonLinux2022, "2022", false),
            (Os::AmazonLinux, "2018.03", false),
            (Os::Ubuntu, "22.04", true),
            (Os::Ubuntu, "22.10", false),
            (Os::Ubuntu, "14.04", false),
            (Os::RedHat, "7.9", true),
            (Os::RedHat, "6.10", false),
            (Os::RedHat, "10.0", true),
            (Os::Suse, "15.2", false),
            (Os::Suse, "15.6", true),
            (Os::Suse, "12.5", false),
            (Os::Oracle, "7.4", false),
            (Os::Oracle, "7.9", true),
            (Os::Debian, "10", false),
            (Os::Debian, "12.4", true),
            (Os::MacOs, "15.1", true),
            (Os::MacOs, "12.6", false),
            (Os::Windows, "10.0.17763", true),
            (Os::Windows, "6.1.7601", false),
            (Os::Windows, "100.0", false),
            (Os::CentOs, "7.9", false),
            (Os::Rocky, "", false),
            (Os::Rocky, "latest", false),
        ] {
            assert_eq!(is_listed(os, version), expected, "{os:?} {version}");
        }
    }
}
