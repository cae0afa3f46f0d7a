"""The AWS CLI, with the botocore that it carries itself, against every operation of the sandbox."""

from __future__ import annotations

import json

import pytest

from support import MANAGEMENT, MEMBER, ROLE, rows
from test_ssm import busiest_node, ids, patch_group


@pytest.fixture
def ssm(served):
    return served.client("ssm")


def called(served, wire, *arguments, **keywords):
    answer = served.aws(*arguments, url=wire.url, **keywords)
    assert answer.code == 0, answer.err
    return answer.json if answer.out.strip() else {}


@pytest.mark.parametrize(
    ("arguments", "key"),
    [
        ("describe-instance-information", "InstanceInformationList"),
        ("describe-instance-patch-states --instance-ids {ids}", "InstancePatchStates"),
        ("describe-instance-patch-states-for-patch-group --patch-group {group}", "InstancePatchStates"),
        ("describe-instance-patches --instance-id {node}", "Patches"),
        ("list-compliance-items --resource-ids {node} --resource-types ManagedInstance", "ComplianceItems"),
        ("list-compliance-summaries", "ComplianceSummaryItems"),
        ("list-resource-compliance-summaries", "ResourceComplianceSummaryItems"),
        ("describe-patch-baselines", "BaselineIdentities"),
        ("describe-patch-groups", "Mappings"),
    ],
)
def test_the_cli_pages_to_the_same_rows_as_boto3(served, wire, ssm, arguments, key):
    words = {"ids": " ".join(ids(ssm)[:50]), "group": patch_group(ssm), "node": busiest_node(ssm)}
    command = [piece for word in arguments.split() for piece in ([words["group"]] if word == "{group}" else word.format(**words).split())]
    small = called(served, wire, "ssm", *command, "--page-size", "10")
    whole = called(served, wire, "ssm", *command)
    assert small[key]
    operation = command[0].replace("-", "_")
    extra = {
        "describe_instance_patch_states": {"InstanceIds": words["ids"].split()},
        "describe_instance_patch_states_for_patch_group": {"PatchGroup": words["group"]},
        "describe_instance_patches": {"InstanceId": words["node"]},
        "list_compliance_items": {"ResourceIds": [words["node"]], "ResourceTypes": ["ManagedInstance"]},
    }.get(operation, {})
    direct = rows(ssm, operation, key, **extra)
    assert [sorted(row) for row in small[key]] == [sorted(row) for row in whole[key]] == [sorted(row) for row in direct]
    for name in ("InstanceId", "KBId", "Id", "ResourceId", "ComplianceType", "BaselineId", "PatchGroup", "State", "Status"):
        assert [row.get(name) for row in small[key]] == [row.get(name) for row in whole[key]] == [row.get(name) for row in direct]


def test_operations_without_pages(served, wire, ssm):
    own = rows(ssm, "describe_patch_baselines", "BaselineIdentities", Filters=[{"Key": "OWNER", "Values": ["Self"]}])[0]["BaselineId"]
    assert called(served, wire, "ssm", "get-patch-baseline", "--baseline-id", own)["BaselineId"] == own
    default = called(served, wire, "ssm", "get-default-patch-baseline", "--operating-system", "SUSE")
    assert default["BaselineId"] == ssm.get_default_patch_baseline(OperatingSystem="SUSE")["BaselineId"]
    mapping = rows(ssm, "describe_patch_groups", "Mappings")[0]
    group, system = mapping["PatchGroup"], mapping["BaselineIdentity"]["OperatingSystem"]
    found = called(served, wire, "ssm", "get-patch-baseline-for-patch-group", "--patch-group", group, "--operating-system", system)
    assert found["BaselineId"] == mapping["BaselineIdentity"]["BaselineId"]
    assert "TagList" in called(served, wire, "ssm", "list-tags-for-resource", "--resource-type", "PatchBaseline", "--resource-id", own)


def test_accounts(served, wire):
    assert called(served, wire, "sts", "get-caller-identity")["Account"] == MANAGEMENT
    assumed = called(served, wire, "sts", "assume-role", "--role-arn", ROLE, "--role-session-name", "cli")
    assert assumed["AssumedRoleUser"]["Arn"].startswith(f"arn:aws:sts::{MEMBER}:assumed-role/")
    listed = called(served, wire, "organizations", "list-accounts", "--page-size", "1")
    assert {MANAGEMENT, MEMBER} <= {account["Id"] for account in listed["Accounts"]}
    root = called(served, wire, "organizations", "list-roots")["Roots"][0]["Id"]
    called(served, wire, "organizations", "list-accounts-for-parent", "--parent-id", root)
    called(served, wire, "organizations", "list-organizational-units-for-parent", "--parent-id", root)
    assert called(served, wire, "resourcegroupstaggingapi", "get-resources", "--resources-per-page", "2")["ResourceTagMappingList"]


def test_s3_from_the_command_line(served, wire, tmp_path):
    first, second, back = tmp_path / "first.csv", tmp_path / "second.csv", tmp_path / "back.csv"
    first.write_bytes(b"Index\r\n1\r\n")
    second.write_bytes(b"x" * (9 * 1024 * 1024))
    called(served, wire, "s3api", "create-bucket", "--bucket", "peers-cli")
    put = ("s3api", "put-object", "--bucket", "peers-cli", "--key", "first.csv", "--body", str(first), "--if-none-match", "*")
    called(served, wire, *put)
    again = served.aws(*put, url=wire.url)
    assert again.code != 0 and "PreconditionFailed" in again.err
    assert called(served, wire, "s3api", "head-object", "--bucket", "peers-cli", "--key", "first.csv")["ContentLength"] == 10
    # Above 8 MiB `aws s3 cp` uploads in parts and reads back in ranges.
    assert served.aws("s3", "cp", "--quiet", str(second), "s3://peers-cli/dir/second.csv", url=wire.url).code == 0
    assert served.aws("s3", "cp", "--quiet", "s3://peers-cli/dir/second.csv", str(back), url=wire.url).code == 0
    assert back.read_bytes() == second.read_bytes()
    listed = called(served, wire, "s3api", "list-objects-v2", "--bucket", "peers-cli", "--page-size", "1")
    assert [row["Key"] for row in listed["Contents"]] == ["dir/second.csv", "first.csv"]
    assert not called(served, wire, "s3api", "list-multipart-uploads", "--bucket", "peers-cli").get("Uploads")


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (["ssm", "get-patch-baseline", "--baseline-id", "pb-00000000000000000"], "DoesNotExistException"),
        (["ssm", "describe-instance-patches", "--instance-id", "i-00000000000000000"], "InvalidInstanceId"),
        (["ssm", "describe-instance-information", "--filters", "Key=Colour,Values=red"], "InvalidFilterKey"),
        (["ssm", "list-compliance-summaries", "--next-token", "nonsense", "--no-paginate"], "InvalidNextToken"),
        (["sts", "assume-role", "--role-arn", ROLE + "X", "--role-session-name", "cli"], "AccessDenied"),
        (["organizations", "list-accounts-for-parent", "--parent-id", "r-zzzz"], "ParentNotFoundException"),
        (["s3api", "put-object", "--bucket", "peers-no-such-bucket", "--key", "k"], "NoSuchBucket"),
    ],
)
def test_the_cli_understands_the_errors(served, wire, arguments, code):
    answer = served.aws(*arguments, url=wire.url)
    assert answer.code != 0
    assert f"({code})" in answer.err


def test_the_cli_works_with_the_config_files_alone(served):
    """The endpoint, too, can come from the environment, as the sandbox's instructions say."""
    import sys
    from pathlib import Path

    from support import run

    variables = served.environment() | {"AWS_ENDPOINT_URL": served.url}
    done = run([str(Path(sys.executable).parent / "aws"), "sts", "get-caller-identity", "--output", "json"], variables, 60)
    assert done.code == 0, done.err
    assert json.loads(done.out)["Account"] == MANAGEMENT
