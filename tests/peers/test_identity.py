"""Who signs, for which Region, and on which way: patchctl beside the AWS CLI, before the same stand-in."""

from __future__ import annotations

import datetime
import hashlib
import json
import sys
import time
from pathlib import Path

import botocore.session
import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from support import plain_environment, run
from terminal import Terminal
from wire.cloud import Cloud, Play

ROLE = "arn:aws:iam::333344445555:role"
LOGIN = "arn:aws:sts::111122223333:assumed-role/console"
CONFIG = f"""
[default]
region = us-east-1
aws_access_key_id = AKIADEFAULT
aws_secret_access_key = s
[profile prod]
region = eu-west-1
aws_access_key_id = AKIAPROD
aws_secret_access_key = s
[profile reader]
region = eu-central-1
role_arn = {ROLE}/reader
source_profile = default
external_id = ext-1
role_session_name = audit
duration_seconds = 1800
[profile deep]
region = eu-central-1
role_arn = {ROLE}/deep
source_profile = reader
role_session_name = audit
[profile itself]
region = us-east-1
role_arn = {ROLE}/itself
source_profile = itself
role_session_name = audit
aws_access_key_id = AKIAITSELF
aws_secret_access_key = s
[profile of-environment]
region = us-east-1
role_arn = {ROLE}/env
credential_source = Environment
role_session_name = audit
[profile of-machine]
region = us-east-1
role_arn = {ROLE}/machine
credential_source = Ec2InstanceMetadata
role_session_name = audit
[profile of-container]
region = us-east-1
role_arn = {ROLE}/container
credential_source = EcsContainer
role_session_name = audit
[profile token]
region = us-east-1
role_arn = {ROLE}/token
web_identity_token_file = HOME/token
role_session_name = audit
[profile process]
region = us-east-1
credential_process = HOME/process
[profile keys-and-process]
region = us-east-1
credential_process = HOME/process
aws_access_key_id = AKIAKEYS
aws_secret_access_key = s
[profile sso]
region = us-east-1
sso_session = corp
sso_account_id = 222233334444
sso_role_name = Auditor
[sso-session corp]
sso_region = us-east-1
sso_start_url = https://corp.invalid/start
[profile sso-role]
region = us-east-1
role_arn = {ROLE}/sso
source_profile = sso
role_session_name = audit
[profile login]
region = us-east-1
login_session = {LOGIN}/fresh
credential_process = HOME/process
[profile login-old]
region = eu-west-1
login_session = {LOGIN}/old
[profile login-role]
region = us-east-1
role_arn = {ROLE}/login
source_profile = login
role_session_name = audit
[profile login-nobody]
region = us-east-1
login_session = {LOGIN}/nobody
[profile empty]
region = us-east-1
[profile services]
region = us-east-1
services = own
aws_access_key_id = AKIASERVICES
aws_secret_access_key = s
[services own]
ssm =
  endpoint_url = URL/ssm
sts =
  endpoint_url = URL/sts
[profile one-endpoint]
region = us-east-1
endpoint_url = URL/one
role_arn = {ROLE}/one
source_profile = default
role_session_name = audit
[profile mfa]
region = us-east-1
role_arn = {ROLE}/mfa
source_profile = default
role_session_name = audit
mfa_serial = arn:aws:iam::111122223333:mfa/ops
"""
MACHINE = {"AWS_EC2_METADATA_DISABLED": "false", "AWS_EC2_METADATA_SERVICE_ENDPOINT": "URL"}
KEYS = {"AWS_ACCESS_KEY_ID": "AKIAENV", "AWS_SECRET_ACCESS_KEY": "s"}
#: Proxies and patience of one try, so that what does not lead anywhere ends at once.
ONCE = {"AWS_MAX_ATTEMPTS": "1"}


class Both:
    """Both programs with the same files, each with a home of its own: the AWS CLI keeps what it was given."""

    def __init__(self, binary: str, folder: Path, cloud: Cloud):
        self.binary, self.folder, self.cloud = binary, folder, cloud
        self.homes = 0

    def home(self) -> Path:
        self.homes += 1
        home = self.folder / str(self.homes)
        (home / ".aws" / "sso" / "cache").mkdir(parents=True)
        text = CONFIG.replace("HOME", str(home)).replace("URL", self.cloud.url)
        (home / ".aws" / "config").write_text(text)
        (home / "token").write_text("token")
        process = home / "process"
        process.write_text("#!/bin/sh\necho '" + json.dumps({"Version": 1, "AccessKeyId": "AKIAPROCESS", "SecretAccessKey": "s"}) + "'\n")
        process.chmod(0o700)
        session = {"startUrl": "https://corp.invalid/start", "region": "us-east-1", "accessToken": "t", "expiresAt": "2036-01-01T00:00:00Z"}
        name = hashlib.sha1(b"corp").hexdigest() + ".json"
        (home / ".aws" / "sso" / "cache" / name).write_text(json.dumps(session))
        self.signed_in(home / ".aws" / "login" / "cache", "fresh", "ASIALOGIN", "2036-01-01T00:00:00Z")
        self.signed_in(home / ".aws" / "login" / "cache", "old", "ASIAOLD", "2026-01-01T00:00:00Z")
        return home

    def signed_in(self, cache: Path, who: str, key: str, until: str) -> None:
        """What `aws login` leaves behind."""
        cache.mkdir(parents=True, exist_ok=True)
        device = ec.generate_private_key(ec.SECP256R1()).private_bytes(
            serialization.Encoding.PEM, serialization.PrivateFormat.TraditionalOpenSSL, serialization.NoEncryption()
        )
        access = {"accessKeyId": key, "secretAccessKey": "s", "sessionToken": "t", "accountId": "111122223333", "expiresAt": until}
        token = {
            "accessToken": access, "tokenType": "aws_sigv4", "refreshToken": "refresh-" + who, "idToken": "id",
            "clientId": "arn:aws:signin:::devtools/same-device", "dpopKey": device.decode(),
        }
        name = hashlib.sha256(f"{LOGIN}/{who}".encode()).hexdigest() + ".json"
        (cache / name).write_text(json.dumps(token))

    def environment(self, variables: dict[str, str]) -> dict[str, str]:
        given = {name: value.replace("URL", self.cloud.url) for name, value in variables.items()}
        return plain_environment(self.home()) | given

    def patchctl(self, *arguments: str, **variables: str):
        return run([self.binary, *arguments], self.environment(variables), 60)

    def cli(self, *arguments: str, **variables: str):
        command = [str(Path(sys.executable).parent / "aws"), *arguments, "ssm", "describe-instance-information"]
        return run(command, self.environment(variables), 60)

    def compared(self, *arguments: str, **variables: str) -> list:
        """What both asked for, which must be the same but for who they are, which patchctl also asks."""
        self.cloud.take()
        cli = self.cli(*arguments, **variables)
        theirs = asked(self.cloud)
        own = self.patchctl(*arguments, "node", "list", "-o", "ids", **variables)
        ours = asked(self.cloud)
        assert ours == theirs, f"{arguments} {variables}\n{own.err}\n{cli.err}"
        assert (cli.code, own.code) == (0, 0), f"{cli.err}\n{own.err}"
        return ours


def asked(cloud: Cloud) -> list:
    # A path without its last slash is the same; the order of what lies on the way to the keys counts.
    found = [(one.what, one.path.rstrip("/"), one.key, one.region, one.told) for one in cloud.take()]
    return [one for one in found if one[0] != "GetCallerIdentity"]


@pytest.fixture
def both(binary, tmp_path):
    with Cloud() as cloud:
        yield Both(binary, tmp_path, cloud)


@pytest.mark.parametrize(
    ("profile", "variables", "signer"),
    [
        ("default", {}, "AKIADEFAULT"),
        ("prod", KEYS, "AKIAPROD"),
        ("reader", {}, "ASIAREADER"),
        ("reader", {"AWS_REGION": "us-west-2", "AWS_DEFAULT_REGION": "us-west-2"}, "ASIAREADER"),
        ("itself", {}, "ASIAITSELF"),
        ("of-environment", KEYS, "ASIAENV"),
        ("of-machine", MACHINE, "ASIAMACHINE"),
        ("of-container", {"AWS_CONTAINER_CREDENTIALS_FULL_URI": "URL/container"}, "ASIACONTAINER"),
        ("token", {}, "ASIATOKEN"),
        ("process", {}, "AKIAPROCESS"),
        ("keys-and-process", {}, "AKIAPROCESS"),
        ("sso", {}, "ASIASSO"),
        ("sso-role", {}, "ASIASSO"),
        ("login", {}, "ASIALOGIN"),
        ("login-old", {}, "ASIARENEWED"),
        ("login-role", {}, "ASIALOGIN"),
        ("empty", MACHINE, "ASIAMACHINE"),
        ("empty", {"AWS_CONTAINER_CREDENTIALS_FULL_URI": "URL/container", **MACHINE}, "ASIACONTAINER"),
    ],
)
def test_a_profile_signs_as_with_the_aws_cli(both, profile, variables, signer):
    requests = both.compared("--profile", profile, AWS_ENDPOINT_URL="URL", **variables)
    assert requests[-1][2] == signer, requests


def test_who_never_signed_in_is_told_how(both):
    done = both.patchctl("--profile", "login-nobody", "node", "list", AWS_ENDPOINT_URL="URL")
    assert done.code == 4, done.err
    assert "aws login --profile login-nobody" in done.err and "Login" not in done.err, done.err


def test_a_session_that_aws_ended_is_told_so(both):
    both.cloud.play.denied.append({"action": "RefreshToken", "code": "TOKEN_EXPIRED"})
    done = both.patchctl("--profile", "login-old", "node", "list", AWS_ENDPOINT_URL="URL")
    assert done.code == 4, done.err
    assert "session has expired" in done.err and "aws login --profile login-old" in done.err, done.err


@pytest.mark.parametrize("body", ["", "{}", "<html></html>", '{"accessToken":{"accessKeyId":"A","secretAccessKey":"s","sessionToken":"t"},"refreshToken":"r","expiresIn":-5}'])
def test_an_answer_without_keys_is_none_and_destroys_no_session(both, body):
    both.cloud.play.token = body
    done = both.patchctl("--profile", "login-old", "node", "list", AWS_ENDPOINT_URL="URL", **ONCE)
    assert done.code == 1, done.err
    assert "panicked" not in done.err and "aws login" not in done.err, done.err
    (cached,) = [path for path in both.folder.glob("*/.aws/login/cache/*.json") if "ASIAOLD" in path.read_text()]
    assert json.loads(cached.read_text())["refreshToken"] == "refresh-old"


def test_nobody_at_the_other_end_of_a_sign_in_is_said_soon(both):
    began = time.monotonic()
    done = both.patchctl("--profile", "login-old", "node", "list", AWS_ENDPOINT_URL="http://127.0.0.1:9")
    assert done.code == 1 and "refused" in done.err, done.err
    assert time.monotonic() - began < 4


def test_a_service_that_is_out_of_order_is_no_sign_in(both):
    both.cloud.play.denied.append({"action": "RefreshToken", "code": "x", "status": 503})
    done = both.patchctl("--profile", "login-old", "node", "list", AWS_ENDPOINT_URL="URL", **ONCE)
    assert done.code == 1 and "HTTP 503" in done.err and "aws login" not in done.err, done.err


def test_without_any_region_it_is_that_of_the_machine(both):
    # Version 2 of the AWS CLI does so; the one here is version 1.
    done = both.patchctl("node", "list", "-o", "json", AWS_CONFIG_FILE="/dev/null", AWS_ENDPOINT_URL="URL", **KEYS, **MACHINE)
    assert done.code == 0 and done.json["region"] == "ap-southeast-2", done.err


def test_a_chain_of_roles_is_assumed_from_its_beginning(both):
    # The AWS CLI has the first link from its cache or asks for it: both end with the same.
    both.patchctl("--profile", "deep", "node", "list", AWS_ENDPOINT_URL="URL")
    steps = [(one[2], dict(one[4]).get("RoleArn", "").rsplit("/")[-1]) for one in asked(both.cloud)]
    assert steps == [("AKIADEFAULT", "reader"), ("ASIAREADER", "deep"), ("ASIADEEP", "")]


@pytest.mark.parametrize(
    ("variables", "signer"),
    [
        ({"AWS_PROFILE": "prod"}, "AKIAPROD"),
        ({"AWS_DEFAULT_PROFILE": "prod"}, "AKIAPROD"),
        ({"AWS_DEFAULT_PROFILE": "reader"}, "ASIAREADER"),
        ({"AWS_PROFILE": "prod", **KEYS}, "AKIAENV"),
        ({"AWS_WEB_IDENTITY_TOKEN_FILE": "TOKEN", "AWS_ROLE_ARN": f"{ROLE}/pod", "AWS_ROLE_SESSION_NAME": "audit"}, "ASIAPOD"),
        ({"AWS_PROFILE": "services"}, "AKIASERVICES"),
        ({"AWS_PROFILE": "one-endpoint"}, "ASIAONE"),
        ({"AWS_PROFILE": "services", "AWS_IGNORE_CONFIGURED_ENDPOINT_URLS": "true", "HTTPS_PROXY": "URL"}, None),
    ],
)
def test_the_environment_chooses_as_with_the_aws_cli(both, tmp_path, variables, signer):
    token = tmp_path / "pod-token"
    token.write_text("token")
    variables = {name: value.replace("TOKEN", str(token)) for name, value in variables.items()}
    if not any(name.startswith("AWS_") and variables[name] in ("services", "one-endpoint") for name in variables):
        variables["AWS_ENDPOINT_URL"] = "URL"
    if signer:
        requests = both.compared(**variables)
        assert requests[-1][2] == signer, requests
        return
    hosts = {one.path for one in connects(both, **variables)}
    assert "ssm.us-east-1.amazonaws.com:443" in hosts


def connects(both: Both, *arguments: str, **variables: str) -> list:
    """The requests at the proxy; what the AWS CLI asks for, patchctl asks for as well."""
    both.cloud.take()
    both.cli(*arguments, **ONCE, **variables)
    theirs = both.cloud.take()
    own = both.patchctl(*arguments, "node", "list", **ONCE, **variables)
    ours = both.cloud.take()
    assert {one.path for one in theirs} <= {one.path for one in ours}, own.err
    return ours


@pytest.mark.parametrize(
    ("region", "more"),
    [
        ("us-east-1", {}),
        ("us-east-1", {"AWS_USE_FIPS_ENDPOINT": "true"}),
        ("us-east-1", {"AWS_USE_DUALSTACK_ENDPOINT": "true"}),
        ("us-gov-west-1", {"AWS_USE_FIPS_ENDPOINT": "true"}),
        ("cn-north-1", {}),
        ("us-iso-east-1", {}),
        ("us-isob-east-1", {}),
        ("eu-isoe-west-1", {}),
        ("us-isof-south-1", {}),
        ("eusc-de-east-1", {}),
    ],
)
def test_the_hosts_are_those_of_the_aws_cli(both, region, more):
    found = connects(both, AWS_REGION=region, AWS_DEFAULT_REGION=region, HTTPS_PROXY="URL", **KEYS, **more)
    assert found and all(one.what == "CONNECT" for one in found)


@pytest.mark.parametrize(
    ("variables", "through"),
    [
        ({"HTTPS_PROXY": "URL"}, True),
        ({"https_proxy": "URL", "HTTPS_PROXY": "http://127.0.0.1:9"}, True),
        ({"https_proxy": "", "HTTPS_PROXY": "URL"}, False),
        ({"HTTP_PROXY": "URL"}, False),
        ({"ALL_PROXY": "URL"}, False),
        ({"HTTPS_PROXY": "URL", "NO_PROXY": "amazonaws.com"}, False),
        ({"HTTPS_PROXY": "URL", "no_proxy": " .amazonaws.com ,x"}, False),
        ({"HTTPS_PROXY": "URL", "NO_PROXY": "*"}, False),
        ({"HTTPS_PROXY": "URL", "NO_PROXY": "zonaws.com"}, True),
    ],
)
def test_the_proxies_are_those_of_the_aws_cli(both, variables, through):
    found = connects(both, AWS_REGION="eu-west-1", AWS_DEFAULT_REGION="eu-west-1", **KEYS, **variables)
    assert bool(found) == through


def signed(subject: str, by: str, public, signer, ca: bool) -> bytes:
    now = datetime.datetime.now(datetime.timezone.utc)
    names = [x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)]) for name in (subject, by)]
    builder = x509.CertificateBuilder().subject_name(names[0]).issuer_name(names[1]).public_key(public).serial_number(x509.random_serial_number())
    builder = builder.not_valid_before(now - datetime.timedelta(days=1)).not_valid_after(now + datetime.timedelta(days=30))
    builder = builder.add_extension(x509.SubjectAlternativeName([x509.DNSName("localhost")]), critical=False)
    builder = builder.add_extension(x509.BasicConstraints(ca=ca, path_length=None), critical=True)
    return builder.sign(signer, hashes.SHA256()).public_bytes(serialization.Encoding.PEM)


def certificate(folder: Path) -> tuple[Path, Path]:
    """A certificate for localhost: the file for the server, and the bundle with the authority that signed it."""
    authority, key = ec.generate_private_key(ec.SECP256R1()), ec.generate_private_key(ec.SECP256R1())
    private = key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    server, bundle = folder / "server.pem", folder / "bundle.pem"
    server.write_bytes(private + signed("localhost", "authority", key.public_key(), authority, ca=False))
    bundle.write_bytes(signed("authority", "authority", authority.public_key(), authority, ca=True))
    return server, bundle


@pytest.mark.parametrize("where", ["AWS_CA_BUNDLE", "REQUESTS_CA_BUNDLE", "profile", "nowhere"])
def test_certificates_are_trusted_as_by_the_aws_cli(binary, tmp_path, where):
    server, bundle = certificate(tmp_path)
    with Cloud(certificate=server) as cloud:
        both = Both(binary, tmp_path / "homes", cloud)
        file = tmp_path / "config"
        line = f"ca_bundle = {bundle}\n" if where == "profile" else ""
        file.write_text(f"[default]\nregion = us-east-1\naws_access_key_id = A\naws_secret_access_key = s\n{line}")
        variables = {"AWS_CONFIG_FILE": str(file), "AWS_ENDPOINT_URL": "URL", **ONCE}
        variables |= {where: str(bundle)} if where.isupper() else {}
        cli, own = both.cli(**variables), both.patchctl("node", "list", **variables)
        expected = 1 if where == "nowhere" else 0
        assert (bool(cli.code), own.code) == (bool(expected), expected), f"{cli.err}\n{own.err}"


def test_every_region_of_a_partition_is_asked_and_they_are_those_of_the_sdk(binary, tmp_path):
    session = botocore.session.get_session()
    partitions = session.get_available_partitions()
    assert {"aws", "aws-cn", "aws-us-gov", "aws-iso", "aws-iso-b", "aws-iso-e", "aws-iso-f", "aws-eusc"} <= set(partitions)
    for partition in partitions:
        known = session.get_available_regions("ssm", partition_name=partition)
        with Cloud(Play(partition=partition)) as cloud:
            both = Both(binary, tmp_path / partition, cloud)
            region = known[0]
            done = both.patchctl("--all-regions", "node", "list", "-o", "ids", AWS_ENDPOINT_URL="URL", AWS_REGION=region, **KEYS)
            found = {one.region for one in cloud.take() if one.what == "DescribeInstanceInformation"}
            assert found == set(known), f"{partition}: {done.err}"


def test_a_partition_that_nobody_knows_is_refused_for_all_regions(binary, tmp_path):
    with Cloud(Play(partition="aws-mars")) as cloud:
        both = Both(binary, tmp_path, cloud)
        variables = {"AWS_ENDPOINT_URL": "URL", "AWS_REGION": "mars-north-1", **KEYS}
        refused = both.patchctl("--all-regions", "node", "list", **variables)
        assert refused.code == 2 and "--region" in refused.err, refused.err
        named = both.patchctl("node", "list", "-o", "ids", **variables)
        assert named.code == 0, named.err


def test_a_denial_of_an_organization_is_said_once(binary, tmp_path):
    regions = ["eu-west-1", "eu-west-2", "eu-west-3"]
    sentence = "not authorized to perform this with an explicit deny in a service control policy: arn:p-1"
    denied = [{"action": action, "region": region, "message": sentence}
              for action in ("DescribeInstanceInformation", "ListResourceComplianceSummaries") for region in regions]
    with Cloud(Play(denied=denied)) as cloud:
        both = Both(binary, tmp_path, cloud)
        asked_for = ",".join([*regions, "us-east-1"])
        done = both.patchctl("--region", asked_for, "compliance", "summary", AWS_ENDPOINT_URL="URL")
        assert done.code == 5, done.err
        told = [line for line in done.err.splitlines() if line.startswith("error:")]
        assert len(told) == 1 and all(region in told[0] for region in regions), done.err
        assert "--exclude-region" in done.err and "IAM action" not in done.err
        left = both.patchctl("--region", asked_for, "--exclude-region", ",".join(regions), "node", "list", "-o", "ids", AWS_ENDPOINT_URL="URL")
        assert left.code == 0, left.err


def test_of_two_profiles_of_one_account_the_one_that_may_reads(binary, tmp_path):
    for key in ("AKIADEFAULT", "AKIAPROD"):
        denied = [{"action": "DescribeInstanceInformation", "key": key}]
        with Cloud(Play(denied=denied)) as cloud:
            both = Both(binary, tmp_path / key, cloud)
            answers = []
            for order in ("default,prod", "prod,default"):
                done = both.patchctl("--profile", order, "--region", "us-east-1", "node", "list", "-o", "csv", AWS_ENDPOINT_URL="URL")
                assert done.code == 0, done.err
                answers.append(done.out)
            assert answers[0] == answers[1]


def test_a_closed_network_without_sts_is_read_and_one_without_anything_is_said(binary, tmp_path):
    with Cloud() as cloud:
        both = Both(binary, tmp_path, cloud)
        nothing = "http://127.0.0.1:9"
        done = both.patchctl("node", "list", "-o", "json", AWS_ENDPOINT_URL_SSM="URL", AWS_ENDPOINT_URL_STS=nothing, **ONCE)
        assert done.code == 0, done.err
        assert done.json["account"] is None and "127.0.0.1:9" in done.json["account_reason"]
        assert done.json["items"][0]["account"] is None
        gone = both.patchctl("node", "list", AWS_ENDPOINT_URL=nothing, **ONCE)
        assert gone.code == 1 and "sts:GetCallerIdentity could not be reached" in gone.err, gone.err


def test_sts_that_is_out_of_order_is_no_condition_but_a_role_that_cannot_be_assumed_is(binary, tmp_path):
    for denied, profile, code in (("GetCallerIdentity", "default", 0), ("AssumeRole", "reader", 1)):
        with Cloud(Play(denied=[{"action": denied, "status": 500, "code": "InternalFailure"}])) as cloud:
            both = Both(binary, tmp_path / denied, cloud)
            done = both.patchctl("--profile", profile, "node", "list", "-o", "ids", AWS_ENDPOINT_URL="URL", **ONCE)
            assert done.code == code, done.err


def test_every_request_goes_to_the_endpoint_that_was_named(binary, tmp_path):
    with Cloud(Play(accounts={"ASIASSO": "222233334444"})) as cloud:
        both = Both(binary, tmp_path, cloud)
        flags = ["--endpoint-url", cloud.url, "--role-name", "reader", "--organization"]
        for profile in ("sso-role", "token", "reader"):
            cloud.take()
            done = both.patchctl("--profile", profile, *flags, "node", "list", "-o", "ids")
            assert done.code == 0, done.err
            whats = {one.what for one in cloud.take()}
            assert {"GetCallerIdentity", "ListAccounts"} <= whats, whats
            assert {"AssumeRole", "AssumeRoleWithWebIdentity"} & whats, whats


def test_the_code_of_a_device_is_asked_for_once_and_never_told(both):
    environment = both.environment({"AWS_ENDPOINT_URL": "URL"})
    with Terminal([both.binary, "--profile", "mfa", "--debug", "node", "list"], environment) as terminal:
        terminal.until("MFA code for arn:aws:iam::111122223333:mfa/ops:")
        terminal.type(b"123456\n")
        assert terminal.code() == 0, terminal.shown
        text = terminal.shown
    requests = [one for one in both.cloud.take() if one.what == "AssumeRole"]
    assert len(requests) == 1
    told = dict(requests[0].told)
    assert (told["SerialNumber"], told["TokenCode"]) == ("arn:aws:iam::111122223333:mfa/ops", "123456")
    # What was typed stands there once, as the terminal shows it; nobody writes it into the log.
    assert text.count("123456") <= 1, text
