//! Follows an automation to its end, and judges it.

use std::collections::BTreeSet;

use jiff::SignedDuration;

use crate::aws::reach::Reach;
use crate::aws::site::Site;
use crate::context::Context;
use crate::domain::compliance::{PatchCounts, PatchReport};
use crate::domain::id::NodeId;
use crate::domain::run::automation::{AutomationRecord, Execution};
use crate::domain::run::event::Event;
use crate::domain::run::evidence;
use crate::domain::run::nodes::StepRecord;
use crate::error::{Error, Result};
use crate::exit::ExitCode;
use crate::process::interrupt::interrupted;
use crate::run::again::again;
use crate::run::observer::Observer;
use crate::run::receipts::Receipts;
use crate::run::reports::LOOKS;
use crate::run::watch::{Ended, Watch};

/// How an execution was followed.
pub struct Followed {
    /// The receipt as it stands.
    pub record: AutomationRecord,
    /// What AWS says.
    pub execution: Execution,
    /// What it comes to.
    pub code: ExitCode,
    /// Why the verdict is not what it could be, in a sentence.
    pub doubt: Option<String>,
}

/// Follows an execution to its end, and judges it.
///
/// # Errors
/// What AWS answered; interrupted (130, 143) after a signal, while the execution goes on.
pub async fn follow(
    context: &Context,
    reach: &Reach,
    site: &Site,
    mut record: AutomationRecord,
    receipts: &Receipts,
    observer: &dyn Observer,
    timeout: SignedDuration,
) -> Result<Followed> {
    let mut watch = Watch::new(context, timeout);
    let execution = follow_steps(context, reach, site, &record, observer, &mut watch).await?;
    record.status.clone_from(&execution.status);
    if !execution.has_ended() {
        let wait = again(context, reach, "wait", &record.execution_id);
        return Ok(Followed {
            record,
            execution,
            code: ExitCode::StillRunning,
            doubt: Some(format!("not done at the deadline; it goes on: {wait}")),
        });
    }

    let taken = take_report(site, &mut record, &execution, &mut watch).await?;
    let unread = match taken {
        Taken::Left(number) => return Err(left(context, reach, &record.execution_id, number)),
        Taken::Report => None,
        Taken::Unread(why) => Some(why),
    };
    record.ended_at = execution.ended_at.or_else(|| Some(context.clock.now()));
    let code = code(&execution, record.after);
    record.exit_code = Some(code.number());
    record.failure = failure(&execution, record.after);
    receipts.save_automation(&record)?;

    // The automation's word is not enough: without a patch state the verdict is open.
    let doubt = (code == ExitCode::Incomplete).then(|| doubt(unread));
    Ok(Followed {
        record,
        execution,
        code,
        doubt,
    })
}

/// Why it failed: by its steps, else by the patch state that it left.
fn failure(execution: &Execution, after: Option<PatchCounts>) -> Option<String> {
    if let Some(why) = execution.why_failed() {
        return Some(why);
    }
    let left = after?.violations().join(", ");
    (!left.is_empty()).then(|| format!("every step succeeded, and the node has {left}"))
}

fn doubt(unread: Option<String>) -> String {
    match unread {
        None => {
            "the automation succeeded, but the node has not reported since it patched".to_owned()
        }
        Some(why) => {
            format!("the automation succeeded, but its patch state cannot be read: {why}")
        }
    }
}

/// How the report of the node was looked for.
enum Taken {
    /// It was found, or there is none that tells what the automation left.
    Report,
    /// It cannot be read, for this reason.
    Unread(String),
    /// A signal came first.
    Left(u8),
}

/// Takes the counts of the node's report over, when the report tells what the automation left; who
/// succeeded and has none is looked for again a few times, because reports come late.
async fn take_report(
    site: &Site,
    record: &mut AutomationRecord,
    execution: &Execution,
    watch: &mut Watch<'_>,
) -> Result<Taken> {
    let steps = patching_steps(site, &record.node, execution).await;
    let mut taken = Taken::Report;

    // The report comes some time after the automation's end, and so is asked for more than once.
    for seconds in LOOKS {
        if seconds > 0
            && let Some(number) = watch.pause(seconds).await?
        {
            return Ok(Taken::Left(number));
        }

        taken = match site.reports_of(vec![record.node.clone()]).await {
            Ok(reports) => {
                let report = reports.get(&record.node);
                let report = report.filter(|report| proves(report, &steps, execution));
                record.after = report.map(|report| report.counts);
                Taken::Report
            }
            Err(error) => Taken::Unread(error.one_line()),
        };

        // After a failure a report may never come: one look is enough.
        if record.after.is_some() || !execution.succeeded() {
            break;
        }
    }
    Ok(taken)
}

/// What the commands of an automation did on its node; nothing where that cannot be read.
async fn patching_steps(site: &Site, node: &NodeId, execution: &Execution) -> Vec<StepRecord> {
    let mut steps = Vec::new();
    for id in execution
        .commanding_steps()
        .filter_map(|step| step.command_id.as_ref())
    {
        let found = site.invocations(id).await.unwrap_or_default().into_iter();
        let here = found.filter(|invocation| invocation.node == *node);
        steps.extend(
            here.flat_map(|invocation| invocation.steps)
                .map(StepRecord::new),
        );
    }
    steps
}

/// Whether a report tells what the automation left: it is of the last step that reports, or newer.
/// Where the steps are not known, it is from after the last command was sent.
fn proves(report: &PatchReport, steps: &[StepRecord], execution: &Execution) -> bool {
    if !steps.is_empty() {
        return evidence::proves(report, steps, None);
    }
    let last = execution.commanding_steps().next_back();
    let sent = last.and_then(|step| step.started_at);
    sent.or(execution.started_at)
        .is_some_and(|sent| report.ended_at >= Some(sent))
}

/// Looks until the execution is over or the deadline has passed, and tells what each step does.
async fn follow_steps(
    context: &Context,
    reach: &Reach,
    site: &Site,
    record: &AutomationRecord,
    observer: &dyn Observer,
    watch: &mut Watch<'_>,
) -> Result<Execution> {
    let id = &record.execution_id;
    let mut told = BTreeSet::new();
    loop {
        let last = match site.automation(id).await {
            Ok(Some(execution)) => {
                watch.answered();
                tell(context, record, &execution, observer, &mut told);
                Some(execution)
            }
            Ok(None) => {
                let why = format!("AWS does not know the execution {id} any more");
                return Err(Error::failed(why));
            }
            Err(error) if watch.is_over() => return Err(goes_on(context, reach, id, error)),
            Err(error) => {
                let endured = watch.endures(error);
                let error = endured.map_err(|error| goes_on(context, reach, id, error))?;
                let error = error.one_line();
                observer.event(context.clock.now(), &Event::LookFailed { error });
                None
            }
        };
        if let Some(execution) = last.as_ref().filter(|execution| execution.has_ended()) {
            return Ok(execution.clone());
        }

        match (watch.next_look().await?, last) {
            // After a look that failed, one more beyond the deadline tells how it stands.
            (None, _) | (Some(Ended::Deadline), None) => {}
            (Some(Ended::Deadline), Some(execution)) => return Ok(execution),
            (Some(Ended::Signal(number)), _) => return Err(left(context, reach, id, number)),
        }
    }
}

/// An automation runs in AWS, whoever looks: an error here ends only the following.
fn goes_on(context: &Context, reach: &Reach, id: &str, error: Error) -> Error {
    let wait = again(context, reach, "wait", id);
    error.hint(format!(
        "the execution {id} goes on; follow it again: {wait}"
    ))
}

fn left(context: &Context, reach: &Reach, id: &str, number: u8) -> Error {
    let stop = again(context, reach, "cancel", id);
    goes_on(context, reach, id, interrupted(number)).hint(format!("stop it: {stop}"))
}

/// Tells of each step that went on since the last look.
fn tell(
    context: &Context,
    record: &AutomationRecord,
    execution: &Execution,
    observer: &dyn Observer,
    told: &mut BTreeSet<String>,
) {
    let begun = execution
        .steps
        .iter()
        .filter(|step| step.status != "Pending");

    for step in begun {
        let event = Event::StepWent {
            node: record.node.clone(),
            step: step.clone(),
        };
        // A step that takes long is told once, not with every look.
        if told.insert(event.sentence()) {
            observer.event(context.clock.now(), &event);
        }
    }
}

/// The automation's word, each of its steps, and the patch state afterwards.
fn code(execution: &Execution, after: Option<PatchCounts>) -> ExitCode {
    match after {
        // AWS-PatchAsgInstance goes on after a step of patching that failed, and succeeds then: its
        // steps and the patch state count too.
        _ if !execution.succeeded() => ExitCode::NodesFailed,
        None => ExitCode::Incomplete,
        Some(after) if after.violates() => ExitCode::NodesFailed,
        Some(_) => ExitCode::Done,
    }
}
