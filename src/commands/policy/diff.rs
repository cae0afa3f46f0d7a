//! `patchctl policy diff`.

use std::path::PathBuf;

use clap::Args;
use serde::Serialize;
use serde_json::Map;

use super::apply::steps;
use super::deploying::only_site;
use super::described::definitions;
use crate::aws::reach::Reach;
use crate::commands::{check_code, in_lines};
use crate::context::Context;
use crate::domain::difference::FieldChange;
use crate::domain::id::Scope;
use crate::domain::policy::plan::PolicyStep;
use crate::domain::text::words::count;
use crate::error::Result;
use crate::exit::ExitCode;
use crate::files::documents;
use crate::output::cell::Cell;
use crate::output::listing::{Column, Listing};

/// Arguments of `policy diff`.
#[derive(Debug, Args)]
#[command(after_help = "\
Exit codes: 0 nothing differs, 3 something differs.

Examples:
  patchctl policy diff -f policies.yaml
  patchctl policy diff -f policies/ --prune -o json")]
pub struct DiffArgs {
    /// Compare what these documents describe with what is there (can be repeated)
    #[arg(short, long, value_name = "FILE", required = true, num_args = 1..)]
    file: Vec<PathBuf>,
    /// Show also what `apply --prune` would delete
    #[arg(long)]
    prune: bool,
}

/// One difference.
#[derive(Debug, Serialize)]
struct Row {
    #[serde(flatten)]
    scope: Scope,
    policy: String,
    #[serde(flatten)]
    change: FieldChange,
}

const COLUMNS: [Column<Row>; 6] = [
    Column::scope("account", |row| Cell::id(row.scope.account.as_str())),
    Column::scope("region", |row| Cell::id(row.scope.region.as_str())),
    Column::always("policy", |row| Cell::id(&row.policy)),
    Column::always("field", |row| Cell::text(&row.change.place)),
    Column::always("before", |row| {
        Cell::text(row.change.before.as_deref().unwrap_or_default())
    }),
    Column::always("after", |row| {
        Cell::text(row.change.after.as_deref().unwrap_or_default())
    }),
];

/// Compares documents with what is there; exit 3 when they differ.
///
/// # Errors
/// Mistakes in the files; what AWS answered.
pub async fn run(context: &Context, args: &DiffArgs) -> Result<ExitCode> {
    context.ui.check_listing(&COLUMNS)?;
    let texts = documents::texts(&args.file)?;
    let definitions = definitions(&texts, context.ui.draws_color())?;
    let reach = Reach::open(context).await?;
    let site = only_site(&reach)?;
    let steps = steps(context, site, &definitions, args.prune).await?;

    // The steps of an apply are the differences.
    let rows: Vec<Row> = steps
        .iter()
        .flat_map(|step| rows(&site.scope, step))
        .collect();
    let number = rows.len();
    if in_lines(context) {
        context.ui.write_lines(lines(&rows))?;
    } else {
        context.ui.list(Listing {
            kind: "policy.diff",
            columns: &COLUMNS,
            rows,
            id: |row| row.policy.clone(),
            scopes: 1,
            extra: Map::new(),
            unreadable: &[],
        })?;
    }
    match number {
        0 => context.ui.note("nothing differs"),
        number => context.ui.note(&count(number, "difference")),
    }
    Ok(check_code(number == 0))
}

/// What a step would change; one that makes or deletes a policy is a difference by itself.
fn rows(scope: &Scope, step: &PolicyStep) -> Vec<Row> {
    let name = step.name().to_owned();
    let (before, after) = match step {
        PolicyStep::Create { .. } => (None, Some(name.clone())),
        PolicyStep::Delete { .. } => (Some(name.clone()), None),
        _ => (None, None),
    };
    let head = (before != after).then(|| FieldChange {
        place: "policy".to_owned(),
        before,
        after,
    });

    // A policy that comes or goes is more than its fields.
    head.into_iter()
        .chain(step.changes())
        .map(|change| Row {
            scope: scope.clone(),
            policy: name.clone(),
            change,
        })
        .collect()
}

fn lines(rows: &[Row]) -> Vec<String> {
    let mut lines = Vec::new();
    let mut heading = "";

    // Each policy once, above what differs of it.
    for row in rows {
        if row.policy != heading {
            lines.push(format!("{}:", row.policy));
            heading = &row.policy;
        }
        lines.extend(row.change.lines().iter().map(|line| format!("  {line}")));
    }
    lines
}
