"""A proxy before the sandbox that spoils answers, each in one way: what stands between an operator and AWS does these things.

A fault gets the operation, the request and the answer of the sandbox, and gives what is sent in its place."""

from __future__ import annotations

import copy
import http.client
import json
import socket
import struct
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import urlsplit

#: How many requests one fault is asked for at most: a client without an end must not keep the machine busy.
MOST_REQUESTS = 30_000
JSON_TYPE = "application/x-amz-json-1.1"
LOGIN_PAGE = b"<!DOCTYPE html><html><head><title>Sign in</title></head><body><form>Patches InstanceInformationList</form></body></html>"

#: What names the items of a list.
IDS = ("InstanceId", "ResourceId", "BaselineId", "PatchGroup", "CommandId", "AutomationExecutionId", "ResourceARN", "Id")


@dataclass
class Answer:
    """An answer on its way to the client."""

    status: int
    headers: dict[str, str]
    body: bytes

    @property
    def json(self) -> Any:
        return json.loads(self.body)

    def with_json(self, document: Any) -> Answer:
        return Answer(self.status, self.headers, json.dumps(document).encode())


class Reset(Exception):
    """The connection is to be reset."""


class Close(Exception):
    """The connection is to be closed."""


@dataclass(frozen=True)
class Drip:
    """A body that comes a few bytes a second."""

    answer: Answer
    pause: float = 0.4


@dataclass(frozen=True)
class Fault:
    """What is done to an answer; `count` is how often this operation was asked before."""

    name: str
    spoil: Callable[[str, dict, Answer, int], Answer | Drip]
    #: Whether nothing is lost by it: the result has to be the same.
    harmless: bool = False


def _list_of(document: Any) -> str | None:
    """The list of an answer of SSM."""
    lists = [key for key, value in document.items() if isinstance(value, list)] if isinstance(document, dict) else []
    return lists[0] if lists else None


def _raw(body: bytes, kind: str = JSON_TYPE, status: int = 200):
    return lambda operation, request, answer, count: Answer(status, {"content-type": kind}, body)


def _error(code: str, status: int = 400, times: int | None = None):
    def spoil(operation, request, answer, count):
        if times is not None and count >= times:
            return answer
        return Answer(status, {"content-type": JSON_TYPE}, json.dumps({"__type": code, "message": f"{code} on purpose"}).encode())

    return spoil


def _document(change: Callable[[dict, str], None]):
    """Changes the document of an answer that has a list."""

    def spoil(operation, request, answer, count):
        document = answer.json if answer.body else None
        key = _list_of(document)
        if key is None:
            return answer
        changed = copy.deepcopy(document)
        change(changed, key)
        return answer.with_json(changed)

    return spoil


def _rename(document, key):
    document[key[0].lower() + key[1:]] = document.pop(key)


def _null(document, key):
    document[key] = None


def _text(document, key):
    document[key] = "none"


def _nameless(document, key):
    for item in document[key]:
        if isinstance(item, dict):
            for name in IDS:
                item.pop(name, None)


def _emptied_names(document, key):
    for item in document[key]:
        if isinstance(item, dict):
            for name in IDS:
                if name in item:
                    item[name] = ""


def _nothing(document, key):
    document[key] = []


def _half(document, key):
    document[key] = document[key][: len(document[key]) // 2]


def _unknown_state(document, key):
    for item in document[key]:
        if "State" in item:
            item["State"] = "Quarantined"
        if isinstance(item.get("Details"), dict) and "PatchState" in item["Details"]:
            item["Details"]["PatchState"] = "Quarantined"


def _unknown_words(document, key):
    for item in document[key]:
        for name in ("PingStatus", "Status"):
            if isinstance(item.get(name), str):
                item[name] = "SOMETHING_NEW"


def _extra(document, key):
    document["Extra"] = {"of": "next year"}
    for item in document[key]:
        if isinstance(item, dict):
            # An item of DescribePatchProperties is a map of texts, and can only grow by a text.
            texts = key == "Properties" and all(isinstance(value, str) for value in item.values())
            item["NewMember"] = "new" if texts else [1, {"deep": None}]


def _times(moment: float):
    def change(document, key):
        for item in document[key]:
            for name in ("OperationEndTime", "OperationStartTime"):
                if name in item:
                    item[name] = moment

    return change


def _no_counts(document, key):
    for item in document[key]:
        for name in ("MissingCount", "FailedCount", "InstalledCount"):
            item.pop(name, None)


def _cycle(tokens: list[str]):
    """Tokens that come back: A, B, A and so on, always with the first page."""

    def spoil(operation, request, answer, count):
        document = answer.json if answer.body else None
        if _list_of(document) is None:
            return answer
        # The sandbox does not know the token: it is asked for the first page again.
        name = "PaginationToken" if operation == "GetResources" else "NextToken"
        return answer.with_json({**document, name: tokens[count % len(tokens)]})

    return spoil


def _endless(empty: bool):
    def spoil(operation, request, answer, count):
        document = answer.json if answer.body else None
        key = _list_of(document)
        if key is None:
            return answer
        name = "PaginationToken" if operation == "GetResources" else "NextToken"
        changed = {**document, name: f"token-{count}"}
        if empty:
            changed[key] = []
        return answer.with_json(changed)

    return spoil


def _flaky(first):
    return lambda operation, request, answer, count: first(operation, request, answer, count) if count == 0 else answer


def _raising(kind):
    def spoil(operation, request, answer, count):
        raise kind

    return spoil


def _late(seconds: float):
    def spoil(operation, request, answer, count):
        time.sleep(seconds)
        return answer

    return spoil


def _cut(operation, request, answer, count):
    return Answer(answer.status, answer.headers, answer.body[: len(answer.body) // 2])


def _drip(operation, request, answer, count):
    return Drip(answer)


FAULTS = [
    Fault("empty body", _raw(b"")),
    Fault("blank body", _raw(b"  \n")),
    Fault("empty object", _raw(b"{}")),
    Fault("empty array", _raw(b"[]")),
    Fault("null", _raw(b"null")),
    Fault("a string", _raw(b'"ok"')),
    Fault("login page", _raw(LOGIN_PAGE, "text/html")),
    Fault("login page as JSON", _raw(LOGIN_PAGE)),
    Fault("garbage", _raw(bytes(range(256)))),
    Fault("half a document", _cut),
    Fault("an error in a 200", _raw(b'{"__type":"ThrottlingException","message":"Rate exceeded"}')),
    Fault("list in small letters", _document(_rename)),
    Fault("list is null", _document(_null)),
    Fault("list is a text", _document(_text)),
    Fault("items without ids", _document(_nameless)),
    Fault("items with empty ids", _document(_emptied_names)),
    Fault("no counts", _document(_no_counts)),
    Fault("unknown patch state", _document(_unknown_state)),
    Fault("unknown words", _document(_unknown_words)),
    Fault("times of 1970", _document(_times(0.0))),
    Fault("times of the year 1", _document(_times(-62135596800.0))),
    Fault("times of the future", _document(_times(4102444800.0))),
    Fault("one token for ever", _cycle(["same"])),
    Fault("tokens A B A", _cycle(["A", "B"])),
    Fault("pages without an end", _endless(empty=False)),
    Fault("empty pages without an end", _endless(empty=True)),
    Fault("HTTP 500", _error("InternalServerError", 500)),
    Fault("HTTP 503", _error("ServiceUnavailable", 503)),
    Fault("HTTP 502 of a proxy", _raw(LOGIN_PAGE, "text/html", 502)),
    Fault("HTTP 407 of a proxy", _raw(LOGIN_PAGE, "text/html", 407)),
    Fault("access denied", _error("AccessDeniedException")),
    Fault("expired token", _error("ExpiredTokenException")),
    Fault("unknown key", _error("UnrecognizedClientException")),
    Fault("throttled for ever", _error("ThrottlingException")),
    Fault("reset", _raising(Reset())),
    Fault("closed", _raising(Close())),
    Fault("late", _late(2.5)),
    Fault("drips", _drip),
    Fault("extra members", _document(_extra), harmless=True),
    Fault("one HTTP 500", _flaky(_error("InternalServerError", 500)), harmless=True),
    Fault("one throttled", _flaky(_error("ThrottlingException")), harmless=True),
    Fault("one reset", _flaky(_raising(Reset())), harmless=True),
    # A list that is shorter than it was and says nothing of it looks like a smaller fleet: only counts beside it can tell.
    Fault("no patch where some are counted", lambda operation, request, answer, count: _document(_nothing)(operation, request, answer, count) if operation in ("DescribeInstancePatches", "ListComplianceItems") else answer),
]


@dataclass
class State:
    """What is played now."""

    fault: Fault | None = None
    counts: dict[str, int] = field(default_factory=dict)
    requests: int = 0


class FaultyProxy:
    """Listens on loopback; every operation of SSM passes the fault, and nothing else does."""

    def __init__(self, upstream: str):
        self.upstream = urlsplit(upstream).netloc
        self.state = State()
        self.lock = threading.Lock()
        self.first: dict[tuple, Answer] = {}
        proxy = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def log_message(self, *_):
                pass

            def do_POST(self):
                proxy.answer(self)

            do_GET = do_PUT = do_HEAD = do_DELETE = do_POST

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.server.daemon_threads = True
        self.server.handle_error = lambda *_: None
        self.url = f"http://127.0.0.1:{self.server.server_address[1]}"
        self.thread = threading.Thread(target=self.server.serve_forever, args=(0.05,), daemon=True)

    def __enter__(self):
        self.thread.start()
        return self

    def __exit__(self, *_):
        self.server.shutdown()
        self.server.server_close()

    def play(self, fault: Fault | None) -> None:
        with self.lock:
            self.state = State(fault)

    def answer(self, handler: BaseHTTPRequestHandler) -> None:
        body = handler.rfile.read(int(handler.headers.get("content-length") or 0))
        target = handler.headers.get("X-Amz-Target", "")
        operation = target.rpartition(".")[2]
        with self.lock:
            state = self.state
            count = state.counts.get(operation, 0)
            state.counts[operation] = count + 1
            state.requests += 1
            over = state.requests > MOST_REQUESTS
        fault = state.fault if target.startswith("AmazonSSM") and not over else None
        request = json.loads(body) if fault and body else {}
        # A token of ours is none of the sandbox: it gets the first page.
        if fault and str(request.get("NextToken", "")).startswith(("token-", "same", "A", "B")) and len(str(request["NextToken"])) < 20:
            request.pop("NextToken")
            return self.send(handler, fault, operation, request, self.ask_again(handler, request), count)
        answer = self.ask(handler, body)
        if fault and answer.status == 200:
            self.first[self.key(handler, request)] = answer
        if fault is None:
            return self.write(handler, answer)
        return self.send(handler, fault, operation, request, answer, count)

    def send(self, handler, fault, operation, request, answer, count):
        try:
            spoilt = fault.spoil(operation, request, answer, count) if answer.status == 200 else answer
        except Reset:
            linger = struct.pack("ii", 1, 0)
            handler.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, linger)
            handler.connection.close()
            handler.close_connection = True
            return
        except Close:
            handler.close_connection = True
            return
        if isinstance(spoilt, Drip):
            self.drip(handler, spoilt)
        else:
            self.write(handler, spoilt)

    def ask(self, handler, body: bytes) -> Answer:
        connection = http.client.HTTPConnection(self.upstream, timeout=60)
        try:
            connection.request(handler.command, handler.path, body, dict(handler.headers))
            response = connection.getresponse()
            kept = {name.lower(): value for name, value in response.getheaders()}
            return Answer(response.status, kept, response.read())
        finally:
            connection.close()

    def ask_again(self, handler, request: dict) -> Answer:
        """The first page: the signature is over the body, so that the page is taken from the first answer with other words."""
        return self.first.get(self.key(handler, request)) or Answer(200, {"content-type": JSON_TYPE}, b"{}")

    @staticmethod
    def key(handler, request: dict) -> tuple:
        return (handler.headers.get("X-Amz-Target", ""), json.dumps({**request, "NextToken": None}, sort_keys=True))

    @staticmethod
    def write(handler, answer: Answer) -> None:
        handler.send_response(answer.status)
        for name, value in answer.headers.items():
            if name not in ("content-length", "transfer-encoding", "connection"):
                handler.send_header(name, value)
        handler.send_header("content-length", str(len(answer.body)))
        handler.end_headers()
        if handler.command != "HEAD":
            handler.wfile.write(answer.body)

    @staticmethod
    def drip(handler, spoilt: Drip) -> None:
        answer = spoilt.answer
        handler.send_response(answer.status)
        handler.send_header("content-type", answer.headers.get("content-type", JSON_TYPE))
        handler.send_header("content-length", str(len(answer.body)))
        handler.end_headers()
        for start in range(0, min(len(answer.body), 400), 4):
            try:
                handler.wfile.write(answer.body[start : start + 4])
                handler.wfile.flush()
            except OSError:
                return
            time.sleep(spoilt.pause)
        handler.close_connection = True
