"""Small repositories and installed systems for the package managers, built anew for a run: rpm with its notices, and two of apt."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from dataclasses import dataclass, field
from pathlib import Path


def call(*command, accept=(0,), **variables: str) -> str:
    """Runs a program; what it said when it ends otherwise than expected."""
    assert shutil.which(command[0]), f"there is no {command[0]}; .ci/run names the Debian packages that the peers need"
    environment = {"PATH": os.environ["PATH"], "HOME": "/nonexistent", "LC_ALL": "C.UTF-8", "TZ": "UTC"} | variables
    done = subprocess.run(list(map(str, command)), check=False, capture_output=True, text=True, env=environment, stdin=subprocess.DEVNULL)
    assert done.returncode in accept, f"{command} ended with {done.returncode}:\n{done.stdout[-2000:]}\n{done.stderr[-4000:]}"
    return done.stdout


# ---- rpm


@dataclass(frozen=True)
class Rpm:
    name: str
    version: str
    release: str
    epoch: int = 0
    arch: str = "x86_64"

    @property
    def evr(self) -> str:
        return f"{self.epoch}:{self.version}-{self.release}"

    @property
    def title(self) -> str:
        """As Patch Manager titles a patch."""
        return f"{self.name}.{self.arch}:{self.evr}"

    @property
    def fleet(self) -> str:
        """As a fleet file writes it."""
        return f"{self.name}-{self.evr}.{self.arch}"


@dataclass(frozen=True)
class Notice:
    id: str
    kind: str
    severity: str
    updated: str
    packages: tuple[Rpm, ...]


def rpm(name: str, text: str, arch: str = "x86_64") -> Rpm:
    epoch, _, rest = text.rpartition(":")
    version, release = rest.rsplit("-", 1)
    return Rpm(name, version, release, int(epoch or 0), arch)


INSTALLED = [
    rpm("alpha", "1-1"), rpm("bravo", "1-1"), rpm("charlie", "5-1"), rpm("delta", "1.0~rc1-1"), rpm("echo", "2.0-1"), rpm("foxtrot", "1-1"),
    rpm("golf", "1-1"), rpm("hotel", "1-1", "noarch"), rpm("india", "1-1"), rpm("juliet", "1-2"), rpm("lima", "1-9"), rpm("mike", "1.0^git1-1"),
    rpm("november", "1-1"), rpm("oscar", "1-1"), rpm("papa", "1-1"), rpm("quebec", "1.0a-1"), rpm("romeo", "1-1"), rpm("romeo", "1-2"),
]
NOTICES = [
    Notice("RLSA-2024:0001", "security", "Critical", "2024-03-01", (rpm("alpha", "1-2"),)),
    Notice("RLSA-2024:0002", "security", "Low", "2024-05-30", (rpm("alpha", "1-3"),)),
    Notice("RLBA-2024:0003", "bugfix", "None", "2024-03-02", (rpm("bravo", "2-1"),)),
    Notice("RLSA-2024:0004", "security", "Important", "2024-03-03", (rpm("charlie", "1:1-1"), rpm("kilo", "1-1"))),
    Notice("RLSA-2024:0005", "security", "Moderate", "2024-03-04", (rpm("delta", "1.0-1"),)),
    Notice("RLSA-2024:0006", "security", "Critical", "2024-03-05", (rpm("echo", "2.0~rc2-1"),)),
    Notice("RLEA-2024:0007", "enhancement", "None", "2024-03-06", (rpm("foxtrot", "1-2"),)),
    Notice("RLSA-2024:0008", "security", "Important", "2024-03-07", (rpm("hotel", "1-2"), rpm("india", "1-2"))),
    Notice("RLSA-2024:0009", "security", "Important", "2024-03-08", (rpm("juliet", "1-2"),)),
    Notice("RLBA-2024:0010", "newpackage", "None", "2024-03-09", (rpm("lima", "1-10"),)),
    Notice("RLSA-2024:0011", "security", "Low", "2024-03-10", (rpm("mike", "1.0^git2-1"),)),
    Notice("RLSA-2024:0012", "security", "None", "2024-03-11", (rpm("november", "1-2"),)),
    Notice("RLBA-2024:0013", "bugfix", "None", "2024-03-12", (rpm("oscar", "1-2"),)),
    Notice("RLSA-2024:0014", "security", "Important", "2024-03-13", (rpm("oscar", "1-2"),)),
    Notice("RLBA-2024:0015", "bugfix", "None", "2024-06-01", (rpm("papa", "1-10"),)),
    Notice("RLSA-2024:0016", "security", "Moderate", "2024-03-14", (rpm("papa", "1-9"),)),
    Notice("RLSA-2024:0017", "security", "Critical", "2024-03-15", (rpm("quebec", "1.0.1-1"), rpm("romeo", "1-3"))),
]
WITHOUT_NOTICE = [rpm("golf", "1-2"), rpm("india", "1-3"), rpm("alpha", "1-1"), rpm("sierra", "1-1")]


def published() -> list[Rpm]:
    return list(dict.fromkeys([package for notice in NOTICES for package in notice.packages] + WITHOUT_NOTICE))


def build_rpms(folder: Path, packages: list[Rpm]) -> None:
    """All packages as sub-packages of a few specifications: one rpmbuild holds a name once only."""
    rounds: list[dict[str, Rpm]] = []
    for package in packages:
        place = next((one for one in rounds if package.name not in one), None)
        if place is None:
            place = {}
            rounds.append(place)
        place[package.name] = package
    for number, one in enumerate(rounds):
        text = f"Name: round{number}\nVersion: 1\nRelease: 1\nSummary: round\nLicense: MIT\n%description\nx\n"
        for package in one.values():
            text += f"%package -n {package.name}\nSummary: x\nVersion: {package.version}\nRelease: {package.release}\n"
            text += (f"Epoch: {package.epoch}\n" if package.epoch else "") + ("BuildArch: noarch\n" if package.arch == "noarch" else "")
            text += f"%description -n {package.name}\nx\n%files -n {package.name}\n"
        folder.mkdir(parents=True, exist_ok=True)
        spec = folder / f"round{number}.spec"
        spec.write_text(text)
        defines = {"_topdir": folder / "build", "_rpmdir": folder, "_build_name_fmt": "%%{NAME}-%%{EPOCH}-%%{VERSION}-%%{RELEASE}.%%{ARCH}.rpm"}
        options = [word for name, value in defines.items() for word in ("--define", f"{name} {value}")]
        call("rpmbuild", "-bb", "--quiet", "--target", "x86_64", *options, spec)


def updateinfo(notices: list[Notice]) -> str:
    def entry(package: Rpm) -> str:
        names = f'name="{package.name}" version="{package.version}" release="{package.release}" epoch="{package.epoch}" arch="{package.arch}"'
        return f"<package {names}><filename>{package.name}.rpm</filename></package>"

    def update(number: int, notice: Notice) -> str:
        references = f'<reference href="https://example.com" id="CVE-2024-{1000 + number}" type="cve" title="x"/>' if notice.kind == "security" else ""
        return (
            f'<update from="a@example.com" status="final" type="{notice.kind}" version="1"><id>{notice.id}</id><title>{notice.id}</title>'
            f'<issued date="2024-01-01 00:00:00"/><updated date="{notice.updated} 12:00:00"/><severity>{notice.severity}</severity>'
            f"<description>a &lt;tag&gt; &amp; more</description><references>{references}</references>"
            f'<pkglist><collection short="x"><name>x</name>{"".join(map(entry, notice.packages))}</collection></pkglist></update>'
        )

    return f"<?xml version='1.0' encoding='UTF-8'?>\n<updates>{''.join(update(*pair) for pair in enumerate(notices))}</updates>\n"


@dataclass
class RpmSystem:
    """A repository, and a root with older packages that dnf has looked at."""

    repository: Path
    root: Path
    home: Path

    def dnf(self, *arguments: str, accept=(0,)) -> str:
        fixed = ["--installroot", self.root, "--releasever", "9", "--forcearch", "x86_64", "--setopt=reposdir=/nonexistent", "--setopt=plugins=0"]
        fixed += [f"--repofrompath=small,file://{self.repository}", "--repo=small", "--nogpgcheck", "--quiet"]
        return call("dnf", *fixed, *arguments, accept=accept, HOME=str(self.home))


def rpm_system(folder: Path, compression: str = "gz") -> RpmSystem:
    system = RpmSystem(folder / "repository", folder / "root", folder / "home")
    system.home.mkdir(parents=True)
    # Debian's rpm keeps its database in the home folder; everybody else's here.
    (system.home / ".rpmmacros").write_text("%_dbpath /var/lib/rpm\n")
    build_rpms(system.repository, published())
    build_rpms(folder / "old", INSTALLED)
    call("createrepo_c", "--quiet", f"--general-compress-type={compression}", system.repository)
    (folder / "updateinfo.xml").write_text(updateinfo(NOTICES))
    call("modifyrepo_c", f"--compress-type={compression}", folder / "updateinfo.xml", system.repository / "repodata")
    (system.root / "etc").mkdir(parents=True)
    (system.root / "etc/os-release").write_text('NAME="Rocky Linux"\nVERSION_ID="9.4"\nID="rocky"\n')
    (system.root / "var/lib/rpm").mkdir(parents=True)
    files = sorted(path for path in (folder / "old").glob("*.rpm") if not path.name.startswith("round"))
    options = ["--justdb", "--nodeps", "--noscripts", "--nosignature", "--force"]
    call("rpm", "--root", system.root, "-i", *options, *files, HOME=str(system.home))
    system.dnf("makecache")
    return system


# ---- apt


@dataclass(frozen=True)
class Deb:
    name: str
    version: str
    arch: str = "amd64"
    priority: str = "optional"
    section: str = "utils"

    @property
    def title(self) -> str:
        return f"{self.name}.{self.arch}:{self.version}"


STATUS = [
    ("install ok installed", Deb("one", "1.0-1")),
    ("install ok installed", Deb("two", "1.0-1")),
    ("install ok installed", Deb("three", "1:1.0-1+deb12u2")),
    ("install ok installed", Deb("four", "2.0~rc1-1")),
    ("install ok installed", Deb("five", "1.0-1", priority="required", section="admin")),
    ("hold ok installed", Deb("six", "1.0-1")),
    ("deinstall ok config-files", Deb("seven", "1.0-1")),
    ("install ok installed", Deb("eight", "1.0-1", "all")),
    ("install ok installed", Deb("nine", "1.0-1+deb12u1")),
    ("install ok installed", Deb("ten", "1.0-1")),
    ("install ok installed", Deb("eleven", "1.0-1", "i386")),
    ("install ok installed", Deb("thirteen", "1.0-1+local1")),
    ("install ok installed", Deb("fourteen", "1.0-1", "amd64")),
    ("install ok installed", Deb("fifteen", "1.0-1")),
]
MAIN = [
    Deb("one", "1.0-1"), Deb("two", "1.0-2"), Deb("three", "1:1.0-1+deb12u10"), Deb("four", "2.0~rc1-1"), Deb("ten", "1.0-1"),
    Deb("twelve", "9"), Deb("fifteen", "1.0-1.1", priority="important", section="net"), Deb("eleven", "1.0-9"),
]
SECURITY = [
    Deb("one", "1.0-1+deb12u1"), Deb("three", "1:1.0-1+deb12u9"), Deb("four", "2.0-1"), Deb("five", "1.0-1+deb12u1", priority="required", section="admin"),
    Deb("six", "1.0-1+deb12u1"), Deb("seven", "1.0-1+deb12u1"), Deb("eight", "1.0-1+deb12u1"), Deb("nine", "1.0-1+deb12u1"), Deb("ten", "0.9-1"),
    Deb("eleven", "1.0-2", "i386"), Deb("fourteen", "1.0-1+deb12u1", "all"),
]


@dataclass
class AptSystem:
    """Two repositories, and a root whose dpkg status knows older packages."""

    root: Path
    repositories: dict[str, Path] = field(default_factory=dict)

    def apt(self, *arguments: str, only: str | None = None) -> str:
        """apt-get over the root; with the lists of one repository only, when asked for."""
        state = self.root if only is None else self.root.parent / f"root-{only}"
        options = {
            "Dir": state, "Dir::State": state / "var/lib/apt", "Dir::Cache": state / "var/cache/apt", "Dir::Etc": state / "etc/apt",
            "Dir::State::status": self.root / "var/lib/dpkg/status", "Dir::Etc::trusted": "/dev/null", "Dir::Bin::dpkg": "/usr/bin/dpkg",
            "APT::Architecture": "amd64", "APT::Architectures": "amd64,i386", "APT::Sandbox::User": "root", "Acquire::Languages": "none",
            "Debug::NoLocking": "true", "APT::Get::List-Cleanup": "false",
        }
        words = [word for name, value in options.items() for word in ("-o", f"{name}={value}")]
        return call("apt-get", *words, *arguments, APT_CONFIG="/dev/null")


def build_debs(pool: Path, packages: list[Deb]) -> None:
    pool.mkdir(parents=True)
    for package in packages:
        tree = pool / f"tree-{package.name}-{package.arch}"
        (tree / "DEBIAN").mkdir(parents=True)
        (tree / "DEBIAN/control").write_text(
            f"Package: {package.name}\nVersion: {package.version}\nArchitecture: {package.arch}\nMaintainer: A <a@example.com>\n"
            f"Priority: {package.priority}\nSection: {package.section}\nDescription: x\n a longer text\n"
        )
        call("dpkg-deb", "--build", "--root-owner-group", "-Zgzip", tree, pool)


def apt_system(folder: Path) -> AptSystem:
    system = AptSystem(folder / "root")
    for suite, label, packages in (("bookworm", "Debian", MAIN), ("bookworm-security", "Debian-Security", SECURITY)):
        repository = folder / label
        system.repositories[suite] = repository
        build_debs(repository / "pool", packages)
        for arch in ("amd64", "i386"):
            place = repository / f"dists/{suite}/main/binary-{arch}"
            place.mkdir(parents=True)
            text = subprocess.run(["apt-ftparchive", f"--arch={arch}", "packages", "pool"], check=True, capture_output=True, text=True, cwd=repository).stdout
            (place / "Packages").write_text(text)
        fields = {"Origin": "Debian", "Label": label, "Suite": suite.replace("bookworm", "stable"), "Codename": suite, "Version": "12",
                  "Architectures": "amd64 i386", "Components": "main"}
        options = [word for name, value in fields.items() for word in ("-o", f"APT::FTPArchive::Release::{name}={value}")]
        (repository / f"dists/{suite}/Release").write_text(call("apt-ftparchive", *options, "release", repository / f"dists/{suite}"))
    blocks = [
        f"Package: {package.name}\nStatus: {status}\nPriority: {package.priority}\nSection: {package.section}\nMaintainer: A <a@example.com>\n"
        f"Architecture: {package.arch}\nVersion: {package.version}\nDescription: x\n"
        for status, package in STATUS
    ]
    for root, suites in ((system.root, list(system.repositories)), (folder / "root-bookworm-security", ["bookworm-security"])):
        for place in ("etc/apt/apt.conf.d", "etc/apt/preferences.d", "var/lib/apt/lists/partial", "var/cache/apt/archives/partial", "var/lib/dpkg"):
            (root / place).mkdir(parents=True)
        lines = [f"deb [trusted=yes] copy:{system.repositories[suite]} {suite} main\n" for suite in suites]
        (root / "etc/apt/sources.list").write_text("".join(lines))
    (system.root / "var/lib/dpkg/status").write_text("\n".join(blocks))
    (system.root / "etc/os-release").write_text('NAME="Debian GNU/Linux"\nVERSION_ID="12"\n')
    system.apt("update")
    system.apt("update", only="bookworm-security")
    return system


# ---- fleets


def baseline(name: str, os_name: str, groups: list[str], rules: list[dict], **more) -> dict:
    return {"name": name, "account": "only", "regions": ["us-east-1"], "os": os_name, "groups": groups, "rules": rules} | more


def fleet(baselines: list[dict], catalogues: dict | None = None, nodes: list[dict] | None = None) -> str:
    """A fleet file; JSON is YAML."""
    account = {"id": "111122223333", "name": "only", "email": "only@example.com", "management": True}
    document = {"fleet": "packages", "regions": ["us-east-1"], "accounts": [account], "catalogues": catalogues or {}, "baselines": baselines, "nodes": nodes or []}
    return json.dumps(document, indent=1)
