"""patchctl's verdicts beside verdicts that are computed here from boto3's reads."""

from __future__ import annotations

import fleet
from support import MEMBER, REGIONS, member_profile, rows

ALL = "us-east-1,eu-central-1,ap-northeast-1"


def judged(served, *arguments: str) -> dict[str, dict]:
    answer = served.patchctl("compliance", "nodes", "-o", "json", *arguments, url=served.url)
    assert answer.code == 0, answer.err
    found = {item["node"]: item for item in answer.json["items"]}
    assert len(found) == len(answer.json["items"]), "a node came twice"
    assert answer.json["unreadable"] == []
    return found


def test_every_node_of_every_region_has_the_verdict_that_the_rules_give(served):
    wanted = fleet.read(served, regions=REGIONS)
    found = judged(served, "--region", ALL)
    assert {node: item["verdict"] for node, item in found.items()} == wanted.verdicts()
    for node in wanted.nodes:
        item = found[node.id]
        assert (item["account"], item["region"]) == (node.account, node.region)
        assert (item["aws"] or {}).get("status") == (node.summary or {}).get("Status")


def test_the_example_fleet_shows_every_verdict(served):
    both = [fleet.read(served, profile, REGIONS).verdicts() for profile in ("default", member_profile(served))]
    assert set().union(*(verdicts.values() for verdicts in both)) == {"COMPLIANT", "NON_COMPLIANT", "STALE", "NOT_REPORTED", "UNREACHABLE"}


def test_the_member_account_through_its_role(served):
    wanted = fleet.read(served, member_profile(served), REGIONS)
    found = judged(served, "--region", ALL, "--role-name", "PatchctlReader", "--accounts", MEMBER)
    assert {node: item["verdict"] for node, item in found.items()} == wanted.verdicts()
    assert {item["account"] for item in found.values()} == {MEMBER}


def test_the_counts_are_the_nodes_own(served):
    wanted = fleet.read(served)
    for node, item in judged(served, "--region", "us-east-1").items():
        state = wanted.of(node).state
        if state is None:
            assert item["report"] is None
            continue
        for name, member in (("missing", "MissingCount"), ("failed", "FailedCount"), ("installed", "InstalledCount")):
            assert item["report"][name] == state[member], (node, name)


def test_associations_are_told_as_state_manager_has_them(served):
    """Without a node boto3 reads the items of a whole Region, patchctl those of each node; the names come from State Manager."""
    answer = served.patchctl("compliance", "associations", "--region", ALL, "-o", "json", url=served.url)
    assert answer.code == 0, answer.err
    told = {}
    for row in answer.json["items"]:
        counts = {"compliant": 0, "non_compliant": 0, "unknown": 0}
        for on in row["nodes"]:
            told[row["region"], row["association"], on["node"]] = (row["name"], row["document"], on["status"], on["severity"])
            counts[on["status"].lower()] += 1
        assert counts == {key: row[key] for key in counts}
        assert row["status"] == ("NON_COMPLIANT" if row["non_compliant"] else "COMPLIANT")

    wanted = {}
    for region in REGIONS:
        ssm = served.client("ssm", region=region)
        names = {row["AssociationId"]: row.get("AssociationName") for row in rows(ssm, "list_associations", "Associations")}
        only = [{"Key": "ComplianceType", "Values": ["Association"], "Type": "EQUAL"}]
        for item in rows(ssm, "list_compliance_items", "ComplianceItems", Filters=only):
            name = names.get(item["Id"])
            wanted[region, item["Id"], item["ResourceId"]] = (name, item["Details"]["DocumentName"], item["Status"], item["Severity"])
    assert told == wanted
    documents = {row[1] for row in wanted.values()}
    assert "AWS-RunPatchBaselineAssociation" in documents and {row[2] for row in wanted.values()} == {"COMPLIANT", "NON_COMPLIANT"}


def test_a_generated_fleet_of_two_thousand(generated):
    wanted = fleet.read(generated)
    assert len(wanted.nodes) == 2000
    found = judged(generated, "--region", "us-east-1")
    assert {node: item["verdict"] for node, item in found.items()} == wanted.verdicts()
    assert len(fleet.count(wanted.verdicts())) >= 4, "a generated fleet with one verdict only shows nothing"
