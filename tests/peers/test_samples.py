"""The walker over AWS's own sample outputs: it must not see a mistake in what the service really sends."""

import pytest
import regex

from samples import samples
from wire.deviations import DEVIATIONS
from wire.messages import SERVICES, model
from wire.walker import Walker

#: One page of the package writes a number as text.
MISPRINTS = {("sts", "AssumeRoleWithSAML", "PackedPolicySize")}
#: Patterns with ranges of Java's surrogate pairs; they belong to event data stores, which nothing here asks for.
SURROGATES = {("cloudtrail", "PartitionKeyName"), ("cloudtrail", "PartitionKeyType")}


def walked(folder):
    service = model(folder)
    for name, document in samples(folder, service):
        violations = []
        operation = service.operation_model(name)
        if document is not None and operation.output_shape is not None:
            walker = Walker(f"{folder}.{name} response", "text")
            walker.walk(operation.output_shape, document)
            violations = walker.violations
        yield name, document, violations


@pytest.mark.parametrize(("folder", "least"), [("ssm", 140), ("sts", 7), ("organizations", 2), ("resourcegroupstaggingapi", 4)])
def test_no_sample_has_an_unknown_or_missing_member_or_a_wrong_type(folder, least):
    seen, bad = 0, []
    for name, document, violations in walked(folder):
        seen += document is not None
        bad += [v for v in violations if v.rule in ("unknown member", "required", "type") and (folder, name, v.path) not in MISPRINTS]
    assert bad == []
    assert seen >= least, "the samples are no longer where they were"


def test_states_empty_owners_and_times_leave_the_model_as_the_deviations_say():
    needed = {"DescribeInstancePatches": set(), "DescribeInstancePatchStatesForPatchGroup": set(), "GetCommandInvocation": set()}
    for name, _, violations in walked("ssm"):
        for violation in violations:
            for deviation in DEVIATIONS:
                if deviation.covers(violation):
                    needed[name].add(violation.path.rpartition(".")[2])
    assert needed == {
        "DescribeInstancePatches": {"State"},
        "DescribeInstancePatchStatesForPatchGroup": {"OwnerInformation"},
        "GetCommandInvocation": {"ExecutionStartDateTime", "ExecutionElapsedTime", "ExecutionEndDateTime"},
    }


def test_a_deviation_covers_the_documented_value_only():
    walker = Walker("ssm.DescribeInstancePatches response")
    shape = model("ssm").operation_model("DescribeInstancePatches").output_shape
    patch = {"Title": "", "KBId": "KB1", "Classification": "", "Severity": "", "InstalledTime": 0}
    walker.walk(shape, {"Patches": [patch | {"State": "InstalledOther"}, patch | {"State": "Wrong"}]})
    assert [any(d.covers(v) for d in DEVIATIONS) for v in walker.violations] == [True, False]
    in_a_request = Walker("ssm.DescribeInstancePatches request")
    in_a_request.walk(shape, {"Patches": [patch | {"State": "InstalledOther"}]})
    assert not any(d.covers(v) for d in DEVIATIONS for v in in_a_request.violations)


def test_every_pattern_of_the_models_compiles():
    for service in SERVICES.values():
        for name in model(service).shape_names:
            pattern = model(service).shape_for(name).metadata.get("pattern")
            if pattern and (service, name) not in SURROGATES:
                regex.compile(pattern)
