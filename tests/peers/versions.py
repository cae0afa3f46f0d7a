"""The order of versions as rpm and dpkg give it: makes and checks the tables that the Rust tests read.

    python3 tests/peers/versions.py            fails when a committed table disagrees with the installed tools
    python3 tests/peers/versions.py --write    makes both tables anew
"""

from __future__ import annotations

import itertools
import random
import subprocess
import sys
import tempfile
from pathlib import Path

HERE = Path(__file__).resolve().parent
DOMAIN = HERE.parent.parent / "src" / "domain" / "patch"
TABLES = {"rpm": DOMAIN / "version_rpm.tsv", "dpkg": DOMAIN / "version_dpkg.tsv"}
SEED = 20260801
RANDOM_PAIRS = 400

# What is known to go wrong: separators only, trailing separators, tilde and caret, zeros, letters against digits, missing releases.
PICKED = {
    "rpm": [
        "1.0", "1.0-1", "1.0-0", "1.0-~1", "1.0-^1", "1.0-a", "0:1.0-1", "1:1.0-1", "00:1.0-1", "1.0.-1", "1..0-1", "1_0-1", "1.0~-1",
        "1.0~rc1-1", "1.0~~-1", "1.0^-1", "1.0^^-1", "1.0^~-1", "1.0~^-1", "1.0^git1-1", "1.0.1-1", "1.0a-1", "1.a-1", "a-1", "A-1", "Z-1",
        "1.0010-1", "1.9-1", "1.é-1", "1é0-1", "é-1", "._-1", "~-1", "^-1", "0-1", "000-1", "18446744073709551616-1",
        "18446744073709551617-1", "1.0-1.el9", "1.0-1.el9_4", "1.0-1.el10", "4294967295:1-1",
    ],
    "dpkg": [
        "1.0", "1.0-0", "1.0-1", "0:1.0-1", "1:1.0-1", "00:1.0-1", "1.0~", "1.0~~", "1.0~rc1-1", "1.0+", "1.0+dfsg-1", "1.0a", "1.0A",
        "1.0.", "1.0.0", "1.00", "1.0-00", "1.0-1~bpo11+1", "1.0-1+deb12u4", "1.0-1+deb12u10", "1.0-1ubuntu1", "1.0-1build1", "1-0-1",
        "1.0-~", "1.0-1.", "1.0-1.1", "18446744073709551616", "18446744073709551617", "1:0:1", "1+b1", "1.b1", "1b1", "1~b1", "0", "000",
        "0~", "2147483647:0",
    ],
}
PIECES = {
    "rpm": ["0", "1", "9", "10", "007", "99999999999999999999", "a", "b", "rc", "Z", ".", "..", "_", "+", "~", "^", "é", "git"],
    "dpkg": ["0", "1", "9", "10", "007", "99999999999999999999", "a", "b", "rc", "Z", ".", "..", "+", "~", "~~"],
}


def fresh(kind: str, rng: random.Random) -> str:
    """A version that is allowed to be written, out of pieces that are close to each other."""
    pieces = PIECES[kind]
    upstream = "".join(rng.choice(pieces) for _ in range(rng.randint(1, 5)))
    if kind == "dpkg":
        upstream = rng.choice("019") + upstream
    epoch = rng.choice(["", "", "", "", "0:", "1:", "01:"])
    release = "".join(rng.choice(pieces) for _ in range(rng.randint(1, 3)))
    return f"{epoch}{upstream}" + (f"-{release}" if kind == "rpm" or rng.random() < 0.7 else "")


def mutated(kind: str, version: str, rng: random.Random) -> str:
    """Nearly the same version: one piece put in somewhere behind the first character of the upstream version."""
    start = version.find(":") + 2
    at = rng.randint(start, len(version))
    return version[:at] + rng.choice(PIECES[kind]) + version[at:]


def random_pairs(kind: str, number: int, rng: random.Random) -> list[tuple[str, str]]:
    pairs = []
    for _ in range(number):
        left = fresh(kind, rng)
        pairs.append((left, mutated(kind, left, rng) if rng.random() < 0.6 else fresh(kind, rng)))
    return pairs


def rpm_order(pairs: list[tuple[str, str]]) -> list[str]:
    """`<`, `=` or `>` for each pair, by rpm itself."""
    with tempfile.NamedTemporaryFile("w", suffix=".txt", encoding="utf-8") as file:
        file.write("".join(f"{left}\n{right}\n" for left, right in pairs))
        file.flush()
        lua = f'local f = io.open("{file.name}") while true do local a = f:read() if not a then break end print(rpm.vercmp(a, f:read()) .. "\\n") end'
        done = subprocess.run(["rpm", "--eval", "%{lua:" + lua + "}"], check=True, capture_output=True, text=True)
    answers = done.stdout.split()
    assert len(answers) == len(pairs), done.stderr
    return [{"-1": "<", "0": "=", "1": ">"}[answer] for answer in answers]


def dpkg_order(pairs: list[tuple[str, str]]) -> list[str]:
    """`<`, `=` or `>` for each pair, by dpkg itself."""

    def holds(left: str, operator: str, right: str) -> bool:
        done = subprocess.run(["dpkg", "--compare-versions", left, operator, right], check=False, capture_output=True, text=True)
        assert done.returncode in (0, 1) and not done.stderr, (left, right, done.stderr)
        return done.returncode == 0

    return ["<" if holds(left, "lt", right) else "=" if holds(left, "eq", right) else ">" for left, right in pairs]


ORDER = {"rpm": rpm_order, "dpkg": dpkg_order}


def tool_version(kind: str) -> str:
    done = subprocess.run([kind, "--version"], check=True, capture_output=True, text=True, env={"PATH": "/usr/bin:/bin", "LC_ALL": "C"})
    return done.stdout.splitlines()[0]


def committed(kind: str) -> list[tuple[str, str, str]]:
    lines = TABLES[kind].read_text(encoding="utf-8").splitlines()
    return [tuple(line.split("\t")) for line in lines if not line.startswith("#")]


def write(kind: str) -> None:
    picked = list(itertools.combinations(PICKED[kind], 2))
    pairs = picked + random_pairs(kind, RANDOM_PAIRS, random.Random(SEED))
    header = f"# The order of versions by {tool_version(kind)}; made by tests/peers/versions.py --write.\n"
    rows = (f"{left}\t{order}\t{right}\n" for (left, right), order in zip(pairs, ORDER[kind](pairs), strict=True))
    TABLES[kind].write_text(header + "".join(rows), encoding="utf-8")


def disagreements(kind: str) -> list[str]:
    """The lines of a committed table that the installed tool orders otherwise."""
    rows = committed(kind)
    found = ORDER[kind]([(left, right) for left, _, right in rows])
    return [f"{kind}: {left} {order} {right}, and the tool says {now}" for (left, order, right), now in zip(rows, found, strict=True) if order != now]


if __name__ == "__main__":
    if sys.argv[1:] == ["--write"]:
        for name in TABLES:
            write(name)
    elif sys.argv[1:]:
        sys.exit(__doc__)
    wrong = [line for name in TABLES for line in disagreements(name)]
    sys.exit("\n".join(wrong) or None)
