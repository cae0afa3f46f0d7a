"""boto3 and the AWS CLI create, change, run and delete associations; botocore's model judges every message. Then `patchctl association`
does, and boto3 looks at what became of it."""

from __future__ import annotations

import json
import threading
import time
import urllib.request
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest
from botocore import xform_name
from botocore.exceptions import ClientError

from breaches import breaches
from resigner import KEPT, Resigner
from support import error_of, rows
from wire.messages import model

REGION = ["--region", "us-east-1"]
READS = ("Describe", "Get", "List")
TARGETS = [{"Key": "tag:Patch Group", "Values": ["web", "db"]}]
LOCATION = {"S3Location": {"OutputS3Region": "us-east-1", "OutputS3BucketName": "patch-logs", "OutputS3KeyPrefix": "associations"}}
ROLE = "arn:aws:iam::111122223333:role/Dispatch"
MEMBERS = {
    "Name": "AWS-RunPatchBaseline",
    "AssociationName": "nightly",
    "DocumentVersion": "1",
    "Parameters": {"Operation": ["Scan"], "RebootOption": ["NoReboot"]},
    "Targets": TARGETS,
    "ScheduleExpression": "cron(0 2 ? * SUN#2 *)",
    "ApplyOnlyAtCronInterval": True,
    "ScheduleOffset": 2,
    "Duration": 4,
    "MaxConcurrency": "25%",
    "MaxErrors": "10%",
    "ComplianceSeverity": "HIGH",
    "SyncCompliance": "AUTO",
    "OutputLocation": LOCATION,
    "AssociationDispatchAssumeRole": ROLE,
}
#: What the answers say beside what was sent.
SAID = {
    "AssociationId",
    "AssociationVersion",
    "Date",
    "LastUpdateAssociationDate",
    "Overview",
    "LastExecutionDate",
    "LastSuccessfulExecutionDate",
}


def sent(description: dict) -> dict:
    return {key: value for key, value in description.items() if key not in SAID}


def made(ssm, **members) -> str:
    return ssm.create_association(**MEMBERS | members)["AssociationDescription"]["AssociationId"]


def found(ssm, association: str, **keywords) -> dict:
    return ssm.describe_association(AssociationId=association, **keywords)["AssociationDescription"]


def tags(ssm, association: str) -> dict[str, str]:
    listed = ssm.list_tags_for_resource(ResourceType="Association", ResourceId=association)["TagList"]
    return {tag["Key"]: tag["Value"] for tag in listed}


def ids(ssm) -> set[str]:
    return {row["AssociationId"] for row in rows(ssm, "list_associations", "Associations")}


@pytest.fixture
def ssm(own, own_wire):
    client = own.client("ssm", own_wire.url)
    before = ids(client)
    yield client
    for association in ids(client) - before:
        client.delete_association(AssociationId=association)


# --- boto3 and the AWS CLI --------------------------------------------------------------------------------------------------------------


def test_every_member_comes_back_as_it_was_sent(ssm):
    answer = ssm.create_association(**MEMBERS, Tags=[{"Key": "team", "Value": "a"}])["AssociationDescription"]
    association = answer["AssociationId"]
    assert sent(answer) == MEMBERS and answer["AssociationVersion"] == "1"
    assert sent(found(ssm, association)) == MEMBERS
    [row] = [row for row in rows(ssm, "list_associations", "Associations") if row["AssociationId"] == association]
    listed = ("Name", "AssociationName", "DocumentVersion", "Targets", "ScheduleExpression", "ScheduleOffset", "Duration")
    assert sent(row) == {name: MEMBERS[name] for name in listed}
    assert tags(ssm, association) == {"team": "a"}


def test_what_an_update_does_not_send_is_gone_but_not_from_the_version_before(ssm):
    association = made(ssm)
    kept = {"Name": MEMBERS["Name"], "Targets": TARGETS, "Parameters": {"Operation": ["Install"]}}
    updated = ssm.update_association(AssociationId=association, AssociationVersion="1", **kept)["AssociationDescription"]
    assert updated["AssociationVersion"] == "2"
    assert sent(updated) == kept | {"DocumentVersion": "$DEFAULT", "ApplyOnlyAtCronInterval": False}
    assert sent(found(ssm, association, AssociationVersion="1")) == MEMBERS
    versions = rows(ssm, "list_association_versions", "AssociationVersions", AssociationId=association, MaxResults=1)
    assert [(row["AssociationVersion"], row["Parameters"]["Operation"]) for row in versions] == [("1", ["Scan"]), ("2", ["Install"])]
    # Another made a version in between.
    assert error_of(ssm.update_association, AssociationId=association, AssociationVersion="1", **kept) == "InvalidAssociationVersion"


def test_tags_are_added_and_taken_away(ssm):
    association = made(ssm, Tags=[{"Key": "team", "Value": "a"}, {"Key": "gone", "Value": ""}])
    resource = {"ResourceType": "Association", "ResourceId": association}
    ssm.add_tags_to_resource(**resource, Tags=[{"Key": "team", "Value": "b"}, {"Key": "new", "Value": "c"}])
    ssm.remove_tags_from_resource(**resource, TagKeys=["gone", "never-there"])
    assert tags(ssm, association) == {"team": "b", "new": "c"}
    assert found(ssm, association)["AssociationVersion"] == "1", "tags make no version"
    nowhere = resource | {"ResourceId": "00000000-0000-4000-8000-000000000000"}
    assert error_of(ssm.list_tags_for_resource, **nowhere) == "InvalidResourceId"


def test_an_execution_is_followed_to_the_commands_it_sent(ssm):
    node = "i-0a1b2c3d4e5f60001"
    association = made(ssm, Targets=[{"Key": "InstanceIds", "Values": [node]}])
    assert rows(ssm, "describe_association_executions", "AssociationExecutions", AssociationId=association) == []
    ssm.start_associations_once(AssociationIds=[association])
    [execution] = rows(ssm, "describe_association_executions", "AssociationExecutions", AssociationId=association, MaxResults=1)
    whole = {"AssociationId": association, "ExecutionId": execution["ExecutionId"]}
    assert execution["ResourceCountByStatus"].startswith("{")
    [on] = rows(ssm, "describe_association_execution_targets", "AssociationExecutionTargets", **whole)
    assert (on["ResourceId"], on["OutputSource"]["OutputSourceType"]) == (node, "RunCommand")
    command = on["OutputSource"]["OutputSourceId"]
    deadline = time.monotonic() + 30
    while not (invocations := rows(ssm, "list_command_invocations", "CommandInvocations", CommandId=command)):
        assert time.monotonic() < deadline, "the command reached nobody"
        time.sleep(0.2)
    [invocation] = invocations
    assert (invocation["InstanceId"], invocation["DocumentName"]) == (node, MEMBERS["Name"])
    for filters, number in [([("ResourceId", node)], 1), ([("ResourceId", "i-0a1b2c3d4e5f60002")], 0), ([("ResourceType", "Instance"), ("ResourceId", node)], 1)]:
        wanted = [{"Key": key, "Value": value} for key, value in filters]
        listed = rows(ssm, "describe_association_execution_targets", "AssociationExecutionTargets", Filters=wanted, **whole)
        assert len(listed) == number, filters


def test_refusals_have_codes_that_the_model_or_every_call_knows(ssm):
    association, nowhere = made(ssm), "00000000-0000-4000-8000-000000000000"
    known = set(model("ssm").shape_names) | {"ValidationException"}
    without = lambda *names: {key: value for key, value in MEMBERS.items() if key not in names}  # noqa: E731
    table = [
        (ssm.create_association, MEMBERS | {"Name": "AWS-Nothing"}, "InvalidDocument"),
        (ssm.create_association, MEMBERS | {"DocumentVersion": "99"}, "InvalidDocumentVersion"),
        (ssm.create_association, MEMBERS | {"Parameters": {"Operation": ["Paint"]}}, "InvalidParameters"),
        (ssm.create_association, MEMBERS | {"ScheduleExpression": "cron(0 2 * * * *)"}, "InvalidSchedule"),
        (ssm.create_association, MEMBERS | {"ScheduleExpression": "rate(1 day)"}, "InvalidSchedule"),
        (ssm.create_association, without("Targets"), "InvalidTarget"),
        (ssm.create_association, MEMBERS | {"OutputLocation": {"S3Location": {"OutputS3KeyPrefix": "k"}}}, "InvalidOutputLocation"),
        (ssm.update_association, without("Name") | {"AssociationId": association}, "InvalidUpdate"),
        (ssm.update_association, MEMBERS | {"AssociationId": nowhere}, "AssociationDoesNotExist"),
        (ssm.describe_association, {"AssociationId": nowhere}, "AssociationDoesNotExist"),
        (ssm.describe_association, {"AssociationId": association, "AssociationVersion": "7"}, "InvalidAssociationVersion"),
        (ssm.describe_association_executions, {"AssociationId": nowhere}, "AssociationDoesNotExist"),
        (ssm.describe_association_execution_targets, {"AssociationId": association, "ExecutionId": nowhere}, "AssociationExecutionDoesNotExist"),
        (ssm.delete_association, {"AssociationId": nowhere}, "AssociationDoesNotExist"),
        (ssm.start_associations_once, {"AssociationIds": [nowhere]}, "AssociationDoesNotExist"),
    ]
    for call, arguments, code in table:
        assert error_of(call, **arguments) == code, arguments
        assert code in known


ID = {"AssociationId": "00000000-0000-4000-8000-000000000000"}
EXECUTION_FILTER = {"Filters": [{"Key": "Status", "Value": "Success", "Type": "EQUAL"}]}
GOOD = {
    "CreateAssociation": MEMBERS | {"Tags": [{"Key": "k", "Value": "v"}]},
    "UpdateAssociation": MEMBERS | ID | {"AssociationVersion": "1"},
    "DeleteAssociation": ID,
    "DescribeAssociation": ID | {"AssociationVersion": "1"},
    "ListAssociations": {"AssociationFilterList": [{"key": "Name", "value": "AWS-RunPatchBaseline"}], "MaxResults": 10},
    "ListAssociationVersions": ID | {"MaxResults": 10},
    "StartAssociationsOnce": {"AssociationIds": [ID["AssociationId"]]},
    "DescribeAssociationExecutions": ID | EXECUTION_FILTER | {"MaxResults": 10},
    "DescribeAssociationExecutionTargets": ID | {"ExecutionId": ID["AssociationId"], "Filters": [{"Key": "Status", "Value": "Success"}], "MaxResults": 10},
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
                if operation == "CreateAssociation":
                    ssm.delete_association(AssociationId=answer["AssociationDescription"]["AssociationId"])
            except ClientError as error:
                code, message = error.response["Error"]["Code"], error.response["Error"]["Message"]
            if breach.allowed:
                # A text made as long as a bound need not fit the pattern.
                assert "Member must have" not in message, f"{breach}: {message}"
            else:
                assert code == "ValidationException" and "failed to satisfy constraint" in message, f"{breach}: {code} {message}"
    assert tried[False] >= 1, "the model states no bound here"


def test_the_aws_cli_makes_an_association(own, own_wire):
    def aws(*words):
        done = own.aws("ssm", *words, url=own_wire.url)
        assert done.code == 0, done.err
        return done.json if done.out.strip() else None

    words = ("--name", "AWS-RunPatchBaseline", "--association-name", "by-the-cli", "--parameters", "Operation=Scan")
    one = ("--association-id", aws("create-association", *words, "--targets", "Key=tag:Env,Values=prod")["AssociationDescription"]["AssociationId"])
    assert [row["AssociationVersion"] for row in aws("list-association-versions", *one)["AssociationVersions"]] == ["1"]
    whole = ("--targets", "Key=tag:Env,Values=prod,test", "--max-errors", "1", "--apply-only-at-cron-interval", "--schedule-expression", "cron(0 2 * * ? *)")
    changed = aws("update-association", *one, *words, *whole)["AssociationDescription"]
    assert (changed["AssociationVersion"], changed["MaxErrors"], changed["ApplyOnlyAtCronInterval"]) == ("2", "1", True)
    aws("start-associations-once", "--association-ids", one[1])
    # It also ran when it was made: at once, as it had no schedule.
    execution = aws("describe-association-executions", *one)["AssociationExecutions"][0]
    assert aws("describe-association-execution-targets", *one, "--execution-id", execution["ExecutionId"])["AssociationExecutionTargets"] is not None
    assert aws("describe-association", *one)["AssociationDescription"]["AssociationName"] == "by-the-cli"
    aws("delete-association", *one)
    assert own.aws("ssm", "describe-association", *one, url=own_wire.url).code != 0


# --- patchctl ---------------------------------------------------------------------------------------------------------------------------


@pytest.fixture
def run(own, own_wire, ssm):
    """Runs a command, gives what it printed with the writes that it made."""

    def run(*arguments, codes=(0,), url=None, **keywords):
        own_wire.clear()
        answer = own.patchctl("association", *arguments, *REGION, url=url or own_wire.url, **keywords)
        assert answer.code in codes, (answer.code, answer.out, answer.err)
        counted = {name.split(".")[1]: number for name, number in own_wire.counts().items()}
        answer.writes = {name: number for name, number in counted.items() if not name.startswith(READS)}
        return answer

    return run


def test_boto3_sees_what_a_document_says(run, ssm, own_wire, tmp_path):
    file = tmp_path / "associations.yaml"
    file.write_text(
        f"""name: nightly
document: AWS-RunPatchBaseline
document_version: 1
targets: {{tags: {{Patch Group: [web, db]}}}}
schedule: cron(0 2 ? * SUN#2 *)
at_once: false
offset: 2
duration: 4
operation: Scan
reboot_option: NoReboot
max_concurrency: 25%
max_errors: 10%
compliance_severity: HIGH
sync_compliance: AUTO
output_s3: s3://patch-logs/associations
output_region: us-east-1
role_arn: {ROLE}
tags: {{team: a}}
"""
    )
    before = ids(ssm)
    run("apply", "-f", file, "--yes")
    [association] = ids(ssm) - before
    assert sent(found(ssm, association)) == MEMBERS
    assert tags(ssm, association) == {"team": "a"}
    assert run("diff", "-f", file, codes=(0,)).out == ""


def test_exported_associations_are_no_difference(run, ssm, tmp_path):
    made(ssm, Tags=[{"Key": "team", "Value": "a"}])
    made(ssm, AssociationName="another", Targets=[{"Key": "InstanceIds", "Values": ["i-0a1b2c3d4e5f60001"]}])
    before = {association: found(ssm, association) for association in ids(ssm)}
    for form in ("yaml", "json"):
        file = tmp_path / f"all.{form}"
        file.write_text(run("export", "nightly", "another", "--format", form).out, encoding="utf-8")
        assert run("diff", "-f", file).out.strip() == ""
        assert run("apply", "-f", file, "--yes").writes == {}
    assert {association: found(ssm, association) for association in ids(ssm)} == before


def test_an_update_sends_all_that_there_is_and_the_version_it_is_of(run, ssm, own_wire):
    association = made(ssm, Tags=[{"Key": "team", "Value": "a"}])
    run("update", "nightly", "--max-errors", "3", "--yes")
    [reading] = own_wire.of("ssm.UpdateAssociation")
    assert reading.request == MEMBERS | {"MaxErrors": "3", "AssociationId": association, "AssociationVersion": "1"}
    assert sent(found(ssm, association)) == MEMBERS | {"MaxErrors": "3"}
    assert tags(ssm, association) == {"team": "a"}


#: Of what an association has, what no document describes and the sandbox does not do.
OTHER = {
    "AutomationTargetParameterName": "InstanceId",
    "CalendarNames": ["arn:aws:ssm:us-east-1:111122223333:document/holidays"],
    "TargetLocations": [{"Accounts": ["111122223333"], "Regions": ["us-east-1"], "ExecutionRoleName": "Patch", "TargetsMaxErrors": "2", "IncludeChildOrganizationUnits": False}],
    "TargetMaps": [{"InstanceId": ["i-0a1b2c3d4e5f60001"]}],
    "AlarmConfiguration": {"IgnorePollAlarmFailure": True, "Alarms": [{"Name": "too-hot"}]},
}


@contextmanager
def with_more(sandbox, more: dict):
    """An endpoint that says more of every association than the one behind it, and keeps what is sent of that."""
    updates: list[dict] = []

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self):
            body = self.rfile.read(int(self.headers["Content-Length"]))
            operation = self.headers.get("X-Amz-Target", "")
            if operation.endswith(".UpdateAssociation"):
                updates.append(json.loads(body))
                body = json.dumps({key: value for key, value in updates[-1].items() if key not in more}).encode()
            headers = {name: self.headers[name] for name in ("Authorization", *KEPT) if self.headers[name]}
            with urllib.request.urlopen(urllib.request.Request(resigner.url + self.path, body, headers)) as answer:
                found, kind = answer.read(), answer.headers["Content-Type"]
            if operation.endswith((".DescribeAssociation", ".UpdateAssociation")):
                said = json.loads(found)
                said["AssociationDescription"] |= more
                found = json.dumps(said).encode()
            self.send_response(200)
            self.send_header("Content-Type", kind)
            self.send_header("Content-Length", str(len(found)))
            self.end_headers()
            self.wfile.write(found)

        def log_message(self, *_):
            pass

    with Resigner(sandbox.url, sandbox.keys()) as resigner:
        server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05})
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}", updates
        server.shutdown()
        thread.join()
        server.server_close()


@pytest.mark.parametrize("member", OTHER)
def test_an_update_keeps_what_no_document_describes(own, run, ssm, member):
    association = made(ssm)
    more = {member: OTHER[member]}
    with with_more(own, more) as (url, updates):
        shown = run("show", "nightly", "-o", "json", url=url).json["item"]
        assert member == "CalendarNames" or len(shown["kept"]) == 1, shown
        run("update", "nightly", "--max-errors", "3", "--yes", url=url)
    assert updates == [MEMBERS | more | {"MaxErrors": "3", "AssociationId": association, "AssociationVersion": "1"}]
