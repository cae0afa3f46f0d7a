//! The nodes that are registered with a window, registration by registration.

use std::collections::BTreeMap;
use std::fmt;

use serde::{Deserialize, Serialize};

use crate::domain::text::unique::unique_map;

/// One registration: conditions that all have to hold.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct TargetSet {
    /// Nodes with these tags: each key with the values of which one is enough.
    #[serde(
        default,
        deserialize_with = "unique_map",
        skip_serializing_if = "BTreeMap::is_empty"
    )]
    pub tags: BTreeMap<String, Vec<String>>,
    /// Nodes that have one of these tag keys, whatever the value.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub tag_keys: Vec<String>,
    /// These nodes, by id.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub nodes: Vec<String>,
    /// The nodes of this resource group.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub resource_group: Option<String>,
    /// Of the group only these types of resources.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub resource_types: Vec<String>,
    /// A name of its own.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// What it is for.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub description: Option<String>,
    /// What stands in the events and patch states of its nodes (`OwnerInformation`).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub owner: Option<String>,
    /// Whether the task runs on it.
    #[serde(default = "yes", skip_serializing_if = "is_yes")]
    pub task: bool,
}

const fn yes() -> bool {
    true
}

#[expect(
    clippy::trivially_copy_pass_by_ref,
    reason = "serde passes a reference"
)]
const fn is_yes(flag: &bool) -> bool {
    *flag
}

/// One condition as AWS has it: a key and its values.
pub type Condition = (String, Vec<String>);

impl Default for TargetSet {
    fn default() -> Self {
        Self {
            tags: BTreeMap::new(),
            tag_keys: Vec::new(),
            nodes: Vec::new(),
            resource_group: None,
            resource_types: Vec::new(),
            name: None,
            description: None,
            owner: None,
            task: true,
        }
    }
}

impl TargetSet {
    /// The registration of conditions as AWS has them.
    ///
    /// # Errors
    /// A sentence, when a key comes twice or is none that this version knows.
    pub fn of(conditions: &[Condition]) -> Result<Self, String> {
        // Each key has its field; what has none, or comes twice, could not be written back.
        let mut set = Self::default();

        for (key, values) in conditions {
            let values = values.clone();
            let taken = match key.as_str() {
                "InstanceIds" => replace(&mut set.nodes, values),
                "tag-key" => replace(&mut set.tag_keys, values),
                "resource-groups:ResourceTypeFilters" => replace(&mut set.resource_types, values),
                "resource-groups:Name" => match &values[..] {
                    [name] => set.resource_group.replace(name.clone()).is_some(),
                    _ => return Err("a registration names several resource groups".to_owned()),
                },
                other => match other.strip_prefix("tag:") {
                    Some(tag) => set.tags.insert(tag.to_owned(), values).is_some(),
                    None => return Err(format!("a registration has the key `{other}`")),
                },
            };
            if taken {
                return Err(format!("a registration has the key `{key}` twice"));
            }
        }
        Ok(set)
    }

    /// The conditions as AWS has them.
    pub fn conditions(&self) -> Vec<Condition> {
        let mut all: Vec<Condition> = self
            .tags
            .iter()
            .map(|(key, values)| (format!("tag:{key}"), values.clone()))
            .collect();

        // Tags first, then the rest in one order: the same registration is always the same list.
        let group = self.resource_group.iter().cloned().collect::<Vec<_>>();
        for (key, values) in [
            ("tag-key", &self.tag_keys),
            ("InstanceIds", &self.nodes),
            ("resource-groups:Name", &group),
            ("resource-groups:ResourceTypeFilters", &self.resource_types),
        ] {
            if !values.is_empty() {
                all.push((key.to_owned(), values.clone()));
            }
        }
        all
    }

    /// Whether it is a resource group, which AWS registers as another type.
    pub fn is_group(&self) -> bool {
        self.resource_group.is_some()
    }

    /// Whether both are the same registration, whatever the task does with it.
    pub fn is_same(&self, other: &Self) -> bool {
        let mut other = other.clone();
        other.task = self.task;
        *self == other
    }

    fn conditions_in_words(&self) -> Vec<String> {
        let mut words: Vec<String> = self
            .tags
            .iter()
            .map(|(key, values)| match &values[..] {
                [] => format!("tag {key}"),
                values => format!("tag {key}={}", values.join(",")),
            })
            .collect();

        // Any one of these is enough, and the words say so.
        for (what, values) in [("tag key", &self.tag_keys), ("node", &self.nodes)] {
            if !values.is_empty() {
                words.push(format!("{what} {}", values.join(" or ")));
            }
        }
        words.extend(self.resource_group.iter().map(|group| {
            let types = match &self.resource_types[..] {
                [] => String::new(),
                types => format!(" ({})", types.join(", ")),
            };
            format!("resource group {group}{types}")
        }));
        words
    }
}

/// Puts values into a place; says whether something was there.
fn replace(place: &mut Vec<String>, values: Vec<String>) -> bool {
    !std::mem::replace(place, values).is_empty()
}

impl fmt::Display for TargetSet {
    /// In words: what is told of it in plans and differences.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        // All of it, because it is compared as a text too.
        f.write_str(&self.conditions_in_words().join(" and "))?;
        for (what, text) in [
            ("name", &self.name),
            ("description", &self.description),
            ("owner", &self.owner),
        ] {
            if let Some(text) = text {
                write!(f, "; {what} {text}")?;
            }
        }

        if self.task {
            Ok(())
        } else {
            f.write_str("; without the task")
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn conditions_are_read_back_as_they_were() {
        let list = |values: &[&str]| values.iter().map(ToString::to_string).collect::<Vec<_>>();
        let some = |pairs: &[(&str, &[&str])]| -> Vec<Condition> {
            let pairs = pairs
                .iter()
                .map(|(key, values)| ((*key).to_owned(), list(values)));
            pairs.collect()
        };
        for (conditions, words) in [
            (some(&[("InstanceIds", &["i-1", "i-2"])]), "node i-1 or i-2"),
            (
                some(&[("tag:Env", &["prod", "test"]), ("tag:Team", &[])]),
                "tag Env=prod,test and tag Team",
            ),
            (some(&[("tag-key", &["a", "b"])]), "tag key a or b"),
            (
                some(&[
                    ("resource-groups:Name", &["web"]),
                    (
                        "resource-groups:ResourceTypeFilters",
                        &["AWS::EC2::Instance"],
                    ),
                ]),
                "resource group web (AWS::EC2::Instance)",
            ),
        ] {
            let set = TargetSet::of(&conditions).expect("a registration");
            assert_eq!(
                (set.conditions(), set.to_string()),
                (conditions, words.to_owned())
            );
        }
        for odd in [
            some(&[("tag:Env", &["a"]), ("tag:Env", &["b"])]),
            some(&[("InstanceIds", &["i-1"]), ("InstanceIds", &["i-2"])]),
            some(&[("colour", &["red"])]),
            some(&[("resource-groups:Name", &["a", "b"])]),
        ] {
            assert!(TargetSet::of(&odd).is_err(), "{odd:?}");
        }
    }
}
