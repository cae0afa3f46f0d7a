//! The limits of a run hold over all of its commands.

use std::fmt::Write;

use super::*;

/// The drill with so many nodes, of which those that `fails` says fail to install anything.
fn many(nodes: usize, fails: impl Fn(usize) -> bool) -> TestEnv {
    let drill = include_str!("../fleets/drill.yaml");
    let (head, _) = drill.split_once("\nnodes:\n").unwrap();
    let mut fleet = format!("{head}\nnodes:\n");
    for number in 1..=nodes {
        let patching = if fails(number) {
            ", patching: {exits: [{code: 15, operation: Install}]}"
        } else {
            ""
        };
        writeln!(
            fleet,
            "  - {{id: i-{number:017x}, account: management, region: us-east-1, catalogue: al2023, name: n{number}, tags: {{Role: web}}, scans: [{{at: -3h}}]{patching}}}"
        )
        .unwrap();
    }
    TestEnv::fleet(&fleet)
}

/// The nodes of a run, by their outcome.
fn number_of(env: &TestEnv, run: &str, outcome: &str) -> usize {
    let outcomes = env.outcomes(run);
    let found = outcomes.iter().filter(|(_, found)| found == outcome);
    found.count()
}

#[test]
fn after_more_failures_than_borne_no_node_begins_in_any_command() {
    let env = many(150, |number| number > 20);
    let line = "install --all --reboot never --yes --expect-nodes 150 --max-concurrency 12 --max-errors 10 --timeout 9h --run-name bad";
    let ran = env.patch(line).exits(6).says("too many nodes failed");
    let failed = number_of(&env, "bad", "FAILED");
    let not_started = number_of(&env, "bad", "NOT_STARTED");
    assert!(
        (11..=11 + 12 + 12).contains(&failed),
        "those at once, and those that began before the next look: {failed}; {ran:?}"
    );
    assert!(not_started >= 80, "{not_started} of 150 never began");
    let receipt = env.receipt("bad");
    let reasons = receipt["items"].as_array().unwrap().iter();
    let reasons = reasons.filter(|node| node["outcome"] == "NOT_STARTED");
    assert!(
        reasons
            .clone()
            .all(|node| node["steps"].as_array().is_none_or(Vec::is_empty)),
        "nothing of a node that installs was stopped"
    );
    assert!(
        reasons.into_iter().any(|node| node["reason"]
            .as_str()
            .unwrap()
            .contains("more than --max-errors 10")),
        "{receipt}"
    );
}

#[test]
fn one_failure_that_is_borne_stops_nobody() {
    let env = many(120, |number| number == 77);
    let line = "install --all --reboot never --yes --expect-nodes 120 --max-concurrency 60 --max-errors 1 --timeout 9h --run-name well";
    let _ran = env.patch(line).exits(6);
    assert_eq!(number_of(&env, "well", "FAILED"), 1);
    assert_eq!(number_of(&env, "well", "PENDING_REBOOT"), 119);
}

#[test]
fn limits_over_several_commands_are_not_left_alone() {
    let env = many(60, |_| false);
    let line = "install --all --reboot never --yes --expect-nodes 60 --max-concurrency 60 --no-wait --run-name left";
    let _refused = env
        .patch(&format!("{line} --max-errors 5"))
        .exits(2)
        .says("its limits count for several commands");
    let _sent = env.patch(&format!("{line} --max-errors 100%")).exits(0);
}

#[test]
fn who_leaves_a_run_is_told_that_its_limits_are_left_too() {
    let env = many(60, |_| false);
    let line = "install --all --reboot never --yes --expect-nodes 60 --max-concurrency 10 --max-errors 3 --timeout 1m --run-name left";
    let _left = env
        .patch(line)
        .exits(7)
        .says("nobody counts the failures of its 2 commands together now");
}
