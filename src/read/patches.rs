//! What nodes reported of their patches, for lists.

use super::each_node;
use crate::aws::reach::Reach;
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
    reach: &'a Reach,
    nodes: Vec<&'a NodeCompliance>,
    states: &[PatchState],
) -> (Vec<Reported<'a>>, Vec<Unreadable>) {
    let nodes = nodes.into_iter();
    read_each(reach, nodes.map(|node| (node, states.to_vec())).collect()).await
}

/// As [`read`], with states for each node.
pub async fn read_each<'a>(
    reach: &'a Reach,
    nodes: Vec<(&'a NodeCompliance, Vec<PatchState>)>,
) -> (Vec<Reported<'a>>, Vec<Unreadable>) {
    each_node::ask(
        reach,
        "the patches",
        nodes,
        |site, node, states| async move {
            let patches = site.patches(&node.node.id, &states).await?;
            accounted(node, &states, patches)
        },
    )
    .await
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
