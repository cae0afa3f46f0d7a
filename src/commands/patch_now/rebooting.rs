//! Reboots at a chosen time, for the nodes that wait for one after their wave.

use std::collections::BTreeMap;

use jiff::Timestamp;
use serde_json::json;

use super::drive::{Drive, End};
use crate::domain::patch_run::plan;
use crate::domain::patch_run::record::{Sending, SentCommand, State};
use crate::domain::patch_run::request::{Phase, Reboot};
use crate::domain::patch_run::verdict::Outcome;
use crate::error::Result;

impl Drive<'_> {
    /// The reboots that were asked for at a time, for the nodes that wait for one.
    ///
    /// # Errors
    /// When they cannot be sent, or AWS does not answer for a while.
    pub(super) async fn reboots(&mut self) -> Result<Option<End>> {
        let Reboot::At(moment) = self.record.request.reboot else { return Ok(None) };
        self.heed_cancellation();
        if self.record.state == State::Cancelled {
            return Ok(None);
        }
        if !self.record.commands.iter().any(|command| command.phase == Phase::Reboot) {
            let planned = self.planned_reboots();
            if planned.is_empty() {
                return Ok(None);
            }
            if let Some(end) = self.until(moment).await? {
                return Ok(Some(end));
            }
            if self.record.state == State::Cancelled {
                return Ok(None);
            }
            self.record.commands.extend(planned);
            self.save()?;
        }
        self.wave(Phase::Reboot, 1).await
    }

    /// The commands for the nodes that wait for a reboot.
    fn planned_reboots(&self) -> Vec<SentCommand> {
        let mut members = BTreeMap::<_, Vec<_>>::new();
        for node in self.record.nodes.iter().filter(|node| node.outcome == Outcome::PendingReboot) {
            members.entry(node.scope.clone()).or_default().push(node.node.clone());
        }
        let planned = plan::commands(&self.record.run, &self.record.request, Phase::Reboot, (1, 1), &members);
        let unsent = |command| SentCommand { phase: Phase::Reboot, wave: 1, command, sending: Sending::Planned, status: None };
        planned.commands.into_iter().map(unsent).collect()
    }

    /// Waits for the time of the reboots, which is not part of what is waited for.
    async fn until(&mut self, moment: Timestamp) -> Result<Option<End>> {
        if self.approved().is_none() {
            return self.stop("it was left before the reboots were sent").map(Some);
        }
        self.view.change(self.context.clock.now(), &format!("the nodes that wait for a reboot get it at {moment:.0}"), json!({}));
        self.deadline = moment.saturating_add(self.timeout).unwrap_or(Timestamp::MAX).max(self.deadline);
        self.rest(moment).await
    }
}
