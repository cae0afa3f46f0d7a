//! What changes schedules of reports.

use serde::Serialize;

use super::Export;

/// One change of one schedule.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(tag = "action", rename_all = "kebab-case")]
pub enum ScheduleStep {
    /// An association is made.
    Create {
        /// Its name.
        name: String,
        /// Its schedule.
        schedule: String,
        /// What it exports.
        export: Export,
    },
    /// An association is deleted.
    Delete {
        /// Its name.
        name: String,
        /// Its id.
        id: String,
    },
}

impl ScheduleStep {
    /// What it does, in a line.
    pub fn line(&self) -> String {
        match self {
            Self::Create {
                name,
                schedule,
                export,
            } => format!(
                "create the schedule {name}: {}, {schedule} and at once, with {}",
                export.in_words(),
                export.role
            ),
            Self::Delete { name, id } => format!("delete the schedule {name} ({id})"),
        }
    }
}
