//! For which family of operating systems an entry is written, by the shape of its texts.

use super::Entry;
use super::never;
use super::update_id::is_update_id;
use crate::domain::fleet::platform::Family;

/// Architectures that only rpm writes so.
const RPM_ARCHES: [&str; 9] = [
    "x86_64", "aarch64", "noarch", "i586", "i686", "ppc64le", "s390x", "armv7hl", "src",
];
/// Architectures that only dpkg writes so.
const APT_ARCHES: [&str; 7] = [
    "amd64", "arm64", "armhf", "armel", "ppc64el", "riscv64", "all",
];

/// The family that an entry is surely for; `None` when its shape does not tell.
pub fn of_entry(entry: &Entry) -> Option<Family> {
    of_id(&entry.id)
        .or_else(|| entry.title.as_deref().and_then(of_linux_text))
        .or_else(|| of_spaces(&entry.id))
}

fn of_id(id: &str) -> Option<Family> {
    if is_update_id(id) {
        Some(Family::Windows)
    } else {
        of_linux_text(id)
    }
}

/// macOS names patches with spaces; no package of Linux has one.
fn of_spaces(id: &str) -> Option<Family> {
    let inner = id.trim();
    // `KB 4284819` is a misspelt update of Windows.
    if never::is_misspelt_update(id) {
        return Some(Family::Windows);
    }
    (inner.contains(' ') && !inner.contains(['*', '/', '\n', '\t'])).then_some(Family::MacOs)
}

/// The architecture that a name or a title carries, as far as a family knows it.
pub fn architecture(text: &str) -> Option<(&str, Family)> {
    let name = text.split(':').next().unwrap_or(text);
    let arch = name.rsplit_once('.')?.1.trim_end_matches('*');
    if is_among(arch, &RPM_ARCHES) {
        Some((arch, Family::Rpm))
    } else if is_among(arch, &APT_ARCHES) {
        Some((arch, Family::Apt))
    } else {
        None
    }
}

/// A name without its architecture.
pub fn architecture_less(id: &str) -> &str {
    let known = architecture(id).is_some()
        || id
            .rsplit_once('.')
            .is_some_and(|(_, arch)| arch.eq_ignore_ascii_case("i386"));
    if known {
        id.rsplit_once('.').map_or(id, |(name, _)| name)
    } else {
        id
    }
}

fn is_among(arch: &str, known: &[&str]) -> bool {
    known.iter().any(|known| known.eq_ignore_ascii_case(arch))
}

/// What the releases of packages of each family begin with, before a number.
const RPM_MARKS: [&str; 5] = [".amzn", ".el", ".fc", ".al20", "-lp15"];
const APT_MARKS: [&str; 4] = ["ubuntu", "+deb", "~deb", "+rpi"];

fn of_linux_text(text: &str) -> Option<Family> {
    if let Some((_, family)) = architecture(text) {
        return Some(family);
    }

    // A mark proves nothing without its number: a name may hold `.el` or `ubuntu` too.
    let text = text.to_lowercase();
    let has_any = |marks: &[&str]| marks.iter().any(|mark| has_numbered(&text, mark));
    if has_any(&RPM_MARKS) {
        return Some(Family::Rpm);
    }
    has_any(&APT_MARKS).then_some(Family::Apt)
}

fn has_numbered(text: &str, mark: &str) -> bool {
    text.match_indices(mark)
        .any(|(at, _)| text[at + mark.len()..].starts_with(|c: char| c.is_ascii_digit()))
}

/// What people call a family.
pub const fn name(family: Family) -> &'static str {
    match family {
        Family::Rpm => "rpm (Amazon Linux, Red Hat, SUSE and their like)",
        Family::Apt => "apt (Ubuntu, Debian, Raspberry Pi OS)",
        Family::Windows => "Windows",
        Family::MacOs => "macOS",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_shape_of_an_entry_tells_its_family() {
        let table: [(&str, Option<&str>, Option<Family>); 16] = [
            ("dhclient.x86_64", None, Some(Family::Rpm)),
            ("dhcp*", None, None),
            ("dhcp*", Some("*12:4.1.1-53.P1.28.amzn1"), Some(Family::Rpm)),
            ("openssl", Some("1:1.1.1k-12.el8_9"), Some(Family::Rpm)),
            ("apparmor.amd64", None, Some(Family::Apt)),
            ("bash", Some("5.1-6ubuntu1.1"), Some(Family::Apt)),
            ("libc6", Some("2.36-9+deb12u7"), Some(Family::Apt)),
            ("bash.x86_64:0:5.1-1", None, Some(Family::Rpm)),
            ("KB4284819", Some("whatever.x86_64"), Some(Family::Windows)),
            ("ms17-023", None, Some(Family::Windows)),
            ("MS17-23", None, None),
            ("KB", None, None),
            (
                "Command Line Tools for Xcode.11.5",
                None,
                Some(Family::MacOs),
            ),
            ("MRTConfigData.1.61", None, None),
            ("bash", None, None),
            ("java-1.8.0-openjdk", None, None),
        ];
        for (id, title, family) in table {
            let entry = Entry {
                id: id.to_owned(),
                title: title.map(str::to_owned),
            };
            assert_eq!(of_entry(&entry), family, "{id} {title:?}");
        }
    }
}
