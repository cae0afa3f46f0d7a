"""A strict walk of one document along one shape of botocore's service model.

botocore's own validator looks at neither enum, max nor pattern and says nothing about members it does not know, so it cannot tell
whether a document is what the service would send or take. This walker checks every constraint that the model states.
"""

from __future__ import annotations

import base64
import binascii
import functools
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import regex

#: No time on a wire of ours is later than this. A millisecond timestamp is.
LATEST = 4102444800  # 2100-01-01T00:00:00Z


@dataclass(frozen=True)
class Violation:
    """One thing in a message that the model does not allow."""

    rule: str
    #: `ssm.DescribeInstanceInformation response`
    where: str
    #: `InstanceInformationList[0].PingStatus`
    path: str
    detail: str
    value: Any = None

    def __str__(self) -> str:
        return f"{self.where}: {self.path or '(document)'}: {self.rule}: {self.detail}"


@functools.cache
def compiled(pattern: str):
    """The pattern as a test of the whole value; one without anchors is meant for the whole value too."""
    expression = regex.compile(pattern)
    anchored = "^" in pattern.replace("[^", "") or pattern.endswith("$")
    return expression.search if anchored else expression.fullmatch


def short(value: Any) -> str:
    text = repr(value)
    return text if len(text) <= 80 else text[:77] + "..."


class Walker:
    """Walks documents as JSON gives them; XML and form documents are turned into that first.

    `timestamps`: "epoch" takes numbers of seconds only (JSON protocols), "iso" takes ISO 8601 text only (XML and query protocols),
    "text" takes either (the way the AWS CLI prints them).
    """

    def __init__(self, where: str, timestamps: str = "epoch"):
        self.where = where
        self.timestamps = timestamps
        self.violations: list[Violation] = []

    def add(self, rule: str, path: str, detail: str, value: Any = None) -> None:
        self.violations.append(Violation(rule, self.where, path, detail, value))

    def walk(self, shape, value: Any, path: str = "") -> None:
        if shape.is_document_type if hasattr(shape, "is_document_type") else False:
            return
        if value is None:
            self.add("type", path, f"null where the model has {shape.type_name}")
            return
        getattr(self, "_" + shape.type_name)(shape, value, path)

    # --- containers ---------------------------------------------------------------------------------------------------------------

    def _structure(self, shape, value: Any, path: str) -> None:
        if not isinstance(value, dict):
            self.add("type", path, f"{short(value)} is no structure", value)
            return
        prefix = path + "." if path else ""
        for name in value:
            if name not in shape.members:
                self.add("unknown member", prefix + name, f"{shape.name} has no member {name}", value[name])
        for name in shape.required_members:
            if name not in value:
                self.add("required", prefix + name, f"{shape.name} needs {name}")
        if getattr(shape, "is_tagged_union", False) and len(value) != 1:
            self.add("union", path, f"{shape.name} takes exactly one member, there are {len(value)}")
        for name, member in shape.members.items():
            if name in value:
                self.walk(member, value[name], prefix + name)

    def _list(self, shape, value: Any, path: str) -> None:
        if not isinstance(value, list):
            self.add("type", path, f"{short(value)} is no list", value)
            return
        self._range(shape, len(value), path, "items", value)
        for index, item in enumerate(value):
            self.walk(shape.member, item, f"{path}[{index}]")

    def _map(self, shape, value: Any, path: str) -> None:
        if not isinstance(value, dict):
            self.add("type", path, f"{short(value)} is no map", value)
            return
        self._range(shape, len(value), path, "entries", value)
        for key, item in value.items():
            self.walk(shape.key, key, f"{path}<{key}>")
            self.walk(shape.value, item, f"{path}.{key}")

    # --- scalars ------------------------------------------------------------------------------------------------------------------

    def _string(self, shape, value: Any, path: str) -> None:
        if not isinstance(value, str):
            self.add("type", path, f"{short(value)} is no string", value)
            return
        allowed = shape.metadata.get("enum")
        if allowed and value not in allowed:
            self.add("enum", path, f"{short(value)} is none of {', '.join(allowed[:12])}", value)
        self._range(shape, len(value), path, "characters", value)
        pattern = shape.metadata.get("pattern")
        if pattern and not compiled(pattern)(value):
            self.add("pattern", path, f"{short(value)} does not match {pattern}", value)

    def _character(self, shape, value: Any, path: str) -> None:
        self._string(shape, value, path)

    def _integer(self, shape, value: Any, path: str) -> None:
        if isinstance(value, bool) or not isinstance(value, int):
            self.add("type", path, f"{short(value)} is no integer", value)
            return
        self._range(shape, value, path, "", value)

    _long = _integer

    def _double(self, shape, value: Any, path: str) -> None:
        if isinstance(value, bool) or not isinstance(value, (int, float)):
            self.add("type", path, f"{short(value)} is no number", value)
            return
        self._range(shape, value, path, "", value)

    _float = _double

    def _boolean(self, _shape, value: Any, path: str) -> None:
        if not isinstance(value, bool):
            self.add("type", path, f"{short(value)} is no boolean", value)

    def _blob(self, shape, value: Any, path: str) -> None:
        if isinstance(value, bytes):
            self._range(shape, len(value), path, "bytes", value)
            return
        try:
            data = base64.b64decode(value, validate=True)
        except (TypeError, ValueError, binascii.Error):
            self.add("type", path, f"{short(value)} is no base64", value)
            return
        self._range(shape, len(data), path, "bytes", value)

    def _timestamp(self, _shape, value: Any, path: str) -> None:
        number = isinstance(value, (int, float)) and not isinstance(value, bool)
        if self.timestamps != "iso" and number:
            if not 0 <= value < LATEST:
                self.add("timestamp", path, f"{value} seconds lie outside 1970 to 2100: is it milliseconds?", value)
            return
        if self.timestamps != "epoch" and isinstance(value, str):
            try:
                datetime.fromisoformat(value.replace("Z", "+00:00"))
            except ValueError:
                self.add("timestamp", path, f"{short(value)} is no ISO 8601 time", value)
            return
        wanted = {"epoch": "a number of seconds", "iso": "ISO 8601 text", "text": "a time"}[self.timestamps]
        self.add("timestamp", path, f"{short(value)} is not {wanted}", value)

    def _range(self, shape, size: float, path: str, unit: str, value: Any) -> None:
        least, most = shape.metadata.get("min"), shape.metadata.get("max")
        if least is not None and size < least:
            self.add("min", path, f"{size} {unit} is below {least}".replace("  ", " "), value)
        if most is not None and size > most:
            self.add("max", path, f"{size} {unit} is above {most}".replace("  ", " "), value)
