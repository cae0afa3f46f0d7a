//! Carries a run out and follows it: sends what is due, sweeps what was sent, and writes the receipt at every step.

use std::time::Duration;

use jiff::Timestamp;
use serde_json::json;

use super::receipts::{Lock, Receipts};
use super::{judging, sending};
use crate::aws::scopes::World;
use crate::context::Context;
use crate::context::interrupt::Held;
use crate::domain::patch_run::command::Progress;
use crate::domain::patch_run::plan;
use crate::domain::patch_run::record::{Record, Sending, SentCommand, State, StepRecord};
use crate::domain::patch_run::request::{Phase, Reboot};
use crate::domain::patch_run::verdict::Outcome;
use crate::domain::patch_run::wave::Passage;
use crate::error::{Error, Kind, Result};
use crate::output::plan::Approved;
use crate::output::run_view::RunView;

/// How often a run is looked at: at first, and at most.
const POLL: (u64, u64) = (2, 30);
/// When a command that AWS does not know is not just too new.
const FORGOTTEN: jiff::SignedDuration = jiff::SignedDuration::from_hours(1);
/// How often in a row AWS may fail to answer before following ends.
const PATIENCE: u32 = 5;

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
    approved: Option<&'a Approved>,
    pub(super) view: RunView<'a>,
    _signals: Held,
    signals_seen: usize,
    failures: u32,
    began: Timestamp,
    timeout: jiff::SignedDuration,
    /// The wave whose closed gate somebody saw and overruled.
    overruled: Option<usize>,
    /// Whether a wave ended while this process followed, so that the pause after it is due.
    ended_one: bool,
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

    /// Stops sending when another process asked for that; looked at before anything is sent and while anything is waited for.
    pub(super) fn heed_cancellation(&mut self) {
        if self.lock.is_some() && self.receipts.is_to_be_cancelled(&self.record.run) {
            self.is_cancelled("it was cancelled by another process");
        }
    }

    /// Takes over that the run is cancelled: nothing more is sent.
    pub(super) fn is_cancelled(&mut self, why: &str) {
        if self.record.state != State::Cancelled {
            self.drop_unsent(None, "the run was cancelled before it was its turn");
            self.record.state = State::Cancelled;
            self.record.stopped_because = Some(why.to_owned());
        }
    }

    pub(super) const fn approved(&self) -> Option<&'a Approved> {
        self.approved
    }

    /// Sends everything at once and does not wait.
    ///
    /// # Errors
    /// What AWS answered; the receipt has what was sent.
    pub async fn send_all(&mut self) -> Result<()> {
        self.save()?;
        for index in 0..self.record.commands.len() {
            if self.record.commands[index].sending == Sending::Planned {
                sending::send(self, index).await?;
            }
        }
        Ok(())
    }

    /// Follows the run to its end.
    ///
    /// # Errors
    /// When nothing can be sent, or AWS does not answer for a while; the receipt has what is known, and the run goes on.
    pub async fn follow(&mut self) -> Result<End> {
        self.save()?;
        sending::settle(self).await?;
        while let Some(wave) = self.current_wave() {
            if let Some(end) = self.before(wave).await? {
                return Ok(end);
            }
            if self.record.state == State::Cancelled && self.current_wave() != Some(wave) {
                continue;
            }
            if let Some(end) = self.wave(wave).await? {
                return Ok(end);
            }
            judging::judge_wave(self, Phase::Patch, wave).await?;
            self.save()?;
            self.ended_one = true;
        }
        if let Some(end) = self.reboots().await? {
            return Ok(end);
        }
        Ok(End::Finished)
    }

    /// The first wave that is not judged yet.
    fn current_wave(&self) -> Option<usize> {
        let open = |command: &&SentCommand| command.phase == Phase::Patch && self.is_open(command);
        let waiting = self.record.commands.iter().filter(open).map(|command| command.wave).min();
        let judged = |wave: usize| self.record.nodes.iter().filter(|node| node.wave == wave).all(|node| !node.outcome.is_open());
        waiting.or_else(|| (1..=self.record.waves).find(|wave| self.has_nodes(*wave) && !judged(*wave)))
    }

    fn has_nodes(&self, wave: usize) -> bool {
        self.record.nodes.iter().any(|node| node.wave == wave)
    }

    /// Whether a command is still to be sent, or still runs.
    fn is_open(&self, command: &SentCommand) -> bool {
        match command.sending {
            Sending::Planned | Sending::Begun { .. } => true,
            Sending::Sent { .. } => !self.is_over(command),
            Sending::Refused { .. } | Sending::Dropped => false,
        }
    }

    fn is_over(&self, command: &SentCommand) -> bool {
        let progress = |node: &_| self.progress_of(command, node);
        command.command.nodes.iter().all(|node| progress(node).is_some_and(Progress::is_end))
    }

    /// How far a node of a command is.
    pub(super) fn progress_of(&self, command: &SentCommand, node: &crate::domain::id::NodeId) -> Option<Progress> {
        let record = self.record.nodes.iter().find(|record| record.node == *node && record.scope == command.command.scope)?;
        match command.phase {
            Phase::Patch => Some(record.progress),
            Phase::Reboot => record.reboot,
        }
    }

    /// One wave from its first command to the end of its last.
    async fn wave(&mut self, wave: usize) -> Result<Option<End>> {
        self.began = self.context.clock.now();
        loop {
            if self.approved.is_none() && self.unsent(Phase::Patch, wave) {
                return self.stop("it was left before everything was sent").map(Some);
            }
            self.heed_cancellation();
            sending::send_due(self, Phase::Patch, wave).await?;
            if self.tick(Phase::Patch, wave).await? {
                return Ok(None);
            }
            if let Some(end) = self.wait().await? {
                return Ok(Some(end));
            }
        }
    }

    /// Whether a command of the wave was not sent, while nothing of it runs any more.
    fn unsent(&self, phase: Phase, wave: usize) -> bool {
        let mut members = self.record.commands.iter().filter(|command| command.phase == phase && command.wave == wave).peekable();
        members.peek().is_some()
            && members.clone().any(|command| command.sending == Sending::Planned)
            && !members.any(|command| matches!(command.sending, Sending::Sent { .. }) && !self.is_over(command))
    }

    /// Looks at everything that runs; true when the wave is over.
    async fn tick(&mut self, phase: Phase, wave: usize) -> Result<bool> {
        let members = |command: &SentCommand| command.phase == phase && command.wave == wave;
        for index in 0..self.record.commands.len() {
            let command = &self.record.commands[index];
            if members(command) && command.id().is_some() && !self.is_over(command) {
                match self.sweep(index).await {
                    Ok(()) => self.failures = 0,
                    Err(error) => self.endure(error)?,
                }
            }
        }
        self.heed_cancellation();
        self.show();
        self.save()?;
        Ok(!self.record.commands.iter().filter(|command| members(command)).any(|command| self.is_open(command)))
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

    /// Reads a command and all of its invocations, and takes over what changed.
    async fn sweep(&mut self, index: usize) -> Result<()> {
        let command = self.record.commands[index].clone();
        let Some(id) = command.id() else { return Ok(()) };
        let site = sending::site(self.world, &command.command.scope)?;
        let seen = site.invocations(id).await?;
        let state = site.command(id).await?;
        let ended = state.as_ref().is_some_and(|command| command.has_ended());
        let nobody = state.as_ref().is_some_and(|command| command.reached_nobody());
        let mut forgotten = false;
        match (&state, &command.sending) {
            (Some(state), _) => {
                self.record.commands[index].status = Some(state.details.clone());
                if matches!(state.status.as_str(), "Cancelled" | "Cancelling") {
                    // Whoever cancelled it, from wherever, does not want the rest of the run either.
                    self.is_cancelled("a command of it was cancelled");
                }
            }
            (None, Sending::Sent { at, .. }) => forgotten = seen.is_empty() && self.context.clock.now().duration_since(*at) > FORGOTTEN,
            (None, _) => {}
        }
        for node in &command.command.nodes {
            let (progress, steps) = match seen.iter().find(|invocation| invocation.node == *node) {
                Some(found) => (Progress::of_invocation(&found.status, &found.details), found.steps.clone()),
                None if nobody => (Progress::Undeliverable, Vec::new()),
                None if forgotten => (Progress::Unknown, Vec::new()),
                // The command is over and this node never got its turn.
                None if ended => (Progress::Terminated, Vec::new()),
                None => (Progress::Queued, Vec::new()),
            };
            let steps = steps.into_iter().map(StepRecord::new).collect();
            self.take_over(&command, node, progress, steps);
        }
        Ok(())
    }

    fn take_over(&mut self, command: &SentCommand, node: &crate::domain::id::NodeId, progress: Progress, steps: Vec<StepRecord>) {
        let now = self.context.clock.now();
        let Some(record) = self.record.node_mut(&command.command.scope, node) else { return };
        let before = match command.phase {
            Phase::Patch => std::mem::replace(&mut record.progress, progress),
            Phase::Reboot => record.reboot.replace(progress).unwrap_or(Progress::Waiting),
        };
        let kept = match command.phase {
            Phase::Patch => &mut record.steps,
            Phase::Reboot => &mut record.reboot_steps,
        };
        *kept = steps;
        if before == progress {
            return;
        }
        if command.phase == Phase::Patch {
            progress.meaning().clone_into(&mut record.reason);
            record.outcome = Outcome::Running;
        }
        let name = if record.name.is_empty() { String::new() } else { format!(" ({})", record.name) };
        let reboot = if command.phase == Phase::Reboot { "reboot " } else { "" };
        let line = format!("{node}{name}: {reboot}{}", progress.as_str());
        self.view.change(now, &line, json!({ "node": node, "progress": progress }));
    }

    fn show(&self) {
        let done = self.record.nodes.iter().filter(|node| node.progress.is_end()).count();
        let count = |stage: Progress| self.record.nodes.iter().filter(|node| node.progress == stage).count();
        let failed = self.record.nodes.iter().filter(|node| node.progress.is_failure()).count();
        let words = format!("done, {} in progress, {failed} failed", count(Progress::InProgress));
        self.view.status(done as u64, &words);
    }

    /// Waits for the next look; the end when a signal or the deadline comes first.
    async fn wait(&mut self) -> Result<Option<End>> {
        let now = self.context.clock.now();
        if now >= self.deadline {
            return Ok(Some(End::Deadline));
        }
        let elapsed = u64::try_from(now.duration_since(self.began).as_secs()).unwrap_or(0);
        let interval = (elapsed / 10).clamp(POLL.0, POLL.1);
        let left = u64::try_from(self.deadline.duration_since(now).as_secs()).unwrap_or(1).max(1);
        self.pause(interval.min(left)).await
    }

    /// Lets seconds pass; the end when a signal says so.
    pub(super) async fn pause(&mut self, seconds: u64) -> Result<Option<End>> {
        let signal = tokio::select! {
            passed = self.context.pause(Duration::from_secs(seconds)) => { passed?; None }
            number = self.context.interrupt.after(self.signals_seen) => Some(number),
        };
        let Some(number) = signal else { return Ok(None) };
        self.signals_seen = self.context.interrupt.so_far();
        super::leaving::asked_to_stop(self, number).await
    }

    pub(super) const fn signals_seen(&self) -> usize {
        self.signals_seen
    }

    /// Drops what was not sent yet, of one wave or of all; the nodes never get their turn.
    pub fn drop_unsent(&mut self, wave: Option<usize>, why: &str) {
        let mut left = Vec::new();
        let meant = |command: &SentCommand| command.sending == Sending::Planned && wave.is_none_or(|wave| command.wave == wave);
        for command in self.record.commands.iter_mut().filter(|command| meant(command)) {
            command.sending = Sending::Dropped;
            left.push((command.command.scope.clone(), command.command.nodes.clone()));
        }
        for (scope, nodes) in left {
            for node in nodes {
                if let Some(record) = self.record.node_mut(&scope, &node).filter(|record| record.progress == Progress::Waiting) {
                    record.progress = Progress::Terminated;
                    record.outcome = Outcome::NotStarted;
                    why.clone_into(&mut record.reason);
                }
            }
        }
    }

    /// The reason for which it stopped first is kept.
    fn stop(&mut self, why: &str) -> Result<End> {
        self.record.state = State::Stopped;
        self.record.stopped_because.get_or_insert_with(|| why.to_owned());
        self.save()?;
        Ok(End::Stopped)
    }

    /// Before a wave of which nothing was sent: may it begin, and when. Whoever goes on with a run, after whatever, comes by here.
    async fn before(&mut self, next: usize) -> Result<Option<End>> {
        let begun = |command: &SentCommand| command.wave == next && command.phase == Phase::Patch && command.sending != Sending::Planned;
        if next <= 1 || self.record.commands.iter().any(begun) {
            return Ok(None);
        }
        let wave = next - 1;
        if self.overruled != Some(wave)
            && let Passage::TooManyFailed(why) | Passage::TooManyNonCompliant(why) = self.record.passage(wave)
        {
            return self.stop(&format!("the gate after wave {wave} is closed: {why}")).map(Some);
        }
        if self.approved.is_none() {
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
        self.rest(now.saturating_add(pause).unwrap_or(Timestamp::MAX)).await
    }

    /// Waits in small steps, so that signals and the deadline are heard.
    async fn rest(&mut self, until: Timestamp) -> Result<Option<End>> {
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
            if let Some(end) = self.pause(left.min(10)).await? {
                return Ok(Some(end));
            }
        }
    }

    /// The reboots that were asked for at a time, for the nodes that wait for one.
    async fn reboots(&mut self) -> Result<Option<End>> {
        let Reboot::At(moment) = self.record.request.reboot else { return Ok(None) };
        if self.record.state == State::Cancelled {
            return Ok(None);
        }
        let sent = self.record.commands.iter().any(|command| command.phase == Phase::Reboot);
        if !sent {
            let mut members = std::collections::BTreeMap::<_, Vec<_>>::new();
            for node in self.record.nodes.iter().filter(|node| node.outcome == Outcome::PendingReboot) {
                members.entry(node.scope.clone()).or_default().push(node.node.clone());
            }
            if members.is_empty() {
                return Ok(None);
            }
            if self.approved.is_none() {
                return self.stop("it was left before the reboots were sent").map(Some);
            }
            self.view.change(self.context.clock.now(), &format!("the nodes that wait for a reboot get it at {moment:.0}"), json!({}));
            // The time until the reboot is not part of what is waited for.
            self.deadline = moment.saturating_add(self.timeout).unwrap_or(Timestamp::MAX).max(self.deadline);
            if let Some(end) = self.rest(moment).await? {
                return Ok(Some(end));
            }
            if self.record.state == State::Cancelled {
                return Ok(None);
            }
            let planned = plan::commands(&self.record.run, &self.record.request, Phase::Reboot, (1, 1), &members);
            let sent = planned.commands.into_iter();
            self.record.commands.extend(sent.map(|command| SentCommand {
                phase: Phase::Reboot,
                wave: 1,
                command,
                sending: Sending::Planned,
                status: None,
            }));
            self.save()?;
        }
        loop {
            if self.approved.is_none() && self.unsent(Phase::Reboot, 1) {
                return self.stop("it was left before the reboots were sent").map(Some);
            }
            self.heed_cancellation();
            sending::send_due(self, Phase::Reboot, 1).await?;
            if self.tick(Phase::Reboot, 1).await? {
                break;
            }
            if let Some(end) = self.wait().await? {
                return Ok(Some(end));
            }
        }
        judging::judge_wave(self, Phase::Reboot, 1).await?;
        self.save()?;
        Ok(None)
    }
}
