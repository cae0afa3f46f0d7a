//! What `asg` and `with-rollback`, and `wait`, `show` and `cancel` of an execution, do with an
//! automation that patches one instance.

use clap::Args;
use jiff::SignedDuration;

use super::asking::asking;
use super::live::Live;
use super::view::automation as view;
use crate::args::consent::ConsentArgs;
use crate::args::wait::{StartArgs, WaitArgs};
use crate::aws::reach::Reach;
use crate::aws::site::Site;
use crate::context::Context;
use crate::domain::compliance::NodeCompliance;
use crate::domain::id::NodeId;
use crate::domain::run::automation::Execution;
use crate::domain::run::automation::{ASG, AutomationRecord};
use crate::domain::run::command::Parameters;
use crate::error::{Error, Kind, Result};
use crate::exit::ExitCode;
use crate::run::again::again;
use crate::run::automation::follow::{self, Followed};
use crate::run::automation::start::{self, Start};
use crate::run::automation::{find, record_of};
use crate::run::receipts::Receipts;

/// What both have.
#[derive(Debug, Args)]
pub struct AutomationArgs {
    /// The instance
    #[arg(value_name = "NODE")]
    node: NodeId,
    /// The role that the automation assumes
    #[arg(long, value_name = "ARN")]
    automation_role: Option<String>,
    /// Why; it is kept in the receipt
    #[arg(long, value_name = "TEXT")]
    reason: Option<String>,
    #[command(flatten)]
    wait: WaitArgs,
    #[command(flatten)]
    start: StartArgs,
}

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
    let found = start::check(context, &reach, &args.node).await?;

    let parameters = parameters(args, more);
    // Everything that the automation is started with is shown, the role too: it decides what may be
    // done.
    let lines = lines(&found, document, &parameters, args.reason.as_deref());
    let asking = asking(context, args.start.consent);
    let Some(approved) = context.ui.approve(lines, asking).await? else {
        return Ok(ExitCode::Done);
    };

    let receipts = Receipts::of(context, &reach)?;
    let start = Start {
        found: &found,
        document,
        parameters,
        reason: args.reason.clone(),
    };
    let (site, record) =
        start::start(context, &reach, &receipts, start, approved.consented()).await?;

    // Its id is said at once: whoever ends this process now can still follow it.
    let id = &record.execution_id;
    context.ui.note(&format!("started the execution {id}"));
    if args.start.no_wait {
        return leave(context, &reach, site, &record).await;
    }
    show_to_its_end(context, &reach, site, record, &receipts, args.wait.timeout).await
}

/// The parameters of the document; each is a list of one.
fn parameters(args: &AutomationArgs, more: Vec<(&str, String)>) -> Parameters {
    let role = args.automation_role.iter();
    let role = role.map(|role| ("AutomationAssumeRole", role.clone()));
    let node = ("InstanceId", args.node.to_string());
    std::iter::once(node)
        .chain(more)
        .chain(role)
        .map(|(name, value)| (name.to_owned(), vec![value]))
        .collect()
}

/// Shows an execution that nobody waits for here.
async fn leave(
    context: &Context,
    reach: &Reach,
    site: &Site,
    record: &AutomationRecord,
) -> Result<ExitCode> {
    let wait = again(context, reach, "wait", &record.execution_id);
    context
        .ui
        .note(&format!("not waited for; follow it with: {wait}"));
    if context.ui.prints_names() {
        context.ui.write_lines(vec![record.execution_id.clone()])?;
        return Ok(ExitCode::Done);
    }
    let execution = site.automation(&record.execution_id).await?;
    view::draw(context, record, execution.as_ref())?;
    Ok(ExitCode::Done)
}

/// `patch-now wait` for an execution.
///
/// # Errors
/// When no scope knows it; what AWS answered.
pub(super) async fn wait(
    context: &Context,
    reach: &Reach,
    id: &str,
    timeout: SignedDuration,
) -> Result<ExitCode> {
    context.ui.check_details()?;
    let (site, execution) = find(context, reach, id).await?;
    let receipts = Receipts::of(context, reach)?;
    let record = record_of(context, &receipts, site, &execution)?;

    // What was judged stays so: later scans are not of this automation.
    let judged = record.exit_code.and_then(ExitCode::of_number);
    if let Some(code) = judged.filter(|code| *code != ExitCode::Incomplete) {
        view::draw(context, &record, Some(&execution))?;
        return Ok(code);
    }
    show_to_its_end(context, reach, site, record, &receipts, timeout).await
}

/// `patch-now show` for an execution.
///
/// # Errors
/// When no scope knows it; what AWS answered.
pub(super) async fn show(context: &Context, reach: &Reach, id: &str) -> Result<ExitCode> {
    context.ui.check_details()?;
    let (site, execution) = find(context, reach, id).await?;
    let receipts = Receipts::of(context, reach)?;
    let record = record_of(context, &receipts, site, &execution)?;
    view::draw(context, &record, Some(&execution))?;
    Ok(ExitCode::Done)
}

/// `patch-now cancel` for an execution: stops it, waits for its end and judges it.
///
/// # Errors
/// Refused without a yes; what AWS answered.
pub(super) async fn cancel(
    context: &Context,
    reach: &Reach,
    id: &str,
    consent: ConsentArgs,
    timeout: SignedDuration,
) -> Result<ExitCode> {
    context.ui.check_details()?;
    let (site, execution) = find(context, reach, id).await?;
    if execution.has_ended() {
        return Err(over(context, reach, &execution));
    }
    let asking = asking(context, consent);
    let Some(approved) = context.ui.approve(stop_lines(&execution), asking).await? else {
        return Ok(ExitCode::Done);
    };

    // Stopped is not undone: the receipt and the end of the execution tell what was done.
    site.stop_automation(id, approved.consented()).await?;
    let receipts = Receipts::of(context, reach)?;
    let record = record_of(context, &receipts, site, &execution)?;
    show_to_its_end(context, reach, site, record, &receipts, timeout).await
}

fn over(context: &Context, reach: &Reach, execution: &Execution) -> Error {
    let id = &execution.id;
    let wait = again(context, reach, "wait", id);
    Error::new(
        Kind::Refused,
        format!("{id} is over already ({})", execution.status),
    )
    .hint(format!("see how it ended: {wait}"))
}

fn stop_lines(execution: &Execution) -> Vec<String> {
    let mut lines = vec![format!(
        "{}: stop {}; the steps that are left do not run",
        execution.id, execution.document
    )];
    // The step that ends the standby is one of those that are left (document AWS-PatchAsgInstance).
    if execution.document == ASG {
        lines.push("  the instance may stay in standby: aws autoscaling exit-standby puts it back into service".to_owned());
    }
    lines
}

/// Follows an execution, and shows how it ended.
async fn show_to_its_end(
    context: &Context,
    reach: &Reach,
    site: &Site,
    record: AutomationRecord,
    receipts: &Receipts,
    timeout: SignedDuration,
) -> Result<ExitCode> {
    let live = Live::new(&context.ui, 1);
    let followed = follow::follow(context, reach, site, record, receipts, &live, timeout).await?;
    live.hide();
    // An old report is better than none to decide by, and says so.
    let Followed {
        record,
        execution,
        code,
        doubt,
    } = followed;

    view::draw(context, &record, Some(&execution))?;
    if let Some(doubt) = doubt {
        context.ui.warn(&doubt);
    }
    Ok(code)
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
