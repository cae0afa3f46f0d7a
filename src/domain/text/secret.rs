//! Passwords and tokens in texts that are shown.

use std::borrow::Cow;

/// Words behind which a secret follows, in configurations of package managers and in URLs.
const KEYS: [&str; 7] = [
    "password",
    "passwd",
    "token",
    "secret",
    "api_key",
    "apikey",
    "signature",
];

/// A text with a `*` in the place of each byte of a secret, so that every place in it stays.
pub fn concealed(text: &str) -> Cow<'_, str> {
    let spans = spans(text);
    if spans.is_empty() {
        return Cow::Borrowed(text);
    }

    let mut bytes = text.as_bytes().to_vec();
    for (start, end) in spans {
        bytes[start..end].fill(b'*');
    }
    // Spans begin and end between characters, and what they hold is one byte long each now.
    String::from_utf8(bytes).map_or_else(|_| Cow::Owned("*".repeat(text.len())), Cow::Owned)
}

/// Where secrets stand, in bytes.
fn spans(text: &str) -> Vec<(usize, usize)> {
    let lower = text.to_ascii_lowercase();
    let mut found = Vec::new();
    for key in KEYS {
        for (at, _) in lower.match_indices(key) {
            found.extend(value_behind(text, at + key.len()));
        }
    }

    // user:password@host
    for (at, _) in text.match_indices("://") {
        let start = at + 3;
        let login = text[start..]
            .find(|c: char| c.is_whitespace() || "/\"'@".contains(c))
            .filter(|end| text[start + end..].starts_with('@'))
            .map(|end| start + end);
        if let Some(end) = login
            && let Some(colon) = text[start..end].find(':')
        {
            found.push((start + colon + 1, end));
        }
    }
    found
}

/// The value behind `=` or `:`; `None` where neither follows.
fn value_behind(text: &str, at: usize) -> Option<(usize, usize)> {
    let rest = text[at..].trim_start_matches(' ');
    let rest = rest.strip_prefix(['=', ':'])?;
    let value = rest.trim_start_matches([' ', '"', '\'']);

    let start = text.len() - value.len();
    let length = value
        .find(|c: char| c.is_whitespace() || "\"'\\,&".contains(c))
        .unwrap_or(value.len());
    (length > 0).then_some((start, start + length))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn secrets_are_concealed_and_every_place_stays() {
        for (text, shown) in [
            (
                "proxy_password = hunter2\nname=x",
                "proxy_password = *******\nname=x",
            ),
            (
                "\"[main]\\nPassword=hunter2\\nx\"",
                "\"[main]\\nPassword=*******\\nx\"",
            ),
            (
                "https://me:hunter2@example.com/x",
                "https://me:*******@example.com/x",
            ),
            (
                "https://x/y?access_token=abc&z=1",
                "https://x/y?access_token=***&z=1",
            ),
            ("password=höh", "password=****"),
            (
                "https://example.com:8080/a@b",
                "https://example.com:8080/a@b",
            ),
            (
                "patches: [token, passwd.x86_64]",
                "patches: [token, passwd.x86_64]",
            ),
            ("password=", "password="),
        ] {
            assert_eq!(concealed(text), shown);
            assert_eq!(concealed(text).len(), text.len());
        }
    }
}
