"""The fixtures: a served sandbox, the proxy before it, a generated fleet, and moto's server."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from contextlib import contextmanager
from pathlib import Path

import pytest

from support import Sandbox, free_port, plain_environment, run, serve, stop, wait_for
from wire.proxy import Proxy

FLEETS = Path(__file__).parent / "fleets"


@pytest.fixture(scope="session")
def binary() -> str:
    path = os.environ.get("PATCHCTL_PEERS_BINARY", "")
    assert path and os.access(path, os.X_OK), "start the tests with tests/peers/run"
    return path


@contextmanager
def running(binary: str, folder: Path):
    """The sandbox of a folder, served as long as the block lasts; it must not end by itself."""
    process, url = serve(binary, folder)
    yield Sandbox(binary, folder, url)
    assert process.poll() is None, f"the sandbox ended by itself with {process.returncode}"
    stop(process)


@contextmanager
def seeded(binary: str, folder: Path, *options: str):
    """As `running`, with a fleet of its own."""
    done = run([binary, "sandbox", "seed", *options, f"--sandbox={folder}"], plain_environment(folder), 300)
    assert done.code == 0, done.err
    with running(binary, folder) as sandbox:
        yield sandbox


@contextmanager
def strict(sandbox: Sandbox, **options):
    """A proxy before a sandbox. Whoever uses it fails when nothing goes over it, or anything breaks botocore's model."""
    with Proxy(sandbox.url, **options) as proxy:
        yield proxy
    found = proxy.violations()
    assert proxy.readings, "nothing went over the wire"
    assert not found, "the wire breaks botocore's model:\n" + "\n".join(sorted({str(violation) for violation in found})[:40])


@pytest.fixture(scope="session")
def served(binary, tmp_path_factory):
    """The example fleet, served for the whole session. Tests do not change what others read: S3 buckets are their own."""
    with running(binary, tmp_path_factory.mktemp("sandbox")) as sandbox:
        yield sandbox


@pytest.fixture
def wire(served):
    """The proxy before the sandbox."""
    with strict(served) as proxy:
        yield proxy


@pytest.fixture(scope="module")
def own(binary, tmp_path_factory):
    """The example fleet in a folder of its own, for the tests of one module that change it."""
    with running(binary, tmp_path_factory.mktemp("own-sandbox")) as sandbox:
        yield sandbox


@pytest.fixture
def own_wire(own):
    """The proxy before the module's own sandbox."""
    with strict(own) as proxy:
        yield proxy


@pytest.fixture(scope="module")
def quick(binary, tmp_path_factory):
    """Seven nodes that patch within seconds, in a folder of their own for each module; served in real time."""
    with seeded(binary, tmp_path_factory.mktemp("quick"), "--fleet", str(FLEETS / "quick.yaml")) as sandbox:
        yield sandbox


@pytest.fixture
def quick_wire(quick):
    """The proxy before the quick fleet."""
    with strict(quick) as proxy:
        yield proxy


@pytest.fixture(scope="session")
def generated(binary, tmp_path_factory):
    """Two thousand nodes."""
    with seeded(binary, tmp_path_factory.mktemp("generated"), "--nodes", "2000") as sandbox:
        yield sandbox


@pytest.fixture(scope="session")
def generated_small(binary, tmp_path_factory):
    """Fewer nodes, for what reads every patch."""
    with seeded(binary, tmp_path_factory.mktemp("generated-small"), "--nodes", "200") as sandbox:
        yield sandbox


@pytest.fixture
def generated_wire(generated):
    """The proxy before the two thousand nodes."""
    with strict(generated, keep_documents=False) as proxy:
        yield proxy


@pytest.fixture(scope="session")
def moto(tmp_path_factory):
    """moto's server on loopback: its URL."""
    log = open(tmp_path_factory.mktemp("moto") / "log", "wb")
    program = shutil.which("moto_server", path=str(Path(sys.executable).parent))
    port = free_port()
    process = subprocess.Popen([program, "-H", "127.0.0.1", "-p", str(port)], stdout=log, stderr=log, stdin=subprocess.DEVNULL)
    url = f"http://127.0.0.1:{port}"
    wait_for(url, process)
    yield url
    stop(process)
