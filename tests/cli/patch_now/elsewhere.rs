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

    let _cancelled = env
        .patch("cancel later --yes")
        .exits(7)
        .says("may still send the reboots at 2026-11-21T15:00:00Z: cancel the run there too");
    env.forget_receipts();

    let shown = env.receipt("later");
    assert_eq!(shown["request"]["reboot"]["at"], at);
    let _waited = env
        .patch("wait later --timeout 9h")
        .exits(7)
        .says("waiting for the reboots at 2026-11-21T15:00:00Z, which the machine that began the run sends, unless it has stopped")
        .says("no machine has sent that");
    assert_eq!(env.outcomes("later"), pairs(&[(A, "PENDING_REBOOT")]));
}

#[test]
fn a_name_with_a_later_reboot_has_room_in_the_comments() {
    let env = drill();
    for long in [30, 40] {
        let name = "n".repeat(long);
        let line = format!("plan --node {A} --reboot at 2026-11-21T15:00:00Z --run-name {name}");
        let _refused = env.patch(&line).exits(2).says("room for a name of 29");
    }
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

#[test]
fn a_node_is_judged_by_its_reboot_on_another_machine_too() {
    let env = drill();
    let at = "2026-11-21T15:00:00Z";
    let line = format!(
        "install --node {A},{E} --reboot at {at} --hook-after-reboot drain-web --yes --timeout 9h --run-name hooked"
    );
    let _here = env.patch(&line).exits(6);
    let outcomes = pairs(&[(A, "SUCCEEDED"), (E, "FAILED")]);
    assert_eq!(env.outcomes("hooked"), outcomes);
    env.forget_receipts();
    let _there = env.patch("wait hooked").exits(6);
    assert_eq!(env.outcomes("hooked"), outcomes);
}

#[test]
fn what_a_list_asks_for_is_known_by_the_record_alone() {
    let env = drill();
    let list =
        "patches:\n  - id: \"glibc.x86_64\"\n  - id: \"less.x86_64\"\n    title: \"*:99-1\"\n";
    let url = uploaded(&env, "asks.yaml", list);
    let line = format!(
        "install --node {A} --reboot never --yes --override-list {url} --timeout 9h --run-name"
    );
    let _blind = env.patch(&format!("{line} blind")).exits(6);
    let _told = env
        .patch(&format!("{line} told --output-s3 s3://logs-bucket/out"))
        .exits(6);
    let here = env.outcomes("told");
    env.forget_receipts();
    let _unknown = env.patch("wait blind").exits(5);
    assert_eq!(env.outcomes("blind"), pairs(&[(A, "UNVERIFIED")]));
    let _known = env.patch("wait told").exits(6);
    assert_eq!(env.outcomes("told"), here);
}

#[test]
fn a_run_that_was_refused_is_stopped_for_everybody() {
    let env = drill();
    env.play("- {kind: access_denied, operation: SendCommand}\n");
    let line = format!(
        "install --node {A} --reboot never --yes --run-name refused --output-s3 s3://logs-bucket/out"
    );
    let _refused = env.patch(&line).exits(1);
    let here = env.receipt("refused");
    env.play("[]\n");
    env.forget_receipts();
    // Nothing was sent, so that no Comment tells where the record is.
    let mut command = env.spawned("show refused -o json");
    let there = run(command
        .env("PATCHCTL_RUN_RECORDS", "s3://logs-bucket/out/patchctl-runs")
        .stdout(Stdio::piped()))
    .exits(0)
    .json();
    assert_eq!(
        (&there["state"], &there["items"]),
        (&here["state"], &here["items"])
    );
    assert_eq!(there["state"], "STOPPED");
}

/// Before anything leaves this machine the run is known here.
#[test]
fn a_run_that_was_killed_while_its_record_was_put_goes_on_here() {
    let env = drill();
    env.play("- {kind: latency, operation: PutObject, milliseconds: 9000}\n");
    let line = format!(
        "install --node {A} --reboot never --yes --run-name claimed --output-s3 s3://logs-bucket/out"
    );
    let mut child = env.spawned(&line).stderr(Stdio::null()).spawn().unwrap();
    std::thread::sleep(Duration::from_millis(2500));
    child.kill().unwrap();
    let _killed = child.wait().unwrap();
    env.play("[]\n");
    assert!(env.patch("list").exits(0).stdout.contains("claimed"));
    let _waited = env.patch("wait claimed").exits(7).says("resume claimed");
    let _resumed = env.patch("resume claimed --yes").exits(0);
    assert_eq!(env.outcomes("claimed"), pairs(&[(A, "PENDING_REBOOT")]));
    assert_eq!(commands_of(&env, "claimed"), 1);
}
