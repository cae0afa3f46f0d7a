//! How a run goes on: what is open, what may be sent next, and what comes of what is seen. Nothing
//! here asks anybody.

use jiff::{SignedDuration, Timestamp};

use super::command::{Command, Invocation, Progress};
use super::nodes::{NodeRecord, StepRecord};
use super::record::{Record, Sending, SentCommand, State};
use super::request::Phase;
use super::verdict::Outcome;
use crate::domain::id::{NodeId, Scope};

/// When a command that AWS does not know is not just too new.
const FORGOTTEN: SignedDuration = SignedDuration::from_hours(1);

/// What AWS says of one command.
#[derive(Clone, Debug)]
pub struct Seen {
    /// The command; `None` when AWS does not know it (yet, or any more).
    pub command: Option<Command>,
    /// Its invocations, as many as there are by now.
    pub invocations: Vec<Invocation>,
}

/// A node that came further.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Change {
    /// The node.
    pub node: NodeId,
    /// The name that people know it by; empty when it has none.
    pub name: String,
    /// What the command does that brought it there.
    pub phase: Phase,
    /// How far it is.
    pub progress: Progress,
}

impl Record {
    /// How far a node of a command is.
    pub fn progress_of(&self, command: &SentCommand, node: &NodeId) -> Option<Progress> {
        let record = self.nodes.at(&command.command.scope, node)?;
        match command.phase {
            Phase::Patch => Some(record.progress),
            Phase::Reboot => record.reboot,
        }
    }

    /// Whether every node of a command has ended, as far as its nodes are of the run.
    pub fn is_over(&self, command: &SentCommand) -> bool {
        command.command.nodes.iter().all(|node| {
            let known = self.nodes.at(&command.command.scope, node).is_some();
            !known
                || self
                    .progress_of(command, node)
                    .is_some_and(Progress::is_end)
        })
    }

    /// Whether a command is still to be sent, or still runs.
    pub fn is_open(&self, command: &SentCommand) -> bool {
        match command.sending {
            Sending::Planned | Sending::Begun { .. } => true,
            Sending::Sent { .. } => !self.is_over(command),
            Sending::Refused { .. } | Sending::Dropped => false,
        }
    }

    /// The commands of a wave, with their indexes.
    pub fn members(
        &self,
        phase: Phase,
        wave: usize,
    ) -> impl Iterator<Item = (usize, &SentCommand)> {
        self.commands
            .iter()
            .enumerate()
            .filter(move |(_, command)| command.phase == phase && command.wave == wave)
    }

    /// The first wave that is not judged yet. A wave whose commands are over counts until its nodes
    /// are judged, so that whoever goes on after a crash judges it before its gate.
    pub fn current_wave(&self) -> Option<usize> {
        let commands = self
            .commands
            .iter()
            .filter(|command| command.phase == Phase::Patch && self.is_open(command))
            .map(|command| command.wave);
        let nodes = self
            .nodes
            .iter()
            .filter(|node| node.outcome.is_open())
            .map(|node| node.wave);

        commands.chain(nodes).min()
    }

    /// Whether anything of a wave was sent, or tried.
    pub fn has_begun(&self, wave: usize) -> bool {
        self.members(Phase::Patch, wave)
            .any(|(_, command)| command.sending != Sending::Planned)
    }

    /// Whether a command of the wave was not sent, while nothing of it runs any more.
    pub fn is_left_unsent(&self, phase: Phase, wave: usize) -> bool {
        self.members(phase, wave)
            .any(|(_, command)| command.sending == Sending::Planned)
            && !self
                .members(phase, wave)
                .any(|(_, command)| self.runs(command))
    }

    fn runs(&self, command: &SentCommand) -> bool {
        matches!(command.sending, Sending::Sent { .. }) && !self.is_over(command)
    }

    /// Takes over that a command was sent: its nodes wait for their turn now.
    pub fn note_sent(
        &mut self,
        index: usize,
        at: Timestamp,
        command_id: String,
        request_id: Option<String>,
    ) {
        let Some(command) = self.commands.get_mut(index) else {
            return;
        };
        command.sending = Sending::Sent {
            at,
            command_id,
            request_id,
        };
        let planned = command.command.clone();
        if command.phase == Phase::Reboot {
            return;
        }

        // A node that came further meanwhile is not put back: what was seen counts.
        for node in &planned.nodes {
            if let Some(record) = self
                .nodes
                .at_mut(&planned.scope, node)
                .filter(|record| record.progress == Progress::Waiting)
            {
                record.queue();
            }
        }
    }

    /// The nodes of a command that it is sent to: all but those that were left out since it was
    /// planned.
    pub fn recipients(&self, index: usize) -> Vec<NodeId> {
        let Some(command) = self.commands.get(index) else {
            return Vec::new();
        };
        let SentCommand { phase, command, .. } = command;
        let nodes = command.nodes.iter();
        let stay = nodes.filter(|node| {
            let record = self.nodes.at(&command.scope, node);
            match phase {
                Phase::Patch => record.is_none_or(|record| record.outcome != Outcome::LeftOut),
                Phase::Reboot => record.is_none_or(|record| record.reboot.is_none()),
            }
        });
        stay.cloned().collect()
    }

    /// Leaves a node out of what is sent from now on. One that was patched already keeps what that
    /// came to, and is not rebooted.
    pub fn leave_out(&mut self, phase: Phase, scope: &Scope, node: &NodeId, why: &str) {
        let Some(record) = self.nodes.at_mut(scope, node) else {
            return;
        };
        match phase {
            Phase::Patch => record.leave_out(why),
            Phase::Reboot => record.stay_up(why),
        }
    }

    /// Takes over that nobody knows whether a command runs.
    pub fn doubts(&mut self, index: usize) {
        let Some(command) = self.commands.get(index) else {
            return;
        };
        let (phase, planned) = (command.phase, command.command.clone());
        for node in &planned.nodes {
            let record = self.nodes.at_mut(&planned.scope, node);
            let Some(record) = record.filter(|_| phase == Phase::Patch) else {
                continue;
            };
            if record.progress == Progress::Waiting {
                record.outcome = Outcome::Running;
                "whether its command runs is not known".clone_into(&mut record.reason);
            }
        }
    }

    /// Takes over what was noted of a command since the receipt was written, unless the receipt
    /// knows more.
    pub fn recalls(&mut self, index: usize, noted: Sending) {
        let Some(command) = self.commands.get_mut(index) else {
            return;
        };

        // A journal only ever goes forward from the receipt, never back.
        match (&command.sending, noted) {
            (Sending::Planned, begun @ Sending::Begun { .. }) => command.sending = begun,
            (
                Sending::Planned | Sending::Begun { .. },
                Sending::Sent {
                    at,
                    command_id,
                    request_id,
                },
            ) => {
                self.note_sent(index, at, command_id, request_id);
            }
            _ => {}
        }
    }

    /// Takes over that AWS refused a command, so that it never ran: its nodes did not start, or not
    /// reboot.
    pub fn refuse(&mut self, index: usize, why: &str) {
        let Some(command) = self.commands.get_mut(index) else {
            return;
        };
        command.sending = Sending::Refused {
            error: why.to_owned(),
        };

        let (phase, planned) = (command.phase, command.command.clone());
        for node in &planned.nodes {
            let Some(record) = self.nodes.at_mut(&planned.scope, node) else {
                continue;
            };
            // A refused reboot leaves a node that was patched all the same.
            match phase {
                Phase::Patch => record.leave(why),
                Phase::Reboot => record.stay_up(why),
            }
        }
    }

    /// Drops what was not sent yet, of one wave or of all; the nodes never get their turn.
    pub fn drop_unsent(&mut self, of: Option<(Phase, usize)>, why: &str) {
        // What was begun may have been sent: who goes on with the run finds out, and not this.
        for command in self.commands.iter_mut().filter(|command| {
            command.sending == Sending::Planned
                && of.is_none_or(|of| of == (command.phase, command.wave))
        }) {
            command.sending = Sending::Dropped;
            for node in &command.command.nodes {
                let Some(record) = self.nodes.at_mut(&command.command.scope, node) else {
                    continue;
                };
                match command.phase {
                    Phase::Patch if record.progress == Progress::Waiting => record.leave(why),
                    Phase::Patch => {}
                    Phase::Reboot => record.stay_up(why),
                }
            }
        }
    }

    /// Takes over that the run is cancelled: nothing more is sent, whatever was found not to be
    /// sent since. The first reason counts.
    pub fn cancel(&mut self, why: &str) {
        self.drop_unsent(None, "the run was cancelled before it was its turn");
        if self.state != State::Cancelled {
            self.state = State::Cancelled;
            self.stopped_because = Some(why.to_owned());
        }
    }

    /// Stops the run where it is; the reason for which it stopped first is kept.
    pub fn stops(&mut self, why: &str) {
        self.state = State::Stopped;
        self.stopped_because.get_or_insert_with(|| why.to_owned());
    }

    /// Takes over what AWS says of a command, and gives the nodes that came further.
    pub fn takes_over(&mut self, index: usize, seen: &Seen, now: Timestamp) -> Vec<Change> {
        let Some(command) = self.commands.get_mut(index) else {
            return Vec::new();
        };
        if let Some(state) = &seen.command {
            command.status = Some(state.details.clone());
        }
        let sent = command.clone();
        let status = seen.command.as_ref().map(|command| command.status.as_str());
        // Nodes that the run itself stopped are no reason to stop the run.
        if sent.halted.is_none() && matches!(status, Some("Cancelled" | "Cancelling")) {
            // Whoever cancelled it, from wherever, does not want the rest of the run either.
            self.cancel("a command of it was cancelled");
        }

        let unseen = seen.progress_without_invocation(&sent.sending, now);
        let mut changes = Vec::new();
        for node in &sent.command.nodes {
            let found = seen
                .invocations
                .iter()
                .find(|invocation| invocation.node == *node);
            let progress = found.map_or(unseen, |found| {
                Progress::of_invocation(&found.status, &found.details)
            });
            let Some(record) = self.nodes.at_mut(&sent.command.scope, node) else {
                continue;
            };
            // It was left out of the command.
            if found.is_none() && record.outcome == Outcome::LeftOut {
                continue;
            }

            let steps = found.map(|found| found.steps.clone()).unwrap_or_default();
            let steps = steps.into_iter().map(StepRecord::new).collect();
            if advance(record, sent.phase, progress, steps) {
                changes.push(Change {
                    node: node.clone(),
                    name: record.name.clone(),
                    phase: sent.phase,
                    progress,
                });
            }
        }

        changes
    }
}

/// Takes over how far a node is; whether that is another stage than before.
fn advance(
    record: &mut NodeRecord,
    phase: Phase,
    progress: Progress,
    steps: Vec<StepRecord>,
) -> bool {
    let before = match phase {
        Phase::Patch => {
            record.steps = steps;
            std::mem::replace(&mut record.progress, progress)
        }
        Phase::Reboot => {
            record.reboot_steps = steps;
            record.reboot.replace(progress).unwrap_or(Progress::Waiting)
        }
    };
    if before == progress {
        return false;
    }

    // A later reboot does not open again what the patching came to; its own end judges it.
    if phase == Phase::Patch {
        progress.meaning().clone_into(&mut record.reason);
        record.outcome = Outcome::Running;
    }
    true
}

impl Seen {
    /// How far a node is of which AWS shows nothing.
    fn progress_without_invocation(&self, sending: &Sending, now: Timestamp) -> Progress {
        match (&self.command, sending) {
            (Some(command), _) if command.reached_nobody() => Progress::Undeliverable,
            // The command is over and this node never got its turn.
            (Some(command), _) if command.has_ended() => Progress::Terminated,
            (None, Sending::Sent { at, .. })
                if self.invocations.is_empty() && now.duration_since(*at) > FORGOTTEN =>
            {
                Progress::Unknown
            }
            _ => Progress::Queued,
        }
    }
}

#[cfg(test)]
#[path = "course_tests.rs"]
pub(in crate::domain::run) mod tests;
