//! Reads YAML and JSON as plain values; what `CloudFormation` writes as YAML tags stays
//! recognisable.

use saphyr_parser::Parser;
use serde::Deserialize;
use serde_json::{Map, Value};

use crate::document::Source;
use crate::document::baseline::file::LIMIT;
use crate::document::refusal::{refuse_deep, refuse_too_long};
use crate::document::stream::is_anchor_or_alias;
use crate::error::{Error, Result};

/// What `import` takes.
pub(super) const HINT: &str = "it takes answers of get-patch-baseline, requests of create-patch-baseline, baseline_overrides.json and CloudFormation templates";

/// The documents of a text.
pub(super) fn all(source: Source<'_>) -> Result<Vec<Value>> {
    refuse_too_long(source, LIMIT, HINT)?;
    refuse_deep(source, HINT)?;
    if let Ok(value) = serde_json::from_str(source.text) {
        return Ok(vec![value]);
    }

    // An alias can stand for a value that is a thousand times as long as the file.
    let has_alias = Parser::new_from_str(source.text)
        .map_while(std::result::Result::ok)
        .any(|(event, _)| is_anchor_or_alias(&event));
    if has_alias {
        let message = format!("`{}` has YAML anchors; write the values out", source.name);
        return Err(Error::usage(message));
    }

    serde_yaml::Deserializer::from_str(source.text)
        .map(|document| serde_yaml::Value::deserialize(document).map(plain))
        .collect::<std::result::Result<_, _>>()
        .map_err(|error| {
            Error::usage(format!("`{}` cannot be read: {error}", source.name)).hint(HINT)
        })
}

/// The key under which a YAML tag is kept.
const TAG: &str = "!";

/// What a value stands for that only `CloudFormation` resolves, as it is written there.
pub(super) fn unresolved(value: &Value) -> Option<String> {
    let members = value.as_object()?;
    if let Some(tag) = members.get(TAG) {
        return tag.as_str().map(str::to_owned);
    }

    let (key, _) = members.iter().next()?;
    let is_function = members.len() == 1 && (key == "Ref" || key.starts_with("Fn::"));
    is_function.then(|| key.clone())
}

fn plain(value: serde_yaml::Value) -> Value {
    match value {
        serde_yaml::Value::Null => Value::Null,
        serde_yaml::Value::Bool(bool) => Value::Bool(bool),
        serde_yaml::Value::Number(number) => serde_json::to_value(number).unwrap_or_default(),
        serde_yaml::Value::String(text) => Value::String(text),
        serde_yaml::Value::Sequence(items) => items.into_iter().map(plain).collect(),
        serde_yaml::Value::Mapping(members) => {
            let members = members.into_iter().map(|(key, value)| {
                // A key of JSON is a text; YAML allows numbers and lists there.
                let key = match key {
                    serde_yaml::Value::String(text) => text,
                    other => serde_yaml::to_string(&other)
                        .unwrap_or_default()
                        .trim()
                        .to_owned(),
                };
                (key, plain(value))
            });
            Value::Object(members.collect())
        }
        serde_yaml::Value::Tagged(tagged) => {
            // CloudFormation's short forms, such as `!Ref`, must stay to be seen, and JSON has no
            // tags.
            let of = serde_yaml::to_string(&tagged.value).unwrap_or_default();
            let written = format!("{} {}", tagged.tag, of.trim());
            Value::Object(Map::from_iter([(TAG.to_owned(), Value::String(written))]))
        }
    }
}
