//! Text that came from a node or an API is never trusted.

use std::borrow::Cow;

/// Removes what could steer a terminal: C0 and C1 controls, escape sequences and bidirectional
/// overrides.
///
/// An escape sequence is removed whole, so that `\x1b[31mred` becomes `red`. Line ends and tabs
/// become one space, because a cell is one line.
pub fn for_terminal(text: &str) -> Cow<'_, str> {
    if !text.chars().any(needs_care) {
        return Cow::Borrowed(text);
    }
    let mut clean = String::with_capacity(text.len());
    let mut chars = text.chars().peekable();
    while let Some(c) = chars.next() {
        match c {
            '\u{1b}' => skip_escape_sequence(&mut chars),
            '\u{9b}' => skip_control_sequence(&mut chars),
            '\u{90}' | '\u{98}' | '\u{9d}' | '\u{9e}' | '\u{9f}' => {
                skip_string_sequence(&mut chars);
            }
            '\n' | '\r' | '\t' => {
                if !clean.ends_with(' ') {
                    clean.push(' ');
                }
            }
            c if needs_care(c) => {}
            c => clean.push(c),
        }
    }
    Cow::Owned(clean)
}

/// Removes controls from a CSV cell but keeps line ends and tabs, which quoting makes harmless.
pub fn for_csv(text: &str) -> Cow<'_, str> {
    let keep = |c: char| matches!(c, '\n' | '\r' | '\t') || !needs_care(c);
    if text.chars().all(keep) {
        return Cow::Borrowed(text);
    }
    let parts: Vec<Cow<'_, str>> = text
        .split_inclusive(['\n', '\r', '\t'])
        .map(clean_line)
        .collect();
    Cow::Owned(parts.concat())
}

fn clean_line(part: &str) -> Cow<'_, str> {
    match part.chars().next_back() {
        Some(end @ ('\n' | '\r' | '\t')) => {
            let body = &part[..part.len() - end.len_utf8()];
            Cow::Owned(format!("{}{end}", for_terminal(body)))
        }
        _ => for_terminal(part),
    }
}

/// Whether a character could steer a terminal.
pub(crate) fn needs_care(c: char) -> bool {
    c.is_control()
        || matches!(c, '\u{200e}' | '\u{200f}' | '\u{2028}' | '\u{2029}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

/// JSON in which nothing steers a terminal, and nothing is lost: what would is written as an escape
/// of JSON. `serde_json` does so for ASCII controls alone.
pub fn in_json(text: &str) -> Cow<'_, str> {
    let is_steering = |c: char| !c.is_ascii() && needs_care(c);
    if !text.chars().any(is_steering) {
        return Cow::Borrowed(text);
    }

    let mut escaped = String::with_capacity(text.len());
    for c in text.chars() {
        if is_steering(c) {
            // All of them are in the Basic Multilingual Plane: one escape each.
            escaped.push_str(&format!("\\u{:04x}", u32::from(c)));
        } else {
            escaped.push(c);
        }
    }
    Cow::Owned(escaped)
}

/// Writes JSON through [`in_json`]. `serde_json` hands over whole pieces of text, never a part of a
/// character.
#[derive(Debug)]
pub struct InJson<W>(pub W);

impl<W: std::io::Write> std::io::Write for InJson<W> {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        match std::str::from_utf8(bytes) {
            Ok(text) => self.0.write_all(in_json(text).as_bytes())?,
            Err(_) => self.0.write_all(bytes)?,
        }
        Ok(bytes.len())
    }

    fn flush(&mut self) -> std::io::Result<()> {
        self.0.flush()
    }
}

type Chars<'a> = std::iter::Peekable<std::str::Chars<'a>>;

fn skip_escape_sequence(chars: &mut Chars<'_>) {
    match chars.peek() {
        Some('[') => {
            chars.next();
            skip_control_sequence(chars);
        }
        Some(']' | 'P' | 'X' | '^' | '_') => {
            chars.next();
            skip_string_sequence(chars);
        }
        Some(' '..='/') => {
            while chars.next_if(|c| (' '..='/').contains(c)).is_some() {}
            chars.next_if(|c| ('0'..='~').contains(c));
        }
        Some('0'..='~') => {
            chars.next();
        }
        _ => {}
    }
}

/// Parameter and intermediate bytes, then one final byte (ECMA-48, 5.4).
fn skip_control_sequence(chars: &mut Chars<'_>) {
    while chars.next_if(|c| (' '..='?').contains(c)).is_some() {}
    chars.next_if(|c| ('@'..='~').contains(c));
}

/// Everything up to the string terminator or BEL; without one, nothing but the introducer goes, so
/// that text is not lost.
fn skip_string_sequence(chars: &mut Chars<'_>) {
    let mut ahead = chars.clone();
    while let Some(c) = ahead.next() {
        let ended =
            c == '\u{7}' || c == '\u{9c}' || (c == '\u{1b}' && ahead.next_if_eq(&'\\').is_some());
        if ended {
            *chars = ahead;
            return;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn escape_sequences_go_whole_and_plain_text_stays_borrowed() {
        let cases = [
            ("plain 日本語", "plain 日本語"),
            ("\u{1b}[31mred\u{1b}[0m", "red"),
            ("a\u{1b}]0;title\u{7}b", "ab"),
            (
                "a\u{1b}]8;;http://x\u{1b}\\link\u{1b}]8;;\u{1b}\\b",
                "alinkb",
            ),
            ("a\u{9b}2Jb", "ab"),
            ("a\u{1b}cb", "ab"),
            ("a\u{1b}(Bb", "ab"),
            ("bell\u{7}\u{8}\u{0}", "bell"),
            ("two\nlines\tand\r\ntab", "two lines and tab"),
            ("never \u{1b}]ended title", "never ended title"),
            ("evil\u{202e}fdp.exe", "evilfdp.exe"),
            ("lone \u{1b}", "lone "),
        ];
        for (dirty, clean) in cases {
            assert_eq!(for_terminal(dirty), clean, "{dirty:?}");
        }
        assert!(matches!(for_terminal("plain"), Cow::Borrowed(_)));
    }

    #[test]
    fn whatever_comes_in_nothing_that_steers_a_terminal_comes_out() {
        arbtest::arbtest(|u| {
            let text: String = u.arbitrary()?;
            assert!(!for_terminal(&text).chars().any(needs_care), "{text:?}");
            Ok(())
        });
    }

    #[test]
    fn csv_keeps_line_ends() {
        assert_eq!(for_csv("a\r\nb\u{1b}[1mc\td"), "a\r\nbc\td");
        assert_eq!(for_csv("a\nb"), "a\nb");
    }
}
