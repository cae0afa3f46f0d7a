//! The severities that publishers give the violating patches of nodes: one meaning of `--severity`
//! and `--fail-on-severity`.

use std::collections::HashMap;

use clap::builder::{PossibleValuesParser, TypedValueParser};

use crate::aws::reach::Reach;
use crate::context::Context;
use crate::domain::compliance::publisher::{PublisherCounts, PublisherLevel, violating_states};
use crate::domain::compliance::{NodeCompliance, Verdict};
use crate::domain::id::{NodeId, Scope};
use crate::read::fleet::Fleet;
use crate::read::patches;

/// The severities as a parser that completions can list.
pub(super) fn parser() -> impl TypedValueParser<Value = PublisherLevel> {
    PossibleValuesParser::new(PublisherLevel::NAMES)
        .try_map(|text| PublisherLevel::of(&text).ok_or("not a severity"))
}

/// Reads the violating patches of the nodes that violate; the others have none. A node whose patches
/// cannot be read has no severities, and fails.
pub(super) async fn read(context: &Context, reach: &Reach, fleet: &mut Fleet) {
    let violating = fleet.nodes.iter();
    let violating = violating.filter(|node| node.verdict == Verdict::NonCompliant);
    let asked = violating.map(|node| (node, violating_states(&node.counts())));
    let (reported, mut faults) = patches::read_each(reach, asked.collect()).await;
    let counts: HashMap<(Scope, NodeId), PublisherCounts> = reported
        .into_iter()
        .map(|(node, patches)| (key(node), PublisherCounts::of(node.violations(), &patches)))
        .collect();

    for node in &mut fleet.nodes {
        node.publisher_severities = counts.get(&key(node)).copied();
    }
    context.ui.unreadable(&faults);
    fleet.unreadable.append(&mut faults);
}

fn key(node: &NodeCompliance) -> (Scope, NodeId) {
    (node.node.scope.clone(), node.node.id.clone())
}
