//! What only AWS knows of an association that makes it doubtful: its nodes, the baselines that its
//! tags choose, and what else patches the same nodes at the same time.

use std::collections::BTreeSet;

use jiff::Timestamp;

use super::associations::{choices, in_full, nodes_of};
use crate::aws::site::Site;
use crate::domain::association::baseline_tags::{BaselineTags, sentences};
use crate::domain::association::meeting::meet;
use crate::domain::association::{DOCUMENTS, Definition};
use crate::domain::fleet::node::Node;
use crate::domain::fleet::platform::OperatingSystem;
use crate::domain::id::NodeId;
use crate::domain::run::plan::Overlap;
use crate::domain::text::words::count;
use crate::error::Result;

/// How many nodes are named.
const NAMED: usize = 5;

/// What makes a definition doubtful here, in sentences. `aside` are the ids of associations that do
/// not count: the one that it is of, and those that go.
///
/// # Errors
/// What AWS answered to one of the questions.
pub async fn known(
    site: &Site,
    definition: &Definition,
    aside: &[&str],
    now: Timestamp,
) -> Result<Vec<String>> {
    let nodes = nodes_of(site, &definition.targets).await?;
    if nodes.is_empty() {
        return Ok(vec![
            "its targets mean no managed node now: nothing is patched".to_owned(),
        ]);
    }

    let mut found = Vec::new();
    let recurrence = definition.recurrence(now);
    if recurrence.is_some_and(|recurrence| recurrence.next_after(now).is_none()) {
        found.push("no time of its schedule lies ahead".to_owned());
    }
    found.extend(unsupported(definition, &nodes));
    if let Some(tags) = definition.baseline_tags.as_deref()
        && let Ok(read) = tags.parse::<BaselineTags>()
    {
        let choices = choices(site, &read, &nodes).await?;
        found.extend(sentences(&choices, tags));
    }
    // Last, because it is asked about every other one.
    found.extend(others(site, definition, aside, &nodes, now).await?);
    Ok(found)
}

/// Nodes that the targets mean and the document does not support.
fn unsupported(definition: &Definition, nodes: &[Node]) -> Option<String> {
    let (meant, document): (Vec<&Node>, &str) = if definition.reports_apart() {
        let hybrid = nodes.iter().filter(|node| node.id.is_hybrid());
        (hybrid.collect(), DOCUMENTS[0])
    } else if definition.has_hooks_document() {
        let mac = |node: &&Node| node.operating_system == Some(OperatingSystem::MacOs);
        (nodes.iter().filter(mac).collect(), DOCUMENTS[2])
    } else {
        return None;
    };
    if meant.is_empty() {
        return None;
    }

    // By id, so that somebody can take the tag from them.
    let ids = meant.iter().map(|node| node.id.to_string());
    Some(format!(
        "{} of its {} not supported by {document}: {}",
        meant.len(),
        are(nodes.len()),
        some_of(&ids.collect::<Vec<_>>())
    ))
}

fn are(number: usize) -> String {
    let verb = if number == 1 { "is" } else { "are" };
    format!("{} {verb}", count(number, "node"))
}

/// Other associations that patch some of the nodes, and whose runs can be under way together with
/// those of this one. The earlier of the two times out (User Guide, "About State Manager").
async fn others(
    site: &Site,
    definition: &Definition,
    aside: &[&str],
    nodes: &[Node],
    now: Timestamp,
) -> Result<Vec<String>> {
    let Some(recurrence) = definition.recurrence(now) else {
        return Ok(Vec::new());
    };

    // Without a schedule it is over before the next one begins.
    let ids: BTreeSet<NodeId> = nodes.iter().map(|node| node.id.clone()).collect();
    let mut overlaps = Box::pin(site.associations_on(&ids)).await?;
    overlaps.retain(|overlap| !aside.contains(&overlap.id.as_str()));

    // The list has no times of their making, from which a rate counts.
    let others: Vec<&str> = overlaps.iter().map(|one| one.id.as_str()).collect();
    let whole = in_full(site, &others).await?;
    let mut found = Vec::new();
    for (overlap, other) in overlaps.iter().zip(whole) {
        let Some(theirs) = other.and_then(|other| other.recurrence()) else {
            continue;
        };

        let at = meet(&recurrence, &theirs, now);
        found.extend(at.map(|at| meeting(overlap, nodes.len(), at)));
    }
    Ok(found)
}

fn meeting(overlap: &Overlap, all: usize, at: Timestamp) -> String {
    let shared = overlap.nodes.len();
    let on = if shared == all {
        "the same nodes".to_owned()
    } else {
        format!("{shared} of its {}", count(all, "node"))
    };
    format!(
        "{} ({}) patches {on}, and both can be at work at {at:.0}: State Manager lets the earlier one time out",
        overlap.name, overlap.id
    )
}

fn some_of(ids: &[String]) -> String {
    let shown = ids[..ids.len().min(NAMED)].join(", ");
    match ids.len().saturating_sub(NAMED) {
        0 => shown,
        more => format!("{shown} and {more} more"),
    }
}
