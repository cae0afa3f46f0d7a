//! The steps that put nodes into patch groups and take them out: a node belongs to a group by its
//! tag alone.

use std::collections::BTreeMap;

use async_trait::async_trait;
use serde::Serialize;

use super::step::Step;
use crate::aws::site::Site;
use crate::aws::tag_changes::ARNS;
use crate::domain::group::tagging::Choice;
use crate::domain::id::{NodeId, PatchGroup, Scope};
use crate::domain::text::words::count;
use crate::error::{Error, Result};
use crate::output::plan::Consented;

/// Puts a node into a group, or takes it out.
#[derive(Debug, Serialize)]
pub struct TagStep {
    /// The node.
    pub node: NodeId,
    /// Its group until then.
    pub before: Option<String>,
    /// Its group afterwards.
    pub after: Option<PatchGroup>,
    /// The tag keys.
    pub keys: Vec<&'static str>,
    /// Why these.
    pub reason: &'static str,
}

impl TagStep {
    /// The step that a choice of keys comes to.
    pub fn new(choice: Choice, after: Option<PatchGroup>) -> Self {
        Self {
            node: choice.node,
            before: choice.before,
            after,
            keys: choice.keys,
            reason: choice.why,
        }
    }
}

fn named(group: Option<&str>) -> String {
    group.map_or_else(|| "none".to_owned(), |name| format!("`{name}`"))
}

#[async_trait(?Send)]
impl Step for TagStep {
    type Memory = ();

    const INDEPENDENT: bool = true;

    fn line(&self) -> String {
        let keys: Vec<String> = self.keys.iter().map(|key| format!("`{key}`")).collect();
        format!(
            "{}: group {} → {}, tag {} ({})",
            self.node,
            named(self.before.as_deref()),
            named(self.after.as_ref().map(PatchGroup::as_str)),
            keys.join(" and "),
            self.reason
        )
    }

    fn heading(scope: &Scope, steps: &[Self], _: bool) -> Option<String> {
        Some(format!("{} in {scope}:", count(steps.len(), "node")))
    }

    const AT_ONCE: usize = ARNS;

    fn joins(&self, first: &Self) -> bool {
        self.keys == first.keys
    }

    async fn apply(
        steps: &[&Self],
        site: &Site,
        (): &mut (),
        consented: &Consented,
    ) -> Vec<Result<Option<String>>> {
        let nodes: Vec<NodeId> = steps.iter().map(|step| step.node.clone()).collect();
        let mut failures: BTreeMap<NodeId, Error> = BTreeMap::new();
        let Some(first) = steps.first() else {
            return Vec::new();
        };

        // Key by key, because a call sets one value for many nodes; what failed for one key has
        // failed for the node.
        for key in &first.keys {
            let failed = if let Some(group) = &first.after {
                site.tag_nodes(&nodes, key, group.as_str(), consented).await
            } else {
                let keys = [(*key).to_owned()];
                site.untag_nodes(&nodes, &keys, consented).await
            };
            failures.extend(failed);
        }

        let answer = |node: &NodeId| failures.remove(node).map_or(Ok(None), Err);
        nodes.iter().map(answer).collect()
    }
}
