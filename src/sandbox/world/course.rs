//! How the steps of an automation go.

use jiff::{SignedDuration, Timestamp};

use super::automations::Automation;
use super::documents::{DocumentKind, DocumentStep, OF_AWS};
use super::invocations::{CommandRun, Ending};
use super::state::World;
use crate::domain::id::Scope;

/// One step, as it stands at the end.
#[derive(Clone, Debug)]
pub(in crate::sandbox) struct Progress {
    pub(in crate::sandbox) step: DocumentStep,
    pub(in crate::sandbox) began: Timestamp,
    pub(in crate::sandbox) ended: Timestamp,
    /// How it ends; `None` when it is left out.
    pub(in crate::sandbox) status: Option<&'static str>,
}

/// A whole automation, as it stands at the end.
#[derive(Clone, Debug)]
pub(in crate::sandbox) struct Course {
    pub(in crate::sandbox) steps: Vec<Progress>,
    pub(in crate::sandbox) ended: Timestamp,
    pub(in crate::sandbox) status: &'static str,
}

/// How long a step takes that is not the patching one.
const STEP: SignedDuration = SignedDuration::from_secs(1);

/// How long the script of a report takes.
const SCRIPT: SignedDuration = SignedDuration::from_secs(20);

/// The action of the patching step.
const RUN_COMMAND: &str = "aws:runCommand";

/// When the patching step sends its command, after so many steps before it.
pub(in crate::sandbox) fn sends_after(document: &str) -> SignedDuration {
    let before = steps(document)
        .iter()
        .position(|step| step.action == RUN_COMMAND)
        .unwrap_or(0);
    STEP * i32::try_from(before).unwrap_or(0)
}

fn steps(document: &str) -> Vec<DocumentStep> {
    let found = OF_AWS
        .iter()
        .find(|known| known.name() == document && known.stored.kind == DocumentKind::Automation);
    found
        .map(|definition| definition.steps.clone())
        .unwrap_or_default()
}

/// Reads a duration such as `PT5M`.
pub(in crate::sandbox) fn iso_duration(text: &str) -> Option<SignedDuration> {
    text.parse::<jiff::Span>()
        .ok()
        .filter(|_| text.starts_with('P'))?
        .to_duration(jiff::SpanRelativeTo::days_are_24_hours())
        .ok()
}

impl Automation {
    /// How long a step sleeps.
    fn sleeps(&self, step: &str) -> SignedDuration {
        let text = match step {
            "SleepToCompleteInstall" => self.parameter("WaitForReboot"),
            "SleepBeforeNextInstance" => self.parameter("WaitForInstance"),
            "WaitForInventoryPropagation" => "PT10M",
            _ => return STEP,
        };
        iso_duration(text).unwrap_or(STEP)
    }

    /// When a step ends that begins `now`, and how; `None` when it is left out. `run` is the
    /// command of the patching step, and `patched` tells whether that step succeeded, once it ran.
    fn end_of(
        &self,
        step: &DocumentStep,
        now: Timestamp,
        run: Option<&CommandRun>,
        patched: bool,
    ) -> (Timestamp, Option<&'static str>) {
        match step.name.as_str() {
            _ if step.action == RUN_COMMAND => (
                run.map_or(now, |run| run.ended.max(now)),
                Some(status_of_command(run)),
            ),

            "ExportReportStep" => {
                let ending = match self.failure {
                    Some(_) => "Failed",
                    None => "Success",
                };
                (add(now, SCRIPT), Some(ending))
            }

            // Success goes around the restoration, failure goes through it.
            "ReportSuccessOrFailure" if !patched => (add(now, STEP), Some("Failed")),
            "RestoreFromSnapshot" if patched => (now, None),

            name => (add(now, self.sleeps(name)), Some("Success")),
        }
    }
}

/// The status of the patching step: that of its command on the one node it is for.
fn status_of_command(run: Option<&CommandRun>) -> &'static str {
    // A runbook for one node has at most one invocation. Without any the node was never reached,
    // and nothing was patched.
    let Some(invocation) = run.and_then(|run| run.invocations.first()) else {
        return "Failed";
    };

    match invocation.ending {
        Ending::Success => "Success",
        Ending::Cancelled => "Cancelled",
        Ending::DeliveryTimedOut | Ending::ExecutionTimedOut => "TimedOut",
        _ => "Failed",
    }
}

impl World {
    /// What becomes of an automation.
    pub(in crate::sandbox) fn course(&self, scope: &Scope, automation: &Automation) -> Course {
        let timeline = self.timeline(scope);
        let commands = timeline.iter().flat_map(|timeline| &timeline.commands);
        let run = commands
            .into_iter()
            .find(|run| run.command.id == automation.command);

        let (mut now, mut patched, mut status) = (automation.started, true, "Success");
        let mut steps_done = Vec::new();
        for step in steps(&automation.document) {
            let began = now;
            let (ended, ending) = automation.end_of(&step, began, run, patched);
            now = ended;
            if step.action == RUN_COMMAND {
                patched = ending == Some("Success");
            }

            // The critical step of a runbook decides over it, also when the runbook goes on.
            if ending.is_some_and(|ending| ending != "Success") {
                status = "Failed";
            }
            steps_done.push(Progress {
                step,
                began,
                ended,
                status: ending,
            });
        }

        let mut course = Course {
            steps: steps_done,
            ended: now,
            status,
        };
        if let Some(stopped) = automation.stopped.filter(|stopped| *stopped < course.ended) {
            course.stop(stopped);
        }
        course
    }
}

impl Course {
    fn stop(&mut self, stopped: Timestamp) {
        self.steps.retain(|step| step.began <= stopped);
        for step in self.steps.iter_mut().filter(|step| step.ended > stopped) {
            (step.ended, step.status) = (stopped, Some("Cancelled"));
        }
        (self.ended, self.status) = (stopped, "Cancelled");
    }
}

fn add(now: Timestamp, takes: SignedDuration) -> Timestamp {
    now.saturating_add(takes).unwrap_or(now)
}
