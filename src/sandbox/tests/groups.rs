use serde_json::{Value, json};

use crate::sandbox::testing::{Client, MANAGEMENT, example, fleet};

async fn create(client: &Client, os: &str) -> String {
    let input = json!({"Name": "for-groups", "OperatingSystem": os});
    client.ssm("CreatePatchBaseline", input).await.ok()["BaselineId"]
        .as_str()
        .unwrap()
        .to_owned()
}

async fn register(client: &Client, id: &str, group: &str) -> crate::sandbox::testing::Answer {
    client
        .ssm(
            "RegisterPatchBaselineForPatchGroup",
            json!({"BaselineId": id, "PatchGroup": group}),
        )
        .await
}

async fn deregister(client: &Client, id: &str, group: &str) -> crate::sandbox::testing::Answer {
    client
        .ssm(
            "DeregisterPatchBaselineForPatchGroup",
            json!({"BaselineId": id, "PatchGroup": group}),
        )
        .await
}

async fn mappings(client: &Client, group: &str) -> Vec<(String, String)> {
    let input = json!({"Filters": [{"Key": "NAME_PREFIX", "Values": [group]}]});
    let (rows, _) = client.all("DescribePatchGroups", input, "Mappings").await;
    let text = |value: &Value| value.as_str().unwrap().to_owned();
    rows.iter()
        .map(|row| {
            (
                text(&row["BaselineIdentity"]["OperatingSystem"]),
                text(&row["BaselineIdentity"]["BaselineId"]),
            )
        })
        .collect()
}

#[tokio::test]
async fn a_group_has_one_baseline_per_operating_system() {
    let sandbox = example();
    let client = sandbox.client(MANAGEMENT, "us-east-1");
    let (first, second, debian) = (
        create(&client, "SUSE").await,
        create(&client, "SUSE").await,
        create(&client, "DEBIAN").await,
    );
    let group = "new group";
    let answer = register(&client, &first, group).await.ok();
    assert_eq!(answer, json!({"BaselineId": first, "PatchGroup": group}));
    assert_eq!(
        register(&client, &first, group).await.ok(),
        answer,
        "the same pair again"
    );
    let refused = register(&client, &second, group).await;
    assert_eq!(refused.code(), "AlreadyExistsException");
    assert_eq!(
        refused.json()["Message"],
        "Patch Group new group already has a baseline registered for OperatingSystem SUSE."
    );
    register(&client, &debian, group).await.ok();
    assert_eq!(
        mappings(&client, group).await,
        [
            ("SUSE".to_owned(), first.clone()),
            ("DEBIAN".to_owned(), debian.clone())
        ]
    );

    deregister(&client, &second, group).await.ok();
    assert_eq!(
        mappings(&client, group).await.len(),
        2,
        "another baseline than the registered one takes nothing away"
    );
    assert_eq!(
        deregister(&client, &first, group).await.ok(),
        json!({"BaselineId": first, "PatchGroup": group})
    );
    deregister(&client, &first, group).await.ok();
    register(&client, &second, group).await.ok();
    assert_eq!(mappings(&client, group).await[0].1, second);
    let get = client
        .ssm("GetPatchBaseline", json!({"BaselineId": second}))
        .await
        .ok();
    assert_eq!(get["PatchGroups"], json!([group]));
    let used = client
        .ssm(
            "GetPatchBaselineForPatchGroup",
            json!({"PatchGroup": group, "OperatingSystem": "SUSE"}),
        )
        .await
        .ok();
    assert_eq!(used["BaselineId"], second);
}

#[tokio::test]
async fn a_baseline_has_at_most_twenty_five_groups() {
    let sandbox = example();
    let client = sandbox.client(MANAGEMENT, "us-east-1");
    let id = create(&client, "MACOS").await;
    for number in 0..25 {
        register(&client, &id, &format!("group-{number}"))
            .await
            .ok();
    }
    assert_eq!(
        register(&client, &id, "group-25").await.code(),
        "ResourceLimitExceededException"
    );
    register(&client, &id, "group-24").await.ok();
    register(&client, &create(&client, "MACOS").await, "group-25")
        .await
        .ok();
    deregister(&client, &id, "group-0").await.ok();
    register(&client, &id, "group-26").await.ok();
}

#[tokio::test]
async fn groups_take_every_name_of_the_model_and_baselines_of_aws_by_their_arn() {
    let sandbox = example();
    let client = sandbox.client(MANAGEMENT, "us-east-1");
    let arn = client
        .ssm(
            "GetDefaultPatchBaseline",
            json!({"OperatingSystem": "RASPBIAN"}),
        )
        .await
        .ok()["BaselineId"]
        .as_str()
        .unwrap()
        .to_owned();
    let long = "ü".repeat(256);
    for group in ["a", "Größe 1 _.:/=+-@", "日本\u{3000}", &long] {
        assert_eq!(
            register(&client, &arn, group).await.ok(),
            json!({"BaselineId": arn, "PatchGroup": group})
        );
        assert_eq!(
            mappings(&client, group).await,
            [("RASPBIAN".to_owned(), arn.clone())],
            "{group}"
        );
        deregister(&client, &arn, group).await.ok();
        assert!(mappings(&client, group).await.is_empty());
    }
    for group in ["", "a\tb", "a;b", "a*", &"a".repeat(257)] {
        assert_eq!(
            register(&client, &arn, group).await.code(),
            "ValidationException",
            "{group:?}"
        );
        assert_eq!(
            deregister(&client, &arn, group).await.code(),
            "ValidationException",
            "{group:?}"
        );
        let state = client
            .ssm("DescribePatchGroupState", json!({"PatchGroup": group}))
            .await;
        assert_eq!(state.code(), "ValidationException", "{group:?}");
    }
    let short = arn.rsplit('/').next().unwrap();
    assert_eq!(
        register(&client, short, "a").await.code(),
        "DoesNotExistException"
    );
    assert_eq!(
        register(&client, "pb-tooshortortoolongid", "a")
            .await
            .code(),
        "InvalidResourceId"
    );
    assert_eq!(
        deregister(&client, "pb-tooshortortoolongid", "a")
            .await
            .code(),
        "InvalidResourceId"
    );
    assert_eq!(
        deregister(&client, "pb-00000000000000000", "a").await.ok()["PatchGroup"],
        "a"
    );
}

const FLEET: &str = "
fleet: f
regions: [us-east-1]
accounts:
  - {id: '111122223333', name: only, email: a@example.com, management: true}
catalogues:
  win:
    os: WINDOWS
    platform_name: Microsoft Windows Server 2022 Datacenter
    platform_version: 10.0.20348
    product: WindowsServer2022
    product_family: Windows
    image: 2025-01-01
    base: [KB1]
    updates:
      - {kb: KB2, title: two, classification: SecurityUpdates, severity: Critical, released: 2025-06-01}
      - {kb: KB3, title: three, classification: SecurityUpdates, severity: Low, released: 2025-06-01}
      - {kb: KB4, title: four, classification: CriticalUpdates, severity: Important, released: 2025-06-01}
      - {kb: KB5, title: five, classification: Tools, released: 2025-06-01}
baselines:
  - name: strict
    account: only
    regions: [us-east-1]
    os: WINDOWS
    default: true
    rejected: [KB1]
    rejected_action: BLOCK
    rules:
      - {filters: {CLASSIFICATION: [SecurityUpdates], MSRC_SEVERITY: [Critical]}, approve_after_days: 0, level: CRITICAL}
      - {filters: {CLASSIFICATION: [CriticalUpdates]}, approve_after_days: 0, level: LOW}
nodes:
  - {id: i-00000001, account: only, region: us-east-1, catalogue: win, tags: {PatchGroup: web}, scans: [{at: -3h}]}
  - {id: i-00000002, account: only, region: us-east-1, catalogue: win, tags: {PatchGroup: web}, installed: {up_to: -1d, except: [KB4, KB5]}, not_applicable: [KB5], scans: [{at: -3h, operation: Install}]}
  - {id: i-00000003, account: only, region: us-east-1, catalogue: win, tags: {PatchGroup: web}, installed: {up_to: -1d, without: [KB1]}, pending_reboot: [KB2], scans: [{at: -3h}]}
  - {id: i-00000004, account: only, region: us-east-1, catalogue: win, tags: {PatchGroup: web}}
  - {id: i-00000005, account: only, region: us-east-1, catalogue: win, tags: {PatchGroup: web}, scans: [{at: -3h, by: association}]}
  - {id: i-00000006, account: only, region: us-east-1, catalogue: win, tags: {PatchGroup: other}, scans: [{at: -3h}]}
";

#[tokio::test]
async fn the_state_of_a_group_counts_nodes_by_what_they_last_reported() {
    let sandbox = fleet(FLEET);
    let client = sandbox.client(MANAGEMENT, "us-east-1");
    let state = client
        .ssm("DescribePatchGroupState", json!({"PatchGroup": "web"}))
        .await
        .ok();
    let expected = json!({
        "Instances": 3,
        "InstancesWithInstalledPatches": 2,
        "InstancesWithInstalledOtherPatches": 2,
        "InstancesWithInstalledPendingRebootPatches": 1,
        "InstancesWithInstalledRejectedPatches": 2,
        "InstancesWithMissingPatches": 1,
        "InstancesWithFailedPatches": 1,
        "InstancesWithNotApplicablePatches": 1,
        "InstancesWithUnreportedNotApplicablePatches": 0,
        "InstancesWithCriticalNonCompliantPatches": 2,
        "InstancesWithSecurityNonCompliantPatches": 2,
        "InstancesWithOtherNonCompliantPatches": 2,
        "InstancesWithAvailableSecurityUpdates": 1,
    });
    assert_eq!(state, expected);
    let none = client
        .ssm("DescribePatchGroupState", json!({"PatchGroup": "nobody"}))
        .await
        .ok();
    assert!(
        none.as_object().unwrap().len() == 13
            && none.as_object().unwrap().values().all(|count| *count == 0),
        "{none}"
    );
}
