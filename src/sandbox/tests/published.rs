//! What is published: available patches, effective patches, and the values of their properties.

use serde_json::{Value, json};

use crate::sandbox::SeedOptions;
use crate::sandbox::testing::{Client, MANAGEMENT, fleet, seeded};

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
    base: [bash-1-1.x86_64]
    updates:
      - {advisory: ALAS2-1, classification: Security, severity: Important, released: 2025-06-01, cves: [CVE-2025-1], bugzilla: ['7'], repository: Core, packages: ['bash-3:2-1.x86_64']}
      - {classification: Bugfix, released: +2d, packages: [bash-3-1.x86_64]}
      - {packages: [plain-1-1.noarch]}
  al2-again:
    os: AMAZON_LINUX_2
    platform_name: Amazon Linux
    platform_version: '2'
    product: AmazonLinux2
    image: 2025-01-01
    updates:
      - {advisory: ALAS2-1, classification: Security, severity: Important, released: 2025-06-01, packages: ['bash-3:2-1.x86_64']}
  al2023:
    os: AMAZON_LINUX_2023
    platform_name: Amazon Linux
    platform_version: '2023'
    product: AmazonLinux2023
    image: 2025-01-01
    updates:
      - {classification: Security, severity: Odd, released: 2025-06-01, packages: [bash-2-1.x86_64]}
  ubuntu:
    os: UBUNTU
    platform_name: Ubuntu
    platform_version: '22.04'
    product: Ubuntu22.04
    image: 2025-01-01
    base: [bash amd64 1 required/shells, own amd64 1 special/shells]
  win:
    os: WINDOWS
    platform_name: Microsoft Windows Server 2022 Datacenter
    platform_version: 10.0.20348
    product: WindowsServer2022
    product_family: Windows
    image: 2025-01-01
    base: [KB1]
    updates:
      - {kb: KB10, title: old, classification: SecurityUpdates, severity: Critical, released: 2025-05-01}
      - {kb: KB11, title: new, classification: SecurityUpdates, severity: Critical, released: 2025-06-01, supersedes: [KB10], bulletin: MS25-001}
      - {kb: KB12, title: fresh, classification: CriticalUpdates, severity: Important, released: -3d}
      - {kb: KB13, title: tool, classification: Tools, released: 2025-06-01}
      - {kb: KB14, title: office, classification: Updates, severity: Low, released: 2025-06-01, application: true, product: Office 2016, product_family: Office}
      - {kb: KB15, title: unwanted, classification: CriticalUpdates, severity: Moderate, released: 2025-06-01}
      - {kb: KB16, title: later, classification: CriticalUpdates, severity: Moderate, released: +1d}
  win2019:
    os: WINDOWS
    platform_name: Microsoft Windows Server 2019 Datacenter
    platform_version: 10.0.17763
    product: WindowsServer2019
    product_family: Windows
    image: 2025-01-01
    updates:
      - {kb: KB10, title: elsewhere, classification: SecurityUpdates, severity: Critical, released: 2025-05-01}
baselines:
  - name: for-windows
    account: only
    regions: [us-east-1]
    os: WINDOWS
    approved: [KB13]
    approved_level: HIGH
    rejected: [KB15]
    rules:
      - {filters: {CLASSIFICATION: [SecurityUpdates, CriticalUpdates]}, approve_after_days: 7, level: CRITICAL}
";

async fn available(client: &Client, filters: Value) -> Vec<Value> {
    client
        .all(
            "DescribeAvailablePatches",
            json!({"Filters": filters, "MaxResults": 2}),
            "Patches",
        )
        .await
        .0
}

fn titles(patches: &[Value]) -> Vec<&str> {
    patches
        .iter()
        .map(|patch| patch["Title"].as_str().unwrap())
        .collect()
}

#[tokio::test]
async fn patches_of_windows_are_available_to_all_and_those_of_linux_to_who_names_the_product() {
    let sandbox = fleet(FLEET);
    let client = sandbox.client(MANAGEMENT, "us-east-1");
    let windows = available(&client, json!([])).await;
    assert_eq!(
        titles(&windows),
        [
            "office",
            "elsewhere",
            "old",
            "new",
            "tool",
            "unwanted",
            "fresh"
        ],
        "by product, day and id; nothing of tomorrow"
    );
    let new = &windows[3];
    let expected = json!({
        "Id": new["Id"], "ReleaseDate": 1_748_736_000.0, "Title": "new", "ContentUrl": "https://support.microsoft.com/en-us/kb/11",
        "Vendor": "Microsoft", "ProductFamily": "Windows", "Product": "WindowsServer2022", "Classification": "SecurityUpdates",
        "MsrcSeverity": "Critical", "KbNumber": "KB11", "MsrcNumber": "MS25-001", "Language": "All",
    });
    assert_eq!(*new, expected);
    assert_eq!(new["Id"].as_str().unwrap().len(), 36);
    assert!(
        windows[1]["KbNumber"] == windows[2]["KbNumber"] && windows[1]["Id"] != windows[2]["Id"],
        "an id is of one product"
    );

    let linux = available(
        &client,
        json!([{"Key": "PRODUCT", "Values": ["AmazonLinux2"]}]),
    )
    .await;
    assert_eq!(
        titles(&linux),
        ["plain.noarch:0:1-1", "bash.x86_64:3:2-1"],
        "what two catalogues hold is one patch"
    );
    let expected = json!({
        "ReleaseDate": 1_748_736_000.0, "Title": "bash.x86_64:3:2-1", "Vendor": "Amazon", "Product": "AmazonLinux2", "Language": "All",
        "Classification": "Security", "Severity": "Important", "AdvisoryIds": ["ALAS2-1"], "BugzillaIds": ["7"], "CVEIds": ["CVE-2025-1"],
        "Name": "bash", "Epoch": 3, "Version": "2", "Release": "1", "Arch": "x86_64", "Repository": "Core",
    });
    assert_eq!(linux[1], expected);
    assert_eq!(linux[0].get("ReleaseDate"), None);
    assert!(
        available(
            &client,
            json!([{"Key": "PRODUCT", "Values": ["AmazonLinux2023"]}])
        )
        .await
        .is_empty(),
        "not supported"
    );
    let every = available(&client, json!([{"Key": "PRODUCT", "Values": ["*"]}])).await;
    assert_eq!(every.len(), windows.len() + linux.len());
    sandbox
        .sandbox
        .advance(jiff::SignedDuration::from_hours(48))
        .unwrap();
    assert_eq!(available(&client, json!([])).await.len(), 8);
    assert_eq!(
        available(
            &client,
            json!([{"Key": "PRODUCT", "Values": ["AmazonLinux2"]}])
        )
        .await
        .len(),
        3
    );
}

#[tokio::test]
async fn filters_of_available_patches_hold_together() {
    let sandbox = fleet(FLEET);
    let client = sandbox.client(MANAGEMENT, "us-east-1");
    let windows = |key: &str, value: &str| json!([{"Key": key, "Values": [value, "nothing"]}]);
    for (key, value, found) in [
        ("PATCH_SET", "APPLICATION", "office"),
        ("PRODUCT", "Office 2016", "office"),
        ("PRODUCT_FAMILY", "Office", "office"),
        ("MSRC_SEVERITY", "Low", "office"),
        ("MSRC_SEVERITY", "Unspecified", "tool"),
        ("CLASSIFICATION", "Tools", "tool"),
        ("PATCH_ID", "KB12", "fresh"),
    ] {
        assert_eq!(
            titles(&available(&client, windows(key, value)).await),
            [found],
            "{key}"
        );
    }
    for (key, value) in [
        ("NAME", "bash"),
        ("SEVERITY", "Important"),
        ("EPOCH", "3"),
        ("VERSION", "2"),
        ("ARCH", "x86_64"),
        ("REPOSITORY", "Core"),
        ("ADVISORY_ID", "ALAS2-1"),
        ("CVE_ID", "CVE-2025-1"),
        ("BUGZILLA_ID", "7"),
        ("CLASSIFICATION", "Security"),
    ] {
        let product = json!({"Key": "PRODUCT", "Values": ["AmazonLinux2"]});
        let found = available(&client, json!([product, {"Key": key, "Values": [value]}])).await;
        assert_eq!(titles(&found), ["bash.x86_64:3:2-1"], "{key}");
        if key != "CLASSIFICATION" {
            let alone = client
                .ssm(
                    "DescribeAvailablePatches",
                    json!({"Filters": [{"Key": key, "Values": [value]}]}),
                )
                .await;
            assert_eq!(
                alone.code(),
                "ValidationException",
                "{key} needs a product beside it"
            );
        }
    }
    let release = json!([{"Key": "PRODUCT", "Values": ["AmazonLinux2"]}, {"Key": "RELEASE", "Values": ["1"]}]);
    assert_eq!(available(&client, release).await.len(), 2);
    let mixed = json!([{"Key": "PRODUCT", "Values": ["WindowsServer2022"]}, {"Key": "NAME", "Values": ["bash"]}]);
    assert!(available(&client, mixed).await.is_empty());
    for wrong in [
        json!({"Filters": [{"Key": "SECTION", "Values": ["x"]}]}),
        json!({"Filters": [{"Values": ["x"]}]}),
        json!({"Filters": [{"Key": "PATCH_ID", "Values": [""]}]}),
        json!({"Filters": [{"Key": "PATCH_ID", "Values": ["x".repeat(257)]}]}),
        json!({"Filters": vec![json!({"Key": "PATCH_ID", "Values": ["x"]}); 6]}),
        json!({"MaxResults": 0}),
        json!({"MaxResults": 101}),
        json!({"NextToken": "x"}),
    ] {
        assert_eq!(
            client
                .ssm("DescribeAvailablePatches", wrong.clone())
                .await
                .code(),
            "ValidationException",
            "{wrong}"
        );
    }
    client
        .ssm("DescribeAvailablePatches", json!({"Filters": [{"Key": "PATCH_ID", "Values": ["x".repeat(256)]}], "MaxResults": 100}))
        .await
        .ok();
}

#[tokio::test]
async fn a_windows_baseline_says_of_each_patch_whether_and_when() {
    let sandbox = fleet(FLEET);
    let client = sandbox.client(MANAGEMENT, "us-east-1");
    let own = json!({"Filters": [{"Key": "OWNER", "Values": ["Self"]}]});
    let id = client
        .all("DescribePatchBaselines", own, "BaselineIdentities")
        .await
        .0[0]["BaselineId"]
        .clone();
    let operation = "DescribeEffectivePatchesForPatchBaseline";
    let effective = async || {
        client
            .all(
                operation,
                json!({"BaselineId": id, "MaxResults": 2}),
                "EffectivePatches",
            )
            .await
            .0
    };
    let found = effective().await;
    let rows: Vec<Value> = found
        .iter()
        .map(|row| json!([row["Patch"]["KbNumber"], row["PatchStatus"]]))
        .collect();
    let status =
        |status: &str, level: &str| json!({"DeploymentStatus": status, "ComplianceLevel": level});
    let dated = |name: &str, level: &str, date: f64| {
        let mut status = status(name, level);
        status["ApprovalDate"] = json!(date);
        status
    };
    let expected = [
        json!(["KB10", dated("APPROVED", "CRITICAL", 1_746_662_400.0)]),
        json!(["KB11", dated("APPROVED", "CRITICAL", 1_749_340_800.0)]),
        json!(["KB13", status("EXPLICIT_APPROVED", "HIGH")]),
        json!(["KB15", status("EXPLICIT_REJECTED", "CRITICAL")]),
        json!([
            "KB12",
            dated("PENDING_APPROVAL", "CRITICAL", 1_770_163_200.0)
        ]),
    ];
    assert_eq!(
        rows, expected,
        "what another of the product replaces and what no rule names is not there"
    );
    sandbox
        .sandbox
        .advance(jiff::SignedDuration::from_hours(4 * 24))
        .unwrap();
    let fresh = effective()
        .await
        .into_iter()
        .find(|row| row["Patch"]["KbNumber"] == "KB12")
        .unwrap();
    assert_eq!(fresh["PatchStatus"]["DeploymentStatus"], "APPROVED");

    let aws = client.ssm("GetDefaultPatchBaseline", json!({})).await.ok()["BaselineId"].clone();
    assert_eq!(
        client
            .all(operation, json!({"BaselineId": aws}), "EffectivePatches")
            .await
            .0
            .len(),
        3
    );
    let linux = client
        .ssm(
            "GetDefaultPatchBaseline",
            json!({"OperatingSystem": "AMAZON_LINUX_2"}),
        )
        .await
        .ok()["BaselineId"]
        .clone();
    for (input, code) in [
        (json!({"BaselineId": linux}), "UnsupportedOperatingSystem"),
        (
            json!({"BaselineId": "pb-00000000000000000"}),
            "DoesNotExistException",
        ),
        (
            json!({"BaselineId": "pb-tooshortortoolongid"}),
            "InvalidResourceId",
        ),
        (
            json!({"BaselineId": id, "MaxResults": 0}),
            "ValidationException",
        ),
        (
            json!({"BaselineId": id, "MaxResults": 101}),
            "ValidationException",
        ),
        (json!({}), "ValidationException"),
    ] {
        assert_eq!(
            client.ssm(operation, input.clone()).await.code(),
            code,
            "{input}"
        );
    }
}

#[tokio::test]
async fn properties_are_what_is_documented_and_what_the_catalogues_have() {
    let sandbox = fleet(FLEET);
    let client = sandbox.client(MANAGEMENT, "us-east-1");
    let values = async |os: &str, property: &str, set: Option<&str>| {
        let input =
            json!({"OperatingSystem": os, "Property": property, "PatchSet": set, "MaxResults": 3});
        let (rows, sizes) = client
            .all("DescribePatchProperties", input, "Properties")
            .await;
        assert!(sizes.iter().all(|size| *size <= 3));
        rows.iter()
            .map(|row| row["Name"].as_str().unwrap().to_owned())
            .collect::<Vec<_>>()
    };
    assert_eq!(
        values("AMAZON_LINUX_2023", "SEVERITY", None).await,
        ["Critical", "Important", "Medium", "Low", "None", "Odd"]
    );
    assert_eq!(
        values("AMAZON_LINUX_2", "PRODUCT", Some("APPLICATION")).await,
        ["AmazonLinux2", "AmazonLinux2.0"],
        "the set is for Windows"
    );
    assert_eq!(
        values("UBUNTU", "PRIORITY", None).await,
        [
            "Required",
            "Important",
            "Standard",
            "Optional",
            "Extra",
            "special"
        ]
    );
    assert_eq!(
        values("UBUNTU", "PRODUCT", None).await,
        ["Ubuntu20.04", "Ubuntu22.04"]
    );
    assert_eq!(
        values("WINDOWS", "PRODUCT_FAMILY", None).await,
        ["Windows", "Office"]
    );
    assert_eq!(
        values("WINDOWS", "PRODUCT_FAMILY", Some("OS")).await,
        ["Windows"]
    );
    assert_eq!(
        values("WINDOWS", "PRODUCT", Some("APPLICATION")).await,
        ["MicrosoftDefenderAntivirus", "Office 2010", "Office 2016"]
    );
    assert!(
        !values("WINDOWS", "PRODUCT", Some("OS"))
            .await
            .contains(&"Office 2016".to_owned())
    );
    assert_eq!(
        values("MACOS", "CLASSIFICATION", None).await,
        ["softwareupdate", "installer", "brew", "brew_cask"]
    );
    for (os, property) in [
        ("UBUNTU", "CLASSIFICATION"),
        ("WINDOWS", "SEVERITY"),
        ("SUSE", "MSRC_SEVERITY"),
        ("MACOS", "PRODUCT_FAMILY"),
    ] {
        assert!(
            values(os, property, None).await.is_empty(),
            "{os} has no {property}"
        );
    }
    for wrong in [
        json!({"Property": "PRODUCT"}),
        json!({"OperatingSystem": "SUSE"}),
        json!({"OperatingSystem": "SUSE", "Property": "SECTION"}),
        json!({"OperatingSystem": "WINDOWS", "Property": "PRODUCT", "PatchSet": "BOTH"}),
        json!({"OperatingSystem": "SUSE", "Property": "PRODUCT", "MaxResults": 0}),
        json!({"OperatingSystem": "SUSE", "Property": "PRODUCT", "MaxResults": 51}),
    ] {
        assert_eq!(
            client
                .ssm("DescribePatchProperties", wrong.clone())
                .await
                .code(),
            "ValidationException",
            "{wrong}"
        );
    }
}

#[tokio::test]
async fn generated_nodes_have_published_patches_too() {
    let sandbox = seeded(&SeedOptions {
        fleet: Some(("fleet.yaml".to_owned(), FLEET.to_owned())),
        generated_nodes: Some(3),
    });
    let client = sandbox.client(MANAGEMENT, "us-east-1");
    let filters = json!([{"Key": "PRODUCT", "Values": ["AmazonLinux2"]}, {"Key": "NAME", "Values": ["openssl"]}]);
    let found = available(&client, filters).await;
    assert_eq!(
        (found.len(), &found[0]["Product"]),
        (1, &json!("AmazonLinux2"))
    );
}
