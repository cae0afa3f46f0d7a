use super::*;
use crate::domain::run::command::CommandStep;
use crate::domain::run::limits::Due;
use crate::domain::run::record::tests::{command, known_by_comments, node};

/// The run of two commands with nodes 1 and 2 in wave 1 and node 3 in wave 2, of which nothing was
/// sent.
pub(in crate::domain::run) fn unsent() -> Record {
    let mut record = known_by_comments();
    for command in &mut record.commands {
        command.sending = Sending::Planned;
        command.command.max_concurrency = command.command.nodes.len();
    }
    for node in record.nodes.iter_mut() {
        node.progress = Progress::Waiting;
        node.outcome = Outcome::Waiting;
    }
    record
}

pub(in crate::domain::run) fn invocation(number: usize, word: &str) -> Invocation {
    let step = CommandStep {
        name: "PatchLinux".to_owned(),
        status: word.to_owned(),
        code: 0,
        started_at: None,
        finished_at: None,
        output: String::new(),
    };
    Invocation {
        node: node(number),
        status: word.to_owned(),
        details: word.to_owned(),
        steps: vec![step],
    }
}

pub(in crate::domain::run) fn seen(status: &str, invocations: Vec<Invocation>) -> Seen {
    let command = Command {
        status: status.to_owned(),
        details: status.to_owned(),
        ..command("c1", "", &[1, 2])
    };
    Seen {
        command: Some(command),
        invocations,
    }
}

fn stages(record: &Record) -> Vec<Progress> {
    record.nodes.iter().map(|node| node.progress).collect()
}

pub(in crate::domain::run) fn at(second: i64) -> Timestamp {
    Timestamp::from_second(second).unwrap()
}

#[test]
fn notes_tell_a_receipt_what_it_does_not_know_yet() {
    let begun = |second| Sending::Begun { at: at(second) };
    let sent = |id: &str| Sending::Sent {
        at: at(3),
        command_id: id.to_owned(),
        request_id: None,
    };
    let mut record = unsent();
    record.recalls(0, begun(1));
    record.recalls(0, begun(2));
    assert_eq!(
        record.commands[0].sending,
        begun(1),
        "the first try may have reached AWS"
    );
    record.recalls(0, sent("c1"));
    assert_eq!(
        (record.commands[0].id(), stages(&record)),
        (
            Some("c1"),
            vec![Progress::Queued, Progress::Queued, Progress::Waiting]
        )
    );
    // Notes that the receipt has taken over already, and one of a command that it does not have.
    let before = record.clone();
    record.recalls(0, begun(1));
    record.recalls(0, sent("c2"));
    record.recalls(9, sent("c9"));
    assert_eq!(record, before);
    record.drop_unsent(None, "cancelled");
    record.recalls(1, begun(1));
    assert_eq!(record.commands[1].sending, Sending::Dropped);
}

#[test]
fn a_wave_is_sent_followed_and_over() {
    let mut record = unsent();
    assert_eq!(
        (
            record.current_wave(),
            record.has_begun(1),
            record.due(Phase::Patch, 1)
        ),
        (Some(1), false, Due::Send(0))
    );
    assert!(record.is_left_unsent(Phase::Patch, 1));
    record.note_sent(0, at(100), "c1".to_owned(), None);
    assert_eq!(
        stages(&record),
        [Progress::Queued, Progress::Queued, Progress::Waiting]
    );
    assert_eq!(
        (
            record.has_begun(1),
            record.has_begun(2),
            record.due(Phase::Patch, 1)
        ),
        (true, false, Due::Nothing)
    );
    let changes = record.takes_over(
        0,
        &seen("InProgress", vec![invocation(1, "Success")]),
        at(101),
    );
    assert_eq!(
        changes,
        [Change {
            node: node(1),
            name: String::new(),
            phase: Phase::Patch,
            progress: Progress::Success
        }]
    );
    assert!(
        record.is_open(&record.commands[0]),
        "the second node has no invocation yet"
    );
    let changes = record.takes_over(
        0,
        &seen(
            "Success",
            vec![invocation(1, "Success"), invocation(2, "Failed")],
        ),
        at(102),
    );
    assert_eq!(changes.len(), 1, "only what changed is told");
    assert!(record.is_over(&record.commands[0]) && !record.is_open(&record.commands[0]));
    assert_eq!(
        record.current_wave(),
        Some(1),
        "its nodes are not judged yet"
    );
    for node in record.nodes.iter_mut().take(2) {
        node.outcome = Outcome::Succeeded;
    }
    assert_eq!(record.current_wave(), Some(2));
}

#[test]
fn what_aws_does_not_show_depends_on_what_it_says_of_the_command() {
    let hour = |hours: i64| at(100 + hours * 3600);
    let nobody = Command {
        status: "Success".to_owned(),
        details: "NoInstancesInTag".to_owned(),
        ..command("c1", "", &[])
    };
    for (seen, now, expected) in [
        (seen("InProgress", Vec::new()), hour(5), Progress::Queued),
        (seen("Failed", Vec::new()), hour(0), Progress::Terminated),
        (
            Seen {
                command: Some(nobody),
                invocations: Vec::new(),
            },
            hour(0),
            Progress::Undeliverable,
        ),
        (
            Seen {
                command: None,
                invocations: Vec::new(),
            },
            hour(1),
            Progress::Queued,
        ),
        (
            Seen {
                command: None,
                invocations: Vec::new(),
            },
            hour(2),
            Progress::Unknown,
        ),
    ] {
        let mut record = unsent();
        record.note_sent(0, at(100), "c1".to_owned(), None);
        record.takes_over(0, &seen, now);
        assert_eq!(record.nodes[0].progress, expected, "{seen:?}");
    }
}

#[test]
fn nothing_is_sent_any_more_once_a_run_is_cancelled_from_anywhere() {
    let mut record = unsent();
    record.note_sent(0, at(100), "c1".to_owned(), None);
    record.takes_over(
        0,
        &seen("Cancelling", vec![invocation(1, "InProgress")]),
        at(101),
    );
    assert_eq!(record.state, State::Cancelled);
    assert_eq!(record.commands[1].sending, Sending::Dropped);
    assert_eq!(
        (record.nodes[2].progress, record.nodes[2].outcome),
        (Progress::Terminated, Outcome::NotStarted)
    );
    assert_eq!(
        record.nodes[0].progress,
        Progress::InProgress,
        "what runs goes on"
    );
    // A command that was being sent, and is found not to run.
    record.commands[1].sending = Sending::Planned;
    record.cancel("again");
    assert_eq!(record.commands[1].sending, Sending::Dropped);
    assert_eq!(
        record.stopped_because.as_deref(),
        Some("a command of it was cancelled"),
        "the first reason counts"
    );
}

#[test]
fn the_nodes_of_a_refused_command_did_not_start() {
    let mut record = unsent();
    record.refuse(0, "no");
    assert_eq!(
        (record.nodes[0].outcome, record.nodes[0].reason.as_str()),
        (Outcome::NotStarted, "no")
    );
    assert_eq!(record.nodes[2].outcome, Outcome::Waiting);
    record.commands[1].phase = Phase::Reboot;
    record.nodes[2].outcome = Outcome::PendingReboot;
    record.refuse(1, "no");
    assert_eq!(
        (record.nodes[2].outcome, record.nodes[2].reboot),
        (Outcome::NotRebooted, Some(Progress::Terminated))
    );
}
