//! How often, how long and how hard calls are tried.

use std::time::Duration;

use aws_smithy_types::retry::RetryConfig;

/// How often a call is tried, unless something else was asked for.
pub(in super::super) const ATTEMPTS: u32 = 10;
/// How long a call is tried at least before its attempts end.
const DEADLINE: Duration = Duration::from_mins(2);
/// How long an outage is taken for granted after it was seen last. Whoever asks node by node asks
/// again within this time; whoever follows a run does not, and deserves an attempt.
const SAME_BREATH: Duration = Duration::from_millis(1500);

/// How long and how hard calls are tried.
#[derive(Clone, Copy, Debug)]
pub(in super::super) struct Patience {
    /// After this time no attempt begins any more.
    pub(super) deadline: Duration,
    /// How long the answer to one attempt may take, its body included.
    pub(super) answer: Duration,
    /// How long the first repetition waits, and how long any.
    backoff: (Duration, Duration),
    /// How long an outage is taken for granted.
    pub(super) same_breath: Duration,
    pub(super) pace: Pace,
}

/// Whether turns are kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Pace {
    /// As much as the service bears.
    Kept,
    /// The sandbox in this process needs to be spared nothing.
    None,
}

impl Patience {
    /// With AWS, or whoever stands in its place.
    pub(in super::super) fn with_aws(answer: Duration) -> Self {
        Self {
            // A slow answer is awaited twice at least.
            deadline: DEADLINE.max(2 * answer),
            answer,
            backoff: (Duration::from_millis(100), Duration::from_secs(5)),
            same_breath: SAME_BREATH,
            pace: Pace::Kept,
        }
    }

    /// With the sandbox in this process, where nobody waits for anything.
    pub(in super::super) fn with_sandbox(answer: Duration) -> Self {
        Self {
            backoff: (Duration::from_millis(10), Duration::from_millis(40)),
            same_breath: Duration::ZERO,
            pace: Pace::None,
            ..Self::with_aws(answer)
        }
    }

    /// The same for the SDK, which waits before it repeats what was lost: at random up to twice as
    /// long each time.
    pub(in super::super) fn retries(&self, attempts: u32) -> RetryConfig {
        let (first, longest) = self.backoff;
        RetryConfig::standard()
            .with_max_attempts(attempts)
            .with_initial_backoff(first)
            .with_max_backoff(longest)
    }

    /// How long a throttled attempt waits before it asks for a turn again: half of it for certain,
    /// so that ten attempts outlast ten seconds of throttling.
    pub(super) fn after_throttling(&self, attempt: u32) -> Duration {
        let (first, longest) = self.backoff;
        let doublings = attempt.saturating_sub(1).min(16);
        let full = first.saturating_mul(1 << doublings).min(longest);
        full.mul_f64(0.5 + 0.5 * fastrand::f64())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ten_attempts_outlast_ten_seconds_of_throttling() {
        let patience = Patience::with_aws(Duration::from_mins(1));
        for _ in 0..100 {
            let waits = (1..ATTEMPTS).map(|attempt| patience.after_throttling(attempt));
            let all: Duration = waits.sum();
            assert!(all > Duration::from_secs(10), "{all:?}");
            assert!(all < patience.deadline, "{all:?}");
        }
    }

    #[test]
    fn a_slow_answer_is_awaited_twice() {
        let patience = Patience::with_aws(Duration::from_mins(5));
        assert_eq!(patience.deadline, Duration::from_mins(10));
    }
}
