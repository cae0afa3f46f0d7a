//! What happens while a run or an automation is followed, as values: a program reads the tag and the
//! members, a person the sentence.

use jiff::Timestamp;
use serde::Serialize;

use super::automation::ExecutionStep;
use super::command::Progress;
use super::course::Change;
use super::request::Phase;
use crate::domain::id::NodeId;
use crate::domain::text::words::count;

/// Something that happened.
#[derive(Clone, Debug, Serialize)]
#[serde(tag = "event", rename_all = "snake_case")]
pub enum Event {
    /// AWS took a command.
    Sent {
        /// Its id.
        command_id: String,
        /// For how many nodes it is.
        #[serde(skip)]
        nodes: usize,
    },
    /// Nobody knows whether a command was sent: its answer was lost.
    AnswerLost {
        /// What came in place of the answer.
        error: String,
    },
    /// A command whose answer was lost, or whose sender died, runs.
    Found {
        /// Its id.
        command_id: String,
    },
    /// A node went on in its command.
    Progressed {
        /// The node.
        node: NodeId,
        /// The name that people know it by; may be empty.
        #[serde(skip)]
        name: String,
        /// Whether it patches or reboots.
        phase: Phase,
        /// How far it is.
        progress: Progress,
    },
    /// AWS did not answer a look; it is repeated.
    LookFailed {
        /// What it answered.
        error: String,
    },
    /// Whether nodes are free could not be read; it is tried again.
    LookForOthersFailed {
        /// Which nodes, in words.
        #[serde(skip)]
        what: String,
        /// What AWS answered.
        error: String,
    },
    /// A node of the plan is left out.
    LeftOut {
        /// The node.
        node: NodeId,
        /// Why.
        reason: String,
    },
    /// Nodes are meant that the plan does not have; nothing is sent to them.
    NewTargets {
        /// The nodes.
        nodes: Vec<NodeId>,
    },
    /// The gate after a wave is open.
    WavePassed {
        /// The wave that is next.
        wave: usize,
    },
    /// The nodes that wait for a reboot get it at a time that was chosen.
    RebootsLater {
        /// When.
        reboot_at: Timestamp,
    },
    /// A command was asked to stop.
    AskedToStop {
        /// Its id.
        command_id: String,
    },
    /// Nodes of a command that had not begun were asked to stop: more nodes failed than the run
    /// bears.
    Halted {
        /// Its id.
        command_id: String,
        /// How many nodes.
        nodes: usize,
    },
    /// A step of an automation went on.
    StepWent {
        /// The node that the automation patches.
        node: NodeId,
        /// The step.
        step: ExecutionStep,
    },
}

impl Event {
    /// What a node did.
    pub fn of(change: Change) -> Self {
        Self::Progressed {
            node: change.node,
            name: change.name,
            phase: change.phase,
            progress: change.progress,
        }
    }

    /// The same for people.
    pub fn sentence(&self) -> String {
        match self {
            Self::Sent { command_id, nodes } => {
                format!("sent command {command_id} to {}", count(*nodes, "node"))
            }
            Self::AnswerLost { error } => {
                format!("{error}; looking whether the command runs all the same")
            }
            Self::Found { command_id } => format!("command {command_id} was sent all the same"),
            Self::Progressed {
                node,
                name,
                phase,
                progress,
            } => {
                let name = bracketed(name);
                let reboot = match phase {
                    Phase::Patch => "",
                    Phase::Reboot => "reboot ",
                };
                format!("{node}{name}: {reboot}{}", progress.as_str())
            }
            // Both go on: a look that fails says nothing of the nodes.
            Self::LookFailed { error } => format!("could not look: {error}; trying again"),
            Self::LookForOthersFailed { what, error } => {
                format!("could not look whether {what} are free: {error}; trying again")
            }
            Self::LeftOut { node, reason } => format!("{node} is left out: {reason}"),
            Self::NewTargets { nodes } => {
                let first = nodes.first().map_or("", |node| node.as_str());
                format!(
                    "{} meant now that the plan does not have, such as {first}: nothing is sent there",
                    are(nodes.len())
                )
            }
            Self::WavePassed { wave } => format!("wave {} passed; wave {wave} is next", wave - 1),
            Self::RebootsLater { reboot_at } => {
                format!("the nodes that wait for a reboot get it at {reboot_at:.0}")
            }
            Self::AskedToStop { command_id } => format!(
                "asked command {command_id} to stop; what already installs on a node goes on to its end"
            ),
            Self::Halted { command_id, nodes } => format!(
                "too many nodes failed: {} of command {command_id} not begun, and asked to stop",
                have(*nodes)
            ),
            Self::StepWent { node, step } => format!("{node}: {} {}", step.name, step.status),
        }
    }
}

fn are(nodes: usize) -> String {
    let verb = if nodes == 1 { "is" } else { "are" };
    format!("{} {verb}", count(nodes, "node"))
}

fn have(nodes: usize) -> String {
    let verb = if nodes == 1 { "has" } else { "have" };
    format!("{} {verb}", count(nodes, "node"))
}

/// ` (NAME)`, or nothing.
fn bracketed(name: &str) -> String {
    if name.is_empty() {
        String::new()
    } else {
        format!(" ({name})")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_event_has_a_tag_for_programs_and_a_sentence_for_people() {
        let event = Event::Progressed {
            node: NodeId::trusted("i-1"),
            name: "web-1".to_owned(),
            phase: Phase::Reboot,
            progress: Progress::InProgress,
        };
        let members = serde_json::to_value(&event).unwrap();
        assert_eq!(members["event"], "progressed");
        assert_eq!(members["phase"], "reboot");
        let sentence = format!("i-1 (web-1): reboot {}", Progress::InProgress.as_str());
        assert_eq!(event.sentence(), sentence);
    }
}
