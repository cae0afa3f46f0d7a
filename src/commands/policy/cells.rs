//! The cells that several verbs of policies show.

use crate::domain::policy::manager::{Standing, Status};
use crate::output::cell::{Cell, Tone};

/// A status of AWS, with the tone that fits.
pub fn status_cell(status: &Status) -> Cell {
    let tone = match status.standing() {
        Standing::Done => Tone::Good,
        Standing::Failed => Tone::Bad,
        Standing::Working => Tone::Quiet,
        Standing::Unknown => Tone::Warning,
    };

    // An empty cell would look as if there were nothing to say.
    let word = match status.word.as_str() {
        "" => "UNKNOWN",
        word => word,
    };
    Cell::State(word.to_owned(), tone)
}
