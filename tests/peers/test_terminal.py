"""A person at a terminal who applies baselines, one who stops in the middle, and four who apply the same file at once."""

from __future__ import annotations

import json
import signal
import subprocess
import time
from collections import Counter
from concurrent.futures import ThreadPoolExecutor

import pytest

from support import Answer, error_of, rows
from terminal import END_OF_INPUT, INTERRUPT, Terminal
from wire.proxy import Proxy

REGION = ("--region", "us-east-1")
SELF = [{"Key": "OWNER", "Values": ["Self"]}]
QUESTION = "Go on? [y/N]"
DOCUMENT = """\
name: {name}
operating_system: AMAZON_LINUX_2
description: {text}
approval_rules:
  - filters: {{CLASSIFICATION: [Security]}}
    approve_after_days: {days}
"""


@pytest.fixture
def ssm(own):
    """boto3 beside the proxy: what it does is no request of patchctl's."""
    client = own.client("ssm")
    yield client
    for row in rows(client, "describe_patch_groups", "Mappings"):
        client.deregister_patch_baseline_for_patch_group(BaselineId=row["BaselineIdentity"]["BaselineId"], PatchGroup=row["PatchGroup"])
    for row in rows(client, "describe_patch_baselines", "BaselineIdentities", Filters=SELF):
        client.delete_patch_baseline(BaselineId=row["BaselineId"])


@pytest.fixture
def slow(own):
    """Plays faults: what the sandbox is told by this file, it does on the next request."""
    file = own.folder / "faults.yaml"

    def play(milliseconds: int, *operations: str) -> None:
        lines = [f"- {{kind: latency, operation: {operation}, milliseconds: {milliseconds}}}\n" for operation in operations]
        file.write_text("".join(lines), encoding="utf-8")

    yield play
    file.unlink(missing_ok=True)


@pytest.fixture
def file(tmp_path):
    path = tmp_path / "baseline.yaml"
    path.write_text(DOCUMENT.format(name="at-a-terminal", text="after", days=7), encoding="utf-8")
    return path


@pytest.fixture
def present(ssm):
    """The baseline that the file changes."""
    rule = {"PatchFilterGroup": {"PatchFilters": [{"Key": "CLASSIFICATION", "Values": ["Security"]}]}, "ApproveAfterDays": 3}
    rules = {"PatchRules": [rule]}
    arguments = {"Name": "at-a-terminal", "OperatingSystem": "AMAZON_LINUX_2", "Description": "before", "ApprovalRules": rules}
    return ssm.create_patch_baseline(**arguments)["BaselineId"]


def described(ssm, baseline: str) -> dict:
    answer = ssm.get_patch_baseline(BaselineId=baseline)
    answer.pop("ResponseMetadata")
    return answer


def at_the_question(own, wire, file):
    terminal = Terminal([own.binary, "--endpoint-url", wire.url, "baseline", "apply", "-f", str(file), *REGION], own.environment())
    terminal.until(QUESTION)
    assert "- description: before" in terminal.shown and "+ description: after" in terminal.shown
    return terminal


def writes(wire) -> list[str]:
    return [name for name in wire.counts() if not name.split(".")[1].startswith(("Describe", "Get", "List"))]


# --- at the question ----------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("keys", "code", "says"),
    [
        (b"n\n", 8, "not agreed to; nothing was changed"),
        (b"\n", 8, "not agreed to; nothing was changed"),
        (END_OF_INPUT, 8, "not agreed to; nothing was changed"),
        (INTERRUPT, 130, "stopped by SIGINT"),
    ],
    ids=["no", "nothing", "end-of-input", "interrupt"],
)
def test_what_is_not_a_yes_changes_nothing(own, own_wire, ssm, present, file, keys, code, says):
    before = described(ssm, present)
    with at_the_question(own, own_wire, file) as terminal:
        terminal.type(keys)
        assert terminal.code() == code, terminal.shown
        after = terminal.shown.partition(QUESTION)[2]
        assert says in after
        assert any(line.startswith(("error:", "\x1b")) and says in line for line in after.splitlines()), "the message has a line of its own"
    assert described(ssm, present) == before
    assert writes(own_wire) == []


def test_a_yes_is_carried_out(own, own_wire, ssm, present, file):
    with at_the_question(own, own_wire, file) as terminal:
        assert described(ssm, present)["Description"] == "before"
        terminal.type(b"y\n")
        assert terminal.code() == 0, terminal.shown
        assert "1 step done" in terminal.shown
    changed = described(ssm, present)
    assert (changed["Description"], changed["ApprovalRules"]["PatchRules"][0]["ApproveAfterDays"]) == ("after", 7)
    assert writes(own_wire) == ["ssm.UpdatePatchBaseline"]


def test_a_question_says_that_the_account_is_not_known(own, own_wire, ssm, present, file):
    faults = own.folder / "faults.yaml"
    faults.write_text("- {kind: access_denied, operation: GetCallerIdentity}\n")
    try:
        with at_the_question(own, own_wire, file) as terminal:
            question = terminal.shown.splitlines()[-1]
            assert "The account is not known" in question and "sts:GetCallerIdentity" in question
            terminal.type(b"y\n")
            assert terminal.code() == 0, terminal.shown
    finally:
        faults.unlink()
    assert writes(own_wire) == ["ssm.UpdatePatchBaseline"]


def test_what_changed_while_the_question_stood_is_not_overwritten(own, own_wire, ssm, present, file):
    with at_the_question(own, own_wire, file) as terminal:
        ssm.update_patch_baseline(BaselineId=present, Description="by another")
        changed = described(ssm, present)
        terminal.type(b"y\n")
        assert terminal.code() == 8, terminal.shown
        assert "changed in between" in terminal.shown
    assert described(ssm, present) == changed
    assert writes(own_wire) == []


def test_a_change_that_was_taken_back_is_a_change_too(own, own_wire, ssm, present, file):
    with at_the_question(own, own_wire, file) as terminal:
        for text in ("by another", "before"):
            ssm.update_patch_baseline(BaselineId=present, Description=text)
        terminal.type(b"y\n")
        assert terminal.code() == 8, terminal.shown
    assert described(ssm, present)["Description"] == "before"


def test_what_was_deleted_while_the_question_stood_stays_deleted(own, own_wire, ssm, present, file):
    with at_the_question(own, own_wire, file) as terminal:
        ssm.delete_patch_baseline(BaselineId=present)
        terminal.type(b"y\n")
        assert terminal.code() == 8, terminal.shown
        assert "deleted in between" in terminal.shown
    assert error_of(ssm.get_patch_baseline, BaselineId=present) == "DoesNotExistException"
    assert writes(own_wire) == []
    again = own.patchctl("baseline", "apply", "-f", file, "--yes", *REGION, url=own_wire.url)
    assert again.code == 0 and "create baseline at-a-terminal" in again.err, again.err


def test_without_a_terminal_nobody_is_asked(own, own_wire, ssm, present, file):
    before = described(ssm, present)
    refused = own.patchctl("baseline", "apply", "-f", file, *REGION, url=own_wire.url, stdin="y\n")
    assert refused.code == 8 and "--yes" in refused.err, refused.err
    assert described(ssm, present) == before and writes(own_wire) == []


# --- stopped in the middle ----------------------------------------------------------------------------------------------------------

MANY = 20
WRITES = ("CreatePatchBaseline", "RegisterPatchBaselineForPatchGroup", "DeregisterPatchBaselineForPatchGroup")


@pytest.fixture
def moving(ssm, tmp_path):
    """Twenty new baselines, each of which takes a group from one that is there; the file, and the old baseline."""
    old = ssm.create_patch_baseline(Name="old", OperatingSystem="AMAZON_LINUX_2")["BaselineId"]
    documents = []
    for number in range(MANY):
        ssm.register_patch_baseline_for_patch_group(BaselineId=old, PatchGroup=f"group-{number:02}")
        document = DOCUMENT.format(name=f"new-{number:02}", text="one of twenty", days=number)
        documents.append(f"{document}patch_groups: [group-{number:02}]\n")
    path = tmp_path / "many.yaml"
    path.write_text("---\n".join(documents), encoding="utf-8")
    return path, old


def stopped_after(own, file, operation: str, calls: int, number: int) -> Answer:
    """Applies, and sends a signal once so many calls of an operation were answered."""
    with Proxy(own.url) as proxy:
        command = [own.binary, "--endpoint-url", proxy.url, "baseline", "apply", "-f", str(file), "--yes", "-o", "json", *REGION]
        process = subprocess.Popen(
            command, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=own.environment(), text=True
        )
        try:
            deadline = time.monotonic() + 60
            while proxy.counts().get(f"ssm.{operation}", 0) < calls:
                assert process.poll() is None and time.monotonic() < deadline, process.communicate(timeout=5)
                time.sleep(0.005)
            process.send_signal(number)
            out, err = process.communicate(timeout=60)
        finally:
            if process.poll() is None:
                process.kill()
        assert proxy.violations() == []
    return Answer(process.returncode, out, err)


def groups(ssm) -> dict[str, str]:
    return {row["PatchGroup"]: row["BaselineIdentity"]["BaselineId"] for row in rows(ssm, "describe_patch_groups", "Mappings")}


@pytest.mark.parametrize(
    ("operation", "calls", "number", "code"),
    [
        ("CreatePatchBaseline", 5, signal.SIGINT, 130),
        ("DeregisterPatchBaselineForPatchGroup", 4, signal.SIGINT, 130),
        ("RegisterPatchBaselineForPatchGroup", 4, signal.SIGINT, 130),
        ("DeregisterPatchBaselineForPatchGroup", 7, signal.SIGTERM, 143),
    ],
    ids=["creating", "between-two-baselines", "after-a-move", "terminated"],
)
def test_a_stop_in_the_middle_says_exactly_what_was_done(own, ssm, slow, moving, operation, calls, number, code):
    file, old = moving
    others = {group: baseline for group, baseline in groups(ssm).items() if not group.startswith("group-")}
    slow(120, *WRITES)
    stopped = stopped_after(own, file, operation, calls, number)
    assert stopped.code == code, (stopped.code, stopped.err)
    items = stopped.json["items"]
    assert len(items) == 3 * MANY and {item["outcome"] for item in items} == {"DONE", "NOT_DONE"}, stopped.err
    done = [item for item in items if item["outcome"] == "DONE"]
    left = len(items) - len(done)
    assert f"{len(done)} steps done, {left} not done" in stopped.err

    created = {item["id"] for item in done if item["step"] == "create"}
    there = {row["BaselineId"]: row["BaselineName"] for row in rows(ssm, "describe_patch_baselines", "BaselineIdentities", Filters=SELF)}
    assert {baseline for baseline, name in there.items() if name.startswith("new-")} == created
    now = groups(ssm)
    moved = {item["text"].split("`")[1] for item in done if item["step"] == "register-group"}
    taken = {item["text"].split("`")[1] for item in done if item["step"] == "deregister-group"}
    assert taken == moved, "a group that was taken from one baseline was given to the other"
    for wanted in range(MANY):
        group = f"group-{wanted:02}"
        assert group in now, f"{group} is left without a baseline"
        assert (there[now[group]] == f"new-{wanted:02}") if group in moved else (now[group] == old)
    assert {group: baseline for group, baseline in now.items() if not group.startswith("group-")} == others

    slow(0, *WRITES)
    finished = own.patchctl("baseline", "apply", "-f", file, "--yes", "-o", "json", *REGION, url=own.url)
    assert finished.code == 0, finished.err
    assert len(finished.json["items"]) == left, "the second run does what is left, and nothing else"
    names = Counter(row["BaselineName"] for row in rows(ssm, "describe_patch_baselines", "BaselineIdentities", Filters=SELF))
    assert all(names[f"new-{wanted:02}"] == 1 for wanted in range(MANY))
    assert old not in groups(ssm).values()
    empty = own.patchctl("baseline", "apply", "-f", file, "--yes", "-o", "json", *REGION, url=own.url)
    assert (empty.code, empty.json["items"]) == (0, [])


# --- four at once -------------------------------------------------------------------------------------------------------------------

FOUR = 4
NAMES = [f"shared-{number}" for number in range(3)]


@pytest.fixture
def shared(tmp_path):
    path = tmp_path / "shared.yaml"
    documents = [f"{DOCUMENT.format(name=name, text='by four', days=1)}patch_groups: [{name}]\n" for name in NAMES]
    path.write_text("---\n".join(documents), encoding="utf-8")
    return path


def four_at_once(own, wire, file) -> list[Answer]:
    with ThreadPoolExecutor(FOUR) as pool:
        one = lambda _: own.patchctl("baseline", "apply", "-f", file, "--yes", "-o", "json", *REGION, url=wire.url)  # noqa: E731
        return list(pool.map(one, range(FOUR)))


def check_four(own, wire, ssm, answers: list[Answer], file) -> Counter:
    """Whatever the race brought: everything that was done was said, and the next run finds it in order or names what is twice."""
    there = {row["BaselineId"]: row["BaselineName"] for row in rows(ssm, "describe_patch_baselines", "BaselineIdentities", Filters=SELF)}
    names = Counter(name for name in there.values() if name in NAMES)
    assert set(names) == set(NAMES)
    # One that came late may find two of a name before it has done anything.
    late = [answer for answer in answers if answer.code == 8 and not answer.out]
    assert all(" baselines: " in answer.err and "nothing was changed anywhere" in answer.err for answer in late), late
    items = {id(answer): answer.json["items"] for answer in answers if answer not in late}
    said = [item["id"] for listed in items.values() for item in listed if item["step"] == "create" and item["outcome"] == "DONE"]
    assert sorted(said) == sorted(baseline for baseline, name in there.items() if name in NAMES)
    reasons = ("was made in between", "AlreadyExistsException")
    for answer in (answer for answer in answers if answer not in late):
        failed = [item for item in items[id(answer)] if item["outcome"] == "FAILED"]
        assert answer.code in (0, 1, 8), (answer.code, answer.err)
        assert bool(failed) == (answer.code != 0)
        assert all(any(reason in item["error"] for reason in reasons) for item in failed), answer.out
    assert sum(group in groups(ssm) for group in NAMES) == len(NAMES)

    again = own.patchctl("baseline", "apply", "-f", file, "--yes", "-o", "json", *REGION, url=wire.url)
    twice = sorted(name for name in names if names[name] > 1)
    if twice:
        assert again.code == 8, again.err
        # The first line says which endpoint answers.
        told = json.loads(again.err.splitlines()[1])["message"]
        assert f"{twice[0]} for AMAZON_LINUX_2 names {names[twice[0]]} baselines" in told
        assert all(baseline in told for baseline, name in there.items() if name == twice[0])
        assert "nothing was changed anywhere" in told
    else:
        assert (again.code, again.json["items"]) == (0, []), again.err
    return names


def test_four_apply_the_same_file_at_once(own, own_wire, ssm, shared):
    check_four(own, own_wire, ssm, four_at_once(own, own_wire, shared), shared)


def test_two_of_one_name_are_noticed_by_the_next_run(own, own_wire, ssm, slow, shared):
    """AWS keeps no name unique: all four look before any has created."""
    slow(1500, "CreatePatchBaseline")
    answers = four_at_once(own, own_wire, shared)
    slow(0, "CreatePatchBaseline")
    names = check_four(own, own_wire, ssm, answers, shared)
    assert max(names.values()) > 1
