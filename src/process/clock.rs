//! The only reader of the time of day.

use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};

use jiff::{SignedDuration, Timestamp};

/// Tells the time: the machine's, a fixed one (tests), or either moved by an offset (the sandbox).
/// Clones show the same time.
#[derive(Clone, Debug)]
pub struct Clock {
    fixed: Option<Timestamp>,
    /// Whole seconds.
    offset: Arc<AtomicI64>,
}

impl Clock {
    /// The machine's clock.
    pub fn system() -> Self {
        Self {
            fixed: None,
            offset: Arc::default(),
        }
    }

    /// A clock that stands still at `now`.
    pub fn fixed(now: Timestamp) -> Self {
        Self {
            fixed: Some(now),
            offset: Arc::default(),
        }
    }

    /// A clock of its own, moved by whole seconds in place of any earlier offset.
    #[must_use]
    pub fn moved_by(&self, offset: SignedDuration) -> Self {
        Self {
            fixed: self.fixed,
            offset: Arc::new(AtomicI64::new(offset.as_secs())),
        }
    }

    /// Moves this clock and its clones, in place of any earlier offset.
    pub fn move_to(&self, offset: SignedDuration) {
        self.offset.store(offset.as_secs(), Ordering::Relaxed);
    }

    /// The time now; an offset beyond the range of a timestamp stops at its end.
    pub fn now(&self) -> Timestamp {
        let base = self.fixed.unwrap_or_else(Timestamp::now);
        base.saturating_add(SignedDuration::from_secs(
            self.offset.load(Ordering::Relaxed),
        ))
        .unwrap_or(base)
    }
}
