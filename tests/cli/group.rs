//! Patch groups: their baselines, their nodes, their oddities.

use serde_json::Value;

use crate::support::{REGIONS, TestEnv};

fn column<'a>(listed: &'a Value, key: &str) -> Vec<&'a str> {
    listed["items"]
        .as_array()
        .unwrap()
        .iter()
        .map(|row| row[key].as_str().unwrap_or_default())
        .collect()
}

#[test]
fn lists_one_row_for_each_group_and_operating_system() {
    let env = TestEnv::example();
    let listed = env.json_alone(&["group", "list", "--region", REGIONS]);
    assert_eq!(
        column(&listed, "group"),
        [
            "production",
            "production",
            "web",
            "production",
            "production",
            "web"
        ]
    );
    assert_eq!(
        env.json_alone(&["group", "list", "--os", "windows"])["items"][0]["baseline"]["name"],
        "production-windows"
    );
    let state = env.json_alone(&["group", "state", "production"]);
    assert_eq!(
        (
            state["items"][0]["instances"].as_i64(),
            state["items"][0]["missing"].as_i64()
        ),
        (Some(3), Some(1))
    );
    let nodes = env
        .run_alone(&["group", "nodes", "web", "-o", "ids"])
        .exits(0)
        .stdout;
    assert_eq!(nodes.lines().count(), 3, "{nodes}");
    let shown = env
        .run_alone(&["group", "show", "production"])
        .exits(0)
        .stdout;
    assert!(
        shown.contains("WINDOWS: production-windows")
            && shown.contains("AMAZON_LINUX_2023: 2 nodes"),
        "{shown}"
    );
    env.run_alone(&["group", "show", "a!b"])
        .exits(2)
        .says("patch group");
}

#[test]
fn registers_once_names_the_other_baseline_and_replaces_when_asked() {
    let env = TestEnv::example();
    let register = |args: &[&str]| {
        env.run_alone(&[&["group", "register", "production", "--yes"], args].concat())
    };
    register(&["--baseline", "production-windows"])
        .exits(0)
        .says("nothing to do");
    let refused = register(&["--baseline", "AWS-DefaultPatchBaseline"])
        .exits(8)
        .says("already uses production-windows");
    let hint = refused
        .stderr
        .lines()
        .find_map(|line| line.split_once("applies): patchctl "))
        .unwrap()
        .1;
    let words: Vec<&str> = hint.split(' ').chain(["--yes", "-o", "json"]).collect();
    let replaced = env.run_alone(&words).exits(0).json();
    assert_eq!(
        column(&replaced, "step"),
        ["deregister-group", "register-group"]
    );
    assert!(
        replaced["items"][1]["text"]
            .as_str()
            .unwrap()
            .contains("for a moment the default applies")
    );
    env.run_alone(&[
        "group",
        "deregister",
        "production",
        "--os",
        "windows",
        "--yes",
    ])
    .exits(0)
    .says("1 step done");
    env.run_alone(&[
        "group",
        "deregister",
        "production",
        "--os",
        "windows",
        "--yes",
    ])
    .exits(0)
    .says("nothing to do");
    env.run_alone(&[
        "group",
        "deregister",
        "production",
        "--baseline",
        "production-windows",
        "--yes",
    ])
    .exits(0)
    .says("nothing to do");
    env.run_alone(&[
        "group",
        "register",
        "a!b",
        "--baseline",
        "production-windows",
    ])
    .exits(2);
    env.run_alone(&["group", "register", "x", "--baseline", "nothing"])
        .exits(2)
        .says("there is no baseline `nothing`");
    for number in 0..25 {
        let args = [
            "group",
            "register",
            &format!("g{number}"),
            "--baseline",
            "quick-setup-policy",
            "--yes",
        ];
        env.run_alone(&args).exits(0);
    }
    env.run_alone(&[
        "group",
        "register",
        "g25",
        "--baseline",
        "quick-setup-policy",
        "--yes",
    ])
    .exits(8)
    .says("25 groups");
}

#[test]
fn nodes_join_and_leave_by_their_tag_and_the_key_is_explained() {
    let env = TestEnv::example();
    let (instance, hybrid) = ("i-0a1b2c3d4e5f6000a", "mi-0f1e2d3c4b5a60001");
    env.run_alone(&["group", "add", "files", instance, hybrid])
        .exits(8);
    let dry = env
        .run_alone(&["group", "add", "files", instance, hybrid, "--dry-run"])
        .exits(0)
        .stdout;
    assert!(
        dry.contains("group none → `files`, tag `PatchGroup` (instances that show tags"),
        "{dry}"
    );
    let added = env
        .run_alone(&[
            "group", "add", "files", instance, hybrid, "--yes", "-o", "json",
        ])
        .exits(0)
        .json();
    assert_eq!(column(&added, "outcome"), ["DONE", "DONE"]);
    assert_eq!(
        env.run_alone(&["group", "nodes", "files", "-o", "ids"])
            .stdout,
        format!("{instance}\n{hybrid}\n")
    );
    env.run_alone(&["group", "add", "files", instance, "--yes"])
        .exits(0)
        .says("nothing to do");
    let moved = env
        .run_alone(&[
            "group",
            "add",
            "files",
            "i-0a1b2c3d4e5f60001",
            "--yes",
            "-o",
            "json",
        ])
        .exits(0)
        .json();
    assert_eq!(
        (
            moved["items"][0]["before"].as_str(),
            moved["items"][0]["keys"][0].as_str()
        ),
        (Some("web"), Some("Patch Group"))
    );
    let both = env
        .run_alone(&[
            "group",
            "add",
            "web",
            "i-0a1b2c3d4e5f60004",
            "--yes",
            "-o",
            "json",
        ])
        .exits(0)
        .json();
    assert_eq!(
        both["items"][0]["keys"],
        serde_json::json!(["PatchGroup"]),
        "the other key has the group already"
    );
    env.run_alone(&[
        "group",
        "remove",
        "files",
        instance,
        "i-0a1b2c3d4e5f60002",
        "--yes",
    ])
    .exits(0)
    .says("not in `files`: i-0a1b2c3d4e5f60002");
    assert_eq!(
        env.run_alone(&["group", "nodes", "files", "-o", "ids"])
            .stdout,
        format!("i-0a1b2c3d4e5f60001\n{hybrid}\n")
    );
    env.run_alone(&["group", "add", "files"])
        .exits(2)
        .says("name nodes");
    env.run_alone(&["group", "add", "files", "i-0a1b2c3d4e5f69999", "--yes"])
        .exits(2)
        .says("no managed node");
    env.run_alone(&["group", "add", "fi!es", instance]).exits(2);
    env.play("- {kind: access_denied, operation: TagResources}\n");
    let failed = env
        .run_alone(&[
            "group", "add", "other", instance, hybrid, "--yes", "-o", "json",
        ])
        .exits(1);
    assert_eq!(
        column(&failed.json(), "outcome"),
        ["FAILED", "DONE"],
        "{failed:#?}"
    );
    assert!(failed.stdout.contains("tag:TagResources"), "{failed:#?}");
}

#[test]
fn the_group_of_a_node_in_another_one_is_seen_by_lint_and_by_resolve() {
    let env = TestEnv::example();
    let kinds = |env: &TestEnv| {
        column(&env.json_alone(&["group", "lint"]), "kind")
            .iter()
            .map(|kind| (*kind).to_owned())
            .collect::<Vec<_>>()
    };
    assert_eq!(kinds(&env), ["NO_BASELINE", "NO_BASELINE", "BOTH_KEYS"]);
    env.run_alone(&["group", "lint"]).exits(0);
    env.run_alone(&["group", "lint", "--strict"]).exits(3);
    env.run_alone(&["group", "add", "prodution", "i-0a1b2c3d4e5f60003", "--yes"])
        .exits(0);
    let found = env.json_alone(&["group", "lint"]);
    let near = found["items"]
        .as_array()
        .unwrap()
        .iter()
        .find(|row| row["kind"] == "NEAR_MISS")
        .unwrap();
    assert!(
        near["message"]
            .as_str()
            .unwrap()
            .contains("did you mean `production`?"),
        "{near}"
    );
    let why = env.json_alone(&["baseline", "resolve", "i-0a1b2c3d4e5f60003"]);
    assert_eq!(why["items"][0]["why"], "UNREGISTERED_GROUP");
}

#[test]
fn a_group_that_nobody_knows_is_named_and_one_without_nodes_is_not() {
    let env = TestEnv::example();
    for verb in ["show", "nodes", "state"] {
        let _typo = env
            .run_alone(&["group", verb, "prodution"])
            .exits(2)
            .says("group prodution matches no node")
            .says("did you mean group production?");
    }
    // Registered, with no node yet.
    let register = [
        "group",
        "register",
        "new",
        "--baseline",
        "production-windows",
        "--yes",
    ];
    let _registered = env.run_alone(&register).exits(0);
    for verb in ["show", "nodes", "state"] {
        let _empty = env.run_alone(&["group", verb, "new"]).exits(0);
    }
    let _one_of_two = env
        .run_alone(&["group", "state", "production", "nosuch"])
        .exits(2);
}

#[test]
fn what_cannot_be_read_makes_no_group_unknown() {
    let env = TestEnv::example();
    env.play("- {kind: access_denied, operation: DescribePatchGroups}\n");
    for verb in ["nodes", "state", "show"] {
        let _incomplete = env.run_alone(&["group", verb, "nosuch"]).exits(5);
    }
}
