//! `patchctl report schedule list`.

use clap::Args;
use serde_json::Map;

use crate::aws::reach::Reach;
use crate::commands::report::run::tell_checks;
use crate::context::Context;
use crate::domain::export::schedule::ReportSchedule;
use crate::domain::text::words::count;
use crate::error::Result;
use crate::exit::ExitCode;
use crate::output::cell::{Cell, Tone};
use crate::output::listing::{Column, Listing};
use crate::read::fleet;
use crate::read::report_schedules::{Schedules, readable};

/// Arguments of `report schedule list`.
#[derive(Debug, Args)]
#[command(after_help = "\
Associations of AWS-ExportPatchReportToS3, and the rules of EventBridge that the console makes for it. When each ran last, and why it failed, is
taken from the executions of the runbook: those that name the association, and for a rule the newest of those that the role of its target started
with its parameters, because EventBridge does not say it.

Examples:
  patchctl --sandbox report schedule list
  patchctl report schedule list --all-regions -o json")]
pub struct ListArgs {}

const COLUMNS: [Column<ReportSchedule>; 13] = [
    Column::scope("account", |row| Cell::id(row.scope.account.as_str())),
    Column::scope("region", |row| Cell::id(row.scope.region.as_str())),
    Column::always("name", |row| Cell::id(&row.name)),
    Column::always("by", |row| Cell::text(row.by.as_str())),
    Column::always("schedule", |row| {
        let schedule = row.schedule.as_deref().unwrap_or_default();
        let off = if row.enabled { "" } else { " (off)" };
        Cell::text(format!("{schedule}{off}"))
    }),
    Column::always("report", |row| {
        Cell::text(of(row, |export| export.report.clone()))
    }),
    Column::always("bucket", |row| {
        Cell::id(of(row, |export| export.bucket.clone()))
    }),
    Column::always("nodes", |row| {
        let node = |export: &crate::domain::export::Export| match &export.node {
            Some(node) => node.to_string(),
            None => "all".to_owned(),
        };
        Cell::text(of(row, node))
    }),
    Column::always("status", |row| {
        let status = row.status.clone().unwrap_or_default();
        let tone = match status.as_str() {
            "Success" => Tone::Good,
            "Failed" => Tone::Bad,
            _ => Tone::Quiet,
        };
        Cell::State(status, tone)
    }),
    Column::always("last run", |row| Cell::time(row.last_run)),
    Column::always("problem", |row| {
        Cell::text(row.problem.as_deref().unwrap_or_default())
    }),
    Column::on_request("role", |row| {
        Cell::text(of(row, |export| export.role.clone()))
    }),
    Column::on_request("id", |row| Cell::id(row.id.as_deref().unwrap_or_default())),
];

/// Something of what is exported, or that it cannot be read.
fn of(row: &ReportSchedule, part: impl Fn(&crate::domain::export::Export) -> String) -> String {
    row.export
        .as_ref()
        .map_or_else(|| "cannot be read".to_owned(), part)
}

/// Lists schedules.
///
/// # Errors
/// No credentials; an output that cannot be written.
pub async fn run(context: &Context, _args: &ListArgs) -> Result<ExitCode> {
    context.ui.check_listing(&COLUMNS)?;
    let reach = Reach::open(context).await?;
    let Schedules {
        all: rows,
        unreadable,
        scopes,
        read,
    } = readable(context, &reach).await;
    let found = rows.len();
    let failed = rows.iter().any(ReportSchedule::has_failed);
    context.ui.list(Listing {
        kind: "report.schedule.list",
        columns: &COLUMNS,
        rows,
        id: |row| row.name.clone(),
        scopes,
        extra: Map::new(),
        unreadable: &unreadable,
    })?;
    // Of what could not be read nobody says that it has none.
    match (found, unreadable.is_empty()) {
        (0, true) => context
            .ui
            .note("nothing exports reports by a schedule here"),
        (0, false) => {}
        (found, _) => context.ui.note(&count(found, "schedule")),
    }
    if failed {
        tell_checks(context);
    }
    Ok(fleet::completeness(&unreadable, read))
}
