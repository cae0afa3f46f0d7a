//! Patch policies whose baselines nodes may not be able to read.

use std::collections::BTreeSet;

use crate::aws::reach::Reach;
use crate::context::Context;
use crate::domain::doctor::node::Silent;
use crate::domain::fleet::remark::Remark;
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
    named: &[NodeId],
    unreadable: &mut Vec<Unreadable>,
) -> Vec<Silent> {
    let is_policy = |method: &&Method| method.by == By::PatchPolicy;
    // Without any there is nothing to ask.
    if !all.iter().any(|method| is_policy(&method)) {
        return Vec::new();
    }
    let (managers, faults, _) = policies::everything(context, reach).await;
    unreadable.extend(faults);

    let is_for_them = |method: &&Method| named.iter().any(|node| method.is_for(node));
    let meant = all
        .iter()
        .filter(is_policy)
        .filter(|one| named.is_empty() || is_for_them(one));
    tell_unknown(context, meant);
    let silent = managers.iter().filter(|found| {
        found.manager.definition().is_some_and(|definition| {
            definition.kind == Kind::PatchPolicy && definition.attach_policies != Some(true)
        })
    });
    let silent = silent.map(|found| {
        // One policy has associations of its own in each place, and for scans and installations; its
        // name another account may have too.
        let deployed = &found.manager.deployed;
        let own = all.iter().filter(|method| {
            let mut ids = deployed.iter().map(|one| Some(one.id.as_str()));
            is_policy(method) && ids.any(|id| id == method.deployed.as_deref())
        });
        Silent {
            name: found.manager.name.clone(),
            kept_in: found.site.scope.clone(),
            nodes: own
                .flat_map(|one| one.nodes.clone().into_iter().flatten())
                .collect(),
        }
    });
    silent.filter(|one| !one.nodes.is_empty()).collect()
}

/// Of a policy that is kept elsewhere nobody here knows what it does to roles.
fn tell_unknown<'a>(context: &Context, policies: impl Iterator<Item = &'a Method>) {
    let nameless = policies.filter(|policy| policy.nameless);
    let ids: BTreeSet<&str> = nameless.map(|policy| policy.name.as_str()).collect();
    if ids.is_empty() {
        return;
    }
    let ids = ids.into_iter().collect::<Vec<_>>().join(", ");
    context.tell(Remark::Note(format!(
        "whether nodes with a role of their own may read the baselines of the patch policy {ids} is not known: it is kept in none of these accounts and Regions, or cannot be read"
    )));
}
