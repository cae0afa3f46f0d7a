"""What the peers share: programs that are started and ended, clients of the sandbox's accounts, pages read by hand."""

from __future__ import annotations

import configparser
import json
import os
import re
import secrets
import select
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from dataclasses import dataclass
from pathlib import Path

import boto3
import botocore
import pytest
from botocore.config import Config

MANAGEMENT, MEMBER = "111122223333", "444455556666"
REGIONS = ("us-east-1", "eu-central-1", "ap-northeast-1")
ROLE = f"arn:aws:iam::{MEMBER}:role/PatchctlReader"


def seeds(*fixed: int) -> list[int]:
    """Seeds of random cases: the fixed ones, so that a run tells the same of the same tree, and PEERS_FRESH_SEEDS=N new ones."""
    return [*fixed, *(secrets.randbits(32) for _ in range(int(os.environ.get("PEERS_FRESH_SEEDS", "0"))))]


def stop(process: subprocess.Popen) -> int:
    """Ends one process of ours, gently first."""
    if process.poll() is None:
        process.send_signal(signal.SIGTERM)
        try:
            process.wait(10)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait(10)
    return process.returncode


def plain_environment(home: Path) -> dict[str, str]:
    return {
        "PATH": os.environ["PATH"],
        "HOME": str(home),
        "LANG": "C.UTF-8",
        "TZ": "UTC",
        "AWS_EC2_METADATA_DISABLED": "true",
        "AWS_PAGER": "",
    }


@dataclass
class Answer:
    """What one run of a program gave."""

    code: int
    out: str
    err: str

    @property
    def json(self):
        return json.loads(self.out)


@dataclass
class Sandbox:
    """A sandbox folder and the endpoint that serves it."""

    binary: str
    folder: Path
    url: str = ""

    @property
    def config_file(self) -> Path:
        return self.folder / "aws" / "config"

    @property
    def credentials_file(self) -> Path:
        return self.folder / "aws" / "credentials"

    def keys(self, profile: str = "default") -> dict[str, str]:
        parser = configparser.ConfigParser()
        assert parser.read(self.credentials_file), f"the sandbox wrote no {self.credentials_file}"
        assert parser.has_section(profile), f"{self.credentials_file} has no profile {profile}: {parser.sections()}"
        names = ("aws_access_key_id", "aws_secret_access_key", "aws_session_token")
        return {name: parser.get(profile, name) for name in names if parser.has_option(profile, name)}

    def profiles(self) -> list[str]:
        parser = configparser.ConfigParser()
        parser.read(self.credentials_file)
        return parser.sections()

    def client(self, service: str, url: str | None = None, profile: str = "default", region: str = "us-east-1", **keys):
        """A boto3 client that does not retry, so that every answer is seen."""
        retries = {"total_max_attempts": 1, "mode": "standard"}
        validate = keys.pop("validate", False)
        config = Config(retries=retries, parameter_validation=validate, s3={"addressing_style": "path"}, read_timeout=60, **keys.pop("config", {}))
        keys = keys or self.keys(profile)
        return boto3.session.Session(region_name=region).client(service, endpoint_url=url or self.url, config=config, **keys)

    def environment(self) -> dict[str, str]:
        return plain_environment(self.folder) | {
            "AWS_CONFIG_FILE": str(self.config_file),
            "AWS_SHARED_CREDENTIALS_FILE": str(self.credentials_file),
        }

    def patchctl(self, *arguments: str, url: str | None = None, timeout: float = 120, stdin: str = "", **variables: str) -> Answer:
        """The real program as a user starts it, against an endpoint over HTTP."""
        command = [self.binary, *([] if url is None else ["--endpoint-url", url]), *map(str, arguments)]
        return run(command, self.environment() | variables, timeout, stdin)

    def aws(self, *arguments: str, url: str | None = None, profile: str = "default", region: str = "us-east-1") -> Answer:
        """The AWS CLI of the virtual environment."""
        fixed = ["--endpoint-url", url or self.url, "--profile", profile, "--region", region, "--output", "json"]
        variables = self.environment() | {"AWS_MAX_ATTEMPTS": "1", "AWS_RETRY_MODE": "standard"}
        return run([str(Path(sys.executable).parent / "aws"), *map(str, arguments), *fixed], variables, 60)


def run(command, environment, timeout, stdin: str = "") -> Answer:
    done = subprocess.run(command, check=False, env=environment, input=stdin.encode(), capture_output=True, timeout=timeout)
    return Answer(done.returncode, done.stdout.decode("utf-8", "surrogateescape"), done.stderr.decode("utf-8", "surrogateescape"))


def serve(binary: str, folder: Path):
    """Starts `patchctl sandbox serve` on a free port; the process and its URL."""
    log = open(folder / "serve.log", "wb")
    command = [binary, "sandbox", "serve", "--listen", "127.0.0.1:0", f"--sandbox={folder}"]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=log, stdin=subprocess.DEVNULL, env=plain_environment(folder))
    line, deadline = b"", time.monotonic() + 60
    while not line.endswith(b"\n") and time.monotonic() < deadline and process.poll() is None:
        ready, _, _ = select.select([process.stdout], [], [], 0.2)
        if ready:
            piece = os.read(process.stdout.fileno(), 4096)
            if not piece:
                break
            line += piece
    found = re.search(rb"http://127\.0\.0\.1:\d+", line)
    if not found:
        code = stop(process)
        pytest.fail(f"sandbox serve named no address on stdout (exit {code}): {line!r}; {(folder / 'serve.log').read_text(errors='replace')[-2000:]}")
    return process, found.group().decode()


def free_port() -> int:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return listener.getsockname()[1]


def wait_for(url: str, process: subprocess.Popen) -> None:
    for _ in range(150):
        assert process.poll() is None, f"the server ended with {process.returncode}"
        try:
            urllib.request.urlopen(url + "/moto-api/", timeout=2).read()
            return
        except OSError:
            time.sleep(0.2)
    pytest.fail(f"{url} does not answer")


def error_of(call, *arguments, **keywords) -> str:
    """The code of the error that a boto3 call must end with."""
    try:
        answer = call(*arguments, **keywords)
    except botocore.exceptions.ClientError as error:
        return error.response["Error"]["Code"]
    answer.pop("ResponseMetadata", None)
    return f"no error but {str(answer)[:200]}"


def pages(client, operation: str, token: str = "NextToken", **keywords):
    """Every page, by hand: an empty page with a token is followed too. Bounded."""
    answer_to = None
    for _ in range(2000):
        answer = getattr(client, operation)(**keywords, **({token: answer_to} if answer_to else {}))
        answer.pop("ResponseMetadata")
        yield answer
        answer_to = answer.get(token)
        if not answer_to:
            return
    raise AssertionError(f"{operation} pages without end")


def rows(client, operation: str, key: str, token: str = "NextToken", **keywords) -> list:
    return [row for page in pages(client, operation, token, **keywords) for row in page[key]]


def member_profile(sandbox: Sandbox) -> str:
    """The profile whose credentials belong to the member account."""
    for profile in sandbox.profiles():
        if sandbox.client("sts", profile=profile).get_caller_identity()["Account"] == MEMBER:
            return profile
    pytest.fail(f"no profile belongs to {MEMBER}")
