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

        // A run whose nodes were rebooted later was asked for that, and the scan after the reboot
        // is what they reported last.
        let rebooted =
            of_phase(&labelled, Phase::Reboot).find_map(|(_, command)| command.requested_at);
        let request = Request {
            reboot: rebooted.map_or(request.reboot, Reboot::At),
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
            stopped_because: None,
            exit_code: None,
        })
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

    // A command that was sent twice has the same label; its id keeps the order the same.
    labelled.sort_by_key(|(label, command)| {
        (
            label.phase == Phase::Reboot,
            label.wave,
            label.command,
            command.id.clone(),
        )
    });

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
                .or_insert_with(|| {
                    let mut record = NodeRecord::waiting(command.scope.clone(), node.clone(), wave);
                    record.queue();
                    record
                });
        }
    }

    nodes.into_values().collect()
}
