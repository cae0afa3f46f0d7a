//! The options that say when something runs.

use clap::Args;
use jiff::civil::Time;
use jiff::tz::TimeZone;

use crate::domain::schedule::{Schedule, Service, after_patch_tuesday, zone};
use crate::domain::text::moment;
use crate::error::{Error, Result};

/// When something runs, for every command that writes a schedule, and for the one that explains it.
#[derive(Clone, Debug, Default, Args)]
#[command(next_help_heading = "Schedule")]
pub struct ScheduleArgs {
    /// When it runs, as AWS writes it: cron(…), rate(…) or at(…)
    #[arg(long, value_name = "EXPR")]
    schedule: Option<String>,
    /// Run so many days after each Patch Tuesday, the second Tuesday of a month
    #[arg(long, value_name = "DAYS", conflicts_with_all = ["schedule", "offset"])]
    after_patch_tuesday: Option<u8>,
    /// At this time of that day, with --after-patch-tuesday; 00:00 without it
    #[arg(long, value_name = "HH:MM", value_parser = moment::time_of_day)]
    at: Option<Time>,
    /// The time zone of its times, such as Europe/Berlin; UTC without it
    #[arg(long, value_name = "ZONE", value_parser = zone)]
    timezone: Option<TimeZone>,
    /// Run so many days, 1 to 6, after the day of a cron expression; 0 for none
    #[arg(long, value_name = "DAYS", value_parser = clap::value_parser!(u8).range(0..=6))]
    offset: Option<u8>,
}

/// What the options stand for, as the service takes it.
#[derive(Clone, Debug)]
pub struct Given {
    /// The schedule.
    pub schedule: Schedule,
    /// The zone, where one was given.
    pub timezone: Option<TimeZone>,
    /// The days after the day of the expression, where there are some.
    pub offset: Option<u8>,
}

impl ScheduleArgs {
    /// As if only a day after Patch Tuesday had been given.
    pub fn after(days: u8, at: Option<Time>) -> Self {
        Self {
            after_patch_tuesday: Some(days),
            at,
            ..Self::default()
        }
    }

    /// The zone alone, for what has its schedule already.
    pub fn zone_name(&self) -> Option<&str> {
        self.timezone.as_ref().and_then(|zone| zone.iana_name())
    }

    /// What was given, for a service; `expression` stands for `--schedule` where a command takes it
    /// as an argument. Nothing when no schedule was given.
    ///
    /// # Errors
    /// A usage error for what the service refuses.
    pub fn read(&self, expression: Option<&str>, service: Service) -> Result<Option<Given>> {
        // The parser forgives what a conflicting option would need, so that it is asked here.
        if self.at.is_some() && self.after_patch_tuesday.is_none() {
            return Err(Error::usage("--at belongs to --after-patch-tuesday"));
        }
        // Also where no schedule is named: what is given and not used would be silence.
        if self.timezone.is_some() && !service.takes_zone() {
            return Err(Error::usage(format!(
                "--timezone: {service} runs in UTC and takes no zone"
            )));
        }
        if self.offset.is_some_and(|days| days > 0) && !service.takes_offset() {
            return Err(Error::usage(format!("--offset: {service} takes none")));
        }
        let (text, offset) = match self.after_patch_tuesday {
            Some(days) => {
                let at = self.at.unwrap_or(Time::midnight());
                after_patch_tuesday(days, at.hour(), at.minute(), service)
                    .map_err(|why| Error::usage(format!("--after-patch-tuesday: {why}")))?
            }
            None => match expression.or(self.schedule.as_deref()) {
                Some(text) => (text.to_owned(), self.offset.filter(|days| *days > 0)),
                None => return Ok(None),
            },
        };
        let schedule = Schedule::read(&text, service).map_err(Error::usage)?;

        if offset.is_some() && !schedule.is_cron() {
            return Err(Error::usage("--offset is for cron expressions only"));
        }
        Ok(Some(Given {
            schedule,
            timezone: self.timezone.clone(),
            offset,
        }))
    }

    /// The offset, in days, of what had one before the options were given: `given` is what
    /// [`Self::read`] made of them.
    ///
    /// # Errors
    /// A usage error when an offset would go on to another expression, or go away, unsaid.
    pub fn offset_after(&self, before: Option<u32>, given: Option<&Given>) -> Result<Option<u32>> {
        match (given, self.offset, before) {
            (None, None, before) => Ok(before),
            (None, Some(days), _) => Ok((days > 0).then(|| u32::from(days))),
            (Some(_), None, Some(days)) if self.after_patch_tuesday.is_none() => {
                let message = format!(
                    "--schedule: an offset of {days} days belongs to the schedule that is there"
                );
                let hint = format!("--offset {days} keeps it, --offset 0 takes it away");
                Err(Error::usage(message).hint(hint))
            }
            (Some(given), ..) => Ok(given.offset.map(u32::from)),
        }
    }
}
