//! What tables of associations show alike.

use crate::domain::text::words::plain;
use crate::output::cell::{Cell, Tone};

/// A status of State Manager, which are free texts, with the tone that fits.
pub(super) fn status_cell(status: &str) -> Cell {
    let tone = match plain(status).as_str() {
        "success" => Tone::Good,
        "failed" | "timedout" => Tone::Bad,
        "skipped" => Tone::Warning,
        _ => Tone::Quiet,
    };
    Cell::State(status.to_owned(), tone)
}
