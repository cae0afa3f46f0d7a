"""boto3 and the AWS CLI create, change and delete patch baselines in the sandbox; botocore's model judges every message."""

from __future__ import annotations

import json
from concurrent.futures import ThreadPoolExecutor

import pytest

from breaches import breaches
from samples import samples
from support import REGIONS, error_of, pages, rows
from wire.messages import model

RULES = {
    "PatchRules": [
        {
            "PatchFilterGroup": {
                "PatchFilters": [{"Key": "CLASSIFICATION", "Values": ["Security"]}, {"Key": "SEVERITY", "Values": ["Critical", "Important"]}]
            },
            "ComplianceLevel": "CRITICAL",
            "ApproveAfterDays": 7,
            "EnableNonSecurity": False,
        }
    ]
}
WHOLE = {
    "OperatingSystem": "AMAZON_LINUX_2023",
    "Name": "whole",
    "GlobalFilters": {"PatchFilters": [{"Key": "PRODUCT", "Values": ["*"]}]},
    "ApprovalRules": RULES,
    "ApprovedPatches": ["bash-*"],
    "ApprovedPatchesComplianceLevel": "HIGH",
    "ApprovedPatchesEnableNonSecurity": True,
    "RejectedPatches": ["telnet"],
    "RejectedPatchesAction": "BLOCK",
    "Description": "every member",
    "Sources": [{"Name": "mine", "Products": ["AmazonLinux2023"], "Configuration": "[mine]\nname=mine"}],
}
SELF = [{"Key": "OWNER", "Values": ["Self"]}]


@pytest.fixture
def ssm(own, own_wire):
    return own.client("ssm", own_wire.url)


@pytest.fixture
def windows(ssm):
    """A Windows baseline with rules of every kind."""
    rule = {"PatchFilterGroup": {"PatchFilters": [{"Key": "CLASSIFICATION", "Values": ["SecurityUpdates"]}]}, "ComplianceLevel": "HIGH"}
    rules = [rule | {"ApproveAfterDays": 0}, {"PatchFilterGroup": {"PatchFilters": []}, "ApproveAfterDays": 360}]
    kbs = [row["KbNumber"] for row in rows(ssm, "describe_available_patches", "Patches")]
    lists = {"ApprovedPatches": kbs[:1], "RejectedPatches": kbs[1:2]}
    created = ssm.create_patch_baseline(Name="windows", ApprovalRules={"PatchRules": rules}, **lists)["BaselineId"]
    yield created
    ssm.delete_patch_baseline(BaselineId=created)


def without_dates(baseline: dict) -> dict:
    return {key: value for key, value in baseline.items() if key not in ("ResponseMetadata", "CreatedDate", "ModifiedDate")}


# --- the life of a baseline ---------------------------------------------------------------------------------------------------------


def test_a_baseline_lives_from_its_creation_to_its_deletion(ssm, own_wire):
    before = len(rows(ssm, "describe_patch_baselines", "BaselineIdentities", Filters=SELF))
    token = {"ClientToken": "the-same-call"}
    created = ssm.create_patch_baseline(**WHOLE, **token, Tags=[{"Key": "team", "Value": "a"}])["BaselineId"]
    assert ssm.create_patch_baseline(**WHOLE, **token, Tags=[{"Key": "team", "Value": "a"}])["BaselineId"] == created
    assert error_of(ssm.create_patch_baseline, **(WHOLE | {"Name": "other"}), **token) == "IdempotentParameterMismatch"
    twin = ssm.create_patch_baseline(**WHOLE)["BaselineId"]
    assert twin != created, "names are not unique"
    found = ssm.get_patch_baseline(BaselineId=created)
    assert without_dates(found) == WHOLE | {"BaselineId": created, "PatchGroups": []}

    updated = ssm.update_patch_baseline(BaselineId=created, ApprovedPatches=["zsh"], Name="renamed")
    assert without_dates(updated) == WHOLE | {"BaselineId": created, "ApprovedPatches": ["zsh"], "Name": "renamed"}
    assert updated["CreatedDate"] == found["CreatedDate"] and updated["ModifiedDate"] > found["ModifiedDate"]
    assert error_of(ssm.update_patch_baseline, BaselineId=created, Replace=True) == "ValidationException"
    replaced = ssm.update_patch_baseline(BaselineId=created, Replace=True, Name="bare", ApprovalRules=RULES)
    assert "Description" not in replaced and replaced["ApprovedPatches"] == [] and replaced["ApprovalRules"] == RULES
    assert replaced["OperatingSystem"] == WHOLE["OperatingSystem"]

    assert len(rows(ssm, "describe_patch_baselines", "BaselineIdentities", Filters=SELF)) == before + 2
    for baseline in (created, twin, twin):
        assert ssm.delete_patch_baseline(BaselineId=baseline)["BaselineId"] == baseline
    assert error_of(ssm.get_patch_baseline, BaselineId=created) == "DoesNotExistException"
    assert error_of(ssm.update_patch_baseline, BaselineId=created, Name="gone") == "DoesNotExistException"
    assert len(rows(ssm, "describe_patch_baselines", "BaselineIdentities", Filters=SELF)) == before


def test_the_default_is_taken_and_given_back(ssm, own_wire):
    aws = ssm.get_default_patch_baseline(OperatingSystem="SUSE")["BaselineId"]
    own = ssm.create_patch_baseline(Name="default-for-suse", OperatingSystem="SUSE")["BaselineId"]
    assert ssm.register_default_patch_baseline(BaselineId=own)["BaselineId"] == own
    assert ssm.get_default_patch_baseline(OperatingSystem="SUSE")["BaselineId"] == own
    assert error_of(ssm.delete_patch_baseline, BaselineId=own) == "ResourceInUseException"
    assert ssm.register_default_patch_baseline(BaselineId=aws)["BaselineId"] == aws
    assert ssm.get_default_patch_baseline(OperatingSystem="SUSE")["BaselineId"] == aws
    ssm.delete_patch_baseline(BaselineId=own)
    assert error_of(ssm.register_default_patch_baseline, BaselineId=own) == "DoesNotExistException"
    assert error_of(ssm.register_default_patch_baseline, BaselineId=aws.rpartition("/")[2]) == "DoesNotExistException"
    assert error_of(ssm.register_default_patch_baseline, BaselineId="x" * 20) == "InvalidResourceId"


def test_regions_and_accounts_do_not_share_baselines(own, own_wire):
    created = {}
    for region in REGIONS:
        client = own.client("ssm", own_wire.url, region=region)
        created[region] = client.create_patch_baseline(Name="here-only")["BaselineId"]
    assert len(set(created.values())) == len(REGIONS)
    for region, baseline in created.items():
        for other in REGIONS:
            client = own.client("ssm", own_wire.url, region=other)
            if other == region:
                assert client.get_patch_baseline(BaselineId=baseline)["Name"] == "here-only"
            else:
                assert error_of(client.get_patch_baseline, BaselineId=baseline) == "DoesNotExistException"
        own.client("ssm", own_wire.url, region=region).delete_patch_baseline(BaselineId=baseline)


def test_creations_side_by_side_lose_nothing(ssm, own_wire):
    before = {row["BaselineId"] for row in rows(ssm, "describe_patch_baselines", "BaselineIdentities", Filters=SELF)}
    with ThreadPoolExecutor(8) as pool:
        created = set(pool.map(lambda number: ssm.create_patch_baseline(Name=f"parallel-{number}")["BaselineId"], range(30)))
    assert len(created) == 30
    after = {row["BaselineId"] for row in rows(ssm, "describe_patch_baselines", "BaselineIdentities", Filters=SELF)}
    assert after == before | created
    for baseline in created:
        ssm.delete_patch_baseline(BaselineId=baseline)


def test_fifty_is_the_most(ssm, own_wire):
    present = len(rows(ssm, "describe_patch_baselines", "BaselineIdentities", Filters=SELF))
    created = [ssm.create_patch_baseline(Name="one-of-fifty")["BaselineId"] for _ in range(50 - present)]
    assert error_of(ssm.create_patch_baseline, Name="one-too-many") == "ResourceLimitExceededException"
    for baseline in created:
        ssm.delete_patch_baseline(BaselineId=baseline)


# --- what is refused ----------------------------------------------------------------------------------------------------------------

BASELINE = "pb-00000000000000000"
INSTANCE = "arn:aws:ec2:us-east-1:111122223333:instance/i-00000000000000000"
GOOD = {
    ("ssm", "CreatePatchBaseline"): WHOLE | {"ClientToken": "bounds", "Tags": [{"Key": "k", "Value": "v"}]},
    ("ssm", "UpdatePatchBaseline"): {k: v for k, v in WHOLE.items() if k != "OperatingSystem"} | {"BaselineId": BASELINE, "Replace": False},
    ("ssm", "DeletePatchBaseline"): {"BaselineId": BASELINE},
    ("ssm", "RegisterDefaultPatchBaseline"): {"BaselineId": BASELINE},
    ("ssm", "RegisterPatchBaselineForPatchGroup"): {"BaselineId": BASELINE, "PatchGroup": "group"},
    ("ssm", "DeregisterPatchBaselineForPatchGroup"): {"BaselineId": BASELINE, "PatchGroup": "group"},
    ("ssm", "DescribePatchGroupState"): {"PatchGroup": "group"},
    ("ssm", "DescribePatchProperties"): {"OperatingSystem": "WINDOWS", "Property": "PRODUCT", "PatchSet": "OS", "MaxResults": 10},
    ("ssm", "DescribeAvailablePatches"): {"Filters": [{"Key": "PATCH_ID", "Values": ["KB1"]}], "MaxResults": 10},
    ("ssm", "DescribeEffectivePatchesForPatchBaseline"): {"BaselineId": BASELINE, "MaxResults": 10},
    ("ssm", "AddTagsToResource"): {"ResourceType": "PatchBaseline", "ResourceId": BASELINE, "Tags": [{"Key": "k", "Value": "v"}]},
    ("ssm", "RemoveTagsFromResource"): {"ResourceType": "PatchBaseline", "ResourceId": BASELINE, "TagKeys": ["k"]},
    ("resourcegroupstaggingapi", "TagResources"): {"ResourceARNList": [INSTANCE], "Tags": {"k": "v"}},
    ("resourcegroupstaggingapi", "UntagResources"): {"ResourceARNList": [INSTANCE], "TagKeys": ["k"]},
}


@pytest.mark.parametrize(("service", "operation"), GOOD, ids=[operation for _, operation in GOOD])
def test_every_bound_of_the_model_is_kept(own, own_wire, service, operation):
    """Just beyond a bound the request is refused, and at the bound it is not refused for it."""
    from botocore import xform_name
    from botocore.exceptions import ClientError

    client = own.client(service, own_wire.url)
    call = getattr(client, xform_name(operation))
    refusal = "ValidationException" if service == "ssm" else "InvalidParameterException"
    tried = {True: 0, False: 0}
    with own_wire.bad_requests():
        for breach in breaches(model(service).operation_model(operation).input_shape, GOOD[service, operation]):
            tried[breach.allowed] += 1
            try:
                answer = call(**breach.request)
                code, message = None, ""
                if operation == "CreatePatchBaseline":
                    client.delete_patch_baseline(BaselineId=answer["BaselineId"])
            except ClientError as error:
                code, message = error.response["Error"]["Code"], error.response["Error"]["Message"]
            if breach.allowed:
                assert "failed to satisfy constraint" not in message, f"{breach}: {message}"
            else:
                assert code == refusal and "failed to satisfy constraint" in message, f"{breach}: {code} {message}"
    assert tried[False] >= 1, "the model states no bound here"


def test_what_only_the_documentation_refuses(ssm, own_wire):
    def code(**members):
        return error_of(ssm.create_patch_baseline, **({"Name": "refused", "OperatingSystem": "UBUNTU"} | members))

    def rule(**members):
        return {"PatchRules": [{"PatchFilterGroup": {"PatchFilters": []}} | members]}

    keyed = {"PatchFilters": [{"Key": "CLASSIFICATION", "Values": ["Security"]}]}
    assert code(GlobalFilters=keyed) == "ValidationException"
    assert code(ApprovalRules=rule()) == "ValidationException"
    assert code(ApprovalRules=rule(ApproveAfterDays=1, ApproveUntilDate="2025-01-01")) == "ValidationException"
    assert code(ApprovalRules=rule(ApproveUntilDate="tomorrow")) == "ValidationException"
    assert code(AvailableSecurityUpdatesComplianceStatus="COMPLIANT") == "ValidationException"
    assert code(OperatingSystem="WINDOWS", Sources=WHOLE["Sources"]) == "ValidationException"
    assert code(OperatingSystem="MACOS", ApprovedPatchesEnableNonSecurity=True) == "ValidationException"
    assert code(Tags=[{"Key": "aws:k", "Value": ""}]) == "ValidationException"
    arn = ssm.get_default_patch_baseline()["BaselineId"]
    assert error_of(ssm.update_patch_baseline, BaselineId=arn, Name="mine") == "ValidationException"
    assert error_of(ssm.delete_patch_baseline, BaselineId=arn) == "ValidationException"


# --- patches ------------------------------------------------------------------------------------------------------------------------


def test_effective_patches_are_those_that_the_lists_and_rules_name(ssm, own_wire, windows):
    found = rows(ssm, "describe_effective_patches_for_patch_baseline", "EffectivePatches", BaselineId=windows)
    status = {row["Patch"]["KbNumber"]: row["PatchStatus"] for row in found}
    rules = ssm.get_patch_baseline(BaselineId=windows)
    kinds = {row["DeploymentStatus"] for row in status.values()}
    assert {"APPROVED", "EXPLICIT_APPROVED", "EXPLICIT_REJECTED"} <= kinds <= {"APPROVED", "EXPLICIT_APPROVED", "EXPLICIT_REJECTED", "PENDING_APPROVAL"}
    for kb in rules["ApprovedPatches"]:
        assert status[kb]["DeploymentStatus"] == "EXPLICIT_APPROVED"
    for kb in rules["RejectedPatches"]:
        assert status[kb]["DeploymentStatus"] == "EXPLICIT_REJECTED"
    available = {row["Id"]: row for row in rows(ssm, "describe_available_patches", "Patches")}
    for row in found:
        assert row["Patch"] == available[row["Patch"]["Id"]]
        if row["PatchStatus"]["DeploymentStatus"] == "APPROVED" and row["Patch"]["Classification"] == "SecurityUpdates":
            assert row["PatchStatus"]["ComplianceLevel"] == "HIGH"
            assert row["PatchStatus"]["ApprovalDate"] == row["Patch"]["ReleaseDate"]
    linux = ssm.get_default_patch_baseline(OperatingSystem="DEBIAN")["BaselineId"]
    call = ssm.describe_effective_patches_for_patch_baseline
    assert error_of(call, BaselineId=linux) == "UnsupportedOperatingSystem"
    assert error_of(call, BaselineId=BASELINE) == "DoesNotExistException"
    assert error_of(call, BaselineId="x" * 20) == "InvalidResourceId"


def test_linux_patches_need_their_product(ssm, own_wire):
    product = [{"Key": "PRODUCT", "Values": ["AmazonLinux2"]}]
    found = rows(ssm, "describe_available_patches", "Patches", Filters=product)
    assert found and {row["Product"] for row in found} == {"AmazonLinux2"}
    one = next(row for row in found if row["CVEIds"])
    narrowed = [*product, {"Key": "CVE_ID", "Values": one["CVEIds"][:1]}, {"Key": "NAME", "Values": [one["Name"]]}]
    assert one in rows(ssm, "describe_available_patches", "Patches", Filters=narrowed)
    assert error_of(ssm.describe_available_patches, Filters=narrowed[1:]) == "ValidationException"
    for absent in ("AmazonLinux2023", "Ubuntu22.04", "RedhatEnterpriseLinux8.10"):
        assert rows(ssm, "describe_available_patches", "Patches", Filters=[{"Key": "PRODUCT", "Values": [absent]}]) == []


def test_what_patches_have_is_among_the_properties(ssm, own_wire):
    everything = rows(ssm, "describe_available_patches", "Patches")
    for name, member in (("PRODUCT", "Product"), ("PRODUCT_FAMILY", "ProductFamily"), ("CLASSIFICATION", "Classification"), ("MSRC_SEVERITY", "MsrcSeverity")):
        listed = rows(ssm, "describe_patch_properties", "Properties", OperatingSystem="WINDOWS", Property=name)
        assert {row[member] for row in everything if member in row} <= {row["Name"] for row in listed}, name
    for system in model("ssm").shape_for("OperatingSystem").enum:
        for name in model("ssm").shape_for("PatchProperty").enum:
            values = [row["Name"] for row in rows(ssm, "describe_patch_properties", "Properties", OperatingSystem=system, Property=name)]
            assert len(set(values)) == len(values)


@pytest.mark.parametrize(
    ("operation", "key", "most", "identity"),
    [
        ("describe_available_patches", "Patches", 100, lambda row: row["Id"]),
        ("describe_effective_patches_for_patch_baseline", "EffectivePatches", 100, lambda row: row["Patch"]["Id"]),
        ("describe_patch_properties", "Properties", 50, lambda row: row["Name"]),
    ],
)
def test_pages_and_paginators_give_the_same(ssm, own_wire, windows, operation, key, most, identity):
    arguments = {
        "describe_effective_patches_for_patch_baseline": {"BaselineId": windows},
        "describe_patch_properties": {"OperatingSystem": "WINDOWS", "Property": "CLASSIFICATION"},
    }.get(operation, {})
    small = list(pages(ssm, operation, MaxResults=1, **arguments))
    assert all(len(page[key]) == 1 for page in small) and len(small) > 3
    large = [identity(row) for row in rows(ssm, operation, key, MaxResults=most, **arguments)]
    paginator = ssm.get_paginator(operation).paginate(PaginationConfig={"PageSize": 2}, **arguments)
    assert [identity(page[key][0]) for page in small] == large == [identity(row) for page in paginator for row in page[key]]
    assert len(set(large)) == len(large)
    assert error_of(getattr(ssm, operation), NextToken="nonsense", **arguments) == "ValidationException"


# --- AWS's own samples --------------------------------------------------------------------------------------------------------------


def sample(operation: str) -> dict:
    return next(document for name, document in samples("ssm", model("ssm")) if name == operation and document)


def test_answers_have_the_members_of_awss_samples(ssm, own_wire, windows):
    patch = rows(ssm, "describe_available_patches", "Patches", Filters=[{"Key": "PRODUCT", "Values": ["WindowsServer2022"]}])[0]
    assert set(sample("DescribeAvailablePatches")["Patches"][0]) - set(patch) == {"Description"}, "the catalogues have no descriptions"
    effective = rows(ssm, "describe_effective_patches_for_patch_baseline", "EffectivePatches", BaselineId=windows)
    approved = next(row for row in effective if row["PatchStatus"]["DeploymentStatus"] == "APPROVED")
    assert set(approved["PatchStatus"]) == set(sample("DescribeEffectivePatchesForPatchBaseline")["EffectivePatches"][0]["PatchStatus"])
    updated = ssm.update_patch_baseline(BaselineId=windows, Description="Patches for Windows Servers")
    updated.pop("ResponseMetadata")
    assert set(updated) == set(sample("UpdatePatchBaseline"))
    found = ssm.get_patch_baseline(BaselineId=windows)
    assert set(sample("GetPatchBaseline")) <= set(found)
    state = ssm.describe_patch_group_state(PatchGroup="web")
    assert set(sample("DescribePatchGroupState")) <= set(state)
    listed = ssm.describe_patch_properties(OperatingSystem="AMAZON_LINUX", Property="PRODUCT")
    assert sample("DescribePatchProperties")["Properties"] == listed["Properties"]


# --- the AWS CLI --------------------------------------------------------------------------------------------------------------------


def test_the_aws_cli_drives_every_operation(own, own_wire, tmp_path):
    def aws(*arguments):
        answer = own.aws("ssm", *arguments, url=own_wire.url)
        assert answer.code == 0, answer.err
        return answer.json if answer.out.strip() else {}

    rules = tmp_path / "rules.json"
    rules.write_text(json.dumps(RULES), encoding="utf-8")
    create = ["create-patch-baseline", "--name", "from-cli", "--operating-system", "AMAZON_LINUX_2", "--approval-rules", f"file://{rules}"]
    created = aws(*create, "--approved-patches", "bash", "zsh", "--tags", "Key=team,Value=a")["BaselineId"]
    assert aws("get-patch-baseline", "--baseline-id", created)["ApprovedPatches"] == ["bash", "zsh"]
    updated = aws("update-patch-baseline", "--baseline-id", created, "--description", "from the CLI", "--no-replace")
    assert (updated["Description"], updated["ApprovalRules"]) == ("from the CLI", RULES)
    assert aws("register-default-patch-baseline", "--baseline-id", created)["BaselineId"] == created
    aws("register-patch-baseline-for-patch-group", "--baseline-id", created, "--patch-group", "from cli")
    assert aws("get-patch-baseline", "--baseline-id", created)["PatchGroups"] == ["from cli"]
    assert "Instances" in aws("describe-patch-group-state", "--patch-group", "from cli")
    aws("deregister-patch-baseline-for-patch-group", "--baseline-id", created, "--patch-group", "from cli")
    aws("add-tags-to-resource", "--resource-type", "PatchBaseline", "--resource-id", created, "--tags", "Key=os,Value=linux")
    aws("remove-tags-from-resource", "--resource-type", "PatchBaseline", "--resource-id", created, "--tag-keys", "team")
    assert aws("list-tags-for-resource", "--resource-type", "PatchBaseline", "--resource-id", created)["TagList"] == [{"Key": "os", "Value": "linux"}]
    default = aws("describe-patch-baselines", "--filters", "Key=NAME_PREFIX,Values=AWS-AmazonLinux2Default")["BaselineIdentities"][0]["BaselineId"]
    refused = own.aws("ssm", "delete-patch-baseline", "--baseline-id", created, url=own_wire.url)
    assert refused.code != 0 and "(ResourceInUseException)" in refused.err
    aws("register-default-patch-baseline", "--baseline-id", default)
    assert aws("delete-patch-baseline", "--baseline-id", created)["BaselineId"] == created

    windows = aws("get-default-patch-baseline")["BaselineId"]
    for command, key in (
        (["describe-available-patches"], "Patches"),
        (["describe-effective-patches-for-patch-baseline", "--baseline-id", windows], "EffectivePatches"),
        (["describe-patch-properties", "--operating-system", "WINDOWS", "--property", "CLASSIFICATION"], "Properties"),
    ):
        assert aws(*command, "--page-size", "3")[key] == aws(*command)[key] != []
