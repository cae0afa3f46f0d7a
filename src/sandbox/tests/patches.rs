use serde_json::{Value, json};

use crate::sandbox::testing::{Client, MANAGEMENT, WORKLOADS, example};

const STATES: &str = "DescribeInstancePatchStates";

async fn state(client: &Client, id: &str) -> Value {
    client.ssm(STATES, json!({"InstanceIds": [id]})).await.ok()["InstancePatchStates"][0].clone()
}

async fn patches(client: &Client, id: &str, filters: Value) -> Vec<Value> {
    client
        .all(
            "DescribeInstancePatches",
            json!({"InstanceId": id, "Filters": filters}),
            "Patches",
        )
        .await
        .0
}

#[tokio::test]
async fn the_example_has_every_situation() {
    let sandbox = example();
    let east = sandbox.client(MANAGEMENT, "us-east-1");
    let compliant = state(&east, "i-0a1b2c3d4e5f60001").await;
    assert_eq!(
        (&compliant["MissingCount"], &compliant["FailedCount"]),
        (&json!(0), &json!(0))
    );
    assert_eq!(
        (&compliant["PatchGroup"], &compliant["Operation"]),
        (&json!("web"), &json!("Scan"))
    );
    let missing = state(&east, "i-0a1b2c3d4e5f60002").await;
    assert_eq!(
        (
            &missing["MissingCount"],
            &missing["CriticalNonCompliantCount"]
        ),
        (&json!(5), &json!(1))
    );
    assert_eq!(
        state(&east, "i-0a1b2c3d4e5f60003").await["InstalledPendingRebootCount"],
        2
    );
    assert_eq!(
        state(&east, "i-0a1b2c3d4e5f60009").await["AvailableSecurityUpdateCount"],
        2
    );
    assert_eq!(
        state(&east, "i-0a1b2c3d4e5f6000d").await["FailedCount"],
        5,
        "after an installation what is missing has failed"
    );
    assert_eq!(
        state(&east, "i-0a1b2c3d4e5f6000c").await,
        Value::Null,
        "it was never scanned"
    );
    let association_only = sandbox.client(MANAGEMENT, "eu-central-1");
    assert_eq!(
        state(&association_only, "i-0b1b2c3d4e5f60005").await,
        Value::Null,
        "an association leaves no patch state"
    );
    let workloads = sandbox.client(WORKLOADS, "us-east-1");
    assert_eq!(
        state(&workloads, "i-0d1b2c3d4e5f60002").await["InstalledRejectedCount"],
        1,
        "telnet is there and is blocked"
    );
}

#[tokio::test]
async fn states_of_unknown_nodes_are_left_out_and_bounds_are_kept() {
    let sandbox = example();
    let client = sandbox.client(MANAGEMENT, "us-east-1");
    let ids = json!([
        "i-0a1b2c3d4e5f60001",
        "i-00000000000000000",
        "i-0a1b2c3d4e5f6000c"
    ]);
    let output = client
        .ssm(STATES, json!({"InstanceIds": ids, "MaxResults": 50}))
        .await
        .ok();
    assert_eq!(output["InstancePatchStates"].as_array().unwrap().len(), 1);
    let too_many: Vec<String> = (0..51).map(|number| format!("i-{number:08}")).collect();
    for input in [
        json!({"InstanceIds": ids, "MaxResults": 51}),
        json!({"InstanceIds": ids, "MaxResults": 9}),
        json!({"InstanceIds": too_many}),
        json!({"InstanceIds": ["web-1"]}),
        json!({}),
    ] {
        assert_eq!(
            client.ssm(STATES, input.clone()).await.code(),
            "ValidationException",
            "{input}"
        );
    }
}

#[tokio::test]
async fn patches_are_spelt_as_in_real_answers_and_filtered() {
    let sandbox = example();
    let client = sandbox.client(MANAGEMENT, "us-east-1");
    let id = "i-0a1b2c3d4e5f60002";
    let missing = patches(
        &client,
        id,
        json!([{"Key": "State", "Values": ["Missing"]}]),
    )
    .await;
    assert_eq!(missing.len(), 5);
    let curl = missing
        .iter()
        .find(|patch| patch["KBId"] == "curl-minimal.x86_64")
        .unwrap();
    assert_eq!(curl["Title"], "curl-minimal.x86_64:0:8.11.1-4.amzn2023.0.3");
    assert_eq!(
        (&curl["Severity"], &curl["CVEIds"], &curl["InstalledTime"]),
        (&json!("Important"), &json!("CVE-2025-9086"), &json!(0.0))
    );
    let other = patches(
        &client,
        id,
        json!([{"Key": "State", "Values": ["InstalledOther"]}]),
    )
    .await;
    assert!(other.iter().all(|patch| patch["Classification"] == ""
        && patch["Severity"] == ""
        && patch["CVEIds"].is_null()));
    let one =
        patches(&client, id, json!([{"Key": "KBId", "Values": ["sudo.x86_64"]}, {"Key": "Classification", "Values": ["Security"]}])).await;
    assert_eq!(one.len(), 1);
    let windows = patches(&client, "i-0a1b2c3d4e5f60009", json!([])).await;
    let title = |kb: &str| {
        windows.iter().find(|patch| patch["KBId"] == kb).unwrap()["Title"]
            .as_str()
            .unwrap()
            .to_owned()
    };
    assert_eq!(
        title("KB5034770"),
        "",
        "Windows gives no title for what the baseline does not know"
    );
    assert!(
        title("KB5039227").contains("\"Hotpatch\"\r\n"),
        "a hostile title arrives unchanged"
    );

    let bad = json!({"InstanceId": id, "Filters": [{"Key": "Colour", "Values": ["red"]}]});
    assert_eq!(
        client.ssm("DescribeInstancePatches", bad).await.code(),
        "InvalidFilter"
    );
    let unknown = json!({"InstanceId": "i-00000000000000000"});
    assert_eq!(
        client.ssm("DescribeInstancePatches", unknown).await.code(),
        "InvalidInstanceId"
    );
    let small = json!({"InstanceId": id, "MaxResults": 5});
    let answer = client.ssm("DescribeInstancePatches", small).await;
    assert_eq!(
        answer.json()["message"],
        "1 validation error detected: Value '5' at 'maxResults' failed to satisfy constraint: Member must have value greater than or equal to 10"
    );
}

#[tokio::test]
async fn a_patch_group_gives_five_rows_a_page_of_nodes_that_had_it_when_scanned() {
    let sandbox = example();
    let client = sandbox.client(MANAGEMENT, "us-east-1");
    let operation = "DescribeInstancePatchStatesForPatchGroup";
    let (rows, _) = client
        .all(
            operation,
            json!({"PatchGroup": "web"}),
            "InstancePatchStates",
        )
        .await;
    assert_eq!(rows.len(), 3);
    assert!(rows.iter().all(|row| row["PatchGroup"] == "web"));
    let filter = json!([{"Key": "MissingCount", "Values": ["0"], "Type": "GreaterThan"}]);
    let (rows, _) = client
        .all(
            operation,
            json!({"PatchGroup": "web", "Filters": filter}),
            "InstancePatchStates",
        )
        .await;
    assert_eq!(rows.len(), 2);
    let bad = json!({"PatchGroup": "web", "Filters": [{"Key": "Colour", "Values": ["0"], "Type": "Equal"}]});
    assert_eq!(client.ssm(operation, bad).await.code(), "InvalidFilter");
    assert_eq!(
        client
            .ssm(operation, json!({"PatchGroup": "web", "MaxResults": 5}))
            .await
            .code(),
        "ValidationException"
    );
    assert_eq!(
        client
            .ssm(operation, json!({"PatchGroup": "a\u{1b}"}))
            .await
            .code(),
        "ValidationException"
    );
}

#[tokio::test]
async fn time_decides_which_scans_have_happened() {
    let sandbox = example();
    let client = sandbox.client(MANAGEMENT, "us-east-1");
    let before = state(&client, "i-0a1b2c3d4e5f60001").await;
    let moved = sandbox
        .sandbox
        .advance(jiff::SignedDuration::from_hours(24 * 7))
        .unwrap();
    assert_eq!(moved.to_string(), "2026-02-07T12:00:00Z");
    assert_eq!(sandbox.sandbox.now(), moved);
    assert_eq!(
        state(&client, "i-0a1b2c3d4e5f60001").await["OperationEndTime"],
        before["OperationEndTime"]
    );
    assert!(sandbox.sandbox.advance(jiff::SignedDuration::MAX).is_err());
}
