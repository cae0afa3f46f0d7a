//! Sends commands, each at most once: what nobody knows the end of is looked up by its Comment before anything is sent again.

use std::time::Duration;

use serde_json::json;

use super::drive::Drive;
use crate::aws::commands::{Delivery, Order};
use crate::aws::scopes::World;
use crate::aws::site::Site;
use crate::domain::id::Scope;
use crate::domain::patch_run::command::Progress;
use crate::domain::patch_run::record::{Sending, SentCommand, State};
use crate::domain::patch_run::request::{Parameters, Phase};
use crate::domain::patch_run::verdict::Outcome;
use crate::error::{Error, Result};

/// How often a throttled command is sent again; it never ran.
const TRIES: u32 = 8;
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
        let members: Vec<&SentCommand> =
            drive.record.commands.iter().filter(|command| command.phase == phase && command.wave == wave).collect();
        let Some(next) = members.iter().find(|command| command.sending == Sending::Planned) else { return Ok(()) };
        let nodes: usize = members.iter().map(|command| command.command.nodes.len()).sum();
        let (mut failed, mut busy) = (0, 0);
        for command in &members {
            let ends: Vec<Progress> = command.command.nodes.iter().filter_map(|node| drive.progress_of(command, node)).collect();
            failed += ends.iter().filter(|progress| progress.is_failure() && !is_unreached(**progress)).count();
            if matches!(command.sending, Sending::Sent { .. }) && !ends.iter().all(|progress| progress.is_end()) {
                busy += command.command.max_concurrency;
            }
        }
        let request = &drive.record.request;
        if failed > request.max_errors.of(nodes) {
            drive.drop_unsent(
                Some(wave),
                &format!("{failed} nodes failed before it was its turn, more than --max-errors {}", request.max_errors),
            );
            return drive.save();
        }
        if busy > 0 && busy + next.command.max_concurrency > request.max_concurrency.at_once(nodes) {
            return Ok(());
        }
        let comment = next.command.comment.clone();
        let index = drive.record.commands.iter().position(|command| command.command.comment == comment);
        send(drive, index.expect("the command is one of the record")).await?;
    }
}

/// AWS does not count nodes that it could not reach as errors of a command.
const fn is_unreached(progress: Progress) -> bool {
    matches!(progress, Progress::Undeliverable | Progress::DeliveryTimedOut | Progress::InvalidPlatform | Progress::AccessDenied)
}

/// Sends one command. The receipt says so before the call and after it, so that a crash in between is made up for later.
///
/// # Errors
/// When nothing of the run could be sent so far; a later refusal is kept in the receipt, and fails the nodes of the command.
pub async fn send(drive: &mut Drive<'_>, index: usize) -> Result<()> {
    let Some(approved) = drive.approved() else { return Ok(()) };
    let command = drive.record.commands[index].command.clone();
    let (document, parameters) = order(drive, index);
    let (world, context) = (drive.world, drive.context);
    let (mut tries, mut sendings) = (0, 0);
    loop {
        drive.record.commands[index].sending = Sending::Begun { at: context.clock.now() };
        drive.save()?;
        let order = Order {
            document,
            parameters: &parameters,
            output: drive.record.request.output.as_ref(),
            delivery_timeout_seconds: drive.record.request.delivery_timeout_seconds,
        };
        match site(world, &command.scope)?.send(&command, &order, approved).await {
            Delivery::Sent { command_id, request_id } => {
                let line = format!("sent command {command_id} to {}", crate::output::count(command.nodes.len(), "node"));
                drive.view.change(context.clock.now(), &line, json!({ "command_id": command_id }));
                is_sent(drive, index, Sending::Sent { at: context.clock.now(), command_id, request_id });
                return drive.save();
            }
            Delivery::Refused { throttled: true, .. } if tries < TRIES => {
                tries += 1;
                context.pause(Duration::from_secs(u64::from(tries))).await?;
            }
            Delivery::Refused { error, .. } => return refused(drive, index, error),
            Delivery::Unknown(error) => {
                sendings += 1;
                let line = format!("{}; looking whether the command runs all the same", error.one_line());
                drive.view.change(context.clock.now(), &line, json!({}));
                if look_up(drive, index).await? {
                    return Ok(());
                }
                if sendings >= SENDINGS {
                    drive.record.commands[index].sending = Sending::Planned;
                    drive.record.state = State::Stopped;
                    drive.record.stopped_because = Some(format!("a command could not be sent: {}", error.one_line()));
                    drive.save()?;
                    return Err(error.hint(format!("nothing of this command runs; go on with: {}", drive.again("resume"))));
                }
            }
        }
    }
}

/// Takes over that a command was sent: its nodes wait for their turn now.
fn is_sent(drive: &mut Drive<'_>, index: usize, sending: Sending) {
    let command = &mut drive.record.commands[index];
    command.sending = sending;
    let (phase, scope, nodes) = (command.phase, command.command.scope.clone(), command.command.nodes.clone());
    for node in nodes.iter().filter(|_| phase == Phase::Patch) {
        if let Some(record) = drive.record.node_mut(&scope, node).filter(|record| record.progress == Progress::Waiting) {
            record.progress = Progress::Queued;
            record.outcome = Outcome::Running;
            Progress::Queued.meaning().clone_into(&mut record.reason);
        }
    }
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
    let phase = drive.record.commands[index].phase;
    let command = drive.record.commands[index].command.clone();
    drive.record.commands[index].sending = Sending::Refused { error: why.clone() };
    for node in &command.nodes {
        if let Some(record) = drive.record.node_mut(&command.scope, node) {
            if phase == Phase::Reboot {
                record.reboot = Some(Progress::Terminated);
                record.outcome = Outcome::NotRebooted;
            } else {
                record.progress = Progress::Terminated;
                record.outcome = Outcome::NotStarted;
            }
            why.clone_into(&mut record.reason);
        }
    }
    drive.save()?;
    if drive.record.commands.iter().any(|command| command.id().is_some()) {
        drive.context.ui.warn(&format!("a command was refused, and its nodes did not start: {why}"));
        return Ok(());
    }
    drive.drop_unsent(None, "the first command of the run was refused");
    drive.record.state = State::Stopped;
    drive.record.stopped_because = Some(why);
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
        let found = site(world, &command.command.scope)?.commands_since(at, Some(document)).await?;
        if let Some(found) = found.into_iter().find(|found| found.comment == command.command.comment) {
            let line = format!("command {} was sent all the same", found.id);
            drive.view.change(context.clock.now(), &line, json!({ "command_id": found.id }));
            is_sent(drive, index, Sending::Sent { at: found.requested_at.unwrap_or(at), command_id: found.id, request_id: None });
            drive.save()?;
            return Ok(true);
        }
    }
    Ok(false)
}
