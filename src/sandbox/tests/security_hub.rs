use serde_json::{Value, json};

use crate::sandbox::testing::{Answer, Client, MANAGEMENT, WORKLOADS, example};

const PRODUCT: &str = "arn:aws:securityhub:us-east-1:111122223333:product/111122223333/default";

fn finding(id: &str, updated: &str) -> Value {
    json!({
        "SchemaVersion": "2018-10-08",
        "Id": id,
        "ProductArn": PRODUCT,
        "GeneratorId": "test",
        "AwsAccountId": MANAGEMENT,
        "CreatedAt": "2026-01-01T00:00:00Z",
        "UpdatedAt": updated,
        "Title": "a title",
        "Description": "a description",
        "Resources": [{"Type": "Other", "Id": "a"}],
        "FindingProviderFields": {
            "Severity": {"Label": "HIGH"},
            "Types": ["Software and Configuration Checks/Patch Management"],
        },
        "Compliance": {"Status": "FAILED"},
        "RecordState": "ACTIVE",
    })
}

async fn import(client: &Client, findings: &[Value]) -> Answer {
    let input = json!({ "Findings": findings });
    client.rest("securityhub", "/findings/import", input).await
}

async fn found(client: &Client, filters: Value) -> Vec<Value> {
    let input = json!({ "Filters": filters });
    let answer = client.rest("securityhub", "/findings", input).await.ok();
    answer["Findings"].as_array().unwrap().clone()
}

#[tokio::test]
async fn a_finding_is_kept_until_a_newer_one_takes_its_place() {
    let it = example();
    let client = it.client(MANAGEMENT, "us-east-1");
    let first = finding("a", "2026-01-02T00:00:00Z");
    let answer = import(&client, std::slice::from_ref(&first)).await.ok();
    assert_eq!(
        answer,
        json!({"SuccessCount": 1, "FailedCount": 0, "FailedFindings": []})
    );

    // Equal and earlier ones are ignored, and counted as taken.
    for updated in ["2026-01-02T00:00:00Z", "2026-01-01T12:00:00Z"] {
        let mut other = finding("a", updated);
        other["Title"] = json!("another");
        assert_eq!(import(&client, &[other]).await.ok()["SuccessCount"], 1);
    }
    let kept = found(&client, json!({})).await;
    assert_eq!(kept.len(), 1);
    assert_eq!(kept[0]["Title"], "a title");
    assert_eq!(kept[0]["Severity"]["Normalized"], 70);
    assert_eq!(kept[0]["Workflow"]["Status"], "NEW");

    let mut over = finding("a", "2026-01-03T00:00:00Z");
    over["RecordState"] = json!("ARCHIVED");
    over["Compliance"]["Status"] = json!("PASSED");
    let _taken = import(&client, &[over]).await.ok();
    let kept = found(&client, json!({})).await;
    assert_eq!(
        (kept.len(), &kept[0]["RecordState"]),
        (1, &json!("ARCHIVED"))
    );
}

#[tokio::test]
async fn what_does_not_fit_is_refused_by_itself() {
    let it = example();
    let client = it.client(MANAGEMENT, "us-east-1");
    let changed = |member: &str, value: Value| {
        let mut bad = finding("bad", "2026-01-02T00:00:00Z");
        bad[member] = value;
        bad
    };
    let aws = "arn:aws:securityhub:us-east-1::product/aws/ssm-patch-manager";
    let bad = [
        changed("ProductArn", json!(aws)),
        changed("AwsAccountId", json!(WORKLOADS)),
        changed("Title", json!("x".repeat(257))),
        changed("Description", json!("")),
        changed("Resources", json!([])),
        changed("UpdatedAt", json!("yesterday")),
        changed("UpdatedAt", json!("2025-01-01T00:00:00Z")),
        changed("PatchSummary", json!({"InstalledCount": 1})),
        changed("PatchSummary", json!({"Id": "pb", "MissingCount": 100_001})),
        changed(
            "FindingProviderFields",
            json!({"Severity": {"Label": "HIGH"}}),
        ),
        changed(
            "FindingProviderFields",
            json!({"Severity": {"Label": "HIGH"}, "Types": ["Software & Configuration Checks/x"]}),
        ),
        changed("Note", json!("x".repeat(240 * 1024))),
    ];
    for one in bad {
        let good = finding("good", "2026-01-02T00:00:00Z");
        let answer = import(&client, &[one.clone(), good]).await.ok();
        let counts = (&answer["SuccessCount"], &answer["FailedCount"]);
        assert_eq!(counts, (&json!(1), &json!(1)), "{one}");
        assert_eq!(answer["FailedFindings"][0]["Id"], "bad");
    }
    assert_eq!(found(&client, json!({})).await.len(), 1);

    let many = vec![finding("a", "2026-01-02T00:00:00Z"); 101];
    assert_eq!(import(&client, &many).await.status, 400);
    assert_eq!(import(&client, &[]).await.status, 400);
}

#[tokio::test]
async fn who_does_not_use_it_is_told_so() {
    let it = example();
    for operation in ["/findings/import", "/findings"] {
        let client = it.client(WORKLOADS, "us-east-1");
        let answer = client.rest("securityhub", operation, json!({})).await;
        assert_eq!(answer.status, 401, "{}", answer.text);
        assert!(
            answer
                .text
                .contains("is not subscribed to AWS Security Hub")
        );
    }
}

#[tokio::test]
async fn findings_are_read_by_what_is_implemented_and_by_nothing_else() {
    let it = example();
    let client = it.client(MANAGEMENT, "us-east-1");
    let findings = ["a/1", "a/2", "b/1"].map(|id| finding(id, "2026-01-02T00:00:00Z"));
    let _taken = import(&client, &findings).await.ok();
    let is = |value: &str, comparison: &str| json!([{"Value": value, "Comparison": comparison}]);
    for (filters, number) in [
        (json!({"Id": is("a/1", "EQUALS")}), 1),
        (json!({"Id": is("a/", "PREFIX")}), 2),
        (
            json!({"ProductArn": is(PRODUCT, "EQUALS"), "RecordState": is("ACTIVE", "EQUALS")}),
            3,
        ),
        (json!({"RecordState": is("ARCHIVED", "EQUALS")}), 0),
    ] {
        assert_eq!(
            found(&client, filters.clone()).await.len(),
            number,
            "{filters}"
        );
    }
    for refused in [
        json!({"Filters": {"Title": is("a", "EQUALS")}}),
        json!({"Filters": {"Id": is("a", "CONTAINS")}}),
        json!({"SortCriteria": []}),
        json!({"MaxResults": 101}),
    ] {
        let answer = client
            .rest("securityhub", "/findings", refused.clone())
            .await;
        assert_eq!(answer.status, 400, "{refused}");
    }
    let page = client
        .rest("securityhub", "/findings", json!({"MaxResults": 2}))
        .await
        .ok();
    let token = page["NextToken"].as_str().unwrap();
    let rest = json!({"MaxResults": 2, "NextToken": token});
    let rest = client.rest("securityhub", "/findings", rest).await.ok();
    assert_eq!(rest["Findings"].as_array().unwrap().len(), 1);
    assert!(rest.get("NextToken").is_none());
}
