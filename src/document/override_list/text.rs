//! The bytes of a file as text: what may not be in it, and where a byte stands.

use std::cell::OnceCell;

use crate::domain::finding::{Finding, Rule};
use crate::domain::override_list::rule;
use crate::domain::text::violation::Path;

use super::found::Found;

/// The most bytes of a list. 10,000 entries with long titles have about 1 MiB.
pub const LIMIT: usize = 4 * 1024 * 1024;

/// A text in which places are looked up.
#[derive(Debug)]
pub(super) struct Text<'a> {
    pub(super) whole: &'a str,
    /// The byte at which each line begins; counted when the first place is asked for.
    lines: OnceCell<Vec<usize>>,
    /// The byte at which each character begins; nothing when every character is one byte.
    chars: Option<Vec<u32>>,
}

impl<'a> Text<'a> {
    pub(super) fn new(text: &'a str) -> Self {
        // Most lists are ASCII, in which the place of a character is that of its byte.
        let chars = (!text.is_ascii()).then(|| {
            text.char_indices()
                .map(|(at, _)| u32::try_from(at).expect("a list is shorter than 4 GiB"))
                .collect()
        });

        Self {
            whole: text,
            lines: OnceCell::new(),
            chars,
        }
    }

    /// The byte at which a character begins.
    pub(super) fn byte(&self, character: usize) -> usize {
        match &self.chars {
            None => character.min(self.whole.len()),
            Some(chars) => chars
                .get(character)
                .map_or(self.whole.len(), |at| *at as usize),
        }
    }

    /// Line and column of a byte, both from 1; columns count code points.
    pub(super) fn position(&self, byte: usize) -> (usize, usize) {
        let lines = self.lines.get_or_init(|| {
            std::iter::once(0)
                .chain(self.whole.match_indices('\n').map(|(at, _)| at + 1))
                .collect()
        });
        let line = lines.partition_point(|start| *start <= byte).max(1);
        let start = lines[line - 1];
        (line, self.whole[start..byte.max(start)].chars().count() + 1)
    }

    /// The end of the line that a byte is in, without its line end.
    pub(super) fn line_end(&self, byte: usize) -> usize {
        let end = self.whole[byte..]
            .find('\n')
            .map_or(self.whole.len(), |length| byte + length);
        if end > byte && self.whole.as_bytes()[end - 1] == b'\r' {
            end - 1
        } else {
            end
        }
    }
}

/// Reads bytes as text. Without a text, what was found says why.
pub(super) fn decode(bytes: &[u8]) -> (Option<&str>, Vec<Found>) {
    let text = match text_of(bytes) {
        Ok(text) => text,
        Err(found) => return (None, vec![found]),
    };

    let mut found = Vec::new();
    // YAML allows the mark (YAML 1.2, 5.2), and other readers of the file may not.
    if text.starts_with('\u{feff}') {
        let message = "the file begins with a byte order mark";
        let hint = "save it as UTF-8 without BOM";
        found.push(mark(rule::FILE_BOM, message, hint, 0, 3));
    }
    // Nothing that follows is in a plain file, and a long list need not be searched three times.
    if text.bytes().all(|byte| matches!(byte, b' '..=b'~' | b'\n')) {
        return (Some(text), found);
    }

    if let Some((at, c)) = text.char_indices().find(|(_, c)| is_control(*c)) {
        let message = format!(
            "the file holds the control character U+{:04X}",
            u32::from(c)
        );
        let end = at + c.len_utf8();
        found.push(mark(rule::FILE_CHARACTER, message, "remove it", at, end));
        return (None, found);
    }
    found.extend(supplementary(text));
    if let Some(at) = text.find('\r') {
        let message = "the file has the line ends of Windows, or a stray carriage return";
        let hint = "save it with the line ends of Unix (LF)";
        found.push(mark(rule::FILE_LINE_ENDS, message, hint, at, at + 1));
    }
    (Some(text), found)
}

/// The bytes as UTF-8, or what keeps them from being read.
fn text_of(bytes: &[u8]) -> Result<&str, Found> {
    if bytes.len() > LIMIT {
        let message = format!(
            "the file is larger than {} MiB; nothing more was read",
            LIMIT / 1024 / 1024
        );
        return Err(mark(rule::FILE_TOO_LARGE, message, "split the list", 0, 0));
    }

    // A NUL is valid UTF-8, and the usual sign of UTF-16, for which "save it as UTF-8" helps and
    // "remove it" does not. Behind bytes that are no UTF-8 those are the first fault.
    let nul = bytes.iter().position(|byte| *byte == 0);
    if let Some(at) = nul.filter(|at| std::str::from_utf8(&bytes[..*at]).is_ok()) {
        let message =
            "the file holds a NUL character: it is no text, or text of another encoding than UTF-8";
        let hint = "save it as UTF-8";
        return Err(mark(rule::FILE_CHARACTER, message, hint, at, at + 1));
    }

    std::str::from_utf8(bytes).map_err(|error| {
        let at = error.valid_up_to();
        let message = format!("the file is not UTF-8 text: byte {:#04x}", bytes[at]);
        mark(rule::FILE_ENCODING, message, "save it as UTF-8", at, at)
    })
}

fn mark(
    rule: &'static Rule,
    message: impl Into<String>,
    hint: &str,
    start: usize,
    end: usize,
) -> Found {
    Found {
        finding: Finding::new(rule, Path::default(), message).hint(hint),
        start,
        end,
    }
}

/// Whether YAML allows a character nowhere, not even in a comment (YAML 1.1, 5.1).
fn is_control(c: char) -> bool {
    (c.is_control() && !matches!(c, '\t' | '\n' | '\r' | '\u{85}'))
        || matches!(c, '\u{fffe}' | '\u{ffff}')
}

/// The first character beyond U+FFFF.
fn supplementary(text: &str) -> Option<Found> {
    let (at, c) = text.char_indices().find(|(_, c)| *c > '\u{ffff}')?;
    let message = format!("`{c}` lies beyond U+FFFF, which the node's loader refuses");
    let hint = "remove it, from comments too";

    Some(mark(
        rule::FILE_SUPPLEMENTARY,
        message,
        hint,
        at,
        at + c.len_utf8(),
    ))
}
