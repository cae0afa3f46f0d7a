//! Asking about nodes one by one.

use std::future::Future;

use futures::stream::StreamExt;

use crate::aws::fault;
use crate::aws::in_order::{Room, in_order, queues};
use crate::aws::reach::Reach;
use crate::aws::site::{CALLS_AT_ONCE, Site};
use crate::domain::compliance::NodeCompliance;
use crate::domain::fleet::unreadable::Unreadable;
use crate::error::Result;

/// Asks about each node, a bounded number at once in each scope; the answers come in the order of
/// the nodes. A node that cannot be read is named as `what` of it, and takes nothing from the others.
pub async fn ask<'a, X, T, F, Fut>(
    reach: &'a Reach,
    what: &str,
    nodes: Vec<(&'a NodeCompliance, X)>,
    ask: F,
) -> (Vec<(&'a NodeCompliance, T)>, Vec<Unreadable>)
where
    X: Send + 'a,
    T: Send + 'a,
    F: Fn(&'a Site, &'a NodeCompliance, X) -> Fut + Clone + Send + Sync + 'a,
    Fut: Future<Output = Result<T>> + Send + 'a,
{
    let queues = queues(nodes, |(node, _)| &node.node.scope);
    let answers = in_order(queues, CALLS_AT_ONCE, Room::ENDLESS, move |(node, with)| {
        let site = reach
            .site(&node.node.scope)
            .expect("every node came from a site");
        let answer = ask(site, node, with);
        async move { (1, (node, answer.await)) }
    });
    let answers: Vec<_> = answers.collect().await;

    let (mut rows, mut faults) = (Vec::new(), Vec::new());
    for (node, answer) in answers {
        match answer {
            Ok(answer) => rows.push((node, answer)),
            Err(error) => {
                let place = format!("{what} of {}", node.node.id);
                let scope = Some(node.node.scope.clone());
                let id = Some(node.node.id.to_string());
                faults.push(fault::unreadable(place, scope, id, &error));
            }
        }
    }
    (rows, faults)
}
