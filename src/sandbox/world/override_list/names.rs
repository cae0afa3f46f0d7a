//! The ways in which an entry can name a patch.

use crate::domain::fleet::platform::Family;
use crate::domain::patch::{Package, Patch};

/// The forms of a package, each a word of its parts: name, architecture, epoch, version, release
/// (patch payload 1.80, `package_matcher.py`).
const RPM_FORMS: [&str; 12] = [
    "n", "na", "nvra", "nv", "nvr", "envra", "nevra", "nevr", "v", "vr", "evr", "naevr",
];
const APT_FORMS: [&str; 6] = ["n", "v", "na", "nv", "av", "nav"];
/// `m` is the version of macOS, behind a point.
const MACOS_FORMS: [&str; 2] = ["n", "nm"];

/// Every way in which a patch can be written, in small letters.
pub(super) fn forms(patch: &Patch, family: Family) -> Vec<String> {
    // A patch of Windows: its KB, and the bulletin (`MS17-023`).
    let Some(package) = &patch.package else {
        return std::iter::once(&patch.id)
            .chain(&patch.bulletin)
            .map(|name| name.to_lowercase())
            .collect();
    };

    let shapes: &[&str] = match family {
        Family::Apt => &APT_FORMS,
        Family::MacOs => &MACOS_FORMS,
        _ => &RPM_FORMS,
    };
    shapes
        .iter()
        .map(|shape| written(shape, package, family))
        .collect()
}

fn written(shape: &str, package: &Package, family: Family) -> String {
    let mut text = String::new();
    let mut before = None;
    for letter in shape.chars() {
        // The separators of `package_matcher.py`: a point before the architecture, a colon behind
        // epoch and architecture, else a hyphen.
        match (before, letter) {
            (None, _) => {}
            (_, 'a' | 'm') => text.push('.'),
            (Some('e' | 'a'), _) => text.push(':'),
            _ => text.push('-'),
        }
        text.push_str(&part(letter, package, family));
        before = Some(letter);
    }
    text.to_lowercase()
}

fn part(letter: char, package: &Package, family: Family) -> String {
    let evr = &package.evr;
    match letter {
        'n' => package.name.clone(),
        'a' => package.arch.clone(),
        'e' => evr.epoch.to_string(),
        'r' => evr.release.clone(),
        'v' if family == Family::Rpm => evr.version.clone(),
        // Elsewhere epoch and release are parts of the version.
        _ => evr.to_string(),
    }
}

/// Exactly, or as a pattern when there is one in it; case does not count.
pub(super) fn matches(wanted: &str, form: &str) -> bool {
    let wanted = wanted.to_lowercase();
    wanted == form
        || (wanted.contains(['*', '?', '['])
            && glob(
                &wanted.chars().collect::<Vec<_>>(),
                &form.chars().collect::<Vec<_>>(),
            ))
}

/// Python's fnmatch: `*`, `?`, `[abc]`, `[a-z]`, `[!x]`; a bracket that does not end stands for
/// itself.
pub(super) fn glob(pattern: &[char], text: &[char]) -> bool {
    // Where the last star stands, and how far it was tried: only that one has to be taken back,
    // which keeps the time short for any pattern.
    let (mut at, mut from) = (0, 0);
    let mut star: Option<(usize, usize)> = None;

    while from < text.len() {
        match (
            pattern.get(at),
            one(&pattern[at.min(pattern.len())..], text[from]),
        ) {
            (Some('*'), _) => {
                star = Some((at, from));
                at += 1;
            }
            (Some(_), Some(length)) => {
                at += length;
                from += 1;
            }

            // The star takes one letter more, and the rest is tried again.
            _ => match &mut star {
                Some((place, tried)) => {
                    *tried += 1;
                    (at, from) = (*place + 1, *tried);
                }
                None => return false,
            },
        }
    }

    pattern[at.min(pattern.len())..].iter().all(|c| *c == '*')
}

/// How much of the pattern takes this letter; `None` when it does not fit.
fn one(pattern: &[char], letter: char) -> Option<usize> {
    match pattern.first()? {
        '?' => Some(1),
        '[' => {
            let negated = pattern.get(1) == Some(&'!');
            let first = if negated { 2 } else { 1 };
            // A bracket that comes first belongs to the set.
            let end = pattern
                .iter()
                .skip(first + 1)
                .position(|c| *c == ']')
                .map(|place| place + first + 1);
            let Some(end) = end else {
                return (letter == '[').then_some(1);
            };
            let inside = is_in_set(letter, &pattern[first..end]);
            (inside != negated).then_some(end + 1)
        }
        c => (*c == letter).then_some(1),
    }
}

/// Whether a bracket has a letter, by itself or in a range.
fn is_in_set(letter: char, set: &[char]) -> bool {
    let mut inside = false;
    let mut place = 0;
    while place < set.len() {
        // A hyphen at the end of the set stands for itself.
        if place + 2 < set.len() && set[place + 1] == '-' {
            inside |= set[place] <= letter && letter <= set[place + 2];
            place += 3;
        } else {
            inside |= set[place] == letter;
            place += 1;
        }
    }
    inside
}
