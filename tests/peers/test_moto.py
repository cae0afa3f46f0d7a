"""moto, which shares nothing with the sandbox: patchctl's export goes to moto's S3, and moto verifies patchctl's signatures."""

from __future__ import annotations

import csv
import io
import urllib.request

import boto3
import pytest
from botocore.config import Config

import fleet
from resigner import Resigner
from support import run
from wire.proxy import Proxy

PATH_STYLE = Config(s3={"addressing_style": "path"}, retries={"total_max_attempts": 1})


def moto_client(url: str, service: str, **keys):
    keys = keys or {"aws_access_key_id": "AKIAIOSFODNN7EXAMPLE", "aws_secret_access_key": "secret"}
    return boto3.client(service, endpoint_url=url, region_name="us-east-1", config=PATH_STYLE, **keys)


def control(url: str, path: str, body: bytes) -> None:
    urllib.request.urlopen(urllib.request.Request(url + path, body, {"Content-Type": "text/plain"}, method="POST"), timeout=10).read()


@pytest.fixture
def clean(moto):
    control(moto, "/moto-api/reset", b"")
    yield moto
    control(moto, "/moto-api/reset-auth", b"100000000")


def export(served, s3_url: str, *arguments: str, **variables: str):
    """SSM and STS of the sandbox, S3 of moto: each service has its own endpoint variable."""
    ours = {"AWS_ENDPOINT_URL_SSM": served.url, "AWS_ENDPOINT_URL_STS": served.url, "AWS_ENDPOINT_URL_S3": s3_url}
    return served.patchctl("report", "csv", "--region", "us-east-1", *arguments, **ours, **variables)


@pytest.mark.parametrize("detail", [[], ["--detail"]], ids=["summary", "detail"])
def test_the_report_lands_in_motos_s3(served, clean, detail):
    s3 = moto_client(clean, "s3")
    s3.create_bucket(Bucket="reports")
    with Proxy(clean) as proxy:
        done = export(served, proxy.url, "--to", "s3://reports/weekly/r.csv", *detail)
        assert done.code == 0, done.err
        bad = [violation for violation in proxy.violations() if violation.where.endswith(" request")]
        assert bad == []
        assert proxy.counts()["s3.PutObject"] == 1
    data = s3.get_object(Bucket="reports", Key="weekly/r.csv")["Body"].read()
    header, *lines = csv.reader(io.StringIO(data.decode(), newline=""), strict=True)
    known = {node.id for node in fleet.read(served).nodes}
    assert {line[header.index("Instance ID")] for line in lines} == known


def test_a_large_report_goes_to_moto_in_parts(generated_small, clean):
    s3 = moto_client(clean, "s3")
    s3.create_bucket(Bucket="reports")
    with Proxy(clean, keep_documents=False) as proxy:
        done = export(generated_small, proxy.url, "--to", "s3://reports/large.csv", "--detail", "--layout", "full")
        assert done.code == 0, done.err
        assert [violation for violation in proxy.violations() if violation.where.endswith(" request")] == []
        counted = proxy.counts()
    size = s3.head_object(Bucket="reports", Key="large.csv")["ContentLength"]
    assert counted["s3.UploadPart"] == -(-size // (8 * 1024 * 1024))
    assert counted["s3.CompleteMultipartUpload"] == 1
    data = s3.get_object(Bucket="reports", Key="large.csv")["Body"].read()
    header, *lines = csv.reader(io.StringIO(data.decode(), newline=""), strict=True)
    assert {line[header.index("Instance ID")] for line in lines} == {node.id for node in fleet.read(generated_small).nodes}


def test_nothing_is_overwritten_and_no_bucket_is_made(served, clean):
    s3 = moto_client(clean, "s3")
    s3.create_bucket(Bucket="reports")
    s3.put_object(Bucket="reports", Key="r.csv", Body=b"before")
    again = export(served, clean, "--to", "s3://reports/r.csv")
    assert again.code == 8, again.err
    assert s3.get_object(Bucket="reports", Key="r.csv")["Body"].read() == b"before"
    missing = export(served, clean, "--to", "s3://no-such-bucket/r.csv")
    assert missing.code == 1
    assert "no-such-bucket" in missing.err
    assert [bucket["Name"] for bucket in s3.list_buckets()["Buckets"]] == ["reports"]


def test_encryption_with_a_key_reaches_s3(served, clean):
    s3 = moto_client(clean, "s3")
    s3.create_bucket(Bucket="reports")
    key = "arn:aws:kms:us-east-1:111122223333:key/11111111-2222-3333-4444-555555555555"
    done = export(served, clean, "--to", "s3://reports/r.csv", "--sse-kms-key", key)
    assert done.code == 0, done.err
    head = s3.head_object(Bucket="reports", Key="r.csv")
    assert (head["ServerSideEncryption"], head["SSEKMSKeyId"]) == ("aws:kms", key)


@pytest.fixture
def signed(clean):
    """moto with signature and IAM checks on, and an access key that may do everything here."""
    s3, iam = moto_client(clean, "s3"), moto_client(clean, "iam")
    s3.create_bucket(Bucket="reports")
    iam.create_user(UserName="operator")
    policy = '{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"*","Resource":"*"}]}'
    iam.put_user_policy(UserName="operator", PolicyName="all", PolicyDocument=policy)
    key = iam.create_access_key(UserName="operator")["AccessKey"]
    control(clean, "/moto-api/reset-auth", b"0")
    yield clean, {"AWS_ACCESS_KEY_ID": key["AccessKeyId"], "AWS_SECRET_ACCESS_KEY": key["SecretAccessKey"]}


def boto_keys(keys: dict[str, str]) -> dict[str, str]:
    return {name.lower(): value for name, value in keys.items()}


def test_moto_really_checks_signatures(signed):
    url, keys = signed
    moto_client(url, "s3", **boto_keys(keys)).head_bucket(Bucket="reports")
    wrong = boto_keys(keys | {"AWS_SECRET_ACCESS_KEY": "wrong"})
    with pytest.raises(Exception, match="403"):
        moto_client(url, "s3", **wrong).head_bucket(Bucket="reports")


def patchctl_signs(served, keys: dict[str, str], *arguments: str, **endpoints: str):
    """patchctl with keys of moto's; which service goes where is the test's choice."""
    bare = {"PATH": "/usr/bin:/bin", "HOME": str(served.folder), "AWS_REGION": "us-east-1", "AWS_EC2_METADATA_DISABLED": "true"}
    urls = {f"AWS_ENDPOINT_URL_{service}": url for service, url in endpoints.items()}
    return run([served.binary, *arguments], bare | keys | urls, 60)


def test_moto_accepts_the_signatures_of_the_identity_and_the_export(served, signed):
    url, keys = signed
    with Proxy(url) as proxy, Resigner(served.url, served.keys()) as resigner:
        arguments = ("report", "csv", "--to", "s3://reports/signed.csv")
        done = patchctl_signs(served, keys, *arguments, SSM=resigner.url, STS=proxy.url, S3=proxy.url)
        assert done.code == 0, done.err
        assert {reading.name: reading.status for reading in proxy.readings} == {
            "sts.GetCallerIdentity": 200,
            "s3.HeadBucket": 200,
            "s3.PutObject": 200,
        }
        assert {reading.access_key for reading in proxy.readings} == {keys["AWS_ACCESS_KEY_ID"]}
    data = moto_client(url, "s3", **boto_keys(keys)).get_object(Bucket="reports", Key="signed.csv")["Body"].read()
    assert data.startswith(b"Index,Instance ID,")


def test_moto_accepts_the_signature_of_the_tags(served, signed):
    url, keys = signed
    node = next(node.id for node in fleet.read(served).nodes if node.id.startswith("i-"))
    with Proxy(url) as proxy, Resigner(served.url, served.keys()) as resigner:
        endpoints = {"SSM": resigner.url, "STS": resigner.url, "RESOURCE_GROUPS_TAGGING_API": proxy.url}
        done = patchctl_signs(served, keys, "node", "show", node, **endpoints)
        assert done.code == 0, done.err
        assert [(reading.name, reading.status) for reading in proxy.readings] == [("tagging.GetResources", 200)]


def test_moto_accepts_the_signatures_of_the_organization_and_the_role(served, clean):
    iam, organizations = moto_client(clean, "iam"), moto_client(clean, "organizations")
    organizations.create_organization(FeatureSet="ALL")
    organizations.create_account(AccountName="other", Email="other@example.com")
    trust = '{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"AWS":"*"},"Action":"sts:AssumeRole"}]}'
    iam.create_role(RoleName="PatchctlReader", AssumeRolePolicyDocument=trust)
    iam.create_user(UserName="operator")
    policy = '{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"*","Resource":"*"}]}'
    iam.put_user_policy(UserName="operator", PolicyName="all", PolicyDocument=policy)
    key = iam.create_access_key(UserName="operator")["AccessKey"]
    control(clean, "/moto-api/reset-auth", b"0")
    keys = {"AWS_ACCESS_KEY_ID": key["AccessKeyId"], "AWS_SECRET_ACCESS_KEY": key["SecretAccessKey"]}
    with Proxy(clean) as proxy, Resigner(served.url, served.keys()) as resigner:
        endpoints = {"SSM": resigner.url, "STS": proxy.url, "ORGANIZATIONS": proxy.url}
        done = patchctl_signs(served, keys, "node", "list", "--role-name", "PatchctlReader", "--organization", **endpoints)
        assert done.code == 0, done.err
        assert {reading.name for reading in proxy.readings} >= {"organizations.ListAccounts", "sts.AssumeRole"}
        assert {reading.status for reading in proxy.readings} == {200}


@pytest.mark.parametrize("checked_by_moto", ["STS", "S3"])
def test_a_wrong_secret_is_refused_and_leaves_nothing(served, signed, checked_by_moto):
    url, keys = signed
    wrong = keys | {"AWS_SECRET_ACCESS_KEY": "wrongwrongwrong"}
    with Proxy(url) as proxy, Resigner(served.url, served.keys()) as resigner:
        endpoints = {"SSM": resigner.url, "STS": resigner.url, "S3": proxy.url} | {checked_by_moto: proxy.url}
        done = patchctl_signs(served, wrong, "report", "csv", "--to", "s3://reports/wrong.csv", **endpoints)
        assert done.code in (1, 4), (done.code, done.err)
        assert {reading.status for reading in proxy.readings} == {403}
        assert "wrongwrongwrong" not in done.err + done.out, "a secret is shown"
    assert "Contents" not in moto_client(url, "s3", **boto_keys(keys)).list_objects_v2(Bucket="reports")
