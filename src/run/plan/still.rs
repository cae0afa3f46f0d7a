//! Whether what was agreed to still holds, looked at right before something is sent: minutes or days
//! may have passed since the plan was shown.

use std::collections::{BTreeMap, BTreeSet};

use super::{nodes, override_list, scope};
use crate::aws::reach::Reach;
use crate::aws::site::Site;
use crate::domain::compliance::NodeCompliance;
use crate::domain::fleet::selection::Selection;
use crate::domain::id::{NodeId, Scope};
use crate::domain::run::hooks::Hooks;
use crate::domain::run::operation::Operation;
use crate::domain::run::plan::{self, Plan, PlannedNode};
use crate::domain::run::request::Request;
use crate::error::{Kind, Result};

/// What is not as it was when the plan was made.
#[derive(Debug, Default)]
pub struct Drift {
    /// What nobody agreed to, in sentences: nothing may be sent.
    pub changed: Vec<String>,
    /// Nodes that are gone, or are meant no longer.
    pub gone: Vec<(Scope, NodeId)>,
    /// Nodes that are meant now, and that the plan does not have.
    pub new: Vec<NodeId>,
}

/// What drifted away from a plan, as far as some of its nodes are concerned.
///
/// # Errors
/// What AWS answered: then nobody knows.
pub async fn drift(reach: &Reach, plan: &Plan, of: &[(Scope, NodeId)]) -> Result<Drift> {
    let mut drift = Drift {
        changed: changed_list(reach, plan).await?,
        ..Drift::default()
    };
    let mut by_scope: BTreeMap<&Scope, BTreeSet<&NodeId>> = BTreeMap::new();
    for (scope, node) in of {
        by_scope.entry(scope).or_default().insert(node);
    }
    for (scope, wanted) in by_scope {
        let site = crate::run::sites::site(reach, scope)?;
        in_scope(site, plan, &wanted, &mut drift).await?;
    }
    Ok(drift)
}

/// How the hook after a later reboot changed in some places since the plan was made.
///
/// # Errors
/// What AWS answered: then nobody knows.
pub async fn changed_after_reboot(
    reach: &Reach,
    plan: &Plan,
    scopes: &BTreeSet<Scope>,
) -> Result<Vec<String>> {
    let hooks = plan.request.hooks.of_reboot();
    let mut changed = Vec::new();
    for scope in scopes {
        let site = crate::run::sites::site(reach, scope)?;
        changed.extend(changed_hooks(site, plan, &hooks).await?);
    }
    Ok(changed)
}

/// Which of some hooks of a plan are not what they were, by their names.
async fn changed_hooks(site: &Site, plan: &Plan, hooks: &Hooks) -> Result<Vec<String>> {
    let now = match scope::hooks(site, hooks).await? {
        Ok(now) => now,
        Err(error) => return Ok(vec![error.message().to_owned()]),
    };
    let other = now.iter().filter(|hook| !plan.hooks.contains(hook));
    let sentences = other.map(|hook| {
        format!(
            "the document {} of --hook-{} has another version or content now in {}",
            hook.document, hook.place, site.scope
        )
    });
    Ok(sentences.collect())
}

/// The nodes read the list when their command runs, whatever it holds by then: AWS has no way to pin
/// it (document AWS-RunPatchBaseline, `InstallOverrideList`).
async fn changed_list(reach: &Reach, plan: &Plan) -> Result<Vec<String>> {
    let list = plan.request.override_list.as_ref();
    let Some(list) = list.filter(|list| list.sha256.is_some()) else {
        return Ok(Vec::new());
    };
    let now = match override_list::read(reach, Some(list)).await {
        Ok(now) => now.and_then(|now| now.sha256),
        // One that is invalid now, or gone, is another list.
        Err(error)
            if matches!(error.kind(), Kind::Invalid | Kind::Failed) && error.code().is_none() =>
        {
            return Ok(vec![error.message().to_owned()]);
        }
        Err(error) => return Err(error),
    };
    let same = now == list.sha256;
    let sentence = format!("the override list {} has other content now", list.url);
    Ok((!same).then_some(sentence).into_iter().collect())
}

async fn in_scope(
    site: &Site,
    plan: &Plan,
    wanted: &BTreeSet<&NodeId>,
    drift: &mut Drift,
) -> Result<()> {
    // Hooks are held against the plan first, since no node is needed for it.
    let changed = changed_hooks(site, plan, &plan.request.hooks).await?;
    drift.changed.extend(changed);

    let meant = meant(site, plan).await?;
    let here: BTreeSet<NodeId> = meant.iter().map(|node| node.node.id.clone()).collect();
    let gone = wanted.iter().filter(|node| !here.contains(**node));
    let gone = gone.map(|node| (site.scope.clone(), (*node).clone()));
    drift.gone.extend(gone);
    drift.new.extend(new_here(site, plan, &here));

    // What has left is gone already: its baseline would say nothing of the run.
    let stay = meant.into_iter();
    let stay = stay.filter(|node| wanted.contains(&node.node.id)).collect();
    drift
        .changed
        .extend(changed_baselines(site, plan, stay).await?);
    Ok(())
}

/// The nodes that the selection of a plan means now.
async fn meant(site: &Site, plan: &Plan) -> Result<Vec<NodeCompliance>> {
    let selection = Selection {
        only_noncompliant: false,
        ..plan.selection.clone()
    };
    let (selection, _) = scope::narrowed(site, &plan.selection.resource_groups, &selection).await?;
    let Some(selection) = selection else {
        return Ok(Vec::new());
    };
    let found = site.nodes(&selection).await?.whole()?.nodes.into_iter();
    Ok(found
        .map(|node| NodeCompliance::reported(node, None))
        .collect())
}

/// Where only non-compliant nodes were meant others were left out on purpose.
fn new_here(site: &Site, plan: &Plan, here: &BTreeSet<NodeId>) -> Vec<NodeId> {
    if plan.selection.only_noncompliant {
        return Vec::new();
    }
    let planned = plan.nodes.iter().map(|node| (&node.scope, &node.node));
    let skipped = plan.skipped.iter().map(|node| (&node.scope, &node.node));
    let known: BTreeSet<(&Scope, &NodeId)> = planned.chain(skipped).collect();
    let new = here
        .iter()
        .filter(|node| !known.contains(&(&site.scope, node)));
    new.cloned().collect()
}

/// The baselines of nodes that are other ones now, or were changed.
async fn changed_baselines(
    site: &Site,
    plan: &Plan,
    stay: Vec<NodeCompliance>,
) -> Result<Vec<String>> {
    // As for a scan, which asks for no patches.
    let request = Request {
        operation: Operation::Scan,
        ..plan.request.clone()
    };
    let now = nodes::describe(site, &request, stay, None, plan.created_at)
        .await?
        .nodes;
    let then: BTreeMap<(&Scope, &NodeId), &PlannedNode> = plan
        .nodes
        .iter()
        .map(|node| ((&node.scope, &node.node), node))
        .collect();

    let mut changes = BTreeSet::new();
    for node in &now {
        let earlier = then.get(&(&node.scope, &node.node));
        let change = earlier.and_then(|earlier| {
            plan::baseline_change(earlier.baseline.as_ref(), node.baseline.as_ref())
        });
        changes.extend(change.map(|change| format!("{}: {change}", node.node)));
    }
    Ok(changes.into_iter().collect())
}
