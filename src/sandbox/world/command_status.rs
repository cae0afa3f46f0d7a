//! The status of a command over all of its nodes.

use jiff::Timestamp;

use super::invocations::{CommandRun, Ending};

/// `Status` and `StatusDetails` of a command. How AWS pairs the two for `Incomplete` and
/// `NoInstancesInTag` is unverified.
pub(in crate::sandbox) fn status(run: &CommandRun, now: Timestamp) -> (&'static str, &'static str) {
    // Nobody was meant: the command is a success that did nothing (User Guide, "Understanding
    // command statuses").
    let command = &run.command;
    if command.nodes.is_empty() {
        return ("Success", "NoInstancesInTag");
    }

    let cancelled = command.cancelled().is_some_and(|at| at <= now);
    if now < run.ended {
        return unfinished(run, now, cancelled);
    }
    finished(run, cancelled)
}

fn unfinished(run: &CommandRun, now: Timestamp, cancelled: bool) -> (&'static str, &'static str) {
    let begun = run.invocations.iter().any(|invocation| {
        invocation.started.is_some_and(|at| at <= now) || invocation.ended <= now
    });
    match (cancelled, begun) {
        (true, _) => ("Cancelling", "Cancelling"),
        (false, true) => ("InProgress", "InProgress"),
        (false, false) => ("Pending", "Pending"),
    }
}

fn count_of(run: &CommandRun, ending: Ending) -> usize {
    let ended = run.invocations.iter();
    ended
        .filter(|invocation| invocation.ending == ending)
        .count()
}

fn finished(run: &CommandRun, cancelled: bool) -> (&'static str, &'static str) {
    let count = |ending| count_of(run, ending);
    let (failed, timed_out) = (count(Ending::Failed), count(Ending::ExecutionTimedOut));
    let (undelivered, succeeded) = (count(Ending::DeliveryTimedOut), count(Ending::Success));

    // More errors than are borne decide, also over a cancellation.
    if failed + timed_out > run.command.most_errors() {
        return if failed == 0 {
            ("TimedOut", "ExecutionTimedOut")
        } else {
            ("Failed", "Failed")
        };
    }
    if cancelled || count(Ending::Cancelled) > 0 {
        return ("Cancelled", "Cancelled");
    }

    // Errors that are borne leave a command Incomplete, as do deliveries that timed out beside a
    // success. Other nodes that were not reached are no errors: without them it may succeed.
    match (failed + timed_out, undelivered) {
        (0, 0) => ("Success", "Success"),
        (0, _) if succeeded == 0 => ("TimedOut", "DeliveryTimedOut"),
        _ => ("Failed", "Incomplete"),
    }
}
