//! What nodes reported of their patches, for lists.

use futures::stream::StreamExt;

use crate::aws::fault;
use crate::aws::in_order::{Room, in_order, queues};
use crate::aws::reach::Reach;
use crate::aws::site::CALLS_AT_ONCE;
use crate::domain::compliance::NodeCompliance;
use crate::domain::fleet::unreadable::Unreadable;
use crate::domain::patch::state::{PatchState, ReportedPatch};
use crate::domain::text::words::count;
use crate::error::{Error, Kind, Result};

/// A node with its patches in some states.
pub type Reported<'a> = (&'a NodeCompliance, Vec<ReportedPatch>);

/// Reads the patches of nodes, those in `states` or all of them; one stream of pages for each node,
/// a bounded number at once in each scope.
pub async fn read<'a>(
    reach: &Reach,
    nodes: Vec<&'a NodeCompliance>,
    states: &[PatchState],
) -> (Vec<Reported<'a>>, Vec<Unreadable>) {
    let nodes = nodes.into_iter();
    read_each(reach, nodes.map(|node| (node, states.to_vec())).collect()).await
}

/// As [`read`], with states for each node.
pub async fn read_each<'a>(
    reach: &Reach,
    nodes: Vec<(&'a NodeCompliance, Vec<PatchState>)>,
) -> (Vec<Reported<'a>>, Vec<Unreadable>) {
    let queues = queues(nodes, |(node, _)| &node.node.scope);
    let answers = in_order(
        queues,
        CALLS_AT_ONCE,
        Room::ENDLESS,
        |(node, states)| async move {
            let site = reach
                .site(&node.node.scope)
                .expect("every node came from a site");
            let answer = site.patches(&node.node.id, &states).await;
            let answer = answer.and_then(|patches| accounted(node, &states, patches));
            (1, (node, answer))
        },
    );
    let answers: Vec<_> = answers.collect().await;

    let (mut rows, mut faults) = (Vec::new(), Vec::new());
    for (node, answer) in answers {
        match answer {
            Ok(patches) => rows.push((node, patches)),
            Err(error) => {
                let place = format!("the patches of {}", node.node.id);
                // One node that cannot be read is named, and takes nothing from the others.
                faults.push(fault::unreadable(
                    place,
                    Some(node.node.scope.clone()),
                    Some(node.node.id.to_string()),
                    &error,
                ));
            }
        }
    }
    (rows, faults)
}

/// A state that this version does not know may stand in for any other.
fn may_violate(patch: &ReportedPatch) -> bool {
    matches!(patch.state, PatchState::Other(_)) || PatchState::VIOLATIONS.contains(&patch.state)
}

/// The patches of a node, when they are as many as its report counts.
///
/// # Errors
/// When rows are lost on the way: "2 missing" beside no patch is no answer.
pub fn accounted(
    node: &NodeCompliance,
    states: &[PatchState],
    patches: Vec<ReportedPatch>,
) -> Result<Vec<ReportedPatch>> {
    let counted = usize::try_from(node.counts().in_states(states)).unwrap_or(0);
    let (counted, listed) = match states {
        // Of all states a node may list some more and some less, but never less violations.
        [] if !patches.is_empty() => {
            let violations = node.counts().in_states(&PatchState::VIOLATIONS);
            let listed = patches.iter().filter(|patch| may_violate(patch)).count();
            (usize::try_from(violations).unwrap_or(0), listed)
        }
        [] => (counted, 0),
        _ => (counted, patches.len()),
    };
    if listed >= counted {
        return Ok(patches);
    }
    let text = format!(
        "the report counts {} and the list has {listed}",
        count(counted, "patch")
    );
    Err(Error::new(Kind::Incomplete, text)
        .hint("a scan may have ended in between: run the command again"))
}
