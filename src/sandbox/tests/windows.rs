//! Maintenance windows: created, changed and deleted, with their targets and tasks, and when they
//! open.

use serde_json::{Value, json};

use super::commands::{It, id};
use crate::sandbox::testing::MANAGEMENT;

/// A window as a request creates it.
fn nightly() -> Value {
    json!({
        "Name": "nightly",
        "Schedule": "cron(0 2 * * ? *)",
        "Duration": 3,
        "Cutoff": 1,
        "AllowUnassociatedTargets": false,
    })
}

/// A request with other members.
fn with(mut request: Value, members: Value) -> Value {
    for (name, value) in members.as_object().unwrap() {
        request[name] = value.clone();
    }
    request
}

/// A task that scans.
fn scan(window: &str, target: &str) -> Value {
    json!({
        "WindowId": window,
        "TaskType": "RUN_COMMAND",
        "TaskArn": "AWS-RunPatchBaseline",
        "Targets": [{"Key": "WindowTargetIds", "Values": [target]}],
        "MaxConcurrency": "10%",
        "MaxErrors": "0",
        "TaskInvocationParameters": {"RunCommand": {"Parameters": {"Operation": ["Scan"]}}},
    })
}

impl It {
    async fn window(&self, members: Value) -> String {
        let made = self
            .ok("CreateMaintenanceWindow", with(nightly(), members))
            .await;
        made["WindowId"].as_str().unwrap().to_owned()
    }

    async fn target(&self, window: &str, targets: Value) -> String {
        let input = json!({"WindowId": window, "ResourceType": "INSTANCE", "Targets": targets});
        let made = self.ok("RegisterTargetWithMaintenanceWindow", input).await;
        made["WindowTargetId"].as_str().unwrap().to_owned()
    }

    async fn refuses(&self, operation: &str, input: Value, code: &str, word: &str) {
        let answer = self.call(operation, input.clone()).await;
        assert_eq!(answer.code(), code, "{input}");
        assert!(answer.text.contains(word), "{word}: {}", answer.text);
    }

    /// The times at which a window opens, as the schedule lists them.
    async fn times(&self, window: &str, most: usize) -> Vec<String> {
        let input = json!({"WindowId": window, "MaxResults": most});
        let listed = self.ok("DescribeMaintenanceWindowSchedule", input).await;
        let rows = listed["ScheduledWindowExecutions"].as_array().unwrap();
        let times = rows.iter().map(|row| row["ExecutionTime"].as_str());
        times.map(|time| time.unwrap().to_owned()).collect()
    }
}

#[tokio::test]
async fn a_window_is_created_read_changed_and_deleted() {
    let it = It::new();
    let window = it
        .window(json!({"Description": "patches", "ClientToken": "t"}))
        .await;
    // The same token makes nothing new, and stands for one request only.
    let again = it
        .window(json!({"Description": "patches", "ClientToken": "t"}))
        .await;
    assert_eq!(again, window);
    let other = with(nightly(), json!({"Duration": 4, "ClientToken": "t"}));
    it.refuses(
        "CreateMaintenanceWindow",
        other,
        "IdempotentParameterMismatch",
        "token",
    )
    .await;

    let read = it
        .ok("GetMaintenanceWindow", json!({"WindowId": window}))
        .await;
    assert_eq!(
        (&read["Enabled"], &read["NextExecutionTime"]),
        (&json!(true), &json!("2026-02-01T02:00Z"))
    );
    assert_eq!(read.get("ScheduleTimezone"), None);

    // What is not sent stays.
    it.after(60);
    let changed = it
        .ok(
            "UpdateMaintenanceWindow",
            json!({"WindowId": window, "Enabled": false, "Cutoff": 0}),
        )
        .await;
    assert_eq!(
        (&changed["Description"], &changed["Cutoff"]),
        (&json!("patches"), &json!(0))
    );
    let read = it
        .ok("GetMaintenanceWindow", json!({"WindowId": window}))
        .await;
    assert_eq!(
        read.get("NextExecutionTime"),
        None,
        "one that is off never opens"
    );
    assert!(read["ModifiedDate"].as_f64() > read["CreatedDate"].as_f64());

    // With `Replace` it is gone, and what a creation needs must be there.
    let replace = json!({"WindowId": window, "Replace": true, "Name": "nightly"});
    it.refuses(
        "UpdateMaintenanceWindow",
        replace,
        "ValidationException",
        "schedule",
    )
    .await;
    let whole = with(nightly(), json!({"WindowId": window, "Replace": true}));
    let replaced = it.ok("UpdateMaintenanceWindow", whole).await;
    assert_eq!(replaced.get("Description"), None);

    for _ in 0..2 {
        it.ok("DeleteMaintenanceWindow", json!({"WindowId": window}))
            .await;
    }
    it.refuses(
        "GetMaintenanceWindow",
        json!({"WindowId": window}),
        "DoesNotExistException",
        &window,
    )
    .await;
    assert_ne!(it.window(json!({})).await, window, "no id comes back");
}

#[tokio::test]
async fn what_no_window_can_be_is_refused() {
    let it = It::new();
    for (members, word) in [
        (json!({"Cutoff": 3}), "Cutoff"),
        (json!({"Duration": 25}), "duration"),
        (json!({"Schedule": "every night"}), "Schedule"),
        (json!({"Schedule": "cron(0 2 * * * *)"}), "Schedule"),
        (
            json!({"ScheduleTimezone": "Europe/Berln"}),
            "ScheduleTimezone",
        ),
        (
            json!({"Schedule": "rate(7 days)", "ScheduleOffset": 2}),
            "ScheduleOffset",
        ),
        (json!({"ScheduleOffset": 7}), "scheduleOffset"),
        (json!({"StartDate": "soon"}), "StartDate"),
        (
            json!({"StartDate": "2026-03-01T00:00:00Z", "EndDate": "2026-02-01T00:00:00Z"}),
            "EndDate",
        ),
        (json!({"Name": "a b"}), "name"),
    ] {
        let input = with(nightly(), members);
        it.refuses(
            "CreateMaintenanceWindow",
            input,
            "ValidationException",
            word,
        )
        .await;
    }

    for number in 0..50 {
        it.window(json!({"Name": format!("window-{number}")})).await;
    }
    it.refuses(
        "CreateMaintenanceWindow",
        nightly(),
        "ResourceLimitExceededException",
        "50",
    )
    .await;
    let all = it
        .client
        .all("DescribeMaintenanceWindows", json!({}), "WindowIdentities");
    let (rows, pages) = all.await;
    assert_eq!((rows.len(), pages), (50, vec![50]));
    let some = json!({"MaxResults": 20});
    let (_, pages) = it
        .client
        .all("DescribeMaintenanceWindows", some, "WindowIdentities")
        .await;
    assert_eq!(pages, [20, 20, 10]);
    for (input, code) in [
        (json!({"MaxResults": 9}), "ValidationException"),
        (json!({"NextToken": "never given"}), "ValidationException"),
        (
            json!({"Filters": [{"Key": "Colour", "Values": ["x"]}]}),
            "ValidationException",
        ),
    ] {
        assert_eq!(
            it.call("DescribeMaintenanceWindows", input).await.code(),
            code
        );
    }
}

#[tokio::test]
async fn windows_are_found_by_name_and_by_whether_they_are_on() {
    let it = It::new();
    let on = it.window(json!({"Name": "one"})).await;
    let off = it.window(json!({"Name": "two"})).await;
    it.ok(
        "UpdateMaintenanceWindow",
        json!({"WindowId": off, "Enabled": false}),
    )
    .await;

    for (key, value, found) in [("Name", "two", &off), ("Enabled", "True", &on)] {
        let filters = json!({"Filters": [{"Key": key, "Values": [value]}]});
        let listed = it.ok("DescribeMaintenanceWindows", filters).await;
        let rows = listed["WindowIdentities"].as_array().unwrap();
        assert_eq!(
            (rows.len(), &rows[0]["WindowId"]),
            (1, &json!(found)),
            "{key}"
        );
    }
}

#[tokio::test]
async fn a_schedule_lists_the_times_in_the_spelling_of_its_kind() {
    let it = It::new();
    let window = it.window(json!({})).await;
    assert_eq!(
        it.times(&window, 2).await,
        ["2026-02-01T02:00Z", "2026-02-02T02:00Z"]
    );

    let zone = json!({"ScheduleTimezone": "Europe/Berlin", "Schedule": "cron(0 2 ? * * *)"});
    let berlin = it.window(zone).await;
    assert_eq!(it.times(&berlin, 1).await, ["2026-02-01T02:00+01:00"]);

    // A rate is counted from its creation; a start that is over is none.
    it.after(1);
    let rate = it
        .window(json!({"Schedule": "rate(7 days)", "StartDate": "2025-01-01T00:00:00Z"}))
        .await;
    assert_eq!(it.times(&rate, 1).await, ["2026-02-07T12:00:01Z"]);

    let ended = it.window(json!({"EndDate": "2026-02-02T00:00:00Z"})).await;
    assert_eq!(it.times(&ended, 9).await, ["2026-02-01T02:00Z"]);
    let read = it
        .ok("GetMaintenanceWindow", json!({"WindowId": ended}))
        .await;
    assert_eq!(read["NextExecutionTime"], "2026-02-01T02:00Z");
    it.after(48 * 3600);
    let read = it
        .ok("GetMaintenanceWindow", json!({"WindowId": ended}))
        .await;
    assert_eq!(read.get("NextExecutionTime"), None, "it is over");

    let between = json!({
        "WindowId": window,
        "Filters": [
            {"Key": "ScheduledAfter", "Values": ["2026-03-01T00:00:00Z"]},
            {"Key": "ScheduledBefore", "Values": ["2026-03-03T00:00:00Z"]},
        ],
    });
    let listed = it.ok("DescribeMaintenanceWindowSchedule", between).await;
    assert_eq!(
        listed["ScheduledWindowExecutions"]
            .as_array()
            .unwrap()
            .len(),
        2
    );
}

#[tokio::test]
async fn targets_are_registered_changed_and_taken_away() {
    let it = It::new();
    let window = it.window(json!({})).await;
    let target = it
        .target(&window, json!([{"Key": "tag:env", "Values": ["prod"]}]))
        .await;

    let for_target = async |id: String| {
        let input = json!({
            "ResourceType": "INSTANCE",
            "Targets": [{"Key": "InstanceIds", "Values": [id]}],
        });
        let found = it.ok("DescribeMaintenanceWindowsForTarget", input).await;
        found["WindowIdentities"].as_array().unwrap().len()
    };
    assert_eq!((for_target(id(1)).await, for_target(id(6)).await), (1, 0));

    let moved = json!({
        "WindowId": window,
        "WindowTargetId": target,
        "Name": "few",
        "OwnerInformation": "team",
        "Targets": [{"Key": "InstanceIds", "Values": [id(6)]}],
    });
    it.ok("UpdateMaintenanceWindowTarget", moved).await;
    assert_eq!((for_target(id(1)).await, for_target(id(6)).await), (0, 1));
    let listed = it
        .ok(
            "DescribeMaintenanceWindowTargets",
            json!({"WindowId": window}),
        )
        .await;
    assert_eq!(
        (
            &listed["Targets"][0]["OwnerInformation"],
            &listed["Targets"][0]["ResourceType"]
        ),
        (&json!("team"), &json!("INSTANCE"))
    );

    let task = it
        .ok("RegisterTaskWithMaintenanceWindow", scan(&window, &target))
        .await;
    let away = json!({"WindowId": window, "WindowTargetId": target, "Safe": true});
    it.refuses(
        "DeregisterTargetFromMaintenanceWindow",
        away.clone(),
        "TargetInUseException",
        "task",
    )
    .await;
    let gone = json!({"WindowId": window, "WindowTaskId": task["WindowTaskId"]});
    it.ok("DeregisterTaskFromMaintenanceWindow", gone).await;
    it.ok("DeregisterTargetFromMaintenanceWindow", away.clone())
        .await;
    it.refuses(
        "DeregisterTargetFromMaintenanceWindow",
        away,
        "DoesNotExistException",
        &target,
    )
    .await;

    for (kind, targets) in [
        (
            "RESOURCE_GROUP",
            json!([{"Key": "tag:env", "Values": ["prod"]}]),
        ),
        (
            "INSTANCE",
            json!([{"Key": "resource-groups:Name", "Values": ["web"]}]),
        ),
        ("INSTANCE", json!([{"Key": "colour", "Values": ["red"]}])),
        ("INSTANCE", json!([])),
    ] {
        let input = json!({"WindowId": window, "ResourceType": kind, "Targets": targets});
        let answer = it.call("RegisterTargetWithMaintenanceWindow", input).await;
        assert_eq!(answer.code(), "ValidationException", "{kind}");
    }
    for _ in 0..100 {
        it.target(&window, json!([{"Key": "tag-key", "Values": ["env"]}]))
            .await;
    }
    let more = json!({
        "WindowId": window,
        "ResourceType": "INSTANCE",
        "Targets": [{"Key": "tag-key", "Values": ["env"]}],
    });
    it.refuses(
        "RegisterTargetWithMaintenanceWindow",
        more,
        "ResourceLimitExceededException",
        "100",
    )
    .await;
}

#[tokio::test]
async fn a_task_is_registered_read_changed_and_taken_away() {
    let it = It::new();
    let window = it.window(json!({})).await;
    let target = it
        .target(&window, json!([{"Key": "tag:env", "Values": ["prod"]}]))
        .await;
    let made = it
        .ok("RegisterTaskWithMaintenanceWindow", scan(&window, &target))
        .await;
    let ids = json!({"WindowId": window, "WindowTaskId": made["WindowTaskId"]});

    let read = it.ok("GetMaintenanceWindowTask", ids.clone()).await;
    assert_eq!(
        (&read["TaskType"], &read["Priority"]),
        (&json!("RUN_COMMAND"), &json!(0))
    );
    let role = read["ServiceRoleArn"].as_str().unwrap();
    assert!(
        role.contains(MANAGEMENT) && role.ends_with("/AWSServiceRoleForAmazonSSM"),
        "{role}"
    );
    let listed = it
        .ok(
            "DescribeMaintenanceWindowTasks",
            json!({"WindowId": window}),
        )
        .await;
    let row = &listed["Tasks"][0];
    assert_eq!(
        (
            &row["Type"],
            row.get("TaskType"),
            row.get("TaskInvocationParameters")
        ),
        (&json!("RUN_COMMAND"), None, None)
    );

    // The invocation parameters are replaced as a whole; the rest stays.
    let install = json!({"RunCommand": {"Parameters": {"Operation": ["Install"]}, "Comment": "c"}});
    let change = with(
        ids.clone(),
        json!({"TaskInvocationParameters": install, "Priority": 2}),
    );
    let changed = it.ok("UpdateMaintenanceWindowTask", change).await;
    assert_eq!(
        (
            &changed["TaskInvocationParameters"],
            &changed["MaxConcurrency"]
        ),
        (&install, &json!("10%"))
    );
    let replace = with(
        ids.clone(),
        json!({
            "Replace": true,
            "TaskArn": "AWS-RunPatchBaseline",
            "MaxErrors": "1",
            "MaxConcurrency": "2",
            "Targets": [{"Key": "WindowTargetIds", "Values": [target]}],
        }),
    );
    // Without its parameters the document lacks the operation.
    it.refuses(
        "UpdateMaintenanceWindowTask",
        replace,
        "ValidationException",
        "Operation",
    )
    .await;
    it.ok("DeregisterTaskFromMaintenanceWindow", ids.clone())
        .await;
    it.refuses(
        "GetMaintenanceWindowTask",
        ids,
        "DoesNotExistException",
        "task",
    )
    .await;
}

#[tokio::test]
async fn what_no_task_can_be_is_refused() {
    let it = It::new();
    let window = it.window(json!({})).await;
    let target = it
        .target(&window, json!([{"Key": "tag:env", "Values": ["prod"]}]))
        .await;
    let run = |parameters: Value| json!({"RunCommand": {"Parameters": parameters}});
    let few = json!([{"Key": "WindowTargetIds", "Values": vec![&target; 11]}]);
    for (members, code, word) in [
        (
            json!({"MaxErrors": null}),
            "ValidationException",
            "MaxErrors",
        ),
        (
            json!({"MaxConcurrency": "0"}),
            "ValidationException",
            "maxConcurrency",
        ),
        (json!({"Targets": []}), "ValidationException", "targets"),
        (
            json!({"Targets": [{"Key": "tag:env", "Values": ["prod"]}]}),
            "ValidationException",
            "tag:env",
        ),
        (
            json!({"Targets": [{"Key": "InstanceIds", "Values": [id(1)]}]}),
            "ValidationException",
            "unassociated",
        ),
        (
            json!({"Targets": [{"Key": "WindowTargetIds", "Values": ["00000000-0000-4000-8000-000000000000"]}]}),
            "DoesNotExistException",
            "target",
        ),
        (
            json!({"Targets": few}),
            "ResourceLimitExceededException",
            "10",
        ),
        (
            json!({"TaskArn": "AWS-Nothing"}),
            "ValidationException",
            "AWS-Nothing",
        ),
        (
            json!({"TaskInvocationParameters": {"Lambda": {}}}),
            "ValidationException",
            "Lambda",
        ),
        (
            json!({"TaskInvocationParameters": run(json!({"Operation": ["Scan"], "Colour": ["red"]}))}),
            "ValidationException",
            "Colour",
        ),
        (
            json!({"TaskInvocationParameters": run(json!({"Operation": ["Destroy"]}))}),
            "ValidationException",
            "Destroy",
        ),
    ] {
        let input = with(scan(&window, &target), members);
        it.refuses("RegisterTaskWithMaintenanceWindow", input, code, word)
            .await;
    }

    // A variable of the service is filled in later, and a function needs no target.
    let variable = run(json!({"Operation": ["{{ WINDOW_ID }}"]}));
    let input = with(
        scan(&window, &target),
        json!({"TaskInvocationParameters": variable}),
    );
    it.ok("RegisterTaskWithMaintenanceWindow", input).await;
    let function = json!({"WindowId": window, "TaskType": "LAMBDA", "TaskArn": "drain"});
    for _ in 0..19 {
        it.ok("RegisterTaskWithMaintenanceWindow", function.clone())
            .await;
    }
    it.refuses(
        "RegisterTaskWithMaintenanceWindow",
        function,
        "ResourceLimitExceededException",
        "20",
    )
    .await;
    let listed = it
        .ok(
            "DescribeMaintenanceWindowTasks",
            json!({"WindowId": window}),
        )
        .await;
    let last = listed["Tasks"].as_array().unwrap().last().unwrap();
    assert_eq!(
        (&last["Type"], &last["MaxErrors"]),
        (&json!("LAMBDA"), &json!("1"))
    );
}

#[tokio::test]
async fn windows_have_tags_and_those_of_the_fleet_file_change_like_others() {
    let fleet = format!(
        "{}windows:\n  - {{name: weekly, account: management, region: us-east-1, \
         schedule: \"cron(0 2 ? * SUN *)\", next: +1h, duration: 3, cutoff: 1, tags: {{env: prod}}}}\n",
        super::commands::FLEET
    );
    let it = It::of(&fleet);
    let listed = it.ok("DescribeMaintenanceWindows", json!({})).await;
    let window = &listed["WindowIdentities"][0]["WindowId"];
    assert_eq!(
        listed["WindowIdentities"][0]["NextExecutionTime"],
        "2026-01-31T13:00Z"
    );

    let tag = json!({"ResourceType": "MaintenanceWindow", "ResourceId": window});
    let add = with(
        tag.clone(),
        json!({"Tags": [{"Key": "team", "Value": "web"}]}),
    );
    it.ok("AddTagsToResource", add).await;
    let tags = it.ok("ListTagsForResource", tag.clone()).await;
    assert_eq!(tags["TagList"], json!([{"Key": "team", "Value": "web"}]));
    it.ok(
        "RemoveTagsFromResource",
        with(tag.clone(), json!({"TagKeys": ["team"]})),
    )
    .await;
    assert_eq!(
        it.ok("ListTagsForResource", tag).await["TagList"],
        json!([])
    );

    // Another schedule takes the place of the file's word on the first time.
    let change = json!({"WindowId": window, "Schedule": "cron(0 4 * * ? *)"});
    it.ok("UpdateMaintenanceWindow", change).await;
    let read = it
        .ok("GetMaintenanceWindow", json!({"WindowId": window}))
        .await;
    assert_eq!(
        (&read["NextExecutionTime"], &read["Name"]),
        (&json!("2026-02-01T04:00Z"), &json!("weekly"))
    );
    it.ok("DeleteMaintenanceWindow", json!({"WindowId": window}))
        .await;
    let listed = it.ok("DescribeMaintenanceWindows", json!({})).await;
    assert_eq!(listed["WindowIdentities"], json!([]));
}
