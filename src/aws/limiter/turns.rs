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
    /// With the most calls a second, where AWS says it.
    pub(super) fn new(pace: Pace, most: Option<u32>) -> Self {
        let state = State {
            rate: Rate::at_most(most),
            ..State::default()
        };
        Self {
            pace,
            line: tokio::sync::Mutex::new(()),
            state: Mutex::new(state),
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

#[cfg(test)]
mod tests {
    use super::super::lost::{How, Lost};
    use super::*;

    const BREATH: Duration = Duration::from_mins(1);

    fn refused() -> Kept {
        Kept::Lost(Lost::new(How::Refused, "connection refused"))
    }

    #[tokio::test]
    async fn a_few_calls_go_at_once_and_the_next_is_paced() {
        let limiter = Limiter::new(Pace::Kept, None);
        let began = Instant::now();
        for _ in 0..4 {
            limiter.turn().await;
        }
        assert!(began.elapsed() < Duration::from_millis(40));
        for _ in 0..4 {
            limiter.turn().await;
        }
        // 20 a second, and a little faster with time.
        assert!(began.elapsed() > Duration::from_millis(120));
    }

    #[tokio::test]
    async fn a_limit_that_is_known_is_kept_from_the_start() {
        let limiter = Limiter::new(Pace::Kept, Some(2));
        let began = Instant::now();
        for _ in 0..4 {
            limiter.turn().await;
        }
        assert!(began.elapsed() >= Duration::from_millis(1490));
    }

    #[tokio::test]
    async fn nothing_is_paced_in_the_sandbox() {
        let limiter = Limiter::new(Pace::None, None);
        let began = Instant::now();
        for _ in 0..1000 {
            limiter.turn().await;
        }
        assert!(began.elapsed() < Duration::from_secs(1));
    }

    #[test]
    fn an_outage_is_told_again_until_somebody_is_answered() {
        let limiter = Limiter::new(Pace::Kept, None);
        assert!(limiter.outage(BREATH).is_none());
        limiter.gave_up(refused(), Instant::now(), BREATH);
        assert!(limiter.outage(BREATH).is_some());
        assert!(limiter.outage(BREATH).is_some());
        limiter.answered();
        assert!(limiter.outage(BREATH).is_none());
    }

    #[test]
    fn a_call_that_fails_beside_answered_ones_is_no_outage() {
        let limiter = Limiter::new(Pace::Kept, None);
        let began = Instant::now();
        limiter.answered();
        limiter.gave_up(refused(), began, BREATH);
        assert!(limiter.outage(BREATH).is_none());
    }

    #[test]
    fn whoever_asks_later_deserves_an_attempt() {
        let limiter = Limiter::new(Pace::Kept, None);
        limiter.gave_up(refused(), Instant::now(), Duration::ZERO);
        assert!(limiter.outage(BREATH).is_none());
    }
}
