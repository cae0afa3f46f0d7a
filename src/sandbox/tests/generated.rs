use std::collections::BTreeMap;

use serde_json::json;

use crate::sandbox::SeedOptions;
use crate::sandbox::testing::{MANAGEMENT, seeded};

#[tokio::test]
async fn a_hundred_thousand_nodes_take_no_room_and_each_is_found() {
    let sandbox = seeded(&SeedOptions {
        fleet: None,
        generated_nodes: Some(100_000),
    });
    let size = std::fs::metadata(sandbox.dir.path().join("box/state.sqlite"))
        .unwrap()
        .len();
    assert!(size < 1_000_000, "{size}");
    let client = sandbox.client(MANAGEMENT, "us-east-1");
    let last = format!("i-0f1ee7{:011x}", 99_999);
    let input = json!({"Filters": [{"Key": "InstanceIds", "Values": [last]}]});
    let found = client.ssm("DescribeInstanceInformation", input).await.ok();
    assert_eq!(
        found["InstanceInformationList"][0]["ComputerName"],
        "node-099999.example.internal"
    );
    let beyond = format!("i-0f1ee7{:011x}", 100_000);
    assert_eq!(
        client
            .ssm("DescribeInstancePatches", json!({"InstanceId": beyond}))
            .await
            .code(),
        "InvalidInstanceId"
    );
    let (patches, _) = client
        .all(
            "DescribeInstancePatches",
            json!({"InstanceId": last, "MaxResults": 50}),
            "Patches",
        )
        .await;
    assert!(patches.len() >= 240, "{}", patches.len());
}

#[tokio::test]
async fn the_nodes_are_a_realistic_mixture() {
    let sandbox = seeded(&SeedOptions {
        fleet: None,
        generated_nodes: Some(192),
    });
    let client = sandbox.client(MANAGEMENT, "us-east-1");
    let (nodes, _) = client
        .all(
            "DescribeInstanceInformation",
            json!({}),
            "InstanceInformationList",
        )
        .await;
    assert_eq!(
        nodes.len(),
        192,
        "the nodes of the fleet file are not there"
    );
    let filter = json!([{"Key": "ComplianceType", "Values": ["Patch"]}]);
    let (rows, _) = client
        .all(
            "ListResourceComplianceSummaries",
            json!({"Filters": filter}),
            "ResourceComplianceSummaryItems",
        )
        .await;
    assert_eq!(rows.len(), 180, "one of sixteen was never scanned");
    let mut statuses: BTreeMap<&str, usize> = BTreeMap::new();
    for row in &rows {
        *statuses.entry(row["Status"].as_str().unwrap()).or_default() += 1;
    }
    assert!(
        statuses["COMPLIANT"] > 80 && statuses["NON_COMPLIANT"] > 40,
        "{statuses:?}"
    );
    assert!(
        nodes
            .iter()
            .any(|node| node["PingStatus"] == "ConnectionLost")
    );
}

#[tokio::test]
async fn what_generated_nodes_reported_stays_when_rules_change() {
    let sandbox = seeded(&SeedOptions {
        fleet: None,
        generated_nodes: Some(96),
    });
    let client = sandbox.client(MANAGEMENT, "us-east-1");
    let state = async |group: &str| {
        client
            .ssm("DescribePatchGroupState", json!({"PatchGroup": group}))
            .await
            .ok()
    };
    let before = [state("web").await, state("batch").await];
    assert_eq!(
        before[0]["Instances"], 23,
        "one of the 24 nodes of this group never reported"
    );
    for os in ["REDHAT_ENTERPRISE_LINUX", "AMAZON_LINUX_2", "WINDOWS"] {
        let input = json!({"Name": "approves-nothing", "OperatingSystem": os});
        let id = client.ssm("CreatePatchBaseline", input).await.ok()["BaselineId"].clone();
        client
            .ssm("RegisterDefaultPatchBaseline", json!({"BaselineId": id}))
            .await
            .ok();
        client
            .ssm(
                "RegisterPatchBaselineForPatchGroup",
                json!({"BaselineId": id, "PatchGroup": "web"}),
            )
            .await
            .ok();
    }
    assert_eq!([state("web").await, state("batch").await], before);
    let world = sandbox.sandbox.0.store.snapshot().unwrap().world;
    let generated = world.generated.as_ref().unwrap();
    let scans: Vec<_> = world
        .nodes_from(&generated.scope, 0)
        .flat_map(|(_, node)| node.scans.clone())
        .map(|scan| scan.at)
        .collect();
    let (first, last) = (*scans.iter().min().unwrap(), *scans.iter().max().unwrap());
    let second = jiff::SignedDuration::from_secs(1);
    for (after, until, found) in [
        (None, last, true),
        (None, first - second, false),
        (None, first, true),
        (Some(first), last, true),
        (Some(last), last + second, false),
        (Some(last - second), last, true),
    ] {
        assert_eq!(
            generated.scanned_between(after, until),
            found,
            "{after:?} {until}"
        );
        assert_eq!(
            scans
                .iter()
                .any(|at| after.is_none_or(|after| after < *at) && *at <= until),
            found
        );
    }
}
