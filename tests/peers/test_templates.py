"""Baselines as Terraform and CloudFormation: real parsers read them, and every value is what boto3 reads."""

from __future__ import annotations

import re

import hcl2
import pytest
import yaml
from hcl2 import SerializationOptions

import baselines
from baselines import AWKWARD, BARE, TAGS, WHOLE, WINDOWS
from support import REGIONS, rows

#: `aws_ssm_patch_baseline` of the provider hashicorp/aws: attributes, and blocks with theirs.
ATTRIBUTES = {
    "approved_patches",
    "approved_patches_compliance_level",
    "approved_patches_enable_non_security",
    "available_security_updates_compliance_status",
    "description",
    "name",
    "operating_system",
    "rejected_patches",
    "rejected_patches_action",
    "tags",
}
FILTER = {"key", "values"}
RULE = {"approve_after_days", "approve_until_date", "compliance_level", "enable_non_security"}
BLOCKS = {"global_filter": FILTER, "approval_rule": RULE | {"patch_filter"}, "source": {"name", "configuration", "products"}}
#: `AWS::SSM::PatchBaseline`.
PROPERTIES = {
    "ApprovalRules",
    "ApprovedPatches",
    "ApprovedPatchesComplianceLevel",
    "ApprovedPatchesEnableNonSecurity",
    "AvailableSecurityUpdatesComplianceStatus",
    "DefaultBaseline",
    "Description",
    "GlobalFilters",
    "Name",
    "OperatingSystem",
    "PatchGroups",
    "RejectedPatches",
    "RejectedPatchesAction",
    "Sources",
    "Tags",
}
#: What a baseline has when nothing is said of it.
DEFAULTS = {
    "ApprovedPatches": [],
    "ApprovedPatchesComplianceLevel": "UNSPECIFIED",
    "ApprovedPatchesEnableNonSecurity": False,
    "RejectedPatches": [],
    "RejectedPatchesAction": "ALLOW_AS_DEPENDENCY",
    "Sources": [],
}


@pytest.fixture
def regions(own):
    clients = {region: own.client("ssm", region=region) for region in REGIONS}
    before = {region: {row["BaselineId"] for row in baselines.own_ones(client)} for region, client in clients.items()}
    yield clients
    for region, client in clients.items():
        baselines.clear(client, before[region])


@pytest.fixture
def awkward(regions):
    """Everything that is hard to write down, with groups, tags and a default, in the first Region."""
    ssm = regions[REGIONS[0]]
    for baseline, tags in ((WHOLE, TAGS), (AWKWARD, TAGS), (BARE, None), (WINDOWS, None)):
        made = baselines.create(ssm, baseline, tags)
        for group in ("Größe 1", "a-b_c", "gröss"):
            ssm.register_patch_baseline_for_patch_group(BaselineId=made, PatchGroup=f"{group} {baseline['Name']}")
    ssm.register_default_patch_baseline(BaselineId=baselines.named(ssm, BARE["Name"]))
    debian = ssm.get_default_patch_baseline(OperatingSystem="DEBIAN")["BaselineId"]
    ssm.register_patch_baseline_for_patch_group(BaselineId=debian, PatchGroup="debian nodes")
    return ssm


def export(own, region: str, form: str) -> str:
    answer = own.patchctl("baseline", "export", "--all", "--format", form, "--region", region, url=own.url)
    assert answer.code == 0, answer.err
    return answer.out


# --- Terraform ----------------------------------------------------------------------------------------------------------------------

ESCAPE = re.compile(r'\\(?:([nrt"\\])|u([0-9a-fA-F]{4})|U([0-9a-fA-F]{8}))|\$\$\{|%%\{|(\\|\$\{|%\{)')


def literal(quoted: str) -> str:
    """The text that HCL makes of a quoted one (its specification, "Template Literals"); a template or an unknown escape is an error."""

    def meant(found: re.Match) -> str:
        simple, short, long, bad = found.groups()
        assert not bad, f"{bad!r} in {quoted!r} is a template or no escape"
        if simple:
            return {"n": "\n", "r": "\r", "t": "\t"}.get(simple, simple)
        return chr(int(short or long, 16)) if short or long else found.group()[1:]

    assert len(quoted) >= 2 and quoted[0] == quoted[-1] == '"', f"{quoted!r} is no quoted text"
    assert "\n" not in quoted, "a quoted text is one line"
    return ESCAPE.sub(meant, quoted[1:-1])


def test_the_reader_of_literals_is_the_one_of_the_specification():
    assert literal(r'"a\n\"\\\u00e9\U0001F600 $${x} %%{y} $ % {z}"') == 'a\n"\\é😀 ${x} %{y} $ % {z}'
    assert literal('"100%$${x} $$${y}"') == "100%${x} $${y}"
    for bad in ('"${x}"', '"%{y}"', r'"\b"', r'"\x41"'):
        with pytest.raises(AssertionError):
            literal(bad)


def plain(value):
    """A parsed value with its texts as Terraform means them."""
    if isinstance(value, str):
        return literal(value)
    if isinstance(value, list):
        return [plain(item) for item in value]
    if isinstance(value, dict):
        return {literal(key) if key.startswith('"') else key: plain(item) for key, item in value.items()}
    return value


def parsed(text: str) -> dict[tuple[str, str], dict[str, dict]]:
    """Blocks by kind and type, by label."""
    document = hcl2.loads(text, serialization_options=SerializationOptions(explicit_blocks=False, with_comments=False, with_meta=False))
    assert set(document) <= {"resource", "data"}
    found: dict[tuple[str, str], dict[str, dict]] = {}
    for kind, blocks in document.items():
        for block in blocks:
            ((name, labelled),) = block.items()
            ((label, body),) = labelled.items()
            of = found.setdefault((kind, literal(name)), {})
            assert re.fullmatch(r"[A-Za-z_][A-Za-z0-9_-]*", literal(label)), f"{label} is no label"
            assert literal(label) not in of, f"{label} stands twice"
            of[literal(label)] = body
    return found


def filters(blocks: list[dict]) -> list[dict]:
    for block in blocks:
        assert set(block) == FILTER
    return [{"Key": block["key"], "Values": block["values"]} for block in blocks]


def of_terraform(body: dict) -> tuple[dict, dict[str, str]]:
    """What a resource stands for in the words of the API, and its tags."""
    body = plain(body)
    assert set(body) <= ATTRIBUTES | set(BLOCKS), set(body)
    for name, allowed in BLOCKS.items():
        for block in body.get(name, []):
            assert set(block) <= allowed, (name, set(block))
    answer = {"".join(word.capitalize() for word in name.split("_")): body[name] for name in ATTRIBUTES - {"tags"} if name in body}
    rules = []
    for block in body.get("approval_rule", []):
        names = {"approve_after_days": "ApproveAfterDays", "approve_until_date": "ApproveUntilDate", "compliance_level": "ComplianceLevel"}
        names["enable_non_security"] = "EnableNonSecurity"
        rule = {"PatchFilterGroup": {"PatchFilters": filters(block.get("patch_filter", []))}}
        rules.append(rule | {names[name]: value for name, value in block.items() if name in names})
    answer["ApprovalRules"] = {"PatchRules": rules}
    answer["GlobalFilters"] = {"PatchFilters": filters(body.get("global_filter", []))}
    answer["Sources"] = [
        {"Name": block["name"], "Products": block["products"], "Configuration": block["configuration"]} for block in body.get("source", [])
    ]
    return answer, body.get("tags", {})


def meant(answer: dict) -> dict:
    """A baseline with what is the same whether or not it is said."""
    definition = DEFAULTS | {key: value for key, value in answer.items() if value is not None}
    rules = definition.get("ApprovalRules", {}).get("PatchRules", [])
    definition["ApprovalRules"] = {"PatchRules": [{"EnableNonSecurity": False, "ComplianceLevel": "UNSPECIFIED"} | rule for rule in rules]}
    definition.setdefault("GlobalFilters", {"PatchFilters": []})
    return definition


def check_terraform(own, ssm, region: str) -> None:
    found = parsed(export(own, region, "terraform"))
    resources = {body_label: of_terraform(body) for body_label, body in found.get(("resource", "aws_ssm_patch_baseline"), {}).items()}
    there = {row["BaselineName"]: row["BaselineId"] for row in baselines.own_ones(ssm)}
    assert sorted(answer["Name"] for answer, _ in resources.values()) == sorted(there)
    ids = {}
    for label, (answer, tags) in resources.items():
        ids[f"${{aws_ssm_patch_baseline.{label}.id}}"] = there[answer["Name"]]
        theirs = baselines.get(ssm, there[answer["Name"]])
        assert meant(answer) == meant(baselines.definition(theirs))
        assert tags == baselines.tags_of(ssm, there[answer["Name"]])
    for label, body in found.get(("data", "aws_ssm_patch_baseline"), {}).items():
        asked = plain(body)
        assert set(asked) == {"owner", "name_prefix", "operating_system"} and asked["owner"] == "AWS"
        # The provider asks by prefix and takes no second one.
        listed = baselines.every(ssm, Filters=[{"Key": "NAME_PREFIX", "Values": [asked["name_prefix"]]}, {"Key": "OWNER", "Values": ["AWS"]}])
        (one,) = [row for row in listed if row["OperatingSystem"] == asked["operating_system"]]
        ids[f"${{data.aws_ssm_patch_baseline.{label}.id}}"] = one["BaselineId"]
    groups = found.get(("resource", "aws_ssm_patch_group"), {}).values()
    assert all(set(group) == {"baseline_id", "patch_group"} for group in groups)
    registered = {(row["PatchGroup"], row["BaselineIdentity"]["BaselineId"]) for row in rows(ssm, "describe_patch_groups", "Mappings")}
    assert {(literal(group["patch_group"]), ids[group["baseline_id"]]) for group in groups} == registered
    defaults = found.get(("resource", "aws_ssm_default_patch_baseline"), {}).values()
    told = {(literal(default["operating_system"]), ids[default["baseline_id"]]) for default in defaults}
    assert told == {(row["OperatingSystem"], row["BaselineId"]) for row in baselines.own_ones(ssm) if row["DefaultBaseline"]}


@pytest.mark.parametrize("region", REGIONS)
def test_terraform_of_the_example_says_what_boto3_reads(own, regions, region):
    check_terraform(own, regions[region], region)


def test_terraform_of_awkward_texts_says_what_boto3_reads(own, awkward):
    check_terraform(own, awkward, REGIONS[0])


# --- CloudFormation -----------------------------------------------------------------------------------------------------------------


def check_cloudformation(own, ssm, region: str) -> None:
    template = yaml.safe_load(export(own, region, "cloudformation"))
    assert set(template) == {"AWSTemplateFormatVersion", "Description", "Resources"}
    assert str(template["AWSTemplateFormatVersion"]) == "2010-09-09"
    there = {row["BaselineName"]: row for row in baselines.own_ones(ssm)}
    found = {}
    for logical, resource in template["Resources"].items():
        assert re.fullmatch(r"[A-Za-z0-9]+", logical)
        assert resource["Type"] == "AWS::SSM::PatchBaseline" and set(resource) == {"Type", "Properties"}
        properties = resource["Properties"]
        assert set(properties) <= PROPERTIES
        found[properties["Name"]] = properties
    assert set(found) == set(there)
    for name, properties in found.items():
        theirs = baselines.get(ssm, there[name]["BaselineId"])
        tags = {tag["Key"]: tag["Value"] for tag in properties.pop("Tags", [])}
        assert tags == baselines.tags_of(ssm, there[name]["BaselineId"])
        assert sorted(properties.pop("PatchGroups", [])) == sorted(theirs["PatchGroups"])
        assert properties.pop("DefaultBaseline", False) == there[name]["DefaultBaseline"]
        assert meant(properties) == meant(baselines.definition(theirs))


@pytest.mark.parametrize("region", REGIONS)
def test_cloudformation_of_the_example_says_what_boto3_reads(own, regions, region):
    check_cloudformation(own, regions[region], region)


def test_cloudformation_of_awkward_texts_says_what_boto3_reads(own, awkward):
    check_cloudformation(own, awkward, REGIONS[0])
