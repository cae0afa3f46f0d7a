//! Checks a request against the constraints of its operation, with the sentences that AWS answers.
//!
//! An unknown member is ignored, as AWS does. A wrong type is a `SerializationException`;
//! everything else that does not hold is gathered into one `ValidationException`.

use serde_json::Value;

use super::wire::WireError;

/// What a value has to be.
pub(super) enum Shape {
    /// A string of a length in characters, of a pattern, or one of a list; `0` and `usize::MAX` are
    /// no bounds.
    Text {
        min: usize,
        max: usize,
        pattern: Option<Pattern>,
        values: &'static [&'static str],
    },
    /// A whole number.
    Number { min: i64, max: i64 },
    /// True or false.
    Flag,
    /// A list.
    List {
        min: usize,
        max: usize,
        of: &'static Shape,
    },
    /// A map; its keys have a shape too.
    Map {
        min: usize,
        max: usize,
        key: &'static Shape,
        value: &'static Shape,
    },
    /// A structure.
    Structure(&'static [Member]),
}

/// A pattern of the API: its text, for the message, and what decides.
#[derive(Clone, Copy)]
pub(super) struct Pattern {
    pub(super) text: &'static str,
    pub(super) matches: fn(&str) -> bool,
}

/// A member of a structure.
pub(super) struct Member {
    pub(super) name: &'static str,
    pub(super) required: bool,
    pub(super) shape: Shape,
}

impl Member {
    pub(super) const fn required(name: &'static str, shape: Shape) -> Self {
        Self {
            name,
            required: true,
            shape,
        }
    }

    pub(super) const fn optional(name: &'static str, shape: Shape) -> Self {
        Self {
            name,
            required: false,
            shape,
        }
    }
}

impl Shape {
    /// Any string.
    pub(super) const TEXT: Self = Self::Text {
        min: 0,
        max: usize::MAX,
        pattern: None,
        values: &[],
    };

    pub(super) const fn text(min: usize, max: usize) -> Self {
        Self::Text {
            min,
            max,
            pattern: None,
            values: &[],
        }
    }

    pub(super) const fn pattern(min: usize, max: usize, pattern: Pattern) -> Self {
        Self::Text {
            min,
            max,
            pattern: Some(pattern),
            values: &[],
        }
    }

    pub(super) const fn one_of(values: &'static [&'static str]) -> Self {
        Self::Text {
            min: 0,
            max: usize::MAX,
            pattern: None,
            values,
        }
    }

    pub(super) const fn list(min: usize, max: usize, of: &'static Self) -> Self {
        Self::List { min, max, of }
    }
}

/// Checks a request.
pub(super) fn check(input: &Value, members: &'static [Member]) -> Result<(), WireError> {
    let mut failures = Vec::new();
    structure(input, members, "", &mut failures)?;
    if failures.is_empty() {
        return Ok(());
    }
    let count = failures.len();
    let errors = if count == 1 { "error" } else { "errors" };
    Err(WireError::validation(format!(
        "{count} validation {errors} detected: {}",
        failures.join("; ")
    )))
}

fn structure(
    input: &Value,
    members: &'static [Member],
    path: &str,
    failures: &mut Vec<String>,
) -> Result<(), WireError> {
    let Value::Object(object) = input else {
        return Err(wrong_type(input, "a structure"));
    };
    for member in members {
        let path = join(path, member.name);
        match object.get(member.name) {
            None | Some(Value::Null) if member.required => {
                failures.push(format!(
                    "Value null at '{path}' failed to satisfy constraint: Member must not be null"
                ));
            }
            None | Some(Value::Null) => {}
            Some(value) => one(value, &member.shape, &path, failures)?,
        }
    }
    Ok(())
}

/// AWS names members with a small first letter in these sentences.
fn join(path: &str, name: &str) -> String {
    let mut letters = name.chars();
    let name: String = letters
        .next()
        .into_iter()
        .flat_map(char::to_lowercase)
        .chain(letters)
        .collect();
    if path.is_empty() {
        name
    } else {
        format!("{path}.{name}")
    }
}

fn one(
    value: &Value,
    shape: &'static Shape,
    path: &str,
    failures: &mut Vec<String>,
) -> Result<(), WireError> {
    let mut fail = |shown: &str, constraint: String| {
        failures.push(format!(
            "Value '{shown}' at '{path}' failed to satisfy constraint: {constraint}"
        ));
    };
    match shape {
        Shape::Text {
            min,
            max,
            pattern,
            values,
        } => {
            let Value::String(text) = value else {
                return Err(wrong_type(value, "a String"));
            };
            let length = text.chars().count();
            if length < *min {
                fail(
                    text,
                    format!("Member must have length greater than or equal to {min}"),
                );
            }
            if length > *max {
                fail(
                    text,
                    format!("Member must have length less than or equal to {max}"),
                );
            }
            if let Some(pattern) = pattern
                && !(pattern.matches)(text)
            {
                fail(
                    text,
                    format!(
                        "Member must satisfy regular expression pattern: {}",
                        pattern.text
                    ),
                );
            }
            if !values.is_empty() && !values.contains(&text.as_str()) {
                fail(
                    text,
                    format!(
                        "Member must satisfy enum value set: [{}]",
                        values.join(", ")
                    ),
                );
            }
        }
        Shape::Number { min, max } => {
            let Some(number) = value.as_i64() else {
                return Err(wrong_type(value, "an Integer"));
            };
            if number < *min {
                fail(
                    &number.to_string(),
                    format!("Member must have value greater than or equal to {min}"),
                );
            }
            if number > *max {
                fail(
                    &number.to_string(),
                    format!("Member must have value less than or equal to {max}"),
                );
            }
        }
        Shape::Flag => {
            if !value.is_boolean() {
                return Err(wrong_type(value, "a Boolean"));
            }
        }
        Shape::List { min, max, of } => {
            let Value::Array(items) = value else {
                return Err(wrong_type(value, "a list"));
            };
            if items.len() < *min {
                fail(
                    &value.to_string(),
                    format!("Member must have length greater than or equal to {min}"),
                );
            }
            if items.len() > *max {
                fail(
                    &value.to_string(),
                    format!("Member must have length less than or equal to {max}"),
                );
            }
            for (index, item) in items.iter().enumerate() {
                one(item, of, &format!("{path}.{}.member", index + 1), failures)?;
            }
        }
        Shape::Map {
            min,
            max,
            key,
            value: of,
        } => {
            let Value::Object(entries) = value else {
                return Err(wrong_type(value, "a map"));
            };
            if entries.len() < *min {
                fail(
                    &value.to_string(),
                    format!("Member must have length greater than or equal to {min}"),
                );
            }
            if entries.len() > *max {
                fail(
                    &value.to_string(),
                    format!("Member must have length less than or equal to {max}"),
                );
            }
            for (name, item) in entries {
                one(
                    &Value::String(name.clone()),
                    key,
                    &format!("{path}.key"),
                    failures,
                )?;
                one(item, of, &format!("{path}.{name}.member"), failures)?;
            }
        }
        Shape::Structure(members) => structure(value, members, path, failures)?,
    }
    Ok(())
}

fn wrong_type(found: &Value, wanted: &str) -> WireError {
    let found = match found {
        Value::Null => "NULL_VALUE",
        Value::Bool(true) => "TRUE_VALUE",
        Value::Bool(false) => "FALSE_VALUE",
        Value::Number(number) if number.is_f64() => "DECIMAL_VALUE",
        Value::Number(_) => "NUMBER_VALUE",
        Value::String(_) => "STRING_VALUE",
        Value::Array(_) => "START_LIST",
        Value::Object(_) => "START_STRUCTURE",
    };
    WireError::new(
        "SerializationException",
        format!("{found} can not be converted to {wanted}"),
    )
}

/// The string under a key; empty when there is none. For members that were checked.
pub(super) fn text<'a>(input: &'a Value, key: &str) -> &'a str {
    input.get(key).and_then(Value::as_str).unwrap_or_default()
}

/// The strings of a list under a key.
pub(super) fn texts<'a>(input: &'a Value, key: &str) -> Vec<&'a str> {
    items(input, key).iter().filter_map(Value::as_str).collect()
}

/// The items of a list under a key.
pub(super) fn items<'a>(input: &'a Value, key: &str) -> &'a [Value] {
    input
        .get(key)
        .and_then(Value::as_array)
        .map(Vec::as_slice)
        .unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    const ID: Pattern = Pattern {
        text: "^i-.*$",
        matches: |text| text.starts_with("i-"),
    };
    static MEMBERS: [Member; 4] = [
        Member::required("InstanceId", Shape::pattern(0, 10, ID)),
        Member::optional("MaxResults", Shape::Number { min: 10, max: 100 }),
        Member::optional("Type", Shape::one_of(&["A", "B"])),
        Member::optional("Filters", Shape::list(1, 2, &Shape::Structure(&FILTER))),
    ];
    static FILTER: [Member; 1] = [Member::required("Key", Shape::text(1, 3))];

    #[test]
    fn the_sentences_are_those_of_aws() {
        let message = |input: Value| check(&input, &MEMBERS).unwrap_err().message;
        assert_eq!(
            check(
                &json!({"InstanceId": "i-1", "MaxResults": 10, "Unknown": 7, "Type": null}),
                &MEMBERS
            ),
            Ok(())
        );
        assert_eq!(
            message(json!({"InstanceId": "i-1", "MaxResults": 5})),
            "1 validation error detected: Value '5' at 'maxResults' failed to satisfy constraint: Member must have value greater than or equal to 10"
        );
        assert_eq!(
            message(json!({})),
            "1 validation error detected: Value null at 'instanceId' failed to satisfy constraint: Member must not be null"
        );
        let two = message(json!({"InstanceId": "x", "Type": "C"}));
        assert!(
            two.starts_with("2 validation errors detected: Value 'x' at 'instanceId'"),
            "{two}"
        );
        assert!(two.ends_with("Value 'C' at 'type' failed to satisfy constraint: Member must satisfy enum value set: [A, B]"), "{two}");
        let nested = message(json!({"InstanceId": "i-1", "Filters": [{"Key": "long"}]}));
        assert!(
            nested.contains("Value 'long' at 'filters.1.member.key'"),
            "{nested}"
        );
        assert!(message(json!({"InstanceId": "i-1", "Filters": []})).contains("'filters' failed"));
    }

    #[test]
    fn a_map_is_checked_by_key_and_value() {
        static KEY: Shape = Shape::text(1, 2);
        static VALUE: Shape = Shape::text(0, 1);
        static TAGS: [Member; 1] = [Member::required(
            "Tags",
            Shape::Map {
                min: 1,
                max: 2,
                key: &KEY,
                value: &VALUE,
            },
        )];
        let message = |tags: Value| check(&json!({"Tags": tags}), &TAGS).unwrap_err().message;
        assert_eq!(check(&json!({"Tags": {"a": "", "bb": "x"}}), &TAGS), Ok(()));
        assert!(
            message(json!({}))
                .contains("'tags' failed to satisfy constraint: Member must have length greater")
        );
        assert!(
            message(json!({"a": "", "b": "", "c": ""}))
                .contains("'tags' failed to satisfy constraint: Member must have length less")
        );
        assert!(message(json!({"long": ""})).contains("Value 'long' at 'tags.key' failed"));
        assert!(message(json!({"a": "long"})).contains("Value 'long' at 'tags.a.member' failed"));
        assert_eq!(
            check(&json!({"Tags": []}), &TAGS).unwrap_err().code,
            "SerializationException"
        );
    }

    #[test]
    fn a_wrong_type_is_told_apart() {
        for input in [
            json!({"InstanceId": 1}),
            json!({"InstanceId": "i-1", "MaxResults": "10"}),
            json!([]),
            json!({"InstanceId": "i-1", "MaxResults": 10.5}),
        ] {
            assert_eq!(
                check(&input, &MEMBERS).unwrap_err().code,
                "SerializationException",
                "{input}"
            );
        }
    }
}
