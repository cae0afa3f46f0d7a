//! Documents, automations, maintenance windows, resource groups, associations, and what must
//! survive.

use jiff::SignedDuration;
use serde_json::{Value, json};

use super::commands::{FLEET, It, id};
use crate::sandbox::Sandbox;
use crate::sandbox::faults::{Fault, FaultKind};
use crate::sandbox::testing::{Answer, Box, Client, MANAGEMENT, clock};

const STEPS: &str = r#"{"schemaVersion": "2.2", "description": "drains", "mainSteps": [{"name": "one", "action": "aws:runShellScript"}]}"#;

#[tokio::test]
async fn documents_are_made_listed_read_and_deleted() {
    let it = It::new();
    let made = it
        .ok("CreateDocument", json!({"Name": "mine", "Content": STEPS, "DocumentType": "Command", "Tags": [{"Key": "a", "Value": "b"}]}))
        .await;
    assert_eq!(
        made["DocumentDescription"]["PlatformTypes"],
        json!(["Linux", "MacOS"])
    );
    assert_eq!(
        it.call("CreateDocument", json!({"Name": "mine", "Content": STEPS}))
            .await
            .code(),
        "DocumentAlreadyExists"
    );
    let described = it.ok("DescribeDocument", json!({"Name": "mine"})).await;
    assert_eq!(
        (
            &described["Document"]["Owner"],
            &described["Document"]["SchemaVersion"]
        ),
        (&json!("111122223333"), &json!("2.2"))
    );
    let by_arn = it.ok("GetDocument", json!({"Name": "arn:aws:ssm:us-east-1:111122223333:document/mine", "DocumentFormat": "YAML"})).await;
    assert!(
        by_arn["Content"]
            .as_str()
            .unwrap()
            .contains("schemaVersion: '2.2'"),
        "{by_arn}"
    );
    let (own, _) = it
        .client
        .all(
            "ListDocuments",
            json!({"Filters": [{"Key": "Owner", "Values": ["Self"]}]}),
            "DocumentIdentifiers",
        )
        .await;
    let names: Vec<&str> = own
        .iter()
        .map(|one| one["Name"].as_str().unwrap())
        .collect();
    assert_eq!(names, ["drain", "mine", "needs-more"]);
    let (aws, sizes) = it
        .client
        .all(
            "ListDocuments",
            json!({"MaxResults": 2, "DocumentFilterList": [{"key": "Owner", "value": "Amazon"}]}),
            "DocumentIdentifiers",
        )
        .await;
    assert!(aws.len() == 10 && sizes.len() == 5, "{sizes:?}");
    for name in ["mine", "drain"] {
        it.ok("DeleteDocument", json!({"Name": name})).await;
        assert_eq!(
            it.call("DescribeDocument", json!({"Name": name}))
                .await
                .code(),
            "InvalidDocument",
            "{name}"
        );
    }
    it.ok("CreateDocument", json!({"Name": "drain", "Content": "schemaVersion: '2.2'\nmainSteps: [{name: abc, action: aws:runDocument}]", "DocumentFormat": "YAML"})).await;
    assert_eq!(
        it.ok("DescribeDocument", json!({"Name": "drain"})).await["Document"]["PlatformTypes"],
        json!(["Windows", "Linux", "MacOS"])
    );
    assert_eq!(
        it.call("DeleteDocument", json!({"Name": "AWS-Noop"}))
            .await
            .code(),
        "InvalidDocumentOperation"
    );
    let refused = [
        ("{}", "InvalidDocumentContent"),
        ("{", "InvalidDocumentContent"),
        ("[]", "InvalidDocumentContent"),
        (r#"{"schemaVersion": 2.2}"#, "InvalidDocumentSchemaVersion"),
        (
            r#"{"schemaVersion": "0.3", "mainSteps": []}"#,
            "InvalidDocumentSchemaVersion",
        ),
        (r#"{"schemaVersion": "2.2"}"#, "InvalidDocumentContent"),
        (
            r#"{"schemaVersion": "2.2", "mainSteps": [{"name": "abc", "action": "aws:flyAway"}]}"#,
            "InvalidDocumentContent",
        ),
        (
            r#"{"schemaVersion": "2.2", "mainSteps": [{"action": "aws:runDocument"}]}"#,
            "InvalidDocumentContent",
        ),
        (
            r#"{"schemaVersion": "2.2", "parameters": {"a": {"type": "Colour"}}, "mainSteps": [{"name": "abc", "action": "aws:runDocument"}]}"#,
            "InvalidDocumentContent",
        ),
    ];
    for (content, code) in refused {
        assert_eq!(
            it.call("CreateDocument", json!({"Name": "bad", "Content": content}))
                .await
                .code(),
            code,
            "{content}"
        );
    }
    assert_eq!(
        it.call(
            "CreateDocument",
            json!({"Name": "AWS-Mine", "Content": STEPS})
        )
        .await
        .code(),
        "ValidationException"
    );
}

#[tokio::test]
async fn an_automation_patches_its_instance() {
    let it = It::new();
    let token = "521c3536-930c-4aa9-950e-01234567abcd";
    let input = json!({"DocumentName": "AWS-PatchAsgInstance", "Parameters": {"InstanceId": [id(1)], "WaitForReboot": ["PT1M"]}, "ClientToken": token});
    let started = it.ok("StartAutomationExecution", input.clone()).await;
    assert_eq!(
        it.ok("StartAutomationExecution", input.clone()).await,
        started,
        "the same token starts it once"
    );
    let mut other = input.clone();
    other["Parameters"]["InstanceId"] = json!([id(2)]);
    assert_eq!(
        it.call("StartAutomationExecution", other).await.code(),
        "IdempotentParameterMismatch"
    );
    let ask = json!({"AutomationExecutionId": started["AutomationExecutionId"]});
    assert_eq!(
        it.ok("ListCommands", json!({})).await["Commands"],
        json!([]),
        "its command is not sent yet"
    );
    it.after(30);
    let running = it.ok("GetAutomationExecution", ask.clone()).await["AutomationExecution"].clone();
    assert_eq!(
        (
            &running["AutomationExecutionStatus"],
            &running["CurrentStepName"]
        ),
        (&json!("InProgress"), &json!("installMissingOSUpdates"))
    );
    it.after(1000);
    let done = it.ok("GetAutomationExecution", ask.clone()).await["AutomationExecution"].clone();
    assert_eq!(done["AutomationExecutionStatus"], "Success");
    let steps = done["StepExecutions"].as_array().unwrap();
    assert!(
        steps.len() == 7 && steps.iter().all(|step| step["StepStatus"] == "Success"),
        "{steps:?}"
    );
    assert_eq!(
        steps[2]["Outputs"]["CommandId"][0],
        it.ok("ListCommands", json!({})).await["Commands"][0]["CommandId"]
    );
    assert_eq!(it.state(1).await["InstalledCount"], 2);
    assert_eq!(
        it.call("StopAutomationExecution", ask).await.code(),
        "InvalidAutomationStatusUpdateException"
    );
    let filters = |key: &str, value: &str| json!({"Filters": [{"Key": key, "Values": [value]}]});
    let count = async |key: &str, value: &str| {
        it.ok("DescribeAutomationExecutions", filters(key, value))
            .await["AutomationExecutionMetadataList"]
            .as_array()
            .unwrap()
            .len()
    };
    assert_eq!(
        (
            count("DocumentNamePrefix", "AWS-Patch").await,
            count("ExecutionStatus", "Failed").await
        ),
        (1, 0)
    );
    assert_eq!(
        it.call("DescribeAutomationExecutions", filters("OpsItemId", "x"))
            .await
            .code(),
        "InvalidFilterKey"
    );
    assert_eq!(
        it.call(
            "DescribeAutomationExecutions",
            filters("StartTimeAfter", "x")
        )
        .await
        .code(),
        "InvalidFilterValue"
    );
}

#[tokio::test]
async fn an_automation_fails_with_its_installation_and_can_be_stopped() {
    let it = It::new();
    let input = |node: u32| json!({"DocumentName": "AWS-PatchInstanceWithRollback", "Parameters": {"InstanceId": [id(node)]}});
    let failed = it.ok("StartAutomationExecution", input(7)).await;
    it.after(5000);
    let failed = it.ok("GetAutomationExecution", failed).await["AutomationExecution"].clone();
    assert_eq!(failed["AutomationExecutionStatus"], "Failed");
    let step = |name: &str| {
        failed["StepExecutions"]
            .as_array()
            .unwrap()
            .iter()
            .find(|step| step["StepName"] == name)
            .unwrap()["StepStatus"]
            .clone()
    };
    assert_eq!(
        (step("installMissingUpdates"), step("RestoreFromSnapshot")),
        (json!("Failed"), json!("Success"))
    );
    let stopped = it.ok("StartAutomationExecution", input(2)).await;
    it.after(1);
    it.ok("StopAutomationExecution", stopped.clone()).await;
    it.after(5000);
    assert_eq!(
        it.ok("GetAutomationExecution", stopped).await["AutomationExecution"]["AutomationExecutionStatus"],
        "Cancelled"
    );
    assert!(it.state(2).await.is_null(), "it never sent its command");
    let refused = [
        (json!({}), "InvalidAutomationExecutionParametersException"),
        (
            json!({"InstanceId": ["i-00000000000000077"]}),
            "InvalidAutomationExecutionParametersException",
        ),
        (
            json!({"InstanceId": [id(1)], "Colour": ["red"]}),
            "InvalidAutomationExecutionParametersException",
        ),
    ];
    for (parameters, code) in refused {
        let mut input = json!({"DocumentName": "AWS-PatchAsgInstance"});
        if parameters != json!({}) {
            input["Parameters"] = parameters;
        }
        assert_eq!(
            it.call("StartAutomationExecution", input).await.code(),
            code
        );
    }
    assert_eq!(
        it.call(
            "StartAutomationExecution",
            json!({"DocumentName": "AWS-Noop"})
        )
        .await
        .code(),
        "AutomationDefinitionNotFoundException"
    );
}

#[tokio::test]
async fn what_was_sent_takes_effect_whoever_looks_and_whenever() {
    let it = It::new();
    let command = it.patch(&[1, 6], "Install", json!({})).await;
    let dir = it.it.dir.path().join("box");
    let other = Sandbox::open(&dir, clock()).unwrap().sandbox;
    other.advance(SignedDuration::from_secs(400)).unwrap();
    let elsewhere = Box {
        sandbox: other,
        dir: tempfile::TempDir::new().unwrap(),
    };
    let client = elsewhere.client(MANAGEMENT, "us-east-1");
    let second = It {
        it: elsewhere,
        client,
    };
    assert_eq!(second.patches(6).await, it.patches(6).await);
    assert_eq!(
        second.status(&command).await,
        ("Failed/Failed".to_owned(), [2, 2, 1, 0])
    );
    assert_eq!(it.status(&command).await, second.status(&command).await);
    let third = Box {
        sandbox: Sandbox::open(&dir, clock()).unwrap().sandbox,
        dir: tempfile::TempDir::new().unwrap(),
    };
    let client = third.client(MANAGEMENT, "us-east-1");
    assert_eq!(
        It { it: third, client }.patches(1).await,
        it.patches(1).await,
        "also after a start of its own"
    );
}

#[tokio::test]
async fn a_later_baseline_does_not_change_what_was_installed() {
    let it = It::new();
    let command = it.patch(&[1], "Install", json!({})).await;
    it.after(60);
    let rules = json!({"PatchRules": [{"PatchFilterGroup": {"PatchFilters": [{"Key": "CLASSIFICATION", "Values": ["Bugfix"]}]}, "ApproveAfterDays": 0}]});
    let made = it
        .ok(
            "CreatePatchBaseline",
            json!({"Name": "bugfix", "OperatingSystem": "AMAZON_LINUX_2", "ApprovalRules": rules}),
        )
        .await;
    it.ok("RegisterDefaultPatchBaseline", made).await;
    it.after(300);
    assert_eq!(it.status(&command).await.0, "Success/Success");
    assert_eq!(
        it.patches(1).await[0],
        "bash.x86_64 bash.x86_64:0:2-1 Installed",
        "judged by the baseline that it began with"
    );
    it.patch(&[1], "Scan", json!({})).await;
    it.after(100);
    let patches = it.patches(1).await;
    assert!(
        patches[0].ends_with("InstalledOther") && patches[2].ends_with("zsh.noarch:0:3-1 Missing"),
        "{patches:?}"
    );
}

#[tokio::test]
async fn the_answer_can_be_lost_after_the_effect() {
    let it = It::new();
    let fault = Fault {
        kind: FaultKind::LostAnswer,
        operation: "SendCommand".to_owned(),
        account: None,
        region: None,
        every: None,
        first: Some(1),
        after: None,
        milliseconds: None,
        seconds: None,
    };
    it.it.sandbox.set_faults(&[fault]).unwrap();
    let input = json!({"InstanceIds": [id(1)], "DocumentName": "AWS-RunPatchBaseline", "Parameters": {"Operation": ["Scan"]}, "Comment": "run 7"});
    let response = it.client.respond("SendCommand", input).await;
    assert!(
        response
            .extensions()
            .get::<crate::sandbox::damage::Reset>()
            .is_some()
    );
    let sent = it.ok("ListCommands", json!({})).await;
    assert_eq!(
        (
            sent["Commands"].as_array().unwrap().len(),
            &sent["Commands"][0]["Comment"]
        ),
        (1, &json!("run 7"))
    );
}

#[tokio::test]
async fn lists_of_commands_are_filtered_and_paged_newest_first() {
    let it = It::new();
    for number in 0..3 {
        let node = number % 2 + 1;
        it.patch(&[node], "Scan", json!({})).await;
        it.after(100);
    }
    it.send(json!({"InstanceIds": [id(3)], "DocumentName": "drain", "Comment": "last"}))
        .await;
    let (all, sizes) = it
        .client
        .all("ListCommands", json!({"MaxResults": 1}), "Commands")
        .await;
    assert_eq!((sizes.len(), &all[0]["Comment"]), (4, &json!("last")));
    let count = async |key: &str, value: &str| {
        let input = json!({"Filters": [{"key": key, "value": value}]});
        it.ok("ListCommands", input).await["Commands"]
            .as_array()
            .unwrap()
            .len()
    };
    assert_eq!(count("DocumentName", "AWS-RunPatchBaseline").await, 3);
    assert_eq!(
        (
            count("ExecutionStage", "Executing").await,
            count("ExecutionStage", "Complete").await
        ),
        (1, 3)
    );
    assert_eq!(
        (
            count("Status", "Pending").await,
            count("Status", "Success").await
        ),
        (1, 3)
    );
    assert_eq!(
        (
            count("InvokedAfter", "2026-01-31T12:01:00Z").await,
            count("InvokedBefore", "2026-01-31T12:01:00Z").await
        ),
        (3, 1)
    );
    let of_node = it.ok("ListCommands", json!({"InstanceId": id(1)})).await;
    assert_eq!(of_node["Commands"].as_array().unwrap().len(), 2);
    let refused = [
        (
            "ListCommands",
            json!({"MaxResults": 51}),
            "ValidationException",
        ),
        (
            "ListCommands",
            json!({"CommandId": "521c3536-930c-4aa9-950e-01234567abcd"}),
            "InvalidCommandId",
        ),
        (
            "ListCommands",
            json!({"InstanceId": "i-00000000000000077"}),
            "InvalidInstanceId",
        ),
        (
            "ListCommands",
            json!({"NextToken": "x"}),
            "InvalidNextToken",
        ),
        (
            "ListCommands",
            json!({"Filters": [{"key": "Status", "value": "Undeliverable"}]}),
            "ValidationException",
        ),
        (
            "ListCommandInvocations",
            json!({"Filters": [{"key": "ExecutionStage", "value": "Complete"}]}),
            "InvalidFilterKey",
        ),
    ];
    for (operation, input, code) in refused {
        assert_eq!(
            it.call(operation, input.clone()).await.code(),
            code,
            "{operation} {input}"
        );
    }
    it.after(31 * 86_400);
    assert_eq!(
        it.ok("ListCommands", json!({})).await["Commands"],
        json!([]),
        "commands are kept for 30 days"
    );
    assert_eq!(it.state(1).await["MissingCount"], 2, "what they did stays");
}

async fn rest(client: &Client, path: &str, input: Value) -> Answer {
    client.rest("resource-groups", path, input).await
}

const MORE: &str = r#"
windows:
  - {name: nightly, account: management, region: us-east-1, schedule: "cron(0 2 * * ? *)", next: +14h, duration: 3, cutoff: 1, tags: {env: prod}}
  - {name: off, account: management, region: us-east-1, schedule: "rate(7 days)", next: +2d, duration: 2, cutoff: 0, enabled: false, nodes: [i-00000000000000005]}
resource_groups:
  - {name: web, account: management, region: us-east-1, tags: {env: [prod, test]}}
  - {name: few, account: management, region: us-east-1, nodes: [i-00000000000000005, mi-00000000000000001]}
associations:
  - {name: everywhere, document: AWS-GatherSoftwareInventory, every_node: true}
"#;

fn with_more() -> It {
    let hybrid = "  - {id: mi-00000000000000001, account: management, region: us-east-1, catalogue: al, name: edge, scans: [{at: -1h, by: patch-policy}]}\n";
    It::of(&format!("{FLEET}{hybrid}{MORE}"))
}

#[tokio::test]
async fn windows_groups_and_associations_are_read() {
    let it = with_more();
    let windows = async |target: Value| {
        let answer = it
            .ok(
                "DescribeMaintenanceWindowsForTarget",
                json!({"Targets": [target], "ResourceType": "INSTANCE"}),
            )
            .await;
        answer["WindowIdentities"].as_array().unwrap().clone()
    };
    let nightly = windows(json!({"Key": "InstanceIds", "Values": [id(1)]})).await;
    assert_eq!((nightly.len(), &nightly[0]["Name"]), (1, &json!("nightly")));
    assert_eq!(
        windows(json!({"Key": "tag:env", "Values": ["prod"]})).await,
        nightly
    );
    assert_eq!(
        windows(json!({"Key": "InstanceIds", "Values": [id(5)]})).await[0]["Name"],
        "off"
    );
    assert!(
        windows(json!({"Key": "InstanceIds", "Values": [id(6)]}))
            .await
            .is_empty()
    );
    let window = it
        .ok(
            "GetMaintenanceWindow",
            json!({"WindowId": nightly[0]["WindowId"]}),
        )
        .await;
    assert_eq!(
        (&window["NextExecutionTime"], &window["Cutoff"]),
        (&json!("2026-02-01T02:00Z"), &json!(1))
    );
    assert_eq!(
        it.call(
            "GetMaintenanceWindow",
            json!({"WindowId": "mw-00000000000000000"})
        )
        .await
        .code(),
        "DoesNotExistException"
    );

    let members = rest(&it.client, "/list-group-resources", json!({"Group": "few"}))
        .await
        .ok();
    let kinds: Vec<&str> = members["ResourceIdentifiers"]
        .as_array()
        .unwrap()
        .iter()
        .map(|one| one["ResourceType"].as_str().unwrap())
        .collect();
    assert_eq!(kinds, ["AWS::EC2::Instance", "AWS::SSM::ManagedInstance"]);
    let only = json!({"GroupName": "few", "Filters": [{"Name": "resource-type", "Values": ["AWS::SSM::ManagedInstance"]}]});
    let only = rest(&it.client, "/list-group-resources", only).await.ok();
    assert_eq!(
        only["Resources"][0]["Identifier"]["ResourceArn"],
        "arn:aws:ssm:us-east-1:111122223333:managed-instance/mi-00000000000000001"
    );
    let paged = rest(
        &it.client,
        "/list-group-resources",
        json!({"Group": "web", "MaxResults": 1}),
    )
    .await
    .ok();
    assert!(paged["NextToken"].is_string());
    let missing = rest(
        &it.client,
        "/list-group-resources",
        json!({"Group": "none"}),
    )
    .await;
    assert_eq!(
        (missing.status, missing.text.contains("Cannot find group")),
        (404, true)
    );
    assert_eq!(
        rest(&it.client, "/list-group-resources", json!({}))
            .await
            .status,
        400
    );
    assert!(
        rest(&it.client, "/groups", json!({}))
            .await
            .text
            .contains("does not implement")
    );
    let sent = it.send(json!({"Targets": [{"Key": "resource-groups:Name", "Values": ["web"]}], "DocumentName": "AWS-Noop"})).await;
    it.after(60);
    assert_eq!(
        it.invocations(&sent).await,
        ["1 Success/Success", "2 Success/Success"]
    );

    let list = async |filters: Value| {
        it.ok(
            "ListAssociations",
            json!({"AssociationFilterList": filters}),
        )
        .await["Associations"]
            .as_array()
            .unwrap()
            .clone()
    };
    let policy = list(json!([{"key": "Name", "value": "AWS-RunPatchBaseline"}])).await;
    assert_eq!(
        (policy.len(), &policy[0]["Targets"][0]["Values"]),
        (1, &json!(["mi-00000000000000001"]))
    );
    assert_eq!(policy[0]["ScheduleExpression"], "cron(0 1 * * ? *)");
    let inventory = list(json!([{"key": "AssociationName", "value": "everywhere"}, {"key": "InstanceId", "value": id(3)}])).await;
    assert_eq!(
        inventory[0]["Overview"]["AssociationStatusAggregatedCount"]["Success"],
        10
    );
    let refused = it
        .call(
            "ListAssociations",
            json!({"AssociationFilterList": [{"key": "ResourceGroupName", "value": "x"}]}),
        )
        .await;
    assert!(
        refused.text.contains("ResourceGroupName"),
        "{}",
        refused.text
    );
}
