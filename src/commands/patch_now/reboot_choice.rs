//! The words of `--reboot`.

use jiff::Timestamp;
use jiff::tz::TimeZone;

use crate::domain::run::request::Reboot;
use crate::error::{Error, Result};

/// Reads the words of `--reboot`.
///
/// # Errors
/// A usage error for anything but a choice, and for a time that is over.
pub(super) fn read(words: &[String], now: Timestamp) -> Result<Reboot> {
    // Shells and scripts split the words in their own ways: `at TIME`, "at TIME" and at=TIME are
    // one choice.
    let (first, rest) = words.split_first().ok_or_else(|| no_choice(words))?;
    let (choice, time) = match (first.split_once(['=', ' ', ':']), rest) {
        (Some((choice, time)), []) if choice == "at" => (choice, Some(time)),
        (_, []) => (first.as_str(), None),
        (_, [time]) => (first.as_str(), Some(time.as_str())),
        _ => return Err(no_choice(words)),
    };

    match (choice, time) {
        ("if-needed" | "RebootIfNeeded", None) => Ok(Reboot::IfNeeded),
        ("never" | "NoReboot", None) => Ok(Reboot::Never),
        ("at", None) => Err(Error::usage("--reboot at: name the time")
            .hint("such as --reboot at 2026-11-23T02:00:00Z or --reboot at 02:00")),
        ("at", Some(time)) => {
            let moment = moment(time, now)?;
            if moment <= now {
                return Err(Error::usage(format!("--reboot at {time}: that is over"))
                    .hint("name a time in the future"));
            }
            Ok(Reboot::At(moment))
        }
        _ => Err(no_choice(words)),
    }
}

fn no_choice(words: &[String]) -> Error {
    Error::usage(format!(
        "--reboot {}: choose if-needed, never, or at TIME",
        words.join(" ")
    ))
}

/// RFC 3339, or a time of day: the next one in local time.
fn moment(text: &str, now: Timestamp) -> Result<Timestamp> {
    if let Ok(moment) = text.parse() {
        return Ok(moment);
    }
    let bad = || no_time(text);
    if text.contains(['-', 'T']) {
        // A date without an offset is local.
        let moment: jiff::civil::DateTime = text.parse().map_err(|_| bad())?;
        return Ok(moment
            .to_zoned(TimeZone::system())
            .map_err(|_| bad())?
            .timestamp());
    }

    let time: jiff::civil::Time = text.parse().map_err(|_| bad())?;
    let zoned = now.to_zoned(TimeZone::system());
    let today = zoned
        .date()
        .to_datetime(time)
        .to_zoned(TimeZone::system())
        .map_err(|_| bad())?;
    // The next one: whoever types 02:00 in the afternoon means the night that comes.
    let next = if today > zoned {
        today
    } else {
        today.tomorrow().map_err(|_| bad())?
    };
    Ok(next.timestamp())
}

fn no_time(text: &str) -> Error {
    Error::usage(format!("--reboot at {text}: that is no time"))
        .hint("such as 2026-11-23T02:00:00Z, or 02:00 in local time")
}

#[cfg(test)]
mod tests {
    use super::read as choice;
    use super::*;

    #[test]
    fn reboots_are_chosen_in_every_spelling() {
        let now: Timestamp = "2026-11-22T01:00:00Z".parse().unwrap();
        let read = |words: &[&str]| {
            choice(
                &words.iter().map(ToString::to_string).collect::<Vec<_>>(),
                now,
            )
        };
        assert_eq!(read(&["if-needed"]).unwrap(), Reboot::IfNeeded);
        assert_eq!(read(&["RebootIfNeeded"]).unwrap(), Reboot::IfNeeded);
        assert_eq!(read(&["never"]).unwrap(), Reboot::Never);
        let at = Reboot::At("2026-11-23T02:00:00Z".parse().unwrap());
        for words in [
            &["at", "2026-11-23T02:00:00Z"][..],
            &["at 2026-11-23T02:00:00Z"],
            &["at=2026-11-23T02:00:00Z"],
        ] {
            assert_eq!(read(words).unwrap(), at, "{words:?}");
        }
        let dated = jiff::civil::date(2027, 3, 1)
            .at(5, 0, 0, 0)
            .to_zoned(TimeZone::system())
            .unwrap()
            .timestamp();
        assert_eq!(
            read(&["at", "2027-03-01T05:00:00"]).unwrap(),
            Reboot::At(dated),
            "the date counts"
        );
        assert!(matches!(read(&["at", "02:00"]).unwrap(), Reboot::At(moment) if moment > now));
        for bad in [
            &["always"][..],
            &["at"],
            &["at", "soon"],
            &["at", "2026-11-22T00:59:59Z"],
            &["never", "02:00"],
            &["if-needed", "x"],
        ] {
            assert!(read(bad).is_err(), "{bad:?}");
        }
    }
}
