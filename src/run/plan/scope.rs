//! What one scope adds to a plan: its nodes, those that are left out and why, the hooks, and what
//! else patches there.

use std::collections::BTreeSet;

use jiff::Timestamp;

use super::nodes;
use super::override_list::List;
use crate::aws::documents::Document;
use crate::aws::site::Site;
use crate::domain::compliance::{NodeCompliance, Standard, Verdict};
use crate::domain::fleet::node::Node;
use crate::domain::fleet::selection::{Met, Selection};
use crate::domain::fleet::who::Who;
use crate::domain::id::NodeId;
use crate::domain::override_list::coverage::Coverage;
use crate::domain::run::eligibility;
use crate::domain::run::eligibility::{CheckedHook, Obstacle};
use crate::domain::run::hooks::Hooks;
use crate::domain::run::order::Order;
use crate::domain::run::plan::{Overlap, PlannedNode, SkippedNode};
use crate::domain::run::reference::DocumentRef;
use crate::domain::run::request::Request;
use crate::domain::text::words::count;
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
    /// What the entries of an override list meet here.
    pub(super) coverage: Coverage,
    pub(super) found: Vec<NodeId>,
    pub(super) met: Met,
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
    let (selection, absent) = narrowed(site, &order.selection.resource_groups, selection).await?;
    let mut part = Part {
        absent,
        ..Part::default()
    };
    let Some(selection) = selection else {
        return Ok(Ok(part));
    };

    let read = Box::pin(site.compliance(&selection, standard, Who::Managed)).await?;
    // Who is spared or meant by a name must be known before anything is sent.
    if let Some(error) = read.nameless {
        return Err(error);
    }
    let mut all = read.nodes;
    part.met = read.met;
    part.found = all.iter().map(|node| node.node.id.clone()).collect();
    // Nodes that were asked for and are compliant were found all the same.
    if order.selection.only_noncompliant {
        let unknown = all.iter().filter(|node| node.report.is_none()).count();
        part.warnings.extend(never_reported(site, unknown));
        all.retain(|node| node.verdict == Verdict::NonCompliant);
    }
    if all.is_empty() {
        return Ok(Ok(part));
    }
    let hooks = match hooks(site, &order.request.hooks).await? {
        Ok(hooks) => hooks,
        Err(error) => return Ok(Err(error)),
    };

    let mut of_nodes = of_nodes(site, order, list, all, hooks, standard.now).await?;
    of_nodes.warnings.extend(part.warnings);
    Ok(Ok(Part {
        found: part.found,
        met: part.met,
        absent: part.absent,
        ..of_nodes
    }))
}

/// Nobody knows whether those comply that never reported.
fn never_reported(site: &Site, nodes: usize) -> Option<String> {
    let scope = &site.scope;
    (nodes > 0).then(|| {
        let nodes = count(nodes, "node");
        format!("{scope}: --only-noncompliant leaves out {nodes} that never reported: patch-now scan them first")
    })
}

/// The part of the nodes that were found.
async fn of_nodes(
    site: &Site,
    order: &Order,
    list: Option<&List>,
    all: Vec<NodeCompliance>,
    hooks: Vec<CheckedHook>,
    now: Timestamp,
) -> Result<Part> {
    let (mut able, mut skipped) = sorted_out(all, &order.request, &hooks);
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

    // Baselines and patches are read last, of the nodes that are left.
    let described = nodes::describe(site, &order.request, able, list, now).await?;
    skipped.sort_by(|a, b| a.node.cmp(&b.node));
    Ok(Part {
        nodes: described.nodes,
        skipped,
        hooks,
        overlaps,
        problems,
        warnings: described.warnings,
        coverage: described.coverage,
        ..Part::default()
    })
}

/// The nodes that can be patched as asked, and those that cannot, with the reason.
fn sorted_out(
    all: Vec<NodeCompliance>,
    request: &Request,
    hooks: &[CheckedHook],
) -> (Vec<NodeCompliance>, Vec<SkippedNode>) {
    let (mut able, mut skipped) = (Vec::new(), Vec::new());
    for node in all {
        // What cannot be patched as asked is left out here, and not found out node by node.
        match eligibility::obstacle(&node.node, request, hooks) {
            Some(obstacle) => skipped.push(left_out(&node.node, obstacle)),
            None => able.push(node),
        }
    }
    (able, skipped)
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
pub(super) async fn narrowed(
    site: &Site,
    groups: &[String],
    selection: &Selection,
) -> Result<(Option<Selection>, BTreeSet<String>)> {
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

    // Nodes that are named beside a group must be both, as with every other condition.
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
pub(super) async fn hooks(site: &Site, hooks: &Hooks) -> Result<Result<Vec<CheckedHook>>> {
    // In the first hook that cannot run the request is wrong; the others are looked at when it is
    // mended.
    let mut checked_hooks = Vec::new();

    for (place, hook) in hooks.each() {
        let found = site.document(hook).await?;
        match checked(place, hook, found) {
            Ok(hook) => checked_hooks.push(hook),
            Err(why) => {
                return Ok(Err(Error::usage(format!(
                    "--hook-{place} {hook}: {why} ({})",
                    site.scope
                ))
                .hint("a hook is an active document of type Command, for the platform of the nodes, without required parameters")));
            }
        }
    }
    Ok(Ok(checked_hooks))
}

/// A hook whose document can run so; else why it cannot.
fn checked(
    place: &str,
    hook: &DocumentRef,
    found: Option<Document>,
) -> std::result::Result<CheckedHook, String> {
    let document = found.ok_or("there is no such document or version")?;
    if document.kind != "Command" {
        return Err(format!(
            "its type is {}, and a hook must be of type Command",
            document.kind
        ));
    }
    if document.status != "Active" {
        return Err(format!("it is {}, not Active", document.status));
    }

    // The documents that run hooks have a parameter for the name of each, and none for more.
    if !document.required_parameters.is_empty() {
        let names = document.required_parameters.join(", ");
        return Err(format!(
            "it needs parameters ({names}), and hooks are run without any"
        ));
    }

    Ok(CheckedHook {
        place: place.to_owned(),
        document: hook.name.clone(),
        version: document.version,
        hash: document.hash,
        owner: document.owner,
        platforms: document.platforms,
    })
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
        // What is only scheduled stays in the plan: it may begin while the run goes on.
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
