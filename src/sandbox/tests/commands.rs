//! Run Command: sending, waiting, patching, and what the nodes report afterwards.

use jiff::SignedDuration;
use serde_json::{Value, json};

use crate::sandbox::testing::{Answer, Box, Client, MANAGEMENT, fleet};

/// Nodes: 1 and 2 are fine, 3 is offline, 4 comes back after ten minutes, 5 is Windows, 6 fails to
/// install bash once.
pub(super) const FLEET: &str = r#"
fleet: commands
regions: [us-east-1]
accounts:
  - {id: "111122223333", name: management, email: a@example.com, management: true}
  - {id: "444455556666", name: other, email: b@example.com}
buckets:
  - {name: run-output, account: management, region: us-east-1}
  - {name: not-ours, account: other, region: us-east-1}
patching: {scan: 20s, install: 90s, per_patch: 1s, reboot: 45s}
documents:
  - name: drain
    account: management
    regions: [us-east-1]
    content: |
      schemaVersion: "2.2"
      mainSteps: [{name: drain, action: "aws:runShellScript", inputs: {runCommand: [drain]}}]
  - name: needs-more
    account: management
    regions: [us-east-1]
    content: '{"schemaVersion": "2.2", "parameters": {"Who": {"type": "String"}}, "mainSteps": [{"name": "say", "action": "aws:runShellScript"}]}'
baselines:
  - name: security-only
    account: management
    regions: [us-east-1]
    os: AMAZON_LINUX_2
    default: true
    rules: [{filters: {CLASSIFICATION: [Security]}, approve_after_days: 0, level: CRITICAL}]
catalogues:
  al:
    os: AMAZON_LINUX_2
    platform_name: Amazon Linux
    platform_version: "2"
    product: AmazonLinux2
    image: 2025-01-01
    base: [bash-1-1.x86_64, curl-1-1.x86_64, zsh-1-1.noarch]
    updates:
      - {classification: Security, severity: Critical, released: 2025-02-01, packages: [bash-2-1.x86_64, curl-2-1.x86_64]}
      - {classification: Bugfix, released: 2025-02-01, packages: [zsh-2-1.noarch]}
      - {classification: Bugfix, released: 2025-03-01, packages: [zsh-3-1.noarch]}
  win:
    os: WINDOWS
    platform_name: Microsoft Windows Server 2022
    platform_version: "10.0"
    product: WindowsServer2022
    product_family: Windows
    image: 2025-01-01
    base: [KB1]
    updates:
      - {kb: KB2, title: two, classification: SecurityUpdates, severity: Critical, released: 2025-02-01}
      - {kb: KB3, title: three, classification: SecurityUpdates, severity: Critical, released: 2025-03-01, supersedes: [KB2]}
      - {kb: KB4, title: four, classification: Updates, severity: Low, released: 2025-03-01}
nodes:
  - {id: i-00000000000000001, account: management, region: us-east-1, catalogue: al, name: one, tags: {env: prod}}
  - {id: i-00000000000000002, account: management, region: us-east-1, catalogue: al, name: two, tags: {env: prod}}
  - {id: i-00000000000000003, account: management, region: us-east-1, catalogue: al, name: three, ping: ConnectionLost}
  - {id: i-00000000000000004, account: management, region: us-east-1, catalogue: al, name: four, ping: ConnectionLost, patching: {back: +10m}}
  - {id: i-00000000000000005, account: management, region: us-east-1, catalogue: win, name: five}
  - {id: i-00000000000000006, account: management, region: us-east-1, catalogue: al, name: six, patching: {fails: [{patch: bash, times: 1}]}}
  - {id: i-00000000000000007, account: management, region: us-east-1, catalogue: al, name: seven, patching: {exits: [{code: 156, stderr: "boom", operation: Install, times: 1}]}}
  - {id: i-00000000000000008, account: management, region: us-east-1, catalogue: al, name: eight, patching: {hooks: [{document: drain, exit: 7, stderr: "no drain", times: 1}], output_lines: 400}}
  - {id: i-00000000000000009, account: management, region: us-east-1, catalogue: al, name: nine, ping: Inactive}
"#;

pub(super) fn id(number: u32) -> String {
    format!("i-{number:017}")
}

pub(super) struct It {
    pub(super) it: Box,
    pub(super) client: Client,
}

impl It {
    pub(super) fn new() -> Self {
        Self::of(FLEET)
    }

    pub(super) fn of(text: &str) -> Self {
        let it = fleet(text);
        let client = it.client(MANAGEMENT, "us-east-1");
        Self { it, client }
    }

    pub(super) fn after(&self, seconds: i64) {
        self.it
            .sandbox
            .advance(SignedDuration::from_secs(seconds))
            .unwrap();
    }

    pub(super) async fn ok(&self, operation: &str, input: Value) -> Value {
        self.client.ssm(operation, input).await.ok()
    }

    pub(super) async fn call(&self, operation: &str, input: Value) -> Answer {
        self.client.ssm(operation, input).await
    }

    /// Sends AWS-RunPatchBaseline to nodes; gives the id of the command.
    pub(super) async fn patch(&self, nodes: &[u32], operation: &str, more: Value) -> String {
        let ids: Vec<String> = nodes.iter().map(|node| id(*node)).collect();
        let mut parameters = json!({"Operation": [operation]});
        for (name, value) in more.as_object().into_iter().flatten() {
            parameters[name] = json!([value]);
        }
        self.send(json!({"InstanceIds": ids, "DocumentName": "AWS-RunPatchBaseline", "Parameters": parameters})).await
    }

    pub(super) async fn send(&self, input: Value) -> String {
        self.ok("SendCommand", input).await["Command"]["CommandId"]
            .as_str()
            .unwrap()
            .to_owned()
    }

    /// Status and details of a command, and its counts: targets, completed, errors, not delivered.
    pub(super) async fn status(&self, command: &str) -> (String, [u64; 4]) {
        let answer = self.ok("ListCommands", json!({"CommandId": command})).await;
        let one = &answer["Commands"][0];
        let count = |name: &str| one[name].as_u64().unwrap();
        let counts = [
            "TargetCount",
            "CompletedCount",
            "ErrorCount",
            "DeliveryTimedOutCount",
        ]
        .map(count);
        (
            format!(
                "{}/{}",
                one["Status"].as_str().unwrap(),
                one["StatusDetails"].as_str().unwrap()
            ),
            counts,
        )
    }

    /// Node, status and details of every invocation, in the order of the ids.
    pub(super) async fn invocations(&self, command: &str) -> Vec<String> {
        let answer = self
            .ok("ListCommandInvocations", json!({"CommandId": command}))
            .await;
        let text = |one: &Value, key: &str| one[key].as_str().unwrap().to_owned();
        let all = answer["CommandInvocations"].as_array().unwrap().iter();
        let mut all: Vec<String> = all
            .map(|one| {
                format!(
                    "{} {}/{}",
                    &text(one, "InstanceId")[18..],
                    text(one, "Status"),
                    text(one, "StatusDetails")
                )
            })
            .collect();
        all.sort();
        all
    }

    pub(super) async fn plugin(&self, command: &str, node: u32, plugin: &str) -> Value {
        self.ok(
            "GetCommandInvocation",
            json!({"CommandId": command, "InstanceId": id(node), "PluginName": plugin}),
        )
        .await
    }

    pub(super) async fn state(&self, node: u32) -> Value {
        self.ok(
            "DescribeInstancePatchStates",
            json!({"InstanceIds": [id(node)]}),
        )
        .await["InstancePatchStates"][0]
            .clone()
    }

    /// Id, title and state of every patch of a node.
    pub(super) async fn patches(&self, node: u32) -> Vec<String> {
        let answer = self
            .ok("DescribeInstancePatches", json!({"InstanceId": id(node)}))
            .await;
        let text = |one: &Value, key: &str| one[key].as_str().unwrap().to_owned();
        let all = answer["Patches"].as_array().unwrap().iter();
        all.map(|one| {
            format!(
                "{} {} {}",
                text(one, "KBId"),
                text(one, "Title"),
                text(one, "State")
            )
        })
        .collect()
    }
}

#[tokio::test]
async fn a_scan_is_sent_delivered_run_and_reported() {
    let it = It::new();
    let command = it
        .patch(
            &[1],
            "Scan",
            json!({"SnapshotId": "521c3536-930c-4aa9-950e-01234567abcd"}),
        )
        .await;
    let ask = json!({"CommandId": command, "InstanceId": id(1), "PluginName": "PatchLinux"});
    assert_eq!(
        it.call("GetCommandInvocation", ask.clone()).await.code(),
        "InvocationDoesNotExist",
        "not everywhere at once"
    );
    assert_eq!(
        it.ok("GetCommandInvocation", ask.clone()).await["Status"],
        "Pending",
        "but also with a clock that stands still"
    );
    assert!(it.invocations(&command).await.is_empty());
    assert_eq!(it.invocations(&command).await, ["1 Pending/Pending"]);
    it.after(1);
    assert_eq!(
        it.status(&command).await,
        ("InProgress/InProgress".to_owned(), [1, 0, 0, 0])
    );
    assert!(it.state(1).await.is_null());
    it.after(20);
    assert_eq!(
        it.status(&command).await,
        ("Success/Success".to_owned(), [1, 1, 0, 0])
    );
    let got = it.ok("GetCommandInvocation", ask).await;
    assert_eq!(
        (
            &got["Status"],
            &got["ResponseCode"],
            &got["ExecutionElapsedTime"]
        ),
        (&json!("Success"), &json!(0), &json!("PT20S"))
    );
    assert!(
        got["StandardOutputContent"]
            .as_str()
            .unwrap()
            .contains("Missing: 2"),
        "{got}"
    );
    let state = it.state(1).await;
    assert_eq!(
        (&state["Operation"], &state["MissingCount"]),
        (&json!("Scan"), &json!(2))
    );
    assert_eq!(state["SnapshotId"], "521c3536-930c-4aa9-950e-01234567abcd");
    let skipped = it.plugin(&command, 1, "PatchWindows").await;
    assert_eq!(
        (&skipped["Status"], &skipped["ResponseCode"]),
        (&json!("Success"), &json!(0))
    );
    for (plugin, code) in [
        (json!("PatchMars"), "InvalidPluginName"),
        (Value::Null, "InvalidPluginName"),
    ] {
        let ask = json!({"CommandId": command, "InstanceId": id(1), "PluginName": plugin});
        assert_eq!(it.call("GetCommandInvocation", ask).await.code(), code);
    }
}

#[tokio::test]
async fn an_installation_changes_the_node_and_nobody_has_to_look() {
    let it = It::new();
    it.patch(&[1], "Install", json!({"RebootOption": "NoReboot"}))
        .await;
    it.after(86_400);
    assert_eq!(
        it.patches(1).await,
        [
            "bash.x86_64 bash.x86_64:0:2-1 InstalledPendingReboot",
            "curl.x86_64 curl.x86_64:0:2-1 InstalledPendingReboot",
            "zsh.noarch zsh.noarch:0:1-1 InstalledOther"
        ]
    );
    let state = it.state(1).await;
    assert_eq!(
        (&state["Operation"], &state["RebootOption"]),
        (&json!("Install"), &json!("NoReboot"))
    );
    assert!(state["LastNoRebootInstallOperationTime"].is_number());
    let scan = it.patch(&[1], "Scan", json!({})).await;
    it.after(100);
    assert_eq!(
        it.state(1).await["InstalledPendingRebootCount"],
        2,
        "a scan does not reboot"
    );
    assert_eq!(it.state(1).await["InstalledPendingRebootCount"], 2);
    assert_eq!(it.status(&scan).await.0, "Success/Success");
    let reboot = it.patch(&[1], "Install", json!({})).await;
    it.after(30);
    let ping = it
        .ok(
            "DescribeInstanceInformation",
            json!({"Filters": [{"Key": "InstanceIds", "Values": [id(1)]}]}),
        )
        .await;
    assert_eq!(
        ping["InstanceInformationList"][0]["PingStatus"], "ConnectionLost",
        "it reboots for what is pending"
    );
    let during = it.patch(&[1], "Scan", json!({})).await;
    it.after(2);
    assert_eq!(it.invocations(&during).await, ["1 Delayed/Delayed"]);
    it.after(100);
    assert_eq!(
        (it.status(&reboot).await.0, it.status(&during).await.0),
        ("Success/Success".to_owned(), "Success/Success".to_owned())
    );
    assert_eq!(it.state(1).await["InstalledCount"], 2);
    assert_eq!(it.state(1).await["InstalledPendingRebootCount"], 0);
}

#[tokio::test]
async fn windows_leaves_out_what_is_replaced() {
    let it = It::new();
    let command = it.patch(&[5], "Install", json!({})).await;
    it.after(300);
    assert_eq!(
        it.plugin(&command, 5, "PatchWindows").await["Status"],
        "Success"
    );
    let patches = it.patches(5).await;
    assert!(
        patches.contains(&"KB3 three Installed".to_owned()),
        "{patches:?}"
    );
    assert!(
        !patches
            .iter()
            .any(|patch| patch.starts_with("KB2") && patch.ends_with(" Installed")),
        "{patches:?}"
    );
}

#[tokio::test]
async fn what_fails_once_can_be_tried_again() {
    let it = It::new();
    let first = it.patch(&[6, 7], "Install", json!({})).await;
    it.after(300);
    assert_eq!(
        it.invocations(&first).await,
        ["6 Failed/Failed", "7 Failed/Failed"]
    );
    assert_eq!(
        it.status(&first).await,
        ("Failed/Failed".to_owned(), [2, 2, 2, 0])
    );
    assert!(
        it.patches(6)
            .await
            .contains(&"bash.x86_64 bash.x86_64:0:2-1 Failed".to_owned())
    );
    assert_eq!(it.state(6).await["FailedCount"], 1);
    let boom = it.plugin(&first, 7, "PatchLinux").await;
    assert_eq!(
        (&boom["ResponseCode"], &boom["StandardErrorContent"]),
        (&json!(156), &json!("boom"))
    );
    assert!(
        it.state(7).await.is_null(),
        "a run that breaks off reports nothing"
    );
    let second = it.patch(&[6, 7], "Install", json!({})).await;
    it.after(300);
    assert_eq!(
        it.invocations(&second).await,
        ["6 Success/Success", "7 Success/Success"]
    );
    assert_eq!(
        (
            it.state(6).await["FailedCount"].clone(),
            it.state(7).await["MissingCount"].clone()
        ),
        (json!(0), json!(0))
    );
}

#[tokio::test]
async fn nodes_that_do_not_answer_time_out_or_come_back() {
    let it = It::new();
    let ids: Vec<String> = [1, 3, 4, 9].into_iter().map(id).collect();
    let input = json!({"InstanceIds": ids, "DocumentName": "AWS-RunPatchBaseline", "Parameters": {"Operation": ["Scan"]}, "TimeoutSeconds": 1200});
    let command = it.send(input).await;
    it.after(300);
    assert_eq!(
        it.invocations(&command).await,
        [
            "1 Success/Success",
            "3 Pending/Pending",
            "4 Pending/Pending",
            "9 Pending/Pending"
        ]
    );
    it.after(600);
    assert_eq!(it.invocations(&command).await[2], "4 Success/Success");
    it.after(600);
    assert_eq!(
        it.invocations(&command).await,
        [
            "1 Success/Success",
            "3 TimedOut/DeliveryTimedOut",
            "4 Success/Success",
            "9 Failed/Undeliverable"
        ]
    );
    assert_eq!(
        it.status(&command).await,
        ("Failed/Incomplete".to_owned(), [4, 4, 0, 1])
    );
    let late = it
        .ok(
            "GetCommandInvocation",
            json!({"CommandId": command, "InstanceId": id(3), "PluginName": "PatchLinux"}),
        )
        .await;
    assert_eq!(
        (&late["Status"], &late["StatusDetails"]),
        (&json!("TimedOut"), &json!("DeliveryTimedOut"))
    );
}

#[tokio::test]
async fn errors_stop_a_command_and_concurrency_holds_it_back() {
    let it = It::new();
    let ids: Vec<String> = [7, 6, 1, 2].into_iter().map(id).collect();
    let base = json!({"InstanceIds": ids, "DocumentName": "AWS-RunPatchBaseline", "Parameters": {"Operation": ["Install"]}});
    let mut input = base.clone();
    (input["MaxConcurrency"], input["MaxErrors"]) = (json!("1"), json!("1"));
    let command = it.send(input).await;
    it.after(5);
    assert_eq!(
        it.invocations(&command).await,
        ["7 InProgress/InProgress"],
        "who was not reached has no invocation"
    );
    it.after(3000);
    assert_eq!(
        it.invocations(&command).await,
        ["6 Failed/Failed", "7 Failed/Failed"],
        "the second error is one too many"
    );
    assert_eq!(
        it.status(&command).await,
        ("Failed/Failed".to_owned(), [4, 2, 2, 0])
    );
    let fine = it.send(base).await;
    it.after(1000);
    assert_eq!(
        it.status(&fine).await,
        ("Success/Success".to_owned(), [4, 4, 0, 0])
    );
}

#[tokio::test]
async fn two_operations_on_a_node_meet_at_the_lock() {
    let it = It::of(&FLEET.replace("install: 90s", "install: 1000s"));
    let first = it.patch(&[1], "Install", json!({})).await;
    let second = it.patch(&[1], "Scan", json!({})).await;
    it.after(250);
    assert_eq!(it.invocations(&second).await, ["1 InProgress/InProgress"]);
    it.after(60);
    let lost = it.plugin(&second, 1, "PatchLinux").await;
    assert_eq!(
        (&lost["Status"], &lost["ResponseCode"]),
        (&json!("Failed"), &json!(4))
    );
    let third = it.patch(&[1], "Scan", json!({})).await;
    it.after(800);
    assert_eq!(it.status(&first).await.0, "Success/Success");
    assert_eq!(it.status(&third).await.0, "Failed/Failed");
    let fourth = it.patch(&[1], "Scan", json!({})).await;
    it.after(30);
    assert_eq!(it.status(&fourth).await.0, "Success/Success");
}

#[tokio::test]
async fn a_cancelled_command_stops_where_it_can() {
    let it = It::new();
    let scan = it.patch(&[1, 3], "Scan", json!({})).await;
    it.after(5);
    it.ok("CancelCommand", json!({"CommandId": scan})).await;
    assert_eq!(
        it.invocations(&scan).await,
        ["1 Cancelling/Cancelling", "3 Cancelled/Cancelled"]
    );
    assert_eq!(it.status(&scan).await.0, "Cancelling/Cancelling");
    it.after(10);
    assert_eq!(
        it.invocations(&scan).await,
        ["1 Cancelled/Cancelled", "3 Cancelled/Cancelled"]
    );
    assert_eq!(it.status(&scan).await.0, "Cancelled/Cancelled");
    assert!(it.state(1).await.is_null());
    let install = it.patch(&[2], "Install", json!({})).await;
    it.after(40);
    it.ok(
        "CancelCommand",
        json!({"CommandId": install, "InstanceIds": [id(2)]}),
    )
    .await;
    it.after(10);
    assert_eq!(
        it.invocations(&install).await,
        ["2 Cancelling/Cancelling"],
        "packages are being installed"
    );
    it.after(300);
    assert_eq!(it.invocations(&install).await, ["2 Cancelled/Cancelled"]);
    it.patch(&[2], "Scan", json!({})).await;
    it.after(300);
    assert_eq!(
        it.state(2).await["InstalledPendingRebootCount"],
        2,
        "they were installed, and the node was not rebooted"
    );
    it.ok("CancelCommand", json!({"CommandId": install})).await;
    assert_eq!(
        it.status(&install).await.0,
        "Cancelled/Cancelled",
        "what is over stays"
    );
    assert_eq!(
        it.call(
            "CancelCommand",
            json!({"CommandId": scan.replace('4', "5")})
        )
        .await
        .code(),
        "InvalidCommandId"
    );
}

#[tokio::test]
async fn a_node_that_is_terminated_leaves_its_command() {
    let it = It::of(&FLEET.replace(
        "name: two, tags: {env: prod}",
        "name: two, tags: {env: prod}, patching: {terminated: +60s}",
    ));
    let running = it.patch(&[1, 2], "Install", json!({})).await;
    it.after(59);
    let pending = it.patch(&[2], "Scan", json!({})).await;
    it.after(2);
    assert_eq!(
        it.invocations(&running).await,
        ["1 InProgress/InProgress", "2 Cancelled/Terminated"]
    );
    it.after(600);
    assert_eq!(it.invocations(&pending).await, ["2 Cancelled/Terminated"]);
    assert_eq!(
        it.status(&running).await.0,
        "Success/Success",
        "those that are left decide"
    );
    assert!(it.state(2).await.is_null());
    let gone = it
        .call(
            "SendCommand",
            json!({"InstanceIds": [id(2)], "DocumentName": "AWS-Noop"}),
        )
        .await;
    assert_eq!(gone.code(), "InvalidInstanceId");
}

#[tokio::test]
async fn targets_are_tags_groups_and_ids() {
    let it = It::new();
    let input = |targets: Value| json!({"Targets": targets, "DocumentName": "AWS-RunPatchBaseline", "Parameters": {"Operation": ["Scan"]}});
    let command = it
        .send(input(
            json!([{"Key": "tag:env", "Values": ["prod", "test"]}]),
        ))
        .await;
    assert_eq!(
        it.status(&command).await.1[0],
        0,
        "targets are resolved a moment later"
    );
    it.after(100);
    assert_eq!(
        it.status(&command).await,
        ("Success/Success".to_owned(), [2, 2, 0, 0])
    );
    let nobody = it
        .send(input(json!([{"Key": "tag:env", "Values": ["none"]}])))
        .await;
    it.after(100);
    assert_eq!(
        it.status(&nobody).await,
        ("Success/NoInstancesInTag".to_owned(), [0, 0, 0, 0])
    );
    for wrong in [
        json!([{"Key": "colour", "Values": ["x"]}]),
        json!([{"Key": "InstanceIds", "Values": ["*"]}]),
        json!([{"Key": "tag-key"}]),
    ] {
        assert_eq!(
            it.call("SendCommand", input(wrong.clone())).await.code(),
            "ValidationException",
            "{wrong}"
        );
    }
}

#[tokio::test]
async fn what_aws_refuses_is_refused() {
    let it = It::new();
    let good = json!({"InstanceIds": [id(1)], "DocumentName": "AWS-RunPatchBaseline", "Parameters": {"Operation": ["Scan"]}});
    let with = |changes: Value| {
        let mut input = good.clone();
        for (member, value) in changes.as_object().unwrap() {
            input[member] = value.clone();
        }
        input
    };
    let url =
        |url: &str| json!({"Parameters": {"Operation": ["Install"], "InstallOverrideList": [url]}});
    let table = [
        (
            json!({"InstanceIds": [id(1), id(1)]}),
            "DuplicateInstanceId",
        ),
        (json!({"InstanceIds": [id(1), id(77)]}), "InvalidInstanceId"),
        (json!({"InstanceIds": []}), "ValidationException"),
        (
            json!({"Targets": [{"Key": "tag:env", "Values": ["prod"]}]}),
            "ValidationException",
        ),
        (json!({"DocumentName": "AWS-Nothing"}), "InvalidDocument"),
        (
            json!({"DocumentName": "AWS-PatchAsgInstance"}),
            "InvalidDocument",
        ),
        (json!({"DocumentVersion": "9"}), "InvalidDocumentVersion"),
        (json!({"DocumentHash": "00"}), "InvalidDocument"),
        (json!({"TimeoutSeconds": 29}), "ValidationException"),
        (json!({"TimeoutSeconds": 2_592_001}), "ValidationException"),
        (json!({"Comment": "x".repeat(101)}), "ValidationException"),
        (json!({"MaxConcurrency": "0"}), "ValidationException"),
        (json!({"MaxErrors": "150%"}), "ValidationException"),
        (json!({"Parameters": {}}), "InvalidParameters"),
        (
            json!({"Parameters": {"Operation": ["Destroy"]}}),
            "InvalidParameters",
        ),
        (
            json!({"Parameters": {"Operation": ["Scan", "Install"]}}),
            "InvalidParameters",
        ),
        (
            json!({"Parameters": {"Operation": ["Scan"], "Colour": ["red"]}}),
            "InvalidParameters",
        ),
        (
            json!({"Parameters": {"Operation": ["Scan"], "SnapshotId": ["one"]}}),
            "InvalidParameters",
        ),
        (
            json!({"Parameters": {"Operation": ["Scan"], "StepTimeoutSeconds": ["36001"]}}),
            "InvalidParameters",
        ),
        (
            json!({"Parameters": {"Operation": ["Scan"], "BaselineOverride": ["s3://a/b"]}}),
            "ValidationException",
        ),
        (
            json!({"CloudWatchOutputConfig": {"CloudWatchOutputEnabled": true}}),
            "ValidationException",
        ),
        (
            json!({"InstanceIds": [id(5)], "DocumentName": "AWS-RunShellScript", "Parameters": {"commands": ["ls"]}}),
            "UnsupportedPlatformType",
        ),
        (url("s3://bucket/"), "InvalidParameters"),
        (url("s3://bucket/a b"), "InvalidParameters"),
        (url("s3://bucket/a\nb"), "InvalidParameters"),
        (url("s3://bucket//a"), "InvalidParameters"),
        (url("http://bucket/a"), "InvalidParameters"),
    ];
    for (changes, code) in table {
        assert_eq!(
            it.call("SendCommand", with(changes.clone())).await.code(),
            code,
            "{changes}"
        );
    }
    assert_eq!(
        it.ok("ListCommands", json!({})).await["Commands"],
        json!([]),
        "nothing was sent"
    );
}
