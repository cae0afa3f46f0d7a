//! Finds runs again: by the receipts of this machine, else by the Comments of the commands that AWS
//! keeps for 30 days.

use std::collections::BTreeMap;

use jiff::{SignedDuration, Timestamp};

use super::receipts::Receipts;
use super::{in_s3, sites};
use crate::aws::reach::Reach;
use crate::context::Context;
use crate::domain::fleet::remark::Remark;
use crate::domain::fleet::unreadable::Unreadable;
use crate::domain::run::automation;
use crate::domain::run::command::Command;
use crate::domain::run::documents;
use crate::domain::run::name::{Label, RunName};
use crate::domain::run::record::{Record, Source};
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

/// Finds a run: by the receipt of the machine that began it, else by its record in S3 and what AWS
/// knows of its commands.
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
    if let Some(record) = kept.clone().filter(Record::is_ours) {
        return Ok(record);
    }

    let now = context.clock.now();
    let since = now.saturating_sub(SignedDuration::from_hours(24 * DAYS));
    let known = commands(context, reach, since.unwrap_or(now)).await;
    let sent = known.runs.get(run).map_or(&[][..], Vec::as_slice);
    let (found, place) = elsewhere(context, reach, receipts.endpoint(), run, sent).await;

    let Some(mut record) = found else {
        return kept.ok_or_else(|| unknown(run, known.unreadable.is_empty()));
    };
    if let Some(mut kept) = kept {
        // Of Comments nothing is new but commands; a record says how the run stands.
        let is_news = record.source == Source::Record;
        if !is_news && (!kept.learns(sent, now) || kept.source == Source::Record) {
            return Ok(kept);
        }
        record.carries(&kept);
    }
    context.tell(Remark::Note(format!(
        "this machine did not begin {run}; what is known comes from {place}"
    )));
    Ok(record)
}

/// A run as other machines tell of it, and by what, in words.
pub async fn elsewhere(
    context: &Context,
    reach: &Reach,
    endpoint: &str,
    run: &RunName,
    sent: &[Command],
) -> (Option<Record>, String) {
    let now = context.clock.now();
    // The Comments come first: they tell where the output, and so the record, is.
    let by_comments = of_commands(run, sent, endpoint, now);
    let told = by_comments.as_ref();
    let beside = told.and_then(|record| record.request.records.clone());
    let chosen = context.settings.run_records.value.clone();

    for records in chosen.into_iter().chain(beside) {
        let uri = in_s3::uri(&records, run);
        match in_s3::read(reach, &records, run, endpoint).await {
            Ok(None) => {}
            Ok(Some(mut record)) => {
                record.learns(sent, now);
                return (Some(record), format!("its record {uri}"));
            }
            Err(error) => context.tell(Remark::Warning(format!(
                "the record of the run cannot be read: {}",
                error.one_line()
            ))),
        }
    }
    let comments = "the Comments of its commands, which do not tell everything";
    (by_comments, comments.to_owned())
}

/// A run of another machine as it stands now: with the commands that were sent since, and what its
/// record says by now.
///
/// # Errors
/// When the commands or the record cannot be read: then nobody knows what is new.
pub async fn news(reach: &Reach, record: &Record, now: Timestamp) -> Result<Record> {
    let mut sent = Vec::new();
    for scope in record.scopes() {
        let site = sites::site(reach, &scope)?;
        for document in record.documents() {
            sent.extend(
                site.commands_since(record.started_at, Some(document))
                    .await?,
            );
        }
    }
    let records = record.request.records.as_ref();
    let records = records.filter(|_| record.source == Source::Record);
    let newer = match records {
        Some(records) => in_s3::read(reach, records, &record.run, &record.endpoint).await?,
        None => None,
    };

    // A record that cannot be found any more leaves what it said before.
    let mut now_known = newer.unwrap_or_else(|| record.clone());
    now_known.learns(&sent, now);
    now_known.carries(record);
    Ok(now_known)
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
pub fn latest(receipts: &Receipts, mut record: Record) -> Result<Record> {
    let Some(kept) = receipts.load(&record.run)? else {
        return Ok(record);
    };
    if !record.is_ours() {
        record.carries(&kept);
        return Ok(record);
    }
    Ok(if kept.commands.len() >= record.commands.len() {
        kept
    } else {
        record
    })
}
