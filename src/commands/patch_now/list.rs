//! `patchctl patch-now list`.

use std::collections::{BTreeMap, BTreeSet};

use clap::Args;
use futures::stream::{self, StreamExt};
use jiff::{SignedDuration, Timestamp};
use serde::Serialize;
use serde_json::Map;

use crate::aws::fault::unreadable_scope;
use crate::aws::reach::Reach;
use crate::aws::site::CALLS_AT_ONCE;
use crate::context::Context;
use crate::domain::fleet::unreadable::Unreadable;
use crate::domain::run::automation::{ASG, AutomationRecord, Listed, PATCHING, WITH_ROLLBACK};
use crate::domain::run::command::Command;
use crate::domain::run::name::RunName;
use crate::domain::run::record::{Record, Source, State};
use crate::domain::run::standing::Standing;
use crate::domain::text::age;
use crate::domain::text::words::count;
use crate::error::Result;
use crate::exit::ExitCode;
use crate::output::cell::{Cell, Tone};
use crate::output::listing::{Column, Listing};
use crate::read::fleet;
use crate::run::find;
use crate::run::receipts::Kept;
use crate::run::receipts::Receipts;

/// Arguments of `patch-now list`.
#[derive(Debug, Args)]
#[command(after_help = "\
A run that another machine began is found by the Comments of its commands, which AWS keeps for 30 days, and by its record in S3, where it has
one. ENDED: every command is over, and nobody here has judged it; patch-now wait does. PARTIAL: every command that is known is over, and others were never sent, or are where this
command does not look. The automations of patch-now asg and with-rollback are listed by their execution id.

Examples:
  patchctl patch-now list
  patchctl patch-now list --since 30d -o json")]
pub struct ListArgs {
    /// Runs that began in this time, such as 30d
    #[arg(long, value_name = "DURATION", default_value = "7d", value_parser = age::parse)]
    since: SignedDuration,
}

/// One run, or one automation.
#[derive(Debug, Serialize)]
struct Row {
    run: String,
    state: Standing,
    operation: String,
    started_at: Timestamp,
    nodes: usize,
    /// Absent when nobody judged it yet.
    failed: Option<usize>,
    waves: usize,
    outcomes: BTreeMap<String, usize>,
    reason: Option<String>,
    source: Source,
}

const COLUMNS: [Column<Row>; 9] = [
    Column::always("run", |row| Cell::id(&row.run)),
    Column::always("state", |row| {
        let tone = match (row.state, row.failed) {
            (Standing::Finished, Some(0)) => Tone::Good,
            (Standing::Finished | Standing::Stopped, _) => Tone::Bad,
            _ => Tone::Warning,
        };
        Cell::State(row.state.as_str().to_owned(), tone)
    }),
    Column::always("operation", |row| Cell::text(&row.operation)),
    Column::always("started", |row| Cell::time(Some(row.started_at))),
    Column::always("nodes", |row| Cell::count(row.nodes)),
    Column::always("failed", |row| {
        match row
            .failed
            .map(|failed| i64::try_from(failed).unwrap_or(i64::MAX))
        {
            None => Cell::Empty,
            Some(failed) => Cell::Counted(failed, if failed > 0 { Tone::Bad } else { Tone::Quiet }),
        }
    }),
    Column::always("reason", |row| {
        Cell::text(row.reason.as_deref().unwrap_or_default())
    }),
    Column::always("source", |row| Cell::text(row.source.as_str())),
    Column::on_request("waves", |row| Cell::count(row.waves)),
];

/// How much earlier than the rows commands are read, so that a run is seen with its first command.
const EARLIER: SignedDuration = SignedDuration::from_hours(48);

/// Lists runs, the newest first.
pub async fn run(context: &Context, args: &ListArgs) -> Result<ExitCode> {
    context.ui.check_listing(&COLUMNS)?;
    let reach = Reach::open(context).await?;
    let receipts = Receipts::of(context, &reach)?;
    let now = context.clock.now();
    let since = now.saturating_sub(args.since).unwrap_or(now);
    let kept = receipts.all()?;
    for problem in &kept.problems {
        context.ui.warn(&problem.one_line());
    }
    let from = since.saturating_sub(EARLIER).unwrap_or(since);
    let seen = seen(context, &reach, from).await;

    let elsewhere = elsewhere(context, &reach, &kept, &seen, receipts.endpoint()).await;

    let mut rows = rows(&kept, &seen, &elsewhere);
    rows.retain(|row| row.started_at >= since);
    rows.sort_by(|a, b| (b.started_at, &b.run).cmp(&(a.started_at, &a.run)));
    let total = rows.len();
    context.ui.list(Listing {
        kind: "patch-now.list",
        columns: &COLUMNS,
        rows,
        id: |row| row.run.clone(),
        scopes: reach.sites.len(),
        extra: Map::new(),
        unreadable: &seen.unreadable,
    })?;
    context.ui.note(&count(total, "run"));

    // A receipt that cannot be read is a run that is not listed.
    let code = fleet::completeness(&seen.unreadable, total > 0);
    Ok(if kept.problems.is_empty() {
        code
    } else {
        code.and(ExitCode::Incomplete)
    })
}

/// The runs that other machines began, as AWS and their records tell of them; what was judged here
/// stands where only Comments tell more.
async fn elsewhere(
    context: &Context,
    reach: &Reach,
    kept: &Kept,
    seen: &Known,
    endpoint: &str,
) -> Vec<Record> {
    let kept_of = |run: &RunName| kept.runs.iter().find(|record| record.run == *run);
    let others = seen.runs.iter();
    let others = others.filter(|(run, _)| !kept_of(run).is_some_and(Record::is_ours));
    let found = stream::iter(others).map(|(run, commands)| async move {
        let found = find::elsewhere(context, reach, endpoint, run, commands).await;
        found.0
    });
    let found: Vec<Option<Record>> = found.buffered(CALLS_AT_ONCE).collect().await;
    let told = found.into_iter().flatten();
    told.filter(|record| record.source == Source::Record || kept_of(&record.run).is_none())
        .collect()
}

/// Every run once: by its receipt where there is one, because that has the verdict, else by what is
/// known of it from elsewhere.
fn rows(kept: &Kept, seen: &Known, elsewhere: &[Record]) -> Vec<Row> {
    let told: BTreeSet<&RunName> = elsewhere.iter().map(|record| &record.run).collect();
    let here = kept.runs.iter();
    let here = here.filter(|record| !told.contains(&record.run));
    let mut rows: Vec<Row> = here
        .chain(elsewhere)
        .map(|record| of_receipt(record, seen.runs.get(&record.run)))
        .collect();
    rows.extend(
        kept.automations
            .iter()
            .map(|record| of_automation(record, &seen.automations)),
    );

    // What has a receipt is not listed a second time by its execution.
    let known: BTreeSet<String> = rows.iter().map(|row| row.run.clone()).collect();
    rows.extend(
        seen.automations
            .iter()
            .filter(|automation| !known.contains(&automation.id))
            .filter_map(of_listed),
    );
    rows
}

/// What AWS knows.
struct Known {
    runs: BTreeMap<RunName, Vec<Command>>,
    automations: Vec<Listed>,
    unreadable: Vec<Unreadable>,
}

async fn seen(context: &Context, reach: &Reach, since: Timestamp) -> Known {
    let gathered = reach.gather(|site| async move {
        Ok((
            site.commands_since(since, None).await?,
            site.automations(PATCHING, false).await,
        ))
    });
    let (mut unreadable, answers) = fleet::settle(context, gathered.await);

    let (mut commands, mut automations) = (Vec::new(), Vec::new());
    for (scope, (sent, started)) in answers {
        commands.extend(sent);
        match started {
            Ok(started) => automations.extend(
                started
                    .into_iter()
                    .filter(|one| [ASG, WITH_ROLLBACK].contains(&one.document.as_str())),
            ),
            // Who may not list automations can still see the runs.
            Err(error) => {
                let fault = unreadable_scope(&scope, &error);
                context.ui.unreadable(std::slice::from_ref(&fault));
                unreadable.push(fault);
            }
        }
    }

    Known {
        runs: find::by_run(commands.into_iter()),
        automations,
        unreadable,
    }
}

/// A run by its receipt, or by its commands; `seen` are those that AWS knows, which tell whether it
/// is over, and not what it brought.
fn of_receipt(record: &Record, seen: Option<&Vec<Command>>) -> Row {
    // Counts of outcomes before the verdict would change with every look.
    let judged = record.ended_at.is_some() || record.state == State::Stopped;
    let outcomes = record
        .tally()
        .into_iter()
        .filter(|_| judged)
        .map(|(outcome, nodes)| (outcome.as_str().to_owned(), nodes));

    Row {
        run: record.run.to_string(),
        state: Standing::of_run(record, seen.map(Vec::as_slice)),
        operation: record.request.operation.as_str().to_owned(),
        started_at: record.started_at,
        nodes: record.nodes.len(),
        failed: judged.then(|| {
            record
                .nodes
                .iter()
                .filter(|node| node.outcome.is_failure())
                .count()
        }),
        waves: record.waves,
        outcomes: outcomes.collect(),
        reason: record.request.reason.clone(),
        source: record.source,
    }
}

fn of_automation(record: &AutomationRecord, seen: &[Listed]) -> Row {
    let over = seen
        .iter()
        .any(|listed| listed.id == record.execution_id && listed.has_ended());

    Row {
        run: record.execution_id.clone(),
        state: Standing::of_automation(record.exit_code.is_some(), over),
        operation: record.document.clone(),
        started_at: record.started_at,
        nodes: 1,
        // Without a verdict nobody says that it failed or did not.
        failed: record
            .exit_code
            .map(|code| usize::from(code == ExitCode::NodesFailed.number())),
        waves: 1,
        outcomes: BTreeMap::new(),
        reason: record.reason.clone(),
        source: Source::Receipt,
    }
}

fn of_listed(automation: &Listed) -> Option<Row> {
    Some(Row {
        run: automation.id.clone(),
        state: Standing::of_automation(false, automation.has_ended()),
        operation: automation.document.clone(),
        // What has not begun has no place in a list by time.
        started_at: automation.started_at?,
        nodes: 1,
        failed: None,
        waves: 1,
        outcomes: BTreeMap::new(),
        reason: None,
        source: Source::Automation,
    })
}
