//! What `doctor` finds out from IAM, AWS Config and S3: who asks, the roles of nodes, log buckets.

use serde_json::Value;

use super::support::{Ran, TestEnv};

const FLEET: &str = r#"
fleet: access
regions: [us-east-1, eu-central-1]
organization: {id: o-abcdefghij, root: r-ab12}
accounts:
  - id: "111122223333"
    name: solo
    email: a@example.com
    management: true
    recorders:
      - {regions: [us-east-1]}
    roles:
      - {name: WebRole, deny: ["s3:PutObject"]}
      - {name: BareRole, deny: ["ssm:UpdateInstanceInformation"]}
  - id: "444455556666"
    name: other
    email: b@example.com
    recorders:
      - {regions: [us-east-1], types: ["AWS::EC2::Instance"]}
    roles:
      - {name: Auditor, path: /ops/, deny: ["ssm:SendCommand", "ssm:ListAssociations"]}
      - {name: Reader}
buckets:
  - {name: patch-logs, account: solo, region: eu-central-1}
catalogues:
  al2:
    os: AMAZON_LINUX_2
    platform_name: Amazon Linux
    platform_version: "2"
    product: AmazonLinux2
    image: 2025-01-01
    base: [bash-1-1.x86_64]
nodes:
  - {id: i-00000000000000001, account: solo, region: us-east-1, catalogue: al2, role: WebRole, instance_profile: true, scans: [{at: -1h}]}
  - {id: i-00000000000000002, account: solo, region: us-east-1, catalogue: al2, role: AppRole, instance_profile: true, scans: [{at: -1h}]}
  - {id: i-00000000000000003, account: solo, region: us-east-1, catalogue: al2, role: BareRole, managed: false, instance_profile: true}
  - {id: i-00000000000000004, account: solo, region: us-east-1, catalogue: al2, role: AppRole, managed: false, instance_profile: true}
  - {id: i-00000000000000005, account: other, region: us-east-1, catalogue: al2, scans: [{at: -1h}]}
  - {id: i-00000000000000006, account: solo, region: eu-central-1, catalogue: al2, scans: [{at: -1h}]}
"#;

fn of_rule(ran: &Ran, rule: &str) -> Vec<Value> {
    let items = ran.json()["items"].as_array().expect("items").clone();
    let mut items: Vec<Value> = items
        .into_iter()
        .filter(|item| item["rule"] == rule)
        .collect();
    items.sort_by_key(|item| item["finding"].to_string());
    items
}

fn text<'a>(item: &'a Value, key: &str) -> &'a str {
    item[key].as_str().expect("a text")
}

#[test]
fn the_role_of_an_instance_that_is_not_managed_is_looked_at() {
    let env = TestEnv::fleet(FLEET);
    let ran = env
        .run_alone(&["doctor", "i-00000000000000003", "-o", "json"])
        .exits(3);
    let found = of_rule(&ran, "node/not-managed");
    assert!(
        text(&found[0], "finding")
            .ends_with("its role BareRole may not ssm:UpdateInstanceInformation"),
        "{found:#?}"
    );
    assert!(
        text(&found[0], "fix").contains("attach-role-policy --role-name BareRole"),
        "{found:#?}"
    );
    // A role that may do all of it is not the reason.
    let ran = env.run_alone(&["doctor", "i-00000000000000004"]).exits(3);
    assert!(
        ran.stdout.contains("its agent does not run"),
        "{}",
        ran.stdout
    );
}

#[test]
fn config_is_looked_at_in_each_region_that_has_nodes() {
    let env = TestEnv::fleet(FLEET);
    let ran = env
        .run_alone(&["doctor", "--region", "us-east-1,eu-central-1", "-o", "json"])
        .exits(3);
    let found = of_rule(&ran, "account/not-recorded");
    assert_eq!(found.len(), 1, "{found:#?}");
    assert_eq!(text(&found[0], "region"), "eu-central-1");

    let role = ["--accounts", "444455556666", "--role-name", "Reader"];
    let ran = env
        .run_alone(&[&["doctor", "-o", "json"], &role[..]].concat())
        .exits(0);
    let found = of_rule(&ran, "account/not-recorded");
    let missing = "leaves out AWS::SSM::ManagedInstanceInventory, AWS::SSM::PatchCompliance";
    assert!(text(&found[0], "finding").contains(missing), "{found:#?}");
    // Who asks about one node does not ask about a dashboard.
    let ran = env
        .run_alone(&["doctor", "i-00000000000000005", "-o", "json"])
        .exits(2);
    assert!(ran.stderr.contains("i-00000000000000005"), "{}", ran.stderr);
}

#[test]
fn a_role_is_asked_about_with_its_path_and_what_it_may_not_is_told() {
    let env = TestEnv::fleet(FLEET);
    let role = ["--accounts", "444455556666", "--role-name", "ops/Auditor"];
    let ran = env
        .run_alone(&[&["doctor", "-o", "json"], &role[..]].concat())
        .exits(5);
    let callers = ran.json()["callers"].clone();
    assert!(
        text(&callers[0], "arn").contains("assumed-role/Auditor/"),
        "{callers}"
    );
    assert!(callers[0]["ends"].is_string(), "{callers}");
    let reads = of_rule(&ran, "caller/may-not-read");
    assert!(
        text(&reads[0], "evidence").ends_with("says no to ssm:ListAssociations"),
        "{reads:#?}"
    );
    let changes = of_rule(&ran, "caller/may-not-change");
    assert!(
        text(&changes[0], "evidence").ends_with("says no to ssm:SendCommand"),
        "{changes:#?}"
    );
    assert_eq!(text(&changes[0], "severity"), "note");

    // What is chosen must be allowed, and nothing else matters.
    let chosen = ["doctor", "--for", "patch-now", "install", "-o", "json"];
    env.run_alone(&[&chosen[..], &role].concat()).exits(2);
    let chosen = ["doctor", "--for", "patch-now install", "-o", "json"];
    let ran = env.run_alone(&[&chosen[..], &role].concat()).exits(3);
    let found = of_rule(&ran, "caller/may-not");
    assert_eq!(found.len(), 1, "{found:#?}");
    assert!(
        text(&found[0], "finding").ends_with("2 actions that patch-now install needs"),
        "{found:#?}"
    );
    let chosen = ["doctor", "--for", "baseline list,group list", "-o", "json"];
    let ran = env.run_alone(&[&chosen[..], &role].concat());
    assert_eq!(of_rule(&ran, "caller/may-not"), Vec::<Value>::new());
    env.run_alone(&["doctor", "--for", "baseline lst"])
        .exits(2)
        .says("did you mean `list`?");
}

/// The account's organization denies everything outside one Region, and a policy asks for MFA.
#[test]
fn conditions_are_given_what_a_call_has_and_what_nobody_knows_is_no_denial() {
    let region = r#""ssm:* unless aws:RequestedRegion=us-east-1""#;
    let mfa = r#""ssm:SendCommand unless aws:MultiFactorAuthPresent=true""#;
    let account = "    management: true\n    recorders:";
    let denied = format!("    management: true\n    deny: [{region}, {mfa}]\n    recorders:");
    assert!(FLEET.contains(account));
    let env = TestEnv::fleet(&FLEET.replace(account, &denied));

    // The Region that is allowed is no matter, and MFA is nobody's knowledge.
    let ran = env.run_alone(&["doctor", "-o", "json", "--for", "patch-now install"]);
    assert_eq!(of_rule(&ran, "caller/may-not"), Vec::<Value>::new());
    let depends = of_rule(&ran, "caller/depends");
    assert_eq!(depends.len(), 1, "{depends:#?}");
    assert_eq!(text(&depends[0], "severity"), "note");
    let evidence =
        "says no to ssm:SendCommand, with MissingContextValues aws:MultiFactorAuthPresent";
    assert!(
        text(&depends[0], "evidence").ends_with(evidence),
        "{depends:#?}"
    );
    // What is about no node has no id.
    let ids = ["doctor", "-o", "ids", "--for", "patch-now install"];
    let ids = env.run_alone(&ids).stdout;
    assert!(ids.starts_with("i-"), "{ids}");
    assert!(ids.lines().all(|id| id.starts_with("i-")), "{ids}");

    // Of what was chosen a maybe is no yes, and nothing was asked about buckets.
    let healthy = ["doctor", "i-00000000000000002", "--for"];
    env.run_alone(&[&healthy[..], &["patch-now install"]].concat())
        .exits(5)
        .says("IAM cannot tell whether it allows ssm:SendCommand");
    env.run_alone(&[&healthy[..], &["baseline list"]].concat())
        .exits(0);
    env.run_alone(&[&healthy[..], &["report run"]].concat())
        .says("not asked about, because it hangs on roles and buckets that nobody named: iam:PassRole, s3:ListBucket");

    // In another Region it is a denial of its own.
    let regions = ["--region", "us-east-1,eu-central-1"];
    let ran = env
        .run_alone(&[&["doctor", "-o", "json"], &regions[..]].concat())
        .exits(3);
    let denied = of_rule(&ran, "caller/may-not-read");
    assert_eq!(denied.len(), 1, "{denied:#?}");
    assert_eq!(text(&denied[0], "region"), "eu-central-1");
    assert!(text(&denied[0], "evidence").contains("ssm:DescribeInstanceInformation"));
}

/// Another Region that is named too takes nothing from what the first is told, nor from what the
/// second would be told alone.
#[test]
fn each_region_is_asked_about_what_was_chosen() {
    let denied = r#"    management: true
    deny: ["ssm:SendCommand unless aws:RequestedRegion=eu-central-1"]
    recorders:"#;
    let env = TestEnv::fleet(&FLEET.replace("    management: true\n    recorders:", denied));
    let ask = [
        "doctor",
        "i-00000000000000002",
        "--for",
        "patch-now install",
        "-o",
        "json",
    ];
    for regions in ["us-east-1", "us-east-1,eu-central-1"] {
        let ran = env.run_alone(&[&ask[..], &["--region", regions]].concat());
        let found = of_rule(&ran.exits(3), "caller/may-not");
        assert_eq!(found.len(), 1, "{regions}: {found:#?}");
        assert_eq!(text(&found[0], "region"), "us-east-1");
    }

    // One Region that IAM says nothing of.
    let calls = env.run_alone(&[&ask[..], &["--region", "eu-central-1,us-east-1"]].concat());
    let _whole = calls.exits(3);
    for after in [1, 4, 8] {
        env.play(&format!(
            "[{{kind: access_denied, operation: SimulatePrincipalPolicy, after: {after}}}]"
        ));
        let ran = env.run_alone(&[&ask[..], &["--region", "us-east-1,eu-central-1"]].concat());
        ran.says("SimulatePrincipalPolicy");
    }
}

/// From a sandbox nothing is to be typed that would be done to an account of AWS.
#[test]
fn a_line_of_the_aws_cli_is_none_to_paste_from_a_sandbox() {
    let env = TestEnv::fleet(FLEET);
    let ran = env
        .run_alone(&["doctor", "i-00000000000000003", "-o", "json"])
        .exits(3);
    let found = of_rule(&ran, "node/not-managed");
    let fix = text(&found[0], "fix");
    assert!(
        fix.starts_with("(at AWS) aws iam attach-role-policy"),
        "{fix}"
    );
    assert_eq!(found[0]["fix_is_command"], false);
}

#[test]
fn log_buckets_that_are_not_there_or_take_nothing_are_found() {
    let env = TestEnv::fleet(FLEET);
    // The one whose role may not leaves nothing there.
    let install = [
        "patch-now",
        "scan",
        "--node",
        "i-00000000000000001,i-00000000000000002",
    ];
    env.run_alone(
        &[
            &install[..],
            &["--output-s3", "s3://patch-logs/runs", "--yes"],
        ]
        .concat(),
    )
    .exits(0);
    let written = walk(&env.sandbox().join("s3/patch-logs"));
    assert!(
        written
            .iter()
            .any(|path| path.contains("i-00000000000000002")),
        "{written:#?}"
    );
    assert!(
        !written
            .iter()
            .any(|path| path.contains("i-00000000000000001")),
        "{written:#?}"
    );

    let create = |name: &str, bucket: &str| {
        let place = format!("s3://{bucket}/logs");
        let flags = [
            "--operation",
            "scan",
            "--all",
            "--schedule",
            "rate(1 day)",
            "--output-s3",
            &place,
            "--yes",
        ];
        env.run_alone(&[&["association", "create", name], &flags[..]].concat())
            .exits(0);
    };
    create("nightly", "patch-logs");
    create("weekly", "patch-lgos");
    let ran = env.run_alone(&["doctor", "-o", "json"]).exits(3);
    let found = of_rule(&ran, "account/log-bucket");
    let told: Vec<(&str, &str)> = found
        .iter()
        .map(|one| (text(one, "subject"), text(one, "finding")))
        .collect();
    assert_eq!(
        told,
        [
            (
                "patch-lgos",
                "the log bucket of weekly does not exist: what nodes print is lost but for its beginning"
            ),
            (
                "patch-logs",
                "the role of 1 node may not write into the log bucket of nightly"
            ),
        ]
    );
    assert!(
        text(&found[1], "evidence").contains("role/WebRole"),
        "{found:#?}"
    );
}

fn walk(folder: &std::path::Path) -> Vec<String> {
    let mut found = Vec::new();
    for entry in std::fs::read_dir(folder).expect("a folder") {
        let path = entry.expect("an entry").path();
        if path.is_dir() {
            found.extend(walk(&path));
        } else {
            found.push(path.display().to_string());
        }
    }
    found
}

#[test]
fn what_iam_and_config_do_not_answer_is_said() {
    let env = TestEnv::fleet(FLEET);
    for (denied, place) in [
        (
            "SimulatePrincipalPolicy",
            "what IAM allows the caller in 111122223333 us-east-1",
        ),
        (
            "DescribeConfigurationRecorders",
            "AWS Config in 111122223333 us-east-1",
        ),
        (
            "GetInstanceProfile",
            "the roles of the nodes of 111122223333 us-east-1",
        ),
    ] {
        env.play(&format!("[{{kind: access_denied, operation: {denied}}}]"));
        let ran = env.run_alone(&["doctor"]).exits(3).says(place);
        ran.says(denied);
    }
    // Who may read nothing learns who they are.
    env.play("[{kind: access_denied, operation: DescribeInstanceInformation}]");
    let ran = env.run_alone(&["doctor", "-o", "json"]);
    assert_eq!(
        text(&ran.json()["callers"][0], "arn"),
        "arn:aws:iam::111122223333:user/sandbox"
    );
}
