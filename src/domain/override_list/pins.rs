//! Versions that a list pins and that cannot be installed beside each other by apt.

use std::collections::BTreeMap;

use super::family::architecture_less;
use super::glob;
use super::placed::Placed;
use super::rule;
use crate::domain::finding::Finding;
use crate::domain::text::violation::Path;

/// Pins that contradict each other, as far as names and versions tell.
pub(super) fn doubts(entries: &[Placed]) -> Vec<Finding> {
    let pinned = pinned(entries);

    let mut found = siblings(entries, &pinned);
    found.extend(continued(entries, &pinned));
    found
}

fn finding(at: Path, version: &str, message: String) -> Finding {
    Finding::new(rule::ENTRY_DEPENDENCY, at, message).value(version)
}

/// What names of packages begin with that have nothing but a language or a kind in common.
const KINDS: [&str; 11] = [
    "fonts", "gir1.2", "golang", "libghc", "librust", "node", "php", "python", "python3", "r",
    "ruby",
];

/// Packages of one source, such as openssh-server and openssh-client, need each other in one
/// revision: Debian builds them together and writes `(= ${binary:Version})` between them.
fn siblings(entries: &[Placed], pinned: &BTreeMap<String, Vec<Pin<'_>>>) -> Vec<Finding> {
    let mut found = Vec::new();
    // The first of each stem and upstream version: a list of many thousand is looked through once.
    let mut first: BTreeMap<(&str, &str), (&str, Pin<'_>)> = BTreeMap::new();
    for (name, versions) in pinned {
        let Some((stem, _)) = name
            .split_once('-')
            .filter(|(stem, _)| !KINDS.contains(stem))
        else {
            continue;
        };
        for (index, version) in versions {
            let Some((upstream, _)) = version.rsplit_once('-') else {
                continue;
            };
            let entry = first.entry((stem, upstream));
            let (other, (place, other_version)) = *entry.or_insert((name, (*index, version)));
            if other == name || other_version == *version {
                continue;
            }

            let message = format!(
                "`{name}` is pinned to {version}, and `{other}` of the same release in {} to {other_version}; if one needs the other in the same version, apt installs neither",
                entries[place].path()
            );
            let at = entries[*index].path().key("title");
            found.push(finding(at, version, message).hint("pin both to one revision"));
        }
    }

    found
}

/// apt takes neither of two packages that need each other in the same version (user guide: apt
/// 1.2.27, apt-utils 1.2.25).
///
/// Which packages need each other a list does not tell: those are compared whose name continues
/// the other's, and whose versions are near.
fn continued(entries: &[Placed], pinned: &BTreeMap<String, Vec<Pin<'_>>>) -> Vec<Finding> {
    let mut found = Vec::new();
    for (name, versions) in pinned {
        // Packages of one source are mostly called by its name and a hyphen.
        for (at, _) in name.match_indices('-') {
            let Some(others) = pinned.get(&name[..at]) else {
                continue;
            };
            let Some(((index, version), (other, other_version))) = apart(versions, others) else {
                continue;
            };

            let message = format!(
                "`{name}` is pinned to {version}, and `{}` in {} to {other_version}; if one needs the other in the same version, apt installs neither",
                &name[..at],
                entries[other].path()
            );
            let place = entries[index].path().key("title");
            let hint = "pin both to versions that belong together";
            found.push(finding(place, version, message).hint(hint));
        }
    }

    found
}

/// An entry by its index, with the version that its title names.
type Pin<'e> = (usize, &'e str);

/// The entries that name a version of one package, by the name of the package.
fn pinned(entries: &[Placed]) -> BTreeMap<String, Vec<Pin<'_>>> {
    let mut pinned: BTreeMap<String, Vec<Pin<'_>>> = BTreeMap::new();

    for (index, placed) in entries.iter().enumerate() {
        let id = &placed.entry.id;
        let Some(title) = placed.entry.title.as_deref() else {
            continue;
        };
        if glob::is_pattern(id) {
            continue;
        }

        // A title is the whole of `name.arch:version`, or the version behind a star or alone.
        let version = title
            .strip_prefix(&format!("{id}:"))
            .unwrap_or(title)
            .trim_start_matches('*');
        pinned
            .entry(architecture_less(id).to_lowercase())
            .or_default()
            .push((index, version));
    }

    pinned
}

/// Two versions of two packages that look like one release gone apart; `None` when any version of
/// the one is also one of the other, so that they may be meant to go together.
fn apart<'e>(versions: &[Pin<'e>], others: &[Pin<'e>]) -> Option<(Pin<'e>, Pin<'e>)> {
    let mut pairs = versions
        .iter()
        .flat_map(|version| others.iter().map(move |other| (*version, *other)));
    if pairs.clone().any(|(version, other)| version.1 == other.1) {
        return None;
    }

    pairs.find(|(version, other)| are_near(version.1, other.1))
}

/// Whether two versions have the same two first numbers.
fn are_near(left: &str, right: &str) -> bool {
    left != right && head(left).eq(head(right))
}

fn head(version: &str) -> impl Iterator<Item = &str> {
    version.split(['.', '-', '+', '~']).take(2)
}
