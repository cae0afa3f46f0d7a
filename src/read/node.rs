//! One node, in whichever scope has it.

use super::fleet;
use crate::aws::reach::Reach;
use crate::aws::site::Site;
use crate::context::Context;
use crate::domain::compliance::NodeCompliance;
use crate::domain::fleet::selection::Selection;
use crate::domain::fleet::unreadable::Unreadable;
use crate::domain::fleet::who::Who;
use crate::domain::id::NodeId;
use crate::error::{Error, Kind, Result};

/// Finds a node in whichever scope has it, judged.
///
/// # Errors
/// When no scope has it; when a scope that might have it could not be read, that is said first.
pub async fn find<'a>(
    context: &Context,
    reach: &'a Reach,
    id: &NodeId,
) -> Result<(&'a Site, NodeCompliance)> {
    let selection = Selection {
        nodes: vec![id.clone()],
        ..Selection::default()
    };

    let gathered = fleet::gather(context, reach, &selection, Who::Known).await;
    let (unreadable, answers) = fleet::settle(context, gathered);

    let found = answers.into_iter().find_map(|(scope, answer)| {
        let mut nodes = answer.nodes.into_iter().chain(answer.gone);
        Some((scope, nodes.next()?))
    });
    let Some((scope, node)) = found else {
        return Err(absent(id, &unreadable));
    };

    // By the scope of the answer: an id is unique, but who has it is only known now.
    let site = reach
        .sites
        .iter()
        .find(|site| site.scope == scope)
        .expect("the answer came from one of the sites");
    Ok((site, node))
}

/// Only where everything could be read is a node that was not found no node.
fn absent(id: &NodeId, unreadable: &[Unreadable]) -> Error {
    if unreadable.is_empty() {
        return fleet::unknown_node(&[id]);
    }
    if unreadable.iter().all(|fault| fault.credentials) {
        return Error::credentials(format!(
            "{id} was not found, because no scope could be read"
        ));
    }
    Error::new(
        Kind::Incomplete,
        format!("{id} was not found in what could be read"),
    )
}
