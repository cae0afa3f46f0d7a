use serde_json::{Value, json};

use crate::sandbox::testing::{MANAGEMENT, WORKLOADS, example};

const LIST: &str = "InstanceInformationList";

#[tokio::test]
async fn each_account_and_region_has_its_own_nodes_and_an_empty_region_answers() {
    let sandbox = example();
    let mut seen = 0;
    for account in [MANAGEMENT, WORKLOADS] {
        for region in ["us-east-1", "eu-central-1", "ap-northeast-1"] {
            let (nodes, _) = sandbox
                .client(account, region)
                .all("DescribeInstanceInformation", json!({}), LIST)
                .await;
            assert!(!nodes.is_empty(), "{account} {region}");
            seen += nodes.len();
        }
    }
    assert!(seen >= 40, "{seen}");
    let (nodes, _) = sandbox
        .client(MANAGEMENT, "eu-west-3")
        .all("DescribeInstanceInformation", json!({}), LIST)
        .await;
    assert_eq!(nodes, Vec::<Value>::new());
}

#[tokio::test]
async fn a_hybrid_node_has_a_name_and_an_activation_and_an_instance_has_neither() {
    let sandbox = example();
    let client = sandbox.client(MANAGEMENT, "us-east-1");
    let (nodes, _) = client
        .all("DescribeInstanceInformation", json!({}), LIST)
        .await;
    let find = |id: &str| nodes.iter().find(|node| node["InstanceId"] == id).unwrap();
    let hybrid = find("mi-0f1e2d3c4b5a60001");
    assert_eq!(
        (&hybrid["Name"], &hybrid["ResourceType"]),
        (&json!("=cmd|'/C calc'!A0"), &json!("ManagedInstance"))
    );
    assert!(hybrid["ActivationId"].is_string() && hybrid["RegistrationDate"].is_number());
    let instance = find("i-0a1b2c3d4e5f60001");
    assert_eq!(
        (&instance["Name"], &instance["ResourceType"]),
        (&Value::Null, &json!("EC2Instance"))
    );
    assert_eq!(instance["PingStatus"], "Online");
    let now = sandbox.sandbox.now().as_second();
    let ping = instance["LastPingDateTime"].as_f64().unwrap();
    assert!(
        (0.0..300.0).contains(&(f64::from(i32::try_from(now).unwrap()) - ping)),
        "an online node was heard of just now"
    );
}

#[tokio::test]
async fn filters_hold_together_and_the_two_lists_exclude_each_other() {
    let sandbox = example();
    let client = sandbox.client(MANAGEMENT, "us-east-1");
    let ids = async |filters: Value| {
        let (nodes, _) = client
            .all(
                "DescribeInstanceInformation",
                json!({"Filters": filters}),
                LIST,
            )
            .await;
        nodes
            .iter()
            .map(|node| node["InstanceId"].as_str().unwrap().to_owned())
            .collect::<Vec<_>>()
    };
    assert_eq!(
        ids(json!([{"Key": "PlatformTypes", "Values": ["MacOS"]}])).await,
        ["i-0a1b2c3d4e5f6000e"]
    );
    assert_eq!(
        ids(json!([{"Key": "PingStatus", "Values": ["ConnectionLost", "Inactive"]}]))
            .await
            .len(),
        2
    );
    let web = json!([{"Key": "tag:Patch Group", "Values": ["web"]}, {"Key": "tag-key", "Values": ["PatchGroup"]}]);
    assert_eq!(
        ids(web).await,
        ["i-0a1b2c3d4e5f60004"],
        "one node has both spellings"
    );
    let two = json!([{"Key": "InstanceIds", "Values": ["i-0a1b2c3d4e5f60002", "i-00000000000000000", "i-0a1b2c3d4e5f60001"]}]);
    assert_eq!(
        ids(two).await,
        ["i-0a1b2c3d4e5f60001", "i-0a1b2c3d4e5f60002"]
    );

    let both = json!({"Filters": [{"Key": "PingStatus", "Values": ["Online"]}],
        "InstanceInformationFilterList": [{"key": "PingStatus", "valueSet": ["Online"]}]});
    assert_eq!(
        client.ssm("DescribeInstanceInformation", both).await.code(),
        "ValidationException"
    );
    let colour = json!({"Filters": [{"Key": "Colour", "Values": ["red"]}]});
    assert_eq!(
        client
            .ssm("DescribeInstanceInformation", colour)
            .await
            .code(),
        "InvalidFilterKey"
    );
    let ping = json!({"Filters": [{"Key": "PingStatus", "Values": ["online"]}]});
    assert_eq!(
        client.ssm("DescribeInstanceInformation", ping).await.code(),
        "InvalidInstanceInformationFilterValue"
    );
}

#[tokio::test]
async fn pages_may_be_empty_and_a_token_belongs_to_its_request() {
    let sandbox = example();
    let client = sandbox.client(MANAGEMENT, "us-east-1");
    let (nodes, sizes) = client
        .all(
            "DescribeInstanceInformation",
            json!({"MaxResults": 5}),
            LIST,
        )
        .await;
    assert_eq!(nodes.len(), 16);
    assert_eq!(sizes, [5, 0, 5, 5, 1], "an empty page with a token occurs");
    let filters = json!([{"Key": "ResourceType", "Values": ["ManagedInstance"]}]);
    let (nodes, sizes) = client
        .all(
            "DescribeInstanceInformation",
            json!({"MaxResults": 5, "Filters": filters}),
            LIST,
        )
        .await;
    assert_eq!(
        (nodes.len(), sizes[0]),
        (2, 0),
        "a page of a filter that found nothing is not the last"
    );

    let page = client
        .ssm("DescribeInstanceInformation", json!({"MaxResults": 5}))
        .await
        .ok();
    let token = page["NextToken"].as_str().unwrap();
    let other = json!({"NextToken": token, "Filters": filters});
    assert_eq!(
        client
            .ssm("DescribeInstanceInformation", other)
            .await
            .code(),
        "InvalidNextToken"
    );
    let foreign = sandbox.client(WORKLOADS, "us-east-1");
    assert_eq!(
        foreign
            .ssm("DescribeInstanceInformation", json!({"NextToken": token}))
            .await
            .code(),
        "InvalidNextToken"
    );
    for bad in [
        "x",
        "日本語日本語日本語日本語日本語日本語",
        "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA",
    ] {
        assert_eq!(
            client
                .ssm("DescribeInstanceInformation", json!({"NextToken": bad}))
                .await
                .code(),
            "InvalidNextToken",
            "{bad}"
        );
    }
    client
        .ssm(
            "DescribeInstanceInformation",
            json!({"MaxResults": 50, "NextToken": token}),
        )
        .await
        .ok();
}

#[tokio::test]
async fn sizes_beyond_the_bounds_are_refused_with_the_sentence_of_aws() {
    let sandbox = example();
    let client = sandbox.client(MANAGEMENT, "us-east-1");
    for (size, bound) in [
        (4, "greater than or equal to 5"),
        (51, "less than or equal to 50"),
    ] {
        let answer = client
            .ssm("DescribeInstanceInformation", json!({"MaxResults": size}))
            .await;
        assert_eq!(answer.code(), "ValidationException");
        assert!(
            answer.json()["message"].as_str().unwrap().ends_with(bound),
            "{}",
            answer.text
        );
    }
    assert_eq!(
        client
            .ssm("DescribeInstanceInformation", json!({"MaxResults": "5"}))
            .await
            .code(),
        "SerializationException"
    );
}

#[tokio::test]
async fn what_is_not_implemented_is_an_error_that_names_it() {
    let sandbox = example();
    let client = sandbox.client(MANAGEMENT, "us-east-1");
    let answer = client.ssm("SendAutomationSignal", json!({})).await;
    assert_eq!(answer.code(), "UnknownOperationException");
    assert!(
        answer.text.contains("ssm:SendAutomationSignal"),
        "{}",
        answer.text
    );
    assert_eq!(
        client
            .json("ec2", "EC2.DescribeInstances", json!({}))
            .await
            .code(),
        "UnknownOperationException"
    );
    let sts = client
        .sts("Action=GetSessionToken&Version=2011-06-15")
        .await;
    assert!(
        sts.status == 400 && sts.text.contains("sts:GetSessionToken"),
        "{sts:?}"
    );
}

#[tokio::test]
async fn tags_of_hybrid_nodes_and_baselines_are_listed_and_those_of_instances_are_not() {
    let sandbox = example();
    let client = sandbox.client(MANAGEMENT, "us-east-1");
    let tags = |kind: &str, id: &str| {
        client.ssm(
            "ListTagsForResource",
            json!({"ResourceType": kind, "ResourceId": id}),
        )
    };
    let output = tags("ManagedInstance", "mi-0f1e2d3c4b5a60002").await.ok();
    assert_eq!(
        output["TagList"],
        json!([{"Key": "Patch Group", "Value": "pci"}, {"Key": "site", "Value": "factory"}])
    );
    assert_eq!(
        tags("ManagedInstance", "i-0a1b2c3d4e5f60001").await.code(),
        "ValidationException",
        "the id of an instance has not the form"
    );
    assert_eq!(
        tags("ManagedInstance", "mi-00000000000000000").await.code(),
        "InvalidResourceId"
    );
    assert_eq!(tags("Colour", "x").await.code(), "ValidationException");
    let baselines = client
        .ssm(
            "DescribePatchBaselines",
            json!({"Filters": [{"Key": "OWNER", "Values": ["Self"]}]}),
        )
        .await
        .ok();
    let id = baselines["BaselineIdentities"][0]["BaselineId"]
        .as_str()
        .unwrap();
    assert_eq!(
        tags("PatchBaseline", id).await.ok()["TagList"][0]["Key"],
        "team"
    );
}
