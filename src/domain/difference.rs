//! What tells two descriptions of one thing apart, whatever the thing is: each is compared as a
//! value, place by place.

use serde::Serialize;
use serde_json::Value;

/// What stands in a place before, and what after.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct FieldChange {
    /// The place, such as `task.max_errors`.
    #[serde(rename = "field")]
    pub place: String,
    /// What was there; `None` when nothing was.
    pub before: Option<String>,
    /// What is there; `None` when nothing is.
    pub after: Option<String>,
}

impl FieldChange {
    /// A difference as one or two lines, with a minus for what goes and a plus for what comes.
    pub fn lines(&self) -> Vec<String> {
        let place = &self.place;
        let before = self.before.as_ref();
        let after = self.after.as_ref();
        before
            .map(|text| format!("- {place}: {text}"))
            .into_iter()
            .chain(after.map(|text| format!("+ {place}: {text}")))
            .collect()
    }
}

/// Every difference of two values. Of lists is told what left and what came; where only the order
/// differs, the whole.
pub fn between(before: &Value, after: &Value) -> Vec<FieldChange> {
    let mut found = Vec::new();
    walk("", Some(before), Some(after), &mut found);
    found
}

fn walk(place: &str, before: Option<&Value>, after: Option<&Value>, found: &mut Vec<FieldChange>) {
    if before == after {
        return;
    }

    match (before, after) {
        // What comes or goes as a whole is told member by member too, so that its places are those
        // of a later change.
        (Some(Value::Object(_)) | None, Some(Value::Object(_)) | None) => {
            members(place, before, after, found);
        }
        (Some(Value::Array(_)) | None, Some(Value::Array(_)) | None) => {
            items(place, before, after, found);
        }
        _ => found.push(change(place, before.map(text), after.map(text))),
    }
}

fn members(
    place: &str,
    before: Option<&Value>,
    after: Option<&Value>,
    found: &mut Vec<FieldChange>,
) {
    let (old, new) = (object(before), object(after));

    // In the order of the older side; what is new follows.
    let come = new
        .iter()
        .filter(|(key, _)| !old.contains_key(key.as_str()));
    let keys = old.keys().chain(come.map(|(key, _)| key));
    for key in keys {
        let place = if place.is_empty() {
            key.clone()
        } else {
            format!("{place}.{key}")
        };
        walk(&place, old.get(key), new.get(key), found);
    }
}

fn object(value: Option<&Value>) -> serde_json::Map<String, Value> {
    value
        .and_then(Value::as_object)
        .cloned()
        .unwrap_or_default()
}

fn items(place: &str, before: Option<&Value>, after: Option<&Value>, found: &mut Vec<FieldChange>) {
    // Item by item, whatever the place: what is told of a list is what left it and what came.
    let (old, new) = (array(before), array(after));
    let gone = old.iter().filter(|item| !new.contains(item));
    let come = new.iter().filter(|item| !old.contains(item));
    let start = found.len();
    found.extend(gone.map(|item| change(place, Some(text(item)), None)));
    found.extend(come.map(|item| change(place, None, Some(text(item)))));

    // The same items in another order, or so many times: a parameter may mean something by it.
    if found.len() == start {
        found.push(change(place, before.map(text), after.map(text)));
    }
}

fn array(value: Option<&Value>) -> &[Value] {
    let items = value.and_then(Value::as_array);
    items.map(Vec::as_slice).unwrap_or_default()
}

fn change(place: &str, before: Option<String>, after: Option<String>) -> FieldChange {
    FieldChange {
        place: place.to_owned(),
        before,
        after,
    }
}

/// A value in a line: a text without quotes, a list with commas.
fn text(value: &Value) -> String {
    match value {
        Value::String(text) => text.clone(),
        Value::Array(items) => items.iter().map(text).collect::<Vec<_>>().join(", "),
        other => other.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn told(before: &Value, after: &Value) -> Vec<String> {
        let found = between(before, after);
        found.iter().flat_map(FieldChange::lines).collect()
    }

    #[test]
    fn each_place_is_told_by_itself() {
        let before = json!({"name": "a", "gone": 1, "task": {"operation": "Scan", "errors": "0"}});
        let after =
            json!({"name": "a", "task": {"operation": "Install", "errors": "0"}, "new": true});
        assert_eq!(
            told(&before, &after),
            [
                "- gone: 1",
                "- task.operation: Scan",
                "+ task.operation: Install",
                "+ new: true"
            ]
        );
        assert_eq!(told(&before, &before), Vec::<String>::new());
        // A part that comes as a whole has the places of its members.
        assert_eq!(
            told(
                &json!({}),
                &json!({"task": {"operation": "Scan", "nodes": ["i-1"]}})
            ),
            ["+ task.operation: Scan", "+ task.nodes: i-1"]
        );
    }

    #[test]
    fn of_lists_is_told_what_left_and_what_came_and_another_order() {
        let list = |items: &[&str]| json!({"nodes": items});
        assert_eq!(
            told(&list(&["a", "b"]), &list(&["b", "c"])),
            ["- nodes: a", "+ nodes: c"]
        );
        assert_eq!(
            told(&list(&["a", "b"]), &list(&["b", "a"])),
            ["- nodes: a, b", "+ nodes: b, a"]
        );
        assert_eq!(
            told(&list(&["a"]), &json!({"nodes": "a"})),
            ["- nodes: a", "+ nodes: a"]
        );
    }
}
