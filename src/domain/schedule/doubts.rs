//! What a schedule surprises with, and what the documents of its service do not promise.

use jiff::Span;
use jiff::civil::DateTime;
use jiff::tz::TimeZone;

use super::cron::Cron;
use super::days::Days;
use super::dialect::{Dialect, Service};
use super::expression::{Expression, Schedule};
use super::field::{Field, Item, Shape};
use super::runs::Recurrence;
use super::words;

/// A change of the clock: what of the clock on the wall it leaves out, or has twice.
struct Change {
    from: DateTime,
    to: DateTime,
    turn: Turn,
}

/// Which way a clock is put.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Turn {
    Forward,
    Back,
}

/// Tuesday as a day of the week of an expression.
const TUESDAY: i8 = 3;

/// The times between runs that associations are documented with, in minutes (User Guide, "Cron and
/// rate expressions for associations").
const RHYTHMS: [i64; 6] = [30, 60, 120, 240, 480, 720];

impl Schedule {
    /// What the documents of its service do not promise, and what surprises, in sentences.
    pub fn doubts(&self) -> Vec<String> {
        let mut doubts = Vec::new();
        if let Expression::Cron(cron) = &self.expression {
            of_days(&cron.days, &mut doubts);
            of_forms(cron, self.service.dialect(), &mut doubts);
            if self.service.dialect().few_forms {
                of_associations(cron, self.service, &mut doubts);
            }
            if cron.never_runs() {
                doubts.push("there is no such day in any year: it never runs".to_owned());
            }
            // Names in small letters and more blanks are taken by Quartz; AWS shows neither.
            let inside = self.text.trim_start_matches("cron");
            if inside.contains(|c: char| c.is_ascii_lowercase()) {
                doubts.push("AWS documents names in capital letters only".to_owned());
            }
            if inside
                .replace(['(', ')'], "|")
                .split(' ')
                .any(|field| matches!(field, "" | "|"))
            {
                doubts
                    .push("AWS documents one blank between fields, and none elsewhere".to_owned());
            }
        }
        doubts
    }
}

impl Recurrence {
    /// Those of its schedule, and what comes of its zone, its offset and the time when it was made.
    pub fn doubts(&self) -> Vec<String> {
        let mut doubts = self.schedule.doubts();
        let service = self.schedule.service;
        // AWS has an example of a window with both, and says elsewhere that at() is in UTC.
        if self.schedule.is_at() && self.zone != TimeZone::UTC && service != Service::Scheduler {
            doubts.push(format!(
                "whether {service} takes the time of at() in its zone or in UTC is not documented; \
                 here it is taken in the zone"
            ));
        }
        doubts.extend(self.of_clock_changes());
        doubts.extend(self.of_a_skipped_period());
        doubts
    }

    /// The first run that a change of the clock leaves out, and the first that is there twice.
    fn of_clock_changes(&self) -> Vec<String> {
        let service = self.schedule.service;
        let source = match service {
            Service::Scheduler => String::new(),
            _ => format!(
                " (that is the rule of EventBridge Scheduler; of {service} AWS says nothing)"
            ),
        };
        // Ten years: the day of a change moves through the month.
        let changes: Vec<Change> = self.changes().take(20).collect();
        let zone = self.zone.iana_name().unwrap_or("its zone");
        let gap = self.first_met(&changes, Turn::Forward).map(|run| {
            format!("{run} does not exist in {zone}, where the clock is put forward: that run is left out{source}")
        });
        let twice = self.first_met(&changes, Turn::Back).map(|run| {
            format!("{run} is there twice in {zone}, where the clock is put back: it runs once, the first time{source}")
        });
        gap.into_iter().chain(twice).collect()
    }

    /// When the offset of the zone changes, from the time on when it was made. Some databases end
    /// with a change that changes nothing, which has no length here.
    fn changes(&self) -> impl Iterator<Item = Change> + '_ {
        self.zone.following(self.created).filter_map(|change| {
            let moment = change.timestamp();
            let before = moment.checked_sub(Span::new().seconds(1)).ok()?;
            let (old, new) = (self.zone.to_offset(before), change.offset());
            Some(Change {
                from: old.min(new).to_datetime(moment),
                to: old.max(new).to_datetime(moment),
                turn: if new > old { Turn::Forward } else { Turn::Back },
            })
        })
    }

    fn first_met(&self, changes: &[Change], turn: Turn) -> Option<DateTime> {
        let mut changes = changes.iter().filter(|change| change.turn == turn);
        changes.find_map(|change| self.run_within(change))
    }

    /// The run by the clock on the wall that falls into a change.
    fn run_within(&self, change: &Change) -> Option<DateTime> {
        let run = match &self.schedule.expression {
            Expression::Cron(cron) => {
                let offset = Span::new().days(i64::from(self.offset_days));
                let day = cron.next_from(change.from.checked_sub(offset).ok()?)?;
                day.checked_add(offset).ok()?
            }
            Expression::At(moment) => *moment,
            Expression::Rate(_) => return None,
        };
        (change.from <= run && run < change.to).then_some(run)
    }

    /// An offset that lies ahead of a day that was over when the schedule was made.
    fn of_a_skipped_period(&self) -> Option<String> {
        let Expression::Cron(cron) = &self.schedule.expression else {
            return None;
        };
        let offset = Span::new().days(i64::from(self.offset_days));
        let made = self.zone.to_datetime(self.created);
        let begin = made.checked_sub(offset).unwrap_or(DateTime::MIN);
        // At the very moment of the creation the run is over too: nothing runs before it is there.
        let is_over = |day: &DateTime| *day <= made && self.offset_days > 0;
        let first = cron.next_from(next_second(begin)?).filter(is_over)?;
        let later = std::iter::successors(Some(first), |day| {
            cron.next_from(next_second(*day)?).filter(is_over)
        });
        let last = later.last().unwrap_or(first);

        let (day, run) = (last.date(), last.checked_add(offset).ok()?.date());
        let (days, runs) = if first == last {
            (
                format!("day of the expression, {day}, was"),
                format!("run of {run} is"),
            )
        } else {
            (
                format!("days of the expression up to {day} were"),
                format!("runs up to {run} are"),
            )
        };
        Some(format!(
            "the {days} over when it was made, so that the {runs} left out although the offset lies \
             ahead"
        ))
    }
}

fn next_second(moment: DateTime) -> Option<DateTime> {
    moment.checked_add(Span::new().seconds(1)).ok()
}

fn of_days(days: &Days, doubts: &mut Vec<String>) {
    match days {
        Days::OfMonth(field) => {
            if let Some(last) = field
                .values
                .last()
                .filter(|day| **day > 28 && !field.is_all())
            {
                doubts.push(format!("a month without a day {last} has no run on it"));
            }
            let stepped = |item: &Item| item.step > 1 && item.shape != Shape::Range;
            if field.items.iter().any(stepped) {
                doubts.push(
                    "the steps begin anew with each month, so that the last run of a month and the \
                     first of the next are closer together or further apart"
                        .to_owned(),
                );
            }
        }
        Days::Nearest(day) if *day > 28 => {
            doubts.push(format!("a month without a day {day} has no run"));
        }
        Days::OfWeek(field) => of_week(field, doubts),
        Days::Nth(day, 5) => doubts.push(format!(
            "a month without a fifth {} has no run",
            words::day(i16::from(*day))
        )),
        // Earlier than the second Tuesday in each month that begins after Tuesday and no later
        // than on this day.
        Days::Nth(day, 2) if *day != TUESDAY => {
            let name = words::day(i16::from(*day));
            let begins = match *day {
                4 => name.clone(),
                _ => format!("Wednesday to {name}"),
            };
            doubts.push(format!(
                "the second {name} is not the {name} after Patch Tuesday (TUE#2): it comes before \
                 it in every month that begins on {begins}"
            ));
        }
        _ => {}
    }
}

fn of_week(field: &Field, doubts: &mut Vec<String>) {
    // A field without items is `L`.
    if field.items.is_empty() {
        doubts.push("L alone as the day of the week is every Saturday".to_owned());
    }
    // A crontab counts from Sunday = 0, so that its 1-5 is Monday to Friday.
    let is_number = |item: &Item| !item.named && item.shape != Shape::All;
    if field.items.iter().any(is_number) {
        doubts.push(format!(
            "days of the week are counted from Sunday = 1, other than in a crontab: this is {}",
            words::list(&field.values, words::day)
        ));
    }
}

fn of_forms(cron: &Cron, dialect: &Dialect, doubts: &mut Vec<String>) {
    let days = match &cron.days {
        Days::OfMonth(field) | Days::OfWeek(field) => Some(field),
        _ => None,
    };
    let fields = [
        Some(&cron.seconds),
        Some(&cron.minutes),
        Some(&cron.hours),
        Some(&cron.months),
        days,
    ];
    // A closure, since the iterator is needed more than once.
    let items = || fields.iter().flatten().flat_map(|field| &field.items);

    if items().any(Item::wraps) {
        doubts
            .push("a range that goes round the end, such as FRI-MON, is not documented".to_owned());
    }
    if items().any(|item| item.named && item.step > 1) {
        doubts.push("a step behind a name is not documented".to_owned());
    }
    if matches!(cron.days, Days::BeforeLast(1..)) {
        doubts.push("days before the last one (L-3) are not documented".to_owned());
    }
    if let Days::OfWeek(field) = &cron.days
        && !dialect.weekday_steps
        && field.items.iter().any(|item| item.step > 1)
    {
        doubts.push(format!(
            "{} documents no step for the day of the week",
            dialect.what
        ));
    }
}

/// What State Manager does not promise: it documents few forms, and no months.
fn of_associations(cron: &Cron, service: Service, doubts: &mut Vec<String>) {
    if !cron.months.is_all() {
        doubts.push(format!(
            "State Manager does not support months: {service} with this schedule runs in every \
             month, or is refused"
        ));
    }
    if !cron.years.is_all() {
        doubts.push("State Manager documents no schedule with years".to_owned());
    }

    // Within a day every so often, or once; once a day on the days that are documented.
    let is_few_days = match &cron.days {
        Days::OfWeek(field) => field.values.len() == 1,
        Days::LastOf(_) | Days::Nth(..) => true,
        _ => false,
    };
    let known = match cron.shortest_gap() {
        None => is_few_days || cron.days.is_every_day(),
        Some(gap) => {
            cron.days.is_every_day() && RHYTHMS.contains(&(gap / 60)) && is_even(cron, gap)
        }
    };
    if !known {
        doubts.push(
            "State Manager documents cron schedules every half hour, every 1, 2, 4, 8 or 12 hours, \
             every day, on one day of the week, and on the nth or last such day of a month; of this \
             form it says nothing"
                .to_owned(),
        );
    }
}

/// Whether the times of a day fill it at this distance in seconds.
fn is_even(cron: &Cron, gap: i64) -> bool {
    i64::try_from(cron.times().count()).is_ok_and(|times| times * gap == 24 * 60 * 60)
}
