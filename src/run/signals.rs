//! What a signal means while a run is followed: Ctrl-C once asks, twice leaves; the run goes on
//! unless it is cancelled.

use super::drive::Drive;
use super::end::End;
use super::observer::Question;
use super::watch::Ended;
use crate::domain::fleet::remark::Remark;
use crate::domain::id::Scope;
use crate::domain::run::event::Event;
use crate::domain::run::record::Record;
use crate::error::{Error, Kind, Result};
use crate::output::plan::Choice;

impl Drive<'_> {
    /// Waits for the next look; the end when a signal or the deadline comes first.
    pub(super) async fn wait(&mut self) -> Result<Option<End>> {
        match self.watch.next_look().await? {
            None => Ok(None),
            Some(Ended::Deadline) => Ok(Some(End::Deadline)),
            Some(Ended::Signal(number)) => asked_to_stop(self, number).await,
        }
    }

    /// Lets seconds pass; the end when a signal says so.
    pub(super) async fn pause(&mut self, seconds: u64) -> Result<Option<End>> {
        match self.watch.pause(seconds).await? {
            None => Ok(None),
            Some(number) => asked_to_stop(self, number).await,
        }
    }

    /// What a signal means that came since the last look: the end, unless the run is followed on.
    pub(super) async fn heard(&mut self) -> Result<Option<End>> {
        match self.watch.heard().await {
            None => Ok(None),
            Some(number) => asked_to_stop(self, number).await,
        }
    }
}

/// Decides after a signal: `None` to go on following.
async fn asked_to_stop(drive: &mut Drive<'_>, number: u8) -> Result<Option<End>> {
    // SIGTERM, and Ctrl-C where nobody can be asked, leave at once.
    if number != 2 || !drive.observer.can_ask() {
        return Ok(Some(End::Left(number)));
    }

    // Nobody else waits for the answer.
    drive.turn = None;
    let question = Question {
        run: &drive.record.run,
        all_sent: drive.left_unsent().is_none(),
        may_cancel: drive.consented().is_some(),
    };
    let answer = tokio::select! {
        answer = drive.observer.ask(&question) => answer?,
        // The second Ctrl-C leaves.
        number = drive.watch.signal() => return Ok(Some(End::Left(number))),
    };
    match answer {
        Choice::Stop => Ok(Some(End::Unfollowed)),
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
    let Some(consented) = drive.consented() else {
        return Ok(());
    };
    super::sites::check_reach(drive.reach, &drive.record)?;
    drive.record.cancel("it was cancelled");
    drive.save()?;

    let mut problem = None;
    for (scope, id) in running(&drive.record) {
        let site = super::sites::site(drive.reach, &scope)?;
        match site.cancel(&id, consented).await {
            Ok(()) => drive.tell(&Event::AskedToStop { command_id: id }),
            Err(error) => {
                let why = error.one_line();
                drive.context.tell(Remark::Warning(match error.kind() {
                    Kind::NotKnown | Kind::Interrupted(_) => format!("{scope}: {why}"),
                    _ => {
                        format!("command {id} in {scope} was not asked to stop, and goes on: {why}")
                    }
                }));
                // A signal is what ended it, whatever becomes of the others.
                if !problem.as_ref().is_some_and(was_interrupted) {
                    problem = Some(error);
                }
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

fn was_interrupted(error: &Error) -> bool {
    matches!(error.kind(), Kind::Interrupted(_))
}

/// The commands that were sent and are not over.
fn running(record: &Record) -> Vec<(Scope, String)> {
    record
        .commands
        .iter()
        .filter(|command| !record.is_over(command))
        .filter_map(|command| Some((command.command.scope.clone(), command.id()?.to_owned())))
        .collect()
}
