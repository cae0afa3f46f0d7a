//! The nodes that the targets of a window, an association or a policy mean by now, by our own reading
//! of them: AWS tells it of none before it runs.

use std::collections::BTreeSet;

use super::site::Site;
use crate::domain::fleet::selection::{Selection, TagCondition};
use crate::domain::id::NodeId;
use crate::domain::run::command::CommandTarget;
use crate::error::Result;

impl Site {
    /// The managed nodes that meet all of some conditions; `None` when one of them is none that this
    /// version knows, or names a resource group that is not there.
    ///
    /// # Errors
    /// What the inventory, the tags or the resource group answered.
    pub async fn nodes_meant(
        &self,
        conditions: &[CommandTarget],
    ) -> Result<Option<BTreeSet<NodeId>>> {
        let Some(read) = read(self, conditions).await? else {
            return Ok(None);
        };
        let mut found = BTreeSet::new();
        for selection in read {
            let nodes = Box::pin(self.nodes(&selection)).await?.nodes;
            found.extend(nodes.into_iter().map(|node| node.id));
        }
        Ok(Some(found))
    }
}

/// What conditions ask for, put together: all of it has to hold.
#[derive(Default)]
struct Asked<'c> {
    /// Every managed node.
    all: bool,
    /// Tags that have to be there, each with the values of which one is enough.
    tags: Vec<TagCondition>,
    /// Tag keys of which one has to be there.
    keys: Option<&'c [String]>,
    /// The nodes that are named, and those of groups.
    ids: Option<BTreeSet<NodeId>>,
}

/// The selections that together mean the same.
async fn read(site: &Site, conditions: &[CommandTarget]) -> Result<Option<Vec<Selection>>> {
    let mut asked = Asked::default();
    for CommandTarget { key, values } in conditions {
        match key.as_str() {
            "InstanceIds" if values.iter().any(|value| value == "*") => asked.all = true,
            "InstanceIds" => {
                let named = values.iter().filter_map(|id| id.parse().ok());
                asked.ids = Some(both(asked.ids, named));
            }
            "resource-groups:Name" => {
                for group in values {
                    let Some(members) = site.resource_group(group).await? else {
                        return Ok(None);
                    };
                    asked.ids = Some(both(asked.ids, members));
                }
            }
            // Of which types a group has members, its members say.
            "resource-groups:ResourceTypeFilters" => {}
            "tag-key" => asked.keys = Some(values),
            _ => match key.strip_prefix("tag:") {
                Some(tag) => asked.tags.push(condition(tag, values)),
                None => return Ok(None),
            },
        }
    }
    Ok(Some(asked.selections()))
}

impl Asked<'_> {
    /// Every tag has to be there, and of the tag keys one.
    fn selections(self) -> Vec<Selection> {
        // Nothing meant is no node; a selection without conditions would mean every one.
        let nothing =
            self.tags.is_empty() && self.keys.is_none() && self.ids.is_none() && !self.all;
        if nothing || self.ids.as_ref().is_some_and(BTreeSet::is_empty) {
            return Vec::new();
        }

        let common = Selection {
            tags: self.tags,
            nodes: self.ids.into_iter().flatten().collect(),
            ..Selection::default()
        };
        let Some(keys) = self.keys else {
            return vec![common];
        };
        keys.iter()
            .map(|key| {
                let mut one = common.clone();
                one.tags.push(condition(key, &[]));
                one
            })
            .collect()
    }
}

/// The nodes of both, where there were any before.
fn both(
    before: Option<BTreeSet<NodeId>>,
    more: impl IntoIterator<Item = NodeId>,
) -> BTreeSet<NodeId> {
    let more: BTreeSet<NodeId> = more.into_iter().collect();
    match before {
        Some(before) => before.intersection(&more).cloned().collect(),
        None => more,
    }
}

fn condition(key: &str, values: &[String]) -> TagCondition {
    TagCondition {
        key: key.to_owned(),
        values: values.to_vec(),
    }
}
