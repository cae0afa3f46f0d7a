//! UUIDs as AWS takes them: in lower case, with hyphens.

/// A UUID of version 4 from 122 of 128 random bits (RFC 9562).
pub fn v4(random: u128) -> String {
    let bits = random & !(0xf << 76) & !(0x3 << 62) | (0x4 << 76) | (0x2 << 62);
    let digits = format!("{bits:032x}");
    format!(
        "{}-{}-{}-{}-{}",
        &digits[..8],
        &digits[8..12],
        &digits[12..16],
        &digits[16..20],
        &digits[20..]
    )
}

/// Whether a text is a UUID of any version.
pub fn is_uuid(text: &str) -> bool {
    let hexadecimal = |part: &str| {
        part.bytes()
            .all(|byte| byte.is_ascii_digit() || (b'a'..=b'f').contains(&byte))
    };
    text.split('-').map(str::len).eq([8, 4, 4, 4, 12]) && text.split('-').all(hexadecimal)
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
