//! The verdict: reads the patch state again and says what became of each node.

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};

use futures::stream::StreamExt;

use super::drive::Drive;
use super::end::End;
use super::sites;
use crate::aws::in_order::{Room, in_order, queues};
use crate::aws::reach::Reach;
use crate::aws::site::CALLS_AT_ONCE;
use crate::domain::compliance::PatchReport;
use crate::domain::fleet::remark::Remark;
use crate::domain::id::{NodeId, Scope};
use crate::domain::patch::state::{PatchState, ReportedPatch};
use crate::domain::run::command::CommandStep;
use crate::domain::run::command::Progress;
use crate::domain::run::nodes::Patches;
use crate::domain::run::operation::Operation;
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
    let members = members(drive, phase, wave);
    let found = reports(drive, phase, &members).await?;
    if found.left.is_some() {
        return Ok(found.left);
    }

    for place in &members {
        judge(drive, phase, place, &found);
    }
    // The counts are judged first: names only say more of a verdict, but for an override list,
    // whose patches the counts of the baseline need not hold.
    if drive.record.request.operation == Operation::Install {
        let planned = planned(drive, &members);
        name_patches(drive, &members, &planned).await;
        judge_listed(drive, &planned);
    }
    Ok(None)
}

/// The nodes that can be judged now and are not yet.
fn members(drive: &Drive<'_>, phase: Phase, wave: usize) -> Vec<NodeKey> {
    let meant = drive.record.nodes.iter().filter(|node| match phase {
        Phase::Patch => node.wave == wave && node.progress.is_end() && node.outcome.is_open(),
        Phase::Reboot => {
            node.reboot.is_some()
                && matches!(node.outcome, Outcome::PendingReboot | Outcome::Unverified)
        }
    });
    meant
        .map(|node| (node.scope.clone(), node.node.clone()))
        .collect()
}

/// Judges one node by its command and its report.
fn judge(drive: &mut Drive<'_>, phase: Phase, place: &NodeKey, found: &Found) {
    let (request, nodes) = (&drive.record.request, &mut drive.record.nodes);
    let Some(record) = nodes.at_mut(&place.0, &place.1) else {
        return;
    };
    let report = found.reports.get(place);
    if let Some(report) = report {
        record.after = Some(report.counts);
    }

    let (outcome, reason) = match phase {
        Phase::Patch => {
            let steps: Vec<CommandStep> =
                record.steps.iter().map(|step| step.step.clone()).collect();
            let evidence = Evidence {
                progress: record.progress,
                steps: &steps,
                after: record.after,
            };
            verdict::judge(request, evidence)
        }
        Phase::Reboot => {
            let progress = record.reboot.unwrap_or(Progress::Waiting);
            verdict::judge_reboot(request, progress, report.map(|report| report.counts))
        }
    };
    record.outcome = outcome;
    // A node that did not report and a place that could not be asked look the same to the verdict;
    // only the second is for the operator to mend.
    record.reason = match found.unread.get(&place.0) {
        Some(why) if outcome == Outcome::Unverified => {
            format!("its patch state could not be read: {why}")
        }
        _ => reason,
    };
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
        // A node that failed otherwise keeps the reason that comes first.
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
                for (node, report) in answer {
                    let place = (scope.clone(), node);
                    if is_of_run(drive, phase, &place, &report) {
                        missing.remove(&place);
                        found.reports.insert(place, report);
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

    // The document sets the snapshot of its scan itself (AWS-InstanceRebootWithHooks): nothing but
    // the time links the two.
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
    sent.is_some_and(|sent| report.ended_at >= Some(sent))
}

/// Which patches were installed, failed, are missing or wait for a reboot, by name. Nodes of which
/// there is nothing to say cost no call.
async fn name_patches(
    drive: &mut Drive<'_>,
    members: &[NodeKey],
    planned: &HashMap<NodeKey, Planned>,
) {
    let wanted = worth_naming(drive, members, planned);
    for (place, answer) in patches_of(drive.reach, wanted).await {
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
            node.patches = sorted(missed_before(planned, &place), &found);
        }
    }
}

/// The nodes whose patches have to be asked for. Of those that miss nothing any more the plan tells
/// what was installed, and that is noted here.
fn worth_naming(
    drive: &mut Drive<'_>,
    members: &[NodeKey],
    planned: &HashMap<NodeKey, Planned>,
) -> Vec<NodeKey> {
    let mut wanted = Vec::new();
    for place in members {
        let Some(node) = drive.record.nodes.at_mut(&place.0, &place.1) else {
            continue;
        };
        let Some(after) = node.after else { continue };

        // A node that still lacks something is asked what; the counts do not name it.
        if after.missing > 0 || after.failed > 0 || after.installed_pending_reboot > 0 {
            wanted.push(place.clone());
        } else {
            node.patches = Patches {
                installed: missed_before(planned, place),
                ..Patches::default()
            };
        }
    }
    wanted
}

fn missed_before(planned: &HashMap<NodeKey, Planned>, place: &NodeKey) -> Option<Vec<String>> {
    planned.get(place).map(|planned| planned.missing.clone())
}

/// What nodes report as missing, failed or waiting for a reboot, a bounded number at once in each
/// scope.
async fn patches_of(
    reach: &Reach,
    wanted: Vec<NodeKey>,
) -> Vec<(NodeKey, Result<Vec<ReportedPatch>>)> {
    const STATES: [PatchState; 3] = [
        PatchState::Missing,
        PatchState::Failed,
        PatchState::InstalledPendingReboot,
    ];

    // A place that is out of reach is said node by node, as one that does not answer.
    let queues = queues(wanted, |place| place.0.clone());
    let answers = in_order(queues, CALLS_AT_ONCE, Room::ENDLESS, |place| async move {
        let answer = match sites::site(reach, &place.0) {
            Ok(site) => site.patches(&place.1, &STATES).await,
            Err(error) => Err(error),
        };
        (1, (place, answer))
    });
    answers.collect().await
}

/// What the plan says of the nodes that are judged; nothing of a run without a plan.
fn planned(drive: &Drive<'_>, members: &[NodeKey]) -> HashMap<NodeKey, Planned> {
    let members: HashSet<(&Scope, &NodeId)> =
        members.iter().map(|(scope, node)| (scope, node)).collect();

    // The titles are as of the plan: by now the node reports other ones.
    let nodes = drive.record.plan.iter().flat_map(|plan| &plan.nodes);
    nodes
        .filter(|node| members.contains(&(&node.scope, &node.node)))
        .map(|node| {
            let planned = Planned {
                missing: node.missing.clone(),
                hits: node.override_hits.clone(),
            };
            ((node.scope.clone(), node.node.clone()), planned)
        })
        .collect()
}

fn sorted(before: Option<Vec<String>>, found: &[ReportedPatch]) -> Patches {
    let failed = titles(found, &PatchState::Failed);
    let missing = titles(found, &PatchState::Missing);

    // What was missing and is not any more was installed: AWS lists the states of patches, and not
    // what one command did.
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
        pending_reboot: titles(found, &PatchState::InstalledPendingReboot),
    }
}

fn titles(found: &[ReportedPatch], state: &PatchState) -> Vec<String> {
    let mut titles: Vec<String> = found
        .iter()
        .filter(|patch| patch.state == *state)
        .map(|patch| patch.name().to_owned())
        .collect();
    titles.sort();
    titles
}
