//! Cron expressions as AWS writes them: six fields, or seven with the seconds first.

use jiff::civil::{Date, DateTime, Time};

use super::days::Days;
use super::dialect::{Dialect, Seconds};
use super::field::{Field, HOURS, MINUTES, MONTHS, SECONDS, YEARS};

/// The seconds of a day.
const DAY: i64 = 24 * 60 * 60;

/// A cron expression: when it runs by a clock on the wall.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Cron {
    pub seconds: Field,
    pub minutes: Field,
    pub hours: Field,
    pub days: Days,
    /// As they are written.
    pub months: Field,
    /// Whether the service looks at the months.
    pub honours_months: bool,
    pub years: Field,
}

impl Cron {
    /// Reads what stands between the parentheses.
    pub fn read(text: &str, dialect: &Dialect) -> Result<Self, String> {
        let fields: Vec<&str> = text.split_ascii_whitespace().collect();
        if !dialect.fields.contains(&fields.len()) {
            return Err(format!(
                "it has {} of the {} fields of {}: {}",
                fields.len(),
                in_words(dialect.fields),
                dialect.what,
                dialect.names_of_fields()
            ));
        }

        // The seconds stand before the others, so that those are counted from there.
        let seconds = (fields.len() == 7).then(|| fields[0]);
        let others = &fields[usize::from(seconds.is_some())..];
        let read = Self {
            seconds: Field::read(seconds.unwrap_or("0"), &SECONDS)?,
            minutes: Field::read(others[0], &MINUTES)?,
            hours: Field::read(others[1], &HOURS)?,
            days: Days::read(others[2], others[4])?,
            months: Field::read(others[3], &MONTHS)?,
            honours_months: dialect.months,
            years: Field::read(others.get(5).copied().unwrap_or("*"), &YEARS)?,
        };
        read.check(dialect)?;
        Ok(read)
    }

    /// What the service refuses of an expression that is well formed.
    fn check(&self, dialect: &Dialect) -> Result<(), String> {
        if dialect.seconds == Seconds::Zero && self.seconds.values != [0] {
            return Err(format!("the seconds of {} can only be 0", dialect.what));
        }

        let least = dialect.least_minutes;
        match self.shortest_gap() {
            Some(gap) if gap < least * 60 => Err(format!(
                "{} runs at most every {least} minutes, and this has runs {} apart",
                dialect.what,
                length(gap)
            )),
            _ => Ok(()),
        }
    }

    /// Whether there is no day at all on which it runs, such as 30 February.
    pub fn never_runs(&self) -> bool {
        self.next_from(DateTime::MIN).is_none()
    }

    /// The months that count.
    pub fn effective_months(&self) -> Field {
        if self.honours_months {
            self.months.clone()
        } else {
            Field::all(&MONTHS)
        }
    }

    /// The first run at `at` or after it; none after the year 2199.
    ///
    /// A month is a set of days, so that even an expression that never runs again is seen through
    /// in 230 years of 12 short steps.
    pub fn next_from(&self, at: DateTime) -> Option<DateTime> {
        let at = whole_second(at)?;
        // Today only from this time on, every later day from its first time.
        if self.is_on(at.date())
            && let Some(time) = self.next_time(at.time())
        {
            return Some(at.date().to_datetime(time));
        }

        let tomorrow = at.date().tomorrow().ok()?;
        let day = self.next_day(tomorrow)?;
        Some(day.to_datetime(self.next_time(Time::MIN)?))
    }

    fn is_on(&self, date: Date) -> bool {
        self.years.has(date.year())
            && self.has_month(i16::from(date.month()))
            && self.days.in_month(date.year(), date.month()) & (1 << date.day()) != 0
    }

    fn has_month(&self, month: i16) -> bool {
        !self.honours_months || self.months.has(month)
    }

    fn next_day(&self, from: Date) -> Option<Date> {
        for year in self.years.from(from.year()) {
            for month in 1..=12_i8 {
                let is_past = (year, month) < (from.year(), from.month());
                if is_past || !self.has_month(i16::from(month)) {
                    continue;
                }

                let mut days = self.days.in_month(year, month);
                // The days before the one to begin with are over.
                if (year, month) == (from.year(), from.month()) {
                    days &= u32::MAX << from.day();
                }
                if days != 0 {
                    let day = i8::try_from(days.trailing_zeros()).ok()?;
                    return Date::new(year, month, day).ok();
                }
            }
        }
        None
    }

    fn next_time(&self, from: Time) -> Option<Time> {
        let (hour, minute) = (i16::from(from.hour()), i16::from(from.minute()));
        for h in self.hours.from(hour) {
            // What is left of this hour, all of a later one; the same for the minute.
            let least = if h == hour { minute } else { 0 };
            for m in self.minutes.from(least) {
                let is_same = (h, m) == (hour, minute);
                let least = if is_same { i16::from(from.second()) } else { 0 };
                if let Some(s) = self.seconds.from(least).next() {
                    return time(h, m, s);
                }
            }
        }
        None
    }

    /// The times of a day at which it runs, ascending; those of the first second of a minute alone
    /// when there are several in one.
    pub fn times(&self) -> impl Iterator<Item = Time> + '_ {
        let second = self.seconds.values.first().copied().unwrap_or(0);
        let hours = self.hours.values.iter();
        hours.flat_map(move |hour| {
            let minutes = self.minutes.values.iter();
            minutes.filter_map(move |minute| time(*hour, *minute, second))
        })
    }

    /// The shortest time between two runs in seconds, by the clock on the wall; none when it runs
    /// once a day at most.
    pub fn shortest_gap(&self) -> Option<i64> {
        let several = self.seconds.values.windows(2);
        if let Some(gap) = several.map(|two| two[1] - two[0]).min() {
            return Some(i64::from(gap));
        }

        let times: Vec<i64> = self.times().map(second_of_day).collect();
        let within = times.windows(2).map(|two| two[1] - two[0]).min();
        // Over midnight, where two days on which it runs are neighbours.
        let over = match (times.first(), times.last()) {
            (Some(first), Some(last)) if first < last => Some(first + DAY - last),
            _ => None,
        };
        match (within, over) {
            (Some(within), Some(over)) if over < within && self.has_neighbours() => Some(over),
            _ => within,
        }
    }

    /// Whether it runs on two days in a row, in any year: the calendar repeats after 28 of them.
    fn has_neighbours(&self) -> bool {
        let mut was_last = false;

        // Twenty-eight years hold every weekday on every date, leap years included.
        for year in 2001..=2028 {
            for month in 1..=12_i8 {
                let Ok(first) = Date::new(year, month, 1) else {
                    continue;
                };
                let days = if self.has_month(i16::from(month)) {
                    self.days.in_month(year, month)
                } else {
                    0
                };

                // Bits are days: two neighbours in a month, or its first after the last of the one
                // before.
                if days & (days >> 1) != 0 || (was_last && days & 2 != 0) {
                    return true;
                }
                was_last = days & (1 << first.days_in_month()) != 0;
            }
        }
        false
    }
}

/// The second at or after a moment of a clock on the wall.
fn whole_second(at: DateTime) -> Option<DateTime> {
    if at.subsec_nanosecond() == 0 {
        return Some(at);
    }
    let next = at.checked_add(jiff::Span::new().seconds(1)).ok()?;
    next.with().subsec_nanosecond(0).build().ok()
}

fn time(hour: i16, minute: i16, second: i16) -> Option<Time> {
    let part = |value| i8::try_from(value).ok();
    Time::new(part(hour)?, part(minute)?, part(second)?, 0).ok()
}

fn second_of_day(time: Time) -> i64 {
    i64::from(time.hour()) * 3600 + i64::from(time.minute()) * 60 + i64::from(time.second())
}

/// `40 seconds`, `10 minutes`.
fn length(seconds: i64) -> String {
    if seconds % 60 == 0 {
        format!("{} min", seconds / 60)
    } else {
        format!("{seconds} s")
    }
}

/// `6 or 7`.
fn in_words(numbers: &[usize]) -> String {
    let numbers: Vec<String> = numbers.iter().map(ToString::to_string).collect();
    numbers.join(" or ")
}
