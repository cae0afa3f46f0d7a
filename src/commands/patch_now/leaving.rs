//! What a signal means while a run is followed: Ctrl-C once asks, twice leaves; the run goes on
//! unless it is cancelled.

use serde_json::json;

use super::drive::{Drive, End};
use crate::domain::id::Scope;
use crate::error::Result;
use crate::output::plan::Choice;

/// Decides after a signal: `None` to go on following.
///
/// # Errors
/// What AWS answered to a cancellation.
pub async fn asked_to_stop(drive: &mut Drive<'_>, number: u8) -> Result<Option<End>> {
    // SIGTERM, and Ctrl-C where nobody can be asked, leave at once.
    if number != 2 || !drive.context.ui.can_ask() {
        return Ok(Some(End::Left(number)));
    }
    drive.view.hide();
    // Nobody else waits for the answer.
    drive.turn = None;
    // Who only looks on was never asked for a yes, and cannot cancel here.
    let may_cancel = drive.approved().is_some();
    let cancel_choice = if may_cancel { " [c]ancel the run;" } else { "" };
    let goes_on = if drive.left_unsent().is_some() {
        "what was sent goes on"
    } else {
        "the run goes on"
    };
    let question = format!(
        "{}: [s]top following, {goes_on};{cancel_choice} [f]ollow on?",
        drive.record.run
    );
    let mut choices = vec![('s', Choice::Stop), ('f', Choice::GoOn)];
    choices.extend(may_cancel.then_some(('c', Choice::Cancel)));
    let seen = drive.signals_seen();
    let context = drive.context;
    let answer = tokio::select! {
        answer = context.ui.choose(&question, &choices) => answer?,
        // The second Ctrl-C leaves.
        number = context.interrupt.after(seen) => return Ok(Some(End::Left(number))),
    };
    match answer {
        Choice::Stop => Ok(Some(End::Left(number))),
        Choice::GoOn => Ok(None),
        Choice::Cancel => cancel(drive).await.map(|()| None),
    }
}

/// Cancels what runs, and drops what was not sent. Every command is asked, also after one that
/// could not be.
///
/// # Errors
/// When a scope of the run is not reached, before anything is done; what `CancelCommand` answered.
pub async fn cancel(drive: &mut Drive<'_>) -> Result<()> {
    // Who agreed to the run at this terminal may also stop it.
    let Some(approved) = drive.approved() else {
        return Ok(());
    };
    super::sending::check_reach(drive.reach, &drive.record)?;
    drive.record.cancel("it was cancelled");
    drive.save()?;
    let running = drive
        .record
        .commands
        .iter()
        .filter(|command| !drive.record.is_over(command));
    let running: Vec<(Scope, String)> = running
        .filter_map(|command| Some((command.command.scope.clone(), command.id()?.to_owned())))
        .collect();
    let mut problem = None;
    for (scope, id) in &running {
        match super::sending::site(drive.reach, scope)?
            .cancel(id, approved)
            .await
        {
            Ok(()) => {
                let line = format!(
                    "asked command {id} to stop; what already installs on a node goes on to its end"
                );
                drive.view.change(
                    drive.context.clock.now(),
                    &line,
                    json!({ "command_id": id }),
                );
            }
            Err(error) => {
                drive.context.ui.warn(&format!(
                    "command {id} in {scope} was not asked to stop, and goes on: {}",
                    error.one_line()
                ));
                problem = Some(error);
            }
        }
    }
    match problem {
        None => Ok(()),
        Some(error) => Err(error.hint(format!(
            "nothing more is sent; ask the others again: {}",
            drive.again("cancel")
        ))),
    }
}
