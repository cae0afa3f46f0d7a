"""boto3 against STS, Organizations and Resource Groups Tagging of the sandbox."""

from __future__ import annotations

import pytest

from support import MANAGEMENT, MEMBER, REGIONS, ROLE, error_of, member_profile, pages, rows


def assumed(served, wire, **more) -> dict[str, str]:
    answer = served.client("sts", wire.url).assume_role(RoleArn=ROLE, RoleSessionName="peers", **more)
    given = answer["Credentials"]
    return {
        "aws_access_key_id": given["AccessKeyId"],
        "aws_secret_access_key": given["SecretAccessKey"],
        "aws_session_token": given["SessionToken"],
    }


# --- STS ----------------------------------------------------------------------------------------------------------------------------


def test_the_account_follows_from_the_credentials(served, wire):
    answer = served.client("sts", wire.url).get_caller_identity()
    assert answer["Account"] == MANAGEMENT
    assert f"::{MANAGEMENT}:" in answer["Arn"]
    assert served.client("sts", wire.url, profile=member_profile(served)).get_caller_identity()["Account"] == MEMBER


def test_an_assumed_role_acts_in_its_own_account(served, wire):
    keys = assumed(served, wire)
    assert keys["aws_access_key_id"].startswith("ASIA")
    answer = served.client("sts", wire.url, **keys).get_caller_identity()
    assert answer["Account"] == MEMBER
    assert answer["Arn"] == f"arn:aws:sts::{MEMBER}:assumed-role/PatchctlReader/peers"
    key = "InstanceInformationList"

    def nodes(rows_):
        return [(row["InstanceId"], row["ComputerName"], row["AgentVersion"]) for row in rows_]

    seen = {region: rows(served.client("ssm", wire.url, region=region, **keys), "describe_instance_information", key) for region in REGIONS}
    direct = {region: rows(served.client("ssm", wire.url, member_profile(served), region), "describe_instance_information", key) for region in REGIONS}
    assert any(direct.values())
    # The time of the last ping moves, so that rows are compared by what stays.
    assert {region: nodes(found) for region, found in seen.items()} == {region: nodes(found) for region, found in direct.items()}


def test_a_session_needs_its_token(served, wire):
    keys = assumed(served, wire)
    without = {name: value for name, value in keys.items() if name != "aws_session_token"}
    assert error_of(served.client("ssm", wire.url, **without).describe_patch_baselines) == "UnrecognizedClientException"
    wrong = keys | {"aws_session_token": "wrong"}
    assert error_of(served.client("ssm", wire.url, **wrong).describe_patch_baselines) == "UnrecognizedClientException"
    assert error_of(served.client("sts", wire.url, **without).get_caller_identity) == "InvalidClientTokenId"


def test_roles_that_cannot_be_assumed(served, wire):
    sts = served.client("sts", wire.url)
    for arn in (ROLE.replace("PatchctlReader", "Nobody"), ROLE.replace(MEMBER, "999988887777")):
        assert error_of(sts.assume_role, RoleArn=arn, RoleSessionName="peers") == "AccessDenied"
    with wire.bad_requests():
        assert error_of(sts.assume_role, RoleArn="PatchctlReader", RoleSessionName="peers") == "ValidationError"
        assert error_of(sts.assume_role, RoleArn=ROLE, RoleSessionName="p") == "ValidationError"
        assert error_of(sts.assume_role, RoleArn=ROLE, RoleSessionName="two words") == "ValidationError"
        assert error_of(sts.assume_role, RoleArn=ROLE, RoleSessionName="peers", DurationSeconds=899) == "ValidationError"
        assert error_of(sts.assume_role, RoleArn=ROLE) == "ValidationError"
    stranger = served.client("sts", wire.url, aws_access_key_id="AKIAUNKNOWNUNKNOWN12", aws_secret_access_key="x" * 40)
    assert error_of(stranger.get_caller_identity) == "InvalidClientTokenId"


def test_what_sts_does_not_implement_says_so_and_names_itself(served, wire):
    import botocore

    with pytest.raises(botocore.exceptions.ClientError) as raised:
        served.client("sts", wire.url).get_session_token()
    assert "GetSessionToken" in raised.value.response["Error"]["Message"]


# --- Organizations ------------------------------------------------------------------------------------------------------------------


@pytest.fixture
def organizations(served, wire):
    return served.client("organizations", wire.url)


def test_the_organization_has_both_accounts_and_a_tree(organizations):
    listed = rows(organizations, "list_accounts", "Accounts")
    assert {account["Id"] for account in listed} >= {MANAGEMENT, MEMBER}
    assert {account["Id"] for account in listed if account["Status"] == "ACTIVE"} >= {MANAGEMENT, MEMBER}
    (root,) = rows(organizations, "list_roots", "Roots")
    found, parents = [], [root["Id"]]
    while parents:
        parent = parents.pop()
        found += [account["Id"] for account in rows(organizations, "list_accounts_for_parent", "Accounts", ParentId=parent)]
        parents += [unit["Id"] for unit in rows(organizations, "list_organizational_units_for_parent", "OrganizationalUnits", ParentId=parent)]
    assert sorted(found) == sorted(account["Id"] for account in listed), "each account hangs on one parent of the tree"


def test_the_tree_has_a_unit(organizations):
    (root,) = rows(organizations, "list_roots", "Roots")
    assert rows(organizations, "list_organizational_units_for_parent", "OrganizationalUnits", ParentId=root["Id"])


@pytest.mark.parametrize(("operation", "key"), [("list_accounts", "Accounts"), ("list_roots", "Roots")])
def test_paging_and_bounds_of_organizations(organizations, wire, operation, key):
    whole = rows(organizations, operation, key)
    assert rows(organizations, operation, key, MaxResults=1) == whole == rows(organizations, operation, key, MaxResults=20)
    assert all(len(page[key]) <= 1 for page in pages(organizations, operation, MaxResults=1))
    assert error_of(getattr(organizations, operation), NextToken="nonsense") == "InvalidInputException"
    with wire.bad_requests():
        for size in (0, 21):
            assert error_of(getattr(organizations, operation), MaxResults=size) in ("InvalidInputException", "ValidationException")


def test_unknown_parents(organizations, wire):
    for operation in ("list_accounts_for_parent", "list_organizational_units_for_parent"):
        call = getattr(organizations, operation)
        assert error_of(call, ParentId="ou-zzzz-zzzzzzzz") == "ParentNotFoundException"
        assert error_of(call, ParentId="r-zzzz") == "ParentNotFoundException"
        with wire.bad_requests():
            assert error_of(call, ParentId="nonsense") in ("InvalidInputException", "ValidationException")
            assert error_of(call) in ("InvalidInputException", "ValidationException")


def test_a_member_account_may_not_ask_for_the_organization(served, wire):
    client = served.client("organizations", wire.url, profile=member_profile(served))
    assert error_of(client.list_accounts) == "AccessDeniedException"
    assert error_of(client.list_roots) == "AccessDeniedException"
    keys = assumed(served, wire)
    assert error_of(served.client("organizations", wire.url, **keys).list_accounts) == "AccessDeniedException"


# --- Resource Groups Tagging --------------------------------------------------------------------------------------------------------


@pytest.fixture
def tagging(served, wire):
    return served.client("resourcegroupstaggingapi", wire.url)


def resources(client, **arguments):
    return rows(client, "get_resources", "ResourceTagMappingList", "PaginationToken", **arguments)


def tags_of(row) -> dict[str, str]:
    return {tag["Key"]: tag["Value"] for tag in row["Tags"]}


def test_every_tagged_instance_is_found_once_in_pages_of_any_size(tagging):
    whole = resources(tagging)
    arns = [row["ResourceARN"] for row in whole]
    assert arns and len(set(arns)) == len(arns)
    assert all(f":{MANAGEMENT}:" in arn and ":us-east-1:" in arn for arn in arns)
    for size in (1, 7, 100):
        assert resources(tagging, ResourcesPerPage=size) == whole
        assert all(len(page["ResourceTagMappingList"]) <= size for page in pages(tagging, "get_resources", "PaginationToken", ResourcesPerPage=size))


def test_both_spellings_of_the_patch_group_tag_occur(served, wire):
    keys = set()
    for region in REGIONS:
        for row in resources(served.client("resourcegroupstaggingapi", wire.url, region=region), ResourceTypeFilters=["ec2:instance"]):
            assert row["ResourceARN"].startswith(f"arn:aws:ec2:{region}:{MANAGEMENT}:instance/i-")
            keys |= set(tags_of(row))
    assert {"Patch Group", "PatchGroup"} <= keys


def test_tag_filters(tagging, wire):
    whole = resources(tagging)
    key, value = next((key, value) for row in whole for key, value in tags_of(row).items())
    assert resources(tagging, TagFilters=[{"Key": key}]) == [row for row in whole if key in tags_of(row)]
    assert resources(tagging, TagFilters=[{"Key": key, "Values": [value]}]) == [row for row in whole if tags_of(row).get(key) == value]
    assert resources(tagging, TagFilters=[{"Key": key, "Values": [value, "other"]}]) == [row for row in whole if tags_of(row).get(key) in (value, "other")]
    keys = sorted({key for row in whole for key in tags_of(row)})
    both = [{"Key": keys[0]}, {"Key": keys[-1]}]
    assert resources(tagging, TagFilters=both) == [row for row in whole if {keys[0], keys[-1]} <= set(tags_of(row))]
    assert resources(tagging, TagFilters=[{"Key": "no-such-tag"}]) == []
    arns = [row["ResourceARN"] for row in whole][:2]
    assert sorted(row["ResourceARN"] for row in resources(tagging, ResourceARNList=arns)) == sorted(arns)


def test_bad_arguments_of_get_resources(tagging, wire):
    call = tagging.get_resources
    assert error_of(call, PaginationToken="nonsense") in ("InvalidParameterException", "PaginationTokenExpiredException")
    assert error_of(call, ResourcesPerPage=101) == "InvalidParameterException"
    assert error_of(call, ResourcesPerPage=0) == "InvalidParameterException"
    with wire.bad_requests():
        assert error_of(call, TagFilters=[{"Key": f"k{n}"} for n in range(51)]) in ("InvalidParameterException", "ValidationException")
        assert error_of(call, TagFilters=[{"Key": ""}]) in ("InvalidParameterException", "ValidationException")
