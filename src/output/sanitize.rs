//! Text that came from a node or an API is never trusted.

use std::borrow::Cow;

use serde::Serialize;

use crate::domain::text::steering::{
    command_of_github, commands_of_azure, steers as needs_care, without_commands,
};

/// Removes what could steer a terminal or be taken for a command by the log of a CI system: C0 and
/// C1 controls, escape sequences and bidirectional overrides go, a command is broken by a blank.
///
/// An escape sequence is removed whole, so that `\x1b[31mred` becomes `red`. Line ends and tabs
/// become one space, because a cell is one line.
pub fn for_terminal(text: &str) -> Cow<'_, str> {
    without_commands(without_controls(text))
}

/// The same for XML 1.0, which has no form for two characters more (XML 1.0, 2.2, `Char`).
pub fn for_xml(text: &str) -> Cow<'_, str> {
    let clean = for_terminal(text);
    if !clean.contains(['\u{fffe}', '\u{ffff}']) {
        return clean;
    }
    Cow::Owned(clean.replace(['\u{fffe}', '\u{ffff}'], "\u{fffd}"))
}

fn without_controls(text: &str) -> Cow<'_, str> {
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
    if text.chars().all(keep) && !text.contains("##") && !text.contains("::") {
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

/// JSON in which nothing steers a terminal or the log of a CI system, and nothing is lost: what
/// would is written as an escape of JSON. `serde_json` does so for ASCII controls alone, and not for
/// DEL.
pub fn in_json(text: &str) -> Cow<'_, str> {
    // A number sign is only ever within the strings of JSON.
    let commands = commands_of_azure(text);
    if commands.is_empty() && !text.chars().any(is_steering) {
        return Cow::Borrowed(text);
    }

    let mut escaped = String::with_capacity(text.len());
    for (place, c) in text.char_indices() {
        if is_steering(c) || commands.binary_search(&place).is_ok() {
            // All of them are in the Basic Multilingual Plane: one escape each.
            escaped.push_str(&format!("\\u{:04x}", u32::from(c)));
        } else {
            escaped.push(c);
        }
    }
    Cow::Owned(escaped)
}

/// Whether a character is written as an escape where `serde_json` leaves it. Readers of YAML, which
/// read JSON too, refuse the last three.
fn is_steering(c: char) -> bool {
    let beyond_ascii = !c.is_ascii() && needs_care(c);
    beyond_ascii || matches!(c, '\u{7f}' | '\u{feff}' | '\u{fffe}' | '\u{ffff}')
}

/// Whether YAML may hold a value as the library writes it: it leaves characters as they are that
/// steer a terminal, and lines of a text begin lines there.
pub fn is_harmless<T: Serialize>(value: &T) -> bool {
    serde_json::to_writer(Harmless, value).is_ok()
}

/// Fails at the first piece of JSON that is not harmless.
struct Harmless;

impl std::io::Write for Harmless {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        let harmless = std::str::from_utf8(bytes).is_ok_and(|piece| {
            command_of_github(piece).is_none() && matches!(in_json(piece), Cow::Borrowed(_))
        });
        if harmless {
            Ok(bytes.len())
        } else {
            Err(std::io::ErrorKind::InvalidData.into())
        }
    }

    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
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
    fn what_ci_systems_take_for_commands_is_broken() {
        assert_eq!(
            for_terminal("a\n##v\u{1b}[1mso[task.setvariable]b"),
            "a # #vso[task.setvariable]b"
        );
        assert_eq!(for_terminal("\u{200e}::error::x"), ": :error::x");
        assert_eq!(for_csv("a\n::error::x\n##[y]"), "a\n: :error::x\n# #[y]");
        assert_eq!(
            for_xml("a\u{ffff}b\u{fffe}\u{1fffe}"),
            "a\u{fffd}b\u{fffd}\u{1fffe}"
        );
    }

    #[test]
    fn json_loses_nothing_and_steers_nobody() {
        let text = "\u{7f}\u{85}\u{9b}2J \u{61c}\u{202e} ##vso[x] ## y";
        let json = serde_json::to_string(text).unwrap();
        let written = in_json(&json);
        assert_eq!(
            written,
            "\"\\u007f\\u0085\\u009b2J \\u061c\\u202e #\\u0023vso[x] ## y\""
        );
        assert_eq!(serde_json::from_str::<String>(&written).unwrap(), text);
        assert!(!is_harmless(&["a", text]) && !is_harmless(&"a\n ::error::x"));
        assert!(is_harmless(&["a", "two\nlines", "::1"]));
    }

    #[test]
    fn csv_keeps_line_ends() {
        assert_eq!(for_csv("a\r\nb\u{1b}[1mc\td"), "a\r\nbc\td");
        assert_eq!(for_csv("a\nb"), "a\nb");
    }
}
