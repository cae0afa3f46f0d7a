//! By what nodes are judged in this invocation.

use crate::context::Context;
use crate::domain::compliance::Standard;

/// The time of now, and the age that a report may have.
pub fn standard(context: &Context) -> Standard {
    Standard {
        now: context.clock.now(),
        max_age: context.settings.max_age.value,
    }
}
