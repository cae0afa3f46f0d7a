//! What another machine says of a run: the receipts of the first one are taken away.

use super::*;

/// A run of three waves of which the second fails, so that the third is never sent.
fn stopped(env: &TestEnv, more: &str) {
    let line = format!(
        "install --node {A},{C},{E} --reboot never --yes --wave 1,1,rest --timeout 9h --run-name waves {more}"
    );
    let _stopped = env
        .patch(line.trim_end())
        .exits(6)
        .says("the gate after wave 2 is closed");
}

#[test]
fn the_record_in_s3_tells_another_machine_what_this_one_knows() {
    let env = drill();
    stopped(&env, "--output-s3 s3://logs-bucket/out");
    let here = env.receipt("waves");
    env.forget_receipts();

    let _waited = env
        .patch("wait waves")
        .exits(6)
        .says("its record s3://logs-bucket/out/patchctl-runs/waves.json")
        .says("the gate after wave 2 is closed");
    let there = env.receipt("waves");
    for member in ["state", "stopped_because", "request", "items", "plan"] {
        assert_eq!(here[member], there[member], "{member}");
    }
    assert_eq!(there["source"], "s3");
    let _resumed = env
        .patch("resume waves --yes")
        .exits(8)
        .says("this machine did not begin waves");
}

#[test]
fn a_folder_of_records_that_is_set_needs_no_output() {
    let env = drill();
    let run_with = |line: &str| {
        let mut command = env.spawned(line);
        run(command
            .env("PATCHCTL_RUN_RECORDS", "s3://logs-bucket/runs")
            .stdout(Stdio::piped()))
    };
    let line =
        format!("install --node {A} --reboot never --yes --timeout 9h --run-name kept -o json");
    let here = run_with(&line).exits(0).json();
    assert_eq!(here["request"]["output"], Value::Null);
    env.forget_receipts();
    let there = run_with("wait kept -o json")
        .exits(0)
        .says("its record s3://logs-bucket/runs/kept.json")
        .json();
    assert_eq!(here["items"], there["items"]);
    assert_eq!(there["state"], "FINISHED");
}

#[test]
fn a_record_that_cannot_be_read_is_said_and_what_is_not_known_too() {
    let env = drill();
    stopped(&env, "--output-s3 s3://logs-bucket/out");
    env.forget_receipts();
    env.play("- {kind: access_denied, operation: GetObject}\n");
    let _by_comments = env
        .patch("wait waves --timeout 1m")
        .exits(6)
        .says("the record of the run cannot be read")
        .says("the Comments of its commands")
        .says("not known here: 1 wave");
}

#[test]
fn a_later_reboot_is_known_from_the_comments() {
    let env = drill();
    let at = "2026-11-21T15:00:00Z";
    // What else runs cannot be read when it is time: the reboot is not sent.
    env.play("- {kind: access_denied, operation: ListAssociations, after: 2}\n- {kind: access_denied, operation: DescribeAutomationExecutions, after: 2}\n");
    let line = format!("install --node {A} --reboot at {at} --yes --timeout 9h --run-name later");
    let _left = env.patch(&line).exits(7).says("are free cannot be read");
    env.play("[]\n");
    env.forget_receipts();

    let shown = env.receipt("later");
    assert_eq!(shown["request"]["reboot"]["at"], at);
    let _waited = env
        .patch("wait later --timeout 9h")
        .exits(7)
        .says("waiting for the reboots at 2026-11-21T15:00:00Z, which the machine that began the run sends")
        .says("no machine has sent that");
    assert_eq!(env.outcomes("later"), pairs(&[(A, "PENDING_REBOOT")]));
}

#[test]
fn a_name_with_a_later_reboot_has_room_in_the_comments() {
    let env = drill();
    let name = "n".repeat(40);
    let line = format!("plan --node {A} --reboot at 2026-11-21T15:00:00Z --run-name {name}");
    let _refused = env
        .patch(&line)
        .exits(2)
        .says("--run-name")
        .says("room for a name of");
    let _fits = env
        .patch(&line.replace(" at 2026-11-21T15:00:00Z", " never"))
        .exits(0);
}

#[test]
fn of_two_machines_that_begin_the_same_run_one_is_refused_by_the_record() {
    let env = drill();
    let line = format!(
        "scan --node {A} --yes --run-name twin --output-s3 s3://logs-bucket/out --timeout 1h"
    );
    // Nobody's commands are shown yet.
    env.play("- {kind: late, operation: ListCommands, seconds: 3600}\n");
    let _first = env.patch(&format!("{line} --no-wait")).exits(0);
    env.forget_receipts();
    let _second = env
        .patch(&line)
        .exits(8)
        .says("the run twin was begun already: s3://logs-bucket/out/patchctl-runs/twin.json");
    env.play("[]\n");
    assert_eq!(commands_of(&env, "twin"), 1);
}
