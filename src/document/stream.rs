//! A file that holds one document or many, in YAML or in JSON.

use saphyr_parser::{Event, Parser};
use serde::Deserialize;
use serde::de::DeserializeOwned;

use super::diagnostic::{self, Source};
use super::{Path, Violation, refused, tab_in_indentation};
use crate::error::{Error, Result};

/// The most documents that a file may hold.
const MOST: usize = 1000;

/// Reads every document of a file, with its place; a document that is a list counts as its items.
///
/// # Errors
/// A usage error that shows the line: more than `limit` bytes, more than 1,000 documents, none at
/// all, a tab in the indentation, an anchor or alias, unknown and duplicate keys.
pub fn read_many<T: DeserializeOwned>(
    source: Source<'_>,
    limit: usize,
    hint: &str,
) -> Result<Vec<(Path, T)>> {
    if source.text.len() > limit {
        let message = format!(
            "`{}` is {} bytes long, more than the limit of {limit}",
            source.name,
            source.text.len()
        );
        return Err(Error::usage(message).hint(hint));
    }
    let parsed = if source.text.trim_start().starts_with(['{', '[']) {
        serde_json::from_str(source.text).ok()
    } else {
        None
    };
    if let Some(at) = parsed
        .as_ref()
        .and_then(|value| null_in(value, &Path::default()))
    {
        let message = "has no value; write [] for an empty list, or leave the key out";
        return Err(super::invalid(source, &[Violation::new(at, message)], hint));
    }
    let is_json = parsed.is_some();
    let roots = if is_json {
        json(source, hint)?
    } else {
        yaml(source, hint)?
    };
    let several = roots.len() > 1;
    let mut all = Vec::new();
    for (index, root) in roots.into_iter().enumerate() {
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
    if all.is_empty() {
        return Err(Error::usage(format!("`{}` holds no document", source.name)).hint(hint));
    }
    if all.len() > MOST {
        return Err(too_many(source, all.len(), hint));
    }
    Ok(all)
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
    let list = source.text.trim_start().starts_with('[');
    let read = if list {
        serde_json::from_str(source.text).map(Root::List)
    } else {
        serde_json::from_str(source.text).map(Root::One)
    };
    read.map(|root| vec![root]).map_err(|error| {
        let full = error.to_string();
        let message = full
            .rfind(" at line ")
            .map_or(full.as_str(), |end| &full[..end]);
        let line_start: usize = source
            .text
            .split_inclusive('\n')
            .take(error.line().saturating_sub(1))
            .map(str::len)
            .sum();
        let message = format!(
            "{message} (line {}, column {})",
            error.line(),
            error.column()
        );
        let violation = Violation::new(Path::default(), &*message)
            .maybe_help(super::near_miss(&message).map(|near| format!("did you mean `{near}`?")));
        diagnostic::at_bytes(
            source,
            &violation,
            line_start + error.column().saturating_sub(1),
            1,
            hint,
        )
    })
}

fn yaml<T: DeserializeOwned>(source: Source<'_>, hint: &str) -> Result<Vec<Root<T>>> {
    if let Some((start, line)) = tab_in_indentation(source.text) {
        let violation = Violation::new(
            Path::default(),
            format!("line {line} is indented with a tab; YAML wants spaces"),
        );
        return Err(diagnostic::at_bytes(source, &violation, start, 1, hint));
    }
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
        let anchor = match &event {
            Event::Alias(_) => true,
            Event::Scalar(_, _, anchor, _)
            | Event::SequenceStart(anchor, _)
            | Event::MappingStart(anchor, _) => *anchor > 0,
            _ => false,
        };
        if anchor {
            let line = span.start.line();
            let violation = Violation::new(
                Path::default(),
                format!("line {line} has a YAML anchor or alias; write the value out"),
            )
            .help("a * or & that belongs to the text needs quotes");
            let start = source
                .text
                .char_indices()
                .nth(span.start.index())
                .map_or(source.text.len(), |(byte, _)| byte);
            return Err(diagnostic::at_bytes(source, &violation, start, 1, hint));
        }
        if let Some(problem) = unreadable_value(&event, at_root) {
            let start = source
                .text
                .char_indices()
                .nth(span.start.index())
                .map_or(source.text.len(), |(byte, _)| byte);
            let violation = Violation::new(
                Path::default(),
                format!("line {} {problem}", span.start.line()),
            );
            return Err(diagnostic::at_bytes(source, &violation, start, 1, hint));
        }
        match event {
            Event::DocumentStart(_) => {
                at_root = true;
                continue;
            }
            Event::SequenceStart(..) if at_root => kinds.push(Kind::List),
            Event::Scalar(text, style, ..) if at_root => {
                let nothing = style == saphyr_parser::ScalarStyle::Plain
                    && matches!(&*text, "" | "~" | "null");
                kinds.push(if nothing { Kind::Nothing } else { Kind::Other });
            }
            _ if at_root => kinds.push(Kind::Other),
            _ => {}
        }
        at_root = false;
    }
    Ok((kinds, Kind::Nothing))
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
    match event {
        Event::Scalar(text, saphyr_parser::ScalarStyle::Plain, ..)
            if !at_root && matches!(&**text, "" | "~" | "null" | "Null" | "NULL") =>
        {
            Some("has no value; write [] for an empty list, or leave the key out")
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
