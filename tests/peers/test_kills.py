"""Commands that are killed: exports to a file and to S3, and `baseline apply`. The next run of the same command clears or names whatever
the killed one left, makes nothing twice, and never says that something is there that is not.

A sample runs with the others; `tests/peers/run --full` runs all of it and writes the table that is committed."""

from __future__ import annotations

import os

import pytest

import kills
from conftest import running, seeded
from kills import Kill, Part, Series
from support import Answer, rows
from writing import RULE, document

SEED = 20261130
PART = Part(
    "Exports and `baseline apply`",
    "whole_series",
    "After each kill the same command ran undisturbed. `orphans` are those that it neither cleared nor named.",
)
SYSTEM = "SUSE"


class Export(Series):
    """An export that must be whole or not there. Every second one replaces what is there."""

    detail: list[str] = []

    def __init__(self, sandbox):
        super().__init__(sandbox)
        self.whole: bytes | None = None

    def options(self, kill: Kill) -> list[str]:
        return [*self.detail, *(["--overwrite"] if kill.number % 2 else [])]

    def kept_of(self, content: bytes):
        """What is the same in every report of a fleet that nobody patches."""
        return content

    def judge(self, kill: Kill, content: bytes | None, when: str) -> list[str]:
        if content is None:
            return []
        if self.whole is None and kill.number == 0:
            self.whole = content
        return [] if self.kept_of(content) == self.kept_of(self.whole or b"") else [f"half: {when} there are {len(content)} bytes of {len(self.whole or b'')}"]

    def answered(self, kill: Kill, before: bytes | None, now: bytes | None, answer: Answer) -> list[str]:
        found = self.judge(kill, now, "after the second run")
        # What is there already is not replaced unasked.
        expected = 8 if before is not None and not kill.number % 2 else 0
        if answer.code != expected:
            found.append(f"false green: exit {answer.code} in place of {expected}: {answer.err[-300:]}")
        if now is None:
            found.append("false green: nothing is there")
        return found


class ToFile(Export):
    name = "report csv to a file"

    def prepare(self, kill: Kill) -> None:
        kill.kept["local"] = True

    def words(self, kill: Kill) -> list[str]:
        return ["report", "csv", "--to", str(kill.folder / "out.csv"), *self.options(kill)]

    def content(self, kill: Kill) -> bytes | None:
        path = kill.folder / "out.csv"
        return path.read_bytes() if path.exists() else None

    def at_once(self, kill: Kill) -> list[str]:
        kill.kept["before"] = self.content(kill)
        return self.judge(kill, kill.kept["before"], "after the kill")

    def afterwards(self, kill: Kill, answer: Answer) -> list[str]:
        found = self.answered(kill, kill.kept["before"], self.content(kill), answer)
        left = sorted(path.name for path in kill.folder.iterdir() if path.name != "out.csv")
        return found + [f"orphan: {name}" for name in left]


class ToS3(Export):
    name = "report csv to S3"
    bucket = "kills"

    def __init__(self, sandbox):
        super().__init__(sandbox)
        self.s3 = sandbox.client("s3")
        self.s3.create_bucket(Bucket=self.bucket)

    def key(self, kill: Kill) -> str:
        return f"{kill.number}.csv"

    def words(self, kill: Kill) -> list[str]:
        return ["report", "csv", "--to", f"s3://{self.bucket}/{self.key(kill)}", *self.options(kill)]

    def content(self, kill: Kill) -> bytes | None:
        there = self.s3.list_objects_v2(Bucket=self.bucket, Prefix=self.key(kill)).get("KeyCount", 0)
        return self.s3.get_object(Bucket=self.bucket, Key=self.key(kill))["Body"].read() if there else None

    def at_once(self, kill: Kill) -> list[str]:
        kill.kept["before"] = self.content(kill)
        return self.judge(kill, kill.kept["before"], "after the kill")

    def afterwards(self, kill: Kill, answer: Answer) -> list[str]:
        found = self.answered(kill, kill.kept["before"], self.content(kill), answer)
        left = self.s3.list_multipart_uploads(Bucket=self.bucket).get("Uploads", [])
        # A refusal, because the object is there, is said before anything is begun.
        return found + [f"orphan: upload {row['UploadId']} has no name in {answer.err[-300:]}" for row in left if row["UploadId"] not in answer.err]

    def clear(self, kill: Kill) -> None:
        self.s3.delete_object(Bucket=self.bucket, Key=self.key(kill))
        for row in self.s3.list_multipart_uploads(Bucket=self.bucket).get("Uploads", []):
            self.s3.abort_multipart_upload(Bucket=self.bucket, Key=row["Key"], UploadId=row["UploadId"])


class InParts(ToS3):
    name = "report csv to S3 in parts"
    bucket = "kills-in-parts"
    detail = ["--detail", "--layout", "full"]

    def kept_of(self, content: bytes):
        # With every second the reports grow older, and that is a column.
        return content.count(b"\n"), content[-1:]


class Apply(Series):
    """Three documents: one to be created, one to be changed with its group and tags, and one to be deleted by --prune."""

    name = "baseline apply"

    def __init__(self, sandbox):
        super().__init__(sandbox)
        self.ssm = sandbox.client("ssm")

    def names(self, kill: Kill) -> tuple[str, str, str]:
        return (f"k{kill.number}-new", f"k{kill.number}-changed", f"k{kill.number}-gone")

    def own(self) -> list[dict]:
        return rows(self.ssm, "describe_patch_baselines", "BaselineIdentities", Filters=[{"Key": "OWNER", "Values": ["Self"]}])

    def prepare(self, kill: Kill) -> None:
        new, changed, gone = self.names(kill)
        for name in (changed, gone):
            made = self.ssm.create_patch_baseline(Name=name, OperatingSystem=SYSTEM, ApprovalRules=RULE, Tags=[{"Key": "before", "Value": "1"}])
            kill.kept[name] = made["BaselineId"]
        self.ssm.register_patch_baseline_for_patch_group(BaselineId=kill.kept[gone], PatchGroup=changed)
        texts = [
            document(new, more=f"patch_groups: [{new}]\ntags: {{made: new}}\n"),
            document(changed, 9, f"patch_groups: [{changed}]\ntags: {{made: changed}}\n"),
        ]
        (kill.folder / "all.yaml").write_text("---\n".join(texts), encoding="utf-8")

    def words(self, kill: Kill) -> list[str]:
        return ["baseline", "apply", "-f", str(kill.folder / "all.yaml"), "--prune", "--yes"]

    def afterwards(self, kill: Kill, answer: Answer) -> list[str]:
        new, changed, gone = self.names(kill)
        listed = [row["BaselineName"] for row in self.own()]
        found = [f"double: {name} stands there {listed.count(name)} times" for name in set(listed) if listed.count(name) > 1]
        if answer.code != 0:
            return [*found, f"false green: exit {answer.code}: {answer.err[-300:]}"]
        if sorted(listed) != sorted((new, changed)):
            found.append(f"orphan: {sorted(listed)}")
        mappings = rows(self.ssm, "describe_patch_groups", "Mappings")
        groups = {row["PatchGroup"]: row["BaselineIdentity"]["BaselineName"] for row in mappings if row["BaselineIdentity"]["OperatingSystem"] == SYSTEM}
        if groups != {new: new, changed: changed}:
            found.append(f"false green: groups {groups}")
        for row in self.own():
            name = row["BaselineName"]
            full = self.ssm.get_patch_baseline(BaselineId=row["BaselineId"])
            days = full["ApprovalRules"]["PatchRules"][0]["ApproveAfterDays"]
            tags = {tag["Key"]: tag["Value"] for tag in self.ssm.list_tags_for_resource(ResourceType="PatchBaseline", ResourceId=row["BaselineId"])["TagList"]}
            if (days, tags.get("made")) != (9 if name == changed else 3, name.partition("-")[2]):
                found.append(f"false green: {name} has {days} days and {tags}")
        return found

    def clear(self, kill: Kill) -> None:
        for row in rows(self.ssm, "describe_patch_groups", "Mappings"):
            if row["BaselineIdentity"]["OperatingSystem"] == SYSTEM:
                where = {"BaselineId": row["BaselineIdentity"]["BaselineId"], "PatchGroup": row["PatchGroup"]}
                self.ssm.deregister_patch_baseline_for_patch_group(**where)
        for row in self.own():
            self.ssm.delete_patch_baseline(BaselineId=row["BaselineId"])


@pytest.fixture(scope="module")
def example(binary, tmp_path_factory):
    """The example fleet without baselines of its own."""
    with running(binary, tmp_path_factory.mktemp("kills")) as sandbox:
        kill = Kill(0, sandbox.folder, None)
        ssm = sandbox.client("ssm")
        for row in rows(ssm, "describe_patch_groups", "Mappings"):
            ssm.deregister_patch_baseline_for_patch_group(BaselineId=row["BaselineIdentity"]["BaselineId"], PatchGroup=row["PatchGroup"])
        for name in {row["OperatingSystem"] for row in Apply(sandbox).own()}:
            default = rows(ssm, "describe_patch_baselines", "BaselineIdentities", Filters=[{"Key": "OWNER", "Values": ["AWS"]}, {"Key": "OPERATING_SYSTEM", "Values": [name]}])
            ssm.register_default_patch_baseline(BaselineId=default[0]["BaselineId"])
        Apply(sandbox).clear(kill)
        yield sandbox


@pytest.fixture(scope="module")
def large(binary, tmp_path_factory):
    """A fleet whose report in full has two parts."""
    with seeded(binary, tmp_path_factory.mktemp("kills-large"), "--nodes", "90") as sandbox:
        yield sandbox


#: The series with their fixture, how many kills belong to the sample, and how many to the whole.
SERIES = [(ToFile, "example", 4, 50), (ToS3, "example", 4, 30), (InParts, "large", 2, 20), (Apply, "example", 6, 100)]


def tallies(request, tmp_path_factory, whole: bool) -> list[kills.Tally]:
    found = []
    for series, fixture, few, all_of_them in SERIES:
        sandbox = request.getfixturevalue(fixture)
        found.append(kills.kill(series(sandbox), all_of_them if whole else few, SEED, tmp_path_factory.mktemp("places")))
    return found


def test_a_sample_of_the_kills(request, tmp_path_factory):
    found = tallies(request, tmp_path_factory, whole=False)
    assert sum(sum(tally.moments.values()) for tally in found) == sum(few for _, _, few, _ in SERIES)
    faults = [fault for tally in found for fault in tally.faults]
    assert not faults, "\n".join(faults)


if os.environ.get("PEERS_ALL_FAULTS"):

    def test_the_whole_series_of_kills(request, tmp_path_factory):
        found = tallies(request, tmp_path_factory, whole=True)
        kills.write_table(PART, found)
        faults = [fault for tally in found for fault in tally.faults]
        assert not faults, "\n".join(faults)
