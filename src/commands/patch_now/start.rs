//! What `scan`, `install`, `apply` and `retry` do with a plan: show it, ask, have it sent and
//! followed, show the end.

use super::asking::asking;
use super::live::Live;
use super::view::{end, plan as view};
use crate::args::consent::ConsentArgs;
use crate::aws::reach::Reach;
use crate::context::Context;
use crate::domain::run::operation::Operation;
use crate::domain::run::order::Order;
use crate::domain::run::plan::Plan;
use crate::domain::run::request::Reboot;
use crate::domain::text::words::count;
use crate::error::{Error, Kind, Result};
use crate::exit::ExitCode;
use crate::run::begin::{self, Beginning, Following, why_nothing};
use crate::run::drive::Drive;
use crate::run::plan;
use crate::run::receipts::Receipts;

/// Plans, asks, sends and follows.
///
/// # Errors
/// What a plan may fail of; refused (exit 8) for one that may not begin, or without a yes.
pub async fn run(
    context: &Context,
    order: &Order,
    consent: ConsentArgs,
    following: Following,
) -> Result<ExitCode> {
    check_output(context)?;
    let reach = Reach::open(context).await?;
    run_within(context, &reach, order, consent, following).await
}

/// Checks the output options before anything is read.
///
/// # Errors
/// A usage error that names the columns or formats that there are.
pub fn check_output(context: &Context) -> Result<()> {
    context.ui.check_listing(&super::view::nodes::COLUMNS)
}

/// The same in scopes that are open already.
pub async fn run_within(
    context: &Context,
    reach: &Reach,
    order: &Order,
    consent: ConsentArgs,
    following: Following,
) -> Result<ExitCode> {
    let plan = plan::plan(context, reach, order).await?;
    check_size(context, order, &plan, consent)?;
    Box::pin(planned(context, reach, plan, consent, following)).await
}

/// More nodes than somebody counts at a glance are counted: a selector may mean a fleet.
fn check_size(context: &Context, order: &Order, plan: &Plan, consent: ConsentArgs) -> Result<()> {
    let counted = Counted {
        nodes: plan.nodes.len(),
        expected: order.expect_nodes,
        installs: plan.request.operation == Operation::Install,
        named: !plan.selection.nodes.is_empty(),
    };
    check_count(context, counted, consent)
}

/// How many nodes are meant, and how sure that is.
#[derive(Clone, Copy, Debug)]
pub struct Counted {
    /// How many are meant.
    pub nodes: usize,
    /// How many somebody expects at most.
    pub expected: Option<usize>,
    /// Whether anything is installed.
    pub installs: bool,
    /// Whether they were named one by one.
    pub named: bool,
}

/// More nodes than somebody counts at a glance are counted.
///
/// # Errors
/// Refused, when there are more than were expected, or many and nobody said how many.
pub fn check_count(context: &Context, counted: Counted, consent: ConsentArgs) -> Result<()> {
    let nodes = counted.nodes;
    if let Some(expected) = counted.expected.filter(|expected| nodes > *expected) {
        let text = format!(
            "{} are meant, more than --expect-nodes {expected}; nothing was sent",
            count(nodes, "node")
        );
        return Err(Error::new(Kind::Refused, text)
            .hint("--dry-run shows which; narrow the selection, or expect more"));
    }

    let large = nodes > context.settings.confirm_above.value;
    if !(large && counted.installs && consent.yes) || counted.named || counted.expected.is_some() {
        return Ok(());
    }
    let text = format!(
        "{} are meant, and --yes alone does not agree to so many",
        count(nodes, "node")
    );
    let error = Error::new(Kind::Refused, text).hint(format!(
        "--expect-nodes {nodes} says how many there may be at most; or review a plan: patch-now plan --to FILE, then apply"
    ));
    if consent.dry_run {
        context
            .ui
            .warn(&format!("this would be refused: {}", error.message()));
        return Ok(());
    }
    Err(error)
}

/// Asks for a yes to a plan, has it sent and follows the run.
///
/// # Errors
/// Refused (exit 8) for a plan that may not begin, or without a yes; what AWS answered.
pub async fn planned(
    context: &Context,
    reach: &Reach,
    plan: Plan,
    consent: ConsentArgs,
    following: Following,
) -> Result<ExitCode> {
    let receipts = Receipts::of(context, reach)?;
    check(context, reach, &receipts, &plan, following).await?;
    if consent.dry_run {
        return rehearse(context, &plan);
    }
    // As late as can be without asking in vain; looked at again once somebody said yes.
    begin::check_overlaps(&plan)?;

    let asking = asking(context, consent);
    let Some(approved) = context.ui.approve(plan, asking).await? else {
        return Ok(ExitCode::Done);
    };
    let (plan, consented) = approved.into_parts();

    let live = Live::new(&context.ui, plan.nodes.len());
    let means = Beginning {
        observer: &live,
        consented: &consented,
        following,
    };
    let drive = Box::pin(begin::begin(context, reach, &receipts, plan, means)).await?;

    // The name before anything is sent, because it is all that it takes to find the run again.
    context.ui.note(&format!(
        "the run is {}; its receipt is {}",
        drive.record.run,
        receipts.path(&drive.record.run).display()
    ));
    if following.no_wait {
        return Box::pin(send_only(drive, &live)).await;
    }
    end::follow(drive, &live).await
}

/// What makes a plan no run at all, rehearsed or not. Overlaps are not among it: what runs now may
/// be over when the run is begun.
async fn check(
    context: &Context,
    reach: &Reach,
    receipts: &Receipts,
    plan: &Plan,
    following: Following,
) -> Result<()> {
    if plan.nodes.is_empty() {
        return Err(nothing(context, plan));
    }
    check_pauses(context, plan)?;
    begin::check_name(reach, receipts, plan).await?;
    if following.no_wait {
        begin::check_no_wait(plan)?;
    }
    Ok(())
}

/// The waves of a run that reboots at a time must be over by then.
fn check_pauses(context: &Context, plan: &Plan) -> Result<()> {
    let Reboot::At(moment) = plan.request.reboot else {
        return Ok(());
    };
    let pauses = u64::try_from(plan.waves.len().saturating_sub(1)).unwrap_or(u64::MAX);
    let pauses = pauses.saturating_mul(plan.request.pause_seconds);
    let left = moment.duration_since(context.clock.now()).as_secs();
    if i64::try_from(pauses).unwrap_or(i64::MAX) < left {
        return Ok(());
    }
    let text = format!(
        "the pauses between the waves are longer than until {moment:.0}, when the nodes are to reboot"
    );
    Err(Error::new(Kind::Refused, text)
        .hint("choose a later time, a shorter --pause, or fewer waves"))
}

/// Sends everything and leaves.
async fn send_only(mut drive: Drive<'_>, live: &Live<'_>) -> Result<ExitCode> {
    // A signal may come between two commands: what was sent until then is shown like any other end.
    let sent = drive.send_all().await;
    if sent.is_err() {
        drive.publish().await;
    }
    if let Some(end) = sent? {
        return end::finish(drive, live, end).await;
    }

    drive.save()?;
    drive.publish().await;
    let ui = &drive.context.ui;
    ui.note(&format!(
        "not waited for; follow it with: {}",
        drive.again("wait")
    ));
    if ui.prints_names() {
        ui.write_lines(vec![drive.record.run.to_string()])?;
    } else {
        end::listing(drive.context, &drive.record)?;
    }
    // That it runs is what was asked for.
    Ok(match crate::run::close::exit_code(&drive.record) {
        ExitCode::StillRunning => ExitCode::Done,
        code => code,
    })
}

/// Shows what would be sent, and whether it would be refused now: what runs may be over later.
fn rehearse(context: &Context, plan: &Plan) -> Result<ExitCode> {
    view::show(context, plan)?;
    if let Err(error) = begin::check_overlaps(plan) {
        context
            .ui
            .warn(&format!("this would be refused now: {}", error.message()));
    }
    context.ui.note("nothing was sent (--dry-run)");
    Ok(view::code(plan))
}

/// A plan without nodes is refused: to patch nothing and say done would be a lie.
fn nothing(context: &Context, plan: &Plan) -> Error {
    for line in view::lines(plan) {
        context.ui.note(&line);
    }
    let hint = "patchctl node list shows the nodes, and node show NODE what is wrong with one";
    Error::new(Kind::Refused, why_nothing(plan)).hint(hint)
}
