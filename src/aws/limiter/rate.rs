//! How many calls a second one action of one scope takes.
//!
//! AWS publishes no rates for most of these APIs, and other tools of the account use them too. So the
//! rate is found out: a start that doubles until the first push-back, then a climb to the last good rate,
//! and slowly beyond it. Only being throttled makes it slower, and only the time makes it faster: a
//! handful of calls that are under way at once must not count as many times.

use std::time::Duration;

use tokio::time::Instant;

/// Calls a second at the start. Reading a small account needs less.
const START: f64 = 20.0;
/// Calls that may be made at once at the start, before any pace is kept.
const ROOM: f64 = 4.0;
/// How long the start takes to double.
const DOUBLING: f64 = 0.7;
/// The part of the rate that is believed after the first push-back: the start overshoots, and what
/// the service had saved up hides by how much.
const FIRST_CUT: f64 = 0.4;
/// The part of the believed rate at which a cut begins to climb again.
const CUT: f64 = 0.8;
/// The part of the believed rate that a later push-back leaves at least.
const LEAST_CUT: f64 = 0.5;
/// The slowest rate.
const SLOWEST: f64 = 0.2;
/// What is throttled within this time belongs to the same cut, and so long does the climb take.
const CALM: Duration = Duration::from_secs(1);
/// How long the rate takes to double after the first cut, which knows little.
const SECOND_DOUBLING: f64 = 0.5;
/// After so many seconds beyond the climb a rate has doubled: limits change, and others go home.
const PROBING: f64 = 20.0;

/// What was learnt of the rate.
#[derive(Clone, Copy, Debug)]
enum Known {
    /// Nothing yet: the start, since when.
    Nothing { since: Instant },
    /// A rate that was too fast at `at`, after `cuts` of them.
    Limit { at: Instant, rate: f64, cuts: u32 },
}

/// The rate of one action in one scope, as far as it is known.
#[derive(Debug)]
pub(super) struct Rate {
    known: Option<Known>,
    /// How many calls may be made at once now, and when that was so.
    room: f64,
    counted: Option<Instant>,
    /// Good answers since the last cut.
    answers: u32,
    /// What AWS says that is never exceeded.
    most: Option<f64>,
}

impl Default for Rate {
    fn default() -> Self {
        Self {
            known: None,
            room: ROOM,
            counted: None,
            answers: 0,
            most: None,
        }
    }
}

impl Rate {
    /// A rate that never exceeds what AWS says, where it says anything. Such a one saves up nothing:
    /// who counts by the second counts two bursts.
    pub(super) fn at_most(most: Option<u32>) -> Self {
        match most {
            Some(most) => Self {
                room: 1.0,
                most: Some(f64::from(most)),
                ..Self::default()
            },
            None => Self::default(),
        }
    }

    /// Takes the turn of a call, or says when to ask again.
    pub(super) fn take(&mut self, now: Instant) -> Result<(), Instant> {
        let rate = self.gather_room(now);
        // A whole turn but for what the arithmetic loses, or waiting would never end.
        if self.room >= 1.0 - 1e-6 {
            self.room -= 1.0;
            return Ok(());
        }
        Err(now + Duration::from_secs_f64((1.0 - self.room) / rate))
    }

    /// An answer came, good or bad, and not that it was too much.
    pub(super) fn answered(&mut self) {
        self.answers = self.answers.saturating_add(1);
    }

    /// The service asked to slow down.
    pub(super) fn pushed_back(&mut self, now: Instant) {
        let rate = self.gather_room(now);
        let (believed, cuts) = match self.known {
            Some(Known::Limit { at, .. }) if now - at < CALM => return,
            // What answered nothing told nothing, but that this was too much.
            Some(Known::Limit { .. }) if self.answers == 0 => (rate * LEAST_CUT, 1),
            Some(Known::Limit {
                at,
                rate: before,
                cuts,
            }) => (self.believed(rate, before, now - at), cuts + 1),
            _ => (rate * FIRST_CUT, 1),
        };

        tracing::debug!("throttled at {rate:.1} calls a second; {believed:.1} from here on");
        self.known = Some(Known::Limit {
            at: now,
            rate: believed.max(SLOWEST),
            cuts,
        });
        self.answers = 0;
        // From here on one call after the other: a limit may have no room for two at once.
        self.room = self.room.min(0.0);
    }

    /// The limit lies between what was answered since the last cut and what was asked just now: a
    /// service that saves up unused turns shows it in the one, another one in the other.
    fn believed(&self, rate: f64, before: f64, since: Duration) -> f64 {
        let measured = f64::from(self.answers) / since.as_secs_f64();
        let least = measured.max(before * LEAST_CUT);
        rate.min(f64::midpoint(least, rate))
    }

    /// Counts the room up to now; answers the rate of now.
    fn gather_room(&mut self, now: Instant) -> f64 {
        let last = self.counted.replace(now).unwrap_or(now);
        let passed = now.saturating_duration_since(last);
        let known = self.known.get_or_insert(Known::Nothing { since: now });
        // What nobody asked for proves nothing: the start stands still meanwhile.
        if let Known::Nothing { since } = known
            && passed > CALM
        {
            *since += passed;
        }

        let (rate, most) = match *known {
            Known::Nothing { since } => (start(now - since), ROOM),
            Known::Limit { at, rate, cuts } => (climb(rate, now - at, cuts), 1.0),
        };
        let (rate, most) = match self.most {
            Some(limit) => (rate.min(limit), 1.0),
            None => (rate, most),
        };
        self.room = (self.room + passed.as_secs_f64() * rate).min(most);
        rate
    }
}

/// The rate at the start, after some time.
fn start(passed: Duration) -> f64 {
    // After a few minutes it is beyond anything that could be asked.
    START * (passed.as_secs_f64() / DOUBLING).min(40.0).exp2()
}

/// The rate after a cut that left `rate` to be believed.
fn climb(rate: f64, passed: Duration, cuts: u32) -> f64 {
    if passed < CALM {
        let part = passed.as_secs_f64() / CALM.as_secs_f64();
        return rate * (CUT + (1.0 - CUT) * part);
    }

    let beyond = passed.saturating_sub(CALM).as_secs_f64();
    if cuts == 1 {
        return rate * (beyond / SECOND_DOUBLING).min(40.0).exp2();
    }
    let steps = beyond / PROBING;
    rate * steps.mul_add(steps, 1.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn after(start: Instant, milliseconds: u64) -> Instant {
        start + Duration::from_millis(milliseconds)
    }

    /// The rate at some moment, without taking a turn.
    fn rate(state: &mut Rate, now: Instant) -> f64 {
        state.gather_room(now)
    }

    #[test]
    fn a_few_calls_wait_for_nothing_and_many_are_paced() {
        let (mut state, start) = (Rate::default(), Instant::now());
        for _ in 0..4 {
            assert_eq!(state.take(start), Ok(()));
        }
        let next = state.take(start).unwrap_err();
        assert_eq!(next, after(start, 50));
        assert_eq!(state.take(next), Ok(()));
    }

    #[test]
    fn throttles_of_one_moment_are_one_cut() {
        let (mut state, start) = (Rate::default(), Instant::now());
        let _turn = state.take(start);
        for _ in 0..8 {
            state.pushed_back(after(start, 10));
        }
        let one = rate(&mut state, after(start, 10));
        assert!((6.0..7.0).contains(&one), "{one}");
        state.pushed_back(after(start, 900));
        assert!(rate(&mut state, after(start, 1010)) > one);
    }

    #[test]
    fn the_rate_comes_back_with_time_and_not_with_calls() {
        let (mut state, start) = (Rate::default(), Instant::now());
        let _turn = state.take(start);
        state.pushed_back(start);
        let cut = rate(&mut state, start);
        for _ in 0..100 {
            state.answered();
        }
        assert!((rate(&mut state, start) - cut).abs() < 1e-9);
        let later = rate(&mut state, after(start, 2000));
        assert!(later > 3.0 * cut, "{later}");
    }

    #[test]
    fn what_was_answered_tells_the_limit() {
        let (mut state, start) = (Rate::default(), Instant::now());
        let _turn = state.take(start);
        state.pushed_back(start);
        // Two seconds at ten a second, and then too much again.
        for _ in 0..20 {
            state.answered();
        }
        let asked = rate(&mut state, after(start, 2000));
        state.pushed_back(after(start, 2000));
        let believed = rate(&mut state, after(start, 3000));
        assert!(believed > 10.0 && believed < asked, "{believed} of {asked}");
    }

    #[test]
    fn the_start_stands_still_while_nobody_asks() {
        let (mut state, start) = (Rate::default(), Instant::now());
        let _turn = state.take(start);
        let later = rate(&mut state, after(start, 60_000));
        assert!((later - START).abs() < 1e-6, "{later}");
    }

    #[test]
    fn what_aws_says_is_never_exceeded() {
        let (mut state, start) = (Rate::at_most(Some(2)), Instant::now());
        let mut taken = 0;
        for tenth in 0..100 {
            taken += u32::from(state.take(after(start, tenth * 100)).is_ok());
        }
        assert_eq!(taken, 20, "in ten seconds");
        // After a long rest there is still one turn, and not many.
        assert_eq!(state.take(after(start, 60_000)), Ok(()));
        assert!(state.take(after(start, 60_100)).is_err());
    }

    #[test]
    fn it_never_stands_still() {
        let (mut state, start) = (Rate::default(), Instant::now());
        let _turn = state.take(start);
        for second in 0..60 {
            state.pushed_back(after(start, second * 1001));
        }
        let end = after(start, 60 * 1001);
        assert!(rate(&mut state, end) >= SLOWEST * CUT);
    }
}
