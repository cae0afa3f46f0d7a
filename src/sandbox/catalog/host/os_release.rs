//! Which operating system lies below a folder.

use std::collections::HashMap;
use std::path::Path;

use super::super::imported::unreadable;
use super::inventory::first_of;
use crate::domain::fleet::platform::{Family, OperatingSystem};
use crate::error::{Error, Result};
use crate::process::input;

/// The platform as the agent reports it.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Version {
    pub(super) name: String,
    pub(super) number: String,
}

/// The largest file of that name, in bytes; a usual one has 500.
const LARGEST: u64 = 64 * 1024;

/// Reads `os-release`.
pub(super) fn read(root: &Path) -> Result<(OperatingSystem, Version)> {
    let Some(path) = first_of(root, &["etc/os-release", "usr/lib/os-release"]) else {
        return Err(Error::usage(format!("there is no etc/os-release below {}", root.display()))
            .hint("only Linux can be enrolled; patches of Windows and macOS are imported with sandbox catalog import"));
    };

    parse(&input::read_text(&path, LARGEST).map_err(unreadable(&path))?).map_err(|name| {
        Error::usage(format!(
            "Patch Manager does not know `{}`, which {} names",
            name.escape_debug(),
            path.display()
        ))
    })
}

/// A value may be in quotes, as in a shell; one with others inside of it does not occur.
fn unquoted(value: &str) -> String {
    value.trim_matches(['"', '\'']).to_owned()
}

/// The operating system, or the name that is not known.
fn parse(text: &str) -> std::result::Result<(OperatingSystem, Version), String> {
    let values: HashMap<&str, &str> = text
        .lines()
        .filter_map(|line| line.trim().split_once('='))
        .collect();
    let value = |key: &str| unquoted(values.get(key).copied().unwrap_or_default());
    let version = Version {
        name: value("NAME"),
        number: value("VERSION_ID"),
    };

    let os = OperatingSystem::of_platform("Linux", &version.name, &version.number);
    // Patches of other systems are not read from their own disk.
    match os.filter(|os| matches!(os.family(), Family::Rpm | Family::Apt)) {
        Some(os) => Ok((os, version)),
        None => Err(if version.name.is_empty() {
            value("ID")
        } else {
            version.name
        }),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_names_of_real_systems_are_known_and_others_are_not() {
        let of = |text: &str| parse(text).map(|(os, version)| (os, version.number));
        let debian = "PRETTY_NAME=\"Debian GNU/Linux 12 (bookworm)\"\nNAME=\"Debian GNU/Linux\"\nVERSION_ID=\"12\"\nID=debian\n";
        assert_eq!(of(debian), Ok((OperatingSystem::Debian, "12".to_owned())));
        assert_eq!(
            of("NAME='SLES'\nVERSION_ID='15.5'\n"),
            Ok((OperatingSystem::Suse, "15.5".to_owned()))
        );
        assert_eq!(
            of("NAME=\"Amazon Linux\"\nVERSION_ID=2023\n"),
            Ok((OperatingSystem::AmazonLinux2023, "2023".to_owned()))
        );
        assert_eq!(of("NAME=Fedora\nVERSION_ID=40\n"), Err("Fedora".to_owned()));
        assert_eq!(of("ID=arch\n"), Err("arch".to_owned()));
        assert_eq!(of(""), Err(String::new()));
    }
}
