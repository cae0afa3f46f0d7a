//! A file that holds one document or many, in YAML or in JSON.

use saphyr_parser::{Event, Parser};
use serde::Deserialize;
use serde::de::DeserializeOwned;

use super::diagnostic::{self, Source};
use super::locate::byte_of;
use super::refusal::{
    in_our_words, refuse_deep, refuse_tabs, refuse_too_long, refused, without_place,
};
use crate::domain::text::violation::{Path, Violation};
use crate::error::{Error, Result};

/// The most documents that a file may hold.
const MOST: usize = 1000;

/// What is wrong with a key without a value.
const NO_VALUE: &str = "has no value; write [] for an empty list, or leave the key out";

/// Reads every document of a file, with its place; a document that is a list counts as its items.
///
/// # Errors
/// A usage error that shows the line: more than `limit` bytes, more than 1,000 documents, none at
/// all, values that are nested too deep, a tab in the indentation, an anchor or alias, unknown and duplicate keys.
pub fn read_many<T: DeserializeOwned>(
    source: Source<'_>,
    limit: usize,
    hint: &str,
) -> Result<Vec<(Path, T)>> {
    refuse_too_long(source, limit, hint)?;
    refuse_deep(source, hint)?;

    // What begins like JSON and is none may still be YAML in flow style.
    let roots = match as_json(source.text) {
        Some(value) => {
            refuse_null(source, &value, hint)?;
            json(source, hint)?
        }
        None => yaml(source, hint)?,
    };

    let all = flattened(roots);
    // An empty file is most likely a mistake; taken as "nothing is wanted" it could delete things.
    if all.is_empty() {
        return Err(Error::usage(format!("`{}` holds no document", source.name)).hint(hint));
    }
    if all.len() > MOST {
        return Err(too_many(source, all.len(), hint));
    }
    Ok(all)
}

fn as_json(text: &str) -> Option<serde_json::Value> {
    if !text.trim_start().starts_with(['{', '[']) {
        return None;
    }
    serde_json::from_str(text).ok()
}

/// Refused as in YAML: `null` reads like "empty" to one, and like "as it is" to another.
fn refuse_null(source: Source<'_>, value: &serde_json::Value, hint: &str) -> Result<()> {
    let Some(at) = null_in(value, &Path::default()) else {
        return Ok(());
    };
    Err(diagnostic::invalid(
        source,
        &[Violation::new(at, NO_VALUE)],
        hint,
    ))
}

/// The documents of all roots with their places, which name the document only where there are
/// several.
fn flattened<T>(roots: Vec<Root<T>>) -> Vec<(Path, T)> {
    let several = roots.len() > 1;
    let mut all = Vec::new();

    for (index, root) in roots.into_iter().enumerate() {
        // A single document is named by its keys alone.
        let at = if several {
            Path::document(index)
        } else {
            Path::default()
        };
        match root {
            Root::Nothing => {}
            Root::One(one) => all.push((at, one)),
            Root::List(list) => all.extend(
                list.into_iter()
                    .enumerate()
                    .map(|(item, one)| (at.index(item), one)),
            ),
        }
    }

    all
}

enum Root<T> {
    Nothing,
    One(T),
    List(Vec<T>),
}

fn too_many(source: Source<'_>, found: usize, hint: &str) -> Error {
    Error::usage(format!(
        "`{}` holds {found} documents, more than the limit of {MOST}",
        source.name
    ))
    .hint("split the file")
    .hint(hint)
}

fn json<T: DeserializeOwned>(source: Source<'_>, hint: &str) -> Result<Vec<Root<T>>> {
    // Read from the text and not from the value that is there already, which has lost the places.
    let read = if source.text.trim_start().starts_with('[') {
        serde_json::from_str(source.text).map(Root::List)
    } else {
        serde_json::from_str(source.text).map(Root::One)
    };

    read.map(|root| vec![root])
        .map_err(|error| refused_json(source, &error, hint))
}

/// Draws an error of the JSON reader, which counts lines and the bytes of a line from 1.
fn refused_json(source: Source<'_>, error: &serde_json::Error, hint: &str) -> Error {
    let full = error.to_string();
    let mut violation = in_our_words(without_place(&full));
    let place = format!(" (line {}, column {})", error.line(), error.column());
    violation.message.push_str(&place);
    let line_start: usize = source
        .text
        .split_inclusive('\n')
        .take(error.line().saturating_sub(1))
        .map(str::len)
        .sum();

    let start = line_start + error.column().saturating_sub(1);
    diagnostic::at_bytes(source, &violation, start, 1, hint)
}

fn yaml<T: DeserializeOwned>(source: Source<'_>, hint: &str) -> Result<Vec<Root<T>>> {
    refuse_tabs(source, hint)?;

    // The survey comes first: what it refuses serde_yaml would read.
    let (kinds, rest) = survey(source, hint)?;
    if kinds.len() > MOST {
        return Err(too_many(source, kinds.len(), hint));
    }

    let mut roots = Vec::new();
    for (index, document) in serde_yaml::Deserializer::from_str(source.text).enumerate() {
        let kind = kinds.get(index).copied().unwrap_or(rest);
        let root = match kind {
            Kind::Nothing => {
                // It has to be read to come to the next one.
                serde_yaml::Value::deserialize(document).map(|_| Root::Nothing)
            }
            Kind::List => Vec::<T>::deserialize(document).map(Root::List),
            Kind::Other => T::deserialize(document).map(Root::One),
        };
        roots.push(root.map_err(|error| refused(source, &error, hint))?);
    }

    // Places are counted as in the text, so that empty documents stay in the list.
    Ok(roots)
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    Nothing,
    List,
    Other,
}

/// What sort of value each document is, and what those are that it did not come to. Anchors and
/// aliases are refused: what a reviewer reads is what is applied.
fn survey(source: Source<'_>, hint: &str) -> Result<(Vec<Kind>, Kind)> {
    let mut kinds = Vec::new();
    let mut at_root = false;
    for event in Parser::new_from_str(source.text) {
        // What cannot be read here is reported by the reader, which names the reason better.
        let Ok((event, span)) = event else {
            return Ok((kinds, Kind::Other));
        };
        if let Some(violation) = doubtful(&event, at_root, span.start.line()) {
            let start = byte_of(source.text, span.start.index());
            return Err(diagnostic::at_bytes(source, &violation, start, 1, hint));
        }

        if let Event::DocumentStart(_) = event {
            at_root = true;
            continue;
        }
        if at_root {
            kinds.push(kind_of(&event));
        }
        at_root = false;
    }

    Ok((kinds, Kind::Nothing))
}

/// Why a value is refused although it can be read.
fn doubtful(event: &Event<'_>, at_root: bool, line: usize) -> Option<Violation> {
    if is_anchor_or_alias(event) {
        let message = format!("line {line} has a YAML anchor or alias; write the value out");
        // The usual reason: a `*` that stands for "all" without quotes.
        let help = "a * or & that belongs to the text needs quotes";
        return Some(Violation::new(Path::default(), message).help(help));
    }

    let problem = unreadable_value(event, at_root)?;
    Some(Violation::new(
        Path::default(),
        format!("line {line} {problem}"),
    ))
}

/// Whether an event gives a value a name, or stands for one.
pub(super) fn is_anchor_or_alias(event: &Event<'_>) -> bool {
    match event {
        Event::Alias(_) => true,
        // The number 0 stands for no anchor.
        Event::Scalar(_, _, anchor, _)
        | Event::SequenceStart(anchor, _)
        | Event::MappingStart(anchor, _) => *anchor > 0,
        _ => false,
    }
}

/// What sort of value an event at the root begins.
fn kind_of(event: &Event<'_>) -> Kind {
    match event {
        Event::SequenceStart(..) => Kind::List,
        // An empty document, as a `---` at the end of a file makes one.
        Event::Scalar(text, saphyr_parser::ScalarStyle::Plain, ..)
            if matches!(&**text, "" | "~" | "null") =>
        {
            Kind::Nothing
        }
        _ => Kind::Other,
    }
}

/// Values that a reader of the file may take for something else: nothing at all, and what a YAML
/// tag makes of a text.
fn unreadable_value(event: &Event<'_>, at_root: bool) -> Option<&'static str> {
    let (Event::Scalar(.., tag) | Event::SequenceStart(_, tag) | Event::MappingStart(_, tag)) =
        event
    else {
        return None;
    };
    if tag.is_some() {
        return Some("has a YAML tag; write the value without it");
    }

    // At the root an empty value is an empty document, which is passed over.
    match event {
        Event::Scalar(text, saphyr_parser::ScalarStyle::Plain, ..)
            if !at_root && matches!(&**text, "" | "~" | "null" | "Null" | "NULL") =>
        {
            Some(NO_VALUE)
        }
        _ => None,
    }
}

/// The place of the first `null` of a JSON value.
fn null_in(value: &serde_json::Value, at: &Path) -> Option<Path> {
    match value {
        serde_json::Value::Null => Some(at.clone()),
        serde_json::Value::Array(items) => items
            .iter()
            .enumerate()
            .find_map(|(index, item)| null_in(item, &at.index(index))),
        serde_json::Value::Object(members) => members
            .iter()
            .find_map(|(key, member)| null_in(member, &at.key(key))),
        _ => None,
    }
}
