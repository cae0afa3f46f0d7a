//! Commands as they are stored: what was asked for, and by which documents and lists. What becomes
//! of them is computed.

use std::collections::{BTreeMap, BTreeSet};

use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::documents::DocumentStep;

/// A command of Run Command.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(in crate::sandbox) struct Command {
    pub(in crate::sandbox) id: String,
    /// The place in the order of the account and Region.
    pub(in crate::sandbox) number: u64,
    pub(in crate::sandbox) sent: Timestamp,
    pub(in crate::sandbox) document: String,
    /// As the request named it.
    pub(in crate::sandbox) version: String,
    pub(in crate::sandbox) comment: String,
    pub(in crate::sandbox) parameters: BTreeMap<String, Vec<String>>,
    /// `InstanceIds` of the request.
    pub(in crate::sandbox) ids: Vec<String>,
    /// `Targets` of the request.
    pub(in crate::sandbox) targets: Vec<Value>,
    /// The nodes that it is for, in the order in which they are reached.
    pub(in crate::sandbox) nodes: Vec<String>,
    /// For how many seconds it may wait to be delivered.
    pub(in crate::sandbox) timeout: i64,
    pub(in crate::sandbox) concurrency: String,
    pub(in crate::sandbox) errors: String,
    pub(in crate::sandbox) bucket: Option<String>,
    pub(in crate::sandbox) prefix: Option<String>,
    /// The platforms and steps of its document.
    pub(in crate::sandbox) platforms: Vec<String>,
    pub(in crate::sandbox) steps: Vec<DocumentStep>,
    /// The documents that its parameters name as hooks, as they were when it was sent.
    pub(in crate::sandbox) hooks: BTreeMap<String, Hook>,
    /// What the override list held when it was sent.
    pub(in crate::sandbox) list: Option<Download>,
    /// The baselines of a patch policy, as its nodes were to read them then.
    #[serde(default)]
    pub(in crate::sandbox) baselines: Option<Download>,
    /// Nodes whose role may not read them.
    #[serde(default)]
    pub(in crate::sandbox) denied: BTreeSet<String>,
    /// When no further node is reached: the cutoff of its maintenance window.
    #[serde(default)]
    pub(in crate::sandbox) closes: Option<Timestamp>,
    /// What its maintenance window says of the targets.
    #[serde(default)]
    pub(in crate::sandbox) owner: String,
    /// The automation that sent it.
    pub(in crate::sandbox) automation: Option<String>,
    /// The association that sent it.
    #[serde(default)]
    pub(in crate::sandbox) association: Option<String>,
    pub(in crate::sandbox) cancels: Vec<Cancel>,
}

/// A document that a command runs as a hook.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(in crate::sandbox) struct Hook {
    /// Its name, without the ARN around it.
    pub(in crate::sandbox) document: String,
    /// Why it cannot run anywhere.
    pub(in crate::sandbox) problem: Option<String>,
    pub(in crate::sandbox) platforms: Vec<String>,
}

/// A file that a node downloads.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(in crate::sandbox) enum Download {
    Text(String),
    /// What the node says when it cannot.
    Failed(String),
}

/// A call of `CancelCommand`.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(in crate::sandbox) struct Cancel {
    pub(in crate::sandbox) at: Timestamp,
    /// The nodes it names; none for the whole command.
    pub(in crate::sandbox) nodes: Vec<String>,
}

impl Command {
    /// The first value of a parameter; empty when it was not given.
    pub(in crate::sandbox) fn parameter(&self, name: &str) -> &str {
        self.parameters
            .get(name)
            .and_then(|values| values.first())
            .map(String::as_str)
            .unwrap_or_default()
    }

    /// When it is cancelled on a node.
    pub(super) fn cancelled_at(&self, node: &str) -> Option<Timestamp> {
        let concerns =
            |cancel: &&Cancel| cancel.nodes.is_empty() || cancel.nodes.iter().any(|id| id == node);
        self.cancels
            .iter()
            .filter(concerns)
            .map(|cancel| cancel.at)
            .min()
    }

    /// When the whole command is cancelled.
    pub(in crate::sandbox) fn cancelled(&self) -> Option<Timestamp> {
        self.cancels
            .iter()
            .filter(|cancel| cancel.nodes.is_empty())
            .map(|cancel| cancel.at)
            .min()
    }

    /// Whether an automation was stopped before it sent this.
    pub(in crate::sandbox) fn was_never_sent(&self) -> bool {
        self.automation.is_some() && self.cancelled().is_some_and(|at| at <= self.sent)
    }

    /// How many nodes it runs on at once.
    pub(super) fn concurrency(&self) -> usize {
        share(&self.concurrency, self.nodes.len()).max(1)
    }

    /// How many errors it bears.
    pub(in crate::sandbox) fn most_errors(&self) -> usize {
        share(&self.errors, self.nodes.len())
    }
}

/// A number, or a percentage of a whole, rounded down.
fn share(text: &str, whole: usize) -> usize {
    match text.strip_suffix('%') {
        Some(percent) => percent
            .parse()
            .map_or(0, |percent: usize| whole * percent / 100),
        None => text.parse().unwrap_or(usize::MAX),
    }
}

#[cfg(test)]
mod tests {
    use super::share;

    #[test]
    fn shares_are_numbers_or_percentages() {
        let table = [
            ("3", 50, 3),
            ("10%", 50, 5),
            ("10%", 5, 0),
            ("100%", 7, 7),
            ("0", 9, 0),
            ("99999999999999999999999", 1, usize::MAX),
        ];
        for (text, whole, expected) in table {
            assert_eq!(share(text, whole), expected, "{text} of {whole}");
        }
    }
}
