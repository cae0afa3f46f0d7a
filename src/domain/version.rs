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
    /// Reads `[epoch:]version[-release]`; the release begins after the last hyphen. `None` when the epoch is not a number.
    pub fn parse(text: &str) -> Option<Self> {
        let (epoch, rest) = match text.split_once(':') {
            Some((epoch, rest)) => (epoch.parse().ok()?, rest),
            None => (0, text),
        };
        let (version, release) = rest.rsplit_once('-').unwrap_or((rest, ""));
        if version.is_empty() {
            return None;
        }
        Some(Self { epoch, version: version.to_owned(), release: release.to_owned() })
    }

    /// Compares as rpm does: epoch, then version, then release.
    pub fn cmp_rpm(&self, other: &Self) -> Ordering {
        self.epoch.cmp(&other.epoch).then_with(|| rpm(&self.version, &other.version)).then_with(|| rpm(&self.release, &other.release))
    }

    /// Compares as dpkg does: epoch, then upstream version, then revision (an absent one is `0`).
    pub fn cmp_dpkg(&self, other: &Self) -> Ordering {
        self.epoch.cmp(&other.epoch).then_with(|| dpkg(&self.version, &other.version)).then_with(|| dpkg(&self.release, &other.release))
    }

    /// `epoch:version-release` with the epoch always written, as in the titles of rpm patches.
    pub fn with_epoch(&self) -> String {
        format!("{}:{}", self.epoch, self.without_epoch())
    }

    /// `version-release`, or `version` alone when there is no release.
    pub fn without_epoch(&self) -> String {
        if self.release.is_empty() { self.version.clone() } else { format!("{}-{}", self.version, self.release) }
    }
}

impl fmt::Display for Evr {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.epoch > 0 {
            write!(f, "{}:", self.epoch)?;
        }
        f.write_str(&self.version)?;
        if self.release.is_empty() { Ok(()) } else { write!(f, "-{}", self.release) }
    }
}

/// Compares two rpm version or release strings (`rpmvercmp`): `~` sorts before the end, `^` after it, digits beat letters.
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
            // A tilde sorts before everything, even the end; a caret after the end and before everything else.
            (Some(b'~'), _) => return Ordering::Less,
            (_, Some(b'~')) | (Some(_), None) => return Ordering::Greater,
            (None | Some(b'^'), Some(_)) => return Ordering::Less,
            (Some(_), Some(b'^')) => return Ordering::Greater,
            (Some(a), Some(b)) if a.is_ascii_digit() != b.is_ascii_digit() => {
                return if a.is_ascii_digit() { Ordering::Greater } else { Ordering::Less };
            }
            (Some(a), Some(_)) => {
                let numeric = a.is_ascii_digit();
                let (a, rest_left) = segment(left, numeric);
                let (b, rest_right) = segment(right, numeric);
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
    let start = text.iter().position(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'~' | b'^')).unwrap_or(text.len());
    &text[start..]
}

/// The leading run of digits or of letters, and the rest.
fn segment(text: &[u8], numeric: bool) -> (&[u8], &[u8]) {
    let belongs = |byte: &u8| if numeric { byte.is_ascii_digit() } else { byte.is_ascii_alphabetic() };
    let end = text.iter().position(|byte| !belongs(byte)).unwrap_or(text.len());
    text.split_at(end)
}

/// Compares two runs of digits of any length.
fn numbers(left: &[u8], right: &[u8]) -> Ordering {
    let strip = |text: &[u8]| text.iter().position(|byte| *byte != b'0').unwrap_or(text.len());
    let (left, right) = (&left[strip(left)..], &right[strip(right)..]);
    left.len().cmp(&right.len()).then_with(|| left.cmp(right))
}

/// Compares two Debian version or revision strings (Debian Policy 5.6.12): `~` before the end, letters before other characters.
pub fn dpkg(left: &str, right: &str) -> Ordering {
    let (mut left, mut right) = (left.as_bytes(), right.as_bytes());
    while !left.is_empty() || !right.is_empty() {
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
        let (a, rest_left) = segment(left, true);
        let (b, rest_right) = segment(right, true);
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

    #[test]
    fn rpm_order() {
        let table = [
            ("1.0", "=", "1.0"),
            ("1.0", "<", "2.0"),
            ("2.0.1", ">", "2.0"),
            ("2.0.1a", ">", "2.0.1"),
            ("5.5p1", "<", "5.5p2"),
            ("5.5p1", "<", "5.5p10"),
            ("10xyz", "<", "10.1xyz"),
            ("xyz10", "<", "xyz10.1"),
            ("xyz.4", "<", "8"),
            ("5.5p2", "<", "5.6p1"),
            ("6.0.rc1", ">", "6.0"),
            ("10b2", ">", "10a1"),
            ("7.4.052", ">", "7.4.51"),
            ("1.0010", ">", "1.9"),
            ("1.05", "=", "1.5"),
            ("1.0~rc1", "<", "1.0"),
            ("1.0~rc1", "<", "1.0~rc2"),
            ("1.0~rc1~git123", "<", "1.0~rc1"),
            ("1.0^", ">", "1.0"),
            ("1.0^git1", "<", "1.0^git2"),
            ("1.0^git1", "<", "1.01"),
            ("1.0^20160101", "<", "1.0.1"),
            ("1.0^git1~pre", "<", "1.0^git1"),
            ("1.0~rc1^git1", ">", "1.0~rc1"),
            ("1.0~rc1", "<", "1.0~rc1^git1"),
            ("a", "=", "a"),
            ("1.0_5", "=", "1.0.5"),
            ("2a", "<", "2.0"),
            ("20230101123456789012345678", ">", "20230101123456789012345677"),
        ];
        for (left, expected, right) in table {
            assert_eq!(rpm(left, right), sign(expected), "{left} {expected} {right}");
            assert_eq!(rpm(right, left), sign(expected).reverse(), "{right} against {left}");
        }
    }

    #[test]
    fn dpkg_order() {
        let table = [
            ("1.0-1", "<", "1.0-2"),
            ("1.0", "=", "1.0-0"),
            ("1:1.0-1", ">", "2.0-1"),
            ("1.0~rc1-1", "<", "1.0-1"),
            ("1.0~~", "<", "1.0~"),
            ("1.0+dfsg-1", ">", "1.0-1"),
            ("1.0a", "<", "1.0+"),
            ("2.36-9+deb12u4", "<", "2.36-9+deb12u10"),
            ("3.0.2-0ubuntu1.10", "<", "3.0.2-0ubuntu1.18"),
            ("0:1.0-1", "=", "1.0-1"),
            ("1.0-1~bpo11+1", "<", "1.0-1"),
            ("009", "=", "9"),
            ("1.2.3-4", ">", "1.2-3-4"),
        ];
        for (left, expected, right) in table {
            let (a, b) = (Evr::parse(left).unwrap(), Evr::parse(right).unwrap());
            assert_eq!(a.cmp_dpkg(&b), sign(expected), "{left} {expected} {right}");
            assert_eq!(b.cmp_dpkg(&a), sign(expected).reverse(), "{right} against {left}");
        }
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
    }
}
