//! Patch policies whose baselines nodes may not be able to read.

use std::collections::{BTreeMap, BTreeSet};

use crate::aws::reach::Reach;
use crate::context::Context;
use crate::domain::fleet::unreadable::Unreadable;
use crate::domain::id::NodeId;
use crate::domain::method::{By, Method};
use crate::domain::policy::Kind;
use crate::read::policies;

/// The patch policies that leave the roles of nodes as they are, with the nodes that they are for.
pub(super) async fn silent(
    context: &Context,
    reach: &Reach,
    all: &[Method],
    unreadable: &mut Vec<Unreadable>,
) -> BTreeMap<String, BTreeSet<NodeId>> {
    let is_policy = |method: &&Method| method.by == By::PatchPolicy;
    // Without any there is nothing to ask.
    if !all.iter().any(|method| is_policy(&method)) {
        return BTreeMap::new();
    }
    let (managers, faults, _) = policies::everything(context, reach).await;
    unreadable.extend(faults);
    let silent: BTreeSet<String> = managers
        .iter()
        .filter(|found| {
            found.manager.definition().is_some_and(|definition| {
                definition.kind == Kind::PatchPolicy && definition.attach_policies != Some(true)
            })
        })
        .map(|found| found.manager.name.clone())
        .collect();
    // One policy has associations of its own in each place, and for scans and installations.
    let mut policies: BTreeMap<String, BTreeSet<NodeId>> = BTreeMap::new();
    for method in all.iter().filter(is_policy) {
        if silent.contains(&method.name) {
            let nodes = policies.entry(method.name.clone()).or_default();
            nodes.extend(method.nodes.iter().flatten().cloned());
        }
    }
    policies
}
