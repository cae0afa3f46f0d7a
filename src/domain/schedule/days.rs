//! On which days of a month a cron expression runs.

use jiff::civil::Date;

use super::field::{DAYS_OF_MONTH, DAYS_OF_WEEK, Field};
use super::quote::quoted;
use crate::domain::text::words::is_digits;

/// The two day fields as one: exactly one of them decides, the other one is `?`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Days {
    /// `1,15 * ?`: these days of the month.
    OfMonth(Field),
    /// `L`, or `L-3`: so many days before the last day of the month.
    BeforeLast(i8),
    /// `LW`: the last weekday, Monday to Friday, of the month.
    LastWeekday,
    /// `15W`: the weekday, Monday to Friday, that is nearest to this day in the same month.
    Nearest(i8),
    /// `? * MON-FRI`: these days of the week; 1 is Sunday.
    OfWeek(Field),
    /// `3L`: the last such day of the week in the month.
    LastOf(i8),
    /// `TUE#2`: the nth such day of the week in the month.
    Nth(i8, i8),
}

impl Days {
    /// Reads both fields.
    pub fn read(of_month: &str, of_week: &str) -> Result<Self, String> {
        match (of_month, of_week) {
            ("?", "?") => {
                Err("day-of-month and day-of-week are both `?`; exactly one is".to_owned())
            }
            ("?", _) => Self::of_week(of_week),
            (_, "?") => Self::of_month(of_month),
            _ => Err(
                "day-of-month and day-of-week are both given; exactly one of them has to be `?`"
                    .to_owned(),
            ),
        }
    }

    fn of_month(text: &str) -> Result<Self, String> {
        let name = DAYS_OF_MONTH.name;
        let upper = text.to_ascii_uppercase();
        if upper == "L" {
            return Ok(Self::BeforeLast(0));
        }
        if upper == "LW" {
            return Ok(Self::LastWeekday);
        }
        if let Some(before) = upper.strip_prefix("L-") {
            let days = is_digits(before).then(|| before.parse().ok()).flatten();
            return match days {
                Some(days @ 0..=30) => Ok(Self::BeforeLast(days)),
                _ => Err(format!(
                    "{name}: {} is not 0 to 30 days before the last",
                    quoted(before)
                )),
            };
        }
        if let Some(day) = upper.strip_suffix('W').filter(|day| is_digits(day)) {
            return Ok(Self::Nearest(narrow(DAYS_OF_MONTH.value(day)?)));
        }
        // Quartz, whose words these are, refuses `L` in a list, and takes of `1W,15W` the first.
        if upper.contains(['L', 'W']) {
            return Err(format!(
                "{name}: L and W stand alone, as in `L`, `LW` or `15W`"
            ));
        }
        if upper.contains('#') {
            return Err(format!("{name}: `#` belongs to day-of-week, as in `TUE#2`"));
        }
        Ok(Self::OfMonth(Field::read(text, &DAYS_OF_MONTH)?))
    }

    fn of_week(text: &str) -> Result<Self, String> {
        let name = DAYS_OF_WEEK.name;
        let upper = text.to_ascii_uppercase();
        // Alone it is the last day of the week, which is Saturday (Quartz).
        if upper == "L" {
            return Ok(Self::OfWeek(Field::one(7)));
        }
        if let Some((day, nth)) = upper.split_once('#') {
            if upper.contains([',', '-', '/']) {
                return Err(format!("{name}: `#` stands alone, once, as in `TUE#2`"));
            }
            let day = narrow(DAYS_OF_WEEK.value(day)?);
            let nth = nth.parse().ok().filter(|nth| (1..=5).contains(nth));
            let nth = nth.ok_or_else(|| format!("{name}: what follows `#` is 1 to 5"))?;
            return Ok(Self::Nth(day, nth));
        }
        if let Some(day) = upper.strip_suffix('L') {
            // `FRI,L` and `2-6L` are no such day: Quartz refuses them as well.
            if day.contains([',', '-', '/']) {
                return Err(format!("{name}: L stands alone, as in `L` or `6L`"));
            }
            return Ok(Self::LastOf(narrow(DAYS_OF_WEEK.value(day)?)));
        }
        if upper.contains('W') && !upper.contains("WED") {
            return Err(format!("{name}: `W` belongs to day-of-month, as in `15W`"));
        }
        Ok(Self::OfWeek(Field::read(text, &DAYS_OF_WEEK)?))
    }

    /// Whether it is every day.
    pub fn is_every_day(&self) -> bool {
        matches!(self, Self::OfMonth(field) | Self::OfWeek(field) if field.is_all())
    }

    /// The days of a month on which it runs, bit 1 for the first; none outside of the calendar.
    pub fn in_month(&self, year: i16, month: i8) -> u32 {
        let Ok(first) = Date::new(year, month, 1) else {
            return 0;
        };
        let length = first.days_in_month();
        // The first day of the month as a day of the week, Sunday being 1 as in the expressions.
        let begins = first.weekday().to_sunday_one_offset();
        let first_such = |day: i8| 1 + (day - begins).rem_euclid(7);

        match self {
            Self::OfMonth(field) => each(&field.values, length),
            Self::BeforeLast(before) => bit(length - before, length),
            Self::LastWeekday => bit(nearest(length, begins, length), length),
            Self::Nearest(day) if *day <= length => bit(nearest(*day, begins, length), length),
            // A month that has no such day is left out, as it is without the W.
            Self::Nearest(_) => 0,
            Self::OfWeek(field) => {
                let days = field.values.iter().map(|day| first_such(narrow(*day)));
                days.flat_map(|first| (first..=length).step_by(7))
                    .fold(0, |mask, day| mask | bit(day, length))
            }
            Self::LastOf(day) => {
                let first = first_such(*day);
                bit(first + (length - first) / 7 * 7, length)
            }
            Self::Nth(day, nth) => bit(first_such(*day) + 7 * (nth - 1), length),
        }
    }
}

/// The weekday, Monday to Friday, nearest to a day, without leaving the month.
fn nearest(day: i8, begins: i8, length: i8) -> i8 {
    match (begins + day - 2) % 7 + 1 {
        7 if day == 1 => 3,
        7 => day - 1,
        1 if day == length => day - 2,
        1 => day + 1,
        _ => day,
    }
}

fn each(days: &[i16], length: i8) -> u32 {
    days.iter()
        .fold(0, |mask, day| mask | bit(narrow(*day), length))
}

/// The bit of a day; none for a day that the month has not.
fn bit(day: i8, length: i8) -> u32 {
    if (1..=length).contains(&day) {
        1 << day
    } else {
        0
    }
}

/// A value that is known to be below 100.
fn narrow(value: i16) -> i8 {
    i8::try_from(value).unwrap_or(i8::MAX)
}
