//! `patchctl window list`.

use clap::Args;
use serde::Serialize;
use serde_json::Map;

use crate::aws::reach::Reach;
use crate::aws::site::Site;
use crate::context::Context;
use crate::domain::id::Scope;
use crate::domain::text::words::count;
use crate::domain::window::Listed;
use crate::error::Result;
use crate::exit::ExitCode;
use crate::output::cell::{Cell, Tone};
use crate::output::listing::{Column, Listing};
use crate::read::fleet;

/// Arguments of `window list`.
#[derive(Debug, Args)]
#[command(after_help = "\
Every maintenance window, whatever it runs; `window show` tells what that is.

Examples:
  patchctl --sandbox window list
  patchctl window list --all-regions --sort next -o json")]
pub struct ListArgs {}

#[derive(Debug, Serialize)]
struct Row {
    #[serde(flatten)]
    scope: Scope,
    #[serde(flatten)]
    window: Listed,
}

const COLUMNS: [Column<Row>; 12] = [
    Column::scope("account", |row| Cell::id(row.scope.account.as_str())),
    Column::scope("region", |row| Cell::id(row.scope.region.as_str())),
    Column::always("name", |row| Cell::id(&row.window.name)),
    Column::always("enabled", |row| enabled(row.window.enabled)),
    Column::always("schedule", |row| Cell::id(&row.window.schedule)),
    Column::always("zone", |row| {
        Cell::id(row.window.timezone.as_deref().unwrap_or_default())
    }),
    Column::on_request("offset", |row| {
        row.window.offset.map_or(Cell::Empty, Cell::count)
    }),
    Column::always("next", |row| Cell::time(row.window.next)),
    Column::always("hours", |row| {
        row.window.duration.map_or(Cell::Empty, Cell::count)
    }),
    Column::on_request("cutoff", |row| Cell::count(row.window.cutoff)),
    Column::always("id", |row| Cell::id(&row.window.id)),
    Column::on_request("description", |row| {
        Cell::text(row.window.description.as_deref().unwrap_or_default())
    }),
];

/// Whether a window opens at all.
pub(super) fn enabled(enabled: bool) -> Cell {
    let (word, tone) = if enabled {
        ("on", Tone::Good)
    } else {
        ("off", Tone::Quiet)
    };
    Cell::State(word.to_owned(), tone)
}

/// Lists windows.
pub async fn run(context: &Context, _: &ListArgs) -> Result<ExitCode> {
    context.ui.check_listing(&COLUMNS)?;
    let reach = Reach::open(context).await?;
    let gathered = reach.gather(Site::maintenance_windows).await;
    let (unreadable, answers) = fleet::settle(context, gathered);
    let (scopes, read) = (answers.len() + unreadable.len(), !answers.is_empty());

    // A window of each place is a row of its own, whatever its name.
    let rows = answers.into_iter().flat_map(|(scope, windows)| {
        let windows = windows.into_iter();
        windows.map(move |window| Row {
            scope: scope.clone(),
            window,
        })
    });
    let rows: Vec<Row> = rows.collect();
    let found = rows.len();

    context.ui.list(Listing {
        kind: "window.list",
        columns: &COLUMNS,
        rows,
        id: |row| row.window.id.clone(),
        scopes,
        extra: Map::new(),
        unreadable: &unreadable,
    })?;
    match (found, unreadable.is_empty()) {
        (0, true) => context.ui.note("there is no window here"),
        (0, false) => {}
        (found, _) => context.ui.note(&count(found, "window")),
    }
    Ok(fleet::completeness(&unreadable, read))
}
