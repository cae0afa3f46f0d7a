//! Finds runs again: by the receipts of this machine, else by the Comments of the commands that AWS keeps for 30 days.

use std::collections::BTreeMap;

use jiff::{SignedDuration, Timestamp};

use super::receipts::Receipts;
use crate::aws::overlaps;
use crate::aws::scopes::World;
use crate::commands::fleet;
use crate::context::Context;
use crate::domain::patch_run::command::Command;
use crate::domain::patch_run::name::{Label, RunName};
use crate::domain::patch_run::record::Record;
use crate::domain::patch_run::request::{Phase, Request};
use crate::domain::unreadable::Unreadable;
use crate::error::{Error, Result};

/// For how many days AWS keeps commands (AWS User Guide, "Run Command").
pub const DAYS: i64 = 30;

/// The commands of runs by their run, newest run last, and what could not be read.
struct Known {
    runs: BTreeMap<RunName, Vec<Command>>,
    unreadable: Vec<Unreadable>,
}

/// Reads the commands of every run since a moment.
async fn commands(context: &Context, world: &World, since: Timestamp) -> Known {
    let gathered = world.gather(|site| site.commands_since(since, None)).await;
    let (unreadable, answers) = fleet::settle(context, gathered);
    Known { runs: by_run(answers.into_iter().flat_map(|(_, commands)| commands)), unreadable }
}

/// Sorts patching commands by the run that their Comment names; others are left out.
pub fn by_run(commands: impl Iterator<Item = Command>) -> BTreeMap<RunName, Vec<Command>> {
    let mut runs: BTreeMap<RunName, Vec<Command>> = BTreeMap::new();
    for command in commands {
        if let Some(label) = Label::read(&command.comment).filter(|_| overlaps::patches(&command.document)) {
            runs.entry(label.run).or_default().push(command);
        }
    }
    runs
}

/// A run that AWS knows by its commands, as a receipt.
pub fn of_commands(run: &RunName, commands: &[Command], endpoint: &str, now: Timestamp) -> Option<Record> {
    let patching = |command: &&Command| Label::read(&command.comment).is_some_and(|label| label.phase == Phase::Patch);
    let first = commands.iter().find(patching).or(commands.first())?;
    Record::of_commands(run, commands, Request::of_command(first), endpoint.to_owned(), now)
}

/// Finds a run.
///
/// # Errors
/// When neither this machine nor AWS knows it, or AWS cannot be asked.
pub async fn find(context: &Context, world: &World, receipts: &Receipts, run: &RunName) -> Result<Record> {
    if let Some(record) = receipts.load(run)? {
        return Ok(record);
    }
    let now = context.clock.now();
    let known = commands(context, world, now.saturating_sub(SignedDuration::from_hours(24 * DAYS)).unwrap_or(now)).await;
    if let Some(record) = known.runs.get(run).and_then(|commands| of_commands(run, commands, receipts.endpoint(), now)) {
        context.ui.note(&format!("this machine has no receipt of {run}; what is known comes from the Comments of its commands"));
        return Ok(record);
    }
    if known.unreadable.is_empty() {
        return Err(Error::failed(format!("there is no run {run} here, and AWS keeps none of that name in these accounts and Regions"))
            .hint("patchctl patch-now list shows the runs; --region, --profile and --all-regions widen the scope"));
    }
    Err(Error::new(crate::error::Kind::Incomplete, format!("the run {run} was not found where AWS could be asked")))
}
