//! `compliance check`: the gate.

use super::support::{REGIONS, TestEnv};

const CHECK: [&str; 4] = ["compliance", "check", "--region", REGIONS];

fn check<'a>(more: &[&'a str]) -> Vec<&'a str> {
    CHECK.iter().copied().chain(more.iter().copied()).collect()
}

#[test]
fn a_fleet_with_violations_fails_and_each_failing_node_has_one_line() {
    let env = TestEnv::example();
    let ran = env.run(&check(&[])).exits(3).says("the check fails");
    let nodes = env.json(&["compliance", "nodes", "--region", REGIONS]);
    let failing = nodes["items"]
        .as_array()
        .unwrap()
        .iter()
        .filter(|row| row["verdict"] != "COMPLIANT")
        .count();
    assert_eq!(ran.stdout.lines().count(), failing);
    for line in ran.stdout.lines() {
        assert!(line.contains("; next: patchctl "), "{line}");
        assert!(!line.contains('\u{1b}'), "{line:?}");
    }
}

#[test]
fn the_proposed_commands_work() {
    let env = TestEnv::example();
    let ran = env.run(&check(&[])).exits(3);
    for verdict in ["NON_COMPLIANT", "STALE", "NOT_REPORTED", "UNREACHABLE"] {
        let line = ran
            .stdout
            .lines()
            .find(|line| line.starts_with(verdict))
            .unwrap_or_else(|| panic!("{verdict}"));
        let next: Vec<&str> = line
            .split("next: patchctl ")
            .nth(1)
            .unwrap()
            .split(' ')
            .collect();
        let _worked = env.run(&next).exits(0);
    }
}

#[test]
fn compliant_nodes_pass_and_an_empty_scope_says_so() {
    let env = TestEnv::example();
    let (node, region) = env.nodes_with("compliant").swap_remove(0);
    let ran = env
        .run(&["compliance", "check", "--node", &node, "--region", &region])
        .exits(0)
        .says("the check passes");
    assert_eq!(ran.stdout, "");
    let _empty = env
        .run(&["compliance", "check", "--name", "no-such-*"])
        .exits(3)
        .says("--name no-such-* matches no node")
        .says("no node is in scope");
    let _allowed = env
        .run(&[
            "compliance",
            "check",
            "--name",
            "no-such-*",
            "--allow-empty",
        ])
        .exits(0);
}

#[test]
fn allowing_excuses_what_is_named_but_never_a_violation() {
    let env = TestEnv::example();
    for (verdict, allowed) in [
        ("stale", "stale"),
        ("not-reported", "not-reported"),
        ("unreachable", "unreachable"),
    ] {
        let (node, region) = env.nodes_with(verdict).swap_remove(0);
        let _fails = env
            .run(&["compliance", "check", "--node", &node, "--region", &region])
            .exits(3);
        let _passes = env
            .run(&[
                "compliance",
                "check",
                "--node",
                &node,
                "--region",
                &region,
                "--allow",
                allowed,
            ])
            .exits(0);
    }
    let all = env
        .run(&check(&["--allow", "stale,not-reported,unreachable"]))
        .exits(3);
    assert!(
        all.stdout
            .lines()
            .all(|line| line.starts_with("NON_COMPLIANT"))
    );
    let _bad = env
        .run(&check(&["--allow", "non-compliant"]))
        .exits(2)
        .says("--max-noncompliant");
}

#[test]
fn tolerance_counts_violations_only() {
    let env = TestEnv::example();
    let number = env.nodes_with("non-compliant").len();
    let allow = "stale,not-reported,unreachable";
    let _enough = env
        .run(&check(&[
            "--allow",
            allow,
            "--max-noncompliant",
            &number.to_string(),
        ]))
        .exits(0)
        .says("within --max-noncompliant");
    let _short = env
        .run(&check(&[
            "--allow",
            allow,
            "--max-noncompliant",
            &(number - 1).to_string(),
        ]))
        .exits(3);
    let _all = env
        .run(&check(&["--allow", allow, "--max-noncompliant", "100%"]))
        .exits(0);
    let _none = env
        .run(&check(&["--allow", allow, "--max-noncompliant", "0%"]))
        .exits(3);
    let _stale_counts = env.run(&check(&["--max-noncompliant", "100%"])).exits(3);
    let _bad = env.run(&check(&["--max-noncompliant", "101%"])).exits(2);
}

#[test]
fn levels_excuse_lesser_violations_but_none_that_has_no_level() {
    let env = TestEnv::example();
    let failing = |more: &[&str]| {
        let mut args = vec!["--allow", "stale,not-reported,unreachable"];
        args.extend(more);
        env.run(&check(&args)).stdout.lines().count()
    };
    let any = failing(&["--fail-on", "any"]);
    let critical = failing(&["--fail-on", "critical"]);
    // By what AWS counts at each level, not by our own code.
    let nodes = env.json(&[
        "compliance",
        "nodes",
        "--region",
        REGIONS,
        "--verdict",
        "non-compliant",
    ]);
    let nodes = nodes["items"].as_array().unwrap();
    let lower = nodes.iter().filter(|node| {
        let levels = &node["aws"]["noncompliant"];
        levels["critical"] == 0 && levels["unspecified"] == 0
    });
    let lower = lower.count();
    assert!(lower > 0 && any == nodes.len());
    assert_eq!(any - critical, lower);

    // Permitted by name, only those with a known level that is grave are left.
    let grave = nodes
        .iter()
        .filter(|node| node["aws"]["noncompliant"]["critical"] != 0);
    let permitted = failing(&["--fail-on", "critical", "--allow", "unspecified"]);
    assert_eq!(permitted, grave.count());
    let _warned = env
        .run(&check(&["--fail-on", "critical"]))
        .exits(3)
        .says("UNSPECIFIED");
    let _bad = env.run(&check(&["--fail-on", "dire"])).exits(2);
}

#[test]
fn what_cannot_be_read_is_never_green() {
    let env = TestEnv::example();
    let (node, region) = env
        .nodes_with("compliant")
        .into_iter()
        .find(|(_, region)| region != "ap-northeast-1")
        .unwrap();
    env.play(
        "- {kind: access_denied, operation: DescribeInstancePatchStates, region: ap-northeast-1}\n",
    );
    let all = env.run(&check(&[
        "--allow",
        "stale,not-reported,unreachable",
        "--max-noncompliant",
        "100%",
    ]));
    let all = all
        .exits(5)
        .says("ssm:DescribeInstancePatchStates")
        .says("ap-northeast-1")
        .says("incomplete");
    assert!(!all.stdout.contains("ap-northeast-1:"));
    let json = env.json(&check(&[
        "--allow",
        "stale,not-reported,unreachable",
        "--max-noncompliant",
        "100%",
    ]));
    assert_eq!(json["passed"], false);
    assert_eq!(json["unreadable"][0]["region"], "ap-northeast-1");
    // The denied Region is not asked for the states of a node that its inventory does not hold.
    let regions = format!("{region},ap-northeast-1");
    let _found_elsewhere = env
        .run(&["compliance", "check", "--node", &node, "--region", &regions])
        .exits(0);
    let _violations_first = env.run(&check(&[])).exits(3).says("could not read");

    // Where nothing at all was read no node said no, and nobody knows whether the target is there.
    env.play(
        "- {kind: access_denied, operation: DescribeInstanceInformation, region: ap-northeast-1}\n",
    );
    for target in [&["--group", "nosuch"][..], &["--allow-empty"], &[]] {
        let alone = ["compliance", "check", "--region", "ap-northeast-1"];
        let _nothing = env.run(&[&alone[..], target].concat()).exits(5);
    }
}

#[test]
fn an_empty_answer_excuses_no_target_beside_nodes() {
    let env = TestEnv::example();
    let (node, region) = env.nodes_with("compliant").remove(0);
    let both = format!("{node},i-0000000000000dead");
    for (ids, code) in [(both.as_str(), 3), ("i-0000000000000dead", 0)] {
        let args = ["--node", ids, "--region", &region, "--allow-empty"];
        let _judged = env
            .run(&[&["compliance", "check"][..], &args].concat())
            .exits(code);
    }
}

#[test]
fn systems_that_a_group_does_not_have_are_no_mistake() {
    let env = TestEnv::example();
    let list = |os: &str, group: &str| {
        env.run(&[
            "node", "list", "--region", REGIONS, "--group", group, "--os", os,
        ])
    };
    let _some = list("al2023,windows", "web").exits(0);
    let _none = list("windows", "web")
        .exits(2)
        .says("all of --group web --os WINDOWS matches no node");
    let _nobody = list("macos,al2023", "web").exits(0);
}

#[test]
fn ci_formats() {
    let env = TestEnv::example();
    let junit = env.run(&check(&["-o", "junit"])).exits(3).stdout;
    let nodes = env.json(&["compliance", "nodes", "--region", REGIONS])["items"]
        .as_array()
        .unwrap()
        .len();
    assert!(junit.starts_with("<?xml"));
    assert_eq!(junit.matches("<testcase ").count(), nodes);
    assert!(!junit.contains('\u{1b}'));
    let github = env.run(&check(&["-o", "github"])).exits(3).stdout;
    assert!(
        github.lines().all(|line| line.starts_with("::")),
        "{github}"
    );
    let markdown = env.run(&check(&["-o", "markdown"])).exits(3).stdout;
    assert!(markdown.starts_with("## Patch compliance: failed"));
    let json = env.json(&check(&[]));
    assert_eq!(
        (json["passed"].as_bool(), json["kind"].as_str()),
        (Some(false), Some("compliance.check"))
    );
    let failing = json["items"].as_array().unwrap();
    assert!(
        failing
            .iter()
            .all(|row| row["next"].as_str().unwrap().starts_with("patchctl "))
    );
}
