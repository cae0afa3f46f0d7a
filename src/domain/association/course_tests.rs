use super::*;
use crate::domain::compliance::PatchCounts;
use crate::domain::run::command::{Command, CommandStep, Parameters};

const NODE: &str = "i-00000000000000001";
const OTHER: &str = "i-00000000000000002";

fn at(time: &str) -> Timestamp {
    format!("2026-11-21T{time}Z").parse().expect("a time")
}

fn scope() -> Scope {
    Scope {
        account: "111122223333".parse().expect("an account"),
        region: "us-east-1".parse().expect("a Region"),
    }
}

fn command(operation: &str) -> Command {
    let value = |text: &str| vec![text.to_owned()];
    Command {
        id: "c-1".to_owned(),
        scope: scope(),
        document: "AWS-RunPatchBaseline".to_owned(),
        comment: String::new(),
        status: "Success".to_owned(),
        details: "Success".to_owned(),
        target_count: 1,
        requested_at: None,
        nodes: Vec::new(),
        targets: Vec::new(),
        parameters: Parameters::from([
            ("Operation".to_owned(), value(operation)),
            ("RebootOption".to_owned(), value("NoReboot")),
        ]),
        output: None,
    }
}

fn target(node: &str, status: &str) -> Target {
    Target {
        resource: node.to_owned(),
        resource_type: "Instance".to_owned(),
        status: status.to_owned(),
        detailed_status: status.to_owned(),
        at: None,
        command_id: Some("c-1".to_owned()),
    }
}

fn invocation(node: &str, status: &str) -> Invocation {
    Invocation {
        node: NodeId::trusted(node),
        status: status.to_owned(),
        details: status.to_owned(),
        steps: vec![CommandStep {
            name: "PatchLinux".to_owned(),
            status: status.to_owned(),
            code: 0,
            started_at: Some(at("12:00:00")),
            finished_at: Some(at("12:05:00")),
            output: String::new(),
        }],
    }
}

fn seen(invocations: Vec<Invocation>) -> BTreeMap<String, Vec<Invocation>> {
    BTreeMap::from([("c-1".to_owned(), invocations)])
}

fn ended() -> Course {
    let mut course = Course::new(scope(), "e-1".to_owned());
    course.takes_over(
        &[target(NODE, "Success")],
        &seen(vec![invocation(NODE, "Success")]),
    );
    course
}

fn report(made: &str, missing: i32) -> PatchReport {
    PatchReport {
        baseline: "pb-0".into(),
        group: "".into(),
        operation: "Install".into(),
        ended_at: Some(at(made)),
        reboot_option: None,
        snapshot: Some("other".into()),
        counts: PatchCounts {
            missing,
            ..PatchCounts::default()
        },
    }
}

fn item(status: &str, at: Option<Timestamp>) -> AssociationItem {
    AssociationItem {
        association: "a-1".to_owned(),
        document: String::new(),
        status: status.to_owned(),
        severity: String::new(),
        captured_at: at,
    }
}

#[test]
fn run_command_says_how_far_a_node_is_and_state_manager_where_it_does_not() {
    let mut course = Course::new(scope(), "e-1".to_owned());
    assert!(!course.is_over(), "without nodes nothing is over");
    let targets = [target(NODE, "InProgress"), target(OTHER, "Skipped")];
    let changes = course.takes_over(&targets, &seen(vec![invocation(NODE, "Success")]));
    let stages: Vec<Progress> = changes.iter().map(|change| change.progress).collect();
    assert_eq!(stages, [Progress::Success, Progress::Terminated]);
    assert!(course.is_over());
    assert_eq!(course.commands.len(), 2);
    let again = course.takes_over(&targets, &seen(vec![invocation(NODE, "Success")]));
    assert!(again.is_empty(), "nothing changed");
}

#[test]
fn the_patch_state_decides_and_a_success_without_one_is_unverified() {
    let request = Request::of_command(&command("Install"));
    let node = NodeId::trusted(NODE);
    let outcome = |report: Option<&PatchReport>, last| {
        let mut course = ended();
        course.judge(&request, &node, report, last);
        (course.nodes[0].outcome, course.nodes[0].reason.clone())
    };
    assert_eq!(
        outcome(Some(&report("12:04:00", 0)), false).0,
        Outcome::Succeeded
    );
    assert_eq!(
        outcome(Some(&report("12:04:00", 2)), false).0,
        Outcome::StillMissing
    );
    let early = report("11:00:00", 0);
    assert_eq!(
        outcome(Some(&early), false).0,
        Outcome::Running,
        "it may still come"
    );
    let (told, why) = outcome(Some(&early), true);
    assert_eq!(told, Outcome::Unverified);
    assert!(why.contains("from before it"), "{why}");

    let mut failed = Course::new(scope(), "e-1".to_owned());
    failed.takes_over(
        &[target(NODE, "Failed")],
        &seen(vec![invocation(NODE, "Failed")]),
    );
    failed.judge(&request, &node, None, false);
    assert_eq!(failed.nodes[0].outcome, Outcome::Failed);
    assert!(failed.unproven().is_empty());
}

#[test]
fn the_patch_association_is_judged_by_its_own_compliance() {
    let node = NodeId::trusted(NODE);
    let outcome = |operation: &str, item: Option<&AssociationItem>, last| {
        let request = Request::of_command(&command(operation));
        let mut course = ended();
        course.judge_apart(&request, &node, item, last);
        course.nodes[0].outcome
    };
    let fresh = |status| item(status, Some(at("12:04:00")));
    let bad = fresh("NON_COMPLIANT");
    assert_eq!(outcome("Scan", Some(&bad), false), Outcome::Succeeded);
    assert_eq!(outcome("Install", Some(&bad), false), Outcome::StillMissing);
    assert_eq!(
        outcome("Install", Some(&fresh("COMPLIANT")), false),
        Outcome::Succeeded
    );
    assert_eq!(
        outcome("Scan", Some(&fresh("WHATEVER")), false),
        Outcome::Unverified
    );
    for old in [
        item("COMPLIANT", Some(at("11:00:00"))),
        item("COMPLIANT", None),
    ] {
        assert_eq!(outcome("Scan", Some(&old), false), Outcome::Running);
        assert_eq!(outcome("Scan", Some(&old), true), Outcome::Unverified);
    }
}
