//! Values that begin with a sign of YAML stop the reader. To find what else is wrong they are
//! reported, and read over.

use std::sync::LazyLock;

use regex::Regex;

use super::Found;
use super::text::Text;
use crate::domain::override_list::rule::{self, Finding, Rule};
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

/// What is wrong with it, and what helps.
pub(super) const GLUED_COMMENT: (&str, &str) = (
    "a # without a space before it: the node takes the rest for a comment, other readers refuse the file",
    "write a space before the #, or the whole value in quotes",
);

/// What can be read over; `None` when there is nothing. With `glued`, the reader stopped at a
/// comment without a space before it.
pub(super) fn mask(text: &Text<'_>, glued: bool) -> Option<Masked> {
    let mut bytes = text.whole.as_bytes().to_vec();
    let mut found = Vec::new();
    let mut add = |rule: &'static Rule,
                   message: String,
                   hint: String,
                   value: &str,
                   (start, end): (usize, usize)| {
        let finding = Finding::new(rule, Path::default(), message)
            .hint(hint)
            .value(value);
        found.push(Found {
            finding,
            start,
            end,
        });
    };
    for line in INDENTATION.find_iter(text.whole) {
        let at = line.start() + line.as_str().find('\t').unwrap_or_default();
        add(
            rule::YAML_TAB,
            "the line is indented with a tab; YAML wants spaces".to_owned(),
            "write spaces".to_owned(),
            "\t",
            (at, at + 1),
        );
        bytes[line.range()].fill(b' ');
    }
    let comments = COMMENT
        .captures_iter(text.whole)
        .take(if glued { usize::MAX } else { 0 });
    for comment in comments.filter_map(|capture| capture.get(1)) {
        // The sign moves one to the right, behind a space; every character stays one, of as many
        // bytes.
        match comment.as_str().as_bytes() {
            [_] => {}
            [_, second, ..] if second.is_ascii() => bytes[comment.start() + 1] = b'#',
            _ => continue,
        }
        bytes[comment.start()] = b' ';
        let (message, hint) = (GLUED_COMMENT.0.to_owned(), GLUED_COMMENT.1.to_owned());
        add(
            rule::YAML_SYNTAX,
            message,
            hint,
            comment.as_str(),
            (comment.start(), comment.end()),
        );
    }
    for capture in VALUE.captures_iter(text.whole) {
        let value = capture.get(2).expect("the group is not optional");
        let written = value
            .as_str()
            .split(" #")
            .next()
            .unwrap_or_default()
            .trim_end();
        let range = (value.start(), value.start() + written.len());
        let first = written.chars().next().unwrap_or_default();
        if matches!(first, '*' | '@' | '%' | '`' | ',' | ']' | '}')
            && !(first == '%' && text.position(value.start()).1 == 1)
        {
            let message = format!(
                "`{first}` at the beginning of a value is a sign of YAML; the node cannot read the file"
            );
            add(
                rule::YAML_UNQUOTED,
                message,
                quoted(written),
                written,
                range,
            );
            bytes[value.start()] = b'x';
        } else if let Some(colon) = inner_colon(written, capture.get(1).is_some())
            .filter(|_| !matches!(first, '"' | '\'' | '{' | '[' | '#' | '&' | '!' | '|' | '>'))
        {
            let message =
                "a colon and a space within a value begin a mapping; the node cannot read the file"
                    .to_owned();
            add(
                rule::YAML_UNQUOTED,
                message,
                quoted(written),
                written,
                range,
            );
            bytes[value.start() + colon] = b'x';
        }
    }
    let source = String::from_utf8(bytes).expect("only characters of one byte were replaced");
    (!found.is_empty()).then_some(Masked { source, found })
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

/// The value in quotes, as a hint.
pub(super) fn quoted(written: &str) -> String {
    if written.contains('"') || written.contains('\\') {
        format!("write '{}' in quotes", written.replace('\'', "''"))
    } else {
        format!("write \"{written}\" in quotes")
    }
}
