//! `patchctl patch-now cancel`.

use clap::Args;

use super::asking::asking;
use super::live::Live;
use super::view::end;
use super::wait;
use crate::args::consent::ConsentArgs;
use crate::args::wait::WaitArgs;
use crate::aws::reach::Reach;
use crate::context::Context;
use crate::domain::run::automation;
use crate::domain::run::name::RunName;
use crate::domain::run::record::Record;
use crate::domain::text::words::count;
use crate::error::{Error, Kind, Result};
use crate::exit::ExitCode;
use crate::output::plan::Consented;
use crate::run::drive::{Drive, Means};
use crate::run::elsewhere::awaited;
use crate::run::end::End;
use crate::run::receipts::Receipts;
use crate::run::{find, recover, signals};

/// Arguments of `patch-now cancel`.
#[derive(Debug, Args)]
#[command(after_help = "\
What already installs on a node goes on to its end; nodes that have not begun are left alone. The run is then waited for and judged.
Exit codes: 0 it was stopped and is over, 7 what had begun is not over at the deadline, or another machine may still send more of it.
A machine without the receipt cancels what AWS shows; what was not sent yet is for the machine that has it.

Examples:
  patchctl patch-now cancel 20261122-0108-k3x9q
  patchctl patch-now cancel 20261122-0108-k3x9q --yes")]
pub struct CancelArgs {
    /// The run, or the id of an automation execution
    #[arg(value_name = "RUN")]
    run: RunName,
    #[command(flatten)]
    wait: WaitArgs,
    #[command(flatten)]
    consent: ConsentArgs,
}

/// Stops a run as far as it can be stopped, and judges what it did.
///
/// # Errors
/// Refused (exit 8) when it is over already; what `CancelCommand` answered.
pub async fn run(context: &Context, args: &CancelArgs) -> Result<ExitCode> {
    context.ui.check_listing(&super::view::nodes::COLUMNS)?;
    let reach = Reach::open(context).await?;
    if automation::is_execution(&args.run) {
        return super::automation::cancel(
            context,
            &reach,
            args.run.as_str(),
            args.consent,
            args.wait.timeout,
        )
        .await
        .map(|code| stopped(context, code, None));
    }

    let receipts = Receipts::of(context, &reach)?;
    let record = find::find(context, &reach, &receipts, &args.run).await?;
    check_running(&reach, &record)?;
    let asking = asking(context, args.consent);
    let Some(approved) = context.ui.approve(vec![line(&record)], asking).await? else {
        return Ok(ExitCode::Done);
    };

    let consented = approved.consented();
    Box::pin(stop(
        context,
        &reach,
        &receipts,
        record,
        consented,
        args.wait.timeout,
    ))
    .await
}

/// Stops a run that somebody agreed to stop, and has it judged.
async fn stop(
    context: &Context,
    reach: &Reach,
    receipts: &Receipts,
    record: Record,
    consented: &Consented,
    timeout: jiff::SignedDuration,
) -> Result<ExitCode> {
    let lock = receipts.lock(&record.run)?;
    let held = lock.is_some();
    if !held {
        // Before anything else: whoever has the run must send nothing more.
        receipts.ask_to_cancel(&record.run)?;
    }
    // While somebody thought about the question the run may have gone on.
    let record = find::latest(receipts, record)?;
    let rest = rest_elsewhere(context, &record);
    let live = Live::new(&context.ui, record.nodes.len());
    let means = Means {
        receipts,
        observer: &live,
        lock,
        consented: Some(consented),
        timeout,
    };
    let mut drive = Drive::new(context, reach, record, means);
    if held && let Some(end) = settle(context, &mut drive).await? {
        return end::finish(drive, &live, end).await;
    }

    if let Err(error) = signals::cancel(&mut drive).await {
        drive.publish().await;
        return Err(error);
    }
    if held {
        let code = end::follow(drive, &live).await?;
        return Ok(stopped(context, code, rest));
    }
    // The process that has the run judges it.
    let record = drive.record.clone();
    drop(drive);
    live.hide();
    let code = wait::follow(context, reach, receipts, record, timeout).await?;
    Ok(stopped(context, code, rest))
}

/// What another machine may still send of a run that it began: that one is not reached from here.
fn rest_elsewhere(context: &Context, record: &Record) -> Option<String> {
    if record.is_ours() {
        return None;
    }
    awaited(record, context.clock.now())
}

/// A cancellation that worked is done, whatever became of the nodes; `wait` and `show` tell that. It
/// is not, as long as another machine may send the rest.
fn stopped(context: &Context, code: ExitCode, rest: Option<String>) -> ExitCode {
    if let Some(rest) = rest {
        context.ui.warn(&format!(
            "the machine that began the run may still send {rest}: cancel the run there too"
        ));
        return ExitCode::StillRunning;
    }
    if code == ExitCode::StillRunning {
        code
    } else {
        ExitCode::Done
    }
}

fn check_running(reach: &Reach, record: &Record) -> Result<()> {
    if record.is_judged() {
        return Err(
            Error::new(Kind::Refused, format!("{} is over already", record.run))
                .hint("patchctl patch-now show tells how it went"),
        );
    }
    // A run that is half cancelled is worse than one that goes on.
    crate::run::sites::check_reach(reach, record)
}

fn line(record: &Record) -> String {
    let open = record
        .nodes
        .iter()
        .filter(|node| !node.progress.is_end())
        .count();
    // How much is left tells whether it is worth it.
    format!(
        "{}: stop it; of {} not done: {open}",
        record.run,
        count(record.nodes.len(), "node")
    )
}

/// Finds out how everything stands that was sent, so that only what runs is asked to stop.
async fn settle(context: &Context, drive: &mut Drive<'_>) -> Result<Option<End>> {
    if let Some(end) = recover::settle(drive).await? {
        return Ok(Some(end));
    }
    // What is over is not asked to stop; where that cannot be seen, everything is.
    if let Err(error) = drive.look().await {
        context.ui.warn(&format!(
            "what is over already cannot be seen: {}",
            error.one_line()
        ));
    }
    Ok(None)
}
