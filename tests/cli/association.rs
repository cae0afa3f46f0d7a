//! Associations while others change them too, answers get lost, and nodes do not do what they
//! should.

use std::process::{Child, Output, Stdio};
use std::time::Duration;

use serde_json::Value;

use crate::support::{Ran, TestEnv};

/// A scan that waits for its time, so that nothing runs but what a test asks for.
const SCAN: [&str; 12] = [
    "association",
    "create",
    "scan-daily",
    "--operation",
    "scan",
    "--document",
    "AWS-RunPatchBaseline",
    "--schedule",
    "cron(0 15 * * ? *)",
    "--wait",
    "--tag",
    "Patch Group=web",
];

fn with_scan() -> TestEnv {
    let env = TestEnv::example();
    let mut args = SCAN.to_vec();
    args.push("--yes");
    env.run_alone(&args).exits(0);
    env
}

fn shown(env: &TestEnv) -> Value {
    env.json_alone(&["association", "show", "scan-daily"])["item"].clone()
}

fn named(env: &TestEnv, name: &str) -> usize {
    let listed = env.json_alone(&["association", "list"]);
    let items = listed["items"].as_array().unwrap();
    items.iter().filter(|item| item["name"] == name).count()
}

fn outcomes(ran: &Ran) -> Vec<String> {
    let document = ran.json();
    let items = document["items"].as_array().unwrap();
    items
        .iter()
        .map(|item| item["outcome"].as_str().unwrap().to_owned())
        .collect()
}

/// Begins a command and waits until it stands in the call that is slow; from then on no call is.
fn begun(env: &TestEnv, slow: &str, args: &[&str]) -> Child {
    env.play(&format!(
        "- {{kind: latency, operation: {slow}, milliseconds: 4000}}\n"
    ));
    let child = env
        .command(args)
        .env_remove("PATCHCTL_PROFILE")
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    std::thread::sleep(Duration::from_millis(1500));
    env.play("[]\n");
    child
}

fn ended(child: Child) -> (Option<i32>, String, String) {
    let Output {
        status,
        stdout,
        stderr,
    } = child.wait_with_output().unwrap();
    let text = |bytes| String::from_utf8(bytes).unwrap();
    (status.code(), text(stdout), text(stderr))
}

#[test]
fn what_somebody_else_changed_since_the_plan_is_not_written_over() {
    let env = with_scan();
    let update = ["association", "update", "scan-daily", "--max-errors", "7"];
    let update = [&update[..], &["--yes"]].concat();
    let other = ["association", "update", "scan-daily", "--schedule"];
    let other = [&other[..], &["cron(0 16 * * ? *)", "--yes"]].concat();

    // The plan looks at the nodes last, and the other one comes first meanwhile.
    let child = begun(&env, "DescribeInstanceInformation", &update);
    env.run_alone(&other).exits(0);
    let (code, _, stderr) = ended(child);
    assert_eq!(code, Some(8), "{stderr}");
    assert!(
        stderr.contains("the association was changed in between, since the plan was made"),
        "{stderr}"
    );
    let now = shown(&env);
    assert_eq!(now["schedule"], "cron(0 16 * * ? *)");
    assert_eq!(now["definition"]["max_errors"], "2%");

    let child = begun(&env, "DescribeInstanceInformation", &update);
    env.run_alone(&["association", "delete", "scan-daily", "--yes"])
        .exits(0);
    let (code, _, stderr) = ended(child);
    assert_eq!(code, Some(8), "{stderr}");
    assert!(stderr.contains("deleted in between"), "{stderr}");
    assert_eq!(named(&env, "scan-daily"), 0);

    // A name that was free when the plan was made.
    let mut create = SCAN.to_vec();
    create.push("--yes");
    let child = begun(&env, "DescribeInstanceInformation", &create);
    env.run_alone(&create).exits(0);
    let (code, _, stderr) = ended(child);
    assert_eq!(code, Some(8), "{stderr}");
    assert!(stderr.contains("was made in between"), "{stderr}");
    assert_eq!(named(&env, "scan-daily"), 1);
}

#[test]
fn answers_that_are_lost_are_looked_up_and_nothing_is_done_twice() {
    let env = TestEnv::example();
    let mut create = SCAN.to_vec();
    create.extend(["--yes", "-o", "json"]);
    env.play("- {kind: lost_answer, operation: CreateAssociation}\n");
    let created = env.run_alone(&create).exits(0);
    assert_eq!(outcomes(&created), ["DONE"]);
    assert_eq!(named(&env, "scan-daily"), 1);

    // The second attempt finds another version than the one that was meant.
    let update = ["association", "update", "scan-daily", "--max-errors", "7"];
    let update = [&update[..], &["--yes"]].concat();
    env.play("- {kind: lost_answer, operation: UpdateAssociation}\n");
    env.run_alone(&update).exits(0);
    let now = shown(&env);
    assert_eq!(
        (&now["version"], &now["definition"]["max_errors"]),
        (&"2".into(), &"7".into())
    );

    env.play("- {kind: lost_answer, operation: StartAssociationsOnce}\n");
    env.run_alone(&["association", "run", "scan-daily", "--yes"])
        .exits(0);
    let ran = env.json_alone(&["association", "executions", "scan-daily"]);
    assert_eq!(ran["items"].as_array().unwrap().len(), 1, "{ran}");

    env.play("- {kind: lost_answer, operation: DeleteAssociation}\n");
    env.run_alone(&["association", "delete", "scan-daily", "--yes"])
        .exits(0);
    env.play("[]\n");
    assert_eq!(named(&env, "scan-daily"), 0);
}

#[test]
fn what_nobody_knows_is_called_so() {
    let env = TestEnv::example();
    let mut create = SCAN.to_vec();
    create.extend(["--yes", "-o", "json"]);
    env.play("- {kind: http_500, operation: CreateAssociation}\n");
    let open = env
        .run_alone(&create)
        .exits(1)
        .says("not known whether an association scan-daily was created")
        .says("to find out: patchctl association show scan-daily --region us-east-1");
    assert_eq!(outcomes(&open), ["NOT_KNOWN"]);

    env.play("[]\n");
    env.run_alone(&create).exits(0);
    env.play("- {kind: http_500, operation: StartAssociationsOnce}\n");
    env.run_alone(&["association", "run", "scan-daily", "--yes"])
        .exits(1)
        .says("not known whether the association was started");
    // AWS said no: that is known.
    env.play("- {kind: access_denied, operation: StartAssociationsOnce}\n");
    let refused = env
        .run_alone(&["association", "run", "scan-daily", "--yes"])
        .exits(1)
        .says("the identity needs the IAM action ssm:StartAssociationsOnce");
    assert!(!refused.stderr.contains("not known"), "{refused:?}");
}

#[test]
fn a_run_goes_on_when_its_association_is_deleted_and_its_commands_tell_the_rest() {
    let env = with_scan();
    let run = ["association", "run", "scan-daily", "--yes"];
    let child = begun(&env, "ListCommandInvocations", &run);
    env.run_alone(&["association", "delete", "scan-daily", "--yes"])
        .exits(0);
    let (code, stdout, stderr) = ended(child);
    assert_eq!(code, Some(0), "{stderr}");
    assert_eq!(stdout.matches("SUCCEEDED").count(), 3, "{stdout}");
}

#[test]
fn nodes_without_a_report_are_not_done() {
    let env = with_scan();
    let run = ["association", "run", "scan-daily", "--yes", "-o", "json"];
    env.play("- {kind: access_denied, operation: DescribeInstancePatchStates}\n");
    let ran = env.run_alone(&run).exits(5);
    assert_eq!(outcomes(&ran), ["UNVERIFIED"; 3]);
    let document = ran.json();
    let reason = document["items"][0]["reason"].as_str().unwrap();
    assert!(
        reason.contains("could not be read") && reason.contains("ssm:DescribeInstancePatchStates"),
        "{reason}"
    );
    env.play("[]\n");
    let late = [&run[..], &["--timeout", "5s"]].concat();
    env.run_alone(&late)
        .exits(7)
        .says("it still runs at the deadline");
}

#[test]
fn an_association_for_no_node_is_not_run() {
    let env = TestEnv::example();
    let mut create = SCAN.to_vec();
    create[11] = "env=nosuch";
    create.push("--yes");
    env.run_alone(&create)
        .exits(0)
        .says("its targets mean no managed node now: nothing is patched");
    env.run_alone(&["association", "run", "scan-daily", "--yes"])
        .exits(8)
        .says("scan-daily is for no managed node now (tag env=nosuch)");
}

#[test]
fn several_baselines_with_the_tags_are_told_before_and_end_the_nodes() {
    let env = TestEnv::example();
    for name in ["one", "two"] {
        let create = ["baseline", "create", name, "--os", "al2023", "--tag"];
        let rule = ["Env=prod", "--rule", "CLASSIFICATION=Security;after=1"];
        env.run_alone(&[&create[..], &rule, &["--yes"]].concat())
            .exits(0);
    }
    let create = [
        "association",
        "create",
        "scan-tagged",
        "--operation",
        "scan",
    ];
    let nodes = ["--instance-ids", "i-0a1b2c3d4e5f60001,i-0a1b2c3d4e5f60002"];
    let when = ["--schedule", "cron(0 15 * * ? *)", "--wait", "--yes"];
    let tags = ["--baseline-tags", "Key=Env,Values=test,prod"];
    env.run_alone(&[&create[..], &nodes, &when, &tags].concat())
        .exits(0)
        .says("2 baselines for AMAZON_LINUX_2023 are tagged Key=Env,Values=test,prod")
        .says("nodes with it end with exit code 142");
    env.run_alone(&["association", "run", "scan-tagged", "--yes", "-o", "json"])
        .exits(6)
        .says("142");

    // With one of them the nodes have their baseline.
    let update = ["association", "update", "scan-tagged", "--baseline-tags"];
    env.run_alone(&["baseline", "delete", "two", "--yes"])
        .exits(0);
    env.run_alone(&[&update[..], &["Key=Env,Values=prod", "--yes"]].concat())
        .exits(0)
        .says("nodes with AMAZON_LINUX_2023 use the baseline one (pb-");
    env.run_alone(&["association", "run", "scan-tagged", "--yes"])
        .exits(0);
}

#[test]
fn a_list_that_could_not_be_read_whole_is_incomplete() {
    let env = with_scan();
    env.play("- {kind: access_denied, operation: DescribeAssociation}\n");
    env.run_alone(&["association", "list"])
        .exits(5)
        .says("ssm:DescribeAssociation");
    env.run_alone(&[
        "association",
        "update",
        "scan-daily",
        "--max-errors",
        "3",
        "--yes",
    ])
    .exits(1)
    .says("ssm:DescribeAssociation");
}

/// Two runs of one moment would cut each other off.
#[test]
fn nothing_is_started_on_nodes_that_something_else_patches() {
    let env = with_scan();
    let scan = ["patch-now", "scan", "--node", "i-0a1b2c3d4e5f60001"];
    env.run_alone(&[&scan[..], &["--no-wait", "--yes"]].concat())
        .exits(0);
    env.run_alone(&["association", "run", "scan-daily", "--yes"])
        .exits(8)
        .says("something else patches nodes of it now: AWS-RunPatchBaseline");
    env.run_alone(&["association", "run", "scan-daily", "--dry-run"])
        .exits(0)
        .says("this would be refused now");
}

/// What flags do not name stays, and what would go away or come along unsaid is asked for.
#[test]
fn flags_change_nothing_that_they_do_not_name() {
    let env = with_scan();
    let update = |more: &[&str]| {
        let args = ["association", "update", "scan-daily", "--yes"];
        env.run_alone(&[&args, more].concat())
    };
    update(&["--offset", "2"]).exits(0);
    assert_eq!(shown(&env)["definition"]["offset"], 2);

    let other = ["--schedule", "cron(0 9 ? * TUE#2 *)"];
    let ran = update(&other).exits(2);
    ran.says("--offset 2 keeps it, --offset 0 takes it away");
    update(&[&other[..], &["--offset", "2"]].concat()).exits(0);
    assert_eq!(shown(&env)["definition"]["offset"], 2);

    // A rate would run at once, which this one was told not to do.
    let rate = ["--schedule", "rate(1 day)", "--offset", "0"];
    let ran = update(&rate).exits(2);
    ran.says("--at-once: with a rate it always runs at once");
    update(&[&rate[..], &["--at-once"]].concat()).exits(0);
    assert_eq!(shown(&env)["definition"]["offset"], Value::Null);

    // Nothing that is given is passed over.
    let ran = update(&["--timezone", "Europe/Berlin"]).exits(2);
    ran.says("--timezone: an association runs in UTC and takes no zone");
}

/// Mistakes of options are told in the words of the options, and all at once.
#[test]
fn mistakes_of_options_name_the_options() {
    let env = TestEnv::example();
    let args = [
        "association",
        "create",
        "x",
        "--operation",
        "install",
        "--node",
        "mi-0123456789abcdef0",
        "--max-errors",
        "many",
        "--duration",
        "30",
        "--at-once",
        "--schedule",
        "cron(0 2 * * ? *)",
        "--yes",
    ];
    let mut ran = env.run_alone(&args).exits(2);
    for part in ["--reboot if-needed", "--node: ", "--max-errors: ", "--wait"] {
        ran = ran.says(part);
    }
    for word in ["reboot_option", "at_once", "targets"] {
        assert!(!ran.stderr.contains(word), "{word} in {}", ran.stderr);
    }
}
