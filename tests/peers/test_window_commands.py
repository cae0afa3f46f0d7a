"""What `patchctl window` says of windows that boto3 made, and what boto3 sees after patchctl changed them: nothing that it does not know
of is lost, and what changes while it works is not overwritten."""

from __future__ import annotations

from datetime import datetime

import pytest

from support import Answer, plain_environment, rows, run as run_program
from terminal import Terminal
from test_moto import control, moto_client
from test_windows import TARGET, TASK, WINDOW, plain

REGION = ["--region", "us-east-1"]
READS = ("Describe", "Get", "List")
NODE = "i-0a1b2c3d4e5f6000a"
SHELL = {"TaskType": "RUN_COMMAND", "TaskArn": "AWS-RunShellScript", "TaskInvocationParameters": {"RunCommand": {"Parameters": {"commands": ["true"]}}}}
LAMBDA = {"TaskType": "LAMBDA", "TaskArn": "arn:aws:lambda:us-east-1:111122223333:function:tell", "TaskInvocationParameters": {"Lambda": {"Payload": b"{}"}}}
#: Of what a task has, what no document describes.
LOGGING = {"S3BucketName": "old-logs", "S3KeyPrefix": "windows", "S3Region": "us-east-1"}


@pytest.fixture
def ssm(own):
    client = own.client("ssm")
    yield client
    (own.folder / "faults.yaml").unlink(missing_ok=True)
    for row in rows(client, "describe_maintenance_windows", "WindowIdentities"):
        client.delete_maintenance_window(WindowId=row["WindowId"])


@pytest.fixture
def run(own, own_wire, ssm):
    """Runs a command, gives what it printed with the writes that it made."""

    def run(*arguments, codes=(0,), **keywords):
        own_wire.clear()
        answer = own.patchctl("window", *arguments, *REGION, url=own_wire.url, **keywords)
        assert answer.code in codes, (answer.code, answer.out, answer.err)
        answer.writes = writes(own_wire)
        return answer

    return run


def writes(wire) -> dict[str, int]:
    return {name.split(".")[1]: number for name, number in wire.counts().items() if not name.split(".")[1].startswith(READS)}


def window(ssm, name: str, **members) -> str:
    return ssm.create_maintenance_window(**WINDOW | {"Name": name} | members)["WindowId"]


def target(ssm, window: str, **members) -> str:
    return ssm.register_target_with_maintenance_window(WindowId=window, **TARGET | members)["WindowTargetId"]


def task(ssm, window: str, target: str, members=TASK, **more) -> str:
    wanted = {"MaxConcurrency": "1", "MaxErrors": "0", "Targets": [{"Key": "WindowTargetIds", "Values": [target]}]} | members | more
    return ssm.register_task_with_maintenance_window(WindowId=window, **wanted)["WindowTaskId"]


def tasks(ssm, window: str) -> dict[str, dict]:
    """Every task of a window in full."""
    listed = rows(ssm, "describe_maintenance_window_tasks", "Tasks", WindowId=window)
    return {row["WindowTaskId"]: plain(ssm.get_maintenance_window_task(WindowId=window, WindowTaskId=row["WindowTaskId"])) for row in listed}


def state(ssm) -> list:
    """Everything that is there, as boto3 sees it."""
    found = []
    for row in rows(ssm, "describe_maintenance_windows", "WindowIdentities"):
        ids = {"WindowId": row["WindowId"]}
        targets = rows(ssm, "describe_maintenance_window_targets", "Targets", **ids)
        found.append((plain(ssm.get_maintenance_window(**ids), "NextExecutionTime"), targets, tasks(ssm, ids["WindowId"])))
    return sorted(found, key=lambda one: one[0]["WindowId"])


def written(folder, text: str):
    path = folder / "windows.yaml"
    path.write_text(text, encoding="utf-8")
    return path


def document(name: str, days: str = "7 days", more: str = "") -> str:
    return f"""name: {name}
schedule: rate({days})
duration: 2
cutoff: 0
targets:
  - tags: {{Env: [prod]}}
task: {{operation: Scan, max_concurrency: 5, max_errors: 0}}
{more}"""


# --- what others made -------------------------------------------------------------------------------------------------------------------


def test_tasks_of_other_kinds_are_shown_and_kept(run, ssm, tmp_path):
    made = window(ssm, "mixed")
    servers = target(ssm, made)
    patch = task(ssm, made, servers)
    shell, function = (task(ssm, made, servers, other) for other in (SHELL, LAMBDA))
    others = {one: tasks(ssm, made)[one] for one in (shell, function)}

    shown = run("show", "mixed", "-o", "json").json["item"]
    assert shown["task_id"] == patch
    assert {one["id"] for one in shown["other_tasks"]} == {shell, function}
    assert "LAMBDA" in run("show", "mixed").out and "AWS-RunShellScript" in run("show", "mixed").out

    exported = run("export", "mixed")
    assert shell in exported.err and function in exported.err, "what the document does not hold is said"
    file = written(tmp_path, exported.out)
    assert run("diff", "-f", file).out.strip() == ""

    # What is named changes; the others are as they were.
    moved = exported.out.replace("duration: 4", "duration: 5").replace("max_errors: '2'", "max_errors: '3'")
    file.write_text(moved, encoding="utf-8")
    applied = run("apply", "-f", file, "--yes")
    assert applied.writes == {"UpdateMaintenanceWindow": 1, "UpdateMaintenanceWindowTask": 1}
    after = tasks(ssm, made)
    assert {one: after[one] for one in others} == others and after[patch]["MaxErrors"] == "3"

    # Nothing of it is a leftover that a document could bring back.
    pruned = run("apply", "-f", written(tmp_path, document("another")), "--prune", "--yes")
    assert "DeleteMaintenanceWindow" not in pruned.writes and "mixed" in pruned.err
    deleted = run("delete", "mixed", "--dry-run")
    assert "with 2 tasks that no document describes" in deleted.out and shell in deleted.err and function in deleted.err


@pytest.mark.parametrize("replaces", [False, True], ids=["what differs", "everything"])
def test_an_update_keeps_what_it_does_not_know(run, ssm, own_wire, tmp_path, replaces):
    made = window(ssm, "known")
    servers = target(ssm, made)
    patch = task(ssm, made, servers, LoggingInfo=LOGGING)
    [(whole, targets, before)] = state(ssm)
    exported = run("export", "known").out
    if replaces:
        # A task that loses its description can only be sent as a whole.
        lines = exported.splitlines(keepends=True)
        assert "  description: every member\n" in lines
        text = "".join(line for line in lines if line != "  description: every member\n")
        run("apply", "-f", written(tmp_path, text), "--yes")
        wanted = plain(before[patch], "Description")
    else:
        run("update", "known", "--max-errors", "7", "--yes")
        wanted = before[patch] | {"MaxErrors": "7"}
    [reading] = own_wire.of("ssm.UpdateMaintenanceWindowTask")
    assert reading.request.get("Replace", False) is replaces
    if not replaces:
        assert set(reading.request) == {"WindowId", "WindowTaskId", "MaxErrors"}
    assert state(ssm) == [(whole, targets, {patch: wanted})]


def test_what_others_said_of_a_task_is_named(run, ssm):
    made = window(ssm, "told")
    task(ssm, made, target(ssm, made), LoggingInfo=LOGGING)
    shown = run("show", "told", "-o", "json").json["item"]
    assert len(shown["kept"]) >= 3, shown["kept"]
    exported = run("export", "told")
    for word in ("notif", "alarm", "CloudWatch"):
        assert word.lower() in exported.err.lower(), exported.err


def test_of_two_tasks_that_patch_neither_is_picked(run, ssm, tmp_path):
    made = window(ssm, "twice")
    servers = target(ssm, made)
    first, second = task(ssm, made, servers), task(ssm, made, servers, Priority=4)
    before = state(ssm)
    shown = run("show", "twice", "-o", "json").json["item"]
    assert {one["id"] for one in shown["other_tasks"]} | ({shown["task_id"]} - {None}) == {first, second}
    refused = run("apply", "-f", written(tmp_path, document("twice")), "--yes", codes=(8,))
    assert made in refused.err and "leave `task` out" in refused.err and refused.writes == {}
    refused = run("update", "twice", "--max-errors", "1", "--yes", codes=(2, 8))
    assert refused.writes == {} and state(ssm) == before
    # Without a word on the task everything else is changed.
    run("update", "twice", "--cutoff", "0", "--yes")
    assert tasks(ssm, made) == before[0][2]
    assert ssm.get_maintenance_window(WindowId=made)["Cutoff"] == 0


def test_exported_windows_are_no_difference(run, ssm, tmp_path):
    made = window(ssm, "whole", Tags=[{"Key": "team", "Value": "a"}])
    servers, idle = target(ssm, made), target(ssm, made, Targets=[{"Key": "InstanceIds", "Values": [NODE]}], Name="idle")
    assert servers != idle
    task(ssm, made, servers)
    groups = [{"Key": "resource-groups:Name", "Values": ["web"]}, {"Key": "resource-groups:ResourceTypeFilters", "Values": ["AWS::EC2::Instance"]}]
    target(ssm, made, ResourceType="RESOURCE_GROUP", Targets=groups, Name="group")
    ssm.create_maintenance_window(Name="bare-one", Schedule="rate(1 day)", Duration=1, Cutoff=0, AllowUnassociatedTargets=False)
    before = state(ssm)
    for form in ("yaml", "json"):
        file = tmp_path / f"all.{form}"
        file.write_text(run("export", "--all", "--format", form).out, encoding="utf-8")
        assert run("diff", "-f", file, "--prune").out.strip() == ""
        assert run("apply", "-f", file, "--prune", "--yes").writes == {}
    assert state(ssm) == before
    # What an export holds makes the same once more.
    for row in before:
        ssm.delete_maintenance_window(WindowId=row[0]["WindowId"])
    run("apply", "-f", file, "--yes")
    assert run("diff", "-f", file, "--prune").out.strip() == ""
    assert len(state(ssm)) == len(before)


# --- names ------------------------------------------------------------------------------------------------------------------------------


def test_two_of_one_name_are_told_apart_by_id_alone(run, ssm, tmp_path):
    ids = sorted(window(ssm, "same") for _ in range(2))
    for words in (["show", "same"], ["update", "same", "--cutoff", "0", "--yes"], ["delete", "same", "--yes"]):
        refused = run(*words, codes=(2,))
        assert all(one in refused.err for one in ids) and refused.writes == {}, refused.err
    refused = run("apply", "-f", written(tmp_path, document("same")), "--yes", codes=(8,))
    assert all(one in refused.err for one in ids) and refused.writes == {}
    run("update", ids[0], "--cutoff", "0", "--yes")
    assert [ssm.get_maintenance_window(WindowId=one)["Cutoff"] for one in ids] == [0, 1]
    run("delete", ids[1], "--yes")
    assert [row[0]["WindowId"] for row in state(ssm)] == [ids[0]]


# --- failures and others at work ----------------------------------------------------------------------------------------------------------


def refuse(own, operation: str) -> None:
    (own.folder / "faults.yaml").write_text(f"- {{kind: access_denied, operation: {operation}}}\n")


@pytest.mark.parametrize(
    ("operation", "outcomes"),
    [
        ("CreateMaintenanceWindow", ["FAILED", "NOT_DONE", "NOT_DONE"]),
        ("RegisterTargetWithMaintenanceWindow", ["DONE", "FAILED", "NOT_DONE"]),
        ("RegisterTaskWithMaintenanceWindow", ["DONE", "DONE", "FAILED"]),
    ],
)
def test_a_failure_in_the_middle_is_told_and_the_rest_done_by_the_same_again(run, own, ssm, tmp_path, operation, outcomes):
    file = written(tmp_path, document("halfway", more="tags: {team: a}\n"))
    refuse(own, operation)
    failed = run("apply", "-f", file, "--yes", "-o", "json", codes=(5, 6, 1))
    assert [row["outcome"] for row in failed.json["items"]] == outcomes, failed.out
    (own.folder / "faults.yaml").unlink()
    left = run("apply", "-f", file, "--yes", "-o", "json")
    done = outcomes.count("DONE")
    assert [row["outcome"] for row in left.json["items"]] == ["DONE"] * (3 - done)
    assert run("apply", "-f", file, "--yes").writes == {}
    [(whole, targets, made)] = state(ssm)
    assert whole["Name"] == "halfway" and len(targets) == len(made) == 1


def at_the_question(own, wire, *words):
    terminal = Terminal([own.binary, "--endpoint-url", wire.url, "window", *map(str, words), *REGION], own.environment())
    terminal.until("[y/N]")
    return terminal


@pytest.mark.parametrize("what", ["changed", "deleted"])
@pytest.mark.parametrize("verb", ["apply", "update", "delete"])
def test_what_changes_while_the_question_stands_is_not_overwritten(own, own_wire, ssm, tmp_path, verb, what):
    made = window(ssm, "contested")
    task(ssm, made, target(ssm, made))
    words = {
        "apply": ["apply", "-f", written(tmp_path, document("contested"))],
        "update": ["update", "contested", "--cutoff", "0", "--duration", "6"],
        "delete": ["delete", "contested"],
    }[verb]
    with at_the_question(own, own_wire, *words) as terminal:
        if what == "changed":
            ssm.update_maintenance_window(WindowId=made, Duration=7)
            for row in rows(ssm, "describe_maintenance_window_targets", "Targets", WindowId=made):
                ssm.update_maintenance_window_target(WindowId=made, WindowTargetId=row["WindowTargetId"], OwnerInformation="somebody else")
        else:
            ssm.delete_maintenance_window(WindowId=made)
        before = state(ssm)
        terminal.type(b"y\n")
        code = terminal.code()
    if verb == "delete" and what == "deleted":
        assert code == 0, "what is gone is as it was to be"
    else:
        assert code == 8, terminal.shown
        assert "in between, since the plan was made" in " ".join(terminal.shown.split())
    assert state(ssm) == before
    assert set(writes(own_wire)) <= {"DeleteMaintenanceWindow"}


def test_one_of_the_name_made_meanwhile_is_no_second_one(own, own_wire, ssm, tmp_path):
    with at_the_question(own, own_wire, "apply", "-f", written(tmp_path, document("raced"))) as terminal:
        other = window(ssm, "raced")
        terminal.type(b"y\n")
        assert terminal.code() == 8, terminal.shown
    assert other in terminal.shown and "was made in between" in terminal.shown
    assert [row[0]["WindowId"] for row in state(ssm)] == [other]


# --- the AWS CLI and moto -----------------------------------------------------------------------------------------------------------------


def test_the_aws_cli_sees_what_was_created(run, own, ssm):
    words = ["--schedule", "cron(0 2 ? * SUN#2 *)", "--timezone", "Europe/Berlin", "--duration", "3", "--cutoff", "1", "--tag", "Env=prod"]
    run("create", "by-flags", *words, "--operation", "install", "--reboot-option", "NoReboot", "--max-concurrency", "10%", "--max-errors", "0", "--yes")
    [row] = own.aws("ssm", "describe-maintenance-windows", "--filters", "Key=Name,Values=by-flags").json["WindowIdentities"]
    shown = run("show", "by-flags", "-o", "json").json["item"]
    assert row["WindowId"] == shown["id"] and row["Schedule"] == "cron(0 2 ? * SUN#2 *)"
    schedule = own.aws("ssm", "describe-maintenance-window-schedule", "--window-id", row["WindowId"], "--max-results", "4").json
    told = [one["utc"] for one in run("next", "by-flags", "--runs", "4", "-o", "json").json["items"]]
    assert [moment(one["ExecutionTime"]) for one in schedule["ScheduledWindowExecutions"]] == [moment(one) for one in told]


def moment(text: str) -> float:
    return datetime.fromisoformat(text).timestamp()


def test_windows_of_moto(binary, moto, tmp_path):
    control(moto, "/moto-api/reset", b"")
    keys = {"AWS_ACCESS_KEY_ID": "AKIAIOSFODNN7EXAMPLE", "AWS_SECRET_ACCESS_KEY": "secret", "AWS_REGION": "us-east-1", "AWS_MAX_ATTEMPTS": "2"}
    theirs = moto_client(moto, "ssm")

    def ask(*words: str) -> Answer:
        return run_program([binary, "--endpoint-url", moto, "window", *words, *REGION], plain_environment(tmp_path) | keys, 60)

    made = ask("create", "at-moto", "--schedule", "rate(7 days)", "--duration", "2", "--cutoff", "0", "--description", "there", "--yes")
    assert made.code == 0, made.err
    [row] = theirs.describe_maintenance_windows()["WindowIdentities"]
    listed = ask("list", "-o", "json")
    assert listed.code == 0, listed.err
    assert [(one["name"], one["id"], one["duration"]) for one in listed.json["items"]] == [("at-moto", row["WindowId"], 2)]
    gone = ask("delete", "at-moto", "--yes")
    assert gone.code == 0, gone.err
    assert theirs.describe_maintenance_windows()["WindowIdentities"] == []
