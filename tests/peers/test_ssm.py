"""boto3 against the sandbox's SSM operations. Every raw message goes through the proxy, which judges it by botocore's model."""

from __future__ import annotations

import itertools
import json
from datetime import UTC, datetime
from pathlib import Path

import pytest

from support import MANAGEMENT, MEMBER, REGIONS, error_of, pages, rows

#: operation, result key, least and most of MaxResults, identity of a row
PAGED = [
    ("describe_instance_information", "InstanceInformationList", 5, 50, lambda row: row["InstanceId"]),
    # The model says 100; the service is reported to refuse more than 50.
    ("describe_instance_patch_states", "InstancePatchStates", 10, 50, lambda row: row["InstanceId"]),
    ("describe_instance_patch_states_for_patch_group", "InstancePatchStates", 10, 100, lambda row: row["InstanceId"]),
    # Likewise.
    ("describe_instance_patches", "Patches", 10, 50, lambda row: (row["KBId"], row["Title"], row["State"])),
    ("list_compliance_items", "ComplianceItems", 1, 50, lambda row: (row["ComplianceType"], row["Id"])),
    ("list_compliance_summaries", "ComplianceSummaryItems", 1, 50, lambda row: row["ComplianceType"]),
    ("list_resource_compliance_summaries", "ResourceComplianceSummaryItems", 1, 50, lambda row: (row["ComplianceType"], row["ResourceId"])),
    ("describe_patch_baselines", "BaselineIdentities", 1, 100, lambda row: row["BaselineId"]),
    ("describe_patch_groups", "Mappings", 1, 100, lambda row: (row["PatchGroup"], row["BaselineIdentity"]["OperatingSystem"])),
]
NAMES = [row[0] for row in PAGED]


def ids(client) -> list[str]:
    return [row["InstanceId"] for row in rows(client, "describe_instance_information", "InstanceInformationList", MaxResults=50)]


def patch_group(client) -> str:
    """The group with most nodes that have reported."""
    groups: dict[str, int] = {}
    nodes = ids(client)
    for start in range(0, len(nodes), 50):
        for row in rows(client, "describe_instance_patch_states", "InstancePatchStates", InstanceIds=nodes[start : start + 50]):
            if row["PatchGroup"]:
                groups[row["PatchGroup"]] = groups.get(row["PatchGroup"], 0) + 1
    assert groups, "no node of this Region has a patch group"
    return max(sorted(groups), key=groups.get)


def busiest_node(client) -> str:
    nodes = ids(client)
    counts = {}
    for start in range(0, len(nodes), 50):
        for row in rows(client, "describe_instance_patch_states", "InstancePatchStates", InstanceIds=nodes[start : start + 50]):
            counts[row["InstanceId"]] = row.get("InstalledCount", 0) + row.get("InstalledOtherCount", 0) + row.get("MissingCount", 0)
    return max(sorted(counts), key=counts.get)


def needed(client, operation: str) -> dict:
    """The arguments that an operation needs besides paging."""
    if operation == "describe_instance_patch_states":
        return {"InstanceIds": ids(client)[:50]}
    if operation == "describe_instance_patch_states_for_patch_group":
        return {"PatchGroup": patch_group(client)}
    if operation == "describe_instance_patches":
        return {"InstanceId": busiest_node(client)}
    if operation == "list_compliance_items":
        return {"ResourceIds": [busiest_node(client)], "ResourceTypes": ["ManagedInstance"]}
    return {}


@pytest.fixture
def ssm(served, wire):
    return served.client("ssm", wire.url)


# --- paging -------------------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("operation", "key", "least", "most", "identity"), PAGED, ids=NAMES)
def test_small_pages_give_what_one_large_page_gives(ssm, operation, key, least, most, identity):
    arguments = needed(ssm, operation)
    small = [identity(row) for row in rows(ssm, operation, key, MaxResults=least, **arguments)]
    large = [identity(row) for row in rows(ssm, operation, key, MaxResults=most, **arguments)]
    default = [identity(row) for row in rows(ssm, operation, key, **arguments)]
    assert small, "nothing to compare"
    assert small == large == default
    assert len(set(small)) == len(small), "a row came twice"


@pytest.mark.parametrize(("operation", "key", "least", "most", "identity"), PAGED, ids=NAMES)
def test_no_page_is_longer_than_asked(ssm, operation, key, least, most, identity):
    arguments = needed(ssm, operation)
    for size in (least, least + 1):
        for page in pages(ssm, operation, MaxResults=size, **arguments):
            assert len(page[key]) <= size
    if operation.endswith("for_patch_group"):
        assert all(len(page[key]) <= 5 for page in pages(ssm, operation, MaxResults=100, **arguments)), "the model allows 5 rows to a page"


@pytest.mark.parametrize(("operation", "key", "least", "most", "identity"), PAGED, ids=NAMES)
def test_max_results_outside_of_its_bounds_is_refused(ssm, wire, operation, key, least, most, identity):
    arguments = needed(ssm, operation)
    call = getattr(ssm, operation)
    for size in (least, most):
        call(MaxResults=size, **arguments)
    with wire.bad_requests():
        for size in (least - 1, most + 1, -1, 2**31):
            assert error_of(call, MaxResults=size, **arguments) in ("ValidationException", "SerializationException"), size
        assert error_of(call, MaxResults=least - 1, **arguments) == "ValidationException"
        assert error_of(call, MaxResults=most + 1, **arguments) == "ValidationException"


@pytest.mark.parametrize(("operation", "key", "least", "most", "identity"), PAGED, ids=NAMES)
def test_a_token_that_no_answer_gave_is_refused(ssm, operation, key, least, most, identity):
    arguments = needed(ssm, operation)
    modelled = {shape.name for shape in ssm.meta.service_model.operation_model(ssm.meta.method_to_api_mapping[operation]).error_shapes}
    expected = "InvalidNextToken" if "InvalidNextToken" in modelled else "ValidationException"
    for token in ("nonsense", "AAAA", "\N{SNOWMAN}"):
        assert error_of(getattr(ssm, operation), NextToken=token, **arguments) == expected


def test_a_token_of_another_operation_account_or_region_is_refused(served, wire, ssm):
    token = ssm.describe_instance_information(MaxResults=5)["NextToken"]
    assert error_of(ssm.list_resource_compliance_summaries, NextToken=token) == "InvalidNextToken"
    elsewhere = served.client("ssm", wire.url, region="eu-central-1")
    assert error_of(elsewhere.describe_instance_information, NextToken=token) == "InvalidNextToken"


def test_a_filter_that_leaves_pages_empty_is_read_to_the_end(generated, generated_wire):
    """The service filters after it cuts pages, so a page can be empty and still have a successor."""
    client = generated.client("ssm", generated_wire.url)
    everything = rows(client, "describe_instance_information", "InstanceInformationList", MaxResults=50)
    wanted = sorted(row["InstanceId"] for row in everything if row["PingStatus"] != "Online")
    filters = [{"Key": "PingStatus", "Values": ["ConnectionLost", "Inactive"]}]
    got = list(pages(client, "describe_instance_information", Filters=filters, MaxResults=5))
    assert sorted(row["InstanceId"] for page in got for row in page["InstanceInformationList"]) == wanted
    assert any(not page["InstanceInformationList"] and page.get("NextToken") for page in got), "no empty page with a token occurred"


# --- nodes --------------------------------------------------------------------------------------------------------------------------


def test_the_example_fleet_is_as_large_and_mixed_as_it_is_described(served, wire):
    nodes, systems = [], set()
    for profile, account in accounts(served).items():
        for region in REGIONS:
            client = served.client("ssm", wire.url, profile, region)
            for row in rows(client, "describe_instance_information", "InstanceInformationList"):
                nodes.append((account, region, row["InstanceId"]))
                systems.add((row["PlatformType"], row["PlatformName"]))
    assert len(nodes) >= 40
    assert len({node for _, _, node in nodes}) == len(nodes)
    assert {account for account, _, _ in nodes} == {MANAGEMENT, MEMBER}
    assert {node.split("-")[0] for _, _, node in nodes} == {"i", "mi"}
    assert {kind for kind, _ in systems} == {"Windows", "Linux", "MacOS"}
    names = " ".join(name for _, name in systems)
    for wanted in ("Windows Server", "Amazon Linux", "Red Hat", "Ubuntu", "Debian", "SLES", "macOS"):
        assert wanted in names


def accounts(served) -> dict[str, str]:
    """One profile for each account."""
    found = {}
    for profile in served.profiles():
        account = served.client("sts", profile=profile).get_caller_identity()["Account"]
        if account not in found.values():
            found[profile] = account
    assert set(found.values()) == {MANAGEMENT, MEMBER}
    return found


def test_accounts_and_regions_are_separate(served, wire):
    places = {}
    for profile in accounts(served):
        for region in REGIONS:
            client = served.client("ssm", wire.url, profile, region)
            places[profile, region] = set(ids(client))
    everything = [node for nodes in places.values() for node in nodes]
    assert len(everything) == len(set(everything))
    profile = next(iter(accounts(served)))
    here, there = places[profile, "us-east-1"], places[profile, "eu-central-1"]
    assert here and there
    client = served.client("ssm", wire.url, profile, "us-east-1")
    answer = client.describe_instance_patch_states(InstanceIds=sorted(there)[:5])
    assert answer["InstancePatchStates"] == []


@pytest.mark.parametrize(
    ("filters", "keep"),
    [
        ([{"Key": "PlatformTypes", "Values": ["Windows"]}], lambda row: row["PlatformType"] == "Windows"),
        ([{"Key": "PlatformTypes", "Values": ["Windows", "MacOS"]}], lambda row: row["PlatformType"] != "Linux"),
        ([{"Key": "PingStatus", "Values": ["Online"]}], lambda row: row["PingStatus"] == "Online"),
        ([{"Key": "ResourceType", "Values": ["ManagedInstance"]}], lambda row: row["ResourceType"] == "ManagedInstance"),
        (
            [{"Key": "PlatformTypes", "Values": ["Linux"]}, {"Key": "PingStatus", "Values": ["Online"]}],
            lambda row: row["PlatformType"] == "Linux" and row["PingStatus"] == "Online",
        ),
    ],
)
def test_filters_of_describe_instance_information(ssm, filters, keep):
    everything = rows(ssm, "describe_instance_information", "InstanceInformationList")
    filtered = rows(ssm, "describe_instance_information", "InstanceInformationList", Filters=filters)
    assert [row["InstanceId"] for row in filtered] == [row["InstanceId"] for row in everything if keep(row)]


def test_the_instance_ids_filter_and_the_older_filter_list(ssm):
    some = sorted(ids(ssm))[:3]
    new = rows(ssm, "describe_instance_information", "InstanceInformationList", Filters=[{"Key": "InstanceIds", "Values": some}])
    assert sorted(row["InstanceId"] for row in new) == some
    old = rows(ssm, "describe_instance_information", "InstanceInformationList", InstanceInformationFilterList=[{"key": "InstanceIds", "valueSet": some}])
    assert sorted(row["InstanceId"] for row in old) == some


def test_bad_filters_of_describe_instance_information(ssm, wire):
    call = ssm.describe_instance_information
    assert error_of(call, Filters=[{"Key": "Colour", "Values": ["red"]}]) == "InvalidFilterKey"
    with wire.bad_requests():
        assert error_of(call, Filters=[{"Key": "PingStatus", "Values": []}]) in ("ValidationException", "InvalidInstanceInformationFilterValue")
        assert error_of(call, Filters=[{"Values": ["x"]}]) == "ValidationException"
        assert error_of(call, InstanceInformationFilterList=[{"key": "Colour", "valueSet": ["red"]}]) in ("ValidationException", "InvalidFilterKey")


# --- patch states -------------------------------------------------------------------------------------------------------------------


def test_patch_states_take_fifty_ids_and_leave_unknown_ones_out(ssm, wire):
    nodes = ids(ssm)
    strangers = [f"i-{number:017x}" for number in range(50)]
    assert ssm.describe_instance_patch_states(InstanceIds=strangers)["InstancePatchStates"] == []
    mixed = ssm.describe_instance_patch_states(InstanceIds=[*strangers[:5], *nodes[:10]])["InstancePatchStates"]
    assert {row["InstanceId"] for row in mixed} <= set(nodes[:10])
    with wire.bad_requests():
        assert error_of(ssm.describe_instance_patch_states, InstanceIds=[*strangers, nodes[0]]) == "ValidationException"
        assert error_of(ssm.describe_instance_patch_states, InstanceIds=["web-1"]) == "ValidationException"
        assert error_of(ssm.describe_instance_patch_states) == "ValidationException"


def test_a_node_that_never_reported_has_no_state(ssm):
    nodes = ids(ssm)
    reported = {row["InstanceId"] for start in range(0, len(nodes), 50) for row in states(ssm, nodes[start : start + 50])}
    assert reported < set(nodes), "the example fleet has a node that never reported, in the default Region"


def states(client, nodes):
    return rows(client, "describe_instance_patch_states", "InstancePatchStates", InstanceIds=nodes)


def test_states_by_group_are_the_same_rows(ssm):
    group = patch_group(ssm)
    nodes = ids(ssm)
    direct = [row for start in range(0, len(nodes), 50) for row in states(ssm, nodes[start : start + 50]) if row["PatchGroup"] == group]
    by_group = rows(ssm, "describe_instance_patch_states_for_patch_group", "InstancePatchStates", PatchGroup=group)
    assert sorted(by_group, key=lambda row: row["InstanceId"]) == sorted(direct, key=lambda row: row["InstanceId"])
    assert rows(ssm, "describe_instance_patch_states_for_patch_group", "InstancePatchStates", PatchGroup="no-such-group") == []


@pytest.mark.parametrize(("kind", "keep"), [("Equal", int.__eq__), ("NotEqual", int.__ne__), ("GreaterThan", int.__gt__), ("LessThan", int.__lt__)])
def test_filters_of_states_by_group(ssm, kind, keep):
    group = patch_group(ssm)
    operation, key = "describe_instance_patch_states_for_patch_group", "InstancePatchStates"
    everything = rows(ssm, operation, key, PatchGroup=group)
    pivot = sorted(row.get("MissingCount", 0) for row in everything)[len(everything) // 2]
    filtered = rows(ssm, operation, key, PatchGroup=group, Filters=[{"Key": "MissingCount", "Values": [str(pivot)], "Type": kind}])
    assert [row["InstanceId"] for row in filtered] == [row["InstanceId"] for row in everything if keep(row.get("MissingCount", 0), pivot)]


def test_bad_filters_of_states_by_group(ssm, wire):
    def call(**filter_):
        return error_of(ssm.describe_instance_patch_states_for_patch_group, PatchGroup="web", Filters=[filter_])

    assert call(Key="Colour", Values=["1"], Type="Equal") == "InvalidFilter"
    with wire.bad_requests():
        assert call(Key="MissingCount", Values=["1", "2"], Type="Equal") == "ValidationException"
        assert call(Key="MissingCount", Values=["1"], Type="Near") == "ValidationException"
        assert error_of(ssm.describe_instance_patch_states_for_patch_group) == "ValidationException"


# --- patches ------------------------------------------------------------------------------------------------------------------------

COUNTS = {
    "Installed": "InstalledCount",
    "InstalledOther": "InstalledOtherCount",
    "InstalledPendingReboot": "InstalledPendingRebootCount",
    "InstalledRejected": "InstalledRejectedCount",
    "Missing": "MissingCount",
    "Failed": "FailedCount",
    "NotApplicable": "NotApplicableCount",
    "AvailableSecurityUpdate": "AvailableSecurityUpdateCount",
}


def test_the_counts_of_a_state_are_the_patches_of_the_node(served, wire):
    """The counters and the list come from two operations; they must tell the same."""
    seen = set()
    for profile, region in itertools.product(accounts(served), REGIONS):
        client = served.client("ssm", wire.url, profile, region)
        nodes = ids(client)
        for state in [row for start in range(0, len(nodes), 50) for row in states(client, nodes[start : start + 50])]:
            counted: dict[str, int] = {}
            for patch in rows(client, "describe_instance_patches", "Patches", InstanceId=state["InstanceId"], MaxResults=50):
                counted[patch["State"]] = counted.get(patch["State"], 0) + 1
            seen |= set(counted)
            for name, member in COUNTS.items():
                assert max(state.get(member, 0), 0) == counted.get(name, 0), (state["InstanceId"], name)
    assert seen == set(COUNTS), f"the example fleet shows only {sorted(seen)}"


def test_filters_of_patches(ssm):
    node = busiest_node(ssm)
    everything = rows(ssm, "describe_instance_patches", "Patches", InstanceId=node)
    for key, member in (("State", "State"), ("Classification", "Classification"), ("Severity", "Severity"), ("KBId", "KBId")):
        value = next(row[member] for row in everything if row[member])
        filtered = rows(ssm, "describe_instance_patches", "Patches", InstanceId=node, Filters=[{"Key": key, "Values": [value]}])
        assert filtered == [row for row in everything if row[member] == value], key


def test_bad_arguments_of_patches(ssm, wire):
    node = ids(ssm)[0]
    call = ssm.describe_instance_patches
    assert error_of(call, InstanceId=node, Filters=[{"Key": "Colour", "Values": ["red"]}]) == "InvalidFilter"
    assert error_of(call, InstanceId="i-00000000000000000") == "InvalidInstanceId"
    with wire.bad_requests():
        assert error_of(call, InstanceId="web-1") in ("ValidationException", "InvalidInstanceId")
        assert error_of(call) == "ValidationException"


def test_cves_come_with_missing_and_failed_patches_only(served, wire):
    with_cve = set()
    for region in REGIONS:
        client = served.client("ssm", wire.url, region=region)
        for node in ids(client):
            for patch in rows(client, "describe_instance_patches", "Patches", InstanceId=node, MaxResults=50):
                if patch.get("CVEIds"):
                    with_cve.add(patch["State"])
                    assert all(cve.startswith("CVE-") for cve in patch["CVEIds"].split(",")), patch
    assert with_cve and with_cve <= {"Missing", "Failed"}


# --- compliance ---------------------------------------------------------------------------------------------------------------------


def test_the_three_views_of_compliance_agree(ssm):
    by_node: dict[str, dict[str, int]] = {}
    types: dict[str, set[str]] = {}
    for node in ids(ssm):
        items = rows(ssm, "list_compliance_items", "ComplianceItems", ResourceIds=[node], ResourceTypes=["ManagedInstance"], MaxResults=50)
        for item in items:
            assert item["ResourceId"] == node
            types.setdefault(item["ComplianceType"], set()).add(node)
            if item["ComplianceType"] == "Patch":
                by_node.setdefault(node, {"COMPLIANT": 0, "NON_COMPLIANT": 0})[item["Status"]] += 1
    assert {"Patch", "Association"} <= set(types)
    summaries = rows(ssm, "list_resource_compliance_summaries", "ResourceComplianceSummaryItems", Filters=[compliance_filter("ComplianceType", "Patch")])
    told = {
        row["ResourceId"]: {"COMPLIANT": row["CompliantSummary"]["CompliantCount"], "NON_COMPLIANT": row["NonCompliantSummary"]["NonCompliantCount"]}
        for row in summaries
    }
    assert told == by_node
    for row in summaries:
        assert row["Status"] == ("NON_COMPLIANT" if told[row["ResourceId"]]["NON_COMPLIANT"] else "COMPLIANT")
        for side, count in (("CompliantSummary", "CompliantCount"), ("NonCompliantSummary", "NonCompliantCount")):
            assert sum(row[side]["SeveritySummary"].values()) == row[side][count]
    fleet = {row["ComplianceType"]: row for row in rows(ssm, "list_compliance_summaries", "ComplianceSummaryItems")}
    assert set(fleet) == set(types)
    assert fleet["Patch"]["CompliantSummary"]["CompliantCount"] == sum(row["Status"] == "COMPLIANT" for row in summaries)
    assert fleet["Patch"]["NonCompliantSummary"]["NonCompliantCount"] == sum(row["Status"] == "NON_COMPLIANT" for row in summaries)


def compliance_filter(key: str, *values: str, kind: str = "EQUAL") -> dict:
    return {"Key": key, "Values": list(values), "Type": kind}


def test_execution_types_tell_a_policy_from_a_command(served, wire):
    kinds = set()
    for region in REGIONS:
        client = served.client("ssm", wire.url, region=region)
        for row in rows(client, "list_resource_compliance_summaries", "ResourceComplianceSummaryItems"):
            if row["ComplianceType"] == "Patch":
                kinds.add(row["ExecutionSummary"].get("ExecutionType"))
    assert {"Command", "PatchPolicy"} <= kinds


def test_filters_of_compliance(ssm):
    operation, key = "list_resource_compliance_summaries", "ResourceComplianceSummaryItems"
    everything = rows(ssm, operation, key)
    for wanted, keep in (
        (compliance_filter("Status", "NON_COMPLIANT"), lambda row: row["Status"] == "NON_COMPLIANT"),
        (compliance_filter("ComplianceType", "Patch", kind="NOT_EQUAL"), lambda row: row["ComplianceType"] != "Patch"),
        (compliance_filter("ComplianceType", "Assoc", kind="BEGIN_WITH"), lambda row: row["ComplianceType"] == "Association"),
    ):
        assert rows(ssm, operation, key, Filters=[wanted]) == [row for row in everything if keep(row)]


def test_bad_arguments_of_compliance(ssm, wire):
    node = ids(ssm)[0]
    assert error_of(ssm.list_resource_compliance_summaries, Filters=[compliance_filter("Colour", "red")]) == "InvalidFilter"
    assert error_of(ssm.list_compliance_summaries, Filters=[compliance_filter("Colour", "red")]) == "InvalidFilter"
    items = ssm.list_compliance_items
    assert error_of(items, ResourceIds=[node], ResourceTypes=["ManagedInstance"], Filters=[compliance_filter("Colour", "red")]) == "InvalidFilter"
    assert error_of(items, ResourceIds=[node], ResourceTypes=["Spaceship"]) == "InvalidResourceType"
    # Whether the service calls an unknown node invalid or just finds nothing is not documented; it finds nothing wrong in any case.
    stranger = error_of(items, ResourceIds=["i-00000000000000000"], ResourceTypes=["ManagedInstance"])
    assert stranger in ("InvalidResourceId", "no error but {'ComplianceItems': []}")
    with wire.bad_requests():
        assert error_of(items, ResourceIds=[], ResourceTypes=["ManagedInstance"]) == "ValidationException"
        assert (
            error_of(items, ResourceIds=[node], ResourceTypes=["ManagedInstance"], Filters=[compliance_filter("Status", "x", kind="LIKE")])
            == "ValidationException"
        )


def test_details_of_patch_items_name_what_the_patch_is(ssm):
    node = busiest_node(ssm)
    patches = {patch["KBId"]: patch for patch in rows(ssm, "describe_instance_patches", "Patches", InstanceId=node)}
    items = rows(ssm, "list_compliance_items", "ComplianceItems", ResourceIds=[node], ResourceTypes=["ManagedInstance"])
    items = [item for item in items if item["ComplianceType"] == "Patch"]
    assert items
    for item in items:
        details = item["Details"]
        assert {"PatchState", "Classification", "PatchSeverity", "PatchBaselineId", "PatchGroup", "InstalledTime"} <= set(details)
        assert details["PatchState"] == patches[item["Id"]]["State"]


# --- baselines and groups -----------------------------------------------------------------------------------------------------------


def test_aws_owned_baselines_have_the_published_arns_in_every_region(served, wire):
    """moto carries the same published list in its package: an independent copy of it."""
    published = published_baselines()
    for region in REGIONS:
        client = served.client("ssm", wire.url, region=region)
        owned = rows(client, "describe_patch_baselines", "BaselineIdentities", Filters=[{"Key": "OWNER", "Values": ["AWS"]}])
        arns = {row["BaselineId"] for row in owned}
        assert all(arn.startswith(f"arn:aws:ssm:{region}:") for arn in arns)
        for system, arn in published[region].items():
            assert arn in arns
            named = client.get_patch_baseline(BaselineId=arn)
            assert named["OperatingSystem"] == system
            assert named["BaselineId"] == arn


def published_baselines() -> dict[str, dict[str, str]]:
    import gzip

    import moto.ssm

    path = Path(moto.ssm.__file__).parent / "resources" / "default_baselines.json.gz"
    with gzip.open(path) as file:
        return json.load(file)


def test_own_baselines_have_bare_ids_and_aws_owned_ones_need_their_arn(served, wire, ssm):
    own = rows(ssm, "describe_patch_baselines", "BaselineIdentities", Filters=[{"Key": "OWNER", "Values": ["Self"]}])
    assert own and all(row["BaselineId"].startswith("pb-") for row in own)
    answer = ssm.get_patch_baseline(BaselineId=own[0]["BaselineId"])
    assert answer["Name"] == own[0]["BaselineName"]
    by_arn = ssm.get_patch_baseline(BaselineId=f"arn:aws:ssm:us-east-1:{MANAGEMENT}:patchbaseline/{own[0]['BaselineId']}")
    assert by_arn["Name"] == answer["Name"]
    arn = published_baselines()["us-east-1"]["AMAZON_LINUX_2023"]
    assert ssm.get_patch_baseline(BaselineId=arn)["Name"] == "AWS-AmazonLinux2023DefaultPatchBaseline"
    assert error_of(ssm.get_patch_baseline, BaselineId=arn.rpartition("/")[2]) == "DoesNotExistException"
    elsewhere = published_baselines()["eu-central-1"]["AMAZON_LINUX_2023"]
    assert error_of(ssm.get_patch_baseline, BaselineId=elsewhere) in ("DoesNotExistException", "InvalidResourceId")
    assert error_of(ssm.get_patch_baseline, BaselineId="pb-00000000000000000") == "DoesNotExistException"
    other = served.client("ssm", wire.url, region="eu-central-1")
    assert error_of(other.get_patch_baseline, BaselineId=own[0]["BaselineId"]) == "DoesNotExistException"
    with wire.bad_requests():
        assert error_of(ssm.get_patch_baseline, BaselineId="pb-1") == "ValidationException"
        assert error_of(ssm.get_patch_baseline) == "ValidationException"


def test_filters_of_baselines(ssm, wire):
    everything = rows(ssm, "describe_patch_baselines", "BaselineIdentities")
    for filters, keep in (
        ([{"Key": "OPERATING_SYSTEM", "Values": ["WINDOWS"]}], lambda row: row["OperatingSystem"] == "WINDOWS"),
        ([{"Key": "NAME_PREFIX", "Values": ["AWS-Ubuntu"]}], lambda row: row["BaselineName"].startswith("AWS-Ubuntu")),
        ([{"Key": "OWNER", "Values": ["AWS"]}], lambda row: row["BaselineId"].startswith("arn:")),
        ([{"Key": "OWNER", "Values": ["Self"]}], lambda row: row["BaselineId"].startswith("pb-")),
    ):
        wanted = [row["BaselineId"] for row in everything if keep(row)]
        got = [row["BaselineId"] for row in rows(ssm, "describe_patch_baselines", "BaselineIdentities", Filters=filters)]
        assert wanted and got == wanted, filters
    assert error_of(ssm.describe_patch_baselines, Filters=[{"Key": "COLOUR", "Values": ["red"]}]) == "ValidationException"
    with wire.bad_requests():
        six = [{"Key": "OWNER", "Values": ["AWS"]}] * 6
        assert error_of(ssm.describe_patch_baselines, Filters=six) == "ValidationException"


def test_each_system_has_one_default_and_windows_is_the_default_system(ssm, wire):
    everything = rows(ssm, "describe_patch_baselines", "BaselineIdentities")
    for system in sorted({row["OperatingSystem"] for row in everything}):
        answer = ssm.get_default_patch_baseline(OperatingSystem=system)
        assert answer["OperatingSystem"] == system
        assert [row["BaselineId"] for row in everything if row["OperatingSystem"] == system and row["DefaultBaseline"]] == [answer["BaselineId"]]
    assert ssm.get_default_patch_baseline()["OperatingSystem"] == "WINDOWS"
    with wire.bad_requests():
        assert error_of(ssm.get_default_patch_baseline, OperatingSystem="BEOS") == "ValidationException"


def test_patch_groups_map_to_their_baselines(ssm, wire):
    mappings = rows(ssm, "describe_patch_groups", "Mappings")
    assert mappings
    for mapping in mappings:
        group, baseline = mapping["PatchGroup"], mapping["BaselineIdentity"]
        answer = ssm.get_patch_baseline_for_patch_group(PatchGroup=group, OperatingSystem=baseline["OperatingSystem"])
        assert (answer["BaselineId"], answer["PatchGroup"], answer["OperatingSystem"]) == (baseline["BaselineId"], group, baseline["OperatingSystem"])
        assert group in ssm.get_patch_baseline(BaselineId=baseline["BaselineId"])["PatchGroups"]
    one = mappings[0]
    by_prefix = rows(ssm, "describe_patch_groups", "Mappings", Filters=[{"Key": "NAME_PREFIX", "Values": [one["PatchGroup"][:3]]}])
    assert by_prefix == [mapping for mapping in mappings if mapping["PatchGroup"].startswith(one["PatchGroup"][:3])]
    system = one["BaselineIdentity"]["OperatingSystem"]
    by_system = rows(ssm, "describe_patch_groups", "Mappings", Filters=[{"Key": "OPERATING_SYSTEM", "Values": [system]}])
    assert by_system == [mapping for mapping in mappings if mapping["BaselineIdentity"]["OperatingSystem"] == system]
    assert error_of(ssm.describe_patch_groups, Filters=[{"Key": "COLOUR", "Values": ["red"]}]) == "ValidationException"
    with wire.bad_requests():
        assert error_of(ssm.get_patch_baseline_for_patch_group) == "ValidationException"
        assert error_of(ssm.get_patch_baseline_for_patch_group, PatchGroup="a" * 257) == "ValidationException"


def test_tags_of_baselines_and_hybrid_nodes(ssm, wire):
    own = rows(ssm, "describe_patch_baselines", "BaselineIdentities", Filters=[{"Key": "OWNER", "Values": ["Self"]}])
    assert isinstance(ssm.list_tags_for_resource(ResourceType="PatchBaseline", ResourceId=own[0]["BaselineId"])["TagList"], list)
    hybrid = [node for node in ids(ssm) if node.startswith("mi-")]
    tagged = [ssm.list_tags_for_resource(ResourceType="ManagedInstance", ResourceId=node)["TagList"] for node in hybrid]
    assert any(tagged), "a hybrid node of the default Region has tags"
    assert error_of(ssm.list_tags_for_resource, ResourceType="PatchBaseline", ResourceId="pb-00000000000000000") == "InvalidResourceId"
    assert error_of(ssm.list_tags_for_resource, ResourceType="ManagedInstance", ResourceId="mi-00000000000000000") == "InvalidResourceId"
    with wire.bad_requests():
        assert error_of(ssm.list_tags_for_resource, ResourceType="Spaceship", ResourceId="x") in ("ValidationException", "InvalidResourceType")
        assert error_of(ssm.list_tags_for_resource, ResourceType="ManagedInstance") == "ValidationException"


# --- who may ask, and for what ------------------------------------------------------------------------------------------------------


def test_an_unknown_access_key_a_foreign_region_and_no_signature_are_refused(served, wire):
    stranger = served.client("ssm", wire.url, aws_access_key_id="AKIAUNKNOWNUNKNOWN12", aws_secret_access_key="x" * 40)
    assert error_of(stranger.describe_patch_baselines) == "UnrecognizedClientException"
    elsewhere = served.client("ssm", wire.url, region="af-south-1")
    assert error_of(elsewhere.describe_patch_baselines) == "UnrecognizedClientException"


def test_a_wrong_secret_is_refused(served, wire):
    keys = served.keys() | {"aws_secret_access_key": "wrong" * 8}
    assert error_of(served.client("ssm", wire.url, **keys).describe_patch_baselines) == "InvalidSignatureException"


def test_a_request_without_a_signature_is_refused(served):
    import urllib.error
    import urllib.request

    headers = {"X-Amz-Target": "AmazonSSM.DescribePatchBaselines", "Content-Type": "application/x-amz-json-1.1"}
    request = urllib.request.Request(served.url + "/", b"{}", headers, method="POST")
    with pytest.raises(urllib.error.HTTPError) as raised:
        urllib.request.urlopen(request, timeout=10)
    assert json.load(raised.value)["__type"].rpartition("#")[2] == "MissingAuthenticationTokenException"


@pytest.mark.parametrize("operation", ["list_ops_metadata", "describe_parameters", "describe_activations"])
def test_what_is_not_implemented_says_so_and_names_itself(ssm, wire, operation):
    import botocore

    with pytest.raises(botocore.exceptions.ClientError) as raised:
        getattr(ssm, operation)()
    assert ssm.meta.method_to_api_mapping[operation] in str(raised.value.response["Error"]), raised.value.response
    assert ssm.meta.method_to_api_mapping[operation] in raised.value.response["Error"]["Message"]


def test_times_are_times_of_the_recent_past(ssm):
    now = datetime.now(UTC)
    for row in states(ssm, ids(ssm)[:50]):
        assert row["OperationStartTime"] <= row["OperationEndTime"] <= now
        assert (now - row["OperationEndTime"]).days < 3650


def test_the_setting_of_default_host_management(ssm):
    """The id alone or as an ARN of the account and Region; any other setting is not there."""
    setting = "/ssm/managed-instance/default-ec2-instance-management-role"
    answer = ssm.get_service_setting(SettingId=setting)["ServiceSetting"]
    assert (answer["SettingId"], answer["SettingValue"], answer["Status"]) == (setting, "$None", "Default")
    assert ssm.get_service_setting(SettingId=answer["ARN"])["ServiceSetting"] == answer
    for other in ("/ssm/parameter-store/nothing", answer["ARN"].replace("us-east-1", "eu-west-1")):
        assert error_of(ssm.get_service_setting, SettingId=other) == "ServiceSettingNotFound"
