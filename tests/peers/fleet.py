"""A fleet as boto3 sees it, and what follows from it: computed here once more, from the API's answers alone."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

from support import Sandbox, pages, rows

MAX_AGE = timedelta(days=7)
VIOLATIONS = ("MissingCount", "FailedCount", "InstalledRejectedCount", "InstalledPendingRebootCount")


@dataclass
class Node:
    """One node of the inventory with everything that other operations say about it."""

    account: str
    region: str
    info: dict
    state: dict | None = None
    summary: dict | None = None
    counts_available_updates: bool = False

    @property
    def id(self) -> str:
        return self.info["InstanceId"]

    def verdict(self, now: datetime) -> str:
        """Never reported; else a violation, offline or old or not; else offline; else old; else compliant."""
        if self.state is None:
            return "NOT_REPORTED"
        violation = any(self.state.get(name, 0) > 0 for name in VIOLATIONS)
        violation |= self.counts_available_updates and self.state.get("AvailableSecurityUpdateCount", 0) > 0
        violation |= self.summary is not None and self.summary["Status"] != "COMPLIANT"
        if violation:
            return "NON_COMPLIANT"
        if self.info.get("PingStatus") != "Online":
            return "UNREACHABLE"
        if now - self.state["OperationEndTime"] > MAX_AGE:
            return "STALE"
        return "COMPLIANT"

    def calls_for_items(self) -> int:
        """How many pages of 50 the compliance items of type Patch take."""
        if self.summary is None:
            return 0
        items = self.summary["CompliantSummary"]["CompliantCount"] + self.summary["NonCompliantSummary"]["NonCompliantCount"]
        return max(1, -(-items // 50))


@dataclass
class Fleet:
    """All nodes of one or more Regions of an account, and how many pages of 50 it took to read them."""

    nodes: list[Node] = field(default_factory=list)
    pages: Counter = field(default_factory=Counter)

    def verdicts(self, now: datetime | None = None) -> dict[str, str]:
        now = now or datetime.now(UTC)
        return {node.id: node.verdict(now) for node in self.nodes}

    def of(self, node_id: str) -> Node:
        return next(node for node in self.nodes if node.id == node_id)


def read(sandbox: Sandbox, profile: str = "default", regions=("us-east-1",)) -> Fleet:
    fleet = Fleet()
    account = sandbox.client("sts", profile=profile).get_caller_identity()["Account"]
    for region in regions:
        ssm = sandbox.client("ssm", profile=profile, region=region)
        inventory = list(pages(ssm, "describe_instance_information", MaxResults=50))
        infos = [info for page in inventory for info in page["InstanceInformationList"]]
        ids = [info["InstanceId"] for info in infos]
        states = {
            state["InstanceId"]: state
            for start in range(0, len(ids), 50)
            for state in rows(ssm, "describe_instance_patch_states", "InstancePatchStates", InstanceIds=ids[start : start + 50])
        }
        only_patch = [{"Key": "ComplianceType", "Values": ["Patch"], "Type": "EQUAL"}]
        told = list(pages(ssm, "list_resource_compliance_summaries", Filters=only_patch, MaxResults=50))
        summaries = {row["ResourceId"]: row for page in told for row in page["ResourceComplianceSummaryItems"]}
        fleet.pages["ssm.DescribeInstanceInformation"] += len(inventory)
        fleet.pages["ssm.DescribeInstancePatchStates"] += sum(bool(page["InstanceInformationList"]) for page in inventory)
        fleet.pages["ssm.ListResourceComplianceSummaries"] += len(told)
        strict = {baseline: counts_updates(ssm, baseline) for baseline in {state["BaselineId"] for state in states.values()}}
        for info in infos:
            state = states.get(info["InstanceId"])
            node = Node(account, region, info, state, summaries.get(info["InstanceId"]))
            node.counts_available_updates = state is not None and strict[state["BaselineId"]]
            fleet.nodes.append(node)
    return fleet


def counts_updates(ssm, baseline: str) -> bool:
    """Whether the baseline calls a node with available security updates non-compliant. A policy's baseline is not in this account."""
    try:
        return ssm.get_patch_baseline(BaselineId=baseline).get("AvailableSecurityUpdatesComplianceStatus") == "NON_COMPLIANT"
    except (ssm.exceptions.DoesNotExistException, ssm.exceptions.InvalidResourceId):
        return False


def count(verdicts: dict[str, str]) -> dict[str, int]:
    return dict(Counter(verdicts.values()))
