//! `patchctl association executions`.

use clap::Args;
use jiff::Timestamp;
use serde::Serialize;
use serde_json::{Map, json};

use super::cells::status_cell;
use crate::aws::reach::Reach;
use crate::context::Context;
use crate::domain::association::execution::{Execution, Target, in_words};
use crate::domain::id::Scope;
use crate::domain::text::words::{count, near_miss};
use crate::error::{Error, Result};
use crate::exit::ExitCode;
use crate::output::cell::Cell;
use crate::output::listing::{Column, Listing};
use crate::read::associations::{Found, everything, one_of};

/// Arguments of `association executions`.
#[derive(Debug, Args)]
#[command(after_help = "\
The status is the word of State Manager, which says how the document ended and not what was patched: `association run` judges that, and
`compliance` shows it.

Examples:
  patchctl --sandbox association executions scan-daily
  patchctl association executions scan-daily 2c1f0d9e-5a4b-4c3d-8e7f-0123456789ab -o json")]
pub struct ExecutionsArgs {
    /// The association, by name or id
    #[arg(value_name = "ASSOCIATION")]
    association: String,
    /// One execution, whose nodes are listed
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
    association: String,
    #[serde(flatten)]
    execution: Execution,
}

const COLUMNS: [Column<Row>; 7] = [
    Column::scope("account", |row| Cell::id(row.scope.account.as_str())),
    Column::scope("region", |row| Cell::id(row.scope.region.as_str())),
    Column::always("created", |row| Cell::time(row.execution.created)),
    Column::always("status", |row| status_cell(&row.execution.status)),
    Column::always("nodes", |row| Cell::text(counts(&row.execution))),
    Column::on_request("version", |row| Cell::text(&row.execution.version)),
    Column::always("execution", |row| Cell::id(&row.execution.id)),
];

#[derive(Debug, Serialize)]
struct NodeRow {
    #[serde(flatten)]
    scope: Scope,
    association: String,
    execution: String,
    #[serde(flatten)]
    target: Target,
}

const NODES: [Column<NodeRow>; 8] = [
    Column::scope("account", |row| Cell::id(row.scope.account.as_str())),
    Column::scope("region", |row| Cell::id(row.scope.region.as_str())),
    Column::always("node", |row| Cell::id(&row.target.resource)),
    Column::always("status", |row| status_cell(&row.target.status)),
    Column::on_request("detailed status", |row| {
        Cell::text(&row.target.detailed_status)
    }),
    Column::on_request("type", |row| Cell::text(&row.target.resource_type)),
    Column::always("at", |row| Cell::time(row.target.at)),
    Column::always("command", |row| {
        Cell::id(row.target.command_id.as_deref().unwrap_or_default())
    }),
];

/// What could not be read as counts is shown as AWS writes it.
fn counts(execution: &Execution) -> String {
    if execution.counts.is_empty() {
        execution.counts_text.clone()
    } else {
        in_words(&execution.counts)
    }
}

/// Lists executions of an association, or the nodes of one.
///
/// # Errors
/// A usage error when there is no such association or execution; what AWS answered.
pub async fn run(context: &Context, args: &ExecutionsArgs) -> Result<ExitCode> {
    match &args.execution {
        None => context.ui.check_listing(&COLUMNS)?,
        Some(_) => context.ui.check_listing(&NODES)?,
    }

    // The name decides where, and that is known when all are read.
    let reach = Reach::open(context).await?;
    let all = everything(context, &reach).await?;
    let found = one_of(context, &reach, &all, &args.association)?;
    match &args.execution {
        None => every(context, found, args.limit).await,
        Some(execution) => nodes(context, found, execution).await,
    }
}

async fn every(context: &Context, found: &Found<'_>, limit: usize) -> Result<ExitCode> {
    let id = &found.association.id;
    let mut executions = found.site.executions(id).await?;
    // The order of AWS is seen in its examples only.
    executions.sort_by(|a, b| (b.created, &b.id).cmp(&(a.created, &a.id)));
    let number = executions.len();
    executions.truncate(limit);

    // For whoever only wants to know since when nothing ran.
    let last: Option<Timestamp> = executions.first().and_then(|one| one.created);
    let rows = executions.into_iter().map(|execution| Row {
        scope: found.site.scope.clone(),
        association: id.clone(),
        execution,
    });

    let rows: Vec<Row> = rows.collect();
    let shown = rows.len();
    context.ui.list(Listing {
        kind: "association.executions",
        columns: &COLUMNS,
        rows,
        id: |row| row.execution.id.clone(),
        scopes: 1,
        extra: Map::from_iter([("last".to_owned(), json!(last))]),
        unreadable: &[],
    })?;

    let label = found.association.label();
    match number - shown {
        0 if number == 0 => context
            .ui
            .note(&format!("no execution of {label} is listed")),
        0 => context.ui.note(&count(number, "execution")),
        more => context.ui.note(&format!(
            "{}; {more} older ones are left out (--limit)",
            count(shown, "execution")
        )),
    }
    Ok(ExitCode::Done)
}

async fn nodes(context: &Context, found: &Found<'_>, execution: &str) -> Result<ExitCode> {
    let id = &found.association.id;
    let targets = match found.site.execution_targets(id, execution).await {
        Err(error) if is_unknown(&error) => return Err(unknown(found, execution).await?),
        other => other?,
    };
    let rows = targets.into_iter().map(|target| NodeRow {
        scope: found.site.scope.clone(),
        association: id.clone(),
        execution: execution.to_owned(),
        target,
    });
    let rows: Vec<NodeRow> = rows.collect();
    let number = rows.len();
    context.ui.list(Listing {
        kind: "association.executions",
        columns: &NODES,
        rows,
        id: |row| row.target.resource.clone(),
        scopes: 1,
        extra: Map::new(),
        unreadable: &[],
    })?;

    // Such an execution is a success to State Manager.
    if number == 0 {
        context.ui.warn("the execution was for no node");
    } else {
        context.ui.note(&count(number, "node"));
    }
    Ok(ExitCode::Done)
}

/// What AWS says of an id that is none, and of one that is no id at all.
pub(super) fn is_unknown(error: &Error) -> bool {
    matches!(
        error.code(),
        Some("AssociationExecutionDoesNotExist" | "ValidationException")
    )
}

/// The error for an execution that the association does not have.
///
/// # Errors
/// What AWS answered when it was asked for those that there are.
pub(super) async fn unknown(found: &Found<'_>, execution: &str) -> Result<Error> {
    let there = found.site.latest_executions(&found.association.id).await?;
    let label = found.association.label();
    let near = near_miss(execution, there.iter().map(|one| one.id.as_str()));
    let error = Error::usage(format!("{label} has no execution `{execution}`"));
    let error = error.maybe_hint(near.map(|near| format!("did you mean {near}?")));
    Ok(match there.first() {
        Some(newest) => error.hint(format!("the newest is {}", newest.id)),
        None => error.hint("none is listed"),
    })
}
