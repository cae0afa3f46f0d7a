//! Maintenance windows: what a document says of one, and what is there.

pub mod check;
pub mod doubts;
pub mod plan;
mod step;
pub mod targets;
pub mod task;

use std::collections::BTreeMap;

use jiff::Timestamp;
use jiff::civil::{Date, DateTime, Time};
use jiff::tz::TimeZone;
use serde::Serialize;
use serde_json::{Value, json};

use crate::domain::difference::{self, FieldChange};

pub use step::{TargetRef, WindowRef, WindowStep};
pub use targets::TargetSet;
pub use task::Task;

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

/// A task that no document describes: of another type, with another document, or one of several
/// that patch.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct OtherTask {
    /// The id.
    pub id: String,
    /// The type, as AWS calls it.
    #[serde(rename = "type")]
    pub kind: String,
    /// What it runs.
    pub runs: String,
    /// The name.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// The lowest comes first.
    pub priority: i32,
    /// Why it cannot be described, where it patches.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub why: Option<String>,
}

/// A window as it is listed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Listed {
    /// The id.
    pub id: String,
    /// The name, which need not be unique.
    pub name: String,
    /// What it is for.
    pub description: Option<String>,
    /// Whether it opens at all.
    pub enabled: bool,
    /// When it opens.
    pub schedule: String,
    /// The zone of the schedule.
    pub timezone: Option<String>,
    /// So many days later.
    pub offset: Option<i32>,
    /// For how many hours it is open.
    pub duration: Option<i32>,
    /// So many hours before its end nothing new is begun.
    pub cutoff: i32,
    /// When it opens next, as far as it does.
    pub next: Option<Timestamp>,
}

/// A time at which a window opens.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct ScheduledRun {
    /// The id of the window.
    pub window: String,
    /// Its name.
    pub name: String,
    /// When it opens.
    pub at: Timestamp,
}

/// A window as it is there, with what a document can say of it and what it cannot.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Window {
    /// The id.
    pub id: String,
    /// What a document says of it.
    pub definition: Definition,
    /// The ids of its targets, in the order of the definition.
    pub target_ids: Vec<String>,
    /// The id of the task that the definition has.
    pub task_id: Option<String>,
    /// Its other tasks, which are left as they are.
    pub others: Vec<OtherTask>,
    /// What its task has that a document has not, by AWS's names; it is left as it is.
    pub kept: Vec<String>,
    /// Why no document can describe its targets.
    pub odd_targets: Option<String>,
    /// Its tags, where they were asked for.
    pub tags: Option<BTreeMap<String, String>>,
    /// When it opens next.
    pub next: Option<Timestamp>,
    /// When it was made.
    pub created: Option<Timestamp>,
    /// When it was changed last.
    pub modified: Option<Timestamp>,
}

impl Window {
    /// Its registered targets, as far as a document can describe them.
    pub fn targets(&self) -> &[TargetSet] {
        self.definition.targets.as_deref().unwrap_or_default()
    }

    /// Why no document can describe what it does: it has several tasks that patch, or one that is
    /// out of the common.
    pub fn undescribed(&self) -> Option<&str> {
        self.others.iter().find_map(|task| task.why.as_deref())
    }
}
