//! For which family of operating systems an entry is written, by the shape of its texts.

use super::Entry;
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
    (inner.contains(' ') && !inner.contains(['*', '/', '\n', '\t'])).then_some(Family::MacOs)
}

/// Whether a text has the form `KB4284819` or `MS17-023`; case does not count.
pub fn is_update_id(text: &str) -> bool {
    let after = |prefix: &str| {
        text.split_at_checked(2)
            .filter(|(start, _)| start.eq_ignore_ascii_case(prefix))
            .map(|(_, rest)| rest)
    };
    let digits = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    let bulletin = |rest: &str| {
        rest.split_once('-').is_some_and(|(year, number)| {
            digits(year) && year.len() == 2 && digits(number) && number.len() == 3
        })
    };
    after("KB").is_some_and(digits) || after("MS").is_some_and(bulletin)
}

/// The architecture that a name or a title carries, as far as a family knows it.
pub fn architecture(text: &str) -> Option<(&str, Family)> {
    let name = text.split(':').next().unwrap_or(text);
    let arch = name.rsplit_once('.')?.1.trim_end_matches('*');
    let find = |arches: &[&str]| arches.iter().any(|known| known.eq_ignore_ascii_case(arch));
    match arch {
        arch if find(&RPM_ARCHES) => Some((arch, Family::Rpm)),
        arch if find(&APT_ARCHES) => Some((arch, Family::Apt)),
        _ => None,
    }
}

fn of_linux_text(text: &str) -> Option<Family> {
    if let Some((_, family)) = architecture(text) {
        return Some(family);
    }
    let text = text.to_lowercase();
    let numbered = |mark: &str| {
        text.match_indices(mark)
            .any(|(at, _)| text[at + mark.len()..].starts_with(|c: char| c.is_ascii_digit()))
    };
    if numbered(".amzn")
        || numbered(".el")
        || numbered(".fc")
        || numbered(".al20")
        || numbered("-lp15")
    {
        return Some(Family::Rpm);
    }
    (numbered("ubuntu") || numbered("+deb") || numbered("~deb") || numbered("+rpi"))
        .then_some(Family::Apt)
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
