//! The second Tuesday of a month, and days after it.

use jiff::civil::Date;
use jiff::civil::Weekday::{Friday, Monday, Saturday, Sunday, Thursday, Tuesday, Wednesday};
use jiff::tz::TimeZone;
use jiff::{Timestamp, ToSpan};

use super::{at, window};
use crate::domain::schedule::{Service, after_patch_tuesday};

/// The doubt about the second weekday is true: compared over all months of 400 years.
#[test]
fn a_second_weekday_comes_before_patch_tuesday_exactly_where_it_is_said() {
    let second = |year, month, day| {
        let first = Date::new(year, month, 1).expect("a date");
        first.nth_weekday_of_month(2, day).expect("a second one")
    };
    for (day, begins) in [
        (Wednesday, vec![Wednesday]),
        (Saturday, vec![Wednesday, Thursday, Friday, Saturday]),
        (
            Monday,
            vec![Wednesday, Thursday, Friday, Saturday, Sunday, Monday],
        ),
    ] {
        for year in 1800..2200 {
            for month in 1..=12 {
                let begin = Date::new(year, month, 1).expect("a date").weekday();
                let is_earlier = second(year, month, day) < second(year, month, Tuesday);
                assert_eq!(
                    is_earlier,
                    begins.contains(&begin),
                    "{day:?} {year}-{month}"
                );
            }
        }
    }
}

#[test]
fn days_after_patch_tuesday_are_exact_or_refused() {
    use Service::{Association, Policy, Window};
    let write = |days, service| after_patch_tuesday(days, 2, 30, service);
    let written = |text: &str, offset| Ok((text.to_owned(), offset));
    assert_eq!(write(0, Policy), written("cron(30 2 ? * TUE#2 *)", None));
    assert_eq!(write(4, Window), written("cron(30 2 ? * TUE#2 *)", Some(4)));
    assert_eq!(write(7, Policy), written("cron(30 2 ? * TUE#3 *)", None));
    assert_eq!(
        write(20, Association),
        written("cron(30 2 ? * TUE#4 *)", Some(6))
    );
    assert!(write(4, Policy).is_err_and(|why| why.contains("no offset") && why.contains("SAT#2")));
    assert!(write(21, Window).is_err_and(|why| why.contains("0 to 20")));
    assert!(after_patch_tuesday(0, 24, 0, Window).is_err());
    assert!(after_patch_tuesday(0, 0, -1, Window).is_err());

    // Each of them, over a year, beside the second Tuesdays of the calendar.
    for days in 0..=20_u8 {
        let (text, offset) = write(days, Window).expect("written");
        let mut recurrence = window(&text, "UTC", "2025-12-01T00:00:00Z");
        recurrence.offset_days = offset.unwrap_or(0);
        let found: Vec<Timestamp> = recurrence
            .runs_after(at("2025-12-31T12:00:00Z"))
            .take(12)
            .collect();
        let tuesdays = (1..=12).map(|month| {
            let first = Date::new(2026, month, 1).expect("a date");
            let second = first.nth_weekday_of_month(2, Tuesday).expect("one");
            let day = second + i64::from(days).days();
            day.at(2, 30, 0, 0)
                .to_zoned(TimeZone::UTC)
                .expect("a time")
                .timestamp()
        });
        assert_eq!(found, tuesdays.collect::<Vec<_>>(), "{days}");
    }
}
