//! A run that another machine began and sends the rest of: what is there is looked at and judged
//! here, and what is still to come is waited for.

use std::collections::{BTreeMap, BTreeSet};

use jiff::Timestamp;

use super::drive::Drive;
use super::end::End;
use super::reboot::SLACK;
use super::{find, judge, sites};
use crate::domain::fleet::remark::Remark;
use crate::domain::run::record::{Record, Sending, State};
use crate::domain::run::request::{Phase, Reboot};
use crate::domain::run::verdict::Outcome;
use crate::error::Result;

impl Drive<'_> {
    /// Follows the run to its end, as far as AWS and the record of the other machine show it.
    ///
    /// # Errors
    /// When the receipt cannot be written, or AWS does not answer for a while.
    pub(super) async fn look_on(&mut self) -> Result<End> {
        sites::check_reach(self.reach, &self.record)?;
        self.save()?;
        let (mut judged, mut told) = (BTreeSet::new(), None);
        loop {
            Box::pin(self.news()).await?;
            if let Some(end) = self.judge_ended(&mut judged).await? {
                return Ok(end);
            }

            // As long as something runs, what comes next need not be known.
            if !self.runs() {
                let now = self.context.clock.now();
                match awaited(&self.record, now) {
                    None => break,
                    Some(what) => self.say_awaited(&mut told, what),
                }
            }
            if let Some(end) = self.wait().await? {
                return Ok(end);
            }
        }
        self.ended_elsewhere()
    }

    /// What is new of the run: commands that AWS knows, and the record of the other machine.
    async fn news(&mut self) -> Result<()> {
        match find::news(self.reach, &self.record, self.context.clock.now()).await {
            Ok(record) => {
                self.watch.answered();
                self.record = record;
            }
            Err(error) => self.endure(error)?,
        }
        self.look().await
    }

    /// Judges each wave whose commands are over, and again when it has got more of them since.
    async fn judge_ended(
        &mut self,
        judged: &mut BTreeSet<(Phase, usize, usize)>,
    ) -> Result<Option<End>> {
        for (phase, wave, sent) in self.waves_over() {
            // Looks for late reports take minutes: they are not begun anew at every look.
            if !judged.insert((phase, wave, sent)) {
                continue;
            }
            if let Some(end) = judge::judge_wave(self, phase, wave).await? {
                return Ok(Some(end));
            }
            self.save()?;
        }
        Ok(None)
    }

    /// The waves of which something was sent, and all of that is over, with the number of their
    /// commands.
    fn waves_over(&self) -> Vec<(Phase, usize, usize)> {
        let mut waves: BTreeMap<(Phase, usize), (usize, bool)> = BTreeMap::new();
        let commands = self.record.commands.iter();
        for command in commands.filter(|command| command.id().is_some()) {
            let wave = waves.entry((command.phase, command.wave));
            let (sent, over) = wave.or_insert((0, true));
            *sent += 1;
            *over &= self.record.is_over(command);
        }
        let over = waves.into_iter().filter(|(_, (_, over))| *over);
        over.map(|((phase, wave), (sent, _))| (phase, wave, sent))
            .collect()
    }

    fn runs(&self) -> bool {
        let mut commands = self.record.commands.iter();
        commands.any(|command| {
            matches!(command.sending, Sending::Sent { .. }) && !self.record.is_over(command)
        })
    }

    fn say_awaited(&self, told: &mut Option<String>, what: String) {
        if told.as_ref() == Some(&what) {
            return;
        }
        self.context.tell(Remark::Note(format!(
            "waiting for {what}, which the machine that began the run sends, unless it has stopped"
        )));
        *told = Some(what);
    }

    fn ended_elsewhere(&mut self) -> Result<End> {
        let later = self.record.request.reboot.later();
        let (State::Running, Some(moment)) = (self.record.state, later) else {
            let stopped = self.record.state == State::Stopped;
            return Ok(if stopped { End::Stopped } else { End::Finished });
        };
        // The other machine may have found that no node waits.
        if waiting_nodes(&self.record) == 0 {
            return Ok(End::Finished);
        }
        self.stop(&format!(
            "its nodes were to reboot at {moment:.0}, and no machine has sent that"
        ))
    }
}

/// What of a run is still to be sent by the machine that has it, as far as is known here; `None`
/// when nothing is, or that machine has stopped.
pub fn awaited(record: &Record, now: Timestamp) -> Option<String> {
    // It stopped, and says why; or it is over.
    if record.state != State::Running {
        return None;
    }
    if record.unseen().any() {
        return Some(format!("{} of it", record.unseen()));
    }
    if let Some(wave) = record.next_wave() {
        return Some(format!("wave {wave} of {}", record.waves));
    }

    let Reboot::At(moment) = record.request.reboot else {
        return None;
    };
    // Later than that it sends nothing unasked.
    let latest = moment.saturating_add(SLACK).unwrap_or(moment);
    (waiting_nodes(record) > 0 && now <= latest).then(|| format!("the reboots at {moment:.0}"))
}

/// How many nodes wait for a reboot, or may, and got none.
fn waiting_nodes(record: &Record) -> usize {
    let nodes = record.nodes.iter();
    let waiting = nodes.filter(|node| {
        let may = matches!(node.outcome, Outcome::PendingReboot | Outcome::Unverified);
        node.reboot.is_none() && (may || node.outcome.is_open())
    });
    waiting.count()
}
