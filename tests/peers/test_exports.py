"""Reports that AWS's runbook writes: boto3 starts it, lists and describes it as botocore's model has it, the rules of EventBridge likewise,
and what patchctl makes of both. The file is read by Python's csv and compared with what boto3 is told."""

from __future__ import annotations

import csv
import io
import json

import pytest
from conftest import FLEETS, seeded, strict
from support import error_of
from test_moto import moto_client
from wire.proxy import Proxy

OWN = "111122223333"
RUNBOOK = "AWS-ExportPatchReportToS3"
ROLE = f"arn:aws:iam::{OWN}:role/service-role/PatchExport"
DEFINITION = f"arn:aws:ssm:us-east-1::automation-definition/{RUNBOOK}"
PARAMETERS = {"assumeRole": [ROLE], "reportName": ["boto"], "s3BucketName": ["my-reports"], "targets": ["instanceids=*"]}


@pytest.fixture(scope="module")
def exports(binary, tmp_path_factory):
    with seeded(binary, tmp_path_factory.mktemp("exports"), "--fleet", str(FLEETS / "exports.yaml")) as sandbox:
        yield sandbox


@pytest.fixture
def exports_wire(exports):
    with strict(exports) as proxy:
        yield proxy


def later(sandbox, time: str) -> None:
    done = sandbox.patchctl("sandbox", "advance", time, f"--sandbox={sandbox.folder}")
    assert done.code == 0, done.err


def test_the_runbook_is_started_described_and_writes_what_boto3_is_told(exports, exports_wire):
    ssm, s3 = exports.client("ssm", exports_wire.url), exports.client("s3", exports_wire.url)
    document = ssm.describe_document(Name=RUNBOOK)["Document"]
    assert {one["Name"] for one in document["Parameters"]} == {*PARAMETERS, "snsTopicArn", "snsSuccessMessage"}
    started = ssm.start_automation_execution(DocumentName=RUNBOOK, Parameters=PARAMETERS)["AutomationExecutionId"]
    [step] = ssm.get_automation_execution(AutomationExecutionId=started)["AutomationExecution"]["StepExecutions"]
    assert (step["StepName"], step["Action"], step["StepStatus"]) == ("ExportReportStep", "aws:executeScript", "InProgress")
    later(exports, "1m")
    [row] = ssm.describe_automation_executions(Filters=[{"Key": "DocumentNamePrefix", "Values": [RUNBOOK]}])["AutomationExecutionMetadataList"]
    assert (row["AutomationExecutionId"], row["AutomationExecutionStatus"]) == (started, "Success")

    keys = [one["Key"] for one in s3.list_objects_v2(Bucket="my-reports", Prefix="boto")["Contents"]]
    text = s3.get_object(Bucket="my-reports", Key=keys[0])["Body"].read().decode()
    rows = list(csv.DictReader(io.StringIO(text, newline=""), strict=True))
    told = {one["InstanceId"]: one for one in ssm.describe_instance_information()["InstanceInformationList"]}
    assert {row["Instance ID"] for row in rows} == set(told)
    summaries = ssm.list_resource_compliance_summaries(Filters=[{"Key": "ComplianceType", "Values": ["Patch"], "Type": "EQUAL"}])
    status = {one["ResourceId"]: one["Status"] for one in summaries["ResourceComplianceSummaryItems"]}
    for row in rows:
        assert row["Platform version"] == told[row["Instance ID"]]["PlatformVersion"]
        # A node that never reported has no compliance to tell of.
        assert row["Compliance status"] == status.get(row["Instance ID"], "")
    assert sorted(status.values()) == ["NON_COMPLIANT"]


@pytest.mark.parametrize(
    ("name", "value"),
    [("assumeRole", "PatchExport"), ("reportName", "a/b"), ("s3BucketName", "Big"), ("targets", "instanceids=i-1"), ("snsTopicArn", "x"), ("nothing", "x")],
)
def test_parameters_are_held_to_their_patterns(exports, name, value):
    code = error_of(exports.client("ssm").start_automation_execution, DocumentName=RUNBOOK, Parameters=PARAMETERS | {name: [value]})
    assert code == "InvalidAutomationExecutionParametersException"


def test_an_association_of_the_runbook_runs_it(exports, exports_wire):
    ssm = exports.client("ssm", exports_wire.url)
    made = ssm.create_association(
        Name=RUNBOOK, AssociationName="boto-weekly", Parameters=PARAMETERS | {"reportName": ["scheduled"]}, ScheduleExpression="rate(7 days)"
    )["AssociationDescription"]
    later(exports, "8d")
    described = ssm.describe_association(AssociationId=made["AssociationId"])["AssociationDescription"]
    assert described["Overview"]["Status"] == "Success" and "Targets" not in described
    executions = ssm.describe_association_executions(AssociationId=made["AssociationId"])["AssociationExecutions"]
    assert [one["Status"] for one in executions] == ["Success", "Success"]
    found = ssm.describe_association_execution_targets(AssociationId=made["AssociationId"], ExecutionId=executions[0]["ExecutionId"])
    [target] = found["AssociationExecutionTargets"]
    execution = ssm.get_automation_execution(AutomationExecutionId=target["OutputSource"]["OutputSourceId"])["AutomationExecution"]
    assert execution["Parameters"]["reportName"] == ["scheduled"]
    ssm.delete_association(AssociationId=made["AssociationId"])


def test_rules_are_listed_by_the_target_that_they_have(exports, exports_wire):
    events = exports.client("events", exports_wire.url)
    assert events.list_rule_names_by_target(TargetArn=DEFINITION)["RuleNames"] == ["console-plain"]
    assert events.list_rule_names_by_target(TargetArn=f"{DEFINITION}:$DEFAULT")["RuleNames"] == ["console-nightly"]
    assert events.list_rule_names_by_target(TargetArn="arn:aws:ssm:us-east-1::automation-definition/Other")["RuleNames"] == []
    rule = events.describe_rule(Name="console-nightly")
    assert (rule["ScheduleExpression"], rule["State"]) == ("rate(1 day)", "ENABLED")
    [target] = events.list_targets_by_rule(Rule="console-nightly")["Targets"]
    assert json.loads(target["Input"])["reportName"] == ["nightly"]
    assert error_of(events.describe_rule, Name="nobody") == "ResourceNotFoundException"
    assert error_of(events.list_targets_by_rule, Rule="nobody") == "ResourceNotFoundException"
    assert error_of(events.list_rule_names_by_target, TargetArn=DEFINITION, EventBusName="other") == "ResourceNotFoundException"


def test_patchctl_asks_what_the_model_allows(exports, exports_wire):
    at = ("--endpoint-url", exports_wire.url, "--region", "us-east-1")
    done = exports.patchctl("report", "run", "--bucket", "my-reports", "--role", ROLE, "--report", "ours", "--yes", "-o", "json", *at)
    assert done.code == 0, done.err
    create = ("report", "schedule", "create", "ours-weekly", "--schedule", "rate(7 days)", "--bucket", "my-reports", "--role", ROLE, "--yes")
    assert exports.patchctl(*create, *at).code == 0
    listed = exports.patchctl("report", "schedule", "list", "-o", "json", *at)
    assert [one["name"] for one in listed.json["items"]] == ["console-nightly", "console-plain", "ours-weekly"], listed.err
    assert exports.patchctl("report", "schedule", "delete", "ours-weekly", "--yes", *at).code == 0


def test_moto_is_read_alike(exports, moto):
    events = moto_client(moto, "events")
    for name, target in [("with", f"{DEFINITION}:$DEFAULT"), ("without", DEFINITION), ("other", "arn:aws:sns:us-east-1:123456789012:x")]:
        events.put_rule(Name=name, ScheduleExpression="rate(1 day)", State="DISABLED" if name == "without" else "ENABLED")
        events.put_targets(Rule=name, Targets=[{"Id": "1", "Arn": target, "Input": json.dumps(PARAMETERS), "RoleArn": ROLE}])
    with Proxy(moto) as proxy:
        ours = {f"AWS_ENDPOINT_URL_{name}": exports.url for name in ("SSM", "STS")}
        done = exports.patchctl("report", "schedule", "list", "-o", "json", "--region", "us-east-1", AWS_ENDPOINT_URL_EVENTBRIDGE=proxy.url, **ours)
        assert done.code == 0, done.err
        assert [violation for violation in proxy.violations() if violation.where.endswith(" request")] == []
    rules = [(one["name"], one["enabled"], one["export"]["report"]) for one in done.json["items"] if one["by"] == "rule"]
    assert rules == [("with", True, "boto"), ("without", False, "boto")]
