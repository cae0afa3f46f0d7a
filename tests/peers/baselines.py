"""Baselines as boto3 makes them: one with every member, one with nothing but a name, one whose texts are hard to write down."""

from __future__ import annotations

from support import rows

SELF = [{"Key": "OWNER", "Values": ["Self"]}]


def filters(**values: list[str]) -> list[dict]:
    return [{"Key": key, "Values": list(listed)} for key, listed in values.items()]


def rule(days: int | None, patch_filters: list[dict], **members) -> dict:
    when = {} if days is None else {"ApproveAfterDays": days}
    return {"PatchFilterGroup": {"PatchFilters": patch_filters}} | when | members


#: Every member that a Linux baseline can have, with a filter key that comes twice and the most patches.
WHOLE = {
    "OperatingSystem": "AMAZON_LINUX_2",
    "Name": "peers-whole",
    "Description": "every member: «ä», \"quotes\" and a \\ backslash",
    "GlobalFilters": {"PatchFilters": filters(PRODUCT=["AmazonLinux2", "AmazonLinux2.0"], SEVERITY=["*"])},
    "ApprovalRules": {
        "PatchRules": [
            rule(
                0,
                [*filters(CLASSIFICATION=["Security"]), *filters(CLASSIFICATION=["Security", "Bugfix"], SEVERITY=["Critical"])],
                ComplianceLevel="CRITICAL",
                EnableNonSecurity=True,
            ),
            rule(None, filters(SEVERITY=["Low"]), ApproveUntilDate="2024-02-29", ComplianceLevel="INFORMATIONAL", EnableNonSecurity=False),
            rule(360, [], ComplianceLevel="UNSPECIFIED", EnableNonSecurity=False),
        ]
    },
    "ApprovedPatches": [f"package-{number:02}*" for number in range(49)] + ["CVE-2024-6387"],
    "ApprovedPatchesComplianceLevel": "HIGH",
    "ApprovedPatchesEnableNonSecurity": True,
    "RejectedPatches": [f"refused-{number:02}" for number in range(50)],
    "RejectedPatchesAction": "BLOCK",
    "Sources": [
        {"Name": "mine", "Products": ["AmazonLinux2", "AmazonLinux2.0"], "Configuration": "[mine]\nname=mine\nbaseurl=https://example.com/$releasever"},
        {"Name": "other-source", "Products": ["*"], "Configuration": "[other]\n"},
    ],
}
#: What AWS has to add by itself.
BARE = {"OperatingSystem": "ORACLE_LINUX", "Name": "peers-bare"}
WINDOWS = {
    "OperatingSystem": "WINDOWS",
    "Name": "peers-windows",
    "ApprovalRules": {
        "PatchRules": [
            rule(7, filters(CLASSIFICATION=["SecurityUpdates"], MSRC_SEVERITY=["Critical", "Important"], PATCH_SET=["OS"]), ComplianceLevel="HIGH"),
            rule(None, filters(PRODUCT_FAMILY=["Office"], PATCH_SET=["APPLICATION"]), ApproveUntilDate="2025-01-31", ComplianceLevel="LOW"),
        ]
    },
    "AvailableSecurityUpdatesComplianceStatus": "NON_COMPLIANT",
}
#: Texts that HCL, YAML and JSON each take for something else when they are not escaped.
AWKWARD = {
    "OperatingSystem": "ALMA_LINUX",
    "Name": "9-awkward.name",
    "Description": "${x} %{y} $${z} %%{w} \"q\" 'a' \\n \\\\ ä 漢 \N{GRINNING FACE} # // /* */ - : {a} [b] yes ~ EOT",
    "ApprovalRules": {"PatchRules": [rule(1, filters(PRODUCT=["AlmaLinux9.4"], SEVERITY=["Critical"]), ComplianceLevel="LOW", EnableNonSecurity=False)]},
    "ApprovedPatches": ["a.$${b}", "on", "1.0", "%{if}", "~", "100%${x}", "12:30", "1_000", "2025-06-30", "Yes", "0o17", "1e3", "=", "<<"],
    "RejectedPatches": ["null", "0x1f", "\\"],
    "Sources": [
        {"Name": "awkward", "Products": ["${product}"], "Configuration": "[a]\nk=\"${v}\"\n\n  indented\\\n\ttab\r\nEOT\n%{ for x in y }\n"},
        {"Name": "trailing", "Products": ["%{p}"], "Configuration": "  leading\n\n\n"},
    ],
}
#: The service adds no `aws:` tag here; keys and values keep to the characters that AWS allows.
TAGS = {"team": "platform", "cost:centre": "4 711", "empty": "", "größe": "a/b=c+d@e.f-g_h", "no": "off", "window": "23:30", "since": "2025-01-01"}


def create(ssm, baseline: dict, tags: dict[str, str] | None = None) -> str:
    extra = {"Tags": [{"Key": key, "Value": value} for key, value in tags.items()]} if tags else {}
    return ssm.create_patch_baseline(**baseline, **extra)["BaselineId"]


def get(ssm, baseline: str) -> dict:
    answer = ssm.get_patch_baseline(BaselineId=baseline)
    answer.pop("ResponseMetadata")
    return answer


def definition(answer: dict) -> dict:
    """What a baseline is, without what only its place gives it."""
    return {key: value for key, value in answer.items() if key not in ("BaselineId", "CreatedDate", "ModifiedDate", "PatchGroups")}


def tags_of(ssm, baseline: str) -> dict[str, str]:
    answer = ssm.list_tags_for_resource(ResourceType="PatchBaseline", ResourceId=baseline)
    return {tag["Key"]: tag["Value"] for tag in answer["TagList"]}


def every(ssm, **arguments) -> list[dict]:
    return rows(ssm, "describe_patch_baselines", "BaselineIdentities", **arguments)


def own_ones(ssm) -> list[dict]:
    return every(ssm, Filters=SELF)


def named(ssm, name: str) -> str:
    (found,) = [row["BaselineId"] for row in every(ssm) if row["BaselineName"] == name]
    return found


def clear(ssm, keep: set[str]) -> None:
    """Deletes every baseline that is not among those to keep, with its groups; a default is given back to AWS."""
    for row in rows(ssm, "describe_patch_groups", "Mappings"):
        if row["BaselineIdentity"]["BaselineId"] not in keep:
            ssm.deregister_patch_baseline_for_patch_group(BaselineId=row["BaselineIdentity"]["BaselineId"], PatchGroup=row["PatchGroup"])
    for row in own_ones(ssm):
        if row["BaselineId"] in keep:
            continue
        if row["DefaultBaseline"]:
            there = [{"Key": "OPERATING_SYSTEM", "Values": [row["OperatingSystem"]]}, {"Key": "OWNER", "Values": ["AWS"]}]
            aws = next(found for found in every(ssm, Filters=there) if found["BaselineName"].endswith("DefaultPatchBaseline"))
            ssm.register_default_patch_baseline(BaselineId=aws["BaselineId"])
        ssm.delete_patch_baseline(BaselineId=row["BaselineId"])
