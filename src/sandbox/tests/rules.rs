use serde_json::{Value, json};

use crate::sandbox::testing::{MANAGEMENT, WORKLOADS, example};

#[tokio::test]
async fn every_region_has_the_baselines_of_aws_and_the_own_ones_of_its_account() {
    let sandbox = example();
    let east = sandbox.client(MANAGEMENT, "us-east-1");
    let list = async |filters: Value| {
        east.all(
            "DescribePatchBaselines",
            json!({"Filters": filters, "MaxResults": 4}),
            "BaselineIdentities",
        )
        .await
        .0
    };
    assert_eq!(
        list(json!([{"Key": "OWNER", "Values": ["AWS"]}]))
            .await
            .len(),
        17
    );
    let own = list(json!([{"Key": "OWNER", "Values": ["Self"]}])).await;
    assert_eq!(own.len(), 3);
    assert!(
        own.iter()
            .all(|baseline| baseline["BaselineId"].as_str().unwrap().starts_with("pb-"))
    );
    let windows = list(json!([{"Key": "OPERATING_SYSTEM", "Values": ["WINDOWS"]}, {"Key": "OWNER", "Values": ["AWS"]}])).await;
    let defaults: Vec<&Value> = windows
        .iter()
        .filter(|baseline| baseline["DefaultBaseline"] == true)
        .collect();
    assert_eq!((windows.len(), defaults.len()), (3, 1));
    assert_eq!(
        defaults[0]["BaselineId"],
        "arn:aws:ssm:us-east-1:075727635805:patchbaseline/pb-09ca3fb51f0412ec3"
    );
    let prefix = list(json!([{"Key": "NAME_PREFIX", "Values": ["AWS-Amazon"]}])).await;
    assert_eq!(prefix.len(), 4);
    let bad = json!({"Filters": [{"Key": "COLOUR", "Values": ["red"]}]});
    assert_eq!(
        east.ssm("DescribePatchBaselines", bad).await.code(),
        "ValidationException"
    );
    let tokyo = sandbox.client(WORKLOADS, "ap-northeast-1");
    let (there, _) = tokyo
        .all("DescribePatchBaselines", json!({}), "BaselineIdentities")
        .await;
    assert!(there.iter().all(|baseline| {
        baseline["BaselineId"]
            .as_str()
            .unwrap()
            .starts_with("arn:aws:ssm:ap-northeast-1:486716784251:")
    }));
}

#[tokio::test]
async fn a_baseline_of_aws_needs_its_arn_and_an_own_one_takes_both() {
    let sandbox = example();
    let client = sandbox.client(WORKLOADS, "us-east-1");
    let get = |id: &str| client.ssm("GetPatchBaseline", json!({"BaselineId": id}));
    let default = client.ssm("GetDefaultPatchBaseline", json!({})).await.ok();
    assert_eq!(
        default["OperatingSystem"], "WINDOWS",
        "Windows is what is meant when nothing is said"
    );
    let arn = default["BaselineId"].as_str().unwrap();
    assert_eq!(get(arn).await.ok()["Name"], "AWS-DefaultPatchBaseline");
    let short = arn.rsplit('/').next().unwrap();
    assert_eq!(get(short).await.code(), "DoesNotExistException");
    assert_eq!(
        get("pb-tooshortortoolongid").await.code(),
        "InvalidResourceId"
    );

    let own = client
        .ssm(
            "GetDefaultPatchBaseline",
            json!({"OperatingSystem": "UBUNTU"}),
        )
        .await
        .ok();
    let id = own["BaselineId"].as_str().unwrap();
    let baseline = get(id).await.ok();
    assert_eq!(baseline["Name"], "all-of-ubuntu");
    assert_eq!(
        baseline["ApprovalRules"]["PatchRules"][0]["EnableNonSecurity"],
        true
    );
    assert_eq!(
        get(&format!(
            "arn:aws:ssm:us-east-1:{WORKLOADS}:patchbaseline/{id}"
        ))
        .await
        .ok()["BaselineId"],
        id
    );
    let foreign = sandbox
        .client(MANAGEMENT, "us-east-1")
        .ssm("GetPatchBaseline", json!({"BaselineId": id}))
        .await;
    assert_eq!(
        foreign.code(),
        "DoesNotExistException",
        "another account's baseline is not there"
    );
}

#[tokio::test]
async fn groups_have_one_baseline_per_operating_system_and_fall_back_to_the_default() {
    let sandbox = example();
    let client = sandbox.client(MANAGEMENT, "us-east-1");
    let (mappings, _) = client
        .all("DescribePatchGroups", json!({"MaxResults": 1}), "Mappings")
        .await;
    let named: Vec<(&str, &str)> = mappings
        .iter()
        .map(|mapping| {
            (
                mapping["PatchGroup"].as_str().unwrap(),
                mapping["BaselineIdentity"]["OperatingSystem"]
                    .as_str()
                    .unwrap(),
            )
        })
        .collect();
    assert_eq!(
        named,
        [
            ("production", "WINDOWS"),
            ("production", "AMAZON_LINUX_2023"),
            ("web", "AMAZON_LINUX_2023")
        ]
    );
    let of = async |group: &str, os: &str| {
        let input = json!({"PatchGroup": group, "OperatingSystem": os});
        client
            .ssm("GetPatchBaselineForPatchGroup", input)
            .await
            .ok()["BaselineId"]
            .as_str()
            .unwrap()
            .to_owned()
    };
    assert!(of("production", "WINDOWS").await.starts_with("pb-"));
    assert!(
        of("production", "DEBIAN").await.starts_with("arn:"),
        "not registered for this operating system"
    );
    assert!(
        of("legcay", "WINDOWS").await.starts_with("arn:"),
        "not registered at all"
    );
}
