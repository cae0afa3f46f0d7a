//! `patchctl baseline lint`.

use std::path::PathBuf;

use clap::Args;
use serde::Serialize;
use serde_json::Map;

use crate::aws::baselines::Owner;
use crate::aws::reach::Reach;
use crate::aws::site::Site;
use crate::change::{places, review};
use crate::commands::check_code;
use crate::context::Context;
use crate::document;
use crate::document::baseline::Document;
use crate::domain::baseline::Definition;
use crate::domain::baseline::check;
use crate::domain::baseline::doubts;
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
use crate::read::{filter_values, fleet};

/// Arguments of `baseline lint`.
#[derive(Debug, Args)]
#[command(after_help = "\
Exit codes: 0 no mistake, 3 a mistake (with --strict: or a doubt), 5 something could not be read. Files are checked without AWS: a value
that only AWS could know, such as the product of a new release, is said to be not checked, and fails nothing. `diff` and `apply` say the
same mistakes and doubts, and ask AWS about such values.

Examples:
  patchctl baseline lint baselines/ --strict
  patchctl baseline lint --all-regions")]
pub struct LintArgs {
    /// The documents to check rather than what is there: files, folders, or - for standard input
    #[arg(value_name = "FILE", conflicts_with = "file")]
    document: Vec<PathBuf>,
    /// The same, as `diff` and `apply` take it (can be repeated)
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

/// AWS refuses it, or it matches nothing.
const MISTAKE: &str = "MISTAKE";
/// AWS takes it, and it may not do what was meant.
const DOUBT: &str = "DOUBT";
/// Nobody could say whether it is right.
const UNCHECKED: &str = "UNCHECKED";

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
            if row.kind == MISTAKE {
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
    if args.file.is_empty() && args.document.is_empty() {
        live(context, args.strict).await
    } else {
        documents(context, args).await
    }
}

async fn documents(context: &Context, args: &LintArgs) -> Result<ExitCode> {
    let named: Vec<PathBuf> = args.document.iter().chain(&args.file).cloned().collect();
    let texts = documents::texts(&named)?;
    // Mistakes are drawn as `apply` draws them, with the exit code of a check.
    let described = documents::documents(&texts, context.ui.draws_color())
        .map_err(|error| error.with_kind(Kind::Invalid))?;

    // Files are checked without AWS.
    let unchecked = review::unchecked(context, None, &described).await;

    let mut rows = Vec::new();
    for (index, text) in texts.iter().enumerate() {
        let mut drawn: Vec<Violation> = Vec::new();
        let of_file = described.iter().enumerate();
        for (number, one) in of_file.filter(|(_, one)| one.file == index) {
            let open = unchecked.iter().filter(|(place, _)| *place == number);
            let open = open.map(|(_, violation)| (UNCHECKED, violation.clone()));
            for (kind, violation) in of_document(&one.document).into_iter().chain(open) {
                rows.push(Row {
                    scope: None,
                    file: Some(text.name.clone()),
                    baseline: one.document.desired.name.clone(),
                    kind,
                    place: violation.place(),
                    message: violation.message.clone(),
                });
                drawn.push(violation);
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

/// What is doubtful in a document, at its places.
fn of_document(document: &Document) -> Vec<(&'static str, Violation)> {
    let mut found: Vec<(&str, Violation)> =
        places::unknown_regions(std::slice::from_ref(&document.desired))
            .into_iter()
            .map(|message| Violation::new(document.path.key("regions"), message))
            .map(|violation| (DOUBT, violation))
            .collect();

    let doubts = review::doubts(document);
    found.extend(doubts.into_iter().map(|doubt| (DOUBT, doubt)));
    found
}

async fn live(context: &Context, strict: bool) -> Result<ExitCode> {
    let reach = Reach::open(context).await?;
    let gathered = reach.gather(|site| findings(context, site)).await;
    let (unreadable, answers) = fleet::settle(context, gathered);
    let (scopes, read) = (answers.len() + unreadable.len(), !answers.is_empty());
    let rows: Vec<Row> = fleet::joined(answers.into_iter().map(|(_, rows)| rows));
    let code = finish(context, rows, scopes, &unreadable, strict, true)?;
    Ok(code.and(fleet::completeness(&unreadable, read)))
}

async fn findings(context: &Context, site: &Site) -> Result<Vec<Row>> {
    let identities = site.baselines(Owner::Own, None).await?;
    let all = site.in_full(&identities.iter().collect::<Vec<_>>()).await?;

    let definitions: Vec<(&Definition, Path)> = all
        .iter()
        .map(|existing| (&existing.definition, Path::default()))
        .collect();
    let unchecked = filter_values::open(context, Some(site), &definitions).await;

    let mut rows = Vec::new();
    for (index, (identity, existing)) in identities.iter().zip(&all).enumerate() {
        // What is there is checked like a file: a rule of the API may be younger than the baseline.
        let mistakes = check::check(&existing.definition, &Path::default());
        let doubts = live_doubts(&identities, identity, existing);
        let open = unchecked.iter().filter(|(place, _)| *place == index);
        let open = open.map(|(_, violation)| (UNCHECKED, violation.clone()));
        let found = mistakes
            .into_iter()
            .map(|mistake| (MISTAKE, mistake))
            .chain(doubts.into_iter().map(|doubt| (DOUBT, doubt)))
            .chain(open);
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
    let mut doubts = doubts::doubts(&existing.definition, identity.default, &top);
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
    let of = |kind: &str| rows.iter().filter(|row| row.kind == kind).count();
    let (mistakes, doubts, unchecked) = (of(MISTAKE), of(DOUBT), of(UNCHECKED));
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
        let mut said = format!("{}, {}", count(mistakes, "mistake"), count(doubts, "doubt"));
        if unchecked > 0 {
            said.push_str(&format!(", {} not checked", count(unchecked, "value")));
        }
        context.ui.note(&said);
    }
    Ok(check_code(mistakes == 0 && !(strict && doubts > 0)))
}
