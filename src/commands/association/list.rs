//! `patchctl association list`.

use clap::Args;
use jiff::Timestamp;
use serde::Serialize;
use serde_json::Map;

use super::cells::status_cell;
use crate::aws::reach::Reach;
use crate::aws::site::Site;
use crate::context::Context;
use crate::domain::association::execution::in_words;
use crate::domain::association::{Association, Listed, Maker, Overview, targets};
use crate::domain::id::Scope;
use crate::domain::run::documents::patches;
use crate::domain::text::words::count;
use crate::error::Result;
use crate::exit::ExitCode;
use crate::output::cell::Cell;
use crate::output::listing::{Column, Listing};
use crate::read::{associations, fleet};

/// Arguments of `association list`.
#[derive(Debug, Args)]
#[command(after_help = "\
Those that patch, unless --all is given; what Quick Setup and the console made is said. What they do is read one by one, because AWS's list
does not tell.

Examples:
  patchctl --sandbox association list
  patchctl association list --all --all-regions -o json")]
pub struct ListArgs {
    /// Also those that do not patch
    #[arg(long)]
    all: bool,
}

#[derive(Debug, Serialize)]
struct Row {
    #[serde(flatten)]
    scope: Scope,
    id: String,
    name: Option<String>,
    made_by: Option<Maker>,
    document: String,
    /// What it does, where that could be read.
    operation: Option<&'static str>,
    targets: String,
    #[serde(skip)]
    targets_short: String,
    schedule: Option<String>,
    at_once: Option<bool>,
    next: Option<Timestamp>,
    #[serde(flatten)]
    overview: Overview,
    last_run: Option<Timestamp>,
}

const COLUMNS: [Column<Row>; 14] = [
    Column::scope("account", |row| Cell::id(row.scope.account.as_str())),
    Column::scope("region", |row| Cell::id(row.scope.region.as_str())),
    Column::always("name", |row| {
        Cell::id(row.name.as_deref().unwrap_or_default())
    }),
    Column::always("operation", |row| {
        Cell::text(row.operation.unwrap_or_default())
    }),
    Column::always("document", |row| Cell::text(&row.document)),
    Column::always("targets", |row| Cell::text(&row.targets_short)),
    Column::always("schedule", |row| {
        Cell::id(row.schedule.as_deref().unwrap_or_default())
    }),
    Column::always("next", |row| Cell::time(row.next)),
    Column::always("status", |row| status_cell(&row.overview.status)),
    Column::always("last run", |row| Cell::time(row.last_run)),
    Column::always("made by", |row| {
        Cell::text(row.made_by.map_or("", Maker::as_str))
    }),
    Column::on_request("counts", |row| Cell::text(in_words(&row.overview.counts))),
    Column::on_request("at once", |row| {
        let words = row.at_once.map(|is| if is { "yes" } else { "no" });
        Cell::text(words.unwrap_or_default())
    }),
    Column::always("id", |row| Cell::id(&row.id)),
];

/// Lists associations.
///
/// # Errors
/// No credentials; an output that cannot be written.
pub async fn run(context: &Context, args: &ListArgs) -> Result<ExitCode> {
    context.ui.check_listing(&COLUMNS)?;
    let reach = Reach::open(context).await?;
    let now = context.clock.now();
    let gathered = reach.gather(|site| rows_of(site, args.all, now)).await;
    let (unreadable, answers) = fleet::settle(context, gathered);
    let (scopes, read) = (answers.len() + unreadable.len(), !answers.is_empty());

    let (mut rows, mut left_out) = (Vec::new(), 0);
    for (_, (of_scope, others)) in answers {
        rows.extend(of_scope);
        left_out += others;
    }

    // Before they are handed over to be shown.
    let found = rows.len();

    context.ui.list(Listing {
        kind: "association.list",
        columns: &COLUMNS,
        rows,
        id: |row| row.id.clone(),
        scopes,
        extra: Map::new(),
        unreadable: &unreadable,
    })?;
    tell(context, found, left_out, unreadable.is_empty());
    Ok(fleet::completeness(&unreadable, read))
}

fn tell(context: &Context, found: usize, left_out: usize, complete: bool) {
    let others = match left_out {
        0 => String::new(),
        1 => "; 1 that does not patch is left out (--all)".to_owned(),
        many => format!("; {many} that do not patch are left out (--all)"),
    };

    // Of what could not be read nobody says that it has none.
    match (found, complete) {
        (0, true) => context
            .ui
            .note(&format!("no association patches here{others}")),
        (0, false) => {}
        (found, _) => context
            .ui
            .note(&format!("{}{others}", count(found, "association"))),
    }
}

/// The rows of one place, and how many were left out.
async fn rows_of(site: &Site, all: bool, now: Timestamp) -> Result<(Vec<Row>, usize)> {
    let listed = site.listed_associations().await?;
    let patching: Vec<&str> = listed
        .iter()
        .filter(|one| patches(&one.document))
        .map(|one| one.id.as_str())
        .collect();
    // The list has no parameters: a call for each that patches, and none for the others.
    let in_full = associations::in_full(site, &patching).await?;
    let in_full: Vec<Association> = in_full.into_iter().flatten().collect();

    let mut left_out = 0;
    let mut rows = Vec::new();
    for one in listed {
        if !patches(&one.document) {
            left_out += 1;
            if !all {
                continue;
            }
        }

        // One that went away meanwhile is shown as it was listed.
        let whole = in_full.iter().find(|whole| whole.id == one.id);
        rows.push(row(&site.scope, one, whole, now));
    }
    Ok((rows, if all { 0 } else { left_out }))
}

fn row(scope: &Scope, one: Listed, whole: Option<&Association>, now: Timestamp) -> Row {
    let definition = whole.and_then(|whole| whole.definition.as_ref().ok());

    // Parameters are known only of those that were asked for in full.
    Row {
        scope: scope.clone(),
        made_by: one.name.as_deref().and_then(Maker::of),
        operation: definition.map(|it| it.operation.as_str()),
        targets: targets::in_words(&one.targets),
        targets_short: targets::in_short(&one.targets),
        at_once: definition.map(|it| it.at_once),
        next: whole.and_then(|whole| whole.next_run(now)),
        id: one.id,
        name: one.name,
        document: one.document,
        schedule: one.schedule,
        overview: one.overview,
        last_run: one.last_run,
    }
}
