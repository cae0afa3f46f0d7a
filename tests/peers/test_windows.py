"""boto3 and the AWS CLI create, change, list and delete maintenance windows; botocore's model judges every message. Then the same calls
go to moto, for what moto has of them."""

from __future__ import annotations

import json

import boto3
import pytest
from botocore import xform_name
from botocore.exceptions import ClientError

from breaches import breaches
from support import error_of, rows
from test_moto import control
from wire.messages import model

WINDOW = {
    "Name": "nightly",
    "Description": "every member",
    "StartDate": "2090-01-01T00:00:00Z",
    "EndDate": "2096-01-01T00:00:00+01:00",
    "Schedule": "cron(0 30 2 ? * SUN#2 *)",
    "ScheduleTimezone": "Europe/Berlin",
    "ScheduleOffset": 2,
    "Duration": 4,
    "Cutoff": 1,
    "AllowUnassociatedTargets": True,
}
TARGET = {
    "ResourceType": "INSTANCE",
    "Targets": [{"Key": "tag:Patch Group", "Values": ["web", "db"]}],
    "OwnerInformation": "team a",
    "Name": "servers",
    "Description": "by tag",
}
COMMAND = {
    "Comment": "patches",
    "CloudWatchOutputConfig": {"CloudWatchLogGroupName": "patches", "CloudWatchOutputEnabled": True},
    "DocumentVersion": "$DEFAULT",
    "NotificationConfig": {"NotificationArn": "arn:aws:sns:us-east-1:111122223333:t", "NotificationEvents": ["Failed"], "NotificationType": "Command"},
    "OutputS3BucketName": "patch-logs",
    "OutputS3KeyPrefix": "windows",
    "Parameters": {"Operation": ["Install"], "RebootOption": ["NoReboot"]},
    "ServiceRoleArn": "arn:aws:iam::111122223333:role/Notify",
    "TimeoutSeconds": 600,
}
TASK = {
    "TaskType": "RUN_COMMAND",
    "TaskArn": "AWS-RunPatchBaseline",
    "ServiceRoleArn": "arn:aws:iam::111122223333:role/Windows",
    "TaskInvocationParameters": {"RunCommand": COMMAND},
    "Priority": 3,
    "MaxConcurrency": "10%",
    "MaxErrors": "2",
    "Name": "patch",
    "Description": "every member",
    "CutoffBehavior": "CANCEL_TASK",
    "AlarmConfiguration": {"IgnorePollAlarmFailure": True, "Alarms": [{"Name": "too-hot"}]},
}


@pytest.fixture
def ssm(own, own_wire):
    client = own.client("ssm", own_wire.url)
    before = {row["WindowId"] for row in rows(client, "describe_maintenance_windows", "WindowIdentities")}
    yield client
    for row in rows(client, "describe_maintenance_windows", "WindowIdentities"):
        if row["WindowId"] not in before:
            client.delete_maintenance_window(WindowId=row["WindowId"])


def plain(answer: dict, *without: str) -> dict:
    return {key: value for key, value in answer.items() if key not in ("ResponseMetadata", "CreatedDate", "ModifiedDate", *without)}


def whole(ssm) -> tuple[str, str, str]:
    """A window with one target and one task, each with every member."""
    window = ssm.create_maintenance_window(**WINDOW, Tags=[{"Key": "team", "Value": "a"}])["WindowId"]
    target = ssm.register_target_with_maintenance_window(WindowId=window, **TARGET)["WindowTargetId"]
    targets = [{"Key": "WindowTargetIds", "Values": [target]}]
    task = ssm.register_task_with_maintenance_window(WindowId=window, Targets=targets, **TASK)["WindowTaskId"]
    return window, target, task


def test_every_member_comes_back_as_it_was_sent(ssm):
    window, target, task = whole(ssm)
    found = ssm.get_maintenance_window(WindowId=window)
    assert plain(found, "NextExecutionTime") == WINDOW | {"WindowId": window, "Enabled": True}
    # The second Sunday of January 2090 is the 8th; two days later, in the zone of the window.
    assert found["NextExecutionTime"] == "2090-01-10T02:30+01:00"
    listed = next(row for row in rows(ssm, "describe_maintenance_windows", "WindowIdentities") if row["WindowId"] == window)
    assert listed == plain(found, "AllowUnassociatedTargets")

    assert rows(ssm, "describe_maintenance_window_targets", "Targets", WindowId=window) == [TARGET | {"WindowId": window, "WindowTargetId": target}]
    ids = {"WindowId": window, "WindowTaskId": task}
    targets = [{"Key": "WindowTargetIds", "Values": [target]}]
    assert plain(ssm.get_maintenance_window_task(**ids)) == TASK | ids | {"Targets": targets, "TaskParameters": {}}
    [row] = rows(ssm, "describe_maintenance_window_tasks", "Tasks", WindowId=window)
    assert row["Type"] == "RUN_COMMAND" and "TaskInvocationParameters" not in row
    tags = ssm.list_tags_for_resource(ResourceType="MaintenanceWindow", ResourceId=window)["TagList"]
    assert tags == [{"Key": "team", "Value": "a"}]


def test_updates_keep_what_is_not_sent_and_replacing_ones_do_not(ssm):
    window, target, task = whole(ssm)
    updated = ssm.update_maintenance_window(WindowId=window, Cutoff=0, Enabled=False)
    assert plain(updated) == WINDOW | {"WindowId": window, "Cutoff": 0, "Enabled": False}
    needed = {key: WINDOW[key] for key in ("Name", "Schedule", "Duration", "Cutoff", "AllowUnassociatedTargets")}
    replaced = ssm.update_maintenance_window(WindowId=window, Replace=True, **needed)
    assert plain(replaced) == needed | {"WindowId": window, "Enabled": False}
    for name in needed:
        left = {key: value for key, value in needed.items() if key != name}
        assert error_of(ssm.update_maintenance_window, WindowId=window, Replace=True, **left) == "ValidationException", name

    ids = {"WindowId": window, "WindowTargetId": target}
    updated = ssm.update_maintenance_window_target(**ids, Name="others")
    assert plain(updated) == plain(TARGET, "ResourceType") | ids | {"Name": "others"}
    group = [{"Key": "resource-groups:Name", "Values": ["web"]}]
    assert plain(ssm.update_maintenance_window_target(**ids, Targets=group, Replace=True)) == ids | {"Targets": group}
    [row] = rows(ssm, "describe_maintenance_window_targets", "Targets", WindowId=window)
    assert row["ResourceType"] == "RESOURCE_GROUP"

    ids = {"WindowId": window, "WindowTaskId": task}
    command = {"RunCommand": {"Parameters": {"Operation": ["Scan"]}}}
    updated = ssm.update_maintenance_window_task(**ids, TaskInvocationParameters=command)
    assert updated["TaskInvocationParameters"] == command, "what is not sent again of these is removed"
    assert (updated["MaxErrors"], updated["Name"]) == ("2", "patch")


def test_what_is_listed_can_be_filtered(ssm):
    window, target, task = whole(ssm)
    tables = [
        ("describe_maintenance_windows", "WindowIdentities", {}, [("Name", "nightly", "other"), ("Enabled", "true", "false")]),
        ("describe_maintenance_window_targets", "Targets", {"WindowId": window}, [("Type", "INSTANCE", "RESOURCE_GROUP"), ("WindowTargetId", target, task), ("OwnerInformation", "team a", "b")]),
        ("describe_maintenance_window_tasks", "Tasks", {"WindowId": window}, [("WindowTaskId", task, target), ("TaskArn", "AWS-RunPatchBaseline", "x"), ("Priority", "3", "0"), ("TaskType", "RUN_COMMAND", "LAMBDA")]),
    ]
    for operation, key, scope, filters in tables:
        for name, fitting, other in filters:
            find = lambda value: [row for row in rows(ssm, operation, key, Filters=[{"Key": name, "Values": [value]}], **scope) if row["WindowId"] == window]  # noqa: B023, E731
            assert (len(find(fitting)), len(find(other))) == (1, 0), (operation, name)
        assert error_of(getattr(ssm, operation), Filters=[{"Key": "Colour", "Values": ["red"]}], **scope) == "ValidationException"


def test_pages_lead_to_the_end_and_times_ascend(ssm):
    made = [ssm.create_maintenance_window(**(WINDOW | {"Name": f"page-{number:02}"}))["WindowId"] for number in range(12)]
    listed = [row["WindowId"] for row in rows(ssm, "describe_maintenance_windows", "WindowIdentities", MaxResults=10)]
    assert listed[-12:] == made
    times = rows(ssm, "describe_maintenance_window_schedule", "ScheduledWindowExecutions", WindowId=made[0], MaxResults=7)
    assert len(times) > 14 and sorted(time["ExecutionTime"] for time in times) == [time["ExecutionTime"] for time in times]
    bounds = [{"Key": "ScheduledAfter", "Values": ["2091-01-01T00:00:00Z"]}, {"Key": "ScheduledBefore", "Values": ["2092-01-01T00:00:00Z"]}]
    assert len(rows(ssm, "describe_maintenance_window_schedule", "ScheduledWindowExecutions", WindowId=made[0], Filters=bounds)) == 12
    targets = {"ResourceType": "INSTANCE", "Targets": [{"Key": "tag:Patch Group", "Values": ["web"]}]}
    found = {row["Name"] for row in rows(ssm, "describe_maintenance_windows_for_target", "WindowIdentities", MaxResults=1, **targets)}
    assert "nightly-web" in found
    scheduled = {row["Name"] for row in rows(ssm, "describe_maintenance_window_schedule", "ScheduledWindowExecutions", **targets)}
    assert scheduled == found


def test_refusals_have_codes_that_the_model_or_every_call_knows(ssm):
    window, target, task = whole(ssm)
    nowhere = "mw-0123456789abcdef0"
    known = set(model("ssm").shape_names) | {"ValidationException"}
    good = {"WindowId": window, "Targets": [{"Key": "WindowTargetIds", "Values": [target]}], **TASK}
    table = [
        (ssm.create_maintenance_window, WINDOW | {"Cutoff": 4}, "ValidationException"),
        (ssm.create_maintenance_window, WINDOW | {"Schedule": "cron(0 2 * * * *)"}, "ValidationException"),
        (ssm.create_maintenance_window, WINDOW | {"ScheduleTimezone": "Europe/Berln"}, "ValidationException"),
        (ssm.get_maintenance_window, {"WindowId": nowhere}, "DoesNotExistException"),
        (ssm.update_maintenance_window, {"WindowId": nowhere, "Cutoff": 1}, "DoesNotExistException"),
        (ssm.register_target_with_maintenance_window, TARGET | {"WindowId": nowhere}, "DoesNotExistException"),
        (ssm.deregister_target_from_maintenance_window, {"WindowId": window, "WindowTargetId": target, "Safe": True}, "TargetInUseException"),
        (ssm.deregister_target_from_maintenance_window, {"WindowId": window, "WindowTargetId": task}, "DoesNotExistException"),
        (ssm.get_maintenance_window_task, {"WindowId": window, "WindowTaskId": target}, "DoesNotExistException"),
        (ssm.register_task_with_maintenance_window, {key: value for key, value in good.items() if key != "MaxErrors"}, "ValidationException"),
        (ssm.register_task_with_maintenance_window, good | {"TaskArn": "AWS-Nothing"}, "ValidationException"),
        (ssm.register_task_with_maintenance_window, good | {"TaskType": "LAMBDA"}, "ValidationException"),
    ]
    for call, arguments, code in table:
        assert error_of(call, **arguments) == code, arguments
        assert code in known
    # The model has no error for either.
    assert ssm.delete_maintenance_window(WindowId=nowhere)["WindowId"] == nowhere
    assert ssm.deregister_target_from_maintenance_window(WindowId=window, WindowTargetId=target, Safe=False)["WindowTargetId"] == target


WINDOW_ID = {"WindowId": "mw-0123456789abcdef0"}
TARGET_ID = {"WindowTargetId": "01234567-0123-0123-0123-0123456789ab"}
TASK_ID = {"WindowTaskId": "01234567-0123-0123-0123-0123456789ab"}
TASK_TARGETS = {"Targets": [{"Key": "InstanceIds", "Values": ["i-00000000000000001"]}]}
FILTERS = {"Filters": [{"Key": "Name", "Values": ["nightly"]}]}
OLD = {"TaskParameters": {"commands": {"Values": ["df"]}}, "LoggingInfo": {"S3BucketName": "logs", "S3KeyPrefix": "k", "S3Region": "us-east-1"}}
OTHERS = {
    "RunCommand": COMMAND,
    "Automation": {"DocumentVersion": "1", "Parameters": {"InstanceId": ["i-1"]}},
    "StepFunctions": {"Input": "{}", "Name": "machine"},
    "Lambda": {"ClientContext": "e30=", "Qualifier": "$LATEST"},
}
GOOD = {
    "CreateMaintenanceWindow": WINDOW | {"ClientToken": "bounds", "Tags": [{"Key": "k", "Value": "v"}]},
    "UpdateMaintenanceWindow": WINDOW_ID | WINDOW | {"Enabled": True, "Replace": False},
    "DeleteMaintenanceWindow": WINDOW_ID,
    "GetMaintenanceWindow": WINDOW_ID,
    "DescribeMaintenanceWindows": FILTERS | {"MaxResults": 10},
    "DescribeMaintenanceWindowSchedule": TASK_TARGETS | {"ResourceType": "INSTANCE", "MaxResults": 10, "Filters": [{"Key": "ScheduledAfter", "Values": ["2090-01-01T00:00:00Z"]}]},
    "DescribeMaintenanceWindowsForTarget": TASK_TARGETS | {"ResourceType": "INSTANCE", "MaxResults": 10},
    "RegisterTargetWithMaintenanceWindow": WINDOW_ID | TARGET | {"ClientToken": "bounds"},
    "UpdateMaintenanceWindowTarget": WINDOW_ID | TARGET_ID | plain(TARGET, "ResourceType") | {"Replace": False},
    "DeregisterTargetFromMaintenanceWindow": WINDOW_ID | TARGET_ID | {"Safe": True},
    "DescribeMaintenanceWindowTargets": WINDOW_ID | FILTERS | {"MaxResults": 10},
    "RegisterTaskWithMaintenanceWindow": WINDOW_ID | TASK | TASK_TARGETS | OLD | {"ClientToken": "bounds", "TaskInvocationParameters": OTHERS},
    "UpdateMaintenanceWindowTask": WINDOW_ID | TASK_ID | plain(TASK, "TaskType") | TASK_TARGETS | OLD | {"Replace": False, "TaskInvocationParameters": OTHERS},
    "DeregisterTaskFromMaintenanceWindow": WINDOW_ID | TASK_ID,
    "GetMaintenanceWindowTask": WINDOW_ID | TASK_ID,
    "DescribeMaintenanceWindowTasks": WINDOW_ID | FILTERS | {"MaxResults": 10},
}


@pytest.mark.parametrize("operation", GOOD)
def test_every_bound_of_the_model_is_kept(ssm, own_wire, operation):
    """Just beyond a bound the request is refused, and at the bound it is not refused for it."""
    call = getattr(ssm, xform_name(operation))
    tried = {True: 0, False: 0}
    with own_wire.bad_requests():
        for breach in breaches(model("ssm").operation_model(operation).input_shape, GOOD[operation]):
            tried[breach.allowed] += 1
            try:
                answer = call(**breach.request)
                code, message = None, ""
                if operation == "CreateMaintenanceWindow":
                    ssm.delete_maintenance_window(WindowId=answer["WindowId"])
            except ClientError as error:
                code, message = error.response["Error"]["Code"], error.response["Error"]["Message"]
            if breach.allowed:
                # A text made as long as a bound need not fit the pattern.
                assert "Member must have" not in message, f"{breach}: {message}"
            else:
                assert code == "ValidationException" and "failed to satisfy constraint" in message, f"{breach}: {code} {message}"
    assert tried[False] >= 1, "the model states no bound here"


def test_the_aws_cli_makes_a_window(own, own_wire):
    def aws(*words):
        done = own.aws("ssm", *words, url=own_wire.url)
        assert done.code == 0, done.err
        return done.json if done.out.strip() else None

    window = aws("create-maintenance-window", "--name", "by-the-cli", "--schedule", "rate(7 days)", "--duration", "3", "--cutoff", "1", "--no-allow-unassociated-targets")["WindowId"]
    target = aws("register-target-with-maintenance-window", "--window-id", window, "--resource-type", "INSTANCE", "--targets", "Key=tag:Patch Group,Values=web")["WindowTargetId"]
    task = aws(
        "register-task-with-maintenance-window",
        *("--window-id", window, "--task-type", "RUN_COMMAND", "--task-arn", "AWS-RunPatchBaseline", "--max-concurrency", "1", "--max-errors", "0"),
        *("--targets", f"Key=WindowTargetIds,Values={target}", "--task-invocation-parameters", json.dumps({"RunCommand": {"Parameters": {"Operation": ["Scan"]}}})),
    )["WindowTaskId"]
    assert aws("get-maintenance-window-task", "--window-id", window, "--window-task-id", task)["Priority"] == 0
    assert aws("update-maintenance-window", "--window-id", window, "--no-enabled")["Enabled"] is False
    aws("deregister-task-from-maintenance-window", "--window-id", window, "--window-task-id", task)
    aws("deregister-target-from-maintenance-window", "--window-id", window, "--window-target-id", target, "--safe")
    assert aws("delete-maintenance-window", "--window-id", window) == {"WindowId": window}


# --- the same against moto ----------------------------------------------------------------------------------------------------------


def steps(ssm) -> dict:
    """What both answer to the same calls, with the ids left out."""
    window = ssm.create_maintenance_window(**WINDOW)["WindowId"]
    found = {"window": plain(ssm.get_maintenance_window(WindowId=window))}
    [found["listed"]] = ssm.describe_maintenance_windows(Filters=[{"Key": "Name", "Values": ["nightly"]}])["WindowIdentities"]
    target = ssm.register_target_with_maintenance_window(WindowId=window, **TARGET)["WindowTargetId"]
    [found["target"]] = ssm.describe_maintenance_window_targets(WindowId=window)["Targets"]
    targets = [{"Key": "WindowTargetIds", "Values": [target]}]
    task = ssm.register_task_with_maintenance_window(WindowId=window, Targets=targets, **TASK)["WindowTaskId"]
    [found["task"]] = ssm.describe_maintenance_window_tasks(WindowId=window)["Tasks"]
    ssm.deregister_task_from_maintenance_window(WindowId=window, WindowTaskId=task)
    ssm.deregister_target_from_maintenance_window(WindowId=window, WindowTargetId=target)
    found["left"] = [ssm.describe_maintenance_window_targets(WindowId=window)["Targets"], ssm.describe_maintenance_window_tasks(WindowId=window)["Tasks"]]
    ssm.delete_maintenance_window(WindowId=window)
    found["gone"] = ssm.describe_maintenance_windows(Filters=[{"Key": "Name", "Values": ["nightly"]}])["WindowIdentities"]
    text = json.dumps(found, default=str)
    for made, name in ((window, "window"), (target, "target"), (task, "task")):
        text = text.replace(made, name)
    return json.loads(text)


#: What moto leaves out of its answers, or says otherwise, by the place; everything else must be the same.
MOTO_LACKS = {
    "window": {"NextExecutionTime", "AllowUnassociatedTargets"},
    "listed": {"NextExecutionTime"},
    "target": {"OwnerInformation"},
    # It calls the type TaskType, which the shape does not have, and forgets two members.
    "task": {"Type", "CutoffBehavior", "AlarmConfiguration", "TaskParameters"},
}


def test_moto_answers_the_same_calls_alike(ssm, moto):
    control(moto, "/moto-api/reset", b"")
    keys = {"aws_access_key_id": "AKIAIOSFODNN7EXAMPLE", "aws_secret_access_key": "secret"}
    other = boto3.session.Session(region_name="us-east-1").client("ssm", endpoint_url=moto, **keys)
    ours, theirs = steps(ssm), steps(other)
    assert ours.keys() == theirs.keys()
    for place, answer in ours.items():
        if not isinstance(answer, dict):
            assert answer == theirs[place], place
            continue
        for key, value in answer.items():
            if key in MOTO_LACKS[place]:
                assert theirs[place].get(key) != value, f"moto has {key} of {place} now"
            else:
                assert theirs[place].get(key) == value, (place, key)
