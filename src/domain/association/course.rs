//! How an execution goes on its nodes, and what became of each: judged by what the node reports
//! afterwards, and not by the word of State Manager.

use std::collections::BTreeMap;

use jiff::Timestamp;

use super::execution::Target;
use crate::domain::compliance::PatchReport;
use crate::domain::compliance::association::{AssociationItem, AssociationStatus};
use crate::domain::id::{NodeId, Scope};
use crate::domain::run::command::{Invocation, Progress};
use crate::domain::run::course::Change;
use crate::domain::run::evidence;
use crate::domain::run::nodes::{NodeRecord, StepRecord, done};
use crate::domain::run::operation::Operation;
use crate::domain::run::request::{Phase, Request};
use crate::domain::run::verdict::{self, Evidence, Outcome};

/// An execution with its nodes.
#[derive(Clone, Debug)]
pub struct Course {
    /// The account and Region.
    pub scope: Scope,
    /// The execution, by its id.
    pub execution: String,
    /// The nodes, in the order of their ids.
    pub nodes: Vec<NodeRecord>,
    /// The command of each node, by node.
    pub commands: BTreeMap<NodeId, String>,
}

impl Course {
    /// An execution of which nothing is known yet.
    pub fn new(scope: Scope, execution: String) -> Self {
        Self {
            scope,
            execution,
            nodes: Vec::new(),
            commands: BTreeMap::new(),
        }
    }

    /// Takes over what was seen of its targets and of their commands; gives the nodes that came further.
    pub fn takes_over(
        &mut self,
        targets: &[Target],
        seen: &BTreeMap<String, Vec<Invocation>>,
    ) -> Vec<Change> {
        let mut changes = Vec::new();
        for target in targets {
            // What is no node cannot be patched.
            let Ok(node) = target.resource.parse::<NodeId>() else {
                continue;
            };

            let command = target.command_id.as_ref();
            if let Some(id) = command {
                self.commands.insert(node.clone(), id.clone());
            }
            let invocation = command
                .and_then(|id| seen.get(id))
                .and_then(|seen| seen.iter().find(|one| one.node == node));
            // Run Command says more, and of an overlap with another association only State Manager
            // does: where a node has no invocation (any more) its word counts.
            let progress = match invocation {
                Some(one) => Progress::of_invocation(&one.status, &one.details),
                None => target.progress(),
            };
            let steps = invocation.map(|one| one.steps.clone()).unwrap_or_default();

            let record = self.record(&node);
            record.steps = steps.into_iter().map(StepRecord::new).collect();
            if record.progress != progress {
                record.progress = progress;
                record.outcome = Outcome::Running;
                progress.meaning().clone_into(&mut record.reason);
                changes.push(Change {
                    node,
                    name: String::new(),
                    phase: Phase::Patch,
                    progress,
                });
            }
        }
        changes
    }

    /// Says of nodes that nobody could verify why that is so.
    pub fn unread(&mut self, nodes: &[NodeId], why: &str) {
        for node in nodes {
            let record = self.record(node);
            if record.outcome == Outcome::Unverified {
                record.reason = format!("what it reports could not be read: {why}");
            }
        }
    }

    fn record(&mut self, node: &NodeId) -> &mut NodeRecord {
        let place = self.nodes.binary_search_by(|one| one.node.cmp(node));
        let place = place.unwrap_or_else(|place| {
            let record = NodeRecord::waiting(self.scope.clone(), node.clone(), 1);
            self.nodes.insert(place, record);
            place
        });
        &mut self.nodes[place]
    }

    /// Whether every node has ended. An execution may get its nodes only after a moment.
    pub fn is_over(&self) -> bool {
        !self.nodes.is_empty() && self.nodes.iter().all(|node| node.progress.is_end())
    }

    /// The nodes that ended well and whose report is still to be found.
    pub fn unproven(&self) -> Vec<NodeId> {
        let open = self.nodes.iter().filter(|node| node.outcome.is_open());
        open.map(|node| node.node.clone()).collect()
    }

    /// How many nodes are so.
    pub fn count(&self, is: impl Fn(&NodeRecord) -> bool) -> usize {
        self.nodes.iter().filter(|node| is(node)).count()
    }

    /// Judges a node by its patch report, where that is of this run. `last` when no other look
    /// comes: who has not reported then is unverified.
    pub fn judge(
        &mut self,
        request: &Request,
        node: &NodeId,
        report: Option<&PatchReport>,
        last: bool,
    ) {
        let record = self.record(node);
        // State Manager sends no snapshot, so that the times alone tell.
        let proof = report.filter(|report| evidence::proves(report, &record.steps, None));
        if proof.is_none() && !record.progress.is_failure() && !last {
            return;
        }

        record.after = proof.map(|report| report.counts);
        let evidence = Evidence {
            progress: record.progress,
            steps: &done(&record.steps),
            after: record.after,
        };
        (record.outcome, record.reason) = verdict::judge(request, evidence);

        // An older report is no evidence, but whoever reads wants to know that there is one.
        if record.outcome == Outcome::Unverified
            && let Some(made) = report.and_then(|report| report.ended_at)
        {
            let reason = &record.reason;
            record.reason = format!("{reason}: its last report is of {made:.0}, from before it");
        }
    }

    /// Judges a node of AWS-RunPatchBaselineAssociation, which leaves the patch state alone and
    /// reports one word as compliance of type Association (its reference in the User Guide).
    pub fn judge_apart(
        &mut self,
        request: &Request,
        node: &NodeId,
        item: Option<&AssociationItem>,
        last: bool,
    ) {
        let record = self.record(node);
        let began = evidence::began(&record.steps);
        let fresh = item.filter(|item| is_after(item.captured_at, began));
        if fresh.is_none() && !record.progress.is_failure() && !last {
            return;
        }

        // What did not end well is judged as any command; only of a success the word is asked.
        let bare = Evidence {
            progress: record.progress,
            steps: &done(&record.steps),
            after: None,
        };
        let (outcome, reason) = verdict::judge(request, bare);
        if outcome != Outcome::Unverified {
            (record.outcome, record.reason) = (outcome, reason);
            return;
        }

        (record.outcome, record.reason) = match fresh {
            None => (
                Outcome::Unverified,
                "the command succeeded, but the node has not reported its compliance since"
                    .to_owned(),
            ),
            Some(item) => by_item(request.operation, item),
        };
    }
}

/// Without a time on either side nothing proves that the word is of this run.
fn is_after(captured: Option<Timestamp>, began: Option<Timestamp>) -> bool {
    matches!((captured, began), (Some(captured), Some(began)) if captured >= began)
}

fn by_item(operation: Operation, item: &AssociationItem) -> (Outcome, String) {
    let words = format!("the association reports {}", item.status);
    // A scan has done its work whatever it found; an installation has not where something is left.
    match (operation, AssociationStatus::of(&item.status)) {
        (_, AssociationStatus::Unknown) => (Outcome::Unverified, words),
        (Operation::Scan, _) | (Operation::Install, AssociationStatus::Compliant) => {
            (Outcome::Succeeded, words)
        }
        (Operation::Install, AssociationStatus::NonCompliant) => (
            Outcome::StillMissing,
            format!("{words}: patches are missing, failed, or wait for a reboot"),
        ),
    }
}

#[cfg(test)]
#[path = "course_tests.rs"]
mod tests;
