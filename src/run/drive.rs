//! A run that is followed: its receipt, and what this process may do with it.

use jiff::Timestamp;

use super::again;
use super::end::End;
use super::observer::Observer;
use super::receipts::Receipts;
use super::receipts::locks::{Lock, Turn};
use super::watch::Watch;
use crate::aws::reach::Reach;
use crate::context::Context;
use crate::domain::run::event::Event;
use crate::domain::run::record::{Record, Sending, State};
use crate::error::Result;
use crate::output::plan::Consented;

/// Where the looking for another machine's commands of the same run stands.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Twins {
    /// There can be none, or it was looked for long enough.
    #[default]
    None,
    /// There may be one.
    Possible,
    /// It is looked for until then, and next at this time.
    Until(Timestamp, Timestamp),
}

/// A run that is followed.
pub struct Drive<'a> {
    /// What the command works with.
    pub context: &'a Context,
    /// The scopes.
    pub reach: &'a Reach,
    /// The receipt as it stands.
    pub record: Record,
    pub(super) receipts: &'a Receipts,
    /// Who sees what happens.
    pub(super) observer: &'a dyn Observer,
    /// Pace, patience, deadline and signals.
    pub(super) watch: Watch<'a>,
    /// Held by the one process that sends and writes; who only looks on has none.
    lock: Option<Lock>,
    /// Held from the look whether the nodes are free until something was sent to them.
    pub(super) turn: Option<Turn>,
    /// Whether the receipt says how the run was judged, and must not be replaced by less.
    pub(super) keeps_verdict: bool,
    consented: Option<&'a Consented>,
    /// When somebody agreed, or began to look on.
    pub(super) agreed_at: Timestamp,
    /// The wave whose closed gate somebody saw and overruled.
    pub(super) overruled: Option<usize>,
    /// Whether it was said that the record of the run could not be put into S3.
    pub(super) unpublished: bool,
    /// Whether another machine may have begun the same run.
    pub(super) twins: Twins,
    /// Whether that is waited for before anybody is told how the run ended.
    pub(super) rules_out_twins: bool,
    /// Whether a wave ended while this process followed, so that the pause after it is due.
    pub(super) ended_one: bool,
}

/// What it takes to follow a run, and to go on with it.
pub struct Means<'a> {
    /// The receipts.
    pub receipts: &'a Receipts,
    /// Who sees what happens.
    pub observer: &'a dyn Observer,
    /// Without it the receipt is not written.
    pub lock: Option<Lock>,
    /// Without it nothing is sent.
    pub consented: Option<&'a Consented>,
    /// For how long the run is followed at most.
    pub timeout: jiff::SignedDuration,
}

impl<'a> Drive<'a> {
    /// Takes a run over.
    pub fn new(context: &'a Context, reach: &'a Reach, record: Record, means: Means<'a>) -> Self {
        Self {
            context,
            reach,
            record,
            receipts: means.receipts,
            observer: means.observer,
            watch: Watch::new(context, means.timeout),
            lock: means.lock,
            // Whoever has the turn hands it over: it was held since before the plan was looked at
            // again.
            turn: None,
            keeps_verdict: false,
            consented: means.consented,
            agreed_at: context.clock.now(),
            overruled: None,
            unpublished: false,
            twins: Twins::None,
            rules_out_twins: false,
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

    /// Whether the receipt says how the run was judged, and stands until there is a new verdict.
    pub fn keeps_verdict(&self) -> bool {
        self.keeps_verdict
    }

    /// Whether this process alone writes the receipt.
    pub(super) const fn has_lock(&self) -> bool {
        self.lock.is_some()
    }

    /// Writes the receipt, when this process may.
    pub fn save(&self) -> Result<()> {
        if self.lock.is_some() && !self.keeps_verdict {
            self.receipts.save(&self.record)
        } else {
            Ok(())
        }
    }

    /// Takes the receipt back of a run that is that of another machine.
    pub(super) fn forget(&self) {
        if self.lock.is_some() {
            self.receipts.remove(&self.record.run);
        }
    }

    /// Notes how the sending of one command stands, when this process may.
    pub(super) fn note(&self, index: usize, sending: &Sending) -> Result<()> {
        if self.lock.is_none() {
            return Ok(());
        }

        let noted = self.receipts.note(&self.record.run, index, sending);
        // The command runs whatever the disk does; only its note is missing.
        noted.map_err(|error| {
            let verb = if self.record.has_sent() {
                "wait"
            } else {
                "resume"
            };
            error.hint(format!(
                "{}; go on with: {}",
                self.record.all_the_same(),
                self.again(verb)
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
    pub fn left_unsent(&self) -> Option<String> {
        self.lock.as_ref()?;
        self.record
            .plan
            .as_ref()
            .filter(|_| self.record.is_ours())?;
        self.record.left_unsent()
    }

    pub(super) const fn consented(&self) -> Option<&'a Consented> {
        self.consented
    }

    /// Tells whoever follows what happened.
    pub(super) fn tell(&self, event: &Event) {
        self.observer.event(self.context.clock.now(), event);
    }

    /// `patchctl … patch-now VERB RUN`, with the flags of this invocation.
    pub fn again(&self, verb: &str) -> String {
        again::again(self.context, self.reach, verb, &self.record.run)
    }

    /// Stops the run where it is.
    pub(super) fn stop(&mut self, why: &str) -> Result<End> {
        self.record.stops(why);
        self.save()?;
        Ok(End::Stopped)
    }
}
