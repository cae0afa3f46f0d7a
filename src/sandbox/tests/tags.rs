//! Tags that are written: those of EC2 instances by Resource Groups Tagging, those of hybrid nodes
//! and baselines by SSM.

use serde_json::{Value, json};

use crate::sandbox::testing::{Answer, Client, MANAGEMENT, WORKLOADS, example, fleet};

const HYBRID: &str = "mi-0f1e2d3c4b5a60001";
const WEB: &str = "arn:aws:ec2:us-east-1:111122223333:instance/i-0a1b2c3d4e5f60001";

async fn groups(client: &Client, operation: &str, input: Value) -> Answer {
    client
        .json(
            "tagging",
            &format!("ResourceGroupsTaggingAPI_20170126.{operation}"),
            input,
        )
        .await
}

async fn tags_of(client: &Client, arn: &str) -> Value {
    let output = groups(client, "GetResources", json!({"ResourceARNList": [arn]}))
        .await
        .ok();
    output["ResourceTagMappingList"][0]["Tags"].clone()
}

async fn list(client: &Client, kind: &str, id: &str) -> Value {
    client
        .ssm(
            "ListTagsForResource",
            json!({"ResourceType": kind, "ResourceId": id}),
        )
        .await
        .ok()["TagList"]
        .clone()
}

async fn add(client: &Client, kind: &str, id: &str, tags: Value) -> Answer {
    client
        .ssm(
            "AddTagsToResource",
            json!({"ResourceType": kind, "ResourceId": id, "Tags": tags}),
        )
        .await
}

async fn remove(client: &Client, kind: &str, id: &str, keys: Value) -> Answer {
    client
        .ssm(
            "RemoveTagsFromResource",
            json!({"ResourceType": kind, "ResourceId": id, "TagKeys": keys}),
        )
        .await
}

fn many(count: usize) -> Value {
    (0..count)
        .map(|number| json!({"Key": format!("k{number:02}"), "Value": "v"}))
        .collect()
}

#[tokio::test]
async fn tags_of_hybrid_nodes_and_baselines_are_added_and_removed() {
    let sandbox = example();
    let client = sandbox.client(MANAGEMENT, "us-east-1");
    let created = client
        .ssm(
            "CreatePatchBaseline",
            json!({"Name": "tagged", "Tags": [{"Key": "site", "Value": "factory"}]}),
        )
        .await
        .ok();
    let baseline = created["BaselineId"].as_str().unwrap();
    for (kind, id) in [("ManagedInstance", HYBRID), ("PatchBaseline", baseline)] {
        let change = json!([{"Key": "site", "Value": "köln"}, {"Key": "PatchGroup", "Value": ""}]);
        assert_eq!(add(&client, kind, id, change).await.ok(), json!({}));
        let both = json!([{"Key": "PatchGroup", "Value": ""}, {"Key": "site", "Value": "köln"}]);
        assert_eq!(
            list(&client, kind, id).await,
            both,
            "an existing key is overwritten"
        );
        assert_eq!(
            remove(&client, kind, id, json!(["PatchGroup", "never-there"]))
                .await
                .ok(),
            json!({})
        );
        assert_eq!(
            list(&client, kind, id).await,
            json!([{"Key": "site", "Value": "köln"}])
        );
        add(&client, kind, id, many(49)).await.ok();
        assert_eq!(
            add(&client, kind, id, json!([{"Key": "one-more", "Value": ""}]))
                .await
                .code(),
            "TooManyTagsError"
        );
        add(
            &client,
            kind,
            id,
            json!([{"Key": "site", "Value": "again"}]),
        )
        .await
        .ok();
        let long = json!([{"Key": "k00", "Value": "x".repeat(256)}]);
        add(&client, kind, id, long).await.ok();
        remove(&client, kind, id, json!(["site"])).await.ok();
        add(
            &client,
            kind,
            id,
            json!([{"Key": "x".repeat(128), "Value": ""}]),
        )
        .await
        .ok();
        assert_eq!(list(&client, kind, id).await.as_array().unwrap().len(), 50);
        for wrong in [
            json!([{"Key": "", "Value": ""}]),
            json!([{"Key": "x".repeat(129), "Value": ""}]),
            json!([{"Key": "k", "Value": "x".repeat(257)}]),
            json!([{"Key": "k"}]),
            json!([{"Key": "k#", "Value": ""}]),
            json!([{"Key": "k", "Value": "\u{1b}[31m"}]),
            json!([{"Key": "aws:k", "Value": ""}]),
            json!([{"Key": "k", "Value": ""}, {"Key": "k", "Value": ""}]),
            many(1001),
        ] {
            assert_eq!(
                add(&client, kind, id, wrong.clone()).await.code(),
                "ValidationException",
                "{wrong}"
            );
        }
        assert_eq!(
            remove(&client, kind, id, json!(["aws:k"])).await.code(),
            "ValidationException"
        );
        assert_eq!(
            remove(&client, kind, id, json!([""])).await.code(),
            "ValidationException"
        );
    }
    let found = client
        .ssm("GetPatchBaseline", json!({"BaselineId": baseline}))
        .await
        .ok();
    assert_eq!(
        found["ModifiedDate"], found["CreatedDate"],
        "tags are not a part of the baseline"
    );
}

#[tokio::test]
async fn only_what_is_there_is_tagged() {
    let sandbox = example();
    let client = sandbox.client(MANAGEMENT, "us-east-1");
    let tags = json!([{"Key": "k", "Value": "v"}]);
    for (kind, id, code) in [
        (
            "ManagedInstance",
            "mi-00000000000000000",
            "InvalidResourceId",
        ),
        (
            "ManagedInstance",
            "i-0a1b2c3d4e5f60001",
            "ValidationException",
        ),
        (
            "ManagedInstance",
            "mi-0F1E2D3C4B5A60001",
            "ValidationException",
        ),
        ("PatchBaseline", "pb-00000000000000000", "InvalidResourceId"),
        (
            "MaintenanceWindow",
            "mw-00000000000000000",
            "InvalidResourceId",
        ),
        ("Colour", HYBRID, "ValidationException"),
    ] {
        assert_eq!(
            add(&client, kind, id, tags.clone()).await.code(),
            code,
            "{kind} {id}"
        );
        assert_eq!(
            remove(&client, kind, id, json!(["k"])).await.code(),
            code,
            "{kind} {id}"
        );
    }
    let elsewhere = sandbox.client(MANAGEMENT, "eu-central-1");
    assert_eq!(
        add(&elsewhere, "ManagedInstance", HYBRID, tags)
            .await
            .code(),
        "InvalidResourceId"
    );
}

#[tokio::test]
async fn instances_are_tagged_one_by_one_and_each_failure_is_told() {
    let sandbox = example();
    let client = sandbox.client(MANAGEMENT, "us-east-1");
    let absent = WEB.replace("60001", "fffff");
    let hybrid = WEB.replace("i-0a1b2c3d4e5f60001", HYBRID);
    let region = WEB.replace("us-east-1", "eu-central-1");
    let account = WEB.replace(MANAGEMENT, WORKLOADS);
    let volume = WEB.replace("instance/i-", "volume/vol-");
    let bucket = "arn:aws:s3:::some-bucket";
    let arns = json!([WEB, WEB, absent, hybrid, region, account, volume, bucket]);
    let before = tags_of(&client, WEB).await;
    let answer = groups(
        &client,
        "TagResources",
        json!({"ResourceARNList": arns, "Tags": {"PatchGroup": "new", "env": "test"}}),
    )
    .await
    .ok();
    let failed = answer["FailedResourcesMap"].as_object().unwrap();
    assert_eq!(failed.len(), 6);
    for arn in [&absent, &hybrid, &region, &account, &volume] {
        assert_eq!(
            (&failed[arn]["ErrorCode"], &failed[arn]["StatusCode"]),
            (&json!("InvalidParameterException"), &json!(400)),
            "{arn}"
        );
    }
    assert_eq!(
        failed[&absent]["ErrorMessage"],
        "The instance ID 'i-0a1b2c3d4e5ffffff' does not exist"
    );
    assert_eq!(failed[bucket]["ErrorCode"], "InternalServiceException");
    let after = tags_of(&client, WEB).await;
    assert!(
        after
            .as_array()
            .unwrap()
            .contains(&json!({"Key": "env", "Value": "test"})),
        "{after}"
    );
    assert_eq!(
        after.as_array().unwrap().len(),
        before.as_array().unwrap().len() + 1
    );

    let keys = json!({"ResourceARNList": [WEB], "TagKeys": ["Name", "PatchGroup", "Patch Group", "env", "absent"]});
    assert_eq!(
        groups(&client, "UntagResources", keys.clone()).await.ok(),
        json!({"FailedResourcesMap": {}})
    );
    groups(&client, "UntagResources", keys).await.ok();
    assert_eq!(
        tags_of(&client, WEB).await,
        json!([]),
        "what was tagged once is still listed"
    );
}

#[tokio::test]
async fn limits_of_tagging_resources_are_those_of_the_model() {
    let sandbox = example();
    let client = sandbox.client(MANAGEMENT, "us-east-1");
    let arns = |count: usize| -> Value {
        (0..count)
            .map(|number| json!(WEB.replace("60001", &format!("1{number:04}"))))
            .collect()
    };
    let tags = |count: usize| -> Value {
        Value::Object(
            (0..count)
                .map(|number| (format!("k{number}"), json!("v")))
                .collect(),
        )
    };
    let keys = |count: usize| -> Value {
        (0..count)
            .map(|number| json!(format!("k{number}")))
            .collect()
    };
    groups(
        &client,
        "TagResources",
        json!({"ResourceARNList": arns(20), "Tags": tags(50)}),
    )
    .await
    .ok();
    groups(
        &client,
        "TagResources",
        json!({"ResourceARNList": arns(1), "Tags": {"#;\u{7}": "x".repeat(256)}}),
    )
    .await
    .ok();
    groups(
        &client,
        "UntagResources",
        json!({"ResourceARNList": arns(20), "TagKeys": keys(50)}),
    )
    .await
    .ok();
    for (operation, input) in [
        (
            "TagResources",
            json!({"ResourceARNList": arns(0), "Tags": tags(1)}),
        ),
        (
            "TagResources",
            json!({"ResourceARNList": arns(21), "Tags": tags(1)}),
        ),
        (
            "TagResources",
            json!({"ResourceARNList": arns(1), "Tags": tags(0)}),
        ),
        (
            "TagResources",
            json!({"ResourceARNList": arns(1), "Tags": tags(51)}),
        ),
        (
            "TagResources",
            json!({"ResourceARNList": arns(1), "Tags": {"": "v"}}),
        ),
        (
            "TagResources",
            json!({"ResourceARNList": arns(1), "Tags": {"x".repeat(129): "v"}}),
        ),
        (
            "TagResources",
            json!({"ResourceARNList": arns(1), "Tags": {"k": "x".repeat(257)}}),
        ),
        (
            "TagResources",
            json!({"ResourceARNList": arns(1), "Tags": {"aws:k": "v"}}),
        ),
        ("TagResources", json!({"ResourceARNList": arns(1)})),
        ("TagResources", json!({"Tags": tags(1)})),
        (
            "UntagResources",
            json!({"ResourceARNList": arns(1), "TagKeys": keys(0)}),
        ),
        (
            "UntagResources",
            json!({"ResourceARNList": arns(1), "TagKeys": keys(51)}),
        ),
        (
            "UntagResources",
            json!({"ResourceARNList": arns(1), "TagKeys": ["Aws:k"]}),
        ),
    ] {
        assert_eq!(
            groups(&client, operation, input.clone()).await.code(),
            "InvalidParameterException",
            "{operation} {input}"
        );
    }
    for (input, code) in [
        (
            json!({"ResourceARNList": arns(1), "Tags": []}),
            "SerializationException",
        ),
        (
            json!({"ResourceARNList": arns(1), "Tags": {"k": 1}}),
            "SerializationException",
        ),
    ] {
        assert_eq!(
            groups(&client, "TagResources", input.clone()).await.code(),
            code,
            "{input}"
        );
    }
    for arn in [
        "i-0a1b2c3d4e5f60001",
        "arn:aws:ec2:us-east-1:111122223333:i-0a1b2c3d4e5f60001",
        "arn:aws:ec2:us-east-1",
        "arn:aws:s3:::",
    ] {
        let answer = groups(
            &client,
            "TagResources",
            json!({"ResourceARNList": [WEB, arn], "Tags": {"whole": "request"}}),
        )
        .await;
        assert_eq!(answer.code(), "InvalidParameterException");
        assert_eq!(
            answer.json()["Message"],
            format!("{arn} is not a valid AmazonResourceName (ARN)")
        );
    }
    let whole = json!({"TagFilters": [{"Key": "whole"}]});
    assert_eq!(
        groups(&client, "GetResources", whole).await.ok()["ResourceTagMappingList"],
        json!([]),
        "one bad ARN refuses them all"
    );

    let web = json!({"ResourceARNList": [WEB], "Tags": tags(50)});
    let full = groups(&client, "TagResources", web).await.ok();
    assert_eq!(
        full["FailedResourcesMap"][WEB]["ErrorCode"], "InvalidParameterException",
        "with those it has there would be more than 50"
    );
    assert!(tags_of(&client, WEB).await.as_array().unwrap().len() < 10);
}

#[tokio::test]
async fn tagging_needs_the_permission_of_both_services() {
    let denying = |action: &str| {
        fleet(&format!(
            "fleet: f\nregions: [us-east-1]\naccounts:\n  - {{id: '111122223333', name: only, email: a@example.com, management: true, deny: ['{action}']}}\n\
             catalogues:\n  al2: {{os: AMAZON_LINUX_2, platform_name: Amazon Linux, platform_version: '2', product: AmazonLinux2, image: 2025-01-01}}\n\
             nodes:\n  - {{id: i-00000001, account: only, region: us-east-1, catalogue: al2, tags: {{env: prod}}}}\n"
        ))
    };
    let arn = "arn:aws:ec2:us-east-1:111122223333:instance/i-00000001";
    let input = json!({"ResourceARNList": [arn], "Tags": {"env": "test"}});
    let sandbox = denying("tag:TagResources");
    let client = sandbox.client(MANAGEMENT, "us-east-1");
    assert_eq!(
        groups(&client, "TagResources", input.clone()).await.code(),
        "AccessDeniedException"
    );
    let sandbox = denying("ec2:CreateTags");
    let client = sandbox.client(MANAGEMENT, "us-east-1");
    let failed =
        groups(&client, "TagResources", input).await.ok()["FailedResourcesMap"][arn].clone();
    assert_eq!(
        (&failed["ErrorCode"], &failed["StatusCode"]),
        (&json!("AccessDeniedException"), &json!(403))
    );
    assert!(
        failed["ErrorMessage"]
            .as_str()
            .unwrap()
            .contains("ec2:CreateTags"),
        "{failed}"
    );
    assert_eq!(
        tags_of(&client, arn).await,
        json!([{"Key": "env", "Value": "prod"}])
    );
    groups(
        &client,
        "UntagResources",
        json!({"ResourceARNList": [arn], "TagKeys": ["env"]}),
    )
    .await
    .ok();
    assert_eq!(tags_of(&client, arn).await, json!([]));
}
