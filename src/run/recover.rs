//! Looks for commands by their Comments, when nobody knows whether they were sent.

use super::drive::Drive;
use super::end::End;
use super::sites::site;
use crate::domain::run::command::Parameters;
use crate::domain::run::event::Event;
use crate::domain::run::record::Sending;
use crate::domain::run::request::Phase;
use crate::error::Error;
use crate::error::Result;

/// How often, and every how many seconds, a command whose end is not known is looked up: AWS shows
/// a new command a moment later.
const LOOKS: (u32, u64) = (6, 5);

/// Finds out what became of commands whose sending was cut off, such as by a kill: each is found by
/// its Comment, or was never sent.
pub async fn settle(drive: &mut Drive<'_>) -> Result<Option<End>> {
    for index in 0..drive.record.commands.len() {
        if let Sending::Begun { .. } = drive.record.commands[index].sending {
            match look_up(drive, index).await? {
                LookUp::Runs => {}
                // Nobody has it, so that it may be sent; whether it is to be is decided by the
                // gate.
                LookUp::NeverSent => drive.record.commands[index].sending = Sending::Planned,
                LookUp::Left(end) => return Ok(Some(end)),
            }
            // Written down before the next one is looked for: that may take half a minute.
            drive.save()?;
        }
    }
    Ok(None)
}

/// What became of a command of which nobody knew whether it was sent.
pub(super) enum LookUp {
    Runs,
    NeverSent,
    /// A signal came first.
    Left(End),
}

/// Looks for a command by its Comment for a while; when it runs, the receipt has it then.
pub(super) async fn look_up(drive: &mut Drive<'_>, index: usize) -> Result<LookUp> {
    let command = drive.record.commands[index].clone();
    let Sending::Begun { at } = command.sending else {
        return Ok(LookUp::Runs);
    };
    let (document, _) = order(drive, index);
    let reach = drive.reach;

    for look in 0..LOOKS.0 {
        if look > 0
            && let Some(end) = drive.pause(LOOKS.1).await?
        {
            return Ok(LookUp::Left(end));
        }
        let found = site(reach, &command.command.scope)?
            .commands_since(at, Some(document))
            .await
            .map_err(|error| unsure(drive, error))?;

        // The Comment names the run, the wave and the part, so that no other command has it.
        let mut found = found.into_iter();
        if let Some(found) = found.find(|found| found.comment == command.command.comment) {
            drive.tell(&Event::Found {
                command_id: found.id.clone(),
            });
            let sent_at = found.requested_at.unwrap_or(at);
            drive.record.note_sent(index, sent_at, found.id, None);
            drive.save()?;
            return Ok(LookUp::Runs);
        }
    }
    Ok(LookUp::NeverSent)
}

fn unsure(drive: &Drive<'_>, error: Error) -> Error {
    error.hint(format!(
        "whether a command of {} runs is not known; to look again and go on: {}",
        drive.record.run,
        drive.again("resume")
    ))
}

/// The document and the parameters that a command of a run is sent with.
pub(super) fn order(drive: &Drive<'_>, index: usize) -> (&'static str, Parameters) {
    let request = &drive.record.request;
    match drive.record.commands[index].phase {
        Phase::Patch => (request.document(), request.parameters()),
        Phase::Reboot => request.reboot_parameters(),
    }
}
