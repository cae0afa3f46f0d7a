//! Reboots at a chosen time, for the nodes that wait for one after their wave.

use std::collections::{BTreeMap, BTreeSet};

use jiff::{SignedDuration, Timestamp};

use super::drive::Drive;
use super::end::End;
use super::judge;
use crate::domain::id::{NodeId, Scope};
use crate::domain::run::event::Event;
use crate::domain::run::plan;
use crate::domain::run::record::{Sending, SentCommand, State};
use crate::domain::run::request::{Phase, Reboot};
use crate::domain::run::verdict::Outcome;
use crate::domain::text::words::count;
use crate::error::Result;

/// How long after the time that was agreed to a reboot is still that one.
pub(super) const SLACK: SignedDuration = SignedDuration::from_mins(30);

impl Drive<'_> {
    /// The reboots that were asked for at a time, for the nodes that wait for one. They are sent in
    /// rounds, of which there is mostly one: a node whose patch state could only be read later gets
    /// its reboot in another.
    ///
    /// # Errors
    /// When they cannot be sent, or AWS does not answer for a while.
    pub(super) async fn reboots(&mut self) -> Result<Option<End>> {
        let Reboot::At(moment) = self.record.request.reboot else {
            return Ok(None);
        };
        self.heed_cancellation();
        let round = self.last_round();
        // Rounds of an earlier process first: some of their commands may still run.
        for round in 1..=round {
            if let Some(end) = self.wave(Phase::Reboot, round).await? {
                return Ok(Some(end));
            }
        }

        let waits = !self.planned_reboots(round + 1).is_empty() || self.unknown_reboots() > 0;
        if self.record.state == State::Cancelled || !waits {
            return Ok(None);
        }
        if let Some(end) = self.until(moment).await? {
            return Ok(Some(end));
        }
        if self.record.state == State::Cancelled {
            return Ok(None);
        }
        if let Some(why) = self.too_late(moment) {
            return self.stop(&why).map(Some);
        }
        if let Some(end) = self.verify_again().await? {
            return Ok(Some(end));
        }
        if let Some(end) = self.reboot_round(round + 1).await? {
            return Ok(Some(end));
        }

        self.stop_for_unknown()
    }

    /// Stops the run when nodes may have to be rebooted, and nothing says whether.
    fn stop_for_unknown(&mut self) -> Result<Option<End>> {
        let unknown = self.unknown_reboots();
        if unknown > 0 && self.record.state != State::Cancelled {
            let nodes = count(unknown, "node");
            return self.stop(&format!("whether {nodes} must be rebooted is not known: no patch state of this run can be read")).map(Some);
        }
        Ok(None)
    }

    /// Why the time that was agreed to is over: nothing reboots unasked at another one. Whoever agreed
    /// after it knew.
    fn too_late(&self, moment: Timestamp) -> Option<String> {
        let latest = moment.saturating_add(SLACK).unwrap_or(moment);
        let now = self.context.clock.now();
        (now > latest && self.agreed_at <= moment).then(|| {
            format!(
                "the nodes were to reboot at {moment:.0}, and it is {now:.0}: nothing reboots unasked later than {} minutes after that",
                SLACK.as_mins()
            )
        })
    }

    /// The number of the last round that was planned; 0 when there was none.
    fn last_round(&self) -> usize {
        let commands = self.record.commands.iter();
        let reboots = commands.filter(|command| command.phase == Phase::Reboot);
        reboots.map(|command| command.wave).max().unwrap_or(0)
    }

    /// Sends a round to the nodes that wait for it, and follows it.
    async fn reboot_round(&mut self, round: usize) -> Result<Option<End>> {
        let planned = self.planned_reboots(round);
        if planned.is_empty() {
            return Ok(None);
        }
        let nodes: Vec<(Scope, NodeId)> = planned
            .iter()
            .map(|one| &one.command)
            .flat_map(|command| {
                let nodes = command.nodes.iter();
                nodes.map(|node| (command.scope.clone(), node.clone()))
            })
            .collect();
        // Hours may have passed since the wave: somebody else may patch the nodes by now.
        if let Some(end) = self
            .take_turn(&nodes, "nodes that wait for a reboot")
            .await?
        {
            return Ok(Some(end));
        }

        self.record.commands.extend(planned);
        self.save()?;
        self.wave(Phase::Reboot, round).await
    }

    /// How many nodes may wait for a reboot without anybody knowing.
    fn unknown_reboots(&self) -> usize {
        self.record
            .unverified()
            .filter(|node| node.reboot.is_none())
            .count()
    }

    /// Reads the patch state of nodes again that could not be read before: they may wait for the
    /// reboot too.
    async fn verify_again(&mut self) -> Result<Option<End>> {
        self.record.reopens_unverified();
        let open: BTreeSet<usize> = self
            .record
            .nodes
            .iter()
            .filter(|node| node.outcome.is_open())
            .map(|node| node.wave)
            .collect();

        for wave in open {
            if let Some(end) = judge::judge_wave(self, Phase::Patch, wave).await? {
                return Ok(Some(end));
            }
        }
        Ok(None)
    }

    /// The commands for the nodes that wait for a reboot, as those of a round.
    fn planned_reboots(&self, round: usize) -> Vec<SentCommand> {
        let mut members = BTreeMap::<_, Vec<_>>::new();
        for node in self
            .record
            .nodes
            .iter()
            // A node gets one reboot, whatever came of it: the document does nothing on a node that
            // has none pending, and one that fails again needs a person.
            .filter(|node| node.outcome == Outcome::PendingReboot && node.reboot.is_none())
        {
            members
                .entry(node.scope.clone())
                .or_default()
                .push(node.node.clone());
        }

        let planned = plan::commands(
            &self.record.run,
            &self.record.request,
            Phase::Reboot,
            (round, round),
            &members,
        );
        planned
            .commands
            .into_iter()
            .map(|command| SentCommand {
                phase: Phase::Reboot,
                wave: round,
                command,
                sending: Sending::Planned,
                status: None,
                halted: None,
            })
            .collect()
    }

    /// Waits for the time of the reboots, which is not part of what is waited for.
    async fn until(&mut self, moment: Timestamp) -> Result<Option<End>> {
        if self.consented().is_none() {
            return self
                .stop("it was left before the reboots were sent")
                .map(Some);
        }
        self.tell(&Event::RebootsLater { reboot_at: moment });
        self.watch.begins_at(moment);
        self.rest(moment).await
    }
}
