//! What exports reports by itself.

use jiff::Timestamp;
use serde::Serialize;

use super::Export;
use crate::domain::id::Scope;
use crate::domain::run::automation::{Execution, Listed};
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
    /// The ARN of the role that EventBridge starts it with.
    #[serde(skip)]
    pub runs_as: Option<String>,
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

    /// Whether this schedule started an execution, as far as a list tells it.
    pub fn may_have_started(&self, execution: &Listed) -> bool {
        match self.by {
            By::Association => self.id.is_some() && execution.association == self.id,
            // EventBridge assumes the role of the target, and AWS names no rule.
            By::Rule => {
                let role = self.runs_as.as_deref().and_then(last_part);
                let session = execution.by.as_deref().and_then(role_of_session);
                role.is_some() && session == role
            }
        }
    }

    /// Whether the whole execution shows that it did: two rules may share a role.
    pub fn started(&self, execution: &Execution) -> bool {
        match (self.by, &self.export) {
            (By::Association, _) => true,
            (By::Rule, Some(export)) => runs_with(execution, &export.parameters()),
            (By::Rule, None) => false,
        }
    }

    /// Takes over how it ran last, out of its newest execution: EventBridge tells nothing of it, and
    /// State Manager not why it failed.
    pub fn take_last(&mut self, newest: &Execution) {
        // Older than what State Manager knows itself: AWS has forgotten the one that it means.
        if newest.started_at < self.last_run {
            return;
        }
        self.last_run = newest.started_at.or(self.last_run);
        self.status = Some(newest.status.clone());
        let failed = newest.has_ended() && !newest.succeeded();
        self.problem = failed.then(|| newest.why_failed().unwrap_or_else(|| newest.status.clone()));
    }
}

/// The name at the end of an ARN with a path.
fn last_part(arn: &str) -> Option<&str> {
    arn.rsplit('/').next().filter(|name| !name.is_empty())
}

/// The name of the role in the ARN of a session: `…:assumed-role/NAME/SESSION`.
fn role_of_session(arn: &str) -> Option<&str> {
    let (_, rest) = arn.split_once(":assumed-role/")?;
    rest.split('/').next()
}

/// Whether an execution has these parameters; the runbook adds its defaults.
fn runs_with(execution: &Execution, wanted: &Parameters) -> bool {
    let mut wanted = wanted.iter();
    wanted.all(|(name, value)| execution.parameters.get(name) == Some(value))
}

/// Checks the schedule of an association; gives what AWS does not promise of it, in sentences.
///
/// # Errors
/// Why State Manager would refuse it.
pub fn check(expression: &str) -> Result<Vec<String>, String> {
    let schedule = Schedule::read(expression, Service::Association)?;
    Ok(schedule.doubts())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::id::AccountId;

    fn schedule(by: By) -> ReportSchedule {
        ReportSchedule {
            scope: Scope {
                account: AccountId::trusted("111122223333"),
                region: "eu-central-1".parse().expect("a Region"),
            },
            by,
            name: "weekly".to_owned(),
            id: Some("an-id".to_owned()),
            schedule: None,
            enabled: true,
            runs_as: Some("arn:aws:iam::111122223333:role/service-role/Start".to_owned()),
            export: None,
            last_run: None,
            status: None,
            problem: None,
        }
    }

    fn listed(by: &str, association: Option<&str>) -> Listed {
        Listed {
            id: String::new(),
            document: String::new(),
            status: "Success".to_owned(),
            started_at: None,
            by: Some(by.to_owned()),
            association: association.map(str::to_owned),
        }
    }

    #[test]
    fn what_a_person_started_with_the_same_parameters_is_nobodys_run() {
        let person = "arn:aws:sts::111122223333:assumed-role/Admin/anna";
        let event = "arn:aws:sts::111122223333:assumed-role/Start/0f3a";
        let cases = [
            (By::Rule, listed(event, None), true),
            (By::Rule, listed(person, None), false),
            (
                By::Rule,
                listed("arn:aws:iam::111122223333:user/Start", None),
                false,
            ),
            (By::Association, listed(person, Some("an-id")), true),
            (By::Association, listed(event, None), false),
            (By::Association, listed(event, Some("another")), false),
        ];
        for (by, execution, own) in cases {
            let found = schedule(by).may_have_started(&execution);
            assert_eq!(found, own, "{by:?} {execution:?}");
        }

        // Nothing is the same as nothing else.
        let nameless = ReportSchedule {
            id: None,
            runs_as: None,
            ..schedule(By::Association)
        };
        assert!(!nameless.may_have_started(&listed(person, None)));
        let roleless = ReportSchedule {
            runs_as: None,
            ..schedule(By::Rule)
        };
        assert!(!roleless.may_have_started(&listed("", None)));
    }
}
