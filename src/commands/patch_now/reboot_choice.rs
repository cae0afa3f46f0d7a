//! The words of `--reboot`.

use jiff::Timestamp;
use jiff::tz::TimeZone;

use crate::domain::run::request::Reboot;
use crate::domain::text::moment;
use crate::error::{Error, Result};
use crate::process::zone;

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
            let moment = moment_of(time, now)?;
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

/// A moment, in local time unless it says otherwise.
fn moment_of(text: &str, now: Timestamp) -> Result<Timestamp> {
    let local = match zone::local() {
        Ok(zone) => zone,
        Err(why) if moment::is_local(text) => {
            return Err(Error::usage(format!(
                "--reboot at {text}: the local time zone is not known ({why})"
            ))
            .hint("add Z, an offset such as +01:00, or a zone such as [Europe/Berlin]"));
        }
        Err(_) => TimeZone::UTC,
    };
    moment::parse(text, now, &local).map_err(|why| {
        Error::usage(format!("--reboot at {text}: {why}")).hint(
            "such as 2026-11-23T02:00:00Z, 2026-11-23T02:00+01:00, 02:00 for the next one in local time, \
             02:00Z, or 02:00[Europe/Berlin]",
        )
    })
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
        let dated = read(&["at", "2027-03-01T05:00:00+09:00"]).unwrap();
        let expected = "2027-02-28T20:00:00Z".parse().unwrap();
        assert_eq!(dated, Reboot::At(expected), "the offset counts");
        assert!(matches!(read(&["at", "02:00Z"]).unwrap(), Reboot::At(moment) if moment > now));
        for bad in [
            &["always"][..],
            &["at"],
            &["at", "soon"],
            &["at", "2026"],
            &["at", "2026-11-22T00:59:59Z"],
            &["never", "02:00"],
            &["if-needed", "x"],
        ] {
            assert!(read(bad).is_err(), "{bad:?}");
        }
    }
}
