//! UUIDs as AWS takes them: in lower case, with hyphens.

use uuid::{Builder, Uuid};

/// A UUID of version 4 from 122 of 128 random bits (RFC 9562).
pub fn v4(random: u128) -> String {
    Builder::from_random_bytes(random.to_be_bytes())
        .into_uuid()
        .hyphenated()
        .to_string()
}

/// Whether a text is a UUID of any version.
pub fn is_uuid(text: &str) -> bool {
    // The crate also takes capitals, braces and URNs, which AWS does not.
    Uuid::try_parse(text).is_ok_and(|uuid| uuid.hyphenated().to_string() == text)
}

/// Takes a UUID as it is.
///
/// # Errors
/// A sentence for anything else.
pub fn parse(text: &str) -> Result<String, String> {
    if is_uuid(text) {
        Ok(text.to_owned())
    } else {
        Err(format!("`{text}` is not a UUID in lower case"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn uuids_are_of_version_4() {
        assert_eq!(v4(0), "00000000-0000-4000-8000-000000000000");
        assert_eq!(v4(u128::MAX), "ffffffff-ffff-4fff-bfff-ffffffffffff");
        assert_ne!(v4(1), v4(2));
        assert_eq!(parse(&v4(7)), Ok(v4(7)));
        for bad in [
            "",
            "1234",
            "11111111-2222-4333-8444-55555555555",
            "1111111g-2222-4333-8444-555555555555",
            "20261122-0108-k3x9q",
        ] {
            assert!(parse(bad).is_err(), "{bad}");
        }
    }
}
