//! A cron expression as a person would say it.

use jiff::civil::Time;

use super::cron::Cron;
use super::days::Days;
use super::field::Field;

/// How many times of a day are told one by one.
const FEW: usize = 6;

const DAYS: [&str; 7] = [
    "Sunday",
    "Monday",
    "Tuesday",
    "Wednesday",
    "Thursday",
    "Friday",
    "Saturday",
];

const MONTHS: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];

const NTH: [&str; 5] = ["first", "second", "third", "fourth", "fifth"];

/// Such as `at 02:00 on the second Tuesday of the month`.
pub(super) fn of_cron(cron: &Cron) -> String {
    let mut words = format!("{} {}", times(cron), days(&cron.days));

    let months = cron.effective_months();
    if !months.is_all() {
        words += &format!(" in {}", list(&months.values, month));
    }
    if !cron.years.is_all() {
        words += &format!(" of {}", list(&cron.years.values, |year| year.to_string()));
    }
    words
}

/// The name of a day of the week, Sunday being 1.
pub(super) fn day(day: i16) -> String {
    name(&DAYS, day)
}

/// `second` for 2.
pub(super) fn nth(number: i8) -> String {
    name(&NTH, i16::from(number))
}

fn month(month: i16) -> String {
    name(&MONTHS, month)
}

fn name(names: &[&str], number: i16) -> String {
    let index = usize::try_from(number - 1).ok();
    let name = index.and_then(|index| names.get(index));
    name.map_or_else(|| number.to_string(), |name| (*name).to_owned())
}

fn times(cron: &Cron) -> String {
    let several_seconds = cron.seconds.values.len() > 1;
    let times: Vec<Time> = cron.times().collect();
    if !several_seconds && times.len() <= FEW {
        // A list that is a rhythm is told as one below.
        if times.len() < 3 || rhythm(&times).is_none() {
            let times: Vec<String> = times.iter().map(|time| clock(*time)).collect();
            return format!("at {}", joined(&times));
        }
    }
    if !several_seconds && let Some(rhythm) = rhythm(&times) {
        return rhythm;
    }

    let seconds = match cron.seconds.values.as_slice() {
        [0] => String::new(),
        _ => format!("second {} of ", numbers(&cron.seconds)),
    };
    let minutes = if cron.minutes.is_all() {
        "every minute".to_owned()
    } else {
        format!("minute {}", numbers(&cron.minutes))
    };
    let hours = if cron.hours.is_all() {
        "every hour".to_owned()
    } else {
        format!("the hours {}", numbers(&cron.hours))
    };
    format!("at {seconds}{minutes} of {hours}")
}

/// `every 4 hours from 01:00`, when all times of the day are the same time apart, over midnight too.
fn rhythm(times: &[Time]) -> Option<String> {
    let minutes: Vec<i64> = times
        .iter()
        .map(|time| i64::from(time.hour()) * 60 + i64::from(time.minute()))
        .collect();
    let (first, second) = (*minutes.first()?, *minutes.get(1)?);
    let gap = second - first;
    // Round midnight too: otherwise the gap from the last to the first would be another.
    let is_even = minutes.windows(2).all(|two| two[1] - two[0] == gap)
        && minutes.last()? + gap == first + 24 * 60;
    if !is_even {
        return None;
    }

    let every = match gap {
        1 => "every minute".to_owned(),
        60 => "every hour".to_owned(),
        gap if gap % 60 == 0 => format!("every {} hours", gap / 60),
        gap => format!("every {gap} minutes"),
    };
    let begins = times.first().copied().filter(|time| *time != Time::MIN);
    Some(begins.map_or(every.clone(), |time| {
        format!("{every} from {}", clock(time))
    }))
}

/// With seconds only where there are some.
fn clock(time: Time) -> String {
    if time.second() == 0 {
        format!("{:02}:{:02}", time.hour(), time.minute())
    } else {
        format!(
            "{:02}:{:02}:{:02}",
            time.hour(),
            time.minute(),
            time.second()
        )
    }
}

fn days(days: &Days) -> String {
    match days {
        // Before the other forms, since `*` and `?` and a full range all mean this.
        days if days.is_every_day() => "every day".to_owned(),
        Days::OfMonth(field) => {
            let plural = if field.values.len() == 1 { "" } else { "s" };
            format!("on day{plural} {} of the month", numbers(field))
        }
        Days::BeforeLast(0) => "on the last day of the month".to_owned(),
        Days::BeforeLast(1) => "on the day before the last day of the month".to_owned(),
        Days::BeforeLast(days) => format!("{days} days before the last day of the month"),
        Days::LastWeekday => "on the last weekday (Monday to Friday) of the month".to_owned(),
        Days::Nearest(day) => {
            format!("on the weekday (Monday to Friday) nearest to day {day} of the month")
        }
        Days::OfWeek(field) => format!("every {}", list(&field.values, day)),
        Days::LastOf(of) => format!("on the last {} of the month", day(i16::from(*of))),
        Days::Nth(3, 2) => "on the second Tuesday of the month (Patch Tuesday)".to_owned(),
        Days::Nth(of, number) => {
            format!(
                "on the {} {} of the month",
                nth(*number),
                day(i16::from(*of))
            )
        }
    }
}

fn numbers(field: &Field) -> String {
    list(&field.values, |number| number.to_string())
}

/// `1, 3 and 5 to 8`: what follows one another in threes or more as a range.
pub(super) fn list(values: &[i16], name: impl Fn(i16) -> String) -> String {
    let mut parts = Vec::new();
    let mut rest = values;
    while let Some(first) = rest.first() {
        let row = rest
            .iter()
            .zip(*first..)
            .take_while(|(value, expected)| **value == *expected)
            .count();

        // Two neighbours read better as "Monday and Tuesday".
        if row >= 3 {
            parts.push(format!("{} to {}", name(*first), name(rest[row - 1])));
            rest = &rest[row..];
        } else {
            parts.push(name(*first));
            rest = &rest[1..];
        }
    }
    joined(&parts)
}

/// `a, b and c`.
fn joined(parts: &[String]) -> String {
    match parts {
        [] => String::new(),
        [one] => one.clone(),
        [first @ .., last] => format!("{} and {last}", first.join(", ")),
    }
}
