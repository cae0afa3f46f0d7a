//! Between two waves: the gate, and the pause.

use std::time::Duration;

use jiff::Timestamp;

use super::conflict;
use super::drive::Drive;
use super::end::End;
use super::watch::PATIENCE;
use crate::domain::id::{NodeId, Scope};
use crate::domain::run::event::Event;
use crate::domain::run::record::State;
use crate::domain::run::wave::Passage;
use crate::error::{Kind, Result};

/// After how many seconds a look that failed is repeated.
const RETRY_SECONDS: u64 = 15;

impl Drive<'_> {
    /// Before a wave of which nothing was sent: may it begin, and when. Whoever goes on with a run,
    /// after whatever, comes by here.
    pub(super) async fn before(&mut self, next: usize) -> Result<Option<End>> {
        if next <= 1 || self.record.has_begun(next) {
            return Ok(None);
        }
        if let Some(why) = self.closed(next - 1) {
            return self.stop(&why).map(Some);
        }
        if self.consented().is_none() {
            return self
                .stop(&format!("it was left before wave {next} was sent"))
                .map(Some);
        }
        self.record.state = State::Running;
        self.record.stopped_because = None;
        // Who goes on with a run has paused long enough, and has looked whether its nodes are free.
        if !self.ended_one {
            return Ok(None);
        }

        let now = self.context.clock.now();
        self.tell(&Event::WavePassed { wave: next });
        let pause = Duration::from_secs(self.record.request.pause_seconds);
        let until = now.saturating_add(pause).unwrap_or(Timestamp::MAX);
        if let Some(end) = self.rest(until).await? {
            return Ok(Some(end));
        }
        if self.record.state == State::Cancelled {
            return Ok(None);
        }

        // As late as can be: after the pause, and before the first command of the wave.
        let nodes = self.record.nodes.iter().filter(|node| node.wave == next);
        let nodes: Vec<_> = nodes
            .map(|node| (node.scope.clone(), node.node.clone()))
            .collect();
        self.take_turn(&nodes, &format!("nodes of wave {next}"))
            .await
    }

    /// Why the gate after a wave is closed, unless somebody saw that and overruled it.
    fn closed(&self, wave: usize) -> Option<String> {
        if self.overruled == Some(wave) {
            return None;
        }
        match self.record.passage(wave) {
            Passage::TooManyFailed(why) | Passage::TooManyNonCompliant(why) => {
                Some(format!("the gate after wave {wave} is closed: {why}"))
            }
            Passage::Open => None,
        }
    }

    /// Takes the turn to send to nodes, unless somebody else has begun to patch one of them
    /// meanwhile, which stops the run.
    ///
    /// # Errors
    /// When the receipts cannot be locked or written.
    pub(super) async fn take_turn(
        &mut self,
        nodes: &[(Scope, NodeId)],
        what: &str,
    ) -> Result<Option<End>> {
        if self.turn.is_some() {
            return Ok(None);
        }
        if let Some(end) = self.await_turn().await? {
            return Ok(Some(end));
        }

        for tries in 1.. {
            let nodes = nodes.iter().map(|(scope, node)| (scope, node));
            let why = match conflict::operation_on(self.reach, nodes, Some(&self.record.run)).await
            {
                Ok(None) => break,
                Ok(Some(operation)) => format!("{operation} patches {what} now"),
                // A look that fails is no answer; credentials do not come back by themselves.
                Err(error) if tries < PATIENCE && error.kind() != Kind::Credentials => {
                    self.tell(&Event::LookForOthersFailed {
                        what: what.to_owned(),
                        error: error.one_line(),
                    });
                    if let Some(end) = self.pause(RETRY_SECONDS).await? {
                        return Ok(Some(end));
                    }
                    continue;
                }
                Err(error) => {
                    let why = error.one_line();
                    format!("whether {what} are free cannot be read: {why}")
                }
            };
            return self.stop(&why).map(Some);
        }
        Ok(None)
    }

    /// Waits for the turn among the processes of this machine, and hears signals meanwhile.
    async fn await_turn(&mut self) -> Result<Option<End>> {
        loop {
            tokio::select! {
                turn = self.receipts.turn(self.context) => {
                    self.turn = Some(turn?);
                    return Ok(None);
                }
                // The waiting itself is not undone by a signal: it only decides whether to wait on.
                _ = self.watch.signal() => {}
            }
            if let Some(end) = self.heard().await? {
                return Ok(Some(end));
            }
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
            if self.watch.is_over() {
                return Ok(Some(End::Deadline));
            }

            // Who rests lets others begin.
            self.turn = None;
            let left = u64::try_from(until.duration_since(now).as_secs())
                .unwrap_or(1)
                .max(1);
            if let Some(end) = self
                .pause(left.min(self.context.looks_up_every().as_secs()))
                .await?
            {
                return Ok(Some(end));
            }
        }
    }
}
