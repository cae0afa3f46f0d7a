//! `patchctl patch-now retry`.

use clap::Args;

use super::drive::End;
use super::receipts::Receipts;
use super::starting::{self, Following};
use super::wanted::{self, Wanted};
use super::{finishing, lookup, planning, reboot_choice, wait};
use crate::args::consent::ConsentArgs;
use crate::args::wait::WaitArgs;
use crate::aws::reach::Reach;
use crate::context::Context;
use crate::domain::fleet::selection::Selection;
use crate::domain::id::NodeId;
use crate::domain::id::uuid;
use crate::domain::run::name::RunName;
use crate::domain::run::record::Record;
use crate::domain::run::request::{Reboot, Request};
use crate::domain::run::verdict::Outcome;
use crate::error::{Error, Kind, Result};
use crate::exit::ExitCode;
use crate::process::interrupt::interrupted;

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
/// Refused (exit 8) when the run is not judged yet, or no node failed; as [`starting::begin`].
pub async fn run(context: &Context, args: &RetryArgs) -> Result<ExitCode> {
    context.ui.check_listing(&super::columns::COLUMNS)?;
    let reach = Reach::open(context).await?;
    let receipts = Receipts::of(context, &reach)?;
    let mut record = lookup::find(context, &reach, &receipts, &args.run).await?;
    let reached = super::sending::check_reach(&reach, &record).is_ok();
    if !wait::is_judged(&record) || (reached && record.unverified().next().is_some()) {
        // Whoever followed it may be gone: what the nodes did is read now.
        record = judged(context, &reach, &receipts, record, args.consent.dry_run).await?;
    }
    for later in receipts.all()?.runs.iter().filter(|later| {
        later
            .plan
            .as_ref()
            .is_some_and(|plan| plan.retry_of == Some(record.run.clone()))
    }) {
        let again = super::again(context, &reach, "retry --failed", &later.run);
        context.ui.warn(&format!(
            "{} tried the failed nodes of {} already; what failed again: {again}",
            later.run, record.run
        ));
    }
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
    let request = request(context, args, &record)?;
    let wanted = Wanted {
        run: args
            .run_name
            .clone()
            .unwrap_or_else(|| wanted::new_name(context)),
        retry_of: Some(record.run.clone()),
        // The limits of a run that is only known by its commands are not known.
        max_concurrency: record
            .plan
            .as_ref()
            .map(|plan| plan.request.max_concurrency),
        max_errors: record.plan.as_ref().map(|plan| plan.request.max_errors),
        request,
        selection: Selection {
            nodes: failed,
            ..Selection::default()
        },
        skip_busy: false,
        skip_unable: false,
    };
    let plan = planning::plan(context, &reach, &wanted).await?;
    starting::begin(
        context,
        &reach,
        plan,
        args.consent,
        Following {
            timeout: args.wait.timeout,
            no_wait: false,
        },
    )
    .await
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
    let lock = if dry_run {
        None
    } else {
        receipts.lock(&record.run)?
    };
    if lock.is_none() && !dry_run {
        return Err(Error::new(
            Kind::Refused,
            format!("another patchctl follows {}", record.run),
        )
        .hint(super::again(context, reach, "wait", &record.run)));
    }
    let mut record = lookup::latest(receipts, record)?;
    let judged = wait::is_judged(&record);
    record.reopens_unverified();
    let mut drive = super::drive::Drive::new(
        context,
        reach,
        receipts,
        record,
        lock,
        None,
        jiff::SignedDuration::ZERO,
    );
    if judged {
        drive = drive.keeping_verdict();
    }
    let end = drive.follow().await?;
    if let End::Left(number) = end {
        return Err(
            interrupted(number).hint(format!("nothing of {} was retried", drive.record.run))
        );
    }
    finishing::close(&mut drive, end)?;
    if drive
        .record
        .nodes
        .iter()
        .any(|node| node.outcome == Outcome::Running)
    {
        return Err(
            Error::new(Kind::Refused, format!("{} is not over", drive.record.run))
                .hint(drive.again("wait")),
        );
    }
    if end == End::Stopped {
        let next = drive.again("resume");
        context.ui.note(&format!(
            "nodes of {} that were never sent are not retried; {next} goes on with them",
            drive.record.run
        ));
    }
    Ok(drive.record)
}

fn request(context: &Context, args: &RetryArgs, record: &Record) -> Result<Request> {
    let mut request = record.request.clone();
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
    Ok(request)
}
