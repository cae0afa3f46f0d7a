"""The fixtures: a served sandbox, the proxy before it, a generated fleet, and moto's server."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from support import Sandbox, free_port, plain_environment, run, serve, stop, wait_for
from wire.proxy import Proxy


@pytest.fixture(scope="session")
def binary() -> str:
    path = os.environ.get("PATCHCTL_PEERS_BINARY", "")
    assert path and os.access(path, os.X_OK), "start the tests with tests/peers/run"
    return path


@pytest.fixture(scope="session")
def served(binary, tmp_path_factory):
    """The example fleet, served for the whole session. Tests do not change what others read: S3 buckets are their own."""
    folder = tmp_path_factory.mktemp("sandbox")
    process, url = serve(binary, folder)
    yield Sandbox(binary, folder, url)
    assert process.poll() is None, f"the sandbox ended by itself with {process.returncode}"
    stop(process)


@pytest.fixture
def wire(served):
    """The proxy before the sandbox. A test that uses it fails when anything on the wire breaks botocore's model."""
    with Proxy(served.url) as proxy:
        yield proxy
    found = proxy.violations()
    assert proxy.readings, "nothing went over the wire"
    assert not found, "the wire breaks botocore's model:\n" + "\n".join(sorted({str(violation) for violation in found})[:40])


@pytest.fixture(scope="module")
def own(binary, tmp_path_factory):
    """The example fleet in a folder of its own, for the tests of one module that change it."""
    folder = tmp_path_factory.mktemp("own-sandbox")
    process, url = serve(binary, folder)
    yield Sandbox(binary, folder, url)
    assert process.poll() is None, f"the sandbox ended by itself with {process.returncode}"
    stop(process)


@pytest.fixture
def own_wire(own):
    """The proxy before the module's own sandbox, as strict as `wire`."""
    with Proxy(own.url) as proxy:
        yield proxy
    found = proxy.violations()
    assert proxy.readings, "nothing went over the wire"
    assert not found, "the wire breaks botocore's model:\n" + "\n".join(sorted({str(violation) for violation in found})[:40])


def seeded(binary: str, folder: Path, nodes: int):
    """A generated fleet, served."""
    done = run([binary, "sandbox", "seed", "--nodes", str(nodes), f"--sandbox={folder}"], plain_environment(folder), 300)
    assert done.code == 0, done.err
    process, url = serve(binary, folder)
    yield Sandbox(binary, folder, url)
    assert process.poll() is None, f"the sandbox ended by itself with {process.returncode}"
    stop(process)


@pytest.fixture(scope="session")
def generated(binary, tmp_path_factory):
    """Two thousand nodes."""
    yield from seeded(binary, tmp_path_factory.mktemp("generated"), 2000)


@pytest.fixture(scope="session")
def generated_small(binary, tmp_path_factory):
    """Fewer nodes, for what reads every patch."""
    yield from seeded(binary, tmp_path_factory.mktemp("generated-small"), 200)


@pytest.fixture
def generated_wire(generated):
    with Proxy(generated.url, keep_documents=False) as proxy:
        yield proxy
    found = proxy.violations()
    assert proxy.readings, "nothing went over the wire"
    assert not found, "the wire breaks botocore's model:\n" + "\n".join(sorted({str(violation) for violation in found})[:40])


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
