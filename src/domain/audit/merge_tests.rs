use serde_json::json;

use super::super::event::tests::event;
use super::super::event::{Event, Outside};
use super::*;
use crate::domain::run::output_place::OutputPlace;

const NODE: &str = "i-0123456789abcdef0";
const RUN: &str = "patchctl run=first phase=patch wave=1/1 command=1/1";

fn sent(id: &str, comment: &str) -> Event {
    let record = json!({
        "requestParameters": {"documentName": "AWS-RunPatchBaseline", "instanceIds": [NODE], "comment": comment},
        "responseElements": {"command": {"commandId": id}},
    });
    event("SendCommand", "ssm.amazonaws.com", record)
}

fn cancelled(id: &str) -> Event {
    let record = json!({"requestParameters": {"commandId": id}});
    event("CancelCommand", "ssm.amazonaws.com", record)
}

fn command(id: &str, document: &str, comment: &str) -> Command {
    let one = sent(id, comment);
    let operation = ("Operation".to_owned(), vec!["Install".to_owned()]);
    Command {
        id: id.to_owned(),
        scope: one.scope,
        document: document.to_owned(),
        comment: comment.to_owned(),
        status: "Success".to_owned(),
        details: "Success".to_owned(),
        target_count: 1,
        requested_at: Some(one.at),
        nodes: vec![NODE.parse().expect("a node")],
        targets: Vec::new(),
        parameters: [operation].into_iter().collect(),
        output: None::<OutputPlace>,
    }
}

fn merge(found: &Found, nodes: &[NodeId]) -> Merged {
    let kept = Kept {
        runs: &[],
        automations: &[],
    };
    merged(found, kept, &BTreeSet::new(), nodes)
}

#[test]
fn a_call_and_its_command_are_one_and_a_command_alone_is_one_too() {
    let found = Found {
        events: vec![sent("c-1", RUN)],
        commands: vec![
            command("c-1", "AWS-RunPatchBaseline", RUN),
            command("c-2", "AWS-RunPatchBaseline", ""),
            command("c-3", "AWS-RunShellScript", ""),
        ],
        ..Found::default()
    };
    let entries = merge(&found, &[]).entries;
    let told = entries
        .iter()
        .map(|one| (one.who.as_str(), one.what.as_str()));
    let install = "install, reboot if needed";
    assert_eq!(
        told.collect::<Vec<_>>(),
        [("unknown", install), ("Alice", install)]
    );
    assert_eq!(entries[1].run.as_deref(), Some("first"));
    assert_eq!(entries[1].kinds, [Kind::Patch]);
    assert_eq!(entries[1].sources.len(), 2);
}

#[test]
fn what_an_execution_sent_is_told_by_the_execution() {
    let one = command("c-1", "AWS-RunPatchBaseline", "");
    let ran = Ran {
        scope: one.scope.clone(),
        source: Source::Window,
        who: "window nightly".to_owned(),
        options: vec![Options::of_parameters(&one.document, &one.parameters)],
        id: "e-1".to_owned(),
        at: one.requested_at.expect("a time"),
        status: "SUCCESS".to_owned(),
        nodes: Vec::new(),
        commands: BTreeSet::from(["c-1".to_owned()]),
    };
    let found = Found {
        commands: vec![one],
        ran: vec![ran],
        ..Found::default()
    };
    let entries = merge(&found, &[NODE.parse().expect("a node")]).entries;
    assert_eq!(entries.len(), 1);
    assert_eq!(entries[0].on, [NODE]);
    assert_eq!(entries[0].kinds, [Kind::Patch, Kind::Window]);
    assert!(entries[0].meets);
    let other = "i-0fedcba9876543210".parse().expect("a node");
    assert!(!merge(&found, &[other]).entries[0].meets);
}

#[test]
fn a_command_of_another_document_that_was_cancelled_is_left_out() {
    let found = Found {
        events: vec![
            cancelled("c-1"),
            cancelled("c-2"),
            sent("c-3", RUN),
            cancelled("c-3"),
        ],
        commands: vec![command("c-1", "AWS-RunShellScript", "")],
        ..Found::default()
    };
    let merged = merge(&found, &[]);
    assert_eq!(merged.left_out, 1);
    let told = merged.entries.iter();
    let told = told.map(|one| (one.id.as_deref(), one.run.as_deref()));
    // Of what nobody knows any more nobody can say that it was something else.
    assert_eq!(
        told.collect::<Vec<_>>(),
        [
            (Some("c-3"), Some("first")),
            (Some("c-2"), None),
            (Some("c-3"), Some("first")),
        ]
    );
}

#[test]
fn an_event_without_its_record_is_told_with_what_is_known_of_it() {
    let whole = sent("c-1", RUN);
    let outside = Outside {
        scope: whole.scope,
        id: "e-2".to_owned(),
        name: "DeletePatchBaseline".to_owned(),
        source: whole.source,
        at: whole.at,
        username: Some("bob".to_owned()),
        resources: vec!["pb-1".to_owned()],
        record: Some("{".to_owned()),
    };
    let found = Found {
        events: vec![Event::read(outside)],
        ..Found::default()
    };
    let entries = merge(&found, &[]).entries;
    assert_eq!(
        (entries[0].who.as_str(), &entries[0].on),
        ("bob", &vec!["pb-1".to_owned()])
    );
    assert_eq!(
        entries[0].remark.as_deref(),
        Some("its record cannot be read: it is no JSON")
    );
}
