//! `patchctl window executions`.

use clap::Args;
use serde::Serialize;
use serde_json::Map;

use crate::aws::reach::Reach;
use crate::context::Context;
use crate::domain::id::Scope;
use crate::domain::run::command::plain;
use crate::domain::text::words::{count, near_miss};
use crate::domain::window::execution::{Execution, Invocation, Standing, TaskExecution};
use crate::error::{Error, Result};
use crate::exit::ExitCode;
use crate::output::cell::{Cell, Tone};
use crate::output::listing::{Column, Listing};
use crate::read::windows::{Found, everything, one_of};

/// Arguments of `window executions`.
#[derive(Debug, Args)]
#[command(after_help = "\
The status is the word of the service, which says how the commands ended and not what was patched: `compliance` shows that. A time that the window
was open while the one before was still at work is SKIPPED_OVERLAPPING.

Examples:
  patchctl --sandbox window executions nightly-web
  patchctl window executions nightly-web 2c1f0d9e-5a4b-4c3d-8e7f-0123456789ab -o json")]
pub struct ExecutionsArgs {
    /// The window, by name or id
    #[arg(value_name = "WINDOW")]
    window: String,
    /// One execution, whose tasks and commands are listed
    #[arg(value_name = "EXECUTION")]
    execution: Option<String>,
    /// At most so many, the newest
    #[arg(
        long,
        value_name = "N",
        default_value_t = 20,
        conflicts_with = "execution"
    )]
    limit: usize,
}

#[derive(Debug, Serialize)]
struct Row {
    #[serde(flatten)]
    scope: Scope,
    window: String,
    #[serde(flatten)]
    execution: Execution,
}

const COLUMNS: [Column<Row>; 7] = [
    Column::scope("account", |row| Cell::id(row.scope.account.as_str())),
    Column::scope("region", |row| Cell::id(row.scope.region.as_str())),
    Column::always("began", |row| Cell::time(row.execution.standing.started)),
    Column::always("ended", |row| Cell::time(row.execution.standing.ended)),
    Column::always("status", |row| status_cell(&row.execution.standing)),
    Column::always("details", |row| details_cell(&row.execution.standing)),
    Column::always("execution", |row| Cell::id(&row.execution.id)),
];

#[derive(Debug, Serialize)]
struct SentRow {
    #[serde(flatten)]
    scope: Scope,
    window: String,
    execution: String,
    task: TaskExecution,
    /// What it sent; `None` when it sent nothing.
    invocation: Option<Invocation>,
}

impl SentRow {
    fn standing(&self) -> &Standing {
        let invocation = self.invocation.as_ref().map(|one| &one.standing);
        invocation.unwrap_or(&self.task.standing)
    }
}

const SENT: [Column<SentRow>; 9] = [
    Column::scope("account", |row| Cell::id(row.scope.account.as_str())),
    Column::scope("region", |row| Cell::id(row.scope.region.as_str())),
    Column::always("type", |row| Cell::id(&row.task.kind)),
    Column::always("runs", |row| Cell::text(&row.task.runs)),
    Column::always("status", |row| status_cell(row.standing())),
    Column::always("details", |row| details_cell(row.standing())),
    Column::always("began", |row| Cell::time(row.standing().started)),
    Column::always("command", |row| {
        let command = row
            .invocation
            .as_ref()
            .and_then(|one| one.command_id.as_deref());
        Cell::id(command.unwrap_or_default())
    }),
    Column::on_request("target", |row| {
        let target = row
            .invocation
            .as_ref()
            .and_then(|one| one.target.as_deref());
        Cell::id(target.unwrap_or_default())
    }),
];

fn status_cell(standing: &Standing) -> Cell {
    let tone = match plain(&standing.status).as_str() {
        "success" => Tone::Good,
        "failed" | "timedout" => Tone::Bad,
        "cancelled" | "cancelling" | "skippedoverlapping" => Tone::Warning,
        _ => Tone::Quiet,
    };
    Cell::State(standing.status.clone(), tone)
}

fn details_cell(standing: &Standing) -> Cell {
    Cell::text(standing.status_details.as_deref().unwrap_or_default())
}

/// Lists what a window did.
///
/// # Errors
/// A usage error when there is no such window or execution; what AWS answered.
pub async fn run(context: &Context, args: &ExecutionsArgs) -> Result<ExitCode> {
    match &args.execution {
        None => context.ui.check_listing(&COLUMNS)?,
        Some(_) => context.ui.check_listing(&SENT)?,
    }
    let reach = Reach::open(context).await?;
    let all = everything(context, &reach).await?;
    let found = one_of(context, &reach, &all, &args.window)?;

    // All of them: the newest is found by time, and not by place.
    let executions = newest_first(found).await?;
    match &args.execution {
        None => every(context, found, executions, args.limit),
        Some(id) => sent(context, found, &executions, id).await,
    }
}

/// The executions of a window, the newest first.
pub(super) async fn newest_first(found: &Found<'_>) -> Result<Vec<Execution>> {
    let mut executions = found
        .site
        .window_executions(&found.window.id, None, None)
        .await?;
    // The order of AWS is seen in its examples only.
    executions.sort_by(|a, b| (b.standing.started, &b.id).cmp(&(a.standing.started, &a.id)));
    Ok(executions)
}

/// The execution with an id.
///
/// # Errors
/// A usage error that says what there is.
pub(super) fn named<'e>(
    found: &Found<'_>,
    executions: &'e [Execution],
    id: &str,
) -> Result<&'e Execution> {
    let named = executions.iter().find(|one| one.id == id);

    // Old ones are gone after a while, and ids are easily mistaken.
    named.ok_or_else(|| {
        let name = &found.window.name;
        let near = near_miss(id, executions.iter().map(|one| one.id.as_str()));
        let error = Error::usage(format!("{name} has no execution `{id}`"));
        let error = error.maybe_hint(near.map(|near| format!("did you mean {near}?")));
        error.hint(match executions.first() {
            Some(newest) => format!("the newest is {}", newest.id),
            None => "it was not open yet".to_owned(),
        })
    })
}

fn every(
    context: &Context,
    found: &Found<'_>,
    mut executions: Vec<Execution>,
    limit: usize,
) -> Result<ExitCode> {
    let number = executions.len();
    executions.truncate(limit);
    let rows = executions.into_iter().map(|execution| Row {
        scope: found.site.scope.clone(),
        window: found.window.id.clone(),
        execution,
    });
    let rows: Vec<Row> = rows.collect();
    let shown = rows.len();
    context.ui.list(Listing {
        kind: "window.executions",
        columns: &COLUMNS,
        rows,
        id: |row| row.execution.id.clone(),
        scopes: 1,
        extra: Map::new(),
        unreadable: &[],
    })?;
    let name = &found.window.name;
    match number - shown {
        0 if number == 0 => context.ui.note(&format!("{name} was not open yet")),
        0 => context.ui.note(&count(number, "execution")),
        more => context.ui.note(&format!(
            "{}; {more} older ones are left out (--limit)",
            count(shown, "execution")
        )),
    }
    Ok(ExitCode::Done)
}

async fn sent(
    context: &Context,
    found: &Found<'_>,
    executions: &[Execution],
    id: &str,
) -> Result<ExitCode> {
    let execution = named(found, executions, id)?;
    let rows = sent_rows(found, execution).await?;
    let number = rows.len();
    context.ui.list(Listing {
        kind: "window.executions",
        columns: &SENT,
        rows,
        id: |row| {
            let command = row
                .invocation
                .as_ref()
                .and_then(|one| one.command_id.clone());
            command.unwrap_or_default()
        },
        scopes: 1,
        extra: Map::new(),
        unreadable: &[],
    })?;
    match number {
        0 if execution.standing.has_ended() => context.ui.warn("nothing was sent in it"),
        0 => context.ui.note("nothing was sent in it yet"),
        number => context.ui.note(&count(number, "invocation")),
    }
    Ok(ExitCode::Done)
}

/// The tasks of an execution with what each sent; one that sent nothing has a row too.
async fn sent_rows(found: &Found<'_>, execution: &Execution) -> Result<Vec<SentRow>> {
    let site = found.site;
    let mut rows = Vec::new();
    for task in site.window_execution_tasks(&execution.id).await? {
        let invocations = site.window_invocations(&execution.id, &task.id).await?;
        let nothing = invocations.is_empty().then_some(None);
        let sent = invocations.into_iter().map(Some).chain(nothing);
        rows.extend(sent.map(|invocation| SentRow {
            scope: site.scope.clone(),
            window: found.window.id.clone(),
            execution: execution.id.clone(),
            task: task.clone(),
            invocation,
        }));
    }
    Ok(rows)
}
