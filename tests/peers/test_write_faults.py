"""Every writing command behind every spoilt answer to a write: what is called done was done, once; what is called failed was not; and
what nobody can know is said so.

The truth is what boto3 sees in the sandbox directly. A seeded sample runs with the others; `tests/peers/run --full` runs all of it and
writes the table that is committed."""

from __future__ import annotations

import json
import os
import random
import subprocess
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from pathlib import Path

import pytest

from conftest import FLEETS, running, seeded
from support import Sandbox, plain_environment, run
from wire.spoilt_writes import SPOILT, Play, SpoiltWrites, plays
from writing import COMMANDS, REGION, Scene, count

#: Longer than any command may take behind a fault, in seconds: what may be shown late is looked for half a minute.
PATIENCE = 100
#: How many commands run side by side: most of the time is waited.
AT_ONCE = 10
#: How many cells of the matrix run with the other tests.
SAMPLE = 40
#: What may become of a cell.
GOOD = ("done", "not known", "failed")
#: What says that nobody knows.
OPEN = ("not known whether", "NOT_KNOWN")


def judge(truth: str | dict[str, str], answer) -> str:
    """`done`, `not known` or `failed`, or what is wrong."""
    said = answer.out + answer.err
    if answer.code in (101, -6, -11) or "panicked" in said:
        return "PANIC"
    parts = truth if isinstance(truth, dict) else {"": truth}
    if "twice" in parts.values():
        return "TWICE"
    is_open = any(words in said for words in OPEN)
    # A run that nobody follows any more is exit 7 and was begun or stopped all the same.
    if answer.code in (0, 7) and not is_open:
        return "done" if set(parts.values()) == {"done"} else f"FALSE GREEN ({truth})"
    if answer.code == 0:
        return "EXIT 0 AND NOT KNOWN"
    if isinstance(truth, dict) and answer.out.strip():
        return judge_rows(truth, json.loads(answer.out)["items"])
    if is_open:
        return "not known"
    return "failed" if set(parts.values()) == {"nothing"} else f"CALLED FAILED ({truth})"


def judge_rows(truth: dict[str, str], items: list[dict]) -> str:
    """The steps of a command that ended otherwise than well, each by itself."""
    for item in items:
        happened, outcome = truth[item["step"]], item["outcome"]
        if outcome == "DONE" and happened != "done":
            return f"FALSE GREEN ({item['step']})"
        # A group that was taken away and given back is as it was.
        if outcome in ("FAILED", "NOT_DONE") and happened == "done":
            return f"CALLED FAILED ({item['step']})"
    return "not known" if any(item["outcome"] == "NOT_KNOWN" for item in items) else "failed"


def cells() -> list[tuple[str, Play]]:
    return [(name, play) for name in COMMANDS for play in plays()]


def lane_of(name: str) -> str:
    """What touches the same instance stands in one lane."""
    return "group members" if name in ("group add", "group remove") else name


def outcomes(sandboxes: dict[str, Sandbox], chosen: list[tuple[str, Play | None]], folder: Path) -> dict[tuple[str, str], str]:
    """Commands that touch the same things one after another, the others side by side."""
    lanes: dict[str, list[tuple[str, Play | None]]] = {}
    for name, play in chosen:
        lanes.setdefault(lane_of(name), []).append((name, play))
    found: dict[tuple[str, str], str] = {}
    with ThreadPoolExecutor(AT_ONCE) as pool:
        # Those that wait longest begin first.
        waiting = sorted(lanes.values(), key=lambda lane: not COMMANDS[lane[0][0]].patches)
        jobs = [pool.submit(along, sandboxes, index, lane, folder) for index, lane in enumerate(waiting)]
        for job in jobs:
            found.update(job.result())
    return found


def along(sandboxes: dict[str, Sandbox], index: int, lane, folder: Path) -> dict[tuple[str, str], str]:
    found = {}
    place = folder / f"l{index}"
    place.mkdir(parents=True)
    sandbox = sandboxes.get(lane[0][0], sandboxes[""])
    with SpoiltWrites(sandbox.url) as proxy:
        for number, (name, play) in enumerate(lane):
            scene = Scene(sandbox, proxy.url, number, place)
            found[name, play.name if play else ""] = one(scene, proxy, name, play)
    return found


def one(scene: Scene, proxy: SpoiltWrites, name: str, play: Play | None) -> str:
    writing = COMMANDS[name]
    proxy.play(None)
    writing.prepare(scene)
    words = writing.words(scene)
    form = [] if "csv" in words else ["-o", "json"]
    limits = ["--read-timeout", "1", "--connect-timeout", "1"]
    line = [scene.sandbox.binary, "--endpoint-url", scene.url, *words, *REGION, *form, *limits]
    proxy.play(play)
    try:
        answer = run(line, scene.sandbox.environment() | {"AWS_MAX_ATTEMPTS": "3"}, PATIENCE)
        outcome = judge(writing.truth(scene), answer)
        if outcome not in GOOD:
            print(name, play and play.name, answer)
    except subprocess.TimeoutExpired:
        outcome = "WITHOUT END"
    proxy.play(None)
    writing.clear(scene)
    return outcome


def bad(found: dict[tuple[str, str], str]) -> list[str]:
    return [f"{name} behind {play}: {outcome}" for (name, play), outcome in found.items() if outcome not in GOOD]


@pytest.fixture(scope="module")
def sandboxes(binary, tmp_path_factory):
    """The example fleet, and for each command that patches a fleet of its own that does so within seconds."""
    with ExitStack() as stack:
        found = {"": stack.enter_context(running(binary, tmp_path_factory.mktemp("writes")))}
        for name, writing in COMMANDS.items():
            if writing.patches:
                quick = seeded(binary, tmp_path_factory.mktemp("quick-writes"), "--fleet", str(FLEETS / "quick.yaml"))
                found[name] = stack.enter_context(quick)
        found[""].client("s3").create_bucket(Bucket="writes")
        yield found


def test_without_a_fault_each_of_them_does_what_it_is_to_do(sandboxes, tmp_path):
    clean = outcomes(sandboxes, [(name, None) for name in COMMANDS], tmp_path / "clean")
    assert set(clean.values()) == {"done"}, clean


def test_a_sample_of_the_writes(sandboxes, tmp_path):
    quick = [(name, play) for name, play in cells() if not is_slow(name, play)]
    chosen = random.Random(20261130).sample(quick, SAMPLE)
    found = outcomes(sandboxes, chosen, tmp_path / "spoilt")
    assert len(found) == SAMPLE
    assert not bad(found), "\n".join(bad(found))


IN_PARTS = ["report", "csv", "--detail", "--layout", "full", "--to"]
LOGIN, RESET = (next(fault for fault in SPOILT if fault.name == name) for name in ("login page", "reset"))


def test_an_export_in_parts_behind_spoilt_answers(binary, tmp_path_factory):
    """An upload has three writes and one that takes it back; whatever becomes of them, no part is left unnamed."""
    cases = [
        (Play(LOGIN, True, "always", "CompleteMultipartUpload"), "done"),
        (Play(LOGIN, False, "always", "CompleteMultipartUpload"), "not known"),
        (Play(RESET, True, "once", "CreateMultipartUpload"), "done"),
        (Play(LOGIN, True, "always", "CreateMultipartUpload"), "failed"),
        (Play(RESET, True, "once", "CompleteMultipartUpload"), "done"),
        (Play(RESET, True, "once", "UploadPart"), "done"),
    ]
    # Each writes nine megabytes: the last ones belong to the whole.
    cases = cases if os.environ.get("PEERS_ALL_FAULTS") else cases[:4]
    with seeded(binary, tmp_path_factory.mktemp("in-parts"), "--nodes", "90") as sandbox, SpoiltWrites(sandbox.url) as proxy:
        s3 = sandbox.client("s3")
        s3.create_bucket(Bucket="parts")
        for number, (play, expected) in enumerate(cases):
            proxy.play(play)
            answer = sandbox.patchctl(*IN_PARTS, f"s3://parts/{number}.csv", *REGION, url=proxy.url, AWS_MAX_ATTEMPTS="3")
            proxy.play(None)
            truth = count(s3.list_objects_v2(Bucket="parts", Prefix=f"{number}.csv").get("KeyCount", 0))
            assert judge(truth, answer) == expected, (play.name, play.only, truth, answer)
            left = [row["UploadId"] for row in s3.list_multipart_uploads(Bucket="parts").get("Uploads", [])]
            assert not [upload for upload in left if upload not in answer.err], (play.name, play.only, answer)


def is_slow(name: str, play: Play) -> bool:
    """What was not done, and would stand in a list that may be late, is looked for half a minute."""
    return COMMANDS[name].patches and not play.takes_effect


if os.environ.get("PEERS_ALL_FAULTS"):

    def test_the_whole_matrix_of_writes(sandboxes, tmp_path):
        found = outcomes(sandboxes, cells(), tmp_path / "all")
        write_table(found)
        assert not bad(found), "\n".join(bad(found))


def write_table(found: dict[tuple[str, str], str]) -> None:
    git = ["git", "rev-parse", "--short", "HEAD"]
    commit = subprocess.run(git, check=True, capture_output=True, text=True, env=plain_environment(Path.home())).stdout.strip()
    names = list(COMMANDS)
    total = Counter(found.values())
    lines = [
        "# What each writing command says behind each spoilt answer to a write",
        "",
        f"Made at {commit} by `tests/peers/run --full -- -k whole_matrix_of_writes`. `done`: exit 0, and it was done once; `failed`: it was not",
        "done, and that is said; `not known`: that is said. The second word tells whether the write reached the sandbox, the third whether one",
        "answer was spoilt, those to all writes, or everything from the first write on.",
        "",
        f"In all: {', '.join(f'{number} {outcome}' for outcome, number in total.most_common())}.",
        "",
        "| fault | " + " | ".join(names) + " |",
        "|---|" + "---|" * len(names),
    ]
    lines += [f"| {play.name} | " + " | ".join(found[name, play.name] for name in names) + " |" for play in plays()]
    Path(__file__).with_name("faults-writes.md").write_text("\n".join(lines) + "\n")
