//! `compliance top` and `compliance nodes --severity`, over a fleet whose patches were counted by
//! hand.

use serde_json::{Value, json};

use super::support::{Ran, TestEnv};

fn fleet() -> TestEnv {
    TestEnv::fleet(include_str!("fleets/lacking.yaml"))
}

/// What each row says: the package, on how many nodes, its severity, its day and its age.
fn told(listed: &Value) -> Vec<Value> {
    let rows = listed["items"].as_array().unwrap().iter();
    let told = rows.map(|row| {
        let package = row["id"].as_str().unwrap().split('.').next().unwrap();
        json!([
            package,
            row["nodes"],
            row["severity"],
            row["released"],
            row["age_days"]
        ])
    });
    told.collect()
}

#[test]
fn patches_are_counted_over_accounts_and_dated_where_that_is_published() {
    let env = fleet();
    let listed = env.json(&["compliance", "top"]);
    // The table at the head of the fleet; the day of openssl is in the catalogue and AWS publishes
    // none for Amazon Linux 2023.
    let expected = [
        json!(["glibc", 4, "Critical", "2026-11-14", 7]),
        json!(["curl", 3, "Important", "2026-10-01", 51]),
        json!(["vim-minimal", 3, "Low", "2026-06-01", 173]),
        json!(["bind-libs", 3, "", "2026-10-10", 42]),
        json!(["openssl-libs", 1, "Important", null, null]),
    ];
    assert_eq!(told(&listed), expected);
    assert_eq!(listed["items"][0]["cves"], json!(["CVE-2026-1002"]));
    assert_eq!(
        (&listed["patches"], &listed["nodes_without_report"]),
        (&json!(5), &json!(1))
    );

    let said = env.run(&["compliance", "top"]).exits(0);
    let _said = said
        .says("1 node never reported")
        .says("5 patches missing or waiting for a reboot among 8 nodes in 2 scopes");
}

#[test]
fn a_limit_is_said_and_a_severity_hides_nothing_that_is_not_known() {
    let env = fleet();
    let limited = env.json(&["compliance", "top", "--limit", "2"]);
    assert_eq!(told(&limited).len(), 2);
    assert_eq!(limited["patches"], 5);
    let _said = env
        .run(&["compliance", "top", "--limit", "2"])
        .exits(0)
        .says("the first 2 shown");

    let severe = env.json(&["compliance", "top", "--severity", "critical"]);
    let names: Vec<_> = told(&severe).iter().map(|row| row[0].clone()).collect();
    assert_eq!(names, ["glibc", "bind-libs"]);
    let _bad = env
        .run(&["compliance", "top", "--severity", "dire"])
        .exits(2);
}

#[test]
fn targets_narrow_and_what_waits_for_a_reboot_stands_apart() {
    let env = fleet();
    let one = env.json(&["compliance", "top", "--name", "web-2"]);
    assert_eq!(
        told(&one),
        [json!(["glibc", 1, "Critical", "2026-11-14", 7])]
    );

    let waiting = TestEnv::fleet(
        &include_str!("fleets/lacking.yaml")
            .replace("name: fine-1,", "name: fine-1, pending_reboot: [glibc],"),
    );
    let listed = waiting.json(&["compliance", "top", "--name", "fine-1"]);
    let row = &listed["items"][0];
    assert_eq!(
        (&row["nodes"], &row["pending_reboot"]),
        (&json!(0), &json!(1))
    );
}

#[test]
fn what_cannot_be_read_makes_the_counts_incomplete() {
    let env = fleet();
    env.play("- {kind: access_denied, operation: DescribeInstancePatches}\n");
    let ran = env.run(&["compliance", "top", "-o", "json"]).exits(5);
    assert_eq!(ran.json()["items"], json!([]));
    assert_eq!(ran.json()["unreadable"].as_array().unwrap().len(), 6);

    env.play("- {kind: access_denied, operation: DescribeAvailablePatches}\n");
    let ran = env.run(&["compliance", "top", "-o", "json"]).exits(5);
    let ran = ran.says("release dates of AMAZON_LINUX_2");
    assert_eq!(ran.json()["items"][0]["nodes"], 4);
    assert_eq!(ran.json()["items"][0]["age_days"], Value::Null);
}

fn nodes(ran: &Ran) -> Vec<String> {
    let json = ran.json();
    let rows = json["items"].as_array().unwrap().iter();
    rows.map(|row| row["node"].as_str().unwrap().to_owned())
        .collect()
}

#[test]
fn nodes_by_severity_are_those_that_the_gate_fails() {
    let env = fleet();
    for (severity, expected) in [
        // Whoever lacks bind, which has no severity, is in every list.
        ("critical", "abcde"),
        ("important", "abcdef"),
        ("low", "abcdef"),
    ] {
        let listed = env
            .run(&["compliance", "nodes", "--severity", severity, "-o", "json"])
            .exits(0);
        let ids: Vec<String> = nodes(&listed);
        let mut letters: Vec<char> = ids.iter().filter_map(|id| id.chars().last()).collect();
        letters.sort_unstable();
        assert_eq!(letters.into_iter().collect::<String>(), expected);

        let gate = [
            "compliance",
            "check",
            "--fail-on-severity",
            severity,
            "--allow",
            "not-reported",
            "-o",
            "json",
        ];
        assert_eq!(nodes(&env.run(&gate).exits(3)), ids, "{severity}");
    }
}
