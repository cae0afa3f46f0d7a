//! The only reader of the time of day.

use jiff::{SignedDuration, Timestamp};

/// Tells the time: the machine's, a fixed one (tests), or either moved by an offset (the sandbox).
#[derive(Clone, Copy, Debug)]
pub struct Clock {
    fixed: Option<Timestamp>,
    offset: SignedDuration,
}

impl Clock {
    /// The machine's clock.
    pub const fn system() -> Self {
        Self { fixed: None, offset: SignedDuration::ZERO }
    }

    /// A clock that stands still at `now`.
    pub const fn fixed(now: Timestamp) -> Self {
        Self { fixed: Some(now), offset: SignedDuration::ZERO }
    }

    /// The same clock, moved by `offset` in place of any earlier offset.
    #[must_use]
    pub const fn moved_by(self, offset: SignedDuration) -> Self {
        Self { offset, ..self }
    }

    /// The time now; an offset beyond the range of a timestamp stops at its end.
    pub fn now(&self) -> Timestamp {
        let base = self.fixed.unwrap_or_else(Timestamp::now);
        base.saturating_add(self.offset).unwrap_or(base)
    }
}
