//! `sandbox`: seeding, resetting, moving time, and what goes wrong with the store.

use super::support::TestEnv;

#[test]
fn the_first_use_fills_it_and_says_so_once() {
    let env = TestEnv::empty();
    let _first = env
        .run(&["node", "list"])
        .exits(0)
        .says("now holds the example fleet");
    let second = env.run(&["node", "list"]).exits(0);
    assert!(!second.stderr.contains("example fleet"), "{second:?}");
    let status = env.json(&["sandbox", "status"]);
    assert_eq!(status["item"]["accounts"].as_array().unwrap().len(), 2);
}

#[test]
fn the_flag_the_variable_and_the_file_choose_it() {
    let env = TestEnv::empty();
    let flag = format!("--sandbox={}", env.path("other").display());
    let _by_flag = super::support::run(
        env.bare(&[&flag, "node", "list"])
            .env("PATCHCTL_NOW", super::support::NOW),
    )
    .exits(0);
    assert!(env.path("other/state.sqlite").exists() && !env.sandbox().exists());
    let _usual = super::support::run(&mut env.bare(&["--sandbox", "node", "list"]))
        .exits(0)
        .says(".local/state/patchctl/sandbox");
}

#[test]
fn nothing_is_replaced_or_removed_without_a_yes() {
    let env = TestEnv::example();
    let before = env.run(&["node", "list"]).exits(0).stdout;
    let _refused = env
        .run(&["sandbox", "seed", "--nodes", "10"])
        .exits(8)
        .says("--yes");
    let _refused = env
        .run(&["sandbox", "reset"])
        .exits(8)
        .says("remove the sandbox");
    let _dry = env
        .run(&["sandbox", "reset", "--dry-run"])
        .exits(0)
        .says("nothing was written");
    assert_eq!(env.run(&["node", "list"]).exits(0).stdout, before);
    let _seeded = env
        .run(&["sandbox", "seed", "--nodes", "10", "--yes"])
        .exits(0);
    assert_eq!(
        env.run(&["node", "list", "-o", "ids"])
            .exits(0)
            .stdout
            .lines()
            .count(),
        10
    );
    let _removed = env.run(&["sandbox", "reset", "--yes"]).exits(0);
    assert!(!env.sandbox().join("state.sqlite").exists());
    let _nothing = env
        .run(&["sandbox", "reset", "--yes"])
        .exits(0)
        .says("there is no sandbox");
}

#[test]
fn a_folder_that_is_no_sandbox_is_never_removed() {
    let env = TestEnv::empty();
    std::fs::create_dir(env.sandbox()).unwrap();
    std::fs::write(env.sandbox().join("precious.txt"), "x").unwrap();
    let ran = env.run(&["sandbox", "reset", "--yes"]);
    assert!(env.sandbox().join("precious.txt").exists(), "{ran:?}");
}

#[test]
fn a_corrupt_store_is_said_and_can_be_reset() {
    let env = TestEnv::example();
    for name in ["state.sqlite-wal", "state.sqlite-shm"] {
        let _absent = std::fs::remove_file(env.sandbox().join(name));
    }
    std::fs::write(
        env.sandbox().join("state.sqlite"),
        "this is no database, and long enough to be looked at as one",
    )
    .unwrap();
    let _corrupt = env.run(&["node", "list"]).exits(1).says("sandbox reset");
    let _reset = env.run(&["sandbox", "reset", "--yes"]).exits(0);
    let _again = env
        .run(&["node", "list"])
        .exits(0)
        .says("now holds the example fleet");
}

#[test]
fn a_place_that_cannot_be_written_is_said() {
    let env = TestEnv::empty();
    env.file("sb", "a file where the folder should be");
    let _no_folder = env.run(&["node", "list"]).exits(1).says("sb");
}

#[test]
fn mistakes_in_a_fleet_file_have_a_line_a_column_and_a_snippet() {
    let env = TestEnv::empty();
    let good = std::fs::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/examples/fleet.yaml"))
        .unwrap();
    let bad = good.replacen("platform_name:", "platfrom_name:", 1);
    let file = env.file("bad.yaml", &bad);
    let ran = env
        .run(&["sandbox", "seed", "--fleet", file.to_str().unwrap()])
        .exits(2);
    let line = good
        .lines()
        .position(|line| line.contains("platform_name:"))
        .unwrap()
        + 1;
    assert!(
        ran.stderr.contains("platfrom_name") && ran.stderr.contains(&line.to_string()),
        "{}",
        ran.stderr
    );
    assert!(
        !env.sandbox().join("state.sqlite").exists(),
        "nothing is written"
    );
    for (broken, says) in [
        ("fleet: x\n\taccounts: []\n", "tab"),
        ("", "bad.yaml"),
        ("- just\n- a list\n", "bad.yaml"),
        ("fleet: x\nfleet: y\n", "duplicate"),
    ] {
        env.file("bad.yaml", broken);
        let ran = env
            .run(&["sandbox", "seed", "--fleet", file.to_str().unwrap()])
            .exits(2);
        assert!(
            ran.stderr.to_lowercase().contains(says),
            "{broken:?}: {}",
            ran.stderr
        );
    }
    let _absent = env
        .run(&["sandbox", "seed", "--fleet", "absent.yaml"])
        .exits(2)
        .says("absent.yaml");
}

#[test]
fn a_generated_fleet_takes_no_room_and_is_the_same_each_time() {
    let env = TestEnv::empty();
    let _seeded = env.run(&["sandbox", "seed", "--nodes", "100000"]).exits(0);
    let size: u64 = std::fs::read_dir(env.sandbox())
        .unwrap()
        .map(|entry| entry.unwrap().metadata().unwrap().len())
        .sum();
    assert!(size < 2_000_000, "{size} bytes");
    let status = env.json(&["sandbox", "status"]);
    assert_eq!(status["item"]["generated_nodes"], 100_000);
    let _bad = env
        .run(&["sandbox", "seed", "--nodes", "0", "--yes"])
        .exits(2);
}

#[test]
fn time_moves_and_stays_moved() {
    let env = TestEnv::example();
    let moved = env.json(&["sandbox", "advance", "36h"]);
    assert_eq!(moved["item"]["now"], "2026-11-23T00:00:00Z");
    let again = env.json(&["sandbox", "advance", "1d"]);
    assert_eq!(again["item"]["now"], "2026-11-24T00:00:00Z");
    assert!(
        env.json(&["sandbox", "status"])["item"]["now"]
            .as_str()
            .unwrap()
            .starts_with("2026-11-24T00:00:00")
    );
    let _bad = env.run(&["sandbox", "advance", "soon"]).exits(2);
}

/// One node that lacks one update; `RULES` is what its baseline approves.
const SMALL: &str = "
fleet: small
regions: [eu-west-1]
accounts:
  - {id: '999988887777', name: only, email: only@example.com, management: true}
catalogues:
  al2023:
    os: AMAZON_LINUX_2023
    platform_name: Amazon Linux
    platform_version: '2023'
    product: AmazonLinux2023
    image: 2024-01-10
    base: ['openssl-1:3.0.8-1.amzn2023.0.10.x86_64']
    updates:
      - {advisory: ALAS2023-2024-614, classification: Security, severity: Important, released: 2024-05-09, packages: ['openssl-1:3.0.8-1.amzn2023.0.11.x86_64']}
baselines:
  - name: mine
    account: only
    regions: [eu-west-1]
    os: AMAZON_LINUX_2023
    default: true
    rules: [RULES]
nodes:
  - {id: i-0a1b2c3d4e5f60001, account: only, region: eu-west-1, catalogue: al2023, installed: {up_to: 2024-01-01}, scans: [{at: -3h}]}
";

#[test]
fn what_a_node_reports_follows_from_its_rules_and_not_from_the_file() {
    for (rules, verdict, missing) in [
        (
            "{filters: {CLASSIFICATION: [Security]}, approve_after_days: 7, level: HIGH}",
            "NON_COMPLIANT",
            1,
        ),
        (
            "{filters: {CLASSIFICATION: [Bugfix]}, approve_after_days: 7, level: HIGH}",
            "COMPLIANT",
            0,
        ),
        (
            "{filters: {CLASSIFICATION: [Security]}, approve_until_date: '2024-05-08'}",
            "COMPLIANT",
            0,
        ),
        (
            "{filters: {CLASSIFICATION: [Security]}, approve_until_date: '2024-05-09'}",
            "NON_COMPLIANT",
            1,
        ),
    ] {
        let env = TestEnv::fleet(&SMALL.replace("RULES", rules));
        let json = env.json_alone(&["compliance", "nodes"]);
        let node = &json["items"][0];
        assert_eq!(
            (node["verdict"].as_str(), node["report"]["missing"].as_i64()),
            (Some(verdict), Some(missing)),
            "{rules}"
        );
        assert_eq!(
            node["region"], "eu-west-1",
            "the first Region of the fleet is the default"
        );
    }
}
