//! `patchctl patch-now show`.

use clap::Args;

use super::view::end;
use crate::aws::reach::Reach;
use crate::context::Context;
use crate::domain::run::automation;
use crate::domain::run::name::RunName;
use crate::domain::run::record::SentCommand;
use crate::domain::run::record::{Record, Sending};
use crate::domain::text::words::count;
use crate::error::Result;
use crate::exit::ExitCode;
use crate::output::time;
use crate::run::again::again;
use crate::run::find;
use crate::run::receipts::Receipts;

/// Arguments of `patch-now show`.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  patchctl patch-now show 20261122-0108-k3x9q
  patchctl patch-now show 20261122-0108-k3x9q -o json > receipt.json")]
pub struct ShowArgs {
    /// The run, or the id of an automation execution
    #[arg(value_name = "RUN")]
    run: RunName,
}

/// Shows the receipt of a run as it stands.
///
/// # Errors
/// When nobody knows the run.
pub async fn run(context: &Context, args: &ShowArgs) -> Result<ExitCode> {
    context.ui.check_listing(&super::view::nodes::COLUMNS)?;
    let reach = Reach::open(context).await?;
    if automation::is_execution(&args.run) {
        return super::automation::show(context, &reach, args.run.as_str()).await;
    }

    let receipts = Receipts::of(context, &reach)?;
    let record = find::find(context, &reach, &receipts, &args.run).await?;
    end::listing(context, &record)?;
    for line in lines(&record) {
        context.ui.note(&line);
    }

    if record.is_ours() {
        context.ui.note(&format!(
            "receipt: {}",
            receipts.path(&record.run).display()
        ));
    }

    if !record.is_judged() {
        context.ui.note(&format!(
            "it is not judged yet: {}",
            again(context, &reach, "wait", &record.run)
        ));
        // Only the machine that began it can go on with it.
        if let Some(what) = record.left_unsent().filter(|_| record.is_ours()) {
            context.ui.note(&format!(
                "{what}; unless somebody follows it: {}",
                again(context, &reach, "resume", &record.run)
            ));
        }
    }
    Ok(ExitCode::Done)
}

fn headline(record: &Record) -> String {
    let judged = record.ended_at.map_or_else(String::new, |ended| {
        format!(", judged {}", time::rfc3339(ended))
    });
    format!(
        "{} {}: {}, began {}{judged}",
        record.run,
        record.state.as_str(),
        record.request.operation.as_str(),
        time::rfc3339(record.started_at),
    )
}

/// The receipt in a few lines.
fn lines(record: &Record) -> Vec<String> {
    let request = &record.request;
    let mut lines = vec![headline(record)];
    lines.extend(
        request
            .reason
            .as_ref()
            .map(|reason| format!("reason: {reason}")),
    );

    let mut who: Vec<&str> = record.who.user.iter().map(String::as_str).collect();
    // The local user and the identities in AWS, as far as they were known: a shared role tells
    // nobody apart.
    who.extend(record.who.identities.iter().map(String::as_str));
    if !who.is_empty() {
        lines.push(format!("by {}", who.join(", ")));
    }

    lines.push(format!(
        "snapshot {}, reboot {}",
        request.snapshot_id, request.reboot
    ));
    lines.extend(
        record
            .stopped_because
            .as_ref()
            .map(|why| format!("stopped: {why}")),
    );
    lines.extend(record.commands.iter().map(command_line));
    lines
}

fn command_line(command: &SentCommand) -> String {
    let state = match &command.sending {
        Sending::Planned => "not sent".to_owned(),
        // Who died between the call and its answer left this: nobody knows yet whether it runs.
        Sending::Begun { at } => format!("being sent since {}", time::rfc3339(*at)),
        Sending::Sent { command_id, .. } => format!(
            "{command_id} {}",
            command.status.as_deref().unwrap_or("sent")
        ),
        Sending::Refused { error } => format!("refused: {error}"),
        Sending::Dropped => "dropped".to_owned(),
    };
    format!(
        "wave {} {} {}: {}: {state}",
        command.wave,
        command.phase.as_str(),
        command.command.scope,
        count(command.command.nodes.len(), "node")
    )
}
