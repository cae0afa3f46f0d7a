"""Requests at and just beyond every bound that botocore's model states, made from one good request."""

from __future__ import annotations

import copy
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import regex

#: A list or map in the model without a bound is not blown up.
UNBOUNDED = 2000


@dataclass(frozen=True)
class Breach:
    """A request that differs from a good one at one place."""

    path: str
    rule: str
    request: Any
    #: Whether the model still allows it.
    allowed: bool

    def __str__(self) -> str:
        return f"{self.path or '(request)'}: {self.rule}"


def breaches(shape, good: dict) -> Iterator[Breach]:
    """Every request that breaks one constraint of the members that the good request has, and those that just keep to it."""
    for path, rule, request, allowed in _of(shape, good, ""):
        yield Breach(path, rule, request, allowed)


def _of(shape, value: Any, path: str):
    yield from getattr(_Of, shape.type_name, _Of.other)(shape, value, path)


def _sizes(shape, least_possible: int = 0):
    """(rule, size, allowed) at and beyond the bounds of a shape."""
    least, most = shape.metadata.get("min"), shape.metadata.get("max")
    if least is not None and least > least_possible:
        yield "below min", least - 1, False
        yield "at min", least, True
    if most is not None and most < UNBOUNDED:
        yield "at max", most, True
        yield "above max", most + 1, False


class _Of:
    @staticmethod
    def structure(shape, value, path):
        for name in shape.required_members:
            yield f"{path}.{name}", "required", {key: item for key, item in value.items() if key != name}, False
        for name, item in value.items():
            for inner, rule, changed, allowed in _of(shape.members[name], item, f"{path}.{name}"):
                yield inner, rule, {**copy.deepcopy(value), name: changed}, allowed

    @staticmethod
    def list(shape, value, path):
        assert value, f"{path}: the good request needs an item here"
        for rule, size, allowed in _sizes(shape):
            yield path, rule, [copy.deepcopy(value[0]) for _ in range(size)], allowed
        for inner, rule, changed, allowed in _of(shape.member, value[0], f"{path}[0]"):
            yield inner, rule, [changed, *copy.deepcopy(value[1:])], allowed

    @staticmethod
    def map(shape, value, path):
        assert value, f"{path}: the good request needs an entry here"
        some = next(iter(value.values()))
        for rule, size, allowed in _sizes(shape):
            yield path, rule, {f"k{number}": some for number in range(size)}, allowed
        for rule, size, allowed in _sizes(shape.key):
            yield f"{path}.key", rule, {"a" * size: some}, allowed
        for inner, rule, changed, allowed in _of(shape.value, some, f"{path}.value"):
            yield inner, rule, {next(iter(value)): changed}, allowed

    @staticmethod
    def string(shape, value, path):
        if shape.metadata.get("enum"):
            yield path, "enum", "NO_SUCH_VALUE", False
            yield path, "enum in small letters", value.lower() + "x", False
            return
        for rule, size, allowed in _sizes(shape):
            yield path, rule, "a" * size, allowed
        pattern = shape.metadata.get("pattern")
        if pattern and pattern != "[\\s\\S]*":
            size = shape.metadata.get("min") or 3
            # Some patterns only ask that there be something.
            for text in ("a" * size + "\t", "\N{SNOWMAN}" * size):
                yield path, "pattern", text, regex.fullmatch(pattern, text) is not None

    @staticmethod
    def integer(shape, _value, path):
        for rule, size, allowed in _sizes(shape, -1):
            yield path, rule, size, allowed

    long = integer

    @staticmethod
    def other(_shape, _value, _path):
        return iter(())
