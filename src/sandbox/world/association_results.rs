//! How associations went on their nodes, and those that an account and Region has.

use std::sync::Arc;

use jiff::Timestamp;

use super::World;
use super::invocations::{CommandRun, Ending, Invocation};
use super::state_manager::{Association, Execution};
use crate::domain::id::Scope;

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
        if let Some(automation) = &self.automation {
            return of_automation(automation, world, scope, now)
                .into_iter()
                .collect();
        }
        let timeline = self.command.as_ref().and_then(|_| world.timeline(scope));
        let id = self.command.as_deref().unwrap_or_default();
        let run = timeline.as_ref().and_then(|all| all.command(id, now));

        let nodes = self.nodes.iter();
        nodes
            .map(|node| match run {
                Some(run) => of_node(run, node, now),
                // A document that does nothing here has done it at once.
                None => Result {
                    node,
                    status: "Success",
                    at: self.at,
                },
            })
            .collect()
    }
}

/// An automation is for no node: what stands in its place at State Manager is unverified.
fn of_automation<'t>(
    id: &'t str,
    world: &World,
    scope: &Scope,
    now: Timestamp,
) -> Option<Result<'t>> {
    let all = world.automations(scope)?;
    let automation = all.values().find(|one| one.id == id)?;
    let course = world.course(scope, automation);
    let (status, at) = match (course.ended <= now, course.status) {
        (false, _) => ("InProgress", automation.started),
        (true, "Success") => ("Success", course.ended),
        (true, _) => ("Failed", course.ended),
    };
    Some(Result {
        node: id,
        status,
        at,
    })
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
