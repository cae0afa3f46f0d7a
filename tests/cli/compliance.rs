//! `compliance summary`, `nodes`, `patches` and `missing`.

use std::collections::BTreeSet;

use serde_json::Value;

use super::support::{REGIONS, TestEnv};

fn verdicts(json: &Value) -> BTreeSet<String> {
    json["items"]
        .as_array()
        .unwrap()
        .iter()
        .map(|row| row["verdict"].as_str().unwrap().to_owned())
        .collect()
}

#[test]
fn the_example_shows_every_verdict_and_every_node_has_one() {
    let env = TestEnv::example();
    let nodes = env.json(&["compliance", "nodes", "--region", REGIONS]);
    let all: BTreeSet<String> = [
        "COMPLIANT",
        "NON_COMPLIANT",
        "STALE",
        "NOT_REPORTED",
        "UNREACHABLE",
    ]
    .map(str::to_owned)
    .into();
    assert_eq!(verdicts(&nodes), all);
    let inventory = env.json(&["node", "list", "--region", REGIONS]);
    let ids = |json: &Value| -> Vec<String> {
        json["items"]
            .as_array()
            .unwrap()
            .iter()
            .map(|row| row["node"].as_str().unwrap().to_owned())
            .collect()
    };
    assert_eq!(
        ids(&nodes),
        ids(&inventory),
        "every node of the inventory, once, in the same order"
    );
    let totals = &nodes["totals"];
    let sum: u64 = [
        "compliant",
        "non_compliant",
        "stale",
        "not_reported",
        "unreachable",
    ]
    .iter()
    .map(|key| totals[key].as_u64().unwrap())
    .sum();
    assert_eq!(Some(sum), totals["nodes"].as_u64());
}

#[test]
fn a_violation_stays_one_when_the_node_is_offline_or_the_report_is_old() {
    let env = TestEnv::example();
    let nodes = env.json(&["compliance", "nodes", "--region", REGIONS]);
    let rows = nodes["items"].as_array().unwrap();
    let offline = |row: &&Value| {
        row["ping_status"] != "Online" && row["report"]["missing"].as_i64().unwrap_or(0) > 0
    };
    let found = rows
        .iter()
        .find(offline)
        .expect("an offline node with missing patches");
    assert_eq!(found["verdict"], "NON_COMPLIANT");
    for row in rows {
        let report = &row["report"];
        let counts = [
            "missing",
            "failed",
            "installed_pending_reboot",
            "installed_rejected",
        ];
        if counts
            .iter()
            .any(|name| report[name].as_i64().unwrap_or(0) > 0)
        {
            assert_eq!(row["verdict"], "NON_COMPLIANT", "{row}");
        }
    }
}

#[test]
fn age_decides_and_can_be_set() {
    let env = TestEnv::example();
    let compliant = env.nodes_with("compliant").len();
    let count = |args: &[&str]| {
        let mut all = vec!["compliance", "summary", "--region", REGIONS];
        all.extend(args);
        let json = env.json(&all);
        (
            json["totals"]["compliant"].as_u64().unwrap() as usize,
            json["totals"]["stale"].as_u64().unwrap(),
        )
    };
    assert_eq!(count(&[]).0, compliant);
    assert_eq!(
        count(&["--max-age", "1s"]).0,
        0,
        "everything is older than a second"
    );
    assert_eq!(
        count(&["--max-age", "3650d"]).1,
        0,
        "nothing is older than ten years"
    );
    let _moved = env.run(&["sandbox", "advance", "8d"]).exits(0);
    assert_eq!(count(&[]).0, 0, "after eight days nothing is fresh");
    let _bad = env
        .run(&["compliance", "summary", "--max-age", "1mo"])
        .exits(2)
        .says("months");
}

#[test]
fn the_summary_counts_and_keeps_other_types_apart() {
    let env = TestEnv::example();
    for by in ["scope", "account", "region", "os", "group"] {
        let json = env.json(&["compliance", "summary", "--region", REGIONS, "--by", by]);
        let rows = json["items"].as_array().unwrap();
        let sum: u64 = rows.iter().map(|row| row["nodes"].as_u64().unwrap()).sum();
        assert_eq!(Some(sum), json["totals"]["nodes"].as_u64(), "{by}");
    }
    let ran = env
        .run(&["compliance", "summary", "--region", REGIONS])
        .exits(0)
        .says("not counted: compliance type Association");
    assert!(ran.stdout.contains("TOTAL"));
    let json = env.json(&["compliance", "summary", "--region", REGIONS]);
    assert!(json["other_compliance"]["Association"]["compliant"].is_number());
    assert!(json["other_compliance"]["Patch"].is_null());
}

#[test]
fn a_node_scanned_only_through_an_association_never_reported_patches() {
    let env = TestEnv::example();
    let silent = env.nodes_with("not-reported");
    assert!(
        silent.len() >= 2,
        "one was never scanned, one only through an association: {silent:?}"
    );
}

#[test]
fn sources_are_shown_and_filtered() {
    let env = TestEnv::example();
    let policy = env.json(&[
        "compliance",
        "nodes",
        "--region",
        REGIONS,
        "--source",
        "patchpolicy",
    ]);
    let rows = policy["items"].as_array().unwrap();
    assert!(
        !rows.is_empty()
            && rows
                .iter()
                .all(|row| row["aws"]["execution_type"] == "PatchPolicy")
    );
    let _bad = env
        .run(&["compliance", "nodes", "--verdict", "bad"])
        .exits(2)
        .says("possible values");
}

#[test]
fn patches_of_a_node_begin_with_what_is_wrong_and_agree_with_its_counts() {
    let env = TestEnv::example();
    for (node, region) in env.nodes_with("non-compliant") {
        let json = env.json(&["compliance", "patches", &node, "--region", &region]);
        let rows = json["items"].as_array().unwrap();
        let count = |state: &str| rows.iter().filter(|row| row["state"] == state).count() as i64;
        let report = &json["node"]["report"];
        for (state, key) in [
            ("Missing", "missing"),
            ("Failed", "failed"),
            ("Installed", "installed"),
            ("InstalledOther", "installed_other"),
            ("InstalledPendingReboot", "installed_pending_reboot"),
            ("InstalledRejected", "installed_rejected"),
            ("AvailableSecurityUpdate", "available_security_updates"),
        ] {
            assert_eq!(Some(count(state)), report[key].as_i64(), "{node} {state}");
        }
        let missing = env.json(&[
            "compliance",
            "patches",
            &node,
            "--region",
            &region,
            "--state",
            "missing",
        ]);
        assert_eq!(
            missing["items"].as_array().unwrap().len() as i64,
            count("Missing")
        );
    }
    let _bad = env
        .run(&["compliance", "patches", "i-0000000000000dead"])
        .exits(2);
    let (node, region) = env.nodes_with("compliant").swap_remove(0);
    let _bad = env
        .run(&[
            "compliance",
            "patches",
            &node,
            "--region",
            &region,
            "--state",
            "gone",
        ])
        .exits(2)
        .says("is not a patch state");
}

#[test]
fn missing_finds_a_patch_by_any_of_its_names_and_says_of_whom_nothing_is_known() {
    let env = TestEnv::example();
    let (node, patch) = env
        .nodes_with("non-compliant")
        .into_iter()
        .find_map(|(node, region)| {
            let json = env.json(&[
                "compliance",
                "patches",
                &node,
                "--region",
                &region,
                "--state",
                "missing",
            ]);
            let patch = json["items"]
                .as_array()
                .unwrap()
                .iter()
                .find(|row| !row["cve_ids"].as_array().unwrap().is_empty())?
                .clone();
            Some((node, patch))
        })
        .expect("a missing patch with a CVE");
    let cve = patch["cve_ids"][0].as_str().unwrap();
    for name in [
        cve,
        &cve.to_lowercase(),
        patch["title"].as_str().unwrap(),
        patch["kb_id"].as_str().unwrap(),
    ] {
        let json = env.json(&["compliance", "missing", name, "--region", REGIONS]);
        let found = json["items"]
            .as_array()
            .unwrap()
            .iter()
            .any(|row| row["node"] == node.as_str());
        assert!(found, "{name} on {node}");
        assert!(!json["unknown"].as_array().unwrap().is_empty());
    }
    let _unknown = env
        .run(&["compliance", "missing", cve, "--region", REGIONS])
        .exits(0)
        .says("never reported, so nothing is known of them");
    let nothing = env.json(&[
        "compliance",
        "missing",
        "CVE-1999-0001",
        "--region",
        REGIONS,
    ]);
    assert!(nothing["items"].as_array().unwrap().is_empty());
    let _bad = env.run(&["compliance", "missing", " "]).exits(2);
}
