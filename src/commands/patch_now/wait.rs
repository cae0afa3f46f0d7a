//! `patchctl patch-now wait`.

use std::time::Duration;

use clap::Args;
use jiff::{SignedDuration, Timestamp};

use super::drive::Drive;
use super::locks::Lock;
use super::receipts::Receipts;
use super::{automation, finishing, lookup};
use crate::args::wait::WaitArgs;
use crate::aws::reach::Reach;
use crate::context::Context;
use crate::domain::run::name::RunName;
use crate::domain::run::record::{Record, State};
use crate::error::Result;
use crate::exit::ExitCode;
use crate::process::interrupt::interrupted;

/// How often the receipt of another process is looked at.
const LOOK: Duration = Duration::from_secs(2);

/// Arguments of `patch-now wait`.
#[derive(Debug, Args)]
#[command(after_help = "\
wait sends nothing: what was not sent yet stays so, and patch-now resume goes on with it. It may be used from any machine.
Nodes whose patch state could not be read before are read again.
Exit codes: as patch-now install; 7 when the run is not done at the deadline, or waves were never sent.

Examples:
  patchctl patch-now wait 20261122-0108-k3x9q
  patchctl patch-now wait 20261122-0108-k3x9q --timeout 30m -o json")]
pub struct WaitRunArgs {
    /// The run, or the id of an automation execution
    #[arg(value_name = "RUN")]
    run: RunName,
    #[command(flatten)]
    wait: WaitArgs,
}

/// Follows a run to its end.
///
/// # Errors
/// When nobody knows the run; what AWS answered.
pub async fn run(context: &Context, args: &WaitRunArgs) -> Result<ExitCode> {
    context.ui.check_listing(&super::columns::COLUMNS)?;
    let reach = Reach::open(context).await?;
    if automation::is_execution(&args.run) {
        return automation::wait(context, &reach, args.run.as_str(), args.wait.timeout).await;
    }
    let receipts = Receipts::of(context, &reach)?;
    let record = lookup::find(context, &reach, &receipts, &args.run).await?;
    let unread = super::sending::check_reach(&reach, &record)
        .err()
        .filter(|_| record.unverified().next().is_some());
    if is_judged(&record) && (unread.is_some() || record.unverified().next().is_none()) {
        finishing::listing(context, &record)?;
        finishing::warn_incomplete(&context.ui, &record);
        if let Some(error) = unread {
            context.ui.warn(&format!(
                "its unverified nodes are not read again: {}",
                error.one_line()
            ));
        }
        context.ui.note(&format!(
            "{} is over since {}",
            record.run,
            record
                .ended_at
                .map(crate::output::time::rfc3339)
                .unwrap_or_default()
        ));
        return Ok(finishing::exit_code(&record));
    }
    follow(context, &reach, &receipts, record, args.wait.timeout).await
}

/// Follows a run without sending anything. While another process has the run, that one writes the
/// receipt, and this one reads it.
///
/// # Errors
/// What AWS answered; when the receipt cannot be read.
pub async fn follow(
    context: &Context,
    reach: &Reach,
    receipts: &Receipts,
    record: Record,
    timeout: SignedDuration,
) -> Result<ExitCode> {
    let deadline = context
        .clock
        .now()
        .saturating_add(timeout)
        .unwrap_or(Timestamp::MAX);
    let Some(lock) = look_on(context, reach, receipts, &record.run, deadline).await? else {
        let known = receipts.load(&record.run)?.unwrap_or(record);
        finishing::listing(context, &known)?;
        context.ui.warn(&format!(
            "not done at the deadline; the run goes on: {}",
            super::again(context, reach, "wait", &known.run)
        ));
        return Ok(finishing::exit_code(&known).and(ExitCode::StillRunning));
    };
    // Whoever had the run may have gone on meanwhile.
    let mut record = lookup::latest(receipts, record)?;
    let judged = is_judged(&record);
    if !record.reopens_unverified() && judged {
        finishing::listing(context, &record)?;
        return Ok(finishing::exit_code(&record));
    }
    let left = deadline.duration_since(context.clock.now());
    let mut drive = Drive::new(context, reach, receipts, record, Some(lock), None, left);
    if judged {
        drive = drive.keeping_verdict();
    }
    let end = drive.follow().await?;
    finishing::finish(drive, end)
}

/// Waits until no other process has the run; `None` at the deadline.
async fn look_on(
    context: &Context,
    reach: &Reach,
    receipts: &Receipts,
    run: &RunName,
    deadline: Timestamp,
) -> Result<Option<Lock>> {
    if let Some(lock) = receipts.lock(run)? {
        return Ok(Some(lock));
    }
    context
        .ui
        .note("another patchctl follows this run and writes its receipt; this one looks on");
    let _signals = context.interrupt.take_over();
    let seen = context.interrupt.so_far();
    while context.clock.now() < deadline {
        tokio::select! {
            passed = context.pause(LOOK) => passed?,
            number = context.interrupt.after(seen) => {
                let wait = super::again(context, reach, "wait", run);
                return Err(interrupted(number).hint(format!("the run {run} goes on; follow it again: {wait}")));
            }
        }
        if let Some(lock) = receipts.lock(run)? {
            return Ok(Some(lock));
        }
    }
    Ok(None)
}

/// Whether nothing more is to be learned.
pub fn is_judged(record: &Record) -> bool {
    matches!(record.state, State::Finished | State::Cancelled)
        && record.ended_at.is_some()
        && record.nodes.iter().all(|node| !node.outcome.is_open())
}
