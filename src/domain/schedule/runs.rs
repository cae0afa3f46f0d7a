//! When a schedule runs.

use jiff::civil::DateTime;
use jiff::tz::{AmbiguousOffset, TimeZone};
use jiff::{Span, Timestamp};

use super::cron::Cron;
use super::dialect::Service;
use super::expression::{Expression, Schedule};
use super::rate::Rate;

/// A schedule with what belongs to it where it is used.
#[derive(Clone, Debug)]
pub struct Recurrence {
    /// The schedule.
    pub schedule: Schedule,
    /// The zone of its times.
    pub zone: TimeZone,
    /// How many days after the day of the expression it runs, 0 to 6.
    pub offset_days: u8,
    /// When it was made: what was before that never runs, a rate counts from there, and a period
    /// whose day was over then is left out although its offset lies ahead.
    pub created: Timestamp,
    /// Its first moment (`StartDate`), from which a rate counts.
    pub from: Option<Timestamp>,
    /// The moment from which on it runs no more (`EndDate`).
    pub until: Option<Timestamp>,
}

impl Recurrence {
    /// The first run after a moment; none when there is none until the year 2199. That something
    /// runs at once when it is made is no matter of its schedule.
    pub fn next_after(&self, after: Timestamp) -> Option<Timestamp> {
        let run = match &self.schedule.expression {
            Expression::Cron(cron) => self.next_of_cron(cron, after),
            Expression::Rate(rate) => self.next_of_rate(*rate, after),
            Expression::At(moment) => self.moment_of_at(*moment).filter(|run| *run > after),
        };
        run.filter(|run| self.until.is_none_or(|until| *run < until))
    }

    /// The runs after a moment, ascending.
    pub fn runs_after(&self, after: Timestamp) -> impl Iterator<Item = Timestamp> + '_ {
        std::iter::successors(self.next_after(after), |run| self.next_after(*run))
    }

    fn next_of_cron(&self, cron: &Cron, after: Timestamp) -> Option<Timestamp> {
        let offset = Span::new().days(i64::from(self.offset_days));
        // A start date only opens the gate; it moves no run.
        let gate = self
            .from
            .and_then(|from| from.checked_sub(Span::new().nanoseconds(1)).ok());
        let after = gate.map_or(after, |gate| gate.max(after));
        let earliest = self.zone.to_datetime(after).checked_sub(offset);
        let mut from = earliest.unwrap_or(DateTime::MIN);
        from = from.max(self.zone.to_datetime(self.created));

        // In an hour that is there twice the clock on the wall does not tell before from after, so
        // that a few candidates may lie behind.
        loop {
            let day = cron.next_from(from)?;
            let run = day.checked_add(offset).ok()?;
            let run = instant(&self.zone, run);
            if let Some(run) = run.filter(|run| *run > after && self.was_ahead(day)) {
                return Some(run);
            }
            // Runs ascend, so that nothing can come of an end that is passed.
            if let (Some(run), Some(until)) = (run, self.until)
                && run >= until
            {
                return None;
            }
            from = day.checked_add(Span::new().seconds(1)).ok()?;
        }
    }

    /// Whether a time of the expression lay ahead when the schedule was made (User Guide,
    /// "Schedule offsets": a day that has passed in the current period skips that period).
    fn was_ahead(&self, day: DateTime) -> bool {
        let moment = self.zone.to_ambiguous_timestamp(day).compatible();
        moment.is_ok_and(|moment| moment > self.created)
    }

    fn next_of_rate(&self, rate: Rate, after: Timestamp) -> Option<Timestamp> {
        let first = self.from.unwrap_or(self.created);
        // A start date may lie before the creation: nothing ran between the two.
        let just_before = self.created.checked_sub(Span::new().nanoseconds(1));
        let after = after.max(just_before.unwrap_or(self.created));
        if first > after {
            return Some(first);
        }

        // Counted, not walked: the first run may be years ago.
        let period = rate.period().as_nanos();
        let passed = after.duration_since(first).as_nanos() / period;
        let next = first.as_nanosecond() + (passed + 1) * period;
        let next = Timestamp::from_nanosecond(next).ok()?;
        // As far as the years of cron expressions go.
        (next.to_zoned(TimeZone::UTC).year() <= 2199).then_some(next)
    }

    fn moment_of_at(&self, moment: DateTime) -> Option<Timestamp> {
        let run = instant(&self.zone, moment)?;
        let is_past = run < self.from.unwrap_or(self.created);
        match self.schedule.service {
            // "If the time is in the past, it runs immediately" (User Guide, State Manager).
            Service::Association if is_past => Some(self.created),
            _ if is_past => None,
            _ => Some(run),
        }
    }
}

/// The moment that a clock on the wall shows so: none when it skips that time, the first one when
/// it shows the time twice. That is EventBridge Scheduler's rule (User Guide, "Daylight savings
/// time"); Systems Manager says nothing.
fn instant(zone: &TimeZone, at: DateTime) -> Option<Timestamp> {
    let moment = zone.to_ambiguous_timestamp(at);
    match moment.offset() {
        AmbiguousOffset::Gap { .. } => None,
        AmbiguousOffset::Unambiguous { .. } | AmbiguousOffset::Fold { .. } => moment.earlier().ok(),
    }
}
