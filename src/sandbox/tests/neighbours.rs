use serde_json::{Value, json};

use crate::sandbox::testing::{Answer, Client, MANAGEMENT, WORKLOADS, example};

async fn organizations(client: &Client, operation: &str, input: Value) -> Answer {
    client
        .json(
            "organizations",
            &format!("AWSOrganizationsV20161128.{operation}"),
            input,
        )
        .await
}

async fn tagged(client: &Client, input: Value) -> Answer {
    client
        .json(
            "tagging",
            "ResourceGroupsTaggingAPI_20170126.GetResources",
            input,
        )
        .await
}

#[tokio::test]
async fn the_management_account_lists_the_organization_and_a_member_may_not() {
    let sandbox = example();
    let manager = sandbox.client(MANAGEMENT, "us-east-1");
    let page = organizations(&manager, "ListAccounts", json!({"MaxResults": 1}))
        .await
        .ok();
    assert_eq!(page["Accounts"][0]["Id"], MANAGEMENT);
    let next = organizations(
        &manager,
        "ListAccounts",
        json!({"NextToken": page["NextToken"]}),
    )
    .await
    .ok();
    assert_eq!(
        (&next["Accounts"][0]["Id"], &next["NextToken"]),
        (&json!(WORKLOADS), &Value::Null)
    );
    let root = organizations(&manager, "ListRoots", json!({})).await.ok()["Roots"][0]["Id"]
        .as_str()
        .unwrap()
        .to_owned();
    let units = organizations(
        &manager,
        "ListOrganizationalUnitsForParent",
        json!({"ParentId": root}),
    )
    .await
    .ok();
    let ids: Vec<&str> = units["OrganizationalUnits"]
        .as_array()
        .unwrap()
        .iter()
        .map(|unit| unit["Id"].as_str().unwrap())
        .collect();
    assert_eq!(ids, ["ou-ab12-workload1", "ou-ab12-sandbox01"]);
    let inside = organizations(
        &manager,
        "ListAccountsForParent",
        json!({"ParentId": ids[0]}),
    )
    .await
    .ok();
    assert_eq!(inside["Accounts"][0]["Id"], WORKLOADS);
    for (input, code) in [
        (
            json!({"ParentId": "ou-ab12-nowhere00"}),
            "ParentNotFoundException",
        ),
        (json!({"ParentId": "somewhere"}), "InvalidInputException"),
        (
            json!({"ParentId": root, "MaxResults": 21}),
            "InvalidInputException",
        ),
    ] {
        assert_eq!(
            organizations(&manager, "ListAccountsForParent", input.clone())
                .await
                .code(),
            code,
            "{input}"
        );
    }
    let member = sandbox.client(WORKLOADS, "us-east-1");
    assert_eq!(
        organizations(&member, "ListAccounts", json!({}))
            .await
            .code(),
        "AccessDeniedException"
    );
    assert_eq!(
        organizations(&manager, "CloseAccount", json!({}))
            .await
            .code(),
        "UnknownOperationException"
    );
}

#[tokio::test]
async fn tags_of_instances_are_found_and_hybrid_nodes_are_not() {
    let sandbox = example();
    let client = sandbox.client(MANAGEMENT, "us-east-1");
    let arns = async |input: Value| {
        let output = tagged(&client, input).await.ok();
        let list = output["ResourceTagMappingList"].as_array().unwrap().clone();
        list.iter()
            .map(|mapping| mapping["ResourceARN"].as_str().unwrap().to_owned())
            .collect::<Vec<_>>()
    };
    let all = arns(json!({"ResourceTypeFilters": ["ec2:instance"]})).await;
    assert_eq!(all.len(), 14);
    assert_eq!(
        all[0],
        "arn:aws:ec2:us-east-1:111122223333:instance/i-0a1b2c3d4e5f60001"
    );
    let web = json!({"TagFilters": [{"Key": "Patch Group", "Values": ["web", "x"]}, {"Key": "PatchGroup"}]});
    assert_eq!(
        arns(web).await,
        ["arn:aws:ec2:us-east-1:111122223333:instance/i-0a1b2c3d4e5f60004"]
    );
    assert!(
        arns(json!({"ResourceTypeFilters": ["s3"]}))
            .await
            .is_empty()
    );
    let page = tagged(&client, json!({"ResourcesPerPage": 10})).await.ok();
    let token = page["PaginationToken"].as_str().unwrap();
    let rest = tagged(
        &client,
        json!({"ResourcesPerPage": 10, "PaginationToken": token}),
    )
    .await
    .ok();
    assert_eq!(
        (
            rest["ResourceTagMappingList"].as_array().unwrap().len(),
            &rest["PaginationToken"]
        ),
        (4, &json!(""))
    );
    for input in [
        json!({"ResourcesPerPage": 101}),
        json!({"PaginationToken": "x"}),
    ] {
        assert_eq!(
            tagged(&client, input.clone()).await.code(),
            "InvalidParameterException",
            "{input}"
        );
    }
}
