//! The limiter: who may go, and whether it makes sense to.

use std::sync::{Mutex, MutexGuard};
use std::time::Duration;

use tokio::time::Instant;

use super::kept::Kept;
use super::patience::Pace;
use super::rate::Rate;

/// The limiter of one action in one scope.
#[derive(Debug)]
pub(super) struct Limiter {
    pace: Pace,
    /// Who stands first in line. It is fair: who came first goes first, a repetition behind the
    /// others.
    line: tokio::sync::Mutex<()>,
    state: Mutex<State>,
}

#[derive(Debug, Default)]
struct State {
    rate: Rate,
    /// When an answer came last that was no failure.
    answered: Option<Instant>,
    outage: Option<Outage>,
}

#[derive(Debug)]
struct Outage {
    end: Kept,
    until: Instant,
}

impl Limiter {
    pub(super) fn new(pace: Pace) -> Self {
        Self {
            pace,
            line: tokio::sync::Mutex::new(()),
            state: Mutex::default(),
        }
    }

    /// Waits for the turn of an attempt.
    pub(super) async fn turn(&self) {
        if self.pace == Pace::None {
            return;
        }
        let _first = self.line.lock().await;
        loop {
            let turn = self.state().rate.take(Instant::now());
            match turn {
                Ok(()) => return,
                // Asked again then, because the rate may have changed meanwhile.
                Err(later) => tokio::time::sleep_until(later).await,
            }
        }
    }

    pub(super) fn answered(&self) {
        let mut state = self.state();
        state.rate.answered();
        state.answered = Some(Instant::now());
        state.outage = None;
    }

    pub(super) fn pushed_back(&self) {
        self.state().rate.pushed_back(Instant::now());
    }

    /// A call that began at `began` has come to its end without a proper answer. Unless another one
    /// had an answer meanwhile, the next would fare no better.
    pub(super) fn gave_up(&self, end: Kept, began: Instant, same_breath: Duration) {
        let mut state = self.state();
        if state.answered.is_none_or(|answered| answered < began) {
            let until = Instant::now() + same_breath;
            state.outage = Some(Outage { end, until });
        }
    }

    /// How the last call ended, when another one need not be tried.
    pub(super) fn outage(&self, same_breath: Duration) -> Option<Kept> {
        let mut state = self.state();
        let now = Instant::now();
        let outage = state.outage.as_mut().filter(|outage| now < outage.until)?;
        outage.until = now + same_breath;
        Some(outage.end.clone())
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.state
            .lock()
            .expect("nobody panics while holding the lock")
    }
}
