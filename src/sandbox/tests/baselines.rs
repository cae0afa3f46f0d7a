use serde_json::{Value, json};

use crate::sandbox::testing::{Box, Client, MANAGEMENT, WORKLOADS, example, fleet};

const FLEET: &str = "
fleet: f
regions: [us-east-1]
accounts:
  - {id: '111122223333', name: only, email: a@example.com, management: true, deny: ['ssm:DeletePatchBaseline', 'ssm:AddTags*']}
";

fn empty() -> Box {
    fleet(&FLEET.replace(", deny: ['ssm:DeletePatchBaseline', 'ssm:AddTags*']", ""))
}

fn rule(filters: Value) -> Value {
    json!({"PatchFilterGroup": {"PatchFilters": filters}, "ApproveAfterDays": 7})
}

async fn create(client: &Client, input: Value) -> String {
    client.ssm("CreatePatchBaseline", input).await.ok()["BaselineId"]
        .as_str()
        .unwrap()
        .to_owned()
}

async fn get(client: &Client, id: &str) -> Value {
    client
        .ssm("GetPatchBaseline", json!({"BaselineId": id}))
        .await
        .ok()
}

/// The input with some members set.
fn with(input: &Value, members: &Value) -> Value {
    let mut input = input.clone();
    for (member, value) in members.as_object().unwrap() {
        input[member] = value.clone();
    }
    input
}

#[tokio::test]
async fn a_created_baseline_has_what_was_sent_and_the_defaults_of_the_api() {
    let sandbox = empty();
    let client = sandbox.client(MANAGEMENT, "us-east-1");
    let id = create(&client, json!({"Name": "least"})).await;
    assert!(id.len() == 20 && id.starts_with("pb-0"), "{id}");
    assert_eq!(
        create(
            &empty().client(MANAGEMENT, "us-east-1"),
            json!({"Name": "other"})
        )
        .await,
        id,
        "ids are the same everywhere"
    );
    let mut least = get(&client, &id).await;
    let created = least["CreatedDate"].as_f64().unwrap();
    assert_eq!(
        (created, &least["ModifiedDate"]),
        (1_769_860_800.0, &json!(created))
    );
    for date in ["CreatedDate", "ModifiedDate"] {
        least.as_object_mut().unwrap().remove(date);
    }
    let expected = json!({
        "BaselineId": id, "Name": "least", "OperatingSystem": "WINDOWS", "GlobalFilters": {"PatchFilters": []},
        "ApprovalRules": {"PatchRules": []}, "ApprovedPatches": [], "ApprovedPatchesComplianceLevel": "UNSPECIFIED",
        "ApprovedPatchesEnableNonSecurity": false, "RejectedPatches": [], "RejectedPatchesAction": "ALLOW_AS_DEPENDENCY",
        "Sources": [], "PatchGroups": [],
    });
    assert_eq!(least, expected);
    let whole = json!({
        "Name": "whole", "OperatingSystem": "ORACLE_LINUX", "Description": "d",
        "GlobalFilters": {"PatchFilters": [{"Key": "PRODUCT", "Values": ["*"]}]},
        "ApprovalRules": {"PatchRules": [{
            "PatchFilterGroup": {"PatchFilters": [{"Key": "SEVERITY", "Values": ["Important"]}, {"Key": "CLASSIFICATION", "Values": ["Security"]}]},
            "ComplianceLevel": "HIGH", "ApproveUntilDate": "2025-11-16", "EnableNonSecurity": true,
        }]},
        "ApprovedPatches": ["bash"], "ApprovedPatchesComplianceLevel": "LOW", "ApprovedPatchesEnableNonSecurity": true,
        "RejectedPatches": ["zsh"], "RejectedPatchesAction": "BLOCK",
        "Sources": [{"Name": "mine", "Products": ["OracleLinux8"], "Configuration": "[mine]"}],
    });
    let id = create(
        &client,
        with(&whole, &json!({"Tags": [{"Key": "team", "Value": "a"}]})),
    )
    .await;
    let found = get(&client, &id).await;
    for (member, value) in whole.as_object().unwrap() {
        assert_eq!(found[member], *value, "{member}");
    }
    let tags = client
        .ssm(
            "ListTagsForResource",
            json!({"ResourceType": "PatchBaseline", "ResourceId": id}),
        )
        .await
        .ok();
    assert_eq!(tags["TagList"], json!([{"Key": "team", "Value": "a"}]));
}

#[tokio::test]
async fn every_limit_and_pattern_is_that_of_the_model() {
    let sandbox = empty();
    let client = sandbox.client(MANAGEMENT, "us-east-1");
    let base = json!({"Name": "limits", "OperatingSystem": "AMAZON_LINUX_2"});
    let many =
        |count: usize, item: &dyn Fn(usize) -> Value| Value::Array((0..count).map(item).collect());
    let text = |length: usize| "x".repeat(length);
    let filter = |values: Value| json!({"Key": "PRODUCT", "Values": values});
    let filters = |count| many(count, &|_| filter(json!(["*"])));
    let one = |filters: Value| json!({"ApprovalRules": {"PatchRules": [rule(filters)]}});
    let days = |days: i64| json!({"ApprovalRules": {"PatchRules": [{"PatchFilterGroup": {"PatchFilters": []}, "ApproveAfterDays": days}]}});
    let source = |name: usize, products: usize, configuration: usize| json!({"Sources": [{"Name": text(name), "Products": many(products, &|_| json!("*")), "Configuration": text(configuration)}]});
    // What is just inside, and what is just outside of each bound.
    let inside = [
        json!({"Name": text(3)}),
        json!({"Name": text(128)}),
        json!({"Name": "a_-.9"}),
        json!({"Description": text(1)}),
        json!({"Description": "ü".repeat(1024)}),
        json!({"GlobalFilters": {"PatchFilters": filters(4)}}),
        one(filters(4)),
        one(json!([filter(many(20, &|_| json!("*")))])),
        one(json!([filter(json!([text(64)]))])),
        json!({"ApprovalRules": {"PatchRules": many(10, &|_| rule(json!([])))}}),
        days(0),
        days(360),
        json!({"ApprovedPatches": many(50, &|_| json!("a"))}),
        json!({"ApprovedPatches": [text(100)]}),
        json!({"RejectedPatches": many(50, &|_| json!("a"))}),
        source(3, 1, 1),
        source(50, 20, 1024),
        json!({"Sources": many(20, &|_| json!({"Name": "src", "Products": [text(128)], "Configuration": "c"}))}),
        json!({"ClientToken": text(64)}),
        json!({"Tags": many(50, &|index| json!({"Key": format!("k{index}"), "Value": ""}))}),
        json!({"Tags": [{"Key": text(128), "Value": text(256)}]}),
        json!({"Tags": [{"Key": "Ö ٣_.:/=+-@", "Value": "日本 1"}]}),
    ];
    for members in inside {
        let id = create(&client, with(&base, &members)).await;
        client
            .ssm("DeletePatchBaseline", json!({"BaselineId": id}))
            .await
            .ok();
    }
    let outside = [
        json!({"Name": null}),
        json!({"Name": text(2)}),
        json!({"Name": text(129)}),
        json!({"Name": "a b c"}),
        json!({"Name": "äöü"}),
        json!({"OperatingSystem": "PLAN9"}),
        json!({"OperatingSystem": "windows"}),
        json!({"Description": ""}),
        json!({"Description": "ü".repeat(1025)}),
        json!({"GlobalFilters": {"PatchFilters": filters(5)}}),
        json!({"GlobalFilters": {}}),
        one(filters(5)),
        one(json!([filter(json!([]))])),
        one(json!([filter(many(21, &|_| json!("*")))])),
        one(json!([filter(json!([text(65)]))])),
        one(json!([filter(json!([""]))])),
        one(json!([{"Key": "COLOUR", "Values": ["red"]}])),
        one(json!([{"Values": ["red"]}])),
        json!({"ApprovalRules": {"PatchRules": many(11, &|_| rule(json!([])))}}),
        json!({"ApprovalRules": {"PatchRules": [{"ApproveAfterDays": 1}]}}),
        days(-1),
        days(361),
        json!({"ApprovedPatches": many(51, &|_| json!("a"))}),
        json!({"ApprovedPatches": [text(101)]}),
        json!({"ApprovedPatches": [""]}),
        json!({"RejectedPatches": many(51, &|_| json!("a"))}),
        json!({"ApprovedPatchesComplianceLevel": "GRAVE"}),
        json!({"RejectedPatchesAction": "IGNORE"}),
        source(2, 1, 1),
        source(51, 1, 1),
        source(3, 0, 1),
        source(3, 21, 1),
        source(3, 1, 0),
        source(3, 1, 1025),
        json!({"Sources": many(21, &|_| json!({"Name": "src", "Products": ["*"], "Configuration": "c"}))}),
        json!({"ClientToken": ""}),
        json!({"ClientToken": text(65)}),
        json!({"Tags": many(51, &|index| json!({"Key": format!("k{index}"), "Value": ""}))}),
        json!({"Tags": [{"Key": text(129), "Value": ""}]}),
        json!({"Tags": [{"Key": "", "Value": ""}]}),
        json!({"Tags": [{"Key": "k"}]}),
        json!({"Tags": [{"Key": "k", "Value": text(257)}]}),
        json!({"Tags": [{"Key": "k\t", "Value": ""}]}),
        json!({"Tags": [{"Key": "k", "Value": "a;b"}]}),
        json!({"Tags": [{"Key": "AWS:k", "Value": ""}]}),
        json!({"Tags": [{"Key": "k", "Value": "1"}, {"Key": "k", "Value": "2"}]}),
    ];
    for members in outside {
        let answer = client
            .ssm("CreatePatchBaseline", with(&base, &members))
            .await;
        assert_eq!(answer.code(), "ValidationException", "{members}");
    }
    for wrong in [
        json!({"Name": 7}),
        json!({"ApprovedPatches": "bash"}),
        json!({"ApprovalRules": []}),
        days(1 << 40),
    ] {
        let code = client
            .ssm("CreatePatchBaseline", with(&base, &wrong))
            .await
            .code();
        assert!(
            ["SerializationException", "ValidationException"].contains(&code.as_str()),
            "{wrong}: {code}"
        );
    }
    assert_eq!(
        client
            .all("DescribePatchBaselines", own(), "BaselineIdentities")
            .await
            .0
            .len(),
        0,
        "nothing of it was created"
    );
}

fn own() -> Value {
    json!({"Filters": [{"Key": "OWNER", "Values": ["Self"]}]})
}

#[tokio::test]
async fn what_an_operating_system_does_not_have_is_refused() {
    let sandbox = empty();
    let client = sandbox.client(MANAGEMENT, "us-east-1");
    let filtered = |key: &str| json!({"ApprovalRules": {"PatchRules": [rule(json!([{"Key": key, "Values": ["*"]}]))]}});
    let global =
        |key: &str| json!({"GlobalFilters": {"PatchFilters": [{"Key": key, "Values": ["*"]}]}});
    let open = |flag: bool| json!({"ApprovalRules": {"PatchRules": [with(&rule(json!([])), &json!({"EnableNonSecurity": flag}))]}});
    let approval = |members: Value| {
        let rule = with(&json!({"PatchFilterGroup": {"PatchFilters": []}}), &members);
        json!({ "ApprovalRules": {"PatchRules": [rule]} })
    };
    let source = json!({"Sources": [{"Name": "src", "Products": ["*"], "Configuration": "c"}]});
    let available = json!({"AvailableSecurityUpdatesComplianceStatus": "COMPLIANT"});
    for (os, members, good) in [
        ("AMAZON_LINUX_2023", filtered("SEVERITY"), true),
        ("AMAZON_LINUX_2023", filtered("PRIORITY"), false),
        ("AMAZON_LINUX_2023", filtered("MSRC_SEVERITY"), false),
        ("AMAZON_LINUX_2023", global("CVE_ID"), false),
        ("UBUNTU", filtered("PRIORITY"), true),
        ("RASPBIAN", filtered("SECTION"), true),
        ("DEBIAN", filtered("CLASSIFICATION"), false),
        ("MACOS", filtered("CLASSIFICATION"), true),
        ("MACOS", filtered("SEVERITY"), false),
        ("WINDOWS", filtered("PATCH_SET"), true),
        ("WINDOWS", global("MSRC_SEVERITY"), true),
        ("WINDOWS", filtered("SEVERITY"), false),
        ("SUSE", open(true), true),
        ("WINDOWS", open(false), true),
        ("WINDOWS", open(true), false),
        ("MACOS", open(true), false),
        (
            "UBUNTU",
            json!({"ApprovedPatchesEnableNonSecurity": true}),
            true,
        ),
        (
            "WINDOWS",
            json!({"ApprovedPatchesEnableNonSecurity": false}),
            true,
        ),
        (
            "WINDOWS",
            json!({"ApprovedPatchesEnableNonSecurity": true}),
            false,
        ),
        ("CENTOS", source.clone(), true),
        ("WINDOWS", json!({"Sources": []}), true),
        ("WINDOWS", source.clone(), false),
        ("MACOS", source, false),
        ("WINDOWS", available.clone(), true),
        ("ROCKY_LINUX", available, false),
        (
            "ROCKY_LINUX",
            approval(json!({"ApproveUntilDate": "2024-02-29"})),
            true,
        ),
        (
            "ROCKY_LINUX",
            approval(json!({"ApproveUntilDate": "2025-02-29"})),
            false,
        ),
        (
            "ROCKY_LINUX",
            approval(json!({"ApproveUntilDate": "2025-2-1"})),
            false,
        ),
        (
            "ROCKY_LINUX",
            approval(json!({"ApproveUntilDate": "20250201"})),
            false,
        ),
        (
            "ROCKY_LINUX",
            approval(json!({"ApproveUntilDate": "2025-W05-6"})),
            false,
        ),
        ("ROCKY_LINUX", approval(json!({})), false),
        (
            "ROCKY_LINUX",
            approval(json!({"ApproveUntilDate": "2025-02-01", "ApproveAfterDays": 0})),
            false,
        ),
    ] {
        let answer = client
            .ssm(
                "CreatePatchBaseline",
                with(&json!({"Name": "keys", "OperatingSystem": os}), &members),
            )
            .await;
        if good {
            answer.ok();
        } else {
            assert_eq!(answer.code(), "ValidationException", "{os} {members}");
        }
    }
}

#[tokio::test]
async fn a_client_token_makes_a_second_creation_the_same() {
    let sandbox = empty();
    let client = sandbox.client(MANAGEMENT, "us-east-1");
    let input =
        json!({"Name": "once", "ClientToken": "t1", "OperatingSystem": "SUSE", "Description": "d"});
    let id = create(&client, input.clone()).await;
    let reordered = json!({"Description": "d", "OperatingSystem": "SUSE", "Tags": null, "Name": "once", "ClientToken": "t1"});
    assert_eq!(create(&client, reordered).await, id);
    let other = with(&input, &json!({"Description": "e"}));
    assert_eq!(
        client
            .ssm("CreatePatchBaseline", other.clone())
            .await
            .code(),
        "IdempotentParameterMismatch"
    );
    let second = create(&client, with(&input, &json!({"ClientToken": "t2"}))).await;
    let third = create(&client, with(&input, &json!({"ClientToken": null}))).await;
    assert!(
        id != second && second != third && id != third,
        "names are not unique, ids are"
    );
    let (listed, _) = client
        .all("DescribePatchBaselines", own(), "BaselineIdentities")
        .await;
    let ids: Vec<&str> = listed
        .iter()
        .map(|baseline| baseline["BaselineId"].as_str().unwrap())
        .collect();
    assert_eq!(ids, [&id, &second, &third], "in the order of creation");
    sandbox
        .sandbox
        .advance(jiff::SignedDuration::from_hours(24))
        .unwrap();
    assert_ne!(
        create(&client, other).await,
        id,
        "a day later the token is forgotten"
    );
}

#[tokio::test]
async fn fifty_baselines_fit_into_an_account_and_region() {
    let sandbox = example();
    let client = sandbox.client(MANAGEMENT, "us-east-1");
    let (seeded, _) = client
        .all("DescribePatchBaselines", own(), "BaselineIdentities")
        .await;
    let input = json!({"Name": "one-of-many", "ClientToken": "first"});
    let first = create(&client, input.clone()).await;
    for _ in seeded.len() + 1..50 {
        create(&client, json!({"Name": "one-of-many"})).await;
    }
    let full = client
        .ssm("CreatePatchBaseline", json!({"Name": "one-of-many"}))
        .await;
    assert_eq!(full.code(), "ResourceLimitExceededException");
    assert_eq!(
        create(&client, input).await,
        first,
        "what was created once is not created again"
    );
    create(
        &sandbox.client(MANAGEMENT, "eu-central-1"),
        json!({"Name": "elsewhere"}),
    )
    .await;
    create(
        &sandbox.client(WORKLOADS, "us-east-1"),
        json!({"Name": "elsewhere"}),
    )
    .await;
    client
        .ssm("DeletePatchBaseline", json!({"BaselineId": first}))
        .await
        .ok();
    create(&client, json!({"Name": "one-of-many"})).await;
    let status = sandbox.sandbox.status().unwrap();
    let here = status
        .scopes
        .iter()
        .find(|scope| scope.account == MANAGEMENT && scope.region == "us-east-1")
        .unwrap();
    assert_eq!(here.baselines, 50);
}

#[tokio::test]
async fn an_update_keeps_what_is_not_sent_and_a_replacement_does_not() {
    let sandbox = empty();
    let client = sandbox.client(MANAGEMENT, "us-east-1");
    let rules = json!({"PatchRules": [rule(json!([])), rule(json!([{"Key": "PRODUCT", "Values": ["*"]}]))]});
    let input = json!({
        "Name": "before", "OperatingSystem": "DEBIAN", "Description": "d", "ApprovalRules": rules, "ApprovedPatches": ["a", "b"],
        "RejectedPatches": ["c"], "Tags": [{"Key": "team", "Value": "a"}],
    });
    let id = create(&client, input).await;
    let before = get(&client, &id).await;
    let update = async |members: Value| {
        client
            .ssm(
                "UpdatePatchBaseline",
                with(&json!({"BaselineId": id}), &members),
            )
            .await
    };
    let updated = update(json!({"ApprovedPatches": ["x"], "Name": "after", "OperatingSystem": "SUSE", "Description": null})).await.ok();
    assert_eq!(
        (&updated["Name"], &updated["ApprovedPatches"]),
        (&json!("after"), &json!(["x"])),
        "a list is replaced as a whole"
    );
    for kept in [
        "OperatingSystem",
        "Description",
        "RejectedPatches",
        "CreatedDate",
        "BaselineId",
        "ApprovalRules",
    ] {
        assert_eq!(updated[kept], before[kept], "{kept}");
    }
    let moved = |baseline: &Value| baseline["ModifiedDate"].as_f64().unwrap();
    assert!(
        moved(&updated) > moved(&before),
        "the date moves though the clock stands still"
    );
    assert_eq!(updated.get("PatchGroups"), None, "the model has none here");
    let mut found = get(&client, &id).await;
    found.as_object_mut().unwrap().remove("PatchGroups");
    assert_eq!(found, updated);

    assert_eq!(
        update(json!({"Replace": true})).await.code(),
        "ValidationException",
        "a replacement needs a name"
    );
    let replaced = update(json!({"Replace": true, "Name": "anew"})).await.ok();
    assert_eq!(replaced["ApprovalRules"], json!({"PatchRules": []}));
    assert_eq!(
        (replaced.get("Description"), &replaced["OperatingSystem"]),
        (None, &json!("DEBIAN"))
    );
    assert!(moved(&replaced) > moved(&updated));
    assert_eq!(
        (&replaced["RejectedPatches"], &replaced["CreatedDate"]),
        (&json!([]), &before["CreatedDate"])
    );
    let tags = client
        .ssm(
            "ListTagsForResource",
            json!({"ResourceType": "PatchBaseline", "ResourceId": id}),
        )
        .await
        .ok();
    assert_eq!(
        tags["TagList"][0]["Key"], "team",
        "tags are not a part of it"
    );

    assert_eq!(
        update(json!({"ApprovalRules": {"PatchRules": [rule(json!([{"Key": "SEVERITY", "Values": ["*"]}]))]}})).await.code(),
        "ValidationException"
    );
    assert_eq!(
        update(json!({"Name": "no"})).await.code(),
        "ValidationException"
    );
    assert_eq!(get(&client, &id).await["Name"], "anew");
    let absent = json!({"BaselineId": "pb-00000000000000000", "Name": "absent"});
    assert_eq!(
        client.ssm("UpdatePatchBaseline", absent).await.code(),
        "DoesNotExistException"
    );
    let foreign = sandbox
        .client(MANAGEMENT, "eu-west-1")
        .ssm(
            "UpdatePatchBaseline",
            json!({"BaselineId": id, "Name": "foreign"}),
        )
        .await;
    assert_eq!(
        foreign.code(),
        "DoesNotExistException",
        "a baseline of another Region"
    );
}

#[tokio::test]
async fn baselines_of_aws_are_not_changed() {
    let sandbox = empty();
    let client = sandbox.client(MANAGEMENT, "us-east-1");
    let arn = client
        .ssm(
            "GetDefaultPatchBaseline",
            json!({"OperatingSystem": "UBUNTU"}),
        )
        .await
        .ok()["BaselineId"]
        .clone();
    assert_eq!(
        client
            .ssm(
                "UpdatePatchBaseline",
                json!({"BaselineId": arn, "Name": "mine"})
            )
            .await
            .code(),
        "ValidationException"
    );
    assert_eq!(
        client
            .ssm("DeletePatchBaseline", json!({"BaselineId": arn}))
            .await
            .code(),
        "ValidationException"
    );
    let tags = json!({"ResourceType": "PatchBaseline", "ResourceId": arn, "Tags": [{"Key": "k", "Value": "v"}]});
    assert_eq!(
        client.ssm("AddTagsToResource", tags).await.code(),
        "InvalidResourceId"
    );
    assert_eq!(
        get(&client, arn.as_str().unwrap()).await["Name"],
        "AWS-UbuntuDefaultPatchBaseline"
    );
}

#[tokio::test]
async fn a_baseline_in_use_is_not_deleted() {
    let sandbox = empty();
    let client = sandbox.client(MANAGEMENT, "us-east-1");
    let id = create(&client, json!({"Name": "used", "OperatingSystem": "SUSE"})).await;
    let pair = json!({"BaselineId": id, "PatchGroup": "sap"});
    let delete = || client.ssm("DeletePatchBaseline", json!({"BaselineId": id}));
    client
        .ssm("RegisterPatchBaselineForPatchGroup", pair.clone())
        .await
        .ok();
    let refused = delete().await;
    assert_eq!(refused.code(), "ResourceInUseException");
    assert_eq!(
        refused.json()["Message"],
        "PatchBaseline to be deleted is used for Patch Group: sap"
    );
    client
        .ssm("DeregisterPatchBaselineForPatchGroup", pair)
        .await
        .ok();
    client
        .ssm("RegisterDefaultPatchBaseline", json!({"BaselineId": id}))
        .await
        .ok();
    assert_eq!(delete().await.code(), "ResourceInUseException");
    let aws = client
        .all(
            "DescribePatchBaselines",
            json!({"Filters": [{"Key": "NAME_PREFIX", "Values": ["AWS-Suse"]}]}),
            "BaselineIdentities",
        )
        .await
        .0;
    client
        .ssm(
            "RegisterDefaultPatchBaseline",
            json!({"BaselineId": aws[0]["BaselineId"]}),
        )
        .await
        .ok();
    assert_eq!(delete().await.ok(), json!({"BaselineId": id}));
    assert_eq!(
        client
            .ssm("GetPatchBaseline", json!({"BaselineId": id}))
            .await
            .code(),
        "DoesNotExistException"
    );
    assert_eq!(
        delete().await.ok(),
        json!({"BaselineId": id}),
        "what is gone can be deleted again"
    );
    assert_eq!(
        client
            .ssm("DeletePatchBaseline", json!({"BaselineId": "short"}))
            .await
            .code(),
        "ValidationException"
    );
}

#[tokio::test]
async fn the_default_of_an_operating_system_is_taken_and_given_back() {
    let sandbox = empty();
    let client = sandbox.client(MANAGEMENT, "us-east-1");
    let default = async || {
        client.ssm("GetDefaultPatchBaseline", json!({})).await.ok()["BaselineId"]
            .as_str()
            .unwrap()
            .to_owned()
    };
    let register = |id: String| {
        let client = client.clone();
        async move {
            client
                .ssm("RegisterDefaultPatchBaseline", json!({"BaselineId": id}))
                .await
        }
    };
    let aws = default().await;
    let own = create(&client, json!({"Name": "mine"})).await;
    assert_eq!(
        register(format!(
            "arn:aws:ssm:us-east-1:{MANAGEMENT}:patchbaseline/{own}"
        ))
        .await
        .ok(),
        json!({"BaselineId": own})
    );
    assert_eq!(default().await, own);
    let windows = json!({"Filters": [{"Key": "OPERATING_SYSTEM", "Values": ["WINDOWS"]}]});
    let (listed, _) = client
        .all("DescribePatchBaselines", windows, "BaselineIdentities")
        .await;
    let marked: Vec<&Value> = listed
        .iter()
        .filter(|baseline| baseline["DefaultBaseline"] == true)
        .collect();
    assert_eq!((marked.len(), &marked[0]["BaselineId"]), (1, &json!(own)));
    let other = listed
        .iter()
        .find(|baseline| baseline["BaselineName"] == "AWS-WindowsPredefinedPatchBaseline-OS")
        .unwrap();
    let other = other["BaselineId"].as_str().unwrap().to_owned();
    register(other.clone()).await.ok();
    assert_eq!(default().await, other, "AWS has three for Windows");
    assert_eq!(register(aws.clone()).await.ok(), json!({"BaselineId": aws}));
    assert_eq!(default().await, aws);
    let short = aws.rsplit('/').next().unwrap().to_owned();
    assert_eq!(
        register(short).await.code(),
        "DoesNotExistException",
        "AWS's own need the whole ARN"
    );
    assert_eq!(
        register("pb-tooshortortoolongid".to_owned()).await.code(),
        "InvalidResourceId"
    );
    let elsewhere = aws.replace("us-east-1", "eu-west-1");
    assert_eq!(
        register(elsewhere).await.code(),
        "DoesNotExistException",
        "the ARN of another Region"
    );
}

#[tokio::test]
async fn what_an_account_denies_changes_nothing() {
    let sandbox = fleet(FLEET);
    let client = sandbox.client(MANAGEMENT, "us-east-1");
    let id = create(&client, json!({"Name": "kept"})).await;
    assert_eq!(
        client
            .ssm("DeletePatchBaseline", json!({"BaselineId": id}))
            .await
            .code(),
        "AccessDeniedException"
    );
    let tags = json!({"ResourceType": "PatchBaseline", "ResourceId": id, "Tags": [{"Key": "k", "Value": "v"}]});
    assert_eq!(
        client.ssm("AddTagsToResource", tags).await.code(),
        "AccessDeniedException"
    );
    assert_eq!(get(&client, &id).await["Name"], "kept");
}
