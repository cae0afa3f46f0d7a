//! Commands of Run Command and their invocations, as they are seen, and what their words mean.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use super::output_place::OutputPlace;
use crate::domain::id::{NodeId, Scope};

pub use crate::domain::text::words::plain;

/// The name of a document parameter and its values.
pub type Parameters = std::collections::BTreeMap<String, Vec<String>>;

/// A command (SSM API, shape `Command`).
#[derive(Clone, Debug, PartialEq)]
pub struct Command {
    /// Its id.
    pub id: String,
    /// Where it runs.
    pub scope: Scope,
    /// The document.
    pub document: String,
    /// Its Comment.
    pub comment: String,
    /// `Pending`, `InProgress`, `Success` and so on, as AWS says it.
    pub status: String,
    /// The same in more detail.
    pub details: String,
    /// How many nodes it is for; 0 until AWS has resolved the targets.
    pub target_count: usize,
    /// When it was sent.
    pub requested_at: Option<Timestamp>,
    /// The nodes, when it was sent to ids.
    pub nodes: Vec<NodeId>,
    /// What it was sent to, when that is no ids: all of them hold.
    pub targets: Vec<CommandTarget>,
    /// The parameters of the document.
    pub parameters: Parameters,
    /// Where the whole output goes.
    pub output: Option<OutputPlace>,
}

/// A condition on the nodes of a command (SSM API, shape `Target`).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CommandTarget {
    /// `InstanceIds`, `tag:KEY`, `tag-key`, or one of resource groups.
    pub key: String,
    /// Any of these.
    pub values: Vec<String>,
}

/// One node's part of a command (SSM API, shape `CommandInvocation`).
#[derive(Clone, Debug, PartialEq)]
pub struct Invocation {
    /// The node.
    pub node: NodeId,
    /// `Pending`, `InProgress`, `Success` and so on, as AWS says it.
    pub status: String,
    /// The same in more detail.
    pub details: String,
    /// The steps, in their order.
    pub steps: Vec<CommandStep>,
}

/// One step of a document on a node (SSM API, shape `CommandPlugin`).
#[derive(Clone, Debug, PartialEq, Eq, Deserialize, Serialize)]
pub struct CommandStep {
    /// The name of the step, such as `PatchLinux`.
    pub name: String,
    /// What AWS says of it.
    pub status: String,
    /// The exit code; -1 while it runs.
    pub code: i32,
    /// When it began.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub started_at: Option<Timestamp>,
    /// When it ended.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub finished_at: Option<Timestamp>,
    /// What it printed, up to 2,500 characters.
    #[serde(skip)]
    pub output: String,
}

/// What the agent prints for a step that is for another platform, and that does nothing.
const SKIPPED: &str = "Step execution skipped";

/// Whether an output is that of a step for another platform, which the agent calls a success.
pub fn is_of_skipped_step(output: &str) -> bool {
    output.starts_with(SKIPPED)
}

/// How far a node is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Deserialize, Serialize)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
pub enum Progress {
    /// No command was sent to it yet.
    Waiting,
    /// Its command was sent; it is not its turn yet.
    Queued,
    /// It is to be told.
    Pending,
    /// It works.
    #[expect(clippy::enum_variant_names, reason = "the word of AWS")]
    InProgress,
    /// AWS tries again to reach it.
    Delayed,
    /// It was asked to stop.
    Cancelling,
    /// It succeeded.
    Success,
    /// A step failed.
    Failed,
    /// It was stopped.
    Cancelled,
    /// It was not reached in time.
    DeliveryTimedOut,
    /// It took longer than it may.
    ExecutionTimedOut,
    /// It cannot be reached; such a node does not count as an error of the command.
    Undeliverable,
    /// The command had ended (too many errors, or cancelled) before it was the node's turn.
    Terminated,
    /// The document is not for its platform.
    InvalidPlatform,
    /// It may not be commanded.
    AccessDenied,
    /// AWS said a word that this version does not know, and calls it an end.
    Unknown,
}

impl Progress {
    /// Every stage, in their usual order.
    pub const ALL: [Self; 16] = [
        Self::Waiting,
        Self::Queued,
        Self::Pending,
        Self::InProgress,
        Self::Delayed,
        Self::Cancelling,
        Self::Success,
        Self::Failed,
        Self::Cancelled,
        Self::DeliveryTimedOut,
        Self::ExecutionTimedOut,
        Self::Undeliverable,
        Self::Terminated,
        Self::InvalidPlatform,
        Self::AccessDenied,
        Self::Unknown,
    ];

    /// The word that is shown: AWS's, without spaces.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Waiting => "Waiting",
            Self::Queued => "Queued",
            Self::Pending => "Pending",
            Self::InProgress => "InProgress",
            Self::Delayed => "Delayed",
            Self::Cancelling => "Cancelling",
            Self::Success => "Success",
            Self::Failed => "Failed",
            Self::Cancelled => "Cancelled",
            Self::DeliveryTimedOut => "DeliveryTimedOut",
            Self::ExecutionTimedOut => "ExecutionTimedOut",
            Self::Undeliverable => "Undeliverable",
            Self::Terminated => "Terminated",
            Self::InvalidPlatform => "InvalidPlatform",
            Self::AccessDenied => "AccessDenied",
            Self::Unknown => "Unknown",
        }
    }

    /// What it means, in words that complete "the node …".
    pub const fn meaning(self) -> &'static str {
        match self {
            Self::Waiting => "no command was sent to the node yet",
            Self::Queued => {
                "the command was sent, and waits for its turn on this node (MaxConcurrency)"
            }
            Self::Pending => "the node was not reached yet",
            Self::InProgress => "the node works on it",
            Self::Delayed => "AWS could not reach the node and tries again",
            Self::Cancelling => {
                "the node was asked to stop; an installation that runs goes on to its end"
            }
            Self::Success => {
                "every step ended with success; the patch state says what that brought"
            }
            Self::Failed => "a step failed on the node; patches may be installed all the same",
            Self::Cancelled => "the command was cancelled before the node finished",
            Self::DeliveryTimedOut => {
                "the node did not begin within the delivery timeout; it is probably offline"
            }
            Self::ExecutionTimedOut => {
                "the node took longer than the execution timeout; patches may be installed all the same"
            }
            Self::Undeliverable => {
                "the command cannot be delivered: the node does not exist, or does not answer"
            }
            Self::Terminated => {
                "the command ended before the node had its turn, or was done: too many errors, a cancellation, or the node is gone"
            }
            Self::InvalidPlatform => "the document is not for the platform of the node",
            Self::AccessDenied => "the identity may not send commands to the node",
            Self::Unknown => "AWS used a word that this version of patchctl does not know",
        }
    }

    /// Whether nothing more will happen.
    pub const fn is_end(self) -> bool {
        !matches!(
            self,
            Self::Waiting
                | Self::Queued
                | Self::Pending
                | Self::InProgress
                | Self::Delayed
                | Self::Cancelling
        )
    }

    /// Whether it ended, and not well.
    pub const fn is_failure(self) -> bool {
        self.is_end() && !matches!(self, Self::Success)
    }

    /// Whether patches may have been touched although it did not end well.
    pub const fn began(self) -> bool {
        matches!(
            self,
            Self::InProgress
                | Self::Cancelling
                | Self::Success
                | Self::Failed
                | Self::Cancelled
                | Self::ExecutionTimedOut
        )
    }

    /// Reads the two words of an invocation. AWS's guide writes the details with spaces and its
    /// answers without, so that spaces and case do not count.
    pub fn of_invocation(status: &str, details: &str) -> Self {
        // The details come first: `TimedOut` says not of what, and `Failed` stands for several ends
        // of which some count as no error (AWS User Guide, "Understanding command statuses").
        match (plain(status).as_str(), plain(details).as_str()) {
            (_, "deliverytimedout") => Self::DeliveryTimedOut,
            (_, "executiontimedout") => Self::ExecutionTimedOut,
            (_, "undeliverable") => Self::Undeliverable,
            (_, "terminated") => Self::Terminated,
            (_, "invalidplatform") => Self::InvalidPlatform,
            (_, "accessdenied") => Self::AccessDenied,
            ("pending", _) => Self::Pending,
            ("inprogress", _) => Self::InProgress,
            ("delayed", _) => Self::Delayed,
            ("cancelling", _) => Self::Cancelling,
            ("success", _) => Self::Success,
            ("failed", _) => Self::Failed,
            ("cancelled", _) => Self::Cancelled,
            ("timedout", _) => Self::DeliveryTimedOut,
            _ => Self::Unknown,
        }
    }
}

impl Command {
    /// Whether AWS will do nothing more for this command.
    pub fn has_ended(&self) -> bool {
        matches!(
            plain(&self.status).as_str(),
            "success" | "cancelled" | "failed" | "timedout"
        )
    }

    /// Whether it was asked to stop as a whole.
    pub fn was_cancelled(&self) -> bool {
        matches!(plain(&self.status).as_str(), "cancelled" | "cancelling")
    }

    /// Whether it was asked to stop, or is over.
    pub fn is_stopping(&self) -> bool {
        self.has_ended() || plain(&self.status) == "cancelling"
    }

    /// Whether its targets came to no node at all.
    pub fn reached_nobody(&self) -> bool {
        self.has_ended()
            && (plain(&self.details) == "noinstancesintag"
                || (self.target_count == 0 && self.nodes.is_empty()))
    }
}

/// The steps that say why a node failed: those that failed by themselves. The documents report
/// steps that were skipped, and those of other platforms, as Success.
pub fn failing_steps(steps: &[CommandStep]) -> impl Iterator<Item = &CommandStep> {
    steps.iter().filter(|step| {
        matches!(
            plain(&step.status).as_str(),
            "failed" | "timedout" | "cancelled"
        )
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn details_are_read_in_both_spellings() {
        for (status, details, expected) in [
            ("Success", "Success", Progress::Success),
            ("TimedOut", "Delivery Timed Out", Progress::DeliveryTimedOut),
            ("TimedOut", "DeliveryTimedOut", Progress::DeliveryTimedOut),
            ("TimedOut", "ExecutionTimedOut", Progress::ExecutionTimedOut),
            ("Failed", "Undeliverable", Progress::Undeliverable),
            ("Cancelled", "Terminated", Progress::Terminated),
            ("Failed", "Invalid Platform", Progress::InvalidPlatform),
            ("Failed", "Access Denied", Progress::AccessDenied),
            ("Failed", "Failed", Progress::Failed),
            ("InProgress", "InProgress", Progress::InProgress),
            ("Delayed", "Delayed", Progress::Delayed),
            ("Sleeping", "", Progress::Unknown),
        ] {
            assert_eq!(
                Progress::of_invocation(status, details),
                expected,
                "{status} {details}"
            );
        }
    }

    #[test]
    fn only_success_is_an_end_without_failure() {
        for stage in Progress::ALL {
            assert_eq!(
                stage.is_failure(),
                stage.is_end() && stage != Progress::Success,
                "{stage:?}"
            );
        }
        assert!(
            Progress::Unknown.is_failure(),
            "a word that we do not know is not a success"
        );
    }
}
