"""Takes requests signed with one key and passes them to the sandbox signed with the sandbox's own key.

patchctl has one identity for all services. When moto is to judge its signatures, the key is one of moto's, which the sandbox does not
know; what goes to the sandbox is signed anew here, and what goes to moto is left as patchctl signed it.
"""

from __future__ import annotations

import threading
import urllib.error
import urllib.request
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from botocore.auth import SigV4Auth
from botocore.awsrequest import AWSRequest
from botocore.credentials import Credentials

from wire.messages import CREDENTIAL

KEPT = ("content-type", "x-amz-target")


class Resigner:
    """`with Resigner(url, keys) as resigner:` listens on loopback; `resigner.url` is the endpoint."""

    def __init__(self, upstream: str, keys: dict[str, str]):
        credentials = Credentials(keys["aws_access_key_id"], keys["aws_secret_access_key"], keys.get("aws_session_token"))

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def do_POST(self):
                body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
                _, _, region, service = CREDENTIAL.search(self.headers["Authorization"]).groups()
                headers = {name: self.headers[name] for name in KEPT if self.headers[name]}
                request = AWSRequest("POST", upstream + self.path, headers, body)
                SigV4Auth(credentials, service, region).add_auth(request)
                forward = urllib.request.Request(upstream + self.path, body, dict(request.headers), method="POST")
                try:
                    answer = urllib.request.urlopen(forward, timeout=60)
                except urllib.error.HTTPError as error:
                    answer = error
                data = answer.read()
                self.send_response_only(answer.status)
                for name, value in answer.headers.items():
                    if name.lower() not in ("connection", "content-length", "transfer-encoding"):
                        self.send_header(name, value)
                self.send_header("Content-Length", str(len(data)))
                self.end_headers()
                self.wfile.write(data)

            def log_message(self, *_):
                pass

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.server.daemon_threads = True
        self.url = f"http://127.0.0.1:{self.server.server_address[1]}"

    def __enter__(self):
        threading.Thread(target=self.server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True).start()
        return self

    def __exit__(self, *_):
        self.server.shutdown()
        self.server.server_close()
