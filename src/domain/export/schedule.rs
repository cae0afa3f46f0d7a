//! What exports reports by itself.

use jiff::Timestamp;
use serde::Serialize;

use super::Export;
use crate::domain::id::Scope;
use crate::domain::run::automation::Execution;
use crate::domain::run::command::Parameters;
use crate::domain::schedule::{Schedule, Service};

/// What runs the runbook.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum By {
    /// An association of State Manager, as `report schedule create` makes them.
    Association,
    /// A rule of EventBridge, as the console makes them.
    Rule,
}

impl By {
    /// In words.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Association => "association",
            Self::Rule => "EventBridge rule",
        }
    }
}

/// A schedule of reports.
#[derive(Clone, Debug, Serialize)]
pub struct ReportSchedule {
    /// The account and Region.
    #[serde(flatten)]
    pub scope: Scope,
    /// What runs it.
    pub by: By,
    /// Its name; that of a rule is its id too.
    pub name: String,
    /// The id of an association.
    pub id: Option<String>,
    /// When, as AWS has it.
    pub schedule: Option<String>,
    /// Whether it runs at all.
    pub enabled: bool,
    /// What it exports; `None` where its parameters cannot be read.
    pub export: Option<Export>,
    /// When it ran last, as far as AWS keeps it.
    pub last_run: Option<Timestamp>,
    /// How that went.
    pub status: Option<String>,
    /// Why it failed.
    pub problem: Option<String>,
}

impl ReportSchedule {
    /// Whether its last run came to nothing.
    pub fn has_failed(&self) -> bool {
        let ended = self.status.as_deref().is_some_and(|status| {
            matches!(status, "Failed" | "TimedOut" | "Cancelled" | "Skipped")
        });
        self.problem.is_some() || ended
    }

    /// Takes over how it ran last, out of the executions of the runbook: EventBridge tells nothing of
    /// it, and State Manager not why it failed.
    pub fn take_last(&mut self, executions: &[Execution]) {
        let Some(export) = &self.export else { return };
        let wanted = export.parameters();
        let own = executions.iter().filter(|one| runs_with(one, &wanted));
        let Some(newest) = own.max_by_key(|one| one.started_at) else {
            return;
        };

        // Older than what State Manager knows itself: it was another run.
        if newest.started_at < self.last_run {
            return;
        }
        self.last_run = newest.started_at.or(self.last_run);
        self.status = Some(newest.status.clone());
        let failed = newest.has_ended() && !newest.succeeded();
        self.problem = failed.then(|| newest.why_failed().unwrap_or_else(|| newest.status.clone()));
    }
}

/// Whether an execution has these parameters; the runbook adds its defaults.
fn runs_with(execution: &Execution, wanted: &Parameters) -> bool {
    let mut wanted = wanted.iter();
    wanted.all(|(name, value)| execution.parameters.get(name) == Some(value))
}

/// Checks the schedule of an association.
///
/// # Errors
/// Why State Manager would refuse it.
pub fn check(expression: &str) -> Result<(), String> {
    Schedule::read(expression, Service::Association).map(drop)
}
