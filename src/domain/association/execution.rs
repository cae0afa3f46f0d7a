//! Executions of associations: what State Manager says of them.

use std::collections::BTreeMap;

use jiff::Timestamp;
use serde::Serialize;

use crate::domain::id::NodeId;
use crate::domain::run::command::{Progress, plain};

/// One execution (SSM API, shape `AssociationExecution`).
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Execution {
    /// The id.
    pub id: String,
    /// The version of the association that ran.
    pub version: String,
    /// One word for all nodes; a free text of AWS.
    pub status: String,
    /// The same in more detail.
    pub detailed_status: String,
    /// When it was made.
    pub created: Option<Timestamp>,
    /// How many nodes stand where.
    pub counts: BTreeMap<String, u64>,
    /// The same as AWS writes it, which documents no form of it.
    pub counts_text: String,
}

impl Execution {
    /// Whether State Manager has nothing more to do for it. A word that this version does not know
    /// is no end.
    pub fn has_ended(&self) -> bool {
        has_ended(&self.status)
    }
}

/// What State Manager says of one node of an execution (SSM API, shape
/// `AssociationExecutionTarget`).
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Target {
    /// The node, or whatever else it is.
    pub resource: String,
    /// `Instance`, `ManagedInstance`, or another type.
    pub resource_type: String,
    /// A free text of AWS.
    pub status: String,
    /// The same in more detail.
    pub detailed_status: String,
    /// When it was so.
    pub at: Option<Timestamp>,
    /// The command that was sent for it, where one was.
    pub command_id: Option<String>,
}

impl Target {
    /// How far the node is, by State Manager alone: of commands Run Command says more.
    pub fn progress(&self) -> Progress {
        match plain(&self.status).as_str() {
            "pending" | "associated" | "creating" => Progress::Queued,
            "inprogress" => Progress::InProgress,
            "success" => Progress::Success,
            "failed" => Progress::Failed,
            // What overlaps with another association times out, whatever it was at (User Guide,
            // "About State Manager").
            "timedout" => Progress::ExecutionTimedOut,
            "skipped" | "cancelled" | "terminated" => Progress::Terminated,
            _ => Progress::Unknown,
        }
    }
}

/// The commands of an execution with those of their nodes that are wanted: all of them when none is
/// named.
pub fn commands_of(
    targets: &[Target],
    nodes: &[NodeId],
    failed: bool,
) -> BTreeMap<String, Vec<NodeId>> {
    let mut commands: BTreeMap<String, Vec<NodeId>> = BTreeMap::new();
    for target in targets {
        let (Some(command), Ok(node)) = (&target.command_id, target.resource.parse::<NodeId>())
        else {
            continue;
        };
        let named = nodes.is_empty() || nodes.contains(&node);
        if named && (!failed || target.progress().is_failure()) {
            commands.entry(command.clone()).or_default().push(node);
        }
    }
    commands
}

fn has_ended(status: &str) -> bool {
    matches!(
        plain(status).as_str(),
        "success" | "failed" | "timedout" | "skipped" | "cancelled" | "terminated"
    )
}

/// Reads `{Success=1, Failed=2}`, as Java writes a map; nothing where it is written otherwise.
pub fn read_counts(text: &str) -> BTreeMap<String, u64> {
    let inside = text.strip_prefix('{').and_then(|it| it.strip_suffix('}'));
    let pairs = inside.unwrap_or_default().split(',');
    pairs
        .filter_map(|pair| {
            let (word, number) = pair.trim().split_once('=')?;
            Some((word.to_owned(), number.parse().ok()?))
        })
        .collect()
}

/// Counts in words: `2 Success, 1 Failed`.
pub fn in_words(counts: &BTreeMap<String, u64>) -> String {
    let words = counts
        .iter()
        .map(|(word, number)| format!("{number} {word}"));
    words.collect::<Vec<_>>().join(", ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn counts_are_read_as_java_writes_them() {
        let counts = read_counts("{Success=1, Failed=12}");
        assert_eq!(in_words(&counts), "12 Failed, 1 Success");
        for odd in ["", "{}", "Success: 1", "{Success}"] {
            assert!(read_counts(odd).is_empty(), "{odd}");
        }
    }

    #[test]
    fn only_known_words_are_ends() {
        for (word, ended) in [
            ("Success", true),
            ("TimedOut", true),
            ("Timed Out", true),
            ("Pending", false),
            ("InProgress", false),
            ("Sleeping", false),
        ] {
            assert_eq!(has_ended(word), ended, "{word}");
        }
    }
}
