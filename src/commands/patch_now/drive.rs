//! Carries a run out and follows it: sends what is due, sweeps what was sent, and writes the receipt at every step.

use std::collections::BTreeSet;

use jiff::Timestamp;
use serde_json::json;

use super::receipts::{Lock, Receipts, Turn};
use super::{PATIENCE, judging, sending, settling};
use crate::aws::scopes::World;
use crate::aws::site::Site;
use crate::context::Context;
use crate::context::interrupt::Held;
use crate::domain::patch_run::command::Progress;
use crate::domain::patch_run::course::{Change, Seen};
use crate::domain::patch_run::record::{Record, Sending, SentCommand, State};
use crate::domain::patch_run::request::Phase;
use crate::error::{Error, Kind, Result};
use crate::output::plan::Approved;
use crate::output::run_view::RunView;

/// How following ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum End {
    /// Everything that was to be sent has ended and is judged.
    Finished,
    /// A wave is left that nobody may send now: a gate is closed, or nobody agreed to it.
    Stopped,
    /// The deadline passed.
    Deadline,
    /// A signal came: 2 or 15.
    Left(u8),
}

/// A run that is followed.
pub struct Drive<'a> {
    /// What the command works with.
    pub context: &'a Context,
    /// The scopes.
    pub world: &'a World,
    /// The receipt as it stands.
    pub record: Record,
    /// When to stop waiting.
    pub deadline: Timestamp,
    receipts: &'a Receipts,
    /// Held by the one process that sends and writes; who only looks on has none.
    lock: Option<Lock>,
    /// Held from the look whether the nodes are free until something was sent to them.
    turn: Option<Turn>,
    approved: Option<&'a Approved>,
    pub(super) view: RunView<'a>,
    _signals: Held,
    pub(super) signals_seen: usize,
    failures: u32,
    pub(super) began: Timestamp,
    pub(super) timeout: jiff::SignedDuration,
    /// The wave whose closed gate somebody saw and overruled.
    pub(super) overruled: Option<usize>,
    /// Whether a wave ended while this process followed, so that the pause after it is due.
    pub(super) ended_one: bool,
}

impl<'a> Drive<'a> {
    /// Takes a run over. Without a lock the receipt is not written; without an approval nothing is sent.
    pub fn new(
        context: &'a Context,
        world: &'a World,
        receipts: &'a Receipts,
        record: Record,
        lock: Option<Lock>,
        approved: Option<&'a Approved>,
        timeout: jiff::SignedDuration,
    ) -> Self {
        let now = context.clock.now();
        Self {
            context,
            world,
            view: context.ui.run_view(record.nodes.len() as u64),
            record,
            deadline: now.saturating_add(timeout).unwrap_or(Timestamp::MAX),
            receipts,
            lock,
            turn: None,
            approved,
            _signals: context.interrupt.take_over(),
            signals_seen: context.interrupt.so_far(),
            failures: 0,
            began: now,
            timeout,
            overruled: None,
            ended_one: false,
        }
    }

    /// Holds the turn of this process until something was sent.
    #[must_use]
    pub fn with_turn(self, turn: Turn) -> Self {
        Self { turn: Some(turn), ..self }
    }

    /// Looks whether the nodes of a wave are free, and takes the turn to send to them.
    ///
    /// # Errors
    /// What AWS answered; when the receipts cannot be locked.
    pub(super) async fn take_turn(&mut self, wave: usize) -> Result<Option<String>> {
        if self.turn.is_some() {
            return Ok(None);
        }
        self.turn = Some(self.receipts.turn().await?);
        let nodes = self.record.nodes.iter().filter(|node| node.wave == wave).map(|node| (&node.scope, &node.node));
        super::busy::operation_on(self.world, nodes, &self.record.run).await
    }

    /// Goes on although the gate after this wave is closed; the gates after later waves count.
    pub fn overrule_gate(&mut self, wave: usize) {
        self.overruled = Some(wave);
    }

    /// Writes the receipt, when this process may.
    ///
    /// # Errors
    /// When it cannot be written.
    pub fn save(&self) -> Result<()> {
        if self.lock.is_some() { self.receipts.save(&self.record) } else { Ok(()) }
    }

    /// Notes how the sending of one command stands, when this process may.
    ///
    /// # Errors
    /// When it cannot be written.
    pub(super) fn note(&self, index: usize) -> Result<()> {
        if self.lock.is_none() {
            return Ok(());
        }
        let noted = self.receipts.note(&self.record.run, index, &self.record.commands[index].sending);
        noted.map_err(|error| error.hint(format!("what was sent runs in AWS all the same; look again with: {}", self.again("wait"))))
    }

    /// Stops sending when another process asked for that; looked at before anything is sent and while anything is waited for.
    pub(super) fn heed_cancellation(&mut self) {
        let cancelled = self.record.state == State::Cancelled || self.receipts.is_to_be_cancelled(&self.record.run);
        if self.lock.is_some() && cancelled {
            self.record.is_cancelled("it was cancelled by another process");
        }
    }

    /// What this process has not sent and nobody will send unasked, in words; `None` when another process has the run.
    pub(super) fn left_unsent(&self) -> Option<String> {
        self.lock.as_ref()?;
        self.record.plan.as_ref()?;
        self.record.left_unsent()
    }

    /// Looks once at everything that was sent.
    ///
    /// # Errors
    /// When AWS does not answer for a while.
    pub(super) async fn look(&mut self) -> Result<()> {
        let waves: BTreeSet<(bool, usize)> =
            self.record.commands.iter().map(|command| (command.phase == Phase::Reboot, command.wave)).collect();
        for (reboot, wave) in waves {
            self.tick(if reboot { Phase::Reboot } else { Phase::Patch }, wave).await?;
        }
        Ok(())
    }

    pub(super) const fn approved(&self) -> Option<&'a Approved> {
        self.approved
    }

    /// Sends everything at once and does not wait; the end when a signal came first.
    ///
    /// # Errors
    /// What AWS answered; the receipt has what was sent.
    pub async fn send_all(&mut self) -> Result<Option<End>> {
        self.save()?;
        for index in 0..self.record.commands.len() {
            if self.record.commands[index].sending == Sending::Planned
                && let Some(end) = sending::send(self, index).await?
            {
                return Ok(Some(end));
            }
        }
        self.turn = None;
        Ok(None)
    }

    /// Follows the run to its end.
    ///
    /// # Errors
    /// When nothing can be sent, or AWS does not answer for a while; the receipt has what is known, and the run goes on.
    pub async fn follow(&mut self) -> Result<End> {
        sending::check_reach(self.world, &self.record)?;
        self.save()?;
        if let Some(end) = settling::settle(self).await? {
            return Ok(end);
        }
        loop {
            self.heed_cancellation();
            let Some(wave) = self.record.current_wave() else { break };
            if let Some(end) = self.before(wave).await? {
                return Ok(end);
            }
            if self.record.state == State::Cancelled && self.record.current_wave() != Some(wave) {
                continue;
            }
            if let Some(end) = self.wave(Phase::Patch, wave).await? {
                return Ok(end);
            }
            self.ended_one = true;
        }
        if let Some(end) = self.reboots().await? {
            return Ok(end);
        }
        Ok(End::Finished)
    }

    /// The commands of a wave, from the first that is sent to the end of the last.
    pub(super) async fn wave(&mut self, phase: Phase, wave: usize) -> Result<Option<End>> {
        self.began = self.context.clock.now();
        loop {
            if self.approved.is_none() && self.record.is_left_unsent(phase, wave) {
                if let Some(end) = judging::judge_wave(self, phase, wave).await? {
                    return Ok(Some(end));
                }
                let what = if phase == Phase::Reboot { "the reboots were" } else { "everything was" };
                return self.stop(&format!("it was left before {what} sent")).map(Some);
            }
            if let Some(end) = sending::send_due(self, phase, wave).await? {
                return Ok(Some(end));
            }
            self.turn = None;
            if self.tick(phase, wave).await? {
                break;
            }
            if let Some(end) = self.wait().await? {
                return Ok(Some(end));
            }
        }
        let left = judging::judge_wave(self, phase, wave).await?;
        self.save()?;
        Ok(left)
    }

    /// Looks at everything that runs; true when the wave is over.
    async fn tick(&mut self, phase: Phase, wave: usize) -> Result<bool> {
        let sent = |(index, command): (usize, &SentCommand)| Some((index, command.id()?.to_owned(), command.command.scope.clone()));
        let running = self.record.members(phase, wave).filter(|(_, command)| !self.record.is_over(command)).filter_map(sent);
        for (index, id, scope) in running.collect::<Vec<_>>() {
            let seen = match sending::site(self.world, &scope) {
                Ok(site) => look(site, &id).await,
                Err(error) => Err(error),
            };
            match seen {
                Ok(seen) => {
                    self.failures = 0;
                    let changes = self.record.takes_over(index, &seen, self.context.clock.now());
                    for change in &changes {
                        self.say(change);
                    }
                }
                Err(error) => self.endure(error)?,
            }
        }
        self.heed_cancellation();
        self.show();
        self.save()?;
        Ok(!self.record.members(phase, wave).any(|(_, command)| self.record.is_open(command)))
    }

    fn say(&self, change: &Change) {
        let Change { node, name, phase, progress } = change;
        let name = if name.is_empty() { String::new() } else { format!(" ({name})") };
        let reboot = if *phase == Phase::Reboot { "reboot " } else { "" };
        let line = format!("{node}{name}: {reboot}{}", progress.as_str());
        self.view.change(self.context.clock.now(), &line, json!({ "node": node, "progress": progress }));
    }

    /// A look that failed is repeated; a run is not given up because the network was.
    fn endure(&mut self, error: Error) -> Result<()> {
        self.failures += 1;
        if self.failures >= PATIENCE || error.kind() == Kind::Credentials {
            return Err(error.hint(format!("the run goes on; follow it again: {}", self.again("wait"))));
        }
        self.view.change(self.context.clock.now(), &format!("could not look: {}; trying again", error.one_line()), json!({}));
        Ok(())
    }

    /// `patchctl … patch-now VERB RUN`, with the flags of this invocation.
    pub fn again(&self, verb: &str) -> String {
        super::again(self.context, self.world, verb, &self.record.run)
    }

    fn show(&self) {
        let done = self.record.nodes.iter().filter(|node| node.progress.is_end()).count();
        let count = |stage: Progress| self.record.nodes.iter().filter(|node| node.progress == stage).count();
        let failed = self.record.nodes.iter().filter(|node| node.progress.is_failure()).count();
        let words = format!("done, {} in progress, {failed} failed", count(Progress::InProgress));
        self.view.status(done as u64, &words);
    }

    /// Stops the run where it is.
    ///
    /// # Errors
    /// When the receipt cannot be written.
    pub(super) fn stop(&mut self, why: &str) -> Result<End> {
        self.record.stops(why);
        self.save()?;
        Ok(End::Stopped)
    }
}

/// The command first: once that is over, nothing is missing from its invocations.
async fn look(site: &Site, id: &str) -> Result<Seen> {
    let command = site.command(id).await?;
    Ok(Seen { command, invocations: site.invocations(id).await? })
}
