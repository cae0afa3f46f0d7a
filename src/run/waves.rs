//! Carries a run out wave by wave: sends what is due, looks at what was sent, judges what has ended,
//! and writes the receipt at every step.

use super::drive::Drive;
use super::end::End;
use super::{judge, recover, send, sites};
use crate::domain::run::record::{Sending, State};
use crate::domain::run::request::Phase;
use crate::error::Result;

impl Drive<'_> {
    /// Sends everything at once and does not wait; the end when a signal came first.
    ///
    /// # Errors
    /// What AWS answered; the receipt has what was sent.
    pub async fn send_all(&mut self) -> Result<Option<End>> {
        self.save()?;
        if let Some(end) = self.check_approved(1).await? {
            return Ok(Some(end));
        }
        for index in 0..self.record.commands.len() {
            if self.record.commands[index].sending == Sending::Planned
                && let Some(end) = send::send(self, index).await?
            {
                return Ok(Some(end));
            }
        }
        self.turn = None;
        self.rule_out_twins().await
    }

    /// Follows the run to its end; one that another machine began is only looked at.
    ///
    /// # Errors
    /// When nothing can be sent, or AWS does not answer for a while; the receipt has what is known,
    /// and the run goes on.
    pub async fn follow(&mut self) -> Result<End> {
        if !self.record.is_ours() {
            return Box::pin(self.look_on()).await;
        }
        sites::check_reach(self.reach, &self.record)?;
        self.save()?;
        // Who goes on with a run that had stopped says so.
        if self.record.has_sent() {
            self.publish().await;
        }
        if let Some(end) = recover::settle(self).await? {
            return Ok(end);
        }

        loop {
            self.heed_cancellation();
            let Some(wave) = self.record.current_wave() else {
                break;
            };
            if let Some(end) = self.before(wave).await? {
                return Ok(end);
            }
            // A cancellation takes waves away: what is left is looked at anew.
            if self.record.state == State::Cancelled && self.record.current_wave() != Some(wave) {
                continue;
            }
            if let Some(end) = self.wave(Phase::Patch, wave).await? {
                return Ok(end);
            }
            self.publish().await;
            // Every node of the wave was judged, or nobody can: without this the loop would never
            // end.
            if self.record.current_wave() == Some(wave) {
                return self.stop(&format!("nodes of wave {wave} cannot be judged: the receipt does not tell what was sent to them"));
            }
            // Who followed no wave to its end has nothing to pause after.
            self.ended_one = true;
        }

        if let Some(end) = self.reboots().await? {
            return Ok(end);
        }
        Ok(End::Finished)
    }

    /// The commands of a wave, from the first that is sent to the end of the last.
    pub(super) async fn wave(&mut self, phase: Phase, wave: usize) -> Result<Option<End>> {
        self.watch.starts_anew();
        let changed = match phase {
            Phase::Patch => self.check_approved(wave).await?,
            Phase::Reboot => self.check_reboot_hook(wave).await?,
        };
        if changed.is_some() {
            return Ok(changed);
        }
        loop {
            // Who may send nothing judges what there is, and leaves the rest to resume.
            if self.consented().is_none() && self.record.is_left_unsent(phase, wave) {
                if let Some(end) = judge::judge_wave(self, phase, wave).await? {
                    return Ok(Some(end));
                }
                let what = if phase == Phase::Reboot {
                    "the reboots were"
                } else {
                    "everything was"
                };
                return self
                    .stop(&format!("it was left before {what} sent"))
                    .map(Some);
            }
            if let Some(end) = send::send_due(self, phase, wave).await? {
                return Ok(Some(end));
            }

            self.turn = None;
            if self.tick(phase, wave).await? {
                break;
            }
            self.halt(phase, wave).await?;
            self.check_twin().await?;
            if let Some(end) = self.wait().await? {
                return Ok(Some(end));
            }
        }

        if let Some(end) = self.rule_out_twins().await? {
            return Ok(Some(end));
        }
        let left = judge::judge_wave(self, phase, wave).await?;
        self.save()?;
        Ok(left)
    }
}
