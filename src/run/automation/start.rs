//! Starts an automation: what may be patched so, and the receipt.

use crate::aws::reach::Reach;
use crate::aws::site::Site;
use crate::context::Context;
use crate::domain::compliance::NodeCompliance;
use crate::domain::fleet::node::Node;
use crate::domain::fleet::selection::Selection;
use crate::domain::fleet::who::Who;
use crate::domain::id::{NodeId, uuid};
use crate::domain::run::automation::AutomationRecord;
use crate::domain::run::command::Parameters;
use crate::error::{Error, Kind, Result};
use crate::output::plan::Consented;
use crate::read::fleet;
use crate::run::receipts::Receipts;
use crate::run::sites::site;
use crate::run::{begin, conflict};

/// The instance, when it may be patched by an automation now.
///
/// # Errors
/// Refused for a node that cannot be patched so, or that something else patches; what AWS answered.
pub async fn check(context: &Context, reach: &Reach, node: &NodeId) -> Result<NodeCompliance> {
    let selection = Selection {
        nodes: vec![node.clone()],
        ..Selection::default()
    };
    let fleet = fleet::read(context, reach, &selection, Who::Managed).await?;
    let all_read = fleet.unreadable.is_empty();
    let Some(found) = fleet.nodes.into_iter().next() else {
        // What could not be read may hold the node: that is not the same as no node.
        return Err(if all_read {
            fleet::unknown_node(&[node])
        } else {
            let why = format!("{node} was not found where AWS could be asked");
            Error::new(Kind::Incomplete, why)
        });
    };

    check_kind(&found)?;
    check_idle(reach, &found.node).await?;
    Ok(found)
}

/// What is started.
pub struct Start<'a> {
    /// The instance.
    pub found: &'a NodeCompliance,
    /// The document.
    pub document: &'a str,
    /// Its parameters.
    pub parameters: Parameters,
    /// Why; it is kept in the receipt.
    pub reason: Option<String>,
}

/// Starts an automation and keeps its receipt.
///
/// # Errors
/// Refused when something else began to patch the instance; what AWS answered.
pub async fn start<'a>(
    context: &Context,
    reach: &'a Reach,
    receipts: &Receipts,
    start: Start<'_>,
    consented: &Consented,
) -> Result<(&'a Site, AutomationRecord)> {
    let node = &start.found.node;
    let site = site(reach, &node.scope)?;
    // While somebody thought about the question another process may have begun to patch the
    // instance.
    let _turn = receipts.turn(context).await?;
    check_idle(reach, node).await?;

    let token = uuid::v4(fastrand::u128(..));
    let started_at = context.clock.now();
    // The token makes a repetition harmless, so that the SDK may retry. Should this process die
    // now, patch-now list shows the execution.
    let look = site.paste.patchctl("patch-now list", &site.scope);
    let id = site
        .start_automation(start.document, &start.parameters, &token, look, consented)
        .await?;

    let (scope, endpoint) = (node.scope.clone(), receipts.endpoint());
    let begun = AutomationRecord::begin(scope, node.id.clone(), id, endpoint, started_at);
    let record = AutomationRecord {
        document: start.document.to_owned(),
        parameters: start.parameters,
        who: begin::who(context, reach),
        reason: start.reason,
        before: start.found.report.as_ref().map(|report| report.counts),
        ..begun
    };
    receipts.save_automation(&record)?;
    Ok((site, record))
}

async fn check_idle(reach: &Reach, node: &Node) -> Result<()> {
    match conflict::operation_on(reach, std::iter::once((&node.scope, &node.id)), None).await? {
        None => Ok(()),
        Some(operation) => Err(Error::new(
            Kind::Refused,
            format!("{operation} patches {} now", node.id),
        )
        .hint("wait until it is over")),
    }
}

fn check_kind(node: &NodeCompliance) -> Result<()> {
    let id = &node.node.id;
    // The documents put an instance into standby, or snapshot its root volume: a hybrid node has
    // neither.
    if id.is_hybrid() {
        return Err(Error::new(
            Kind::Refused,
            format!("{id} is no EC2 instance; these automations patch EC2 instances only"),
        )
        .hint(format!("patchctl patch-now install --node {id}")));
    }

    if !node.node.is_online() {
        let ping = node.node.ping_status.as_deref().unwrap_or("unknown");
        return Err(Error::new(
            Kind::Refused,
            format!("the agent of {id} does not answer ({ping})"),
        )
        .hint(format!("patchctl node show {id}")));
    }
    Ok(())
}
