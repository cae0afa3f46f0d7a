//! State Manager: associations that are made, changed, started and deleted, and what they do when
//! the clock passes.

use serde_json::{Value, json};

use super::commands::{It, id};
use crate::sandbox::testing::MANAGEMENT;

const HOUR: i64 = 3600;
const DAY: i64 = 24 * HOUR;

/// Scans the production nodes, daily at 15:00; the clock stands at 12:00.
fn daily(more: &Value) -> Value {
    let mut input = json!({
        "Name": "AWS-RunPatchBaseline",
        "AssociationName": "scan-daily",
        "Parameters": {"Operation": ["Scan"]},
        "Targets": [{"Key": "tag:env", "Values": ["prod"]}],
        "ScheduleExpression": "cron(0 15 * * ? *)",
    });
    for (name, value) in more.as_object().into_iter().flatten() {
        input[name] = value.clone();
    }
    input
}

impl It {
    async fn associate(&self, input: Value) -> String {
        let answer = self.ok("CreateAssociation", input).await;
        let id = &answer["AssociationDescription"]["AssociationId"];
        id.as_str().unwrap().to_owned()
    }

    async fn executions(&self, association: &str) -> Vec<Value> {
        let input = json!({"AssociationId": association});
        let answer = self.ok("DescribeAssociationExecutions", input).await;
        answer["AssociationExecutions"].as_array().unwrap().clone()
    }

    async fn targets(&self, association: &str, execution: &Value) -> Vec<Value> {
        let input = json!({"AssociationId": association, "ExecutionId": execution["ExecutionId"]});
        let answer = self.ok("DescribeAssociationExecutionTargets", input).await;
        let rows = answer["AssociationExecutionTargets"].as_array();
        rows.unwrap().clone()
    }

    async fn tag(&self, node: u32, key: &str, value: &str) {
        let arn = format!("arn:aws:ec2:us-east-1:{MANAGEMENT}:instance/{}", id(node));
        let input = json!({"ResourceARNList": [arn], "Tags": {key: value}});
        let target = "ResourceGroupsTaggingAPI_20170126.TagResources";
        self.client.json("tagging", target, input).await.ok();
    }

    async fn last_scan(&self, node: u32) -> Option<f64> {
        let input = json!({"InstanceIds": [id(node)]});
        let answer = self.ok("DescribeInstancePatchStates", input).await;
        answer["InstancePatchStates"][0]["OperationEndTime"].as_f64()
    }

    async fn items(&self, node: u32) -> Vec<Value> {
        let input = json!({
            "ResourceIds": [id(node)],
            "ResourceTypes": ["ManagedInstance"],
            "Filters": [{"Key": "ComplianceType", "Values": ["Association"], "Type": "EQUAL"}],
        });
        let answer = self.ok("ListComplianceItems", input).await;
        answer["ComplianceItems"].as_array().unwrap().clone()
    }
}

#[tokio::test]
async fn an_association_runs_when_it_is_made_and_by_its_schedule() {
    let it = It::new();
    let made = it.associate(daily(&json!({}))).await;
    assert_eq!(it.executions(&made).await.len(), 1, "at once");
    it.after(60);
    let first = it.executions(&made).await;
    assert_eq!(first[0]["Status"], "Success");
    assert_eq!(first[0]["ResourceCountByStatus"], "{Success=2}");
    let scanned = it.last_scan(1).await.unwrap();

    it.after(3 * HOUR);
    let second = it.executions(&made).await;
    assert_eq!(second.len(), 2, "15:00 has passed");
    // Newest first, and at the moment of the schedule, not at that of the question.
    assert_eq!(second[0]["CreatedTime"], json!(1_769_871_600.0));
    assert!(it.last_scan(1).await.unwrap() > scanned);
    assert!(it.last_scan(3).await.is_none(), "no target");

    let targets = it.targets(&made, &second[0]).await;
    let command = &targets[0]["OutputSource"];
    assert_eq!(command["OutputSourceType"], "RunCommand");
    let input = json!({"CommandId": command["OutputSourceId"], "InstanceId": id(1), "PluginName": "PatchLinux"});
    let invocation = it.ok("GetCommandInvocation", input).await;
    assert_eq!(invocation["Status"], "Success");
}

#[tokio::test]
async fn one_that_waits_for_its_schedule_does_not_run_when_it_is_made_or_gets_nodes() {
    let it = It::new();
    let made = it
        .associate(daily(&json!({"ApplyOnlyAtCronInterval": true})))
        .await;
    assert!(it.executions(&made).await.is_empty());
    it.tag(6, "env", "prod").await;
    assert!(it.executions(&made).await.is_empty());
    it.after(DAY);
    let ran = it.executions(&made).await;
    assert_eq!(ran.len(), 1);
    assert_eq!(it.targets(&made, &ran[0]).await.len(), 3);
}

#[tokio::test]
async fn new_targets_are_reached_at_once_and_alone() {
    let it = It::new();
    let made = it.associate(daily(&json!({}))).await;
    it.after(60);
    it.executions(&made).await;
    it.tag(6, "env", "prod").await;
    let ran = it.executions(&made).await;
    assert_eq!(ran.len(), 2);
    let targets = it.targets(&made, &ran[0]).await;
    assert_eq!(targets.len(), 1);
    assert_eq!(targets[0]["ResourceId"], json!(id(6)));
}

#[tokio::test]
async fn an_update_nulls_what_it_does_not_send_and_runs_anew() {
    let it = It::new();
    let made = it
        .associate(daily(
            &json!({"ComplianceSeverity": "HIGH", "MaxErrors": "1"}),
        ))
        .await;
    it.executions(&made).await;
    let update = json!({
        "AssociationId": made,
        "Name": "AWS-RunPatchBaseline",
        "Parameters": {"Operation": ["Scan"]},
        "Targets": [{"Key": "InstanceIds", "Values": [id(6)]}],
    });
    it.ok("UpdateAssociation", update.clone()).await;
    let read = it
        .ok("DescribeAssociation", json!({"AssociationId": made}))
        .await;
    let now = &read["AssociationDescription"];
    for gone in [
        "ScheduleExpression",
        "AssociationName",
        "ComplianceSeverity",
        "MaxErrors",
    ] {
        assert_eq!(now.get(gone), None, "{gone}");
    }
    assert_eq!(now["AssociationVersion"], "2");
    assert_eq!(it.executions(&made).await.len(), 2);

    let old = json!({"AssociationId": made, "AssociationVersion": "1"});
    let old = it.ok("DescribeAssociation", old).await;
    assert_eq!(
        old["AssociationDescription"]["AssociationName"],
        "scan-daily"
    );
    let versions = it
        .ok("ListAssociationVersions", json!({"AssociationId": made}))
        .await;
    assert_eq!(versions["AssociationVersions"].as_array().unwrap().len(), 2);

    let mut nameless = update;
    nameless.as_object_mut().unwrap().remove("Name");
    assert_eq!(
        it.call("UpdateAssociation", nameless).await.code(),
        "InvalidUpdate"
    );
}

#[tokio::test]
async fn what_is_asked_for_once_runs_at_once() {
    let it = It::new();
    let made = it
        .associate(daily(&json!({"ApplyOnlyAtCronInterval": true})))
        .await;
    let other = it
        .associate(daily(&json!({"ApplyOnlyAtCronInterval": true})))
        .await;
    assert_ne!(made, other);
    let both = json!({"AssociationIds": [made, other]});
    it.ok("StartAssociationsOnce", both).await;
    for id in [&made, &other] {
        assert_eq!(it.executions(id).await.len(), 1);
    }
    let unknown = json!({"AssociationIds": ["00000000-0000-4000-8000-000000000000"]});
    assert_eq!(
        it.call("StartAssociationsOnce", unknown).await.code(),
        "AssociationDoesNotExist"
    );
}

#[tokio::test]
async fn a_deleted_one_runs_no_more_and_what_it_did_stays() {
    let it = It::new();
    let made = it.associate(daily(&json!({}))).await;
    it.executions(&made).await;
    it.after(60);
    let scanned = it.last_scan(1).await;
    it.ok("DeleteAssociation", json!({"AssociationId": made}))
        .await;
    it.after(2 * DAY);
    assert_eq!(it.last_scan(1).await, scanned);
    for operation in [
        "DescribeAssociation",
        "DeleteAssociation",
        "DescribeAssociationExecutions",
    ] {
        let answer = it.call(operation, json!({"AssociationId": made})).await;
        assert_eq!(answer.code(), "AssociationDoesNotExist", "{operation}");
    }
}

/// Tags are no change of the association: they make no version, and nothing runs.
#[tokio::test]
async fn tags_are_kept_beside_the_versions() {
    let it = It::new();
    let tagged = daily(&json!({"Tags": [{"Key": "team", "Value": "a"}]}));
    let made = it.associate(tagged).await;
    it.executions(&made).await;
    let of = |more: Value| {
        let mut input = json!({"ResourceType": "Association", "ResourceId": made});
        for (name, value) in more.as_object().into_iter().flatten() {
            input[name] = value.clone();
        }
        input
    };
    it.ok(
        "AddTagsToResource",
        of(json!({"Tags": [{"Key": "cost", "Value": "1"}]})),
    )
    .await;
    it.ok("RemoveTagsFromResource", of(json!({"TagKeys": ["team"]})))
        .await;
    let tags = it.ok("ListTagsForResource", of(json!({}))).await;
    assert_eq!(tags["TagList"], json!([{"Key": "cost", "Value": "1"}]));
    it.after(60);
    assert_eq!(it.executions(&made).await.len(), 1);
    let unknown = json!({"ResourceType": "Association", "ResourceId": "00000000-0000-4000-8000-000000000000"});
    assert_eq!(
        it.call("ListTagsForResource", unknown).await.code(),
        "InvalidResourceId"
    );
}

/// Only the newest runs are made up for when the clock jumps far.
#[tokio::test]
async fn a_jump_of_a_year_runs_a_bounded_number() {
    let it = It::new();
    let made = it
        .associate(daily(&json!({
            "ScheduleExpression": "rate(30 minutes)",
            "Targets": [{"Key": "InstanceIds", "Values": [id(1)]}],
        })))
        .await;
    it.executions(&made).await;
    it.after(365 * DAY);
    let mut input = json!({"AssociationId": made});
    let mut count = 0;
    let mut newest = 0.0_f64;
    // Two pages of fifty are enough to see that there are more.
    for _ in 0..5 {
        let page = it.ok("DescribeAssociationExecutions", input.clone()).await;
        let rows = page["AssociationExecutions"].as_array().unwrap().clone();
        count += rows.len();
        newest = newest.max(rows[0]["CreatedTime"].as_f64().unwrap());
        match page.get("NextToken") {
            Some(token) => input["NextToken"] = token.clone(),
            None => break,
        }
    }
    assert_eq!(count, 201);
    let now = 1_769_860_800.0 + 365.0 * 86400.0;
    assert!(now - newest <= 1800.0, "the last half hour is among them");
}

/// The two kinds of compliance stand side by side and do not touch each other.
#[tokio::test]
async fn the_patch_association_reports_as_an_association_only() {
    let it = It::new();
    let made = it
        .associate(daily(&json!({
            "Name": "AWS-RunPatchBaselineAssociation",
            "SyncCompliance": "MANUAL",
            "ComplianceSeverity": "HIGH",
        })))
        .await;
    it.executions(&made).await;
    it.after(60);
    assert!(it.last_scan(1).await.is_none(), "no patch compliance");
    let items = it.items(1).await;
    assert_eq!(items.len(), 1);
    assert_eq!(items[0]["Id"], json!(made));
    assert_eq!(items[0]["Severity"], "HIGH");
    // It misses bash and curl.
    assert_eq!(items[0]["Status"], "NON_COMPLIANT");
}

#[tokio::test]
async fn associations_report_whether_they_did_what_they_should_unless_told_not_to() {
    let it = It::new();
    let auto = it
        .associate(daily(
            &json!({"Parameters": {"Operation": ["Install"], "RebootOption": ["NoReboot"]},
            "Targets": [{"Key": "InstanceIds", "Values": [id(7)]}]}),
        ))
        .await;
    it.executions(&auto).await;
    it.after(600);
    let items = it.items(7).await;
    assert_eq!(items.len(), 1);
    assert_eq!(items[0]["Status"], "NON_COMPLIANT", "it ended with 156");
    let ran = it.executions(&auto).await;
    assert_eq!(ran[0]["Status"], "Failed");

    let silent = daily(
        &json!({"SyncCompliance": "MANUAL", "Targets": [{"Key": "InstanceIds", "Values": [id(1)]}]}),
    );
    let silent = it.associate(silent).await;
    it.executions(&silent).await;
    it.after(600);
    assert!(it.items(1).await.is_empty());
}

/// User Guide, "About State Manager": the earlier of two that overlap on a node times out.
#[tokio::test]
async fn of_two_that_overlap_the_earlier_times_out() {
    let it = It::new();
    let named = json!([{"Key": "InstanceIds", "Values": [id(1)]}]);
    let install = daily(&json!({
        "Parameters": {"Operation": ["Install"], "RebootOption": ["RebootIfNeeded"]},
        "Targets": named,
    }));
    let first = it.associate(install).await;
    it.executions(&first).await;
    it.after(30);
    let second = it.associate(daily(&json!({"Targets": named}))).await;
    it.executions(&second).await;
    it.after(600);

    assert_eq!(it.executions(&first).await[0]["Status"], "TimedOut");
    assert_eq!(it.executions(&second).await[0]["Status"], "Success");
    let states = it
        .ok(
            "DescribeInstancePatchStates",
            json!({"InstanceIds": [id(1)]}),
        )
        .await;
    let state = &states["InstancePatchStates"][0];
    assert_eq!(state["Operation"], "Scan");
    assert!(
        state["MissingCount"].as_i64().unwrap() > 0,
        "nothing was installed"
    );
}

#[tokio::test]
async fn what_is_wrong_is_refused_with_the_codes_of_the_model() {
    let it = It::new();
    let cron = "cron(0 15 * * ? *)";
    let table = [
        (
            json!({"ScheduleExpression": "every day"}),
            "InvalidSchedule",
        ),
        (
            json!({"ScheduleExpression": "rate(10 minutes)"}),
            "InvalidSchedule",
        ),
        (
            json!({"ScheduleExpression": "rate(1 day)", "ApplyOnlyAtCronInterval": true}),
            "InvalidSchedule",
        ),
        (json!({"ScheduleOffset": 2}), "InvalidSchedule"),
        (
            json!({"ScheduleOffset": 7, "ApplyOnlyAtCronInterval": true}),
            "ValidationException",
        ),
        (json!({"Targets": []}), "InvalidTarget"),
        (
            json!({"Targets": [{"Key": "InstanceIds", "Values": ["*"]}, {"Key": "tag:env", "Values": ["a"]}]}),
            "InvalidTarget",
        ),
        (json!({"Name": "nosuch-document"}), "InvalidDocument"),
        (json!({"DocumentVersion": "7"}), "InvalidDocumentVersion"),
        (
            json!({"Parameters": {"Operation": ["Repair"]}}),
            "InvalidParameters",
        ),
        (json!({"Parameters": {}}), "InvalidParameters"),
        (json!({"InstanceId": id(1)}), "InvalidParameters"),
        (
            json!({"OutputLocation": {"S3Location": {"OutputS3KeyPrefix": "a"}}}),
            "InvalidOutputLocation",
        ),
        (json!({"AssociationName": "a b"}), "ValidationException"),
        (json!({"MaxConcurrency": "0"}), "ValidationException"),
        (
            json!({"SyncCompliance": "SOMETIMES"}),
            "ValidationException",
        ),
        (json!({"CalendarNames": ["open"]}), "ValidationException"),
    ];
    for (change, code) in table {
        let answer = it.call("CreateAssociation", daily(&change)).await;
        assert_eq!(answer.code(), code, "{change}");
    }
    let good = daily(
        &json!({"ScheduleExpression": cron, "ScheduleOffset": 2, "ApplyOnlyAtCronInterval": true}),
    );
    it.associate(good).await;
}

#[tokio::test]
async fn lists_and_statuses_hold_what_was_made() {
    let it = It::new();
    let every = json!([{"Key": "InstanceIds", "Values": ["*"]}]);
    let made = it.associate(daily(&json!({"Targets": every}))).await;
    it.executions(&made).await;
    it.after(60);

    let all = it.ok("ListAssociations", json!({})).await;
    let row = &all["Associations"][0];
    assert_eq!(row["AssociationId"], json!(made));
    assert_eq!(row.get("Parameters"), None, "the list has none");
    let named =
        |key: &str, value: &str| json!({"AssociationFilterList": [{"key": key, "value": value}]});
    for (key, value, count) in [
        ("AssociationName", "scan-daily", 1),
        ("AssociationName", "other", 0),
        ("InstanceId", &id(1), 1),
        ("Name", "AWS-RunPatchBaseline", 1),
    ] {
        let found = it.ok("ListAssociations", named(key, value)).await;
        let rows = found["Associations"].as_array().unwrap();
        assert_eq!(rows.len(), count, "{key} {value}");
    }

    let status = it
        .ok(
            "DescribeInstanceAssociationsStatus",
            json!({"InstanceId": id(1)}),
        )
        .await;
    let row = &status["InstanceAssociationStatusInfos"][0];
    assert_eq!(row["Status"], "Success");
    assert_eq!(row["AssociationName"], "scan-daily");
    let waiting = it
        .ok(
            "DescribeInstanceAssociationsStatus",
            json!({"InstanceId": id(3)}),
        )
        .await;
    // Node 3 is offline.
    assert_eq!(
        waiting["InstanceAssociationStatusInfos"][0]["Status"],
        "Pending"
    );
}
