//! The nodes of a run: how far each came, and what became of it.

use std::collections::HashMap;
use std::ops::{Deref, DerefMut};

use serde::{Deserialize, Serialize};

use super::command::{CommandStep, Progress, is_of_skipped_step};
use super::explain;
use super::verdict::Outcome;
use crate::domain::compliance::PatchCounts;
use crate::domain::id::{NodeId, Scope};

/// What one step did, with its exit code explained.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize, Serialize)]
pub struct StepRecord {
    /// The step.
    #[serde(flatten)]
    pub step: CommandStep,
    /// What its exit code means.
    pub explanation: String,
    /// Whether it is for another platform and did nothing, which the agent calls a success.
    #[serde(default)]
    pub skipped: bool,
}

impl StepRecord {
    /// Explains a step.
    pub fn new(step: CommandStep) -> Self {
        let skipped = is_of_skipped_step(&step.output);
        // While it runs the code is -1, which is also a generic error of Windows: only with an end
        // it means that.
        let running = step.code < 0 && step.finished_at.is_none();
        let explanation = match (running, skipped) {
            (true, _) => String::new(),
            (_, true) => "skipped: it is for another platform".to_owned(),
            _ => explain::of_step(&step.name, step.code),
        };

        Self {
            step,
            explanation,
            skipped,
        }
    }
}

/// The steps that were for the platform of the node.
pub fn done(steps: &[StepRecord]) -> Vec<CommandStep> {
    let done = steps.iter().filter(|step| !step.skipped);
    done.map(|step| step.step.clone()).collect()
}

/// The patches that a run was about on one node, by title.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize, Serialize)]
#[serde(default)]
pub struct Patches {
    /// There now and not before, by what the node reports; nothing (null) when its patches could not
    /// be read.
    pub installed: Option<Vec<String>>,
    /// Failed to install.
    pub failed: Vec<String>,
    /// Still missing.
    pub missing: Vec<String>,
    /// Installed, and waiting for a reboot.
    pub pending_reboot: Vec<String>,
    /// Installed although the baseline rejects them, in the version of the title.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub rejected: Vec<String>,
}

/// What became of one node.
#[derive(Clone, Debug, PartialEq, Deserialize, Serialize)]
pub struct NodeRecord {
    /// The account and Region.
    #[serde(flatten)]
    pub scope: Scope,
    /// The node.
    pub node: NodeId,
    /// The name that people know it by.
    pub name: String,
    /// Its wave, from 1.
    pub wave: usize,
    /// How far the command came that patched it.
    pub progress: Progress,
    /// The steps of that command.
    #[serde(default)]
    pub steps: Vec<StepRecord>,
    /// How far the command came that rebooted it later.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub reboot: Option<Progress>,
    /// The steps of that command.
    #[serde(skip_serializing_if = "Vec::is_empty", default)]
    pub reboot_steps: Vec<StepRecord>,
    /// The counts before the run.
    pub before: Option<PatchCounts>,
    /// The counts that the run left, when they are known.
    pub after: Option<PatchCounts>,
    /// The patches.
    #[serde(default)]
    pub patches: Patches,
    /// What became of it.
    pub outcome: Outcome,
    /// Why, in words.
    pub reason: String,
}

impl NodeRecord {
    /// A node that waits for its wave.
    pub fn waiting(scope: Scope, node: NodeId, wave: usize) -> Self {
        Self {
            scope,
            node,
            name: String::new(),
            wave,
            progress: Progress::Waiting,
            steps: Vec::new(),
            // Nothing of a reboot is known until one is sent.
            reboot: None,
            reboot_steps: Vec::new(),
            before: None,
            after: None,
            patches: Patches::default(),
            outcome: Outcome::Waiting,
            reason: Progress::Waiting.meaning().to_owned(),
        }
    }

    /// Its command was sent, and it is not its turn yet.
    pub fn queue(&mut self) {
        self.progress = Progress::Queued;
        self.outcome = Outcome::Running;
        Progress::Queued.meaning().clone_into(&mut self.reason);
    }

    /// It never gets its turn.
    pub fn leave(&mut self, why: &str) {
        self.progress = Progress::Terminated;
        self.outcome = Outcome::NotStarted;
        why.clone_into(&mut self.reason);
    }

    /// It is not meant any more: nothing is sent to it.
    pub fn leave_out(&mut self, why: &str) {
        self.leave(why);
        self.outcome = Outcome::LeftOut;
    }

    /// It was patched, and is not rebooted.
    pub fn stay_up(&mut self, why: &str) {
        self.reboot = Some(Progress::Terminated);
        self.outcome = Outcome::NotRebooted;
        why.clone_into(&mut self.reason);
    }
}

/// The nodes of a run in their order, each found by its place at once: a run may have many
/// thousands.
///
/// Who changes a node leaves its place alone.
#[derive(Clone, Debug, Default, Deserialize, Serialize)]
#[serde(from = "Vec<NodeRecord>", into = "Vec<NodeRecord>")]
pub struct Nodes {
    all: Vec<NodeRecord>,
    places: HashMap<Scope, HashMap<NodeId, usize>>,
}

impl Nodes {
    /// The node of a scope.
    pub fn at(&self, scope: &Scope, node: &NodeId) -> Option<&NodeRecord> {
        self.all.get(self.place(scope, node)?)
    }

    /// The node of a scope, to be changed.
    pub fn at_mut(&mut self, scope: &Scope, node: &NodeId) -> Option<&mut NodeRecord> {
        let place = self.place(scope, node)?;
        self.all.get_mut(place)
    }

    /// Adds a node, unless it is there.
    pub fn add(&mut self, record: NodeRecord) {
        if self.place(&record.scope, &record.node).is_some() {
            return;
        }
        let places = self.places.entry(record.scope.clone()).or_default();
        places.insert(record.node.clone(), self.all.len());
        self.all.push(record);
    }

    fn place(&self, scope: &Scope, node: &NodeId) -> Option<usize> {
        self.places.get(scope)?.get(node).copied()
    }
}

impl From<Vec<NodeRecord>> for Nodes {
    fn from(all: Vec<NodeRecord>) -> Self {
        let mut places: HashMap<Scope, HashMap<NodeId, usize>> = HashMap::new();
        for (place, node) in all.iter().enumerate() {
            // A node counts once; of two rows the first is meant.
            places
                .entry(node.scope.clone())
                .or_default()
                .entry(node.node.clone())
                .or_insert(place);
        }
        Self { all, places }
    }
}

impl From<Nodes> for Vec<NodeRecord> {
    fn from(nodes: Nodes) -> Self {
        nodes.all
    }
}

impl PartialEq for Nodes {
    fn eq(&self, other: &Self) -> bool {
        self.all == other.all
    }
}

impl Deref for Nodes {
    type Target = [NodeRecord];

    fn deref(&self) -> &[NodeRecord] {
        &self.all
    }
}

impl DerefMut for Nodes {
    fn deref_mut(&mut self) -> &mut [NodeRecord] {
        &mut self.all
    }
}
