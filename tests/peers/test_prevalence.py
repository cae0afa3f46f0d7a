"""Counts of missing patches, severities and times: counted again with boto3, and differences of reports with Python's csv module."""

from __future__ import annotations

import csv
import datetime
import random
from collections import Counter, defaultdict

import fleet
from support import REGIONS, rows, seeds

ALL = ",".join(REGIONS)
VIOLATIONS = ("Missing", "Failed", "InstalledRejected", "InstalledPendingReboot")


def patches(served) -> dict[str, list[dict]]:
    """Every patch of every node that reported."""
    known = fleet.read(served, regions=REGIONS)
    clients = {region: served.client("ssm", region=region) for region in REGIONS}
    return {node.id: rows(clients[node.region], "describe_instance_patches", "Patches", InstanceId=node.id) for node in known.nodes}


def test_top_counts_what_the_nodes_list(served):
    lacking, pending = Counter(), Counter()
    for listed in patches(served).values():
        for patch in listed:
            key = (patch["KBId"], patch["Title"])
            lacking[key] += patch["State"] in ("Missing", "Failed")
            pending[key] += patch["State"] == "InstalledPendingReboot"
    wanted = {key: (lacking[key], pending[key]) for key in lacking if lacking[key] or pending[key]}

    answer = served.patchctl("compliance", "top", "--limit", "0", "--region", ALL, "-o", "json", url=served.url)
    assert answer.code == 0, answer.err
    found = Counter(), Counter()
    for row in answer.json["items"]:
        found[0][row["id"], row["title"]] += row["nodes"]
        found[1][row["id"], row["title"]] += row["pending_reboot"]
    assert {key: (found[0][key], found[1][key]) for key in found[0]} == wanted
    counts = [row["nodes"] for row in answer.json["items"]]
    assert counts == sorted(counts, reverse=True)


def test_days_of_release_are_those_that_are_published(served):
    days = defaultdict(set)
    ssm = served.client("ssm")
    for kind in ("OS", "APPLICATION"):
        filters = [{"Key": "PATCH_SET", "Values": [kind]}]
        for patch in rows(ssm, "describe_available_patches", "Patches", Filters=filters):
            days[patch["KbNumber"]].add(patch["ReleaseDate"].astimezone(datetime.UTC).date())
    answer = served.patchctl("compliance", "top", "--limit", "0", "--os", "windows", "--region", ALL, "-o", "json", url=served.url)
    assert answer.code == 0, answer.err
    found = answer.json["items"]
    assert found
    for row in found:
        wanted = min(days[row["id"]])
        assert row["released"] == wanted.isoformat()


SHAPE = ("--detail", "--layout", "full")


def read(path):
    """Verdicts by node, and the nodes of each violating patch, of a detailed report."""
    verdicts, violating = {}, defaultdict(set)
    with path.open(newline="", encoding="utf-8") as file:
        for row in csv.DictReader(file, strict=True):
            node = row["Account"], row["Region"], row["Instance ID"]
            if row["Verdict"] == "GONE":
                continue
            verdicts[node] = row["Verdict"]
            if row["Patch state"] in VIOLATIONS:
                violating[row["Patch name"], row["KB ID/Patch ID"]].add(node)
    return verdicts, violating


def changed(path, target, generator):
    """A report in which nodes left, got another verdict, and lost or won patches."""
    with path.open(newline="", encoding="utf-8") as file:
        reader = csv.DictReader(file)
        lines = list(reader)
    nodes = sorted({line["Instance ID"] for line in lines})
    gone = set(generator.sample(nodes, 3))
    verdicts = {node: generator.choice(("COMPLIANT", "STALE", "NON_COMPLIANT")) for node in generator.sample(nodes, 6)}
    kept = []
    for line in lines:
        if line["Instance ID"] in gone:
            continue
        line["Verdict"] = verdicts.get(line["Instance ID"], line["Verdict"])
        if line["Patch state"] and generator.random() < 0.2:
            line["Patch state"] = generator.choice(("Installed", "Missing", "Failed", "InstalledOther"))
        kept.append(line)
    with target.open("w", newline="", encoding="utf-8") as file:
        writer = csv.DictWriter(file, reader.fieldnames, lineterminator="\r\n")
        writer.writeheader()
        writer.writerows(kept)


def wanted(old, new) -> Counter:
    """The changes by kind, in Python's words."""
    (before, lacked), (after, lacks) = old, new
    both = before.keys() & after.keys()
    kinds = Counter()
    kinds["GONE"] = len(before.keys() - after.keys())
    kinds["NEW_NODE"] = len(after.keys() - before.keys())
    for node in both:
        if before[node] == after[node]:
            continue
        kinds["FAILING" if before[node] == "COMPLIANT" else "MENDED" if after[node] == "COMPLIANT" else "CHANGED"] += 1
    for patch in lacked.keys() | lacks.keys():
        first, second = len(lacked[patch] & both), len(lacks[patch] & both)
        if first == second:
            continue
        kinds["NEW_PATCH" if first == 0 else "MENDED_PATCH" if second == 0 else "MORE_NODES" if second > first else "FEWER_NODES"] += 1
    return +kinds


def test_differences_of_reports_are_those_that_python_finds(served, tmp_path):
    first = tmp_path / "first.csv"
    answer = served.patchctl("report", "csv", "--to", str(first), *SHAPE, "--region", ALL, url=served.url)
    assert answer.code == 0, answer.err
    for seed in seeds(1, 2, 3):
        second = tmp_path / f"{seed}.csv"
        changed(first, second, random.Random(seed))
        for old, new in ((first, second), (second, first)):
            answer = served.patchctl("report", "diff", str(old), str(new), "-o", "json")
            assert answer.code in (0, 3), answer.err
            assert answer.code == 3 * answer.json["worse"]
            found = Counter(row["change"] for row in answer.json["items"])
            assert found == wanted(read(old), read(new)), (seed, old.name)
