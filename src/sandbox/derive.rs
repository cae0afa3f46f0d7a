//! Ids that look like AWS's own and are derived from names, so that the same fleet has the same ids
//! everywhere.

use sha2::{Digest, Sha256};

/// The SHA-256 of the parts, each ended by a zero byte.
pub(super) fn digest(parts: &[&str]) -> [u8; 32] {
    let mut hasher = Sha256::new();
    for part in parts {
        hasher.update(part.as_bytes());
        hasher.update([0]);
    }
    hasher.finalize().into()
}

/// `length` hexadecimal digits, at most 64.
pub(super) fn hex_id(parts: &[&str], length: usize) -> String {
    let mut text = hex::encode(digest(parts));
    text.truncate(length);
    text
}

/// A version 4 UUID in form only.
pub(super) fn uuid(parts: &[&str]) -> String {
    let hex = hex::encode(digest(parts));
    format!(
        "{}-{}-4{}-8{}-{}",
        &hex[..8],
        &hex[8..12],
        &hex[13..16],
        &hex[17..20],
        &hex[20..32]
    )
}

/// Capital letters and digits, as access keys and unique ids have them; at most 32.
pub(super) fn capitals(parts: &[&str], length: usize) -> String {
    const LETTERS: &[u8; 32] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
    digest(parts)
        .iter()
        .take(length)
        .map(|byte| char::from(LETTERS[usize::from(byte & 31)]))
        .collect()
}

/// Digits, as the ids of accounts have them; at most 32.
pub(super) fn digits(parts: &[&str], length: usize) -> String {
    digest(parts)
        .iter()
        .take(length)
        .map(|byte| char::from(b'0' + byte % 10))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_depend_on_every_part_and_on_where_it_ends() {
        assert_eq!(uuid(&["a"]).len(), 36);
        assert_eq!(hex_id(&["a"], 17).len(), 17);
        assert_ne!(digest(&["ab", "c"]), digest(&["a", "bc"]));
        assert!(
            capitals(&["a"], 16)
                .bytes()
                .all(|byte| byte.is_ascii_uppercase() || byte.is_ascii_digit())
        );
    }
}
