//! Which filter keys and values a baseline of each operating system knows.
//!
//! Keys and values: SSM API, `DescribePatchProperties` and the older documentation of
//! `PatchFilter`; Amazon Linux 2022, Rocky, `AlmaLinux` and Raspberry Pi OS as AWS's own baselines
//! use them. Products are in `products`.

use super::FilterKey;
use crate::domain::fleet::platform::{Family, OperatingSystem};

/// The keys that filters of a baseline of this operating system may have.
pub const fn keys(os: OperatingSystem) -> &'static [FilterKey] {
    match os.family() {
        Family::Rpm => &[
            FilterKey::Product,
            FilterKey::Classification,
            FilterKey::Severity,
        ],
        Family::Apt => &[FilterKey::Product, FilterKey::Priority, FilterKey::Section],
        Family::MacOs => &[FilterKey::Product, FilterKey::Classification],
        Family::Windows => &[
            FilterKey::Product,
            FilterKey::ProductFamily,
            FilterKey::Classification,
            FilterKey::MsrcSeverity,
            FilterKey::PatchSet,
        ],
    }
}

/// What to write in place of a key that baselines of this operating system do not have.
pub fn instead(os: OperatingSystem, key: FilterKey) -> Option<String> {
    let family = os.family();
    let sibling = match (family, key) {
        (Family::Windows, FilterKey::Severity | FilterKey::Priority) => "MSRC_SEVERITY",
        (Family::Rpm, FilterKey::MsrcSeverity | FilterKey::Priority) => "SEVERITY",
        (Family::Apt, FilterKey::Severity | FilterKey::MsrcSeverity) => {
            return Some(
                "write PRIORITY, which says how much a system needs the package; Debian's family \
                 publishes no severity with its packages"
                    .to_owned(),
            );
        }
        (Family::Apt, FilterKey::Classification | FilterKey::Security) => {
            return Some(
                "leave it out: without enable_non_security a rule takes from the security \
                 repositories alone"
                    .to_owned(),
            );
        }
        (_, FilterKey::Security | FilterKey::Section) => "CLASSIFICATION",
        (_, FilterKey::ProductFamily) => "PRODUCT",
        // These name single patches, which a baseline takes in its two lists.
        (
            _,
            FilterKey::PatchId
            | FilterKey::Name
            | FilterKey::AdvisoryId
            | FilterKey::CveId
            | FilterKey::BugzillaId,
        ) => {
            return Some("name single patches in approved_patches or rejected_patches".to_owned());
        }
        _ => return None,
    };

    Some(format!("did you mean {sibling}?"))
}

/// The values that a key may have; `None` when the list is open, as for products and sections.
pub const fn values(os: OperatingSystem, key: FilterKey) -> Option<&'static [&'static str]> {
    match (os.family(), key) {
        (Family::Windows, FilterKey::Classification) => Some(WINDOWS_CLASSIFICATIONS),
        (Family::Windows, FilterKey::MsrcSeverity) => {
            Some(&["Critical", "Important", "Moderate", "Low", "Unspecified"])
        }
        (Family::Windows, FilterKey::PatchSet) => Some(&["OS", "APPLICATION"]),
        (Family::Rpm, FilterKey::Classification) => Some(rpm_classifications(os)),
        (Family::Rpm, FilterKey::Severity) => Some(rpm_severities(os)),
        (Family::Apt, FilterKey::Priority) => {
            Some(&["Required", "Important", "Standard", "Optional", "Extra"])
        }
        // As AWS's own baseline for macOS has them.
        (Family::MacOs, FilterKey::Classification) => {
            Some(&["softwareupdate", "installer", "brew", "brew_cask"])
        }
        _ => None,
    }
}

const WINDOWS_CLASSIFICATIONS: &[&str] = &[
    "CriticalUpdates",
    "DefinitionUpdates",
    "Drivers",
    "FeaturePacks",
    "SecurityUpdates",
    "ServicePacks",
    "Tools",
    "UpdateRollups",
    "Updates",
    "Upgrades",
];

const fn rpm_classifications(os: OperatingSystem) -> &'static [&'static str] {
    match os {
        OperatingSystem::Suse => &[
            "Security",
            "Recommended",
            "Optional",
            "Feature",
            "Document",
            "Yast",
        ],
        _ => &[
            "Security",
            "Bugfix",
            "Enhancement",
            "Recommended",
            "Newpackage",
        ],
    }
}

const fn rpm_severities(os: OperatingSystem) -> &'static [&'static str] {
    match os {
        OperatingSystem::Suse => &["Critical", "Important", "Moderate", "Low"],
        // The documentation has "None" for these two alone (AWS User Guide, "How patches are
        // installed").
        OperatingSystem::AmazonLinux2022 | OperatingSystem::AmazonLinux2023 => {
            &["Critical", "Important", "Medium", "Low", "None"]
        }
        // AWS's own baseline for Oracle Linux says Moderate; Medium is what the others have.
        OperatingSystem::Oracle => &["Critical", "Important", "Moderate", "Medium", "Low"],
        _ => &["Critical", "Important", "Medium", "Low"],
    }
}

/// The product family that a Windows product belongs to, as far as its name tells it.
pub fn family_of_product(product: &str) -> Option<&'static str> {
    // In order: the first prefix that fits decides. "WindowsServer2022" has no space, "Office 2010"
    // has one (SSM API reference, DescribeAvailablePatches).
    const FAMILIES: [(&str, &str); 5] = [
        ("Windows", "Windows"),
        ("Office", "Office"),
        ("SQL Server", "SQL Server"),
        ("Exchange Server", "Exchange Server"),
        ("Microsoft SQL Server", "SQL Server"),
    ];

    FAMILIES
        .into_iter()
        .find(|(prefix, _)| product.starts_with(prefix))
        .map(|(_, family)| family)
}

/// The product that a node of this platform is, as AWS's filters spell it; `None` where the
/// spelling is not known.
///
/// `version` is `PlatformVersion` of `DescribeInstanceInformation`.
pub fn product_of_platform(os: OperatingSystem, version: &str) -> Option<String> {
    // Filters name minor releases, such as RedhatEnterpriseLinux7.4, and nothing finer (SSM API,
    // older documentation of `PatchFilter`).
    let major_minor: String = version.splitn(3, '.').take(2).collect::<Vec<_>>().join(".");
    let prefix = match os {
        OperatingSystem::AmazonLinux => "AmazonLinux",
        OperatingSystem::AmazonLinux2 => return Some("AmazonLinux2".to_owned()),
        OperatingSystem::AmazonLinux2022 => return Some("AmazonLinux2022".to_owned()),
        OperatingSystem::AmazonLinux2023 => return Some("AmazonLinux2023".to_owned()),
        OperatingSystem::RedHat => "RedhatEnterpriseLinux",
        OperatingSystem::CentOs => "CentOS",
        OperatingSystem::Suse => "Suse",
        OperatingSystem::Ubuntu => "Ubuntu",
        OperatingSystem::Oracle => "OracleLinux",
        _ => return None,
    };

    (!major_minor.is_empty()).then(|| format!("{prefix}{major_minor}"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::fleet::platform::OperatingSystem as Os;

    #[test]
    fn every_operating_system_has_a_product_key_and_closed_lists_where_aws_has_them() {
        for os in Os::ALL {
            assert!(keys(os).contains(&FilterKey::Product), "{os}");
            assert_eq!(values(os, FilterKey::Product), None, "{os}");
            let closed = keys(os)
                .iter()
                .filter(|key| values(os, **key).is_some())
                .count();
            assert!(closed >= 1, "{os}");
        }
        assert!(!keys(Os::Debian).contains(&FilterKey::Classification));
        assert!(
            values(Os::AmazonLinux2023, FilterKey::Severity)
                .unwrap()
                .contains(&"None")
        );
        assert!(
            !values(Os::RedHat, FilterKey::Severity)
                .unwrap()
                .contains(&"None")
        );
    }

    #[test]
    fn products_have_a_family_and_platforms_a_product() {
        assert_eq!(family_of_product("Office 2010"), Some("Office"));
        assert_eq!(family_of_product("WindowsServer2022"), Some("Windows"));
        assert_eq!(family_of_product("MicrosoftDefenderAntivirus"), None);
        assert_eq!(
            product_of_platform(Os::RedHat, "9.4").as_deref(),
            Some("RedhatEnterpriseLinux9.4")
        );
        assert_eq!(
            product_of_platform(Os::AmazonLinux, "2018.03").as_deref(),
            Some("AmazonLinux2018.03")
        );
        assert_eq!(
            product_of_platform(Os::AmazonLinux2, "2").as_deref(),
            Some("AmazonLinux2")
        );
        assert_eq!(product_of_platform(Os::Debian, "12"), None);
    }
}
