//! What became of commands: of each on each node, and of each node over time.

use std::collections::HashMap;
use std::sync::Arc;

use jiff::Timestamp;

use super::commands::Command;
use super::node::{Machine, Node, Scan};

/// Every command, and what it did to the nodes.
#[derive(Debug, Default)]
pub(in crate::sandbox) struct Timeline {
    /// In the order in which they were sent.
    pub(in crate::sandbox) commands: Vec<CommandRun>,
    pub(in crate::sandbox) nodes: HashMap<String, NodeLine>,
}

impl Timeline {
    /// The command with an id, when it was sent by now.
    pub(in crate::sandbox) fn command(&self, id: &str, now: Timestamp) -> Option<&CommandRun> {
        self.commands
            .iter()
            .find(|run| run.command.id == id && run.command.sent <= now)
    }
}

/// One command.
#[derive(Debug)]
pub(in crate::sandbox) struct CommandRun {
    pub(in crate::sandbox) command: Arc<Command>,
    /// Of the nodes that were reached for, in this order.
    pub(in crate::sandbox) invocations: Vec<Invocation>,
    pub(in crate::sandbox) ended: Timestamp,
}

/// A command on one node.
#[derive(Debug)]
pub(in crate::sandbox) struct Invocation {
    pub(in crate::sandbox) node: String,
    pub(in crate::sandbox) requested: Timestamp,
    /// When the agent began.
    pub(in crate::sandbox) started: Option<Timestamp>,
    /// Since when the delivery is tried again.
    pub(in crate::sandbox) delayed: Option<Timestamp>,
    pub(in crate::sandbox) cancelling: Option<Timestamp>,
    pub(in crate::sandbox) ended: Timestamp,
    pub(in crate::sandbox) ending: Ending,
    pub(in crate::sandbox) plugins: Vec<Plugin>,
    pub(super) phase: Phase,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Phase {
    Pending,
    /// Begun, and waits for the lock.
    Waiting,
    Running,
    Done,
}

impl Invocation {
    /// One that is asked for, and did not end.
    pub(super) fn requested(node: &str, now: Timestamp) -> Self {
        Self {
            node: node.to_owned(),
            requested: now,
            started: None,
            delayed: None,
            cancelling: None,
            ended: Timestamp::MAX,
            ending: Ending::Success,
            plugins: Vec::new(),
            phase: Phase::Pending,
        }
    }
}

/// What commands made of a node over time.
#[derive(Clone, Debug, Default)]
pub(in crate::sandbox) struct NodeLine {
    pub(in crate::sandbox) scans: Vec<Scan>,
    /// What was installed since when.
    pub(super) machines: Vec<(Timestamp, Arc<Machine>)>,
    pub(super) absences: Vec<(Timestamp, Timestamp)>,
    pub(super) judged: Vec<Timestamp>,
}

impl NodeLine {
    /// What was installed at a moment; `None` before commands changed anything.
    pub(super) fn machine_at(&self, moment: Timestamp) -> Option<&Arc<Machine>> {
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
    pub(super) machine: Arc<Machine>,
    /// How often each thing that the fleet file counts has happened.
    pub(super) counts: HashMap<(&'static str, usize), u32>,
    /// Until when a patching operation holds the lock.
    pub(super) locked_until: Timestamp,
    /// Missing and pending patches of the last report.
    pub(super) last: Option<(usize, usize)>,
    pub(super) no_reboot: Option<Timestamp>,
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

    /// Takes back what is after a moment: a run that is ended there was computed to its end.
    pub(super) fn undo_after(&mut self, moment: Timestamp, seeded: &Arc<Machine>) {
        self.line.scans.retain(|scan| scan.at <= moment);
        self.line.machines.retain(|(since, _)| *since <= moment);
        // A reboot that has begun is not stopped.
        self.line.absences.retain(|(from, _)| *from <= moment);
        self.machine = Arc::clone(self.line.machine_at(moment).unwrap_or(seeded));
        self.locked_until = moment;
    }

    /// Counts one more time of a thing; tells whether it still goes wrong.
    pub(super) fn strikes(&mut self, what: &'static str, index: usize, times: Option<u32>) -> bool {
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
