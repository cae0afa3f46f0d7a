//! The maintenance windows of an account and Region: those of the fleet file, with what users made
//! of them and beside them, and the nodes that they are for.

use std::collections::BTreeMap;
use std::sync::Arc;

use serde_json::Value;

use super::World;
use super::groups::means;
use super::node::Node;
use super::windows::{Registered, Window};
use crate::domain::id::Scope;
use crate::sandbox::constraint::{text, texts};

impl Window {
    /// Whether a registered target or a task of it is for a node.
    pub(in crate::sandbox) fn concerns(&self, world: &World, scope: &Scope, node: &Node) -> bool {
        let mut targets = self.targets.iter();
        targets.any(|target| has(world, scope, target.targets(), node))
            || self
                .tasks
                .iter()
                .any(|task| self.runs_on(task, world, scope, node))
    }

    /// Whether a task runs on a node: by a registered target, or by its id.
    pub(in crate::sandbox) fn runs_on(
        &self,
        task: &Registered,
        world: &World,
        scope: &Scope,
        node: &Node,
    ) -> bool {
        // Targets of a task stand side by side: each names nodes, or registrations.
        task.targets().iter().any(|target| {
            let ids = texts(target, "Values");
            if text(target, "Key") != "WindowTargetIds" {
                return means(world, scope, target, node);
            }
            let mut known = ids.into_iter().filter_map(|id| self.target(id));
            known.any(|registered| has(world, scope, registered.targets(), node))
        })
    }
}

/// Whether targets mean a node: all of them have to, and none mean nobody.
fn has(world: &World, scope: &Scope, targets: &[Value], node: &Node) -> bool {
    let mut all = targets.iter();
    !targets.is_empty() && all.all(|target| means(world, scope, target, node))
}

impl World {
    /// The maintenance windows of an account and Region, in the order of their creation.
    pub(in crate::sandbox) fn maintenance_windows(&self, scope: &Scope) -> Vec<Arc<Window>> {
        let changed = self.changed_windows(scope);
        let seeded = self.windows.get(scope).into_iter().flatten();
        // A user's change hides the window of the fleet file, and a deletion leaves nothing.
        let untouched =
            seeded.filter(|seeded| changed.is_none_or(|changed| !changed.contains_key(&seeded.id)));
        let own = changed
            .into_iter()
            .flat_map(|changed| changed.values())
            .flatten();

        let mut all: Vec<Arc<Window>> = untouched.chain(own).cloned().collect();
        all.sort_by_key(|window| window.number);
        all
    }

    /// The maintenance window with an id.
    pub(in crate::sandbox) fn maintenance_window(
        &self,
        scope: &Scope,
        id: &str,
    ) -> Option<Arc<Window>> {
        let changed = self.changed_windows(scope);

        if let Some(known) = changed.and_then(|changed| changed.get(id)) {
            return known.clone();
        }
        let mut seeded = self.windows.get(scope).into_iter().flatten();
        seeded.find(|window| window.id == id).cloned()
    }

    /// The number that the next window gets. One that was deleted keeps its place, so that no
    /// number and no id comes back.
    pub(in crate::sandbox) fn next_window(&self, scope: &Scope) -> u64 {
        let seeded = self.windows.get(scope).map_or(0, Vec::len);
        let changed = self.changed_windows(scope).map_or(0, BTreeMap::len);
        (seeded + changed) as u64
    }

    fn changed_windows(&self, scope: &Scope) -> Option<&BTreeMap<String, Option<Arc<Window>>>> {
        Some(&self.changes.0.get(scope)?.windows)
    }
}
