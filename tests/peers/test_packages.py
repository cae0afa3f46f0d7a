"""What the sandbox's scan calls missing, beside dnf and apt over the same repositories; and the order of versions beside rpm and dpkg.

Where AWS itself differs from the package manager, the difference is asserted with the fact; it is not hidden.
"""

from __future__ import annotations

import itertools
import json
import random
import re
import shutil
from pathlib import Path

import packages
import pytest
import versions
from packages import baseline
from support import Answer, plain_environment, run, seeds

ROCKY, DEBIAN = "ROCKY_LINUX", "DEBIAN"
NOW = "2024-06-03T12:00:00Z"

SECURITY = {"filters": {"CLASSIFICATION": ["Security"]}, "approve_after_days": 0}
RPM_RULES = {
    "everything": {"filters": {"PRODUCT": ["*"]}, "approve_after_days": 0, "enable_non_security": True},
    "security": SECURITY,
    "grave": {"filters": {"CLASSIFICATION": ["Security"], "SEVERITY": ["Critical", "Important"]}, "approve_after_days": 0},
    "critical": {"filters": {"CLASSIFICATION": ["Security"], "SEVERITY": ["Critical"]}, "approve_after_days": 0},
    "bugfix": {"filters": {"CLASSIFICATION": ["Bugfix"]}, "approve_after_days": 0},
    "enhancement": {"filters": {"CLASSIFICATION": ["Enhancement", "Newpackage"]}, "approve_after_days": 0},
    "a-week": {"filters": {"CLASSIFICATION": ["Security"]}, "approve_after_days": 7},
    "until": {"filters": {"CLASSIFICATION": ["Security"]}, "approve_until_date": "2024-03-09"},
}
PRIORITIES = ["Required", "Important", "Standard", "Optional", "Extra"]
APT_RULES = {
    "everything": {"filters": {"PRIORITY": PRIORITIES}, "approve_after_days": 0, "enable_non_security": True},
    "security": {"filters": {"PRIORITY": PRIORITIES}, "approve_after_days": 360},
    "required": {"filters": {"PRIORITY": ["Required"]}, "approve_after_days": 0},
    "net": {"filters": {"SECTION": ["net"]}, "approve_after_days": 0, "enable_non_security": True},
}


class Patchctl:
    """The program over one sandbox folder of its own."""

    def __init__(self, binary: str, folder: Path):
        self.binary, self.folder = binary, folder

    def __call__(self, *arguments: str) -> Answer:
        # The clock stands a few days after the last notices, so that delays matter.
        environment = plain_environment(self.folder) | {"PATCHCTL_NOW": NOW}
        answer = run([self.binary, f"--sandbox={self.folder / 'sandbox'}", *map(str, arguments)], environment, 120)
        assert answer.code == 0, (arguments, answer)
        return answer

    def patches(self, node: str) -> dict[str, dict[str, tuple[str, str]]]:
        """State to title to classification and severity."""
        rows = self("compliance", "patches", node, "-o", "json").json["items"]
        assert len({row["title"] for row in rows}) == len(rows), "a patch came twice"
        found = {"Missing": {}, "Installed": {}, "InstalledOther": {}}
        for row in rows:
            found[row["state"]][row["title"]] = (row["classification"], row["severity"])
        return found


def node_id(number: int) -> str:
    return f"i-{number:017x}"


def imported(patchctl: Patchctl, os_name: str, rules: dict, platform: tuple[str, str, str], base: list[str], *paths) -> dict[str, dict]:
    """What a scan finds under each rule when the packages come by `catalog import`: one node and patch group per rule."""
    names = list(rules)
    name, version, product = platform
    catalogue = {"os": os_name, "platform_name": name, "platform_version": version, "product": product, "image": "2023-01-01", "base": base}
    nodes = [
        {"id": node_id(number), "account": "only", "region": "us-east-1", "catalogue": "c", "tags": {"Patch Group": rule}, "scans": [{"at": "-0s"}]}
        for number, rule in enumerate(names)
    ]
    baselines = [baseline(f"rule-{rule}", os_name, [rule], [rules[rule]]) for rule in names]
    file = patchctl.folder / "fleet.yaml"
    file.write_text(packages.fleet(baselines, {"c": catalogue}, nodes))
    patchctl("sandbox", "seed", "--yes", "--fleet", file)
    patchctl("sandbox", "catalog", "import", "--os", os_name, "--product", product, *paths)
    return {rule: patchctl.patches(node_id(number)) for number, rule in enumerate(names)}


def enrolled(patchctl: Patchctl, os_name: str, rules: dict, root: Path) -> dict[str, dict]:
    """What a scan finds under each rule when the system below a root is enrolled: one seed per rule."""
    found = {}
    for rule in rules:
        file = patchctl.folder / "fleet.yaml"
        file.write_text(packages.fleet([baseline(f"rule-{rule}", os_name, [], [rules[rule]], default=True)]))
        patchctl("sandbox", "seed", "--yes", "--this-host", "--root", root, "--fleet", file)
        node = patchctl("node", "list", "-o", "ids").out.strip()
        found[rule] = patchctl.patches(node)
    return found


# ---- dnf


@pytest.fixture(scope="module")
def rpms(tmp_path_factory):
    return packages.rpm_system(tmp_path_factory.mktemp("rpms"))


@pytest.fixture(scope="module", params=["import", "this-host"])
def rpm_found(request, binary, rpms, tmp_path_factory):
    patchctl = Patchctl(binary, tmp_path_factory.mktemp("rpm-missing"))
    if request.param == "this-host":
        return enrolled(patchctl, ROCKY, RPM_RULES, rpms.root)
    base = [package.fleet for package in packages.INSTALLED]
    return imported(patchctl, ROCKY, RPM_RULES, ("Rocky Linux", "9.4", "RockyLinux9.4"), base, rpms.repository)


@pytest.fixture
def rpm_missing(rpm_found):
    return {rule: states["Missing"] for rule, states in rpm_found.items()}


def notices(rpms, *options: str) -> list[tuple[str, str, packages.Rpm]]:
    """`dnf updateinfo list`: the notice, its kind as dnf abbreviates it, and the package."""
    found = []
    for line in rpms.dnf("updateinfo", "list", *options).splitlines():
        if line.strip():
            notice, kind, nevra = line.split()
            text, arch = nevra.rsplit(".", 1)
            name, evr = re.fullmatch(r"(.+)-([^-]+-[^-]+)", text).groups()
            found.append((notice, kind, packages.rpm(name, evr, arch)))
    assert found, "dnf lists nothing"
    return found


def offered(rpms, *options: str) -> dict[str, packages.Rpm]:
    """`dnf check-update`: what dnf would install, by name."""
    found = {}
    for line in rpms.dnf("check-update", *options, accept=(0, 100)).splitlines():
        if line.strip():
            word, evr, _ = line.split()
            name, arch = word.rsplit(".", 1)
            found[name] = packages.rpm(name, evr, arch)
    return found


def newest(rows) -> dict[str, tuple[packages.Rpm, set[str]]]:
    """The newest package of each name, by rpm's own order, with the kinds of its notices."""
    best: dict[str, tuple[packages.Rpm, set[str]]] = {}
    for _, kind, package in rows:
        present = best.get(package.name)
        order = versions.rpm_order([(package.evr, present[0].evr)])[0] if present else ">"
        if order == ">":
            best[package.name] = (package, {kind})
        elif order == "=":
            present[1].add(kind)
    return best


def dnf_kind(classification: str, severity: str) -> str:
    if classification == "Security":
        return f"{severity or 'Unknown'}/Sec."
    return classification.lower()


# A package that was noarch and no longer is: dnf upgrades it, but its filters by notice overlook it, because they compare name and
# architecture with what is installed. No source says what Patch Manager does; the sandbox calls it missing, which is the safe side.
HOTEL = packages.rpm("hotel", "1-2")


def agrees(found: dict[str, tuple[str, str]], wanted: dict[str, tuple[packages.Rpm, set[str]]]) -> None:
    assert sorted(found) == sorted(package.title for package, _ in wanted.values())
    for package, kinds in wanted.values():
        assert dnf_kind(*found[package.title]) in kinds, package


def test_every_update_is_what_dnf_offers(rpms, rpm_missing):
    assert offered(rpms)["hotel"] == HOTEL
    assert sorted(rpm_missing["everything"]) == sorted(package.title for package in offered(rpms).values())
    assert rpm_missing["everything"]["golf.x86_64:0:1-2"] == ("", "")


@pytest.mark.parametrize(
    "rule, options, hotel",
    [
        ("security", ["--security"], True),
        ("grave", ["--sec-severity=Critical", "--sec-severity=Important"], True),
        ("critical", ["--sec-severity=Critical"], False),
        ("bugfix", ["--bugfix"], False),
        ("enhancement", ["--enhancement", "--newpackage"], False),
    ],
)
def test_every_rule_finds_what_dnf_finds_by_its_notices(rpms, rpm_missing, rule, options, hotel):
    wanted = newest(notices(rpms, *options))
    assert "hotel" not in wanted and "hotel" not in offered(rpms, *options)
    if hotel:
        wanted["hotel"] = (HOTEL, {"Important/Sec."})
    if rule in ("grave", "critical"):
        # A security notice without a severity is matched by its classification alone (aws-patch-manager §1.5); dnf wants the severity.
        assert "november" not in wanted
        wanted["november"] = (packages.rpm("november", "1-2"), {"Unknown/Sec."})
    agrees(rpm_missing[rule], wanted)


def test_aws_installs_the_newest_approved_version_where_dnf_offers_the_newest_of_all(rpms, rpm_missing):
    # "newest approved version" ends the order of selection on Linux (aws-patch-manager §1.5); dnf only chooses packages by the notice.
    by_dnf = offered(rpms, "--sec-severity=Critical")
    assert by_dnf["alpha"].evr == "0:1-3"
    assert "alpha.x86_64:0:1-2" in rpm_missing["critical"] and "alpha.x86_64:0:1-3" not in rpm_missing["critical"]
    by_dnf = offered(rpms, "--security")
    assert (by_dnf["papa"].evr, by_dnf["india"].evr) == ("0:1-10", "0:1-3")
    assert {"papa.x86_64:0:1-9", "india.x86_64:0:1-2"} <= set(rpm_missing["security"])


@pytest.mark.parametrize("rule, last", [("a-week", "2024-05-27"), ("until", "2024-03-09")])
def test_delays_count_from_the_date_of_the_update_notice(rpms, rpm_missing, rule, last):
    # Release date = "Updated date" of the notice, whole UTC days (aws-patch-manager §1.1 and §1.5); dnf knows no delay.
    ids = {notice.id for notice in packages.NOTICES if notice.updated <= last}
    rows = [row for row in notices(rpms, "--security") if row[0] in ids]
    assert len(rows) < len(notices(rpms, "--security"))
    agrees(rpm_missing[rule], newest(rows) | {"hotel": (HOTEL, {"Important/Sec."})})


def test_an_installed_version_of_a_notice_is_installed_and_any_other_is_other(rpms, rpm_found):
    security = rpm_found["security"]
    # dnf also counts what is newer than its notice (echo); Patch Manager calls installed what the rules approve.
    by_dnf = {package.name for _, _, package in notices(rpms, "--security", "--installed")}
    assert by_dnf == {"juliet", "echo"}
    assert security["Installed"] == {"juliet.x86_64:0:1-2": ("Security", "Important")}
    assert sorted(security["InstalledOther"]) == sorted(
        package.title for package in packages.INSTALLED if package.name in ("bravo", "echo", "foxtrot", "golf", "lima")
    )


def test_every_packing_of_a_repository_says_the_same(binary, rpms, rpm_found, tmp_path):
    base = [package.fleet for package in packages.INSTALLED]
    copy = tmp_path / "copy"
    copy.mkdir()
    for file in rpms.repository.glob("*.rpm"):
        (copy / file.name).symlink_to(file)
    notice_file = rpms.repository.parent / "updateinfo.xml"
    packages.call("createrepo_c", "--quiet", "--general-compress-type=xz", copy)
    packages.call("modifyrepo_c", "--compress-type=xz", notice_file, copy / "repodata")
    assert list((copy / "repodata").glob("*-primary.xml.xz")) and list((copy / "repodata").glob("*-updateinfo.xml.xz"))
    found = imported(Patchctl(binary, tmp_path), ROCKY, RPM_RULES, ("Rocky Linux", "9.4", "RockyLinux9.4"), base, copy)
    assert found == rpm_found


def test_a_cache_without_a_primary_is_said_and_a_damaged_one_is_refused(binary, rpms, tmp_path):
    root = tmp_path / "root"
    shutil.copytree(rpms.root, root)
    (primary,) = root.glob("var/cache/dnf/small-*/repodata/*-primary.xml.gz")
    whole = primary.read_bytes()
    primary.write_bytes(whole[:-1] + b"x")
    seed = [binary, f"--sandbox={tmp_path / 'sandbox'}", "sandbox", "seed", "--this-host", "--root", str(root)]
    answer = run(seed, plain_environment(tmp_path), 60)
    assert answer.code == 2 and "is damaged: its sha256 is" in answer.err, answer
    primary.unlink()
    answer = run(seed, plain_environment(tmp_path), 60)
    assert answer.code == 0 and "was left out" in answer.err and "nothing can be missing" in answer.err, answer
    (root / "var/lib/rpm/rpmdb.sqlite").write_bytes(b"SQLite format 3\0 and then nothing of it")
    answer = run([*seed, "--yes"], plain_environment(tmp_path), 60)
    assert answer.code in (1, 2) and "package" in answer.err and str(root) in answer.err, answer


# ---- apt


@pytest.fixture(scope="module")
def debs(tmp_path_factory):
    return packages.apt_system(tmp_path_factory.mktemp("debs"))


@pytest.fixture(scope="module", params=["import", "this-host"])
def apt_found(request, binary, debs, tmp_path_factory):
    patchctl = Patchctl(binary, tmp_path_factory.mktemp("apt-missing"))
    if request.param == "this-host":
        return enrolled(patchctl, DEBIAN, APT_RULES, debs.root)
    base = [
        f"{package.name} {package.arch} {package.version} {package.priority}/{package.section}"
        for status, package in packages.STATUS
        if not status.endswith("config-files")
    ]
    return imported(patchctl, DEBIAN, APT_RULES, ("Debian GNU/Linux", "12", "Debian12"), base, *debs.repositories.values())


@pytest.fixture
def apt_missing(apt_found):
    return {rule: states["Missing"] for rule, states in apt_found.items()}


def upgrades(debs, **options) -> dict[str, str]:
    """`apt-get -s upgrade`: title to label."""
    found = {}
    for line in debs.apt("-s", "upgrade", **options).splitlines():
        match = re.fullmatch(r"Inst (\S+?)(?::\S+)? \[\S+\] \((\S+) (\S+?):\S+ \[(\S+)\]\).*", line)
        assert match or not line.startswith("Inst "), line
        if match:
            name, version, label, arch = match.groups()
            found[f"{name}.{arch}:{version}"] = label
    assert found, "apt upgrades nothing"
    return found


# What is on hold apt keeps back. A scan asks for the candidate, and does not look at the selection of dpkg.
HELD = "six.amd64:1.0-1+deb12u1"


def test_every_upgrade_is_what_apt_would_do(debs, apt_missing):
    assert HELD not in upgrades(debs)
    assert sorted(apt_missing["everything"]) == sorted([*upgrades(debs), HELD])
    for title, label in upgrades(debs).items():
        assert apt_missing["everything"][title][0] == ("Security" if label == "Debian-Security" else ""), title


def test_without_enable_non_security_only_the_security_repository_counts(debs, apt_missing):
    # Candidate = `<codename>-security` unless EnableNonSecurity (aws-patch-manager §1.5): as apt with that repository alone.
    alone = upgrades(debs, only="bookworm-security")
    assert sorted(apt_missing["security"]) == sorted([*alone, HELD])
    # A point release may be newer than the security repository; AWS installs what is in the latter.
    assert "three.amd64:1:1.0-1+deb12u10" in upgrades(debs) and "three.amd64:1:1.0-1+deb12u9" in apt_missing["security"]
    # The 360 days of the rule have no effect on Debian (aws-patch-manager §1.1, note on days).


def test_priority_and_section_are_those_of_the_index(debs, apt_missing):
    assert list(apt_missing["required"]) == ["five.amd64:1.0-1+deb12u1"]
    assert list(apt_missing["net"]) == ["fifteen.amd64:1.0-1.1"]


def test_what_is_installed_from_the_security_repository_is_installed(apt_found):
    assert apt_found["security"]["Installed"] == {"nine.amd64:1.0-1+deb12u1": ("Security", "")}
    assert "thirteen.amd64:1.0-1+local1" in apt_found["security"]["InstalledOther"], "no repository has it"
    assert not any(title.startswith("seven.") for states in apt_found.values() for found in states.values() for title in found)


# ---- the order of versions


def test_the_committed_tables_are_those_of_rpm_and_dpkg():
    for kind in versions.TABLES:
        assert len(versions.committed(kind)) > 700
        assert versions.disagreements(kind) == []


@pytest.mark.parametrize("seed", seeds(20261121, 5, 6))
@pytest.mark.parametrize("kind", ["rpm", "dpkg"])
def test_random_pairs_are_ordered_as_the_package_manager_orders_them(binary, tmp_path, kind, seed):
    """One package per pair: the left version is installed, the right one published; it is missing when it is newer."""
    pairs = versions.random_pairs(kind, 500, random.Random(seed))
    orders = versions.ORDER[kind](pairs)
    assert {"<", ">"} <= set(orders)

    def written(number: int, version: str) -> str:
        return f"p{number}-{version}.noarch" if kind == "rpm" else f"p{number} amd64 {version}"

    os_name = ROCKY if kind == "rpm" else DEBIAN
    ending = "" if kind == "rpm" else " optional/libs"
    catalogue = {
        "os": os_name, "platform_name": "P", "platform_version": "1", "product": "P", "image": "2023-01-01",
        "base": [written(number, left) + ending for number, (left, _) in enumerate(pairs)],
        "updates": [{"packages": [written(number, right) for number, (_, right) in enumerate(pairs)]}],
    }
    node = {"id": node_id(1), "account": "only", "region": "us-east-1", "catalogue": "c", "scans": [{"at": "-0s"}]}
    everything = {"filters": {"PRODUCT": ["*"]}, "approve_after_days": 0, "enable_non_security": True}
    rule = baseline("all-of-it", os_name, [], [everything], default=True)
    patchctl = Patchctl(binary, tmp_path)
    (tmp_path / "fleet.yaml").write_text(packages.fleet([rule], {"c": catalogue}, [node]))
    patchctl("sandbox", "seed", "--fleet", tmp_path / "fleet.yaml")
    rows = patchctl("compliance", "patches", node_id(1), "-o", "json").json["items"]
    states = {int(re.match(r"p(\d+)\.", row["kb_id"])[1]): row["state"] for row in rows}
    found = {number: "<" if states[number] == "Missing" else ">=" for number in range(len(pairs))}
    wrong = [(pair, order) for number, (pair, order) in enumerate(zip(pairs, orders, strict=True)) if found[number] != ("<" if order == "<" else ">=")]
    assert not wrong, f"seed {seed}: {json.dumps(wrong[:10])}"
    assert len(states) == len(pairs)


def test_generated_versions_are_of_every_kind():
    """The generator reaches what it is for; otherwise the fresh pairs would show little."""
    for kind in versions.PIECES:
        words = " ".join(itertools.chain.from_iterable(versions.random_pairs(kind, 500, random.Random(1))))
        assert all(piece in words for piece in ("~", "1:", "99999999999999999999", "007")), kind
