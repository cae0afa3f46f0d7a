//! Hooks around an installation, and after a later reboot.

use serde_json::Value;

use super::{A, E};
use crate::support::TestEnv;

const NIGHT: &str = "2026-11-21T20:00:00Z";

/// The drill, with a document that brings a node back; on E it fails with 3.
fn hooked(more: &str) -> TestEnv {
    let back = "documents:\n  - name: undrain-web\n    account: management\n    regions: [us-east-1]\n    content: |\n      schemaVersion: \"2.2\"\n      mainSteps:\n        - {name: back, action: \"aws:runShellScript\", inputs: {runCommand: [echo back]}}\n";
    let fleet = include_str!("../fleets/drill.yaml")
        .replace("fleet: drill", &format!("fleet: hooked{more}"))
        .replace("documents:\n", back)
        .replace(
            "hooks: [",
            "hooks: [{document: undrain-web, exit: 3, stderr: no}, ",
        );
    TestEnv::fleet(&fleet)
}

fn named<'a>(steps: &'a Value, name: &str) -> &'a Value {
    let steps = steps.as_array().expect("steps").iter();
    let mut named = steps.filter(|step| step["name"] == name);
    named.next().unwrap_or(&Value::Null)
}

#[test]
fn with_a_later_reboot_the_exit_hook_runs_at_the_end_of_the_installation() {
    let env = hooked("");
    let ran = env.patch(&format!(
        "install --node {A},{E} --reboot at {NIGHT} --hook-pre drain-web --hook-exit undrain-web --hook-after-reboot undrain-web --run-name night --yes"
    ));
    let ran = ran
        .exits(6)
        .says("hook pre runs only on nodes that miss patches by the scan that comes first")
        .says("hook exit runs at the end of the installation on every node that begins it, and before the later reboot")
        .says("hook after-reboot runs at the end of the later reboot on the nodes that it is sent to")
        .says("no hook runs before the later reboot: nothing drains a node for it");
    assert!(!ran.stderr.contains("runs always"), "{ran:?}");

    let receipt = env.receipt("night");
    let sent = &receipt["plan"]["parameters"];
    assert_eq!(sent["OnExitHookDocName"][0], "undrain-web");
    // The pre hook fails on E: it is brought back all the same, and gets no reboot.
    let failed = &receipt["items"][1];
    assert_eq!(
        named(&failed["steps"], "CustomerProvidedOnExitHook")["code"],
        3,
        "{failed}"
    );
    assert_eq!(failed["reboot_steps"], Value::Null, "{failed}");
    let well = &receipt["items"][0];
    assert_eq!(well["outcome"], "SUCCEEDED", "{well}");
    assert_eq!(
        named(&well["steps"], "CustomerProvidedOnExitHook")["code"],
        0
    );
    assert_eq!(
        named(&well["reboot_steps"], "CustomerProvidedPostRebootHook")["code"],
        0
    );
}

#[test]
fn a_hook_after_a_reboot_needs_that_reboot_and_is_looked_at_first() {
    let env = hooked("");
    let install = |rest: &str| env.patch(&format!("install --node {A} {rest} --yes"));
    for reboot in ["if-needed", "never"] {
        let _no_reboot = install(&format!(
            "--reboot {reboot} --hook-after-reboot undrain-web"
        ))
        .exits(2)
        .says("needs --reboot at TIME");
    }
    let later = |hook: &str| install(&format!("--reboot at {NIGHT} --hook-after-reboot {hook}"));
    let _version = later("undrain-web:1")
        .exits(2)
        .says("leave out the version");
    let _absent = later("nowhere")
        .exits(2)
        .says("--hook-after-reboot nowhere: there is no such document");
    let _needy = later("needs-parameters")
        .exits(2)
        .says("it needs parameters (target)");

    // The installation takes a list: only its own hooks do not go with one.
    let url = super::uploaded(&env, "list.yaml", "patches:\n  - id: \"glibc.x86_64\"\n");
    let plan = env.patch(&format!(
        "plan --node {A} --reboot at {NIGHT} --override-list {url} --hook-after-reboot undrain-web"
    ));
    let plan = plan.exits(0);
    assert!(
        plan.stdout.contains("document: AWS-RunPatchBaseline with "),
        "{plan:?}"
    );
    assert!(
        plan.stdout
            .contains("hook after-reboot: undrain-web version 1"),
        "{plan:?}"
    );
}

#[test]
fn a_hook_that_changed_before_the_later_reboot_stops_it() {
    // The installation takes so long that the time of the reboot is over, and it waits for a yes.
    let env = hooked("\npatching: {install: 3600s}");
    let at = "2026-11-21T12:30:00Z";
    let _late = env
        .patch(&format!("install --node {A} --reboot at {at} --hook-after-reboot undrain-web --run-name late --yes"))
        .exits(7);
    let path = env.sandbox().join("runs/late.json");
    let text = std::fs::read_to_string(&path).unwrap();
    let mut receipt: Value = serde_json::from_str(&text).unwrap();
    receipt["plan"]["hooks"][0]["hash"] = "of-another-content".into();
    std::fs::write(&path, receipt.to_string()).unwrap();

    let _changed = env
        .patch("resume late --yes")
        .exits(7)
        .says("and then the hook undrain-web")
        .says("the document undrain-web of --hook-after-reboot has another version or content now");
    let item = &env.receipt("late")["items"][0];
    assert_eq!(item["outcome"], "PENDING_REBOOT", "{item}");

    std::fs::write(&path, text).unwrap();
    let _same = env.patch("resume late --yes").exits(0);
    let item = &env.receipt("late")["items"][0];
    assert_eq!(item["outcome"], "SUCCEEDED", "{item}");
}

#[test]
fn a_retry_without_that_reboot_leaves_the_hook_after_it_out() {
    let env = hooked("");
    let _failed = env
        .patch(&format!("install --node {E} --reboot at {NIGHT} --hook-pre drain-web --hook-after-reboot undrain-web --run-name first --yes"))
        .exits(6);
    let plan = env
        .patch("retry first --failed --reboot never --dry-run")
        .exits(0)
        .says("undrain-web was to run after a reboot at a time; there is none now");
    assert!(!plan.stdout.contains("after-reboot"), "{plan:?}");
}

#[test]
fn a_node_that_rebooted_and_whose_hook_failed_is_told_so() {
    let env = hooked("");
    let _failed = env
        .patch(&format!("install --node {E} --reboot at {NIGHT} --hook-after-reboot undrain-web --run-name night --yes"))
        .exits(6);
    let node = &env.receipt("night")["items"][0];
    assert_eq!(node["outcome"], "FAILED", "{node}");
    assert_eq!(
        node["reason"],
        "the node rebooted; CustomerProvidedPostRebootHook failed with exit code 3 of the hook document; its patch state: nothing violates the baseline"
    );
    let table = env.patch("show night --columns node,steps").exits(0);
    assert!(
        table
            .stdout
            .contains("CustomerProvidedPostRebootHook Failed (3)"),
        "{table:?}"
    );
}

#[test]
fn a_node_that_somebody_else_rebooted_is_done() {
    // The reboot is asked for anew, because its time is over; meanwhile another run reboots the node.
    let env = hooked("\npatching: {install: 3600s}");
    let at = "2026-11-21T12:30:00Z";
    let _late = env
        .patch(&format!(
            "install --node {A} --reboot at {at} --run-name late --yes"
        ))
        .exits(7);
    let _other = env
        .patch(&format!("install --node {A} --reboot if-needed --yes"))
        .exits(0);
    let _resumed = env.patch("resume late --yes").exits(0);
    let node = &env.receipt("late")["items"][0];
    assert_eq!(node["outcome"], "SUCCEEDED", "{node}");
    let step = named(
        &node["reboot_steps"],
        "VerifyPendingRebootPatchesAndRebootLinux",
    );
    assert_eq!(step["code"], 168, "{node}");
}
