//! Points in time as a fleet file writes them.

use jiff::civil::Date;
use jiff::tz::TimeZone;
use jiff::{SignedDuration, Timestamp};

/// A point in time: absolute, or relative to the moment of seeding.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::sandbox) enum When {
    At(Timestamp),
    Relative(SignedDuration),
}

impl When {
    /// Reads `2024-07-09`, `2024-07-09T03:00:00Z`, `-3h`, `-30d` or `+2d` (s, m, h, d, w).
    pub(in crate::sandbox) fn parse(text: &str) -> Result<Self, String> {
        let read = if text.starts_with(['-', '+']) {
            duration(text).map(Self::Relative)
        } else {
            absolute(text).map(Self::At)
        };
        read.ok_or_else(|| {
            format!(
                "`{}` is not a time: write 2024-07-09, 2024-07-09T03:00:00Z, -3h or -30d",
                text.escape_debug()
            )
        })
    }

    /// The moment, given the moment of seeding.
    pub(in crate::sandbox) fn resolve(self, seeded: Timestamp) -> Timestamp {
        match self {
            Self::At(at) => at,
            Self::Relative(by) => seeded.saturating_add(by).unwrap_or(seeded),
        }
    }
}

/// Reads a moment, or a day for its first moment in UTC.
fn absolute(text: &str) -> Option<Timestamp> {
    if let Ok(at) = text.parse::<Timestamp>() {
        return Some(at);
    }
    let date: Date = text.parse().ok()?;
    let zoned = date.to_zoned(TimeZone::UTC).ok()?;
    Some(zoned.timestamp())
}

/// Reads a signed whole number with a unit; `None` when it is none, or beyond a century.
fn duration(text: &str) -> Option<SignedDuration> {
    let unit = text.chars().last()?;
    let seconds = match unit {
        's' => 1,
        'm' => 60,
        'h' => 3600,
        'd' => 86_400,
        'w' => 7 * 86_400,
        _ => return None,
    };

    let number: i64 = text[..text.len() - 1].parse().ok()?;
    let total = number.checked_mul(seconds)?;
    // A century is more than any fleet needs, and far from the ends of what times can hold.
    (total.abs() <= 100 * 366 * 86_400).then(|| SignedDuration::from_secs(total))
}

/// Reads a length of time with a sign, such as `+3d`.
pub(in crate::sandbox) fn signed(text: &str) -> Option<SignedDuration> {
    let (sign, rest) = text.split_at_checked(1)?;
    let length = duration(rest).filter(|length| !length.is_negative())?;
    match sign {
        "+" => Some(length),
        "-" => Some(-length),
        _ => None,
    }
}

/// The UTC day of a moment.
pub(in crate::sandbox) fn utc_day(at: Timestamp) -> Date {
    at.to_zoned(TimeZone::UTC).date()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_are_absolute_or_relative_to_the_seed() {
        let seeded: Timestamp = "2026-01-31T12:00:00Z".parse().unwrap();
        let at = |text: &str| When::parse(text).unwrap().resolve(seeded).to_string();
        assert_eq!(at("2024-07-09"), "2024-07-09T00:00:00Z");
        assert_eq!(at("2024-07-09T03:00:00Z"), "2024-07-09T03:00:00Z");
        assert_eq!(at("-3h"), "2026-01-31T09:00:00Z");
        assert_eq!(at("-30d"), "2026-01-01T12:00:00Z");
        assert_eq!(at("+1w"), "2026-02-07T12:00:00Z");
        for bad in [
            "",
            "-",
            "3h",
            "-h",
            "-3y",
            "-3.5h",
            "2024-13-01",
            "yesterday",
            "-99999999999999999d",
            "-3日",
        ] {
            assert!(When::parse(bad).is_err(), "{bad}");
        }
    }
}
