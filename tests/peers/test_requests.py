"""patchctl's own requests as they go over the wire: each is valid by the model, and there are no more of them than needed."""

from __future__ import annotations

import pytest

import fleet
from support import MANAGEMENT, MEMBER, REGIONS, rows

ALL = ",".join(REGIONS)
IDENTITY = {"sts.GetCallerIdentity": 1}


def calls(served, wire, *arguments: str, codes=(0,), **keywords) -> dict[str, int]:
    """The calls of one command. The fixture then fails on any that the model does not allow."""
    wire.clear()
    answer = served.patchctl(*arguments, url=wire.url, **keywords)
    assert answer.code in codes, (answer.code, answer.err)
    return wire.counts()


#: Counts of patches that are known for a node and are not in effect on it.
NOT_IN_EFFECT = (*fleet.VIOLATIONS, "AvailableSecurityUpdateCount")
ONE_NODE = {"ssm.DescribeInstanceInformation": 1, "ssm.DescribeInstancePatchStates": 1}


@pytest.fixture(scope="module")
def known(served):
    return fleet.read(served)


def test_node_list(served, wire, known):
    inventory = "ssm.DescribeInstanceInformation"
    assert calls(served, wire, "node", "list", "--region", "us-east-1") == IDENTITY | {inventory: known.pages[inventory]}
    for reading in wire.of("ssm.DescribeInstanceInformation"):
        assert reading.request["MaxResults"] == 50


def test_node_show(served, wire, known):
    for node in (known.nodes[0].id, next(node.id for node in known.nodes if node.id.startswith("mi-"))):
        counted = calls(served, wire, "node", "show", node, "--region", "us-east-1")
        tags = "ssm.ListTagsForResource" if node.startswith("mi-") else "tagging.GetResources"
        assert counted.pop(tags) == 1
        assert counted == IDENTITY | ONE_NODE | {"ssm.ListResourceComplianceSummaries": 1}
        (inventory,) = wire.of("ssm.DescribeInstanceInformation")
        assert inventory.request["Filters"] == [{"Key": "InstanceIds", "Values": [node]}]


@pytest.mark.parametrize("verb", ["summary", "nodes"])
def test_the_fleet_costs_three_pages_for_fifty_nodes(served, wire, known, verb):
    counted = calls(served, wire, "compliance", verb, "--region", "us-east-1")
    if verb == "summary":
        # Compliance of other types is one call more: it is shown apart and never counts.
        assert counted.pop("ssm.ListComplianceSummaries") == 1
    assert counted == IDENTITY | known.pages


def test_check_costs_what_nodes_costs(served, wire, known):
    counted = calls(served, wire, "compliance", "check", "--region", "us-east-1", codes=(3,))
    assert counted == IDENTITY | known.pages


def test_patches_of_one_node(served, wire, known):
    node = max(known.nodes, key=lambda node: node.calls_for_items())
    counted = calls(served, wire, "compliance", "patches", node.id, "--region", "us-east-1")
    total = sum(counted.values())
    assert counted.get("ssm.ListComplianceItems", 0) + counted.get("ssm.DescribeInstancePatches", 0) <= 2 * node.calls_for_items() + 1
    assert total <= 2 * node.calls_for_items() + 6, counted


def test_missing_asks_only_nodes_that_miss_something(served, wire, known):
    ssm = served.client("ssm")
    lacking = [node for node in known.nodes if node.state and any(node.state.get(name, 0) > 0 for name in NOT_IN_EFFECT)]
    node = next(node for node in lacking if node.state["MissingCount"] > 0)
    patch = rows(ssm, "describe_instance_patches", "Patches", InstanceId=node.id, Filters=[{"Key": "State", "Values": ["Missing", "Failed"]}])[0]
    counted = calls(served, wire, "compliance", "missing", patch["KBId"], "--region", "us-east-1", codes=(0, 3))
    asked = {reading.request["InstanceId"] for reading in wire.of("ssm.DescribeInstancePatches")}
    asked |= {reading.request["ResourceIds"][0] for reading in wire.of("ssm.ListComplianceItems")}
    assert node.id in asked
    assert asked <= {node.id for node in lacking}, "nodes on which every patch is in effect need no call"
    assert counted["ssm.DescribeInstanceInformation"] == known.pages["ssm.DescribeInstanceInformation"]


def test_three_regions_and_two_accounts(served, wire):
    counted = calls(served, wire, "compliance", "nodes", "--region", ALL, "--role-name", "PatchctlReader", "--accounts", MEMBER)
    assert counted["sts.AssumeRole"] == 1, "one session serves every Region of an account"
    regions = {reading.region for reading in wire.of("ssm.DescribeInstanceInformation")}
    assert regions == set(REGIONS)
    assert all(reading.access_key.startswith("ASIA") for reading in wire.of("ssm.DescribeInstanceInformation"))


def test_the_organization(served, wire):
    answer = served.patchctl("node", "list", "--region", "us-east-1", "--role-name", "PatchctlReader", "--organization", "-o", "json", url=wire.url)
    assert answer.code in (0, 5), answer.err
    assert wire.counts()["organizations.ListAccounts"] >= 1
    assert {MEMBER} <= {item["account"] for item in answer.json["items"]} <= {MANAGEMENT, MEMBER}


def test_targets_become_valid_filters(served, wire, known):
    groups = sorted({node.state["PatchGroup"] for node in known.nodes if node.state and node.state["PatchGroup"]})
    name = known.nodes[0].info["ComputerName"]
    for target in (
        ["--node", ",".join(node.id for node in known.nodes[:3])],
        ["--name", name],
        ["--os", "ubuntu"],
        ["--group", groups[0]],
        ["--exclude", known.nodes[0].id],
        ["--tag", "Name"],
    ):
        calls(served, wire, "node", "list", "--region", "us-east-1", *target)
        calls(served, wire, "compliance", "nodes", "--region", "us-east-1", *target)


def test_report_to_a_file(served, wire, known, tmp_path):
    counted = calls(served, wire, "report", "csv", "--to", str(tmp_path / "report.csv"), "--region", "us-east-1")
    assert counted == IDENTITY | known.pages


def test_detail_costs_the_pages_of_the_items(served, wire, known, tmp_path):
    counted = calls(served, wire, "report", "csv", "--detail", "--to", str(tmp_path / "report.csv"), "--region", "us-east-1")
    items = {"ssm.ListComplianceItems": sum(node.calls_for_items() for node in known.nodes)}
    assert counted == IDENTITY | known.pages | items


def test_report_to_s3(served, wire, known):
    s3 = served.client("s3")
    s3.create_bucket(Bucket="peers-requests")
    counted = calls(served, wire, "report", "csv", "--to", "s3://peers-requests/r.csv", "--region", "us-east-1")
    assert counted.pop("s3.PutObject") == 1
    assert counted.pop("s3.HeadBucket", 0) <= 1
    assert counted == IDENTITY | known.pages
    (put,) = wire.of("s3.PutObject")
    assert put.request["IfNoneMatch"] == "*"
    assert "ChecksumCRC32" in put.request or "ChecksumAlgorithm" in put.request


def test_two_thousand_nodes_cost_forty_pages_of_each(generated, generated_wire):
    counted = calls(generated, generated_wire, "compliance", "nodes", "--region", "us-east-1", "-o", "json")
    assert counted == IDENTITY | fleet.read(generated).pages
    # The service may end with an empty page; that one cannot be spared.
    assert counted["ssm.DescribeInstanceInformation"] in (40, 41)
    assert counted["ssm.DescribeInstancePatchStates"] == 40
    assert counted["ssm.ListResourceComplianceSummaries"] <= 41
