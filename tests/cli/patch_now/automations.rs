//! `patch-now asg` and `with-rollback`.

use serde_json::json;

use super::*;

#[test]
fn a_plan_is_json_where_the_result_is() {
    let env = drill();
    let dry = env.patch(&format!("asg {A} --dry-run -o json")).exits(0);
    let plan: Value = serde_json::from_str(&dry.stdout).unwrap();
    assert_eq!(plan["kind"], "plan");
    assert!(
        plan["lines"][0]
            .as_str()
            .unwrap()
            .starts_with("AWS-PatchAsgInstance: patch"),
        "{plan}"
    );
    let selected = env
        .patch(&format!("asg {A} --dry-run --query lines[0] -o yaml"))
        .exits(0);
    assert!(
        selected.stdout.starts_with("'AWS-PatchAsgInstance: patch"),
        "{selected:?}"
    );
    let ran = env.patch(&format!("asg {A} --yes -o json")).exits(0);
    let said: Vec<Value> = ran
        .stderr
        .lines()
        .map(|line| serde_json::from_str(line).unwrap())
        .collect();
    assert_eq!(
        (&said[1]["kind"], &said[1]["lines"][0]),
        (&"plan".into(), &plan["lines"][0])
    );
}

#[test]
fn automations_patch_one_instance_and_are_found_again() {
    let env = drill();
    let ran = env.json_alone(&["patch-now", "asg", A, "--yes"]);
    let execution = ran["execution"]["id"].as_str().unwrap().to_owned();
    assert_eq!(
        (
            ran["execution"]["status"].as_str(),
            ran["receipt"]["exit_code"].as_u64()
        ),
        (Some("Success"), Some(0)),
        "{ran}"
    );
    assert_eq!(ran["receipt"]["after"]["missing"], 0);
    let _waited = env.patch(&format!("wait {execution}")).exits(0);
    let _shown = env.patch(&format!("show {execution}")).exits(0);
    let _failed = env.patch(&format!("with-rollback {C} --yes")).exits(6);
    let _offline = env
        .patch(&format!("asg {D} --yes"))
        .exits(8)
        .says("does not answer");
    let _no_yes = env.patch(&format!("asg {A}")).exits(8);
}

/// What an automation sends is its own doing: CloudTrail holds its start, and late.
#[test]
fn an_audit_tells_an_automation_and_its_command_as_one() {
    let env = drill();
    let ran = env.json_alone(&["patch-now", "asg", A, "--yes", "--reason", "drill"]);
    let execution = &ran["execution"]["id"];
    let audit = ["audit", "--what", "patch", "--since", "2h"];
    let told = || env.run_alone(&[&audit[..], &["-o", "json"]].concat());
    let only = |items: &Value| {
        let items = items.as_array().unwrap();
        let own: Vec<&Value> = items.iter().filter(|row| row["id"] == *execution).collect();
        assert_eq!(own.len(), 1, "{items:#?}");
        assert!(
            items.iter().all(|row| row["who"] != "unknown"),
            "{items:#?}"
        );
        own[0].clone()
    };

    let row = only(&told().exits(0).json()["items"]);
    let sources = json!(["cloudtrail", "receipt", "run-command", "automation"]);
    assert_eq!(row["sources"], sources);
    assert_eq!(row["outcome"], "Success");
    let who = (&row["who"], &row["reason"]);
    assert_eq!(who, (&json!("sandbox"), &json!("drill")));

    // Another machine has no receipt, and one without CloudTrail is told by its execution.
    env.play("[{kind: access_denied, operation: LookupEvents}]");
    let ran = told().exits(5);
    let looked_at = ran.json()["looked_at"].clone();
    let looked_at = looked_at.as_array().unwrap();
    assert!(!looked_at.contains(&json!("CloudTrail")), "{looked_at:?}");
    assert!(looked_at.contains(&json!("automations")), "{looked_at:?}");
    assert_eq!(only(&ran.json()["items"])["who"], "sandbox");
}

#[test]
fn an_automation_is_an_operation_too() {
    let env = drill();
    let _started = env.patch(&format!("asg {A} --no-wait --yes")).exits(0);
    let _refused = env
        .patch(&format!("install --node {A} --reboot never --yes"))
        .exits(8)
        .says("automation");
}

#[test]
fn a_volume_that_is_restored_has_what_it_had_before() {
    let env = drill();
    let before = env.json_alone(&["compliance", "patches", C]);
    let failed = env.json_alone(&["patch-now", "with-rollback", C, "--yes"]);
    let steps = failed["execution"]["steps"].as_array().unwrap().clone();
    let step =
        |name: &str| steps.iter().find(|step| step["name"] == name).unwrap()["status"].clone();
    assert_eq!(
        (step("installMissingUpdates"), step("RestoreFromSnapshot")),
        ("Failed".into(), "Success".into())
    );
    assert_eq!(
        env.json_alone(&["compliance", "patches", C])["items"],
        before["items"]
    );
}

#[test]
fn an_automation_is_followed_through_failures_and_judged_once() {
    let env = drill();
    env.play("- {kind: http_500, operation: GetAutomationExecution, first: 3}\n");
    let _csv = env.patch(&format!("asg {A} --yes -o csv")).exits(2);
    let ran = env.patch(&format!("asg {A} --yes -o json")).exits(0);
    let execution = ran.json()["execution"]["id"].as_str().unwrap().to_owned();
    env.play("- {kind: http_500, operation: DescribeInstancePatchStates, after: 1}\n");
    let _unread = env
        .patch(&format!("asg {E} --yes"))
        .exits(5)
        .says("its patch state cannot be read");
    env.play("[]\n");
    let _later = env.run_alone(&["sandbox", "advance", "1d"]).exits(0);
    let _scanned = env.patch(&format!("scan --node {A} --yes")).exits(0);
    let waited = env.json_alone(&["patch-now", "wait", &execution]);
    assert_eq!(
        waited["receipt"],
        ran.json()["receipt"],
        "what was judged stays so"
    );
    let _hint = env
        .patch(&format!("logs {execution}"))
        .exits(1)
        .says(&format!("patchctl patch-now show {execution}"));
}

/// The report from before the installation is newer than the start of nothing: it says that two
/// patches are missing, and the one of the installation comes half a minute late.
#[test]
fn an_automation_is_judged_by_the_report_of_its_own_installation() {
    let env = drill();
    let _started = env.patch(&format!("asg {A} --no-wait --yes")).exits(0);
    let listed = env.json_alone(&["patch-now", "list"]);
    let id = listed["items"][0]["run"].as_str().unwrap().to_owned();
    let late = "- {kind: late, operation: DescribeInstancePatchStates, seconds: 45}\n";
    env.play(late);
    let here = env.json_alone(&["patch-now", "wait", &id]);
    assert_eq!(here["receipt"]["exit_code"], 0, "{here}");
    assert_eq!(here["receipt"]["after"]["missing"], 0);

    // Another machine, which has nothing but the execution.
    env.forget_receipts();
    let there = env.json_alone(&["patch-now", "wait", &id]);
    for member in ["exit_code", "after", "ended_at", "status"] {
        assert_eq!(
            here["receipt"][member], there["receipt"][member],
            "{member}"
        );
    }

    // One that does not come within the looks leaves it open, and is read later.
    env.play(&late.replace("45", "7200"));
    env.forget_receipts();
    let _open = env
        .patch(&format!("wait {id}"))
        .exits(5)
        .says("has not reported since it patched");
    env.play("[]\n");
    let _read = env.patch(&format!("wait {id}")).exits(0);
}

#[test]
fn a_stopped_automation_is_waited_for_and_judged() {
    let env = drill();
    let started = env.json_alone(&["patch-now", "asg", A, "--no-wait", "--yes"]);
    let execution = started["execution"]["id"].as_str().unwrap();
    let _stopped = env
        .patch(&format!("cancel {execution} --yes"))
        .exits(0)
        .says("may stay in standby");
    let listed = env.json_alone(&["patch-now", "list"]);
    assert_eq!(
        (&listed["items"][0]["state"], &listed["items"][0]["failed"]),
        (&"FINISHED".into(), &1.into())
    );
}
