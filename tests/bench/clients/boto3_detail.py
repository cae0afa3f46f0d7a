"""The work of `patchctl report csv --detail --to -`, written plainly with boto3 (eight nodes at a time)."""

import csv
import sys
from concurrent.futures import ThreadPoolExecutor

import boto3
from boto3_nodes import read
from botocore.config import Config

HEADER = [
    "Index",
    "Instance ID",
    "Instance name",
    "Patch name",
    "KB ID/Patch ID",
    "Patch state",
    "Last report time",
    "Compliance level",
    "Patch severity",
    "Patch classification",
    "CVE ID",
    "Patch baseline",
    "Logs URL",
    "Instance IP",
    "Platform name",
    "Platform version",
    "SSM Agent version",
]


def main():
    ssm = boto3.client("ssm", config=Config(max_pool_connections=8))
    boto3.client("sts").get_caller_identity()
    infos, states, summaries = read(ssm)
    paginator = ssm.get_paginator("list_compliance_items")
    only_patch = [{"Key": "ComplianceType", "Values": ["Patch"], "Type": "EQUAL"}]

    def items(info):
        if info["InstanceId"] not in summaries:
            return []
        arguments = {"ResourceIds": [info["InstanceId"]], "ResourceTypes": ["ManagedInstance"], "Filters": only_patch}
        return [item for page in paginator.paginate(**arguments, PaginationConfig={"PageSize": 50}) for item in page["ComplianceItems"]]

    out = csv.writer(sys.stdout, lineterminator="\r\n")
    out.writerow(HEADER)
    index = 0
    with ThreadPoolExecutor(8) as pool:
        for info, found in zip(infos, pool.map(items, infos)):
            state = states.get(info["InstanceId"])
            reported = state["OperationEndTime"].isoformat() if state else ""
            tail = ["", info.get("IPAddress", ""), info["PlatformName"], info["PlatformVersion"], info["AgentVersion"]]
            name = info.get("Name") or info.get("ComputerName", "")
            for item in found or [None]:
                index += 1
                if item is None:
                    out.writerow([index, info["InstanceId"], name, "", "", "", reported, "", "", "", "", "", *tail])
                    continue
                details = item["Details"]
                level, severity, kind = item["Severity"], details.get("PatchSeverity"), details.get("Classification")
                more = [level, severity, kind, details.get("CVEIds", ""), details.get("PatchBaselineId"), *tail]
                out.writerow([index, info["InstanceId"], name, item["Title"], item["Id"], details.get("PatchState"), reported, *more])


if __name__ == "__main__":
    main()
