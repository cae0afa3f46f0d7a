//! How nodes take Run Command: durations and outcomes, as a fleet file writes them for the whole
//! fleet and for one node.

use jiff::SignedDuration;
use serde::{Deserialize, Serialize};

use super::when::When;
use crate::document::{Path, Violation};

/// `patching:` of the fleet or of a node; what a node leaves out, the fleet says, and then the
/// defaults.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub(in crate::sandbox) struct PatchingFile {
    pub(in crate::sandbox) delivery: Option<String>,
    pub(in crate::sandbox) scan: Option<String>,
    pub(in crate::sandbox) install: Option<String>,
    pub(in crate::sandbox) per_patch: Option<String>,
    pub(in crate::sandbox) reboot: Option<String>,
    pub(in crate::sandbox) script: Option<String>,
    pub(in crate::sandbox) lock_wait: Option<String>,
    pub(in crate::sandbox) output_lines: Option<u32>,
    pub(in crate::sandbox) hooks: Vec<HookFile>,
    pub(in crate::sandbox) exits: Vec<ExitFile>,
    /// Nodes only: patches whose installation fails.
    pub(in crate::sandbox) fails: Vec<FailFile>,
    /// Nodes only: when a node that is not online is heard of again.
    pub(in crate::sandbox) back: Option<String>,
    /// Nodes only: when the node is terminated.
    pub(in crate::sandbox) terminated: Option<String>,
}

/// The outcome of a document on a node.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(in crate::sandbox) struct HookFile {
    pub(in crate::sandbox) document: String,
    #[serde(default)]
    pub(in crate::sandbox) exit: i32,
    #[serde(default)]
    pub(in crate::sandbox) stdout: String,
    #[serde(default)]
    pub(in crate::sandbox) stderr: String,
    #[serde(default)]
    pub(in crate::sandbox) takes: Option<String>,
    /// Only the first so many times.
    #[serde(default)]
    pub(in crate::sandbox) times: Option<u32>,
}

/// A patching run that ends with an exit code.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(in crate::sandbox) struct ExitFile {
    pub(in crate::sandbox) code: i32,
    #[serde(default)]
    pub(in crate::sandbox) stderr: String,
    /// `Scan` or `Install`; both when absent.
    #[serde(default)]
    pub(in crate::sandbox) operation: Option<String>,
    /// Only the first so many times.
    #[serde(default)]
    pub(in crate::sandbox) times: Option<u32>,
}

/// A patch whose installation fails.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(in crate::sandbox) struct FailFile {
    pub(in crate::sandbox) patch: String,
    /// Only the first so many times.
    #[serde(default)]
    pub(in crate::sandbox) times: Option<u32>,
}

/// Reads how long something takes, such as `90s`, `2m` or `0s`.
pub(in crate::sandbox) fn duration(text: &str) -> Option<SignedDuration> {
    match When::parse(&format!("+{text}")) {
        Ok(When::Relative(by)) if text.starts_with(|c: char| c.is_ascii_digit()) => Some(by),
        _ => None,
    }
}

/// Whose behaviour is written: some of it is of one node only.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Of {
    Fleet,
    Node,
}

impl PatchingFile {
    fn durations(&self) -> [(&'static str, Option<&String>); 7] {
        [
            ("delivery", self.delivery.as_ref()),
            ("scan", self.scan.as_ref()),
            ("install", self.install.as_ref()),
            ("per_patch", self.per_patch.as_ref()),
            ("reboot", self.reboot.as_ref()),
            ("script", self.script.as_ref()),
            ("lock_wait", self.lock_wait.as_ref()),
        ]
    }

    /// What is wrong with it; what the catalogue decides is checked with the node.
    pub(super) fn check(&self, at: &Path, of: Of, wrong: &mut Vec<Violation>) {
        for (key, text) in self.durations() {
            if let Some(text) = text {
                check_duration(at.key(key), text, wrong);
            }
        }
        for (index, hook) in self.hooks.iter().enumerate() {
            if let Some(text) = &hook.takes {
                check_duration(at.key("hooks").index(index).key("takes"), text, wrong);
            }
        }

        // The lines are made for each answer that shows them.
        if self.output_lines.is_some_and(|lines| lines > 100_000) {
            wrong.push(Violation::new(
                at.key("output_lines"),
                "at most 100000 lines",
            ));
        }

        for (index, exit) in self.exits.iter().enumerate() {
            exit.check(&at.key("exits").index(index), wrong);
        }
        for (key, text) in [("back", &self.back), ("terminated", &self.terminated)] {
            if let Some(text) = text
                && let Err(message) = When::parse(text)
            {
                wrong.push(Violation::new(at.key(key), message));
            }
        }
        if of == Of::Fleet {
            self.check_nodes_only(at, wrong);
        }
    }

    fn check_nodes_only(&self, at: &Path, wrong: &mut Vec<Violation>) {
        let nodes_only = [
            ("fails", !self.fails.is_empty()),
            ("back", self.back.is_some()),
            ("terminated", self.terminated.is_some()),
        ];
        for (key, _) in nodes_only.into_iter().filter(|(_, set)| *set) {
            wrong.push(Violation::new(
                at.key(key),
                "this belongs to one node, under its own `patching`",
            ));
        }
    }
}

impl ExitFile {
    fn check(&self, at: &Path, wrong: &mut Vec<Violation>) {
        if self.code == 0 {
            wrong.push(Violation::new(
                at.key("code"),
                "an exit code of 0 is no failure",
            ));
        }

        let operation = self.operation.as_deref();
        if operation.is_some_and(|operation| !matches!(operation, "Scan" | "Install")) {
            wrong.push(Violation::new(
                at.key("operation"),
                "write Scan or Install, or leave it out for both",
            ));
        }
    }
}

fn check_duration(at: Path, text: &str, wrong: &mut Vec<Violation>) {
    if duration(text).is_none() {
        wrong.push(Violation::new(
            at,
            "write how long it takes, such as 90s, 2m or 0s",
        ));
    }
}
