//! The ends of a time that lies in the past, as people type them.

use jiff::tz::TimeZone;
use jiff::{SignedDuration, Timestamp};

use crate::domain::text::{age, moment};

/// An end of a time: so long ago, or a moment.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum When {
    /// So long before now.
    Ago(SignedDuration),
    /// A day, which is its beginning, or a time of a day; in local time unless it says otherwise.
    At(String),
}

impl std::str::FromStr for When {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        if let Ok(length) = age::parse(text) {
            return Ok(Self::Ago(length));
        }

        // A time of day alone could be that of any day.
        let day = text.get(..10).and_then(moment::date_of);
        day.ok_or_else(|| no_end(text))?;
        let whole = with_time(text);
        moment::parse(&whole, Timestamp::UNIX_EPOCH, &TimeZone::UTC).map_err(|_| no_end(text))?;
        Ok(Self::At(whole))
    }
}

fn no_end(text: &str) -> String {
    format!(
        "`{text}` is neither a length of time such as 7d nor a moment such as 2026-11-20 or 2026-11-20T14:00Z"
    )
}

/// A day alone begins at midnight.
fn with_time(text: &str) -> String {
    if text.len() == 10 {
        format!("{text}T00:00")
    } else {
        text.to_owned()
    }
}

impl When {
    /// Whether it leaves the zone to this machine.
    pub fn is_local(&self) -> bool {
        match self {
            Self::Ago(_) => false,
            Self::At(text) => moment::is_local(text),
        }
    }

    /// The moment.
    ///
    /// # Errors
    /// A sentence for a time that does not exist on its day, or exists twice.
    pub fn moment(&self, now: Timestamp, local: &TimeZone) -> Result<Timestamp, String> {
        match self {
            Self::Ago(length) => Ok(now.saturating_sub(*length).unwrap_or(now)),
            Self::At(text) => moment::parse(text, now, local),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ends_are_lengths_days_or_moments() {
        let now: Timestamp = "2026-11-21T12:00:00Z".parse().expect("a time");
        let berlin = TimeZone::get("Europe/Berlin").expect("a zone");
        for (text, expected) in [
            ("7d", "2026-11-14T12:00:00Z"),
            ("90m", "2026-11-21T10:30:00Z"),
            ("2026-11-20", "2026-11-19T23:00:00Z"),
            ("2026-11-20T14:00", "2026-11-20T13:00:00Z"),
            ("2026-11-20 14:00Z", "2026-11-20T14:00:00Z"),
        ] {
            let when: When = text.parse().expect("an end");
            let moment = when.moment(now, &berlin).expect("a moment");
            assert_eq!(moment.to_string(), expected, "{text}");
        }
        for bad in [
            "",
            "14:00",
            "yesterday",
            "2026-11",
            "2026-13-01",
            "20261120",
            "-7d",
        ] {
            assert!(bad.parse::<When>().is_err(), "{bad}");
        }
    }
}
