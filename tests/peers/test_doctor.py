"""boto3 asks the sandbox's IAM and AWS Config what `doctor` asks them, held against botocore's model; AWS Config of moto says the same of
its recorders as `doctor`."""

from __future__ import annotations

import subprocess

import pytest
from conftest import FLEETS, seeded, strict
from support import error_of
from test_moto import moto_client
from wire.proxy import Proxy

OWN = "111122223333"
WEB = f"arn:aws:iam::{OWN}:role/web/WebRole"
USER = f"arn:aws:iam::{OWN}:user/sandbox"


@pytest.fixture(scope="module")
def access(binary, tmp_path_factory):
    with seeded(binary, tmp_path_factory.mktemp("access"), "--fleet", str(FLEETS / "access.yaml")) as sandbox:
        yield sandbox


@pytest.fixture
def access_wire(access):
    with strict(access) as proxy:
        yield proxy


def decisions(client, arn: str, actions: list[str], resources: list[str], size: int = 1000) -> dict[tuple[str, str], str]:
    pages = client.get_paginator("simulate_principal_policy").paginate(
        PolicySourceArn=arn, ActionNames=actions, ResourceArns=resources, PaginationConfig={"PageSize": size}
    )
    results = [one for page in pages for one in page["EvaluationResults"]]
    found = {(one["EvalActionName"], one["EvalResourceName"]): one["EvalDecision"] for one in results}
    assert len(found) == len(results)
    return found


def test_roles_and_profiles_are_found_by_their_names(access, access_wire):
    iam = access.client("iam", access_wire.url)
    assert iam.get_role(RoleName="WebRole")["Role"]["Arn"] == WEB
    assert iam.get_role(RoleName="Hosts")["Role"]["Path"] == "/service-role/"
    profile = iam.get_instance_profile(InstanceProfileName="WebRole")["InstanceProfile"]
    assert [role["Arn"] for role in profile["Roles"]] == [WEB]
    assert error_of(access.client("iam").get_role, RoleName="web/WebRole") == "ValidationError"
    assert error_of(iam.get_role, RoleName="Nobody") == "NoSuchEntity"
    assert error_of(iam.get_instance_profile, InstanceProfileName="Nobody") == "NoSuchEntity"


@pytest.mark.parametrize("size", [1, 3, 1000])
def test_a_simulation_says_of_each_action_and_resource_what_the_fleet_denies(access, access_wire, size):
    iam = access.client("iam", access_wire.url)
    actions = ["ssm:SendCommand", "s3:PutObject", "s3:GetObject", "ec2messages:GetMessages"]
    resources = ["*", "arn:aws:s3:::logs/*"]
    for arn, denied in [(WEB, {"ssm:SendCommand", "s3:PutObject"}), (USER, set())]:
        found = decisions(iam, arn, actions, resources, size)
        assert found == {(action, resource): "implicitDeny" if action in denied else "allowed" for action in actions for resource in resources}


def test_a_condition_has_the_value_that_is_given_or_is_missing(access, access_wire):
    iam = access.client("iam", access_wire.url)
    guarded = f"arn:aws:iam::{OWN}:role/Guarded"

    def simulated(**context):
        entries = [{"ContextKeyName": key.replace("_", ":"), "ContextKeyValues": [value], "ContextKeyType": "string"} for key, value in context.items()]
        answer = iam.simulate_principal_policy(
            PolicySourceArn=guarded, ActionNames=["ssm:SendCommand", "ec2:DescribeInstances"], ResourceArns=["*"], ContextEntries=entries
        )
        first, other = answer["EvaluationResults"]
        assert (other["EvalDecision"], other["MissingContextValues"]) == ("allowed", [])
        return first["EvalDecision"], first["MissingContextValues"]

    assert simulated() == ("explicitDeny", ["aws:RequestedRegion"])
    assert simulated(aws_RequestedRegion="eu-west-1") == ("allowed", [])
    assert simulated(aws_RequestedRegion="eu-central-1") == ("explicitDeny", [])
    assert simulated(aws_SecureTransport="true") == ("explicitDeny", ["aws:RequestedRegion"])


def test_doctor_gives_iam_the_region_of_its_calls(access, access_wire):
    """Each question of ours has the Region, and the role is denied only where it is another."""
    role = ("--role-name", "Guarded", "--accounts", "444455556666")
    for region, denied in (("us-east-1", False), ("eu-central-1", True)):
        done = access.patchctl("doctor", "-o", "json", "--endpoint-url", access_wire.url, "--region", region, *role)
        rules = {item["rule"] for item in done.json["items"]}
        assert ("caller/may-not-read" in rules) is denied, done.out
        assert "caller/depends" not in rules


def test_a_simulation_takes_principals_only(access, access_wire):
    iam = access.client("iam", access_wire.url)
    ask = dict(ActionNames=["ssm:SendCommand"])
    session = f"arn:aws:sts::{OWN}:assumed-role/WebRole/ann"
    assert error_of(iam.simulate_principal_policy, PolicySourceArn=session, **ask) == "InvalidInput"
    # The path belongs to it.
    assert error_of(iam.simulate_principal_policy, PolicySourceArn=f"arn:aws:iam::{OWN}:role/WebRole", **ask) == "NoSuchEntity"
    assert error_of(iam.simulate_principal_policy, PolicySourceArn=USER, ActionNames=["SendCommand"]) == "InvalidInput"


def test_recorders_are_as_the_fleet_has_them(access, access_wire):
    here, there = (access.client("config", access_wire.url, region=region) for region in ("us-east-1", "eu-central-1"))
    [recorder] = here.describe_configuration_recorders()["ConfigurationRecorders"]
    assert recorder["recordingGroup"]["exclusionByResourceTypes"]["resourceTypes"] == ["AWS::SSM::PatchCompliance"]
    [status] = here.describe_configuration_recorder_status(ConfigurationRecorderNames=[recorder["name"]])["ConfigurationRecordersStatus"]
    assert status["recording"] is True
    assert there.describe_configuration_recorders()["ConfigurationRecorders"] == []
    assert error_of(here.describe_configuration_recorders, ConfigurationRecorderNames=["other"]) == "NoSuchConfigurationRecorderException"


def test_doctor_asks_what_the_model_allows(access, access_wire):
    done = access.patchctl("doctor", "-o", "json", "--endpoint-url", access_wire.url, "--region", "us-east-1,eu-central-1")
    assert done.code == 3, done.err
    rules = {(item["rule"], item["region"]) for item in done.json["items"]}
    assert ("node/not-managed", "us-east-1") in rules and ("account/not-recorded", "us-east-1") in rules
    asked = access_wire.counts()
    for operation in ("iam.SimulatePrincipalPolicy", "iam.GetInstanceProfile", "config.DescribeConfigurationRecorders"):
        assert asked[operation] >= 1, asked
    assert done.json["callers"] == [{"account": OWN, "arn": USER, "ends": None}]


def test_the_script_for_nodes_is_clean(access, tmp_path):
    done = access.patchctl("doctor", "i-00000000000000002", "--deep", "--dry-run", "--region", "us-east-1", url=access.url)
    assert done.code == 0, done.err
    lines = [line[2:] for line in done.out.splitlines() if line.startswith("  ")]
    begin, end = lines.index("# patchctl doctor --deep: reads, and changes nothing"), lines.index("exit 0")
    path = tmp_path / "probe.sh"
    path.write_text("\n".join(lines[begin : end + 1]) + "\n")
    checked = subprocess.run(["shellcheck", "-s", "sh", str(path)], capture_output=True, text=True, timeout=60)
    assert (checked.returncode, checked.stdout) == (0, ""), checked.stdout


@pytest.mark.parametrize(
    ("group", "runs", "expected"),
    [
        (None, False, "nothing is recorded"),
        ({"allSupported": True, "includeGlobalResourceTypes": False}, False, "is stopped"),
        ({"allSupported": True, "includeGlobalResourceTypes": False}, True, None),
        ({"allSupported": False, "resourceTypes": ["AWS::EC2::Instance"]}, True, "leaves out AWS::SSM::ManagedInstanceInventory, AWS::SSM::PatchCompliance"),
    ],
)
def test_moto_is_read_alike(access, moto, group, runs, expected):
    config = moto_client(moto, "config")
    for one in config.describe_configuration_recorders()["ConfigurationRecorders"]:
        config.delete_configuration_recorder(ConfigurationRecorderName=one["name"])
    if group:
        role = f"arn:aws:iam::{OWN}:role/config"
        config.put_configuration_recorder(ConfigurationRecorder={"name": "main", "roleARN": role, "recordingGroup": group})
    if runs:
        config.put_delivery_channel(DeliveryChannel={"name": "main", "s3BucketName": "records"})
        config.start_configuration_recorder(ConfigurationRecorderName="main")
    with Proxy(moto) as proxy:
        ours = {f"AWS_ENDPOINT_URL_{name}": access.url for name in ("SSM", "STS", "EC2", "IAM", "RESOURCE_GROUPS_TAGGING_API", "SSM_QUICKSETUP")}
        done = access.patchctl("doctor", "-o", "json", "--region", "us-east-1", AWS_ENDPOINT_URL_CONFIG_SERVICE=proxy.url, **ours)
        assert done.code == 3, done.err
        assert [violation for violation in proxy.violations() if violation.where.endswith(" request")] == []
        assert proxy.counts()["config.DescribeConfigurationRecorderStatus"] == 1
    found = [item["finding"] for item in done.json["items"] if item["rule"] == "account/not-recorded"]
    assert (found == []) if expected is None else expected in found[0], found


def test_roles_and_profiles_of_moto_are_read_alike(access, moto):
    """IAM of moto in the place of ours: a profile without a role is told as one, and one with a role asks for what moto cannot simulate."""
    iam = moto_client(moto, "iam")
    trust = '{"Version": "2012-10-17", "Statement": []}'
    role = iam.create_role(RoleName="Elsewhere", Path="/web/", AssumeRolePolicyDocument=trust)["Role"]["Arn"]
    iam.create_instance_profile(InstanceProfileName="WebRole")
    ours = {f"AWS_ENDPOINT_URL_{name}": access.url for name in ("SSM", "STS", "EC2", "CONFIG_SERVICE", "RESOURCE_GROUPS_TAGGING_API", "SSM_QUICKSETUP")}

    def asked():
        with Proxy(moto) as proxy:
            done = access.patchctl("doctor", "i-00000000000000001", "-o", "json", "--region", "us-east-1", AWS_ENDPOINT_URL_IAM=proxy.url, **ours)
            assert [violation for violation in proxy.violations() if violation.where.endswith(" request")] == []
            assert proxy.counts()["iam.GetInstanceProfile"] == 1
            [finding] = [item["finding"] for item in done.json["items"] if item["rule"] == "node/not-managed"]
            return finding, done

    finding, done = asked()
    assert finding.endswith("its instance profile WebRole has no role"), finding
    # moto simulates nothing: that is said, and is no permission.
    assert "SimulatePrincipalPolicy" in done.err
    iam.add_role_to_instance_profile(InstanceProfileName="WebRole", RoleName="Elsewhere")
    finding, done = asked()
    assert "has no role" not in finding
    places = {fault["place"] for fault in done.json["unreadable"]}
    assert "what IAM allows the roles of nodes in 111122223333 us-east-1" in places, places
    assert iam.get_instance_profile(InstanceProfileName="WebRole")["InstanceProfile"]["Roles"][0]["Arn"] == role
