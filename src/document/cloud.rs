//! What every `CloudFormation` template of ours is made of.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::{Value, json};

/// Logical ids are letters and digits only.
pub(super) fn logical_id(kind: &str, name: &str, taken: &mut BTreeSet<String>) -> String {
    let words = name.split(|c: char| !c.is_ascii_alphanumeric());
    let plain = format!("{kind}{}", words.map(capitalized).collect::<String>());

    // Names of baselines need not differ, and two that do may become one id.
    let mut id = plain.clone();
    let mut number = 2;
    while !taken.insert(id.clone()) {
        id = format!("{plain}{number}");
        number += 1;
    }

    id
}

fn capitalized(word: &str) -> String {
    word.chars()
        .take(1)
        .flat_map(char::to_uppercase)
        .chain(word.chars().skip(1))
        .collect()
}

/// The tags of a resource.
pub(super) fn tags(tags: &BTreeMap<String, String>) -> Value {
    tags.iter()
        .map(|(key, value)| json!({ "Key": key, "Value": value }))
        .collect()
}
