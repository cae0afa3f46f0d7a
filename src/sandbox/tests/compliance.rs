use serde_json::{Value, json};

use crate::sandbox::testing::{Client, MANAGEMENT, WORKLOADS, example};

async fn items(client: &Client, id: &str, filters: Value) -> Vec<Value> {
    let input = json!({"ResourceIds": [id], "ResourceTypes": ["ManagedInstance"], "Filters": filters, "MaxResults": 7});
    client
        .all("ListComplianceItems", input, "ComplianceItems")
        .await
        .0
}

async fn summaries(client: &Client, filters: Value) -> Vec<Value> {
    let operation = "ListResourceComplianceSummaries";
    client
        .all(
            operation,
            json!({"Filters": filters, "MaxResults": 3}),
            "ResourceComplianceSummaryItems",
        )
        .await
        .0
}

#[tokio::test]
async fn items_of_all_types_are_mixed_unless_filtered() {
    let sandbox = example();
    let client = sandbox.client(MANAGEMENT, "eu-central-1");
    let id = "i-0b1b2c3d4e5f60003";
    let all = items(&client, id, json!([])).await;
    let mut kinds: Vec<&str> = all
        .iter()
        .map(|item| item["ComplianceType"].as_str().unwrap())
        .collect();
    kinds.dedup();
    assert_eq!(kinds, ["Patch", "Association", "Custom:Backup"]);
    let patches = items(
        &client,
        id,
        json!([{"Key": "ComplianceType", "Values": ["Patch"], "Type": "EQUAL"}]),
    )
    .await;
    assert_eq!(patches.len(), all.len() - 2);
    let details = patches[0]["Details"].as_object().unwrap();
    for key in [
        "PatchState",
        "Classification",
        "PatchSeverity",
        "PatchBaselineId",
        "PatchGroup",
        "InstalledTime",
        "DocumentName",
        "DocumentVersion",
    ] {
        assert!(details.get(key).is_some_and(Value::is_string), "{key}");
    }
    let custom = items(
        &client,
        id,
        json!([{"Key": "ComplianceType", "Values": ["Custom:"], "Type": "BEGIN_WITH"}]),
    )
    .await;
    assert_eq!(
        (custom.len(), &custom[0]["Status"], &custom[0]["Severity"]),
        (1, &json!("NON_COMPLIANT"), &json!("HIGH"))
    );
    assert!(
        items(&client, "i-00000000000000000", json!([]))
            .await
            .is_empty(),
        "an unknown resource has no items"
    );
}

#[tokio::test]
async fn the_severity_of_an_item_is_the_level_of_the_rule() {
    let sandbox = example();
    let client = sandbox.client(WORKLOADS, "us-east-1");
    let violations = items(
        &client,
        "i-0d1b2c3d4e5f60003",
        json!([{"Key": "Status", "Values": ["NON_COMPLIANT"]}]),
    )
    .await;
    let find = |id: &str| {
        violations
            .iter()
            .find(|item| item["Id"] == id)
            .unwrap_or_else(|| panic!("{id}"))
    };
    assert_eq!(
        (
            &find("kernel.x86_64")["Severity"],
            &find("kernel.x86_64")["Details"]["PatchSeverity"]
        ),
        (&json!("CRITICAL"), &json!("Important"))
    );
    assert_eq!(
        find("sudo.x86_64")["Severity"],
        "HIGH",
        "the list of approved patches has its own level"
    );
    assert_eq!(
        find("nodejs.x86_64")["Details"]["PatchState"],
        "InstalledRejected"
    );
    assert!(
        violations
            .iter()
            .all(|item| item["Id"] != "python3-libs.x86_64"),
        "released after the rule's last date"
    );
}

#[tokio::test]
async fn wrong_types_keys_and_numbers_of_resources_are_refused() {
    let sandbox = example();
    let client = sandbox.client(MANAGEMENT, "us-east-1");
    for (input, code) in [
        (
            json!({"ResourceTypes": ["Instance"]}),
            "InvalidResourceType",
        ),
        (json!({"ResourceIds": ["a", "b"]}), "ValidationException"),
        (json!({"ResourceIds": []}), "ValidationException"),
        (json!({"MaxResults": 51}), "ValidationException"),
        (
            json!({"Filters": [{"Key": "Colour", "Values": ["red"]}]}),
            "InvalidFilter",
        ),
        (
            json!({"Filters": [{"Key": "Status", "Values": ["COMPLIANT"], "Type": "LIKE"}]}),
            "ValidationException",
        ),
    ] {
        assert_eq!(
            client
                .ssm("ListComplianceItems", input.clone())
                .await
                .code(),
            code,
            "{input}"
        );
    }
    let (all, _) = client
        .all("ListComplianceItems", json!({}), "ComplianceItems")
        .await;
    let (one, _) = client
        .all(
            "ListComplianceItems",
            json!({"ResourceIds": ["i-0a1b2c3d4e5f60001"]}),
            "ComplianceItems",
        )
        .await;
    assert!(
        all.len() > one.len() && all.starts_with(&one),
        "without an id all resources are listed"
    );
}

#[tokio::test]
async fn summaries_count_items_per_node_and_nodes_per_type() {
    let sandbox = example();
    let client = sandbox.client(MANAGEMENT, "us-east-1");
    let patch = summaries(
        &client,
        json!([{"Key": "ComplianceType", "Values": ["Patch"], "Type": "EQUAL"}]),
    )
    .await;
    assert_eq!(patch.len(), 15, "one of sixteen nodes was never scanned");
    let bad = patch
        .iter()
        .find(|item| item["ResourceId"] == "i-0a1b2c3d4e5f60002")
        .unwrap();
    assert_eq!(
        (&bad["Status"], &bad["OverallSeverity"]),
        (&json!("NON_COMPLIANT"), &json!("CRITICAL"))
    );
    assert_eq!(bad["NonCompliantSummary"]["NonCompliantCount"], 5);
    assert_eq!(
        bad["NonCompliantSummary"]["SeveritySummary"]["CriticalCount"],
        1
    );
    let policy = summaries(
        &client,
        json!([{"Key": "ExecutionType", "Values": ["PatchPolicy"]}]),
    )
    .await;
    assert_eq!(policy.len(), 2);
    let all = summaries(&client, json!([])).await;
    assert_eq!(all.len(), 15 + 16, "associations are mixed in");

    let output = client.ssm("ListComplianceSummaries", json!({})).await.ok();
    let kinds = output["ComplianceSummaryItems"].as_array().unwrap();
    let patch = kinds
        .iter()
        .find(|kind| kind["ComplianceType"] == "Patch")
        .unwrap();
    let sum = patch["CompliantSummary"]["CompliantCount"]
        .as_u64()
        .unwrap()
        + patch["NonCompliantSummary"]["NonCompliantCount"]
            .as_u64()
            .unwrap();
    assert_eq!(sum, 15);
}

#[tokio::test]
async fn an_association_scan_leaves_association_compliance_only() {
    let sandbox = example();
    let client = sandbox.client(MANAGEMENT, "eu-central-1");
    let id = "i-0b1b2c3d4e5f60005";
    let items = items(&client, id, json!([])).await;
    assert!(
        items
            .iter()
            .all(|item| item["ComplianceType"] == "Association"),
        "{items:?}"
    );
    let scan = items
        .iter()
        .find(|item| item["Details"]["DocumentName"] == "AWS-RunPatchBaselineAssociation")
        .unwrap();
    assert_eq!(scan["Status"], "NON_COMPLIANT");
    let update = items
        .iter()
        .find(|item| item["Details"]["DocumentName"] == "AWS-UpdateSSMAgent")
        .unwrap();
    assert_eq!(
        (&update["Status"], &update["Severity"]),
        (&json!("NON_COMPLIANT"), &json!("MEDIUM"))
    );
}
