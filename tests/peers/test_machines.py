"""Two machines and one AWS: what one says of a run the other says too, and a run that both begin is one run. In real time, over HTTP.

Each machine has a home folder of its own, so that neither has the receipts of the other; the truth is what boto3 sees."""

from __future__ import annotations

import json
import subprocess
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta

import pytest

from conftest import FLEETS, seeded
from support import Answer, rows
from test_run_command import node

HERE = ("--region", "us-east-1")
RECORDS = {"PATCHCTL_RUN_RECORDS": "s3://run-records/runs"}


@pytest.fixture(scope="module")
def shared(binary, tmp_path_factory):
    with seeded(binary, tmp_path_factory.mktemp("machines"), "--fleet", str(FLEETS / "machines.yaml")) as sandbox:
        yield sandbox


class Machine:
    """A home folder, and the program run from there."""

    def __init__(self, sandbox, home, **variables):
        home.mkdir(exist_ok=True)
        self.sandbox = sandbox
        self.environment = sandbox.environment() | {"HOME": str(home)} | variables

    def start(self, *words: str) -> subprocess.Popen:
        command = [self.sandbox.binary, "--endpoint-url", self.sandbox.url, "patch-now", *words, *HERE]
        return subprocess.Popen(command, env=self.environment, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.PIPE)

    def run(self, *words: str) -> Answer:
        return finished(self.start(*words))


def finished(process: subprocess.Popen) -> Answer:
    out, err = process.communicate(timeout=150)
    return Answer(process.returncode, out.decode(), err.decode())


@contextmanager
def late_lists(sandbox, seconds: int):
    """New commands are in no list for a while, as at AWS."""
    file = sandbox.folder / "faults.yaml"
    file.write_text(f"- {{kind: late, operation: ListCommands, seconds: {seconds}}}\n")
    try:
        yield
    finally:
        file.unlink()


def told(answer: Answer) -> dict:
    """What a machine says of a run: how it stands, and what became of every node."""
    document = answer.json
    nodes = {item["node"]: (item["outcome"], item["reason"], item["patches"]["installed"]) for item in document["items"]}
    return {"exit": answer.code, "state": document["state"], "nodes": nodes}


def commands_of(sandbox, name: str) -> list[dict]:
    listed = rows(sandbox.client("ssm"), "list_commands", "Commands")
    return [command for command in listed if command["Comment"].startswith(f"patchctl run={name} ")]


def soon(seconds: int) -> str:
    return (datetime.now(UTC) + timedelta(seconds=seconds)).strftime("%Y-%m-%dT%H:%M:%SZ")


CASES = {
    "waves": ["--node", f"{node(1)},{node(2)}", "--reboot", "never", "--wave", "1,rest", "--pause", "3s"],
    "reboot": ["--reboot", "at"],
    "closed": ["--node", f"{node(3)},{node(6)}", "--reboot", "never", "--wave", "1,rest"],
}


@pytest.mark.parametrize("records", [{}, RECORDS], ids=["comments", "s3"])
@pytest.mark.parametrize("case", CASES)
def test_the_other_machine_says_the_same(shared, tmp_path, case, records):
    """It waits while the run goes on: between the waves, and before the reboot."""
    name = f"{case}-{'s3' if records else 'comments'}"
    first, second = (Machine(shared, tmp_path / home, **records) for home in ("first", "second"))
    # A node that still misses something: only that one waits for the reboot.
    words = [*CASES[case], *([soon(22), "--node", node(5 if records else 4)] if case == "reboot" else [])]
    running = first.start("install", *words, "--run-name", name, "--yes", "-o", "json")
    while not commands_of(shared, name):
        assert running.poll() is None, finished(running).err
    # Of a closed gate the Comments tell nothing: there the other machine says what it does not know.
    blind = case == "closed" and not records
    there = second.run("wait", name, "--timeout", "12s" if blind else "2m", "-o", "json")
    here = finished(running)
    assert here.out, here.err
    if blind:
        assert "not known here: 1 wave" in there.err, there.err
        assert there.code != 0
        (seen,) = told(there)["nodes"].items()
        assert told(here)["nodes"][seen[0]][:2] == seen[1][:2]
        return
    assert told(there) == told(here), there.err + here.err
    # And again, from what it has kept; and the first machine has not changed its mind.
    assert told(second.run("wait", name, "-o", "json")) == told(here)
    assert told(first.run("wait", name, "-o", "json")) | {"exit": here.code} == told(here)
    comments = [command["Comment"] for command in commands_of(shared, name)]
    assert len(comments) == len(set(comments)) == {"waves": 2, "reboot": 2, "closed": 1}[case]


@pytest.mark.parametrize("waits", [[], ["--no-wait"]], ids=["wait", "no-wait"])
def test_a_plan_that_is_applied_on_two_machines_at_once_is_one_run(shared, tmp_path, waits):
    """Lists are late, so that neither sees the other before it sends; no record in S3 tells them apart."""
    first, second = (Machine(shared, tmp_path / home) for home in ("first", "second"))
    name = f"twin-{len(waits)}"
    plan = tmp_path / "plan.json"
    nodes = ",".join(node(number) for number in (7, 8, 9))
    made = first.run("plan", "--node", nodes, "--reboot", "never", "--max-concurrency", "1", "--run-name", name, "--to", str(plan))
    assert made.code == 0, made.err
    with late_lists(shared, 3):
        both = [machine.start("apply", str(plan), "--yes", "-o", "json", *waits) for machine in (first, second)]
        answers = [finished(process) for process in both]
    codes = sorted(answer.code for answer in answers)
    sent = sorted(commands_of(shared, name), key=lambda command: (command["RequestedDateTime"], command["CommandId"]))
    if len(sent) == 1:
        # The other one found it before it sent.
        assert codes == [0, 8], [answer.err for answer in answers]
        return
    assert len(sent) == 2 and codes == [0, 8], [answer.err for answer in answers]
    winner = next(answer for answer in answers if answer.code == 0)
    loser = next(answer for answer in answers if answer.code == 8)
    assert winner.json["commands"][0]["command_id"] == sent[0]["CommandId"], "the older one wins"
    assert "another machine began the run" in loser.err, loser.err
    invocations = rows(shared.client("ssm"), "list_command_invocations", "CommandInvocations", CommandId=sent[1]["CommandId"])
    assert {row["Status"] for row in invocations} <= {"Success", "Cancelled"}, "what had begun went on, the rest was stopped"
    assert len([row for row in invocations if row["Status"] == "Success"]) < 3, invocations
    machine = second if answers[1] is loser else first
    other = first if machine is second else second
    assert told(machine.run("wait", name, "-o", "json")) == told(other.run("wait", name, "-o", "json"))


def test_a_record_that_was_not_claimed_is_left_alone(shared, tmp_path):
    """The second machine may not write at first, and sees no command of the first one: it runs, and leaves the record as it is."""
    first, second = (Machine(shared, tmp_path / home, **RECORDS) for home in ("first", "second"))
    words = ("scan", "--node", node(8), "--run-name", "unclaimed", "--yes")
    assert first.run(*words).code == 0
    file = shared.folder / "faults.yaml"
    file.write_text("- {kind: late, operation: ListCommands, seconds: 600}\n- {kind: access_denied, operation: PutObject, first: 1}\n")
    try:
        ran = second.run(*words)
    finally:
        file.unlink()
    assert "the record of the run in S3 is not up to date" in ran.err, ran.err
    stored = json.loads(shared.client("s3").get_object(Bucket="run-records", Key="runs/unclaimed.json")["Body"].read())
    sent = sorted(commands_of(shared, "unclaimed"), key=lambda command: command["RequestedDateTime"])
    assert [command["command_id"] for command in stored["commands"]] == [sent[0]["CommandId"]]


def test_a_record_in_s3_keeps_a_second_machine_from_beginning(shared, tmp_path):
    first, second = (Machine(shared, tmp_path / home, **RECORDS) for home in ("first", "second"))
    words = ("scan", "--node", node(9), "--run-name", "claimed", "--yes")
    with late_lists(shared, 30):
        both = [machine.start(*words) for machine in (first, second)]
        answers = [finished(process) for process in both]
    assert sorted(answer.code for answer in answers) == [0, 8], [answer.err for answer in answers]
    assert "was begun already" in next(answer.err for answer in answers if answer.code == 8)
    assert len(commands_of(shared, "claimed")) == 1
    stored = shared.client("s3").get_object(Bucket="run-records", Key="runs/claimed.json")["Body"].read()
    assert json.loads(stored)["state"] == "FINISHED"
