//! `patchctl patch-now retry`.

use clap::Args;

use super::live::Live;
use super::{order, reboot_choice, start};
use crate::args::consent::ConsentArgs;
use crate::args::wait::WaitArgs;
use crate::aws::reach::Reach;
use crate::context::Context;
use crate::domain::fleet::selection::Selection;
use crate::domain::id::NodeId;
use crate::domain::id::uuid;
use crate::domain::run::name::RunName;
use crate::domain::run::order::Order;
use crate::domain::run::record::Record;
use crate::domain::run::request::{Reboot, Request};
use crate::domain::run::verdict::Outcome;
use crate::error::{Error, Kind, Result};
use crate::exit::ExitCode;
use crate::process::interrupt::interrupted;
use crate::run::again::again;
use crate::run::begin::{Following, Rivals};
use crate::run::drive::{Drive, Means};
use crate::run::end::End;
use crate::run::receipts::Receipts;
use crate::run::receipts::locks::Lock;
use crate::run::{close, find, plan};

/// Arguments of `patch-now retry`.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  patchctl patch-now retry 20261122-0108-k3x9q --failed --dry-run
  patchctl patch-now retry 20261122-0108-k3x9q --failed --yes")]
pub struct RetryArgs {
    /// The run
    #[arg(value_name = "RUN")]
    run: RunName,
    /// Try the nodes that failed, or never got their turn in a command; resume goes on with waves
    /// that were never sent
    #[arg(long, required = true)]
    failed: bool,
    /// Another reboot choice than that of the run: if-needed, never, or at TIME
    #[arg(long, value_name = "WHEN", num_args = 1..=2, value_names = ["if-needed|never|at", "TIME"])]
    reboot: Option<Vec<String>>,
    /// Call the new run by this name
    #[arg(long, value_name = "NAME", value_parser = RunName::chosen, help_heading = "Run")]
    run_name: Option<RunName>,
    /// Why; it is kept in the receipt [default: the reason of the run]
    #[arg(long, value_name = "TEXT", help_heading = "Run")]
    reason: Option<String>,
    #[command(flatten)]
    wait: WaitArgs,
    #[command(flatten)]
    consent: ConsentArgs,
}

/// Plans a new run for the failed nodes of another, with what was asked for then.
///
/// # Errors
/// Refused (exit 8) when the run is not judged yet, or no node failed; as [`start::planned`].
pub async fn run(context: &Context, args: &RetryArgs) -> Result<ExitCode> {
    context.ui.check_listing(&super::view::nodes::COLUMNS)?;
    let reach = Reach::open(context).await?;
    let receipts = Receipts::of(context, &reach)?;
    let mut record = find::find(context, &reach, &receipts, &args.run).await?;
    let reached = crate::run::sites::check_reach(&reach, &record).is_ok();
    if !record.is_judged() || (reached && record.unverified().next().is_some()) {
        // Whoever followed it may be gone: what the nodes did is read now.
        let dry_run = args.consent.dry_run;
        record = Box::pin(judged(context, &reach, &receipts, record, dry_run)).await?;
    }
    say_tried(context, &reach, &receipts, &record)?;

    let wanted = order(context, args, &record)?;
    let plan = plan::plan(context, &reach, &wanted).await?;
    let following = Following {
        timeout: args.wait.timeout,
        no_wait: false,
        twins: Rivals::of_name(args.run_name.is_some()),
    };
    Box::pin(start::planned(
        context,
        &reach,
        plan,
        args.consent,
        following,
    ))
    .await
}

/// Says which runs have tried the failed nodes already: what failed there again is theirs to retry.
fn say_tried(context: &Context, reach: &Reach, receipts: &Receipts, record: &Record) -> Result<()> {
    let runs = receipts.all()?.runs;
    let later = runs.iter().filter(|later| {
        let plan = later.plan.as_ref();
        plan.is_some_and(|plan| plan.retry_of.as_ref() == Some(&record.run))
    });
    // Said and not refused: to retry the first run again is rarely meant, but it does no harm.
    for later in later {
        let next = again(context, reach, "retry --failed", &later.run);
        context.ui.warn(&format!(
            "{} tried the failed nodes of {} already; what failed again: {next}",
            later.run, record.run
        ));
    }
    Ok(())
}

/// What was asked for then, for the nodes that failed.
fn order(context: &Context, args: &RetryArgs, record: &Record) -> Result<Order> {
    // Nobody knows that an unverified node succeeded; to patch it again does no harm.
    let failed: Vec<NodeId> = record
        .nodes
        .iter()
        .filter(|node| node.outcome.is_failure() || node.outcome == Outcome::Unverified)
        .map(|node| node.node.clone())
        .collect();
    if failed.is_empty() {
        return Err(Error::new(Kind::Refused, format!("no node of {} failed", record.run))
            .hint("patchctl patch-now show tells how it went; resume goes on with waves that were never sent"));
    }

    let run = args.run_name.clone();
    // The limits of a run that is only known by its commands are not known.
    let limits = record.plan.as_ref().map(|plan| &plan.request);
    Ok(Order {
        request: request(context, args, record)?,
        run: run.unwrap_or_else(|| order::new_name(context)),
        retry_of: Some(record.run.clone()),
        max_concurrency: limits.map(|request| request.max_concurrency),
        max_errors: limits.map(|request| request.max_errors),
        selection: Selection {
            nodes: failed,
            ..Selection::default()
        },
        expect_nodes: None,
        skip_busy: false,
        skip_unable: false,
    })
}

/// Looks once at a run that nobody judged, or not everywhere; it must be over to be retried. A
/// rehearsal writes nothing of it down.
async fn judged(
    context: &Context,
    reach: &Reach,
    receipts: &Receipts,
    record: Record,
    dry_run: bool,
) -> Result<Record> {
    let lock = lock(context, reach, receipts, &record, dry_run)?;
    let mut record = find::latest(receipts, record)?;
    let judged = record.is_judged();
    record.reopens_unverified();
    let live = Live::new(&context.ui, record.nodes.len());
    let means = Means {
        receipts,
        observer: &live,
        lock,
        consented: None,
        // One look: whoever wants to wait uses wait.
        timeout: jiff::SignedDuration::ZERO,
    };
    let mut drive = Drive::new(context, reach, record, means);
    if judged {
        drive = drive.keeping_verdict();
    }

    let end = drive.follow().await?;
    if let End::Left(number) = end {
        return Err(
            interrupted(number).hint(format!("nothing of {} was retried", drive.record.run))
        );
    }
    close::close(&mut drive, end)?;
    check_over(&drive)?;
    if end == End::Stopped {
        say_unsent(&drive);
    }
    Ok(drive.record)
}

/// Nodes that never got a command did not fail, and a new run of the failed ones leaves them out.
fn say_unsent(drive: &Drive<'_>) {
    let next = drive.again("resume");
    drive.context.ui.note(&format!(
        "nodes of {} that were never sent are not retried; {next} goes on with them",
        drive.record.run
    ));
}

/// The lock to write the verdict; `None` for a rehearsal.
fn lock(
    context: &Context,
    reach: &Reach,
    receipts: &Receipts,
    record: &Record,
    dry_run: bool,
) -> Result<Option<Lock>> {
    if dry_run {
        return Ok(None);
    }
    if let Some(lock) = receipts.lock(&record.run)? {
        return Ok(Some(lock));
    }
    // Two verdicts of one run would overwrite each other.
    Err(Error::new(
        Kind::Refused,
        format!("another patchctl follows {}", record.run),
    )
    .hint(again(context, reach, "wait", &record.run)))
}

/// Two patching operations on one node break each other: what still runs is not begun again.
fn check_over(drive: &Drive<'_>) -> Result<()> {
    let mut nodes = drive.record.nodes.iter();
    if !nodes.any(|node| node.outcome == Outcome::Running) {
        return Ok(());
    }
    Err(
        Error::new(Kind::Refused, format!("{} is not over", drive.record.run))
            .hint(drive.again("wait")),
    )
}

fn request(context: &Context, args: &RetryArgs, record: &Record) -> Result<Request> {
    let mut request = record.request.clone();
    // AWS freezes the list of patches under a snapshot id for days (AWS User Guide,
    // "AWS-RunPatchBaseline"): a new run must see what is approved by now.
    request.snapshot_id = uuid::v4(fastrand::u128(..));
    // A few failed nodes need no waves.
    request.waves = Vec::new();
    request.pause_seconds = 0;

    if let Some(reason) = &args.reason {
        request.reason = Some(reason.clone());
    }
    if let Some(words) = &args.reboot {
        request.reboot = reboot_choice::read(words, context.clock.now())?;
    } else if let Reboot::At(moment) = request.reboot
        && moment <= context.clock.now()
    {
        return Err(
            Error::usage(format!("the run rebooted at {moment:.0}, and that is over"))
                .hint("choose again with --reboot"),
        );
    }
    if !matches!(request.reboot, Reboot::At(_))
        && let Some(hook) = request.hooks.after_reboot.take()
    {
        context.ui.note(&format!(
            "{hook} was to run after a reboot at a time; there is none now, and it is left out"
        ));
    }
    Ok(request)
}
