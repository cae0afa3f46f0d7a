//! YAML for readers of YAML 1.1, who take more for something else than a text than its writer does.

use serde_json::Value;

use crate::error::{Error, Result};

/// YAML in which every text that another reader would take for something else has quotes.
///
/// # Errors
/// When the writer of YAML refuses the value.
pub(in crate::document) fn quoted(value: Value) -> Result<String> {
    let text = yaml(&value)?;
    // A character for private use stands for the quotes that the writer of YAML 1.2 leaves out.
    let Some(mark) = ('\u{E000}'..='\u{F8FF}').find(|mark| !text.contains(*mark)) else {
        return Ok(text);
    };
    Ok(yaml(&marked(value, mark))?.replace(mark, "'"))
}

fn yaml(value: &Value) -> Result<String> {
    serde_yaml::to_string(value)
        .map_err(|error| Error::failed("cannot write YAML").with_source(error))
}

/// Marks every text that needs quotes at both of its ends; none of them holds a quote.
fn marked(value: Value, mark: char) -> Value {
    match value {
        Value::String(text) if is_more_than_text(&text) => {
            Value::String(format!("{mark}{text}{mark}"))
        }
        Value::Array(items) => items.into_iter().map(|item| marked(item, mark)).collect(),
        // Keys are names and logical ids, none of which is more than a text.
        Value::Object(entries) => entries
            .into_iter()
            .map(|(key, item)| (key, marked(item, mark)))
            .collect(),
        other => other,
    }
}

/// Whether YAML 1.1, which `CloudFormation` reads, takes a plain text for a boolean, a number, a
/// time or a day.
fn is_more_than_text(text: &str) -> bool {
    let words = ["y", "n", "yes", "no", "on", "off", "=", "<<"];
    let number = text.starts_with(|c: char| c.is_ascii_digit() || "+-.".contains(c))
        && text.contains(|c: char| c.is_ascii_digit())
        && text
            .chars()
            .all(|c| c.is_ascii_hexdigit() || "_:.+-xoTZ ".contains(c));
    words.iter().any(|word| word.eq_ignore_ascii_case(text)) || number
}
