//! CloudTrail: what is recorded of calls, and how it is looked up.

use serde_json::{Value, json};

use crate::sandbox::testing::{Answer, Client, MANAGEMENT, WORKLOADS, example, fleet};

async fn lookup(client: &Client, input: Value) -> Answer {
    let target = "com.amazonaws.cloudtrail.v20131101.CloudTrail_20131101.LookupEvents";
    client.json("cloudtrail", target, input).await
}

fn named(name: &str) -> Value {
    json!({"LookupAttributes": [{"AttributeKey": "EventName", "AttributeValue": name}]})
}

/// The events with a name, each with its record.
async fn events(client: &Client, name: &str) -> Vec<(Value, Value)> {
    let answer = lookup(client, named(name)).await.ok();
    let events = answer["Events"].as_array().unwrap().clone();
    events.into_iter().map(with_record).collect()
}

fn with_record(event: Value) -> (Value, Value) {
    let record = serde_json::from_str(event["CloudTrailEvent"].as_str().unwrap()).unwrap();
    (event, record)
}

fn minutes(number: i64) -> jiff::SignedDuration {
    jiff::SignedDuration::from_mins(number)
}

#[tokio::test]
async fn a_call_that_writes_is_there_five_minutes_later_and_in_its_account_and_region() {
    let sandbox = example();
    let client = sandbox.client(MANAGEMENT, "eu-central-1");
    let input = json!({
        "DocumentName": "AWS-RunPatchBaseline", "InstanceIds": ["i-0b1b2c3d4e5f60001"],
        "Parameters": {"Operation": ["Scan"]}, "Comment": "by hand",
    });
    let sent = client.ssm("SendCommand", input).await.ok();
    let _read = client.ssm("ListCommands", json!({})).await.ok();
    assert!(events(&client, "SendCommand").await.is_empty());

    sandbox.sandbox.advance(minutes(5)).unwrap();
    let found = events(&client, "SendCommand").await;
    let [(event, record)] = &found[..] else {
        panic!("{found:?}")
    };
    assert_eq!(event["EventTime"], json!(1_769_860_800.0));
    assert_eq!(
        (&event["Username"], &event["ReadOnly"]),
        (&json!("sandbox"), &json!("false"))
    );
    assert_eq!(event["EventSource"], "ssm.amazonaws.com");
    assert_eq!(record["eventID"], event["EventId"]);
    assert_eq!(record["eventTime"], "2026-01-31T12:00:00Z");
    assert_eq!(
        record["userIdentity"]["arn"],
        "arn:aws:iam::111122223333:user/sandbox"
    );
    assert_eq!(record["userIdentity"]["type"], "IAMUser");
    let request = &record["requestParameters"];
    assert_eq!(request["instanceIds"], json!(["i-0b1b2c3d4e5f60001"]));
    assert_eq!(request["comment"], "by hand");
    assert_eq!(request["parameters"], "HIDDEN_DUE_TO_SECURITY_REASONS");
    let response = &record["responseElements"]["command"];
    assert_eq!(response["commandId"], sent["Command"]["CommandId"]);
    assert!(record.get("errorCode").is_none());

    assert!(events(&client, "ListCommands").await.is_empty());
    let elsewhere = sandbox.client(MANAGEMENT, "ap-northeast-1");
    assert!(events(&elsewhere, "SendCommand").await.is_empty());
    let other = sandbox.client(WORKLOADS, "eu-central-1");
    assert!(events(&other, "SendCommand").await.is_empty());
}

#[tokio::test]
async fn what_was_refused_has_its_code() {
    let sandbox = example();
    let client = sandbox.client(MANAGEMENT, "us-east-1");
    let gone = json!({"BaselineId": "pb-00000000000000000"});
    assert_eq!(client.ssm("DeletePatchBaseline", gone).await.status, 200);
    let unknown = json!({"BaselineId": "pb-00000000000000000", "Name": "other"});
    let code = client.ssm("UpdatePatchBaseline", unknown).await.code();
    sandbox.sandbox.advance(minutes(6)).unwrap();
    let found = events(&client, "UpdatePatchBaseline").await;
    assert_eq!(found[0].1["errorCode"], json!(code));
    assert_eq!(found[0].1["responseElements"], Value::Null);
    assert_eq!(found[0].1["requestParameters"]["name"], "other");
}

#[tokio::test]
async fn tags_keep_their_names() {
    let sandbox = example();
    let client = sandbox.client(MANAGEMENT, "us-east-1");
    let arn = "arn:aws:ec2:us-east-1:111122223333:instance/i-0a1b2c3d4e5f60001";
    let input = json!({"ResourceARNList": [arn], "Tags": {"Patch Group": "Web"}});
    let target = "ResourceGroupsTaggingAPI_20170126.TagResources";
    let _done = client.json("tagging", target, input).await.ok();
    sandbox.sandbox.advance(minutes(6)).unwrap();
    let found = events(&client, "TagResources").await;
    let request = &found[0].1["requestParameters"];
    assert_eq!(request["resourceARNList"], json!([arn]));
    assert_eq!(request["tags"], json!({"Patch Group": "Web"}));
    assert_eq!(found[0].0["EventSource"], "tagging.amazonaws.com");
}

const FLEET: &str = r#"
fleet: trail
regions: [us-east-1]
accounts:
  - {id: "111122223333", name: management, email: a@example.com, management: true}
trail:
  - {account: management, region: us-east-1, at: -91d, event: CreatePatchBaseline, who: "arn:aws:iam::111122223333:root"}
  - {account: management, region: us-east-1, at: -2d, event: CreatePatchBaseline, who: "arn:aws:iam::111122223333:user/ops/alice"}
  - {account: management, region: us-east-1, at: -1d, event: CreateTags, service: ec2, who: "arn:aws:sts::111122223333:assumed-role/Admin/bob", request: {resourcesSet: {items: [{resourceId: i-0a1b2c3d4e5f60001}]}}}
  - {account: management, region: us-east-1, at: -3h, event: SendCommand, who: ssm.amazonaws.com}
"#;

#[tokio::test]
async fn events_of_a_fleet_file_are_looked_up_by_every_attribute() {
    let sandbox = fleet(FLEET);
    let client = sandbox.client(MANAGEMENT, "us-east-1");
    let by = |key: &str, value: &str| json!({"LookupAttributes": [{"AttributeKey": key, "AttributeValue": value}]});
    for (input, names) in [
        (
            json!({}),
            vec!["SendCommand", "CreateTags", "CreatePatchBaseline"],
        ),
        (by("Username", "alice"), vec!["CreatePatchBaseline"]),
        (by("Username", "bob"), vec!["CreateTags"]),
        (by("Username", "ssm.amazonaws.com"), vec!["SendCommand"]),
        (by("EventSource", "ec2.amazonaws.com"), vec!["CreateTags"]),
        (
            by("ResourceName", "i-0a1b2c3d4e5f60001"),
            vec!["CreateTags"],
        ),
        (by("ResourceType", "AWS::EC2::Instance"), vec!["CreateTags"]),
        (by("ReadOnly", "true"), vec![]),
        (
            by("EventName", "CreatePatchBaseline"),
            vec!["CreatePatchBaseline"],
        ),
        (json!({"EventCategory": "insight"}), vec![]),
        // The sandbox is seeded at 2026-01-31T12:00:00Z.
        (
            json!({"StartTime": 1_769_774_400}),
            vec!["SendCommand", "CreateTags"],
        ),
        (
            json!({"EndTime": 1_769_774_399}),
            vec!["CreatePatchBaseline"],
        ),
    ] {
        let answer = lookup(&client, input.clone()).await.ok();
        let found: Vec<&str> = answer["Events"]
            .as_array()
            .unwrap()
            .iter()
            .map(|event| event["EventName"].as_str().unwrap())
            .collect();
        assert_eq!(found, names, "{input}");
    }
    let (_, record) = events(&client, "CreateTags").await.remove(0);
    let issuer = &record["userIdentity"]["sessionContext"]["sessionIssuer"];
    assert_eq!(issuer["arn"], "arn:aws:iam::111122223333:role/Admin");
    assert_eq!(record["userIdentity"]["type"], "AssumedRole");
}

#[tokio::test]
async fn pages_lead_to_their_end_and_a_token_of_another_call_does_not() {
    let sandbox = fleet(FLEET);
    let client = sandbox.client(MANAGEMENT, "us-east-1");
    let first = lookup(&client, json!({"MaxResults": 2})).await.ok();
    let token = first["NextToken"].as_str().unwrap();
    let second = lookup(&client, json!({"MaxResults": 2, "NextToken": token}))
        .await
        .ok();
    assert_eq!(second["Events"].as_array().unwrap().len(), 1);
    assert_eq!(second["NextToken"], Value::Null);
    let mut other = named("SendCommand");
    other["NextToken"] = json!(token);
    assert_eq!(
        lookup(&client, other).await.code(),
        "InvalidNextTokenException"
    );
}

#[tokio::test]
async fn what_aws_refuses_is_refused() {
    let sandbox = example();
    let client = sandbox.client(MANAGEMENT, "us-east-1");
    let one = json!({"AttributeKey": "EventName", "AttributeValue": "SendCommand"});
    for (input, code) in [
        (
            json!({"LookupAttributes": [one, one]}),
            "InvalidLookupAttributesException",
        ),
        (
            json!({"LookupAttributes": [{"AttributeKey": "Color", "AttributeValue": "x"}]}),
            "InvalidLookupAttributesException",
        ),
        (
            json!({"LookupAttributes": [{"AttributeKey": "EventName"}]}),
            "InvalidLookupAttributesException",
        ),
        (json!({"LookupAttributes": {}}), "SerializationException"),
        (
            json!({"StartTime": 1_769_860_000, "EndTime": 1_769_850_000}),
            "InvalidTimeRangeException",
        ),
        (
            json!({"StartTime": 1_500_000_000}),
            "InvalidTimeRangeException",
        ),
        (json!({"StartTime": "yesterday"}), "SerializationException"),
        (json!({"MaxResults": 0}), "InvalidMaxResultsException"),
        (json!({"MaxResults": 51}), "InvalidMaxResultsException"),
        (json!({"NextToken": "x"}), "InvalidNextTokenException"),
        (
            json!({"EventCategory": "data"}),
            "InvalidEventCategoryException",
        ),
    ] {
        assert_eq!(lookup(&client, input.clone()).await.code(), code, "{input}");
    }
    let target = "com.amazonaws.cloudtrail.v20131101.CloudTrail_20131101.DescribeTrails";
    let unknown = client.json("cloudtrail", target, json!({})).await.code();
    assert_eq!(unknown, "UnknownOperationException");
}
