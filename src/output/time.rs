//! How a moment is shown: relative to now for a person, RFC 3339 in UTC for everything else.

use jiff::{SignedDuration, Timestamp};

/// A moment in whole seconds, RFC 3339, UTC.
pub fn rfc3339(moment: Timestamp) -> String {
    let seconds = Timestamp::from_second(moment.as_second()).unwrap_or(moment);
    seconds.to_string()
}

/// How long ago a moment was, in its largest unit: `now`, `5m ago`, `3h ago`, `12d ago`; `in 5m`
/// when it lies ahead.
pub fn relative(moment: Timestamp, now: Timestamp) -> String {
    let distance = now.duration_since(moment);

    // The clocks of nodes, of AWS and of this machine differ by seconds: "in 2s" for a report of
    // the past would be nonsense.
    if distance.as_secs().abs() < 60 {
        return "now".to_owned();
    }

    let text = rough(distance.abs());
    if distance.is_negative() {
        format!("in {text}")
    } else {
        format!("{text} ago")
    }
}

/// A length of time in its largest whole unit: `45s`, `5m`, `3h`, `12d`.
pub fn rough(length: SignedDuration) -> String {
    let seconds = length.as_secs();
    match seconds {
        ..60 => format!("{seconds}s"),
        60..3_600 => format!("{}m", seconds / 60),
        3_600..172_800 => format!("{}h", seconds / 3_600),
        _ => format!("{}d", seconds / 86_400),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn moments_are_told_in_their_largest_unit() {
        let now: Timestamp = "2026-11-21T12:00:00Z".parse().expect("a timestamp");
        let cases = [
            ("2026-11-21T11:59:30Z", "now"),
            ("2026-11-21T11:58:30Z", "1m ago"),
            ("2026-11-21T09:00:00Z", "3h ago"),
            ("2026-11-19T12:00:00Z", "2d ago"),
            ("2026-11-21T12:10:00Z", "in 10m"),
        ];
        for (moment, text) in cases {
            assert_eq!(relative(moment.parse().expect("a timestamp"), now), text);
        }
        assert_eq!(
            rfc3339("2026-11-21T12:00:00.987Z".parse().expect("a timestamp")),
            "2026-11-21T12:00:00Z"
        );
    }
}
