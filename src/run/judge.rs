//! The verdict: reads the patch state again and says what became of each node.

use std::collections::HashMap;

use futures::stream::StreamExt;

use super::drive::Drive;
use super::end::End;
use super::reports::{self, Found, NodeKey};
use super::sites;
use crate::aws::in_order::{Room, in_order, queues};
use crate::aws::reach::Reach;
use crate::aws::site::CALLS_AT_ONCE;
use crate::domain::compliance::PatchCounts;
use crate::domain::fleet::remark::Remark;
use crate::domain::id::{NodeId, Scope};
use crate::domain::patch::state::{PatchState, ReportedPatch};
use crate::domain::run::command::Progress;
use crate::domain::run::evidence;
use crate::domain::run::installed::{self, THERE};
use crate::domain::run::nodes::{NodeRecord, Patches, done};
use crate::domain::run::operation::Operation;
use crate::domain::run::plan::PlannedNode;
use crate::domain::run::request::{OverrideList, Phase};
use crate::domain::run::verdict::{self, Evidence, Outcome};
use crate::domain::text::words::count;
use crate::error::{Error, Kind, Result};

/// Judges the nodes of a wave, or those that were rebooted; the end when a signal came before that.
///
/// # Errors
/// What AWS answered when the patch states were read.
pub async fn judge_wave(drive: &mut Drive<'_>, phase: Phase, wave: usize) -> Result<Option<End>> {
    let members = members(drive, phase, wave);
    let found = reports::reports(drive, phase, &members).await?;
    if found.left.is_some() {
        return Ok(found.left);
    }

    for place in &members {
        judge(drive, phase, place, &found);
    }
    if drive.record.request.operation == Operation::Install {
        judge_by_names(drive, &members).await;
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
    let halted = drive.record.halted(phase, place);
    let (request, nodes) = (&drive.record.request, &mut drive.record.nodes);
    let Some(record) = nodes.at_mut(&place.0, &place.1) else {
        return;
    };
    let report = found.reports.get(place);
    if let Some(report) = report {
        record.after = Some(report.counts);
    }

    let (outcome, reason) = match phase {
        // It was rebooted since, so that its report is from after that: the reboot judges it.
        Phase::Patch if record.reboot.is_some() => (
            Outcome::PendingReboot,
            "it was patched, and got its reboot".to_owned(),
        ),
        Phase::Patch => {
            let evidence = Evidence {
                progress: record.progress,
                steps: &done(&record.steps),
                after: record.after,
            };
            verdict::judge(request, evidence)
        }
        Phase::Reboot => {
            let evidence = Evidence {
                progress: record.reboot.unwrap_or(Progress::Waiting),
                steps: &done(&record.reboot_steps),
                after: report.map(|report| report.counts),
            };
            verdict::judge_reboot(request, evidence)
        }
    };
    record.outcome = outcome;
    // A node that did not report and a place that could not be asked look the same to the verdict;
    // only the second is for the operator to mend.
    record.reason = match (found.unread.get(&place.0), found.older.get(place)) {
        _ if outcome == Outcome::NotStarted => halted.unwrap_or(reason),
        _ if outcome != Outcome::Unverified => reason,
        (Some(why), _) => format!("its patch state could not be read: {why}"),
        (None, Some(made)) => {
            format!("{reason}: its last report is of {made:.0}, from before that ended")
        }
        (None, None) => reason,
    };
}

/// Says which patches were installed, failed, are missing or wait for a reboot, by name. The counts
/// are judged first: names only say more of a verdict, but for an override list, whose patches the
/// counts of the baseline need not hold.
async fn judge_by_names(drive: &mut Drive<'_>, members: &[NodeKey]) {
    let list = drive.record.request.override_list.clone();
    let planned = planned(drive, members);
    // Without a patch state of this run there is nothing to hold the names against.
    let reported = members.iter().filter(|place| {
        let node = drive.record.nodes.at(&place.0, &place.1);
        node.is_some_and(|node| node.after.is_some())
    });
    let reported = reported.cloned().collect();

    for (place, answer) in patches_of(drive.reach, reported, list.is_some()).await {
        let Some(node) = drive.record.nodes.at_mut(&place.0, &place.1) else {
            continue;
        };
        let named = answer.and_then(|patches| accounted(node.after, patches));
        match named {
            Ok(patches) => take_names(node, planned.get(&place), &patches, list.as_ref()),
            Err(error) => {
                let why = format!("its patches cannot be named: {}", error.one_line());
                drive
                    .context
                    .tell(Remark::Warning(format!("{}: {why}", place.1)));

                // The names decide only where a list was given; otherwise the counts have judged
                // already.
                if list.is_some() && is_well(node.outcome) {
                    node.outcome = Outcome::Unverified;
                    node.reason = why;
                }
            }
        }
    }
}

/// What a node reports by name, and with an override list what that means.
fn take_names(
    node: &mut NodeRecord,
    planned: Option<&PlannedNode>,
    patches: &[ReportedPatch],
    list: Option<&OverrideList>,
) {
    let began = evidence::began(&node.steps);
    let installed = installed::installed(planned, began, patches);
    node.patches = Patches {
        failed: titles(patches, &PatchState::Failed),
        missing: titles(patches, &PatchState::Missing),
        pending_reboot: titles(patches, &PatchState::InstalledPendingReboot),
        installed: Some(installed.clone()),
        rejected: titles(patches, &PatchState::InstalledRejected),
    };
    if node.outcome == Outcome::Failed && !node.patches.failed.is_empty() {
        let names = some_of(&node.patches.failed);
        node.reason = format!("{}; failed to install {names}", node.reason);
    }
    // A node that failed otherwise keeps the reason that comes first.
    let Some(list) = list.filter(|_| is_well(node.outcome)) else {
        return;
    };

    let told = match planned {
        Some(planned) if list.entries.is_some() => installed::by_list(planned, patches, &installed),
        // What was installed does not tell what else the list asks for.
        _ => Some((Outcome::Unverified, unknown_list(&installed))),
    };
    if let Some((outcome, reason)) = told {
        node.outcome = outcome;
        node.reason = reason;
    }
    // A list passes by what the baseline rejects, and that makes the node non-compliant.
    if let Some(names) = installed::rejected_by_list(planned, &installed, &node.patches.rejected) {
        let reason = &node.reason;
        node.reason = format!("{reason}; installed although the baseline rejects it: {names}");
    }
}

fn unknown_list(installed: &[String]) -> String {
    let what = if installed.is_empty() {
        "nothing was installed".to_owned()
    } else {
        format!("installed {}", some_of(installed))
    };
    format!("the command succeeded and {what}; what the override list asks for is not known here")
}

/// The first few names, and how many more there are.
fn some_of(names: &[String]) -> String {
    /// How many are named.
    const NAMED: usize = 3;
    let shown = names[..names.len().min(NAMED)].join(", ");
    match names.len().saturating_sub(NAMED) {
        0 => shown,
        more => format!("{shown} and {more} more"),
    }
}

fn is_well(outcome: Outcome) -> bool {
    matches!(outcome, Outcome::Succeeded | Outcome::PendingReboot)
}

/// The patches of a node, when they are not fewer than its report counts.
fn accounted(
    after: Option<PatchCounts>,
    patches: Vec<ReportedPatch>,
) -> Result<Vec<ReportedPatch>> {
    let after = after.unwrap_or_default();

    // Only these two states decide the verdict.
    for (state, counted) in [
        (PatchState::Missing, after.missing),
        (PatchState::Failed, after.failed),
    ] {
        let listed = patches.iter().filter(|patch| patch.state == state).count();
        let counted = usize::try_from(counted).unwrap_or_default();
        if listed < counted {
            let counted = count(counted, "patch");
            let text = format!("the report counts {counted} as {state}, and the list has {listed}");
            return Err(Error::new(Kind::Incomplete, text));
        }
    }
    Ok(patches)
}

/// What nodes report, a bounded number at once in each scope. What is there beyond the baseline is
/// most of a Linux node, and asked for only where a list may have installed it.
async fn patches_of(
    reach: &Reach,
    wanted: Vec<NodeKey>,
    listed: bool,
) -> Vec<(NodeKey, Result<Vec<ReportedPatch>>)> {
    let mut states = vec![PatchState::Missing, PatchState::Failed];
    let there = THERE.into_iter();
    states.extend(there.filter(|state| listed || *state != PatchState::InstalledOther));
    let states = &states;

    // A place that is out of reach is said node by node, as one that does not answer.
    let queues = queues(wanted, |place| place.0.clone());
    let answers = in_order(queues, CALLS_AT_ONCE, Room::ENDLESS, |place| async move {
        let answer = match sites::site(reach, &place.0) {
            Ok(site) => site.patches(&place.1, states).await,
            Err(error) => Err(error),
        };
        (1, (place, answer))
    });
    answers.collect().await
}

/// What the plan says of the nodes that are judged; nothing of a run without a plan.
fn planned(drive: &Drive<'_>, members: &[NodeKey]) -> HashMap<NodeKey, PlannedNode> {
    let mut all: HashMap<(&Scope, &NodeId), &PlannedNode> = HashMap::new();
    // The titles are as of the plan: by now the node reports other ones.
    for node in drive.record.plan.iter().flat_map(|plan| &plan.nodes) {
        all.insert((&node.scope, &node.node), node);
    }
    let found = members.iter().filter_map(|place| {
        let node = *all.get(&(&place.0, &place.1))?;
        Some((place.clone(), node.clone()))
    });
    found.collect()
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
