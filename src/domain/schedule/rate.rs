//! Rate expressions: `rate(30 minutes)`.

use jiff::SignedDuration;

use super::dialect::Dialect;
use super::quote::quoted;
use crate::domain::text::words::is_digits;

/// The units; a day has 24 hours (EventBridge Scheduler User Guide, "Rate-based schedules").
const UNITS: [(&str, i64); 3] = [("minute", 60), ("hour", 3600), ("day", 86_400)];

/// A number of minutes, hours or days.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Rate {
    number: u32,
    unit: usize,
}

impl Rate {
    /// Reads what stands between the parentheses.
    pub fn read(text: &str, dialect: &Dialect) -> Result<Self, String> {
        let parts = text.split_once(' ').filter(|(number, _)| is_digits(number));
        let Some((number, word)) = parts else {
            return Err("a rate is a number and a unit, as in `rate(7 days)`".to_owned());
        };
        let Some(number) = number.parse().ok().filter(|number| *number > 0) else {
            return Err(format!("{} is no number for a rate", quoted(number)));
        };

        // In the singular behind 1 and in the plural behind all others: AWS refuses the rest.
        let plural = if number == 1 { "" } else { "s" };
        let unit = UNITS
            .iter()
            .position(|(unit, _)| word.strip_prefix(unit) == Some(plural));
        let Some(unit) = unit else {
            return Err(format!(
                "behind {number} the unit is minute{plural}, hour{plural} or day{plural}, not {}",
                quoted(word)
            ));
        };
        let rate = Self { number, unit };
        rate.check(dialect)?;
        Ok(rate)
    }

    fn check(self, dialect: &Dialect) -> Result<(), String> {
        let period = self.period();
        let (what, least) = (dialect.what, dialect.least_minutes);
        if period < SignedDuration::from_mins(least) {
            return Err(format!("{what} runs at most every {least} minutes"));
        }
        match dialect.below_days {
            Some(days) if period >= SignedDuration::from_hours(24 * days) => {
                Err(format!("the rate of {what} stays below {days} days"))
            }
            _ => Ok(()),
        }
    }

    /// The time between two runs.
    pub fn period(self) -> SignedDuration {
        SignedDuration::from_secs(i64::from(self.number) * UNITS[self.unit].1)
    }

    /// `every 7 days`, `every hour`.
    pub fn in_words(self) -> String {
        match (self.number, UNITS[self.unit].0) {
            (1, unit) => format!("every {unit}"),
            (number, unit) => format!("every {number} {unit}s"),
        }
    }
}
