//! `audit`: what others did, as a fleet file tells it, and what was done here, each thing once.

use serde_json::Value;

use super::support::{Ran, TestEnv};

const WEB: &str = "i-0a1b2c3d4e5f60001";

/// Calls of others; the truth that the rows are compared with.
const FLEET: &str = r#"
fleet: trail
regions: [us-east-1]
accounts:
  - {id: "111122223333", name: management, email: a@example.com, management: true}
trail:
  - {account: management, region: us-east-1, at: -6d, event: CreatePatchBaseline, who: "arn:aws:iam::111122223333:user/ops/alice", request: {name: web}, response: {baselineId: pb-0123456789abcdef0}}
  - {account: management, region: us-east-1, at: -5d, event: UpdateConfigurationDefinition, service: ssm-quicksetup, who: "arn:aws:sts::111122223333:assumed-role/Admin/bob", invoked_by: cloudformation.amazonaws.com, request: {managerArn: "arn:aws:ssm-quicksetup:us-east-1:111122223333:configuration-manager/m-1"}}
  - {account: management, region: us-east-1, at: -4d, event: SendCommand, who: "arn:aws:sts::111122223333:assumed-role/CI/build-7", request: {documentName: AWS-RunPatchBaseline, targets: [{key: "tag:env", values: [prod]}], parameters: HIDDEN_DUE_TO_SECURITY_REASONS}, response: {command: {commandId: c-1}}}
  - {account: management, region: us-east-1, at: -3d, event: SendCommand, who: "arn:aws:iam::111122223333:user/eve", request: {documentName: AWS-RunShellScript, instanceIds: [i-0a1b2c3d4e5f60001]}}
  - {account: management, region: us-east-1, at: -2d, event: DeletePatchBaseline, who: "arn:aws:iam::111122223333:root", request: {baselineId: pb-0123456789abcdef0}, error: AccessDenied, message: "not you"}
  - {account: management, region: us-east-1, at: -1d, event: CreateTags, service: ec2, who: "arn:aws:iam::111122223333:user/eve", request: {resourcesSet: {items: [{resourceId: i-0a1b2c3d4e5f60001}]}, tagSet: {items: [{key: PatchGroup, value: web}]}}}
  - {account: management, region: us-east-1, at: -3m, event: DeletePatchBaseline, who: "arn:aws:iam::111122223333:user/late", request: {baselineId: pb-0123456789abcdef0}}
"#;

fn rows(ran: &Ran) -> Vec<Value> {
    ran.json()["items"].as_array().unwrap().clone()
}

/// The rows of an audit of the one account.
#[track_caller]
fn audit(env: &TestEnv, args: &[&str]) -> Vec<Value> {
    let mut all = vec!["audit", "-o", "json"];
    all.extend(args);
    rows(&env.run_alone(&all).exits(0))
}

fn told(rows: &[Value], members: &[&str]) -> Vec<String> {
    let told = rows.iter().map(|row| {
        let values = members.iter().map(|name| match &row[*name] {
            Value::String(text) => text.clone(),
            other => other.to_string(),
        });
        values.collect::<Vec<_>>().join(" ")
    });
    told.collect()
}

#[test]
fn what_others_did_is_told_in_the_order_of_time() {
    let env = TestEnv::fleet(FLEET);
    let found = audit(&env, &[]);
    assert_eq!(
        told(&found, &["at", "who", "what", "outcome"]),
        [
            "2026-11-15T12:00:00Z alice CreatePatchBaseline done",
            "2026-11-16T12:00:00Z Admin/bob UpdateConfigurationDefinition done",
            "2026-11-17T12:00:00Z CI/build-7 SendCommand AWS-RunPatchBaseline done",
            "2026-11-19T12:00:00Z root DeletePatchBaseline refused",
            "2026-11-20T12:00:00Z eve CreateTags PatchGroup=web done",
        ]
    );
    let on: Vec<&Value> = found.iter().map(|row| &row["on"]).collect();
    assert_eq!(
        serde_json::to_string(&on).unwrap(),
        r#"[["web","pb-0123456789abcdef0"],["arn:aws:ssm-quicksetup:us-east-1:111122223333:configuration-manager/m-1"],["tag:env=prod"],["pb-0123456789abcdef0"],["i-0a1b2c3d4e5f60001"]]"#
    );
    assert_eq!(found[0]["arn"], "arn:aws:iam::111122223333:user/ops/alice");
    assert_eq!(found[1]["invoked_by"], "cloudformation.amazonaws.com");
    // The operation is hidden, and so it may be either.
    assert_eq!(found[2]["kinds"], serde_json::json!(["patch", "scan"]));
    assert_eq!(found[3]["error"], "AccessDenied: not you");

    // Of what is left out the number is told, and that the newest is not there yet.
    let ran = env.run_alone(&["audit"]).exits(0);
    let ran = ran
        .says("1 call left out")
        .says("CloudTrail is about 5 to 15 minutes late");
    assert!(!ran.stdout.contains("late"), "{ran:?}");
    let _there = env.run(&["sandbox", "advance", "2m"]).exits(0);
    let found = audit(&env, &["--who", "LATE"]);
    assert_eq!(told(&found, &["who", "what"]), ["late DeletePatchBaseline"]);
}

#[test]
fn it_is_filtered_by_what_who_when_and_node() {
    let env = TestEnv::fleet(FLEET);
    for (args, expected) in [
        (&["--what", "baseline"][..], vec!["alice", "root"]),
        (&["--what", "scan"], vec!["CI/build-7"]),
        (&["--what", "policy,tag"], vec!["Admin/bob", "eve"]),
        (&["--what", "deletepatchbaseline"], vec!["root"]),
        (&["--who", "assumed-role/ci"], vec!["CI/build-7"]),
        (&["--who", "cloudformation"], vec!["Admin/bob"]),
        (
            &[
                "--since",
                "2026-11-17T12:00Z",
                "--until",
                "2026-11-19T12:00Z",
            ],
            vec!["CI/build-7"],
        ),
        (&["--until", "5d"], vec!["alice"]),
        (&["--node", WEB], vec!["eve"]),
        (&["--node", "i-0000000000000000f"], vec![]),
    ] {
        let found = audit(&env, args);
        assert_eq!(told(&found, &["who"]), expected, "{args:?}");
    }
    let ran = env.run_alone(&["audit", "--node", WEB]).exits(0);
    let _said = ran.says("4 rows left out that name none of these nodes");
    let ran = env
        .run_alone(&["audit", "--who", "nobody", "--what", "group"])
        .exits(0);
    let _said = ran
        .says("nothing was found from 2026-11-14T12:00:00Z to 2026-11-21T12:00:00Z in CloudTrail");
    let ran = env.run_alone(&["audit", "--since", "200d"]).exits(0);
    let _said = ran
        .says("CloudTrail shows 90 days")
        .says("Run Command keeps 30 days");
    for bad in ["14:00", "soon", "2026-11"] {
        let _refused = env.run_alone(&["audit", "--since", bad]).exits(2);
    }
    let _refused = env.run_alone(&["audit", "--until", "8d"]).exits(2);
}

#[test]
fn all_pages_are_read() {
    let line = |number: usize| {
        format!(
            "  - {{account: management, region: us-east-1, at: -{number}m, event: CreatePatchBaseline, who: \"arn:aws:iam::111122223333:user/u{number}\"}}\n"
        )
    };
    let (head, _) = FLEET.split_once("  - {account").unwrap();
    let fleet: String = std::iter::once(head.to_owned())
        .chain((10..141).map(line))
        .collect();
    let env = TestEnv::fleet(&fleet);
    let found = audit(&env, &["--what", "baseline"]);
    assert_eq!(found.len(), 131);
    assert_eq!(
        (&found[0]["who"], &found[130]["who"]),
        (&"u140".into(), &"u10".into())
    );
}

#[test]
fn a_command_its_call_and_its_receipt_are_one_row() {
    let env = TestEnv::example();
    let run = |name: &str, reason: &str| {
        let args = [
            "patch-now",
            "scan",
            "--node",
            WEB,
            "--run-name",
            name,
            "--reason",
            reason,
            "--yes",
            "-q",
        ];
        env.run_alone(&args)
    };
    let _done = run("first", "a look").exits(0);
    // CloudTrail is late, and Run Command is not.
    let args = ["--what", "scan", "--since", "1h", "--node", WEB];
    let found = audit(&env, &args);
    let members = ["who", "what", "run", "reason", "outcome", "sources"];
    assert_eq!(
        told(&found, &members),
        ["sandbox scan first a look Success [\"receipt\",\"run-command\"]"]
    );
    assert_eq!(found[0]["event_id"], Value::Null);

    let _later = env.run(&["sandbox", "advance", "6m"]).exits(0);
    let found = audit(&env, &args);
    assert_eq!(
        told(&found, &members),
        ["sandbox scan first a look Success [\"cloudtrail\",\"receipt\",\"run-command\"]"]
    );
    assert_eq!(found[0]["source_ip"], "127.0.0.1");
    assert_eq!(found[0]["on"], serde_json::json!([WEB]));

    // Run Command forgets after 30 days, CloudTrail after 90, and the receipt does not.
    for (advance, since, sources) in [
        ("40d", "60d", "[\"cloudtrail\",\"receipt\"]"),
        ("60d", "120d", "[\"receipt\"]"),
    ] {
        let _later = env.run(&["sandbox", "advance", advance]).exits(0);
        let found = audit(
            &env,
            &[
                "--what",
                "SendCommand",
                "--since",
                since,
                "--who",
                "user/sandbox",
            ],
        );
        assert_eq!(
            told(&found, &["run", "reason", "sources"]),
            [format!("first a look {sources}")]
        );
    }
}

#[test]
fn another_machine_knows_the_run_by_its_comment() {
    let env = TestEnv::example();
    let args = [
        "patch-now",
        "scan",
        "--node",
        WEB,
        "--run-name",
        "elsewhere",
        "--reason",
        "r",
        "--yes",
        "-q",
    ];
    let _done = env.run_alone(&args).exits(0);
    let _later = env.run(&["sandbox", "advance", "6m"]).exits(0);
    std::fs::remove_dir_all(env.sandbox().join("runs")).unwrap();
    let found = audit(&env, &["--what", "scan", "--since", "1h"]);
    assert_eq!(
        told(&found, &["who", "run", "reason", "sources"]),
        ["sandbox elsewhere null [\"cloudtrail\",\"run-command\"]"]
    );
}

#[test]
fn a_role_is_told_from_a_user_and_accounts_apart() {
    let env = TestEnv::example();
    let role = [
        "patch-now",
        "scan",
        "--role-name",
        "PatchctlReader",
        "--accounts",
        "444455556666",
        "--node",
        "i-0d1b2c3d4e5f60001",
        "--region",
        "us-east-1",
        "--run-name",
        "by-role",
        "--yes",
        "-q",
        "--skip-unable",
    ];
    let ran = env.run_alone(&role);
    assert!(ran.code == 0 || ran.code == 6, "{ran:?}");
    let user = [
        "patch-now",
        "scan",
        "--node",
        WEB,
        "--run-name",
        "by-user",
        "--yes",
        "-q",
        "--profile",
        "management",
    ];
    let _done = env.run_alone(&user).exits(0);
    let _later = env.run(&["sandbox", "advance", "6m"]).exits(0);

    let ran = env
        .run(&["audit", "--what", "scan", "--since", "2h", "-o", "json"])
        .exits(0);
    let found = rows(&ran);
    let by = |run: &str| {
        let row = found.iter().find(|row| row["run"] == run).unwrap();
        (
            row["account"].clone(),
            row["arn"].as_str().unwrap().to_owned(),
        )
    };
    assert_eq!(
        by("by-user"),
        (
            "111122223333".into(),
            "arn:aws:iam::111122223333:user/sandbox".to_owned()
        )
    );
    let (account, arn) = by("by-role");
    assert_eq!(account, "444455556666");
    assert!(
        arn.starts_with("arn:aws:sts::444455556666:assumed-role/PatchctlReader/"),
        "{arn}"
    );
}

#[test]
fn a_refused_command_is_one_row_that_says_so() {
    let env = TestEnv::example();
    env.play("- {kind: access_denied, operation: SendCommand}\n");
    let args = [
        "patch-now",
        "scan",
        "--node",
        WEB,
        "--run-name",
        "refused",
        "--reason",
        "why not",
        "--yes",
        "-q",
    ];
    let ran = env.run_alone(&args);
    assert_ne!(ran.code, 0, "{ran:?}");
    env.play("[]\n");
    let _later = env.run(&["sandbox", "advance", "6m"]).exits(0);
    let found = audit(&env, &["--since", "1h"]);
    assert_eq!(
        told(&found, &["who", "what", "run", "outcome", "event"]),
        ["sandbox SendCommand AWS-RunPatchBaseline refused refused SendCommand"]
    );
    assert!(
        found[0]["error"]
            .as_str()
            .unwrap()
            .starts_with("AccessDenied: User: ")
    );
    let shown = env.run_alone(&["audit", "--since", "1h"]).exits(0);
    assert!(
        shown.stdout.contains("(refused: AccessDenied)"),
        "{shown:?}"
    );
}

#[test]
fn what_is_cancelled_belongs_to_its_run() {
    let env = TestEnv::example();
    let args = [
        "patch-now",
        "install",
        "--node",
        WEB,
        "--reboot",
        "never",
        "--run-name",
        "going",
        "--reason",
        "r",
        "--no-wait",
        "--yes",
        "-q",
    ];
    let _sent = env.run_alone(&args).exits(0);
    let ran = env.run_alone(&["patch-now", "cancel", "going", "--yes", "-q"]);
    let _later = env.run(&["sandbox", "advance", "6m"]).exits(0);
    let found = audit(&env, &["--since", "1h", "--what", "CancelCommand"]);
    assert_eq!(
        told(&found, &["event", "run", "reason", "kinds"]),
        ["CancelCommand going r [\"patch\"]"],
        "{ran:?}"
    );
}

#[test]
fn executions_are_told_with_their_nodes_and_without_their_commands() {
    let env = TestEnv::example();
    let association = [
        "association",
        "create",
        "look",
        "--document",
        "AWS-RunPatchBaseline",
        "--operation",
        "scan",
        "--node",
        WEB,
        "--schedule",
        "rate(1 day)",
        "--yes",
        "-q",
    ];
    let _made = env.run_alone(&association).exits(0);
    let window = [
        "window",
        "create",
        "nightly",
        "--schedule",
        "cron(0 2 * * ? *)",
        "--duration",
        "2",
        "--cutoff",
        "0",
        "--node",
        WEB,
        "--operation",
        "install",
        "--reboot",
        "never",
        "--max-concurrency",
        "1",
        "--max-errors",
        "0",
        "--yes",
        "-q",
    ];
    let _made = env.run_alone(&window).exits(0);
    let _later = env.run(&["sandbox", "advance", "30h"]).exits(0);

    let found = audit(
        &env,
        &["--node", WEB, "--since", "2d", "--what", "patch,scan"],
    );
    assert_eq!(
        told(&found, &["at", "who", "what", "on"]),
        [
            "2026-11-21T12:00:00Z association look scan [\"i-0a1b2c3d4e5f60001\"]",
            "2026-11-22T02:00:00Z window nightly install, no reboot [\"i-0a1b2c3d4e5f60001\"]",
            "2026-11-22T12:00:00Z association look scan [\"i-0a1b2c3d4e5f60001\"]",
        ]
    );
    let ran = env
        .run_alone(&["audit", "--since", "2d", "--what", "window"])
        .exits(0);
    let _said = ran.says("what associations and windows did is told by their executions");

    // Who made them is in CloudTrail.
    let found = audit(
        &env,
        &["--since", "2d", "--what", "window", "--who", "user/sandbox"],
    );
    assert_eq!(
        told(&found, &["event"]),
        [
            "CreateMaintenanceWindow",
            "RegisterTargetWithMaintenanceWindow",
            "RegisterTaskWithMaintenanceWindow"
        ]
    );
}

#[test]
fn what_cannot_be_read_is_named_and_the_rest_is_told() {
    let env = TestEnv::example();
    let args = [
        "patch-now",
        "scan",
        "--node",
        WEB,
        "--run-name",
        "seen",
        "--reason",
        "r",
        "--yes",
        "-q",
    ];
    let _done = env.run_alone(&args).exits(0);
    let _later = env.run(&["sandbox", "advance", "6m"]).exits(0);
    for (operation, iam, left) in [
        (
            "LookupEvents",
            "cloudtrail:LookupEvents",
            "[\"receipt\",\"run-command\"]",
        ),
        (
            "ListCommands",
            "ssm:ListCommands",
            "[\"cloudtrail\",\"receipt\"]",
        ),
        (
            "ListAssociations",
            "ssm:ListAssociations",
            "[\"cloudtrail\",\"receipt\",\"run-command\"]",
        ),
        (
            "DescribeMaintenanceWindows",
            "ssm:DescribeMaintenanceWindows",
            "[\"cloudtrail\",\"receipt\",\"run-command\"]",
        ),
    ] {
        env.play(&format!(
            "- {{kind: access_denied, operation: {operation}}}\n"
        ));
        let ran = env
            .run_alone(&["audit", "--since", "1h", "-o", "json"])
            .exits(5)
            .says(iam);
        let found = rows(&ran);
        assert_eq!(
            told(&found, &["run", "sources"]),
            [format!("seen {left}")],
            "{operation}"
        );
        assert_eq!(
            ran.json()["unreadable"].as_array().unwrap().len(),
            1,
            "{operation}"
        );
    }

    // Where nothing was found because nothing could be read, that is what is said.
    env.play("- {kind: access_denied, operation: LookupEvents}\n");
    let ran = env
        .run_alone(&["audit", "--what", "baseline", "--since", "1h"])
        .exits(5);
    let ran = ran
        .says("nothing was found from")
        .says("where it could be read");
    assert!(ran.stdout.is_empty(), "{ran:?}");

    // A receipt that cannot be read is a reason that is not told.
    env.play("[]\n");
    std::fs::write(env.sandbox().join("runs/seen.json"), "{}").unwrap();
    let ran = env
        .run_alone(&["audit", "--since", "1h", "-o", "json"])
        .exits(5);
    assert_eq!(told(&rows(&ran), &["run", "reason"]), ["seen null"]);
}

#[test]
fn a_mistake_in_the_trail_of_a_fleet_file_has_its_line() {
    let env = TestEnv::empty();
    for (from, to, why) in [
        (
            "event: DeletePatchBaseline",
            "event: delete-it",
            "an event is called like an operation",
        ),
        ("user/eve", "group/eve", "write the ARN of a user"),
        ("service: ec2", "service: ec3", "`ec3` is none of"),
        ("at: -4d", "at: soon", "`soon` is not a time"),
        ("at: -4d", "at: -4d, when: now", "unknown field `when`"),
        (
            "region: us-east-1, at: -4d",
            "region: nowhere, at: -4d",
            "is not an AWS Region",
        ),
    ] {
        let text = FLEET.replace(from, to);
        assert_ne!(text, FLEET, "{from}");
        let file = env.file("fleet.yaml", &text);
        let ran = env
            .run(&["sandbox", "seed", "--fleet", file.to_str().unwrap()])
            .exits(2);
        let _said = ran.says(why).says("fleet.yaml:");
    }
}
