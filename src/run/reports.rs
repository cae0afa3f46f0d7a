//! The reports that a run is judged by. AWS shows them some time after they are true: looks go on
//! until there is one from after the run, within bounds.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use jiff::Timestamp;

use super::drive::Drive;
use super::end::End;
use super::sites;
use crate::domain::compliance::PatchReport;
use crate::domain::id::{NodeId, Scope};
use crate::domain::run::evidence;
use crate::domain::run::nodes;
use crate::domain::run::request::Phase;
use crate::domain::run::verdict;
use crate::error::Result;

/// How many seconds pass between looks for the report of a node: two minutes in all. Whoever waits
/// again looks again.
pub(super) const LOOKS: [u64; 7] = [0, 2, 4, 8, 16, 30, 60];

/// A node in its scope.
pub(super) type NodeKey = (Scope, NodeId);

/// The reports of nodes, and what is in their place.
#[derive(Default)]
pub(super) struct Found {
    /// Those that tell what the run left.
    pub(super) reports: HashMap<NodeKey, PatchReport>,
    /// When nodes reported that have not done so since.
    pub(super) older: HashMap<NodeKey, Timestamp>,
    /// The scopes that could not be read.
    pub(super) unread: BTreeMap<Scope, String>,
    /// A signal came first.
    pub(super) left: Option<End>,
}

/// The reports of nodes since a run; who ended well but has none is looked for again a few times.
///
/// # Errors
/// When the time of the sandbox cannot be moved.
pub(super) async fn reports(
    drive: &mut Drive<'_>,
    phase: Phase,
    members: &[NodeKey],
) -> Result<Found> {
    let mut found = Found::default();
    let mut missing: BTreeSet<NodeKey> = members.iter().cloned().collect();
    for seconds in LOOKS {
        if missing.is_empty() {
            break;
        }
        if seconds > 0 {
            found.left = drive.pause(seconds).await?;
        }
        if found.left.is_some() {
            break;
        }

        look(drive, phase, &mut missing, &mut found).await;
        // Only a success is worth waiting for: what failed may never report.
        if !missing.iter().any(|place| ended_well(drive, phase, place)) {
            break;
        }
    }
    Ok(found)
}

/// Asks once for the reports that are missing, place by place.
async fn look(drive: &Drive<'_>, phase: Phase, missing: &mut BTreeSet<NodeKey>, found: &mut Found) {
    let mut by_scope: BTreeMap<Scope, Vec<NodeId>> = BTreeMap::new();
    for (scope, node) in missing.iter() {
        by_scope
            .entry(scope.clone())
            .or_default()
            .push(node.clone());
    }

    for (scope, nodes) in by_scope {
        let answer = match sites::site(drive.reach, &scope) {
            Ok(site) => site.reports_of(nodes).await,
            Err(error) => Err(error),
        };
        match answer {
            Ok(answer) => {
                found.unread.remove(&scope);
                for (node, report) in answer {
                    let place = (scope.clone(), node);
                    if proves(drive, phase, &place, &report) {
                        missing.remove(&place);
                        found.older.remove(&place);
                        found.reports.insert(place, report);
                    } else if let Some(made) = report.ended_at {
                        found.older.insert(place, made);
                    }
                }
            }
            // One place that cannot be read leaves its nodes unverified, and the others are judged
            // all the same.
            Err(error) => {
                found.unread.insert(scope, error.one_line());
            }
        }
    }
}

fn ended_well(drive: &Drive<'_>, phase: Phase, place: &NodeKey) -> bool {
    let node = drive.record.nodes.at(&place.0, &place.1);
    node.is_some_and(|node| match phase {
        Phase::Patch => !node.progress.is_failure(),
        Phase::Reboot => node.reboot.is_some_and(|progress| !progress.is_failure()),
    })
}

/// Whether a report tells what the run left. A reboot scans with a snapshot of its own
/// (AWS-InstanceRebootWithHooks): there the times alone tell. One that was not needed any more scans
/// nothing, and the report that says so is from before it.
fn proves(drive: &Drive<'_>, phase: Phase, place: &NodeKey, report: &PatchReport) -> bool {
    let Some(node) = drive.record.nodes.at(&place.0, &place.1) else {
        return false;
    };
    let snapshot = drive.record.request.snapshot_id.as_str();
    match phase {
        Phase::Patch => evidence::proves(report, &node.steps, Some(snapshot)),
        Phase::Reboot => {
            evidence::proves(report, &node.reboot_steps, None)
                || (report.counts.installed_pending_reboot == 0
                    && verdict::is_unneeded(&nodes::done(&node.reboot_steps))
                    && evidence::proves(report, &node.steps, Some(snapshot)))
        }
    }
}
