//! What maintenance windows did: each time one opened, its tasks, and how far they got.

use std::collections::BTreeMap;
use std::sync::Arc;

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use super::windows::Members;

/// One time that a window opened.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(in crate::sandbox) struct WindowExecution {
    pub(in crate::sandbox) id: String,
    /// The place among the executions of its window.
    pub(in crate::sandbox) number: u64,
    pub(in crate::sandbox) window: String,
    pub(in crate::sandbox) at: Timestamp,
    /// When no further task or node is begun.
    pub(in crate::sandbox) cutoff: Timestamp,
    /// Whether the one before was still running.
    pub(in crate::sandbox) skipped: bool,
    pub(in crate::sandbox) cancelled: Option<Timestamp>,
    /// The tasks that it began, in their order.
    pub(in crate::sandbox) tasks: Vec<TaskExecution>,
    /// The tasks that are still to come, in the order of their priorities.
    pub(in crate::sandbox) waiting: Vec<Task>,
}

/// A task as it was when the window opened.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(in crate::sandbox) struct Task {
    pub(in crate::sandbox) id: String,
    pub(in crate::sandbox) priority: i64,
    pub(in crate::sandbox) members: Members,
    pub(in crate::sandbox) nodes: Vec<String>,
    /// What the registered target says of itself, and its id.
    pub(in crate::sandbox) owner: Option<String>,
    pub(in crate::sandbox) target: Option<String>,
}

/// A task that was begun.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(in crate::sandbox) struct TaskExecution {
    pub(in crate::sandbox) id: String,
    pub(in crate::sandbox) at: Timestamp,
    pub(in crate::sandbox) task: Task,
    /// The command that it sent; `None` for a task of another type, and for nobody.
    pub(in crate::sandbox) command: Option<String>,
}

/// The executions of a window by their numbers.
pub(in crate::sandbox) type WindowExecutions = BTreeMap<u64, Arc<WindowExecution>>;
