//! What became of a node in a run: judged by the patch state that is read afterwards, never by the
//! command's word alone.

use std::fmt;

use serde::{Deserialize, Serialize};

use super::command;
use super::command::{CommandStep, Progress};
use super::explain;
use super::operation::Operation;
use super::request::{Reboot, Request};
use crate::domain::compliance::PatchCounts;

/// How the step is called that reboots, for Linux and for Windows, and what it ends with when no patch
/// waits for that (document AWS-InstanceRebootWithHooks).
const REBOOTS: &str = "VerifyPendingRebootPatchesAndReboot";
const NOTHING_TO_DO: i32 = 168;

/// What became of a node.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Deserialize, Serialize)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
pub enum Outcome {
    /// The command failed on it, or a patch did.
    Failed,
    /// The command succeeded, and approved patches are missing all the same.
    StillMissing,
    /// The command succeeded, and an override list asked for nothing that could be installed.
    NothingInstalled,
    /// It was asked to reboot, and still waits for it.
    NotRebooted,
    /// It never got its turn.
    NotStarted,
    /// It was gone, or not among the targets any more, when its turn came.
    LeftOut,
    /// The command succeeded, but no patch state of this run can be read.
    Unverified,
    /// It works on it, or its turn has not come.
    Running,
    /// Nothing was sent to it yet.
    Waiting,
    /// Everything is installed; it waits for a reboot that was not asked for, or is for later.
    PendingReboot,
    /// Done, as asked.
    Succeeded,
}

impl Outcome {
    /// Every outcome, the worst first.
    pub const ALL: [Self; 11] = [
        Self::Failed,
        Self::StillMissing,
        Self::NothingInstalled,
        Self::NotRebooted,
        Self::NotStarted,
        Self::LeftOut,
        Self::Unverified,
        Self::Running,
        Self::Waiting,
        Self::PendingReboot,
        Self::Succeeded,
    ];

    /// The word for tables and JSON.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Failed => "FAILED",
            Self::StillMissing => "STILL_MISSING",
            Self::NothingInstalled => "NOTHING_INSTALLED",
            Self::NotRebooted => "NOT_REBOOTED",
            Self::NotStarted => "NOT_STARTED",
            Self::LeftOut => "LEFT_OUT",
            Self::Unverified => "UNVERIFIED",
            Self::Running => "RUNNING",
            Self::Waiting => "WAITING",
            Self::PendingReboot => "PENDING_REBOOT",
            Self::Succeeded => "SUCCEEDED",
        }
    }

    /// What it means, for `help states`.
    pub const fn meaning(self) -> &'static str {
        match self {
            Self::Failed => "the command failed on the node, or a patch failed to install",
            Self::StillMissing => {
                "the command succeeded, and approved patches are missing all the same"
            }
            Self::NothingInstalled => {
                "the command succeeded, and the override list named nothing that the node could install"
            }
            Self::NotRebooted => "a reboot was asked for, and the node still waits for it",
            Self::NotStarted => {
                "the node never got its turn: too many errors, a cancellation, a closed gate"
            }
            Self::LeftOut => {
                "the node was gone, or not among the targets any more, when its turn came: nothing was sent to it"
            }
            Self::Unverified => "the command succeeded, but no patch state of this run can be read",
            Self::Running => "not done yet",
            Self::Waiting => "nothing was sent to the node yet: its wave has not come",
            Self::PendingReboot => {
                "everything is installed; the node waits for a reboot that was not asked for"
            }
            Self::Succeeded => "done as asked; the patch state of this run says so",
        }
    }

    /// Whether nobody judged the node yet.
    pub const fn is_open(self) -> bool {
        matches!(self, Self::Running | Self::Waiting)
    }

    /// Whether the run failed on this node (exit 6).
    pub const fn is_failure(self) -> bool {
        matches!(
            self,
            Self::Failed
                | Self::StillMissing
                | Self::NothingInstalled
                | Self::NotRebooted
                | Self::NotStarted
        )
    }
}

impl fmt::Display for Outcome {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

/// What decides over a node.
#[derive(Clone, Copy, Debug)]
pub struct Evidence<'a> {
    /// How far the command came.
    pub progress: Progress,
    /// Its steps.
    pub steps: &'a [CommandStep],
    /// The counts of the report that this run made; `None` when there is no report of this run.
    pub after: Option<PatchCounts>,
}

/// Judges a node; gives the reason in words too.
pub fn judge(request: &Request, evidence: Evidence<'_>) -> (Outcome, String) {
    let progress = evidence.progress;
    if progress == Progress::Waiting {
        return (Outcome::Waiting, progress.meaning().to_owned());
    }
    if !progress.is_end() {
        return (Outcome::Running, progress.meaning().to_owned());
    }

    let began = evidence.steps.iter().any(|step| step.started_at.is_some());
    if !began && matches!(progress, Progress::Terminated | Progress::Cancelled) {
        return (Outcome::NotStarted, progress.meaning().to_owned());
    }
    // A command that failed may have installed everything, and the report of it says so: both are
    // told, and the failure counts.
    if progress.is_failure() {
        let why = failure(progress, evidence.steps);
        let words = match evidence.after {
            Some(after) => format!("{why}; {}", found(after)),
            None => why,
        };
        return (Outcome::Failed, words);
    }

    let Some(after) = evidence.after else {
        let words = "the command succeeded, but the node's patch state is not from this run";
        return (Outcome::Unverified, words.to_owned());
    };
    match request.operation {
        Operation::Scan => (Outcome::Succeeded, found(after)),
        Operation::Install => installed(request, after),
    }
}

/// Judges a node that was rebooted later; the steps are those of its reboot, without skipped ones.
pub fn judge_reboot(request: &Request, evidence: Evidence<'_>) -> (Outcome, String) {
    let Evidence {
        progress,
        steps,
        after,
    } = evidence;

    // What still waits has not rebooted, whatever the command says of itself: the state counts.
    match after {
        _ if !progress.is_end() => (Outcome::PendingReboot, progress.meaning().to_owned()),
        _ if progress.is_failure() => failed_reboot(evidence),
        None => (
            Outcome::Unverified,
            format!("{}, but the node has not reported since", rebooted(steps)),
        ),
        Some(after) if after.installed_pending_reboot > 0 => (Outcome::NotRebooted, found(after)),
        Some(after) if after.failed > 0 => (Outcome::Failed, found(after)),
        Some(after) if after.missing > 0 && request.override_list.is_none() => {
            (Outcome::StillMissing, found(after))
        }
        Some(after) => (Outcome::Succeeded, found(after)),
    }
}

/// The node may have rebooted although the command failed: only a later step of it may have.
fn failed_reboot(evidence: Evidence<'_>) -> (Outcome, String) {
    let why = failure(evidence.progress, evidence.steps);
    let state = evidence.after.map_or_else(
        || "it has not reported since".to_owned(),
        |after| format!("its patch state: {}", found(after)),
    );

    // Whether the node still waits says more than how the command ended.
    let waits = evidence
        .after
        .map(|after| after.installed_pending_reboot > 0);
    match (reboot_step(evidence.steps), waits) {
        (Some(_), Some(false) | None) => {
            let what = rebooted(evidence.steps);
            (Outcome::Failed, format!("{what}; {why}; {state}"))
        }
        (None, Some(false)) => (
            Outcome::Failed,
            format!("no patch waits for the reboot any more; {why}; {state}"),
        ),
        (_, Some(true)) | (None, None) => {
            (Outcome::NotRebooted, format!("the reboot: {why}; {state}"))
        }
    }
}

/// What the step that reboots came to.
fn rebooted(steps: &[CommandStep]) -> &'static str {
    if is_unneeded(steps) {
        "no patch waited for the reboot any more"
    } else {
        "the node rebooted"
    }
}

/// Whether the node says that it needed no reboot any more: the document ends there, with success,
/// and without a scan (AWS-InstanceRebootWithHooks).
pub fn is_unneeded(steps: &[CommandStep]) -> bool {
    reboot_step(steps).is_some_and(|step| step.code == NOTHING_TO_DO)
}

/// The step that reboots, when it succeeded.
fn reboot_step(steps: &[CommandStep]) -> Option<&CommandStep> {
    steps.iter().find(|step| {
        step.name.starts_with(REBOOTS)
            && command::plain(&step.status) == "success"
            && matches!(step.code, 0 | NOTHING_TO_DO)
    })
}

fn found(after: PatchCounts) -> String {
    let words = after.violations();
    if words.is_empty() {
        "nothing violates the baseline".to_owned()
    } else {
        words.join(", ")
    }
}

fn installed(request: &Request, after: PatchCounts) -> (Outcome, String) {
    let words = found(after);

    if after.failed > 0 {
        return (Outcome::Failed, words);
    }
    if after.missing > 0 && request.override_list.is_none() {
        return (Outcome::StillMissing, words);
    }
    // With RebootIfNeeded a node reboots itself when anything was installed (AWS User Guide,
    // AWS-RunPatchBaseline): one that still waits did not.
    if after.installed_pending_reboot > 0 {
        return match request.reboot {
            Reboot::IfNeeded => (Outcome::NotRebooted, words),
            Reboot::Never | Reboot::At(_) => (Outcome::PendingReboot, words),
        };
    }

    // A list installs what it names; what the baseline approves beside that stays missing.
    if after.missing > 0 {
        let words = format!("{words}, which the override list does not name");
        return (Outcome::Succeeded, words);
    }
    (Outcome::Succeeded, words)
}

/// Why a node failed: each step that failed and its exit code, explained; of a command that was cut
/// off, the steps at which that was.
fn failure(progress: Progress, steps: &[CommandStep]) -> String {
    let failed: Vec<&CommandStep> = command::failing_steps(steps).collect();
    if progress == Progress::Failed && !failed.is_empty() {
        let ends: Vec<String> = failed.into_iter().map(end_of).collect();
        return ends.join("; ");
    }

    let unfinished = steps
        .iter()
        .filter(|step| step.started_at.is_some() && step.finished_at.is_none());
    let mut names: Vec<&str> = failed
        .into_iter()
        .chain(unfinished)
        .map(|step| step.name.as_str())
        .collect();
    // A step that was cut off may have no end, too.
    names.dedup();
    match names.as_slice() {
        [] => progress.meaning().to_owned(),
        [one] => format!("{} (in step {one})", progress.meaning()),
        several => format!("{} (in steps {})", progress.meaning(), several.join(", ")),
    }
}

/// How one step ended that did not end well.
fn end_of(step: &CommandStep) -> String {
    match command::plain(&step.status).as_str() {
        "timedout" => format!("{} timed out", step.name),
        "cancelled" => format!("{} was cancelled", step.name),
        _ => format!(
            "{} failed with {}",
            step.name,
            explain::of_step(&step.name, step.code)
        ),
    }
}

#[cfg(test)]
#[path = "verdict_tests.rs"]
pub(super) mod tests;
