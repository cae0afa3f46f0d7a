"""A proxy before the sandbox that spoils the answers to writes: the write takes effect, or it never reaches the sandbox, and what comes
back is no answer to it. Reads pass, unless a play says that everything after the first write is spoilt as well."""

from __future__ import annotations

import json
import threading
import time
from collections import Counter
from dataclasses import dataclass, field
from subprocess import Popen
from urllib.parse import parse_qs, urlsplit

from wire.faulty import FAULTS, JSON_TYPE, Answer, Fault, FaultyProxy, _error, _late, _raw

#: What changes something; everything else only reads.
WRITES = {
    "CreatePatchBaseline",
    "UpdatePatchBaseline",
    "DeletePatchBaseline",
    "RegisterDefaultPatchBaseline",
    "RegisterPatchBaselineForPatchGroup",
    "DeregisterPatchBaselineForPatchGroup",
    "AddTagsToResource",
    "RemoveTagsFromResource",
    "TagResources",
    "UntagResources",
    "SendCommand",
    "CancelCommand",
    "StartAutomationExecution",
    "StopAutomationExecution",
    "PutObject",
    "CreateMultipartUpload",
    "UploadPart",
    "CompleteMultipartUpload",
    "AbortMultipartUpload",
    "CreateMaintenanceWindow",
    "UpdateMaintenanceWindow",
    "DeleteMaintenanceWindow",
    "RegisterTargetWithMaintenanceWindow",
    "UpdateMaintenanceWindowTarget",
    "DeregisterTargetFromMaintenanceWindow",
    "RegisterTaskWithMaintenanceWindow",
    "UpdateMaintenanceWindowTask",
    "DeregisterTaskFromMaintenanceWindow",
    "CreateAssociation",
    "UpdateAssociation",
    "DeleteAssociation",
    "StartAssociationsOnce",
}

#: Whose answer is the first to name what it made.
MAKES = ("CreatePatchBaseline", "CreateMaintenanceWindow", "RegisterTargetWithMaintenanceWindow", "RegisterTaskWithMaintenanceWindow")


def _another(operation, request, answer, count):
    """A new id is known to AWS alone, and believed; where one is echoed, it has to be the one that was asked for."""
    others = {name: "mw-00000000000000000" for name in ("WindowId", "WindowTargetId", "WindowTaskId")} | {"BaselineId": "pb-00000000000000000"}
    told = {name: "" if operation in MAKES else other for name, other in others.items()}
    association = {} if operation == "CreateAssociation" else {"AssociationId": "00000000-0000-4000-8000-000000000000", "AssociationVersion": "9"}
    return Answer(200, {"content-type": JSON_TYPE}, json.dumps(told | {"AutomationExecutionId": "", "AssociationDescription": association}).encode())


#: What somebody in between makes of an answer.
SPOILT = [fault for fault in FAULTS if fault.name in (
    "empty body", "blank body", "empty object", "empty array", "null", "a string", "login page", "login page as JSON", "garbage", "half a document",
    "an error in a 200", "HTTP 500", "HTTP 503", "HTTP 502 of a proxy", "HTTP 407 of a proxy", "reset", "closed",
)] + [
    Fault("an unknown member", _raw(b'{"x":1}')),
    Fault("the id of another", _another),
    Fault("HTTP 403 without a code", _raw(b"{}", JSON_TYPE, 403)),
    Fault("HTTP 302 to a login page", _raw(b"", "text/html", 302)),
    Fault("an ETag and nothing else", lambda operation, request, answer, count: Answer(200, {"etag": '"0"', "content-type": "text/html"}, b"")),
    Fault("late", _late(1.6)),
]  # fmt: skip
#: After which of them a call is tried again.
REPEATED = ("HTTP 500", "HTTP 503", "HTTP 502 of a proxy", "reset", "closed", "late")
#: What AWS itself says when it does nothing: only for writes that never took effect.
REFUSALS = [
    Fault("access denied", _error("AccessDeniedException")),
    Fault("expired token", _error("ExpiredTokenException")),
    Fault("throttled for ever", _error("ThrottlingException")),
    Fault("refused", _error("ValidationException")),
]


@dataclass(frozen=True)
class Play:
    """What becomes of the writes of one command."""

    fault: Fault
    #: Whether the sandbox gets a write whose answer is spoilt.
    takes_effect: bool
    #: `once`: the first write alone; `always`: every write; `blind`: every write, and every read after the first of them.
    scope: str
    #: The one operation whose answers are spoilt, where it is one.
    only: str = ""

    @property
    def name(self) -> str:
        return f"{self.fault.name}, {'done' if self.takes_effect else 'not done'}, {self.scope}"


def plays() -> list[Play]:
    """Every play. After an answer that was lost, and no other, patchctl tries again, so that one lost answer is made up for."""
    found = []
    for takes_effect in (True, False):
        for fault in SPOILT:
            # Of what never reached the sandbox there is no half.
            if takes_effect or fault.name != "half a document":
                found += [Play(fault, takes_effect, scope) for scope in ("always", "blind", *(["once"] if fault.name in REPEATED else []))]
    return found + [Play(fault, False, "always") for fault in REFUSALS]


#: How much later than its client's end a write arrives that was on its way, in seconds.
ON_ITS_WAY = 2.0


@dataclass(frozen=True)
class Death:
    """The client is killed at one of its writes."""

    write: int
    #: `lost`: that never reaches the sandbox. `late`: it does, a while afterwards. `done`: it has its effect, and nobody hears of it.
    end: str


@dataclass
class Played:
    play: Play | None = None
    death: Death | None = None
    #: Who is killed.
    client: Popen | None = None
    writes: int = 0
    #: How many of them the play is about.
    meant: int = 0
    #: How many requests are with the sandbox now.
    open: int = 0
    #: How many writes of a client that is gone will still reach it.
    coming: int = 0
    forwarded: Counter = field(default_factory=Counter)


class SpoiltWrites(FaultyProxy):
    """Listens on loopback, one play at a time."""

    def __init__(self, upstream: str):
        super().__init__(upstream)
        self.played = Played()
        self.guard = threading.Lock()

    def play(self, play: Play | None, death: Death | None = None) -> None:
        with self.guard:
            self.played = Played(play, death)

    def quiet(self, also_coming: bool = False) -> None:
        """Waits until the sandbox has answered everything that a client left behind, also what is only just on its way."""
        time.sleep(0.05)
        for _ in range(600):
            with self.guard:
                if self.played.open == 0 and not (also_coming and self.played.coming):
                    return
            time.sleep(0.05)
        raise AssertionError("the sandbox does not answer")

    def ask(self, handler, body: bytes) -> Answer:
        played = self.played
        with self.guard:
            played.open += 1
        try:
            return super().ask(handler, body)
        finally:
            with self.guard:
                played.open -= 1

    def answer(self, handler) -> None:
        body = handler.rfile.read(int(handler.headers.get("content-length") or 0))
        operation = name_of(handler)
        is_write = operation in WRITES
        with self.guard:
            played = self.played
            play = played.play
            is_meant = is_write and play is not None and play.only in ("", operation)
            began = played.meant > 0
            played.writes += is_write
            played.meant += is_meant
            spoils = play is not None and (is_meant and (play.scope != "once" or not began) or (play.scope == "blind" and began))
            reaches = not spoils or not is_write or play.takes_effect
            played.forwarded[operation] += reaches
            count = played.writes
            dies = is_write and played.death is not None and played.death.write == count
        if dies:
            return self.die(handler, played, body)
        answer = self.ask(handler, body) if reaches else Answer(200, {"content-type": JSON_TYPE}, b"")
        if not spoils:
            return self.write(handler, answer)
        if not reaches and play.fault.name == "late":
            # Nobody is there who would answer at last.
            time.sleep(1.6)
            handler.close_connection = True
            return None
        return self.send(handler, play.fault, operation, {}, answer, count)

    def die(self, handler, played: Played, body: bytes) -> None:
        """The client is killed before anybody could answer."""
        handler.close_connection = True
        end = played.death.end
        with self.guard:
            played.coming += end == "late"
        if end == "done":
            self.ask(handler, body)
        played.client.kill()
        if end == "late":
            time.sleep(ON_ITS_WAY)
            self.ask(handler, body)
        with self.guard:
            played.coming -= end == "late"

    def send(self, handler, fault, operation, request, answer, count):
        # An error of the sandbox is one of AWS, and comes as it is.
        if answer.status == 204:
            answer = Answer(200, answer.headers, answer.body)
        super().send(handler, fault, operation, request, answer, count)


def name_of(handler) -> str:
    target = handler.headers.get("X-Amz-Target", "")
    if target:
        return target.rpartition(".")[2]
    parts = urlsplit(handler.path)
    query = parse_qs(parts.query, keep_blank_values=True)
    if parts.path == "/" or "x-amz-date" not in handler.headers:
        return "other"
    match (handler.command, "uploadId" in query):
        case ("PUT", True):
            return "UploadPart"
        case ("PUT", False):
            return "PutObject"
        case ("POST", True):
            return "CompleteMultipartUpload"
        case ("DELETE", True):
            return "AbortMultipartUpload"
        case ("POST", False) if "uploads" in query:
            return "CreateMultipartUpload"
    return "other"
