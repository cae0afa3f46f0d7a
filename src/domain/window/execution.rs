//! What windows did: each time that one was open, its tasks, and what those sent.

use jiff::Timestamp;
use serde::Serialize;

use crate::domain::run::command::plain;

/// How something of an execution stands (SSM API, shape `MaintenanceWindowExecutionStatus`).
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Standing {
    /// AWS's word, such as `SUCCESS` or `SKIPPED_OVERLAPPING`.
    pub status: String,
    /// What AWS says of it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub status_details: Option<String>,
    /// When it began.
    pub started: Option<Timestamp>,
    /// When it ended.
    pub ended: Option<Timestamp>,
}

impl Standing {
    /// Whether nothing more will come of it. A word that this version does not know is no end.
    pub fn has_ended(&self) -> bool {
        matches!(
            plain(&self.status).as_str(),
            "success" | "failed" | "timedout" | "cancelled" | "skippedoverlapping"
        )
    }
}

/// One time that a window was open.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Execution {
    /// The id.
    pub id: String,
    /// How it stands.
    #[serde(flatten)]
    pub standing: Standing,
}

/// One task of an execution.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct TaskExecution {
    /// The id.
    pub id: String,
    /// `RUN_COMMAND` or another type.
    #[serde(rename = "type")]
    pub kind: String,
    /// What it runs.
    pub runs: String,
    /// How it stands.
    #[serde(flatten)]
    pub standing: Standing,
}

/// What a task sent for one of its targets.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Invocation {
    /// The id.
    pub id: String,
    /// The command, for a task of Run Command.
    pub command_id: Option<String>,
    /// The registered target.
    pub target: Option<String>,
    /// What stands in the patch states of its nodes.
    pub owner: Option<String>,
    /// How it stands.
    #[serde(flatten)]
    pub standing: Standing,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_known_words_are_ends() {
        for (word, ended) in [
            ("SUCCESS", true),
            ("SKIPPED_OVERLAPPING", true),
            ("TIMED_OUT", true),
            ("CANCELLED", true),
            ("PENDING", false),
            ("CANCELLING", false),
            ("DREAMING", false),
        ] {
            let standing = Standing {
                status: word.to_owned(),
                status_details: None,
                started: None,
                ended: None,
            };
            assert_eq!(standing.has_ended(), ended, "{word}");
        }
    }
}
