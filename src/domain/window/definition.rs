//! What a document says of a window.

use jiff::Timestamp;
use jiff::civil::{Date, DateTime, Time};
use jiff::tz::TimeZone;
use serde::Serialize;
use serde_json::{Value, json};

use super::targets::TargetSet;
use super::task::Task;
use crate::domain::difference::{self, FieldChange};

/// What a window is to be.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Definition {
    /// The name.
    pub name: String,
    /// What it is for.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub description: Option<String>,
    /// When it opens: `cron(…)`, `rate(…)` or `at(…)`.
    pub schedule: String,
    /// The zone of the schedule; UTC without one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub timezone: Option<String>,
    /// So many days after the day of the schedule.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub offset: Option<u32>,
    /// It never opens before.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub start_date: Option<String>,
    /// It never opens afterwards.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub end_date: Option<String>,
    /// For how many hours it is open.
    pub duration: u32,
    /// So many hours before its end nothing new is begun.
    pub cutoff: u32,
    /// Whether it opens at all.
    pub enabled: bool,
    /// Whether its task may name nodes that are not registered.
    pub allow_unassociated_targets: bool,
    /// The nodes that are registered with it; `None` leaves them as they are.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub targets: Option<Vec<TargetSet>>,
    /// What it does; `None` leaves that as it is.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub task: Option<Task>,
}

impl Definition {
    /// What is compared and shown of it, place by place; targets as sentences, whose order says
    /// nothing.
    pub fn fields(&self) -> Value {
        let mut fields = self.own_fields();
        // Sorted, because AWS promises no order of them.
        if let Some(targets) = &self.targets {
            let mut sentences: Vec<String> = targets.iter().map(ToString::to_string).collect();
            sentences.sort();
            fields["targets"] = json!(sentences);
        }

        if let Some(task) = &self.task {
            fields["task"] = json!(task);
        }
        fields
    }

    /// The same of the window alone, without its targets and its task.
    pub fn own_fields(&self) -> Value {
        let alone = Self {
            targets: None,
            task: None,
            ..self.clone()
        };
        json!(alone)
    }

    /// What changes of the window alone.
    pub fn own_changes(&self, after: &Self) -> Vec<FieldChange> {
        difference::between(&self.own_fields(), &after.own_fields())
    }

    /// The zone of its schedule, as far as it is one.
    pub fn zone(&self) -> TimeZone {
        let zone = self.timezone.as_deref().map(crate::domain::schedule::zone);
        zone.and_then(Result::ok).unwrap_or(TimeZone::UTC)
    }
}

/// Reads a start or an end: ISO 8601 with an offset, or in the zone of the window.
pub fn moment(text: &str, zone: &TimeZone) -> Option<Timestamp> {
    if let Ok(at) = text.parse::<Timestamp>() {
        return Some(at);
    }
    let day = || Some(text.parse::<Date>().ok()?.to_datetime(Time::midnight()));
    let civil = text.parse::<DateTime>().ok().or_else(day)?;
    Some(civil.to_zoned(zone.clone()).ok()?.timestamp())
}
