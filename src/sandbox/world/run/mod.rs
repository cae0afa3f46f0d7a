//! What a command does on one node, from its start to its end: the steps of the document, computed
//! at once.

mod hooks;
mod install;
mod patch;

use std::collections::HashMap;
use std::sync::Arc;

use jiff::{SignedDuration, Timestamp};

use super::World;
use super::commands::Command;
use super::node::{Machine, Node, Scan};
use super::override_list::Reading;
use crate::domain::id::Scope;

/// What commands made of a node over time.
#[derive(Clone, Debug, Default)]
pub(in crate::sandbox) struct NodeLine {
    pub(in crate::sandbox) scans: Vec<Scan>,
    /// What was installed since when.
    machines: Vec<(Timestamp, Arc<Machine>)>,
    absences: Vec<(Timestamp, Timestamp)>,
    judged: Vec<Timestamp>,
}

impl NodeLine {
    /// What was installed at a moment; `None` before commands changed anything.
    fn machine_at(&self, moment: Timestamp) -> Option<&Arc<Machine>> {
        self.machines
            .iter()
            .rev()
            .find(|(since, _)| *since <= moment)
            .map(|(_, machine)| machine)
    }

    /// Lays it over a node.
    pub(super) fn lay_over(&self, node: &mut Node) {
        for scan in &mut node.scans {
            scan.machine = self.machine_at(scan.at).cloned();
        }
        node.scans.extend(self.scans.iter().cloned());
        node.absences.extend(&self.absences);
        node.judged.extend(&self.judged);
    }

    /// Whether a baseline was read after one moment and up to another.
    pub(super) fn judged_between(&self, after: Option<Timestamp>, until: Timestamp) -> bool {
        self.judged
            .iter()
            .any(|at| after.is_none_or(|after| after < *at) && *at <= until)
    }

    /// When a node that is rebooting at a moment is back.
    pub(super) fn back_from_reboot(&self, now: Timestamp) -> Option<Timestamp> {
        self.absences
            .iter()
            .find(|(from, until)| *from <= now && now < *until)
            .map(|(_, until)| *until)
    }
}

/// A node while commands run on it.
#[derive(Debug)]
pub(super) struct NodeState {
    pub(super) line: NodeLine,
    machine: Arc<Machine>,
    /// How often each thing that the fleet file counts has happened.
    counts: HashMap<(&'static str, usize), u32>,
    /// Until when a patching operation holds the lock.
    pub(super) locked_until: Timestamp,
    /// Missing and pending patches of the last report.
    last: Option<(usize, usize)>,
    no_reboot: Option<Timestamp>,
}

impl NodeState {
    pub(super) fn new(node: &Node) -> Self {
        Self {
            line: NodeLine::default(),
            machine: Arc::clone(&node.machine),
            counts: HashMap::new(),
            locked_until: Timestamp::MIN,
            last: None,
            no_reboot: None,
        }
    }

    /// Counts one more time of a thing; tells whether it still goes wrong.
    fn strikes(&mut self, what: &'static str, index: usize, times: Option<u32>) -> bool {
        let count = self.counts.entry((what, index)).or_default();
        *count += 1;
        times.is_none_or(|times| *count <= times)
    }
}

/// How a step or an invocation ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::sandbox) enum Ending {
    Success,
    Failed,
    ExecutionTimedOut,
    DeliveryTimedOut,
    Undeliverable,
    InvalidPlatform,
    Cancelled,
    /// The command had too many errors before its turn came, or the node was terminated.
    Terminated,
}

impl Ending {
    /// `Status` and `StatusDetails`. The spelling without spaces is what real answers are said to
    /// have; it is unverified.
    pub(in crate::sandbox) const fn as_strs(self) -> (&'static str, &'static str) {
        match self {
            Self::Success => ("Success", "Success"),
            Self::Failed => ("Failed", "Failed"),
            Self::ExecutionTimedOut => ("TimedOut", "ExecutionTimedOut"),
            Self::DeliveryTimedOut => ("TimedOut", "DeliveryTimedOut"),
            Self::Undeliverable => ("Failed", "Undeliverable"),
            Self::InvalidPlatform => ("Failed", "InvalidPlatform"),
            Self::Cancelled => ("Cancelled", "Cancelled"),
            Self::Terminated => ("Cancelled", "Terminated"),
        }
    }

    /// Whether it counts toward `MaxErrors`.
    pub(in crate::sandbox) const fn is_error(self) -> bool {
        matches!(self, Self::Failed | Self::ExecutionTimedOut)
    }
}

/// One step of an invocation.
#[derive(Clone, Debug)]
pub(in crate::sandbox) struct Plugin {
    pub(in crate::sandbox) name: String,
    /// Where its output lies below the invocation.
    pub(in crate::sandbox) path: String,
    pub(in crate::sandbox) started: Timestamp,
    pub(in crate::sandbox) ended: Timestamp,
    pub(in crate::sandbox) code: i32,
    pub(in crate::sandbox) ending: Ending,
    pub(in crate::sandbox) stdout: String,
    pub(in crate::sandbox) stderr: String,
    /// Lines that are added to the output.
    pub(in crate::sandbox) lines: u32,
    /// The scan of the node whose numbers are in the output.
    pub(in crate::sandbox) report: Option<usize>,
}

impl Plugin {
    /// Ends with the node, when it is still running then; what it wrote is lost.
    pub(super) fn break_off(&mut self, at: Timestamp) {
        if self.ended >= at {
            (self.ended, self.code, self.ending) = (at, -1, Ending::Terminated);
            (self.stdout, self.stderr, self.lines, self.report) =
                (String::new(), String::new(), 0, None);
        }
    }
}

/// What a run came to.
#[derive(Debug)]
pub(super) struct Ran {
    pub(super) plugins: Vec<Plugin>,
    pub(super) ended: Timestamp,
    pub(super) ending: Ending,
}

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
                    let call = patch::Call::of_parameters(command);
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
