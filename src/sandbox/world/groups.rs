//! Resource groups and maintenance windows of the fleet file: which nodes they mean.

use std::collections::BTreeMap;

use super::node::Node;
use super::{Window, World};
use crate::domain::id::Scope;
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

    /// The maintenance windows of an account and Region.
    pub(in crate::sandbox) fn maintenance_windows(&self, scope: &Scope) -> &[Window] {
        self.windows
            .get(scope)
            .map(Vec::as_slice)
            .unwrap_or_default()
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

/// Whether a maintenance window has a target with these tags or this node.
pub(in crate::sandbox) fn concerns(
    window: &Window,
    node: &str,
    tags: &BTreeMap<String, String>,
) -> bool {
    let file = &window.file;
    if file.nodes.iter().any(|id| id == node) {
        return true;
    }

    // A window with no tag in its targets concerns nobody by tags, rather than everybody.
    let mut wanted = file.tags.iter();
    !file.tags.is_empty() && wanted.all(|(key, value)| tags.get(key) == Some(value))
}
