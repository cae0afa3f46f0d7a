//! Documents that a user gives us: YAML or JSON in, or a report that shows the line.

pub mod baseline;
mod diagnostic;
mod locate;
pub mod override_list;
mod stream;
mod unique;

pub use crate::domain::text::violation::{Path, Violation};
pub use crate::domain::text::words::nearest;
pub use diagnostic::{Source, doubtful, invalid};
pub use stream::read_many;
pub use unique::unique_map;

use serde::de::DeserializeOwned;

use crate::error::{Error, Result};

/// Reads one YAML document into `T`; what is wrong is shown with its line, column and the text
/// around it.
///
/// Refused: more than `limit` bytes, a tab in the indentation, more than one document, unknown and
/// duplicate keys.
pub fn read_yaml<T: DeserializeOwned>(source: Source<'_>, limit: usize, hint: &str) -> Result<T> {
    refuse_too_long(source, limit, hint)?;
    refuse_tabs(source, hint)?;

    serde_yaml::from_str(source.text).map_err(|error| refused(source, &error, hint))
}

/// Asked before anything is parsed, which takes far more memory than the text.
fn refuse_too_long(source: Source<'_>, limit: usize, hint: &str) -> Result<()> {
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

/// YAML forbids tabs in the indentation (YAML 1.2, 6.1), and its readers say so in words that name
/// no tab.
fn refuse_tabs(source: Source<'_>, hint: &str) -> Result<()> {
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
fn refused(source: Source<'_>, error: &serde_yaml::Error, hint: &str) -> Error {
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
    let help = help_with(&message);
    let mut violation = Violation::new(Path::default(), message).maybe_help(help);
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
fn without_place(message: &str) -> &str {
    message
        .rfind(" at line ")
        .map_or(message, |end| &message[..end])
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
fn name_meant(message: &str) -> Option<String> {
    let start = message
        .find("unknown field `")
        .or_else(|| message.find("unknown variant `"))?;
    let mut quoted = message[start..].split('`').skip(1).step_by(2);
    let found = quoted.next()?;
    nearest(found, quoted).map(str::to_owned)
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use serde::Deserialize;

    use super::*;

    #[derive(Debug, Deserialize)]
    #[serde(deny_unknown_fields)]
    struct Thing {
        name: String,
        #[serde(default, deserialize_with = "unique_map")]
        tags: BTreeMap<String, String>,
    }

    fn report(text: &str) -> String {
        let error = read_yaml::<Thing>(
            Source {
                name: "thing.yaml",
                text,
                color: false,
            },
            1000,
            "see the example",
        )
        .unwrap_err();
        assert_eq!(error.exit_code().number(), 2);
        format!("{error}\n{}", error.report().unwrap_or_default())
    }

    #[test]
    fn a_good_document_is_read() {
        let source = Source {
            name: "thing.yaml",
            text: "name: a\ntags: {b: c}\n",
            color: false,
        };
        let thing: Thing = read_yaml(source, 1000, "").unwrap();
        assert_eq!((thing.name.as_str(), thing.tags["b"].as_str()), ("a", "c"));
    }

    #[test]
    fn mistakes_are_shown_with_line_column_and_text() {
        let text = report("name: a\ntgas: {}\n");
        assert!(
            text.contains("unknown field `tgas`")
                && text.contains("line 2, column 1")
                && text.contains("did you mean `tags`?"),
            "{text}"
        );
        assert!(text.contains("tgas: {}"), "{text}");
        let text = report("name: a\nname: b\n");
        assert!(text.contains("duplicate field `name`"), "{text}");
        let text = report("name: a\ntags:\n  x: 1\n  x: 2\n");
        assert!(text.contains("duplicate key `x`"), "{text}");
        let text = report("name: a\ntags:\n\tx: y\n");
        assert!(text.contains("line 3") && text.contains("tab"), "{text}");
        let text = report("name: [a\n");
        assert!(text.contains("line "), "{text}");
        let text = report("name: a\n---\nname: b\n");
        assert!(text.contains("more than one YAML document"), "{text}");
        let text = report(&"# long\n".repeat(200));
        assert!(text.contains("limit of 1000"), "{text}");
        assert!(!text.contains('\u{1b}'), "no colour unless asked");
    }
}
