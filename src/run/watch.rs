//! How something in AWS is followed, whatever it is: how often it is looked at, how many failures in
//! a row are endured, until when, and what ends it early.

use std::time::Duration;

use jiff::{SignedDuration, Timestamp};

use crate::context::Context;
use crate::error::{Error, Kind};
use crate::process::interrupt::Held;

/// How often in a row AWS may fail to answer before following ends.
pub const PATIENCE: u32 = 5;

/// How many seconds pass between looks, at first and at most. AWS publishes no rate for the lists of
/// Run Command and Automation; fewer looks leave more of it to others of the account.
const PACE: (u64, u64) = (2, 30);

/// Why following ended early.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ended {
    /// The deadline passed.
    Deadline,
    /// A signal came: 2 or 15.
    Signal(u8),
}

/// Follows something. As long as it lives, signals do not end the process by themselves.
pub struct Watch<'a> {
    context: &'a Context,
    deadline: Timestamp,
    timeout: SignedDuration,
    /// Since when it is looked at: the longer, the less often.
    began: Timestamp,
    /// Looks that failed in a row.
    failures: u32,
    _signals: Held,
}

impl<'a> Watch<'a> {
    /// Begins to follow, for at most `timeout`.
    pub fn new(context: &'a Context, timeout: SignedDuration) -> Self {
        let now = context.clock.now();
        context.interrupt.answer();
        Self {
            context,
            deadline: now.saturating_add(timeout).unwrap_or(Timestamp::MAX),
            timeout,
            began: now,
            failures: 0,
            _signals: context.interrupt.take_over(),
        }
    }

    /// Whether the deadline has passed.
    pub fn is_over(&self) -> bool {
        self.context.clock.now() >= self.deadline
    }

    /// What is followed from now on has just begun: it is looked at often again.
    pub fn starts_anew(&mut self) {
        self.began = self.context.clock.now();
    }

    /// Waiting until `moment` was asked for, and is not part of the timeout.
    pub fn begins_at(&mut self, moment: Timestamp) {
        let later = moment.saturating_add(self.timeout);
        self.deadline = later.unwrap_or(Timestamp::MAX).max(self.deadline);
    }

    /// Waits for the next look.
    ///
    /// # Errors
    /// When the time of the sandbox cannot be moved.
    pub async fn next_look(&mut self) -> Result<Option<Ended>, Error> {
        let now = self.context.clock.now();
        if now >= self.deadline {
            return Ok(Some(Ended::Deadline));
        }
        let interval = (seconds(self.began, now) / 10).clamp(PACE.0, PACE.1);
        let left = seconds(now, self.deadline).max(1);
        let signal = self.pause(interval.min(left)).await?;
        Ok(signal.map(Ended::Signal))
    }

    /// Lets seconds pass; the number of a signal that came meanwhile.
    ///
    /// # Errors
    /// When the time of the sandbox cannot be moved.
    pub async fn pause(&mut self, seconds: u64) -> Result<Option<u8>, Error> {
        tokio::select! {
            passed = self.context.pause(Duration::from_secs(seconds)) => passed.map(|()| None),
            number = self.context.interrupt.open() => {
                self.context.interrupt.answer();
                Ok(Some(number))
            }
        }
    }

    /// The number of a signal that came since the last look, if one did.
    pub async fn heard(&mut self) -> Option<u8> {
        if !self.context.interrupt.is_open() {
            return None;
        }
        let number = self.context.interrupt.open().await;
        self.context.interrupt.answer();
        Some(number)
    }

    /// The next signal that comes, and has not been heard yet.
    pub async fn signal(&self) -> u8 {
        self.context.interrupt.open().await
    }

    /// AWS answered a look.
    pub fn answered(&mut self) {
        self.failures = 0;
    }

    /// A look failed. Nothing is given up because the network was; but credentials do not come back
    /// by themselves.
    ///
    /// # Errors
    /// The error itself, when it was one too many.
    pub fn endures(&mut self, error: Error) -> Result<Error, Error> {
        self.failures += 1;
        if self.failures >= PATIENCE || error.kind() == Kind::Credentials {
            Err(error)
        } else {
            Ok(error)
        }
    }
}

/// Whole seconds from one moment to a later one; 0 when it is not later.
fn seconds(from: Timestamp, to: Timestamp) -> u64 {
    u64::try_from(to.duration_since(from).as_secs()).unwrap_or(0)
}
