//! Keys of objects, as lists of S3 give them.

use percent_encoding::percent_decode_str;

/// A key as it is, of one that was encoded for a list: like a form, with `+` for a space (botocore
/// decodes it so).
pub(super) fn decoded(key: &str) -> String {
    let plain = key.replace('+', " ");
    percent_decode_str(&plain).decode_utf8_lossy().into_owned()
}

#[cfg(test)]
mod tests {
    #[test]
    fn keys_are_decoded_as_botocore_does() {
        for (encoded, key) in [
            ("logs/a+b%2Bc/stdout", "logs/a b+c/stdout"),
            ("%01%E2%80%AE", "\u{1}\u{202e}"),
            ("plain", "plain"),
            ("100%25", "100%"),
        ] {
            assert_eq!(super::decoded(encoded), key, "{encoded}");
        }
    }
}
