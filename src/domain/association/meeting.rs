//! Whether two associations can be at work on a node at the same time. State Manager lets the
//! earlier of the two time out then (User Guide, "About State Manager").

use jiff::{SignedDuration, Timestamp};

use crate::domain::schedule::Recurrence;

/// How long a run may take: the default timeout of the step of AWS-RunPatchBaseline.
const LONGEST: SignedDuration = SignedDuration::from_secs(10_800);
/// How far ahead is looked: every month comes twice.
const AHEAD: SignedDuration = SignedDuration::from_hours(24 * 62);
/// So many runs are looked at: half an hour apart they make the whole time.
const MOST: usize = 4_000;

/// The first time after a moment at which a run of one begins while a run of the other may still be
/// at work.
pub fn meet(first: &Recurrence, second: &Recurrence, after: Timestamp) -> Option<Timestamp> {
    let until = after.saturating_add(AHEAD).unwrap_or(Timestamp::MAX);
    let (mut a, mut b) = (first.next_after(after)?, second.next_after(after)?);

    // Side by side, always the earlier one a step further: so no pair of neighbours is missed.
    for _ in 0..MOST {
        let later = a.max(b);
        if later > until {
            return None;
        }
        if later.duration_since(a.min(b)) < LONGEST {
            return Some(later);
        }

        if a < b {
            a = first.next_after(a)?;
        } else {
            b = second.next_after(b)?;
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use jiff::tz::TimeZone;

    use super::*;
    use crate::domain::schedule::{Schedule, Service};

    fn recurrence(text: &str) -> Recurrence {
        Recurrence {
            schedule: Schedule::read(text, Service::Association).expect("a schedule"),
            zone: TimeZone::UTC,
            offset_days: 0,
            created: "2026-11-01T00:00:00Z".parse().expect("a time"),
            from: None,
            until: None,
        }
    }

    #[test]
    fn runs_within_three_hours_meet() {
        let after = "2026-11-02T00:00:00Z".parse().expect("a time");
        let when = |a: &str, b: &str| {
            let met = meet(&recurrence(a), &recurrence(b), after);
            let back = meet(&recurrence(b), &recurrence(a), after);
            assert_eq!(met, back);
            met.map(|at| at.to_string())
        };
        let daily = "cron(0 2 * * ? *)";
        assert_eq!(when(daily, "cron(0 6 * * ? *)"), None);
        assert_eq!(
            when(daily, "cron(30 3 ? * SUN *)").as_deref(),
            Some("2026-11-08T03:30:00Z")
        );
        assert_eq!(
            when(daily, "cron(0 5 ? * SUN *)"),
            None,
            "three hours later"
        );
        assert_eq!(
            when(daily, "rate(30 minutes)").as_deref(),
            Some("2026-11-02T02:00:00Z")
        );
        assert_eq!(when("at(2026-11-01T01:00:00)", daily), None, "it is over");
    }
}
