//! What every `logs` does with what nodes printed: show it as it was printed, or as rows.

use std::collections::BTreeSet;

use serde_json::Map;

use super::in_lines;
use crate::context::Context;
use crate::domain::id::Scope;
use crate::domain::text::words::count;
use crate::error::Result;
use crate::exit::ExitCode;
use crate::output::cell::Cell;
use crate::output::listing::{Column, Listing};
use crate::run::printed::Piece;

/// The columns, for whoever wants rows.
pub const COLUMNS: [Column<Piece>; 8] = [
    Column::scope("account", |row| Cell::id(row.scope.account.as_str())),
    Column::scope("region", |row| Cell::id(row.scope.region.as_str())),
    Column::always("node", |row| Cell::id(row.node.as_str())),
    Column::always("command", |row| Cell::id(&row.command_id)),
    Column::always("step", |row| Cell::text(&row.step)),
    Column::always("stream", |row| Cell::text(&row.stream)),
    Column::always("truncated", |row| {
        Cell::text(if row.truncated { "yes" } else { "no" })
    }),
    Column::always("text", |row| Cell::text(&row.text)),
];

/// Shows what nodes printed; `whole` says how all of it is kept where some is cut off.
pub fn show(
    context: &Context,
    kind: &'static str,
    pieces: Vec<Piece>,
    whole: &str,
) -> Result<ExitCode> {
    let truncated = pieces.iter().filter(|piece| piece.truncated).count();
    // Output is read as it was printed; a table would break its lines.
    if in_lines(context) {
        context.ui.write_lines(pieces.iter().flat_map(lines))?;
    } else {
        let scopes: BTreeSet<Scope> = pieces.iter().map(|piece| piece.scope.clone()).collect();
        context.ui.list(Listing {
            kind,
            columns: &COLUMNS,
            rows: pieces,
            id: |piece| piece.node.to_string(),
            scopes: scopes.len(),
            extra: Map::new(),
            unreadable: &[],
        })?;
    }

    if truncated > 0 {
        context.ui.warn(&format!(
            "the output of {} is cut off; {whole}",
            count(truncated, "step")
        ));
    }
    Ok(ExitCode::Done)
}

fn lines(piece: &Piece) -> Vec<String> {
    let mut lines = vec![format!(
        "== {} {} {} ({}) ==",
        piece.node, piece.step, piece.stream, piece.source
    )];
    // A node may print anything; writing a line takes out what this terminal would obey.
    lines.extend(piece.text.lines().map(str::to_owned));
    if piece.truncated {
        lines.push("== cut off here ==".to_owned());
    }
    lines
}
