//! The verdict of a node as every noun shows it.

use crate::domain::compliance::NodeCompliance;
use crate::domain::compliance::verdict::Verdict;
use crate::output::cell::{Cell, Tone};

/// The verdict as a cell; it is marked when AWS's own status says otherwise.
pub fn verdict_cell(row: &NodeCompliance) -> Cell {
    state(row.verdict)
}

/// A verdict with its tone.
pub fn state(verdict: Verdict) -> Cell {
    let tone = match verdict {
        Verdict::Compliant => Tone::Good,
        Verdict::NonCompliant => Tone::Bad,
        Verdict::Gone => Tone::Quiet,
        Verdict::Stale | Verdict::NotReported | Verdict::Unreachable | Verdict::Unmanaged => {
            Tone::Warning
        }
    };
    Cell::State(verdict.to_string(), tone)
}
