//! `report asff`: what Security Hub is told of each node.

use serde_json::{Value, json};

use super::support::{REGIONS, TestEnv};

/// Lines of JSON.
fn lines(text: &str) -> Vec<Value> {
    let lines = text.lines();
    lines
        .map(|line| serde_json::from_str(line).unwrap())
        .collect()
}

fn findings(batches: &[Value]) -> Vec<Value> {
    let batches = batches.iter();
    batches
        .flat_map(|batch| batch["Findings"].as_array().unwrap().clone())
        .collect()
}

/// What the sandbox's Security Hub holds: status, record state and severity by node.
fn held(env: &TestEnv) -> Vec<Value> {
    let store = rusqlite::Connection::open(env.sandbox().join("state.sqlite")).unwrap();
    let mut rows = store
        .prepare("SELECT body FROM document WHERE kind = 'finding' ORDER BY name")
        .unwrap();
    let bodies = rows.query_map([], |row| row.get::<_, String>(0)).unwrap();
    let told = bodies.map(|body| {
        let finding: Value = serde_json::from_str(&body.unwrap()).unwrap();
        let id = finding["Id"].as_str().unwrap();
        json!([
            id.rsplit('/').next().unwrap(),
            finding["Compliance"]["Status"],
            finding["RecordState"],
            finding["FindingProviderFields"]["Severity"]["Label"],
        ])
    });
    told.collect()
}

#[test]
fn every_node_has_one_finding_of_its_account_and_region_and_only_the_compliant_pass() {
    let env = TestEnv::example();
    let ran = env
        .run(&["report", "asff", "--to", "-", "--region", REGIONS])
        .exits(0);
    let batches = lines(&ran.stdout);
    let nodes = env.json(&["compliance", "nodes", "--region", REGIONS])["items"].clone();
    let nodes = nodes.as_array().unwrap();
    assert_eq!(findings(&batches).len(), nodes.len());
    assert_eq!(batches.len(), 6, "one for each account and Region");

    for batch in &batches {
        let owners = batch["Findings"].as_array().unwrap().iter();
        let owners: std::collections::BTreeSet<String> = owners
            .map(|finding| finding["ProductArn"].to_string())
            .collect();
        assert_eq!(owners.len(), 1);
    }
    for node in nodes {
        let id = node["node"].as_str().unwrap();
        let (account, region) = (&node["account"], &node["region"]);
        let (account, region) = (account.as_str().unwrap(), region.as_str().unwrap());
        let wanted = format!("patchctl/patch-compliance/{account}/{region}/{id}");
        let all = findings(&batches);
        let finding = all.iter().find(|finding| finding["Id"] == wanted).unwrap();
        let status = match node["verdict"].as_str().unwrap() {
            "COMPLIANT" => "PASSED",
            "NON_COMPLIANT" => "FAILED",
            _ => "NOT_AVAILABLE",
        };
        assert_eq!(finding["Compliance"]["Status"], status, "{id}");
        let over = node["verdict"] == "COMPLIANT";
        let state = if over { "ARCHIVED" } else { "ACTIVE" };
        assert_eq!(finding["RecordState"], state, "{id}");
        assert_eq!(
            finding["PatchSummary"]["InstalledCount"], node["report"]["installed"],
            "{id}"
        );
    }
}

#[test]
fn a_finding_ends_when_its_node_is_mended() {
    let fleet = include_str!("fleets/drill.yaml").replace(
        "management: true",
        "management: true, security_hub: [us-east-1]",
    );
    let env = TestEnv::fleet(&fleet);
    let import = ["report", "asff", "--import", "--yes", "--name", "a"];
    let _done = env.run_alone(&import).exits(0).says("1 finding done");
    let node = "i-0000000000000000a";
    // The baselines of AWS give no level: that is LOW, and not that there is none.
    assert_eq!(held(&env), [json!([node, "FAILED", "ACTIVE", "LOW"])]);

    let install = [
        "patch-now",
        "install",
        "--node",
        node,
        "--reboot",
        "if-needed",
        "--yes",
    ];
    let _installed = env.run_alone(&install).exits(0);
    let _done = env.run_alone(&import).exits(0);
    assert_eq!(
        held(&env),
        [json!([node, "PASSED", "ARCHIVED", "INFORMATIONAL"])]
    );
}

#[test]
fn where_security_hub_is_not_enabled_it_is_said_once_and_the_others_are_done() {
    let env = TestEnv::example();
    let ran = env
        .run(&["report", "asff", "--import", "--yes", "-o", "json"])
        .exits(1)
        .says("is not subscribed to AWS Security Hub")
        .says("aws securityhub enable-security-hub --region us-east-1");
    assert_eq!(ran.stderr.matches("not subscribed").count(), 1);
    let items = ran.json()["items"].as_array().unwrap().clone();
    let of = |account: &str| -> Vec<String> {
        let mine = items.iter().filter(|row| row["account"] == account);
        mine.map(|row| row["outcome"].as_str().unwrap().to_owned())
            .collect()
    };
    assert!(of("111122223333").iter().all(|outcome| outcome == "DONE"));
    assert!(of("444455556666").iter().all(|outcome| outcome != "DONE"));
    assert!(!of("444455556666").is_empty());
}

#[test]
fn nothing_is_imported_without_a_yes() {
    let env = TestEnv::example();
    let _asked = env.run_alone(&["report", "asff", "--import"]).exits(8);
    let planned = env
        .run_alone(&["report", "asff", "--import", "--dry-run"])
        .exits(0);
    assert!(
        planned
            .stdout
            .contains("16 findings to 111122223333 us-east-1")
    );
    assert!(held(&env).is_empty());
    // What is alike is one line.
    assert!(
        planned
            .stdout
            .contains("import 9 findings NON_COMPLIANT, ACTIVE: ")
    );
    assert!(planned.stdout.lines().count() < 6, "{}", planned.stdout);
    env.run_alone(&["report", "asff"]).exits(2).says("--import");
    let _both = env
        .run_alone(&["report", "asff", "--import", "--to", "x"])
        .exits(2);
}

#[test]
fn what_cannot_be_read_makes_the_findings_incomplete() {
    let env = TestEnv::example();
    env.play(
        "- {kind: access_denied, operation: DescribeInstanceInformation, region: eu-central-1}\n",
    );
    let args = ["report", "asff", "--to", "-", "--region", REGIONS];
    let ran = env.run(&args).exits(5);
    assert!(!findings(&lines(&ran.stdout)).is_empty());
    env.play("- {kind: access_denied, operation: DescribeInstanceInformation}\n");
    let ran = env.run(&args).exits(5);
    assert_eq!(ran.stdout, "");
}
