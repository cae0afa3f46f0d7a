//! How Patch Manager names products and platforms.

use crate::domain::fleet::platform::OperatingSystem;

/// The platform name that the agent reports.
pub(super) fn platform_name(os: OperatingSystem) -> &'static str {
    match os {
        OperatingSystem::Windows => "Microsoft Windows Server",
        OperatingSystem::AmazonLinux => "Amazon Linux AMI",
        OperatingSystem::AmazonLinux2
        | OperatingSystem::AmazonLinux2022
        | OperatingSystem::AmazonLinux2023 => "Amazon Linux",
        OperatingSystem::Ubuntu => "Ubuntu",
        OperatingSystem::RedHat => "Red Hat Enterprise Linux",
        OperatingSystem::Suse => "SLES",
        OperatingSystem::CentOs => "CentOS Stream",
        OperatingSystem::Oracle => "Oracle Linux Server",
        OperatingSystem::Debian => "Debian GNU/Linux",
        OperatingSystem::MacOs => "macOS",
        OperatingSystem::Raspbian => "Raspbian GNU/Linux",
        OperatingSystem::Rocky => "Rocky Linux",
        OperatingSystem::Alma => "AlmaLinux",
    }
}

/// The product of a version, such as `RedhatEnterpriseLinux9.4` or `Debian12`. The names for Rocky,
/// Alma and Raspbian are not documented.
pub(super) fn product(os: OperatingSystem, version: &str) -> String {
    // Amazon Linux 2 and later have no minor version in their product (samples of the User Guide).
    let name = match os {
        OperatingSystem::Windows => "WindowsServer",
        OperatingSystem::AmazonLinux2 => return "AmazonLinux2".to_owned(),
        OperatingSystem::AmazonLinux2022 => return "AmazonLinux2022".to_owned(),
        OperatingSystem::AmazonLinux2023 => return "AmazonLinux2023".to_owned(),
        OperatingSystem::AmazonLinux => "AmazonLinux",
        OperatingSystem::Ubuntu => "Ubuntu",
        OperatingSystem::RedHat => "RedhatEnterpriseLinux",
        OperatingSystem::Suse => "Suse",
        OperatingSystem::CentOs => "CentOS",
        OperatingSystem::Oracle => "OracleLinux",
        OperatingSystem::Debian => "Debian",
        OperatingSystem::MacOs => "macOS",
        OperatingSystem::Raspbian => "Raspbian",
        OperatingSystem::Rocky => "RockyLinux",
        OperatingSystem::Alma => "AlmaLinux",
    };

    format!("{name}{version}")
}

/// The version at the end of a product, such as `9.4`.
pub(super) fn version_of(product: &str) -> &str {
    let digits = product
        .rfind(|c: char| !(c.is_ascii_digit() || c == '.'))
        .map_or(0, |at| {
            at + product[at..].chars().next().map_or(1, char::len_utf8)
        });
    &product[digits..]
}
