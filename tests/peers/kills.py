"""What is common to all series of kills: a command is killed at a moment that a seed decides, the same command then runs undisturbed, and
what is there is compared with what has to be.

A series is an implementation of `Series`; `kill` runs it and gives its `Tally`, which is a row of the table."""

from __future__ import annotations

import random
import signal
import subprocess
import time
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from support import Answer, Sandbox, plain_environment, run
from wire.spoilt_writes import SpoiltWrites

#: Longer than any command here takes, in seconds.
PATIENCE = 120
TABLE = Path(__file__).with_name("kills.md")


@dataclass
class Kill:
    """One kill, and what it left."""

    number: int
    folder: Path
    proxy: SpoiltWrites
    #: `before`: no write had been asked for; `while`: some had; `after`: the command was over.
    moment: str = ""
    #: How the command ended that was killed, when it was faster.
    ended: Answer | None = None
    kept: dict[str, Any] = field(default_factory=dict)


class Series:
    """A command that is killed again and again. Names must differ from kill to kill, so that each stands for itself."""

    #: What the table calls it.
    name: str

    def __init__(self, sandbox: Sandbox):
        self.sandbox = sandbox

    def prepare(self, kill: Kill) -> None:
        """Makes what the command needs."""

    def words(self, kill: Kill) -> list[str]:
        """The command."""
        raise NotImplementedError

    def again(self, kill: Kill) -> list[str]:
        """The command that does what is left: the same, for most."""
        return self.words(kill)

    def at_once(self, kill: Kill) -> list[str]:
        """What is wrong right after the kill, in words that begin with its kind: `half: …`."""
        return []

    def afterwards(self, kill: Kill, answer: Answer) -> list[str]:
        """What is wrong after the second run: `double: …`, `false green: …`, `orphan: …`."""
        raise NotImplementedError

    def clear(self, kill: Kill) -> None:
        """Takes away what the kill and the second run made."""

    def environment(self) -> dict[str, str]:
        return self.sandbox.environment()

    def line(self, kill: Kill, words: list[str]) -> list[str]:
        return [self.sandbox.binary, "--endpoint-url", kill.proxy.url, *words, "--region", "us-east-1"]


@dataclass
class Tally:
    """What became of a series."""

    name: str
    moments: Counter = field(default_factory=Counter)
    faults: list[str] = field(default_factory=list)

    def number(self, kind: str) -> int:
        return sum(fault.partition(": ")[2].startswith(kind) for fault in self.faults)

    def row(self) -> str:
        numbers = [sum(self.moments.values()), *(self.moments[moment] for moment in ("before", "while", "after"))]
        numbers += [self.number(kind) for kind in ("double", "false green", "half", "orphan")]
        return f"| {self.name} | " + " | ".join(map(str, numbers)) + " |"


def kill(series: Series, kills: int, seed: int, folder: Path) -> Tally:
    """Kills a command so often: half of the times at a moment from its start to a little beyond its usual end, else shortly after one of
    its writes has reached the proxy, because these may be a hundredth of the time that the command takes."""
    dice = random.Random(f"{series.name} {seed}")
    tally = Tally(series.name)
    with SpoiltWrites(series.sandbox.url) as proxy:
        usual, writes = 0.0, 0
        for number in range(kills + 1):
            place = folder / f"{series.name.replace(' ', '-').replace('/', '-')}-{number}"
            place.mkdir(parents=True)
            one = Kill(number, place, proxy)
            series.prepare(one)
            proxy.play(None)
            began = time.monotonic()
            # The first is let live: it tells how long the command takes.
            if number // 2 % 2 == 0 or writes == 0:
                strike(series, one, PATIENCE if number == 0 else dice.uniform(0.0, 1.15 * usual))
            else:
                strike(series, one, dice.uniform(0.0, 0.03), dice.randint(1, writes))
            if number == 0:
                usual, writes = time.monotonic() - began, proxy.played.writes
                assert one.ended is not None and one.ended.code == 0, one.ended
            else:
                # A machine is not always as fast; what took longer says for how long to wait.
                usual = max(usual, time.monotonic() - began) if one.ended else usual
                tally.moments[one.moment] += 1
            found = series.at_once(one)
            again = run(series.line(one, series.again(one)), series.environment(), PATIENCE)
            found += series.afterwards(one, again)
            tally.faults += [f"{series.name} {number} ({one.moment}): {fault}" for fault in found]
            series.clear(one)
    return tally


def strike(series: Series, one: Kill, moment: float, write: int = 0) -> None:
    """Starts the command and kills it so many seconds after that, or after its write of this number."""
    process = subprocess.Popen(
        series.line(one, series.words(one)), env=series.environment(), stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.PIPE
    )
    deadline = time.monotonic() + PATIENCE
    while one.proxy.played.writes < write and process.poll() is None and time.monotonic() < deadline:
        time.sleep(0.001)
    try:
        out, err = process.communicate(timeout=moment)
        one.ended, one.moment = Answer(process.returncode, out.decode(), err.decode()), "after"
        return
    except subprocess.TimeoutExpired:
        process.send_signal(signal.SIGKILL)
    process.communicate(timeout=PATIENCE)
    # What was under way reaches the sandbox before anybody looks.
    one.proxy.quiet()
    one.moment = "while" if one.proxy.played.writes or series_began(one) else "before"


def series_began(one: Kill) -> bool:
    """A file has no write on the wire: what counts there is the first read."""
    return bool(one.kept.get("local")) and sum(one.proxy.played.forwarded.values()) > 1


def write_table(tallies: list[Tally]) -> None:
    """The rows of some series into the table; those of other series stay."""
    git = ["git", "rev-parse", "--short", "HEAD"]
    commit = subprocess.run(git, check=True, capture_output=True, text=True, env=plain_environment(Path.home())).stdout.strip()
    before = TABLE.read_text().splitlines() if TABLE.exists() else []
    names = {tally.name for tally in tallies}
    kept = [line for line in before if line.startswith("| ") and not line.startswith("| series") and line.split(" | ")[0].removeprefix("| ") not in names]
    lines = [
        "# What kills leave",
        "",
        f"Made at {commit} by `tests/peers/run --full -- -k whole_series`. Each command was killed with SIGKILL, half of the times at moments from",
        "its start to a little beyond its usual end, else shortly after a write: `before` it asked for any write (of a file: for any row), `while`",
        "it wrote, `after` it was over. Then the same command ran undisturbed. `orphans` are those that it neither cleared nor named.",
        "",
        "| series | kills | before | while | after | doubles | false greens | half results | orphans |",
        "|---|---|---|---|---|---|---|---|---|",
    ]
    TABLE.write_text("\n".join([*lines, *kept, *(tally.row() for tally in tallies)]) + "\n")
