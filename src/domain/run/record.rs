//! The receipt of a run: who asked for it and why, the plan, what was sent, and what became of
//! every node.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use super::name::{Label, RunName};
use super::nodes::{NodeRecord, Nodes};
use super::plan::{Plan, PlannedCommand};
use super::request::{Phase, Reboot, Request};
use super::verdict::Outcome;
use super::wave::Passage;
use crate::domain::text::words::count;

/// The `kind` of a receipt.
pub const KIND: &str = "patch-now.run";

/// Who started a run.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize, Serialize)]
pub struct Who {
    /// The local user, when the environment names one.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub user: Option<String>,
    /// The AWS identities, one for each account.
    #[serde(default)]
    pub identities: BTreeSet<String>,
}

/// Whether a command was sent.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize, Serialize)]
#[serde(tag = "state", rename_all = "snake_case")]
pub enum Sending {
    /// Not yet.
    Planned,
    /// It is being sent; when nobody knows how that ended, its Comment tells.
    Begun {
        /// Since when.
        at: Timestamp,
    },
    /// It was sent.
    Sent {
        /// When.
        at: Timestamp,
        /// The id of the command.
        command_id: String,
        /// The id of the request, for AWS Support; absent when the command was found by its
        /// Comment.
        #[serde(skip_serializing_if = "Option::is_none", default)]
        request_id: Option<String>,
    },
    /// AWS refused it, so that it never ran.
    Refused {
        /// What AWS said.
        error: String,
    },
    /// It will not be sent any more: too many errors, or the run was cancelled.
    Dropped,
}

/// One command of a run.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize, Serialize)]
pub struct SentCommand {
    /// What it does.
    pub phase: Phase,
    /// Its wave, from 1.
    pub wave: usize,
    /// The command.
    #[serde(flatten)]
    pub command: PlannedCommand,
    /// Whether it was sent.
    #[serde(flatten)]
    pub sending: Sending,
    /// The last that AWS said of it.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub status: Option<String>,
    /// Why its nodes that had not begun were asked to stop, when they were.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub halted: Option<String>,
}

impl SentCommand {
    /// The id, once it was sent.
    pub fn id(&self) -> Option<&str> {
        match &self.sending {
            Sending::Sent { command_id, .. } => Some(command_id),
            _ => None,
        }
    }
}

/// How a run stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Deserialize, Serialize)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
pub enum State {
    /// It goes on; somebody may follow it, or nobody.
    Running,
    /// A gate was not passed, or it was left between waves: nodes were not begun, and `resume` goes
    /// on.
    Stopped,
    /// It was cancelled.
    Cancelled,
    /// It is over and judged.
    Finished,
}

impl State {
    /// The word that is shown.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Running => "RUNNING",
            Self::Stopped => "STOPPED",
            Self::Cancelled => "CANCELLED",
            Self::Finished => "FINISHED",
        }
    }
}

/// Where what is known of a run comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Source {
    /// The receipt of this machine.
    Receipt,
    /// The record that another machine put into S3.
    #[serde(rename = "s3")]
    Record,
    /// The Comments of commands: the run was started elsewhere, or its receipt is lost.
    Comments,
    /// The list of automation executions: it was started elsewhere, or its receipt is lost.
    Automation,
}

impl Source {
    /// The word that is shown.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Receipt => "receipt",
            Self::Record => "s3",
            Self::Comments => "comments",
            Self::Automation => "automation",
        }
    }
}

/// What of a run nobody has seen: it was never sent, or is where nobody looked.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Unseen {
    /// Waves of which no command is known.
    pub waves: usize,
    /// Commands that are missing in the other waves.
    pub commands: usize,
}

impl Unseen {
    /// Whether anything is missing.
    pub const fn any(self) -> bool {
        self.waves > 0 || self.commands > 0
    }
}

impl fmt::Display for Unseen {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        // Of a wave that was never seen it is not known how many commands it has.
        match (self.waves, self.commands) {
            (0, commands) => f.write_str(&count(commands, "command")),
            (waves, 0) => f.write_str(&count(waves, "wave")),
            (waves, commands) => write!(
                f,
                "{} and {}",
                count(waves, "wave"),
                count(commands, "command")
            ),
        }
    }
}

/// The receipt of a run.
#[derive(Clone, Debug, PartialEq, Deserialize, Serialize)]
pub struct Record {
    /// The version of this form of document.
    pub schema_version: u32,
    /// [`KIND`].
    pub kind: String,
    /// The run.
    pub run: RunName,
    /// How it stands.
    pub state: State,
    /// Where this comes from.
    pub source: Source,
    /// `aws`, `sandbox`, or the URL of another endpoint.
    pub endpoint: String,
    /// Who.
    pub who: Who,
    /// When it began.
    pub started_at: Timestamp,
    /// When it was judged.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub ended_at: Option<Timestamp>,
    /// What was asked for; for a run that is only known by its commands, as far as they tell.
    pub request: Request,
    /// The plan; absent for a run that is only known by its commands.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub plan: Option<Plan>,
    /// How many waves it has.
    pub waves: usize,
    /// Every command.
    pub commands: Vec<SentCommand>,
    /// Every node.
    pub nodes: Nodes,
    /// By what this machine knows its own record in S3; absent where none is wanted.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub claim: Option<String>,
    /// Whether its record in S3 is this one, so that it may be replaced.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub claimed: bool,
    /// Why it stopped, when a gate was not passed or it was cancelled.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub stopped_because: Option<String>,
    /// The exit code of the command that judged it.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub exit_code: Option<u8>,
}

impl Record {
    /// The receipt of a run that is about to begin.
    pub fn begin(plan: Plan, who: Who, endpoint: String, now: Timestamp) -> Self {
        let nodes: Vec<NodeRecord> = plan
            .nodes
            .iter()
            .map(|node| NodeRecord {
                name: node.name.clone(),
                before: node.before,
                ..NodeRecord::waiting(node.scope.clone(), node.node.clone(), node.wave)
            })
            .collect();

        Self {
            schema_version: 1,
            kind: KIND.to_owned(),
            run: plan.run.clone(),
            state: State::Running,
            source: Source::Receipt,
            endpoint,
            who,
            started_at: now,
            ended_at: None,
            request: plan.request.clone(),
            waves: plan.waves.len(),
            // Written down before the first one is sent, so that a crash leaves none unknown.
            commands: planned(&plan),
            nodes: nodes.into(),
            plan: Some(plan),
            claim: None,
            claimed: false,
            stopped_because: None,
            exit_code: None,
        }
    }

    /// The first wave of which something was not sent; `None` when everything was.
    pub fn next_wave(&self) -> Option<usize> {
        self.commands
            .iter()
            .filter(|command| command.sending == Sending::Planned && command.phase == Phase::Patch)
            .map(|command| command.wave)
            .min()
    }

    /// Whether this machine began the run, and so has the rest of it to send.
    pub fn is_ours(&self) -> bool {
        self.source == Source::Receipt
    }

    /// What is missing of a run that is known by its commands alone; nothing of one with a plan,
    /// which has every command.
    pub fn unseen(&self) -> Unseen {
        if self.plan.is_some() {
            return Unseen::default();
        }

        // Every command says in its Comment which one it is, and of how many.
        let mut seen: BTreeMap<(Phase, usize), (u32, BTreeSet<u32>)> = BTreeMap::new();
        for command in &self.commands {
            if let Some(label) = Label::read(&command.command.comment) {
                let (most, known) = seen.entry((command.phase, command.wave)).or_default();
                *most = label.command.1.max(*most);
                known.insert(label.command.0);
            }
        }

        let commands = seen
            .values()
            .map(|(most, known)| (*most as usize).saturating_sub(known.len()))
            .sum();
        let waves = seen
            .keys()
            .filter(|(phase, _)| *phase == Phase::Patch)
            .count();

        Unseen {
            waves: self.waves.saturating_sub(waves),
            commands,
        }
    }

    /// Whether anything is still to be sent, or to be looked up, as far as the receipt knows.
    pub fn has_more_to_send(&self) -> bool {
        self.commands
            .iter()
            .any(|command| matches!(command.sending, Sending::Planned | Sending::Begun { .. }))
    }

    /// Whether anything of it runs in AWS, or may run.
    pub fn has_sent(&self) -> bool {
        self.commands.iter().any(|command| {
            matches!(
                command.sending,
                Sending::Begun { .. } | Sending::Sent { .. }
            )
        })
    }

    /// What becomes of the run although this machine cannot write it down.
    pub fn all_the_same(&self) -> String {
        if self.has_sent() {
            format!(
                "what was sent of the run goes on in AWS all the same; its name is {}",
                self.run
            )
        } else {
            format!("nothing of {} was sent", self.run)
        }
    }

    /// How many nodes are left that nothing was sent to, or whose later reboot was not sent; in
    /// words, when it is any. Of a cancelled run nothing is left: nobody may send it any more.
    pub fn left_unsent(&self) -> Option<String> {
        if self.state == State::Cancelled {
            return None;
        }

        let (patches, planned) = (
            self.nodes_unsent(Phase::Patch),
            self.nodes_unsent(Phase::Reboot),
        );
        // The commands of a later reboot are made when it is due: until then the nodes are counted.
        let later = if matches!(self.request.reboot, Reboot::At(_)) {
            self.nodes.iter().filter(|node| waits(node)).count()
        } else {
            0
        };
        match (patches, planned.max(later)) {
            (0, 0) => None,
            (0, reboots) => Some(format!("{} not rebooted yet", nodes_were(reboots))),
            (patches, _) => Some(format!("{} not begun", nodes_were(patches))),
        }
    }

    /// Whether nothing more is to be learned.
    pub fn is_judged(&self) -> bool {
        matches!(self.state, State::Finished | State::Cancelled)
            && self.ended_at.is_some()
            && self.nodes.iter().all(|node| !node.outcome.is_open())
    }

    fn nodes_unsent(&self, phase: Phase) -> usize {
        self.commands
            .iter()
            .filter(|command| command.phase == phase)
            .filter(|command| matches!(command.sending, Sending::Planned | Sending::Begun { .. }))
            .map(|command| command.command.nodes.len())
            .sum()
    }

    /// The nodes that ended, and whose patch state could not be read, or was not of this run yet.
    pub fn unverified(&self) -> impl Iterator<Item = &NodeRecord> {
        self.nodes
            .iter()
            .filter(|node| node.outcome == Outcome::Unverified)
    }

    /// Opens those nodes again, so that they are judged anew; whether there is any.
    pub fn reopens_unverified(&mut self) -> bool {
        let mut any = false;
        for node in self
            .nodes
            .iter_mut()
            .filter(|node| node.outcome == Outcome::Unverified)
        {
            any = true;
            // A node that was rebooted later stays as it is: its reboot judges it, and not its
            // patching.
            if node.reboot.is_none() {
                node.outcome = Outcome::Running;
            }
        }

        if any && matches!(self.state, State::Finished | State::Stopped) {
            self.state = State::Running;
            self.stopped_because = None;
        }

        any
    }

    /// Whether the wave may be followed by the next one.
    pub fn passage(&self, wave: usize) -> Passage {
        let of_wave = self.nodes.iter().filter(|node| node.wave == wave);
        // Who was left out proves nothing, either way.
        let members: Vec<&NodeRecord> = of_wave
            .filter(|node| node.outcome != Outcome::LeftOut)
            .collect();
        if members.is_empty() {
            return Passage::TooManyFailed(
                "every node of it was left out, so that it proves nothing".to_owned(),
            );
        }
        let unverified = members
            .iter()
            .filter(|node| node.outcome == Outcome::Unverified)
            .count();
        // The gate fails closed: what could not be read counts as failed, and as non-compliant.
        let failed = members
            .iter()
            .filter(|node| node.outcome.is_failure())
            .count()
            + unverified;
        let noncompliant = members
            .iter()
            .filter(|node| node.after.is_none_or(|after| after.violates()))
            .count();

        match self.request.gate.judge(failed, noncompliant, members.len()) {
            Passage::TooManyFailed(why) if unverified > 0 => Passage::TooManyFailed(format!(
                "{why}; {unverified} of them may be well, but their patch state could not be read"
            )),
            other => other,
        }
    }

    /// How many nodes have which outcome, the worst first.
    pub fn tally(&self) -> Vec<(Outcome, usize)> {
        Outcome::ALL
            .into_iter()
            .map(|outcome| (outcome, self.count(outcome)))
            .filter(|(_, number)| *number > 0)
            .collect()
    }

    fn count(&self, outcome: Outcome) -> usize {
        self.nodes
            .iter()
            .filter(|node| node.outcome == outcome)
            .count()
    }
}

/// The commands of a plan, of which none is sent.
fn planned(plan: &Plan) -> Vec<SentCommand> {
    let mut commands = Vec::new();
    for (index, wave) in plan.waves.iter().enumerate() {
        commands.extend(wave.commands.iter().map(|command| SentCommand {
            phase: Phase::Patch,
            wave: index + 1,
            command: command.clone(),
            sending: Sending::Planned,
            status: None,
            halted: None,
        }));
    }
    commands
}

/// Whether a node waits for a later reboot, and nobody has sent it one.
fn waits(node: &NodeRecord) -> bool {
    node.outcome == Outcome::PendingReboot && node.reboot.is_none()
}

fn nodes_were(nodes: usize) -> String {
    match nodes {
        1 => "1 node was".to_owned(),
        nodes => format!("{nodes} nodes were"),
    }
}

#[cfg(test)]
#[path = "record_tests.rs"]
pub(in crate::domain::run) mod tests;
