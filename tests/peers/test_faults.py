"""Every reading command behind every fault: no row is lost in silence, no check is green that is not, nothing goes on for ever.

The truth is the output without a fault. What comes out of a faulty run has to be that, or say that it is not: by its exit code, or by
rows that say so. A seeded sample runs with the others; `tests/peers/run --full` runs all of it and writes the table that is committed."""

from __future__ import annotations

import csv
import io
import json
import os
import random
import subprocess
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from support import plain_environment, run
from wire.faulty import FAULTS, Fault, FaultyProxy

#: Longer than any command may take behind a fault, in seconds.
PATIENCE = 60
#: How many commands run side by side.
AT_ONCE = 3
#: How many cells of the matrix run with the other tests.
SAMPLE = 160
#: Not complete, refused, or without credentials: the caller knows that it has no whole answer.
SAYS_SO = {1, 4, 5}

NODE = "i-0a1b2c3d4e5f60002"
COMPLIANT = "i-0a1b2c3d4e5f60001"
REGION = ["--region", "us-east-1"]

COMMANDS: dict[str, list[str]] = {
    "node list": ["node", "list"],
    "node list --name": ["node", "list", "--name", "ip-*"],
    "node show": ["node", "show", NODE],
    "compliance summary": ["compliance", "summary"],
    "compliance nodes": ["compliance", "nodes"],
    "compliance nodes --group": ["compliance", "nodes", "--group", "production"],
    "compliance patches": ["compliance", "patches", NODE],
    "compliance missing": ["compliance", "missing", "*"],
    "compliance missing, installed": ["compliance", "missing", "bind-libs"],
    "compliance associations": ["compliance", "associations"],
    "compliance check": ["compliance", "check"],
    "compliance check, green": ["compliance", "check", "--node", COMPLIANT],
    "compliance check --fail-on": ["compliance", "check", "--node", COMPLIANT, "--fail-on", "critical", "--allow", "unspecified"],
    "compliance check --fail-on-severity": ["compliance", "check", "--fail-on-severity", "critical", "--allow", "unspecified"],
    "report csv": ["report", "csv", "--layout", "full", "--to", "-"],
    "report csv --detail": ["report", "csv", "--detail", "--layout", "full", "--to", "-"],
    "baseline list": ["baseline", "list", "--owner", "all"],
    "baseline show": ["baseline", "show", "AWS-AmazonLinux2023DefaultPatchBaseline"],
    "baseline export": ["baseline", "export", "AWS-AmazonLinux2023DefaultPatchBaseline", "--format", "json"],
    "baseline resolve": ["baseline", "resolve", "--all"],
    "baseline preview": ["baseline", "preview", "AWS-AmazonLinux2DefaultPatchBaseline"],
    "baseline lint": ["baseline", "lint"],
    "group list": ["group", "list"],
    "group show": ["group", "show", "production"],
    "group state": ["group", "state", "production"],
    "group nodes": ["group", "nodes", "production"],
    "group lint": ["group", "lint"],
    "window list": ["window", "list"],
    "window show": ["window", "show", "nightly-web"],
    "window export": ["window", "export", "--all", "--format", "json"],
    "window next": ["window", "next"],
    "association list": ["association", "list", "--all"],
    "association show": ["association", "show", "AWS-QuickSetup-PatchPolicy-ScanForPatches-c6034"],
    "patch-now plan": ["patch-now", "plan", "--group", "production", "--reboot", "never"],
    "patch-now list": ["patch-now", "list"],
}


def command(sandbox, proxy, words: list[str]):
    """One run, impatient, so that a fault costs seconds."""
    form = [] if "csv" in words or "export" in words else ["-o", "json"]
    limits = ["--read-timeout", "1", "--connect-timeout", "1"]
    variables = {"AWS_MAX_ATTEMPTS": "3"}
    line = [sandbox.binary, "--endpoint-url", proxy.url, *words, *REGION, *form, *limits]
    return run(line, sandbox.environment() | variables, PATIENCE)


def rows(words: list[str], out: str) -> Counter:
    """The rows of an output, by what they are about."""
    if not out.strip():
        return Counter()
    if "csv" in words:
        found = csv.DictReader(io.StringIO(out))
        return Counter((row["Instance ID"], row.get("Patch name", "")) for row in found if row.get("Verdict") != "UNREADABLE" and row.get("Patch state") != "UNREADABLE")
    document = json.loads(out)
    if not isinstance(document, dict):
        return Counter({("document", json.dumps(document, sort_keys=True)): 1})
    found = Counter()
    for key in ("items", "nodes", "findings", "excused", "unknown"):
        for item in document.get(key) or []:
            if isinstance(item, dict):
                # An association stands for the nodes below it.
                if key == "items" and item.get("association"):
                    found.update(("on", item["association"], str(on.get("node"))) for on in item["nodes"])
                found[(key, *(str(item.get(name)) for name in ("node", "id", "title", "kb_id", "name", "group", "operating_system", "association")))] += 1
    return found


def judge(words: list[str], fault: Fault, clean, faulty) -> str:
    """`same`, `said`, or what is wrong."""
    if faulty.code in (101, -6, -11) or "panicked" in faulty.err:
        return "PANIC"
    try:
        truth, seen = rows(words, clean.out), rows(words, faulty.out)
    except (ValueError, KeyError) as error:
        return f"BROKEN OUTPUT ({error})"
    if fault.harmless:
        return "same" if (faulty.code, truth) == (clean.code, seen) else f"CHANGED ({clean.code} to {faulty.code})"
    if faulty.code in SAYS_SO:
        return "said"
    if words[:2] == ["compliance", "check"]:
        # Nothing that is spoilt makes a check greener than it is.
        if faulty.code == 0 and clean.code != 0:
            return "FALSE GREEN"
        return "said" if faulty.code == 3 else ("same" if truth == seen else "FALSE GREEN")
    lost = truth - seen
    if lost:
        return f"LOST {sum(lost.values())} of {sum(truth.values())} rows, exit {faulty.code}"
    return "same"


def cells() -> list[tuple[str, Fault]]:
    return [(name, fault) for name in COMMANDS for fault in FAULTS]


def outcomes(sandbox, chosen: list[tuple[str, Fault]]) -> dict[tuple[str, str], str]:
    """Some commands side by side, each behind a proxy of its own: most of the time is waited."""
    by_command: dict[str, list[Fault]] = {}
    for name, fault in chosen:
        by_command.setdefault(name, []).append(fault)
    found: dict[tuple[str, str], str] = {}
    with ThreadPoolExecutor(AT_ONCE) as pool:
        for answers in pool.map(lambda one: behind(sandbox, *one), by_command.items()):
            found.update(answers)
    return found


def behind(sandbox, name: str, faults: list[Fault]) -> dict[tuple[str, str], str]:
    """One command behind each of some faults."""
    found = {}
    with FaultyProxy(sandbox.url) as proxy:
        clean = command(sandbox, proxy, COMMANDS[name])
        for fault in faults:
            proxy.play(fault)
            try:
                faulty = command(sandbox, proxy, COMMANDS[name])
                found[name, fault.name] = judge(COMMANDS[name], fault, clean, faulty)
            except subprocess.TimeoutExpired:
                found[name, fault.name] = "WITHOUT END"
            proxy.play(None)
    return found


def bad(found: dict[tuple[str, str], str]) -> list[str]:
    return [f"{name} behind {fault}: {outcome}" for (name, fault), outcome in found.items() if outcome not in ("same", "said")]


def test_the_truth_is_one(served):
    """Without a fault the proxy changes nothing, and each command has something to lose."""
    with FaultyProxy(served.url) as proxy:
        for name, words in COMMANDS.items():
            answer = command(served, proxy, words)
            assert answer.code in (0, 3), f"{name}: {answer}"
            green = words[:2] == ["compliance", "check"] and answer.code == 0
            if not green and words[1] not in ("show", "state", "preview", "lint", "export", "summary") and words[:2] != ["patch-now", "list"]:
                assert rows(words, answer.out), name


def test_a_sample_of_the_matrix(served):
    chosen = random.Random(20261129).sample(cells(), SAMPLE)
    found = outcomes(served, chosen)
    assert len(found) == SAMPLE
    assert not bad(found), "\n".join(bad(found))


if os.environ.get("PEERS_ALL_FAULTS"):

    def test_the_whole_matrix(served):
        found = outcomes(served, cells())
        write_table(found)
        assert not bad(found), "\n".join(bad(found))


def write_table(found: dict[tuple[str, str], str]) -> None:
    commit = subprocess.run(["git", "rev-parse", "--short", "HEAD"], check=True, capture_output=True, text=True, env=plain_environment(Path.home())).stdout.strip()
    names = list(COMMANDS)
    lines = [
        "# What each reading command does behind each fault",
        "",
        f"Made at {commit} by `tests/peers/run --full -- -k whole_matrix`. `same`: the result is that without a fault; `said`: the exit code says that it is none.",
        "",
        "| fault | " + " | ".join(names) + " |",
        "|---|" + "---|" * len(names),
    ]
    lines += [f"| {fault.name} | " + " | ".join(found[name, fault.name] for name in names) + " |" for fault in FAULTS]
    Path(__file__).with_name("faults.md").write_text("\n".join(lines) + "\n")
