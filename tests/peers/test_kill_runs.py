"""Patch runs that are killed: an install in waves, the resume of a run that was left, and an install whose reboot comes at a time. Then
somebody does what patchctl says: waits, resumes, or begins anew where nothing is there. In real time, each kill in a sandbox of its own;
the truth is what boto3 sees there.

Most are killed at a moment in time, some at a write: it has its effect and nobody hears of it, it reaches AWS after its client is gone,
or it never does. Some runs have a record in S3, and sometimes lists are late.

A sample runs with the others; `tests/peers/run --full` runs all of it and writes its part of the table that is committed."""

from __future__ import annotations

import fcntl
import json
import os
import random
import signal
import subprocess
import time
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

import kills
from conftest import FLEETS, seeded
from kills import Kill, Moment, Part, Series, Tally
from support import Answer, rows, run
from test_machines import RECORDS, soon, told
from test_run_command import node
from wire.spoilt_writes import Death, SpoiltWrites

SEED = 20261130
#: How many sandboxes are served side by side. Most of the time somebody waits in each.
SIDE_BY_SIDE = 12
#: How many times somebody goes on with one run.
STEPS = 7
NAME = "killed"
NODES = [node(number) for number in (1, 2, 3)]
PART = Part(
    "Patch runs",
    "whole_kill_runs",
    "Each kill was in a sandbox of its own; a third of them at one of the writes: it had its effect, it came late, or never. Then somebody"
    " waited, resumed, or began anew where nothing was there, until the run was over. `orphans` are also runs that could not be brought to"
    " an end, or that `patch-now list` does not name.",
)


@dataclass(frozen=True)
class Play:
    """What is drawn of one kill beforehand."""

    series: type[Killed]
    number: int
    #: At which part of its usual time it is killed, or at which write.
    share: float = 1.0
    death: Death | None = None
    records: bool = True
    #: By how many seconds lists are late.
    late: int = 0
    #: Whether somebody resumes at once, when writes that are on their way have not arrived.
    is_hasty: bool = False

    def __str__(self) -> str:
        when = f"write {self.death.write} {self.death.end}" if self.death else f"{self.share:.2f} of its time"
        return f"{when}{', record in S3' if self.records else ''}{f', lists {self.late} s late' if self.late else ''}{', hasty' if self.is_hasty else ''}"


class Killed(Series):
    """A run that is killed, in a sandbox that nothing else is in."""

    #: Whoever resumes what was begun and is nowhere looks for it for five minutes.
    patience = 420
    #: How many commands the run has, and how many of them are sent by what is killed.
    commands: int
    killed_commands: int
    #: Whether nodes that wait for a reboot at the end are as they were asked to be.
    leaves_pending = True

    def __init__(self, sandbox, play: Play):
        super().__init__(sandbox)
        self.play = play
        self.ssm = sandbox.client("ssm")
        self.home, self.second = sandbox.folder / "first", sandbox.folder / "second"
        self.steps: list[str] = []

    def environment(self) -> dict[str, str]:
        return self.at(self.home)

    def at(self, home: Path) -> dict[str, str]:
        home.mkdir(exist_ok=True)
        return super().environment() | {"HOME": str(home)} | (RECORDS if self.play.records else {})

    def install(self) -> list[str]:
        return ["patch-now", "install", "--node", ",".join(NODES), *self.options(), "--run-name", NAME, "--yes", "-o", "json"]

    def options(self) -> list[str]:
        raise NotImplementedError

    def words(self, kill: Kill) -> list[str]:
        return self.install()

    def prepare(self, kill: Kill) -> None:
        self.be_late()

    def be_late(self) -> None:
        if self.play.late:
            (self.sandbox.folder / "faults.yaml").write_text(f"- {{kind: late, operation: ListCommands, seconds: {self.play.late}}}\n")

    def be_in_time(self) -> None:
        (self.sandbox.folder / "faults.yaml").unlink(missing_ok=True)

    def do(self, kill: Kill, verb: str, *words: str, home: Path | None = None) -> Answer:
        arguments = self.install() if verb == "install" else ["patch-now", verb, *words, "-o", "json"]
        began = time.monotonic()
        answer = run(self.line(kill, arguments), self.at(home or self.home), self.patience)
        whose = "second: " if home else ""
        self.steps.append(f"{whose}{verb} after {time.monotonic() - began:.1f} s: {answer.code}: {answer.err.strip()[-400:]}")
        return answer

    def go_on(self, kill: Kill) -> Answer:
        verb, answer = "resume" if self.play.is_hasty else "wait", None
        for _ in range(STEPS):
            words = {"wait": [NAME, "--timeout", "60s"], "resume": [NAME, "--yes"], "install": []}[verb]
            answer = self.do(kill, verb, *words)
            verb = self.next(verb, answer)
            if not verb:
                break
        return answer

    @staticmethod
    def next(verb: str, answer: Answer) -> str:
        """What patchctl says is to be done; nothing when it is over, or nobody can go on."""
        if answer.code == 7:
            return "wait" if verb == "resume" else "resume"
        if answer.code == 1 and f"there is no run {NAME}" in answer.err:
            return "install"
        return "wait" if answer.code == 8 and "nothing is left to be sent" in answer.err else ""

    # What is there in truth.

    def sent(self) -> list[dict]:
        self.be_in_time()
        commands = rows(self.ssm, "list_commands", "Commands")
        self.be_late()
        return commands

    def dirty(self) -> dict[str, str]:
        """The nodes that are not as they were asked to be, and why."""
        found = {}
        for state in self.ssm.describe_instance_patch_states(InstanceIds=NODES)["InstancePatchStates"]:
            pending = 0 if self.leaves_pending else state["InstalledPendingRebootCount"]
            if state["MissingCount"] or state["FailedCount"] or pending:
                found[state["InstanceId"]] = f"{state['MissingCount']} missing, {state['FailedCount']} failed, {state['InstalledPendingRebootCount']} pending"
        return found

    def installed(self, node: str) -> list[str]:
        patches = rows(self.ssm, "describe_instance_patches", "Patches", InstanceId=node)
        return sorted(f"{patch['Title']} {patch['State']}" for patch in patches)

    def receipts(self, home: Path) -> list[Path]:
        folder = home / ".local" / "state" / "patchctl" / "runs"
        return sorted(folder.iterdir()) if folder.exists() else []

    def objects(self) -> dict[str, bytes]:
        s3 = self.sandbox.client("s3")
        found = rows(s3, "list_objects_v2", "Contents", Bucket="run-records") if s3.list_objects_v2(Bucket="run-records").get("KeyCount") else []
        return {row["Key"]: s3.get_object(Bucket="run-records", Key=row["Key"])["Body"].read() for row in found}

    # What may be wrong.

    def halves(self) -> list[str]:
        """Receipts and records that are not whole."""
        files = {path.name: path.read_bytes() for home in (self.home, self.second) for path in self.receipts(home) if path.suffix == ".json"}
        return [f"half: {name} has {content[-60:]!r}" for name, content in (files | self.objects()).items() if not is_run(content)]

    def unlisted(self, kill: Kill, home: Path | None = None) -> list[str]:
        """A run that something is there of, and that is not listed."""
        kept = bool(home is None and [path for path in self.receipts(self.home) if path.suffix == ".json"])
        there = [word for word, is_there in (("commands", self.sent()), ("a receipt", kept), ("a record", self.objects())) if is_there]
        listed = self.do(kill, "list", home=home)
        named = [item["run"] for item in listed.json["items"]] if listed.code == 0 else []
        return [f"orphan: there is {' and '.join(there)} of a run, and the list names {named}: {listed.err[-200:]}"] if there and named != [NAME] else []

    def at_once(self, kill: Kill) -> list[str]:
        found = self.halves()
        if self.play.is_hasty:
            return found
        sent = self.sent()
        found += self.unlisted(kill)
        found += self.other_machine(kill)
        if sent:
            # The name is taken, and the nodes are busy; nothing of this one goes out.
            again = self.do(kill, "install")
            if again.code != 8:
                found.append(f"double: the same install again ends with {again.code} although {len(sent)} commands were sent: {again.err[-300:]}")
        return found

    def other_machine(self, kill: Kill) -> list[str]:
        """Another machine that looks in the middle calls nothing done that is not."""
        sent = self.sent()
        looked = self.do(kill, "wait", NAME, "--timeout", "2s", home=self.second)
        dirty = self.dirty()
        if looked.code == 0 and (dirty or looked.json["state"] != "FINISHED"):
            return [f"false green: the other machine says {told(looked)} of {dirty}"]
        if sent and not self.play.late and "there is no run" in looked.err:
            return [f"false green: the other machine says that there is no run of {len(sent)} commands"]
        return []

    def afterwards(self, kill: Kill, answer: Answer) -> list[str]:
        kill.proxy.quiet(also_coming=True)
        self.be_in_time()
        commands, dirty = rows(self.ssm, "list_commands", "Commands"), self.dirty()
        found = self.doubles(commands)
        if answer.code != 0:
            found.append(f"orphan: it cannot be brought to its end: {answer.code}: {answer.err[-300:]}")
        elif dirty or len(commands) != self.commands:
            found.append(f"false green: exit 0 with {len(commands)} commands of {self.commands} and {dirty}")
        first, second = self.do(kill, "wait", NAME, "--timeout", "60s"), self.do(kill, "wait", NAME, "--timeout", "60s", home=self.second)
        found += self.judged("first", first, dirty) + self.judged("second", second, dirty)
        if first.out and second.out and told(first) != told(second):
            found.append(f"false green: the machines disagree: {told(first)}, {told(second)}")
        found += self.halves() + self.unlisted(kill) + self.unlisted(kill, self.second) + self.left()
        return found

    def story(self, kill: Kill) -> str:
        return "\n    ".join(["", str(self.play), *self.steps])

    def doubles(self, commands: list[dict]) -> list[str]:
        comments = Counter(command["Comment"] for command in commands)
        found = [f"double: {comment} was sent {times} times" for comment, times in comments.items() if times > 1]
        meant = Counter((command["DocumentName"], one) for command in commands for one in command["InstanceIds"])
        return found + [f"double: {one} got {document} {times} times" for (document, one), times in meant.items() if times > 1]

    def judged(self, whose: str, answer: Answer, dirty: dict[str, str]) -> list[str]:
        if not answer.out:
            return [f"orphan: the {whose} machine says nothing of the run: {answer.code}: {answer.err[-300:]}"]
        told_of = {item["node"]: item for item in answer.json["items"]}
        well = {one for one, item in told_of.items() if item["outcome"] == "SUCCEEDED" or (self.leaves_pending and item["outcome"] == "PENDING_REBOOT")}
        found = [f"false green: the {whose} machine calls {one} {told_of[one]['outcome']}, and it has {dirty[one]}" for one in sorted(well & set(dirty))]
        if answer.code == 0 and answer.json["state"] != "FINISHED":
            found.append(f"false green: the {whose} machine says 0 of a run that is {answer.json['state']}")
        unwell = sorted(set(NODES) - set(dirty) - well)
        if unwell:
            found.append(f"orphan: for the {whose} machine {[(one, told_of.get(one, {}).get('outcome'), told_of.get(one, {}).get('reason')) for one in unwell]} are never done")
        for one in sorted(well - set(dirty)):
            claimed = told_of[one]["patches"]["installed"]
            state = "InstalledPendingReboot" if self.leaves_pending else "Installed"
            truth = sorted(patch.partition(" ")[0] for patch in self.installed(one) if patch.endswith(f" {state}"))
            if claimed is None or sorted(name.partition(" ")[0] for name in claimed) != truth:
                found.append(f"false green: the {whose} machine says that {claimed} were installed on {one}, and boto3 sees {truth}")
        return found

    def left(self) -> list[str]:
        """What nobody cleared."""
        found = []
        for home in (self.home, self.second):
            for path in self.receipts(home):
                if path.name not in (f"{NAME}.json", f"{NAME}.lock", ".turn.lock"):
                    found.append(f"orphan: {path.relative_to(self.sandbox.folder)}")
                if path.suffix == ".lock" and not is_free(path):
                    found.append(f"orphan: {path.name} is held")
        s3 = self.sandbox.client("s3")
        found += [f"orphan: upload of {row['Key']}" for row in s3.list_multipart_uploads(Bucket="run-records").get("Uploads", [])]
        expected = {f"runs/{NAME}.json"} if self.play.records else set()
        return found + [f"orphan: object {key}" for key in sorted(set(self.objects()) - expected)]


class InWaves(Killed):
    name = "patch-now install in waves"
    commands = killed_commands = 3

    def options(self) -> list[str]:
        return ["--reboot", "never", "--wave", "1,1,rest", "--pause", "1s"]


class Resumed(InWaves):
    """A run that was left by its user, or killed, after its first command; what is killed is the resume of it."""

    name = "patch-now resume"
    killed_commands = 2

    def prepare(self, kill: Kill) -> None:
        kill.proxy.play(None)
        left = subprocess.Popen(
            self.line(kill, self.install()), env=self.environment(), stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        )
        deadline = time.monotonic() + 60
        while not rows(self.ssm, "list_commands", "Commands"):
            assert time.monotonic() < deadline and left.poll() is None, "the first command was never sent"
            time.sleep(0.05)
        left.send_signal(signal.SIGKILL if kill.number % 2 else signal.SIGINT)
        left.wait(60)
        kill.proxy.quiet()
        self.be_late()

    def words(self, kill: Kill) -> list[str]:
        return ["patch-now", "resume", NAME, "--yes", "-o", "json"]


class RebootedLater(Killed):
    name = "patch-now install --reboot at"
    commands = killed_commands = 2
    leaves_pending = False

    def options(self) -> list[str]:
        return ["--reboot", "at", soon(6), "--max-concurrency", "3"]


def is_run(content: bytes) -> bool:
    try:
        return json.loads(content)["run"] == NAME
    except (ValueError, KeyError):
        return False


def is_free(path: Path) -> bool:
    with path.open("r+b") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            return False
    return True


#: The series, how many kills of them belong to the sample, and how many to the whole.
SERIES = [(InWaves, 3, 80), (Resumed, 2, 50), (RebootedLater, 3, 70)]


def drawn(series: type[Killed], kills: int, usual: Kill) -> list[Play]:
    """What happens at each kill. Every third is at a write, and each of those has its turn; every 24th write is lost, which takes minutes."""
    dice = random.Random(f"{series.name} {SEED}")
    writes = {True: usual.proxy.played.writes, False: series.killed_commands}
    deaths = [(records, Death(write, end)) for records, most in writes.items() for write in range(1, most + 1) for end in ("done", "late")]
    dice.shuffle(deaths)
    found = []
    for number in range(1, kills + 1):
        share, late, is_hasty = dice.uniform(0.0, 1.15), dice.choice((0, 0, 1, 2, 3)), dice.random() < 0.4
        records, death = dice.random() < 0.5, None
        if number % 3 == 0:
            records, death = deaths[number // 3 % len(deaths)]
        elif number % 24 == 23:
            death = Death(dice.randint(1, writes[records]), "lost")
        found.append(Play(series, number, share, death, records, late, is_hasty))
    return found


def one(binary: str, folder: Path, play: Play, usual: float) -> tuple[Kill, list[str]]:
    """A kill in a sandbox of its own."""
    place = folder / f"{play.series.__name__}-{play.number}"
    place.mkdir()
    with seeded(binary, place, "--fleet", str(FLEETS / "kills.yaml")) as sandbox, SpoiltWrites(sandbox.url) as proxy:
        kill = Kill(play.number, place, proxy)
        series = play.series(sandbox, play)
        seconds = float("inf") if play.death or not play.number else play.share * (usual + play.late)
        return kill, kills.blow(series, kill, Moment(seconds, play.death))


def tallies(binary: str, folder: Path, whole: bool) -> list[Tally]:
    found = {series: Tally(series.name) for series, _, _ in SERIES}
    with ThreadPoolExecutor(SIDE_BY_SIDE) as pool:
        # The first of each is let live: it tells how long the command takes, and what it writes.
        alive = list(pool.map(lambda series: one(binary, folder, Play(series, 0), 0.0), found))
        usual = dict(zip(found, (kill for kill, _ in alive)))
        plays = [play for series, few, all_of_them in SERIES for play in drawn(series, all_of_them if whole else few, usual[series])]
        # What takes longest begins first.
        plays.sort(key=lambda play: not (play.death and play.death.end == "lost"))
        killed = list(pool.map(lambda play: one(binary, folder, play, usual[play.series].lived), plays))
    for series, (_, faults) in zip(found, alive):
        found[series].faults += faults
    for play, (kill, faults) in zip(plays, killed):
        found[play.series].moments[kill.moment] += 1
        found[play.series].faults += faults
    return list(found.values())


def test_a_sample_of_the_killed_runs(binary, tmp_path):
    found = tallies(binary, tmp_path, whole=False)
    assert sum(sum(tally.moments.values()) for tally in found) == sum(few for _, few, _ in SERIES)
    faults = [fault for tally in found for fault in tally.faults]
    assert not faults, "\n".join(faults)


if os.environ.get("PEERS_ALL_FAULTS"):

    def test_the_whole_kill_runs(binary, tmp_path):
        found = tallies(binary, tmp_path, whole=True)
        kills.write_table(PART, found)
        faults = [fault for tally in found for fault in tally.faults]
        assert not faults, "\n".join(faults)
