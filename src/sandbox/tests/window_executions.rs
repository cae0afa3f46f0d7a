//! Maintenance windows when the clock passes: they open, their tasks run one priority after the
//! other, and nothing begins after the cutoff.

use serde_json::{Value, json};

use super::commands::{It, id};

const HOUR: i64 = 3600;
const DAY: i64 = 24 * HOUR;

impl It {
    /// A window at 15:00 (the clock stands at 12:00), for three hours with a cutoff of one.
    async fn afternoon(&self, more: Value) -> String {
        let mut input = json!({
            "Name": "afternoon",
            "Schedule": "cron(0 15 * * ? *)",
            "Duration": 3,
            "Cutoff": 1,
            "AllowUnassociatedTargets": false,
        });
        for (name, value) in more.as_object().unwrap() {
            input[name] = value.clone();
        }
        let made = self.ok("CreateMaintenanceWindow", input).await;
        made["WindowId"].as_str().unwrap().to_owned()
    }

    async fn registered(&self, window: &str, nodes: &[u32]) -> String {
        let ids: Vec<String> = nodes.iter().map(|node| id(*node)).collect();
        let input = json!({
            "WindowId": window,
            "ResourceType": "INSTANCE",
            "OwnerInformation": "ops",
            "Targets": [{"Key": "InstanceIds", "Values": ids}],
        });
        let made = self.ok("RegisterTargetWithMaintenanceWindow", input).await;
        made["WindowTargetId"].as_str().unwrap().to_owned()
    }

    async fn task(&self, window: &str, target: &str, operation: &str, more: Value) {
        let mut input = json!({
            "WindowId": window,
            "TaskType": "RUN_COMMAND",
            "TaskArn": "AWS-RunPatchBaseline",
            "Targets": [{"Key": "WindowTargetIds", "Values": [target]}],
            "MaxConcurrency": "1",
            "MaxErrors": "5",
            "TaskInvocationParameters": {"RunCommand": {"Parameters": {
                "Operation": [operation], "RebootOption": ["NoReboot"],
            }}},
        });
        for (name, value) in more.as_object().unwrap() {
            input[name] = value.clone();
        }
        self.ok("RegisterTaskWithMaintenanceWindow", input).await;
    }

    async fn opened(&self, window: &str) -> Vec<Value> {
        let input = json!({"WindowId": window});
        let answer = self.ok("DescribeMaintenanceWindowExecutions", input).await;
        answer["WindowExecutions"].as_array().unwrap().clone()
    }

    async fn tasks_of(&self, execution: &Value) -> Vec<Value> {
        let input = json!({"WindowExecutionId": execution["WindowExecutionId"]});
        let answer = self
            .ok("DescribeMaintenanceWindowExecutionTasks", input)
            .await;
        let rows = answer["WindowExecutionTaskIdentities"].as_array();
        rows.unwrap().clone()
    }
}

#[tokio::test]
async fn a_window_opens_by_its_schedule_and_its_command_can_be_looked_up() {
    let it = It::new();
    let window = it.afternoon(json!({})).await;
    let target = it.registered(&window, &[1, 2]).await;
    it.task(&window, &target, "Scan", json!({})).await;
    it.after(HOUR);
    assert!(it.opened(&window).await.is_empty(), "not before its time");

    it.after(2 * HOUR);
    let opened = it.opened(&window).await;
    assert_eq!(opened.len(), 1);
    assert_eq!(opened[0]["Status"], "IN_PROGRESS");
    assert_eq!(opened[0]["StartTime"], json!(1_769_871_600.0));
    it.after(300);
    let opened = it.opened(&window).await;
    assert_eq!(opened[0]["Status"], "SUCCESS");

    let tasks = it.tasks_of(&opened[0]).await;
    assert_eq!(tasks.len(), 1);
    let input = json!({
        "WindowExecutionId": opened[0]["WindowExecutionId"],
        "TaskId": tasks[0]["TaskExecutionId"],
    });
    let answer = it
        .ok("DescribeMaintenanceWindowExecutionTaskInvocations", input)
        .await;
    let invocation = &answer["WindowExecutionTaskInvocationIdentities"][0];
    assert_eq!(invocation["OwnerInformation"], "ops");
    assert_eq!(invocation["WindowTargetId"], json!(target));
    let input = json!({"CommandId": invocation["ExecutionId"]});
    let sent = it.ok("ListCommands", input).await;
    let command = &sent["Commands"][0];
    assert_eq!(command["Status"], "Success");
    // The snapshot is that of the execution.
    assert_eq!(
        command["Parameters"]["SnapshotId"],
        json!([opened[0]["WindowExecutionId"]])
    );
    let states = it
        .ok(
            "DescribeInstancePatchStates",
            json!({"InstanceIds": [id(1)]}),
        )
        .await;
    assert_eq!(states["InstancePatchStates"][0]["OwnerInformation"], "ops");
}

#[tokio::test]
async fn tasks_run_in_the_order_of_their_priorities() {
    let it = It::new();
    let window = it.afternoon(json!({})).await;
    let target = it.registered(&window, &[1]).await;
    it.task(&window, &target, "Install", json!({"Priority": 5}))
        .await;
    it.task(&window, &target, "Scan", json!({"Priority": 0}))
        .await;
    it.after(3 * HOUR + 5);
    let opened = it.opened(&window).await;
    assert_eq!(it.tasks_of(&opened[0]).await.len(), 1, "the second waits");
    it.after(600);
    let opened = it.opened(&window).await;
    let tasks = it.tasks_of(&opened[0]).await;
    assert_eq!(tasks.len(), 2);
    assert!(tasks[1]["StartTime"].as_f64() >= tasks[0]["EndTime"].as_f64());
    assert_eq!(opened[0]["Status"], "SUCCESS");
    let state = it
        .ok(
            "DescribeInstancePatchStates",
            json!({"InstanceIds": [id(1)]}),
        )
        .await;
    assert_eq!(state["InstancePatchStates"][0]["Operation"], "Install");
}

/// What has not begun by the cutoff does not begin.
#[tokio::test]
async fn nobody_is_reached_after_the_cutoff() {
    let fleet = super::commands::FLEET.replace("scan: 20s", "scan: 70m");
    let it = It::of(&fleet);
    let window = it.afternoon(json!({})).await;
    let target = it.registered(&window, &[1, 2, 6]).await;
    it.task(&window, &target, "Scan", json!({})).await;
    it.after(10 * HOUR);
    let opened = it.opened(&window).await;
    let scanned = it
        .ok(
            "DescribeInstancePatchStates",
            json!({"InstanceIds": [id(1), id(2), id(6)]}),
        )
        .await;
    // Two of 70 minutes begin within the two hours before the cutoff.
    let rows = scanned["InstancePatchStates"].as_array().unwrap();
    assert_eq!(rows.len(), 2);
    assert_eq!(opened.len(), 1);
}

#[tokio::test]
async fn a_window_that_still_runs_is_not_opened_again() {
    let fleet = super::commands::FLEET.replace("scan: 20s", "scan: 100m");
    let it = It::of(&fleet);
    let window = it.afternoon(json!({"Schedule": "rate(1 hour)"})).await;
    let target = it.registered(&window, &[1]).await;
    it.task(&window, &target, "Scan", json!({})).await;
    it.after(2 * HOUR + 60);
    let opened = it.opened(&window).await;
    assert_eq!(opened.len(), 2);
    assert_eq!(opened[0]["Status"], "SKIPPED_OVERLAPPING");
    assert_eq!(opened[1]["Status"], "IN_PROGRESS");
}

#[tokio::test]
async fn one_that_is_off_or_deleted_opens_no_more() {
    let it = It::new();
    let window = it.afternoon(json!({})).await;
    let target = it.registered(&window, &[1]).await;
    it.task(&window, &target, "Scan", json!({})).await;
    it.ok(
        "UpdateMaintenanceWindow",
        json!({"WindowId": window, "Enabled": false}),
    )
    .await;
    it.after(2 * DAY);
    assert!(it.opened(&window).await.is_empty());
    it.ok(
        "UpdateMaintenanceWindow",
        json!({"WindowId": window, "Enabled": true}),
    )
    .await;
    assert!(
        it.opened(&window).await.is_empty(),
        "what was missed is missed"
    );
    it.after(DAY);
    assert_eq!(it.opened(&window).await.len(), 1);
}

#[tokio::test]
async fn an_execution_can_be_cancelled() {
    let it = It::new();
    let window = it.afternoon(json!({})).await;
    let target = it.registered(&window, &[1, 2, 6]).await;
    it.task(&window, &target, "Install", json!({})).await;
    it.task(&window, &target, "Scan", json!({"Priority": 9}))
        .await;
    it.after(3 * HOUR + 30);
    let opened = it.opened(&window).await;
    let execution = json!({"WindowExecutionId": opened[0]["WindowExecutionId"]});
    it.ok("CancelMaintenanceWindowExecution", execution.clone())
        .await;
    it.after(HOUR);
    let ended = it
        .ok("GetMaintenanceWindowExecution", execution.clone())
        .await;
    assert_eq!(ended["Status"], "CANCELLED");
    assert_eq!(ended["TaskIds"].as_array().unwrap().len(), 1);
    let unknown = json!({"WindowExecutionId": "00000000-0000-4000-8000-000000000000"});
    for operation in [
        "GetMaintenanceWindowExecution",
        "CancelMaintenanceWindowExecution",
        "DescribeMaintenanceWindowExecutionTasks",
    ] {
        let answer = it.call(operation, unknown.clone()).await;
        assert_eq!(answer.code(), "DoesNotExistException", "{operation}");
    }
}

/// Two methods on one node really overwrite each other.
#[tokio::test]
async fn the_last_of_several_methods_is_what_a_node_reports() {
    let it = It::new();
    let window = it.afternoon(json!({})).await;
    let target = it.registered(&window, &[1]).await;
    it.task(&window, &target, "Scan", json!({})).await;
    let association = json!({
        "Name": "AWS-RunPatchBaseline",
        "Parameters": {"Operation": ["Scan"], "RebootOption": ["NoReboot"]},
        "Targets": [{"Key": "InstanceIds", "Values": [id(1)]}],
        "ScheduleExpression": "cron(0 16 * * ? *)",
        "ApplyOnlyAtCronInterval": true,
    });
    it.ok("CreateAssociation", association).await;
    let mut owners = Vec::new();
    for minutes in [90, 100, 60] {
        it.after(minutes * 60);
        let state = it
            .ok(
                "DescribeInstancePatchStates",
                json!({"InstanceIds": [id(1)]}),
            )
            .await;
        let state = &state["InstancePatchStates"][0];
        owners.push(
            state["OwnerInformation"]
                .as_str()
                .unwrap_or("none")
                .to_owned(),
        );
    }
    // At 13:30 nothing, at 15:10 the window, at 16:10 the association, which has no owner.
    assert_eq!(owners, ["none", "ops", ""]);
    let state = it
        .ok(
            "DescribeInstancePatchStates",
            json!({"InstanceIds": [id(1)]}),
        )
        .await;
    let end = state["InstancePatchStates"][0]["OperationEndTime"].as_f64();
    assert!(end.unwrap() > 1_769_875_200.0, "after 16:00");
}
