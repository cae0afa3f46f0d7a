"""The baseline and group commands against moto, which has about half of what they need. Where moto leaves AWS is one table, and tested."""

from __future__ import annotations

import json
import time
from dataclasses import dataclass

import boto3
import pytest
from botocore.config import Config
from botocore.exceptions import ClientError

from support import Answer, plain_environment, run
from test_moto import control
from wire.proxy import Proxy

ACCOUNT, REGION = "123456789012", "us-east-1"
KEYS = {"AWS_ACCESS_KEY_ID": "AKIAIOSFODNN7EXAMPLE", "AWS_SECRET_ACCESS_KEY": "secret", "AWS_REGION": REGION, "AWS_MAX_ATTEMPTS": "2"}
SECONDS = 30
NODE = "i-0a1b2c3d4e5f60001"

# --- where moto leaves AWS ----------------------------------------------------------------------------------------------------------

#: What patchctl needs and moto has not: it answers HTTP 500 with a page of HTML.
UNIMPLEMENTED = {
    "get_patch_baseline": {"BaselineId": "pb-0123456789abcdef0"},
    "update_patch_baseline": {"BaselineId": "pb-0123456789abcdef0"},
    "get_default_patch_baseline": {"OperatingSystem": "SUSE"},
    "register_default_patch_baseline": {"BaselineId": "pb-0123456789abcdef0"},
    "describe_patch_groups": {},
    "describe_patch_group_state": {"PatchGroup": "web"},
    "describe_patch_properties": {"OperatingSystem": "SUSE", "Property": "PRODUCT"},
    "describe_available_patches": {},
    "describe_effective_patches_for_patch_baseline": {"BaselineId": "pb-0123456789abcdef0"},
    "describe_instance_information": {},
    "describe_instance_associations_status": {"InstanceId": NODE},
}


@dataclass(frozen=True)
class Deviation:
    """What AWS does, what moto does, and the proof: a function of boto3's client that is true as long as moto does so."""

    aws: str
    moto: str
    proof: object


def create(ssm, name: str = "deviating", **members) -> str:
    return ssm.create_patch_baseline(Name=name, OperatingSystem="SUSE", **members)["BaselineId"]


def identities(ssm, **arguments) -> list[dict]:
    return ssm.describe_patch_baselines(**arguments)["BaselineIdentities"]


def fails(call, **arguments) -> str | None:
    try:
        call(**arguments)
    except ClientError as error:
        return error.response["Error"]["Code"]
    return None


def filters_are_ignored(ssm) -> bool:
    create(ssm)
    wanted = [{"Key": "OPERATING_SYSTEM", "Values": ["WINDOWS"]}], [{"Key": "OWNER", "Values": ["AWS"]}]
    return all([row["BaselineName"] for row in identities(ssm, Filters=filters)] == ["deviating"] for filters in wanted)


def a_prefix_is_the_whole_name(ssm) -> bool:
    create(ssm)
    by = lambda text: len(identities(ssm, Filters=[{"Key": "NAME_PREFIX", "Values": [text]}]))  # noqa: E731
    return (by("deviat"), by("deviating")) == (0, 1)


def there_are_no_pages(ssm) -> bool:
    for number in range(3):
        create(ssm, f"deviating-{number}")
    answer = ssm.describe_patch_baselines(MaxResults=1)
    return len(answer["BaselineIdentities"]) == 3 and "NextToken" not in answer


def tags_are_refused_and_the_baseline_is_made(ssm) -> bool:
    code = fails(ssm.create_patch_baseline, Name="tagged", OperatingSystem="SUSE", Tags=[{"Key": "a", "Value": "b"}])
    return code == "InvalidResourceId" and [row["BaselineName"] for row in identities(ssm)] == ["tagged"]


def tags_cannot_be_set(ssm) -> bool:
    of = {"ResourceType": "PatchBaseline", "ResourceId": create(ssm)}
    return fails(ssm.add_tags_to_resource, **of, Tags=[{"Key": "a", "Value": "b"}]) == fails(ssm.list_tags_for_resource, **of) == "InvalidResourceId"


def a_token_makes_two(ssm) -> bool:
    return create(ssm, ClientToken="one-call") != create(ssm, ClientToken="one-call")


def a_group_of_two_systems_is_refused(ssm) -> bool:
    """The second system is answered with the error for a second baseline, or with a page of HTML."""
    other = ssm.create_patch_baseline(Name="other", OperatingSystem="WINDOWS")["BaselineId"]
    register = ssm.register_patch_baseline_for_patch_group
    register(BaselineId=create(ssm), PatchGroup="web")
    return fails(register, BaselineId=other, PatchGroup="web") is not None


def deregistering_does_nothing(ssm) -> bool:
    arguments = {"BaselineId": create(ssm), "PatchGroup": "web"}
    ssm.register_patch_baseline_for_patch_group(**arguments)
    ssm.deregister_patch_baseline_for_patch_group(**arguments)
    return ssm.get_patch_baseline_for_patch_group(PatchGroup="web", OperatingSystem="SUSE")["BaselineId"] == arguments["BaselineId"]


def a_held_baseline_is_deleted(ssm) -> bool:
    baseline = create(ssm)
    ssm.register_patch_baseline_for_patch_group(BaselineId=baseline, PatchGroup="web")
    return fails(ssm.delete_patch_baseline, BaselineId=baseline) is None and identities(ssm) == []


def anything_is_a_baseline(ssm) -> bool:
    bare = boto3.client("ssm", endpoint_url=ssm.meta.endpoint_url, config=Config(parameter_validation=False, retries={"total_max_attempts": 1}), **BOTO)
    return fails(bare.create_patch_baseline, Name="a b", OperatingSystem="BEOS", ApprovedPatches=["x"] * 60) is None


DEVIATIONS = {
    "owned": Deviation("lists its own 17 baselines", "lists none", lambda ssm: identities(ssm) == []),
    "filters": Deviation("keeps to OWNER and OPERATING_SYSTEM", "ignores both", filters_are_ignored),
    "prefix": Deviation("NAME_PREFIX is a prefix", "it is the whole name", a_prefix_is_the_whole_name),
    "pages": Deviation("answers in pages", "answers everything at once", there_are_no_pages),
    "tagged": Deviation("creates a baseline with its tags", "answers InvalidResourceId, and creates it without", tags_are_refused_and_the_baseline_is_made),
    "tags": Deviation("keeps tags of baselines", "answers InvalidResourceId", tags_cannot_be_set),
    "token": Deviation("the same client token makes one baseline", "makes another", a_token_makes_two),
    "group": Deviation("a group has one baseline for each system", "refuses the second system", a_group_of_two_systems_is_refused),
    "deregister": Deviation("takes the group from the baseline", "answers 200 and leaves it there", deregistering_does_nothing),
    "held": Deviation("refuses to delete what a group uses", "deletes it", a_held_baseline_is_deleted),
    "validation": Deviation("checks names, systems and numbers", "checks nothing", anything_is_a_baseline),
}
BOTO = {"region_name": REGION, "aws_access_key_id": KEYS["AWS_ACCESS_KEY_ID"], "aws_secret_access_key": KEYS["AWS_SECRET_ACCESS_KEY"]}


@pytest.fixture
def url(moto):
    control(moto, "/moto-api/reset", b"")
    return moto


@pytest.fixture
def ssm(url):
    return boto3.client("ssm", endpoint_url=url, config=Config(retries={"total_max_attempts": 1}), **BOTO)


@pytest.mark.parametrize("name", DEVIATIONS)
def test_moto_still_leaves_aws_here(ssm, name):
    deviation = DEVIATIONS[name]
    assert deviation.proof(ssm), f"moto changed: AWS {deviation.aws}; moto no longer {deviation.moto}"


@pytest.mark.parametrize("operation", UNIMPLEMENTED)
def test_moto_still_has_not_this(ssm, operation):
    with pytest.raises(ClientError) as raised:
        getattr(ssm, operation)(**UNIMPLEMENTED[operation])
    answer = raised.value.response["ResponseMetadata"]
    assert answer["HTTPStatusCode"] == 500 and answer["HTTPHeaders"]["content-type"].startswith("text/html")


# --- what works ---------------------------------------------------------------------------------------------------------------------


@pytest.fixture
def patchctl(binary, url, tmp_path):
    """Runs a command against moto. Its requests keep to the model, it ends in time, and no page of HTML reaches the screen."""

    def patchctl(*arguments, codes=(0,), **variables) -> Answer:
        with Proxy(url) as proxy:
            started = time.monotonic()
            environment = plain_environment(tmp_path) | KEYS | variables
            answer = run([binary, "--endpoint-url", proxy.url, *map(str, arguments)], environment, SECONDS + 30)
            assert time.monotonic() - started < SECONDS
            assert [violation for violation in proxy.violations() if violation.where.endswith(" request")] == []
            answer.calls = proxy.counts()
        assert answer.code in codes, (answer.code, answer.err)
        for word in ("<!doctype", "<html", "</", "panicked", "Traceback"):
            assert word not in (answer.out + answer.err).lower(), answer.err
        return answer

    return patchctl


def test_baselines_are_created_listed_and_found_by_name(patchctl, ssm):
    assert "no baseline of your own" in patchctl("baseline", "list").err
    rule = ("--rule", "CLASSIFICATION=Security;SEVERITY=Critical,Important;after=3;level=HIGH")
    made = patchctl("baseline", "create", "first", "--os", "al2", *rule, "--rejected-patches", "telnet", "--yes", "-o", "json")
    (item,) = made.json["items"]
    (identity,) = identities(ssm)
    assert (identity.pop("BaselineDescription", None) or None) is None
    assert identity == {"BaselineId": item["id"], "BaselineName": "first", "OperatingSystem": "AMAZON_LINUX_2", "DefaultBaseline": False}
    patchctl("baseline", "create", "second", "--os", "windows", "--yes")
    again = patchctl("baseline", "create", "first", "--os", "al2", "--yes", codes=(8,))
    assert f"already has a baseline first for AMAZON_LINUX_2: {item['id']}" in again.err
    listed = patchctl("baseline", "list", "-o", "json").json["items"]
    assert [(row["account"], row["name"], row["owner"]) for row in listed] == [(ACCOUNT, "second", "self"), (ACCOUNT, "first", "self")]
    # moto ignores the filter, and the rows are shown as they are answered.
    assert len(patchctl("baseline", "list", "--os", "windows", "-o", "ids").out.split()) == 2


def test_groups_are_registered_though_they_cannot_be_read(patchctl, ssm):
    baseline = create(ssm, "first")
    registered = patchctl("group", "register", "web", "--baseline", "first", "--yes")
    assert registered.calls["ssm.RegisterPatchBaselineForPatchGroup"] == 1
    assert "warning: the groups could not be read" in registered.err and "ssm:DescribePatchGroups" in registered.err
    gone = patchctl("group", "deregister", "web", "--baseline", baseline, "--yes")
    assert gone.calls["ssm.DeregisterPatchBaselineForPatchGroup"] == 1
    # To replace, one must know what is there.
    refused = patchctl("group", "register", "web", "--baseline", "first", "--replace", "--yes", codes=(1,))
    assert "ssm:DescribePatchGroups" in refused.err
    assert all(name.partition(".")[2].startswith(("Describe", "Get")) for name in refused.calls)


def test_a_baseline_that_was_refused_and_made_is_seen_by_the_next_run(patchctl, ssm):
    failed = patchctl("baseline", "create", "tagged", "--os", "suse", "--tag", "a=b", "--yes", "-o", "json", codes=(1,))
    (item,) = failed.json["items"]
    assert item["outcome"] == "FAILED" and "ssm:CreatePatchBaseline answered InvalidResourceId" in item["error"]
    assert failed.calls["ssm.CreatePatchBaseline"] == 1, "what the service refuses is not sent again"
    (made,) = identities(ssm)
    again = patchctl("baseline", "create", "tagged", "--os", "suse", "--tag", "a=b", "--yes", codes=(8,))
    assert made["BaselineId"] in again.err


# --- what does not ------------------------------------------------------------------------------------------------------------------

DOCUMENT = "name: from-a-file\noperating_system: AMAZON_LINUX_2\napproval_rules: []\n"
#: The command, its exit code, and the operation that moto lacks.
LACKING = [
    (("baseline", "show", "first"), 1, "GetPatchBaseline"),
    (("baseline", "update", "first", "--description", "x", "--yes"), 1, "GetPatchBaseline"),
    (("baseline", "diff", "first", "second"), 1, "GetPatchBaseline"),
    (("baseline", "export", "first"), 1, "DescribePatchGroups"),
    (("baseline", "export", "--all", "--format", "terraform"), 1, "DescribePatchGroups"),
    (("baseline", "set-default", "first", "--yes"), 1, "RegisterDefaultPatchBaseline"),
    (("baseline", "delete", "first", "--yes"), 1, "DescribePatchGroups"),
    (("baseline", "preview", "first"), 1, "GetPatchBaseline"),
    (("baseline", "lint"), 5, "GetPatchBaseline"),
    (("baseline", "apply", "-f", "FILE", "--yes"), 5, "DescribePatchGroups"),
    (("baseline", "diff", "-f", "FILE"), 5, "DescribePatchGroups"),
    (("baseline", "preview", "-f", "FILE"), 1, "DescribePatchProperties"),
    (("baseline", "resolve", NODE), 5, "DescribeInstanceInformation"),
    (("group", "list"), 5, "DescribePatchGroups"),
    (("group", "state"), 5, "DescribePatchGroups"),
    (("group", "state", "web"), 5, "DescribePatchGroupState"),
    (("group", "show", "web"), 5, "ssm:Describe"),
    (("group", "nodes", "web"), 5, "DescribeInstanceInformation"),
    (("group", "lint"), 5, "ssm:Describe"),
    (("group", "add", "web", NODE, "--yes"), 5, "DescribeInstanceInformation"),
    (("group", "remove", "web", NODE, "--yes"), 5, "DescribeInstanceInformation"),
    (("group", "deregister", "web", "--yes"), 5, "DescribePatchGroups"),
]
#: What only one who has read everything may say.
REASSURING = ("nothing differs", "0 mistakes", "nothing odd", "is as it should be", "nothing is meant for", "no managed node in this scope")


@pytest.mark.parametrize(("command", "code", "operation"), LACKING, ids=[" ".join(command[:3]) for command, *_ in LACKING])
def test_what_moto_lacks_is_one_readable_line(patchctl, ssm, tmp_path, command, code, operation):
    file = tmp_path / "document.yaml"
    file.write_text(DOCUMENT, encoding="utf-8")
    for name in ("first", "second"):
        ssm.create_patch_baseline(Name=name, OperatingSystem="AMAZON_LINUX_2")
    before = identities(ssm)
    answer = patchctl(*(file if word == "FILE" else word for word in command), codes=(code,))
    errors = [line for line in answer.err.splitlines() if line.startswith("error:")]
    assert errors and operation in errors[0] and "HTTP 500" in errors[0], answer.err
    assert len(errors[0]) < 250, errors[0]
    assert not any(words in answer.err + answer.out for words in REASSURING), answer.err + answer.out
    assert identities(ssm) == before
    in_json = patchctl(*(file if word == "FILE" else word for word in command), "-o", "json", codes=(code, 2))
    # A plan is shown as text; what is said beside it is JSON.
    said = [json.loads(line) for line in in_json.err.splitlines() if line.startswith("{")]
    assert in_json.code == 2 or any(line["kind"] == "error" and operation in line["message"] for line in said)


def test_apply_against_moto_changes_nothing(patchctl, ssm, tmp_path):
    """A new baseline would need no GetPatchBaseline, but the plan needs the groups."""
    file = tmp_path / "document.yaml"
    file.write_text(DOCUMENT, encoding="utf-8")
    answer = patchctl("baseline", "apply", "-f", file, "--yes", codes=(5,))
    assert "ssm.CreatePatchBaseline" not in answer.calls and identities(ssm) == []


def test_without_its_default_aws_gives_nothing_back(patchctl):
    answer = patchctl("baseline", "set-default", "--predefined", "--os", "al2", "--yes", codes=(1,))
    assert "AWS lists no default for AMAZON_LINUX_2" in answer.err


def test_the_usual_number_of_attempts_ends_in_time_too(patchctl):
    patchctl("group", "list", codes=(5,), AWS_MAX_ATTEMPTS="5")
