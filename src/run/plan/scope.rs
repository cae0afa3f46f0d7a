//! What one scope adds to a plan: its nodes, those that are left out and why, the hooks, and what
//! else patches there.

use std::collections::BTreeSet;

use super::nodes;
use super::override_list::List;
use crate::aws::site::Site;
use crate::domain::compliance::{NodeCompliance, Standard, Verdict};
use crate::domain::fleet::node::Node;
use crate::domain::fleet::selection::Selection;
use crate::domain::id::NodeId;
use crate::domain::run::eligibility;
use crate::domain::run::eligibility::{CheckedHook, Obstacle};
use crate::domain::run::order::Order;
use crate::domain::run::plan::{Overlap, PlannedNode, SkippedNode};
use crate::domain::run::request::Request;
use crate::error::{Error, Result};

/// What one scope adds to a plan.
#[derive(Debug, Default)]
pub(super) struct Part {
    pub(super) nodes: Vec<PlannedNode>,
    pub(super) skipped: Vec<SkippedNode>,
    pub(super) hooks: Vec<CheckedHook>,
    pub(super) overlaps: Vec<Overlap>,
    pub(super) problems: Vec<String>,
    pub(super) warnings: Vec<String>,
    pub(super) found: Vec<NodeId>,
    /// The resource groups that are not in this scope.
    pub(super) absent: BTreeSet<String>,
}

/// The inner result is what is wrong with the request; the outer one is what AWS answered.
pub(super) async fn part(
    site: &Site,
    order: &Order,
    selection: &Selection,
    list: Option<&List>,
    standard: Standard,
) -> Result<Result<Part>> {
    let (selection, absent) = narrowed(site, order, selection).await?;
    let Some(selection) = selection else {
        return Ok(Ok(Part {
            absent,
            ..Part::default()
        }));
    };
    let mut all = site.compliance(&selection, standard).await?.nodes;
    let found = all.iter().map(|node| node.node.id.clone()).collect();
    if order.selection.only_noncompliant {
        all.retain(|node| node.verdict == Verdict::NonCompliant);
    }
    if all.is_empty() {
        return Ok(Ok(Part {
            found,
            absent,
            ..Part::default()
        }));
    }
    let hooks = match hooks(site, &order.request).await? {
        Ok(hooks) => hooks,
        Err(error) => return Ok(Err(error)),
    };
    let mut skipped = Vec::new();
    let mut able = Vec::new();
    for node in all {
        match eligibility::obstacle(&node.node, &order.request, &hooks) {
            Some(obstacle) => skipped.push(left_out(&node.node, obstacle)),
            None => able.push(node),
        }
    }
    let ids: BTreeSet<NodeId> = able.iter().map(|node| node.node.id.clone()).collect();
    let (overlaps, problems) = Box::pin(site.overlaps(&ids)).await;
    let problems = problems
        .iter()
        .map(|error| format!("{}: what else patches: {}", site.scope, error.one_line()))
        .collect();
    let overlaps = if order.skip_busy {
        leave_out_busy(&mut able, &mut skipped, overlaps)
    } else {
        overlaps
    };
    let (nodes, warnings) = nodes::describe(site, &order.request, able, list).await?;
    skipped.sort_by(|a, b| a.node.cmp(&b.node));
    Ok(Ok(Part {
        nodes,
        skipped,
        hooks,
        overlaps,
        problems,
        warnings,
        found,
        absent,
    }))
}

fn left_out(node: &Node, obstacle: Obstacle) -> SkippedNode {
    let reason = obstacle.reason();
    SkippedNode {
        scope: node.scope.clone(),
        node: node.id.clone(),
        name: node.label().to_owned(),
        obstacle,
        reason,
    }
}

/// The selection with the members of the resource groups, `None` when there is no member here; and
/// the groups that are not here at all.
async fn narrowed(
    site: &Site,
    order: &Order,
    selection: &Selection,
) -> Result<(Option<Selection>, BTreeSet<String>)> {
    let groups = &order.selection.resource_groups;
    if groups.is_empty() {
        return Ok((Some(selection.clone()), BTreeSet::new()));
    }
    let (mut members, mut absent) = (BTreeSet::new(), BTreeSet::new());
    for group in groups {
        match site.resource_group(group).await? {
            Some(nodes) => members.extend(nodes),
            None => {
                absent.insert(group.clone());
            }
        }
    }
    if !selection.nodes.is_empty() {
        members.retain(|node| selection.nodes.contains(node));
    }
    let narrowed = Selection {
        nodes: members.into_iter().collect(),
        ..selection.clone()
    };
    Ok(((!narrowed.nodes.is_empty()).then_some(narrowed), absent))
}

/// Looks at each hook document before anything is sent: a hook that cannot run would fail on every
/// node.
async fn hooks(site: &Site, request: &Request) -> Result<Result<Vec<CheckedHook>>> {
    let mut checked = Vec::new();
    for (place, hook) in request.hooks.each() {
        let bad = |why: String| {
            Error::usage(format!("--hook-{place} {hook}: {why} ({})", site.scope))
                .hint("a hook is an active document of type Command, for the platform of the nodes, without required parameters")
        };
        let Some(document) = site.document(hook).await? else {
            return Ok(Err(bad("there is no such document or version".to_owned())));
        };
        if document.kind != "Command" {
            return Ok(Err(bad(format!(
                "its type is {}, and a hook must be of type Command",
                document.kind
            ))));
        }
        if document.status != "Active" {
            return Ok(Err(bad(format!("it is {}, not Active", document.status))));
        }
        if !document.required_parameters.is_empty() {
            let names = document.required_parameters.join(", ");
            return Ok(Err(bad(format!(
                "it needs parameters ({names}), and hooks are run without any"
            ))));
        }
        checked.push(CheckedHook {
            place: place.to_owned(),
            document: hook.name.clone(),
            version: document.version,
            owner: document.owner,
            platforms: document.platforms,
        });
    }
    Ok(Ok(checked))
}

/// With `--skip-busy` the nodes on which something runs are left out, and what runs there is no
/// overlap any more.
fn leave_out_busy(
    able: &mut Vec<NodeCompliance>,
    skipped: &mut Vec<SkippedNode>,
    overlaps: Vec<Overlap>,
) -> Vec<Overlap> {
    let mut left = Vec::new();
    for overlap in overlaps {
        if !overlap.running {
            left.push(overlap);
            continue;
        }
        let busy = able
            .iter()
            .filter(|node| overlap.nodes.contains(&node.node.id));
        skipped.extend(busy.map(|node| {
            left_out(
                &node.node,
                Obstacle::Busy {
                    command: overlap.id.clone(),
                },
            )
        }));
        able.retain(|node| !overlap.nodes.contains(&node.node.id));
    }
    left
}
