//! Nodes that the inventory does not have, clocks that are wrong, and targets that mean nothing: on a
//! fleet that has one of each.

use serde_json::Value;

use super::support::TestEnv;

/// Compliant and Online; its tag `Name` is `web-1`, its host name another one.
const WEB_1: &str = "i-0a00000000000000a";
/// Stopped, with a CRITICAL violation.
const STOPPED: &str = "i-0a00000000000000b";
const TERMINATED: &str = "i-0a00000000000000c";
/// EC2 lists it no more.
const GONE: &str = "i-0a00000000000000d";
/// Never registered with Systems Manager.
const UNMANAGED: &str = "i-0a00000000000000e";
const DEREGISTERED: &str = "mi-0a00000000000000f";
/// Registered ten minutes ago.
const NEW: &str = "mi-0a000000000000010";
/// Reports by a clock that is three days ahead.
const AHEAD: &str = "i-0a000000000000011";

fn fleet() -> TestEnv {
    let env = TestEnv::empty();
    let fleet = concat!(
        env!("CARGO_MANIFEST_DIR"),
        "/tests/golden/input/outside.yaml"
    );
    let _seeded = env
        .run_alone(&["sandbox", "seed", "--fleet", fleet])
        .exits(0);
    env
}

fn verdicts(document: &Value) -> Vec<(String, String)> {
    let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
    let rows = document["items"].as_array().expect("rows").iter();
    rows.map(|row| (text(&row["node"]), text(&row["verdict"])))
        .collect()
}

fn has(found: &[(String, String)], node: &str, verdict: &str) -> bool {
    found.contains(&(node.to_owned(), verdict.to_owned()))
}

#[test]
fn who_left_the_inventory_is_not_passed_over() {
    let env = fleet();
    let all = env.json_alone(&["compliance", "nodes"]);
    let found = verdicts(&all);
    for node in [STOPPED, DEREGISTERED] {
        assert!(has(&found, node, "UNREACHABLE"), "{found:?}");
    }
    assert_eq!(all["totals"]["gone"], 2);
    assert_eq!(all["gone"][0]["node"], TERMINATED);
    assert_eq!(all["gone"][1]["node"], GONE);
    let stopped = all["items"].as_array().unwrap().iter();
    let stopped = stopped.clone().find(|row| row["node"] == STOPPED).unwrap();
    assert_eq!(stopped["outside"]["ec2_state"], "stopped");
    assert_eq!(stopped["aws"]["status"], "NON_COMPLIANT");

    // Also where a condition narrows the reading, and with every way to name it.
    for targets in [
        ["--tag", "Env=prod"],
        ["--group", "critical"],
        ["--name", "web-2"],
        ["--node", STOPPED],
    ] {
        let mut args = vec!["compliance", "check", "-q"];
        args.extend(targets);
        let ran = env.run_alone(&args).exits(3);
        assert!(ran.stdout.contains(STOPPED), "{targets:?} {ran:?}");
        // What a deregistered node was called, nobody knows: it may be meant too.
        args.extend(["--allow", "stopped", "--exclude", DEREGISTERED]);
        let _asleep = env.run_alone(&args).exits(0);
    }
    let _apart = env
        .run_alone(&[
            "compliance",
            "check",
            "--node",
            STOPPED,
            "--allow",
            "unreachable",
        ])
        .exits(3);
    let _gone = env
        .run_alone(&["compliance", "check", "--node", GONE])
        .exits(3)
        .says("no node is in scope");
}

#[test]
fn without_a_word_of_ec2_nobody_is_gone() {
    let env = fleet();
    env.play("- {kind: access_denied, operation: DescribeInstances}\n");
    let all = env.json_alone(&["compliance", "nodes"]);
    let found = verdicts(&all);
    for node in [STOPPED, TERMINATED, GONE, DEREGISTERED] {
        assert!(has(&found, node, "UNREACHABLE"), "{node} {found:?}");
    }
    let ran = env
        .run_alone(&["compliance", "check", "--tag", "Env=prod"])
        .exits(3);
    let ran = ran.says("ec2:DescribeInstances");
    assert!(ran.stdout.contains(STOPPED), "{ran:?}");
    assert!(!ran.stdout.contains(AHEAD), "{ran:?}");
    let _asked_for = env
        .run_alone(&["compliance", "nodes", "--include-unmanaged"])
        .exits(5)
        .says("could not read the EC2 instances");

    // Neither may the tags be read: whoever may carry them stays in.
    env.play("- {kind: access_denied, operation: DescribeInstances}\n- {kind: access_denied, operation: GetResources}\n");
    let ran = env
        .run_alone(&["compliance", "check", "--tag", "Env=prod"])
        .exits(3);
    assert!(
        ran.stdout.contains(STOPPED) && ran.stdout.contains(GONE),
        "{ran:?}"
    );
}

#[test]
fn instances_that_nobody_manages_are_shown_when_asked_for() {
    let env = fleet();
    let without = verdicts(&env.json_alone(&["compliance", "nodes"]));
    assert!(without.iter().all(|(node, _)| node != UNMANAGED));
    let with = verdicts(&env.json_alone(&["compliance", "nodes", "--include-unmanaged"]));
    assert!(has(&with, UNMANAGED, "UNMANAGED"), "{with:?}");
    let tagged = [
        "compliance",
        "check",
        "--include-unmanaged",
        "--tag",
        "Env=test",
    ];
    let ran = env.run_alone(&tagged).exits(3);
    assert!(ran.stdout.contains(UNMANAGED), "{ran:?}");
    let csv = env
        .run_alone(&[
            "report",
            "csv",
            "--layout",
            "full",
            "--include-unmanaged",
            "--to",
            "-",
        ])
        .exits(0);
    for (node, verdict) in [
        (UNMANAGED, "UNMANAGED"),
        (STOPPED, "UNREACHABLE"),
        (GONE, "GONE"),
    ] {
        let row = csv.stdout.lines().find(|line| line.contains(node));
        assert!(
            row.is_some_and(|row| row.contains(verdict)),
            "{node} {csv:?}"
        );
    }
}

#[test]
fn a_report_from_the_future_is_no_evidence() {
    let env = fleet();
    let all = env.json_alone(&["compliance", "nodes", "--node", AHEAD]);
    let row = &all["items"][0];
    assert_eq!(
        (&row["verdict"], &row["aws"]["status"]),
        (&"STALE".into(), &"COMPLIANT".into())
    );
    let reason = row["reason"].as_str().unwrap();
    assert!(
        reason.contains("in the future") && reason.contains("AWS recorded it 2 hours ago"),
        "{reason}"
    );
    assert_eq!(row["age_seconds"], 7200);
}

#[test]
fn a_new_node_has_its_grace() {
    let env = fleet();
    let check =
        |grace: &str| env.run_alone(&["compliance", "check", "--node", NEW, "--grace", grace]);
    let _young = check("1h").exits(0);
    let _old = check("5m").exits(3).says("the check fails");
    let _bad = check("soon").exits(2);

    // Systems Manager has no registration date of an instance: EC2 tells how old it is.
    let young = "i-0a000000000000020";
    let more = format!(
        "{}  - {{ id: {young}, account: management, region: us-east-1, catalogue: al2023, registered: -10m }}\n",
        include_str!("../golden/input/outside.yaml")
    );
    let env = TestEnv::empty();
    let file = env.file("young.yaml", &more);
    let _seeded = env
        .run_alone(&["sandbox", "seed", "--fleet", file.to_str().unwrap()])
        .exits(0);
    let check =
        |grace: &str| env.run_alone(&["compliance", "check", "--node", young, "--grace", grace]);
    let _young = check("1h").exits(0);
    let _old = check("5m").exits(3);
    env.play("- {kind: access_denied, operation: DescribeInstances}\n");
    let _unknown = check("1h").exits(3).says("ec2:DescribeInstances");
}

#[test]
fn severities_of_publishers_judge_where_no_level_is_set() {
    let env = TestEnv::example();
    let check = |more: &[&str]| {
        let mut args = vec!["compliance", "check", "-o", "json"];
        args.extend(more);
        let ran = env.run_alone(&args);
        let json: Value = serde_json::from_str(&ran.stdout).unwrap();
        verdicts(&json)
            .into_iter()
            .filter(|(_, verdict)| verdict == "NON_COMPLIANT")
            .count()
    };
    let all = check(&[]);
    let low = check(&["--fail-on-severity", "low", "--allow", "unspecified"]);
    let critical = check(&["--fail-on-severity", "critical", "--allow", "unspecified"]);
    assert!(
        all >= low && low > critical && critical > 0,
        "{all} {low} {critical}"
    );
    env.play("- {kind: access_denied, operation: DescribeInstancePatches}\n");
    let _unread = env
        .run_alone(&["compliance", "check", "--fail-on-severity", "critical"])
        .exits(3)
        .says("could not read the patches of");
}

#[test]
fn what_matches_nothing_is_named_with_what_comes_near() {
    let env = fleet();
    for (targets, near) in [
        (["--group", "critcal"], "did you mean --group critical?"),
        (["--tag", "Evn=prod"], "did you mean --tag Env=prod?"),
        (["--tag", "Env=prdo"], "did you mean --tag Env=prod?"),
        (["--name", "rack-9"], "did you mean --name rack-8?"),
        (["--os", "ubuntu"], "there is: AMAZON_LINUX_2023"),
        (["--group", "web\u{3000}"], "matches no node"),
    ] {
        for command in [
            ["compliance", "nodes"],
            ["node", "list"],
            ["compliance", "summary"],
        ] {
            let mut args = command.to_vec();
            args.extend(targets);
            let ran = env
                .run_alone(&args)
                .exits(2)
                .says(near)
                .says("matches no node");
            assert_eq!(ran.stdout, "", "{args:?}");
        }
        let mut args = vec!["compliance", "check", "-o", "markdown"];
        args.extend(targets);
        let ran = env.run_alone(&args).exits(3);
        assert!(
            ran.stdout.contains("## Patch compliance: failed"),
            "{ran:?}"
        );
        let junit = args
            .iter()
            .map(|word| if *word == "markdown" { "junit" } else { word });
        let junit: Vec<&str> = junit.collect();
        assert!(
            env.run_alone(&junit).exits(3).stdout.contains("<failure"),
            "{targets:?}"
        );
    }

    // Both match something, and nobody is both.
    let _together = env
        .run_alone(&["node", "list", "--tag", "Env=prod", "--name", "rack-8"])
        .exits(2)
        .says("matches no node");
}

#[test]
fn the_name_tag_is_a_name() {
    let env = fleet();
    let ran = env
        .run_alone(&["node", "list", "--name", "web-1", "-o", "ids"])
        .exits(0);
    assert_eq!(ran.stdout, format!("{WEB_1}\n"));
    let _nobody_left = env
        .run_alone(&["node", "list", "--tag", "Env=prod", "--exclude", "web-1"])
        .exits(2)
        .says("matches no node");
    let _unknown = env
        .run_alone(&["node", "list", "--exclude", "web-9"])
        .exits(0)
        .says("--exclude web-9 leaves out no node");

    // Who may not read tags does not know all names: what the others tell is shown, and said to be a
    // part.
    env.play("- {kind: access_denied, operation: GetResources}\n");
    let _denied = env
        .run_alone(&["node", "list", "--exclude", "web-1"])
        .exits(5)
        .says("tag:GetResources");
    let partly = env
        .run_alone(&["node", "list", "--name", "rack-*", "-o", "ids"])
        .exits(5)
        .says("could not read the Name tags of");
    assert_eq!(partly.stdout, format!("{NEW}\n"));
    let _spared = env
        .run_alone(&[
            "patch-now",
            "plan",
            "--all",
            "--exclude",
            "web-1",
            "--reboot",
            "never",
        ])
        .exits(1);
}

#[test]
fn a_patch_that_nobody_ever_reported_says_nothing() {
    let env = fleet();
    let missing = |words: &[&str]| {
        let mut args = vec!["compliance", "missing"];
        args.extend(words);
        env.run_alone(&args)
    };
    for words in [
        vec!["openssl"],
        vec!["open*"],
        vec!["openssl-1:3.0.8-1.amzn2023.0.11.x86_64"],
        vec!["openssl-3.0.8-1.amzn2023.0.11.x86_64"],
    ] {
        let ran = missing(&words).exits(0).says("2 of 5 nodes lack");
        assert!(ran.stdout.contains(STOPPED), "{words:?} {ran:?}");
    }
    // A word that nobody reported is not covered by one that somebody did.
    for words in [
        vec!["CVE-2024-0727,CVE-2000-0001"],
        vec!["CVE-2000-0001", "cve-2024-0727"],
    ] {
        let ran = missing(&words).exits(5).says("2 of 5 nodes lack");
        let ran = ran.says("ever reported `CVE-2000-0001`");
        assert!(ran.stdout.contains(STOPPED), "{words:?} {ran:?}");
    }
    let _gate = missing(&["openssl,nothing-at-all", "--exit-code"]).exits(3);
    // Reported by all, and lacking nowhere.
    let _installed = missing(&["curl"]).exits(0).says("0 of 5 nodes lack `curl`");
    let _gate = missing(&["openssl", "--exit-code"]).exits(3);
    let _gate = missing(&["curl", "--exit-code"]).exits(0);
    for words in [
        "opensl",
        "KB5062572",
        "5062572",
        "CVE-2000-0001",
        "ALAS2023-2024-583",
    ] {
        let _unknown = missing(&[words]).exits(5).says("that says nothing");
    }
    let _near = missing(&["opensl"]).says("did you mean openssl?");
    let _nothing = missing(&[" "]).exits(2);
}

/// Its tags and its name are gone with its registration, and its violations are not.
#[test]
fn a_hybrid_node_that_was_deregistered_is_in_every_selection_that_may_mean_it() {
    let env = fleet();
    for narrowed in [
        ["--tag", "Env=test"],
        ["--name", "rack-*"],
        ["--tag", "Name=web-2"],
    ] {
        let line = [&["compliance", "nodes"][..], &narrowed].concat();
        let found = verdicts(&env.json_alone(&line));
        assert!(
            has(&found, DEREGISTERED, "UNREACHABLE"),
            "{narrowed:?} {found:?}"
        );
    }
    // The group is in its last report: it had none.
    let nobody = [
        "compliance",
        "check",
        "--group",
        "critical",
        "--allow-empty",
    ];
    let checked = env.run_alone(&nobody);
    assert!(!checked.stdout.contains(DEREGISTERED), "{checked:?}");
}

#[test]
fn a_search_over_nothing_is_no_answer() {
    let env = fleet();
    let words = ["compliance", "missing", "glibc"];
    for more in [&["--exit-code"][..], &["--exclude", "*"]] {
        let empty = [&words[..], &["--region", "sa-east-1"], more].concat();
        let _nothing = env
            .run_alone(&empty)
            .exits(5)
            .says("no node is in scope, which says nothing");
    }
}
