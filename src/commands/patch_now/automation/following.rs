//! Follows an automation to its end, or stops it.

use std::collections::BTreeSet;
use std::time::Duration;

use jiff::{SignedDuration, Timestamp};
use serde_json::json;

use super::{again, find, record_of, view};
use crate::args::consent::ConsentArgs;
use crate::aws::reach::Reach;
use crate::aws::site::Site;
use crate::commands::patch_now::PATIENCE;
use crate::commands::patch_now::receipts::Receipts;
use crate::context::Context;
use crate::domain::compliance::PatchCounts;
use crate::domain::run::automation::{ASG, AutomationRecord, Execution};
use crate::error::{Error, Kind, Result};
use crate::exit::ExitCode;
use crate::output::plan::Consent;
use crate::process::interrupt::interrupted;

/// The time between looks.
const POLL: Duration = Duration::from_secs(15);

/// `patch-now wait` for an execution.
///
/// # Errors
/// When no scope knows it; what AWS answered.
pub async fn wait(
    context: &Context,
    reach: &Reach,
    id: &str,
    timeout: SignedDuration,
) -> Result<ExitCode> {
    context.ui.check_details()?;
    let (site, execution) = find(context, reach, id).await?;
    let receipts = Receipts::of(context, reach)?;
    let record = record_of(context, &receipts, site, &execution)?;
    // What was judged stays so: later scans are not of this automation.
    if let Some(code) = record
        .exit_code
        .and_then(ExitCode::of_number)
        .filter(|code| *code != ExitCode::Incomplete)
    {
        view::draw(context, &record, Some(&execution))?;
        return Ok(code);
    }
    follow(context, reach, site, record, &receipts, timeout).await
}

/// `patch-now cancel` for an execution: stops it, waits for its end and judges it.
///
/// # Errors
/// Refused without a yes; what AWS answered.
pub async fn cancel(
    context: &Context,
    reach: &Reach,
    id: &str,
    consent: ConsentArgs,
    timeout: SignedDuration,
) -> Result<ExitCode> {
    context.ui.check_details()?;
    let (site, execution) = find(context, reach, id).await?;
    if execution.has_ended() {
        return Err(Error::new(
            Kind::Refused,
            format!("{id} is over already ({})", execution.status),
        )
        .hint(format!(
            "see how it ended: {}",
            again(context, reach, "wait", id)
        )));
    }
    let mut lines = vec![format!(
        "{id}: stop {}; the steps that are left do not run",
        execution.document
    )];
    if execution.document == ASG {
        lines.push("  the instance may stay in standby: aws autoscaling exit-standby puts it back into service".to_owned());
    }
    let asking = Consent {
        dry_run: consent.dry_run,
        yes: consent.yes,
        must_ask: true,
        always_shown: true,
    };
    let Some(approved) = context.ui.approve(lines, asking).await? else {
        return Ok(ExitCode::Done);
    };
    site.stop_automation(id, approved.consented()).await?;
    let receipts = Receipts::of(context, reach)?;
    let record = record_of(context, &receipts, site, &execution)?;
    follow(context, reach, site, record, &receipts, timeout).await
}

/// Follows an execution to its end, and judges it.
///
/// # Errors
/// What AWS answered; interrupted (130, 143) after a signal, while the execution goes on.
pub(super) async fn follow(
    context: &Context,
    reach: &Reach,
    site: &Site,
    mut record: AutomationRecord,
    receipts: &Receipts,
    timeout: SignedDuration,
) -> Result<ExitCode> {
    let deadline = context
        .clock
        .now()
        .saturating_add(timeout)
        .unwrap_or(Timestamp::MAX);
    let (execution, over) = watch(context, reach, site, &record, deadline).await?;
    record.status.clone_from(&execution.status);
    if !over {
        view::draw(context, &record, Some(&execution))?;
        let wait = again(context, reach, "wait", &execution.id);
        context
            .ui
            .warn(&format!("not done at the deadline; it goes on: {wait}"));
        return Ok(ExitCode::StillRunning);
    }
    let unread = match site.reports_of(vec![record.node.clone()]).await {
        Ok(reports) => {
            let report = reports
                .get(&record.node)
                .filter(|report| report.ended_at >= record.started_at);
            record.after = report.map(|report| report.counts);
            None
        }
        Err(error) => Some(error.one_line()),
    };
    record.ended_at = execution.ended_at.or_else(|| Some(context.clock.now()));
    let code = code(&execution, record.after);
    record.exit_code = Some(code.number());
    receipts.save_automation(&record)?;
    view::draw(context, &record, Some(&execution))?;
    if code == ExitCode::Incomplete {
        let why = unread.map_or_else(
            || "the node has not reported since it began".to_owned(),
            |why| format!("its patch state cannot be read: {why}"),
        );
        context
            .ui
            .warn(&format!("the automation succeeded, but {why}"));
    }
    Ok(code)
}

/// Looks until the execution is over or the deadline has passed, and says what each step does;
/// whether it is over.
async fn watch(
    context: &Context,
    reach: &Reach,
    site: &Site,
    record: &AutomationRecord,
    deadline: Timestamp,
) -> Result<(Execution, bool)> {
    let id = &record.execution_id;
    let _signals = context.interrupt.take_over();
    let seen = context.interrupt.so_far();
    let view = context.ui.run_view(1);
    let (mut said, mut failures) = (BTreeSet::new(), 0);
    let wait = again(context, reach, "wait", id);
    loop {
        match site.automation(id).await {
            Ok(Some(execution)) => {
                failures = 0;
                for step in execution
                    .steps
                    .iter()
                    .filter(|step| step.status != "Pending")
                {
                    let line = format!("{}: {} {}", record.node, step.name, step.status);
                    if said.insert(line.clone()) {
                        view.change(context.clock.now(), &line, json!({ "step": step }));
                    }
                }
                let over = execution.has_ended();
                if over || context.clock.now() >= deadline {
                    return Ok((execution, over));
                }
            }
            Ok(None) => {
                return Err(Error::failed(format!(
                    "AWS does not know the execution {id} any more"
                )));
            }
            Err(error) => {
                failures += 1;
                if failures >= PATIENCE
                    || error.kind() == Kind::Credentials
                    || context.clock.now() >= deadline
                {
                    return Err(error.hint(format!(
                        "the execution {id} goes on; follow it again: {wait}"
                    )));
                }
                view.change(
                    context.clock.now(),
                    &format!("could not look: {}; trying again", error.one_line()),
                    json!({}),
                );
            }
        }
        let left = u64::try_from(deadline.duration_since(context.clock.now()).as_secs())
            .unwrap_or(1)
            .max(1);
        tokio::select! {
            passed = context.pause(POLL.min(Duration::from_secs(left))) => passed?,
            number = context.interrupt.after(seen) => {
                let stop = again(context, reach, "cancel", id);
                return Err(interrupted(number)
                    .hint(format!("the execution {id} goes on; follow it again: {wait}"))
                    .hint(format!("stop it: {stop}")));
            }
        }
    }
}

/// The automation's word, each of its steps, and the patch state afterwards.
fn code(execution: &Execution, after: Option<PatchCounts>) -> ExitCode {
    match after {
        _ if !execution.succeeded() => ExitCode::NodesFailed,
        None => ExitCode::Incomplete,
        Some(after) if after.violates() => ExitCode::NodesFailed,
        Some(_) => ExitCode::Done,
    }
}
