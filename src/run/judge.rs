//! The verdict: reads the patch state again and says what became of each node.

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};

use futures::stream::{self, StreamExt};

use super::drive::Drive;
use super::end::End;
use super::send;
use crate::aws::site::CALLS_AT_ONCE;
use crate::domain::compliance::PatchReport;
use crate::domain::fleet::remark::Remark;
use crate::domain::id::{NodeId, Scope};
use crate::domain::patch::state::{PatchState, ReportedPatch};
use crate::domain::run::command::CommandStep;
use crate::domain::run::nodes::{NodeRecord, Patches};
use crate::domain::run::operation::Operation;
use crate::domain::run::plan::PlannedNode;
use crate::domain::run::record::Sending;
use crate::domain::run::request::Phase;
use crate::domain::run::verdict;
use crate::domain::run::verdict::{Evidence, Outcome};
use crate::error::Result;

/// How many seconds pass between looks for the report of a node, which comes a moment after its
/// command ended.
const LOOKS: [u64; 5] = [0, 2, 4, 8, 16];

/// A node in its scope.
type NodeKey = (Scope, NodeId);
type Reports = HashMap<NodeKey, PatchReport>;

/// The reports of nodes, and the scopes that could not be read.
#[derive(Default)]
struct Found {
    reports: Reports,
    unread: BTreeMap<Scope, String>,
    /// A signal came first.
    left: Option<End>,
}

/// What the plan says of a node: the patches that it missed, and what of it an override list names;
/// by title.
struct Planned {
    missing: Vec<String>,
    hits: Vec<String>,
}

/// Judges the nodes of a wave, or those that were rebooted; the end when a signal came before that.
///
/// # Errors
/// What AWS answered when the patch states were read.
pub async fn judge_wave(drive: &mut Drive<'_>, phase: Phase, wave: usize) -> Result<Option<End>> {
    let meant = |node: &NodeRecord| match phase {
        Phase::Patch => node.wave == wave && node.progress.is_end() && node.outcome.is_open(),
        Phase::Reboot => {
            node.reboot.is_some()
                && matches!(node.outcome, Outcome::PendingReboot | Outcome::Unverified)
        }
    };
    let members: Vec<(Scope, NodeId)> = drive
        .record
        .nodes
        .iter()
        .filter(|node| meant(node))
        .map(|node| (node.scope.clone(), node.node.clone()))
        .collect();
    let Found {
        reports,
        unread,
        left,
    } = reports(drive, phase, &members).await?;
    if left.is_some() {
        return Ok(left);
    }
    for place in &members {
        let report = reports.get(place);
        let request = drive.record.request.clone();
        let Some(record) = drive.record.nodes.at_mut(&place.0, &place.1) else {
            continue;
        };
        if let Some(report) = report {
            record.after = Some(report.counts);
        }
        let (outcome, reason) = match phase {
            Phase::Patch => {
                let steps: Vec<CommandStep> =
                    record.steps.iter().map(|step| step.step.clone()).collect();
                verdict::judge(
                    &request,
                    Evidence {
                        progress: record.progress,
                        steps: &steps,
                        after: record.after,
                    },
                )
            }
            Phase::Reboot => {
                let progress = record
                    .reboot
                    .unwrap_or(crate::domain::run::command::Progress::Waiting);
                verdict::judge_reboot(&request, progress, report.map(|report| report.counts))
            }
        };
        record.outcome = outcome;
        record.reason = match unread.get(&place.0) {
            Some(why) if outcome == Outcome::Unverified => {
                format!("its patch state could not be read: {why}")
            }
            _ => reason,
        };
    }
    if drive.record.request.operation == Operation::Install {
        let planned = planned(drive, &members);
        name_patches(drive, &members, &planned).await;
        judge_listed(drive, &planned);
    }
    Ok(None)
}

/// What an override list names must not be missing afterwards, whatever the counts of the baseline
/// say.
fn judge_listed(drive: &mut Drive<'_>, planned: &HashMap<NodeKey, Planned>) {
    for (place, Planned { hits, .. }) in planned {
        let Some(node) = drive.record.nodes.at_mut(&place.0, &place.1) else {
            continue;
        };
        let left: Vec<&str> = hits
            .iter()
            .filter(|title| node.patches.missing.contains(title))
            .map(String::as_str)
            .collect();
        if !left.is_empty() && matches!(node.outcome, Outcome::Succeeded | Outcome::PendingReboot) {
            node.reason = format!(
                "still missing, although the override list names it: {}",
                left.join(", ")
            );
            node.outcome = Outcome::StillMissing;
        }
    }
}

/// The reports that this run made; who ended well but has none is looked for again a few times.
async fn reports(drive: &mut Drive<'_>, phase: Phase, members: &[NodeKey]) -> Result<Found> {
    let mut found = Found::default();
    let mut missing: BTreeSet<(Scope, NodeId)> = members.iter().cloned().collect();
    for seconds in LOOKS {
        if missing.is_empty() {
            break;
        }
        found.left = if seconds > 0 {
            drive.pause(seconds).await?
        } else {
            None
        };
        if found.left.is_some() {
            break;
        }
        let mut by_scope: BTreeMap<Scope, Vec<NodeId>> = BTreeMap::new();
        for (scope, node) in &missing {
            by_scope
                .entry(scope.clone())
                .or_default()
                .push(node.clone());
        }
        for (scope, nodes) in by_scope {
            let answer = match send::site(drive.reach, &scope) {
                Ok(site) => site.reports_of(nodes).await,
                Err(error) => Err(error),
            };
            let answer = match answer {
                Ok(answer) => answer,
                // One place that cannot be read leaves its nodes unverified, and the others are
                // judged all the same.
                Err(error) => {
                    found.unread.insert(scope, error.one_line());
                    continue;
                }
            };
            for (node, report) in answer {
                let place = (scope.clone(), node);
                if is_of_run(drive, phase, &place, &report) {
                    missing.remove(&place);
                    found.reports.insert(place, report);
                }
            }
        }
        // Only a success is worth waiting for: what failed may never report.
        let succeeded = |place: &(Scope, NodeId)| {
            let node = drive.record.nodes.at(&place.0, &place.1);
            node.is_some_and(|node| match phase {
                Phase::Patch => !node.progress.is_failure(),
                Phase::Reboot => node.reboot.is_some_and(|progress| !progress.is_failure()),
            })
        };
        if !missing.iter().any(succeeded) {
            break;
        }
    }
    Ok(found)
}

/// A report is of this run when it has its snapshot. A reboot scans with a snapshot of its own:
/// there the time tells.
fn is_of_run(
    drive: &Drive<'_>,
    phase: Phase,
    place: &(Scope, NodeId),
    report: &PatchReport,
) -> bool {
    if phase == Phase::Patch {
        return report.snapshot.as_deref() == Some(drive.record.request.snapshot_id.as_str());
    }
    let rebooted = drive
        .record
        .commands
        .iter()
        .filter(|command| command.phase == Phase::Reboot && command.command.scope == place.0);
    let sent = rebooted
        .filter(|command| command.command.nodes.contains(&place.1))
        .find_map(|command| match command.sending {
            Sending::Sent { at, .. } => Some(at),
            _ => None,
        });
    sent.is_some_and(|sent| report.ended_at >= sent)
}

/// Which patches were installed, failed, are missing or wait for a reboot, by name. Nodes of which
/// there is nothing to say cost no call.
async fn name_patches(
    drive: &mut Drive<'_>,
    members: &[NodeKey],
    planned: &HashMap<NodeKey, Planned>,
) {
    let before = |place: &NodeKey| planned.get(place).map(|planned| planned.missing.clone());
    let states = [
        PatchState::Missing,
        PatchState::Failed,
        PatchState::InstalledPendingReboot,
    ];
    let mut wanted = Vec::new();
    for place in members {
        let Some(node) = drive.record.nodes.at(&place.0, &place.1) else {
            continue;
        };
        let Some(after) = node.after else { continue };
        if after.missing > 0 || after.failed > 0 || after.installed_pending_reboot > 0 {
            wanted.push(place.clone());
        } else if let Some(node) = drive.record.nodes.at_mut(&place.0, &place.1) {
            node.patches = Patches {
                installed: before(place),
                ..Patches::default()
            };
        }
    }
    let reach = drive.reach;
    let asked = stream::iter(wanted).map(|place| {
        let states = &states;
        async move {
            let answer = match send::site(reach, &place.0) {
                Ok(site) => site.patches(&place.1, states).await,
                Err(error) => Err(error),
            };
            (place, answer)
        }
    });
    let answers: Vec<(NodeKey, Result<Vec<ReportedPatch>>)> =
        asked.buffered(CALLS_AT_ONCE).collect().await;
    for (place, answer) in answers {
        let found = match answer {
            Ok(found) => found,
            Err(error) => {
                // The verdict stands on the counts; only the names are missing.
                drive.context.tell(Remark::Warning(format!(
                    "{}: its patches cannot be named: {}",
                    place.1,
                    error.one_line()
                )));
                continue;
            }
        };
        if let Some(node) = drive.record.nodes.at_mut(&place.0, &place.1) {
            node.patches = sorted(before(&place), &found);
        }
    }
}

/// What the plan says of the nodes that are judged; nothing of a run without a plan.
fn planned(drive: &Drive<'_>, members: &[NodeKey]) -> HashMap<NodeKey, Planned> {
    let members: HashSet<(&Scope, &NodeId)> =
        members.iter().map(|(scope, node)| (scope, node)).collect();
    let nodes = drive
        .record
        .plan
        .iter()
        .flat_map(|plan| &plan.nodes)
        .filter(|node| members.contains(&(&node.scope, &node.node)));
    let planned = |node: &PlannedNode| Planned {
        missing: node.missing.clone(),
        hits: node.override_hits.clone(),
    };
    nodes
        .map(|node| ((node.scope.clone(), node.node.clone()), planned(node)))
        .collect()
}

fn sorted(before: Option<Vec<String>>, found: &[ReportedPatch]) -> Patches {
    let titles = |state: &PatchState| {
        let mut titles: Vec<String> = found
            .iter()
            .filter(|patch| patch.state == *state)
            .map(|patch| {
                if patch.title.is_empty() {
                    patch.kb_id.clone()
                } else {
                    patch.title.clone()
                }
            })
            .collect();
        titles.sort();
        titles
    };
    let (failed, missing) = (titles(&PatchState::Failed), titles(&PatchState::Missing));
    let installed = before.map(|before| {
        before
            .into_iter()
            .filter(|title| !failed.contains(title) && !missing.contains(title))
            .collect()
    });
    Patches {
        installed,
        failed,
        missing,
        pending_reboot: titles(&PatchState::InstalledPendingReboot),
    }
}
