//! The limits of the waves of a run: how many nodes at once, and after how many failures no further node is
//! begun. AWS counts for each command alone; these count for all commands of a wave. Between waves
//! stands the gate.

use super::command::Progress;
use super::record::{Record, Sending, SentCommand};
use super::request::Phase;
use crate::domain::id::{NodeId, Scope};
use crate::domain::text::words::count;

/// What may be sent now.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Due {
    /// Nothing: everything was sent, or as many nodes are busy as may be at once.
    Nothing,
    /// The command at this index.
    Send(usize),
    /// Nothing any more, for this reason.
    TooManyErrors(String),
}

/// Nodes of one command that are not to begin any more.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Halt {
    /// The index of the command.
    pub index: usize,
    /// Its nodes that have not begun.
    pub nodes: Vec<NodeId>,
}

impl Record {
    /// What of a wave may be sent now, as far as the limits of the run allow.
    pub fn due(&self, phase: Phase, wave: usize) -> Due {
        let Some((next, command)) = self
            .members(phase, wave)
            .find(|(_, command)| command.sending == Sending::Planned)
        else {
            return Due::Nothing;
        };
        if let Some(why) = self.too_many_errors(phase, wave) {
            return Due::TooManyErrors(why);
        }

        let (mut nodes, mut busy) = (0, 0);
        for (_, command) in self.members(phase, wave) {
            nodes += command.command.nodes.len();
            // A command may have as many nodes busy as it was sent with, until its last one ends.
            if matches!(command.sending, Sending::Sent { .. }) && !self.is_over(command) {
                busy += command.command.max_concurrency;
            }
        }
        // One command goes in any case: with a limit that is smaller than its share the run would
        // stand still.
        let fits = busy == 0
            || busy + command.command.max_concurrency
                <= self.request.max_concurrency.at_once(nodes);
        if fits { Due::Send(next) } else { Due::Nothing }
    }

    /// Why no further node of a wave may begin, when more of its nodes failed than the run bears.
    pub fn too_many_errors(&self, phase: Phase, wave: usize) -> Option<String> {
        let (mut nodes, mut failed) = (0, 0);
        for (_, command) in self.members(phase, wave) {
            // The limit is a share of all of them, also of those that were not sent yet.
            nodes += command.command.nodes.len();
            let ends = command.command.nodes.iter();
            let ends = ends.filter_map(|node| self.progress_of(command, node));
            failed += ends.filter(|progress| is_error(*progress)).count();
        }

        let limit = self.request.max_errors;
        (failed > limit.of(nodes)).then(|| {
            let failed = count(failed, "node");
            format!("{failed} failed before it was its turn, more than --max-errors {limit}")
        })
    }

    /// The nodes of the commands of a wave that must not begin any more, because more nodes failed
    /// than it bears: never one that has begun, and none of a command that was asked already.
    pub fn halts(&self, phase: Phase, wave: usize) -> Vec<Halt> {
        if self.too_many_errors(phase, wave).is_none() {
            return Vec::new();
        }
        let members = self.members(phase, wave);
        let sent =
            members.filter(|(_, command)| command.id().is_some() && command.halted.is_none());
        let halts = sent.map(|(index, command)| Halt {
            index,
            nodes: self.not_begun(command),
        });
        halts.filter(|halt| !halt.nodes.is_empty()).collect()
    }

    /// The nodes of a command that AWS has not reached yet.
    pub fn not_begun(&self, command: &SentCommand) -> Vec<NodeId> {
        let nodes = command.command.nodes.iter();
        let waiting = nodes.filter(|node| {
            matches!(
                self.progress_of(command, node),
                Some(Progress::Queued | Progress::Pending | Progress::Delayed)
            )
        });
        waiting.cloned().collect()
    }

    /// Why the nodes of the command of a node that had not begun were asked to stop.
    pub fn halted(&self, phase: Phase, (scope, node): &(Scope, NodeId)) -> Option<String> {
        let mut commands = self.commands.iter();
        let command = commands.find(|command| {
            command.phase == phase
                && command.command.scope == *scope
                && command.command.nodes.contains(node)
        });
        command?.halted.clone()
    }

    /// Takes over that the nodes of a command that had not begun are asked to stop, or that they could
    /// not be.
    pub fn note_halt(&mut self, index: usize, why: Option<&str>) {
        if let Some(command) = self.commands.get_mut(index) {
            command.halted = why.map(str::to_owned);
        }
    }
}

/// Whether an end counts as an error. AWS does not count nodes that it could not reach, nor those
/// that never got their turn (AWS User Guide, "Understanding command statuses").
const fn is_error(progress: Progress) -> bool {
    matches!(
        progress,
        Progress::Failed | Progress::ExecutionTimedOut | Progress::Unknown
    )
}

#[cfg(test)]
#[path = "limits_tests.rs"]
mod tests;
