//! `--exceptions` and `compliance exceptions`, over a fleet whose patches were counted by hand.

use serde_json::{Value, json};

use super::support::{Ran, TestEnv};

fn fleet() -> TestEnv {
    TestEnv::fleet(include_str!("fleets/lacking.yaml"))
}

/// An entry of a file.
fn entry(subject: &str, patch: &str, until: &str) -> String {
    format!("- {{{subject}, {patch}, reason: the vendor is late, ticket: OPS-7, until: {until}}}\n")
}

/// Runs a command of `compliance` with a file of exceptions.
fn with(env: &TestEnv, file: &str, words: &[&str]) -> Ran {
    let file = env.file("exceptions.yaml", file);
    let mut args = vec!["compliance"];
    args.extend(words);
    args.extend(["--exceptions", file.to_str().unwrap()]);
    env.run(&args)
}

const WEB_2: &str = "i-0f00000000000000b";

#[test]
fn what_is_excused_passes_and_is_shown_in_every_format() {
    let env = fleet();
    let _fails = env
        .run(&["compliance", "check", "--name", "web-2"])
        .exits(3);

    let file = entry("group: web", "patch: glibc", "2026-11-21");
    for format in [
        "table", "json", "jsonl", "yaml", "csv", "junit", "markdown", "github",
    ] {
        let words = ["check", "--name", "web-2", "-o", format];
        let ran = with(&env, &file, &words).exits(0);
        for text in [WEB_2, "the vendor is late", "OPS-7", "2026-11-21"] {
            assert!(ran.stdout.contains(text), "{format}, {text}: {ran:#?}");
        }
    }
    let ran = with(&env, &file, &["check", "--name", "web-2"]).exits(0);
    assert!(ran.stdout.starts_with("EXCUSED "), "{ran:#?}");
    let _said = ran
        .says("1 violation excused by exceptions, 1 node wholly")
        .says("1 excused by exceptions");

    for (verb, format) in [("nodes", "table"), ("nodes", "csv"), ("nodes", "json")] {
        let words = [verb, "--name", "web-2", "-o", format];
        let ran = with(&env, &file, &words).exits(0);
        // The verdict stays what it is.
        for text in ["NON_COMPLIANT", "OPS-7", "2026-11-21"] {
            assert!(ran.stdout.contains(text), "{format}, {text}: {ran:#?}");
        }
    }
}

#[test]
fn the_document_of_a_check_has_each_excused_patch() {
    let env = fleet();
    let file = entry("group: web", "patch: glibc", "2026-12-31");
    let checked = with(&env, &file, &["check", "--group", "web", "-o", "json"])
        .exits(3)
        .json();
    let failing = &checked["items"];
    assert_eq!(failing.as_array().unwrap().len(), 1);
    assert_eq!(failing[0]["exceptions"]["remaining"], 3);

    let excused = &checked["excused"][0];
    assert_eq!(
        (&excused["node"], &excused["excuse"]),
        (&json!(WEB_2), &json!("exception"))
    );
    let patch = json!([{
        "id": "glibc.x86_64",
        "title": "glibc.x86_64:0:2.26-64.amzn2",
        "state": "Missing",
        "reason": "the vendor is late",
        "ticket": "OPS-7",
        "until": "2026-12-31",
    }]);
    assert_eq!(excused["exceptions"]["excused"], patch);
}

#[test]
fn an_expired_exception_fails_and_is_named() {
    let env = fleet();
    let file = entry("group: web", "patch: glibc", "2026-11-20");
    let ran = with(&env, &file, &["check", "--name", "web-2"])
        .exits(3)
        .says("the exception glibc for group web (OPS-7) expired after 2026-11-20");
    assert!(
        ran.stdout
            .contains("1 no longer excused: glibc.x86_64 expired after 2026-11-20 (OPS-7"),
        "{ran:#?}"
    );
    // By the clock of the sandbox, which stands for that of AWS.
    let file = entry("group: web", "patch: glibc", "2026-11-21");
    let _holds = with(&env, &file, &["check", "--name", "web-2"]).exits(0);
    let _advanced = env.run(&["sandbox", "advance", "1d"]).exits(0);
    let _over = with(&env, &file, &["check", "--name", "web-2"])
        .exits(3)
        .says("expired after 2026-11-21");
}

#[test]
fn silence_and_age_are_never_excused() {
    let env = fleet();
    let all = ["curl", "glibc", "vim*", "bind-libs"];
    let file: String = ["i-0f00000000000000d", "i-0f00000000000000e"]
        .iter()
        .flat_map(|node| all.map(|patch| (node, patch)))
        .map(|(node, patch)| {
            entry(
                &format!("node: {node}"),
                &format!("patch: '{patch}'"),
                "2026-12-31",
            )
        })
        .collect();
    for (name, verdict, allowed) in [
        ("old-1", "STALE", "stale"),
        ("lost-1", "UNREACHABLE", "unreachable"),
    ] {
        let ran = with(&env, &file, &["check", "--name", name]).exits(3);
        let told = format!("it would be {verdict} else");
        assert!(ran.stdout.contains(&told), "{ran:#?}");
        let words = ["check", "--name", name, "--allow", allowed];
        let _allowed = with(&env, &file, &words).exits(0);
        // Neither is one that the level lets pass.
        let words = ["check", "--name", name, "--fail-on", "critical"];
        let _level = with(&env, &file, &words).exits(3);
    }

    let mute = entry("node: i-0f000000000000011", "patch: curl", "2026-12-31");
    let ran = with(&env, &mute, &["check", "--name", "mute-1"]).exits(3);
    assert!(ran.stdout.starts_with("NOT_REPORTED"), "{ran:#?}");
    let _said = ran.says("match nothing among these nodes: 1");
    let _named = with(&env, &mute, &["check"])
        .exits(3)
        .says("the exception curl for node i-0f000000000000011 (OPS-7) matches nothing");
}

#[test]
fn what_is_left_keeps_its_level_and_its_severity() {
    let env = fleet();
    let words = |more: &[&str]| -> i32 {
        let file: String = ["curl", "glibc", "bind-libs"]
            .map(|patch| entry("tag: Env=prod", &format!("patch: {patch}"), "2026-12-31"))
            .concat();
        let mut words = vec!["check", "--name", "web-1"];
        words.extend(more);
        with(&env, &file, &words).code
    };
    // Only vim is left, whose level is LOW and whose severity is Low.
    assert_eq!(words(&[]), 3);
    assert_eq!(words(&["--fail-on", "low"]), 3);
    assert_eq!(words(&["--fail-on", "medium"]), 0);
    assert_eq!(words(&["--fail-on-severity", "low"]), 3);
    assert_eq!(words(&["--fail-on-severity", "moderate"]), 0);
}

#[test]
fn tags_reach_over_accounts_and_cves_name_patches() {
    let env = fleet();
    let file = entry("tag: Env=prod", "cve: CVE-2026-1002", "2026-12-31");
    let listed = with(&env, &file, &["nodes", "-o", "json"]).exits(0).json();
    let rows = listed["items"].as_array().unwrap().iter();
    let excused = rows.filter(|row| row["exceptions"] != Value::Null);
    let told: Vec<_> = excused
        .map(|row| {
            let exceptions = &row["exceptions"];
            (
                row["computer_name"].as_str().is_some(),
                row["account"].as_str().unwrap(),
                exceptions["excused"][0]["id"].as_str().unwrap(),
                exceptions["remaining"].as_u64().unwrap(),
            )
        })
        .collect();
    assert_eq!(
        told,
        [
            (true, "111122223333", "glibc.x86_64", 3),
            (true, "444455556666", "glibc.x86_64", 3)
        ]
    );
}

#[test]
fn the_summary_counts_the_excused_beside_the_verdicts() {
    let env = fleet();
    let file = entry("group: web", "patch: glibc", "2026-12-31");
    let ran = with(&env, &file, &["summary", "-o", "json"]).exits(0);
    let totals = &ran.json()["totals"];
    assert_eq!(
        (&totals["non_compliant"], &totals["excused_nodes"]),
        (&json!(6), &json!(1))
    );
    let table = with(&env, &file, &["summary"]).exits(0);
    assert!(table.stdout.contains("EXCUSED"), "{table:#?}");
    let _said = table.says("2 violations excused by exceptions, 1 node wholly");
}

#[test]
fn what_cannot_be_read_is_not_excused() {
    let env = fleet();
    let file = entry("group: web", "patch: glibc", "2026-12-31");
    for operation in ["ListComplianceItems", "DescribeInstanceInformation"] {
        env.play(&format!(
            "- {{kind: access_denied, operation: {operation}, after: 2}}\n"
        ));
        let words = ["check", "--group", "web", "-o", "json"];
        let ran = with(&env, &file, &words);
        assert!(matches!(ran.code, 3 | 5), "{operation}: {ran:#?}");
        assert_eq!(ran.json()["passed"], false, "{operation}");
    }
}

#[test]
fn a_file_is_checked_without_aws() {
    let env = TestEnv::empty();
    let check = |text: &str| {
        let file = env.file("exceptions.yaml", text);
        env.run(&["compliance", "exceptions", file.to_str().unwrap()])
    };
    let good = entry("group: web", "patch: glibc", "2026-11-21");
    let ran = check(&good).exits(0);
    assert!(ran.stdout.contains("ACTIVE"), "{ran:#?}");
    let old = entry("group: db", "patch: glibc", "2026-11-20");
    let ran = check(&(good + &old)).exits(3);
    assert!(ran.stdout.contains("EXPIRED"), "{ran:#?}");

    let _mistake = check("- {group: web, patch: x, reason: r, ticket: t, untill: 2026-11-21}\n")
        .exits(3)
        .says("unknown field `untill`")
        .says("exceptions.yaml:1:48");
    let _absent = env
        .run(&["compliance", "exceptions", "nowhere.yaml"])
        .exits(2);
    // In a check the same mistake is one of the command line.
    let _usage = with(&fleet(), "- {group: web}\n", &["check"]).exits(2);
}

#[test]
fn the_example_is_valid_for_its_fleet() {
    let env = TestEnv::example();
    let file = include_str!("../../examples/exceptions.yaml");
    let ran = with(&env, file, &["check", "--region", "us-east-1"]).exits(3);
    assert!(!ran.stderr.contains("matches nothing"), "{ran:#?}");
    assert!(!ran.stderr.contains("expired"), "{ran:#?}");
}
