"""How patchctl copes with a busy AWS: tests/bench/run busy. Every figure is of the stub's clock."""

from __future__ import annotations

import argparse
import os
import statistics
import subprocess
import sys
import tempfile
from dataclasses import dataclass, replace
from pathlib import Path

from stub import Limits, Stub

CLIENTS = Path(__file__).parent / "clients"
REGIONS = [
    *("us-east-1", "us-east-2", "us-west-1", "us-west-2", "ca-central-1", "sa-east-1", "eu-central-1", "eu-west-1", "eu-west-2", "eu-west-3"),
    *("eu-north-1", "ap-south-1", "ap-southeast-1", "ap-southeast-2", "ap-northeast-1", "ap-northeast-2", "ap-northeast-3", "eu-south-1", "eu-south-2", "me-south-1"),
]
PROFILES = ["one", "two"]


@dataclass
class Case:
    """A situation, and what may come of it."""

    name: str
    limits: Limits
    #: The longest time, as a multiple of the bound, or of the time of `beside`.
    aim: float
    beside: str = ""
    regions: int = 1
    profiles: int = 1
    throttled: float = 1


def cases(nodes: int) -> list[Case]:
    # 300 calls of one action for 60 nodes, and ten a second: 29 seconds at least.
    full = Limits(nodes=nodes, rate=10, bucket=10)
    small = Limits(nodes=12, rate=10, bucket=10)
    free = Limits(nodes=nodes)
    # Small pages: the time of the machine is not what is measured here.
    one = replace(small, page=1)
    return [
        Case("bucket = rate", full, 1.15, throttled=0.05),
        Case("bucket = 1", replace(full, bucket=1), 1.3),
        Case("no limit", free, 0),
        Case("no limit, 5 % of 500s", replace(free, errors=0.05), 1.2, "no limit"),
        Case("bucket = rate, 5 % of 500s", replace(full, errors=0.05), 1.2, "bucket = rate"),
        Case("throttled for 10 s", replace(small, closed=10), 0),
        Case("1 scope", one, 0),
        Case("40 scopes", one, 1.5, "1 scope", regions=20, profiles=2),
    ]


def environment(home: Path, url: str) -> dict[str, str]:
    kept = {name: os.environ[name] for name in ("PATH", "LANG", "PYTHONPYCACHEPREFIX") if name in os.environ}
    keys = (f"[{name}]\naws_access_key_id = AKIA{number:012}\naws_secret_access_key = secret\n" for number, name in enumerate(PROFILES, 1))
    (home / "credentials").write_text("".join(keys))
    (home / "config").write_text("")
    files = {"AWS_CONFIG_FILE": str(home / "config"), "AWS_SHARED_CREDENTIALS_FILE": str(home / "credentials")}
    return kept | files | {"HOME": str(home), "AWS_ENDPOINT_URL": url, "AWS_EC2_METADATA_DISABLED": "true"}


def once(command: list[str], limits: Limits, extra: dict[str, str] | None = None) -> dict:
    """One process against a stub of its own."""
    with tempfile.TemporaryDirectory(prefix="patchctl-busy-") as folder, Stub(limits) as stub:
        variables = environment(Path(folder), stub.url) | (extra or {})
        done = subprocess.run(command, env=variables, stdin=subprocess.DEVNULL, capture_output=True, timeout=600, check=False)
        figures = stub.figures()
    # The length of the report says that nothing was lost on the way.
    figures |= {"code": done.returncode, "rows": done.stdout.count(b"\r\n") - 1, "stderr": done.stderr.decode(errors="replace")[-1000:]}
    return figures


def ran(binary: str, case: Case) -> dict:
    scopes = ["--region", ",".join(REGIONS[: case.regions]), "--profile", ",".join(PROFILES[: case.profiles])]
    figures = once([binary, "report", "csv", "--detail", "--to", "-", *scopes], case.limits)
    wanted = case.limits.nodes * case.limits.pages * case.limits.page * case.regions * case.profiles
    if figures["code"] or figures["rows"] != wanted or figures["trouble"]:
        sys.exit(f"busy: {case.name}: {wanted} rows were to come: {figures}")
    return figures


def boto3(case: Case) -> dict:
    """The same work of a plain script in the mode that learns."""
    extra = {"AWS_PROFILE": "one", "AWS_DEFAULT_REGION": REGIONS[0], "AWS_RETRY_MODE": "adaptive", "AWS_MAX_ATTEMPTS": "10", "PYTHONPATH": str(CLIENTS)}
    return once([sys.executable, str(CLIENTS / "boto3_detail.py")], case.limits, extra)


def median(runs: list[dict], name: str) -> float:
    return statistics.median(run[name] for run in runs)


def main() -> None:
    parser = argparse.ArgumentParser(prog="tests/bench/run busy")
    parser.add_argument("--default-binary", help=argparse.SUPPRESS)
    parser.add_argument("--binary", help="the program to measure")
    parser.add_argument("--nodes", type=int, default=60)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--only", help="only cases with this in their name, and what they are compared with")
    parser.add_argument("--check", type=float, metavar="RATIO", help="fail when a time is longer than its aim, or than RATIO where that is more")
    parser.add_argument("--beside-boto3", action="store_true", help="let boto3 do the same, in adaptive mode")
    options = parser.parse_args()
    binary = os.path.abspath(options.binary or options.default_binary)

    print("| AWS is | calls | seconds | bound | ratio | aim | throttled |\n|---|---:|---:|---:|---:|---:|---:|")
    seconds, missed = {}, []
    for case in cases(options.nodes):
        if options.only and options.only not in case.name:
            continue
        runs = [ran(binary, case) for _ in range(options.rounds)]
        took, bound = median(runs, "seconds"), median(runs, "bound")
        seconds[case.name] = took
        beside = seconds.get(case.beside, 0) if case.beside else bound
        share = statistics.median(run["throttled"] / (run["good"] + run["throttled"]) for run in runs)
        ratio = took / beside if case.aim and beside else 0
        cells = [f"{median(runs, 'good'):.0f}", f"{took:.1f}", f"{bound:.1f}" if bound else "", f"{ratio:.2f}" if ratio else ""]
        print(f"| {case.name} | {' | '.join(cells)} | {case.aim or ''} | {share * 100:.1f} % |", flush=True)
        # A short run is throttled more often in proportion: a limit must be found once.
        most = case.throttled * (3 if options.nodes < 60 else 1)
        if ratio > max(case.aim, options.check or 0) or share > most:
            missed.append(case.name)
        if options.beside_boto3 and case.aim and not case.beside:
            theirs = boto3(case)
            print(f"| {case.name}, boto3 | {theirs['good']} | {theirs['seconds']:.1f} | {bound:.1f} | {theirs['seconds'] / bound:.2f} | | |")
    if missed:
        print(f"\nmissed: {', '.join(missed)}")
        if options.check:
            sys.exit(1)


if __name__ == "__main__":
    main()
