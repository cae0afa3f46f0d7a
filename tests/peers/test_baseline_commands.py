"""What `patchctl baseline` asks of the service, and whether it says the same as boto3 and the AWS CLI say of it."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta

import pytest

import baselines
from baselines import AWKWARD, BARE, TAGS, WHOLE, WINDOWS
from support import REGIONS, rows
from wire.proxy import Proxy

HERE = ("--region", "us-east-1")
IDENTITY = {"sts.GetCallerIdentity": 1}
LIST, GROUPS, GET = "ssm.DescribePatchBaselines", "ssm.DescribePatchGroups", "ssm.GetPatchBaseline"
TAG_LIST, PROPERTIES, CREATE = "ssm.ListTagsForResource", "ssm.DescribePatchProperties", "ssm.CreatePatchBaseline"
#: Operations that only read; everything else on the wire changes something.
READS = re.compile(r"(ssm|tagging|sts|organizations)\.(Describe|Get|List)\w+")
#: Left out, AWS takes WINDOWS.
NEEDS_SYSTEM = (CREATE, "ssm.GetDefaultPatchBaseline", PROPERTIES)


@pytest.fixture
def wire(own_wire):
    """The strict proxy; beyond the model, the operating system is always named."""
    yield own_wire
    for name in NEEDS_SYSTEM:
        assert all("OperatingSystem" in reading.request for reading in own_wire.of(name)), name


@pytest.fixture
def regions(own):
    """boto3 beside the proxy for each Region; what a test makes is taken away."""
    clients = {region: own.client("ssm", region=region) for region in REGIONS}
    before = {region: {row["BaselineId"] for row in baselines.own_ones(client)} for region, client in clients.items()}
    yield clients
    for region, client in clients.items():
        baselines.clear(client, before[region])


@pytest.fixture
def ssm(regions):
    return regions["us-east-1"]


@pytest.fixture
def run(own, wire, regions):
    """Runs a command and gives what it printed with the calls that it made."""

    def run(*arguments, codes=(0,), region=HERE, **keywords):
        wire.clear()
        answer = own.patchctl("baseline", *arguments, *region, url=wire.url, **keywords)
        assert answer.code in codes, (answer.code, answer.err)
        answer.calls = wire.counts()
        return answer

    return run


def documents(number: int) -> str:
    text = "name: many-{0}\noperating_system: AMAZON_LINUX_2\npatch_groups: [many-{0}]\ntags: {{number: '{0}'}}\napproval_rules:\n"
    rule = "  - filters: {{CLASSIFICATION: [Security], SEVERITY: [Critical]}}\n    approve_after_days: {0}\n"
    return "---\n".join((text + rule).format(index) for index in range(number))


# --- calls --------------------------------------------------------------------------------------------------------------------------


def test_list_is_one_call_for_each_place(run, wire):
    assert run("list").calls == IDENTITY | {LIST: 1}
    assert run("list", "--owner", "all", "--os", "al2").calls == IDENTITY | {LIST: 1}
    assert run("list", "--owner", "aws", region=("--region", ",".join(REGIONS))).calls == IDENTITY | {LIST: len(REGIONS)}
    assert {reading.region for reading in wire.of(LIST)} == set(REGIONS)


def test_show_and_diff_read_each_baseline_once(run, ssm):
    first, second = (baselines.create(ssm, BARE | {"Name": name}) for name in ("first", "second"))
    assert run("show", "first").calls == IDENTITY | {LIST: 1, GET: 1, TAG_LIST: 1}
    assert run("show", first, "--raw").calls == IDENTITY | {LIST: 1, GET: 1}
    assert run("show", "AWS-DefaultPatchBaseline").calls == IDENTITY | {LIST: 1, GET: 1}, "AWS's own have no tags that could be read"
    assert run("diff", first, second).calls == IDENTITY | {LIST: 1, GET: 2}
    assert run("show", "nothing-like-it", codes=(2,)).calls == IDENTITY | {LIST: 1}


def test_ten_documents_are_applied_once(run, wire, tmp_path):
    file = tmp_path / "ten.yaml"
    file.write_text(documents(10), encoding="utf-8")
    planned = run("apply", "-f", file, "--dry-run").calls
    assert planned == IDENTITY | {LIST: 1, GROUPS: 1}
    # Before each is created, one look at the list keeps two operators from making the same one.
    changes = {CREATE: 10, "ssm.RegisterPatchBaselineForPatchGroup": 10}
    assert run("apply", "-f", file, "--yes").calls == IDENTITY | {LIST: 1 + 10, GROUPS: 1} | changes
    looks = [reading.request["Filters"] for reading in wire.of(LIST) if "Filters" in reading.request]
    assert looks == [[{"Key": "OWNER", "Values": ["Self"]}, {"Key": "OPERATING_SYSTEM", "Values": ["AMAZON_LINUX_2"]}]] * 10
    tokens = [reading.request["ClientToken"] for reading in wire.of(CREATE)]
    assert len(set(tokens)) == 10, "a retry makes no second baseline, and two baselines share no token"
    again = IDENTITY | {LIST: 1, GROUPS: 1, GET: 10, TAG_LIST: 10}
    assert run("apply", "-f", file, "--yes").calls == again
    assert run("diff", "-f", file).calls == again
    file.write_text(documents(10).replace("approve_after_days: 3", "approve_after_days: 4"), encoding="utf-8")
    # The one that changes is read once more, right before it is written.
    assert run("apply", "-f", file, "--yes").calls == again | {GET: 11, "ssm.UpdatePatchBaseline": 1}
    (update,) = wire.of("ssm.UpdatePatchBaseline")
    assert update.request["Replace"] is True and update.request["Name"] == "many-3"


def test_only_unknown_values_are_looked_up(run, wire, tmp_path):
    file = tmp_path / "product.yaml"
    file.write_text(documents(3).replace("{CLASSIFICATION: [Security], ", "{PRODUCT: [AmazonLinux2], "), encoding="utf-8")
    assert run("apply", "-f", file, "--dry-run").calls == IDENTITY | {LIST: 1, GROUPS: 1}
    newer = file.read_text(encoding="utf-8").replace("AMAZON_LINUX_2", "REDHAT_ENTERPRISE_LINUX").replace("AmazonLinux2", "RedhatEnterpriseLinux11.0")
    file.write_text(newer, encoding="utf-8")
    for verb in (("apply", "--dry-run"), ("diff",)):
        answered = run(*verb, "-f", file, codes=(0, 3))
        assert answered.calls == IDENTITY | {LIST: 1, GROUPS: 1, PROPERTIES: 1}
        assert answered.err.count("not checked: `RedhatEnterpriseLinux11.0`") == 3
    asked = wire.of(PROPERTIES)[0]
    assert (asked.request["OperatingSystem"], asked.request["Property"]) == ("REDHAT_ENTERPRISE_LINUX", "PRODUCT")
    assert run("apply", "-f", file, "--dry-run", "--offline-values").calls == IDENTITY | {LIST: 1, GROUPS: 1}
    refused = run("create", "typo", "--os", "windows", "--rule", "PRODUCT=WindowServer2022;after=1", "--yes", codes=(2,))
    assert "WindowsServer2022" in refused.err
    run("create", "newer", "--os", "windows", "--rule", "PRODUCT=WindowsServer2031;after=1", "--yes")
    assert {reading.request["PatchSet"] for reading in wire.of(PROPERTIES)} == {"OS", "APPLICATION"}


def test_export_and_lint_read_each_baseline_once(run, ssm):
    own = len(baselines.own_ones(ssm))
    whole = IDENTITY | {LIST: 1, GROUPS: 1, GET: own, TAG_LIST: own}
    for form in ("yaml", "json", "terraform", "cloudformation"):
        assert run("export", "--all", "--format", form).calls == whole
    assert run("lint").calls == IDENTITY | {LIST: 1, GET: own}


def test_previews_ask_for_the_patches_once(run, wire, ssm):
    first = baselines.create(ssm, WHOLE)
    second = baselines.create(ssm, WHOLE | {"Name": "second", "RejectedPatches": []})
    windows = baselines.create(ssm, WINDOWS)
    patches = {"ssm.DescribeAvailablePatches": 1, PROPERTIES: 1}
    assert run("preview", first).calls == IDENTITY | {LIST: 1, GET: 1} | patches
    assert run("preview", first, second).calls == IDENTITY | {LIST: 1, GET: 2} | patches
    effective = {"ssm.DescribeEffectivePatchesForPatchBaseline": 1}
    assert run("preview", "production-windows").calls == IDENTITY | {LIST: 1, GET: 1} | effective
    # Only the question tells to which set a patch belongs, so that rules with PATCH_SET cost one question for each set.
    assert run("preview", windows).calls == IDENTITY | {LIST: 1, GET: 1, "ssm.DescribeAvailablePatches": 2} | effective
    node = next(
        row["InstanceId"] for row in rows(ssm, "describe_instance_information", "InstanceInformationList") if row["PlatformName"] == "Ubuntu"
    )
    counted = run("preview", "AWS-UbuntuDefaultPatchBaseline", "--node", node).calls
    read = [reading.request["BaselineId"] for reading in wire.of(GET)]
    assert len(read) == len(set(read)), "the one that is previewed, and perhaps the one that the node was scanned with"
    counted.pop(GET)
    assert counted.pop("ssm.DescribeInstancePatches") >= 1
    assert counted.pop("ssm.DescribeInstanceInformation") == counted.pop("ssm.DescribeInstancePatchStates") == 1
    assert {name: calls for name, calls in counted.items() if calls > 1} == {}, counted


#: Of one node: its inventory, its report and how its compliance was told, its tag and its associations; of the place: two lists.
RESOLVE = ("ssm.DescribeInstanceInformation", "ssm.DescribeInstancePatchStates", "ssm.ListResourceComplianceSummaries", LIST, GROUPS)


def test_resolve_one_node_and_many(run, generated_small):
    one = run("resolve", "i-0a1b2c3d4e5f60001").calls
    assert one == IDENTITY | dict.fromkeys(RESOLVE, 1) | {"tagging.GetResources": 1, "ssm.DescribeInstanceAssociationsStatus": 1}
    found = rows(generated_small.client("ssm"), "describe_instance_information", "InstanceInformationList")
    nodes = [row["InstanceId"] for row in found if row["InstanceId"].startswith("i-")][:20]
    with Proxy(generated_small.url) as proxy:
        answer = generated_small.patchctl("baseline", "resolve", *nodes, "-o", "ids", *HERE, url=proxy.url)
        assert (answer.code, answer.out.split()) == (0, sorted(nodes)), answer.err
        assert proxy.violations() == []
        counted = proxy.counts()
    assert counted.pop("ssm.DescribeInstanceAssociationsStatus") == 20, "associations are told for one node at a time"
    assert counted.pop("ssm.DescribeAssociation", 0) <= 2, "each association is read once, not once for each node"
    # The tags of so many are read for the whole place: by two keys, from the tags and from the inventory.
    assert counted.pop("tagging.GetResources") <= 4
    hybrid = sum(row["InstanceId"].startswith("mi-") for row in found)
    assert counted.pop(TAG_LIST, 0) <= hybrid
    assert counted.pop("ssm.DescribeInstanceInformation") <= 1 + 2 * (len(found) // 50 + 1)
    assert counted == IDENTITY | dict.fromkeys(RESOLVE[1:], 1)


# --- nothing is written without a yes -----------------------------------------------------------------------------------------------


def writing_commands(folder, ssm) -> list[tuple]:
    """Every verb that writes, each so that it has something to do; and what it must call when it may."""
    held = baselines.create(ssm, BARE | {"Name": "held"})
    ssm.register_patch_baseline_for_patch_group(BaselineId=held, PatchGroup="holders")
    baselines.create(ssm, BARE | {"Name": "changed"}, {"old": "tag"})
    file = folder / "all.yaml"
    named = "operating_system: ORACLE_LINUX\napproval_rules: []\n"
    changed = f"name: changed\n{named}description: new\ntags: {{new: tag}}\npatch_groups: [holders]\ndefault: true\n"
    file.write_text(f"name: added\n{named}---\n{changed}", encoding="utf-8")
    applied = {"CreatePatchBaseline", "UpdatePatchBaseline", "AddTagsToResource", "RemoveTagsFromResource", "RegisterDefaultPatchBaseline"}
    moved = {"DeregisterPatchBaselineForPatchGroup", "RegisterPatchBaselineForPatchGroup"}
    return [
        (("create", "made", "--os", "suse", "--default", "--group", "made"), {"CreatePatchBaseline", "RegisterDefaultPatchBaseline"}),
        (("update", "held", "--description", "new"), {"UpdatePatchBaseline"}),
        (("update", "held", "--description", "newer", "--replace"), {"UpdatePatchBaseline"}),
        (("apply", "-f", file), applied | moved),
        (("set-default", "held"), {"RegisterDefaultPatchBaseline"}),
        (("set-default", "--predefined", "--os", "oracle"), {"RegisterDefaultPatchBaseline"}),
        (("delete", "held"), {"DeletePatchBaseline"}),
        (("delete", "changed", "--force"), {"DeregisterPatchBaselineForPatchGroup", "DeletePatchBaseline"}),
    ]


def test_a_dry_run_writes_nothing_and_a_run_does(run, ssm, tmp_path):
    for command, wanted in writing_commands(tmp_path, ssm):
        for form in ("table", "json"):
            dry = run(*command, "--dry-run", "-o", form)
            assert all(READS.fullmatch(name) for name in dry.calls), (command, dry.calls)
            assert "--dry-run" in dry.err
        asked = run(*command, codes=(8,))
        assert all(READS.fullmatch(name) for name in asked.calls), "nobody could be asked"
        done = run(*command, "--yes")
        assert {name.split(".")[1] for name in done.calls if not READS.fullmatch(name)} >= wanted, (command, done.calls)


# --- agreement ----------------------------------------------------------------------------------------------------------------------


def told(own, *arguments, region="us-east-1"):
    answer = own.aws("ssm", *arguments, region=region)
    assert answer.code == 0, answer.err
    return answer.json


def instant(value) -> float:
    return value if isinstance(value, (int, float)) else datetime.fromisoformat(value).timestamp()


def test_raw_is_what_the_aws_cli_prints(run, own, ssm):
    made = {baselines.create(ssm, baseline) for baseline in (WHOLE, BARE, WINDOWS, AWKWARD)}
    for group in ("b", "a", "Größe 1"):
        ssm.register_patch_baseline_for_patch_group(BaselineId=baselines.named(ssm, WHOLE["Name"]), PatchGroup=group)
    everything = [row["BaselineId"] for row in baselines.every(ssm)]
    assert made < set(everything) and len(everything) > 20
    for baseline in [*made, *(other for other in everything if other not in made)][:12]:
        mine, theirs = run("show", baseline, "--raw").json, told(own, "get-patch-baseline", "--baseline-id", baseline)
        for date in ("CreatedDate", "ModifiedDate"):
            assert instant(mine.pop(date)) == pytest.approx(instant(theirs.pop(date)), abs=0.001)
        assert sorted(mine.pop("PatchGroups")) == sorted(theirs.pop("PatchGroups"))
        assert mine == theirs


OWNERS = {"all": [], "self": ["Key=OWNER,Values=Self"], "aws": ["Key=OWNER,Values=AWS"]}


@pytest.mark.parametrize(("owner", "region"), [*(("all", region) for region in REGIONS), ("self", REGIONS[0]), ("aws", REGIONS[0])])
def test_list_is_describe_patch_baselines(run, own, regions, owner, region):
    baselines.create(regions[region], WHOLE)
    default = baselines.create(regions[region], BARE)
    regions[region].register_default_patch_baseline(BaselineId=default)

    def compared(*more, aws=()):
        items = run("list", "--owner", owner, "-o", "json", *more, region=("--region", region)).json["items"]
        both = [*OWNERS[owner], *aws]
        listed = told(own, "describe-patch-baselines", *(["--filters", *both] if both else []), region=region)["BaselineIdentities"]
        assert {(item["account"], item["region"]) for item in items} <= {("111122223333", region)}
        mine = [
            {
                "BaselineId": item["id"],
                "BaselineName": item["name"],
                "OperatingSystem": item["operating_system"],
                "BaselineDescription": item["description"] or "",
                "DefaultBaseline": item["default"],
            }
            for item in items
        ]
        key = lambda row: row["BaselineId"]  # noqa: E731
        assert sorted(mine, key=key) == sorted(({"BaselineDescription": ""} | row for row in listed), key=key)
        assert all((item["owner"] == "AWS") == item["id"].startswith("arn:") for item in items)
        return items

    assert compared()
    compared("--os", "ORACLE_LINUX", aws=["Key=OPERATING_SYSTEM,Values=ORACLE_LINUX"])


@pytest.mark.parametrize("form", ["yaml", "json"])
def test_what_boto3_made_goes_to_another_region_without_loss(run, regions, tmp_path, form):
    here, there = regions["us-east-1"], regions["ap-northeast-1"]
    made = {baseline["Name"]: baselines.create(here, baseline, tags) for baseline, tags in ((WHOLE, TAGS), (BARE, None), (WINDOWS, None), (AWKWARD, TAGS))}
    for group in ("peers b", "peers a"):
        here.register_patch_baseline_for_patch_group(BaselineId=made[WHOLE["Name"]], PatchGroup=group)
    here.register_default_patch_baseline(BaselineId=made[BARE["Name"]])
    file = tmp_path / f"exported.{form}"
    file.write_text(run("export", *made.values(), "--format", form).out, encoding="utf-8", newline="")
    elsewhere = ("--region", "ap-northeast-1")
    assert run("diff", "-f", file).code == 0, "the place where it comes from is as the documents say"
    run("diff", "-f", file, region=elsewhere, codes=(3,))
    run("apply", "-f", file, "--yes", region=elsewhere)
    for name, original in made.items():
        before, after = baselines.get(here, original), baselines.get(there, baselines.named(there, name))
        assert baselines.definition(after) == baselines.definition(before)
        assert sorted(after["PatchGroups"]) == sorted(before["PatchGroups"])
        assert baselines.tags_of(there, after["BaselineId"]) == baselines.tags_of(here, original)
    oracle = there.get_default_patch_baseline(OperatingSystem="ORACLE_LINUX")["BaselineId"]
    assert oracle == baselines.named(there, BARE["Name"])
    again = run("apply", "-f", file, "--yes", "-o", "json", region=elsewhere)
    assert again.json["items"] == []
    assert run("diff", "-f", file, region=elsewhere).code == 0


# --- previews -----------------------------------------------------------------------------------------------------------------------

OUTLOOKS = {"APPROVED": "APPROVED", "EXPLICIT_APPROVED": "APPROVED", "PENDING_APPROVAL": "PENDING", "EXPLICIT_REJECTED": "REJECTED"}


def test_a_windows_preview_says_what_aws_says(run, ssm):
    published = rows(ssm, "describe_available_patches", "Patches")
    released = sorted(row["ReleaseDate"] for row in published)
    # One delay that has passed for all, one that is still running for the newest: days since a release before the last.
    waits = min(360, (datetime.now(UTC) - released[-2]).days + 1)
    rules = [
        baselines.rule(0, baselines.filters(CLASSIFICATION=["SecurityUpdates"], MSRC_SEVERITY=["Critical"]), ComplianceLevel="HIGH"),
        baselines.rule(waits, baselines.filters(CLASSIFICATION=["*"]), ComplianceLevel="LOW"),
    ]
    kbs = sorted({row["KbNumber"] for row in published})
    lists = {"ApprovedPatches": kbs[:2], "RejectedPatches": kbs[2:4]}
    made = ssm.create_patch_baseline(Name="peers-effective", OperatingSystem="WINDOWS", ApprovalRules={"PatchRules": rules}, **lists)["BaselineId"]
    for baseline in (made, baselines.named(ssm, "production-windows"), baselines.named(ssm, "AWS-DefaultPatchBaseline")):
        answered = rows(ssm, "describe_effective_patches_for_patch_baseline", "EffectivePatches", BaselineId=baseline)
        theirs = {}
        for row in answered:
            status = row["PatchStatus"]
            rule_decides = not status["DeploymentStatus"].startswith("EXPLICIT")
            day = status["ApprovalDate"].astimezone(UTC).date().isoformat() if rule_decides and "ApprovalDate" in status else None
            theirs[row["Patch"]["KbNumber"], row["Patch"]["Title"]] = (OUTLOOKS[status["DeploymentStatus"]], status.get("ComplianceLevel"), day)
        items = run("preview", baseline, "-o", "json").json["items"]
        mine = {(item["id"], item["patch"]): (item["outlook"], item["compliance_level"], item["approved_on"]) for item in items}
        if baseline == made:
            assert {outlook for outlook, *_ in mine.values()} >= {"APPROVED", "REJECTED"}
        assert {key: (outlook, day) for key, (outlook, _, day) in mine.items()} == {key: (outlook, day) for key, (outlook, _, day) in theirs.items()}
        # AWS tells no level for what a list decided; where it tells one, it is the same.
        assert all(theirs[key][1] in (None, level) for key, (_, level, _) in mine.items() if key in theirs and theirs[key][0] != "REJECTED")


@pytest.mark.parametrize("name", ["AWS-WindowsPredefinedPatchBaseline-OS", "AWS-WindowsPredefinedPatchBaseline-OS-Applications"])
def test_a_windows_preview_that_depends_on_the_patch_set_says_what_aws_says(run, ssm, name):
    answered = rows(ssm, "describe_effective_patches_for_patch_baseline", "EffectivePatches", BaselineId=baselines.named(ssm, name))
    theirs = {(row["Patch"]["KbNumber"], row["Patch"]["Title"]): OUTLOOKS[row["PatchStatus"]["DeploymentStatus"]] for row in answered}
    items = run("preview", name, "-o", "json").json["items"]
    assert {(item["id"], item["patch"]): item["outlook"] for item in items} == theirs != {}


LEVELS = ["CRITICAL", "HIGH", "MEDIUM", "LOW", "INFORMATIONAL", "UNSPECIFIED"]
JUDGED = [
    (["Security"], ["Critical", "Important"], 7, "CRITICAL", False),
    (["Security"], ["Medium", "Low"], 30, "LOW", False),
    (["Security", "Bugfix"], None, 60, "HIGH", True),
    (["Enhancement"], None, 0, "MEDIUM", False),
]


def expected(judged, patch: dict, on) -> tuple[str, str | None]:
    """Outlook and day of a patch, worked out from what the API tells of it."""
    found = []
    for index, (classes, severities, days, level, non_security) in enumerate(judged):
        security = patch.get("Classification") == "Security"
        # A patch without severity is judged by its classification alone.
        severe = severities is None or not patch.get("Severity") or patch["Severity"] in severities
        if patch.get("Classification") in classes and severe and (security or non_security):
            found.append((patch["ReleaseDate"].astimezone(UTC).date() + timedelta(days=days), LEVELS.index(level), index))
    approved = [entry for entry in found if entry[0] <= on]
    if approved:
        return "APPROVED", min(approved, key=lambda entry: entry[1:])[0].isoformat()
    return ("PENDING", min(found)[0].isoformat()) if found else ("NOT_APPROVED", None)


@pytest.mark.parametrize(("judged", "outlooks"), [(JUDGED, {"APPROVED", "PENDING"}), (JUDGED[:2], {"APPROVED", "PENDING", "NOT_APPROVED"})], ids=["all", "security"])
def test_an_amazon_linux_2_preview_is_what_python_works_out(run, ssm, judged, outlooks):
    products = [row["Name"] for row in rows(ssm, "describe_patch_properties", "Properties", OperatingSystem="AMAZON_LINUX_2", Property="PRODUCT")]
    published = rows(ssm, "describe_available_patches", "Patches", Filters=[{"Key": "PRODUCT", "Values": [p for p in products if p != "*"]}])
    rules = [
        baselines.rule(
            days,
            baselines.filters(CLASSIFICATION=classes, **({"SEVERITY": severities} if severities else {})),
            ComplianceLevel=level,
            EnableNonSecurity=non_security,
        )
        for classes, severities, days, level, non_security in judged
    ]
    made = ssm.create_patch_baseline(Name="peers-judged", OperatingSystem="AMAZON_LINUX_2", ApprovalRules={"PatchRules": rules})["BaselineId"]
    days = sorted({row["ReleaseDate"].astimezone(UTC).date() for row in published})
    # The day before, of and after an approval say the most; then the ends, and days between.
    turning = days[len(days) // 2] + timedelta(days=7)
    dates = {turning + timedelta(days=step) for step in (-1, 0, 1, 22, 23, 52, 53)} | {days[0], days[-1], days[-1] + timedelta(days=400)}
    assert len(dates) == 10
    seen = set()
    for on in sorted(dates):
        items = run("preview", made, "--at", on.isoformat(), "-o", "json").json["items"]
        mine = sorted((item["patch"], item["released"], item["outlook"], item["approved_on"]) for item in items)
        theirs = sorted(
            (f"{row['Name']}.{row['Arch']}:{row.get('Epoch', 0)}:{row['Version']}-{row['Release']}", row["ReleaseDate"].astimezone(UTC).date().isoformat(), *expected(judged, row, on))
            for row in published
        )
        assert mine == theirs, on
        seen |= {outlook for _, _, outlook, _ in mine}
    assert seen == outlooks
