//! Which nodes are meant: by resource groups of the fleet file, and by targets.

use serde_json::Value;

use super::World;
use super::node::Node;
use crate::domain::id::Scope;
use crate::sandbox::constraint::{text, texts};
use crate::sandbox::fleet::file::GroupFile;

impl World {
    /// The resource group with a name.
    pub(in crate::sandbox) fn resource_group(
        &self,
        scope: &Scope,
        name: &str,
    ) -> Option<&GroupFile> {
        self.groups
            .get(scope)?
            .iter()
            .find(|group| group.name == name)
    }
}

/// Whether a resource group has a node: by its id, or by its tags, of which every key has to fit.
pub(in crate::sandbox) fn is_member(group: &GroupFile, node: &Node) -> bool {
    let by_tags = || {
        group.tags.iter().all(|(key, values)| {
            node.tags
                .get(key)
                .is_some_and(|value| values.contains(value))
        })
    };
    group.nodes.contains(&node.id) || (!group.tags.is_empty() && by_tags())
}

/// Whether one of `Targets` means a node.
pub(in crate::sandbox) fn means(world: &World, scope: &Scope, target: &Value, node: &Node) -> bool {
    let values = texts(target, "Values");
    match text(target, "Key") {
        // With `*` an association means every node (SSM API, CreateAssociation).
        "InstanceIds" => values.contains(&"*") || values.contains(&node.id.as_str()),
        "tag-key" => values.iter().any(|key| node.tags.contains_key(*key)),
        "resource-groups:Name" => values.iter().any(|name| {
            // A group may be named by its ARN.
            let name = name.rsplit('/').next().unwrap_or(name);
            let group = world.resource_group(scope, name);
            group.is_some_and(|group| is_member(group, node))
        }),
        "resource-groups:ResourceTypeFilters" => values.contains(&node.resource_type()),
        key => {
            let tag = key.strip_prefix("tag:").unwrap_or_default();
            node.tags
                .get(tag)
                .is_some_and(|value| values.is_empty() || values.contains(&value.as_str()))
        }
    }
}
