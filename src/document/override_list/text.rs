//! The bytes of a file as text: what may not be in it, and where a byte stands.

use std::cell::OnceCell;

use crate::domain::override_list::rule::{self, Finding};
use crate::domain::text::violation::Path;

use super::Found;

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
        let narrow = |at: usize| u32::try_from(at).expect("a list is shorter than 4 GiB");
        let chars =
            (!text.is_ascii()).then(|| text.char_indices().map(|(at, _)| narrow(at)).collect());
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
    let mut found = Vec::new();
    let mut add = |finding: Finding, start: usize, end: usize| {
        found.push(Found {
            finding,
            start,
            end,
        })
    };
    if bytes.len() > LIMIT {
        let message = format!(
            "the file is larger than {} MiB; nothing more was read",
            LIMIT / 1024 / 1024
        );
        add(
            Finding::new(rule::FILE_TOO_LARGE, Path::default(), message).hint("split the list"),
            0,
            0,
        );
        return (None, found);
    }
    if let Some(at) = bytes
        .iter()
        .position(|byte| *byte == 0)
        .filter(|at| std::str::from_utf8(&bytes[..*at]).is_ok())
    {
        let message =
            "the file holds a NUL character: it is no text, or text of another encoding than UTF-8";
        add(
            Finding::new(rule::FILE_CHARACTER, Path::default(), message).hint("save it as UTF-8"),
            at,
            at + 1,
        );
        return (None, found);
    }
    let text = match std::str::from_utf8(bytes) {
        Ok(text) => text,
        Err(error) => {
            let at = error.valid_up_to();
            let message = format!("the file is not UTF-8 text: byte {:#04x}", bytes[at]);
            add(
                Finding::new(rule::FILE_ENCODING, Path::default(), message)
                    .hint("save it as UTF-8"),
                at,
                at,
            );
            return (None, found);
        }
    };
    if text.starts_with('\u{feff}') {
        let message = "the file begins with a byte order mark";
        add(
            Finding::new(rule::FILE_BOM, Path::default(), message)
                .hint("save it as UTF-8 without BOM"),
            0,
            3,
        );
    }
    if text.bytes().all(|byte| matches!(byte, b' '..=b'~' | b'\n')) {
        return (Some(text), found);
    }
    let control = |c: char| {
        (c.is_control() && !matches!(c, '\t' | '\n' | '\r' | '\u{85}'))
            || matches!(c, '\u{fffe}' | '\u{ffff}')
    };
    if let Some((at, c)) = text.char_indices().find(|(_, c)| control(*c)) {
        let message = format!(
            "the file holds the control character U+{:04X}",
            u32::from(c)
        );
        add(
            Finding::new(rule::FILE_CHARACTER, Path::default(), message).hint("remove it"),
            at,
            at + c.len_utf8(),
        );
        return (None, found);
    }
    if let Some((at, c)) = text.char_indices().find(|(_, c)| *c > '\u{ffff}') {
        let message = format!("`{c}` lies beyond U+FFFF, which the node's loader refuses");
        add(
            Finding::new(rule::FILE_SUPPLEMENTARY, Path::default(), message)
                .hint("remove it, from comments too"),
            at,
            at + c.len_utf8(),
        );
    }
    if let Some(at) = text.find('\r') {
        let message = "the file has the line ends of Windows, or a stray carriage return";
        add(
            Finding::new(rule::FILE_LINE_ENDS, Path::default(), message)
                .hint("save it with the line ends of Unix (LF)"),
            at,
            at + 1,
        );
    }
    (Some(text), found)
}
