//! What a run must never claim, forget or do twice.

use super::*;

/// A run of two waves that was left after the first.
fn left(env: &TestEnv, name: &str) {
    let line = format!("install --node {A},{E} --reboot never --yes --wave 1,rest --pause 2h --timeout 1h --run-name {name}");
    let _left = env.patch(&line).exits(7).says("1 node was not begun").says(&format!("patchctl patch-now resume {name}"));
}

#[test]
fn what_was_not_sent_is_not_said_to_go_on() {
    let env = drill();
    left(&env, "dead");
    let _shown = env.patch("show dead").exits(0).says("1 node was not begun; unless somebody follows it: patchctl patch-now resume dead");
    let _resumed = env.patch("resume dead --yes").exits(0);
    assert_eq!(env.outcomes("dead"), pairs(&[(A, "PENDING_REBOOT"), (E, "PENDING_REBOOT")]));
}

#[test]
fn a_cancellation_from_elsewhere_does_not_speak_for_what_it_does_not_see() {
    let env = drill();
    left(&env, "canc");
    env.forget_receipts();
    let cancelled = env.patch("cancel canc --yes").exits(7).says("not known here: 1 wave").says("cancel the run there too");
    assert!(!cancelled.stderr.contains("asked command"), "it is over: {cancelled:?}");
    assert!(env.patch("list").exits(0).stdout.contains("PARTIAL"));
}

#[test]
fn a_patch_state_that_could_not_be_read_is_read_again() {
    let env = drill();
    env.play("- {kind: access_denied, operation: DescribeInstancePatchStates, after: 1}\n");
    let line = format!("install --node {A},{E} --reboot never --yes --wave 1,rest --run-name unread");
    let _closed = env.patch(&line).exits(5).says("1 of them may be well, but their patch state could not be read");
    env.play("[]\n");
    let _waited = env.patch("wait unread").exits(7).says("it was left before wave 2 was sent");
    assert_eq!(env.outcomes("unread"), pairs(&[(A, "PENDING_REBOOT"), (E, "WAITING")]));
    let _resumed = env.patch("resume unread --yes").exits(0);
    let _again = env.patch("wait unread").exits(0).says("is over since");
}

#[test]
fn a_reboot_is_not_forgotten_because_a_state_could_not_be_read() {
    let env = drill();
    let at = "2026-11-21T15:00:00Z";
    env.play("- {kind: access_denied, operation: DescribeInstancePatchStates, after: 1, first: 2}\n");
    let line = format!("install --node {A} --reboot at {at} --yes --timeout 9h --run-name");
    let _read_then = env.patch(&format!("{line} late")).exits(0).says("get it at");
    assert_eq!(env.outcomes("late"), pairs(&[(A, "SUCCEEDED")]));

    let env = drill();
    env.play("- {kind: access_denied, operation: DescribeInstancePatchStates, after: 1}\n");
    let _never = env.patch(&format!("{line} never")).exits(5).says("whether 1 node must be rebooted is not known");
    env.play("[]\n");
    let _resumed = env.patch("resume never --yes").exits(0);
    assert_eq!(env.outcomes("never"), pairs(&[(A, "SUCCEEDED")]));
}

#[test]
fn a_name_is_that_of_one_run_whatever_it_does() {
    let env = drill();
    let _first = env.patch(&format!("install --node {A} --reboot never --yes --run-name same")).exits(0);
    env.forget_receipts();
    let hooks = format!("install --node {B} --reboot never --hook-pre drain-web --yes --run-name same");
    let _second = env.patch(&hooks).exits(8).says("was begun already");
    for bad in ["foo.automation", "bar.json", "00000000-0000-4000-8000-000000000000"] {
        let _bad = env.patch(&format!("scan --node {A} --yes --run-name {bad}")).exits(2).says("cannot be the name of a run");
    }
}

#[test]
fn of_processes_that_begin_at_once_one_patches_a_node() {
    let env = drill();
    let line = |number: usize| format!("install --node {A} --reboot never --yes -q --run-name two{number}");
    let children: Vec<_> = (0..4).map(|number| env.spawned(&line(number)).stderr(Stdio::null()).spawn().unwrap()).collect();
    let codes: Vec<i32> = children.into_iter().map(|mut child| child.wait().unwrap().code().unwrap()).collect();
    let starts = |code: i32| codes.iter().filter(|found| **found == code).count();
    assert!(starts(0) >= 1 && starts(0) + starts(8) == 4, "{codes:?}");
    env.forget_receipts();
    let listed = env.json_alone(&["patch-now", "list"]);
    let times: std::collections::BTreeSet<String> =
        listed["items"].as_array().unwrap().iter().map(|run| run["started_at"].to_string()).collect();
    assert_eq!(times.len(), starts(0), "no two of them at the same time: {listed}");
}

#[test]
fn what_nobody_knows_is_not_called_nothing() {
    let env = drill();
    let _ran = env.patch(&format!("install --node {A} --reboot never --yes --run-name known")).exits(0);
    assert_eq!(env.receipt("known")["items"][0]["patches"]["installed"].as_array().unwrap().len(), 2);
    env.forget_receipts();
    let _waited = env.patch("wait known").exits(0);
    assert!(env.receipt("known")["items"][0]["patches"]["installed"].is_null(), "what was missing before is not known");
}

#[test]
fn what_could_not_be_read_is_still_told_at_the_end() {
    let env = TestEnv::example();
    env.play("- {kind: access_denied, operation: DescribeInstanceInformation, region: eu-central-1}\n");
    let line = "scan --region us-east-1,eu-central-1 --profile management --all --skip-unable --yes --run-name part";
    let _part = env.patch(line).exits(5);
    let _told = env.patch("wait part --region us-east-1,eu-central-1 --profile management").exits(5).says("not read when it was planned");
}

#[test]
fn a_damaged_receipt_is_refused_with_a_way_out() {
    let env = drill();
    let _ran = env.patch(&format!("install --node {A} --reboot never --yes --run-name torn")).exits(0);
    let runs = env.sandbox().join("runs");
    let whole = std::fs::read_to_string(runs.join("torn.json")).unwrap();
    let damaged = |text: &str, why: &str| {
        std::fs::write(runs.join("torn.json"), text).unwrap();
        for verb in ["show", "wait", "retry --failed", "resume", "cancel", "logs"] {
            let _refused = env.patch(&format!("{verb} torn")).exits(1).says(why).says("move the file away");
        }
    };
    damaged(&whole[..whole.len() / 2], "EOF");
    damaged(&whole.replace("\"wave\": 1", "\"wave\": 0"), "in wave 0 of 1");
    damaged(&whole.replace("\"run\": \"torn\"", "\"run\": \"other\""), "it is that of the run other");
    std::fs::write(runs.join("torn.json"), &whole).unwrap();
    std::fs::write(runs.join("torn.journal"), "junk\n").unwrap();
    let _refused = env.patch("show torn").exits(1).says("torn.journal, line 1").says("move the journal and the receipt away");
    // What an earlier run of a name left beside its receipt does not count for a new one.
    std::fs::write(runs.join("fresh.journal"), "junk\n").unwrap();
    std::fs::write(runs.join("fresh.cancel"), "").unwrap();
    let _fresh = env.patch(&format!("scan --node {A} --yes --run-name fresh")).exits(0);
}

#[test]
fn a_rehearsal_of_a_retry_writes_nothing() {
    let env = drill();
    let line = format!("install --node {C},{E} --reboot if-needed --yes --wave 1,rest --pause 1h --timeout 1s --run-name rdry");
    let _left = env.patch(&line).exits(7);
    let _later = env.run_alone(&["sandbox", "advance", "1h"]).exits(0);
    let path = env.sandbox().join("runs/rdry.json");
    let before = std::fs::read(&path).unwrap();
    let _dry = env.patch("retry rdry --failed --dry-run").exits(0);
    assert!(std::fs::read(&path).unwrap() == before, "a dry run wrote");
    let _retried = env.patch("retry rdry --failed --yes --run-name again").exits(0);
    let _told = env.patch("retry rdry --failed --dry-run").says("again tried the failed nodes of rdry already");
    let _fine = env.patch(&format!("logs again {C} --failed")).exits(0).says("none of these nodes failed in again");
}

#[test]
fn every_hook_that_failed_is_named() {
    let env = drill();
    let _failed =
        env.patch(&format!("install --node {E} --reboot if-needed --hook-post drain-web --hook-exit drain-web --yes --run-name hooks"));
    let reason = env.receipt("hooks")["items"][0]["reason"].as_str().unwrap().to_owned();
    assert!(reason.contains("CustomerProvidedPostInstallHook failed") && reason.contains("CustomerProvidedOnExitHook failed"), "{reason}");
}
