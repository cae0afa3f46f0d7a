"""Findings for Security Hub: held against botocore's model and the limits of the format, taken by the sandbox and by moto, read back by
boto3."""

from __future__ import annotations

import json
import re
from datetime import datetime

import boto3
import botocore.session
import pytest
from botocore.config import Config
from botocore.validate import ParamValidator

import fleet
from conftest import FLEETS, seeded, strict
from support import MANAGEMENT, MEMBER, REGIONS, error_of

ALL = ",".join(REGIONS)
FINDING = botocore.session.get_session().get_service_model("securityhub").shape_for("AwsSecurityFinding")
#: The limits of the format that botocore's model does not have (Security Hub API reference, AwsSecurityFinding).
LONGEST = {"Id": 512, "ProductArn": 2048, "GeneratorId": 512, "Title": 256, "Description": 1024, "ProductName": 128, "CompanyName": 128}
RFC3339 = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{1,9})?(Z|[+-]\d\d:\d\d)")
LABELS = ["INFORMATIONAL", "LOW", "MEDIUM", "HIGH", "CRITICAL"]


def wrong(finding: dict, partition: str = "aws") -> list[str]:
    """What Security Hub would refuse, or what belongs to the customer."""
    report = ParamValidator().validate(finding, FINDING)
    found = [report.generate_report()] if report.has_errors() else []
    found += [f"unknown member {name}" for name in finding if name not in FINDING.members]
    found += [f"{name} is too long" for name, most in LONGEST.items() if not 0 < len(finding.get(name, "x")) <= most]
    account, region = finding["AwsAccountId"], finding["Resources"][0]["Region"]
    if finding["ProductArn"] != f"arn:{partition}:securityhub:{region}:{account}:product/{account}/default":
        found.append(f"ProductArn {finding['ProductArn']}")
    found += [f"{name} is the customer's" for name in ("Workflow", "Note", "UserDefinedFields", "VerificationState") if name in finding]
    found += [f"{key} is AWS's" for key in finding.get("ProductFields", {}) if key.startswith("aws/")]
    summary = finding.get("PatchSummary", {"Id": "x"})
    times = [finding["CreatedAt"], finding["UpdatedAt"], *(summary[key] for key in ("OperationStartTime", "OperationEndTime") if key in summary)]
    found += [f"{time} is no RFC 3339" for time in times if not RFC3339.fullmatch(time)]
    if datetime.fromisoformat(finding["CreatedAt"]) > datetime.fromisoformat(finding["UpdatedAt"]):
        found.append("changed before it was made")
    found += [f"{key} out of bounds" for key, value in summary.items() if isinstance(value, int) and not 0 <= value <= 100_000]
    if not 1 <= len(summary["Id"]) <= 256 or summary.get("Operation", "SCAN") not in ("SCAN", "INSTALL"):
        found.append("PatchSummary")
    given = finding["FindingProviderFields"]
    if given["Severity"]["Label"] not in LABELS or not 1 <= len(given["Severity"]["Original"]) <= 64:
        found.append("Severity")
    if not given["Types"] or any(kind.split("/")[0] != "Software and Configuration Checks" for kind in given["Types"]):
        found.append("Types")
    resource = finding["Resources"][0]
    if resource["Type"] not in ("AwsEc2Instance", "Other") or len(finding["Resources"]) != 1:
        found.append("Resources")
    if len(json.dumps(finding)) > 240 * 1024:
        found.append("larger than 240 KB")
    return found


def batches(sandbox, *arguments: str, code: int = 0) -> list[dict]:
    done = sandbox.patchctl("report", "asff", "--to", "-", *arguments, url=sandbox.url)
    assert done.code == code, done.err
    return [json.loads(line) for line in done.out.splitlines()]


@pytest.fixture(scope="module")
def written(served) -> list[dict]:
    return batches(served, "--region", ALL)


def test_every_finding_keeps_to_the_format(written):
    assert written
    for batch in written:
        assert list(batch) == ["Findings"] and 1 <= len(batch["Findings"]) <= 100
        assert len({(one["AwsAccountId"], one["ProductArn"]) for one in batch["Findings"]}) == 1
        assert len(json.dumps(batch)) <= 6_000_000
        for finding in batch["Findings"]:
            assert wrong(finding) == [], finding["Id"]


def test_a_large_fleet_goes_in_batches_of_a_hundred(generated):
    found = batches(generated, "--region", ALL)
    assert max(len(batch["Findings"]) for batch in found) == 100
    identifiers = [finding["Id"] for batch in found for finding in batch["Findings"]]
    assert len(identifiers) == len(set(identifiers)) >= 2000
    assert all(wrong(finding) == [] for batch in found for finding in batch["Findings"])


def test_only_what_aws_calls_compliant_passes_and_the_counts_are_awss(served, written):
    known = fleet.read(served, regions=REGIONS)
    findings = {finding["Id"].rsplit("/", 1)[1]: finding for batch in written for finding in batch["Findings"]}
    assert set(findings) == {node.id for node in known.nodes}
    for node in known.nodes:
        finding = findings[node.id]
        passed = finding["Compliance"]["Status"] == "PASSED"
        assert passed == (finding["RecordState"] == "ARCHIVED") == (finding["FindingProviderFields"]["Severity"]["Label"] == "INFORMATIONAL")
        if passed:
            assert node.summary["Status"] == "COMPLIANT" and node.info["PingStatus"] == "Online"
        if node.state is None:
            assert finding["Compliance"]["Status"] == "NOT_AVAILABLE" and "PatchSummary" not in finding
            continue
        summary = finding["PatchSummary"]
        assert summary["InstalledCount"] == node.state["InstalledCount"]
        assert summary["MissingCount"] == node.state["MissingCount"] + node.state["FailedCount"]
        assert summary["FailedCount"] == node.state["FailedCount"]
        assert summary["InstalledPendingReboot"] == node.state["InstalledPendingRebootCount"]
        assert summary["Operation"] == node.state["Operation"].upper()


def read(client) -> dict[str, dict]:
    pages = client.get_paginator("get_findings").paginate(
        Filters={"Id": [{"Value": "patchctl/", "Comparison": "PREFIX"}]}, PaginationConfig={"PageSize": 7}
    )
    return {finding["Id"]: finding for page in pages for finding in page["Findings"]}


def test_boto3_sends_what_was_written_and_reads_it_back(own, own_wire):
    client = own.client("securityhub", own_wire.url)
    [batch] = batches(own, "--profile", "management", "--region", "us-east-1")
    answer = client.batch_import_findings(**batch)
    assert (answer["SuccessCount"], answer["FailedCount"]) == (len(batch["Findings"]), 0)
    kept = read(client)
    assert len(kept) == len(batch["Findings"])
    for finding in batch["Findings"]:
        stored = kept[finding["Id"]]
        assert {name: stored[name] for name in finding} == finding
        assert stored["Severity"]["Label"] == finding["FindingProviderFields"]["Severity"]["Label"]
        assert stored["Workflow"] == {"Status": "NEW"}

    # Of another account they are refused one by one, and where nobody subscribed all of them.
    other = [finding | {"AwsAccountId": MEMBER} for finding in batch["Findings"][:2]]
    answer = client.batch_import_findings(Findings=other)
    assert (answer["SuccessCount"], answer["FailedCount"]) == (0, 2)
    elsewhere = own.client("securityhub", own_wire.url, profile="workloads")
    assert error_of(elsewhere.batch_import_findings, **batch) == "InvalidAccessException"


def test_the_aws_cli_takes_a_line_as_it_is(own, tmp_path):
    done = own.patchctl("report", "asff", "--to", str(tmp_path / "f.jsonl"), "--profile", "management", "--region", "us-east-1", url=own.url)
    assert done.code == 0, done.err
    [line] = (tmp_path / "f.jsonl").read_text().splitlines()
    (tmp_path / "batch").write_text(line)
    answer = own.aws("securityhub", "batch-import-findings", "--cli-input-json", f"file://{tmp_path / 'batch'}", profile="management")
    assert answer.code == 0, answer.err
    assert answer.json["FailedCount"] == 0 and answer.json["SuccessCount"] == len(json.loads(line)["Findings"])


def test_moto_takes_the_same(own, moto):
    findings = batches(own, "--profile", "management", "--region", "us-east-1")
    client = boto3.client(
        "securityhub",
        endpoint_url=moto,
        region_name="us-east-1",
        aws_access_key_id="AKIAIOSFODNN7EXAMPLE",
        aws_secret_access_key="secret",
        config=Config(retries={"total_max_attempts": 1}),
    )
    client.enable_security_hub()
    for batch in findings:
        answer = client.batch_import_findings(**batch)
        assert (answer["SuccessCount"], answer["FailedCount"]) == (len(batch["Findings"]), 0)


def test_patchctl_gives_moto_the_same(own, moto):
    """Systems Manager of the sandbox, Security Hub of moto."""
    done = own.patchctl(
        "report",
        "asff",
        "--import",
        "--yes",
        "--profile",
        "management",
        "--region",
        "us-east-1",
        "-o",
        "json",
        AWS_ENDPOINT_URL_SSM=own.url,
        AWS_ENDPOINT_URL_STS=own.url,
        AWS_ENDPOINT_URL_EC2=own.url,
        AWS_ENDPOINT_URL_SECURITYHUB=moto,
    )
    assert done.code == 0, done.err
    assert {row["outcome"] for row in done.json["items"]} == {"DONE"}


@pytest.fixture
def quick_hub(binary, tmp_path):
    text = (FLEETS / "quick.yaml").read_text().replace("management: true", "management: true, security_hub: [us-east-1]")
    (tmp_path / "fleet.yaml").write_text(text)
    with seeded(binary, tmp_path / "hub", "--fleet", str(tmp_path / "fleet.yaml")) as sandbox:
        yield sandbox


def test_a_finding_ends_when_its_node_is_mended_and_begins_anew(quick_hub):
    node = "i-00000000000000005"
    with strict(quick_hub) as proxy:
        client = quick_hub.client("securityhub", proxy.url)

        def imported() -> dict:
            done = quick_hub.patchctl("report", "asff", "--import", "--yes", "--node", node, url=proxy.url)
            assert done.code == 0, done.err
            [finding] = [one for key, one in read(client).items() if key.endswith(node)]
            return finding

        def run(*words: str) -> None:
            done = quick_hub.patchctl("patch-now", *words, "--node", node, "--yes", url=quick_hub.url, timeout=240)
            assert done.code == 0, done.err

        assert imported()["Compliance"]["Status"] == "NOT_AVAILABLE"
        run("scan")
        bad = imported()
        assert (bad["Compliance"]["Status"], bad["RecordState"]) == ("FAILED", "ACTIVE")
        run("install", "--reboot", "if-needed")
        good = imported()
        assert (good["Compliance"]["Status"], good["RecordState"]) == ("PASSED", "ARCHIVED")
        assert good["Severity"]["Label"] == "INFORMATIONAL" and good["Id"] == bad["Id"]
        assert good["UpdatedAt"] > bad["UpdatedAt"]
        assert list(read(client)) == [good["Id"]]
        assert proxy.counts()["securityhub.BatchImportFindings"] == 3
        assert MANAGEMENT in good["ProductArn"]
