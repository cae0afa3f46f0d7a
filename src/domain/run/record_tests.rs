use jiff::Timestamp;

use super::*;
use crate::domain::id::{NodeId, Scope};
use crate::domain::run::command::Parameters;
use crate::domain::run::command::{Command, Progress};
use crate::domain::run::operation::Operation;
use crate::domain::run::request::Reboot;
use crate::domain::run::verdict::tests::request;

fn scope() -> Scope {
    Scope {
        account: "111122223333".parse().unwrap(),
        region: "us-east-1".parse().unwrap(),
    }
}

pub(in crate::domain::run) fn node(number: usize) -> NodeId {
    format!("i-{number:017x}").parse().unwrap()
}

pub(in crate::domain::run) fn command(id: &str, comment: &str, nodes: &[usize]) -> Command {
    Command {
        id: id.to_owned(),
        scope: scope(),
        document: "AWS-RunPatchBaseline".to_owned(),
        comment: comment.to_owned(),
        status: "InProgress".to_owned(),
        details: "InProgress".to_owned(),
        target_count: nodes.len(),
        requested_at: Some(Timestamp::from_second(100).unwrap()),
        nodes: nodes.iter().map(|number| node(*number)).collect(),
        parameters: Parameters::new(),
        output: None,
        targets: Vec::new(),
    }
}

pub(in crate::domain::run) fn known_by_comments() -> Record {
    let found = [
        command(
            "c2",
            "patchctl run=r-1 phase=patch wave=2/3 command=1/1",
            &[3],
        ),
        command(
            "c1",
            "patchctl run=r-1 phase=patch wave=1/3 command=1/1",
            &[1, 2],
        ),
        command(
            "c9",
            "patchctl run=r-2 phase=patch wave=1/1 command=1/1",
            &[4],
        ),
        command("c0", "somebody else", &[5]),
    ];
    let run = "r-1".parse().unwrap();
    Record::of_commands(
        &run,
        &found,
        request(Operation::Install, Reboot::Never),
        "aws".to_owned(),
        Timestamp::UNIX_EPOCH,
    )
    .unwrap()
}

#[test]
fn a_run_is_known_by_the_comments_of_its_commands() {
    let record = known_by_comments();
    let ids: Vec<_> = record.commands.iter().filter_map(SentCommand::id).collect();
    assert_eq!(ids, ["c1", "c2"], "only its own, in the order of the waves");
    assert_eq!(
        (record.waves, record.nodes.len()),
        (3, 3),
        "one wave was never sent"
    );
    assert_eq!(
        record.next_wave(),
        None,
        "what was never sent is not known here"
    );
    let none = Record::of_commands(
        &"r-9".parse().unwrap(),
        &[],
        record.request.clone(),
        String::new(),
        Timestamp::UNIX_EPOCH,
    );
    assert_eq!(none, None);
}

#[test]
fn a_receipt_survives_its_file() {
    let mut record = known_by_comments();
    record.commands[0].sending = Sending::Begun {
        at: Timestamp::UNIX_EPOCH,
    };
    record.commands[1].sending = Sending::Refused {
        error: "no".to_owned(),
    };
    let text = serde_json::to_string(&record).unwrap();
    assert_eq!(serde_json::from_str::<Record>(&text).unwrap(), record);
}

#[test]
fn a_wave_with_a_node_that_nobody_can_vouch_for_does_not_pass() {
    let mut record = known_by_comments();
    record.nodes[0].outcome = Outcome::Succeeded;
    record.nodes[1].outcome = Outcome::Unverified;
    assert!(matches!(record.passage(1), Passage::TooManyFailed(_)));
    record.nodes[1].outcome = Outcome::PendingReboot;
    assert_eq!(record.passage(1), Passage::Open);
    record.request.gate = "noncompliant=0".parse().unwrap();
    assert!(
        matches!(record.passage(1), Passage::TooManyNonCompliant(_)),
        "a node without a report is not compliant"
    );
    assert_eq!(
        record.tally(),
        [
            (Outcome::Running, 1),
            (Outcome::PendingReboot, 1),
            (Outcome::Succeeded, 1)
        ]
    );
}

#[test]
fn a_node_that_was_left_out_proves_nothing() {
    let mut record = known_by_comments();
    let scope = scope();
    record.nodes[1].outcome = Outcome::Succeeded;
    record.leave_out(Phase::Patch, &scope, &node(1), "gone");
    assert_eq!(record.recipients(0), [node(2)]);
    assert_eq!(record.passage(1), Passage::Open, "it is no failure");
    record.leave_out(Phase::Patch, &scope, &node(2), "gone");
    assert!(
        matches!(record.passage(1), Passage::TooManyFailed(_)),
        "a wave of nobody opens no gate"
    );

    // What was patched stays patched.
    record.nodes[2].outcome = Outcome::PendingReboot;
    record.leave_out(Phase::Reboot, &scope, &node(3), "gone");
    assert_eq!(
        (record.nodes[2].outcome, record.nodes[2].reboot),
        (Outcome::NotRebooted, Some(Progress::Terminated))
    );
}

#[test]
fn of_two_commands_of_one_label_the_older_is_that_of_the_run() {
    let comment = "patchctl run=r-1 phase=patch wave=1/1 command=1/1";
    let at = |second| Timestamp::from_second(second).ok();
    let older = Command {
        requested_at: at(90),
        ..command("c8", comment, &[1])
    };
    let newer = command("c2", comment, &[1]);
    let mut record = Record::of_commands(
        &"r-1".parse().unwrap(),
        std::slice::from_ref(&newer),
        request(Operation::Install, Reboot::Never),
        "aws".to_owned(),
        Timestamp::UNIX_EPOCH,
    )
    .unwrap();
    assert_eq!(record.commands[0].id(), Some("c2"));
    assert!(record.learns(&[newer.clone(), older.clone()], Timestamp::UNIX_EPOCH));
    assert_eq!(
        record.commands[0].id(),
        Some("c8"),
        "AWS showed it later than the newer one"
    );
    assert!(!record.learns(&[older, newer], Timestamp::UNIX_EPOCH));
    assert_eq!(record.commands.len(), 1);
}

#[test]
fn what_is_sent_elsewhere_is_learned() {
    let mut record = known_by_comments();
    let wave = command(
        "c3",
        "patchctl run=r-1 phase=patch wave=3/3 command=1/1",
        &[6],
    );
    let reboot = command(
        "c4",
        "patchctl run=r-1 phase=reboot wave=4/4 command=1/1",
        &[1],
    );
    let foreign = command(
        "c5",
        "patchctl run=r-2 phase=patch wave=1/1 command=1/1",
        &[7],
    );
    assert!(record.learns(&[wave, reboot, foreign], Timestamp::UNIX_EPOCH));
    let ids: Vec<_> = record.commands.iter().filter_map(SentCommand::id).collect();
    assert_eq!(ids, ["c1", "c2", "c3", "c4"]);
    assert_eq!(
        (record.waves, record.nodes.len()),
        (3, 4),
        "a round of reboots is no wave, and has no new nodes"
    );
    assert!(!record.unseen().any());
}

#[test]
fn what_was_judged_here_is_kept_where_the_other_machine_knows_less() {
    let mut told = known_by_comments();
    let mut here = told.clone();
    for (place, outcome) in [(0, Outcome::Succeeded), (1, Outcome::Failed)] {
        here.nodes[place].outcome = outcome;
    }
    told.nodes[1].outcome = Outcome::StillMissing;
    here.state = State::Cancelled;
    told.carries(&here);
    let outcomes: Vec<_> = told.nodes.iter().map(|node| node.outcome).collect();
    assert_eq!(
        outcomes[..2],
        [Outcome::Succeeded, Outcome::StillMissing],
        "the word of the machine that has the run counts"
    );
    assert_eq!(told.state, State::Cancelled);
}

#[test]
fn the_comments_tell_of_a_later_reboot() {
    let comment = "patchctl run=r-1 phase=patch wave=1/1 command=1/1 reboot=20261130T050709Z";
    let record = Record::of_commands(
        &"r-1".parse().unwrap(),
        &[command("c1", comment, &[1])],
        request(Operation::Install, Reboot::Never),
        "aws".to_owned(),
        Timestamp::UNIX_EPOCH,
    )
    .unwrap();
    let moment = "2026-11-30T05:07:09Z".parse().unwrap();
    assert_eq!(record.request.reboot, Reboot::At(moment));
}

#[test]
fn what_was_never_sent_does_not_go_on() {
    let mut record = known_by_comments();
    assert!(
        record
            .all_the_same()
            .contains("goes on in AWS all the same")
    );
    for command in &mut record.commands {
        command.sending = Sending::Planned;
    }
    assert_eq!(record.all_the_same(), "nothing of r-1 was sent");
    record.commands[0].sending = Sending::Begun {
        at: record.started_at,
    };
    assert!(record.has_sent(), "it may run");
}
