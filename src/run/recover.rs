//! Looks for commands by their Comments, when nobody knows whether they were sent. Nothing is sent
//! again because it was not found: AWS shows a new command late, and `SendCommand` has no token that
//! would make a repetition harmless.

use jiff::{SignedDuration, Timestamp};

use super::drive::Drive;
use super::end::End;
use super::sites::site;
use crate::domain::run::command::Parameters;
use crate::domain::run::event::Event;
use crate::domain::run::record::Sending;
use crate::domain::run::request::Phase;
use crate::domain::text::words::count;
use crate::error::Error;
use crate::error::Result;

/// For how long, and every how many seconds, a command whose answer was lost is looked for.
const LOOKS: (SignedDuration, u64) = (SignedDuration::from_secs(30), 5);
/// How long after the sending a list that does not have the command is believed, by whoever was
/// asked to send it again: lists were seen to be half a minute late.
const BELIEVED: SignedDuration = SignedDuration::from_mins(5);

/// Finds out what became of commands whose sending was cut off, such as by a kill: each is found by
/// its Comment, or its end is not known. Only after somebody agreed to send it again, and AWS has not
/// shown it for long, it counts as never sent.
pub async fn settle(drive: &mut Drive<'_>) -> Result<Option<End>> {
    for index in 0..drive.record.commands.len() {
        let Sending::Begun { at } = drive.record.commands[index].sending else {
            continue;
        };
        let again = drive.consented().is_some();
        match look_up(drive, index, patience(drive, at)).await? {
            LookUp::Runs => {}
            LookUp::NotFound if again => {
                drive.record.commands[index].sending = Sending::Planned;
            }
            LookUp::NotFound => return unknown_end(drive, index, None).map(Some),
            LookUp::Unseen(error) => return unknown_end(drive, index, Some(&error)).map(Some),
            LookUp::Left(end) => return Ok(Some(end)),
        }
        // Written down before the next one is looked for: that may take minutes.
        drive.save()?;
    }
    Ok(None)
}

/// Until when a command is looked for whose sending began at a moment.
fn patience(drive: &Drive<'_>, began: Timestamp) -> Timestamp {
    let now = drive.context.clock.now();
    let later = |from: Timestamp, by| from.saturating_add(by).unwrap_or(from);
    if drive.consented().is_some() {
        return later(began, BELIEVED).max(now);
    }
    later(now, LOOKS.0)
}

/// Stops a run because nobody knows whether one of its commands runs.
///
/// # Errors
/// When the receipt cannot be written.
pub(super) fn unknown_end(
    drive: &mut Drive<'_>,
    index: usize,
    error: Option<&Error>,
) -> Result<End> {
    // Noted before the run stops, since that saves the record.
    drive.record.doubts(index);
    let command = &drive.record.commands[index];
    let what = match command.phase {
        Phase::Patch => format!("a command of wave {}", command.wave),
        Phase::Reboot => "a command that reboots".to_owned(),
    };
    let (nodes, scope) = (&command.command.nodes, &command.command.scope);
    let why = error.map_or_else(String::new, |error| format!(" ({})", error.one_line()));
    let nodes = count(nodes.len(), "node");
    drive.stop(&format!(
        "not known whether {what} for {nodes} in {scope} runs{why}; nothing is sent again unasked"
    ))
}

/// What became of a command of which nobody knew whether it was sent.
pub(super) enum LookUp {
    Runs,
    /// AWS did not show it as long as it was looked for.
    NotFound,
    /// AWS could not be asked at last.
    Unseen(Error),
    /// A signal came first.
    Left(End),
}

/// Looks for a command whose answer was just lost.
pub(super) async fn look_up_soon(drive: &mut Drive<'_>, index: usize) -> Result<LookUp> {
    let now = drive.context.clock.now();
    let until = now.saturating_add(LOOKS.0).unwrap_or(now);
    look_up(drive, index, until).await
}

/// Looks for a command by its Comment until a moment, at least once; when it runs, the receipt has
/// it then.
async fn look_up(drive: &mut Drive<'_>, index: usize, until: Timestamp) -> Result<LookUp> {
    let command = drive.record.commands[index].clone();
    let Sending::Begun { at } = command.sending else {
        return Ok(LookUp::Runs);
    };
    let (document, _) = order(drive, index);
    let reach = drive.reach;

    loop {
        let listed = site(reach, &command.command.scope)?
            .commands_since(at, Some(document))
            .await;
        let (listed, failure) = match listed {
            Ok(listed) => (listed, None),
            Err(error) => (Vec::new(), Some(error)),
        };

        // The Comment names the run, the wave and the part, so that no other command has it.
        let mut listed = listed.into_iter();
        if let Some(found) = listed.find(|found| found.comment == command.command.comment) {
            drive.tell(&Event::Found {
                command_id: found.id.clone(),
            });
            let sent_at = found.requested_at.unwrap_or(at);
            drive.record.note_sent(index, sent_at, found.id, None);
            drive.save()?;
            return Ok(LookUp::Runs);
        }

        // It has been tried often enough; and who could not be asked has not said that there is none.
        if let Some(error) = failure {
            return Ok(LookUp::Unseen(error));
        }
        if drive.context.clock.now() >= until {
            return Ok(LookUp::NotFound);
        }
        if let Some(end) = drive.pause(LOOKS.1).await? {
            return Ok(LookUp::Left(end));
        }
    }
}

/// The document and the parameters that a command of a run is sent with.
pub(super) fn order(drive: &Drive<'_>, index: usize) -> (&'static str, Parameters) {
    let request = &drive.record.request;
    match drive.record.commands[index].phase {
        Phase::Patch => (request.document(), request.parameters()),
        Phase::Reboot => request.reboot_parameters(),
    }
}
