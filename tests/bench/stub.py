"""A stand-in for AWS on loopback that has limits: as many scopes as are asked for, each action of each with a bucket of its own.

It knows the reads of `report csv --detail`, answers after a while, throttles, fails now and then, and keeps time: every figure is one of
its own clock, taken when a request arrives.
"""

from __future__ import annotations

import asyncio
import json
import random
import re
import threading
import time
import urllib.parse
from dataclasses import dataclass, field

CREDENTIAL = re.compile(rb"Credential=([^/]+)/\d+/([^/]+)/([^/]+)/")
LENGTH = re.compile(rb"\r\ncontent-length: *(\d+)", re.IGNORECASE)
TARGET = re.compile(rb"\r\nx-amz-target: *\w+\.(\w+)", re.IGNORECASE)
#: The actions that are played, and the key of their answer.
LISTS = {
    "DescribeInstanceInformation": "InstanceInformationList",
    "DescribeInstancePatchStates": "InstancePatchStates",
    "ListResourceComplianceSummaries": "ResourceComplianceSummaryItems",
    "ListComplianceItems": "ComplianceItems",
}


@dataclass
class Limits:
    """How a scope is, and how its service behaves."""

    nodes: int = 60
    #: How many patches a node has, in pages of how many.
    pages: int = 5
    page: int = 50
    #: Calls a second of each action, and how many may be saved up; none without a rate.
    rate: float = 0
    bucket: float = 1
    latency: float = 0.03
    #: The part of the calls that ends with HTTP 500.
    errors: float = 0
    #: For so many seconds after the first call everything is throttled.
    closed: float = 0


@dataclass
class Line:
    """One action of one scope."""

    tokens: float
    counted: float
    first: float
    last: float = 0
    good: int = 0
    throttled: int = 0
    failed: int = 0


@dataclass
class Stub:
    limits: Limits
    lines: dict[tuple[str, str], Line] = field(default_factory=dict)
    random: random.Random = field(default_factory=lambda: random.Random(7))
    trouble: list[str] = field(default_factory=list)

    def __enter__(self):
        self.loop = asyncio.new_event_loop()
        self.server = self.loop.run_until_complete(self.loop.create_server(lambda: Connection(self), "127.0.0.1", 0))
        self.url = f"http://127.0.0.1:{self.server.sockets[0].getsockname()[1]}"
        self.thread = threading.Thread(target=self.loop.run_forever, daemon=True)
        self.thread.start()
        return self

    def __exit__(self, *_):
        self.loop.call_soon_threadsafe(self.loop.stop)
        self.thread.join(10)
        self.server.close()

    def answer(self, head: bytes, body: bytes) -> tuple[int, bytes]:
        """What a request gets, decided when it arrives."""
        found = CREDENTIAL.search(head)
        if not found:
            return 403, b'{"__type":"MissingAuthenticationTokenException"}'
        key, region, service = (part.decode() for part in found.groups())
        if service == "sts":
            return 200, identity(body, key)
        target = TARGET.search(head)
        action = target.group(1).decode() if target else ""
        if action not in LISTS:
            self.trouble.append(f"{service}: {action} is not played")
            return 400, b'{"__type":"UnknownOperationException"}'
        refusal = self.pass_or_refuse(f"{key} {region}", action)
        return refusal or (200, self.page(action, json.loads(body or b"{}"), region))

    def pass_or_refuse(self, scope: str, action: str) -> tuple[int, bytes] | None:
        now, limits = time.monotonic(), self.limits
        line = self.lines.setdefault((scope, action), Line(limits.bucket, now, now))
        line.last = now
        line.tokens = min(limits.bucket, line.tokens + (now - line.counted) * limits.rate)
        line.counted = now
        if limits.errors and self.random.random() < limits.errors:
            line.failed += 1
            return 500, b'{"__type":"InternalServerError","message":"An error occurred on the server side."}'
        if (limits.rate and line.tokens < 1) or now - min(one.first for one in self.lines.values()) < limits.closed:
            line.throttled += 1
            return 400, b'{"__type":"ThrottlingException","message":"Rate exceeded"}'
        line.tokens -= 1
        line.good += 1
        return None

    def page(self, action: str, request: dict, region: str) -> bytes:
        start, most = int(request.get("NextToken") or 0), int(request.get("MaxResults") or 10)
        if most > 50:
            self.trouble.append(f"{action}: MaxResults {most}")
        ids = [f"i-{region.encode().hex()[-6:]:0>6}{number:011x}" for number in range(self.limits.nodes)]
        match action:
            case "DescribeInstanceInformation":
                wanted = next((set(one["Values"]) for one in request.get("Filters", []) if one["Key"] == "InstanceIds"), None)
                rows = [information(node) for node in ids if wanted is None or node in wanted]
            case "DescribeInstancePatchStates":
                rows = [state(node, self.limits.pages * self.limits.page) for node in request["InstanceIds"]]
            case "ListResourceComplianceSummaries":
                rows = [summary(node, self.limits.pages * self.limits.page) for node in ids]
            case _:
                rows = items(request["ResourceIds"][0], self.limits.pages * self.limits.page)
        if action == "ListComplianceItems":
            most = min(most, self.limits.page)
        answer: dict = {LISTS[action]: rows[start : start + most]}
        if start + most < len(rows):
            answer["NextToken"] = str(start + most)
        return json.dumps(answer, separators=(",", ":")).encode()

    def figures(self) -> dict:
        """How long it took from the first arrival to the last, and how long it had to at least."""
        lines, limits = list(self.lines.values()), self.limits
        good, throttled = sum(line.good for line in lines), sum(line.throttled for line in lines)
        bound = max(((line.good - limits.bucket) / limits.rate for line in lines), default=0) if limits.rate else 0
        return {
            "seconds": max(line.last for line in lines) - min(line.first for line in lines),
            "bound": bound,
            "good": good,
            "throttled": throttled,
            "failed": sum(line.failed for line in lines),
            "trouble": sorted(set(self.trouble)),
        }


class Connection(asyncio.Protocol):
    """HTTP/1.1, one request after the other."""

    def __init__(self, stub: Stub):
        self.stub = stub
        self.data = b""

    def connection_made(self, transport):
        self.transport = transport

    def data_received(self, data: bytes):
        self.data += data
        while (end := self.data.find(b"\r\n\r\n")) >= 0:
            length = LENGTH.search(self.data, 0, end + 2)
            whole = end + 4 + (int(length.group(1)) if length else 0)
            if len(self.data) < whole:
                return
            head, body, self.data = self.data[:end], self.data[end + 4 : whole], self.data[whole:]
            status, answer = self.stub.answer(head, body)
            asyncio.get_running_loop().call_later(self.stub.limits.latency, self.send, status, answer)

    def send(self, status: int, body: bytes):
        kind = "text/xml" if body.startswith(b"<") else "application/x-amz-json-1.1"
        head = f"HTTP/1.1 {status} X\r\ncontent-type: {kind}\r\ncontent-length: {len(body)}\r\nx-amzn-requestid: r-1\r\n\r\n"
        self.transport.write(head.encode() + body)


def identity(body: bytes, key: str) -> bytes:
    """The account is written in the key, so that each profile has one of its own."""
    action = dict(urllib.parse.parse_qsl(body.decode())).get("Action", "")
    account = key[-12:] if key[-12:].isdigit() else "111122223333"
    result = f"<Arn>arn:aws:iam::{account}:user/bench</Arn><UserId>U</UserId><Account>{account}</Account>"
    return f'<{action}Response xmlns="https://sts.amazonaws.com/doc/2011-06-15/"><{action}Result>{result}</{action}Result></{action}Response>'.encode()


def information(node: str) -> dict:
    return {
        "InstanceId": node,
        "PingStatus": "Online",
        "LastPingDateTime": time.time() - 60,
        "AgentVersion": "3.3.1611.0",
        "PlatformType": "Linux",
        "PlatformName": "Amazon Linux",
        "PlatformVersion": "2023",
        "ResourceType": "EC2Instance",
        "IPAddress": "10.0.0.7",
        "ComputerName": f"{node}.example.internal",
    }


def state(node: str, count: int) -> dict:
    return {
        "InstanceId": node,
        "PatchGroup": "",
        "BaselineId": "pb-0123456789abcdef0",
        "OperationStartTime": time.time() - 3700,
        "OperationEndTime": time.time() - 3600,
        "Operation": "Scan",
        "InstalledCount": count,
        "MissingCount": 0,
        "FailedCount": 0,
    }


def summary(node: str, count: int) -> dict:
    severities = {"CriticalCount": 0, "HighCount": 0, "MediumCount": 0, "LowCount": 0, "InformationalCount": 0}
    return {
        "ComplianceType": "Patch",
        "ResourceType": "ManagedInstance",
        "ResourceId": node,
        "Status": "COMPLIANT",
        "OverallSeverity": "UNSPECIFIED",
        "ExecutionSummary": {"ExecutionTime": time.time() - 3600, "ExecutionType": "Command"},
        "CompliantSummary": {"CompliantCount": count, "SeveritySummary": severities | {"UnspecifiedCount": count}},
        "NonCompliantSummary": {"NonCompliantCount": 0, "SeveritySummary": severities | {"UnspecifiedCount": 0}},
    }


def items(node: str, count: int) -> list[dict]:
    return [
        {
            "ComplianceType": "Patch",
            "ResourceType": "ManagedInstance",
            "ResourceId": node,
            "Id": f"package-{number}.x86_64",
            "Title": f"package-{number}.x86_64:0:1.{number}-1.amzn2023",
            "Status": "COMPLIANT",
            "Severity": "UNSPECIFIED",
            "ExecutionSummary": {"ExecutionTime": time.time() - 3600, "ExecutionType": "Command"},
            "Details": {"PatchState": "Installed", "Classification": "Security", "PatchSeverity": "Important", "PatchBaselineId": "pb-0123456789abcdef0"},
        }
        for number in range(count)
    ]
