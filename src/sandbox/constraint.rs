//! Checks a request against the constraints of its operation, with the sentences that AWS answers.
//!
//! An unknown member is ignored, as AWS does. A wrong type is a `SerializationException`;
//! everything else that does not hold is gathered into one `ValidationException`.

use std::fmt::Display;
use std::ops::RangeInclusive;

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
        // A member that is null is one that is not there: SDKs send both.
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
    let mut found = Found {
        value,
        path,
        failures,
    };
    match shape {
        Shape::Text {
            min,
            max,
            pattern,
            values,
        } => found.text((*min, *max), pattern.as_ref(), values),
        Shape::Number { min, max } => found.number(*min, *max),
        // A wrong type ends the call at once; wrong values are gathered first.
        Shape::Flag if value.is_boolean() => Ok(()),
        Shape::Flag => Err(wrong_type(value, "a Boolean")),
        Shape::List { min, max, of } => found.list(*min, *max, of),
        Shape::Map {
            min,
            max,
            key,
            value: of,
        } => found.map((*min, *max), key, of),
        Shape::Structure(members) => structure(value, members, path, found.failures),
    }
}

/// A value at its place, and what does not hold of it and of others.
struct Found<'f> {
    value: &'f Value,
    path: &'f str,
    failures: &'f mut Vec<String>,
}

impl Found<'_> {
    fn text(
        &mut self,
        (min, max): (usize, usize),
        pattern: Option<&Pattern>,
        values: &[&str],
    ) -> Result<(), WireError> {
        let Value::String(text) = self.value else {
            return Err(wrong_type(self.value, "a String"));
        };

        // All of them are told, as AWS does, and in this order.
        self.bounds("length", text.chars().count(), min, max);
        if let Some(pattern) = pattern
            && !(pattern.matches)(text)
        {
            self.fail(format!(
                "Member must satisfy regular expression pattern: {}",
                pattern.text
            ));
        }
        if !values.is_empty() && !values.contains(&text.as_str()) {
            self.fail(format!(
                "Member must satisfy enum value set: [{}]",
                values.join(", ")
            ));
        }
        Ok(())
    }

    fn number(&mut self, min: i64, max: i64) -> Result<(), WireError> {
        let Some(number) = self.value.as_i64() else {
            return Err(wrong_type(self.value, "an Integer"));
        };
        self.bounds("value", number, min, max);
        Ok(())
    }

    fn list(&mut self, min: usize, max: usize, of: &'static Shape) -> Result<(), WireError> {
        let Value::Array(items) = self.value else {
            return Err(wrong_type(self.value, "a list"));
        };
        self.bounds("length", items.len(), min, max);

        // Counted from 1, and named after the wire form of lists (observed).
        for (index, item) in items.iter().enumerate() {
            let path = format!("{}.{}.member", self.path, index + 1);
            one(item, of, &path, self.failures)?;
        }
        Ok(())
    }

    fn map(
        &mut self,
        (min, max): (usize, usize),
        key: &'static Shape,
        of: &'static Shape,
    ) -> Result<(), WireError> {
        let Value::Object(entries) = self.value else {
            return Err(wrong_type(self.value, "a map"));
        };
        self.bounds("length", entries.len(), min, max);

        for (name, item) in entries {
            // AWS writes `key` and `member` into the path of what failed.
            let name_path = format!("{}.key", self.path);
            one(&Value::String(name.clone()), key, &name_path, self.failures)?;
            let path = format!("{}.{name}.member", self.path);
            one(item, of, &path, self.failures)?;
        }
        Ok(())
    }

    fn bounds<T: PartialOrd + Display>(&mut self, what: &str, found: T, min: T, max: T) {
        if found < min {
            self.fail(format!(
                "Member must have {what} greater than or equal to {min}"
            ));
        }
        if found > max {
            self.fail(format!(
                "Member must have {what} less than or equal to {max}"
            ));
        }
    }

    fn fail(&mut self, constraint: impl Display) {
        // A text is shown without quotes of its own.
        let shown = match self.value {
            Value::String(text) => text.clone(),
            value => value.to_string(),
        };
        self.failures.push(format!(
            "Value '{shown}' at '{}' failed to satisfy constraint: {constraint}",
            self.path
        ));
    }
}

fn wrong_type(found: &Value, wanted: &str) -> WireError {
    // The names are those of the tokens of the parser that AWS uses (observed).
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

/// Whether a text has the length, and only ASCII letters, digits and some other characters.
pub(super) fn is_made_of(text: &str, length: RangeInclusive<usize>, others: &[u8]) -> bool {
    length.contains(&text.len())
        && text
            .bytes()
            .all(|byte| byte.is_ascii_alphanumeric() || others.contains(&byte))
}

/// Whether a text has the length, and only small ASCII letters and digits, as the ids of
/// Organizations have them.
pub(super) fn is_id(text: &str, length: RangeInclusive<usize>) -> bool {
    length.contains(&text.len())
        && text
            .bytes()
            .all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit())
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
