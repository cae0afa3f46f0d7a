//! Carries a run out and follows it: sends what is due, sweeps what was sent, and writes the
//! receipt at every step.

use jiff::Timestamp;

use super::locks::{Lock, Turn};
use super::receipts::Receipts;
use super::{judging, sending, settling};
use crate::aws::reach::Reach;
use crate::context::Context;
use crate::domain::run::record::{Record, Sending, State};
use crate::domain::run::request::Phase;
use crate::error::Result;
use crate::output::plan::Consented;
use crate::output::run_view::RunView;
use crate::process::interrupt::Held;

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
    pub reach: &'a Reach,
    /// The receipt as it stands.
    pub record: Record,
    /// When to stop waiting.
    pub deadline: Timestamp,
    pub(super) receipts: &'a Receipts,
    /// Held by the one process that sends and writes; who only looks on has none.
    lock: Option<Lock>,
    /// Held from the look whether the nodes are free until something was sent to them.
    pub(super) turn: Option<Turn>,
    /// Whether the receipt says how the run was judged, and must not be replaced by less.
    pub(super) keeps_verdict: bool,
    approved: Option<&'a Consented>,
    pub(super) view: RunView<'a>,
    _signals: Held,
    pub(super) signals_seen: usize,
    pub(super) failures: u32,
    pub(super) began: Timestamp,
    pub(super) timeout: jiff::SignedDuration,
    /// The wave whose closed gate somebody saw and overruled.
    pub(super) overruled: Option<usize>,
    /// Whether a wave ended while this process followed, so that the pause after it is due.
    pub(super) ended_one: bool,
}

impl<'a> Drive<'a> {
    /// Takes a run over. Without a lock the receipt is not written; without an approval nothing is
    /// sent.
    pub fn new(
        context: &'a Context,
        reach: &'a Reach,
        receipts: &'a Receipts,
        record: Record,
        lock: Option<Lock>,
        approved: Option<&'a Consented>,
        timeout: jiff::SignedDuration,
    ) -> Self {
        let now = context.clock.now();
        Self {
            context,
            reach,
            view: context.ui.run_view(record.nodes.len() as u64),
            record,
            deadline: now.saturating_add(timeout).unwrap_or(Timestamp::MAX),
            receipts,
            lock,
            turn: None,
            keeps_verdict: false,
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
        Self {
            turn: Some(turn),
            ..self
        }
    }

    /// Goes on although the gate after this wave is closed; the gates after later waves count.
    pub fn overrule_gate(&mut self, wave: usize) {
        self.overruled = Some(wave);
    }

    /// Lets the receipt of a run that was judged stand until there is a new verdict.
    #[must_use]
    pub fn keeping_verdict(self) -> Self {
        Self {
            keeps_verdict: true,
            ..self
        }
    }

    /// Writes the receipt, when this process may.
    ///
    /// # Errors
    /// When it cannot be written.
    pub fn save(&self) -> Result<()> {
        if self.lock.is_some() && !self.keeps_verdict {
            self.receipts.save(&self.record)
        } else {
            Ok(())
        }
    }

    /// Notes how the sending of one command stands, when this process may.
    ///
    /// # Errors
    /// When it cannot be written.
    pub(super) fn note(&self, index: usize) -> Result<()> {
        if self.lock.is_none() {
            return Ok(());
        }
        let noted = self.receipts.note(
            &self.record.run,
            index,
            &self.record.commands[index].sending,
        );
        noted.map_err(|error| {
            error.hint(format!(
                "what was sent runs in AWS all the same; look again with: {}",
                self.again("wait")
            ))
        })
    }

    /// Stops sending when another process asked for that; looked at before anything is sent and
    /// while anything is waited for.
    pub(super) fn heed_cancellation(&mut self) {
        let cancelled = self.record.state == State::Cancelled
            || self.receipts.is_to_be_cancelled(&self.record.run);
        if self.lock.is_some() && cancelled {
            self.record.cancel("it was cancelled by another process");
        }
    }

    /// What this process has not sent and nobody will send unasked, in words; `None` when another
    /// process has the run.
    pub(super) fn left_unsent(&self) -> Option<String> {
        self.lock.as_ref()?;
        self.record.plan.as_ref()?;
        self.record.left_unsent()
    }

    pub(super) const fn approved(&self) -> Option<&'a Consented> {
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
    /// When nothing can be sent, or AWS does not answer for a while; the receipt has what is known,
    /// and the run goes on.
    pub async fn follow(&mut self) -> Result<End> {
        sending::check_reach(self.reach, &self.record)?;
        self.save()?;
        if let Some(end) = settling::settle(self).await? {
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
            if self.record.state == State::Cancelled && self.record.current_wave() != Some(wave) {
                continue;
            }
            if let Some(end) = self.wave(Phase::Patch, wave).await? {
                return Ok(end);
            }
            if self.record.current_wave() == Some(wave) {
                return self.stop(&format!("nodes of wave {wave} cannot be judged: the receipt does not tell what was sent to them"));
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
                let what = if phase == Phase::Reboot {
                    "the reboots were"
                } else {
                    "everything was"
                };
                return self
                    .stop(&format!("it was left before {what} sent"))
                    .map(Some);
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

    /// `patchctl … patch-now VERB RUN`, with the flags of this invocation.
    pub fn again(&self, verb: &str) -> String {
        super::again(self.context, self.reach, verb, &self.record.run)
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
