//! What nodes reported of their patches, for lists.

use futures::stream::StreamExt;

use crate::aws::fault;
use crate::aws::in_order::{Room, in_order, queues};
use crate::aws::reach::Reach;
use crate::aws::site::CALLS_AT_ONCE;
use crate::domain::compliance::NodeCompliance;
use crate::domain::fleet::unreadable::Unreadable;
use crate::domain::patch::state::{PatchState, ReportedPatch};

/// A node with its patches in some states.
pub type Reported<'a> = (&'a NodeCompliance, Vec<ReportedPatch>);

/// Reads the patches of nodes, those in `states` or all of them; one stream of pages for each node,
/// a bounded number at once in each scope.
pub async fn read<'a>(
    reach: &Reach,
    nodes: Vec<&'a NodeCompliance>,
    states: &[PatchState],
) -> (Vec<Reported<'a>>, Vec<Unreadable>) {
    let queues = queues(nodes, |node| &node.node.scope);
    let answers = in_order(queues, CALLS_AT_ONCE, Room::ENDLESS, |node| async move {
        let site = reach
            .sites
            .iter()
            .find(|site| site.scope == node.node.scope)
            .expect("every node came from a site");
        (1, (node, site.patches(&node.node.id, states).await))
    });
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
