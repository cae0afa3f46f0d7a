//! State Manager associations that users and Quick Setup made, and what ran because of them.

use std::collections::BTreeMap;
use std::sync::Arc;

use jiff::Timestamp;
use jiff::tz::TimeZone;
use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::changes::Tags;
use super::invocations::{CommandRun, Ending, Invocation};
use super::state::World;
use crate::domain::baseline::ComplianceLevel;
use crate::domain::id::Scope;
use crate::domain::schedule::{Recurrence, Schedule, Service};
use crate::sandbox::constraint::{items, text};

/// An association.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(in crate::sandbox) struct Association {
    pub(in crate::sandbox) id: String,
    pub(in crate::sandbox) created: Timestamp,
    /// Oldest first; never empty.
    pub(in crate::sandbox) versions: Vec<Version>,
    pub(in crate::sandbox) tags: Tags,
}

/// What an association was from some moment on.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(in crate::sandbox) struct Version {
    pub(in crate::sandbox) since: Timestamp,
    /// The members of the request, as they came.
    pub(in crate::sandbox) members: Value,
}

/// Why an association ran.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(in crate::sandbox) enum Trigger {
    /// It was made or changed.
    Made,
    /// Its schedule.
    Schedule,
    /// `StartAssociationsOnce`.
    Once,
    /// Nodes became targets of it.
    Nodes,
}

/// One execution of an association.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(in crate::sandbox) struct Execution {
    pub(in crate::sandbox) id: String,
    /// The place among the executions of its association.
    pub(in crate::sandbox) number: u64,
    pub(in crate::sandbox) association: String,
    /// Of the association, counted from 1.
    pub(in crate::sandbox) version: usize,
    pub(in crate::sandbox) trigger: Trigger,
    pub(in crate::sandbox) at: Timestamp,
    pub(in crate::sandbox) nodes: Vec<String>,
    /// The command that it sent; `None` when it is for nobody, or its document does nothing here.
    pub(in crate::sandbox) command: Option<String>,
}

/// The executions of an association by their numbers.
pub(in crate::sandbox) type Executions = BTreeMap<u64, Arc<Execution>>;

impl Association {
    /// The newest version.
    pub(in crate::sandbox) fn now(&self) -> &Version {
        self.versions
            .last()
            .expect("an association has at least one version")
    }

    /// The name of its document.
    pub(in crate::sandbox) fn document(&self) -> &str {
        text(&self.now().members, "Name")
    }

    pub(in crate::sandbox) fn targets(&self) -> &[Value] {
        items(&self.now().members, "Targets")
    }

    /// Whether it waits for its schedule, and does not run when it is made or gets new nodes.
    pub(in crate::sandbox) fn waits(&self) -> bool {
        self.now().members.get("ApplyOnlyAtCronInterval") == Some(&Value::Bool(true))
    }

    /// Whether State Manager reports by itself whether nodes comply with it.
    pub(in crate::sandbox) fn syncs(&self) -> bool {
        text(&self.now().members, "SyncCompliance") != "MANUAL"
    }

    /// How grave it is when a node does not comply with it.
    pub(in crate::sandbox) fn severity(&self) -> ComplianceLevel {
        let word = text(&self.now().members, "ComplianceSeverity");
        ComplianceLevel::of_wire(word).unwrap_or(ComplianceLevel::Unspecified)
    }

    /// When it runs by its schedule; `None` for one that has none.
    pub(in crate::sandbox) fn recurrence(&self) -> Option<Recurrence> {
        let version = self.now();
        let expression = text(&version.members, "ScheduleExpression");
        let offset = version.members.get("ScheduleOffset");
        let offset = offset.and_then(Value::as_u64).unwrap_or_default();

        Some(Recurrence {
            schedule: Schedule::read(expression, Service::Association).ok()?,
            zone: TimeZone::UTC,
            offset_days: u8::try_from(offset).unwrap_or_default(),
            created: version.since,
            from: None,
            until: None,
        })
    }
}

/// How an association went on one node.
#[derive(Debug)]
pub(in crate::sandbox) struct Result<'t> {
    pub(in crate::sandbox) node: &'t str,
    pub(in crate::sandbox) status: &'static str,
    /// When it got that status.
    pub(in crate::sandbox) at: Timestamp,
}

impl Execution {
    /// How it went on its nodes by now.
    pub(in crate::sandbox) fn results<'t>(
        &'t self,
        world: &World,
        scope: &Scope,
        now: Timestamp,
    ) -> Vec<Result<'t>> {
        let timeline = self.command.as_ref().and_then(|_| world.timeline(scope));
        let id = self.command.as_deref().unwrap_or_default();
        let run = timeline.as_ref().and_then(|all| all.command(id, now));

        let result = |node: &'t String| match run {
            Some(run) => of_node(run, node, now),
            // A document that does nothing here has done it at once.
            None => Result {
                node,
                status: "Success",
                at: self.at,
            },
        };
        self.nodes.iter().map(result).collect()
    }
}

/// Who was never reached for waits while the command runs, and is skipped when it is over.
fn of_node<'t>(run: &CommandRun, node: &'t str, now: Timestamp) -> Result<'t> {
    let reached = run.invocations.iter().find(|one| one.node == node);
    let Some(invocation) = reached.filter(|one| one.requested <= now) else {
        let (status, at) = if run.ended <= now {
            ("Skipped", run.ended)
        } else {
            ("Pending", run.command.sent)
        };
        return Result { node, status, at };
    };

    let (status, at) = standing(invocation, now);
    Result { node, status, at }
}

/// The words of State Manager are free texts in its model; these are those of its documentation.
fn standing(invocation: &Invocation, now: Timestamp) -> (&'static str, Timestamp) {
    if invocation.ended > now {
        let begun = invocation.started.filter(|at| *at <= now);
        return match begun {
            Some(at) => ("InProgress", at),
            None => ("Pending", invocation.requested),
        };
    }

    let status = match invocation.ending {
        Ending::Success => "Success",
        Ending::ExecutionTimedOut | Ending::DeliveryTimedOut => "TimedOut",
        Ending::Failed | Ending::Undeliverable | Ending::InvalidPlatform => "Failed",
        Ending::Cancelled | Ending::Terminated => "Skipped",
    };
    (status, invocation.ended)
}

impl World {
    /// The associations of users and of Quick Setup, by id.
    pub(in crate::sandbox) fn made_associations(
        &self,
        scope: &Scope,
    ) -> impl Iterator<Item = &Arc<Association>> {
        let changes = self.changes.0.get(scope).into_iter();
        changes.flat_map(|changes| changes.associations.values())
    }

    /// One of them.
    pub(in crate::sandbox) fn made_association(
        &self,
        scope: &Scope,
        id: &str,
    ) -> Option<&Arc<Association>> {
        self.changes.0.get(scope)?.associations.get(id)
    }

    /// The executions of an association, oldest first.
    pub(in crate::sandbox) fn executions(
        &self,
        scope: &Scope,
        association: &str,
    ) -> impl DoubleEndedIterator<Item = &Arc<Execution>> {
        let changes = self.changes.0.get(scope);
        let executions = changes.and_then(|changes| changes.executions.get(association));
        executions.into_iter().flat_map(|all| all.values())
    }

    /// The last execution of an association that was for a node.
    pub(in crate::sandbox) fn last_execution(
        &self,
        scope: &Scope,
        association: &str,
        node: &str,
        now: Timestamp,
    ) -> Option<&Arc<Execution>> {
        self.executions(scope, association)
            .rev()
            .find(|one| one.at <= now && one.nodes.iter().any(|id| id == node))
    }
}
