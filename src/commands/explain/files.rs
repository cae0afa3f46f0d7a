//! Files on a node, as `explain` tells them.

use serde::Serialize;

use crate::domain::handbook::files::{Place, StateFile};
use crate::domain::text::paragraph::wrapped;

/// What is known of a file, for programs.
#[derive(Clone, Debug, Serialize)]
pub(super) struct Told {
    places: &'static [Place],
}

/// What is known of a file.
pub(super) const fn told(file: &StateFile) -> Told {
    Told {
        places: file.places,
    }
}

/// The page of a file, below its first line.
pub(super) fn page(told: &Told, holds: &str, advice: &str) -> Vec<String> {
    // A path stays whole, however long it is: it is copied.
    let mut lines = Vec::new();
    for place in told.places {
        lines.push(format!("  {}", place.platform));
        lines.push(format!("    {}", place.path));
    }

    lines.extend(wrapped(holds, "  It holds ", "    "));
    lines.extend(wrapped(advice, "  What to do: ", "    "));
    lines
}
