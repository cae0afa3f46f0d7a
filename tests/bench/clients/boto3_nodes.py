"""The work of `patchctl compliance nodes -o json`, written plainly with boto3."""

import json
import sys
from datetime import UTC, datetime, timedelta

import boto3

VIOLATIONS = ("MissingCount", "FailedCount", "InstalledRejectedCount", "InstalledPendingRebootCount", "SecurityNonCompliantCount")


def verdict(info, state, summary, now):
    if state is None:
        return "NOT_REPORTED"
    if any(state.get(name, 0) > 0 for name in VIOLATIONS) or (summary and summary["Status"] != "COMPLIANT"):
        return "NON_COMPLIANT"
    if info.get("PingStatus") != "Online":
        return "UNREACHABLE"
    return "STALE" if now - state["OperationEndTime"] > timedelta(days=7) else "COMPLIANT"


def read(ssm):
    infos = [
        info
        for page in ssm.get_paginator("describe_instance_information").paginate(PaginationConfig={"PageSize": 50})
        for info in page["InstanceInformationList"]
    ]
    states = {}
    for start in range(0, len(infos), 50):
        ids = [info["InstanceId"] for info in infos[start : start + 50]]
        for page in ssm.get_paginator("describe_instance_patch_states").paginate(InstanceIds=ids, PaginationConfig={"PageSize": 50}):
            states.update((state["InstanceId"], state) for state in page["InstancePatchStates"])
    only_patch = [{"Key": "ComplianceType", "Values": ["Patch"], "Type": "EQUAL"}]
    pages = ssm.get_paginator("list_resource_compliance_summaries").paginate(Filters=only_patch, PaginationConfig={"PageSize": 50})
    summaries = {row["ResourceId"]: row for page in pages for row in page["ResourceComplianceSummaryItems"]}
    return infos, states, summaries


def main():
    ssm = boto3.client("ssm")
    boto3.client("sts").get_caller_identity()
    infos, states, summaries = read(ssm)
    now = datetime.now(UTC)
    items = []
    for info in infos:
        node = info["InstanceId"]
        state, summary = states.get(node), summaries.get(node)
        items.append({"node": node, "verdict": verdict(info, state, summary, now), "info": info, "report": state, "aws": summary})
    json.dump({"items": items}, sys.stdout, default=str)


if __name__ == "__main__":
    main()
