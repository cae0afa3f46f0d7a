//! How AWS is asked, so that a busy one is not taken for an unreadable one.
//!
//! One limiter for each action of each scope owns the turns and the retries. On its way a request
//! passes, attempt for attempt:
//!
//! ```text
//! client ─▶ Tickets          which action of which scope, which attempt, since when
//!        ─▶ Traffic          an outage is told at once; a turn of the limiter; a place among all
//!                            that is under way; the connection; the body to its end
//!        ─▶ the SDK's classifiers, then Listener: what the answer means for the limiter, and when
//!                            the next attempt is due
//! ```
//!
//! The SDK repeats the request, because it signs anew and corrects the clock; when and how often is
//! said here.

mod body;
mod lost;
mod rate;
mod ticket;
mod traffic;
mod verdict;

use std::sync::{Mutex, MutexGuard};
use std::time::Duration;

use aws_smithy_types::retry::RetryConfig;
use tokio::time::Instant;

pub(super) use body::Incoming;
pub(super) use lost::{How, Lost};
use rate::Rate;
use ticket::Tickets;
pub(super) use traffic::{Took, Traffic};
use verdict::{Kept, Listener};

use super::log::CallLog;

/// How often a call is tried, unless something else was asked for.
pub const ATTEMPTS: u32 = 10;
/// How long a call is tried at least before its attempts end.
const DEADLINE: Duration = Duration::from_mins(2);
/// How long an outage is taken for granted after it was seen last. Whoever asks node by node asks
/// again within this time; whoever follows a run does not, and deserves an attempt.
const SAME_BREATH: Duration = Duration::from_millis(1500);

/// How long and how hard calls are tried.
#[derive(Clone, Copy, Debug)]
pub(super) struct Patience {
    /// After this time no attempt begins any more.
    deadline: Duration,
    /// How long the answer to one attempt may take, its body included.
    answer: Duration,
    /// How long the first repetition waits, and how long any.
    backoff: (Duration, Duration),
    /// How long an outage is taken for granted.
    same_breath: Duration,
    pace: Pace,
}

/// Whether turns are kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Pace {
    /// As much as the service bears.
    Kept,
    /// The sandbox in this process needs to be spared nothing.
    None,
}

impl Patience {
    /// With AWS, or whoever stands in its place.
    pub(super) fn with_aws(answer: Duration) -> Self {
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
    pub(super) fn with_sandbox(answer: Duration) -> Self {
        Self {
            backoff: (Duration::from_millis(10), Duration::from_millis(40)),
            same_breath: Duration::ZERO,
            pace: Pace::None,
            ..Self::with_aws(answer)
        }
    }

    /// The same for the SDK, which waits before it repeats what was lost: at random up to twice as
    /// long each time.
    pub(super) fn retries(&self, attempts: u32) -> RetryConfig {
        let (first, longest) = self.backoff;
        RetryConfig::standard()
            .with_max_attempts(attempts)
            .with_initial_backoff(first)
            .with_max_backoff(longest)
    }

    /// How long a throttled attempt waits before it asks for a turn again: half of it for certain,
    /// so that ten attempts outlast ten seconds of throttling.
    fn after_throttling(&self, attempt: u32) -> Duration {
        let (first, longest) = self.backoff;
        let doublings = attempt.saturating_sub(1).min(16);
        let full = first.saturating_mul(1 << doublings).min(longest);
        full.mul_f64(0.5 + 0.5 * fastrand::f64())
    }
}

/// The limiter of one action in one scope.
#[derive(Debug)]
struct Limiter {
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
    fn new(pace: Pace) -> Self {
        Self {
            pace,
            line: tokio::sync::Mutex::new(()),
            state: Mutex::default(),
        }
    }

    /// Waits for the turn of an attempt.
    async fn turn(&self) {
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

    fn answered(&self) {
        let mut state = self.state();
        state.rate.answered();
        state.answered = Some(Instant::now());
        state.outage = None;
    }

    fn pushed_back(&self) {
        self.state().rate.pushed_back(Instant::now());
    }

    /// A call that began at `began` has come to its end without a proper answer. Unless another one
    /// had an answer meanwhile, the next would fare no better.
    fn gave_up(&self, end: Kept, began: Instant, same_breath: Duration) {
        let mut state = self.state();
        if state.answered.is_none_or(|answered| answered < began) {
            let until = Instant::now() + same_breath;
            state.outage = Some(Outage { end, until });
        }
    }

    /// How the last call ended, when another one need not be tried.
    fn outage(&self, same_breath: Duration) -> Option<Kept> {
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

/// What every client of AWS has in common.
pub(super) trait Guarded: Sized {
    /// Logged, with tickets of `place`, and with our own say on repetitions.
    fn guarded(self, place: &str) -> Self;
}

macro_rules! guarded {
    ($($sdk:ident),+) => {$(
        impl Guarded for $sdk::config::Builder {
            fn guarded(self, place: &str) -> Self {
                use $sdk::config::retry::{RetryPartition, TokenBucket};

                // The SDK's own allowance of repetitions would end a large report half-way.
                let partition = RetryPartition::custom(place.to_owned())
                    .token_bucket(TokenBucket::unlimited())
                    .build();
                self.interceptor(CallLog)
                    .interceptor(Tickets::new(place))
                    .retry_classifier(Listener)
                    .retry_partition(partition)
            }
        }
    )+};
}

guarded!(
    aws_sdk_organizations,
    aws_sdk_resourcegroups,
    aws_sdk_resourcegroupstagging,
    aws_sdk_s3,
    aws_sdk_ssm,
    aws_sdk_sts
);
