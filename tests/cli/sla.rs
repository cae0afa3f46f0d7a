//! `--sla`, over a fleet whose patches were counted by hand.

use serde_json::json;

use super::support::TestEnv;

fn fleet() -> TestEnv {
    TestEnv::fleet(include_str!("fleets/lacking.yaml"))
}

const SLA: [&str; 2] = ["--sla", "critical=14d,high=30d"];

/// The last digits of the nodes that fail.
fn failing(env: &TestEnv, more: &[&str]) -> String {
    let mut args = vec!["compliance", "check", "-o", "json"];
    args.extend(SLA);
    args.extend(more);
    let checked = env.run(&args).exits(3).json();
    let rows = checked["items"].as_array().unwrap().iter();
    let mut letters: Vec<char> = rows
        .filter_map(|row| row["node"].as_str()?.chars().last())
        .collect();
    letters.sort_unstable();
    letters.into_iter().collect()
}

#[test]
fn nodes_fail_by_what_is_overdue() {
    let env = fleet();
    // web-2 lacks what is a week old; lost-1 too, and is silent; new-1 lacks what has no date;
    // mute-1 never reported.
    assert_eq!(failing(&env, &[]), "1acdef");
    assert_eq!(failing(&env, &["--allow", "not-reported"]), "acdef");
    let allow = "not-reported,unreachable,undated";
    assert_eq!(failing(&env, &["--allow", allow]), "acd");
    // What has no level is not what has no date.
    let allow = "not-reported,unreachable,unspecified";
    assert_eq!(failing(&env, &["--allow", allow]), "acdf");
}

#[test]
fn every_violation_stands_where_its_time_puts_it() {
    let env = fleet();
    let args = ["compliance", "nodes", "--name", "web-1", SLA[0], SLA[1]];
    let due = &env.json(&args)["items"][0]["sla"];
    let told: Vec<_> = due["overdue"]
        .as_array()
        .unwrap()
        .iter()
        .map(|row| (&row["id"], &row["days_over"]))
        .collect();
    // 51 days of 30, and 42 of the shortest time, because nobody knows how grave it is.
    assert_eq!(
        told,
        [
            (&json!("bind-libs.x86_64"), &json!(28)),
            (&json!("curl.x86_64"), &json!(21))
        ]
    );
    assert_eq!((&due["within"], &due["untimed"]), (&json!(1), &json!(1)));

    let ran = env.run(&["compliance", "nodes", "--name", "new-1", SLA[0], SLA[1]]);
    let ran = ran.exits(0);
    let told = "1 of unknown release date: openssl-libs.x86_64 (Important)";
    assert!(ran.stdout.contains(told), "{ran:#?}");
}

#[test]
fn what_passes_within_its_time_says_so() {
    let env = fleet();
    let args = [
        "compliance",
        "check",
        "--name",
        "web-2",
        "-o",
        "json",
        SLA[0],
        SLA[1],
    ];
    let checked = env.run(&args).exits(0).json();
    assert_eq!(checked["excused"][0]["excuse"], "within_sla");
    assert_eq!(
        checked["gate"]["sla"],
        json!({"critical": 1_209_600, "important": 2_592_000})
    );
    // Eight days later it is overdue.
    let _advanced = env.run(&["sandbox", "advance", "7d"]).exits(0);
    let args = ["compliance", "check", "--name", "web-2", "--max-age", "30d"];
    let on_time = env.run(&[args.as_slice(), &SLA].concat());
    let _on_time = on_time.exits(0);
    let _advanced = env.run(&["sandbox", "advance", "1d"]).exits(0);
    let late = env.run(&[args.as_slice(), &SLA].concat()).exits(3);
    assert!(
        late.stdout
            .contains("1 overdue: glibc.x86_64 (Critical) by 1d"),
        "{late:#?}"
    );
}

#[test]
fn exceptions_take_patches_out_of_their_time() {
    let env = fleet();
    let entry = |patch: &str| {
        format!("- {{tag: Env, patch: {patch}, reason: r, ticket: t, until: 2026-12-01}}\n")
    };
    let file = env.file("e.yaml", &(entry("curl") + &entry("bind-libs")));
    let file = file.to_str().unwrap();
    assert_eq!(failing(&env, &["--exceptions", file]), "1def");
}

#[test]
fn dates_that_cannot_be_read_make_nothing_green() {
    let env = fleet();
    env.play("- {kind: access_denied, operation: DescribeAvailablePatches}\n");
    let mut args = vec![
        "compliance",
        "check",
        "--name",
        "web-2",
        "--allow",
        "undated",
    ];
    args.extend(SLA);
    let _incomplete = env
        .run(&args)
        .exits(5)
        .says("the release dates of AMAZON_LINUX_2");
    for bad in ["critical", "dire=3d", "critical=3", "high=1d,important=2d"] {
        let _bad = env.run(&["compliance", "check", "--sla", bad]).exits(2);
    }
}

/// Time that is left does not make up for a report that nobody can renew.
#[test]
fn a_silent_node_says_why_it_fails() {
    let env = fleet();
    let args = [
        "compliance",
        "check",
        "--sla",
        "critical=3000d",
        "--name",
        "lost-1",
    ];
    let ran = env.run(&[&args[..], &["-o", "json"]].concat()).exits(3);
    let row = ran.json()["items"][0].clone();
    assert_eq!(row["otherwise"], "UNREACHABLE", "{row:#}");
    let ran = env.run(&args).exits(3);
    assert!(
        ran.stdout.contains("it would be UNREACHABLE else"),
        "{ran:?}"
    );
}
