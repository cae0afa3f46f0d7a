//! `patchctl baseline lint`.

use std::path::PathBuf;

use clap::Args;
use serde::Serialize;
use serde_json::Map;

use crate::aws::baselines::Owner;
use crate::aws::reach::Reach;
use crate::aws::site::Site;
use crate::change::planning;
use crate::context::Context;
use crate::document::{self, baseline};
use crate::domain::baseline::check;
use crate::domain::id::Scope;
use crate::domain::text::violation::{Path, Violation};
use crate::domain::text::words::count;
use crate::error::{Kind, Result};
use crate::exit::ExitCode;
use crate::files::documents;
use crate::output::cell::{Cell, Tone};
use crate::output::format::Format;
use crate::output::listing::{Column, Listing};
use crate::read::fleet;

/// Arguments of `baseline lint`.
#[derive(Debug, Args)]
#[command(after_help = "\
Exit codes: 0 no mistake, 3 a mistake (with --strict: or a doubt), 5 something could not be read. Files are checked without AWS.

Examples:
  patchctl baseline lint -f baselines/ --strict
  patchctl baseline lint --all-regions")]
pub struct LintArgs {
    /// Check these documents rather than what is there (can be repeated)
    #[arg(short, long, value_name = "FILE", num_args = 1..)]
    file: Vec<PathBuf>,
    /// Let doubts fail too
    #[arg(long)]
    strict: bool,
}

/// One thing that is wrong or doubtful.
#[derive(Debug, Serialize)]
struct Row {
    #[serde(flatten)]
    scope: Option<Scope>,
    #[serde(skip_serializing_if = "Option::is_none")]
    file: Option<String>,
    baseline: String,
    kind: &'static str,
    place: String,
    message: String,
}

const COLUMNS: [Column<Row>; 7] = [
    Column::scope("account", |row| {
        Cell::id(
            row.scope
                .as_ref()
                .map(|scope| scope.account.as_str())
                .unwrap_or_default(),
        )
    }),
    Column::scope("region", |row| {
        Cell::id(
            row.scope
                .as_ref()
                .map(|scope| scope.region.as_str())
                .unwrap_or_default(),
        )
    }),
    Column::on_request("file", |row| {
        Cell::text(row.file.as_deref().unwrap_or_default())
    }),
    Column::always("kind", |row| {
        Cell::State(
            row.kind.to_owned(),
            if row.kind == "MISTAKE" {
                Tone::Bad
            } else {
                Tone::Warning
            },
        )
    }),
    Column::always("baseline", |row| Cell::id(&row.baseline)),
    Column::always("place", |row| Cell::text(&row.place)),
    Column::always("message", |row| Cell::text(&row.message)),
];

/// Looks for what AWS refuses, and for what it takes and that does not do what was meant.
///
/// # Errors
/// Files that cannot be read; no credentials; what AWS answered.
pub async fn run(context: &Context, args: &LintArgs) -> Result<ExitCode> {
    context.ui.check_listing(&COLUMNS)?;
    if args.file.is_empty() {
        live(context, args.strict).await
    } else {
        documents(context, args)
    }
}

fn documents(context: &Context, args: &LintArgs) -> Result<ExitCode> {
    let texts = documents::texts(&args.file)?;
    let mut rows = Vec::new();
    // Mistakes are drawn as `apply` draws them, with the exit code of a check.
    documents::desired(&texts, context.ui.draws_color())
        .map_err(|error| error.as_kind(Kind::Invalid))?;
    for text in &texts {
        let documents = baseline::read(text.source(context.ui.draws_color()))
            .map_err(|error| error.as_kind(Kind::Invalid))?;
        let mut doubts: Vec<Violation> = Vec::new();
        for document in &documents {
            for message in planning::unknown_regions(std::slice::from_ref(&document.desired)) {
                doubts.push(Violation::new(
                    document.path.key("regions"),
                    message.clone(),
                ));
                rows.push(Row {
                    scope: None,
                    file: Some(text.name.clone()),
                    baseline: document.desired.name.clone(),
                    kind: "DOUBT",
                    place: document.path.key("regions").to_string(),
                    message,
                });
            }
            let Some(definition) = &document.desired.definition else {
                continue;
            };
            for doubt in check::doubts(definition, &document.path) {
                rows.push(Row {
                    scope: None,
                    file: Some(text.name.clone()),
                    baseline: definition.name.clone(),
                    kind: "DOUBT",
                    place: doubt.place(),
                    message: doubt.message.clone(),
                });
                doubts.push(doubt);
            }
        }
        if !doubts.is_empty() && context.ui.format() == Format::Table {
            context.ui.drawn(&document::doubtful(
                text.source(context.ui.draws_color()),
                &doubts,
            ));
        }
    }
    let shown = context.ui.format() != Format::Table || context.ui.is_querying();
    finish(context, rows, 1, &[], args.strict, shown)
}

async fn live(context: &Context, strict: bool) -> Result<ExitCode> {
    let reach = Reach::open(context).await?;
    let gathered = reach.gather(findings).await;
    let (unreadable, answers) = fleet::settle(context, gathered);
    let (scopes, read) = (answers.len() + unreadable.len(), !answers.is_empty());
    let rows: Vec<Row> = fleet::joined(answers.into_iter().map(|(_, rows)| rows));
    let code = finish(context, rows, scopes, &unreadable, strict, true)?;
    Ok(code.and(fleet::completeness(&unreadable, read)))
}

async fn findings(site: &Site) -> Result<Vec<Row>> {
    let identities = site.baselines(Owner::Own, None).await?;
    let all = site.in_full(&identities.iter().collect::<Vec<_>>()).await?;
    let mut rows = Vec::new();
    for (identity, existing) in identities.iter().zip(&all) {
        let row = |kind, violation: Violation| Row {
            scope: Some(site.scope.clone()),
            file: None,
            baseline: identity.name.clone(),
            kind,
            place: violation.place(),
            message: violation.message,
        };
        let top = Path::default();
        rows.extend(
            check::check(&existing.definition, &top)
                .into_iter()
                .map(|violation| row("MISTAKE", violation)),
        );
        rows.extend(
            check::doubts(&existing.definition, &top)
                .into_iter()
                .map(|violation| row("DOUBT", violation)),
        );
        if existing.groups.is_empty() && !identity.default {
            rows.push(row(
                "DOUBT",
                Violation::new(
                    top.clone(),
                    "no patch group uses it and it is not the default: only a patch policy or BaselineTags could use it",
                ),
            ));
        }
        let twins = identities.iter().filter(|other| {
            other.name == identity.name && other.operating_system == identity.operating_system
        });
        if twins.count() > 1 {
            rows.push(row(
                "DOUBT",
                Violation::new(
                    top.key("name"),
                    format!(
                        "another baseline has this name and operating system ({})",
                        identity.id
                    ),
                ),
            ));
        }
    }
    Ok(rows)
}

fn finish(
    context: &Context,
    rows: Vec<Row>,
    scopes: usize,
    unreadable: &[crate::domain::fleet::unreadable::Unreadable],
    strict: bool,
    shown: bool,
) -> Result<ExitCode> {
    let mistakes = rows.iter().filter(|row| row.kind == "MISTAKE").count();
    let doubts = rows.len() - mistakes;
    if shown {
        let id = |row: &Row| row.baseline.clone();
        context.ui.list(Listing {
            kind: "baseline.lint",
            columns: &COLUMNS,
            rows,
            id,
            scopes,
            extra: Map::new(),
            unreadable,
        })?;
    }
    if mistakes + doubts > 0 || unreadable.is_empty() {
        context.ui.note(&format!(
            "{}, {}",
            count(mistakes, "mistake"),
            count(doubts, "doubt")
        ));
    }
    let fails = mistakes > 0 || (strict && doubts > 0);
    Ok(if fails {
        ExitCode::CheckFailed
    } else {
        ExitCode::Done
    })
}
