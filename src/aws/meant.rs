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

/// The selections that together mean the same: every tag has to be there, and of the tag keys one.
async fn read(site: &Site, conditions: &[CommandTarget]) -> Result<Option<Vec<Selection>>> {
    let mut tags = Vec::new();
    let mut keys: Option<&[String]> = None;
    let mut ids: Option<BTreeSet<NodeId>> = None;
    let mut all = false;
    for CommandTarget { key, values } in conditions {
        match key.as_str() {
            "InstanceIds" if values.iter().any(|value| value == "*") => all = true,
            "InstanceIds" => {
                ids = Some(both(ids, values.iter().filter_map(|id| id.parse().ok())));
            }
            "resource-groups:Name" => {
                for group in values {
                    let Some(members) = site.resource_group(group).await? else {
                        return Ok(None);
                    };
                    ids = Some(both(ids, members));
                }
            }
            // Of which types a group has members, its members say.
            "resource-groups:ResourceTypeFilters" => {}
            "tag-key" => keys = Some(values),
            _ => match key.strip_prefix("tag:") {
                Some(tag) => tags.push(condition(tag, values)),
                None => return Ok(None),
            },
        }
    }
    // Nothing meant is no node; a selection without conditions would mean every one.
    let nothing = tags.is_empty() && keys.is_none() && ids.is_none() && !all;
    if nothing || ids.as_ref().is_some_and(BTreeSet::is_empty) {
        return Ok(Some(Vec::new()));
    }

    let selection = |tags: Vec<TagCondition>| Selection {
        tags,
        nodes: ids.iter().flatten().cloned().collect(),
        ..Selection::default()
    };
    Ok(Some(match keys {
        None => vec![selection(tags)],
        Some(keys) => keys
            .iter()
            .map(|key| selection(tags.iter().cloned().chain([condition(key, &[])]).collect()))
            .collect(),
    }))
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
