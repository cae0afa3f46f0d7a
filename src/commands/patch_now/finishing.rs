//! What is said when following ends: the nodes with their outcomes, the next step, and the exit code.

use serde_json::{Map, Value, json};

use super::drive::{Drive, End};
use crate::context::interrupt::interrupted;
use crate::domain::patch_run::nodes::NodeRecord;
use crate::domain::patch_run::record::{Record, State};
use crate::domain::patch_run::request::Reboot;
use crate::domain::patch_run::verdict::Outcome;
use crate::domain::patch_run::wave::Passage;
use crate::error::{Error, Result};
use crate::exit::ExitCode;
use crate::output::cell::{Cell, Tone};
use crate::output::listing::{Column, Listing};
use crate::output::{Ui, count};

/// The columns of the nodes of a run.
pub const COLUMNS: [Column<NodeRecord>; 16] = [
    Column::scope("account", |row| Cell::id(row.scope.account.as_str())),
    Column::scope("region", |row| Cell::id(row.scope.region.as_str())),
    Column::always("node", |row| Cell::id(row.node.as_str())),
    Column::always("name", |row| Cell::text(&row.name)),
    Column::always("wave", |row| Cell::count(i64::try_from(row.wave).unwrap_or(i64::MAX))),
    Column::always("outcome", |row| Cell::State(row.outcome.as_str().to_owned(), tone(row.outcome))),
    Column::always("installed", |row| row.patches.installed.as_ref().map_or(Cell::Empty, |installed| counted(installed.len()))),
    Column::always("failed", |row| after(row, |after| after.failed)),
    Column::always("missing", |row| change(row, |counts| counts.missing)),
    Column::always("pending", |row| after(row, |after| after.installed_pending_reboot)),
    Column::always("reason", |row| Cell::text(&row.reason)),
    Column::on_request("command", |row| Cell::text(row.progress.as_str())),
    Column::on_request("reboot", |row| Cell::text(row.reboot.map(|reboot| reboot.as_str()).unwrap_or_default())),
    Column::on_request("steps", |row| {
        let steps: Vec<String> = row
            .steps
            .iter()
            .filter(|step| !step.skipped)
            .map(|step| format!("{} {} ({})", step.step.name, step.step.status, step.step.code))
            .collect();
        Cell::text(steps.join(", "))
    }),
    Column::on_request("installed_patches", |row| {
        Cell::text(row.patches.installed.iter().flatten().map(String::as_str).collect::<Vec<_>>().join(", "))
    }),
    Column::on_request("failed_patches", |row| Cell::text(row.patches.failed.join(", "))),
];

fn tone(outcome: Outcome) -> Tone {
    match outcome {
        Outcome::Succeeded => Tone::Good,
        Outcome::PendingReboot | Outcome::Running | Outcome::Waiting | Outcome::Unverified => Tone::Warning,
        _ => Tone::Bad,
    }
}

fn counted(number: usize) -> Cell {
    Cell::count(i64::try_from(number).unwrap_or(i64::MAX))
}

fn after(row: &NodeRecord, count: fn(&crate::domain::compliance::PatchCounts) -> i32) -> Cell {
    row.after.as_ref().map_or(Cell::Empty, |after| Cell::count(i64::from(count(after))))
}

/// `8 → 0`: before and after.
fn change(row: &NodeRecord, count: fn(&crate::domain::compliance::PatchCounts) -> i32) -> Cell {
    match (row.before.as_ref().map(count), row.after.as_ref().map(count)) {
        (Some(before), Some(after)) if before != after => Cell::text(format!("{before} → {after}")),
        (_, Some(number)) => Cell::count(i64::from(number)),
        (Some(before), None) => Cell::text(format!("{before} → ?")),
        (None, None) => Cell::Empty,
    }
}

/// The exit code that a run stands for.
pub fn exit_code(record: &Record) -> ExitCode {
    let mut code = ExitCode::Done;
    for node in record.nodes.iter() {
        code = code.and(match node.outcome {
            outcome if outcome.is_failure() => ExitCode::NodesFailed,
            Outcome::Unverified => ExitCode::Incomplete,
            Outcome::Running | Outcome::Waiting => ExitCode::StillRunning,
            _ => ExitCode::Done,
        });
    }
    if record.plan.iter().any(|plan| plan.left_out().next().is_some() || !plan.unreadable.is_empty()) {
        code = code.and(ExitCode::Incomplete);
    }
    if record.unseen().any() {
        code = code.and(ExitCode::StillRunning);
    }
    let last = record.next_wave().filter(|_| record.state == State::Stopped).map(|next| next - 1).filter(|last| *last > 0);
    if last.is_some_and(|last| matches!(record.passage(last), Passage::TooManyNonCompliant(_))) {
        code = code.and(ExitCode::CheckFailed);
    }
    code
}

/// Shows the nodes of a run; JSON has the whole receipt.
///
/// # Errors
/// When standard output cannot be written.
pub fn listing(context: &crate::context::Context, record: &Record) -> Result<()> {
    let mut scopes: Vec<_> = record.nodes.iter().map(|node| &node.scope).collect();
    scopes.sort();
    scopes.dedup();
    let id = |row: &NodeRecord| row.node.to_string();
    context.ui.list(Listing {
        kind: "patch-now.run",
        columns: &COLUMNS,
        rows: record.nodes.to_vec(),
        id,
        scopes: scopes.len(),
        extra: members(record)?,
        unreadable: &[],
    })
}

/// Everything of the receipt but the nodes, which are the rows.
fn members(record: &Record) -> Result<Map<String, Value>> {
    let document = serde_json::to_value(record).map_err(|error| Error::failed("cannot write the receipt").with_source(error))?;
    let mut members = Map::new();
    if let Value::Object(document) = document {
        for (name, value) in document {
            if !matches!(name.as_str(), "nodes" | "schema_version" | "kind") {
                members.insert(name, value);
            }
        }
    }
    let tally: Map<String, Value> =
        record.tally().into_iter().map(|(outcome, nodes)| (outcome.as_str().to_owned(), json!(nodes))).collect();
    members.insert("outcomes".to_owned(), Value::Object(tally));
    Ok(members)
}

/// Writes the last receipt, shows the outcome, and gives the exit code.
///
/// # Errors
/// Interrupted (130, 143) after a signal; when the receipt cannot be written.
pub fn finish(mut drive: Drive<'_>, end: End) -> Result<ExitCode> {
    let code = close(&mut drive, end)?;
    drive.view.hide();
    if let End::Left(number) = end {
        return Err(left(&drive, number));
    }
    listing(drive.context, &drive.record)?;
    say(&drive, end);
    Ok(code)
}

/// What a signal left of the run, and how to go on with it.
fn left(drive: &Drive<'_>, number: u8) -> Error {
    let (ui, run) = (&drive.context.ui, &drive.record.run);
    let error = if let Some(what) = drive.left_unsent() {
        ui.note(&format!("what was sent of the run {run} goes on, and {what}"));
        interrupted(number).hint(format!("go on with it: {}", drive.again("resume")))
    } else {
        ui.note(&format!("the run {run} goes on"));
        interrupted(number).hint(format!("follow it again: {}", drive.again("wait")))
    };
    error.hint(format!("stop it: {}", drive.again("cancel")))
}

/// Settles how a run stands that was followed to this end, writes that down, and gives the exit code.
///
/// # Errors
/// When the receipt cannot be written.
pub fn close(drive: &mut Drive<'_>, end: End) -> Result<ExitCode> {
    let unseen = drive.record.unseen();
    if end == End::Finished && unseen.any() && drive.record.state == State::Cancelled {
        drive.record.ended_at = None;
    } else if end == End::Finished && unseen.any() {
        drive.record.stops(&format!("not known here: {unseen} of it, never sent or sent where this command does not look"));
    } else if end == End::Finished {
        if drive.record.state != State::Cancelled {
            drive.record.state = State::Finished;
        }
        drive.record.ended_at = Some(drive.context.clock.now());
    }
    let mut code = exit_code(&drive.record);
    if end == End::Deadline || (end == End::Stopped && code == ExitCode::Done) {
        code = code.and(ExitCode::StillRunning);
    }
    drive.record.exit_code = Some(code.number());
    drive.save()?;
    Ok(code)
}

fn were(nodes: usize) -> String {
    let verb = if nodes == 1 { "was" } else { "were" };
    format!("{} {verb}", count(nodes, "node"))
}

/// What makes a run incomplete: nodes that were left out, and what could not be read when it was planned.
pub fn warn_incomplete(ui: &Ui, record: &Record) {
    let Some(plan) = &record.plan else { return };
    let left_out: Vec<_> = plan.left_out().collect();
    for node in left_out.iter().take(10) {
        ui.warn(&format!("{} was left out: {}", node.node, node.reason));
    }
    if !left_out.is_empty() {
        ui.warn(&format!("{} left out; --skip-unable accepts that", were(left_out.len())));
    }
    for fault in &plan.unreadable {
        ui.warn(&format!("not read when it was planned: {fault}"));
    }
}

fn say(drive: &Drive<'_>, end: End) {
    let ui = &drive.context.ui;
    let record = &drive.record;
    let tally: Vec<String> = record.tally().into_iter().map(|(outcome, nodes)| format!("{nodes} {outcome}")).collect();
    ui.note(&format!("{}: {}: {}", record.run, count(record.nodes.len(), "node"), tally.join(", ")));
    warn_incomplete(ui, record);
    let named = |plan: &crate::domain::patch_run::plan::Plan| plan.nodes.iter().any(|node| !node.override_hits.is_empty());
    let list = record.request.override_list.as_ref().filter(|list| list.entries.is_some());
    if list.is_some() && !record.plan.iter().all(named) {
        ui.warn("the override list named nothing that any of the nodes had reported");
    }
    if record.unseen().any() {
        let still = if record.state == State::Cancelled {
            "; the machine that has its receipt may send it still: cancel the run there too"
        } else {
            ""
        };
        ui.warn(&format!("not known here: {} of it, never sent or sent where this command does not look{still}", record.unseen()));
        ui.note("--profile, --region and --all-regions widen where it is looked for");
    }
    match end {
        End::Deadline => match drive.left_unsent() {
            Some(what) => ui.warn(&format!("not done at the deadline; what was sent goes on, and {what}: {}", drive.again("resume"))),
            None => ui.warn(&format!("not done at the deadline; the run goes on: {}", drive.again("wait"))),
        },
        End::Stopped if record.unseen().any() => {}
        End::Stopped => {
            let why = record.stopped_because.as_deref().unwrap_or_default();
            // Without the plan nobody can go on with it.
            let next = if record.plan.is_some() { format!("; to go on all the same: {}", drive.again("resume")) } else { String::new() };
            ui.warn(&format!("the run stopped: {why}{next}"));
        }
        End::Finished | End::Left(_) => {}
    }
    let failed = || record.nodes.iter().filter(|node| node.outcome.is_failure());
    if failed().any(|node| node.progress.began()) {
        ui.note(&format!("look at the output: {}", drive.again("logs --failed")));
    }
    if failed().next().is_some() {
        // A time that is over cannot be asked for again.
        let late = matches!(record.request.reboot, Reboot::At(moment) if moment <= drive.context.clock.now());
        let verb = if late { "retry --reboot=if-needed --failed" } else { "retry --failed" };
        ui.note(&format!("try the failed nodes again: {}", drive.again(verb)));
    }
}
