//! The order of package versions, exactly as rpm and dpkg have it.

use std::cmp::Ordering;
use std::fmt;

/// Epoch, version and release of a package. For dpkg the release is the Debian revision.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Evr {
    /// The epoch; 0 when none is written.
    pub epoch: u64,
    /// The upstream version.
    pub version: String,
    /// The release or Debian revision; empty when there is none.
    pub release: String,
}

impl Evr {
    /// Reads `[epoch:]version[-release]`; the release begins after the last hyphen. `None` when the
    /// epoch is not a number.
    pub fn parse(text: &str) -> Option<Self> {
        let (epoch, rest) = match text.split_once(':') {
            Some((epoch, _)) if !epoch.bytes().all(|byte| byte.is_ascii_digit()) => return None,
            Some((epoch, rest)) => (epoch.parse().ok()?, rest),
            None => (0, text),
        };

        // At the last hyphen: dpkg allows hyphens in an upstream version (Debian Policy 5.6.12).
        let (version, release) = rest.rsplit_once('-').unwrap_or((rest, ""));
        if version.is_empty() {
            return None;
        }

        Some(Self {
            epoch,
            version: version.to_owned(),
            release: release.to_owned(),
        })
    }

    /// Compares as rpm does: epoch, then version, then release (an absent one comes first).
    pub fn cmp_rpm(&self, other: &Self) -> Ordering {
        self.epoch
            .cmp(&other.epoch)
            .then_with(|| rpm(&self.version, &other.version))
            .then_with(|| other.release.is_empty().cmp(&self.release.is_empty()))
            .then_with(|| rpm(&self.release, &other.release))
    }

    /// Compares as dpkg does: epoch, then upstream version, then revision (an absent one is `0`).
    pub fn cmp_dpkg(&self, other: &Self) -> Ordering {
        self.epoch
            .cmp(&other.epoch)
            .then_with(|| dpkg(&self.version, &other.version))
            .then_with(|| dpkg(&self.release, &other.release))
    }

    /// `epoch:version-release` with the epoch always written, as in the titles of rpm patches.
    pub fn with_epoch(&self) -> String {
        format!("{}:{}", self.epoch, self.without_epoch())
    }

    /// `version-release`, or `version` alone when there is no release.
    pub fn without_epoch(&self) -> String {
        if self.release.is_empty() {
            self.version.clone()
        } else {
            format!("{}-{}", self.version, self.release)
        }
    }
}

impl fmt::Display for Evr {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.epoch > 0 {
            write!(f, "{}:", self.epoch)?;
        }
        f.write_str(&self.version)?;
        if self.release.is_empty() {
            Ok(())
        } else {
            write!(f, "-{}", self.release)
        }
    }
}

/// Compares two rpm version or release strings (`rpmvercmp`): `~` sorts before the end, `^` after
/// it, digits beat letters.
pub fn rpm(left: &str, right: &str) -> Ordering {
    let (mut left, mut right) = (left.as_bytes(), right.as_bytes());
    loop {
        left = skip_separators(left);
        right = skip_separators(right);

        match (left.first(), right.first()) {
            (None, None) => return Ordering::Equal,
            (Some(b'~'), Some(b'~')) | (Some(b'^'), Some(b'^')) => {
                left = &left[1..];
                right = &right[1..];
            }
            // A tilde sorts before everything, even the end; a caret after the end and before
            // everything else.
            (Some(b'~'), _) => return Ordering::Less,
            (_, Some(b'~')) | (Some(_), None) => return Ordering::Greater,
            (None | Some(b'^'), Some(_)) => return Ordering::Less,
            (Some(_), Some(b'^')) => return Ordering::Greater,
            (Some(a), Some(b)) if a.is_ascii_digit() != b.is_ascii_digit() => {
                return if a.is_ascii_digit() {
                    Ordering::Greater
                } else {
                    Ordering::Less
                };
            }
            (Some(a), Some(_)) => {
                let numeric = a.is_ascii_digit();
                let belongs = if numeric {
                    u8::is_ascii_digit
                } else {
                    u8::is_ascii_alphabetic
                };
                let (a, rest_left) = segment(left, belongs);
                let (b, rest_right) = segment(right, belongs);
                let order = if numeric { numbers(a, b) } else { a.cmp(b) };
                if order != Ordering::Equal {
                    return order;
                }
                left = rest_left;
                right = rest_right;
            }
        }
    }
}

/// Drops what rpm takes as a separator: everything but letters, digits, `~` and `^`.
fn skip_separators(text: &[u8]) -> &[u8] {
    let start = text
        .iter()
        .position(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'~' | b'^'))
        .unwrap_or(text.len());
    &text[start..]
}

/// The leading run of bytes that belong together, digits or letters, and the rest.
fn segment(text: &[u8], belongs: fn(&u8) -> bool) -> (&[u8], &[u8]) {
    let length = text.iter().take_while(|byte| belongs(byte)).count();

    text.split_at(length)
}

/// Compares two runs of digits of any length.
fn numbers(left: &[u8], right: &[u8]) -> Ordering {
    let (left, right) = (without_zeros(left), without_zeros(right));

    left.len().cmp(&right.len()).then_with(|| left.cmp(right))
}

fn without_zeros(digits: &[u8]) -> &[u8] {
    let zeros = digits.iter().take_while(|byte| **byte == b'0').count();

    &digits[zeros..]
}

/// Compares two Debian version or revision strings (Debian Policy 5.6.12): `~` before the end,
/// letters before other characters.
pub fn dpkg(left: &str, right: &str) -> Ordering {
    let (mut left, mut right) = (left.as_bytes(), right.as_bytes());
    while !left.is_empty() || !right.is_empty() {
        // Text and numbers take turns, and text comes first, even when there is none of it.
        loop {
            let a = left.first().copied().filter(|byte| !byte.is_ascii_digit());
            let b = right.first().copied().filter(|byte| !byte.is_ascii_digit());
            if a.is_none() && b.is_none() {
                break;
            }
            let order = dpkg_weight(a).cmp(&dpkg_weight(b));
            if order != Ordering::Equal {
                return order;
            }
            left = &left[usize::from(a.is_some())..];
            right = &right[usize::from(b.is_some())..];
        }

        let (a, rest_left) = segment(left, u8::is_ascii_digit);
        let (b, rest_right) = segment(right, u8::is_ascii_digit);
        let order = numbers(a, b);
        if order != Ordering::Equal {
            return order;
        }
        left = rest_left;
        right = rest_right;
    }
    Ordering::Equal
}

/// The place of a non-digit in dpkg's order; the end of the text (or a digit) is 0.
fn dpkg_weight(byte: Option<u8>) -> i32 {
    match byte {
        None => 0,
        Some(b'~') => -1,
        Some(byte) if byte.is_ascii_alphabetic() => i32::from(byte),
        Some(byte) => i32::from(byte) + 256,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sign(text: &str) -> Ordering {
        match text {
            "<" => Ordering::Less,
            "=" => Ordering::Equal,
            _ => Ordering::Greater,
        }
    }

    /// Checks a table that the real tool made (`tests/peers/versions.py`), in both directions.
    fn check(table: &str, compare: impl Fn(&Evr, &Evr) -> Ordering) {
        let mut counts = [0; 3];
        for line in table.lines().filter(|line| !line.starts_with('#')) {
            let [left, order, right] = line.split('\t').collect::<Vec<_>>()[..] else {
                panic!("{line}")
            };
            let read = |text| Evr::parse(text).unwrap_or_else(|| panic!("{text}"));
            let expected = sign(order);
            assert_eq!(compare(&read(left), &read(right)), expected, "{line}");
            assert_eq!(
                compare(&read(right), &read(left)),
                expected.reverse(),
                "{line}, the other way round"
            );
            counts[(expected as i8 + 1).unsigned_abs() as usize] += 1;
        }
        assert!(
            counts[0] > 300 && counts[1] > 10 && counts[2] > 300,
            "{counts:?}"
        );
    }

    #[test]
    fn the_order_is_that_of_rpm() {
        check(include_str!("version_rpm.tsv"), Evr::cmp_rpm);
    }

    #[test]
    fn the_order_is_that_of_dpkg() {
        check(include_str!("version_dpkg.tsv"), Evr::cmp_dpkg);
    }

    #[test]
    fn an_epoch_beats_any_version_and_a_bad_one_is_refused() {
        let old = Evr::parse("9.8.2-0.68.rc1.60.amzn1").unwrap();
        let new = Evr::parse("32:9.8.1-1").unwrap();
        assert_eq!(old.cmp_rpm(&new), Ordering::Less);
        assert_eq!(new.with_epoch(), "32:9.8.1-1");
        assert_eq!(old.with_epoch(), "0:9.8.2-0.68.rc1.60.amzn1");
        assert_eq!(Evr::parse("x:1-1"), None);
        assert_eq!(Evr::parse("1:"), None);
        assert_eq!(Evr::parse("+1:1-1"), None);
        assert_eq!(Evr::parse(":1-1"), None);
    }
}
