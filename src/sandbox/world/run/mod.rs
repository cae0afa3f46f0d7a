//! What a command does on one node, from its start to its end: the steps of the document, computed
//! at once.

mod call;
mod hooks;
mod install;
mod patch;

use std::sync::Arc;

use jiff::{SignedDuration, Timestamp};

use super::commands::Command;
use super::invocations::{Ending, NodeState, Plugin, Ran};
use super::node::{Machine, Node};
use super::override_list::Reading;
use crate::domain::id::Scope;
use crate::sandbox::world::state::World;

/// How one step went.
struct Outcome {
    ending: Ending,
    code: i32,
    stdout: String,
    stderr: String,
    report: Option<usize>,
    lines: u32,
}

impl Outcome {
    fn success(stdout: impl Into<String>) -> Self {
        Self {
            ending: Ending::Success,
            code: 0,
            stdout: stdout.into(),
            stderr: String::new(),
            report: None,
            lines: 0,
        }
    }

    /// A step for another platform, which counts as a success.
    fn skipped(name: &str) -> Self {
        Self::success(format!(
            "Step execution skipped due to unsupported platform. Step name: {name}"
        ))
    }

    fn failed(code: i32, stderr: impl Into<String>) -> Self {
        Self {
            ending: Ending::Failed,
            code,
            stdout: String::new(),
            stderr: stderr.into(),
            report: None,
            lines: 0,
        }
    }

    fn ended(ending: Ending) -> Self {
        Self {
            ending,
            code: -1,
            stdout: String::new(),
            stderr: String::new(),
            report: None,
            lines: 0,
        }
    }
}

/// What becomes of something that runs when its command is cancelled.
#[derive(Clone, Copy, PartialEq, Eq)]
enum WhenCancelled {
    Stops,
    GoesOn,
}

/// What the steps of one run share.
pub(super) struct Runner<'a> {
    pub(super) world: &'a World,
    pub(super) scope: &'a Scope,
    pub(super) node: &'a Node,
    pub(super) state: &'a mut NodeState,
    pub(super) command: &'a Command,
    pub(super) list: Option<&'a Reading>,
    pub(super) now: Timestamp,
    pub(super) cancel: Option<Timestamp>,
    /// Whether the command was cancelled before all was done.
    cut: bool,
    plugins: Vec<Plugin>,
}

/// Whether a document patches, and so takes the lock of the node.
pub(super) fn takes_lock(document: &str) -> bool {
    document.starts_with("AWS-RunPatchBaseline") || document == "AWS-InstanceRebootWithHooks"
}

impl<'a> Runner<'a> {
    pub(super) fn new(
        (world, scope): (&'a World, &'a Scope),
        node: &'a Node,
        state: &'a mut NodeState,
        (command, list): (&'a Command, Option<&'a Reading>),
        now: Timestamp,
    ) -> Self {
        // Looked up once: a cancellation is a moment, known before the run is told.
        let cancel = command.cancelled_at(&node.id);
        Self {
            world,
            scope,
            node,
            state,
            command,
            list,
            now,
            cancel,
            cut: false,
            plugins: Vec::new(),
        }
    }

    /// Runs the document.
    pub(super) fn run(mut self) -> Ran {
        let command = self.command;
        match command.document.as_str() {
            "AWS-RunPatchBaseline" | "AWS-RunPatchBaselineAssociation" => {
                self.by_platform(|runner| {
                    let call = call::Call::of_parameters(command);
                    runner.patch(&call)
                });
            }
            "AWS-RunPatchBaselineWithHooks" => self.with_hooks(),
            "AWS-InstanceRebootWithHooks" => self.reboot_with_hooks(),

            document => {
                let mut ran = false;
                self.by_platform(|runner| {
                    // The outcome that the fleet file has for a document is that of its first step.
                    if std::mem::replace(&mut ran, true) {
                        Outcome::success(String::new())
                    } else {
                        runner.document(document)
                    }
                });
            }
        }
        self.finish()
    }

    /// The lock is held for too long by another operation.
    pub(super) fn give_up(mut self) -> Ran {
        self.by_platform(|_| Outcome::failed(4, "Another patching operation is in progress on this node; its lock was not released."));
        self.finish()
    }

    fn finish(self) -> Ran {
        // The gravest step decides: a failure over a timeout, and both over a cancellation.
        let ending = [Ending::Failed, Ending::ExecutionTimedOut, Ending::Cancelled]
            .into_iter()
            .find(|ending| self.plugins.iter().any(|plugin| plugin.ending == *ending));
        let ending = ending.unwrap_or(if self.cut {
            Ending::Cancelled
        } else {
            Ending::Success
        });

        Ran {
            plugins: self.plugins,
            ended: self.now,
            ending,
        }
    }

    fn platform(&self) -> &'static str {
        self.node.catalogue.os.platform_type().as_str()
    }

    /// Runs every step of the document that is for this platform; the others are skipped, which
    /// counts as success.
    fn by_platform(&mut self, mut run: impl FnMut(&mut Self) -> Outcome) {
        for index in 0..self.command.steps.len() {
            self.step_for_platform(index, &mut run);
        }
    }

    fn step_for_platform(&mut self, index: usize, run: &mut dyn FnMut(&mut Self) -> Outcome) {
        let command = self.command;
        let Some(step) = command.steps.get(index).filter(|_| !self.cut) else {
            return;
        };
        let path = match step.name.as_str() {
            // The one plugin of an old document has the name of its action, and its id below.
            name if name == step.action => format!("{}/0.{}", plain(name), plain(name)),
            name => format!("{}/{name}", plain(&step.action)),
        };

        if step
            .platform
            .as_deref()
            .is_some_and(|platform| platform != self.platform())
        {
            let skipped = Outcome::skipped(&step.name);
            self.record(&step.name, &path, self.now, skipped);
            return;
        }

        let started = self.now;
        let outcome = run(self);
        self.record(&step.name, &path, started, outcome);
    }

    fn record(&mut self, name: &str, path: &str, started: Timestamp, outcome: Outcome) {
        let Outcome {
            ending,
            code,
            stdout,
            stderr,
            report,
            lines,
        } = outcome;

        // In the order in which the steps ran: answers list them so.
        let (name, path) = (name.to_owned(), path.to_owned());
        self.plugins.push(Plugin {
            name,
            path,
            started,
            ended: self.now,
            code,
            ending,
            stdout,
            stderr,
            lines,
            report,
        });
    }

    /// Lets time go by; `false` when the command was cancelled and this stops for it.
    fn pass(&mut self, takes: SignedDuration, when_cancelled: WhenCancelled) -> bool {
        let end = self.now.saturating_add(takes).unwrap_or(self.now);

        if let Some(cancel) = self.cancel.filter(|cancel| *cancel < end) {
            self.cut = true;
            if when_cancelled == WhenCancelled::Stops {
                // The agent hears of a cancellation as late as of a command.
                let heard = cancel
                    .max(self.now)
                    .saturating_add(self.node.patching.delivery);
                self.now = heard.unwrap_or(self.now).min(end);
                return false;
            }
        }

        self.now = end;
        true
    }

    fn set_machine(&mut self, machine: Machine) {
        let machine = Arc::new(machine);
        self.state
            .line
            .machines
            .push((self.now, Arc::clone(&machine)));
        self.state.machine = machine;
    }
}

/// The name of a plugin in paths, which have no colons.
fn plain(name: &str) -> String {
    name.replace(':', "")
}
