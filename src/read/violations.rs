//! The violating patches of nodes, by the severities and times that were asked for.

use std::collections::HashMap;

use jiff::civil::Date;
use jiff::tz::TimeZone;

use super::fleet::{Fleet, tell_unreadable};
use super::patches::{self, Reported};
use super::released::{self, Released};
use crate::aws::reach::Reach;
use crate::context::Context;
use crate::domain::compliance::publisher::{PublisherCounts, violating_states};
use crate::domain::compliance::sla::{Due, Sla};
use crate::domain::compliance::{NodeCompliance, Verdict};
use crate::domain::id::{NodeId, Scope};
use crate::domain::patch::state::ReportedPatch;

/// What was found out about the violations of a node.
struct Found {
    severities: PublisherCounts,
    due: Option<Due>,
}

/// Reads the violating patches of the nodes that violate; the others have none. What an exception
/// excuses is left out. A node whose patches cannot be read has no severities and no times, and
/// fails.
pub async fn read(context: &Context, reach: &Reach, fleet: &mut Fleet, sla: Option<&Sla>) {
    let violating = fleet.nodes.iter();
    let violating = violating.filter(|node| node.verdict == Verdict::NonCompliant);
    let asked = violating.map(|node| (node, violating_states(&node.counts())));
    let (mut reported, mut faults) = patches::read_each(reach, asked.collect()).await;
    for (node, patches) in &mut reported {
        patches.retain(|patch| !node.excuses(patch));
    }

    let mut released = Released::default();
    if sla.is_some() {
        let (days, undated) = released::read(reach, pairs(&reported)).await;
        released = days;
        faults.extend(undated);
    }
    let today = today(context);
    let found: HashMap<(Scope, NodeId), Found> = reported
        .iter()
        .map(|reported| (key(reported.0), found(reported, sla, &released, today)))
        .collect();
    drop(reported);
    settle(fleet, found);
    tell_unreadable(context, &faults);
    fleet.unreadable.append(&mut faults);
}

/// The day of now in UTC, by the clock that judges everything else.
pub fn today(context: &Context) -> Date {
    context.clock.now().to_zoned(TimeZone::UTC).date()
}

/// Each patch with its node.
pub fn pairs<'a>(
    reported: &'a [Reported<'a>],
) -> impl Iterator<Item = (&'a NodeCompliance, &'a ReportedPatch)> {
    let lists = reported.iter();
    lists.flat_map(|(node, patches)| patches.iter().map(move |patch| (*node, patch)))
}

fn found(
    (node, patches): &Reported<'_>,
    sla: Option<&Sla>,
    released: &Released,
    today: Date,
) -> Found {
    let violations = node.remaining();
    let os = node.node.operating_system;
    let dated = patches.iter();
    let dated = dated.map(|patch| (patch, released.of(os, &patch.kb_id, &patch.title)));
    Found {
        severities: PublisherCounts::of(violations, patches),
        due: sla.map(|sla| Due::of(sla, dated, violations, today)),
    }
}

fn settle(fleet: &mut Fleet, mut found: HashMap<(Scope, NodeId), Found>) {
    for node in &mut fleet.nodes {
        if let Some(found) = found.remove(&key(node)) {
            node.publisher_severities = Some(found.severities);
            node.due = found.due.map(Box::new);
        }
    }
}

/// What tells a node from all others.
pub fn key(node: &NodeCompliance) -> (Scope, NodeId) {
    (node.node.scope.clone(), node.node.id.clone())
}
