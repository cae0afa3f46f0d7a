"""The measurement behind tests/bench/run."""

from __future__ import annotations

import argparse
import csv
import io
import json
import os
import platform
import statistics
import subprocess
import sys
import tempfile
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

from support import Sandbox, plain_environment, run, serve, stop
from wire.proxy import Proxy

CLIENTS = Path(__file__).parent / "clients"
VENV = Path(sys.executable).parent
#: The launcher needs this many MiB itself.
FLOOR = 10


class CountingProxy(Proxy):
    """Counts, and looks at nothing."""

    calls = 0

    def record(self, message, trouble=None):
        if trouble:
            sys.exit(f"bench: {trouble}")
        with self._lock:
            self.calls += 1


@dataclass
class Run:
    cpu: float
    wall: float
    peak: float
    output: bytes


@dataclass
class Row:
    work: str
    client: str
    runs: list[Run]
    calls: int
    note: str = ""

    def median(self, name: str) -> float:
        return statistics.median(getattr(one, name) for one in self.runs)


def once(command: list[str], environment: dict[str, str]) -> Run:
    """One process from start to end: its own user and system time, and that of the processes it waited for."""
    with tempfile.NamedTemporaryFile("r") as result, tempfile.TemporaryFile() as out, tempfile.TemporaryFile() as err:
        launch = [sys.executable, "-I", "-S", str(Path(__file__).parent / "launch.py"), result.name, *command]
        subprocess.run(launch, env=environment, stdin=subprocess.DEVNULL, stdout=out, stderr=err, check=False)
        out.seek(0)
        err.seek(0)
        code, cpu, wall, peak = (float(number) for number in result.read().split())
        if code:
            sys.exit(f"bench: {' '.join(command)} ended with {code:.0f}: {err.read().decode(errors='replace')[-2000:]}")
        return Run(cpu, wall, peak / 1024, out.read())


def measured(work: str, client: str, command: list[str], sandbox: Sandbox, rounds: int, extra: dict[str, str] | None = None, calls: bool = True) -> Row:
    """The timed rounds go straight to the sandbox; the calls are counted in a round of their own."""
    environment = sandbox.environment() | {"AWS_REGION": "us-east-1", "AWS_DEFAULT_REGION": "us-east-1", "PYTHONPATH": str(CLIENTS)} | (extra or {})
    environment["PATH"] = f"{VENV}:{environment['PATH']}"
    print(f"bench: {work}: {client}", file=sys.stderr)
    runs = [once(command, environment | {"AWS_ENDPOINT_URL": sandbox.url}) for _ in range(rounds)]
    counted = 0
    if calls:
        with CountingProxy(sandbox.url) as proxy:
            once(command, environment | {"AWS_ENDPOINT_URL": proxy.url})
            counted = proxy.calls
    return Row(work, client, runs, counted)


def same_verdicts(ours: bytes, theirs: bytes) -> None:
    """Two clients that do not say the same have not done the same work."""
    left, right = ({item["node"]: item["verdict"] for item in json.loads(text)["items"]} for text in (ours, theirs))
    if left != right:
        differing = [node for node in left.keys() | right.keys() if left.get(node) != right.get(node)]
        sys.exit(f"bench: patchctl and boto3 disagree on {len(differing)} nodes, such as {differing[:3]}")
    print(f"bench: both say {dict(Counter(left.values()))}", file=sys.stderr)


def same_rows(ours: bytes, theirs: bytes) -> None:
    def patches(data: bytes) -> Counter:
        header, *records = csv.reader(io.StringIO(data.decode(), newline=""), strict=True)
        wanted = [header.index(name) for name in ("Instance ID", "KB ID/Patch ID", "Patch state")]
        return Counter(tuple(record[index] for index in wanted) for record in records if record[wanted[1]])

    left, right = patches(ours), patches(theirs)
    if left != right:
        sys.exit(f"bench: patchctl and boto3 disagree on the rows: {list(left - right)[:2]} {list(right - left)[:2]}")
    print(f"bench: both write {sum(left.values())} patches", file=sys.stderr)


def override_list(home: Path, entries: int = 10_000) -> Path:
    """A list in the usual form, each entry with an id and a title."""
    path = home / "override-list.yaml"
    lines = (f"  - id: 'package-{n}.x86_64'\n    title: 'package-{n}.x86_64:0:1.{n}-1.amzn2023'\n" for n in range(entries))
    path.write_text("patches:\n" + "".join(lines))
    return path


def peak_of(row: Row) -> str:
    """Below the launcher's own size, nothing finer can be said."""
    peak = row.median("peak")
    return f"{peak:.0f}" if peak > FLOOR else f"< {FLOOR}"


def table(rows: list[Row]) -> str:
    lines = ["| work | client | CPU s | wall s | peak MiB | API calls |", "|---|---|---:|---:|---:|---:|"]
    for row in rows:
        digits = 3 if row.median("cpu") < 1 else 2
        cells = [f"{row.median('cpu'):.{digits}f}", f"{row.median('wall'):.{digits}f}", peak_of(row), f"{row.calls:,}" if row.calls else "0"]
        lines.append(f"| {row.work} | {row.client} | {' | '.join(cells)} |")
    return "\n".join(lines)


def scaled(part: Row, fixed: Row, factor: float) -> Row:
    """What all nodes would cost: the list of nodes once, and the part that grows with them so many times."""

    def grown(name: str) -> float:
        return fixed.median(name) + max(0.0, part.median(name) - fixed.median(name)) * factor

    runs = [Run(grown("cpu"), grown("wall"), part.median("peak"), b"")]
    return Row(part.work, part.client, runs, round(fixed.calls + (part.calls - fixed.calls) * factor))


def main() -> None:
    parser = argparse.ArgumentParser(prog="tests/bench/run")
    parser.add_argument("--default-binary", help=argparse.SUPPRESS)
    parser.add_argument("--binary", help="the program to measure, built for release")
    parser.add_argument("--nodes", type=int, default=2000)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--cli-nodes", type=int, default=20, help="how many nodes the AWS CLI reads in detail; its figures are scaled up")
    parser.add_argument("--check", action="store_true", help="fail when an aim is missed")
    options = parser.parse_args()
    binary = os.path.abspath(options.binary or options.default_binary)
    if not os.access(binary, os.X_OK):
        sys.exit(f"bench: there is no program at {binary}; build it with cargo build --release --locked")

    with tempfile.TemporaryDirectory(prefix="patchctl-bench-") as folder:
        home = Path(folder)
        seeded = run([binary, "sandbox", "seed", "--nodes", str(options.nodes), f"--sandbox={home}"], plain_environment(home), 600)
        if seeded.code:
            sys.exit(f"bench: seeding failed: {seeded.err}")
        process, url = serve(binary, home)
        try:
            rows = measure(Sandbox(binary, home, url), options)
        finally:
            stop(process)
    version, validation, nodes, detail = (
        next(row for row in rows if row.client == "patchctl" and row.work.startswith(f"`{work}"))
        for work in ("--version", "override", "compliance", "report")
    )
    boto3_detail = next(row for row in rows if row.client == "boto3" and row.work == detail.work)
    print(f"{options.nodes:,} nodes, median of {options.rounds}, {os.cpu_count()} cores, {platform.machine()}.\n")
    print(table(rows))
    ratio = boto3_detail.median("cpu") / max(detail.median("cpu"), 1e-9)
    peak = max(nodes.median("peak"), detail.median("peak"))
    aims = [
        (f"start-up takes {version.median('cpu') * 1000:.1f} ms of CPU (aim: under 10)", version.median("cpu") < 0.010),
        (f"checking 10,000 entries takes {validation.median('cpu') * 1000:.0f} ms of CPU (aim: under 100)", validation.median("cpu") < 0.100),
        (f"the detail export takes {ratio:.1f} times less CPU than boto3 (aim: 10)", ratio >= 10),
        (f"peak memory is {peak:.0f} MiB (aim: under 100)", peak < 100),
    ]
    print()
    for text, met in aims:
        print(f"- {text}{'' if met else ': MISSED'}")
    if options.check and not all(met for _, met in aims):
        sys.exit(1)


def measure(sandbox: Sandbox, options) -> list[Row]:
    python, binary, rounds = str(VENV / "python"), sandbox.binary, options.rounds
    version, nodes, detail = "`--version`", "`compliance nodes -o json`", "`report csv --detail`"
    validation, entries = "`override validate`, 10,000 entries", str(override_list(sandbox.folder))
    only_reading = "import sys, yaml; yaml.load(open(sys.argv[1]), yaml.CSafeLoader)"
    short = max(rounds, 15 if rounds > 1 else 1)
    rows = [
        measured(version, "patchctl", [binary, "--version"], sandbox, short, calls=False),
        measured(version, "boto3", [python, "-c", "import boto3; print(boto3.__version__)"], sandbox, rounds, calls=False),
        measured(version, "AWS CLI", [str(VENV / "aws"), "--version"], sandbox, rounds, calls=False),
        measured(validation, "patchctl", [binary, "override", "validate", entries], sandbox, short, calls=False),
        measured(validation, "PyYAML with libyaml (reads only)", [python, "-c", only_reading, entries], sandbox, rounds, calls=False),
        measured(nodes, "patchctl", [binary, "compliance", "nodes", "-o", "json"], sandbox, rounds),
        measured(nodes, "boto3", [python, str(CLIENTS / "boto3_nodes.py")], sandbox, rounds),
        measured(nodes, "AWS CLI", ["/bin/bash", str(CLIENTS / "aws_nodes.sh")], sandbox, 1),
        measured(detail, "patchctl", [binary, "report", "csv", "--detail", "--to", "-"], sandbox, rounds),
        measured(detail, "boto3", [python, str(CLIENTS / "boto3_detail.py")], sandbox, rounds),
    ]
    ours, theirs = ([row.runs[0].output for row in rows if row.client == client and row.work in (nodes, detail)] for client in ("patchctl", "boto3"))
    same_verdicts(ours[0], theirs[0])
    same_rows(ours[1], theirs[1])
    few = min(options.cli_nodes, options.nodes)
    script = ["/bin/bash", str(CLIENTS / "aws_detail.sh")]
    listing = measured(detail, "AWS CLI, no node", script, sandbox, 1, {"NODES": "0"})
    part = measured(detail, f"AWS CLI (scaled up from {few} nodes)", script, sandbox, 1, {"NODES": str(few)})
    rows.append(scaled(part, listing, options.nodes / few))
    return rows


if __name__ == "__main__":
    main()
