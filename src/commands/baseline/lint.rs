//! `patchctl baseline lint`.

use std::path::PathBuf;

use clap::Args;
use serde::Serialize;
use serde_json::Map;

use crate::aws::baselines::Owner;
use crate::aws::reach::Reach;
use crate::aws::site::Site;
use crate::change::planning;
use crate::commands::check_code;
use crate::context::Context;
use crate::document::baseline::Document;
use crate::document::{self, baseline};
use crate::domain::baseline::check;
use crate::domain::baseline::plan::Existing;
use crate::domain::fleet::unreadable::Unreadable;
use crate::domain::group::Identity;
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
    // Mistakes are drawn as `apply` draws them, with the exit code of a check.
    documents::desired(&texts, context.ui.draws_color())
        .map_err(|error| error.with_kind(Kind::Invalid))?;

    let mut rows = Vec::new();
    for text in &texts {
        let source = text.source(context.ui.draws_color());
        let documents = baseline::read(source).map_err(|error| error.with_kind(Kind::Invalid))?;
        let mut drawn: Vec<Violation> = Vec::new();
        for document in &documents {
            for doubt in document_doubts(document) {
                rows.push(Row {
                    scope: None,
                    file: Some(text.name.clone()),
                    baseline: document.desired.name.clone(),
                    kind: "DOUBT",
                    place: doubt.place(),
                    message: doubt.message.clone(),
                });
                drawn.push(doubt);
            }
        }

        if !drawn.is_empty() && context.ui.format() == Format::Table {
            let source = text.source(context.ui.draws_color());
            context.ui.drawn(&document::doubtful(source, &drawn));
        }
    }

    // People have read the doubts at their lines; a list of them would say everything twice.
    let shown = context.ui.format() != Format::Table || context.ui.is_querying();
    finish(context, rows, 1, &[], args.strict, shown)
}

/// What a document may not mean, at its places. One without a definition only gives groups to a
/// baseline of AWS, whose rules are not ours to doubt.
fn document_doubts(document: &Document) -> Vec<Violation> {
    let mut doubts: Vec<Violation> =
        planning::unknown_regions(std::slice::from_ref(&document.desired))
            .into_iter()
            .map(|message| Violation::new(document.path.key("regions"), message))
            .collect();
    if let Some(definition) = &document.desired.definition {
        doubts.extend(check::doubts(definition, &document.path));
    }
    doubts
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
        // What is there is checked like a file: a rule of the API may be younger than the baseline.
        let mistakes = check::check(&existing.definition, &Path::default());
        let doubts = live_doubts(&identities, identity, existing);
        let found = mistakes
            .into_iter()
            .map(|mistake| ("MISTAKE", mistake))
            .chain(doubts.into_iter().map(|doubt| ("DOUBT", doubt)));
        rows.extend(found.map(|(kind, violation)| Row {
            scope: Some(site.scope.clone()),
            file: None,
            baseline: identity.name.clone(),
            kind,
            place: violation.place(),
            message: violation.message,
        }));
    }
    Ok(rows)
}

/// What is doubtful about a baseline that is there: its rules, and how it stands among the others.
fn live_doubts(
    identities: &[Identity],
    identity: &Identity,
    existing: &Existing,
) -> Vec<Violation> {
    let top = Path::default();
    let mut doubts = check::doubts(&existing.definition, &top);
    if existing.groups.is_empty() && !identity.default {
        doubts.push(Violation::new(
            top.clone(),
            "no patch group uses it and it is not the default: only a patch policy or BaselineTags could use it",
        ));
    }

    // AWS tells baselines apart by their ids and lets names repeat; documents and people go by the
    // name.
    let twins = identities.iter().filter(|other| {
        other.name == identity.name && other.operating_system == identity.operating_system
    });
    if twins.count() > 1 {
        let message = format!(
            "another baseline has this name and operating system ({})",
            identity.id
        );
        doubts.push(Violation::new(top.key("name"), message));
    }
    doubts
}

fn finish(
    context: &Context,
    rows: Vec<Row>,
    scopes: usize,
    unreadable: &[Unreadable],
    strict: bool,
    shown: bool,
) -> Result<ExitCode> {
    let mistakes = rows.iter().filter(|row| row.kind == "MISTAKE").count();
    let doubts = rows.len() - mistakes;
    if shown {
        context.ui.list(Listing {
            kind: "baseline.lint",
            columns: &COLUMNS,
            rows,
            id: |row| row.baseline.clone(),
            scopes,
            extra: Map::new(),
            unreadable,
        })?;
    }

    // "0 mistakes" over what could not be read would claim too much.
    if mistakes + doubts > 0 || unreadable.is_empty() {
        context.ui.note(&format!(
            "{}, {}",
            count(mistakes, "mistake"),
            count(doubts, "doubt")
        ));
    }
    Ok(check_code(mistakes == 0 && !(strict && doubts > 0)))
}
