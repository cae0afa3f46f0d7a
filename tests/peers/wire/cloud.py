"""A small stand-in for AWS on loopback that writes down who asks for what, where and signed for which Region: STS, Systems Manager,
Organizations, the metadata of a machine, the credentials of a container, single sign-on, `aws login`, and a proxy that leads nowhere."""

from __future__ import annotations

import base64
import json
import re
import ssl
import threading
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import parse_qsl

NODE = {"InstanceId": "i-0c10d000000000001", "PingStatus": "Online", "PlatformType": "Linux", "PlatformName": "Amazon Linux", "PlatformVersion": "2023",
        "AgentVersion": "3.3.1957.0", "ComputerName": "cloud-1", "ResourceType": "EC2Instance"}
LATER = "2036-01-01T00:00:00Z"
TOLD = ("RoleArn", "RoleSessionName", "ExternalId", "DurationSeconds", "SerialNumber", "TokenCode")


@dataclass(frozen=True)
class Asked:
    """One request."""

    what: str
    path: str
    host: str = ""
    key: str = ""
    region: str = ""
    told: tuple = ()


@dataclass
class Play:
    """How the stand-in behaves."""

    #: The account of an access key; others are of `account`.
    accounts: dict[str, str] = field(default_factory=dict)
    account: str = "111122223333"
    partition: str = "aws"
    #: `action`, and where it matters `region` and `key`: what is refused, with `message`, `code` and `status`.
    denied: list[dict] = field(default_factory=list)
    #: What is answered in place of new keys for a console session.
    token: str | None = None


class Cloud:
    """`with Cloud(Play(…)) as cloud:` listens on a free port of 127.0.0.1; `cloud.asked` fills."""

    def __init__(self, play: Play | None = None, certificate: Path | None = None):
        self.play = play or Play()
        self.asked: list[Asked] = []
        self._lock = threading.Lock()
        cloud = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"
            timeout = 30

            def log_message(self, *_):
                pass

            def do_CONNECT(self):
                cloud.note(Asked("CONNECT", self.path))
                self.reply(502, "no way out", "text/plain")
                self.close_connection = True

            def do_PUT(self):
                self.read()
                cloud.note(Asked("PUT", self.path))
                self.reply(200, "token", "text/plain", {"x-aws-ec2-metadata-token-ttl-seconds": "21600"})

            def do_GET(self):
                cloud.note(Asked("GET", self.path.split("?")[0]))
                self.reply(*cloud.get(self.path))

            def do_POST(self):
                self.reply(*cloud.post(self.path, self.headers, self.read()))

            def read(self) -> bytes:
                return self.rfile.read(min(int(self.headers.get("content-length") or 0), 1 << 20))

            def reply(self, status, text, kind, more=None):
                body = text.encode()
                self.send_response(status)
                for name, value in {"content-type": kind, "content-length": str(len(body)), **(more or {})}.items():
                    self.send_header(name, value)
                self.end_headers()
                self.wfile.write(body)

        class Server(ThreadingHTTPServer):
            daemon_threads = True

            def handle_error(self, request, client_address):
                pass  # a client that does not trust the certificate goes away in the middle

        self.server = Server(("127.0.0.1", 0), Handler)
        self.port = self.server.server_address[1]
        self.url = f"http://127.0.0.1:{self.port}"
        if certificate:
            context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
            context.load_cert_chain(certificate)
            self.server.socket = context.wrap_socket(self.server.socket, server_side=True)
            self.url = f"https://localhost:{self.port}"
        self._thread = threading.Thread(target=self.server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)

    def __enter__(self):
        self._thread.start()
        return self

    def __exit__(self, *_):
        self.server.shutdown()
        self.server.server_close()

    def note(self, asked: Asked) -> None:
        with self._lock:
            self.asked.append(asked)

    def take(self) -> list[Asked]:
        """What was asked since the last time."""
        with self._lock:
            asked, self.asked = self.asked, []
        return asked

    def get(self, path: str):
        roles = "/latest/meta-data/iam/security-credentials"
        if path.rstrip("/") == roles:
            return 200, "role-of-machine", "text/plain"
        if path.startswith(roles):
            return 200, json.dumps({"Code": "Success", **keys("ASIAMACHINE", "Token"), "LastUpdated": "2026-01-01T00:00:00Z"}), "application/json"
        if path == "/latest/meta-data/placement/region":
            return 200, "ap-southeast-2", "text/plain"
        if path.startswith("/container"):
            return 200, json.dumps(keys("ASIACONTAINER", "Token")), "application/json"
        if path.startswith("/federation/credentials"):
            given = {"accessKeyId": "ASIASSO", "secretAccessKey": "s", "sessionToken": "t", "expiration": 2082758400000}
            return 200, json.dumps({"roleCredentials": given}), "application/json"
        return 404, "", "text/plain"

    def post(self, path: str, headers, raw: bytes):
        found = re.search(r"Credential=([^/]+)/\d+/([^/]+)/", headers.get("Authorization", ""))
        key, region = found.groups() if found else ("", "")
        if path.rstrip("/") == "/v1/token":
            return self.renewed(json.loads(raw), headers)
        target = headers.get("X-Amz-Target")
        body = json.loads(raw or b"{}") if target else dict(parse_qsl(raw.decode()))
        action = target.split(".")[-1] if target else body.get("Action", "")
        told = tuple((name, str(body[name])) for name in TOLD if name in body)
        self.note(Asked(action, path, headers.get("Host", ""), key, region, told))

        for denied in self.play.denied:
            if denied["action"] == action and denied.get("region", region) == region and denied.get("key", key) == key:
                return refusal(bool(target), denied)
        if target:
            return 200, json.dumps(self.answer(action)), "application/x-amz-json-1.1"
        return 200, self.of_sts(action, key, body), "text/xml"

    def renewed(self, asked: dict, headers):
        """New keys for a console session; whoever asks proves with a key of its own that it is the same device (RFC 9449)."""
        proof = headers.get("DPoP", "").split(".")
        claims = json.loads(base64.urlsafe_b64decode(proof[1] + "==")) if len(proof) == 3 else {}
        self.note(Asked("RefreshToken", "/v1/token", told=tuple(sorted(asked.items())) + ((claims.get("htm", ""), bool(claims.get("jti"))),)))
        for denied in self.play.denied:
            if denied["action"] == "RefreshToken":
                return denied.get("status", 401), json.dumps({"__type": "AccessDeniedException", "error": denied["code"], "message": "no"}), "application/json"
        if self.play.token is not None:
            return 200, self.play.token, "application/json"
        given = {"accessKeyId": "ASIARENEWED", "secretAccessKey": "s", "sessionToken": "t"}
        return 200, json.dumps({"accessToken": given, "tokenType": "aws_sigv4", "expiresIn": 900, "refreshToken": "next", "idToken": "id"}), "application/json"

    def answer(self, action: str):
        if action == "DescribeInstanceInformation":
            return {"InstanceInformationList": [NODE]}
        if action == "ListResourceComplianceSummaries":
            return {"ResourceComplianceSummaryItems": []}
        if action == "DescribeInstancePatchStates":
            return {"InstancePatchStates": []}
        if action == "ListComplianceSummaries":
            return {"ComplianceSummaryItems": []}
        if action == "DescribePatchBaselines":
            return {"BaselineIdentities": []}
        if action == "ListAccounts":
            return {"Accounts": [{"Id": self.play.account, "State": "ACTIVE"}]}
        return {}

    def of_sts(self, action: str, key: str, body: dict) -> str:
        if action == "GetCallerIdentity":
            account = self.play.accounts.get(key, self.play.account)
            arn = f"arn:{self.play.partition}:iam::{account}:user/it"
            inner = f"<Arn>{arn}</Arn><UserId>U</UserId><Account>{account}</Account>"
        else:
            _, _, _, _, account, role = body["RoleArn"].split(":")
            name = "ASIA" + re.sub(r"\W", "", role.split("/")[-1]).upper()
            given = f"<AccessKeyId>{name}</AccessKeyId><SecretAccessKey>s</SecretAccessKey><SessionToken>t</SessionToken><Expiration>{LATER}</Expiration>"
            user = f"<Arn>arn:{self.play.partition}:sts::{account}:assumed-role/r/s</Arn><AssumedRoleId>A:s</AssumedRoleId>"
            inner = f"<Credentials>{given}</Credentials><AssumedRoleUser>{user}</AssumedRoleUser>"
        return f'<{action}Response xmlns="https://sts.amazonaws.com/doc/2011-06-15/"><{action}Result>{inner}</{action}Result></{action}Response>'


def keys(name: str, token: str) -> dict[str, str]:
    return {"AccessKeyId": name, "SecretAccessKey": "s", token: "t", "Expiration": LATER}


def refusal(json_: bool, denied: dict):
    message = denied.get("message", "not authorized")
    if json_:
        code = denied.get("code", "AccessDeniedException")
        return denied.get("status", 400), json.dumps({"__type": code, "message": message}), "application/x-amz-json-1.1"
    code = denied.get("code", "AccessDenied")
    text = f"<ErrorResponse><Error><Type>Sender</Type><Code>{code}</Code><Message>{message}</Message></Error></ErrorResponse>"
    return denied.get("status", 403), text, "text/xml"
