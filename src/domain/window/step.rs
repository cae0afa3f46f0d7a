//! One change of a window, of one of its targets, or of its task. Each is one call, so that what was
//! done and what was not is told exactly.

use std::collections::BTreeMap;

use serde::Serialize;

use super::definition::Definition;
use super::targets::TargetSet;
use super::task::Task;
use crate::domain::difference::{self, FieldChange};
use crate::domain::meant::{tag_fields, tag_words};

/// The window that a step is about.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WindowRef {
    /// The name.
    pub name: String,
    /// The id; `None` for the one that the plan creates under this name.
    pub id: Option<String>,
}

impl WindowRef {
    fn words(&self) -> String {
        match &self.id {
            Some(id) => format!("{} ({id})", self.name),
            None => format!("{} (new)", self.name),
        }
    }
}

/// A registered target that a task names.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum TargetRef {
    /// One that is there, by its id.
    There(String),
    /// One that the plan registers.
    New(TargetSet),
}

/// One step.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum WindowStep {
    /// Creates a window, with its tags.
    Create {
        /// What it is to be; its targets and its task are steps of their own.
        definition: Box<Definition>,
        /// Its tags.
        tags: BTreeMap<String, String>,
    },
    /// Changes a window alone.
    Update {
        /// Which.
        window: WindowRef,
        /// What it was when the plan was made.
        before: Box<Definition>,
        /// What it is to be.
        after: Box<Definition>,
    },
    /// Registers a target.
    RegisterTarget {
        /// With which window.
        window: WindowRef,
        /// What.
        set: TargetSet,
    },
    /// Changes a registered target.
    UpdateTarget {
        /// Of which window.
        window: WindowRef,
        /// Which.
        id: String,
        /// What it was when the plan was made.
        before: TargetSet,
        /// What it is to be.
        after: TargetSet,
    },
    /// Takes a target away.
    DeregisterTarget {
        /// From which window.
        window: WindowRef,
        /// Which.
        id: String,
        /// What it was when the plan was made.
        before: TargetSet,
    },
    /// Registers the task.
    RegisterTask {
        /// With which window.
        window: WindowRef,
        /// What.
        task: Box<Task>,
        /// On which targets it runs.
        targets: Vec<TargetRef>,
    },
    /// Changes the task.
    UpdateTask {
        /// Of which window.
        window: WindowRef,
        /// Which.
        id: String,
        /// What it was when the plan was made.
        before: Box<Task>,
        /// What it is to be.
        after: Box<Task>,
        /// On which targets it ran when the plan was made.
        ran: Vec<String>,
        /// On which targets it runs, where that changes.
        targets: Option<Vec<TargetRef>>,
    },
    /// Sets and removes tags of a window.
    Tag {
        /// Which.
        window: WindowRef,
        /// Its tags until then.
        before: BTreeMap<String, String>,
        /// Tags to set.
        set: BTreeMap<String, String>,
        /// Tag keys to remove.
        remove: Vec<String>,
    },
    /// Deletes a window, with its targets and tasks.
    Delete {
        /// Which.
        window: WindowRef,
        /// What goes with it.
        definition: Box<Definition>,
        /// How many tasks go with it that no document describes.
        others: usize,
    },
}

impl WindowStep {
    /// The window that it is about.
    pub fn window(&self) -> WindowRef {
        match self {
            // One that is made has no id yet.
            Self::Create { definition, .. } => WindowRef {
                name: definition.name.clone(),
                id: None,
            },
            Self::Update { window, .. }
            | Self::RegisterTarget { window, .. }
            | Self::UpdateTarget { window, .. }
            | Self::DeregisterTarget { window, .. }
            | Self::RegisterTask { window, .. }
            | Self::UpdateTask { window, .. }
            | Self::Tag { window, .. }
            | Self::Delete { window, .. } => window.clone(),
        }
    }

    /// Whether it says anew when a window opens.
    pub fn sets_timing(&self) -> bool {
        const TIMING: [&str; 5] = ["schedule", "timezone", "offset", "start_date", "end_date"];

        match self {
            Self::Create { .. } => true,
            Self::Update { before, after, .. } => {
                let changes = before.own_changes(after);
                let mut places = changes.iter().map(|change| change.place.as_str());
                places.any(|place| TIMING.contains(&place))
            }
            _ => false,
        }
    }

    /// What it does, in a line.
    pub fn line(&self) -> String {
        // The id where there is one: it tells windows of one name apart.
        match self {
            Self::Create { definition, .. } => {
                format!("create window {}: {}", definition.name, opening(definition))
            }
            Self::Update { window, .. } => format!("update window {}", window.words()),
            Self::RegisterTarget { window, set } => {
                format!("register with {}: {set}", window.words())
            }
            Self::UpdateTarget { window, id, .. } => {
                format!("update target {id} of {}", window.words())
            }
            Self::DeregisterTarget { window, before, .. } => {
                format!("take from {}: {before}", window.words())
            }
            Self::RegisterTask { window, task, .. } => {
                format!("give {} its task: {}", window.words(), work(task))
            }
            Self::UpdateTask { window, .. } => format!("update the task of {}", window.words()),
            Self::Tag {
                window,
                set,
                remove,
                ..
            } => format!("tag window {}: {}", window.words(), tag_words(set, remove)),
            Self::Delete { window, others, .. } => {
                let with = match others {
                    0 => String::new(),
                    1 => ", with a task that no document describes".to_owned(),
                    many => format!(", with {many} tasks that no document describes"),
                };
                format!("delete window {}{with}", window.words())
            }
        }
    }

    /// What changes inside, field by field.
    pub fn changes(&self) -> Vec<FieldChange> {
        match self {
            Self::Update { before, after, .. } => before.own_changes(after),
            Self::UpdateTarget { before, after, .. } => {
                vec![target_change(Some(before), Some(after))]
            }
            // What it runs on is no field of a task: documents say it at the targets.
            Self::UpdateTask {
                before,
                after,
                ran,
                targets,
                ..
            } => {
                let mut changes = task_changes(Some(before), Some(after));
                changes.extend(targets.as_ref().map(|targets| runs_on(ran, targets)));
                changes
            }
            _ => Vec::new(),
        }
    }

    /// Everything that it changes as fields of its window, also what comes and goes as a whole.
    pub fn fields(&self) -> Vec<FieldChange> {
        let nothing = serde_json::json!({});

        // Targets and the task of a new window are steps of their own, and told by those.
        match self {
            Self::Create { definition, tags } => {
                let mut all = difference::between(&nothing, &definition.own_fields());
                all.extend(tag_fields(&BTreeMap::new(), tags, &[]));
                all
            }
            Self::RegisterTarget { set, .. } => vec![target_change(None, Some(set))],
            Self::DeregisterTarget { before, .. } => vec![target_change(Some(before), None)],
            Self::RegisterTask { task, .. } => task_changes(None, Some(task)),
            Self::Tag {
                before,
                set,
                remove,
                ..
            } => tag_fields(before, set, remove),
            Self::Delete { definition, .. } => difference::between(&definition.fields(), &nothing),
            Self::Update { .. } | Self::UpdateTarget { .. } | Self::UpdateTask { .. } => {
                self.changes()
            }
        }
    }

    /// The word for its kind, for machines.
    pub const fn kind(&self) -> &'static str {
        match self {
            Self::Create { .. } => "create",
            Self::Update { .. } => "update",
            Self::RegisterTarget { .. } => "register-target",
            Self::UpdateTarget { .. } => "update-target",
            Self::DeregisterTarget { .. } => "deregister-target",
            Self::RegisterTask { .. } => "register-task",
            Self::UpdateTask { .. } => "update-task",
            Self::Tag { .. } => "tag",
            Self::Delete { .. } => "delete",
        }
    }
}

impl Serialize for WindowStep {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        use serde::ser::SerializeStruct;
        let mut row = serializer.serialize_struct("Step", 4)?;
        row.serialize_field("step", self.kind())?;
        row.serialize_field("window", &self.window().name)?;
        row.serialize_field("text", &self.line())?;
        row.serialize_field("differences", &self.changes())?;
        row.end()
    }
}

/// When and for how long a window is open, in words.
pub fn opening(definition: &Definition) -> String {
    let zone = definition.timezone.as_deref().unwrap_or("UTC");
    // The zone always: without it a time is a riddle.
    let later = match definition.offset {
        None => String::new(),
        Some(1) => ", 1 day later".to_owned(),
        Some(days) => format!(", {days} days later"),
    };

    let cutoff = match definition.cutoff {
        0 => String::new(),
        hours => format!(", nothing new in the last {hours} h"),
    };
    let hours = definition.duration;
    format!("{} {zone}{later}, {hours} h{cutoff}", definition.schedule)
}

/// What a task does, in words.
pub fn work(task: &Task) -> String {
    // A scan says nothing of reboots.
    let reboot = task
        .reboot_option
        .map_or_else(String::new, |option| format!(", {}", option.as_str()));

    format!(
        "{} with {}{reboot}, {} at once, {} may fail",
        task.operation.as_str(),
        task.document,
        task.max_concurrency,
        task.max_errors
    )
}

fn target_change(before: Option<&TargetSet>, after: Option<&TargetSet>) -> FieldChange {
    FieldChange {
        place: "targets".to_owned(),
        before: before.map(ToString::to_string),
        after: after.map(ToString::to_string),
    }
}

fn task_changes(before: Option<&Task>, after: Option<&Task>) -> Vec<FieldChange> {
    difference::between(&task_value(before), &task_value(after))
}

/// A task at its place in a document.
fn task_value(task: Option<&Task>) -> serde_json::Value {
    match task {
        Some(task) => serde_json::json!({ "task": task }),
        None => serde_json::json!({}),
    }
}

/// On which registrations a task runs, before and after.
fn runs_on(ran: &[String], targets: &[TargetRef]) -> FieldChange {
    let runs: Vec<String> = targets
        .iter()
        .map(|target| match target {
            // By id, because what is there may be one of many that look alike.
            TargetRef::There(id) => id.clone(),
            TargetRef::New(set) => format!("{set} (new)"),
        })
        .collect();

    FieldChange {
        place: "task.targets".to_owned(),
        before: Some(ran.join(", ")).filter(|text| !text.is_empty()),
        after: Some(runs.join(", ")).filter(|text| !text.is_empty()),
    }
}
