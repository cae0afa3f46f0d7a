//! `patch-now`: plans, runs, waves, receipts, and what is left after a crash.

use std::process::{Command, Stdio};
use std::time::Duration;

use serde_json::Value;

use crate::support::{Ran, TestEnv, run};

const A: &str = "i-0000000000000000a";
const B: &str = "i-0000000000000000b";
const C: &str = "i-0000000000000000c";
const D: &str = "i-0000000000000000d";
const E: &str = "i-0000000000000000e";

fn drill() -> TestEnv {
    TestEnv::fleet(include_str!("fleets/drill.yaml"))
}

impl TestEnv {
    fn patch(&self, line: &str) -> Ran {
        let mut args = vec!["patch-now"];
        args.extend(line.split(' '));
        self.run_alone(&args)
    }

    /// The same, to be run beside the test.
    fn spawned(&self, line: &str) -> Command {
        let mut args = vec!["patch-now"];
        args.extend(line.split(' '));
        let mut command = self.command(&args);
        command.env_remove("PATCHCTL_PROFILE").stdout(Stdio::null());
        command
    }

    fn receipt(&self, run: &str) -> Value {
        self.json_alone(&["patch-now", "show", run])
    }

    /// The outcomes of a run, node by node.
    fn outcomes(&self, run: &str) -> Vec<(String, String)> {
        let receipt = self.receipt(run);
        let text = |value: &Value| value.as_str().unwrap().to_owned();
        receipt["items"].as_array().unwrap().iter().map(|node| (text(&node["node"]), text(&node["outcome"]))).collect()
    }

    fn forget_receipts(&self) {
        std::fs::remove_dir_all(self.sandbox().join("runs")).unwrap();
    }
}

fn pairs(expected: &[(&str, &str)]) -> Vec<(String, String)> {
    expected.iter().map(|(node, outcome)| ((*node).to_owned(), (*outcome).to_owned())).collect()
}

#[test]
fn nothing_is_patched_without_targets_a_reboot_choice_and_a_yes() {
    let env = drill();
    let _no_targets = env.patch("install --reboot never --yes").exits(2).says("choose the nodes").says("--all means every node");
    let _only_excluded = env.patch(&format!("scan --exclude {A} --yes")).exits(2).says("choose the nodes");
    let _no_choice = env.patch("install --all --yes").exits(2).says("--reboot if-needed, never, or at TIME");
    let _no_yes = env.patch(&format!("install --node {A} --reboot never")).exits(8).says("there is no terminal");
    let mut ci = env.command(&["patch-now", "scan", "--node", A]);
    let _no_yes_in_ci = run(ci.env("CI", "true").env_remove("PATCHCTL_PROFILE")).exits(8);
    let dry = env.patch(&format!("install --node {A} --reboot never --dry-run")).exits(0).says("nothing was sent");
    assert!(dry.stdout.contains("2 (glibc.x86_64"), "{dry:?}");
    assert_eq!(env.json_alone(&["patch-now", "list"])["items"], serde_json::json!([]), "nothing was sent");
}

#[test]
fn a_run_in_waves_stops_at_a_failure_and_heals_by_resume_and_retry() {
    let env = drill();
    let first =
        env.patch("install --tag Role=web --reboot if-needed --hook-pre drain-web --wave 1,1,rest --run-name first --reason CHG-1 --yes");
    let _stopped = first.exits(6).says("the gate after wave 2 is closed: 1 of 1 nodes failed").says("patch-now resume first");
    assert_eq!(env.outcomes("first"), pairs(&[(A, "SUCCEEDED"), (B, "FAILED"), (C, "WAITING")]));
    let receipt = env.receipt("first");
    assert_eq!((receipt["state"].as_str(), receipt["request"]["reason"].as_str()), (Some("STOPPED"), Some("CHG-1")));
    assert_eq!(receipt["items"][1]["patches"]["failed"], serde_json::json!(["glibc.x86_64:0:2.34-52.amzn2023.0.10"]));
    assert_eq!(receipt["items"][0]["patches"]["installed"].as_array().unwrap().len(), 2);
    let request = receipt["commands"][0]["request_id"].as_str().unwrap_or_default();
    assert!(!request.is_empty(), "{receipt}");

    let _resumed = env.patch("resume first --yes").exits(6).says("it stopped: the gate after wave 2 is closed");
    assert_eq!(env.outcomes("first"), pairs(&[(A, "SUCCEEDED"), (B, "FAILED"), (C, "FAILED")]));
    let shown = env.receipt("first");
    let reason = shown["items"][2]["reason"].as_str().unwrap();
    assert!(reason.contains("exit code 15: the patch module could not be downloaded"), "{reason}");
    let logs = env.patch("logs first --failed").exits(0);
    assert!(logs.stdout.contains("cannot reach s3") && !logs.stdout.contains("unsupported platform"), "{logs:?}");

    let _again = env.patch("resume first --yes").exits(8).says("nothing is left to be sent");
    let _retried = env.patch("retry first --failed --run-name second --yes").exits(0);
    assert_eq!(env.outcomes("second"), pairs(&[(B, "SUCCEEDED"), (C, "SUCCEEDED")]));
    assert_eq!(env.receipt("second")["plan"]["retry_of"], "first");
    let _nothing_left = env.patch("retry second --failed --yes").exits(8).says("no node of second failed");
    let _green = env.run_alone(&["compliance", "check", "--tag", "Role=web"]).exits(0);
    let listed = env.json_alone(&["patch-now", "list"]);
    let names: Vec<_> = listed["items"].as_array().unwrap().iter().map(|row| row["run"].as_str().unwrap()).collect();
    assert_eq!(names, ["second", "first"], "the newest first");
}

#[test]
fn a_failing_hook_is_never_masked() {
    let env = drill();
    let ran = env.patch(&format!("install --node {E} --reboot never --hook-pre drain-web --run-name hooked --yes")).exits(6);
    assert!(ran.stdout.contains("CustomerProvidedPrePatchHook failed with exit code 7"), "{ran:?}");
    let receipt = env.receipt("hooked");
    let steps = receipt["items"][0]["steps"].as_array().unwrap();
    let named = |name: &str| steps.iter().find(|step| step["name"] == name).unwrap_or_else(|| panic!("{name} in {steps:#?}"));
    assert_eq!(named("PreInstallScan")["status"], "Success");
    assert_eq!(
        (&named("CustomerProvidedPrePatchHook")["code"], &named("CustomerProvidedPrePatchHook")["status"]),
        (&7.into(), &"Failed".into())
    );
}

#[test]
fn hooks_are_looked_at_before_anything_is_sent() {
    let env = drill();
    let install = |hook: &str| env.patch(&format!("install --node {A} --reboot never --yes {hook}"));
    let _absent = install("--hook-pre nowhere").exits(2).says("there is no such document or version");
    let _version = install("--hook-pre drain-web:9").exits(2).says("there is no such document or version");
    let _kind = install("--hook-exit AWS-PatchAsgInstance").exits(2).says("its type is Automation");
    let _needy = install("--hook-post needs-parameters").exits(2).says("it needs parameters (target)");
    let _both = install("--hook-pre drain-web --override-list s3://logs-bucket/list.yaml").exits(2).says("takes no InstallOverrideList");
    assert_eq!(env.json_alone(&["patch-now", "list"])["items"], serde_json::json!([]));
}

#[test]
fn what_cannot_be_patched_is_named_and_makes_the_run_incomplete() {
    let env = drill();
    let ran = env.patch("scan --tag Role=db --yes").exits(5).says(&format!("{D} was left out: the agent does not answer (ConnectionLost)"));
    assert!(ran.stdout.contains(E) && !ran.stdout.contains(D), "{ran:?}");
    let _accepted = env.patch("scan --tag Role=db --skip-unable --yes").exits(0);
    let _none = env
        .patch(&format!("scan --node {D} --yes"))
        .exits(8)
        .says("i-0000000000000000d is the only node among the targets, and it cannot be patched");
    let _unknown = env.patch("scan --node i-0fffffffffffffff0 --yes").exits(1).says("is no managed node");
}

#[test]
fn a_resource_group_is_a_target() {
    let env = drill();
    let ran = env.patch("scan --resource-group canaries --yes").exits(0);
    assert!(ran.stdout.contains(A) && !ran.stdout.contains(B), "{ran:?}");
    let _absent = env.patch("scan --resource-group nobody --yes").exits(1).says("resource-groups:ListGroupResources");
}

#[test]
fn only_noncompliant_nodes_are_patched_when_that_is_asked() {
    let env = drill();
    let _patched = env.patch(&format!("install --node {A} --reboot if-needed --yes")).exits(0);
    let plan = env.json_alone(&["patch-now", "plan", "--tag", "Role=web", "--only-noncompliant", "--reboot", "never"]);
    let nodes: Vec<_> = plan["nodes"].as_array().unwrap().iter().map(|node| node["node"].as_str().unwrap()).collect();
    assert_eq!(nodes, [B, C]);
}

#[test]
fn a_plan_is_applied_once_and_only_while_it_is_true() {
    let env = drill();
    let _planned = env.patch("plan --tag Role=web --reboot never -o plan.json --run-name planned").exits(0).says("wrote plan.json");
    let plan: Value = serde_json::from_str(&std::fs::read_to_string(env.path("plan.json")).unwrap()).unwrap();
    assert_eq!((plan["kind"].as_str(), plan["schema_version"].as_u64()), (Some("patch-now.plan"), Some(1)));
    assert_eq!(plan["overlaps"][0]["name"], "nightly");
    let printed = env.json_alone(&["patch-now", "plan", "--tag", "Role=web", "--reboot", "never", "--run-name", "planned"]);
    assert_eq!(printed["nodes"], plan["nodes"], "-o json is the same document");

    let _elsewhere =
        env.run_alone(&["patch-now", "apply", "plan.json", "--yes", "--region", "eu-central-1"]).exits(2).says("the plan is for");
    let mut changed = plan;
    changed["nodes"].as_array_mut().unwrap().pop();
    std::fs::write(env.path("changed.json"), changed.to_string()).unwrap();
    let _by_hand = env.patch("apply changed.json --yes").exits(8).says("changed by hand");
    std::fs::write(env.path("garbage.json"), "[1, 2").unwrap();
    let _garbage = env.patch("apply garbage.json --yes").exits(2).says("is not a plan");
    let _dry = env.patch("apply plan.json --dry-run").exits(0);

    let _another = env.patch(&format!("install --node {A} --reboot if-needed --yes")).exits(0);
    let _changed = env.patch("apply plan.json --yes").exits(8).says(&format!("{A}: it was 2 missing and is compliant now"));

    let _planned = env.patch("plan --tag Role=web --reboot never -o fresh.json --run-name fresh").exits(0);
    let _applied = env.patch("apply fresh.json --yes").exits(6);
    let _twice = env.patch("apply fresh.json --yes").exits(8);
}

#[test]
fn a_changed_baseline_or_node_set_refuses_a_plan() {
    let env = drill();
    let _planned = env.patch("plan --tag Role=web --reboot never -o plan.json").exits(0);
    let args = ["baseline", "create", "mine", "--os", "AMAZON_LINUX_2023", "--rule", "CLASSIFICATION=Security;after=0", "--yes"];
    let created = env.run_alone(&args);
    assert_eq!(created.code, 0, "{created:?}");
    let _default = env.run_alone(&["baseline", "set-default", "mine", "--yes"]).exits(0);
    let _baseline =
        env.patch("apply plan.json --yes").exits(8).says("its baseline was AWS-AmazonLinux2023DefaultPatchBaseline and is mine now");
}

#[test]
fn two_operations_never_meet_on_a_node() {
    let env = drill();
    let sent = env.patch("install --tag Role=web --reboot never --max-concurrency 3 --no-wait --run-name going --yes").exits(7);
    let _busy = env.patch("scan --tag Role=web --yes").exits(8).says("another patching operation runs").says("--skip-busy");
    assert!(sent.stdout.contains("RUNNING"), "{sent:?}");
    let _skipped = env.patch("scan --all --skip-busy --skip-unable --yes").exits(0);
    let _judged = env.patch("wait going").exits(6);
    let _free = env.patch(&format!("scan --node {A} --yes")).exits(0);
    let _waves = env.patch("install --tag Role=web --reboot never --wave 1,rest --no-wait --yes").exits(2).says("--no-wait does not fit");
}

#[test]
fn a_lost_answer_never_sends_a_command_twice() {
    for fault in ["lost_answer", "reset"] {
        let env = drill();
        env.play(&format!("- {{kind: {fault}, operation: SendCommand, first: 1}}\n"));
        let ran = env.patch(&format!("install --node {A} --reboot if-needed --run-name lost --yes")).exits(0);
        let _found = ran.says("was sent all the same");
        env.forget_receipts();
        let receipt = env.receipt("lost");
        assert_eq!(receipt["commands"].as_array().unwrap().len(), 1, "one command and no second: {receipt}");
    }
}

#[test]
fn throttled_sending_is_repeated_and_a_refusal_is_not() {
    let env = drill();
    env.play("- {kind: throttle, operation: SendCommand, first: 2}\n");
    let _patient = env.patch(&format!("scan --node {A} --yes")).exits(0);
    env.play("- {kind: access_denied, operation: SendCommand}\n");
    let _denied = env.patch(&format!("scan --node {A} --yes")).exits(1).says("needs the IAM action ssm:SendCommand");
}

#[test]
fn the_run_goes_on_after_the_deadline_and_is_judged_later_from_anywhere() {
    let env = drill();
    let _late =
        env.patch(&format!("install --node {A} --reboot if-needed --run-name slow --timeout 10s --yes")).exits(7).says("the run goes on");
    env.forget_receipts();
    let listed = env.json_alone(&["patch-now", "list"]);
    assert_eq!((listed["items"][0]["run"].as_str(), listed["items"][0]["source"].as_str()), (Some("slow"), Some("comments")));
    let waited = env.patch("wait slow").exits(0).says("what is known comes from the Comments");
    assert!(waited.stdout.contains("SUCCEEDED"), "{waited:?}");
    assert_eq!(env.receipt("slow")["source"], "comments");
    assert_eq!(env.outcomes("slow"), pairs(&[(A, "SUCCEEDED")]));
    let _unknown = env.patch("wait nobody").exits(1).says("there is no run nobody");
}

#[test]
fn failed_nodes_are_retried_from_another_machine() {
    let env = drill();
    let _failed = env.patch(&format!("install --node {C} --reboot if-needed --run-name first --yes")).exits(6);
    env.forget_receipts();
    let _retried = env.patch("retry first --failed --run-name second --yes").exits(0);
    assert_eq!(env.outcomes("second"), pairs(&[(C, "SUCCEEDED")]));
}

#[test]
fn resume_overrules_the_gate_that_was_seen_and_no_later_one() {
    let env = drill();
    let _first = env.patch(&format!("install --node {B},{C},{E} --reboot never --wave 1,1,rest --run-name gates --yes")).exits(6);
    let resumed = env.patch("resume gates --yes").exits(6).says("the gate after wave 1 is overruled");
    let _second = resumed.says("the run stopped: the gate after wave 2 is closed");
    assert_eq!(env.outcomes("gates"), pairs(&[(B, "FAILED"), (C, "FAILED"), (E, "WAITING")]));
    let _third = env.patch("resume gates --yes").exits(6);
    assert_eq!(env.outcomes("gates"), pairs(&[(B, "FAILED"), (C, "FAILED"), (E, "PENDING_REBOOT")]));
}

#[test]
fn a_cancelled_run_begins_no_further_node() {
    let env = drill();
    let _sent = env.patch("install --tag Role=web --reboot if-needed --run-name halt --timeout 10s --yes").exits(7);
    let _cancelled = env.patch("cancel halt --yes").exits(6);
    let receipt = env.receipt("halt");
    assert_eq!(receipt["state"], "CANCELLED");
    let outcomes = env.outcomes("halt");
    assert_eq!(outcomes.iter().filter(|(_, outcome)| outcome == "NOT_STARTED").count(), 2, "{outcomes:?}");
    let _over = env.patch("cancel halt --yes").exits(8).says("is over already");
}

#[test]
fn a_reboot_at_a_time_comes_then_and_not_before() {
    let env = drill();
    let ran = env.patch(&format!("install --node {A} --reboot at 2026-11-21T20:00:00Z --run-name night --yes")).exits(0);
    assert!(ran.stdout.contains("SUCCEEDED"), "{ran:?}");
    let receipt = env.receipt("night");
    let reboot = receipt["commands"].as_array().unwrap().iter().find(|command| command["phase"] == "reboot").unwrap();
    assert!(reboot["at"].as_str().unwrap() >= "2026-11-21T20:00:00Z", "{reboot}");
    assert_eq!(receipt["items"][0]["after"]["installed_pending_reboot"], 0);
    let _over = env.patch(&format!("install --node {A} --reboot at 2020-01-01T00:00:00Z --yes")).exits(2).says("that is over");
}

#[test]
fn without_a_reboot_patches_wait_for_it() {
    let env = drill();
    let ran = env.patch(&format!("install --node {A} --reboot never --run-name quiet --yes")).exits(0);
    assert!(ran.stdout.contains("PENDING_REBOOT"), "{ran:?}");
    let _red = env.run_alone(&["compliance", "check", "--node", A]).exits(3);
}

#[test]
fn an_override_list_installs_what_it_names_and_no_more() {
    let env = drill();
    let list = env.file("list.yaml", "patches:\n  - id: \"less.x86_64\"\n");
    let _uploaded = env.run_alone(&["override", "upload", list.to_str().unwrap(), "s3://logs-bucket/lists/web.yaml", "--yes"]).exits(0);
    let install = format!("install --node {A} --reboot if-needed --override-list s3://logs-bucket/lists/web.yaml");
    let dry = env.patch(&format!("{install} --dry-run")).exits(0);
    assert!(
        dry.stdout.contains("names patches or packages of 1 node") && dry.stdout.contains("less.x86_64:0:608-2.amzn2023.0.2"),
        "{dry:?}"
    );
    let _listed = env.patch(&format!("{install} --run-name listed --yes")).exits(0);
    let after = env.receipt("listed")["items"][0].clone();
    assert_eq!(
        (&after["patches"]["installed"], &after["after"]["missing"]),
        (&serde_json::json!(["less.x86_64:0:608-2.amzn2023.0.2"]), &1.into())
    );
    let _absent = env
        .patch(&format!("install --node {A} --reboot never --override-list s3://logs-bucket/none.yaml --yes"))
        .exits(1)
        .says("does not exist");
    let _pattern = env.patch(&format!("install --node {A} --reboot never --override-list s3://logs-bucket --yes")).exits(2);
}

#[test]
fn automations_patch_one_instance_and_are_found_again() {
    let env = drill();
    let ran = env.json_alone(&["patch-now", "asg", A, "--yes"]);
    let execution = ran["execution"]["id"].as_str().unwrap().to_owned();
    assert_eq!((ran["execution"]["status"].as_str(), ran["receipt"]["exit_code"].as_u64()), (Some("Success"), Some(0)), "{ran}");
    assert_eq!(ran["receipt"]["after"]["missing"], 0);
    let _waited = env.patch(&format!("wait {execution}")).exits(0);
    let _shown = env.patch(&format!("show {execution}")).exits(0);
    let _failed = env.patch(&format!("with-rollback {C} --yes")).exits(6);
    let _offline = env.patch(&format!("asg {D} --yes")).exits(8).says("does not answer");
    let _no_yes = env.patch(&format!("asg {A}")).exits(8);
}

#[test]
fn a_second_name_is_refused() {
    let env = drill();
    let _first = env.patch(&format!("scan --node {A} --run-name same --yes")).exits(0);
    let _second = env.patch(&format!("scan --node {A} --run-name same --yes")).exits(8).says("was begun already");
    env.forget_receipts();
    let _from_elsewhere = env.patch(&format!("scan --node {A} --run-name same --yes")).exits(8).says("was begun already");
    let _bad = env.patch(&format!("scan --node {A} --run-name a/b --yes")).exits(2);
}

/// One process sends and writes; another that waits for the same run, or cancels it, leaves the receipt to the first.
#[test]
fn two_processes_may_follow_one_run() {
    let env = drill();
    let line = format!("install --node {A},{E} --reboot if-needed --wave 1,rest --run-name both --yes");
    let mut child = env.spawned(&line).stderr(Stdio::null()).spawn().unwrap();
    while env.run_alone(&["patch-now", "show", "both"]).code != 0 {
        std::thread::sleep(Duration::from_millis(20));
    }
    let _waited = env.patch("wait both").exits(0);
    assert_eq!(child.wait().unwrap().code(), Some(0));
    assert_eq!(env.outcomes("both"), pairs(&[(A, "SUCCEEDED"), (E, "SUCCEEDED")]));
}

#[test]
fn a_cancellation_reaches_the_process_that_rests_between_waves() {
    let env = drill();
    let line = format!("install --node {A},{E} --reboot never --wave 1,rest --pause 2d --timeout 9d --run-name rest --yes");
    let mut child = env.spawned(&line).stderr(Stdio::piped()).spawn().unwrap();
    let mut lines = std::io::BufRead::lines(std::io::BufReader::new(child.stderr.take().unwrap()));
    assert!(lines.any(|line| line.unwrap().contains("wave 1 passed")));
    let drained = std::thread::spawn(move || lines.count());
    let _cancelled = env.patch("cancel rest --yes").exits(6);
    assert_eq!(child.wait().unwrap().code(), Some(6));
    let _lines = drained.join().unwrap();
    assert_eq!(env.outcomes("rest"), pairs(&[(A, "PENDING_REBOOT"), (E, "NOT_STARTED")]));
    env.forget_receipts();
    assert_eq!(env.receipt("rest")["commands"].as_array().unwrap().len(), 1, "the second wave was never sent");
}

#[test]
fn waves_that_were_never_sent_are_known_without_the_receipt() {
    let env = drill();
    let _stopped = env
        .patch(&format!("install --node {B},{A} --reboot never --wave 1,rest --gate noncompliant=0,failed=100% --run-name gate --yes"))
        .exits(3);
    let _same_code = env.patch("wait gate").exits(3).says("the gate after wave 1 is closed");
    let _dry = env.patch("resume gate --dry-run").exits(0);
    env.forget_receipts();
    let _unsent = env.patch("wait gate").exits(7).says("not known here: 1 wave of it, never sent or sent where");
}

#[test]
fn what_an_override_list_names_must_be_installed_afterwards() {
    let env = drill();
    let list = env.file("list.yaml", "patches:\n  - id: \"nothing.x86_64\"\n");
    let _uploaded = env.run_alone(&["override", "upload", list.to_str().unwrap(), "s3://logs-bucket/none.yaml", "--yes"]).exits(0);
    let run = env.patch(&format!("install --node {A} --reboot never --override-list s3://logs-bucket/none.yaml --yes")).exits(0);
    let _warned = run.says("the override list named nothing that any of the nodes had reported");
}

#[test]
fn a_patch_state_that_cannot_be_read_leaves_nodes_unverified() {
    let env = drill();
    let _sent = env.patch(&format!("install --node {A} --reboot never --no-wait --run-name dark --yes")).exits(7);
    env.play("- {kind: access_denied, operation: DescribeInstancePatchStates}\n");
    let ran = env.patch("wait dark").exits(5);
    assert!(ran.stdout.contains("UNVERIFIED") && ran.stdout.contains("its patch state could not be read"), "{ran:?}");
}

#[test]
fn an_automation_is_an_operation_too() {
    let env = drill();
    let _started = env.patch(&format!("asg {A} --no-wait --yes")).exits(7);
    let _refused = env.patch(&format!("install --node {A} --reboot never --yes")).exits(8).says("automation");
}

#[test]
fn a_retry_keeps_the_limits_of_its_run() {
    let env = drill();
    let _failed =
        env.patch(&format!("install --node {C} --reboot never --max-concurrency 1 --max-errors 0 --run-name tight --yes")).exits(6);
    let retried = env.patch("retry tight --failed --dry-run").exits(0);
    assert!(retried.stdout.contains("1 at once, stops after more than 0 failures"), "{retried:?}");
}

#[test]
fn options_of_explain_are_options() {
    let env = drill();
    assert_eq!(env.json_alone(&["explain", "-1"])["items"][0]["word"], "-1");
    let _unknown = env.run_alone(&["explain", "Undeliverabel"]).exits(2).says("did you mean `Undeliverable`?");
    let _gate = env.patch("plan --all --reboot never --gate failed=5").exits(2).says("--gate is for what comes between waves");
}

/// Kills the run at a moment, and then does what an operator would: look, wait, go on. Whatever the moment, each node is sent at most one
/// command for each wave, and in the end every node is patched.
#[test]
fn a_kill_at_any_moment_loses_nothing() {
    for milliseconds in [15, 45, 80, 120, 170, 230, 300, 400, 520] {
        let env = drill();
        let line = format!("install --node {A},{E} --reboot if-needed --wave 1,rest --run-name killed --yes");
        let mut child = env.spawned(&line).stderr(Stdio::null()).spawn().unwrap();
        std::thread::sleep(Duration::from_millis(milliseconds));
        child.kill().unwrap();
        let _ended = child.wait().unwrap();
        let known = env.json_alone(&["patch-now", "list"]);
        if known["items"].as_array().unwrap().is_empty() {
            continue;
        }
        let waited = env.patch("wait killed");
        if waited.code == 7 {
            let _resumed = env.patch("resume killed --yes").exits(0);
        } else {
            let _done = waited.exits(0);
        }
        assert_eq!(env.outcomes("killed"), pairs(&[(A, "SUCCEEDED"), (E, "SUCCEEDED")]), "killed after {milliseconds} ms");
        env.forget_receipts();
        let commands = env.receipt("killed")["commands"].as_array().unwrap().len();
        assert_eq!(commands, 2, "killed after {milliseconds} ms: one command for each wave");
    }
}

/// The worst moment for a kill lies between AWS taking a command and the receipt having its id. Here the receipt is put back to it.
#[test]
fn a_command_whose_id_was_never_written_down_is_found_and_one_that_was_never_sent_is_sent_once() {
    let env = drill();
    let _ran = env.patch(&format!("install --node {A} --reboot if-needed --run-name torn --yes")).exits(0);
    let path = env.sandbox().join("runs/torn.json");
    let whole: Value = serde_json::from_str(&std::fs::read_to_string(&path).unwrap()).unwrap();
    let tear = |run: &str| {
        let text = whole.to_string().replace("run=torn ", &format!("run={run} ")).replace(r#""run":"torn""#, &format!(r#""run":"{run}""#));
        let mut torn: Value = serde_json::from_str(&text).unwrap();
        let command = torn["commands"][0].as_object_mut().unwrap();
        let id = command.remove("command_id").unwrap();
        command.insert("state".to_owned(), "begun".into());
        let node = torn["nodes"][0].as_object_mut().unwrap();
        node.insert("progress".to_owned(), "WAITING".into());
        node.insert("outcome".to_owned(), "RUNNING".into());
        torn["state"] = "RUNNING".into();
        torn.as_object_mut().unwrap().remove("ended_at");
        std::fs::write(env.sandbox().join(format!("runs/{run}.json")), torn.to_string()).unwrap();
        id
    };
    let id = tear("torn");
    let _found = env.patch("wait torn").exits(0).says("was sent all the same");
    assert_eq!(env.receipt("torn")["commands"][0]["command_id"], id);

    let _never = tear("never");
    let _unsent = env.patch("wait never").exits(7).says("it was left before everything was sent");
    let _resumed = env.patch("resume never --yes").exits(0);
    env.forget_receipts();
    assert_eq!(env.receipt("never")["commands"].as_array().unwrap().len(), 1);
}

#[test]
fn what_is_over_and_was_judged_by_nobody_is_called_so() {
    let env = drill();
    let started = env.json_alone(&["patch-now", "asg", A, "--no-wait", "--yes"]);
    let execution = started["execution"]["id"].as_str().unwrap().to_owned();
    let _ran = env.patch(&format!("scan --node {C} --run-name lone --yes")).exits(0);
    let listed = || {
        let rows = env.json_alone(&["patch-now", "list"])["items"].as_array().unwrap().clone();
        let row = |row: &Value| format!("{} {} {}", row["run"].as_str().unwrap(), row["state"].as_str().unwrap(), row["failed"]);
        rows.iter().map(row).collect::<std::collections::BTreeSet<String>>()
    };
    let expected = |execution_state: &str, run_state: &str| [format!("{execution} {execution_state}"), format!("lone {run_state}")].into();
    assert_eq!(listed(), expected("RUNNING null", "FINISHED 0"), "an automation is listed by its execution");
    env.forget_receipts();
    let _later = env.run_alone(&["sandbox", "advance", "2h"]).exits(0);
    assert_eq!(listed(), expected("ENDED null", "ENDED null"), "AWS tells that they are over, and not how");
    let _judged = env.patch(&format!("wait {execution}")).exits(0);
    assert_eq!(listed(), expected("FINISHED 0", "ENDED null"));
}

#[test]
fn a_seeded_sandbox_has_no_runs_of_the_fleet_before() {
    let env = drill();
    let _ran = env.patch(&format!("scan --node {A} --run-name twice --yes")).exits(0);
    let _seeded = env
        .run_alone(&["sandbox", "seed", "--fleet", concat!(env!("CARGO_MANIFEST_DIR"), "/tests/cli/fleets/drill.yaml"), "--yes"])
        .exits(0);
    let _again = env.patch(&format!("scan --node {A} --run-name twice --yes")).exits(0);
}

#[test]
fn who_looks_on_is_told_how_to_come_back() {
    let env = drill();
    let _left = env.patch(&format!("scan --node {A} --run-name held --yes --no-wait")).exits(7);
    let lock = std::fs::File::options().write(true).open(env.sandbox().join("runs/held.lock")).unwrap();
    lock.lock().unwrap();
    let mut child = env.spawned("wait held --timeout 9999h").stderr(Stdio::piped()).spawn().unwrap();
    let mut lines = std::io::BufRead::lines(std::io::BufReader::new(child.stderr.take().unwrap()));
    assert!(lines.any(|line| line.unwrap().contains("looks on")));
    let _sent = Command::new("kill").args(["-INT", &child.id().to_string()]).status().unwrap();
    let said: Vec<String> = lines.map(Result::unwrap).collect();
    assert_eq!(child.wait().unwrap().code(), Some(130));
    assert!(said.iter().any(|line| line.contains("the run held goes on") && line.contains("patch-now wait held")), "{said:?}");
}

#[test]
fn a_bucket_that_cannot_be_read_leaves_what_run_command_keeps() {
    let env = drill();
    let _ran = env.patch(&format!("scan --node {A} --run-name lost --output-s3 s3://no-such-bucket/x --yes")).exits(0);
    let logs = env.patch("logs lost").exits(5).says("s3://no-such-bucket/x cannot be read");
    assert!(logs.stdout.contains("PatchLinux stdout (run command)"), "{logs:?}");
}

#[test]
fn a_plan_of_nothing_says_so_and_no_more() {
    let env = drill();
    let plan = env.patch("plan --name none* --reboot never").exits(0).says("this would be refused: no node is among the targets");
    assert_eq!(plan.stdout.lines().count(), 1, "{plan:?}");
    assert!(plan.stdout.ends_with("install patches on no node\n"), "{plan:?}");
}

#[test]
fn a_volume_that_is_restored_has_what_it_had_before() {
    let env = drill();
    let before = env.json_alone(&["compliance", "patches", C]);
    let failed = env.json_alone(&["patch-now", "with-rollback", C, "--yes"]);
    let steps = failed["execution"]["steps"].as_array().unwrap().clone();
    let step = |name: &str| steps.iter().find(|step| step["name"] == name).unwrap()["status"].clone();
    assert_eq!((step("installMissingUpdates"), step("RestoreFromSnapshot")), ("Failed".into(), "Success".into()));
    assert_eq!(env.json_alone(&["compliance", "patches", C])["items"], before["items"]);
}

/// Killed after a node of the first wave had failed and before that was judged: whoever goes on judges it, and the gate stays closed.
#[test]
fn a_wave_that_was_not_judged_yet_is_judged_before_its_gate() {
    let env = drill();
    let _stopped = env.patch(&format!("install --node {B},{E} --reboot never --wave 1,rest --run-name gap --yes")).exits(6);
    let path = env.sandbox().join("runs/gap.json");
    let mut torn: Value = serde_json::from_str(&std::fs::read_to_string(&path).unwrap()).unwrap();
    assert_eq!((&torn["nodes"][0]["outcome"], &torn["nodes"][1]["outcome"]), (&"FAILED".into(), &"WAITING".into()));
    torn["nodes"][0]["outcome"] = "RUNNING".into();
    torn["state"] = "RUNNING".into();
    for judged in ["stopped_because", "exit_code"] {
        torn.as_object_mut().unwrap().remove(judged);
    }
    std::fs::write(&path, torn.to_string()).unwrap();
    let _stopped_again = env.patch("resume gap --yes").exits(6).says("the gate after wave 1 is closed");
    assert_eq!(env.outcomes("gap"), pairs(&[(B, "FAILED"), (E, "WAITING")]));
}

/// Nodes of the example fleet, one in each of four scopes.
const FOUR: &str = "i-0b1b2c3d4e5f60001,i-0a1b2c3d4e5f60001,i-0e1b2c3d4e5f60001,i-0d1b2c3d4e5f60001";
const EVERYWHERE: &str = "--profile management,workloads --region us-east-1,eu-central-1";

/// A run over four scopes whose receipt is lost.
fn scattered() -> TestEnv {
    let env = TestEnv::example();
    let line = format!("install {EVERYWHERE} --node {FOUR} --reboot never --yes --no-wait --max-concurrency 100% --run-name multi");
    let _sent = env.patch(&line).exits(7);
    let _later = env.run_alone(&["sandbox", "advance", "1h"]).exits(0);
    env.forget_receipts();
    env
}

#[test]
fn a_run_that_is_seen_in_part_is_never_finished() {
    let env = scattered();
    let part = env.patch("wait multi").exits(7).says("not known here: 3 commands of it");
    assert_eq!(part.stdout.lines().count(), 2, "{part:?}");
    env.play("- {kind: access_denied, operation: ListCommands, region: eu-central-1}\n");
    let _more = env.patch(&format!("wait multi {EVERYWHERE}")).exits(7).says("not known here: 2 commands of it");
    env.play("[]\n");
    let whole = env.patch(&format!("wait multi {EVERYWHERE}"));
    assert!(whole.code != 7 && whole.stdout.lines().count() == 5, "{whole:?}");
    assert!(env.patch(&format!("list {EVERYWHERE}")).stdout.contains("FINISHED"));
}

#[test]
fn a_cancellation_asks_every_command_or_none() {
    let env = TestEnv::example();
    let line = format!("install {EVERYWHERE} --node {FOUR} --reboot never --yes --no-wait --max-concurrency 100% --run-name multi");
    let _sent = env.patch(&line).exits(7);
    let _narrow = env.patch("cancel multi --yes").exits(1).says("where this command does not look");
    assert_eq!(env.json_alone(&["patch-now", "show", "multi"])["state"], "RUNNING", "nothing was cancelled");
    env.play("- {kind: access_denied, operation: CancelCommand, account: '111122223333', region: eu-central-1}\n");
    let cancelled = env.patch(&format!("cancel multi {EVERYWHERE} --yes")).exits(1).says("was not asked to stop, and goes on");
    assert_eq!(cancelled.stderr.matches("what already installs on a node goes on").count(), 3, "{cancelled:?}");
}

#[test]
fn regions_that_are_not_enabled_do_not_stand_in_the_way() {
    let env = TestEnv::example();
    let _patched = env.patch("install --all-regions --node i-0b1b2c3d4e5f60001 --reboot never --yes").exits(0);
    let _unknown = env.patch("wait --all-regions 11111111-2222-4333-8444-555555555555").exits(1).says("there is no automation execution");
}

#[test]
fn a_cancellation_outlives_the_process_that_had_the_run() {
    let env = drill();
    let line = format!("install --node {A},{E} --reboot never --yes --wave 1,rest --pause 300h --timeout 900h --run-name canc");
    let mut child = env.spawned(&line).stderr(Stdio::piped()).spawn().unwrap();
    let mut lines = std::io::BufRead::lines(std::io::BufReader::new(child.stderr.take().unwrap()));
    assert!(lines.any(|line| line.unwrap().contains("wave 1 passed")));
    child.kill().unwrap();
    let _ended = child.wait().unwrap();
    // What `cancel` leaves for a process that lives.
    std::fs::write(env.sandbox().join("runs/canc.cancel"), b"").unwrap();
    let _waited = env.patch("wait canc").exits(6);
    assert_eq!(env.receipt("canc")["state"], "CANCELLED");
    let _refused = env.patch("resume canc --yes").exits(8).says("is CANCELLED");
}

#[test]
fn a_signal_is_heard_while_a_command_is_sent_again_and_again() {
    let env = drill();
    env.play("- {kind: throttle, operation: SendCommand}\n- {kind: latency, operation: SendCommand, milliseconds: 300}\n");
    let mut child =
        env.spawned(&format!("install --node {A} --reboot never --yes --run-name deaf")).stderr(Stdio::piped()).spawn().unwrap();
    let mut lines = std::io::BufRead::lines(std::io::BufReader::new(child.stderr.take().unwrap()));
    assert!(lines.any(|line| line.unwrap().contains("the run is deaf")));
    std::thread::sleep(Duration::from_millis(500));
    let _sent = Command::new("kill").args(["-INT", &child.id().to_string()]).status().unwrap();
    let said: Vec<String> = lines.map(Result::unwrap).collect();
    assert_eq!(child.wait().unwrap().code(), Some(130), "{said:?}");
    env.play("[]\n");
    assert!(env.json_alone(&["patch-now", "show", "deaf"])["commands"][0]["state"] == "planned", "nothing was sent");
    let _resumed = env.patch("resume deaf --yes").exits(0);
}

#[test]
fn nothing_is_left_to_resume_of_a_run_that_was_refused() {
    let env = drill();
    env.play("- {kind: access_denied, operation: SendCommand}\n");
    let _refused = env.patch(&format!("install --node {A} --reboot never --yes --run-name thro")).exits(1).says("retry --failed thro");
    env.play("[]\n");
    let _nothing = env.patch("resume thro --yes").exits(8).says("nothing is left to be sent");
    let _again = env.patch("retry thro --failed --yes").exits(0);
}

#[test]
fn an_automation_is_followed_through_failures_and_judged_once() {
    let env = drill();
    env.play("- {kind: http_500, operation: GetAutomationExecution, first: 3}\n");
    let _csv = env.patch(&format!("asg {A} --yes -o csv")).exits(2);
    let ran = env.patch(&format!("asg {A} --yes -o json")).exits(0);
    let execution = ran.json()["execution"]["id"].as_str().unwrap().to_owned();
    env.play("- {kind: http_500, operation: DescribeInstancePatchStates, after: 1}\n");
    let _unread = env.patch(&format!("asg {E} --yes")).exits(5).says("its patch state cannot be read");
    env.play("[]\n");
    let _later = env.run_alone(&["sandbox", "advance", "1d"]).exits(0);
    let _scanned = env.patch(&format!("scan --node {A} --yes")).exits(0);
    let waited = env.json_alone(&["patch-now", "wait", &execution]);
    assert_eq!(waited["receipt"], ran.json()["receipt"], "what was judged stays so");
    let _hint = env.patch(&format!("logs {execution}")).exits(1).says(&format!("patchctl patch-now show {execution}"));
}

#[test]
fn a_stopped_automation_is_waited_for_and_judged() {
    let env = drill();
    let started = env.json_alone(&["patch-now", "asg", A, "--no-wait", "--yes"]);
    let execution = started["execution"]["id"].as_str().unwrap();
    let _stopped = env.patch(&format!("cancel {execution} --yes")).exits(6).says("may stay in standby");
    let listed = env.json_alone(&["patch-now", "list"]);
    assert_eq!((&listed["items"][0]["state"], &listed["items"][0]["failed"]), (&"FINISHED".into(), &1.into()));
}

#[test]
fn a_run_that_was_left_is_listed_as_what_it_is() {
    let env = drill();
    let state =
        |options: &str| env.json_alone(&format!("patch-now list {options}").trim().split(' ').collect::<Vec<_>>())["items"][0].clone();
    let _left = env.patch(&format!("install --node {A} --reboot never --yes --no-wait --run-name left")).exits(7);
    assert_eq!((&state("")["state"], &state("")["failed"]), (&"RUNNING".into(), &Value::Null));
    let _later = env.run_alone(&["sandbox", "advance", "1h"]).exits(0);
    assert_eq!((&state("")["state"], &state("")["failed"]), (&"ENDED".into(), &Value::Null));
    let _judged = env.patch("wait left").exits(0);
    let _waves = env.patch(&format!("install --node {B},{E} --reboot never --yes --wave 1,rest --run-name waves")).exits(6);
    env.forget_receipts();
    assert_eq!(state("")["state"], "PARTIAL", "a wave was never sent");
}
