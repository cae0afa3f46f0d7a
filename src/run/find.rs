//! Finds runs again: by the receipts of this machine, else by the Comments of the commands that AWS
//! keeps for 30 days.

use std::collections::BTreeMap;

use jiff::{SignedDuration, Timestamp};

use super::receipts::Receipts;
use crate::aws::reach::Reach;
use crate::context::Context;
use crate::domain::fleet::remark::Remark;
use crate::domain::fleet::unreadable::Unreadable;
use crate::domain::run::automation;
use crate::domain::run::command::Command;
use crate::domain::run::documents;
use crate::domain::run::name::{Label, RunName};
use crate::domain::run::record::Record;
use crate::domain::run::request::{Phase, Request};
use crate::error::{Error, Kind, Result};
use crate::read::fleet;

/// For how many days AWS keeps commands (AWS User Guide, "Run Command").
pub const DAYS: i64 = 30;

/// The commands of runs by their run, newest run last, and what could not be read.
struct Known {
    runs: BTreeMap<RunName, Vec<Command>>,
    unreadable: Vec<Unreadable>,
}

/// Reads the commands of every run since a moment.
async fn commands(context: &Context, reach: &Reach, since: Timestamp) -> Known {
    let gathered = reach.gather(|site| site.commands_since(since, None)).await;
    let (unreadable, answers) = fleet::settle(context, gathered);
    Known {
        runs: by_run(answers.into_iter().flat_map(|(_, commands)| commands)),
        unreadable,
    }
}

/// Sorts patching commands by the run that their Comment names; others are left out.
pub fn by_run(commands: impl Iterator<Item = Command>) -> BTreeMap<RunName, Vec<Command>> {
    let mut runs: BTreeMap<RunName, Vec<Command>> = BTreeMap::new();
    for command in commands {
        if let Some(label) =
            Label::read(&command.comment).filter(|_| documents::patches(&command.document))
        {
            runs.entry(label.run).or_default().push(command);
        }
    }
    runs
}

/// A run that AWS knows by its commands, as a receipt.
pub fn of_commands(
    run: &RunName,
    commands: &[Command],
    endpoint: &str,
    now: Timestamp,
) -> Option<Record> {
    // The commands of a reboot do not tell what was asked for; one that patches does.
    let patching = commands.iter().find(|command| {
        Label::read(&command.comment).is_some_and(|label| label.phase == Phase::Patch)
    });
    let first = patching?;

    Record::of_commands(
        run,
        commands,
        Request::of_command(first),
        endpoint.to_owned(),
        now,
    )
}

/// Finds a run. A receipt that was made from Comments, of a run of which parts are not known, is
/// compared with what AWS knows now.
///
/// # Errors
/// When neither this machine nor AWS knows it, or AWS cannot be asked.
pub async fn find(
    context: &Context,
    reach: &Reach,
    receipts: &Receipts,
    run: &RunName,
) -> Result<Record> {
    let kept = receipts.load(run)?;
    if let Some(record) = kept.clone().filter(|record| !record.unseen().any()) {
        return Ok(record);
    }

    let now = context.clock.now();
    let since = now.saturating_sub(SignedDuration::from_hours(24 * DAYS));
    let known = commands(context, reach, since.unwrap_or(now)).await;
    let found = known
        .runs
        .get(run)
        .and_then(|commands| of_commands(run, commands, receipts.endpoint(), now));
    // The receipt has verdicts, which Comments have not: only what is new to it takes its place.
    if let Some(record) = found.filter(|found| {
        kept.as_ref()
            .is_none_or(|kept| kept.commands.len() < found.commands.len())
    }) {
        let why = if kept.is_some() {
            "AWS knows more commands than the receipt of"
        } else {
            "this machine has no receipt of"
        };
        context.tell(Remark::Note(format!(
            "{why} {run}; what is known comes from the Comments of its commands"
        )));
        return Ok(record);
    }

    match kept {
        Some(record) => Ok(record),
        None => Err(unknown(run, known.unreadable.is_empty())),
    }
}

/// Why a run is not found; `all_read` when every place could be asked.
fn unknown(run: &RunName, all_read: bool) -> Error {
    if !all_read {
        return Error::new(
            Kind::Incomplete,
            format!("the run {run} was not found where AWS could be asked"),
        );
    }

    let error = Error::failed(format!(
        "there is no run {run} here, and AWS keeps none of that name in these accounts and Regions"
    ));
    // The two kinds of names look alike to whoever copies one.
    if automation::is_execution(run) {
        error.hint(format!("an automation is followed with patch-now show, wait and cancel: patchctl patch-now show {run}"))
    } else {
        error.hint("patchctl patch-now list shows the runs; --region, --profile and --all-regions widen the scope")
    }
}

/// The receipt as it stands now, because whoever had the run may have gone on; `record` when that
/// knows more commands.
pub fn latest(receipts: &Receipts, record: Record) -> Result<Record> {
    let kept = receipts
        .load(&record.run)?
        .filter(|kept| kept.commands.len() >= record.commands.len());
    Ok(kept.unwrap_or(record))
}
