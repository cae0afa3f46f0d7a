//! Between two waves: the gate, and the pause.

use std::time::Duration;

use jiff::Timestamp;
use serde_json::json;

use super::drive::{Drive, End};
use crate::domain::patch_run::record::State;
use crate::domain::patch_run::wave::Passage;
use crate::error::Result;

impl Drive<'_> {
    /// Before a wave of which nothing was sent: may it begin, and when. Whoever goes on with a run, after whatever, comes by here.
    ///
    /// # Errors
    /// When the receipt cannot be written.
    pub(super) async fn before(&mut self, next: usize) -> Result<Option<End>> {
        if next <= 1 || self.record.has_begun(next) {
            return Ok(None);
        }
        let wave = next - 1;
        if self.overruled != Some(wave)
            && let Passage::TooManyFailed(why) | Passage::TooManyNonCompliant(why) = self.record.passage(wave)
        {
            return self.stop(&format!("the gate after wave {wave} is closed: {why}")).map(Some);
        }
        if self.approved().is_none() {
            return self.stop(&format!("it was left before wave {next} was sent")).map(Some);
        }
        self.record.state = State::Running;
        self.record.stopped_because = None;
        if !self.ended_one {
            return Ok(None);
        }
        let now = self.context.clock.now();
        self.view.change(now, &format!("wave {wave} passed; wave {next} is next"), json!({ "wave": next }));
        let pause = Duration::from_secs(self.record.request.pause_seconds);
        if let Some(end) = self.rest(now.saturating_add(pause).unwrap_or(Timestamp::MAX)).await? {
            return Ok(Some(end));
        }
        if self.record.state == State::Cancelled {
            return Ok(None);
        }
        // Somebody else may have begun to patch nodes of the next wave meanwhile.
        match self.take_turn(next).await? {
            None => Ok(None),
            Some(operation) => self.stop(&format!("{operation} patches nodes of wave {next} now")).map(Some),
        }
    }

    /// Waits in small steps, so that signals and the deadline are heard.
    ///
    /// # Errors
    /// When the time of the sandbox cannot be moved.
    pub(super) async fn rest(&mut self, until: Timestamp) -> Result<Option<End>> {
        loop {
            let now = self.context.clock.now();
            self.heed_cancellation();
            if now >= until || self.record.state == State::Cancelled {
                return Ok(None);
            }
            if now >= self.deadline {
                return Ok(Some(End::Deadline));
            }
            let left = u64::try_from(until.duration_since(now).as_secs()).unwrap_or(1).max(1);
            if let Some(end) = self.pause(left.min(self.context.looks_up_every().as_secs())).await? {
                return Ok(Some(end));
            }
        }
    }
}
