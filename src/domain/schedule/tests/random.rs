//! Random expressions beside a naive walk, and random texts.

use std::collections::BTreeSet;

use arbtest::arbitrary::{Result as Drawn, Unstructured};
use jiff::{SignedDuration, Timestamp};

use super::at;
use crate::domain::schedule::{Recurrence, Schedule, Service, zone};
use crate::domain::text::steering::steers;

/// A field out of values and ranges of its own, and the values that it stands for.
fn field(u: &mut Unstructured<'_>, least: i16, most: i16) -> Drawn<(String, Vec<i16>)> {
    let one = |u: &mut Unstructured<'_>| u.int_in_range(least..=most);
    let (a, b) = (one(u)?, one(u)?);
    let (a, b) = (a.min(b), a.max(b));
    let step = u.int_in_range(1..=12)?.min(most);
    let every = |from: i16, to: i16| -> Vec<i16> {
        (from..=to)
            .filter(|value| (value - from) % step == 0)
            .collect()
    };
    Ok(match u.int_in_range(0..=5)? {
        0 => ("*".to_owned(), (least..=most).collect()),
        1 => (format!("{a}"), vec![a]),
        2 => (format!("{a},{b}"), vec![a, b]),
        3 => (format!("{a}-{b}"), (a..=b).collect()),
        4 => (format!("{a}/{step}"), every(a, most)),
        _ => (format!("{a}-{b}/{step}"), every(a, b)),
    })
}

/// Minute by minute of a clock on the wall, as long as the window of a test is.
#[test]
fn random_runs_are_those_of_a_naive_walk() {
    let zones = [
        "UTC",
        "Europe/Berlin",
        "America/New_York",
        "Australia/Lord_Howe",
    ];
    arbtest::arbtest(|u| {
        let zone = zone(zones[u.choose_index(zones.len())?]).expect("a zone");
        let minute = field(u, 0, 59)?;
        let hour = field(u, 0, 23)?;
        let month = field(u, 1, 12)?;
        let by_week = u.arbitrary::<bool>()?;
        let day = if by_week {
            field(u, 1, 7)?
        } else {
            field(u, 1, 31)?
        };
        let days = if by_week {
            format!("? {} {}", month.0, day.0)
        } else {
            format!("{} {} ?", day.0, month.0)
        };
        let text = format!("cron({} {} {days} *)", minute.0, hour.0);
        let schedule = Schedule::read(&text, Service::EventBridgeRule).expect("a schedule");

        // Four days around any day of 2026: a change of the clock is often among them.
        let start =
            at("2026-01-01T00:00:00Z") + SignedDuration::from_hours(24 * u.int_in_range(0..=364)?);
        let end = start + SignedDuration::from_hours(96);
        let mut expected = BTreeSet::new();
        let mut moment = start + SignedDuration::from_mins(1);
        while moment < end {
            let local = moment.to_zoned(zone.clone());
            let of_week = i16::from(local.weekday().to_sunday_one_offset());
            let of_day = if by_week {
                of_week
            } else {
                i16::from(local.day())
            };
            let fits = minute.1.contains(&i16::from(local.minute()))
                && hour.1.contains(&i16::from(local.hour()))
                && month.1.contains(&i16::from(local.month()))
                && day.1.contains(&of_day);
            // The second time of one that is there twice is not the one that counts.
            let first = zone.to_ambiguous_timestamp(local.datetime()).earlier();
            if fits && first.is_ok_and(|first| first == moment) {
                let _new = expected.insert(moment);
            }
            moment += SignedDuration::from_mins(1);
        }

        let recurrence = Recurrence {
            schedule,
            zone,
            offset_days: 0,
            created: start,
            from: None,
            until: Some(end),
        };
        let found: Vec<Timestamp> = recurrence.runs_after(start).collect();
        assert!(found.is_sorted(), "{text}");
        assert_eq!(
            found.into_iter().collect::<BTreeSet<_>>(),
            expected,
            "{text}"
        );
        Ok(())
    })
    .size_max(64);
}

/// Texts near to expressions, with signs that break them.
#[test]
fn no_text_makes_it_panic_and_no_control_character_comes_back() {
    const PIECES: [&str; 34] = [
        "cron(",
        "rate(",
        "at(",
        ")",
        " ",
        "  ",
        "*",
        "?",
        "0",
        "1",
        "7",
        "31",
        "59",
        "2199",
        "99999",
        ",",
        "-",
        "/",
        "#",
        "L",
        "W",
        "LW",
        "TUE",
        "fri",
        "JAN",
        "hour",
        "days",
        "2026-02-30T02:00:00",
        "\u{1b}[31m",
        "\n",
        "\u{202e}",
        "é",
        "０",
        "(",
    ];
    let piece = |u: &mut Unstructured<'_>| Ok(PIECES[u.choose_index(PIECES.len())?]);
    let mut taken = 0;
    arbtest::arbtest(|u| {
        let mut text = if u.ratio(1, 4)? {
            u.arbitrary::<String>()?
        } else {
            String::new()
        };
        if u.arbitrary()? {
            for _ in 0..u.int_in_range(0..=16)? {
                text += piece(u)?;
            }
        } else {
            // Fields that are mostly right.
            let days = [
                "* * ?",
                "? * TUE#2",
                "L 2 ?",
                "15W * ?",
                "? * 2-6",
                "28-31 2/3 ?",
                "? 2 7L",
            ];
            let (minute, hour) = (field(u, 0, 59)?.0, field(u, 0, 23)?.0);
            let year = if u.ratio(1, 4)? { piece(u)? } else { "*" };
            text += &format!(
                "cron({minute} {hour} {} {year})",
                days[u.choose_index(days.len())?]
            );
        }
        for service in Service::ALL {
            match Schedule::read(&text, service) {
                Err(why) => assert!(!why.contains(steers), "{why:?}"),
                Ok(schedule) => {
                    taken += 1;
                    check_taken(u, &text, schedule)?;
                }
            }
        }
        Ok(())
    });
    assert!(taken > 50, "{taken} of the texts were taken");
}

/// What has to be true of each schedule: anything can be said of it, and its runs ascend.
fn check_taken(u: &mut Unstructured<'_>, text: &str, schedule: Schedule) -> Drawn<()> {
    assert!(!schedule.in_words().is_empty(), "{text:?}");
    assert_eq!(schedule.to_string(), text);

    let ends = [
        Timestamp::MIN,
        Timestamp::MAX,
        Timestamp::UNIX_EPOCH,
        at("2026-10-24T12:00:00Z"),
    ];
    let recurrence = Recurrence {
        schedule,
        zone: zone(["UTC", "Europe/Berlin", "Pacific/Apia"][u.choose_index(3)?]).expect("a zone"),
        offset_days: u.int_in_range(0..=6)?,
        created: ends[u.choose_index(4)?],
        from: None,
        until: None,
    };
    let _doubts = recurrence.doubts();
    let after = ends[u.choose_index(4)?];
    let mut last = after;
    for run in recurrence.runs_after(after).take(3) {
        assert!(run > last, "{text:?}");
        last = run;
    }
    Ok(())
}
