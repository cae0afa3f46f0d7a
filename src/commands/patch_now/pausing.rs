//! The pauses of a run that is followed, each of which ends early when a signal comes.

use std::time::Duration;

use super::drive::{Drive, End};
use crate::error::Result;

/// How often a run is looked at: at first, and at most.
const POLL: (u64, u64) = (2, 30);

impl Drive<'_> {
    /// Waits for the next look; the end when a signal or the deadline comes first.
    pub(super) async fn wait(&mut self) -> Result<Option<End>> {
        let now = self.context.clock.now();
        if now >= self.deadline {
            return Ok(Some(End::Deadline));
        }
        let elapsed = u64::try_from(now.duration_since(self.began).as_secs()).unwrap_or(0);
        let interval = (elapsed / 10).clamp(POLL.0, POLL.1);
        let left = u64::try_from(self.deadline.duration_since(now).as_secs())
            .unwrap_or(1)
            .max(1);
        self.pause(interval.min(left)).await
    }

    /// Lets seconds pass; the end when a signal says so.
    pub(super) async fn pause(&mut self, seconds: u64) -> Result<Option<End>> {
        let signal = tokio::select! {
            passed = self.context.pause(Duration::from_secs(seconds)) => { passed?; None }
            number = self.context.interrupt.after(self.signals_seen) => Some(number),
        };
        if signal.is_none() {
            Ok(None)
        } else {
            self.heard().await
        }
    }

    /// What a signal means that came since the last look: the end, unless the run is followed on.
    pub(super) async fn heard(&mut self) -> Result<Option<End>> {
        if self.context.interrupt.so_far() == self.signals_seen {
            return Ok(None);
        }
        let number = self.context.interrupt.after(self.signals_seen).await;
        self.signals_seen = self.context.interrupt.so_far();
        super::leaving::asked_to_stop(self, number).await
    }

    pub(super) const fn signals_seen(&self) -> usize {
        self.signals_seen
    }
}
