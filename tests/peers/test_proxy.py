"""The proxy passes bytes on unchanged and sees what is wrong with them."""

import http.client
import json
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import boto3
import pytest
from botocore.config import Config

from wire.proxy import Proxy

KEYS = {"aws_access_key_id": "AKIDEXAMPLE", "aws_secret_access_key": "secret", "region_name": "eu-central-1"}


class Endpoint:
    """Answers every POST with what it was told to, and keeps what came in."""

    def __init__(self):
        endpoint = self
        self.answer, self.status, self.bodies, self.hosts = {}, 200, [], []

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def do_POST(self):
                endpoint.hosts.append(self.headers["Host"])
                endpoint.bodies.append(self.rfile.read(int(self.headers["Content-Length"])))
                body = json.dumps(endpoint.answer).encode()
                self.send_response(endpoint.status)
                self.send_header("Content-Type", "application/x-amz-json-1.1")
                self.send_header("x-amzn-RequestId", "0")
                self.send_header("Content-Length", str(len(body)))
                self.end_headers()
                self.wfile.write(body)

            do_PUT = do_POST

            def log_message(self, *_):
                pass

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.server.daemon_threads = True
        self.url = f"http://127.0.0.1:{self.server.server_address[1]}"
        threading.Thread(target=self.server.serve_forever, daemon=True).start()


@pytest.fixture
def endpoint():
    endpoint = Endpoint()
    yield endpoint
    endpoint.server.shutdown()
    endpoint.server.server_close()


@pytest.fixture
def proxy(endpoint):
    with Proxy(endpoint.url) as proxy:
        yield proxy


def client(proxy, **config):
    return boto3.client("ssm", endpoint_url=proxy.url, config=Config(retries={"max_attempts": 0}, **config), **KEYS)


def test_a_call_is_passed_on_read_and_counted(endpoint, proxy):
    endpoint.answer = {"BaselineId": "pb-0123456789abcdef0", "OperatingSystem": "SUSE"}
    for _ in range(3):
        answer = client(proxy).get_default_patch_baseline(OperatingSystem="SUSE")
    assert answer["BaselineId"] == "pb-0123456789abcdef0"
    assert proxy.violations() == []
    assert proxy.counts() == {"ssm.GetDefaultPatchBaseline": 3}
    reading = proxy.of("ssm.GetDefaultPatchBaseline")[0]
    assert (reading.region, reading.access_key, reading.request) == ("eu-central-1", "AKIDEXAMPLE", {"OperatingSystem": "SUSE"})
    assert json.loads(endpoint.bodies[0]) == {"OperatingSystem": "SUSE"}
    assert endpoint.hosts[0] == proxy.url.removeprefix("http://"), "the signed Host header must stay"


def test_a_bad_answer_is_seen_though_boto3_takes_it(endpoint, proxy):
    endpoint.answer = {"BaselineId": "pb-0123456789abcdef0", "OperatingSystem": "SUSE", "Mood": "good"}
    client(proxy).get_default_patch_baseline()
    assert [v.rule for v in proxy.violations()] == ["unknown member"]


def test_a_bad_request_is_seen_and_may_be_meant(endpoint, proxy):
    endpoint.answer = {"BaselineId": "pb-0123456789abcdef0"}
    with proxy.bad_requests():
        client(proxy, parameter_validation=False).get_default_patch_baseline(OperatingSystem="BEOS")
    assert proxy.violations() == []
    client(proxy).get_default_patch_baseline(OperatingSystem="BEOS")
    assert [v.rule for v in proxy.violations()] == ["enum"]


def test_a_bad_answer_is_not_excused_by_a_bad_request(endpoint, proxy):
    endpoint.answer = {"Mood": "good"}
    with proxy.bad_requests():
        client(proxy).get_default_patch_baseline(OperatingSystem="BEOS")
    assert [v.where for v in proxy.violations()] == ["ssm.GetDefaultPatchBaseline response"]


def test_an_endpoint_that_is_gone_is_a_violation(endpoint, proxy):
    endpoint.server.shutdown()
    endpoint.server.server_close()
    with pytest.raises(Exception, match="closed|Connection"):
        client(proxy).get_default_patch_baseline()
    assert [v.rule for v in proxy.violations()] == ["proxy"]


def test_chunked_and_large_bodies(endpoint, proxy):
    connection = http.client.HTTPConnection(proxy.url.removeprefix("http://"), timeout=10)
    connection.request("PUT", "/b/k", body=iter([b"one", b"two" * 5000]), encode_chunked=True, headers={"Transfer-Encoding": "chunked"})
    assert connection.getresponse().read()
    assert endpoint.bodies == [b"one" + b"two" * 5000]
    connection.request("PUT", "/b/k", headers={"Content-Length": str(1 << 40)})
    assert connection.getresponse().status == 413
