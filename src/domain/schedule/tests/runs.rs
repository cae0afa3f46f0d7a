//! When schedules run: the table of Quartz, offsets, ends, and clocks that change.

use std::collections::BTreeSet;

use super::{at, recurrence, runs, window};
use crate::domain::schedule::{Service, zone};

/// Every line is compared; a fifth column says where Quartz goes another way, and why.
#[test]
fn runs_are_those_of_quartz_and_of_a_walk_through_the_calendar() {
    let (mut compared, mut differing) = (0, 0);
    let mut zones = BTreeSet::new();
    let mut expressions = BTreeSet::new();
    for line in include_str!("../quartz.tsv").lines() {
        if line.starts_with('#') {
            continue;
        }
        let columns: Vec<&str> = line.split('\t').collect();
        let [text, zone, start, expected, rest @ ..] = columns.as_slice() else {
            panic!("{line}");
        };

        let expected: Vec<&str> = expected.split(' ').filter(|run| !run.is_empty()).collect();
        let recurrence = window(text, zone, start);
        let found = runs(&recurrence, start, expected.len());
        assert_eq!(found, expected, "{text} in {zone} from {start}");
        compared += 1;
        differing += rest.len();
        let _new = zones.insert(*zone);
        let _new = expressions.insert(*text);
    }
    assert!(compared > 800, "{compared} lines");
    assert!(expressions.len() > 190, "{} expressions", expressions.len());
    assert!(zones.len() >= 9, "{zones:?}");
    assert!((20..60).contains(&differing), "{differing} differ");
}

/// The day of the expression is 2026-11-10; four days later is 2026-11-14.
#[test]
fn an_offset_made_after_the_day_skips_the_period() {
    let made = |created: &str| {
        let mut made = window("cron(0 2 ? * TUE#2 *)", "UTC", created);
        made.offset_days = 4;
        made
    };
    let before = made("2026-11-10T01:59:59Z");
    assert_eq!(
        runs(&before, "2026-11-10T01:59:59Z", 2),
        ["2026-11-14T02:00:00Z", "2026-12-12T02:00:00Z"]
    );
    assert!(before.doubts().is_empty(), "{:?}", before.doubts());
    for created in [
        "2026-11-10T02:00:00Z",
        "2026-11-11T12:00:00Z",
        "2026-11-14T01:00:00Z",
    ] {
        let late = made(created);
        assert_eq!(
            runs(&late, created, 1),
            ["2026-12-12T02:00:00Z"],
            "{created}"
        );
        let doubts = late.doubts();
        assert!(
            doubts
                .iter()
                .any(|doubt| doubt.contains("2026-11-10") && doubt.contains("2026-11-14")),
            "{doubts:?}"
        );
    }
    let mut daily = window("cron(0 2 * * ? *)", "UTC", "2026-11-10T12:00:00Z");
    daily.offset_days = 3;
    assert_eq!(
        runs(&daily, "2026-11-10T12:00:00Z", 1),
        ["2026-11-14T02:00:00Z"]
    );
    assert!(
        daily
            .doubts()
            .iter()
            .any(|doubt| doubt.contains("up to 2026-11-10") && doubt.contains("up to 2026-11-13"))
    );
    // Over, with its run: nothing is left out.
    assert!(made("2026-11-14T02:00:00Z").doubts().is_empty());
    // The run follows its day over the end of a month, also when it is asked for between the two.
    let mut over = window("cron(0 2 L * ? *)", "UTC", "2026-01-01T00:00:00Z");
    over.offset_days = 2;
    assert_eq!(
        runs(&over, "2026-02-01T00:00:00Z", 2),
        ["2026-02-02T02:00:00Z", "2026-03-02T02:00:00Z"]
    );
}

#[test]
fn starts_and_ends_are_a_gate_and_the_beginning_of_a_rate() {
    let mut made = window(
        "cron(0 9 ? * WED *)",
        "America/Los_Angeles",
        "2020-12-01T00:00:00Z",
    );
    made.from = Some(at("2021-01-01T08:00:00Z"));
    made.until = Some(at("2021-01-20T17:00:00Z"));
    // User Guide, "Maintenance window scheduling", example 1; an end is no run any more.
    assert_eq!(
        runs(&made, "2020-12-01T00:00:00Z", 9),
        ["2021-01-06T17:00:00Z", "2021-01-13T17:00:00Z"]
    );
    made.from = Some(at("2021-01-06T17:00:00Z"));
    assert_eq!(
        runs(&made, "2020-12-01T00:00:00Z", 1),
        ["2021-01-06T17:00:00Z"]
    );

    let mut rate = window("rate(7 days)", "UTC", "2026-11-01T10:00:00.596Z");
    assert_eq!(
        runs(&rate, "2026-11-01T10:00:00Z", 2),
        ["2026-11-01T10:00:00.596Z", "2026-11-08T10:00:00.596Z"]
    );
    assert_eq!(
        runs(&rate, "2027-11-01T10:00:00Z", 1),
        ["2027-11-07T10:00:00.596Z"]
    );
    rate.from = Some(at("2026-12-01T00:00:00Z"));
    assert_eq!(
        runs(&rate, "2026-11-01T10:00:00Z", 2),
        ["2026-12-01T00:00:00Z", "2026-12-08T00:00:00Z"]
    );
    // A beginning before the creation: counted from there, and not run before it was made.
    rate.from = Some(at("2026-10-20T00:00:00Z"));
    assert_eq!(
        runs(&rate, "2026-10-01T00:00:00Z", 1),
        ["2026-11-03T00:00:00Z"]
    );
}

#[test]
fn a_moment_runs_once_and_one_of_the_past_only_as_an_association() {
    let text = "at(2026-11-23T02:00:00)";
    let ahead = window(text, "Europe/Berlin", "2026-11-01T00:00:00Z");
    assert_eq!(
        runs(&ahead, "2026-11-01T00:00:00Z", 9),
        ["2026-11-23T01:00:00Z"]
    );
    assert_eq!(runs(&ahead, "2026-11-23T01:00:00Z", 9), [""; 0]);
    assert!(
        ahead
            .doubts()
            .iter()
            .any(|doubt| doubt.contains("in its zone or in UTC"))
    );
    let past = window(text, "UTC", "2026-12-01T00:00:00Z");
    assert_eq!(runs(&past, "2026-11-01T00:00:00Z", 9), [""; 0]);
    let past = recurrence(text, Service::Association, "UTC", "2026-12-01T00:00:00Z");
    assert_eq!(
        runs(&past, "2026-11-01T00:00:00Z", 9),
        ["2026-12-01T00:00:00Z"]
    );
}

#[test]
fn months_and_years_bound_the_runs() {
    let association = recurrence(
        "cron(0 2 ? 3 SUN#1 *)",
        Service::Association,
        "UTC",
        "2026-04-01T00:00:00Z",
    );
    assert_eq!(
        runs(&association, "2026-04-01T00:00:00Z", 2),
        ["2026-04-05T02:00:00Z", "2026-05-03T02:00:00Z"]
    );
    let window = window("cron(0 2 29 2 ? *)", "UTC", "2096-03-01T00:00:00Z");
    // 2100 is no leap year.
    assert_eq!(
        runs(&window, "2096-03-01T00:00:00Z", 1),
        ["2104-02-29T02:00:00Z"]
    );
    assert_eq!(runs(&window, "2197-01-01T00:00:00Z", 1), [""; 0]);
}

/// The sandbox asks often: a hundred thousand questions must be nothing, those without an answer too.
#[test]
fn what_never_runs_again_is_known_quickly() {
    let began = std::time::Instant::now();
    for text in [
        "cron(0 2 30 2 ? *)",
        "cron(0 2 1 1 ? 1999)",
        "cron(0 2 31 2,4 ? *)",
        "cron(30 2 ? 3 1L 1970-2026)",
    ] {
        let never = window(text, "Europe/Berlin", "2026-11-01T00:00:00Z");
        for _ in 0..200 {
            assert_eq!(never.next_after(at("2026-11-01T00:00:00Z")), None, "{text}");
        }
    }
    // In the hour that Berlin leaves out, in each year until 2199.
    let gap = window(
        "cron(30 2 ? 3 1L *)",
        "Europe/Berlin",
        "2026-11-01T00:00:00Z",
    );
    assert_eq!(gap.next_after(at("2026-11-01T00:00:00Z")), None);
    assert!(began.elapsed().as_secs() < 5, "{:?}", began.elapsed());
}

#[test]
fn zones_are_named_as_in_the_database() {
    assert!(zone("Europe/Berlin").is_ok() && zone("UTC").is_ok());
    for (name, meant) in [
        ("europe/berlin", Some("Europe/Berlin")),
        ("Berlin", Some("Europe/Berlin")),
        ("Europe/Berln", Some("Europe/Berlin")),
        ("+02:00", None),
        ("", None),
    ] {
        let why = zone(name).expect_err(name);
        let hint = why
            .split_once("did you mean `")
            .map(|(_, zone)| zone.trim_end_matches("`?"));
        assert_eq!(hint, meant, "{why}");
    }
}

#[test]
fn a_change_of_the_clock_is_spoken_of_where_it_meets_a_run() {
    let doubts = |text: &str, zone: &str, service| {
        let mut made = recurrence(text, service, zone, "2026-11-01T00:00:00Z");
        made.offset_days = u8::from(text.contains("SAT"));
        let mut doubts = made.doubts();
        doubts.retain(|doubt| doubt.contains("the clock is put"));
        doubts
    };
    // tzdata: Berlin changes on 2027-03-28 and 2027-10-31, both Sundays, between 02:00 and 03:00.
    let sunday = doubts("cron(0 2 ? * SUN *)", "Europe/Berlin", Service::Window);
    assert_eq!(sunday.len(), 2, "{sunday:?}");
    assert!(sunday[0].starts_with("2027-03-28T02:00:00 does not exist in Europe/Berlin"));
    assert!(sunday[1].starts_with("2027-10-31T02:00:00 is there twice in Europe/Berlin"));
    assert!(
        sunday
            .iter()
            .all(|doubt| doubt.contains("AWS says nothing"))
    );
    let scheduler = doubts("cron(0 2 ? * SUN *)", "Europe/Berlin", Service::Scheduler);
    assert!(scheduler.len() == 2 && !scheduler[0].contains("AWS says nothing"));
    // It is the day of the run that counts, not that of the expression.
    assert_eq!(
        doubts("cron(0 2 ? * SAT *)", "Europe/Berlin", Service::Window).len(),
        2
    );
    // The last Sundays that are a 28th: of March in 2027, of October in 2029.
    let thirtieth = doubts("cron(30 2 28 * ? *)", "Europe/Berlin", Service::Window);
    assert!(
        thirtieth[0].starts_with("2027-03-28T02:30:00"),
        "{thirtieth:?}"
    );
    assert!(
        thirtieth[1].starts_with("2029-10-28T02:30:00"),
        "{thirtieth:?}"
    );
    assert_eq!(
        doubts(
            "at(2027-03-28T02:30:00)",
            "Europe/Berlin",
            Service::Scheduler
        )
        .len(),
        1
    );

    for (text, zone) in [
        ("cron(0 3 ? * SUN *)", "Europe/Berlin"),
        ("cron(59 1 ? * SUN *)", "Europe/Berlin"),
        ("cron(0 2 ? * TUE *)", "Europe/Berlin"),
        ("cron(0 2 ? * SUN *)", "UTC"),
        ("cron(0 2 ? * SUN *)", "Asia/Kathmandu"),
        ("rate(1 day)", "Europe/Berlin"),
    ] {
        let doubts = doubts(text, zone, Service::Window);
        assert!(doubts.is_empty(), "{text} {zone}: {doubts:?}");
    }
}
