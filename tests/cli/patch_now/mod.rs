//! `patch-now`: plans, runs, waves and receipts.

mod automations;
mod disk;
mod elsewhere;
mod honesty;
mod hooks;
mod limits;
mod lists;
mod recovery;

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
    TestEnv::fleet(include_str!("../fleets/drill.yaml"))
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
        receipt["items"]
            .as_array()
            .unwrap()
            .iter()
            .map(|node| (text(&node["node"]), text(&node["outcome"])))
            .collect()
    }

    fn forget_receipts(&self) {
        std::fs::remove_dir_all(self.sandbox().join("runs")).unwrap();
    }
}

fn pairs(expected: &[(&str, &str)]) -> Vec<(String, String)> {
    expected
        .iter()
        .map(|(node, outcome)| ((*node).to_owned(), (*outcome).to_owned()))
        .collect()
}

#[test]
fn nothing_is_patched_without_targets_a_reboot_choice_and_a_yes() {
    let env = drill();
    let _no_targets = env
        .patch("install --reboot never --yes")
        .exits(2)
        .says("choose the nodes")
        .says("--all means every node");
    let _only_excluded = env
        .patch(&format!("scan --exclude {A} --yes"))
        .exits(2)
        .says("choose the nodes");
    let _no_choice = env
        .patch("install --all --yes")
        .exits(2)
        .says("--reboot if-needed, never, or at TIME");
    let _no_yes = env
        .patch(&format!("install --node {A} --reboot never"))
        .exits(8)
        .says("there is no terminal");
    let mut ci = env.command(&["patch-now", "scan", "--node", A]);
    let _no_yes_in_ci = run(ci.env("CI", "true").env_remove("PATCHCTL_PROFILE")).exits(8);
    let dry = env
        .patch(&format!("install --node {A} --reboot never --dry-run"))
        .exits(0)
        .says("nothing was sent");
    assert!(dry.stdout.contains("2 (glibc.x86_64"), "{dry:?}");
    assert_eq!(
        env.json_alone(&["patch-now", "list"])["items"],
        serde_json::json!([]),
        "nothing was sent"
    );
}

#[test]
fn a_run_in_waves_stops_at_a_failure_and_heals_by_resume_and_retry() {
    let env = drill();
    let first =
        env.patch("install --tag Role=web --reboot if-needed --hook-pre drain-web --wave 1,1,rest --run-name first --reason CHG-1 --yes");
    let _stopped = first
        .exits(6)
        .says("the gate after wave 2 is closed: 1 of 1 nodes failed")
        .says("patch-now resume first");
    assert_eq!(
        env.outcomes("first"),
        pairs(&[(A, "SUCCEEDED"), (B, "FAILED"), (C, "WAITING")])
    );
    let receipt = env.receipt("first");
    assert_eq!(
        (
            receipt["state"].as_str(),
            receipt["request"]["reason"].as_str()
        ),
        (Some("STOPPED"), Some("CHG-1"))
    );
    assert_eq!(
        receipt["items"][1]["patches"]["failed"],
        serde_json::json!(["glibc.x86_64:0:2.34-52.amzn2023.0.10"])
    );
    assert_eq!(
        receipt["items"][0]["patches"]["installed"]
            .as_array()
            .unwrap()
            .len(),
        2
    );
    let request = receipt["commands"][0]["request_id"]
        .as_str()
        .unwrap_or_default();
    assert!(!request.is_empty(), "{receipt}");

    let _resumed = env
        .patch("resume first --yes")
        .exits(6)
        .says("it stopped: the gate after wave 2 is closed");
    assert_eq!(
        env.outcomes("first"),
        pairs(&[(A, "SUCCEEDED"), (B, "FAILED"), (C, "FAILED")])
    );
    let shown = env.receipt("first");
    let reason = shown["items"][2]["reason"].as_str().unwrap();
    assert!(
        reason.contains("exit code 15: the patch module could not be downloaded"),
        "{reason}"
    );
    let logs = env.patch("logs first --failed").exits(0);
    assert!(
        logs.stdout.contains("cannot reach s3") && !logs.stdout.contains("unsupported platform"),
        "{logs:?}"
    );

    let _again = env
        .patch("resume first --yes")
        .exits(8)
        .says("nothing is left to be sent");
    let _retried = env
        .patch("retry first --failed --run-name second --yes")
        .exits(0);
    assert_eq!(
        env.outcomes("second"),
        pairs(&[(B, "SUCCEEDED"), (C, "SUCCEEDED")])
    );
    assert_eq!(env.receipt("second")["plan"]["retry_of"], "first");
    let _nothing_left = env
        .patch("retry second --failed --yes")
        .exits(8)
        .says("no node of second failed");
    let _green = env
        .run_alone(&["compliance", "check", "--tag", "Role=web"])
        .exits(0);
    let listed = env.json_alone(&["patch-now", "list"]);
    let names: Vec<_> = listed["items"]
        .as_array()
        .unwrap()
        .iter()
        .map(|row| row["run"].as_str().unwrap())
        .collect();
    assert_eq!(names, ["second", "first"], "the newest first");
}

#[test]
fn a_failing_hook_is_never_masked() {
    let env = drill();
    let ran = env
        .patch(&format!(
            "install --node {E} --reboot never --hook-pre drain-web --run-name hooked --yes"
        ))
        .exits(6);
    assert!(
        ran.stdout
            .contains("CustomerProvidedPrePatchHook failed with exit code 7"),
        "{ran:?}"
    );
    let receipt = env.receipt("hooked");
    let steps = receipt["items"][0]["steps"].as_array().unwrap();
    let named = |name: &str| {
        steps
            .iter()
            .find(|step| step["name"] == name)
            .unwrap_or_else(|| panic!("{name} in {steps:#?}"))
    };
    assert_eq!(named("PreInstallScan")["status"], "Success");
    assert_eq!(
        (
            &named("CustomerProvidedPrePatchHook")["code"],
            &named("CustomerProvidedPrePatchHook")["status"]
        ),
        (&7.into(), &"Failed".into())
    );
}

#[test]
fn hooks_are_looked_at_before_anything_is_sent() {
    let env = drill();
    let install =
        |hook: &str| env.patch(&format!("install --node {A} --reboot never --yes {hook}"));
    let _absent = install("--hook-pre nowhere")
        .exits(2)
        .says("there is no such document or version");
    let _version = install("--hook-pre drain-web:9")
        .exits(2)
        .says("there is no such document or version");
    let _kind = install("--hook-exit AWS-PatchAsgInstance")
        .exits(2)
        .says("its type is Automation");
    let _needy = install("--hook-post needs-parameters")
        .exits(2)
        .says("it needs parameters (target)");
    let _both = install("--hook-pre drain-web --override-list s3://logs-bucket/list.yaml")
        .exits(2)
        .says("takes no InstallOverrideList");
    assert_eq!(
        env.json_alone(&["patch-now", "list"])["items"],
        serde_json::json!([])
    );
}

#[test]
fn what_cannot_be_patched_is_named_and_makes_the_run_incomplete() {
    let env = drill();
    let ran = env
        .patch("scan --tag Role=db --yes")
        .exits(5)
        .says(&format!(
            "{D} was left out: the agent does not answer (ConnectionLost)"
        ));
    assert!(ran.stdout.contains(E) && !ran.stdout.contains(D), "{ran:?}");
    let _accepted = env.patch("scan --tag Role=db --skip-unable --yes").exits(0);
    let _none = env
        .patch(&format!("scan --node {D} --yes"))
        .exits(8)
        .says("i-0000000000000000d is the only node among the targets, and it cannot be patched");
    let _unknown = env
        .patch("scan --node i-0fffffffffffffff0 --yes")
        .exits(2)
        .says("is no managed node");
}

#[test]
fn a_resource_group_is_a_target() {
    let env = drill();
    let ran = env.patch("scan --resource-group canaries --yes").exits(0);
    assert!(ran.stdout.contains(A) && !ran.stdout.contains(B), "{ran:?}");
    let _absent = env
        .patch("scan --resource-group nobody --yes")
        .exits(2)
        .says("there is no resource group nobody");
    let _denied = {
        env.play("- {kind: access_denied, operation: ListGroupResources}\n");
        env.patch("scan --resource-group canaries --yes")
            .exits(1)
            .says("resource-groups:ListGroupResources")
    };
}

#[test]
fn only_noncompliant_nodes_are_patched_when_that_is_asked() {
    let env = drill();
    let _patched = env
        .patch(&format!("install --node {A} --reboot if-needed --yes"))
        .exits(0);
    let plan = env.json_alone(&[
        "patch-now",
        "plan",
        "--tag",
        "Role=web",
        "--only-noncompliant",
        "--reboot",
        "never",
    ]);
    let nodes: Vec<_> = plan["nodes"]
        .as_array()
        .unwrap()
        .iter()
        .map(|node| node["node"].as_str().unwrap())
        .collect();
    assert_eq!(nodes, [B, C]);
}

#[test]
fn a_plan_is_applied_once_and_only_while_it_is_true() {
    let env = drill();
    let _planned = env
        .patch("plan --tag Role=web --reboot never --to plan.json --run-name planned")
        .exits(0)
        .says("wrote plan.json");
    let plan: Value =
        serde_json::from_str(&std::fs::read_to_string(env.path("plan.json")).unwrap()).unwrap();
    assert_eq!(
        (plan["kind"].as_str(), plan["schema_version"].as_u64()),
        (Some("patch-now.plan"), Some(1))
    );
    assert_eq!(plan["overlaps"][0]["name"], "nightly");
    let printed = env.json_alone(&[
        "patch-now",
        "plan",
        "--tag",
        "Role=web",
        "--reboot",
        "never",
        "--run-name",
        "planned",
    ]);
    assert_eq!(
        printed["nodes"], plan["nodes"],
        "-o json is the same document"
    );

    let _elsewhere = env
        .run_alone(&[
            "patch-now",
            "apply",
            "plan.json",
            "--yes",
            "--region",
            "eu-central-1",
        ])
        .exits(2)
        .says("the plan is for");
    let mut changed = plan;
    changed["nodes"].as_array_mut().unwrap().pop();
    std::fs::write(env.path("changed.json"), changed.to_string()).unwrap();
    let _by_hand = env
        .patch("apply changed.json --yes")
        .exits(8)
        .says("changed by hand");
    std::fs::write(env.path("garbage.json"), "[1, 2").unwrap();
    let _garbage = env
        .patch("apply garbage.json --yes")
        .exits(2)
        .says("is not a plan");
    let _dry = env.patch("apply plan.json --dry-run").exits(0);

    let _another = env
        .patch(&format!("install --node {A} --reboot if-needed --yes"))
        .exits(0);
    let _changed = env
        .patch("apply plan.json --yes")
        .exits(8)
        .says(&format!("{A}: it was 2 missing and is compliant now"));

    let _planned = env
        .patch("plan --tag Role=web --reboot never --to fresh.json --run-name fresh")
        .exits(0);
    let _applied = env.patch("apply fresh.json --yes").exits(6);
    let _twice = env.patch("apply fresh.json --yes").exits(8);
}

#[test]
fn a_changed_baseline_or_node_set_refuses_a_plan() {
    let env = drill();
    let _planned = env
        .patch("plan --tag Role=web --reboot never --to plan.json")
        .exits(0);
    let args = [
        "baseline",
        "create",
        "mine",
        "--os",
        "AMAZON_LINUX_2023",
        "--rule",
        "CLASSIFICATION=Security;after=0",
        "--yes",
    ];
    let created = env.run_alone(&args);
    assert_eq!(created.code, 0, "{created:?}");
    let _default = env
        .run_alone(&["baseline", "set-default", "mine", "--yes"])
        .exits(0);
    let _baseline = env
        .patch("apply plan.json --yes")
        .exits(8)
        .says("its baseline was AWS-AmazonLinux2023DefaultPatchBaseline and is mine now");
}

#[test]
fn two_operations_never_meet_on_a_node() {
    let env = drill();
    let sent = env.patch("install --tag Role=web --reboot never --max-concurrency 3 --no-wait --run-name going --yes").exits(0);
    let _busy = env
        .patch("scan --tag Role=web --yes")
        .exits(8)
        .says("another patching operation runs")
        .says("--skip-busy");
    assert_eq!(sent.stdout, "going\n", "the name of the run alone");
    let _skipped = env
        .patch("scan --all --skip-busy --skip-unable --yes")
        .exits(0);
    let _judged = env.patch("wait going").exits(6);
    let _free = env.patch(&format!("scan --node {A} --yes")).exits(0);
    let _waves = env
        .patch("install --tag Role=web --reboot never --wave 1,rest --no-wait --yes")
        .exits(2)
        .says("--no-wait does not fit");
}

/// How many commands of a run AWS has, whatever the receipts say.
fn commands_of(env: &TestEnv, run: &str) -> usize {
    env.forget_receipts();
    let commands = env.receipt(run)["commands"].as_array().unwrap().len();
    assert!(commands > 0);
    commands
}

#[test]
fn a_lost_answer_is_looked_up_and_the_run_goes_on() {
    let env = drill();
    env.play("- {kind: lost_answer, operation: SendCommand, first: 1}\n");
    let install = format!("install --node {A} --reboot if-needed --run-name lost --yes");
    let _found = env.patch(&install).exits(0).says("was sent all the same");
    assert_eq!(commands_of(&env, "lost"), 1);
}

#[test]
fn after_an_unknown_end_nothing_is_sent_again_unasked() {
    // It took effect, its answer was lost, and the list of commands is late.
    let env = drill();
    let late = "- {kind: late, operation: ListCommands, seconds: 90}\n";
    env.play(&format!(
        "- {{kind: lost_answer, operation: SendCommand, first: 1}}\n{late}"
    ));
    let install = format!("install --node {A} --reboot if-needed --run-name late --yes");
    let _unknown = env
        .patch(&install)
        .exits(7)
        .says("not known whether a command of wave 1 for 1 node in")
        .says("nothing is sent again unasked")
        .says("patch-now resume late");
    // Whoever only looks sends nothing either.
    env.play(&late.replace("90", "3600"));
    let _still = env.patch("wait late").exits(7).says("not known whether");
    env.play(late);
    let _found = env
        .patch("resume late --yes")
        .exits(0)
        .says("whether it runs since")
        .says("was sent all the same");
    assert_eq!(commands_of(&env, "late"), 1);

    // It never took effect: that is known only after minutes, and sent on a second yes.
    let env = drill();
    env.play("- {kind: http_503, operation: SendCommand, first: 1}\n");
    let install = format!("install --node {A} --reboot if-needed --run-name never --yes");
    let unknown = env.patch(&install).exits(7).says("not known whether");
    assert!(unknown.stdout.contains("RUNNING"), "{unknown:?}");
    env.play("[]\n");
    let _sent = env.patch("resume never --yes").exits(0);
    assert_eq!(commands_of(&env, "never"), 1);
}

#[test]
fn throttled_sending_is_repeated_and_a_refusal_is_not() {
    let env = drill();
    env.play("- {kind: throttle, operation: SendCommand, first: 2}\n");
    let _patient = env.patch(&format!("scan --node {A} --yes")).exits(0);
    env.play("- {kind: access_denied, operation: SendCommand}\n");
    let _denied = env
        .patch(&format!("scan --node {A} --yes"))
        .exits(1)
        .says("needs the IAM action ssm:SendCommand");
}

#[test]
fn a_reboot_at_a_time_comes_then_and_not_before() {
    let env = drill();
    let ran = env
        .patch(&format!(
            "install --node {A} --reboot at 2026-11-21T20:00:00Z --run-name night --yes"
        ))
        .exits(0);
    assert!(ran.stdout.contains("SUCCEEDED"), "{ran:?}");
    let receipt = env.receipt("night");
    let reboot = receipt["commands"]
        .as_array()
        .unwrap()
        .iter()
        .find(|command| command["phase"] == "reboot")
        .unwrap();
    assert!(
        reboot["at"].as_str().unwrap() >= "2026-11-21T20:00:00Z",
        "{reboot}"
    );
    assert_eq!(receipt["items"][0]["after"]["installed_pending_reboot"], 0);
    let _over = env
        .patch(&format!(
            "install --node {A} --reboot at 2020-01-01T00:00:00Z --yes"
        ))
        .exits(2)
        .says("that is over");
}

#[test]
fn a_time_of_day_is_that_of_the_zone() {
    let env = drill();
    let plan = |zone: &[(&str, &str)], time: &str| {
        let line = format!("patch-now plan --node {A} --reboot at {time}");
        let words: Vec<&str> = line.split(' ').collect();
        let mut command = env.command(&words);
        for (name, value) in zone {
            command.env(name, value);
        }
        run(command.env_remove("PATCHCTL_PROFILE"))
    };
    // It is 12:00 UTC on 2026-11-21.
    let tokyo = [("TZ", "Asia/Tokyo")];
    let shown = plan(&tokyo, "02:00").exits(0);
    let both = "reboot: at 2026-11-22T02:00:00+09:00 (Asia/Tokyo), 2026-11-21T17:00:00Z";
    assert!(shown.stdout.contains(both), "{shown:?}");
    // Without the zones of the system those of the program hold.
    let bundled = [("TZ", "Asia/Tokyo"), ("TZDIR", "/nowhere")];
    assert!(plan(&bundled, "02:00").exits(0).stdout.contains(both));
    let offset = plan(&tokyo, "02:00-05:00").exits(0);
    assert!(offset.stdout.contains("2026-11-22T07:00:00Z"), "{offset:?}");
    let utc = plan(&[("TZ", "UTC")], "02:00").exits(0);
    assert!(utc.stdout.contains("at 2026-11-22T02:00:00Z:"), "{utc:?}");
    let _unknown = plan(&[("TZ", "Nowhere/Else")], "02:00")
        .exits(2)
        .says("the local time zone is not known");
    let _year = plan(&tokyo, "2026").exits(2).says("that is no time");
}

#[test]
fn without_a_reboot_patches_wait_for_it() {
    let env = drill();
    let ran = env
        .patch(&format!(
            "install --node {A} --reboot never --run-name quiet --yes"
        ))
        .exits(0);
    assert!(ran.stdout.contains("PENDING_REBOOT"), "{ran:?}");
    let _red = env
        .run_alone(&["compliance", "check", "--node", A])
        .exits(3);
}

#[test]
fn an_override_list_installs_what_it_names_and_no_more() {
    let env = drill();
    let list = env.file("list.yaml", "patches:\n  - id: \"less.x86_64\"\n");
    let _uploaded = env
        .run_alone(&[
            "override",
            "upload",
            list.to_str().unwrap(),
            "s3://logs-bucket/lists/web.yaml",
            "--yes",
        ])
        .exits(0);
    let install = format!(
        "install --node {A} --reboot if-needed --override-list s3://logs-bucket/lists/web.yaml"
    );
    let dry = env.patch(&format!("{install} --dry-run")).exits(0);
    assert!(
        dry.stdout.contains("names patches or packages of 1 node")
            && dry.stdout.contains("less.x86_64:0:608-2.amzn2023.0.2"),
        "{dry:?}"
    );
    let _listed = env
        .patch(&format!("{install} --run-name listed --yes"))
        .exits(0);
    let after = env.receipt("listed")["items"][0].clone();
    assert_eq!(
        (&after["patches"]["installed"], &after["after"]["missing"]),
        (
            &serde_json::json!(["less.x86_64:0:608-2.amzn2023.0.2"]),
            &1.into()
        )
    );
    let _absent = env
        .patch(&format!(
            "install --node {A} --reboot never --override-list s3://logs-bucket/none.yaml --yes"
        ))
        .exits(1)
        .says("does not exist");
    let _pattern = env
        .patch(&format!(
            "install --node {A} --reboot never --override-list s3://logs-bucket --yes"
        ))
        .exits(2);
}

#[test]
fn a_large_blast_is_counted() {
    let env = TestEnv::empty();
    let _seeded = env
        .run_alone(&["sandbox", "seed", "--nodes", "80"])
        .exits(0);
    let install = "install --all --reboot if-needed --skip-unable --yes";
    let refused = env
        .patch(install)
        .exits(8)
        .says("are meant, and --yes alone does not agree to so many")
        .says("--expect-nodes");
    let nodes = refused.stderr.split(" nodes are meant").next().unwrap();
    let nodes: usize = nodes.rsplit(' ').next().unwrap().parse().unwrap();
    assert!(nodes > 50, "{refused:?}");
    let _rehearsed = env
        .patch(&format!("{install} --dry-run"))
        .says("this would be refused");
    let less = format!("{install} --expect-nodes {}", nodes - 1);
    let _grown = env.patch(&less).exits(8).says("more than --expect-nodes");
    let sent = env.patch(&format!(
        "{install} --expect-nodes {nodes} --no-wait --max-concurrency 100% --max-errors 100% --run-name blast"
    ));
    assert_eq!(sent.stdout.trim(), "blast", "{sent:?}");

    // Few nodes, a scan, a reviewed plan: a yes is enough.
    let env = drill();
    let mut few = env.command(&[
        "patch-now",
        "install",
        "--tag",
        "Role=web",
        "--reboot",
        "never",
        "--yes",
    ]);
    let _few = run(few
        .env_remove("PATCHCTL_PROFILE")
        .env("PATCHCTL_CONFIRM_ABOVE", "2"))
    .exits(8);
    let plan = env.path("plan.json");
    let to = plan.to_str().unwrap();
    let _planned = env
        .patch(&format!("plan --tag Role=web --reboot never --to {to}"))
        .exits(0);
    let mut apply = env.command(&["patch-now", "apply", to, "--yes", "--timeout", "2h"]);
    let applied = run(apply
        .env_remove("PATCHCTL_PROFILE")
        .env("PATCHCTL_CONFIRM_ABOVE", "2"));
    assert_ne!(applied.code, 8, "{applied:?}");
}

#[test]
fn a_second_name_is_refused() {
    let env = drill();
    let _first = env
        .patch(&format!("scan --node {A} --run-name same --yes"))
        .exits(0);
    let _second = env
        .patch(&format!("scan --node {A} --run-name same --yes"))
        .exits(8)
        .says("was begun already");
    env.forget_receipts();
    let _from_elsewhere = env
        .patch(&format!("scan --node {A} --run-name same --yes"))
        .exits(8)
        .says("was begun already");
    let _bad = env
        .patch(&format!("scan --node {A} --run-name a/b --yes"))
        .exits(2);
}

/// Uploads a list, and answers where it is.
fn uploaded(env: &TestEnv, name: &str, text: &str) -> String {
    let list = env.file(name, text);
    let url = format!("s3://logs-bucket/{name}");
    let upload = [
        "override",
        "upload",
        list.to_str().unwrap(),
        &url,
        "--overwrite",
        "--yes",
    ];
    let _uploaded = env.run_alone(&upload).exits(0);
    url
}

#[test]
fn a_list_that_installs_nothing_on_a_node_is_no_success_there() {
    let env = drill();
    let nothing = uploaded(&env, "none.yaml", "patches:\n  - id: \"nothing.x86_64\"\n");
    let install = format!("install --node {A} --reboot never --yes --override-list");
    let run = env
        .patch(&format!("{install} {nothing} --run-name nothing"))
        .exits(6)
        .says("the list names nothing of its last report");
    assert!(
        run.stdout.contains("names nothing that the node has"),
        "{run:?}"
    );
    assert_eq!(env.outcomes("nothing"), pairs(&[(A, "NOTHING_INSTALLED")]));

    // A version that does not exist, of a package that is there.
    let version = "patches:\n  - id: \"glibc.x86_64\"\n    title: \"*:9.99-1.amzn2023\"\n";
    let version = uploaded(&env, "version.yaml", version);
    let run = env
        .patch(&format!("{install} {version} --run-name version"))
        .exits(6);
    assert!(
        run.stdout
            .contains("asks for glibc.x86_64 *:9.99-1.amzn2023"),
        "{run:?}"
    );
    assert_eq!(env.outcomes("version"), pairs(&[(A, "STILL_MISSING")]));

    // What it names, it installs; a second time there is nothing to do, and that is well.
    let glibc = uploaded(&env, "glibc.yaml", "patches:\n  - id: \"glibc.x86_64\"\n");
    let _first = env
        .patch(&format!("{install} {glibc} --run-name first"))
        .exits(0);
    let patches = env.receipt("first")["items"][0]["patches"]["installed"].clone();
    assert_eq!(patches.as_array().map(Vec::len), Some(1), "{patches}");
    let _second = env
        .patch(&format!("{install} {glibc} --run-name second"))
        .exits(0);
    let patches = env.receipt("second")["items"][0]["patches"]["installed"].clone();
    assert_eq!(patches.as_array().map(Vec::len), Some(0), "{patches}");

    // Names that cannot be read are no success.
    env.play("- {kind: access_denied, operation: DescribeInstancePatches, after: 1}\n");
    let _unread = env
        .patch(&format!("{install} {glibc} --run-name unread"))
        .exits(5)
        .says("cannot be named");
    assert_eq!(env.outcomes("unread"), pairs(&[(A, "UNVERIFIED")]));
}

#[test]
fn a_patch_state_that_cannot_be_read_leaves_nodes_unverified() {
    let env = drill();
    let _sent = env
        .patch(&format!(
            "install --node {A} --reboot never --no-wait --run-name dark --yes"
        ))
        .exits(0);
    env.play("- {kind: access_denied, operation: DescribeInstancePatchStates}\n");
    let ran = env.patch("wait dark").exits(5);
    assert!(
        ran.stdout.contains("UNVERIFIED")
            && ran.stdout.contains("its patch state could not be read"),
        "{ran:?}"
    );
}

#[test]
fn a_retry_keeps_the_limits_of_its_run() {
    let env = drill();
    let _failed =
        env.patch(&format!("install --node {C} --reboot never --max-concurrency 1 --max-errors 0 --run-name tight --yes")).exits(6);
    let retried = env.patch("retry tight --failed --dry-run").exits(0);
    assert!(
        retried
            .stdout
            .contains("1 at once, stops after more than 0 failures"),
        "{retried:?}"
    );
}

#[test]
fn options_of_explain_are_options() {
    let env = drill();
    assert_eq!(env.json_alone(&["explain", "-1"])["items"][0]["word"], "-1");
    let _unknown = env
        .run_alone(&["explain", "Undeliverabel"])
        .exits(2)
        .says("did you mean `Undeliverable`?");
    let _gate = env
        .patch("plan --all --reboot never --gate failed=5")
        .exits(2)
        .says("--gate is for what comes between waves");
}

#[test]
fn a_bucket_that_cannot_be_read_leaves_what_run_command_keeps() {
    let env = drill();
    let _ran = env
        .patch(&format!(
            "scan --node {A} --run-name lost --output-s3 s3://no-such-bucket/x --yes"
        ))
        .exits(0);
    let logs = env
        .patch("logs lost")
        .exits(5)
        .says("s3://no-such-bucket/x cannot be read");
    assert!(
        logs.stdout.contains("PatchLinux stdout (run command)"),
        "{logs:?}"
    );
}

#[test]
fn a_target_that_matches_nothing_is_no_plan() {
    let env = drill();
    let none = env.patch("plan --name none* --reboot never").exits(2);
    let none = none.says("--name none* matches no node");
    assert_eq!(none.stdout, "");
    // One of two is as wrong: half of what was meant would be patched.
    let _half = env
        .patch("plan --tag Role=web,wbe --reboot never")
        .exits(2)
        .says("--tag Role=wbe matches no node")
        .says("did you mean --tag Role=web?");
}

#[test]
fn an_exclusion_that_spares_nobody_is_refused_and_the_name_tag_counts() {
    let env = drill();
    let plan = |more: &str| env.patch(&format!("plan --tag Role=web --reboot never {more}"));
    let _typo = plan("--exclude aa")
        .exits(2)
        .says("--exclude aa leaves out no node");
    let _typo = plan("--exclude i-0fffffffffffffff0").exits(2);
    let _allowed = plan("--exclude aa --allow-missing-exclude").exits(0);
    // Known, and not among those that are selected.
    let _elsewhere = plan(&format!("--exclude {D}"))
        .exits(0)
        .says("is not among the selected nodes anyway");
}
