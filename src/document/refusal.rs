//! How a document is refused, in words that its author understands.

use super::depth;
use super::diagnostic::{self, Source};
use crate::domain::text::violation::{Path, Violation};
use crate::domain::text::words::nearest;
use crate::error::{Error, Result};

/// Asked before anything is parsed, which takes far more memory than the text.
pub(super) fn refuse_too_long(source: Source<'_>, limit: usize, hint: &str) -> Result<()> {
    if source.text.len() <= limit {
        return Ok(());
    }

    let message = format!(
        "`{}` is {} bytes long, more than the limit of {limit}",
        source.name,
        source.text.len()
    );
    Err(Error::usage(message).hint(hint))
}

/// Asked before a reader goes down, which takes minutes where it is deep.
pub(super) fn refuse_deep(source: Source<'_>, hint: &str) -> Result<()> {
    depth::check(source.text).map_err(|deep| {
        let violation = Violation::new(Path::default(), deep.to_string());
        diagnostic::at_bytes(source, &violation, deep.byte, 1, hint)
    })
}

/// YAML forbids tabs in the indentation (YAML 1.2, 6.1), and its readers say so in words that name
/// no tab.
pub(super) fn refuse_tabs(source: Source<'_>, hint: &str) -> Result<()> {
    let Some((start, line)) = tab_in_indentation(source.text) else {
        return Ok(());
    };

    let message = format!("line {line} is indented with a tab; YAML wants spaces");
    let violation = Violation::new(Path::default(), message);
    Err(diagnostic::at_bytes(source, &violation, start, 1, hint))
}

/// Where a line begins with white space that has a tab in it.
fn tab_in_indentation(text: &str) -> Option<(usize, usize)> {
    let mut start = 0;
    for (index, line) in text.split_inclusive('\n').enumerate() {
        let content = line
            .find(|c: char| !matches!(c, ' ' | '\t'))
            .unwrap_or(line.len());
        if let Some(tab) = line[..content].find('\t') {
            return Some((start + tab, index + 1));
        }
        start += line.len();
    }

    None
}

/// Draws an error of the YAML reader at the place that it names.
pub(super) fn refused(source: Source<'_>, error: &serde_yaml::Error, hint: &str) -> Error {
    let full = error.to_string();
    // This error has no place, and its own words speak to programmers.
    if full.contains("more than one document") {
        return Error::usage(format!(
            "`{}` holds more than one YAML document",
            source.name
        ))
        .hint(hint);
    }

    let message = match error.location() {
        Some(_) => without_place(&full).to_owned(),
        None => full,
    };
    let mut violation = in_our_words(&message);
    match error.location() {
        Some(location) => {
            let line = format!(" (line {}, column {})", location.line(), location.column());
            violation.message.push_str(&line);
            diagnostic::at_bytes(source, &violation, location.index(), 1, hint)
        }
        None => diagnostic::at_bytes(source, &violation, 0, 0, hint),
    }
}

/// The message of a reader of YAML or JSON without the place at its end, which is drawn.
pub(super) fn without_place(message: &str) -> &str {
    message
        .rfind(" at line ")
        .map_or(message, |end| &message[..end])
}

/// An error of a reader of YAML or JSON, in words for the author of the document.
pub(super) fn in_our_words(message: &str) -> Violation {
    if let Some(violation) = wrong_type(message) {
        return violation;
    }

    let said = match message.split_once("missing field ") {
        Some((place, field)) => format!("{place}{field} is missing"),
        None => message.to_owned(),
    };
    Violation::new(Path::default(), said).maybe_help(help_with(message))
}

/// Reads "place: invalid type: string \"x\", expected a sequence".
fn wrong_type(message: &str) -> Option<Violation> {
    let (place, rest) = message.split_once("invalid type: ")?;
    let (found, expected) = rest.split_once(", expected ")?;

    let found = Found::of(found);
    let (wanted, help) = wanted(expected, &found, last_key(place));
    let said = format!("{place}{} stands where {wanted} belongs", found.said);
    Some(Violation::new(Path::default(), said).maybe_help(help))
}

/// The key at the end of a place such as `approval_rules[0].filters: `.
fn last_key(place: &str) -> &str {
    let place = place.trim_end_matches([':', ' ']);
    let key = place.rsplit('.').next().unwrap_or(place);
    key.split('[').next().unwrap_or(key)
}

/// What a reader found, for people.
struct Found<'m> {
    said: String,
    /// As it could be written in YAML; `None` for lists and maps.
    value: Option<&'m str>,
}

impl<'m> Found<'m> {
    fn of(found: &'m str) -> Self {
        let (kind, value) = found.split_once(' ').unwrap_or((found, ""));
        let value = value.trim_matches(['"', '`']);
        let (said, value) = match kind {
            "string" => (format!("the text `{value}`"), Some(value)),
            "integer" | "boolean" => (format!("`{value}`"), Some(value)),
            "floating" => {
                let number = value.trim_start_matches("point `");
                (format!("`{number}`"), Some(number))
            }
            "sequence" => ("a list".to_owned(), None),
            "map" => ("a block of keys".to_owned(), None),
            "unit" | "null" => ("nothing".to_owned(), None),
            _ => (found.to_owned(), None),
        };
        Self { said, value }
    }
}

/// What belongs there instead, and how it is written under this key.
fn wanted(expected: &str, found: &Found<'_>, key: &str) -> (String, Option<String>) {
    let written = |value: &str| format!("write {}{value}", before(key));
    match (expected, found.value) {
        ("a sequence", Some(value)) => ("a list".to_owned(), Some(written(&format!("[{value}]")))),
        ("a sequence", None) => (
            "a list".to_owned(),
            Some("begin each item of a list with a dash: `- `".to_owned()),
        ),
        ("a string", Some(value)) => (
            "a text".to_owned(),
            Some(written(&format!("\"{value}\", in quotes"))),
        ),
        ("a string", None) => (
            "one text".to_owned(),
            Some("write the one value, without brackets and dashes".to_owned()),
        ),
        ("i64" | "u64" | "u32" | "u16" | "usize", value) => (
            "a whole number".to_owned(),
            value
                .filter(|value| value.parse::<i64>().is_ok())
                .map(|value| written(&format!("{value}, without quotes"))),
        ),
        ("a boolean", _) => (
            "true or false".to_owned(),
            Some("write true or false, without quotes".to_owned()),
        ),
        ("a map", _) => ("a block of keys".to_owned(), Some(written("{KEY: value}"))),
        // The name of a type says nothing to the author of a document.
        (expected, _) if expected.starts_with("struct ") => (
            "a block of keys with their values".to_owned(),
            Some("see the example in the documentation of the format".to_owned()),
        ),
        (expected, _) => (expected.to_owned(), None),
    }
}

fn before(key: &str) -> String {
    if key.is_empty() {
        String::new()
    } else {
        format!("{key}: ")
    }
}

/// What helps with an error of the YAML reader, as far as its words tell.
fn help_with(message: &str) -> Option<String> {
    if let Some(meant) = name_meant(message) {
        return Some(format!("did you mean `{meant}`?"));
    }

    let star = message.contains("scanning an alias") || message.contains("unknown anchor");
    star.then(|| "YAML takes an unquoted * for a reference: write \"*\" in quotes".to_owned())
}

/// Reads "unknown field `x`, expected one of `a`, `b`" and finds the name that comes nearest to
/// `x`.
pub(super) fn name_meant(message: &str) -> Option<String> {
    let start = message
        .find("unknown field `")
        .or_else(|| message.find("unknown variant `"))?;
    let mut quoted = message[start..].split('`').skip(1).step_by(2);
    let found = quoted.next()?;
    nearest(found, quoted).map(str::to_owned)
}
