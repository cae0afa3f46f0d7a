"""boto3 and the AWS CLI work with patch groups and tags; the next scan of a node uses what was changed."""

from __future__ import annotations

import json

import pytest

from support import MANAGEMENT, Sandbox, error_of, plain_environment, rows, run, serve, stop
from test_ssm import ids

LOST = "i-0a1b2c3d4e5f60007"
HYBRID = "mi-0f1e2d3c4b5a60002"

FLEET = """
fleet: groups
regions: [us-east-1]
accounts:
  - {id: "111122223333", name: only, email: a@example.com, management: true}
catalogues:
  al2:
    os: AMAZON_LINUX_2
    platform_name: Amazon Linux
    platform_version: "2"
    product: AmazonLinux2
    image: 2025-01-01
    base: [bash-1-1.x86_64, zsh-1-1.x86_64]
    updates:
      - {advisory: A-1, classification: Security, severity: Important, released: 2025-06-01, packages: [bash-2-1.x86_64]}
      - {advisory: A-2, classification: Security, severity: Low, released: 2025-06-01, packages: [zsh-2-1.x86_64]}
nodes:
  - {id: i-00000001, account: only, region: us-east-1, catalogue: al2, tags: {PatchGroup: web}, scans: [{at: -1h}, {at: +1d}]}
  - {id: i-00000002, account: only, region: us-east-1, catalogue: al2, tags: {PatchGroup: web}, scans: [{at: -1h}]}
"""


def arn(node: str) -> str:
    return f"arn:aws:ec2:us-east-1:{MANAGEMENT}:instance/{node}"


@pytest.fixture
def ssm(own, own_wire):
    return own.client("ssm", own_wire.url)


@pytest.fixture
def tagging(own, own_wire):
    return own.client("resourcegroupstaggingapi", own_wire.url)


def test_a_group_takes_one_baseline_per_system(ssm, own_wire):
    first, second = (ssm.create_patch_baseline(Name=name, OperatingSystem="DEBIAN")["BaselineId"] for name in ("first", "second"))
    other = ssm.get_default_patch_baseline(OperatingSystem="MACOS")["BaselineId"]
    pair = {"BaselineId": first, "PatchGroup": "Größe 1"}
    for _ in range(2):
        answer = ssm.register_patch_baseline_for_patch_group(**pair)
        assert (answer["BaselineId"], answer["PatchGroup"]) == (first, "Größe 1")
    with pytest.raises(ssm.exceptions.AlreadyExistsException) as raised:
        ssm.register_patch_baseline_for_patch_group(BaselineId=second, PatchGroup="Größe 1")
    assert raised.value.response["Error"]["Message"] == "Patch Group Größe 1 already has a baseline registered for OperatingSystem DEBIAN."
    ssm.register_patch_baseline_for_patch_group(BaselineId=other, PatchGroup="Größe 1")
    mappings = [row for row in rows(ssm, "describe_patch_groups", "Mappings", MaxResults=1) if row["PatchGroup"] == "Größe 1"]
    assert {row["BaselineIdentity"]["BaselineId"] for row in mappings} == {first, other}
    assert ssm.get_patch_baseline_for_patch_group(PatchGroup="Größe 1", OperatingSystem="MACOS")["BaselineId"] == other
    assert error_of(ssm.delete_patch_baseline, BaselineId=first) == "ResourceInUseException"
    for baseline in (first, first, other):
        ssm.deregister_patch_baseline_for_patch_group(BaselineId=baseline, PatchGroup="Größe 1")
    assert "Größe 1" not in {row["PatchGroup"] for row in rows(ssm, "describe_patch_groups", "Mappings")}
    for baseline in (first, second):
        ssm.delete_patch_baseline(BaselineId=baseline)
    assert error_of(ssm.register_patch_baseline_for_patch_group, BaselineId=first, PatchGroup="g") == "DoesNotExistException"
    assert error_of(ssm.register_patch_baseline_for_patch_group, BaselineId="x" * 20, PatchGroup="g") == "InvalidResourceId"
    assert error_of(ssm.deregister_patch_baseline_for_patch_group, BaselineId="x" * 20, PatchGroup="g") == "InvalidResourceId"


def test_twenty_five_groups_are_the_most(ssm, own_wire):
    baseline = ssm.create_patch_baseline(Name="popular", OperatingSystem="RASPBIAN")["BaselineId"]
    groups = [f"group {number}" for number in range(25)]
    for group in groups:
        ssm.register_patch_baseline_for_patch_group(BaselineId=baseline, PatchGroup=group)
    assert error_of(ssm.register_patch_baseline_for_patch_group, BaselineId=baseline, PatchGroup="one more") == "ResourceLimitExceededException"
    assert sorted(ssm.get_patch_baseline(BaselineId=baseline)["PatchGroups"]) == sorted(groups)
    for group in groups:
        ssm.deregister_patch_baseline_for_patch_group(BaselineId=baseline, PatchGroup=group)
    ssm.delete_patch_baseline(BaselineId=baseline)


def test_the_state_of_a_group_is_the_sum_of_its_nodes(ssm, own_wire):
    counted = {
        "InstancesWithInstalledPatches": "InstalledCount",
        "InstancesWithInstalledOtherPatches": "InstalledOtherCount",
        "InstancesWithInstalledPendingRebootPatches": "InstalledPendingRebootCount",
        "InstancesWithInstalledRejectedPatches": "InstalledRejectedCount",
        "InstancesWithMissingPatches": "MissingCount",
        "InstancesWithFailedPatches": "FailedCount",
        "InstancesWithNotApplicablePatches": "NotApplicableCount",
        "InstancesWithUnreportedNotApplicablePatches": "UnreportedNotApplicableCount",
        "InstancesWithCriticalNonCompliantPatches": "CriticalNonCompliantCount",
        "InstancesWithSecurityNonCompliantPatches": "SecurityNonCompliantCount",
        "InstancesWithOtherNonCompliantPatches": "OtherNonCompliantCount",
        "InstancesWithAvailableSecurityUpdates": "AvailableSecurityUpdateCount",
    }
    nodes = ids(ssm)
    states = rows(ssm, "describe_instance_patch_states", "InstancePatchStates", InstanceIds=nodes[:50])
    groups = {state["PatchGroup"] for state in states} - {""}
    assert len(groups) > 1
    for group in groups:
        inside = [state for state in states if state["PatchGroup"] == group]
        expected = {name: sum(state.get(count, 0) > 0 for state in inside) for name, count in counted.items()}
        answer = ssm.describe_patch_group_state(PatchGroup=group)
        answer.pop("ResponseMetadata")
        assert answer == expected | {"Instances": len(inside)}


def test_tags_of_instances_and_of_hybrid_nodes_are_written_where_they_belong(ssm, tagging, own_wire):
    def tags() -> dict:
        found = rows(tagging, "get_resources", "ResourceTagMappingList", "PaginationToken", TagFilters=[{"Key": "PatchGroup", "Values": ["moved"]}])
        return {row["ResourceARN"]: {tag["Key"]: tag["Value"] for tag in row["Tags"]} for row in found}

    absent = arn("i-00000000000000000")
    answer = tagging.tag_resources(ResourceARNList=[arn(LOST), absent], Tags={"PatchGroup": "moved", "note": "Ü;#"})
    assert list(answer["FailedResourcesMap"]) == [absent]
    assert answer["FailedResourcesMap"][absent]["ErrorCode"] == "InvalidParameterException"
    assert tags()[arn(LOST)]["note"] == "Ü;#"
    filters = [{"Key": "tag:PatchGroup", "Values": ["moved"]}]
    assert [row["InstanceId"] for row in rows(ssm, "describe_instance_information", "InstanceInformationList", Filters=filters)] == [LOST]
    assert tagging.untag_resources(ResourceARNList=[arn(LOST)], TagKeys=["PatchGroup", "note"])["FailedResourcesMap"] == {}
    assert tags() == {}
    assert error_of(tagging.tag_resources, ResourceARNList=[LOST], Tags={"a": "b"}) == "InvalidParameterException"

    node = {"ResourceType": "ManagedInstance", "ResourceId": HYBRID}
    before = ssm.list_tags_for_resource(**node)["TagList"]
    ssm.add_tags_to_resource(**node, Tags=[{"Key": "PatchGroup", "Value": "moved"}])
    assert {"Key": "PatchGroup", "Value": "moved"} in ssm.list_tags_for_resource(**node)["TagList"]
    assert tags() == {}, "a hybrid node is no resource of EC2"
    ssm.remove_tags_from_resource(**node, TagKeys=["PatchGroup"])
    assert ssm.list_tags_for_resource(**node)["TagList"] == before
    assert error_of(ssm.add_tags_to_resource, ResourceType="ManagedInstance", ResourceId=LOST, Tags=[{"Key": "a", "Value": "b"}]) == "ValidationException"
    many = [{"Key": f"k{number}", "Value": ""} for number in range(50)]
    assert error_of(ssm.add_tags_to_resource, **node, Tags=many) == "TooManyTagsError"


def test_the_aws_cli_tags_resources(own, own_wire):
    def aws(*arguments):
        answer = own.aws("resourcegroupstaggingapi", *arguments, url=own_wire.url)
        assert answer.code == 0, answer.err
        return answer.json

    assert aws("tag-resources", "--resource-arn-list", arn(LOST), "--tags", "PatchGroup=cli") == {"FailedResourcesMap": {}}
    found = aws("get-resources", "--tag-filters", "Key=PatchGroup,Values=cli")["ResourceTagMappingList"]
    assert [row["ResourceARN"] for row in found] == [arn(LOST)]
    assert aws("untag-resources", "--resource-arn-list", arn(LOST), "--tag-keys", "PatchGroup") == {"FailedResourcesMap": {}}


def test_the_next_scan_uses_what_was_changed(binary, tmp_path):
    """The clock is moved by another process than the one that serves."""
    file = tmp_path / "fleet.yaml"
    file.write_text(FLEET, encoding="utf-8")
    folder = tmp_path / "sandbox"
    folder.mkdir()
    here = f"--sandbox={folder}"
    seeded = run([binary, "sandbox", "seed", "--fleet", str(file), here], plain_environment(folder), 60)
    assert seeded.code == 0, seeded.err
    process, url = serve(binary, folder)
    try:
        sandbox = Sandbox(binary, folder, url)
        ssm = sandbox.client("ssm")

        def states() -> dict:
            found = ssm.describe_instance_patch_states(InstanceIds=["i-00000001", "i-00000002"])["InstancePatchStates"]
            return {row["InstanceId"]: (row["BaselineId"], row["MissingCount"]) for row in found}

        default = ssm.get_default_patch_baseline(OperatingSystem="AMAZON_LINUX_2")["BaselineId"]
        assert set(states().values()) == {(default, 1)}
        created = ssm.create_patch_baseline(Name="both", OperatingSystem="AMAZON_LINUX_2", ApprovedPatches=["*sh"])["BaselineId"]
        ssm.register_patch_baseline_for_patch_group(BaselineId=created, PatchGroup="web")
        assert set(states().values()) == {(default, 1)}, "no scan ran since"
        advanced = run([binary, "sandbox", "advance", "2d", here], plain_environment(folder), 60)
        assert advanced.code == 0, advanced.err
        assert states() == {"i-00000001": (created, 2), "i-00000002": (default, 1)}
        ssm.deregister_patch_baseline_for_patch_group(BaselineId=created, PatchGroup="web")
        ssm.delete_patch_baseline(BaselineId=created)
        assert states()["i-00000001"] == (created, 2), "the report names what it was judged by"
        status = run([binary, "sandbox", "status", "-o", "json", here], plain_environment(folder), 60)
        assert json.loads(status.out)["item"]["scopes"][0]["baselines"] == 0
    finally:
        stop(process)
