"""Where real AWS answers leave the model, by name and with the reason. Everything else is a violation.

Each entry stands for what AWS's own documented sample outputs show (the test of the samples fails when one is not needed any more),
or for what the user guide says. Unknown members, missing required members and wrong types have no entry: they do not occur.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from .walker import Violation

PATCH_STATES = {
    "Installed",
    "InstalledOther",
    "InstalledPendingReboot",
    "InstalledRejected",
    "Missing",
    "Failed",
    "NotApplicable",
    "AvailableSecurityUpdate",
}


@dataclass(frozen=True)
class Deviation:
    rule: str
    #: A pattern over `service.Operation`.
    operation: str
    #: A pattern over the member's path.
    path: str
    fits: Callable[[Any], bool]
    reason: str

    def covers(self, violation: Violation) -> bool:
        operation, side = violation.where.rsplit(" ", 1)
        return (
            side == "response"
            and violation.rule == self.rule
            and re.fullmatch(self.operation, operation) is not None
            and re.fullmatch(self.path, violation.path) is not None
            and self.fits(violation.value)
        )


def empty(value: Any) -> bool:
    return value == ""


DEVIATIONS = [
    Deviation(
        "enum",
        r"ssm\.DescribeInstancePatches",
        r"Patches\[\d+\]\.State",
        lambda value: value in PATCH_STATES,
        "the service spells states in CamelCase (Installed, InstalledOther), the enum in UPPER_SNAKE",
    ),
    Deviation(
        "min",
        r"ssm\.DescribeInstancePatchStates(ForPatchGroup)?",
        r"InstancePatchStates\[\d+\]\.OwnerInformation",
        empty,
        "OwnerInformation is present and empty when the run gave none",
    ),
    Deviation(
        "min",
        r"ssm\.DescribeInstancePatchStates(ForPatchGroup)?",
        r"InstancePatchStates\[\d+\]\.PatchGroup",
        empty,
        "PatchGroup is required, and empty for a node without the tag",
    ),
    Deviation(
        "min",
        r"ssm\.DescribeInstancePatchStatesForPatchGroup",
        r"InstancePatchStates",
        lambda value: value == [],
        "a group without nodes, or a filter that none fits, leaves the list empty",
    ),
    Deviation(
        "pattern",
        r"ssm\.GetCommandInvocation",
        r"ExecutionElapsedTime",
        lambda value: re.fullmatch(r"PT(\d+H)?(\d+M)?(\d+(\.\d+)?S)?", value) is not None,
        "the AWS CLI's own sample says PT0.091S, a duration, and the pattern is that of a date",
    ),
    Deviation(
        "pattern",
        r"ssm\.GetCommandInvocation",
        r"Execution(Start|End)DateTime",
        lambda value: re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z", value) is not None,
        "the AWS CLI's own sample has milliseconds, and the pattern takes one digit after the point",
    ),
    Deviation(
        "pattern",
        r"ssm\.GetCommandInvocation",
        r"Execution((Start|End)DateTime|ElapsedTime)",
        empty,
        "the model's own words: the string is empty until the plugin has begun",
    ),
    Deviation(
        "enum",
        r"ec2\.DescribeInstances",
        r"Reservations\[\d+\]\.Instances\[\d+\]\.Platform",
        lambda value: value == "windows",
        "the model's own words are that the value is windows, and its enum has Windows",
    ),
]
