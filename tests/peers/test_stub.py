"""The stub of tests/bench, read by boto3: what measures patchctl must be what AWS would say."""

from __future__ import annotations

import sys
from pathlib import Path

import boto3
import pytest
from botocore.config import Config
from botocore.exceptions import ClientError

sys.path.insert(0, str(Path(__file__).parent.parent / "bench"))

from stub import LISTS, Limits, Stub, information, items, state, summary  # noqa: E402

KEYS = {"aws_access_key_id": "AKIA000000000001", "aws_secret_access_key": "x", "region_name": "us-east-1"}


def client(stub: Stub, service: str = "ssm"):
    retries = {"total_max_attempts": 1, "mode": "standard"}
    return boto3.session.Session(**KEYS).client(service, endpoint_url=stub.url, config=Config(retries=retries))


def check(shape, row, path: str) -> None:
    """Every member of a row is one of the model, to the bottom."""
    for name, value in row.items():
        assert name in shape.members, f"{path}.{name}"
        if shape.members[name].type_name == "structure":
            check(shape.members[name], value, f"{path}.{name}")


def test_rows_are_those_of_the_model():
    model = boto3.session.Session(**KEYS).client("ssm").meta.service_model
    rows = dict(zip(LISTS, [information("i-1"), state("i-1", 5), summary("i-1", 5), items("i-1", 1)[0]], strict=True))
    for action, row in rows.items():
        check(model.operation_model(action).output_shape.members[LISTS[action]].member, row, action)


def test_everything_is_listed_once():
    with Stub(Limits(nodes=120, pages=3, latency=0)) as stub:
        ssm = client(stub)
        pages = ssm.get_paginator("describe_instance_information").paginate(PaginationConfig={"PageSize": 50})
        ids = [node["InstanceId"] for page in pages for node in page["InstanceInformationList"]]
        assert len(set(ids)) == 120
        states = ssm.describe_instance_patch_states(InstanceIds=ids[:50], MaxResults=50)["InstancePatchStates"]
        assert {one["InstanceId"] for one in states} == set(ids[:50])
        found = ssm.get_paginator("list_resource_compliance_summaries").paginate(PaginationConfig={"PageSize": 50})
        assert {row["ResourceId"] for page in found for row in page["ResourceComplianceSummaryItems"]} == set(ids)
        listed = ssm.get_paginator("list_compliance_items").paginate(ResourceIds=[ids[0]], PaginationConfig={"PageSize": 50})
        assert len([item for page in listed for item in page["ComplianceItems"]]) == 150
        assert client(stub, "sts").get_caller_identity()["Account"] == "000000000001"
        assert not stub.trouble


def test_a_bucket_is_emptied_and_fills_again():
    with Stub(Limits(nodes=1, rate=1000, bucket=3, latency=0)) as stub:
        ssm = client(stub)
        stub.limits.rate = 0.001
        for _ in range(3):
            ssm.describe_instance_information()
        with pytest.raises(ClientError, match="ThrottlingException.*Rate exceeded"):
            ssm.describe_instance_information()
        # Each action has a bucket of its own.
        ssm.list_compliance_items(ResourceIds=["i-1"])
        figures = stub.figures()
        assert (figures["good"], figures["throttled"]) == (4, 1)


def test_errors_are_those_of_the_service():
    with Stub(Limits(nodes=1, errors=1, latency=0)) as stub, pytest.raises(ClientError, match="InternalServerError"):
        client(stub).describe_instance_information()
