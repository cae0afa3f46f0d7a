//! How old what a node reported is, by clocks of which one may be wrong.

use jiff::{SignedDuration, Timestamp};

/// How far the clocks of a node, of AWS and of this machine may be apart. AWS itself refuses
/// requests that are signed five minutes off (IAM User Guide, "Signature Version 4").
const SKEW: SignedDuration = SignedDuration::from_mins(5);

/// How old a report is, and whether that proves anything.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Freshness {
    /// The age by the older time of those that can be; never negative.
    pub age: Option<SignedDuration>,
    /// Why the time of the report is no evidence, in words.
    pub doubt: Option<String>,
}

impl Freshness {
    /// The freshness of a report by the time that stands in it and the time at which AWS recorded
    /// it.
    ///
    /// A time that AWS does not know is absent here. A report from the future tells that the clock
    /// of the node is wrong, and so not when it was made: AWS's own time then gives the age.
    pub fn of(reported: Option<Timestamp>, recorded: Option<Timestamp>, now: Timestamp) -> Self {
        // A little ahead is a clock that is wrong by seconds, far ahead is a report that proves
        // nothing.
        let plausible = |moment: &Timestamp| now.duration_since(*moment) >= -SKEW;
        let age = |moment: Timestamp| now.duration_since(moment).max(SignedDuration::ZERO);

        if let Some(reported) = reported.filter(plausible) {
            return Self {
                age: Some(age(reported)),
                doubt: None,
            };
        }
        let doubt = match reported {
            Some(future) => format!(
                "the last report is dated {}, in the future",
                seconds(future)
            ),
            None => "the time of the last report is not known".to_owned(),
        };
        Self {
            age: recorded.filter(plausible).map(age),
            doubt: Some(doubt),
        }
    }
}

/// Whole seconds: fractions of a wrong time say nothing.
fn seconds(moment: Timestamp) -> Timestamp {
    Timestamp::from_second(moment.as_second()).unwrap_or(moment)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(text: &str) -> Timestamp {
        text.parse().expect("a timestamp")
    }

    #[test]
    fn a_time_that_cannot_be_is_no_evidence_and_aws_gives_the_age() {
        let now = at("2026-11-21T12:00:00Z");
        let hour = SignedDuration::from_hours(1);
        let (fresh, future) = (at("2026-11-21T11:00:00Z"), at("2031-01-01T00:00:00Z"));

        let table = [
            (Some(fresh), None, Some(hour), false),
            (Some(fresh), Some(future), Some(hour), false),
            // A few minutes ahead is what clocks are.
            (
                Some(now + SignedDuration::from_mins(4)),
                None,
                Some(SignedDuration::ZERO),
                false,
            ),
            (Some(now + SignedDuration::from_mins(6)), None, None, true),
            (Some(future), Some(fresh), Some(hour), true),
            (Some(future), Some(future), None, true),
            (None, Some(fresh), Some(hour), true),
            (None, None, None, true),
        ];
        for (reported, recorded, age, doubted) in table {
            let found = Freshness::of(reported, recorded, now);
            assert_eq!(
                (found.age, found.doubt.is_some()),
                (age, doubted),
                "{reported:?} {recorded:?}"
            );
        }
    }
}
