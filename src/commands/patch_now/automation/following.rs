//! Follows an automation to its end, or stops it.

use std::collections::BTreeSet;
use std::time::Duration;

use jiff::{SignedDuration, Timestamp};
use serde_json::json;

use super::{again, find, record_of, view};
use crate::aws::scopes::World;
use crate::aws::site::Site;
use crate::commands::patch_now::flags::ConsentArgs;
use crate::commands::patch_now::receipts::Receipts;
use crate::context::Context;
use crate::context::interrupt::interrupted;
use crate::domain::compliance::PatchCounts;
use crate::domain::patch_run::automation::{AutomationRecord, Execution};
use crate::error::{Error, Kind, Result};
use crate::exit::ExitCode;
use crate::output::plan::Consent;

/// The time between looks.
const POLL: Duration = Duration::from_secs(15);

/// `patch-now wait` for an execution.
///
/// # Errors
/// When no scope knows it; what AWS answered.
pub async fn wait(context: &Context, world: &World, id: &str, timeout: SignedDuration) -> Result<ExitCode> {
    let (site, execution) = find(world, id).await?;
    let receipts = Receipts::of(context)?;
    let record = record_of(context, &receipts, site, &execution)?;
    follow(context, world, site, record, &receipts, timeout).await
}

/// `patch-now cancel` for an execution.
///
/// # Errors
/// Refused without a yes; what AWS answered.
pub async fn cancel(context: &Context, world: &World, id: &str, consent: ConsentArgs) -> Result<ExitCode> {
    let (site, execution) = find(world, id).await?;
    if execution.has_ended() {
        return Err(Error::new(Kind::Refused, format!("{id} is over already ({})", execution.status)));
    }
    let line = format!("{id}: stop {} after its current step", execution.document);
    let asking = Consent { dry_run: consent.dry_run, yes: consent.yes, must_ask: true, always_shown: true };
    let Some(approved) = context.ui.approve(&[line], asking).await? else { return Ok(ExitCode::Done) };
    site.stop_automation(id, &approved).await?;
    let wait = again(context, world, "wait", id);
    context.ui.note(&format!("asked {id} to stop; see how it ends: {wait}"));
    Ok(ExitCode::Done)
}

/// Follows an execution to its end, and judges it.
///
/// # Errors
/// What AWS answered; interrupted (130, 143) after a signal, while the execution goes on.
pub(super) async fn follow(
    context: &Context,
    world: &World,
    site: &Site,
    mut record: AutomationRecord,
    receipts: &Receipts,
    timeout: SignedDuration,
) -> Result<ExitCode> {
    let deadline = context.clock.now().saturating_add(timeout).unwrap_or(Timestamp::MAX);
    let (execution, over) = watch(context, world, site, &record, deadline).await?;
    record.status.clone_from(&execution.status);
    if !over {
        view::draw(context, &record, Some(&execution))?;
        let wait = again(context, world, "wait", &execution.id);
        context.ui.warn(&format!("not done at the deadline; it goes on: {wait}"));
        return Ok(ExitCode::StillRunning);
    }
    let reports = site.reports_of(vec![record.node.clone()]).await?;
    let report = reports.get(&record.node).filter(|report| report.ended_at >= record.started_at);
    record.after = report.map(|report| report.counts);
    record.ended_at = Some(context.clock.now());
    let code = code(&execution, record.after);
    record.exit_code = Some(code.number());
    receipts.save_automation(&record)?;
    view::draw(context, &record, Some(&execution))?;
    if code == ExitCode::Incomplete {
        context.ui.warn("the automation succeeded, but the node has not reported since it began");
    }
    Ok(code)
}

/// Looks until the execution is over or the deadline has passed, and says what each step does; whether it is over.
async fn watch(context: &Context, world: &World, site: &Site, record: &AutomationRecord, deadline: Timestamp) -> Result<(Execution, bool)> {
    let id = &record.execution_id;
    let _signals = context.interrupt.take_over();
    let seen = context.interrupt.so_far();
    let view = context.ui.run_view(1);
    let mut said = BTreeSet::new();
    loop {
        let execution =
            site.automation(id).await?.ok_or_else(|| Error::failed(format!("AWS does not know the execution {id} any more")))?;
        for step in execution.steps.iter().filter(|step| step.status != "Pending") {
            let line = format!("{}: {} {}", record.node, step.name, step.status);
            if said.insert(line.clone()) {
                view.change(context.clock.now(), &line, json!({ "step": step }));
            }
        }
        if execution.has_ended() || context.clock.now() >= deadline {
            let over = execution.has_ended();
            return Ok((execution, over));
        }
        tokio::select! {
            passed = context.pause(POLL) => passed?,
            number = context.interrupt.after(seen) => {
                let wait = again(context, world, "wait", id);
                return Err(interrupted(number).hint(format!("the execution {id} goes on; follow it again: {wait}")));
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
