//! `patchctl sandbox catalog list`.

use clap::Args;
use serde_json::Map;

use crate::commands::sandbox::open::open;
use crate::context::Context;
use crate::error::Result;
use crate::exit::ExitCode;
use crate::output::cell::Cell;
use crate::output::listing::{Column, Listing};
use crate::sandbox::catalog::CatalogueStatus;

/// Arguments of `sandbox catalog list`.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  patchctl sandbox catalog list
  patchctl sandbox catalog list --sort -patches")]
pub struct ListArgs {}

/// The columns of a catalogue.
const COLUMNS: [Column<CatalogueStatus>; 8] = [
    Column::always("catalogue", |row| Cell::id(row.catalogue.as_str())),
    Column::always("os", |row| Cell::id(row.os.as_str())),
    Column::always("product", |row| Cell::text(row.product.clone())),
    Column::on_request("platform", |row| Cell::text(row.platform.clone())),
    Column::always("base", |row| Cell::count(row.base)),
    Column::always("patches", |row| Cell::count(row.patches)),
    Column::always("newest", |row| {
        row.newest
            .map_or(Cell::Empty, |day| Cell::text(day.to_string()))
    }),
    Column::always("nodes", |row| Cell::count(row.nodes)),
];

/// Lists the catalogues.
pub fn run(context: &Context, _args: &ListArgs) -> Result<ExitCode> {
    context.ui.check_listing(&COLUMNS)?;
    let rows = open(context)?.catalogues()?;
    context.ui.list(Listing {
        kind: "sandbox.catalog.list",
        columns: &COLUMNS,
        rows,
        id: |row| row.catalogue.clone(),
        scopes: 1,
        extra: Map::new(),
        unreadable: &[],
    })?;
    Ok(ExitCode::Done)
}
