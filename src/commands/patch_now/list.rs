//! `patchctl patch-now list`.

use std::collections::BTreeMap;

use clap::Args;
use jiff::{SignedDuration, Timestamp};
use serde::Serialize;
use serde_json::Map;

use super::lookup;
use super::receipts::Receipts;
use crate::aws::scopes::World;
use crate::commands::fleet;
use crate::context::Context;
use crate::domain::age;
use crate::domain::patch_run::name::RunName;
use crate::domain::patch_run::record::{Record, Source};
use crate::domain::patch_run::verdict::Outcome;
use crate::error::Result;
use crate::exit::ExitCode;
use crate::output::cell::{Cell, Tone};
use crate::output::count;
use crate::output::listing::{Column, Listing};

/// Arguments of `patch-now list`.
#[derive(Debug, Args)]
#[command(after_help = "\
A run that another machine began is found by the Comments of its commands, which AWS keeps for 30 days; what became of it is read by
patch-now wait.

Examples:
  patchctl patch-now list
  patchctl patch-now list --since 30d -o json")]
pub struct ListArgs {
    /// Runs that began in this time, such as 30d
    #[arg(long, value_name = "DURATION", default_value = "7d", value_parser = age::parse)]
    since: SignedDuration,
}

/// One run.
#[derive(Debug, Serialize)]
struct Row {
    run: RunName,
    state: String,
    operation: String,
    started_at: Timestamp,
    nodes: usize,
    failed: usize,
    waves: usize,
    outcomes: BTreeMap<String, usize>,
    reason: Option<String>,
    source: Source,
}

const COLUMNS: [Column<Row>; 9] = [
    Column::always("run", |row| Cell::id(row.run.as_str())),
    Column::always("state", |row| {
        let tone = match row.state.as_str() {
            "FINISHED" if row.failed == 0 => Tone::Good,
            "FINISHED" | "STOPPED" => Tone::Bad,
            _ => Tone::Warning,
        };
        Cell::State(row.state.clone(), tone)
    }),
    Column::always("operation", |row| Cell::text(&row.operation)),
    Column::always("started", |row| Cell::time(Some(row.started_at))),
    Column::always("nodes", |row| Cell::count(i64::try_from(row.nodes).unwrap_or(i64::MAX))),
    Column::always("failed", |row| {
        let number = i64::try_from(row.failed).unwrap_or(i64::MAX);
        Cell::Counted(number, if row.failed > 0 { Tone::Bad } else { Tone::Quiet })
    }),
    Column::always("reason", |row| Cell::text(row.reason.as_deref().unwrap_or_default())),
    Column::always("source", |row| Cell::text(if row.source == Source::Receipt { "receipt" } else { "comments" })),
    Column::on_request("waves", |row| Cell::count(i64::try_from(row.waves).unwrap_or(i64::MAX))),
];

/// Lists runs, the newest first.
///
/// # Errors
/// When the receipts cannot be read.
pub async fn run(context: &Context, args: &ListArgs) -> Result<ExitCode> {
    context.ui.check_listing(&COLUMNS)?;
    let world = World::open(context).await?;
    let receipts = Receipts::of(context)?;
    let now = context.clock.now();
    let since = now.saturating_sub(args.since).unwrap_or(now);
    let (records, problems) = receipts.all()?;
    for problem in &problems {
        context.ui.warn(&problem.one_line());
    }
    let known = lookup::commands(context, &world, since).await;
    let mut rows: Vec<Row> = records.iter().filter(|record| record.started_at >= since).map(row).collect();
    for (run, commands) in &known.runs {
        if rows.iter().all(|row| row.run != *run) {
            rows.extend(lookup::of_commands(run, commands, receipts.endpoint(), now).as_ref().map(row));
        }
    }
    rows.sort_by(|a, b| (b.started_at, &b.run).cmp(&(a.started_at, &a.run)));
    let total = rows.len();
    let id = |row: &Row| row.run.to_string();
    context.ui.list(Listing {
        kind: "patch-now.list",
        columns: &COLUMNS,
        rows,
        id,
        scopes: world.sites.len(),
        extra: Map::new(),
        unreadable: &known.unreadable,
    })?;
    context.ui.note(&count(total, "run"));
    let code = fleet::completeness(&known.unreadable, total > 0);
    Ok(if problems.is_empty() { code } else { code.and(ExitCode::Incomplete) })
}

fn row(record: &Record) -> Row {
    let failed = record.nodes.iter().filter(|node| node.outcome.is_failure()).count();
    let outcomes = record.tally().into_iter().map(|(outcome, nodes): (Outcome, usize)| (outcome.as_str().to_owned(), nodes)).collect();
    Row {
        run: record.run.clone(),
        state: record.state.as_str().to_owned(),
        operation: record.request.operation.as_str().to_owned(),
        started_at: record.started_at,
        nodes: record.nodes.len(),
        failed,
        waves: record.waves,
        outcomes,
        reason: record.request.reason.clone(),
        source: record.source,
    }
}
