"""boto3, the AWS CLI and patchctl against the sandbox's CloudTrail: every exchange is held against botocore's model, and what `audit` tells is
counted here once more, from the events alone."""

from __future__ import annotations

import json
import time
from collections import Counter
from datetime import UTC, datetime, timedelta

import pytest

from support import error_of, pages

NODE = "i-0a1b2c3d4e5f60001"
HERE = ("--profile", "default", "--region", "us-east-1")
PATCHING = {
    "AWS-RunPatchBaseline",
    "AWS-RunPatchBaselineAssociation",
    "AWS-RunPatchBaselineWithHooks",
    "AWS-InstanceRebootWithHooks",
    "AWS-ApplyPatchBaseline",
    "AWS-InstallWindowsUpdates",
    "AWS-PatchInstanceWithRollback",
    "AWS-PatchAsgInstance",
}


def later(sandbox, length: str = "6m") -> None:
    done = sandbox.patchctl("sandbox", "advance", length, f"--sandbox={sandbox.folder}")
    assert done.code == 0, done.err


@pytest.fixture(scope="module")
def changed(own) -> str:
    """Calls of boto3 that change something, one that is refused, and one of another document; the id of the baseline."""
    ssm, tagging = own.client("ssm"), own.client("resourcegroupstaggingapi")
    baseline = ssm.create_patch_baseline(Name="made", OperatingSystem="AMAZON_LINUX_2023", Tags=[{"Key": "team", "Value": "a"}])["BaselineId"]
    ssm.update_patch_baseline(BaselineId=baseline, Name="renamed")
    ssm.register_patch_baseline_for_patch_group(BaselineId=baseline, PatchGroup="peers")
    ssm.add_tags_to_resource(ResourceType="PatchBaseline", ResourceId=baseline, Tags=[{"Key": "a", "Value": "b"}])
    arn = f"arn:aws:ec2:us-east-1:111122223333:instance/{NODE}"
    tagging.tag_resources(ResourceARNList=[arn], Tags={"Patch Group": "peers"})
    tagging.tag_resources(ResourceARNList=[arn], Tags={"Owner": "peers"})
    ssm.send_command(DocumentName="AWS-RunPatchBaseline", InstanceIds=[NODE], Parameters={"Operation": ["Scan"]})
    assert error_of(ssm.update_patch_baseline, BaselineId="pb-00000000000000000", Name="other") == "DoesNotExistException"
    for _ in range(60):
        ssm.register_default_patch_baseline(BaselineId=baseline)
    later(own)
    return baseline


def every(client, **keywords) -> list[dict]:
    return [event for page in pages(client, "lookup_events", **keywords) for event in page["Events"]]


def named(name: str) -> dict:
    return {"LookupAttributes": [{"AttributeKey": "EventName", "AttributeValue": name}]}


def record(event: dict) -> dict:
    return json.loads(event["CloudTrailEvent"])


def test_events_fit_the_model_and_tell_what_was_called(own, own_wire, changed):
    client = own.client("cloudtrail", own_wire.url)
    made = every(client, **named("CreatePatchBaseline"))[0]
    assert made["Username"] == "sandbox" and made["ReadOnly"] == "false" and made["EventSource"] == "ssm.amazonaws.com"
    assert record(made)["requestParameters"]["operatingSystem"] == "AMAZON_LINUX_2023"
    assert record(made)["responseElements"] == {"baselineId": changed}
    assert record(made)["userAgent"].startswith("Boto3/") or "Botocore" in record(made)["userAgent"]
    refused = [event for event in every(client, **named("UpdatePatchBaseline")) if "errorCode" in record(event)]
    assert [record(event)["errorCode"] for event in refused] == ["DoesNotExistException"]
    sent = record(every(client, **named("SendCommand"))[0])
    assert sent["requestParameters"]["parameters"] == "HIDDEN_DUE_TO_SECURITY_REASONS"

    all_of_them = every(client)
    times = [event["EventTime"] for event in all_of_them]
    assert times == sorted(times, reverse=True)
    assert len({event["EventId"] for event in all_of_them}) == len(all_of_them)
    sizes = [len(page["Events"]) for page in pages(client, "lookup_events", **named("RegisterDefaultPatchBaseline"))]
    assert sizes == [50, 10]
    own_key = own.keys()["aws_access_key_id"]
    by_key = every(client, LookupAttributes=[{"AttributeKey": "AccessKeyId", "AttributeValue": own_key}])
    assert by_key and all(event["AccessKeyId"] == own_key for event in by_key)


def test_refusals_have_the_codes_of_the_model(own, own_wire, changed):
    client = own.client("cloudtrail", own_wire.url)
    one = named("SendCommand")["LookupAttributes"][0]
    now = datetime.now(UTC)
    token = client.lookup_events(MaxResults=1)["NextToken"]
    for keywords, code in [
        ({"LookupAttributes": [one, one]}, "InvalidLookupAttributesException"),
        ({"StartTime": now, "EndTime": now - timedelta(hours=1)}, "InvalidTimeRangeException"),
        ({"MaxResults": 51}, "InvalidMaxResultsException"),
        ({"MaxResults": 0}, "InvalidMaxResultsException"),
        ({"NextToken": token} | named("SendCommand"), "InvalidNextTokenException"),
        ({"EventCategory": "data"}, "InvalidEventCategoryException"),
    ]:
        # What the model forbids in a request would be a violation on the wire.
        is_allowed = not {"MaxResults", "EventCategory"} & set(keywords)
        asked = client if is_allowed else own.client("cloudtrail")
        assert error_of(asked.lookup_events, **keywords) == code, keywords


def test_the_cli_reads_the_same(own, changed):
    name = "RegisterDefaultPatchBaseline"
    done = own.aws("cloudtrail", "lookup-events", "--lookup-attributes", f"AttributeKey=EventName,AttributeValue={name}")
    assert done.code == 0, done.err
    shown = [event["EventId"] for event in done.json["Events"]]
    assert shown == [event["EventId"] for event in every(own.client("cloudtrail"), **named(name))]


def counts(client) -> Counter:
    """The events that have to do with patching, by name, as the records tell it."""
    found: Counter = Counter()
    for event in every(client, StartTime=datetime.now(UTC) - timedelta(days=30)):
        name, request = event["EventName"], record(event)["requestParameters"] or {}
        if name in ("CreateTags", "DeleteTags"):
            keys = {tag["key"] for tag in request["tagSet"]["items"]}
        elif name == "TagResources":
            keys = set(request["tags"])
        else:
            keys = {"PatchGroup"}
        is_patching = request.get("documentName", "AWS-RunPatchBaseline") in PATCHING
        if keys & {"Patch Group", "PatchGroup"} and is_patching:
            found[name] += 1
    return found


def test_audit_tells_as_many_as_there_are_and_keeps_to_two_lookups_a_second(own, own_wire, changed):
    began = time.monotonic()
    done = own.patchctl("audit", "--since", "30d", *HERE, "-o", "json", url=own_wire.url)
    took = time.monotonic() - began
    assert done.code == 0, done.err
    rows = done.json["items"]
    told = Counter(row["event"] for row in rows if "cloudtrail" in row["sources"])
    assert told == counts(own.client("cloudtrail")) and told["RegisterDefaultPatchBaseline"] == 60
    [sent] = [row for row in rows if "run-command" in row["sources"]]
    assert sent["what"] == "scan" and "cloudtrail" in sent["sources"] and sent["on"] == [NODE]

    lookups = [reading for reading in own_wire.readings if reading.operation == "LookupEvents"]
    asked = Counter(reading.request["LookupAttributes"][0]["AttributeValue"] for reading in lookups)
    assert len(asked) == 35 and asked["RegisterDefaultPatchBaseline"] == 2
    assert all(reading.status == 200 for reading in lookups)
    # The first goes at once, and every other half a second after the one before it.
    assert took >= (len(lookups) - 1) / 2
    print(f"{len(lookups)} lookups in {took:.1f} s")
