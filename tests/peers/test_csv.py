"""The reports, read by Python's csv module and compared with what boto3 says."""

from __future__ import annotations

import csv
import io
import os
import stat
import time

import pytest
import regex

import fleet
from support import MANAGEMENT, REGIONS, rows

SUMMARY = [
    "Index",
    "Instance ID",
    "Instance name",
    "Instance IP",
    "Platform name",
    "Platform version",
    "SSM Agent version",
    "Patch baseline",
    "Patch group",
    "Compliance status",
    "Compliance severity",
    "Noncompliant Critical severity patch count",
    "Noncompliant High severity patch count",
    "Noncompliant Medium severity patch count",
    "Noncompliant Low severity patch count",
    "Noncompliant Informational severity patch count",
    "Noncompliant Unspecified severity patch count",
]
DETAIL = [
    "Index",
    "Instance ID",
    "Instance name",
    "Patch name",
    "KB ID/Patch ID",
    "Patch state",
    "Last report time",
    "Compliance level",
    "Patch severity",
    "Patch classification",
    "CVE ID",
    "Patch baseline",
    "Logs URL",
    "Instance IP",
    "Platform name",
    "Platform version",
    "SSM Agent version",
]
LEVELS = ("Critical", "High", "Medium", "Low", "Informational", "Unspecified")
ALL = ",".join(REGIONS)


def report(served, path, *arguments: str) -> bytes:
    answer = served.patchctl("report", "csv", "--to", str(path), *arguments, url=served.url)
    assert answer.code == 0, answer.err
    return path.read_bytes()


def table(data: bytes) -> tuple[list[str], list[dict[str, str]]]:
    """Header and rows; every record has the header's number of fields."""
    records = list(csv.reader(io.StringIO(data.decode("utf-8"), newline=""), strict=True))
    header, rest = records[0], records[1:]
    assert all(len(record) == len(header) for record in rest)
    return header, [dict(zip(header, record, strict=True)) for record in rest]


@pytest.fixture(scope="module")
def known(served):
    return fleet.read(served, regions=REGIONS)


def test_the_header_is_awss_all_nodes_report(served, tmp_path):
    assert table(report(served, tmp_path / "r.csv", "--region", "us-east-1"))[0] == SUMMARY


def test_every_node_of_the_inventory_is_there_once(served, known, tmp_path):
    _, lines = table(report(served, tmp_path / "r.csv", "--region", ALL))
    assert sorted(line["Instance ID"] for line in lines) == sorted(node.id for node in known.nodes)
    assert [line["Index"] for line in lines] == [str(number) for number in range(1, len(lines) + 1)]


ESCAPES = regex.compile(r"\x1b\[[0-?]*[ -/]*[@-~]|\x1b\][^\x07\x1b]*(\x07|\x1b\\\\)|[\p{Cc}\p{Cf}]")


def plain(text: str) -> str:
    """A cell without the mark that keeps it from running as a formula; both sides are compared without control characters."""
    return ESCAPES.sub("", text.removeprefix("'"))


def test_the_columns_are_what_the_api_says(served, known, tmp_path):
    _, lines = table(report(served, tmp_path / "r.csv", "--region", ALL))
    for line in lines:
        node = known.of(line["Instance ID"])
        info, state, summary = node.info, node.state, node.summary
        assert plain(line["Instance name"]) in [plain(info.get(name, "")) for name in ("Name", "ComputerName")]
        assert line["Instance IP"] == info.get("IPAddress", "")
        assert plain(line["Platform name"]) == info["PlatformName"]
        assert line["Platform version"] == info["PlatformVersion"]
        assert line["SSM Agent version"] == info["AgentVersion"]
        assert line["Patch group"] == (state or {}).get("PatchGroup", "")
        assert (state or {}).get("BaselineId", "") in (line["Patch baseline"], line["Patch baseline"].rpartition("/")[2])
        if summary is None:
            assert line["Compliance status"] not in ("COMPLIANT", "Compliant")
            continue
        assert line["Compliance status"].upper().replace("-", "_").replace(" ", "_") == summary["Status"]
        assert line["Compliance severity"].upper() == summary["OverallSeverity"]
        counts = summary["NonCompliantSummary"]["SeveritySummary"]
        for level in LEVELS:
            assert line[f"Noncompliant {level} severity patch count"] == str(counts[f"{level}Count"]), (node.id, level)


def test_detail_has_the_single_node_columns_for_every_node(served, tmp_path):
    known = fleet.read(served)
    header, lines = table(report(served, tmp_path / "d.csv", "--detail", "--region", "us-east-1"))
    assert header == DETAIL
    ssm = served.client("ssm")
    wanted = []
    for node in known.nodes:
        only = [{"Key": "ComplianceType", "Values": ["Patch"], "Type": "EQUAL"}]
        for item in rows(ssm, "list_compliance_items", "ComplianceItems", ResourceIds=[node.id], ResourceTypes=["ManagedInstance"], Filters=only):
            details = item["Details"]
            wanted.append((node.id, plain(item["Id"]), plain(item["Title"]), details["PatchState"], item["Severity"], details.get("CVEIds", "")))
    got = [
        (
            line["Instance ID"],
            plain(line["KB ID/Patch ID"]),
            plain(line["Patch name"]),
            line["Patch state"],
            line["Compliance level"].upper(),
            line["CVE ID"].replace(" ", "").replace(";", ","),
        )
        for line in lines
        if line["KB ID/Patch ID"]
    ]
    key = str
    assert sorted(got, key=key) == sorted(wanted, key=key)
    silent = {node.id for node in known.nodes} - {line["Instance ID"] for line in lines}
    assert not silent, "a node without patch data must not vanish from the auditor's file"
    assert any("," in row[5] or row[5] for row in got), "no CVE id anywhere"


def test_the_full_layout_is_a_superset(served, known, tmp_path):
    _, small = table(report(served, tmp_path / "s.csv", "--region", ALL))
    header, full = table(report(served, tmp_path / "f.csv", "--layout", "full", "--region", ALL))
    assert len(set(header)) == len(header)
    assert [column for column in header if column in SUMMARY] == SUMMARY
    for few, many in zip(small, full, strict=True):
        assert few == {column: many[column] for column in SUMMARY}
    extra = [column.lower() for column in header if column not in SUMMARY]
    for wanted in ("account", "region", "verdict", "age", "execution type"):
        assert any(wanted in column for column in extra), f"no column for {wanted} in {extra}"
    verdicts = known.verdicts()
    column = next(column for column in header if "verdict" in column.lower())
    assert {line["Instance ID"]: line[column] for line in full} == verdicts


def test_records_end_with_cr_lf_and_there_is_no_byte_order_mark(served, tmp_path):
    data = report(served, tmp_path / "r.csv", "--region", "us-east-1")
    assert not data.startswith(b"\xef\xbb\xbf")
    assert data.endswith(b"\r\n")
    assert data.replace(b"\r\n", b"").count(b"\r") == 0
    assert data.count(b"\r\n") == data.count(b"\n"), "a bare line feed outside of a quoted cell"


def test_bom_is_for_those_who_ask(served, tmp_path):
    plain_bytes = report(served, tmp_path / "a.csv", "--region", "us-east-1")
    assert report(served, tmp_path / "b.csv", "--bom", "--region", "us-east-1") == b"\xef\xbb\xbf" + plain_bytes


def test_same_data_same_bytes(served, tmp_path):
    for arguments in ([], ["--detail"], ["--layout", "full"], ["--detail", "--layout", "full"]):
        first = report(served, tmp_path / "a.csv", "--overwrite", "--region", ALL, *arguments)
        time.sleep(1.1)
        assert report(served, tmp_path / "b.csv", "--overwrite", "--region", ALL, *arguments) == first
    answer = served.patchctl("report", "csv", "--to", "-", "--region", ALL, "--detail", "--layout", "full", url=served.url)
    assert answer.out.encode() == first


FORMULA = ("=", "+", "-", "@", "\t", "\r")


@pytest.mark.parametrize("arguments", [[], ["--detail"], ["--layout", "full"], ["--detail", "--layout", "full"]], ids=" ".join)
def test_no_cell_runs_as_a_formula(served, tmp_path, arguments):
    _, lines = table(report(served, tmp_path / "r.csv", "--region", ALL, *arguments))
    hot = [(column, cell) for line in lines for column, cell in line.items() if cell.startswith(FORMULA)]
    assert not hot, hot[:5]
    assert not [cell for line in lines for cell in line.values() if any(ord(character) < 32 and character not in "\n\r\t" for character in cell)]


def test_raw_cells_keeps_what_the_node_said(served, known, tmp_path):
    _, lines = table(report(served, tmp_path / "r.csv", "--raw-cells", "--region", ALL))
    told = {node.info.get("Name") or node.info.get("ComputerName") for node in known.nodes} | {node.info.get("ComputerName") for node in known.nodes}
    for line in lines:
        assert line["Instance name"] in told
    hot = [name for name in told if name and name.startswith(FORMULA)]
    assert hot, "the example fleet has no name that a spreadsheet would run"
    assert {line["Instance name"] for line in lines} & set(hot)


def test_what_is_no_file_is_never_replaced_by_one(served, tmp_path):
    """A pipe stands here for /dev/null and its like, which a rename would destroy."""
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    reader = os.open(pipe, os.O_RDONLY | os.O_NONBLOCK)
    try:
        answer = served.patchctl("report", "csv", "--to", str(pipe), "--region", "us-east-1", url=served.url)
        assert stat.S_ISFIFO(pipe.lstat().st_mode), "the pipe was replaced by a file"
        data = os.read(reader, 1 << 20) if answer.code == 0 else b""
    finally:
        os.close(reader)
    if answer.code == 0:
        assert table(data)[0] == SUMMARY
    else:
        assert answer.code in (1, 2) and str(pipe) in answer.err


def test_a_link_stays_a_link(served, tmp_path):
    real, link = tmp_path / "real.csv", tmp_path / "link.csv"
    real.write_text("before")
    link.symlink_to(real)
    report(served, link, "--overwrite", "--region", "us-east-1")
    assert link.is_symlink()
    assert table(real.read_bytes())[0] == SUMMARY


def test_a_report_may_be_read_by_whom_the_umask_lets(served, tmp_path):
    before = os.umask(0o022)
    try:
        report(served, tmp_path / "r.csv", "--region", "us-east-1")
    finally:
        os.umask(before)
    assert stat.S_IMODE((tmp_path / "r.csv").stat().st_mode) == 0o644


def test_the_object_in_s3_has_the_same_bytes_as_the_file(served, tmp_path):
    s3 = served.client("s3")
    s3.create_bucket(Bucket="peers-csv")
    wanted = report(served, tmp_path / "r.csv", "--region", ALL, "--detail")
    done = served.patchctl("report", "csv", "--detail", "--region", ALL, "--to", "s3://peers-csv/dir/r.csv", url=served.url)
    assert done.code == 0, done.err
    assert s3.get_object(Bucket="peers-csv", Key="dir/r.csv")["Body"].read() == wanted
    assert not s3.list_multipart_uploads(Bucket="peers-csv").get("Uploads")


def test_a_large_report_goes_up_in_parts_and_is_whole(served, generated_small, tmp_path):
    s3 = generated_small.client("s3")
    s3.create_bucket(Bucket="peers-large")
    arguments = ("report", "csv", "--detail", "--layout", "full", "--region", "us-east-1")
    done = generated_small.patchctl(*arguments, "--to", "s3://peers-large/r.csv", url=generated_small.url)
    assert done.code == 0, done.err
    data = s3.get_object(Bucket="peers-large", Key="r.csv")["Body"].read()
    assert len(data) > 8 * 1024 * 1024, "too small to need parts"
    assert s3.head_object(Bucket="peers-large", Key="r.csv")["ETag"].strip('"').count("-") == 1
    _, lines = table(data)
    known = fleet.read(generated_small)
    assert {line["Instance ID"] for line in lines} == {node.id for node in known.nodes}
    assert not s3.list_multipart_uploads(Bucket="peers-large").get("Uploads")


def test_a_refused_export_leaves_nothing(served):
    s3 = served.client("s3")
    s3.create_bucket(Bucket="peers-refused")
    s3.put_object(Bucket="peers-refused", Key="there", Body=b"before")
    for code, arguments in (
        (8, ("--to", "s3://peers-refused/there")),
        (1, ("--to", "s3://peers-refused/new", "--expected-bucket-owner", "999988887777")),
        (1, ("--to", "s3://peers-no-such-bucket/new")),
    ):
        answer = served.patchctl("report", "csv", "--region", "us-east-1", *arguments, url=served.url)
        assert answer.code == code, (arguments, answer.code, answer.err)
    assert [row["Key"] for row in s3.list_objects_v2(Bucket="peers-refused")["Contents"]] == ["there"]
    assert s3.get_object(Bucket="peers-refused", Key="there")["Body"].read() == b"before"
    assert not s3.list_multipart_uploads(Bucket="peers-refused").get("Uploads")
    owned = served.patchctl("report", "csv", "--region", "us-east-1", "--to", "s3://peers-refused/mine", "--expected-bucket-owner", MANAGEMENT, url=served.url)
    assert owned.code == 0, owned.err
