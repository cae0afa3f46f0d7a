//! Values that begin with a sign of YAML stop the reader. To find what else is wrong they are
//! reported, and read over.

use std::sync::LazyLock;

use regex::Regex;

use super::found::{Found, GLUED_COMMENT, quoted};
use super::text::Text;
use crate::domain::finding::{Finding, Rule};
use crate::domain::override_list::rule;
use crate::domain::text::violation::Path;

/// A text without the signs that stop the reader, each character at its place.
#[derive(Debug)]
pub(super) struct Masked {
    pub(super) source: String,
    pub(super) found: Vec<Found>,
}

/// A value on a line of its own: after `- `, after `key: `, or both.
static VALUE: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(?m)^[ ]*(?:-[ ]+)*([A-Za-z_][A-Za-z_0-9]*[ ]*:[ ]+)?([^ \r\n][^\r\n]*)")
        .expect("the pattern is constant")
});

/// White space at the beginning of a line.
static INDENTATION: LazyLock<Regex> =
    LazyLock::new(|| Regex::new(r"(?m)^[ \t]*\t[ \t]*").expect("the pattern is constant"));

/// A comment right behind a value in quotes or brackets that ends on its line.
static COMMENT: LazyLock<Regex> = LazyLock::new(|| {
    let quoted = r#""(?:[^"\\\r\n]|\\.)*"|'(?:[^'\r\n]|'')*'"#;
    let value =
        format!(r#"{quoted}|\[(?:[^\[\]"'\r\n]|{quoted})*\]|\{{(?:[^{{}}"'\r\n]|{quoted})*\}}"#);
    Regex::new(&format!(
        r"(?m)^[ ]*(?:-[ ]+)*(?:[A-Za-z_][A-Za-z_0-9]*[ ]*:[ ]+)?(?:{value})(#[^\r\n]*)"
    ))
    .expect("the pattern is constant")
});

/// What can be read over; `None` when there is nothing. With `glued`, the reader stopped at a
/// comment without a space before it.
pub(super) fn mask(text: &Text<'_>, glued: bool) -> Option<Masked> {
    let mut mask = Mask {
        text,
        bytes: text.whole.as_bytes().to_vec(),
        found: Vec::new(),
    };

    mask.indentation();
    // Where the reader did not stop at one, a sign of a comment may be a part of a text.
    if glued {
        mask.glued_comments();
    }
    mask.values();

    let source = String::from_utf8(mask.bytes).expect("only characters of one byte were replaced");
    let found = mask.found;
    (!found.is_empty()).then_some(Masked { source, found })
}

/// A text while signs are taken out of it. Every change keeps the number of bytes, so that places
/// in the changed text are places in the file.
struct Mask<'t> {
    text: &'t Text<'t>,
    bytes: Vec<u8>,
    found: Vec<Found>,
}

impl Mask<'_> {
    fn add(
        &mut self,
        rule: &'static Rule,
        message: &str,
        hint: &str,
        value: &str,
        (start, end): (usize, usize),
    ) {
        self.found.push(Found {
            finding: Finding::new(rule, Path::default(), message)
                .hint(hint)
                .value(value),
            start,
            end,
        });
    }

    /// Tabs at the beginning of a line become spaces.
    fn indentation(&mut self) {
        for line in INDENTATION.find_iter(self.text.whole) {
            let at = line.start() + line.as_str().find('\t').unwrap_or_default();
            let message = "the line is indented with a tab; YAML wants spaces";
            self.add(rule::YAML_TAB, message, "write spaces", "\t", (at, at + 1));
            self.bytes[line.range()].fill(b' ');
        }
    }

    /// Comments right behind a value get a space before them.
    fn glued_comments(&mut self) {
        let comments = COMMENT.captures_iter(self.text.whole);
        for comment in comments.filter_map(|capture| capture.get(1)) {
            // The sign moves one to the right, behind a space; every character stays one, of as
            // many bytes.
            match comment.as_str().as_bytes() {
                [_] => {}
                [_, second, ..] if second.is_ascii() => self.bytes[comment.start() + 1] = b'#',
                _ => continue,
            }
            self.bytes[comment.start()] = b' ';

            let (message, hint) = GLUED_COMMENT;
            let place = (comment.start(), comment.end());
            self.add(rule::YAML_SYNTAX, message, hint, comment.as_str(), place);
        }
    }

    /// Signs of YAML that a value begins with, or has in it, become letters.
    fn values(&mut self) {
        for capture in VALUE.captures_iter(self.text.whole) {
            let value = capture.get(2).expect("the group is not optional");
            let (at, written) = (value.start(), without_comment(value.as_str()));
            let first = written.chars().next().unwrap_or_default();

            // A `%` in the first column begins a directive, and no value.
            if is_sign(first) && !(first == '%' && self.text.position(at).1 == 1) {
                let message = format!(
                    "`{first}` at the beginning of a value is a sign of YAML; the node cannot read the file"
                );
                self.unquoted(&message, written, at);
                // Masked, so that the reader goes on and finds what else is wrong.
                self.bytes[at] = b'x';
            } else if let Some(colon) =
                inner_colon(written, capture.get(1).is_some()).filter(|_| !is_opening(first))
            {
                let message = "a colon and a space within a value begin a mapping; the node cannot read the file";
                self.unquoted(message, written, at);
                self.bytes[at + colon] = b'x';
            }
        }
    }

    fn unquoted(&mut self, message: &str, written: &str, at: usize) {
        let place = (at, at + written.len());

        self.add(
            rule::YAML_UNQUOTED,
            message,
            &quoted(written),
            written,
            place,
        );
    }
}

/// A value without the comment behind it, which begins with a space and the sign.
fn without_comment(value: &str) -> &str {
    value.split(" #").next().unwrap_or_default().trim_end()
}

/// Whether a character stops the reader at the beginning of a value: a sign of an alias, of a
/// directive, one that is reserved, or one that only ends or parts something (YAML 1.2, 5.3).
///
/// A `%` in the first column is a directive, and not a value.
fn is_sign(c: char) -> bool {
    matches!(c, '*' | '@' | '%' | '`' | ',' | ']' | '}')
}

/// Whether a value that begins so may hold a colon: it is in quotes or brackets, is a block, or is
/// no value.
fn is_opening(c: char) -> bool {
    matches!(c, '"' | '\'' | '{' | '[' | '#' | '&' | '!' | '|' | '>')
}

/// A colon before a space or at the end, in a value that is not itself `key:`.
fn inner_colon(written: &str, has_key: bool) -> Option<usize> {
    let at = written
        .find(": ")
        .or_else(|| written.strip_suffix(':').map(str::len))?;
    let is_key = written[..at]
        .bytes()
        .all(|byte| byte.is_ascii_alphanumeric() || byte == b'_');
    (has_key || !is_key).then_some(at)
}
