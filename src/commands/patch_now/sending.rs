//! Sends commands, each at most once: what nobody knows the end of is looked up by its Comment before anything is sent again.

use std::time::Duration;

use serde_json::json;

use super::drive::Drive;
use crate::aws::commands::{Delivery, Order};
use crate::aws::scopes::World;
use crate::aws::site::Site;
use crate::domain::id::Scope;
use crate::domain::patch_run::course::Due;
use crate::domain::patch_run::record::Sending;
use crate::domain::patch_run::request::{Parameters, Phase};
use crate::error::{Error, Result};
use crate::output::count;
use crate::output::plan::Approved;

/// How often a throttled command is sent again; it never ran.
const TRIES: u64 = 8;
/// How often, and every how many seconds, a command whose end is not known is looked up: AWS shows a new command a moment later.
const LOOKS: (u32, u64) = (6, 5);
/// How often a command that was lost on the way is sent in all.
const SENDINGS: u32 = 3;

/// The site of a scope.
///
/// # Errors
/// When the flags of this invocation do not reach it.
pub fn site<'a>(world: &'a World, scope: &Scope) -> Result<&'a Site> {
    world.site(scope).ok_or_else(|| {
        Error::failed(format!("this command does not look at account {}, Region {}", scope.account, scope.region))
            .hint(format!("add --region {}, and the --profile or --role-name of the run", scope.region))
    })
}

/// Finds out what became of commands whose sending was cut off, such as by a kill: each is found by its Comment, or was never sent.
///
/// # Errors
/// What AWS answered.
pub async fn settle(drive: &mut Drive<'_>) -> Result<()> {
    for index in 0..drive.record.commands.len() {
        if let Sending::Begun { .. } = drive.record.commands[index].sending {
            let found = look_up(drive, index).await?;
            if !found {
                drive.record.commands[index].sending = Sending::Planned;
            }
            drive.save()?;
        }
    }
    Ok(())
}

/// Sends the commands of a wave that may begin now, as far as the limits of the wave allow.
///
/// # Errors
/// As [`send`].
pub async fn send_due(drive: &mut Drive<'_>, phase: Phase, wave: usize) -> Result<()> {
    if drive.approved().is_none() {
        return Ok(());
    }
    loop {
        match drive.record.due(phase, wave) {
            Due::Nothing => return Ok(()),
            Due::Send(index) => send(drive, index).await?,
            Due::TooManyErrors(why) => {
                drive.record.drop_unsent(Some(wave), &why);
                return drive.save();
            }
        }
    }
}

/// Sends one command. The receipt says so before the call and after it, so that a crash in between is made up for later.
///
/// # Errors
/// When nothing of the run could be sent so far; a later refusal is kept in the receipt, and fails the nodes of the command.
pub async fn send(drive: &mut Drive<'_>, index: usize) -> Result<()> {
    let Some(approved) = drive.approved() else { return Ok(()) };
    let context = drive.context;
    let (mut throttled, mut lost) = (0, 0);
    loop {
        // Somebody may have cancelled the run since the last try.
        drive.heed_cancellation();
        if drive.record.commands[index].sending == Sending::Dropped {
            return drive.save();
        }
        match attempt(drive, index, approved).await? {
            Delivery::Sent { command_id, request_id } => {
                let nodes = count(drive.record.commands[index].command.nodes.len(), "node");
                let line = format!("sent command {command_id} to {nodes}");
                drive.view.change(context.clock.now(), &line, json!({ "command_id": command_id }));
                drive.record.is_sent(index, context.clock.now(), command_id, request_id);
                return drive.save();
            }
            Delivery::Refused { throttled: true, .. } if throttled < TRIES => {
                throttled += 1;
                drive.record.commands[index].sending = Sending::Planned;
                context.pause(Duration::from_secs(throttled)).await?;
            }
            Delivery::Refused { error, .. } => return refused(drive, index, error),
            Delivery::Unknown(error) => {
                lost += 1;
                let line = format!("{}; looking whether the command runs all the same", error.one_line());
                drive.view.change(context.clock.now(), &line, json!({}));
                if look_up(drive, index).await? {
                    return Ok(());
                }
                drive.record.commands[index].sending = Sending::Planned;
                if lost >= SENDINGS {
                    drive.stop(&format!("a command could not be sent: {}", error.one_line()))?;
                    return Err(error.hint(format!("nothing of this command runs; go on with: {}", drive.again("resume"))));
                }
            }
        }
    }
}

/// One `SendCommand`, with the receipt saying so first.
async fn attempt(drive: &mut Drive<'_>, index: usize, approved: &Approved) -> Result<Delivery> {
    drive.record.commands[index].sending = Sending::Begun { at: drive.context.clock.now() };
    drive.save()?;
    let (document, parameters) = order(drive, index);
    let (request, command) = (&drive.record.request, &drive.record.commands[index].command);
    let order = Order {
        document,
        parameters: &parameters,
        output: request.output.as_ref(),
        delivery_timeout_seconds: request.delivery_timeout_seconds,
    };
    Ok(site(drive.world, &command.scope)?.send(command, &order, approved).await)
}

fn order(drive: &Drive<'_>, index: usize) -> (&'static str, Parameters) {
    let request = &drive.record.request;
    match drive.record.commands[index].phase {
        Phase::Patch => (request.document(), request.parameters()),
        Phase::Reboot => request.reboot_parameters(),
    }
}

/// A command that was refused never ran: its nodes did not start. When it was the first of the run, the run ends.
fn refused(drive: &mut Drive<'_>, index: usize, error: Error) -> Result<()> {
    let why = error.one_line();
    drive.record.is_refused(index, &why);
    drive.save()?;
    if drive.record.commands.iter().any(|command| command.id().is_some()) {
        drive.context.ui.warn(&format!("a command was refused, and its nodes did not start: {why}"));
        return Ok(());
    }
    drive.record.drop_unsent(None, "the first command of the run was refused");
    drive.record.stops(&why);
    drive.save()?;
    Err(error)
}

/// Looks for a command by its Comment for a while; true when it runs, which the receipt then has.
async fn look_up(drive: &mut Drive<'_>, index: usize) -> Result<bool> {
    let command = drive.record.commands[index].clone();
    let Sending::Begun { at } = command.sending else { return Ok(command.id().is_some()) };
    let (document, _) = order(drive, index);
    let (world, context) = (drive.world, drive.context);
    for look in 0..LOOKS.0 {
        if look > 0 {
            context.pause(Duration::from_secs(LOOKS.1)).await?;
        }
        let found = site(world, &command.command.scope)?.commands_since(at, Some(document)).await.map_err(|error| {
            error.hint(format!(
                "whether a command of {} runs is not known; to look again and go on: {}",
                drive.record.run,
                drive.again("resume")
            ))
        })?;
        if let Some(found) = found.into_iter().find(|found| found.comment == command.command.comment) {
            let line = format!("command {} was sent all the same", found.id);
            drive.view.change(context.clock.now(), &line, json!({ "command_id": found.id }));
            drive.record.is_sent(index, found.requested_at.unwrap_or(at), found.id, None);
            drive.save()?;
            return Ok(true);
        }
    }
    Ok(false)
}
