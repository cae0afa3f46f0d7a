//! Which nodes an association is for.

use std::collections::BTreeMap;
use std::fmt;

use serde::{Deserialize, Serialize};

use crate::domain::run::command::CommandTarget;
use crate::domain::text::unique::unique_map;
use crate::domain::text::words::count;

/// Conditions that all have to hold.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Targets {
    /// Every node of the account and Region.
    #[serde(default, skip_serializing_if = "is_false")]
    pub all: bool,
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
}

#[expect(
    clippy::trivially_copy_pass_by_ref,
    reason = "serde passes a reference"
)]
const fn is_false(flag: &bool) -> bool {
    !*flag
}

impl Targets {
    /// By the conditions as AWS has them.
    ///
    /// # Errors
    /// A sentence, when a key comes twice or is none that this version knows.
    pub fn of(conditions: &[CommandTarget]) -> Result<Self, String> {
        let mut targets = Self::default();
        for CommandTarget { key, values } in conditions {
            let taken = match (key.as_str(), &values[..]) {
                // The form in which an association means every node (SSM API,
                // `CreateAssociation`).
                ("InstanceIds", [one]) if one == "*" => std::mem::replace(&mut targets.all, true),
                ("InstanceIds", _) => replace(&mut targets.nodes, values),
                ("tag-key", _) => replace(&mut targets.tag_keys, values),
                ("resource-groups:Name", [name]) => {
                    targets.resource_group.replace(name.clone()).is_some()
                }
                _ => match key.strip_prefix("tag:") {
                    Some(tag) => targets
                        .tags
                        .insert(tag.to_owned(), values.clone())
                        .is_some(),
                    None => return Err(format!("its targets have the key `{key}`")),
                },
            };

            // Both would have to hold, which one list of values cannot say.
            if taken {
                return Err(format!("its targets have the key `{key}` twice"));
            }
        }
        Ok(targets)
    }

    /// The conditions as AWS has them.
    pub fn conditions(&self) -> Vec<CommandTarget> {
        let every: Vec<String> = self.all.then(|| "*".to_owned()).into_iter().collect();
        let group: Vec<String> = self.resource_group.iter().cloned().collect();
        let tags = self.tags.iter().map(|(key, values)| CommandTarget {
            key: format!("tag:{key}"),
            values: values.clone(),
        });
        let lists = [
            ("InstanceIds", &every),
            ("InstanceIds", &self.nodes),
            ("tag-key", &self.tag_keys),
            ("resource-groups:Name", &group),
        ];

        // A key without values of its own kind is no condition.
        let lists = lists.into_iter().filter(|(_, values)| !values.is_empty());
        tags.chain(lists.map(|(key, values)| CommandTarget {
            key: key.to_owned(),
            values: values.clone(),
        }))
        .collect()
    }

    /// In how many ways they name nodes; tags and tag keys are one.
    pub fn ways(&self) -> usize {
        let by_tags = !self.tags.is_empty() || !self.tag_keys.is_empty();
        let ways = [
            self.all,
            !self.nodes.is_empty(),
            self.resource_group.is_some(),
            by_tags,
        ];
        ways.into_iter().filter(|is| *is).count()
    }

    /// Whether nodes that do not exist yet may come to be meant.
    pub fn are_open(&self) -> bool {
        self.nodes.is_empty()
    }
}

/// Puts values into a place; says whether something was there.
fn replace(place: &mut Vec<String>, values: &[String]) -> bool {
    !std::mem::replace(place, values.to_vec()).is_empty()
}

impl fmt::Display for Targets {
    /// In words: what is told of them in plans and differences.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&in_words(&self.conditions()))
    }
}

/// Conditions of AWS, also such that no document describes, in words.
pub fn in_words(conditions: &[CommandTarget]) -> String {
    let words = conditions.iter().map(|CommandTarget { key, values }| {
        let list = values.join(",");
        // What this version does not know is shown as it is.
        match (key.as_str(), list.as_str()) {
            ("InstanceIds", "*") => "all nodes".to_owned(),
            ("InstanceIds", _) => list,
            ("tag-key", _) => format!("tag {}", values.join(" or ")),
            ("resource-groups:Name", _) => format!("resource group {list}"),
            _ => match (key.strip_prefix("tag:"), values.is_empty()) {
                (Some(tag), true) => format!("tag {tag}"),
                (Some(tag), false) => format!("tag {tag}={list}"),
                (None, _) => format!("{key}={list}"),
            },
        }
    });
    words.collect::<Vec<_>>().join(" and ")
}

/// The same for a column of a table: of many nodes only their number.
pub fn in_short(conditions: &[CommandTarget]) -> String {
    /// So many ids are read at a glance.
    const FEW: usize = 3;
    match conditions {
        [one] if one.key == "InstanceIds" && one.values.len() > FEW => {
            count(one.values.len(), "node")
        }
        all => in_words(all),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn conditions_are_read_back_as_they_were() {
        let list = |values: &[&str]| values.iter().map(ToString::to_string).collect::<Vec<_>>();
        let some = |pairs: &[(&str, &[&str])]| -> Vec<CommandTarget> {
            let pairs = pairs.iter().map(|(key, values)| CommandTarget {
                key: (*key).to_owned(),
                values: list(values),
            });
            pairs.collect()
        };
        for (conditions, words) in [
            (some(&[("InstanceIds", &["*"])]), "all nodes"),
            (some(&[("InstanceIds", &["i-1", "i-2"])]), "i-1,i-2"),
            (
                some(&[("tag:Env", &["prod", "test"]), ("tag:Team", &[])]),
                "tag Env=prod,test and tag Team",
            ),
            (some(&[("tag-key", &["a", "b"])]), "tag a or b"),
            (
                some(&[("resource-groups:Name", &["web"])]),
                "resource group web",
            ),
        ] {
            let targets = Targets::of(&conditions).expect("targets");
            assert_eq!(
                (targets.conditions(), targets.to_string()),
                (conditions, words.to_owned())
            );
        }
        for odd in [
            some(&[("tag:Env", &["a"]), ("tag:Env", &["b"])]),
            some(&[("ResourceGroup", &["web"])]),
            some(&[("resource-groups:Name", &["a", "b"])]),
        ] {
            assert!(Targets::of(&odd).is_err(), "{odd:?}");
        }
        assert_eq!(
            in_words(&some(&[("ResourceGroup", &["web"])])),
            "ResourceGroup=web"
        );
        let many = some(&[("InstanceIds", &["i-1", "i-2", "i-3", "i-4"])]);
        assert_eq!(in_short(&many), "4 nodes");
    }
}
