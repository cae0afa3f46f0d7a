//! A run that is known by its commands alone: it was started on another machine, or its receipt is
//! lost.

use std::collections::{BTreeMap, BTreeSet};

use jiff::Timestamp;

use super::command::Command;
use super::name::{Label, RunName};
use super::nodes::NodeRecord;
use super::plan::PlannedCommand;
use super::record::{KIND, Record, Sending, SentCommand, Source, State, Who};
use super::request::{Phase, Reboot, Request};
use super::verdict::Outcome;
use crate::domain::id::{NodeId, Scope};

impl Record {
    /// Makes a receipt out of the commands of a run; `None` when none of them is of the run, or
    /// when none of them patches: what was rebooted is judged by what was patched before.
    pub fn of_commands(
        run: &RunName,
        found: &[Command],
        request: Request,
        endpoint: String,
        now: Timestamp,
    ) -> Option<Self> {
        let labelled = labelled(run, found);
        let waves = of_phase(&labelled, Phase::Patch)
            .map(|(label, _)| label.wave.1 as usize)
            .max()?;
        let started_at = labelled
            .iter()
            .filter_map(|(_, command)| command.requested_at)
            .min()?;

        // The Comments tell of a later reboot; one whose time is not known was sent already, and the
        // scan after it is what the nodes reported last.
        let asked = labelled.iter().find_map(|(label, _)| label.reboot_at);
        let began =
            of_phase(&labelled, Phase::Reboot).find_map(|(_, command)| command.requested_at);
        let request = Request {
            reboot: asked.or(began).map_or(request.reboot, Reboot::At),
            ..request
        };

        Some(Self {
            schema_version: 1,
            kind: KIND.to_owned(),
            run: run.clone(),
            state: State::Running,
            source: Source::Comments,
            endpoint,
            who: Who::default(),
            started_at,
            ended_at: None,
            request,
            plan: None,
            waves,
            commands: labelled
                .iter()
                .map(|(label, command)| sent(label, command, now))
                .collect(),
            nodes: nodes(&labelled).into(),
            claim: None,
            claimed: false,
            stopped_because: None,
            exit_code: None,
        })
    }
}

impl Record {
    /// Takes over the commands that AWS knows of a run that another machine began; whether any is
    /// new.
    pub fn learns(&mut self, found: &[Command], now: Timestamp) -> bool {
        let before = self.commands.clone();
        let run = self.run.clone();
        for (label, command) in labelled(&run, found) {
            // The rounds of a reboot are no waves.
            if label.phase == Phase::Patch {
                self.waves = self.waves.max(label.wave.1 as usize);
            }
            self.learns_one(&label, command, now);
        }
        self.commands != before
    }

    /// Keeps what was found out here of nodes that this knows less of, and that the run was
    /// cancelled from here.
    pub fn carries(&mut self, known: &Self) {
        for node in known.nodes.iter() {
            let Some(record) = self.nodes.at_mut(&node.scope, &node.node) else {
                continue;
            };
            // The word of the machine that has the run counts, as soon as it has one.
            let is_open = |outcome: Outcome| outcome.is_open() || outcome == Outcome::Unverified;
            let knows_less = is_open(record.outcome) && !is_open(node.outcome);
            if knows_less || (record.reboot.is_none() && node.reboot.is_some()) {
                *record = node.clone();
            }
        }
        // Who has the run may not have noticed yet; or it has, and sent more all the same.
        let sent_more = self.commands.len() > known.commands.len();
        if known.state == State::Cancelled && self.state == State::Running && !sent_more {
            self.state = State::Cancelled;
            self.stopped_because.clone_from(&known.stopped_because);
        }
    }

    /// The accounts and Regions of its commands.
    pub fn scopes(&self) -> BTreeSet<Scope> {
        let commands = self.commands.iter();
        commands
            .map(|command| command.command.scope.clone())
            .collect()
    }

    /// The documents that its commands run.
    pub fn documents(&self) -> Vec<&'static str> {
        let mut documents = vec![self.request.document()];
        if self.request.reboot.later().is_some() {
            documents.push(self.request.reboot_parameters().0);
        }
        documents
    }

    fn learns_one(&mut self, label: &Label, command: &Command, now: Timestamp) {
        let mut known = self.commands.iter();
        let place = known.position(|known| {
            known.command.comment == command.comment && known.command.scope == command.scope
        });
        let Some(index) = place else {
            if label.phase == Phase::Patch {
                for node in &command.nodes {
                    self.nodes.add(queued(label, command, node));
                }
            }
            return self.commands.push(sent(label, command, now));
        };
        // It was sent since, or AWS shows an older one of the same label only now.
        if self.commands[index].id() != Some(&command.id) {
            let at = command.requested_at.unwrap_or(now);
            self.note_sent(index, at, command.id.clone(), None);
        }
    }
}

fn of_phase<'l, 'c>(
    labelled: &'l [(Label, &'c Command)],
    phase: Phase,
) -> impl Iterator<Item = &'l (Label, &'c Command)> {
    labelled
        .iter()
        .filter(move |(label, _)| label.phase == phase)
}

/// The commands of the run, in the order of its phases and waves.
fn labelled<'c>(run: &RunName, found: &'c [Command]) -> Vec<(Label, &'c Command)> {
    let mut labelled: Vec<(Label, &Command)> = found
        .iter()
        .filter_map(|command| Some((Label::read(&command.comment)?, command)))
        .filter(|(label, _)| label.run == *run)
        .collect();

    // A command that was sent twice, such as by two machines at once, has the same label: the one
    // that gave way was cancelled, and of two others the older one is that of the run.
    labelled.sort_by_key(|(label, command)| {
        (
            label.phase == Phase::Reboot,
            label.wave,
            label.command,
            command.scope.clone(),
            command.was_cancelled(),
            command.requested_at,
            command.id.clone(),
        )
    });
    labelled
        .dedup_by(|(label, command), (kept, older)| label == kept && command.scope == older.scope);

    labelled
}

fn sent(label: &Label, command: &Command, now: Timestamp) -> SentCommand {
    SentCommand {
        phase: label.phase,
        wave: label.wave.0 as usize,
        command: PlannedCommand {
            scope: command.scope.clone(),
            nodes: command.nodes.clone(),
            // Limits are only needed to send more, and of such a run nothing more is sent.
            max_concurrency: 0,
            max_errors: 0,
            comment: command.comment.clone(),
        },
        sending: Sending::Sent {
            at: command.requested_at.unwrap_or(now),
            command_id: command.id.clone(),
            request_id: None,
        },
        status: Some(command.status.clone()),
        halted: None,
    }
}

/// The nodes that were patched, each in its first wave.
fn nodes(labelled: &[(Label, &Command)]) -> Vec<NodeRecord> {
    // Ordered by wave, then by place: as a receipt has them.
    let (mut nodes, mut known) = (BTreeMap::new(), BTreeSet::new());
    for (label, command) in of_phase(labelled, Phase::Patch) {
        let wave = label.wave.0 as usize;
        for node in &command.nodes {
            if !known.insert((&command.scope, node)) {
                continue;
            }
            nodes
                .entry((wave, command.scope.clone(), node.clone()))
                .or_insert_with(|| queued(label, command, node));
        }
    }

    nodes.into_values().collect()
}

/// A node whose command was sent.
fn queued(label: &Label, command: &Command, node: &NodeId) -> NodeRecord {
    let wave = label.wave.0 as usize;
    let mut record = NodeRecord::waiting(command.scope.clone(), node.clone(), wave);
    record.queue();
    record
}
