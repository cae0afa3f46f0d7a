"""`patchctl patch-now` over the wire in real time: what it sends, what boto3 and the AWS CLI say of it, and what a killed client leaves."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import time

from support import rows
from test_run_command import node

HERE = ("--region", "us-east-1")


def commands_of(quick, name: str) -> list[dict]:
    listed = rows(quick.client("ssm"), "list_commands", "Commands")
    return [command for command in listed if command["Comment"].startswith(f"patchctl run={name} ")]


def test_a_run_is_what_boto3_and_the_aws_cli_see(quick, quick_wire):
    arguments = ("patch-now", "install", "--node", f"{node(1)},{node(5)},{node(6)}", "--reboot", "if-needed", "--max-concurrency", "3")
    done = quick.patchctl(*arguments, "--run-name", "seen", "--output-s3", "s3://run-output/logs", "--yes", "-o", "json", *HERE, url=quick_wire.url)
    assert done.code == 0, done.err
    calls = quick_wire.counts()
    assert calls["ssm.SendCommand"] == 1
    assert calls["ssm.DescribeInstancePatchStates"] <= 4, calls
    assert "ssm.GetCommandInvocation" not in calls, "invocations are swept, and not asked for node by node"
    assert calls["ssm.ListCommandInvocations"] <= 12, calls

    receipt = done.json
    (command,) = commands_of(quick, "seen")
    assert command["CommandId"] == receipt["commands"][0]["command_id"]
    assert command["Status"] == "Success" and command["TargetCount"] == 3
    assert command["Parameters"]["SnapshotId"] == [receipt["request"]["snapshot_id"]]
    states = {row["InstanceId"]: row for row in quick.client("ssm").describe_instance_patch_states(InstanceIds=command["InstanceIds"])["InstancePatchStates"]}
    for item in receipt["items"]:
        state = states[item["node"]]
        assert (item["outcome"], item["after"]["missing"], item["after"]["installed"]) == ("SUCCEEDED", state["MissingCount"], state["InstalledCount"])
        assert state["SnapshotId"] == receipt["request"]["snapshot_id"]
    listed = quick.aws("ssm", "list-command-invocations", "--command-id", command["CommandId"], "--details").json["CommandInvocations"]
    steps = {row["InstanceId"]: {plugin["Name"]: plugin["ResponseCode"] for plugin in row["CommandPlugins"]} for row in listed}
    assert {item["node"]: {step["name"]: step["code"] for step in item["steps"]} for item in receipt["items"]} == steps
    keys = {row["Key"] for row in rows(quick.client("s3"), "list_objects_v2", "Contents", Bucket="run-output", Prefix="logs/")}
    logs = quick.patchctl("patch-now", "logs", "seen", "-o", "json", *HERE, url=quick_wire.url)
    sources = {item["source"].removeprefix("s3://run-output/") for item in logs.json["items"]}
    assert sources and sources <= keys


def test_a_failed_node_is_exit_6_and_a_failed_hook_too(quick, quick_wire):
    failed = quick.patchctl("patch-now", "install", "--node", node(2), "--reboot", "never", "--yes", "-o", "json", *HERE, url=quick_wire.url)
    assert failed.code == 6, failed.err
    (item,) = failed.json["items"]
    assert item["patches"]["failed"] and item["outcome"] == "FAILED"
    document = {"schemaVersion": "2.2", "mainSteps": [{"name": "drain", "action": "aws:runShellScript", "inputs": {"runCommand": ["true"]}}]}
    quick.client("ssm").create_document(Name="drain", Content=json.dumps(document), DocumentType="Command")
    arguments = ("patch-now", "install", "--node", node(4), "--reboot", "never", "--hook-pre", "drain", "--yes", "-o", "json")
    hooked = quick.patchctl(*arguments, *HERE, url=quick_wire.url)
    assert hooked.code == 6 and "CustomerProvidedPrePatchHook" in hooked.json["items"][0]["reason"], hooked.err


def test_a_command_with_targets_is_busy_on_nodes_that_it_has_not_reached(quick):
    """Sent by a tag and one node at a time it names no node, and has no invocation on the second one for a while."""
    ssm = quick.client("ssm")
    targets = [{"Key": "InstanceIds", "Values": [node(3), node(7)]}]
    sent = ssm.send_command(DocumentName="AWS-RunPatchBaseline", Targets=targets, Parameters={"Operation": ["Scan"]}, MaxConcurrency="1")
    command = sent["Command"]["CommandId"]
    try:
        refused = quick.patchctl("patch-now", "scan", "--node", node(7), "--yes", *HERE, url=quick.url)
        assert refused.code == 8 and command in refused.err, refused.err
        free = quick.patchctl("patch-now", "plan", "--node", node(6), "--reboot", "never", "-o", "json", *HERE, url=quick.url)
        assert not [one for one in free.json["overlaps"] if one["id"] == command], free.json["overlaps"]
    finally:
        ssm.cancel_command(CommandId=command)


def test_a_client_that_is_killed_loses_nothing(quick):
    """The sandbox goes on while clients die at all sorts of moments; whoever comes after them finds one command for each wave, not two."""
    for number, seconds in enumerate((0.05, 0.15, 0.3, 0.5, 0.8, 1.2, 2.0, 3.5)):
        name = f"killed-{number}"
        arguments = ["patch-now", "install", "--node", f"{node(6)},{node(7)}", "--reboot", "never", "--wave", "1,rest", "--run-name", name, "--yes", *HERE]
        command = [quick.binary, "--endpoint-url", quick.url, *arguments]
        started = subprocess.Popen(command, env=quick.environment(), stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        time.sleep(seconds)
        os.kill(started.pid, signal.SIGKILL)
        started.wait()
        known = quick.patchctl("patch-now", "list", "-o", "ids", *HERE, url=quick.url).out.split()
        if name not in known:
            assert not commands_of(quick, name)
            continue
        waited = quick.patchctl("patch-now", "wait", name, *HERE, url=quick.url)
        if waited.code == 7:
            resumed = quick.patchctl("patch-now", "resume", name, "--yes", *HERE, url=quick.url)
            assert resumed.code == 0, resumed.err
        else:
            assert waited.code == 0, waited.err
        comments = [command["Comment"] for command in commands_of(quick, name)]
        assert sorted(comments) == sorted(set(comments)) and len(comments) == 2, comments


def test_an_interrupted_client_names_the_run_and_leaves_it_running(quick):
    arguments = ["patch-now", "scan", "--node", node(3), "--run-name", "left", "--yes", *HERE]
    started = subprocess.Popen(
        [quick.binary, "--endpoint-url", quick.url, *arguments], env=quick.environment(), stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.PIPE
    )
    deadline = time.monotonic() + 30
    while not commands_of(quick, "left"):
        assert time.monotonic() < deadline, "the command was never sent"
        time.sleep(0.1)
    time.sleep(0.5)
    started.send_signal(signal.SIGINT)
    _, errors = started.communicate(timeout=20)
    assert started.returncode == 130, errors
    assert b"the run left goes on" in errors and b"patch-now wait left" in errors
    (command,) = commands_of(quick, "left")
    assert command["Status"] in ("Pending", "InProgress")
    stopped = quick.patchctl("patch-now", "cancel", "left", "--yes", *HERE, url=quick.url)
    assert stopped.code in (0, 6), stopped.err


def test_a_foreign_comment_that_names_a_run_makes_no_command_of_it(quick):
    """`resume` sent a second installation to a node that somebody else patched, because his Comment held the name of the run."""
    arguments = ("patch-now", "install", "--node", f"{node(2)},{node(3)}", "--reboot", "never", "--wave", "1,rest", "--run-name", "first", "--yes")
    # The node of the first wave waits for a reboot, which is no compliance.
    stopped = quick.patchctl(*arguments, "--gate", "noncompliant=0", *HERE, url=quick.url)
    assert stopped.code in (3, 6) and "the gate after wave 1 is closed" in stopped.err, stopped.err
    client = quick.client("ssm")
    parameters = {"Operation": ["Scan"]}
    foreign = client.send_command(InstanceIds=[node(3)], DocumentName="AWS-RunPatchBaseline", Comment="hotfix after run=first by bob", Parameters=parameters)
    command_id = foreign["Command"]["CommandId"]
    resumed = quick.patchctl("patch-now", "resume", "first", "--yes", *HERE, url=quick.url)
    assert resumed.code == 8 and command_id in resumed.err, resumed.err
    sent = [command for command in commands_of(quick, "first") if node(3) in command["InstanceIds"]]
    assert not sent, "nothing of the run reaches the node while the other command runs"
    client.cancel_command(CommandId=command_id)
