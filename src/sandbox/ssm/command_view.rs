//! Commands and invocations as answers show them at a moment.

use std::borrow::Cow;
use std::fmt::Write as _;
use std::sync::Arc;

use jiff::{SignedDuration, Timestamp};
use serde_json::{Value, json};

use crate::sandbox::call::Call;
use crate::sandbox::wire::{Epoch, WireError};
use crate::sandbox::world::World;
use crate::sandbox::world::command_status::status;
use crate::sandbox::world::commands::Command;
use crate::sandbox::world::invocations::{CommandRun, Invocation};
use crate::sandbox::world::invocations::{Ending, Plugin};
use crate::sandbox::world::scan::ScanState;

/// For how long commands can be looked up.
const KEPT: SignedDuration = SignedDuration::from_hours(30 * 24);

/// The hash of a document.
pub(super) fn sha256(content: &str) -> String {
    use sha2::Digest as _;
    hex::encode(sha2::Sha256::digest(content.as_bytes()))
}

/// The answer to an id that names no command.
pub(super) fn unknown(id: &str) -> WireError {
    WireError::new(
        "InvalidCommandId",
        format!("The specified command ID {id} is not valid. Verify the ID and try again."),
    )
}

/// Whether a command can be looked up.
pub(super) fn is_kept(command: &Command, now: Timestamp) -> bool {
    command.sent <= now && now.duration_since(command.sent) <= KEPT && !command.was_never_sent()
}

/// The command with an id.
pub(super) fn find(world: &World, call: &Call<'_>, id: &str) -> Option<Arc<Command>> {
    let commands = world.commands(&call.scope)?;
    commands
        .values()
        .find(|command| command.id == id && is_kept(command, call.now))
        .cloned()
}

/// A command right after it was sent.
pub(super) fn sent(command: &Command) -> Value {
    let count = if command.ids.is_empty() {
        0
    } else {
        command.ids.len()
    };
    shown(command, ("Pending", "Pending"), [count, 0, 0, 0])
}

/// A command at a moment; `seen` when its targets are known by now.
pub(super) fn command(run: &CommandRun, now: Timestamp, seen: bool) -> Value {
    let targets = if seen || !run.command.ids.is_empty() {
        run.command.nodes.len()
    } else {
        0
    };

    let over = run
        .invocations
        .iter()
        .filter(|invocation| invocation.ended <= now);
    let [mut completed, mut errors, mut undelivered] = [0; 3];
    // A delivery that timed out is no error that `MaxErrors` counts (User Guide, "Understanding
    // command statuses").
    for invocation in over {
        completed += 1;
        errors += usize::from(invocation.ending.is_error());
        undelivered += usize::from(invocation.ending == Ending::DeliveryTimedOut);
    }

    shown(
        &run.command,
        status(run, now),
        [targets, completed, errors, undelivered],
    )
}

fn shown(
    command: &Command,
    (status, details): (&str, &str),
    [targets, completed, errors, undelivered]: [usize; 4],
) -> Value {
    // Undelivered for the timeout of the request, and then running for that of the document (User
    // Guide, "Understanding command timeouts").
    let expires = SignedDuration::from_secs(command.timeout + execution_timeout(command));

    let mut value = json!({
        "CommandId": command.id,
        "DocumentName": command.document,
        "DocumentVersion": command.version,
        "Comment": command.comment,
        "ExpiresAfter": Epoch(command.sent.saturating_add(expires).unwrap_or(command.sent)),
        "Parameters": command.parameters,
        "InstanceIds": command.ids,
        "Targets": command.targets,
        "RequestedDateTime": Epoch(command.sent),
        "Status": status,
        "StatusDetails": details,
        "MaxConcurrency": command.concurrency,
        "MaxErrors": command.errors,
        "TargetCount": targets,
        "CompletedCount": completed,
        "ErrorCount": errors,
        "DeliveryTimedOutCount": undelivered,
        "TimeoutSeconds": command.timeout,
    });

    // Members of the bucket are there when one was given.
    for (member, text) in [
        ("OutputS3BucketName", &command.bucket),
        ("OutputS3KeyPrefix", &command.prefix),
    ] {
        if let Some(text) = text {
            value[member] = json!(text);
        }
    }
    value
}

/// For how many seconds the document may run.
fn execution_timeout(command: &Command) -> i64 {
    let (parameter, default) = match command.document.as_str() {
        "AWS-RunPatchBaseline" | "AWS-RunPatchBaselineWithHooks" => ("StepTimeoutSeconds", 10_800),
        "AWS-RunPatchBaselineAssociation" => ("", 7200),
        _ => ("executionTimeout", 3600),
    };
    command.parameter(parameter).parse().unwrap_or(default)
}

/// `Status` and `StatusDetails` of an invocation.
pub(super) fn invocation_status(
    invocation: &Invocation,
    now: Timestamp,
) -> (&'static str, &'static str) {
    let by = |moment: Option<Timestamp>| moment.is_some_and(|moment| moment <= now);
    // What came later hides what came before.
    if invocation.ended <= now {
        invocation.ending.as_strs()
    } else if by(invocation.cancelling) {
        ("Cancelling", "Cancelling")
    } else if by(invocation.started) {
        ("InProgress", "InProgress")
    } else if by(invocation.delayed) {
        ("Delayed", "Delayed")
    } else {
        ("Pending", "Pending")
    }
}

/// `Status`, `StatusDetails` and `ResponseCode` of a step.
pub(super) fn plugin_status(plugin: &Plugin, now: Timestamp) -> (&'static str, &'static str, i32) {
    if plugin.ended <= now {
        let (status, details) = plugin.ending.as_strs();
        (status, details, plugin.code)
    } else if plugin.started <= now {
        ("InProgress", "InProgress", -1)
    } else {
        ("Pending", "Pending", -1)
    }
}

/// Everything that a step wrote to its output.
pub(in crate::sandbox) fn stdout<'p>(
    world: &World,
    scope: &crate::domain::id::Scope,
    node: &str,
    plugin: &'p Plugin,
) -> Cow<'p, str> {
    // The numbers of the report are counted now, because to judge a node takes long, and most
    // outputs are never looked at.
    let reported = plugin
        .report
        .and_then(|report| world.reported(scope, node, report));
    if reported.is_none() && plugin.lines == 0 {
        return Cow::Borrowed(&plugin.stdout);
    }

    let mut text = plugin.stdout.clone();
    // Lines that the fleet file asks for, to have an output that is cut.
    for line in 1..=plugin.lines {
        let _ = writeln!(
            text,
            "{line:>6}  patch baseline operation: step {line} of {}",
            plugin.lines
        );
    }

    if let Some(scanned) = reported {
        let counts = &scanned.judged.report.counts;
        let _ = writeln!(
            text,
            "Patch baseline {}, patch group '{}', snapshot {}",
            scanned.baseline_id, scanned.patch_group, scanned.snapshot_id
        );
        for state in ScanState::ALL {
            let _ = writeln!(text, "{}: {}", state.as_str(), counts.of(state));
        }
    }

    Cow::Owned(text)
}

/// The first so many characters of an output, with a mark when there was more.
pub(super) fn cut(text: &str, most: usize) -> Cow<'_, str> {
    /// What the SSM Agent ends a cut output with (`iohandler.go` in its source).
    const MARK: &str = "--output truncated--";

    if text.chars().count() <= most {
        return Cow::Borrowed(text);
    }

    // The mark is a part of the length.
    Cow::Owned(
        text.chars()
            .take(most - MARK.len())
            .chain(MARK.chars())
            .collect(),
    )
}

/// Where the outputs of a step lie in the bucket.
pub(in crate::sandbox) fn key(
    command: &Command,
    node: &str,
    plugin: &Plugin,
    stream: &str,
) -> String {
    // The agent joins with one slash, whatever the prefix has at its ends.
    let prefix = command
        .prefix
        .as_deref()
        .map(|prefix| prefix.trim_matches('/'))
        .filter(|prefix| !prefix.is_empty());

    let below = format!("{}/{node}/{}/{stream}", command.id, plugin.path);
    prefix.map_or_else(|| below.clone(), |prefix| format!("{prefix}/{below}"))
}

/// The URL of an output; empty when there is no bucket for it.
pub(super) fn url(
    call: &Call<'_>,
    command: &Command,
    node: &str,
    plugin: &Plugin,
    stream: &str,
) -> String {
    let Some(bucket) = &command.bucket else {
        return String::new();
    };

    // The Region is the caller's, not the bucket's: OutputS3Region is ignored (SSM API reference,
    // SendCommand).
    format!(
        "https://s3.{}.amazonaws.com/{bucket}/{}",
        call.scope.region,
        key(command, node, plugin, stream)
    )
}
