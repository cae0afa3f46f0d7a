//! The life of a baseline: listed, created, applied, compared, changed, deleted.

use std::time::Duration;

use serde_json::Value;

use crate::support::{REGIONS, TestEnv};

const MINE: &str = "\
name: prod-rhel
operating_system: rhel
patch_groups: [db]
approval_rules:
  - filters: {CLASSIFICATION: [Security], SEVERITY: [Critical]}
    approve_after_days: 7
    compliance_level: CRITICAL
rejected_patches: [telnet]
tags: {team: db}
";

fn texts<'a>(listed: &'a Value, key: &str) -> Vec<&'a str> {
    listed["items"]
        .as_array()
        .unwrap()
        .iter()
        .map(|row| row[key].as_str().unwrap_or_default())
        .collect()
}

#[test]
fn lists_own_baselines_and_those_of_aws_with_the_default_marked() {
    let env = TestEnv::example();
    let own = env.json_alone(&["baseline", "list", "--region", REGIONS]);
    assert_eq!(own["items"].as_array().unwrap().len(), 6);
    assert!(texts(&own, "owner").iter().all(|owner| *owner == "self"));
    let windows = env.json_alone(&["baseline", "list", "--owner", "aws", "--os", "windows"]);
    assert_eq!(windows["items"].as_array().unwrap().len(), 3);
    let default: Vec<&Value> = windows["items"]
        .as_array()
        .unwrap()
        .iter()
        .filter(|row| row["default"] == true)
        .collect();
    assert_eq!(default[0]["name"], "AWS-DefaultPatchBaseline");
    let all = env.json_alone(&["baseline", "list", "--owner", "all"]);
    assert_eq!(all["items"].as_array().unwrap().len(), 17 + 3);
    env.run_alone(&["baseline", "list", "--os", "dos"]).exits(2);
    let ids = env
        .run_alone(&["baseline", "list", "-o", "ids"])
        .exits(0)
        .stdout;
    assert!(ids.lines().all(|id| id.starts_with("pb-")), "{ids}");
}

#[test]
fn shows_a_baseline_by_name_id_and_arn_and_asks_when_a_name_means_several() {
    let env = TestEnv::example();
    let item = env.json_alone(&["baseline", "show", "production-windows"])["item"].clone();
    let id = item["id"].as_str().unwrap();
    assert_eq!(item["approval_rules"][0]["approve_after_days"], 7);
    assert!(
        item["sentences"][0]
            .as_str()
            .unwrap()
            .contains("approved 7 days after release")
    );
    let arn = format!("arn:aws:ssm:us-east-1:111122223333:patchbaseline/{id}");
    assert_eq!(
        env.json_alone(&["baseline", "show", &arn])["item"]["name"],
        "production-windows"
    );
    let raw: Value = serde_json::from_str(
        &env.run_alone(&["baseline", "show", id, "--raw"])
            .exits(0)
            .stdout,
    )
    .unwrap();
    assert_eq!(raw["ApprovalRules"]["PatchRules"][0]["ApproveAfterDays"], 7);
    let aws = env.json_alone(&["baseline", "show", "AWS-UbuntuDefaultPatchBaseline"]);
    assert_eq!(aws["item"]["owner"], "AWS");
    let several = env
        .run_alone(&[
            "baseline",
            "show",
            "production-windows",
            "--region",
            REGIONS,
        ])
        .exits(2)
        .says("names 2 baselines");
    assert!(
        several
            .stderr
            .contains(&format!("baseline show {id} --region us-east-1")),
        "{several:#?}"
    );
    env.run_alone(&["baseline", "show", "production-window"])
        .exits(2)
        .says("did you mean `production-windows`?");
    env.run_alone(&["baseline", "show", &arn, "--region", "eu-central-1"])
        .exits(2)
        .says("is in us-east-1")
        .says("--region us-east-1");
    env.run_alone(&["baseline", "show", id, "--region", "eu-central-1"])
        .exits(2)
        .says("an id belongs to one account and Region");
}

#[test]
fn what_is_applied_once_is_not_applied_twice_and_is_seen_by_diff() {
    let env = TestEnv::example();
    let file = env.file("mine.yaml", MINE);
    let file = file.to_str().unwrap();
    let regions = ["--region", "us-east-1,eu-central-1"];
    let diff = env
        .run_alone(&[&["baseline", "diff", "-f", file], &regions[..]].concat())
        .exits(3);
    assert!(
        diff.stdout
            .contains("+ baseline: prod-rhel for REDHAT_ENTERPRISE_LINUX"),
        "{diff:#?}"
    );
    env.run_alone(&[&["baseline", "apply", "-f", file], &regions[..]].concat())
        .exits(8)
        .says("--yes agrees to the plan");
    let dry = env
        .run_alone(
            &[
                &["baseline", "apply", "-f", file, "--dry-run"],
                &regions[..],
            ]
            .concat(),
        )
        .exits(0);
    assert!(
        dry.stdout.contains("give group `db` to prod-rhel (new)"),
        "{dry:#?}"
    );
    assert!(
        texts(&env.json_alone(&["baseline", "list"]), "name")
            .iter()
            .all(|name| *name != "prod-rhel"),
        "a dry run wrote"
    );
    let applied = env
        .run_alone(
            &[
                &["baseline", "apply", "-f", file, "--yes", "-o", "json"],
                &regions[..],
            ]
            .concat(),
        )
        .exits(0)
        .json();
    assert_eq!(
        texts(&applied, "step"),
        ["create", "register-group", "create", "register-group"]
    );
    assert!(
        texts(&applied, "outcome")
            .iter()
            .all(|outcome| *outcome == "DONE")
    );
    let again = env
        .run_alone(
            &[
                &["baseline", "apply", "-f", file, "--yes", "-o", "json"],
                &regions[..],
            ]
            .concat(),
        )
        .exits(0);
    assert_eq!(again.json()["items"], serde_json::json!([]), "{again:#?}");
    env.run_alone(&[&["baseline", "diff", "-f", file], &regions[..]].concat())
        .exits(0)
        .says("nothing differs");
    let other = env.file(
        "other.yaml",
        &MINE
            .replace("days: 7", "days: 9")
            .replace("[db]", "[]")
            .replace("team: db", "team: web"),
    );
    let changed = env
        .run_alone(&[
            "baseline",
            "apply",
            "-f",
            other.to_str().unwrap(),
            "--yes",
            "-o",
            "json",
        ])
        .exits(0)
        .json();
    assert_eq!(
        texts(&changed, "step"),
        ["update", "tag", "deregister-group"]
    );
    let rule = &changed["items"][0]["differences"][0];
    assert_eq!(rule["field"], "approval_rules[0]");
    assert!(
        rule["before"].as_str().unwrap().contains("7 days")
            && rule["after"].as_str().unwrap().contains("9 days"),
        "{rule}"
    );
    // The other Region still is as the first file says.
    env.run_alone(&["baseline", "diff", "-f", file, "--region", "eu-central-1"])
        .exits(0);
    env.run_alone(&["baseline", "diff", "-f", file, "--region", "us-east-1"])
        .exits(3);
}

#[test]
fn three_regions_are_exported_and_applied_back_without_loss() {
    let env = TestEnv::example();
    let regions = ["--region", REGIONS];
    for format in ["yaml", "json"] {
        let text = env
            .run_alone(
                &[
                    &["baseline", "export", "--all", "--format", format],
                    &regions[..],
                ]
                .concat(),
            )
            .exits(0)
            .stdout;
        let file = env.file(&format!("all.{format}"), &text);
        env.run_alone(
            &[
                &["baseline", "diff", "-f", file.to_str().unwrap()],
                &regions[..],
            ]
            .concat(),
        )
        .exits(0);
        // From nothing to the same: the groups of one Region are taken away and come back.
        env.run_alone(
            &[
                &["group", "deregister", "production", "--yes"],
                &regions[..],
            ]
            .concat(),
        )
        .exits(0);
        env.run_alone(&[
            "baseline",
            "delete",
            "quick-setup-policy",
            "--yes",
            "--region",
            "us-east-1",
        ])
        .exits(0);
        env.run_alone(
            &[
                &["baseline", "diff", "-f", file.to_str().unwrap()],
                &regions[..],
            ]
            .concat(),
        )
        .exits(3);
        env.run_alone(
            &[
                &["baseline", "apply", "--yes", "-f", file.to_str().unwrap()],
                &regions[..],
            ]
            .concat(),
        )
        .exits(0);
        let again = env
            .run_alone(
                &[
                    &["baseline", "export", "--all", "--format", format],
                    &regions[..],
                ]
                .concat(),
            )
            .exits(0)
            .stdout;
        assert!(again.contains("production-windows"), "{again}");
        env.run_alone(
            &[
                &["baseline", "diff", "-f", file.to_str().unwrap()],
                &regions[..],
            ]
            .concat(),
        )
        .exits(0);
    }
    let terraform = env
        .run_alone(&["baseline", "export", "--all", "--format", "terraform"])
        .exits(0)
        .stdout;
    assert!(
        terraform.contains(r#"resource "aws_ssm_patch_group" "production-windows_production""#),
        "{terraform}"
    );
    env.run_alone(
        &[
            &["baseline", "export", "--all", "--format", "terraform"],
            &regions[..],
        ]
        .concat(),
    )
    .exits(2)
    .says("describe one");
    env.run_alone(&["baseline", "export", "--all", "-o", "json"])
        .exits(2)
        .says("--format");
}

#[test]
fn create_checks_first_and_update_keeps_what_is_not_named() {
    let env = TestEnv::example();
    let rule = "CLASSIFICATION=Security;SEVERITY=Critical,Important;after=7;level=CRITICAL";
    let create = [
        "baseline",
        "create",
        "prod-rhel",
        "--os",
        "rhel",
        "--rule",
        rule,
        "--rejected-patches",
        "telnet,rsh",
        "--description",
        "x",
    ];
    env.run_alone(&[&create[..], &["--dry-run"]].concat())
        .exits(0);
    env.run_alone(&create)
        .exits(8)
        .says("--yes agrees to the plan");
    env.run_alone(&[&create[..], &["--yes"]].concat()).exits(0);
    env.run_alone(&create)
        .exits(8)
        .says("already has a baseline prod-rhel")
        .says("patchctl baseline update pb-");
    let update = |args: &[&str]| {
        env.run_alone(&[&["baseline", "update", "prod-rhel", "--yes"], args].concat())
    };
    update(&[
        "--add-rejected",
        "ftp",
        "--remove-rejected",
        "rsh",
        "--remove-approved",
        "bash",
    ])
    .exits(0)
    .says("`bash` is not among");
    let item = env.json_alone(&["baseline", "show", "prod-rhel"])["item"].clone();
    assert_eq!(
        item["rejected_patches"],
        serde_json::json!(["telnet", "ftp"])
    );
    assert_eq!(
        (
            item["description"].as_str(),
            item["approval_rules"].as_array().unwrap().len()
        ),
        (Some("x"), 1),
        "{item}"
    );
    update(&["--add-rejected", "ftp"])
        .exits(0)
        .says("nothing to do");
    update(&["--replace", "--rule", "CLASSIFICATION=Bugfix;after=1"]).exits(0);
    let item = env.json_alone(&["baseline", "show", "prod-rhel"])["item"].clone();
    assert!(
        item.get("description").is_none() && item.get("rejected_patches").is_none(),
        "{item}"
    );
    update(&["--rename", "x"]).exits(2).says("3 to 128");
    env.run_alone(&[
        "baseline",
        "update",
        "AWS-RedHatDefaultPatchBaseline",
        "--description",
        "y",
    ])
    .exits(8)
    .says("belongs to AWS");
    for (args, expected) in [
        (
            vec!["--os", "windows", "--rule", "SEVERITY=Critical;after=7"],
            "no filter SEVERITY",
        ),
        (
            vec![
                "--os",
                "windows",
                "--rule",
                "PRODUCT=WindowsServer2022;PRODUCT_FAMILY=Office;after=7",
            ],
            "matches nothing",
        ),
        (
            vec![
                "--os",
                "rhel",
                "--rule",
                "PRODUCT=RedhatEnterpriseLinx8.10;after=7",
            ],
            "did you mean `RedhatEnterpriseLinux8.10`?",
        ),
        (
            vec![
                "--os",
                "rhel",
                "--approved-patches",
                "a",
                "--rejected-patches",
                "a",
            ],
            "approved and rejected at once",
        ),
        (vec!["--os", "rhel", "--tag", "aws:x=y"], "belong to AWS"),
        (vec!["--os", "rhel", "--rule", "after=361"], "361 days"),
    ] {
        env.run_alone(&[&["baseline", "create", "bad-one"], &args[..]].concat())
            .exits(2)
            .says(expected);
    }
    env.run_alone(&[
        "baseline",
        "create",
        "odd",
        "--os",
        "rhel",
        "--rule",
        "PRODUCT=RedhatEnterpriseLinux11.0;after=7",
        "--offline-values",
        "--yes",
    ])
    .exits(0);
}

#[test]
fn a_default_is_set_and_given_back_with_the_command_that_undoes_it() {
    let env = TestEnv::example();
    let set = env
        .run_alone(&["baseline", "set-default", "production-windows", "--yes"])
        .exits(0)
        .says("the default was AWS-DefaultPatchBaseline");
    let undo = set
        .stderr
        .lines()
        .find_map(|line| line.split_once("to undo this: patchctl "))
        .unwrap()
        .1;
    assert!(
        undo.starts_with("baseline set-default arn:aws:ssm:us-east-1:"),
        "{undo}"
    );
    env.run_alone(&["baseline", "delete", "production-windows"])
        .exits(8)
        .says("the default for WINDOWS, and the group `production` uses it");
    let words: Vec<&str> = undo.split(' ').chain(["--yes"]).collect();
    env.run_alone(&words).exits(0);
    env.run_alone(&["baseline", "set-default", "production-windows", "--yes"])
        .exits(0);
    env.run_alone(&[
        "baseline",
        "set-default",
        "--predefined",
        "--os",
        "windows",
        "--region",
        REGIONS,
        "--yes",
    ])
    .exits(0)
    .says("1 step done");
    env.run_alone(&["baseline", "set-default", "--predefined"])
        .exits(2);
    env.run_alone(&["baseline", "set-default", "production-windows", "--yes"])
        .exits(0);
    let deleted = env
        .run_alone(&[
            "baseline",
            "delete",
            "production-windows",
            "--force",
            "--yes",
            "-o",
            "json",
        ])
        .exits(0)
        .json();
    assert_eq!(
        texts(&deleted, "step"),
        ["set-default", "deregister-group", "delete"]
    );
    let windows = env.json_alone(&["baseline", "list", "--owner", "all", "--os", "windows"]);
    assert!(
        texts(&windows, "name")
            .iter()
            .all(|name| *name != "production-windows")
    );
}

#[test]
fn a_change_in_between_is_noticed_and_nothing_is_half_done_in_silence() {
    let env = TestEnv::example();
    env.run_alone(&[
        "baseline",
        "create",
        "prod-rhel",
        "--os",
        "rhel",
        "--rule",
        "CLASSIFICATION=Security;after=7",
        "--yes",
    ])
    .exits(0);
    // AWS is asked about a product that no list has, which gives the other one the time to come
    // first.
    env.play("- {kind: latency, operation: DescribePatchProperties, milliseconds: 3000}\n");
    let slow = [
        "baseline",
        "update",
        "prod-rhel",
        "--rule",
        "PRODUCT=RedhatEnterpriseLinux11.0;after=3",
        "--yes",
    ];
    let child = env
        .command(&slow)
        .env_remove("PATCHCTL_PROFILE")
        .stdout(std::process::Stdio::piped())
        .stderr(std::process::Stdio::piped())
        .spawn()
        .unwrap();
    std::thread::sleep(Duration::from_millis(1200));
    env.run_alone(&[
        "baseline",
        "update",
        "prod-rhel",
        "--add-rejected",
        "telnet",
        "--yes",
    ])
    .exits(0);
    let output = child.wait_with_output().unwrap();
    let stderr = String::from_utf8(output.stderr).unwrap();
    assert_eq!(output.status.code(), Some(8), "{stderr}");
    assert!(
        stderr.contains("the baseline was changed in between"),
        "{stderr}"
    );
    // Deleted between plan and apply: the file's other baseline is done, this one is told, and a
    // second run makes it anew.
    let file = env.file("two.yaml", "name: prod-rhel\noperating_system: rhel\ndescription: new\nglobal_filters: {PRODUCT: [RedhatEnterpriseLinux11.0]}\npatch_groups: [db]\n---\nname: aaa\noperating_system: suse\n");
    let file = file.to_str().unwrap();
    let child = env
        .command(&["baseline", "apply", "-f", file, "--yes"])
        .env_remove("PATCHCTL_PROFILE")
        .stdout(std::process::Stdio::piped())
        .stderr(std::process::Stdio::piped())
        .spawn()
        .unwrap();
    std::thread::sleep(Duration::from_millis(1200));
    env.run_alone(&["baseline", "delete", "prod-rhel", "--yes"])
        .exits(0);
    let output = child.wait_with_output().unwrap();
    let (stdout, stderr) = (
        String::from_utf8(output.stdout).unwrap(),
        String::from_utf8(output.stderr).unwrap(),
    );
    assert_eq!(output.status.code(), Some(8), "{stderr}");
    assert!(
        stderr.contains("deleted in between")
            && stderr.contains("running the same command again does what is left"),
        "{stderr}"
    );
    assert!(
        stdout.contains("FAILED") && stdout.contains("NOT_DONE"),
        "{stdout}"
    );
    env.play("[]\n");
    env.run_alone(&["baseline", "apply", "-f", file, "--yes"])
        .exits(0);
    env.run_alone(&["baseline", "diff", "-f", file]).exits(0);
}

#[test]
fn a_failure_in_the_middle_says_what_was_done_and_a_second_run_finishes() {
    let env = TestEnv::example();
    let file = env.file("mine.yaml", MINE);
    let file = file.to_str().unwrap();
    env.play("- {kind: access_denied, operation: RegisterPatchBaselineForPatchGroup}\n");
    let failed = env
        .run_alone(&["baseline", "apply", "-f", file, "--yes"])
        .exits(1)
        .says("ssm:RegisterPatchBaselineForPatchGroup");
    assert!(
        failed.stdout.contains("DONE") && failed.stdout.contains("FAILED"),
        "{failed:#?}"
    );
    env.play("[]\n");
    let second = env
        .run_alone(&["baseline", "apply", "-f", file, "--yes", "-o", "json"])
        .exits(0)
        .json();
    assert_eq!(texts(&second, "step"), ["register-group"]);
    // A group that its new baseline could not get goes back to the one that it had.
    let env = TestEnv::example();
    env.play("- {kind: access_denied, operation: RegisterPatchBaselineForPatchGroup, first: 1}\n");
    let moving = [
        "group",
        "register",
        "production",
        "--baseline",
        "AWS-DefaultPatchBaseline",
        "--replace",
        "--yes",
    ];
    env.run_alone(&moving)
        .exits(1)
        .says("given back to production-windows");
    env.play("[]\n");
    let windows = env.json_alone(&["group", "list", "--os", "windows"]);
    assert_eq!(
        windows["items"][0]["baseline"]["name"], "production-windows",
        "{windows}"
    );
    // A throttled or lost answer of a creation does not make two.
    let env = TestEnv::example();
    env.play("- {kind: reset, operation: CreatePatchBaseline, first: 1}\n");
    env.run_alone(&[
        "baseline", "create", "once", "--os", "suse", "--rule", "after=1", "--yes",
    ])
    .exits(0);
    let named = env.json_alone(&["baseline", "list"]);
    assert_eq!(
        texts(&named, "name")
            .iter()
            .filter(|name| **name == "once")
            .count(),
        1
    );
}

#[test]
fn an_unreadable_region_does_not_stop_the_others_and_is_not_green() {
    let env = TestEnv::example();
    let file = env.file("mine.yaml", MINE);
    let regions = ["--region", "us-east-1,ap-east-1"];
    let ran = env
        .run_alone(
            &[
                &["baseline", "apply", "-f", file.to_str().unwrap(), "--yes"],
                &regions[..],
            ]
            .concat(),
        )
        .exits(5)
        .says("ap-east-1");
    assert!(ran.stdout.contains("create baseline prod-rhel"), "{ran:#?}");
    env.run_alone(
        &[
            &["baseline", "diff", "-f", file.to_str().unwrap()],
            &regions[..],
        ]
        .concat(),
    )
    .exits(5);
    env.run_alone(&[&["baseline", "delete", "prod-rhel", "--yes"], &regions[..]].concat())
        .exits(5)
        .says("nothing is decided");
}

#[test]
fn documents_with_mistakes_change_nothing() {
    let env = TestEnv::example();
    for (text, expected) in [
        ("name: aaa\n\toperating_system: rhel\n", "tab"),
        (
            "name: aaa\nname: bbb\noperating_system: rhel\n",
            "duplicate field",
        ),
        (
            "name: aaa\noperating_system: rhel\naproved_patches: [a]\n",
            "did you mean `approved_patches`?",
        ),
        ("name: &x aaa\noperating_system: rhel\n", "anchor"),
        ("name: aa\noperating_system: rhel\n", "not a baseline name"),
    ] {
        let file = env.file("bad.yaml", text);
        env.run_alone(&["baseline", "apply", "-f", file.to_str().unwrap(), "--yes"])
            .exits(2)
            .says(expected)
            .says("bad.yaml:");
        env.run_alone(&["baseline", "lint", "-f", file.to_str().unwrap()])
            .exits(3);
    }
    let many = env.file(
        "many.yaml",
        &"name: aaa\noperating_system: rhel\n---\n".repeat(10_000),
    );
    env.run_alone(&["baseline", "apply", "-f", many.to_str().unwrap(), "--yes"])
        .exits(2)
        .says("limit of 1000");
    let (one, two) = (env.file("1.yaml", MINE), env.file("2.yaml", MINE));
    let both = [one.to_str().unwrap(), two.to_str().unwrap()];
    env.run_alone(&["baseline", "apply", "-f", both[0], "-f", both[1], "--yes"])
        .exits(2)
        .says("contradict each other");
    env.run_alone(&["baseline", "apply", "-f", "absent.yaml", "--yes"])
        .exits(2)
        .says("absent.yaml");
    std::fs::create_dir(env.path("empty")).unwrap();
    env.run_alone(&["baseline", "apply", "-f", "empty", "--yes"])
        .exits(2)
        .says("holds no .yaml");
    assert_eq!(
        env.json_alone(&["baseline", "list"])["items"]
            .as_array()
            .unwrap()
            .len(),
        3
    );
    let doubtful = env.file(
        "doubt.yaml",
        "name: aaa\noperating_system: ubuntu\napproval_rules: [{filters: {PRIORITY: [Required]}, approve_after_days: 7}]\n",
    );
    let doubtful = doubtful.to_str().unwrap();
    env.run_alone(&["baseline", "lint", "-f", doubtful])
        .exits(0)
        .says("no effect on Debian")
        .says("doubt.yaml:3");
    env.run_alone(&["baseline", "lint", "-f", doubtful, "--strict"])
        .exits(3);
    let live = env.json_alone(&["baseline", "lint"]);
    assert!(
        texts(&live, "baseline").contains(&"quick-setup-policy"),
        "{live}"
    );
}

#[test]
fn the_example_is_applied_as_it_is_and_then_is_there() {
    let env = TestEnv::example();
    let example = concat!(env!("CARGO_MANIFEST_DIR"), "/examples/baselines.yaml");
    env.run_alone(&["baseline", "lint", "-f", example, "--strict"])
        .exits(0);
    env.run_alone(&[
        "baseline", "apply", "-f", example, "--region", REGIONS, "--yes",
    ])
    .exits(0);
    env.run_alone(&["baseline", "diff", "-f", example, "--region", REGIONS])
        .exits(0);
}

#[test]
fn previews_say_what_is_approved_when_and_by_which_rule() {
    let env = TestEnv::example();
    let day = |at: &str| env.json_alone(&["baseline", "preview", "quick-setup-policy", "--at", at]);
    let preview = day("2024-06-01");
    assert_eq!(
        preview["source"],
        "DescribeAvailablePatches (AmazonLinux2, AmazonLinux2.0)"
    );
    let row = |preview: &Value, id: &str| {
        preview["items"]
            .as_array()
            .unwrap()
            .iter()
            .find(|row| row["id"] == id)
            .unwrap()
            .clone()
    };
    let kernel = row(&preview, "kernel.x86_64");
    assert_eq!(
        (kernel["outlook"].as_str(), kernel["approved_on"].as_str()),
        (Some("PENDING"), Some("2024-09-07"))
    );
    assert_eq!(
        row(&day("2024-09-06"), "kernel.x86_64")["outlook"],
        "PENDING"
    );
    let approved = row(&day("2024-09-07"), "kernel.x86_64");
    assert_eq!(
        (
            approved["outlook"].as_str(),
            approved["decided_by"].as_str(),
            approved["installs"].as_bool()
        ),
        (Some("APPROVED"), Some("rule 1"), Some(true))
    );
    assert_eq!(
        row(&preview, "bash.x86_64")["decided_by"],
        "no rule matches"
    );
    let stricter = env.file("new.yaml", "name: quick-setup-policy\noperating_system: AMAZON_LINUX_2\napproval_rules: [{filters: {CLASSIFICATION: [Security], SEVERITY: [Critical]}, approve_after_days: 0}]\nrejected_patches: [kernel]\n");
    let changes = env.json_alone(&[
        "baseline",
        "preview",
        "quick-setup-policy",
        "-f",
        stricter.to_str().unwrap(),
        "--at",
        "2024-09-07",
    ]);
    let change = |id: &str| {
        changes["items"]
            .as_array()
            .unwrap()
            .iter()
            .find(|row| row["after"]["id"] == id)
            .map(|row| row["change"].as_str().unwrap().to_owned())
    };
    assert_eq!(
        change("kernel.x86_64").as_deref(),
        Some("NO_LONGER_APPROVED")
    );
    assert_eq!(
        change("glibc.x86_64").as_deref(),
        Some("OTHER_LEVEL"),
        "approved before and after, at another compliance level"
    );
    env.run_alone(&["baseline", "preview", "production-amazon-linux-2023"])
        .exits(2)
        .says("--node NODE");
    let node = env.json_alone(&[
        "baseline",
        "preview",
        "production-amazon-linux-2023",
        "--node",
        "i-0a1b2c3d4e5f60001",
    ]);
    assert_eq!(
        node["source"],
        "DescribeInstancePatches of i-0a1b2c3d4e5f60001"
    );
    env.run_alone(&[
        "baseline",
        "preview",
        "quick-setup-policy",
        "--node",
        "i-0a1b2c3d4e5f60001",
    ])
    .exits(2)
    .says("AMAZON_LINUX_2023");
    let windows = env
        .run_alone(&["baseline", "preview", "production-windows", "-o", "json"])
        .exits(0)
        .says("lists only what this baseline matches");
    assert_eq!(
        windows.json()["source"],
        "DescribeEffectivePatchesForPatchBaseline"
    );
}

#[test]
fn resolve_says_which_baseline_applies_and_why() {
    let env = TestEnv::example();
    let resolved = env.json_alone(&["baseline", "resolve", "--all"]);
    let row = |id: &str| {
        resolved["items"]
            .as_array()
            .unwrap()
            .iter()
            .find(|row| row["node"] == id)
            .unwrap()
            .clone()
    };
    assert_eq!(row("i-0a1b2c3d4e5f60001")["why"], "PATCH_GROUP");
    assert_eq!(row("i-0a1b2c3d4e5f60005")["why"], "OVERRIDE");
    assert_eq!(row("i-0a1b2c3d4e5f60007")["why"], "UNREGISTERED_GROUP");
    assert_eq!(row("i-0a1b2c3d4e5f6000a")["why"], "DEFAULT");
    assert!(
        row("i-0a1b2c3d4e5f60004")["notes"][0]
            .as_str()
            .unwrap()
            .contains("both tags are set")
    );
    env.run_alone(&[
        "group",
        "register",
        "legcay",
        "--baseline",
        "quick-setup-policy",
        "--yes",
    ])
    .exits(0);
    let moved = env
        .run_alone(&["baseline", "resolve", "i-0a1b2c3d4e5f60007"])
        .exits(0)
        .stdout;
    assert!(
        moved.contains("PATCH_GROUP: quick-setup-policy")
            && moved.contains("the last report used another baseline"),
        "{moved}"
    );
    env.play("- {kind: access_denied, operation: DescribeInstanceAssociationsStatus}\n");
    let blind = env
        .run_alone(&["baseline", "resolve", "i-0a1b2c3d4e5f60007"])
        .exits(5)
        .says("ssm:DescribeInstanceAssociationsStatus");
    assert!(
        blind.stdout.contains("may bring its own baseline"),
        "{blind:#?}"
    );
    env.run_alone(&["baseline", "resolve"])
        .exits(2)
        .says("name nodes");
    env.run_alone(&["baseline", "resolve", "i-0a1b2c3d4e5f69999"])
        .exits(2);
}

#[test]
fn an_arn_means_the_baseline_that_it_names_and_no_other_with_the_same_id() {
    let env = TestEnv::example();
    let id = env.json_alone(&["baseline", "show", "quick-setup-policy"])["item"]["id"]
        .as_str()
        .unwrap()
        .to_owned();
    for arn in [
        format!("arn:aws:ssm:us-east-1:999922223333:patchbaseline/{id}"),
        format!("arn:aws-cn:ssm:us-east-1:111122223333:patchbaseline/{id}"),
        format!("arn:aws:ssm:eu-central-1:111122223333:patchbaseline/{id}"),
    ] {
        env.run_alone(&["baseline", "delete", &arn, "--yes"])
            .exits(2);
        env.run_alone(&["baseline", "diff", &arn, &id]).exits(2);
    }
    env.run_alone(&[
        "baseline",
        "show",
        &format!("arn:aws:ssm:us-east-1:111122223333:patchbaseline/{id}"),
    ])
    .exits(0);
}

#[test]
fn a_reverted_commit_takes_back_what_the_files_name_and_prune_the_rest() {
    let env = TestEnv::example();
    let before = env
        .run_alone(&["baseline", "export", "--all"])
        .exits(0)
        .stdout;
    let old = env.file("old.yaml", &before);
    let new = before
        .replace("rejected_patches_action", "x")
        .replace(
            "patch_groups:\n- production\n",
            "patch_groups:\n- production\n- extra\n",
        )
        .replacen("default: false", "default: true", 1);
    let new = env.file("new.yaml", &format!("{new}---\n{MINE}"));
    let apply = |file: &std::path::Path, more: &[&str]| {
        env.run_alone(
            &[
                &["baseline", "apply", "--yes", "-f", file.to_str().unwrap()],
                more,
            ]
            .concat(),
        )
    };
    apply(&new, &[]).exits(0);
    assert_ne!(
        env.run_alone(&["baseline", "export", "--all"])
            .exits(0)
            .stdout,
        before
    );
    let reverted = apply(&old, &[]).exits(0).says("in no document");
    assert!(
        reverted.stdout.contains("AWS-DefaultPatchBaseline")
            && reverted.stdout.contains("take group `extra`"),
        "{reverted:#?}"
    );
    env.run_alone(&["baseline", "diff", "--prune", "-f", old.to_str().unwrap()])
        .exits(3);
    let pruned = apply(&old, &["--prune"]).exits(0);
    assert!(
        pruned.stdout.contains("delete baseline prod-rhel"),
        "{pruned:#?}"
    );
    assert_eq!(
        env.run_alone(&["baseline", "export", "--all"])
            .exits(0)
            .stdout,
        before
    );
}

#[test]
fn what_cannot_be_finished_is_refused_before_it_is_begun() {
    let env = TestEnv::example();
    let wrong = env.file(
        "wrong.yaml",
        "name: AWS-UbuntuDefaultPatchBaseline\noperating_system: DEBIAN\ndefault: true\n",
    );
    env.run_alone(&["baseline", "apply", "--yes", "-f", wrong.to_str().unwrap()])
        .exits(8)
        .says("AWS has no baseline called AWS-UbuntuDefaultPatchBaseline for DEBIAN");
    let many: Vec<String> = (0..48)
        .map(|number| format!("name: many-{number}\noperating_system: SUSE\n"))
        .collect();
    let many = env.file("many.yaml", &many.join("---\n"));
    env.run_alone(&["baseline", "apply", "--yes", "-f", many.to_str().unwrap()])
        .exits(8)
        .says("AWS allows 50");
    env.run_alone(&[
        "baseline",
        "create",
        "odd",
        "--os",
        "windows",
        "--group",
        "production",
        "--yes",
    ])
    .exits(8)
    .says("uses production-windows");
    env.run_alone(&[
        "baseline",
        "update",
        "production-windows",
        "--rename",
        "quick-setup-policy",
        "--dry-run",
    ])
    .exits(0);
    env.run_alone(&[
        "baseline", "create", "other", "--os", "windows", "--rule", "after=1", "--yes",
    ])
    .exits(0);
    env.run_alone(&[
        "baseline",
        "update",
        "other",
        "--rename",
        "production-windows",
        "--yes",
    ])
    .exits(8)
    .says("this name and operating system already");
    let mine = env.file("mine.yaml", MINE);
    let mine = mine.to_str().unwrap();
    let twice = env
        .run_alone(&[
            "baseline", "apply", "--yes", "-f", mine, "-f", mine, "-o", "json",
        ])
        .exits(0)
        .json();
    assert_eq!(texts(&twice, "step"), ["create", "register-group"]);
    let value = env.file("value.yaml", "name: first\noperating_system: SUSE\n---\nname: value\noperating_system: RHEL\napproval_rules:\n  - filters:\n      CLASSIFICATION: [Bugfix, security]\n    approve_after_days: 1\n");
    let value = value.to_str().unwrap();
    env.run_alone(&["baseline", "apply", "--yes", "-f", value])
        .exits(2)
        .says("value.yaml:8:32")
        .says("did you mean `Security`?");
    for command in [
        &["lint"][..],
        &["diff", "-f"],
        &["apply", "--dry-run", "--offline-values", "-f"],
    ] {
        let code = if command[0] == "lint" { 3 } else { 2 };
        env.run_alone(&[&["baseline"], command, &[value]].concat())
            .exits(code)
            .says("value.yaml` has 1 mistake")
            .says("has no value `security`");
    }
    let far = env.file(
        "far.yaml",
        "name: far\noperating_system: SUSE\nregions: [us-esat-1]\n",
    );
    let far = far.to_str().unwrap();
    env.run_alone(&["baseline", "diff", "-f", far])
        .exits(0)
        .says("did you mean `us-east-1`?")
        .says("not for the accounts and Regions");
    env.run_alone(&["baseline", "lint", "--strict", "-f", far])
        .exits(3)
        .says("us-esat-1");
    let new = env.file("new.yaml", "name: new-one\noperating_system: AMAZON_LINUX_2\napproval_rules: [{filters: {CLASSIFICATION: [Security]}, approve_after_days: 0}]\n");
    let preview = env.json_alone(&[
        "baseline",
        "preview",
        "new-one",
        "-f",
        new.to_str().unwrap(),
    ]);
    assert!(
        texts(&preview, "change")
            .iter()
            .all(|change| *change == "NEWLY_APPROVED"),
        "{preview}"
    );
}

/// The doubts of a document as `lint` has them, and as `diff` and `apply` warn of them.
#[test]
fn lint_diff_and_apply_say_the_same_of_a_document() {
    let env = TestEnv::example();
    let file = env.file(
        "doubtful.yaml",
        "name: ops-oracle\noperating_system: ORACLE_LINUX\napproval_rules:\n  - filters: {PRODUCT: [OracleLinux99]}\n    approve_after_days: 7\n  - filters: {PRODUCT: [OracleLinux99]}\n    approve_after_days: 9\n---\nname: ops-windows\noperating_system: WINDOWS\ndefault: true\napproval_rules:\n  - filters: {PRODUCT: ['Office 2016']}\n    approve_after_days: 0\nrejected_patches: ['5040430']\n",
    );
    let file = file.to_str().unwrap();
    let lint = env.json_alone(&["baseline", "lint", file]);
    let said = texts(&lint, "message");
    assert_eq!(
        texts(&lint, "kind"),
        ["DOUBT", "UNCHECKED", "UNCHECKED", "DOUBT", "DOUBT", "DOUBT"]
    );

    for command in [&["diff", "-f"][..], &["apply", "--dry-run", "-f"]] {
        let ran = env.run_alone(&[&["baseline"], command, &[file]].concat());
        let warnings = ran
            .stderr
            .lines()
            .filter(|line| line.starts_with("warning: "));
        assert_eq!(warnings.clone().count(), said.len(), "{}", ran.stderr);
        for (warning, message) in warnings.zip(&said) {
            assert!(warning.contains(message), "{warning}\n{message}");
        }
    }
}
