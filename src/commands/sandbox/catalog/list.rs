//! `patchctl sandbox catalog list`.

use clap::Args;
use serde_json::Map;

use super::number;
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
    Column::always("base", |row| number(row.base)),
    Column::always("patches", |row| number(row.patches)),
    Column::always("newest", |row| {
        row.newest
            .map_or(Cell::Empty, |day| Cell::text(day.to_string()))
    }),
    Column::always("nodes", |row| number(row.nodes)),
];

/// Lists the catalogues.
pub fn run(context: &Context, _args: &ListArgs) -> Result<ExitCode> {
    context.ui.check_listing(&COLUMNS)?;
    let rows = super::super::open(context)?.catalogues()?;
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
