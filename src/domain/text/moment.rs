//! Moments as people type them: with an offset or a zone, or in local time.

use jiff::civil::{Date, DateTime, Time};
use jiff::tz::{AmbiguousOffset, Offset, TimeZone};
use jiff::{Timestamp, Zoned};

/// What a text names.
#[derive(Clone, Debug, PartialEq)]
struct Typed {
    /// Without one the next such time is meant.
    date: Option<Date>,
    time: Time,
    /// Without one local time is meant.
    zone: Option<TimeZone>,
}

/// Whether a text leaves the zone to this machine.
pub fn is_local(text: &str) -> bool {
    typed(text).is_some_and(|typed| typed.zone.is_none())
}

/// Reads a moment: `2026-11-23T02:00:00Z`, `2026-11-23 02:00+09:00`, `2026-11-23T02:00[Asia/Tokyo]`,
/// or without a zone in local time; or a time of day, such as `02:00`, `02:00Z` or
/// `02:00[Europe/Berlin]`, of which the next one after `now` is meant.
///
/// # Errors
/// A sentence for anything else, and for a time that does not exist on its day, or exists twice.
pub fn parse(text: &str, now: Timestamp, local: &TimeZone) -> Result<Timestamp, String> {
    let typed = typed(text).ok_or("that is no time")?;
    let zone = typed.zone.as_ref().unwrap_or(local);
    if let Some(date) = typed.date {
        return Ok(exactly(date.to_datetime(typed.time), zone)?.timestamp());
    }

    let today = now.to_zoned(zone.clone()).date();
    let at = exactly(today.to_datetime(typed.time), zone)?;
    if at.timestamp() > now {
        return Ok(at.timestamp());
    }
    // By the date and not by 24 hours: days on which the clock changes have other lengths.
    let tomorrow = today.tomorrow().map_err(|error| error.to_string())?;
    Ok(exactly(tomorrow.to_datetime(typed.time), zone)?.timestamp())
}

/// The one moment that a clock on the wall shows so.
fn exactly(at: DateTime, zone: &TimeZone) -> Result<Zoned, String> {
    let name = zone.iana_name().unwrap_or("local time");
    let moment = zone.to_ambiguous_zoned(at);
    let why = match moment.offset() {
        AmbiguousOffset::Unambiguous { .. } => {
            return moment.unambiguous().map_err(|error| error.to_string());
        }
        AmbiguousOffset::Gap { .. } => "does not exist: the clock is put forward over it",
        AmbiguousOffset::Fold { before, after } => {
            return Err(format!(
                "{at} is there twice in {name}, when the clock is put back: add {before} or {after}"
            ));
        }
    };
    Err(format!("{at} in {name} {why}"))
}

fn typed(text: &str) -> Option<Typed> {
    let text = text.trim();
    let (text, name) = match text.strip_suffix(']').and_then(|text| text.split_once('[')) {
        Some((text, name)) => (text, Some(TimeZone::get(name).ok()?)),
        None => (text, None),
    };
    let (date, rest) = match text.split_once(['T', 't', ' ']) {
        Some((date, rest)) => (Some(date_of(date)?), rest),
        None => (None, text),
    };

    let digits = rest.find(|c: char| !c.is_ascii_digit() && c != ':');
    let (time, offset) = rest.split_at(digits.unwrap_or(rest.len()));
    let offset = match offset {
        "" => None,
        "Z" | "z" => Some(TimeZone::UTC),
        offset => Some(TimeZone::fixed(offset_of(offset)?)),
    };
    // A name beside an offset would say the same twice, and which of them holds is not clear.
    if name.is_some() && offset.is_some() {
        return None;
    }
    Some(Typed {
        date,
        time: time_of(time)?,
        zone: name.or(offset),
    })
}

/// A day, `YYYY-MM-DD` and nothing shorter.
pub fn date_of(text: &str) -> Option<Date> {
    let whole = text.len() == 10 && text.bytes().filter(|byte| *byte == b'-').count() == 2;
    whole.then(|| text.parse().ok()).flatten()
}

/// Reads a time of day to the minute, `HH:MM`.
///
/// # Errors
/// A sentence for anything else.
pub fn time_of_day(text: &str) -> Result<Time, String> {
    // Schedules know no seconds for it, which the longer form would drop unseen.
    let time = time_of(text).filter(|_| text.len() == 5);
    time.ok_or_else(|| "that is no time of day such as 02:00".to_owned())
}

/// `HH:MM` or `HH:MM:SS`.
fn time_of(text: &str) -> Option<Time> {
    let parts: Option<Vec<i8>> = text.split(':').map(two_digits).collect();
    match parts?.as_slice() {
        [hour, minute] => Time::new(*hour, *minute, 0, 0).ok(),
        [hour, minute, second] => Time::new(*hour, *minute, *second, 0).ok(),
        _ => None,
    }
}

/// `+HH:MM` or `-HH:MM`.
fn offset_of(text: &str) -> Option<Offset> {
    let sign = match text.as_bytes().first()? {
        b'+' => 1,
        b'-' => -1,
        _ => return None,
    };
    let (hours, minutes) = text[1..].split_once(':')?;
    let (hours, minutes) = (two_digits(hours)?, two_digits(minutes)?);
    if hours > 23 || minutes > 59 {
        return None;
    }
    let seconds = i32::from(hours) * 3600 + i32::from(minutes) * 60;
    Offset::from_seconds(sign * seconds).ok()
}

fn two_digits(text: &str) -> Option<i8> {
    let two = text.len() == 2 && text.bytes().all(|byte| byte.is_ascii_digit());
    two.then(|| text.parse().ok()).flatten()
}

/// A moment in a zone and in UTC, for a person: `2026-11-23T02:00:00+01:00 (Europe/Berlin),
/// 2026-11-23T01:00:00Z`; once where both are the same.
pub fn in_both(moment: Timestamp, zone: &TimeZone) -> String {
    let utc = moment.strftime("%Y-%m-%dT%H:%M:%SZ").to_string();
    let zoned = moment.to_zoned(zone.clone());
    if zoned.offset() == Offset::UTC {
        return utc;
    }
    let name = zone
        .iana_name()
        .map_or_else(String::new, |name| format!(" ({name})"));
    format!("{}{name}, {utc}", zoned.strftime("%Y-%m-%dT%H:%M:%S%:z"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(text: &str) -> Timestamp {
        text.parse().expect("a timestamp")
    }

    fn zone(name: &str) -> TimeZone {
        TimeZone::get(name).expect("a zone")
    }

    #[test]
    fn offsets_and_zones_are_honoured() {
        let now = at("2026-11-22T12:00:00Z");
        let berlin = zone("Europe/Berlin");
        for (text, expected) in [
            ("2026-11-23T02:00:00Z", "2026-11-23T02:00:00Z"),
            ("2026-11-23 02:00+09:00", "2026-11-22T17:00:00Z"),
            ("2026-11-23T02:00[Asia/Tokyo]", "2026-11-22T17:00:00Z"),
            ("2026-11-23T02:00", "2026-11-23T01:00:00Z"),
            ("02:00", "2026-11-23T01:00:00Z"),
            ("12:59", "2026-11-23T11:59:00Z"),
            ("13:01", "2026-11-22T12:01:00Z"),
            ("02:00Z", "2026-11-23T02:00:00Z"),
            ("02:00+09:00", "2026-11-22T17:00:00Z"),
            ("23:30-05:30", "2026-11-23T05:00:00Z"),
            ("02:00:30[America/New_York]", "2026-11-23T07:00:30Z"),
        ] {
            assert_eq!(parse(text, now, &berlin), Ok(at(expected)), "{text}");
        }
        assert!(is_local("02:00") && is_local("2026-11-23T02:00"));
        assert!(!is_local("02:00Z") && !is_local("02:00[Asia/Tokyo]"));
    }

    #[test]
    fn anything_else_is_no_time() {
        let now = at("2026-11-22T12:00:00Z");
        for text in [
            "2026",
            "2026-11-23",
            "2:00",
            "02",
            "0200",
            "24:00",
            "02:60",
            "soon",
            "02:00+9",
            "02:00+0900",
            "02:00 PM",
            "02:00Z[Asia/Tokyo]",
            "02:00[Nowhere/Else]",
            "02:00[",
            "",
            "20261123T020000Z",
            "2026-02-30T02:00",
            "T02:00",
            "02:00+24:00",
        ] {
            assert!(parse(text, now, &TimeZone::UTC).is_err(), "{text}");
        }
        assert_eq!(time_of_day("02:30"), Ok(Time::constant(2, 30, 0, 0)));
        for text in ["2:30", "02:30:00", "24:00", "02:30Z", ""] {
            assert!(time_of_day(text).is_err(), "{text}");
        }
    }

    /// The clocks of Berlin go forward on 2027-03-28 and back on 2026-10-25 (tzdata).
    #[test]
    fn days_on_which_the_clock_changes_are_right() {
        let berlin = zone("Europe/Berlin");
        let spring = at("2027-03-27T12:00:00Z");
        assert_eq!(
            parse("03:30", spring, &berlin),
            Ok(at("2027-03-28T01:30:00Z"))
        );
        let gap = parse("02:30", spring, &berlin).expect_err("a gap");
        assert!(gap.contains("does not exist"), "{gap}");
        let autumn = at("2026-10-24T12:00:00Z");
        assert_eq!(
            parse("01:30", autumn, &berlin),
            Ok(at("2026-10-24T23:30:00Z"))
        );
        assert_eq!(
            parse("03:30", autumn, &berlin),
            Ok(at("2026-10-25T02:30:00Z"))
        );
        let fold = parse("02:30", autumn, &berlin).expect_err("a fold");
        assert!(fold.contains("add +02 or +01"), "{fold}");
        assert_eq!(
            parse("2026-10-25T02:30+02:00", autumn, &berlin),
            Ok(at("2026-10-25T00:30:00Z"))
        );
    }

    #[test]
    fn a_moment_is_shown_in_both() {
        let moment = at("2026-11-23T01:00:00Z");
        assert_eq!(
            in_both(moment, &zone("Europe/Berlin")),
            "2026-11-23T02:00:00+01:00 (Europe/Berlin), 2026-11-23T01:00:00Z"
        );
        assert_eq!(in_both(moment, &TimeZone::UTC), "2026-11-23T01:00:00Z");
    }
}
