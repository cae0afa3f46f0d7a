//! A window as it is there, with what no document says of it.

use std::collections::BTreeMap;

use jiff::Timestamp;
use serde::Serialize;

use super::definition::Definition;
use super::targets::TargetSet;
use crate::domain::run::command::Parameters;

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
    /// The parameters of its document, where they were read.
    #[serde(skip)]
    pub parameters: Parameters,
    /// The registered targets that it runs on, by id.
    #[serde(skip)]
    pub targets: Vec<String>,
    /// The nodes that it names itself.
    #[serde(skip)]
    pub nodes: Vec<String>,
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
