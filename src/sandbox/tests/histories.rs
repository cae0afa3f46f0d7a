//! Each scan is judged by what was in force when it ran.

use serde_json::{Value, json};

use crate::sandbox::testing::{Box, Client, MANAGEMENT, clock, fleet};
use crate::sandbox::{Sandbox, SeedOptions, seed};

const FLEET: &str = "
fleet: f
regions: [us-east-1]
accounts:
  - {id: '111122223333', name: only, email: a@example.com, management: true}
catalogues:
  al2:
    os: AMAZON_LINUX_2
    platform_name: Amazon Linux
    platform_version: '2'
    product: AmazonLinux2
    image: 2025-01-01
    base: [bash-1-1.x86_64, zsh-1-1.x86_64]
    updates:
      - {advisory: A-1, classification: Security, severity: Important, released: 2025-06-01, packages: [bash-2-1.x86_64]}
      - {advisory: A-2, classification: Security, severity: Low, released: 2025-06-01, packages: [zsh-2-1.x86_64]}
baselines:
  - {name: seeded, account: only, regions: [us-east-1], os: AMAZON_LINUX_2, groups: [web], rules: [{filters: {SEVERITY: [Important]}, approve_after_days: 0}]}
nodes:
  - {id: i-00000001, account: only, region: us-east-1, catalogue: al2, tags: {PatchGroup: web}, scans: [{at: -1h}, {at: +1d}, {at: +3d}]}
  - {id: mi-00000000000000001, account: only, region: us-east-1, catalogue: al2, tags: {PatchGroup: web}, scans: [{at: -1h}, {at: +2d}]}
";

const NODE: &str = "i-00000001";
const HYBRID: &str = "mi-00000000000000001";

async fn state(client: &Client, id: &str) -> Value {
    client
        .ssm("DescribeInstancePatchStates", json!({"InstanceIds": [id]}))
        .await
        .ok()["InstancePatchStates"][0]
        .clone()
}

fn days(sandbox: &Box, days: i64) {
    sandbox
        .sandbox
        .advance(jiff::SignedDuration::from_hours(24 * days))
        .unwrap();
}

async fn seeded_id(client: &Client) -> String {
    let own = json!({"Filters": [{"Key": "OWNER", "Values": ["Self"]}]});
    client
        .all("DescribePatchBaselines", own, "BaselineIdentities")
        .await
        .0[0]["BaselineId"]
        .as_str()
        .unwrap()
        .to_owned()
}

async fn tag(client: &Client, node: &str, tags: Value) {
    let arn = format!("arn:aws:ec2:us-east-1:{MANAGEMENT}:instance/{node}");
    let input = json!({"ResourceARNList": [arn], "Tags": tags});
    let answer = client
        .json(
            "tagging",
            "ResourceGroupsTaggingAPI_20170126.TagResources",
            input,
        )
        .await
        .ok();
    assert_eq!(answer, json!({"FailedResourcesMap": {}}));
}

#[tokio::test]
async fn a_changed_rule_counts_from_the_next_scan_on() {
    let sandbox = fleet(FLEET);
    let client = sandbox.client(MANAGEMENT, "us-east-1");
    let id = seeded_id(&client).await;
    let before = state(&client, NODE).await;
    assert_eq!(
        (&before["MissingCount"], &before["BaselineId"]),
        (&json!(1), &json!(id))
    );
    let rules =
        json!({"PatchRules": [{"PatchFilterGroup": {"PatchFilters": []}, "ApproveAfterDays": 0}]});
    client
        .ssm(
            "UpdatePatchBaseline",
            json!({"BaselineId": id, "ApprovalRules": rules}),
        )
        .await
        .ok();
    assert_eq!(
        state(&client, NODE).await,
        before,
        "what was scanned before stays as it was"
    );
    days(&sandbox, 1);
    assert_eq!(
        state(&client, NODE).await["MissingCount"],
        2,
        "the scan of one day later uses the change"
    );
    assert_eq!(
        state(&client, HYBRID).await["MissingCount"],
        1,
        "this node was not scanned since"
    );
    client
        .ssm(
            "UpdatePatchBaseline",
            json!({"BaselineId": id, "RejectedPatches": ["bash", "zsh"]}),
        )
        .await
        .ok();
    assert_eq!(state(&client, NODE).await["MissingCount"], 2);
    days(&sandbox, 1);
    assert_eq!(
        (
            &state(&client, NODE).await["MissingCount"],
            &state(&client, HYBRID).await["MissingCount"]
        ),
        (&json!(2), &json!(0))
    );
    days(&sandbox, 1);
    assert_eq!(state(&client, NODE).await["MissingCount"], 0);
}

#[tokio::test]
async fn groups_and_defaults_count_from_the_next_scan_on_and_a_deleted_baseline_is_still_named() {
    let sandbox = fleet(FLEET);
    let client = sandbox.client(MANAGEMENT, "us-east-1");
    let id = seeded_id(&client).await;
    let before = state(&client, NODE).await;
    client
        .ssm(
            "DeregisterPatchBaselineForPatchGroup",
            json!({"BaselineId": id, "PatchGroup": "web"}),
        )
        .await
        .ok();
    client
        .ssm("DeletePatchBaseline", json!({"BaselineId": id}))
        .await
        .ok();
    assert_eq!(state(&client, NODE).await, before);
    assert_eq!(
        client
            .ssm("GetPatchBaseline", json!({"BaselineId": id}))
            .await
            .code(),
        "DoesNotExistException"
    );
    let new =
        json!({"Name": "default", "OperatingSystem": "AMAZON_LINUX_2", "ApprovedPatches": ["zsh"]});
    let new = client.ssm("CreatePatchBaseline", new).await.ok()["BaselineId"].clone();
    client
        .ssm("RegisterDefaultPatchBaseline", json!({"BaselineId": new}))
        .await
        .ok();
    days(&sandbox, 1);
    let after = state(&client, NODE).await;
    assert_eq!(
        (
            &after["BaselineId"],
            &after["PatchGroup"],
            &after["MissingCount"]
        ),
        (&new, &json!("web"), &json!(1))
    );
    let (missing, _) = client
        .all(
            "DescribeInstancePatches",
            json!({"InstanceId": NODE, "Filters": [{"Key": "State", "Values": ["Missing"]}]}),
            "Patches",
        )
        .await;
    assert_eq!(missing[0]["KBId"], "zsh.x86_64");
    assert_eq!(
        state(&client, HYBRID).await["BaselineId"],
        id,
        "the last scan of this node was before all of it"
    );
}

#[tokio::test]
async fn a_tag_moves_a_node_at_its_next_scan() {
    let sandbox = fleet(FLEET);
    let client = sandbox.client(MANAGEMENT, "us-east-1");
    let aws = client
        .ssm(
            "GetDefaultPatchBaseline",
            json!({"OperatingSystem": "AMAZON_LINUX_2"}),
        )
        .await
        .ok()["BaselineId"]
        .clone();
    let before = state(&client, NODE).await;
    tag(&client, NODE, json!({"PatchGroup": "lost"})).await;
    let add = json!({"ResourceType": "ManagedInstance", "ResourceId": HYBRID, "Tags": [{"Key": "PatchGroup", "Value": "moved"}]});
    client.ssm("AddTagsToResource", add).await.ok();
    assert_eq!(state(&client, NODE).await, before);
    let group = async |name: &str| {
        let input = json!({"PatchGroup": name});
        let (rows, _) = client
            .all(
                "DescribeInstancePatchStatesForPatchGroup",
                input.clone(),
                "InstancePatchStates",
            )
            .await;
        let state = client.ssm("DescribePatchGroupState", input).await.ok();
        assert_eq!(state["Instances"], rows.len());
        rows.iter()
            .map(|row| row["InstanceId"].as_str().unwrap().to_owned())
            .collect::<Vec<_>>()
    };
    assert_eq!(
        (group("web").await.len(), group("lost").await.len()),
        (2, 0)
    );
    let tagged = json!({"Filters": [{"Key": "tag:PatchGroup", "Values": ["lost"]}]});
    let (found, _) = client
        .all(
            "DescribeInstanceInformation",
            tagged,
            "InstanceInformationList",
        )
        .await;
    assert_eq!(
        found[0]["InstanceId"], NODE,
        "the tag itself is seen at once"
    );
    days(&sandbox, 1);
    let after = state(&client, NODE).await;
    assert_eq!(
        (&after["PatchGroup"], &after["BaselineId"]),
        (&json!("lost"), &aws),
        "a group without a baseline means the default"
    );
    assert_eq!(
        (group("web").await, group("lost").await),
        (vec![HYBRID.to_owned()], vec![NODE.to_owned()])
    );
    days(&sandbox, 1);
    assert_eq!(group("moved").await, [HYBRID]);
}

#[tokio::test]
async fn only_versions_that_a_scan_used_are_stored() {
    let sandbox = fleet(FLEET);
    let client = sandbox.client(MANAGEMENT, "us-east-1");
    let id = seeded_id(&client).await;
    let versions = |kind: &str| {
        let store =
            rusqlite::Connection::open(sandbox.dir.path().join("box/state.sqlite")).unwrap();
        let body: String = store
            .query_row("SELECT body FROM document WHERE kind = ?1", [kind], |row| {
                row.get(0)
            })
            .unwrap();
        let body: Value = serde_json::from_str(&body).unwrap();
        let history = if kind == "rules" {
            &body["versions"]
        } else {
            &body
        };
        history["versions"].as_array().unwrap().len()
    };
    for round in 0..10 {
        client
            .ssm(
                "UpdatePatchBaseline",
                json!({"BaselineId": id, "Description": format!("round {round}")}),
            )
            .await
            .ok();
        tag(&client, NODE, json!({"round": round.to_string()})).await;
    }
    assert_eq!(
        (versions("rules"), versions("tags")),
        (2, 2),
        "what was seeded, and what is in force"
    );
    days(&sandbox, 1);
    client
        .ssm(
            "UpdatePatchBaseline",
            json!({"BaselineId": id, "Description": "after a scan"}),
        )
        .await
        .ok();
    tag(&client, NODE, json!({"round": "after a scan"})).await;
    assert_eq!((versions("rules"), versions("tags")), (3, 3));
    days(&sandbox, 1);
    client
        .ssm(
            "UpdatePatchBaseline",
            json!({"BaselineId": id, "Description": "after a scan of the other node"}),
        )
        .await
        .ok();
    tag(
        &client,
        NODE,
        json!({"round": "after a scan of the other node"}),
    )
    .await;
    assert_eq!((versions("rules"), versions("tags")), (4, 3));
}

#[tokio::test]
async fn changes_outlive_the_process_and_what_is_made_besides_but_not_a_seed() {
    let sandbox = fleet(FLEET);
    let client = sandbox.client(MANAGEMENT, "us-east-1");
    let elsewhere = sandbox.client(MANAGEMENT, "eu-west-3");
    let id = elsewhere
        .ssm("CreatePatchBaseline", json!({"Name": "in-another-region"}))
        .await
        .ok()["BaselineId"]
        .clone();
    tag(&client, NODE, json!({"PatchGroup": "kept"})).await;
    sandbox
        .sandbox
        .0
        .store
        .change_fleet(|fleet| "renamed".clone_into(&mut fleet.fleet))
        .unwrap();
    let path = sandbox.dir.path().join("box");
    let again = Box {
        sandbox: Sandbox::open(&path, clock()).unwrap().sandbox,
        dir: tempfile::tempdir().unwrap(),
    };
    for sandbox in [&sandbox, &again] {
        let status = sandbox.sandbox.status().unwrap();
        assert_eq!(status.fleet, "renamed");
        let scope = status
            .scopes
            .iter()
            .find(|scope| scope.region == "eu-west-3")
            .unwrap();
        assert_eq!((scope.nodes, scope.baselines), (0, 1));
        let client = sandbox.client(MANAGEMENT, "eu-west-3");
        assert_eq!(
            client
                .ssm("GetPatchBaseline", json!({"BaselineId": id}))
                .await
                .ok()["Name"],
            "in-another-region"
        );
        let tags = sandbox
            .client(MANAGEMENT, "us-east-1")
            .json(
                "tagging",
                "ResourceGroupsTaggingAPI_20170126.GetResources",
                json!({}),
            )
            .await;
        assert_eq!(
            tags.ok()["ResourceTagMappingList"][0]["Tags"],
            json!([{"Key": "PatchGroup", "Value": "kept"}])
        );
    }
    let options = SeedOptions {
        fleet: Some(("fleet.yaml".to_owned(), FLEET.to_owned())),
        generated_nodes: None,
    };
    seed(&path, clock(), &options).unwrap();
    for sandbox in [&sandbox, &again] {
        let client = sandbox.client(MANAGEMENT, "eu-west-3");
        assert_eq!(
            client
                .ssm("GetPatchBaseline", json!({"BaselineId": id}))
                .await
                .code(),
            "DoesNotExistException"
        );
        let (found, _) = sandbox
            .client(MANAGEMENT, "us-east-1")
            .all(
                "DescribeInstanceInformation",
                json!({"Filters": [{"Key": "tag:PatchGroup", "Values": ["web"]}]}),
                "InstanceInformationList",
            )
            .await;
        assert_eq!(found.len(), 2);
    }
}

#[tokio::test]
async fn a_change_that_cannot_be_read_is_damage() {
    let sandbox = fleet(FLEET);
    let client = sandbox.client(MANAGEMENT, "us-east-1");
    client
        .ssm("CreatePatchBaseline", json!({"Name": "whole"}))
        .await
        .ok();
    let path = sandbox.dir.path().join("box/state.sqlite");
    for body in [
        "{}",
        "{\"created\":1,\"tokens\":[],\"baselines\":[],\"versions\":{\"versions\":[],\"changes\":1}}",
    ] {
        let store = rusqlite::Connection::open(&path).unwrap();
        store
            .execute(
                "UPDATE document SET body = ?1, revision = revision + 1 WHERE kind = 'rules'",
                [body],
            )
            .unwrap();
        drop(store);
        let answer = client.ssm("DescribePatchBaselines", json!({})).await;
        assert!(
            answer.status == 500 && answer.text.contains("is damaged"),
            "{answer:?}"
        );
        assert!(Sandbox::open(path.parent().unwrap(), clock()).is_err());
    }
}
