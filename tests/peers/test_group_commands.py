"""What `patchctl group` asks of the service, and whether it says the same as boto3 and the AWS CLI say of it."""

from __future__ import annotations

import re

import pytest

import baselines
from conftest import seeded
from support import MANAGEMENT, REGIONS, rows
from wire.proxy import Proxy

HERE = ("--region", "us-east-1")
IDENTITY = {"sts.GetCallerIdentity": 1}
LIST, GROUPS, STATE = "ssm.DescribePatchBaselines", "ssm.DescribePatchGroups", "ssm.DescribePatchGroupState"
INVENTORY, TAG_LIST, RESOURCES = "ssm.DescribeInstanceInformation", "ssm.ListTagsForResource", "tagging.GetResources"
REGISTER, DEREGISTER = "ssm.RegisterPatchBaselineForPatchGroup", "ssm.DeregisterPatchBaselineForPatchGroup"
READS = re.compile(r"(ssm|tagging|sts)\.(Describe|Get|List)\w+")
#: The two tag keys of a patch group: what is looked for by tag is looked for twice.
KEYS = ("Patch Group", "PatchGroup")
INSTANCE, HYBRID = "i-0a1b2c3d4e5f6000a", "mi-0f1e2d3c4b5a60001"


@pytest.fixture
def ssm(own):
    client = own.client("ssm")
    before = {row["BaselineId"] for row in baselines.own_ones(client)}
    registered = groups(client)
    tagged = {node: tags(own, node) for node in (INSTANCE, HYBRID)}
    yield client
    for (group, _), baseline in groups(client).items():
        if registered.get((group, _)) != baseline:
            client.deregister_patch_baseline_for_patch_group(BaselineId=baseline, PatchGroup=group)
    for (group, _), baseline in registered.items():
        client.register_patch_baseline_for_patch_group(BaselineId=baseline, PatchGroup=group)
    baselines.clear(client, before | set(registered.values()))
    for node, earlier in tagged.items():
        put_back(own, node, earlier)


@pytest.fixture
def run(own, own_wire, ssm):
    """Runs a command and gives what it printed with the calls that it made."""

    def run(*arguments, codes=(0,), region=HERE, **keywords):
        own_wire.clear()
        answer = own.patchctl("group", *arguments, *region, url=own_wire.url, **keywords)
        assert answer.code in codes, (answer.code, answer.err)
        answer.calls = own_wire.counts()
        return answer

    return run


def groups(ssm) -> dict[tuple[str, str], str]:
    listed = rows(ssm, "describe_patch_groups", "Mappings")
    return {(row["PatchGroup"], row["BaselineIdentity"]["OperatingSystem"]): row["BaselineIdentity"]["BaselineId"] for row in listed}


def arn(node: str) -> str:
    return f"arn:aws:ec2:us-east-1:{MANAGEMENT}:instance/{node}"


def tags(own, node: str) -> dict[str, str]:
    """The tags of a node as the service that keeps them tells them."""
    if node.startswith("mi-"):
        listed = own.client("ssm").list_tags_for_resource(ResourceType="ManagedInstance", ResourceId=node)["TagList"]
    else:
        found = own.client("resourcegroupstaggingapi").get_resources(ResourceARNList=[arn(node)])["ResourceTagMappingList"]
        listed = found[0]["Tags"] if found else []
    return {tag["Key"]: tag["Value"] for tag in listed}


def put_back(own, node: str, earlier: dict[str, str]) -> None:
    gone = [key for key in tags(own, node) if key not in earlier and key in KEYS]
    if node.startswith("mi-"):
        of = {"ResourceType": "ManagedInstance", "ResourceId": node}
        if gone:
            own.client("ssm").remove_tags_from_resource(**of, TagKeys=gone)
    elif gone:
        own.client("resourcegroupstaggingapi").untag_resources(ResourceARNList=[arn(node)], TagKeys=gone)


# --- calls --------------------------------------------------------------------------------------------------------------------------


def test_what_is_listed_costs_one_call_for_each_place(run, own_wire, ssm):
    assert run("list").calls == IDENTITY | {GROUPS: 1}
    everywhere = ("--region", ",".join(REGIONS))
    assert run("list", region=everywhere).calls == IDENTITY | {GROUPS: len(REGIONS)}
    assert {reading.region for reading in own_wire.of(GROUPS)} == set(REGIONS)
    names = {group for group, _ in groups(ssm)}
    assert len(names) >= 2
    assert run("state").calls == IDENTITY | {GROUPS: 1, STATE: len(names)}, "a group of two systems is counted once"
    assert run("state", "production", "web").calls == IDENTITY | {STATE: 2}
    assert run("nodes", "web").calls == IDENTITY | {INVENTORY: len(KEYS)}
    assert {reading.request["Filters"][0]["Key"] for reading in own_wire.of(INVENTORY)} == {f"tag:{key}" for key in KEYS}
    assert run("show", "production").calls == IDENTITY | {GROUPS: 1, STATE: 1, INVENTORY: len(KEYS)}


def test_lint_reads_each_list_once(run, own):
    answer = run("lint", "-o", "json")
    hybrid = {
        row["InstanceId"]
        for key in KEYS
        for row in rows(own.client("ssm"), "describe_instance_information", "InstanceInformationList", Filters=[{"Key": "tag-key", "Values": [key]}])
        if row["InstanceId"].startswith("mi-")
    }
    assert hybrid, "the example has a hybrid node in a group"
    assert answer.calls == IDENTITY | {GROUPS: 1, INVENTORY: len(KEYS), RESOURCES: len(KEYS), TAG_LIST: len(hybrid)}


def test_registering_costs_two_reads_and_the_change(run, ssm):
    first, second = (baselines.create(ssm, baselines.BARE | {"Name": name}) for name in ("first", "second"))
    look = IDENTITY | {LIST: 1, GROUPS: 1}
    assert run("register", "Größe 1", "--baseline", first, "--yes").calls == look | {REGISTER: 1}
    assert groups(ssm)["Größe 1", "ORACLE_LINUX"] == first
    assert run("register", "Größe 1", "--baseline", "first", "--yes").calls == look, "registering again does nothing"
    assert run("register", "Größe 1", "--baseline", second, "--yes", codes=(8,)).calls == look
    assert run("register", "Größe 1", "--baseline", second, "--replace", "--yes").calls == look | {DEREGISTER: 1, REGISTER: 1}
    assert groups(ssm)["Größe 1", "ORACLE_LINUX"] == second
    assert run("deregister", "Größe 1", "--baseline", first, "--yes").calls == look, "it is not the one that the group uses"
    assert run("deregister", "Größe 1", "--yes").calls == IDENTITY | {GROUPS: 1, DEREGISTER: 1}
    assert run("deregister", "Größe 1", "--yes").calls == IDENTITY | {GROUPS: 1}
    assert ("Größe 1", "ORACLE_LINUX") not in groups(ssm)


def test_nodes_are_tagged_where_their_tags_are_kept(run, own, own_wire):
    added = run("add", "peers", INSTANCE, HYBRID, "--yes").calls
    assert (added["tagging.TagResources"], added["ssm.AddTagsToResource"]) == (1, 1)
    (instance,) = own_wire.of("tagging.TagResources")
    assert (instance.request["ResourceARNList"], instance.request["Tags"]) == ([arn(INSTANCE)], {"PatchGroup": "peers"})
    (hybrid,) = own_wire.of("ssm.AddTagsToResource")
    assert (hybrid.request["ResourceType"], hybrid.request["ResourceId"]) == ("ManagedInstance", HYBRID)
    assert all("peers" in tags(own, node).values() for node in (INSTANCE, HYBRID))
    listed = run("nodes", "peers", "-o", "ids").out.split()
    assert listed == sorted([INSTANCE, HYBRID])
    again = run("add", "peers", INSTANCE, HYBRID, "--yes").calls
    assert all(READS.fullmatch(name) for name in again)
    removed = run("remove", "peers", INSTANCE, HYBRID, "--yes").calls
    assert (removed["tagging.UntagResources"], removed["ssm.RemoveTagsFromResource"]) == (1, 1)
    assert not any("peers" in tags(own, node).values() for node in (INSTANCE, HYBRID))


@pytest.fixture
def hundred(binary, tmp_path):
    with seeded(binary, tmp_path, "--nodes", "150") as sandbox:
        yield sandbox


def test_many_instances_are_tagged_twenty_at_a_time(hundred):
    tagging = hundred.client("resourcegroupstaggingapi")
    listed = [row for key in KEYS for row in rows(tagging, "get_resources", "ResourceTagMappingList", "PaginationToken", TagFilters=[{"Key": key}])]
    having = {row["ResourceARN"]: [tag["Key"] for tag in row["Tags"] if tag["Key"] in KEYS] for row in listed}
    found = [row["InstanceId"] for row in rows(hundred.client("ssm"), "describe_instance_information", "InstanceInformationList")]
    key = max(KEYS, key=lambda key: list(having.values()).count([key]))
    nodes = [node for node in found if having.get(arn(node)) == [key]][:45]
    assert len(nodes) == 45
    for verb, operation in (("add", "TagResources"), ("remove", "UntagResources")):
        with Proxy(hundred.url) as proxy:
            done = hundred.patchctl("group", verb, "many", *nodes, "--yes", *HERE, url=proxy.url)
            assert done.code == 0, done.err
            assert proxy.violations() == []
            asked = [reading.request for reading in proxy.of(f"tagging.{operation}")]
        assert [len(request["ResourceARNList"]) for request in asked] == [20, 20, 5]
        assert sorted(node for request in asked for node in request["ResourceARNList"]) == sorted(map(arn, nodes))
        assert all(key in (request.get("Tags") or request["TagKeys"]) for request in asked)


@pytest.mark.parametrize(
    ("command", "written"),
    [
        (("register", "new", "--baseline", "quick-setup-policy"), {REGISTER}),
        (("register", "web", "--baseline", "peers-other", "--replace"), {DEREGISTER, REGISTER}),
        (("deregister", "production"), {DEREGISTER}),
        (("deregister", "web", "--os", "al2023"), {DEREGISTER}),
        (("add", "peers", INSTANCE, HYBRID), {"tagging.TagResources", "ssm.AddTagsToResource"}),
        (("remove", "web", "--group", "web"), {"tagging.UntagResources"}),
    ],
    ids=lambda value: " ".join(value[:2]) if isinstance(value, tuple) else "",
)
def test_a_dry_run_writes_nothing(run, ssm, command, written):
    baselines.create(ssm, baselines.BARE | {"Name": "peers-other", "OperatingSystem": "AMAZON_LINUX_2023"})
    for form in ("table", "json"):
        dry = run(*command, "--dry-run", "-o", form)
        assert all(READS.fullmatch(name) for name in dry.calls), dry.calls
        assert "--dry-run" in dry.err
    asked = run(*command, codes=(8,))
    assert all(READS.fullmatch(name) for name in asked.calls), "nobody could be asked"
    if command[0] != "remove":
        done = run(*command, "--yes")
        assert {name for name in done.calls if not READS.fullmatch(name)} == written


# --- agreement ----------------------------------------------------------------------------------------------------------------------


def told(own, *arguments, region="us-east-1"):
    answer = own.aws("ssm", *arguments, region=region)
    assert answer.code == 0, answer.err
    return answer.json


@pytest.mark.parametrize("region", REGIONS)
def test_list_is_describe_patch_groups(run, own, region):
    items = run("list", "-o", "json", region=("--region", region)).json["items"]
    mine = [
        {
            "PatchGroup": item["group"],
            "BaselineIdentity": {
                "BaselineId": item["baseline"]["id"],
                "BaselineName": item["baseline"]["name"],
                "OperatingSystem": item["baseline"]["operating_system"],
                "BaselineDescription": item["baseline"]["description"] or "",
                "DefaultBaseline": item["baseline"]["default"],
            },
        }
        for item in items
    ]
    theirs = told(own, "describe-patch-groups", region=region)["Mappings"]
    assert mine, "the example registers groups in every Region"
    key = lambda row: (row["PatchGroup"], row["BaselineIdentity"]["OperatingSystem"])  # noqa: E731
    assert sorted(mine, key=key) == sorted(theirs, key=key)


#: The API's names of the counts, by ours.
COUNTS = {
    "instances": "Instances",
    "installed": "InstancesWithInstalledPatches",
    "installed_other": "InstancesWithInstalledOtherPatches",
    "installed_pending_reboot": "InstancesWithInstalledPendingRebootPatches",
    "installed_rejected": "InstancesWithInstalledRejectedPatches",
    "missing": "InstancesWithMissingPatches",
    "failed": "InstancesWithFailedPatches",
    "not_applicable": "InstancesWithNotApplicablePatches",
    "critical_non_compliant": "InstancesWithCriticalNonCompliantPatches",
    "security_non_compliant": "InstancesWithSecurityNonCompliantPatches",
    "other_non_compliant": "InstancesWithOtherNonCompliantPatches",
    "available_security_updates": "InstancesWithAvailableSecurityUpdates",
}


@pytest.mark.parametrize("region", REGIONS)
def test_state_is_describe_patch_group_state(run, own, region):
    items = run("state", "-o", "json", region=("--region", region)).json["items"]
    assert items
    for item in items:
        theirs = told(own, "describe-patch-group-state", "--patch-group", item["group"], region=region)
        theirs.pop("InstancesWithUnreportedNotApplicablePatches", None)
        assert {COUNTS[name]: item[name] for name in COUNTS} == theirs
    assert any(item["missing"] > 0 for item in items) or region != "us-east-1"


def test_the_nodes_of_a_group_are_those_that_boto3_finds(run, own):
    for group in ("production", "web"):
        found = {
            row["InstanceId"]
            for key in KEYS
            for row in rows(own.client("ssm"), "describe_instance_information", "InstanceInformationList", Filters=[{"Key": f"tag:{key}", "Values": [group]}])
        }
        assert set(run("nodes", group, "-o", "ids").out.split()) == found != set()


def test_resolve_agrees_with_the_service(run, own, own_wire):
    """For a node in a group, GetPatchBaselineForPatchGroup names the baseline; for one without, GetDefaultPatchBaseline does."""
    ssm = own.client("ssm")
    answer = own.patchctl("baseline", "resolve", "--all", "-o", "json", *HERE, url=own_wire.url)
    assert answer.code == 0, answer.err
    seen = set()
    for item in answer.json["items"]:
        seen.add(item["why"])
        if item["why"] == "PATCH_GROUP":
            arguments = {"PatchGroup": item["patch_group"], "OperatingSystem": item["operating_system"]}
            assert item["baseline"]["id"] == ssm.get_patch_baseline_for_patch_group(**arguments)["BaselineId"]
        elif item["why"] in ("DEFAULT", "UNREGISTERED_GROUP"):
            default = ssm.get_default_patch_baseline(OperatingSystem=item["operating_system"])["BaselineId"]
            assert item["baseline"]["id"] == default
    assert {"PATCH_GROUP", "DEFAULT"} <= seen
