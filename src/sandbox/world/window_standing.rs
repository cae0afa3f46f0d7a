//! How far the executions of maintenance windows got, and those that an account and Region has.

use std::collections::BTreeMap;
use std::sync::Arc;

use jiff::{SignedDuration, Timestamp};

use super::World;
use super::command_status::status;
use super::invocations::CommandRun;
use super::window_executions::{TaskExecution, WindowExecution};
use super::windows::Window;
use crate::domain::id::Scope;

/// Where something stands, with the words of the model (shape `MaintenanceWindowExecutionStatus`).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::sandbox) struct Standing {
    pub(in crate::sandbox) status: &'static str,
    /// When it ended.
    pub(in crate::sandbox) ended: Option<Timestamp>,
}

impl Window {
    /// When nothing new begins any more, after it opened at a moment.
    pub(in crate::sandbox) fn cutoff_after(&self, at: Timestamp) -> Timestamp {
        let hours = self.number("Duration").unwrap_or(1) - self.number("Cutoff").unwrap_or(0);
        at.saturating_add(SignedDuration::from_hours(hours))
            .unwrap_or(at)
    }
}

impl TaskExecution {
    /// How it stands.
    pub(in crate::sandbox) fn standing(
        &self,
        world: &World,
        scope: &Scope,
        now: Timestamp,
    ) -> Standing {
        let timeline = self.command.as_ref().and_then(|_| world.timeline(scope));
        let id = self.command.as_deref().unwrap_or_default();
        match timeline.as_ref().and_then(|all| all.command(id, now)) {
            Some(run) => of_run(run, now),
            // What the sandbox does not run has done it at once.
            None => Standing {
                status: "SUCCESS",
                ended: Some(self.at),
            },
        }
    }

    /// When it is over, as far as that is known by now.
    pub(in crate::sandbox) fn ends(&self, world: &World, scope: &Scope) -> Timestamp {
        let timeline = self.command.as_ref().and_then(|_| world.timeline(scope));
        let id = self.command.as_deref().unwrap_or_default();
        let run = timeline
            .as_ref()
            .and_then(|all| all.commands.iter().find(|run| run.command.id == id));
        run.map_or(self.at, |run| run.ended)
    }
}

fn of_run(run: &CommandRun, now: Timestamp) -> Standing {
    let (word, _) = status(run, now);
    let status = match word {
        "Pending" => "PENDING",
        "InProgress" => "IN_PROGRESS",
        "Cancelling" => "CANCELLING",
        "Success" => "SUCCESS",
        "TimedOut" => "TIMED_OUT",
        "Cancelled" => "CANCELLED",
        _ => "FAILED",
    };
    Standing {
        status,
        ended: (run.ended <= now).then_some(run.ended),
    }
}

impl WindowExecution {
    /// How the whole stands: the worst of its tasks when all are done.
    pub(in crate::sandbox) fn standing(
        &self,
        world: &World,
        scope: &Scope,
        now: Timestamp,
    ) -> Standing {
        if self.skipped {
            return Standing {
                status: "SKIPPED_OVERLAPPING",
                ended: Some(self.at),
            };
        }
        let tasks: Vec<Standing> = self
            .tasks
            .iter()
            .filter(|task| task.at <= now)
            .map(|task| task.standing(world, scope, now))
            .collect();
        // Tasks that wait for nodes are begun until the cutoff, so that it is not over before.
        let open = tasks.iter().any(|task| task.ended.is_none());
        let cancelled = self.cancelled.is_some_and(|at| at <= now);
        if open || (!self.waiting.is_empty() && now < self.cutoff && !cancelled) {
            let status = if cancelled {
                "CANCELLING"
            } else {
                "IN_PROGRESS"
            };
            return Standing {
                status,
                ended: None,
            };
        }

        let last = tasks.iter().filter_map(|task| task.ended).max();
        Standing {
            status: if cancelled {
                "CANCELLED"
            } else {
                worst(&tasks)
            },
            ended: Some(last.unwrap_or(self.at)),
        }
    }

    /// When the tasks that it began are over.
    pub(in crate::sandbox) fn begun_until(&self, world: &World, scope: &Scope) -> Timestamp {
        let ends = self.tasks.iter().map(|task| task.ends(world, scope));
        ends.max().unwrap_or(self.at)
    }
}

/// The word of the whole when every task is done.
fn worst(tasks: &[Standing]) -> &'static str {
    let words = ["FAILED", "TIMED_OUT", "CANCELLED"];
    let found = words
        .into_iter()
        .find(|word| tasks.iter().any(|task| task.status == *word));
    found.unwrap_or("SUCCESS")
}

impl World {
    /// The executions of a window, oldest first.
    pub(in crate::sandbox) fn window_executions(
        &self,
        scope: &Scope,
        window: &str,
    ) -> impl DoubleEndedIterator<Item = &Arc<WindowExecution>> {
        let changes = self.changes.0.get(scope);
        let executions = changes.and_then(|changes| changes.window_executions.get(window));
        executions.into_iter().flat_map(|all| all.values())
    }

    /// The execution with an id, of whichever window.
    pub(in crate::sandbox) fn window_execution(
        &self,
        scope: &Scope,
        id: &str,
    ) -> Option<&Arc<WindowExecution>> {
        let windows = self.changes.0.get(scope)?.window_executions.values();
        windows.flat_map(BTreeMap::values).find(|one| one.id == id)
    }

    /// The windows that users made or changed: others have no tasks.
    pub(in crate::sandbox) fn made_windows(
        &self,
        scope: &Scope,
    ) -> impl Iterator<Item = &Arc<Window>> {
        let changes = self.changes.0.get(scope).into_iter();
        changes.flat_map(|changes| changes.windows.values().flatten())
    }
}
