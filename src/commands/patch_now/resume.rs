//! `patchctl patch-now resume`.

use clap::Args;

use super::asking::asking;
use super::live::Live;
use super::view::end;
use super::view::plan::here;
use crate::args::consent::ConsentArgs;
use crate::args::wait::WaitArgs;
use crate::aws::reach::Reach;
use crate::context::Context;
use crate::domain::run::name::RunName;
use crate::domain::run::record::{Record, Sending, SentCommand, State};
use crate::domain::run::request::Reboot;
use crate::domain::run::verdict::Outcome;
use crate::domain::run::wave::Passage;
use crate::domain::text::words::count;
use crate::error::{Error, Kind, Result};
use crate::exit::ExitCode;
use crate::output::time;
use crate::run::again::again;
use crate::run::drive::{Drive, Means};
use crate::run::receipts::Receipts;
use crate::run::receipts::locks::Lock;
use crate::run::{conflict, find};

/// Arguments of `patch-now resume`.
#[derive(Debug, Args)]
#[command(after_help = "\
What was not sent is sent now: waves behind a closed gate, waves that were left, a later reboot. That needs the receipt of the run, on the
machine that began it.

Examples:
  patchctl patch-now resume 20261122-0108-k3x9q --dry-run
  patchctl patch-now resume 20261122-0108-k3x9q --yes")]
pub struct ResumeArgs {
    /// The run
    #[arg(value_name = "RUN")]
    run: RunName,
    #[command(flatten)]
    wait: WaitArgs,
    #[command(flatten)]
    consent: ConsentArgs,
}

/// Goes on with a run.
///
/// # Errors
/// Refused (exit 8) when nothing is left, another process follows the run, or other commands patch
/// its nodes now.
pub async fn run(context: &Context, args: &ResumeArgs) -> Result<ExitCode> {
    context.ui.check_listing(&super::view::nodes::COLUMNS)?;
    let reach = Reach::open(context).await?;
    let receipts = Receipts::of(context, &reach)?;
    let Some(record) = receipts.load(&args.run)?.filter(Record::is_ours) else {
        return Err(without_plan(context, &reach, &receipts, &args.run).await);
    };
    check_open(&record)?;
    let lines = lines(&record);
    let closed = closed_gate(&record).map(|(wave, _)| wave);
    // Before the question, so that nobody says yes to what is refused; and again after it.
    check_busy(&reach, &record).await?;
    let asking = asking(context, args.consent);
    let Some(approved) = context.ui.approve(lines, asking).await? else {
        return Ok(ExitCode::Done);
    };

    let lock = lock(&receipts, &args.run)?;
    // Read again under the lock: whoever had it may have gone on meanwhile.
    let record = find::latest(&receipts, record)?;
    check_open(&record)?;
    let turn = receipts.turn(context).await?;
    check_busy(&reach, &record).await?;

    let live = Live::new(&context.ui, record.nodes.len());
    let means = Means {
        receipts: &receipts,
        observer: &live,
        lock: Some(lock),
        consented: Some(approved.consented()),
        timeout: args.wait.timeout,
    };
    let mut drive = Drive::new(context, &reach, record, means).with_turn(turn);
    // A process that died before it sent anything may not have said that the run is ours.
    if !drive.record.has_sent() {
        drive.claim().await?;
    }
    drive.record.reopens_unverified();
    drive.record.state = State::Running;
    drive.record.stopped_because = None;
    // The gate that was shown, and no other: one that closes later was never agreed to.
    if let Some(wave) = closed {
        drive.overrule_gate(wave);
    }
    end::follow(drive, &live).await
}

fn lock(receipts: &Receipts, run: &RunName) -> Result<Lock> {
    receipts.lock(run)?.ok_or_else(|| {
        Error::new(Kind::Refused, format!("another patchctl follows {run}"))
            .hint("wait for it, or end it first")
    })
}

/// Only the plan knows what was not sent, and only the machine that made it has it: AWS keeps
/// commands, and those were sent.
async fn without_plan(
    context: &Context,
    reach: &Reach,
    receipts: &Receipts,
    run: &RunName,
) -> Error {
    let record = match find::find(context, reach, receipts, run).await {
        Ok(record) => record,
        Err(error) => return error,
    };
    // What can be done from here is said: to follow it, and to begin anew.
    Error::new(
        Kind::Refused,
        format!(
            "this machine did not begin {}, and only the one that did goes on with it",
            record.run
        ),
    )
    .hint(again(context, reach, "wait", &record.run))
    .hint("retry --failed tries its failed nodes again from here")
}

fn check_open(record: &Record) -> Result<()> {
    let over = matches!(record.state, State::Finished | State::Cancelled);
    // Nodes that wait for a reboot at a time are judged, and still get something sent.
    let later = matches!(record.request.reboot, Reboot::At(_))
        && record
            .nodes
            .iter()
            .any(|node| matches!(node.outcome, Outcome::PendingReboot | Outcome::Unverified));

    if !over
        && (record.has_more_to_send()
            || later
            || record.nodes.iter().any(|node| node.outcome.is_open()))
    {
        return Ok(());
    }
    Err(Error::new(
        Kind::Refused,
        format!(
            "{} is {}; nothing is left to be sent",
            record.run,
            record.state.as_str()
        ),
    )
    .hint(format!(
        "patchctl patch-now retry {} --failed begins a new run for its failed nodes",
        record.run
    )))
}

/// The last judged wave, when its gate is closed: only that one is overruled, because somebody sees
/// it before the yes.
fn closed_gate(record: &Record) -> Option<(usize, String)> {
    let wave = record.next_wave().filter(|next| *next > 1)? - 1;
    let judged = record
        .nodes
        .iter()
        .filter(|node| node.wave == wave)
        .all(|node| !node.outcome.is_open());
    // A gate whose wave is not judged yet may still open by itself.
    match record.passage(wave) {
        Passage::TooManyFailed(why) | Passage::TooManyNonCompliant(why) if judged => {
            Some((wave, why))
        }
        _ => None,
    }
}

/// What is still to be sent.
fn lines(record: &Record) -> Vec<String> {
    let mut lines = vec![format!("{}: go on with the run", record.run)];
    lines.extend(
        record
            .stopped_because
            .as_ref()
            .map(|why| format!("  it stopped: {why}")),
    );
    lines.extend(
        closed_gate(record)
            .map(|(wave, why)| format!("  the gate after wave {wave} is overruled: {why}")),
    );

    // What was begun may run already: it is looked for before it is sent.
    let commands = record.commands.iter();
    let unsent = commands
        .filter(|command| matches!(command.sending, Sending::Planned | Sending::Begun { .. }));
    lines.extend(unsent.map(command_line));

    lines.push(format!(
        "  {}, reboot {}",
        record.request.operation.as_str(),
        record.request.reboot
    ));
    // A time that is over is no reason to leave nodes waiting: whoever goes on with the run wants
    // them rebooted.
    if let Reboot::At(moment) = record.request.reboot {
        let hook = record.request.hooks.after_reboot.as_ref();
        let hook = hook.map_or_else(String::new, |hook| format!(", and then the hook {hook}"));
        lines.push(format!(
            "  nodes that wait for a reboot get it at {}, or at once when that is over{hook}",
            here(moment)
        ));
    }
    lines
}

fn command_line(command: &SentCommand) -> String {
    let doubt = match command.sending {
        Sending::Begun { at } => format!(
            "; whether it runs since {} is not known: it is looked for first, and sent again when AWS shows none minutes later",
            time::rfc3339(at)
        ),
        _ => String::new(),
    };
    format!(
        "  wave {} {}: {} to {}{doubt}",
        command.wave,
        command.phase.as_str(),
        command.command.scope,
        count(command.command.nodes.len(), "node")
    )
}

/// The plan may be old: somebody else may patch the nodes by now.
async fn check_busy(reach: &Reach, record: &Record) -> Result<()> {
    match conflict::operation_on(
        reach,
        record.nodes.iter().map(|node| (&node.scope, &node.node)),
        Some(&record.run),
    )
    .await?
    {
        None => Ok(()),
        Some(operation) => Err(Error::new(
            Kind::Refused,
            format!("{operation} patches nodes of the run now"),
        )
        .hint("wait until it is over")),
    }
}
