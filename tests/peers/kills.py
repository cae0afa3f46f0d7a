"""What is common to all series of kills: a command is killed at a moment that a seed decides, somebody goes on undisturbed, and what is
there is compared with what has to be.

A series is an implementation of `Series`; its `Tally` is a row of the table. `kill` runs a series in one sandbox, one kill after the
other; where each kill has a sandbox of its own, `blow` is one of them."""

from __future__ import annotations

import random
import signal
import subprocess
import textwrap
import time
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from support import Answer, Sandbox, plain_environment, run
from wire.spoilt_writes import Death, SpoiltWrites

#: Longer than most commands here take, in seconds.
PATIENCE = 120
TABLE = Path(__file__).with_name("kills.md")
HEAD = """# What kills leave

Each command was killed with SIGKILL at moments from its start to a little beyond its usual end, or at one of its writes: `before` it asked for
any write (of a file: for any row), `while` it wrote, `after` it was over.
"""


@dataclass(frozen=True)
class Moment:
    """When a command is killed: so many seconds after it began, or at one of its writes."""

    seconds: float = float("inf")
    death: Death | None = None


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
    #: How many seconds it lived, and how many writes it asked for.
    lived: float = 0.0
    writes: int = 0
    kept: dict[str, Any] = field(default_factory=dict)


class Series:
    """A command that is killed again and again. Names must differ from kill to kill, so that each stands for itself."""

    #: What the table calls it.
    name: str
    #: Longer than any command of it takes, in seconds.
    patience: float = PATIENCE

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

    def go_on(self, kill: Kill) -> Answer:
        """What somebody does after the kill; the last answer."""
        return run(self.line(kill, self.again(kill)), self.environment(), self.patience)

    def at_once(self, kill: Kill) -> list[str]:
        """What is wrong right after the kill, in words that begin with its kind: `half: …`."""
        return []

    def afterwards(self, kill: Kill, answer: Answer) -> list[str]:
        """What is wrong after that: `double: …`, `false green: …`, `orphan: …`."""
        raise NotImplementedError

    def story(self, kill: Kill) -> str:
        """What happened, for whoever reads of a fault."""
        return ""

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
    """Kills a command so often: half of the times at a moment from its start to a little beyond its usual end, else at one of its writes,
    because these may be a hundredth of the time that the command takes."""
    dice = random.Random(f"{series.name} {seed}")
    tally = Tally(series.name)
    with SpoiltWrites(series.sandbox.url) as proxy:
        usual, writes = 0.0, 0
        for number in range(kills + 1):
            place = folder / f"{series.name.replace(' ', '-').replace('/', '-')}-{number}"
            place.mkdir(parents=True)
            one = Kill(number, place, proxy)
            # The first is let live: it tells how long the command takes.
            moment = Moment() if number == 0 else Moment(dice.uniform(0.0, 1.15 * usual))
            if number // 2 % 2 and writes:
                moment = Moment(death=Death(dice.randint(1, writes), dice.choice(["lost", "done"])))
            tally.faults += blow(series, one, moment)
            writes = writes or one.writes
            # A machine is not always as fast; what took longer says for how long to wait.
            usual = max(usual, one.lived) if one.ended else usual
            if number:
                tally.moments[one.moment] += 1
    return tally


def blow(series: Series, one: Kill, moment: Moment) -> list[str]:
    """One kill, from what it needs to what it leaves; what is wrong. Number 0 is let live."""
    series.prepare(one)
    strike(series, one, moment)
    assert one.number or (one.ended is not None and one.ended.code == 0), one.ended
    found = series.at_once(one)
    again = series.go_on(one)
    found += series.afterwards(one, again)
    series.clear(one)
    return [f"{series.name} {one.number} ({one.moment}): {fault}{series.story(one)}" for fault in found]


def strike(series: Series, one: Kill, moment: Moment) -> None:
    """Starts the command and kills it at a moment."""
    one.proxy.play(None, moment.death)
    began = time.monotonic()
    process = subprocess.Popen(
        series.line(one, series.words(one)), env=series.environment(), stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.PIPE
    )
    one.proxy.played.client = process
    try:
        out, err = process.communicate(timeout=min(moment.seconds, series.patience))
    except subprocess.TimeoutExpired:
        process.kill()
        out, err = process.communicate(timeout=PATIENCE)
    one.lived, one.writes = time.monotonic() - began, one.proxy.played.writes
    # Whoever goes on lives.
    one.proxy.played.death = None
    if process.returncode != -signal.SIGKILL:
        one.ended, one.moment = Answer(process.returncode, out.decode(), err.decode()), "after"
        return
    # What was under way reaches the sandbox before anybody looks.
    one.proxy.quiet()
    one.moment = "while" if one.proxy.played.writes or series_began(one) else "before"


def series_began(one: Kill) -> bool:
    """A file has no write on the wire: what counts there is the first read."""
    return bool(one.kept.get("local")) and sum(one.proxy.played.forwarded.values()) > 1


@dataclass(frozen=True)
class Part:
    """A part of the table: series that belong together, and what is said of them."""

    title: str
    #: What `-k` selects to make it.
    test: str
    words: str


def write_table(part: Part, tallies: list[Tally]) -> None:
    """One part of the table; the others stay."""
    git = ["git", "rev-parse", "--short", "HEAD"]
    commit = subprocess.run(git, check=True, capture_output=True, text=True, env=plain_environment(Path.home())).stdout.strip()
    made = f"Made at {commit} by `tests/peers/run --full -- -k {part.test}`. {part.words}"
    lines = [
        *textwrap.wrap(made, 140, break_long_words=False, break_on_hyphens=False),
        "",
        "| series | kills | before | while | after | doubles | false greens | half results | orphans |",
        "|---|---|---|---|---|---|---|---|---|",
        *(tally.row() for tally in tallies),
    ]
    parts = dict(section.split("\n", 1) for section in TABLE.read_text().split("\n## ")[1:]) if TABLE.exists() else {}
    parts[part.title] = "\n" + "\n".join(lines) + "\n"
    TABLE.write_text(HEAD + "".join(f"\n## {title}\n{text}" for title, text in parts.items()))
