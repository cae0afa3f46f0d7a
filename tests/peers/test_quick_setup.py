"""boto3, the AWS CLI and patchctl against the sandbox's Quick Setup: every exchange is held against botocore's model, and what documents of
AWS and of Terraform show is sent as they show it, read, exported, and made again with equal parameters."""

from __future__ import annotations

import json

import pytest

from support import error_of

OWN = "111122223333"
ADMINISTRATION = f"arn:aws:iam::{OWN}:role/AWS-QuickSetup-PatchPolicy-LocalAdministrationRole"
EXECUTION = "AWS-QuickSetup-PatchPolicy-LocalExecutionRole"
HERE = ("--profile", "default", "--region", "us-east-1")
AL2023 = "arn:aws:ssm:us-east-1:075727635805:patchbaseline/pb-05c9c9bf778d4c4d0"


def selected(**entries: dict) -> str:
    return json.dumps(entries)


ENTRY = {"value": AL2023, "label": "AWS-AmazonLinux2023DefaultPatchBaseline", "description": "For Amazon Linux 2023.", "disabled": False}
#: The fourteen parameters of the example in Terraform's documentation; without TargetInstances.
TERRAFORM = {
    "ConfigurationOptionsPatchOperation": "Scan",
    "ConfigurationOptionsScanValue": "cron(0 1 * * ? *)",
    "ConfigurationOptionsScanNextInterval": "false",
    "PatchBaselineRegion": "us-east-1",
    "PatchBaselineUseDefault": "default",
    "PatchPolicyName": "example",
    "SelectedPatchBaselines": selected(AMAZON_LINUX_2023=ENTRY),
    "OutputLogEnableS3": "false",
    "RateControlConcurrency": "10%",
    "RateControlErrorThreshold": "2%",
    "IsPolicyAttachAllowed": "false",
    "TargetAccounts": OWN,
    "TargetRegions": "us-east-1",
    "TargetType": "*",
}
#: The parameters of the example in AWS's user guide (quick-setup-api): an organizational unit, a tag, empty texts for what is not used, and
#: an entry without a description.
USER_GUIDE = {
    "ConfigurationOptionsInstallNextInterval": "true",
    "ConfigurationOptionsInstallValue": "cron(0 2 ? * SAT#1 *)",
    "ConfigurationOptionsPatchOperation": "ScanAndInstall",
    "ConfigurationOptionsScanNextInterval": "false",
    "ConfigurationOptionsScanValue": "cron(0 1 * * ? *)",
    "HasDeletedBaseline": "false",
    "IsPolicyAttachAllowed": "true",
    "OutputBucketRegion": "",
    "OutputLogEnableS3": "false",
    "OutputS3BucketName": "",
    "OutputS3KeyPrefix": "",
    "PatchBaselineRegion": "us-east-1",
    "PatchBaselineUseDefault": "custom",
    "PatchPolicyName": "dev-patch-policy",
    "RateControlConcurrency": "5",
    "RateControlErrorThreshold": "0%",
    "RebootOption": "RebootIfNeeded",
    "ResourceGroupName": "",
    "SelectedPatchBaselines": selected(AMAZON_LINUX_2023=ENTRY, WINDOWS={"value": AL2023, "label": "own", "disabled": False}),
    "TargetInstances": "",
    "TargetOrganizationalUnits": "ou-ab12-workload1",
    "TargetRegions": "us-east-1,eu-central-1",
    "TargetTagKey": "Patch",
    "TargetTagValue": "true",
    "TargetType": "Tags",
}


def definition(parameters: dict, **more) -> dict:
    return {
        "Type": "AWSQuickSetupType-PatchPolicy",
        "LocalDeploymentAdministrationRoleArn": ADMINISTRATION,
        "LocalDeploymentExecutionRoleName": EXECUTION,
        "Parameters": parameters,
    } | more


def later(sandbox, time: str = "10m") -> None:
    done = sandbox.patchctl("sandbox", "advance", time, f"--sandbox={sandbox.folder}")
    assert done.code == 0, done.err


def managers(client) -> list[dict]:
    found, token = [], ""
    for _ in range(50):
        page = client.list_configuration_managers(MaxItems=1, **({"StartingToken": token} if token else {}))
        found += page["ConfigurationManagersList"]
        token = page["NextToken"]
        if not token:
            return found
    pytest.fail("the list does not end")


@pytest.fixture
def quick_setup(own, own_wire):
    client = own.client("ssm-quicksetup", own_wire.url)
    yield client
    later(own)
    for row in managers(client):
        client.delete_configuration_manager(ManagerArn=row["ManagerArn"])
    later(own)
    assert managers(client) == []


@pytest.fixture
def unit(own) -> str:
    """An organizational unit of the fleet with an active account in it."""
    client = own.client("organizations")
    root = client.list_roots()["Roots"][0]["Id"]
    for found in client.list_organizational_units_for_parent(ParentId=root)["OrganizationalUnits"]:
        if client.list_accounts_for_parent(ParentId=found["Id"])["Accounts"]:
            return found["Id"]
    return root


def status(client, arn: str) -> str:
    summaries = client.get_configuration_manager(ManagerArn=arn)["StatusSummaries"]
    return next(one["Status"] for one in summaries if one["StatusType"] == "Deployment")


def test_every_operation_fits_the_model(own, quick_setup):
    arn = quick_setup.create_configuration_manager(
        Name="every member", Description="as it was sent", ConfigurationDefinitions=[definition(TERRAFORM, TypeVersion="8")], Tags={"team": "a"}
    )["ManagerArn"]
    assert status(quick_setup, arn) == "INITIALIZING"
    busy = error_of(quick_setup.update_configuration_manager, ManagerArn=arn, Name="other")
    assert busy == "ConflictException"
    later(own)
    found = quick_setup.get_configuration_manager(ManagerArn=arn)
    assert status(quick_setup, arn) == "SUCCEEDED"
    [deployed] = found["ConfigurationDefinitions"]
    assert deployed["Parameters"] == TERRAFORM and deployed["TypeVersion"] == "8" and found["Tags"] == {"team": "a"}

    [row] = quick_setup.list_configurations(ManagerArn=arn)["ConfigurationsList"]
    assert (row["Account"], row["Region"]) == (OWN, "us-east-1")
    assert quick_setup.get_configuration(ConfigurationId=row["Id"])["Parameters"] == TERRAFORM
    quick_setup.update_configuration_manager(ManagerArn=arn, Name="renamed", Description="")
    other = TERRAFORM | {"RebootOption": "NoReboot"}
    quick_setup.update_configuration_definition(ManagerArn=arn, Id=deployed["Id"], Parameters=other)
    later(own)
    found = quick_setup.get_configuration_manager(ManagerArn=arn)
    assert found["Name"] == "renamed" and found["Description"] == "" and found["ConfigurationDefinitions"][0]["Parameters"] == other

    quick_setup.tag_resource(ResourceArn=arn, Tags={"cost": "1"})
    quick_setup.untag_resource(ResourceArn=arn, TagKeys=["team"])
    assert quick_setup.list_tags_for_resource(ResourceArn=arn)["Tags"] == [{"Key": "cost", "Value": "1"}]
    assert {row["Type"] for row in quick_setup.list_quick_setup_types()["QuickSetupTypeList"]} >= {"AWSQuickSetupType-PatchPolicy"}
    quick_setup.update_service_settings(ExplorerEnablingRoleArn=f"arn:aws:iam::{OWN}:role/explorer")
    assert quick_setup.get_service_settings()["ServiceSettings"]["ExplorerEnablingRoleArn"].endswith("role/explorer")

    quick_setup.delete_configuration_manager(ManagerArn=arn)
    assert status(quick_setup, arn) == "DELETING"
    later(own)
    assert error_of(quick_setup.get_configuration_manager, ManagerArn=arn) == "ResourceNotFoundException"


@pytest.mark.parametrize("change", [
    {"TargetRegions": "ap-northeast-3"},
    {"UpdateSsmAgent": "true"},
    {"TargetAccounts": "444455556666"},
    {"TargetOrganizationalUnits": "r-ab12"},
    {"RebootOption": "Always"},
    {"SelectedPatchBaselines": "[]"},
])
def test_what_aws_refuses_is_refused(quick_setup, change):
    code = error_of(quick_setup.create_configuration_manager, Name="no", ConfigurationDefinitions=[definition(TERRAFORM | change)])
    assert code == "ValidationException"
    assert managers(quick_setup) == []


def test_a_deployment_makes_the_associations_of_the_template(own, own_wire, quick_setup):
    arn = quick_setup.create_configuration_manager(Name="x", ConfigurationDefinitions=[definition(TERRAFORM)])["ManagerArn"]
    later(own)
    short = quick_setup.get_configuration_manager(ManagerArn=arn)["ConfigurationDefinitions"][0]["Id"]
    ssm = own.client("ssm", own_wire.url)
    made = [row for row in ssm.list_associations()["Associations"] if row.get("AssociationName", "").endswith(f"-{short}")]
    assert len(made) == 7
    scan = next(row for row in made if "ScanForPatches" in row["AssociationName"])
    whole = ssm.describe_association(AssociationId=scan["AssociationId"])["AssociationDescription"]
    bucket = f"aws-quicksetup-patchpolicy-{OWN}-{short}"
    assert whole["Parameters"] == {"Operation": ["Scan"], "RebootOption": ["NoReboot"],
                                   "BaselineOverride": [f"s3://{bucket}/baseline_overrides.json"]}
    assert (whole["MaxConcurrency"], whole["MaxErrors"], whole["SyncCompliance"]) == ("10%", "2%", "MANUAL")
    # The bucket is there, its file can be listed, and nobody without the tag of the policy can read it.
    s3 = own.client("s3")
    assert [row["Key"] for row in s3.list_objects_v2(Bucket=bucket)["Contents"]] == ["baseline_overrides.json"]
    assert error_of(s3.get_object, Bucket=bucket, Key="baseline_overrides.json") == "AccessDenied"


@pytest.mark.parametrize("payload", ["terraform", "user guide"])
def test_what_others_made_is_shown_exported_and_made_again(own, own_wire, quick_setup, unit, payload, tmp_path):
    parameters = TERRAFORM if payload == "terraform" else USER_GUIDE | {"TargetOrganizationalUnits": unit}
    arn = quick_setup.create_configuration_manager(Name="theirs", ConfigurationDefinitions=[definition(parameters)])["ManagerArn"]
    later(own)

    shown = own.patchctl("policy", "show", "theirs", *HERE, url=own_wire.url)
    assert shown.code == 0 and "Does:" in shown.out and "Scan" in shown.out, shown.err
    exported = own.patchctl("policy", "export", "theirs", *HERE, url=own_wire.url)
    assert exported.code == 0, exported.err
    file = tmp_path / "theirs.yaml"
    file.write_text(exported.out)
    same = own.patchctl("policy", "diff", "-f", str(file), *HERE, url=own_wire.url)
    assert (same.code, same.out) == (0, ""), same.out + same.err

    quick_setup.delete_configuration_manager(ManagerArn=arn)
    later(own)
    made = own.patchctl("policy", "apply", "-f", str(file), "--yes", "--no-wait", *HERE, url=own_wire.url)
    assert made.code == 0, made.err
    later(own)
    [row] = managers(quick_setup)
    again = quick_setup.get_configuration_manager(ManagerArn=row["ManagerArn"])["ConfigurationDefinitions"][0]
    load = lambda one: one | {"SelectedPatchBaselines": json.loads(one["SelectedPatchBaselines"])}  # noqa: E731
    assert load(again["Parameters"]) == load(parameters)
    assert again["LocalDeploymentAdministrationRoleArn"] == ADMINISTRATION


def test_an_update_sends_the_whole_map(own, own_wire, quick_setup):
    quick_setup.create_configuration_manager(Name="theirs", ConfigurationDefinitions=[definition(TERRAFORM | {"HasDeletedBaseline": "false"})])
    later(own)
    done = own.patchctl("policy", "update", "theirs", "--max-errors", "5", "--yes", "--no-wait", *HERE, url=own_wire.url)
    assert done.code == 0, done.err
    later(own)
    [row] = managers(quick_setup)
    now = quick_setup.get_configuration_manager(ManagerArn=row["ManagerArn"])["ConfigurationDefinitions"][0]["Parameters"]
    assert now == TERRAFORM | {"HasDeletedBaseline": "false", "RateControlErrorThreshold": "5"}


def test_patchctl_reads_what_the_aws_cli_made(own, quick_setup):
    text = json.dumps([definition(TERRAFORM)])
    made = own.aws("ssm-quicksetup", "create-configuration-manager", "--name", "cli", "--configuration-definitions", text)
    arn = made.json["ManagerArn"]
    listed = own.patchctl("policy", "list", "-o", "json", *HERE, url=own.url)
    assert [item["arn"] for item in json.loads(listed.out)["items"]] == [arn], listed.err
    waiting = own.patchctl("policy", "status", "cli", *HERE, url=own.url)
    assert waiting.code == 7, waiting.err
    later(own)
    assert own.patchctl("policy", "status", "cli", *HERE, url=own.url).code == 0
