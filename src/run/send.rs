//! Sends commands, each at most once: what nobody knows the end of is looked up by its Comment, and
//! when it is not found the run stops.

use super::drive::Drive;
use super::end::End;
use super::recover::{LookUp, look_up_soon, order, unknown_end};
use super::sites::site;
use crate::aws::commands::{Delivery, Dispatch};
use crate::domain::fleet::remark::Remark;
use crate::domain::run::event::Event;
use crate::domain::run::limits::Due;
use crate::domain::run::record::Sending;
use crate::domain::run::request::Phase;
use crate::error::{Error, Result};
use crate::output::plan::Consented;

/// How often a command is sent again that never ran: it was throttled, or no connection came about.
const TRIES: u64 = 8;

/// Sends the commands of a wave that may begin now, as far as the limits of the wave allow; the end
/// when a signal came.
pub async fn send_due(drive: &mut Drive<'_>, phase: Phase, wave: usize) -> Result<Option<End>> {
    if drive.consented().is_none() {
        return Ok(None);
    }

    loop {
        match drive.record.due(phase, wave) {
            Due::Nothing => return Ok(None),
            Due::Send(index) => {
                // A signal between two commands leaves the others unsent, and that is said.
                if let Some(end) = send(drive, index).await? {
                    return Ok(Some(end));
                }
            }
            Due::TooManyErrors(why) => {
                // The limit of AWS counts in each command by itself; this one is that of the wave.
                drive.record.drop_unsent(Some((phase, wave)), &why);
                drive.save()?;
                return Ok(None);
            }
        }
    }
}

/// Sends one command; the end when a signal came before that. The journal says so before the call,
/// so that a crash is made up for later, and what came of it after.
///
/// # Errors
/// When nothing of the run could be sent so far; a later refusal is kept in the receipt, and fails
/// the nodes of the command.
pub async fn send(drive: &mut Drive<'_>, index: usize) -> Result<Option<End>> {
    let Some(consented) = drive.consented() else {
        return Ok(None);
    };
    let mut tries = 0;
    loop {
        if let Some(left) = not_to_send(drive, index).await? {
            return Ok(left);
        }

        if drive.record.recipients(index).is_empty() {
            drive.record.commands[index].sending = Sending::Dropped;
            return drive.save().map(|()| None);
        }
        match attempt(drive, index, consented).await? {
            Delivery::Sent {
                command_id,
                request_id,
            } => return sent(drive, index, command_id, request_id).map(|()| None),
            // One node that is gone takes its whole command with it (SSM API, `SendCommand`).
            Delivery::Refused { error, .. }
                if error.code() == Some("InvalidInstanceId")
                    && drive.leave_refused(index, &error).await? =>
            {
                drive.record.commands[index].sending = Sending::Planned;
            }
            Delivery::Refused { error, passing } if !passing || tries >= TRIES => {
                return refused(drive, index, error).map(|()| None);
            }
            // Each pause is a second longer than the last.
            Delivery::Refused { .. } => {
                tries += 1;
                drive.record.commands[index].sending = Sending::Planned;
                if let Some(end) = drive.pause(tries).await? {
                    return Ok(Some(end));
                }
            }
            Delivery::Unknown(error) => return found_out(drive, index, &error).await,
        }
    }
}

/// What keeps a command from being sent, looked at before each try: a signal, with the end, or
/// somebody who cancelled the run since the last one.
async fn not_to_send(drive: &mut Drive<'_>, index: usize) -> Result<Option<Option<End>>> {
    drive.heed_cancellation();
    if let Some(end) = drive.heard().await? {
        return Ok(Some(Some(end)));
    }
    if drive.record.commands[index].sending == Sending::Dropped {
        drive.save()?;
        return Ok(Some(None));
    }
    Ok(None)
}

/// Notes that a command runs. It is told first: whoever reads along has the id even where the disk
/// is full.
fn sent(
    drive: &mut Drive<'_>,
    index: usize,
    command_id: String,
    request_id: Option<String>,
) -> Result<()> {
    drive.tell(&Event::Sent {
        command_id: command_id.clone(),
        nodes: drive.record.recipients(index).len(),
    });

    let now = drive.context.clock.now();
    drive.record.note_sent(index, now, command_id, request_id);
    drive.note(index, &drive.record.commands[index].sending)
}

/// What became of a command whose answer was lost: it runs, or the run stops here.
async fn found_out(drive: &mut Drive<'_>, index: usize, error: &Error) -> Result<Option<End>> {
    drive.tell(&Event::AnswerLost {
        error: error.one_line(),
    });
    match look_up_soon(drive, index).await? {
        LookUp::Runs => Ok(None),
        LookUp::Left(end) => Ok(Some(end)),
        LookUp::NotFound | LookUp::Unseen(_) => unknown_end(drive, index, Some(error)).map(Some),
    }
}

/// One `SendCommand`, with the journal saying so first.
async fn attempt(drive: &mut Drive<'_>, index: usize, consented: &Consented) -> Result<Delivery> {
    // Before the call: after a crash in between the command is looked for, and not sent again
    // unseen.
    let begun = Sending::Begun {
        at: drive.context.clock.now(),
    };
    drive.note(index, &begun)?;
    drive.record.commands[index].sending = begun;

    let (document, parameters) = order(drive, index);
    let request = &drive.record.request;
    let mut command = drive.record.commands[index].command.clone();
    command.nodes = drive.record.recipients(index);
    command.max_concurrency = command.max_concurrency.min(command.nodes.len());
    let order = Dispatch {
        document,
        parameters: &parameters,
        output: request.output.as_ref(),
        delivery_timeout_seconds: request.delivery_timeout_seconds,
    };
    Ok(site(drive.reach, &command.scope)?
        .send(&command, &order, consented)
        .await)
}

/// A command that was refused never ran: its nodes did not start. When it was the first of the run,
/// the run ends.
fn refused(drive: &mut Drive<'_>, index: usize, error: Error) -> Result<()> {
    let why = error.one_line();
    let phase = drive.record.commands[index].phase;

    drive.record.refuse(index, &why);
    drive.save()?;
    // Others run: the run goes on with them, and the nodes of this one have failed.
    if drive
        .record
        .commands
        .iter()
        .any(|command| command.id().is_some())
    {
        let nodes = if phase == Phase::Reboot {
            "are not rebooted"
        } else {
            "did not start"
        };
        drive.context.tell(Remark::Warning(format!(
            "a command was refused, and its nodes {nodes}: {why}"
        )));
        return Ok(());
    }

    drive
        .record
        .drop_unsent(None, "the first command of the run was refused");
    drive.record.stops(&why);
    drive.save()?;
    Err(error.hint(format!(
        "nothing of {} was sent; begin it anew, or: {}",
        drive.record.run,
        drive.again("retry --failed")
    )))
}
