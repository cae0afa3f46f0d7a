//! How fast one action is called in one scope: as fast as it likes until the service pushes back,
//! then slower, then faster again.
//!
//! The SDK's own adaptive mode learns from throttling too, but begins at half a call a second, so
//! that one throttled call costs a short command a minute. Here a pushed-back call doubles the gap
//! between calls and a smooth one shortens it. AWS publishes no rates for these APIs.

use std::sync::{Arc, Mutex};
use std::time::Duration;

use aws_smithy_runtime_api::box_error::BoxError;
use aws_smithy_runtime_api::client::interceptors::Intercept;
use aws_smithy_runtime_api::client::interceptors::context::BeforeTransmitInterceptorContextRef;
use aws_smithy_runtime_api::client::retries::RequestAttempts;
use aws_smithy_runtime_api::client::runtime_components::RuntimeComponents;
use aws_smithy_types::config_bag::ConfigBag;
use tokio::time::Instant;

/// The gap after the first push-back.
const FIRST_GAP: Duration = Duration::from_millis(25);
/// The longest gap.
const LONGEST_GAP: Duration = Duration::from_secs(2);

/// The pace of one action in one scope.
#[derive(Clone, Debug, Default)]
pub struct Pace(Arc<Mutex<State>>);

#[derive(Debug, Default)]
struct State {
    gap: Duration,
    next: Option<Instant>,
}

impl State {
    /// The moment of the next call.
    fn take_turn(&mut self, now: Instant) -> Instant {
        let turn = self.next.map_or(now, |next| next.max(now));
        self.next = Some(turn + self.gap);
        turn
    }

    fn pushed_back(&mut self) {
        self.gap = (self.gap * 2).clamp(FIRST_GAP, LONGEST_GAP);
    }

    fn went_well(&mut self) {
        self.gap = self.gap.mul_f64(0.9);
        if self.gap < FIRST_GAP / 10 {
            self.gap = Duration::ZERO;
        }
    }
}

impl Pace {
    /// Waits for the turn of the next call; not at all while nothing pushes back.
    pub async fn turn(&self) {
        let now = Instant::now();
        let turn = self.lock().take_turn(now);
        if turn > now {
            tokio::time::sleep_until(turn).await;
        } else {
            // The sandbox answers without waiting; whoever listens to signals must have a turn
            // nevertheless.
            tokio::task::yield_now().await;
        }
    }

    fn lock(&self) -> std::sync::MutexGuard<'_, State> {
        self.0.lock().expect("nobody panics while holding the lock")
    }
}

/// An attempt after the first means that the one before was pushed back.
impl Intercept for Pace {
    fn name(&self) -> &'static str {
        "Pace"
    }

    fn read_before_transmit(
        &self,
        _context: &BeforeTransmitInterceptorContextRef<'_>,
        _components: &RuntimeComponents,
        config: &mut ConfigBag,
    ) -> Result<(), BoxError> {
        // The SDK repeats a call that was throttled and one whose answer got lost; either is a
        // reason to go slower.
        let attempt = config
            .load::<RequestAttempts>()
            .map_or(1, RequestAttempts::attempts);

        let mut state = self.lock();
        if attempt > 1 {
            state.pushed_back();
        } else {
            state.went_well();
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_slows_down_when_pushed_back_and_recovers() {
        let mut state = State::default();
        let start = Instant::now();
        assert_eq!(state.take_turn(start), start);
        assert_eq!(
            state.take_turn(start),
            start,
            "no gap while nothing pushes back"
        );
        state.pushed_back();
        state.pushed_back();
        assert_eq!(state.gap, FIRST_GAP * 2);
        state.take_turn(start);
        assert_eq!(state.take_turn(start), start + FIRST_GAP * 2);
        for _ in 0..40 {
            state.went_well();
        }
        assert_eq!(state.gap, Duration::ZERO);
        for _ in 0..20 {
            state.pushed_back();
        }
        assert_eq!(state.gap, LONGEST_GAP);
    }
}
