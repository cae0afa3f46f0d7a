"""boto3 and the AWS CLI run whole patch jobs on the sandbox: Run Command, documents, automations. All goes over the recording proxy."""

from __future__ import annotations

import json
import time

import pytest

from support import error_of, rows

DRAIN = {"schemaVersion": "2.2", "mainSteps": [{"name": "drain", "action": "aws:runShellScript", "inputs": {"runCommand": ["true"]}}]}


def node(number: int) -> str:
    return f"i-{number:017d}"


@pytest.fixture
def ssm(quick, quick_wire):
    return quick.client("ssm", quick_wire.url)


def send(ssm, operation: str, *nodes: int, **more) -> str:
    parameters = {"Operation": [operation]} | more.pop("Parameters", {})
    document = more.pop("DocumentName", "AWS-RunPatchBaseline")
    target = {} if "Targets" in more else {"InstanceIds": [node(number) for number in nodes]}
    return ssm.send_command(DocumentName=document, Parameters=parameters, **target, **more)["Command"]["CommandId"]


def settle(ssm, command: str) -> dict:
    """The command when it is over."""
    for _ in range(120):
        found = ssm.list_commands(CommandId=command)["Commands"][0]
        if found["Status"] not in ("Pending", "InProgress", "Cancelling"):
            return found
        time.sleep(0.25)
    pytest.fail(f"{command} does not end: {found}")


def states(ssm, number: int) -> dict:
    return ssm.describe_instance_patch_states(InstanceIds=[node(number)])["InstancePatchStates"][0]


def test_the_stock_waiter_waits_for_a_scan_and_an_installation(ssm):
    for operation, missing in (("Scan", 2), ("Install", 0)):
        command = send(ssm, operation, 1)
        ssm.get_waiter("command_executed").wait(CommandId=command, InstanceId=node(1), PluginName="PatchLinux")
        invocation = ssm.get_command_invocation(CommandId=command, InstanceId=node(1), PluginName="PatchLinux")
        assert (invocation["Status"], invocation["ResponseCode"]) == ("Success", 0)
        settle(ssm, command)
        assert (states(ssm, 1)["Operation"], states(ssm, 1)["MissingCount"]) == (operation, missing)
    assert states(ssm, 1)["InstalledPendingRebootCount"] == 0, "the node was rebooted"


def test_a_failing_node_is_told_and_heals_at_the_second_try(ssm):
    failed = settle(ssm, send(ssm, "Install", 2, 5, MaxErrors="1"))
    assert (failed["Status"], failed["ErrorCount"], failed["CompletedCount"]) == ("Failed", 1, 2)
    invocations = {row["InstanceId"]: row for row in rows(ssm, "list_command_invocations", "CommandInvocations", CommandId=failed["CommandId"], Details=True)}
    assert {name: row["StatusDetails"] for name, row in invocations.items()} == {node(2): "Failed", node(5): "Success"}
    step = next(plugin for plugin in invocations[node(2)]["CommandPlugins"] if plugin["Name"] == "PatchLinux")
    assert step["ResponseCode"] == 1 and "bash" in step["Output"]
    assert states(ssm, 2)["FailedCount"] == 1
    assert settle(ssm, send(ssm, "Install", 2))["Status"] == "Success"
    assert (states(ssm, 2)["FailedCount"], states(ssm, 2)["InstalledCount"]) == (0, 2)


def test_a_command_can_be_cancelled(ssm):
    command = send(ssm, "Scan", 3)
    time.sleep(2)
    ssm.cancel_command(CommandId=command)
    assert settle(ssm, command)["StatusDetails"] == "Cancelled"


def test_hooks_and_the_output_in_the_bucket(quick, ssm):
    ssm.create_document(Name="drain", Content=json.dumps(DRAIN), DocumentType="Command")
    described = ssm.describe_document(Name="drain")["Document"]
    assert (described["Status"], described["SchemaVersion"]) == ("Active", "2.2")
    assert json.loads(ssm.get_document(Name="drain")["Content"]) == DRAIN
    names = [row["Name"] for row in rows(ssm, "list_documents", "DocumentIdentifiers", MaxResults=3)]
    assert "drain" in names and "AWS-RunPatchBaselineWithHooks" in names
    hooks = {"DocumentName": "AWS-RunPatchBaselineWithHooks", "Parameters": {"PreInstallHookDocName": ["drain"]}}
    output = {"OutputS3BucketName": "run-output", "OutputS3KeyPrefix": "job"}
    failed = settle(ssm, send(ssm, "Install", 4, **hooks, **output))
    assert failed["Status"] == "Failed"
    hook = ssm.get_command_invocation(CommandId=failed["CommandId"], InstanceId=node(4), PluginName="CustomerProvidedPrePatchHook")
    assert (hook["ResponseCode"], hook["StandardErrorContent"]) == (3, "cannot drain")
    done = settle(ssm, send(ssm, "Install", 4, **hooks, **output))
    assert done["Status"] == "Success" and states(ssm, 4)["InstalledCount"] == 2
    s3 = quick.client("s3")
    keys = [found["Key"] for found in s3.list_objects_v2(Bucket="run-output", Prefix="job/")["Contents"]]
    key = f"job/{done['CommandId']}/{node(4)}/runDocument/InstallNoReboot/InstallNoReboot/awsrunShellScript/PatchLinux/stdout"
    assert key in keys
    whole = s3.get_object(Bucket="run-output", Key=key)["Body"].read().decode()
    cut = ssm.get_command_invocation(CommandId=done["CommandId"], InstanceId=node(4), PluginName="InstallNoReboot")["StandardOutputContent"]
    assert len(whole) > 24000 and len(cut) == 24000 and cut.endswith("--output truncated--")
    ssm.delete_document(Name="drain")
    assert error_of(ssm.describe_document, Name="drain") == "InvalidDocument"


def test_an_override_list_goes_around_the_baseline(quick, ssm):
    quick.client("s3").put_object(Bucket="run-output", Key="lists/zsh.yaml", Body=b"patches:\n- id: zsh.x86_64\n")
    command = settle(ssm, send(ssm, "Install", 6, Parameters={"InstallOverrideList": ["s3://run-output/lists/zsh.yaml"]}))
    assert command["Status"] == "Success"
    found = {row["KBId"]: row["State"] for row in rows(ssm, "describe_instance_patches", "Patches", InstanceId=node(6), MaxResults=50)}
    assert found == {"bash.x86_64": "Missing", "curl.x86_64": "Missing", "zsh.x86_64": "InstalledOther"}
    assert states(ssm, 6)["InstallOverrideList"] == "s3://run-output/lists/zsh.yaml"


def test_targets_windows_groups_and_associations(quick, ssm):
    command = settle(ssm, send(ssm, "Scan", Targets=[{"Key": "resource-groups:Name", "Values": ["prod"]}], MaxConcurrency="50%"))
    assert (command["Status"], command["TargetCount"]) == ("Success", 2)
    windows = ssm.describe_maintenance_windows_for_target(Targets=[{"Key": "InstanceIds", "Values": [node(1)]}], ResourceType="INSTANCE")
    window = ssm.get_maintenance_window(WindowId=windows["WindowIdentities"][0]["WindowId"])
    assert (window["Name"], window["Duration"], window["Cutoff"]) == ("nightly", 3, 1)
    listed = rows(ssm, "list_associations", "Associations", AssociationFilterList=[{"key": "Name", "value": "AWS-GatherSoftwareInventory"}])
    assert [row["AssociationName"] for row in listed] == ["inventory"]
    # The proxy does not know this service's protocol; boto3's own reader is the judge here.
    groups = quick.client("resource-groups")
    members = groups.list_group_resources(Group="prod")["ResourceIdentifiers"]
    assert [member["ResourceArn"].rsplit("/", 1)[1] for member in members] == [node(1), node(2)]
    assert error_of(groups.list_group_resources, Group="none") == "NotFoundException"


def test_an_automation_patches_and_can_be_stopped(ssm):
    token = "521c3536-930c-4aa9-950e-01234567abcd"
    start = {"DocumentName": "AWS-PatchAsgInstance", "Parameters": {"InstanceId": [node(7)], "WaitForReboot": ["PT1S"], "WaitForInstance": ["PT1H"]}}
    execution = ssm.start_automation_execution(**start, ClientToken=token)["AutomationExecutionId"]
    assert ssm.start_automation_execution(**start, ClientToken=token)["AutomationExecutionId"] == execution
    for _ in range(60):
        found = ssm.get_automation_execution(AutomationExecutionId=execution)["AutomationExecution"]
        if found.get("CurrentStepName") == "SleepBeforeNextInstance":
            break
        time.sleep(0.5)
    steps = {step["StepName"]: step["StepStatus"] for step in found["StepExecutions"]}
    assert (steps["installMissingOSUpdates"], steps["SleepBeforeNextInstance"]) == ("Success", "InProgress")
    assert states(ssm, 7)["InstalledCount"] == 2
    ssm.stop_automation_execution(AutomationExecutionId=execution)
    listed = rows(ssm, "describe_automation_executions", "AutomationExecutionMetadataList", Filters=[{"Key": "ExecutionId", "Values": [execution]}])
    assert [row["AutomationExecutionStatus"] for row in listed] == ["Cancelled"]


def test_refusals_have_the_codes_of_the_model(ssm):
    good = {"DocumentName": "AWS-RunPatchBaseline", "InstanceIds": [node(1)], "Parameters": {"Operation": ["Scan"]}}
    model = set(ssm.meta.service_model.operation_model("SendCommand").service_model.shape_names)
    table = [
        ({"InstanceIds": [node(1), node(1)]}, "DuplicateInstanceId"),
        ({"InstanceIds": [node(77)]}, "InvalidInstanceId"),
        ({"DocumentName": "AWS-Nothing"}, "InvalidDocument"),
        ({"DocumentVersion": "7"}, "InvalidDocumentVersion"),
        ({"Parameters": {"Operation": ["Destroy"]}}, "InvalidParameters"),
        ({"DocumentName": "AWS-RunPowerShellScript", "Parameters": {}}, "InvalidParameters"),
    ]
    for change, code in table:
        assert error_of(ssm.send_command, **(good | change)) == code
        assert code in model


def test_the_aws_cli_runs_a_job(quick, quick_wire):
    def aws(*words):
        done = quick.aws("ssm", *words, url=quick_wire.url)
        assert done.code == 0, done.err
        return done.json if done.out.strip() else None

    sent = aws("send-command", "--document-name", "AWS-RunPatchBaseline", "--targets", f"Key=InstanceIds,Values={node(5)}", "--parameters", "Operation=Scan", "--comment", "by the CLI", "--timeout-seconds", "60")
    command = sent["Command"]["CommandId"]
    assert sent["Command"]["TargetCount"] == 0
    aws("wait", "command-executed", "--command-id", command, "--instance-id", node(5), "--plugin-name", "PatchLinux")
    listed = aws("list-commands", "--command-id", command)["Commands"][0]
    assert (listed["Status"], listed["Comment"], listed["TargetCount"]) == ("Success", "by the CLI", 1)
    detailed = aws("list-command-invocations", "--command-id", command, "--details")["CommandInvocations"][0]
    assert {plugin["Name"] for plugin in detailed["CommandPlugins"]} == {"PatchLinux", "PatchWindows", "PatchMacOS"}
