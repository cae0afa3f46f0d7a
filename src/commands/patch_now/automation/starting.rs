//! Starts an automation: what may be patched so, what is shown first, and the receipt.

use super::super::{busy, sending, starting};
use super::{AutomationArgs, again, following, view};
use crate::aws::reach::Reach;
use crate::commands::patch_now::receipts::Receipts;
use crate::context::Context;
use crate::domain::compliance::NodeCompliance;
use crate::domain::fleet::node::Node;
use crate::domain::fleet::selection::Selection;
use crate::domain::id::uuid;
use crate::domain::run::automation::AutomationRecord;
use crate::domain::run::request::Parameters;
use crate::error::{Error, Kind, Result};
use crate::exit::ExitCode;
use crate::output::plan::Consent;
use crate::read::fleet;

/// Starts an automation after a yes, and follows it.
///
/// # Errors
/// Refused without a yes, or for a node that cannot be patched so; what AWS answered.
pub(super) async fn start(
    context: &Context,
    args: &AutomationArgs,
    document: &str,
    more: Vec<(&str, String)>,
) -> Result<ExitCode> {
    context.ui.check_details()?;
    let reach = Reach::open(context).await?;
    let selection = Selection {
        nodes: vec![args.node.clone()],
        ..Selection::default()
    };
    let fleet = fleet::read(context, &reach, &selection).await?;
    let Some(found) = fleet.nodes.first() else {
        return Err(if fleet.unreadable.is_empty() {
            fleet::unknown_node(&[&args.node])
        } else {
            Error::new(
                Kind::Incomplete,
                format!("{} was not found where AWS could be asked", args.node),
            )
        });
    };
    check(found)?;
    let site = sending::site(&reach, &found.node.scope)?;
    check_idle(&reach, &found.node).await?;
    let mut parameters = Parameters::from([("InstanceId".to_owned(), vec![args.node.to_string()])]);
    let role = args
        .automation_role
        .iter()
        .map(|role| ("AutomationAssumeRole", role.clone()));
    parameters.extend(
        more.into_iter()
            .chain(role)
            .map(|(name, value)| (name.to_owned(), vec![value])),
    );
    let lines = lines(found, document, &parameters, args.reason.as_deref());
    let asking = Consent {
        dry_run: args.start.consent.dry_run,
        yes: args.start.consent.yes,
        must_ask: true,
        always_shown: true,
    };
    let Some(approved) = context.ui.approve(lines, asking).await? else {
        return Ok(ExitCode::Done);
    };
    let receipts = Receipts::of(context, &reach)?;
    // While somebody thought about the question another process may have begun to patch the
    // instance.
    let turn = receipts.turn(context).await?;
    check_idle(&reach, &found.node).await?;
    let token = uuid::v4(fastrand::u128(..));
    let started_at = context.clock.now();
    // The token makes a repetition harmless, so that the SDK may retry. Should this process die
    // now, patch-now list shows the execution.
    let id = site
        .start_automation(document, &parameters, &token, approved.consented())
        .await?;
    let record = AutomationRecord {
        document: document.to_owned(),
        parameters,
        who: starting::who(context, &reach),
        reason: args.reason.clone(),
        before: found.report.as_ref().map(|report| report.counts),
        ..AutomationRecord::begin(
            found.node.scope.clone(),
            args.node.clone(),
            id.clone(),
            receipts.endpoint(),
            started_at,
        )
    };
    receipts.save_automation(&record)?;
    drop(turn);
    context.ui.note(&format!("started the execution {id}"));
    if args.start.no_wait {
        let wait = again(context, &reach, "wait", &id);
        context
            .ui
            .note(&format!("not waited for; follow it with: {wait}"));
        let execution = site.automation(&id).await?;
        return view::draw(context, &record, execution.as_ref()).map(|()| ExitCode::StillRunning);
    }
    following::follow(context, &reach, site, record, &receipts, args.wait.timeout).await
}

async fn check_idle(reach: &Reach, node: &Node) -> Result<()> {
    match busy::operation_on(reach, std::iter::once((&node.scope, &node.id)), None).await? {
        None => Ok(()),
        Some(operation) => Err(Error::new(
            Kind::Refused,
            format!("{operation} patches {} now", node.id),
        )
        .hint("wait until it is over")),
    }
}

fn check(node: &NodeCompliance) -> Result<()> {
    let id = &node.node.id;
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

fn lines(
    node: &NodeCompliance,
    document: &str,
    parameters: &Parameters,
    reason: Option<&str>,
) -> Vec<String> {
    let inventory = &node.node;
    let shown: Vec<String> = parameters
        .iter()
        .map(|(name, values)| format!("{name}={}", values.join(",")))
        .collect();
    let last = node.report.as_ref().map_or_else(
        || "nothing reported yet".to_owned(),
        |report| match report.counts.violations() {
            words if words.is_empty() => "compliant by its last report".to_owned(),
            words => words.join(", "),
        },
    );
    let mut lines = vec![
        format!(
            "{document}: patch {} ({}) in {}",
            inventory.id,
            inventory.label(),
            inventory.scope
        ),
        format!("  {last}"),
        "  reboot: if needed; the automation decides, there is no choice".to_owned(),
        format!("  parameters: {}", shown.join(" ")),
    ];
    lines.extend(reason.map(|reason| format!("  reason: {reason}")));
    lines
}
