//! Accounts and Regions: profiles, roles, the organization.

use std::collections::BTreeSet;

use serde_json::Value;

use super::support::{REGIONS, TestEnv};

const MANAGEMENT: &str = "111122223333";
const MEMBER: &str = "444455556666";

fn accounts(json: &Value) -> BTreeSet<String> {
    json["items"]
        .as_array()
        .unwrap()
        .iter()
        .map(|row| row["account"].as_str().unwrap().to_owned())
        .collect()
}

fn both() -> BTreeSet<String> {
    [MANAGEMENT.to_owned(), MEMBER.to_owned()].into()
}

#[test]
fn every_account_and_region_is_separate() {
    let env = TestEnv::example();
    let mut seen = BTreeSet::new();
    let mut total = 0;
    for region in REGIONS.split(',') {
        let json = env.json_alone(&["node", "list", "--region", region]);
        let rows = json["items"].as_array().unwrap();
        assert!(
            rows.iter()
                .all(|row| row["region"] == region && row["account"] == MANAGEMENT)
        );
        total += rows.len();
        seen.extend(
            rows.iter()
                .map(|row| row["node"].as_str().unwrap().to_owned()),
        );
    }
    assert_eq!(seen.len(), total);
    assert!(
        env.json_alone(&["node", "list", "--region", "sa-east-1"])["items"]
            .as_array()
            .unwrap()
            .is_empty()
    );
}

#[test]
fn profiles_roles_and_the_organization_reach_the_member_account() {
    let env = TestEnv::example();
    let profiles = env.json_alone(&[
        "node",
        "list",
        "--profile",
        "management,workloads",
        "--region",
        REGIONS,
    ]);
    assert_eq!(accounts(&profiles), both());
    let role = env.json_alone(&[
        "node",
        "list",
        "--role-name",
        "PatchctlReader",
        "--accounts",
        "444455556666",
        "--region",
        REGIONS,
    ]);
    assert_eq!(accounts(&role), [MEMBER.to_owned()].into());
    let organization = env.json_alone(&[
        "node",
        "list",
        "--role-name",
        "PatchctlReader",
        "--organization",
        "--region",
        REGIONS,
    ]);
    assert_eq!(
        organization["items"], profiles["items"],
        "the same nodes in the same order, whichever way they are reached"
    );
    for unit in ["Workloads", "ou-ab12-workload1", "r-ab12"] {
        let json = env.json_alone(&[
            "node",
            "list",
            "--role-name",
            "PatchctlReader",
            "--organization",
            "--ou",
            unit,
            "--region",
            REGIONS,
        ]);
        assert!(accounts(&json).contains(MEMBER), "{unit}");
    }
    let _near = env
        .run(&[
            "node",
            "list",
            "--role-name",
            "PatchctlReader",
            "--organization",
            "--ou",
            "Workload",
        ])
        .exits(2)
        .says("did you mean --ou Workloads?");
    let same = env.json_alone(&["node", "list", "--profile", "default,management"]);
    assert_eq!(
        same["items"],
        env.json_alone(&["node", "list"])["items"],
        "two profiles of one account count once"
    );
}

#[test]
fn one_unreadable_account_among_others_is_said_and_the_others_are_reported() {
    let env = TestEnv::example();
    let args = [
        "node",
        "list",
        "--role-name",
        "PatchctlReader",
        "--accounts",
        "111122223333,444455556666,777788889999",
        "--region",
        "us-east-1",
    ];
    let ran = env
        .run_alone(&args)
        .exits(5)
        .says("777788889999")
        .says("sts:AssumeRole");
    assert!(ran.stdout.lines().count() > 2);
    let json = env.json_alone(&args);
    assert_eq!(accounts(&json), both());
    assert_eq!(json["unreadable"][0]["account"], "777788889999");
    let _wrong_role = env
        .run_alone(&[
            "node",
            "list",
            "--role-name",
            "NoSuchRole",
            "--accounts",
            MEMBER,
        ])
        .exits(5)
        .says("does the role NoSuchRole exist");
    let _partly = env
        .run_alone(&[
            "compliance",
            "summary",
            "--role-name",
            "PatchctlReader",
            "--accounts",
            "444455556666,777788889999",
        ])
        .exits(5);
}

#[test]
fn every_enabled_region_is_read_and_the_others_are_left_out() {
    let env = TestEnv::example();
    let all = env.json_alone(&["node", "list", "--all-regions"]);
    let three = env.json_alone(&["node", "list", "--region", REGIONS]);
    assert_eq!(all["items"], three["items"]);
    let _left_out = env
        .run_alone(&["node", "list", "--all-regions"])
        .exits(0)
        .says("left out, because they are not enabled: af-south-1");
    let asked = env
        .run_alone(&["node", "list", "--region", "us-east-1,ap-east-1"])
        .exits(5)
        .says("the Region is not enabled for this account");
    assert!(asked.stdout.lines().count() > 1);
    let _unknown = env
        .run_alone(&["node", "list", "--region", "mars-north-1"])
        .exits(5)
        .says("or does not exist");
    let _malformed = env
        .run_alone(&["node", "list", "--region", "frankfurt"])
        .exits(2)
        .says("is not an AWS Region");
}

#[test]
fn flags_that_do_not_fit_are_refused() {
    let env = TestEnv::example();
    for args in [
        &["node", "list", "--accounts", MEMBER][..],
        &["node", "list", "--role-name", "X"],
        &["node", "list", "--role-name", "X", "--accounts", "12"],
        &[
            "node",
            "list",
            "--role-name",
            "arn:aws:iam::444455556666:role/X",
            "--accounts",
            MEMBER,
        ],
        &["node", "list", "--ou", "Workloads"],
        &["node", "list", "--organization"],
        &["node", "list", "--all-regions", "--region", "us-east-1"],
        &["node", "list", "--profile", "nobody"],
    ] {
        let _usage = env.run_alone(args).exits(2);
    }
    let organization = ["--role-name", "PatchctlReader", "--organization"];
    let alone = ["node", "list", "--profile", "workloads"];
    let _denied = env
        .run_alone(&[&alone[..], &organization].concat())
        .exits(1)
        .says("organizations:ListAccounts");
    let both = ["node", "list", "--profile", "workloads,management"];
    let ran = env
        .run_alone(&[&both[..], &organization].concat())
        .exits(5)
        .says("could not read profile workloads");
    assert!(
        ran.stdout.lines().count() > 2,
        "the other identity is reported: {ran:?}"
    );
}
