//! What is said when following ends: the nodes with their outcomes, the next step, and the exit
//! code.

use serde_json::{Map, Value, json};

use super::nodes::COLUMNS;
use crate::commands::patch_now::live::Live;
use crate::domain::run::nodes::NodeRecord;
use crate::domain::run::record::{Record, State};
use crate::domain::run::request::Reboot;
use crate::domain::text::words::count;
use crate::error::{Error, Result};
use crate::exit::ExitCode;
use crate::output::Ui;
use crate::output::listing::Listing;
use crate::process::interrupt::interrupted;
use crate::run::close;
use crate::run::drive::Drive;
use crate::run::end::End;

/// Shows the nodes of a run; JSON has the whole receipt.
pub fn listing(context: &crate::context::Context, record: &Record) -> Result<()> {
    let mut scopes: Vec<_> = record.nodes.iter().map(|node| &node.scope).collect();
    scopes.sort();
    scopes.dedup();

    // The receipt's own members stand beside the rows, so that JSON is the whole receipt.
    context.ui.list(Listing {
        kind: "patch-now.run",
        columns: &COLUMNS,
        rows: record.nodes.to_vec(),
        id: |row| row.node.to_string(),
        scopes: scopes.len(),
        extra: members(record)?,
        unreadable: &[],
    })
}

/// Everything of the receipt but the nodes, which are the rows.
fn members(record: &Record) -> Result<Map<String, Value>> {
    let document = serde_json::to_value(record)
        .map_err(|error| Error::failed("cannot write the receipt").with_source(error))?;

    let mut members = Map::new();
    if let Value::Object(document) = document {
        for (name, value) in document {
            // The rows are the nodes, and the head of the document is that of a listing.
            if !matches!(name.as_str(), "nodes" | "schema_version" | "kind") {
                members.insert(name, value);
            }
        }
    }

    let tally: Map<String, Value> = record
        .tally()
        .into_iter()
        .map(|(outcome, nodes)| (outcome.as_str().to_owned(), json!(nodes)))
        .collect();
    members.insert("outcomes".to_owned(), Value::Object(tally));
    Ok(members)
}

/// Follows a run to its end, and shows it.
///
/// # Errors
/// What AWS answered; as [`finish`].
pub async fn follow(mut drive: Drive<'_>, live: &Live<'_>) -> Result<ExitCode> {
    // On the heap: a run knows a lot, and every verb that follows one would carry it along.
    match Box::pin(drive.follow()).await {
        Ok(end) => finish(drive, live, end).await,
        Err(error) => {
            drive.publish().await;
            Err(error)
        }
    }
}

/// Has the last receipt written, shows the outcome, and gives the exit code.
///
/// # Errors
/// Interrupted (130, 143) after a signal; when the receipt cannot be written.
pub async fn finish(mut drive: Drive<'_>, live: &Live<'_>, end: End) -> Result<ExitCode> {
    live.hide();
    // Nothing is written then: what this look found is less than the verdict that stands.
    if let (End::Left(number), true) = (end, drive.keeps_verdict()) {
        return Err(interrupted(number).hint(format!(
            "the run was over before, and stays judged; read again: {}",
            drive.again("wait")
        )));
    }

    if (end, drive.keeps_verdict()) == (End::Unfollowed, true) {
        listing(drive.context, &drive.record)?;
        return Ok(ExitCode::StillRunning);
    }

    let code = close::close(&mut drive, end)?;
    drive.publish().await;
    if let End::Left(number) = end {
        return Err(left(&drive, number));
    }
    listing(drive.context, &drive.record)?;
    say(&drive, end);
    Ok(code)
}

/// What is not counted any more once nobody follows the run: AWS counts failures in each command by
/// itself.
fn say_limits(drive: &Drive<'_>) {
    let record = &drive.record;
    let open = record.commands.iter();
    let open = open.filter(|command| command.id().is_some() && !record.is_over(command));
    let (open, limit) = (open.count(), record.request.max_errors);
    if open > 1 && record.is_ours() && limit.of(record.nodes.len()) < record.nodes.len() {
        drive.context.ui.warn(&format!(
            "nobody counts the failures of its {open} commands together now: each goes on until more than --max-errors {limit} failed in it"
        ));
    }
}

/// What a signal left of the run, and how to go on with it.
fn left(drive: &Drive<'_>, number: u8) -> Error {
    say_limits(drive);
    let (ui, run) = (&drive.context.ui, &drive.record.run);
    // A run that has nothing left to send goes on by itself; one that has needs somebody.
    let error = if let Some(what) = drive.left_unsent() {
        ui.note(&format!(
            "what was sent of the run {run} goes on, and {what}"
        ));
        interrupted(number).hint(format!("go on with it: {}", drive.again("resume")))
    } else {
        ui.note(&format!("the run {run} goes on"));
        interrupted(number).hint(format!("follow it again: {}", drive.again("wait")))
    };
    error.hint(format!("stop it: {}", drive.again("cancel")))
}

fn were(nodes: usize) -> String {
    let verb = if nodes == 1 { "was" } else { "were" };
    format!("{} {verb}", count(nodes, "node"))
}

/// What makes a run incomplete: nodes that were left out, and what could not be read when it was
/// planned.
pub fn warn_incomplete(ui: &Ui, record: &Record) {
    let Some(plan) = &record.plan else { return };
    let left_out: Vec<_> = plan.left_out().collect();
    // Runs of a large fleet leave out as many as it has offline: who wants them all asks for JSON.
    for node in left_out.iter().take(10) {
        ui.warn(&format!("{} was left out: {}", node.node, node.reason));
    }

    if !left_out.is_empty() {
        ui.warn(&format!(
            "{} left out; --skip-unable accepts that",
            were(left_out.len())
        ));
    }
    for fault in &plan.unreadable {
        ui.warn(&format!("not read when it was planned: {fault}"));
    }
}

/// What is said under the list of nodes: how the run ended, what of that is doubtful, and what to
/// do next.
fn say(drive: &Drive<'_>, end: End) {
    let ui = &drive.context.ui;
    let record = &drive.record;
    let tally: Vec<String> = record
        .tally()
        .into_iter()
        .map(|(outcome, nodes)| format!("{nodes} {outcome}"))
        .collect();
    ui.note(&format!(
        "{}: {}: {}",
        record.run,
        count(record.nodes.len(), "node"),
        tally.join(", ")
    ));

    // First what weakens the numbers, then why it ended, last what to type: the last line is the
    // one that is read.
    warn_incomplete(ui, record);
    warn_unseen(ui, record);
    warn_of_end(drive, end);
    propose_next(drive);
}

fn warn_unseen(ui: &Ui, record: &Record) {
    if !record.unseen().any() {
        return;
    }
    // Who cancels from elsewhere cannot reach what another machine holds back.
    let still = if record.state == State::Cancelled {
        "; the machine that has its receipt may send it still: cancel the run there too"
    } else {
        ""
    };
    ui.warn(&format!(
        "not known here: {} of it, never sent or sent where this command does not look{still}",
        record.unseen()
    ));
    ui.note("--profile, --region and --all-regions widen where it is looked for");
}

fn warn_of_end(drive: &Drive<'_>, end: End) {
    let (ui, record) = (&drive.context.ui, &drive.record);
    if matches!(end, End::Deadline | End::Unfollowed) {
        say_limits(drive);
    }
    match end {
        End::Deadline => match drive.left_unsent() {
            Some(what) => ui.warn(&format!(
                "not done at the deadline; what was sent goes on, and {what}: {}",
                drive.again("resume")
            )),
            None => ui.warn(&format!(
                "not done at the deadline; the run goes on: {}",
                drive.again("wait")
            )),
        },
        End::Unfollowed => {
            let next = match drive.left_unsent() {
                Some(what) => format!("goes on, and {what}: {}", drive.again("resume")),
                None => format!("goes on: {}", drive.again("wait")),
            };
            ui.warn(&format!("followed no longer; what was sent {next}"));
            ui.note(&format!("stop it: {}", drive.again("cancel")));
        }
        // What is not known here was said already, and is why it stopped.
        End::Stopped if record.unseen().any() => {}
        End::Stopped => {
            let why = record.stopped_because.as_deref().unwrap_or_default();
            // Only the machine that began it can go on with it.
            let next = if record.is_ours() {
                format!("; to go on all the same: {}", drive.again("resume"))
            } else {
                String::new()
            };
            ui.warn(&format!("the run stopped: {why}{next}"));
        }
        End::Finished | End::Left(_) => {}
    }
}

/// What to do about nodes that failed; only those that began have printed anything.
fn propose_next(drive: &Drive<'_>) {
    let (ui, record) = (&drive.context.ui, &drive.record);
    let failed: Vec<&NodeRecord> = record
        .nodes
        .iter()
        .filter(|node| node.outcome.is_failure())
        .collect();
    if failed.iter().any(|node| node.progress.began()) {
        ui.note(&format!(
            "look at the output: {}",
            drive.again("logs --failed")
        ));
    }
    if failed.is_empty() {
        return;
    }

    // A time that is over cannot be asked for again.
    let now = drive.context.clock.now();
    let late = matches!(record.request.reboot, Reboot::At(moment) if moment <= now);
    let verb = if late {
        "retry --reboot=if-needed --failed"
    } else {
        "retry --failed"
    };
    ui.note(&format!(
        "try the failed nodes again: {}",
        drive.again(verb)
    ));
}
