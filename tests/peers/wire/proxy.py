"""A recording proxy on loopback: bytes pass unchanged, every exchange is read and checked against botocore's model."""

from __future__ import annotations

import http.client
import threading
from collections import Counter
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import urlsplit

from .messages import Message, Reading, check
from .walker import Violation

MAX_BODY = 64 * 1024 * 1024
MAX_READINGS = 200_000
#: Headers of one connection, not of the message.
HOP = {"connection", "keep-alive", "transfer-encoding", "te", "upgrade", "proxy-connection", "expect"}


class Proxy:
    """`with Proxy(upstream) as proxy:` listens on a free port of 127.0.0.1; `proxy.url` is the endpoint to give to a client."""

    def __init__(self, upstream: str, keep_documents: bool = True):
        parts = urlsplit(upstream)
        self.upstream = (parts.hostname, parts.port)
        self.keep_documents = keep_documents
        self.readings: list[Reading] = []
        self._lock = threading.Lock()
        self._bad_requests = 0
        self._local = threading.local()
        proxy = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"
            timeout = 60

            def handle_any(self):
                proxy.handle(self)

            do_GET = do_HEAD = do_POST = do_PUT = do_DELETE = handle_any

            def log_message(self, *_):
                pass

        class Server(ThreadingHTTPServer):
            daemon_threads = True
            request_queue_size = 128

            def handle_error(self, request, client_address):
                pass  # a client that goes away in the middle is its own affair

        self.server = Server(("127.0.0.1", 0), Handler)
        self.url = f"http://127.0.0.1:{self.server.server_address[1]}"
        self._thread = threading.Thread(target=self.server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)

    def __enter__(self):
        self._thread.start()
        return self

    def __exit__(self, *_):
        self.server.shutdown()
        self.server.server_close()

    # --- passing on ---------------------------------------------------------------------------------------------------------------

    def handle(self, handler: BaseHTTPRequestHandler) -> None:
        headers = {name.lower(): value for name, value in handler.headers.items()}
        body = self._body(handler, headers)
        if body is None:
            handler.send_error(413)
            return
        try:
            status, reason, answer_headers, answer = self._forward(handler, body)
        except OSError as error:
            self.record(Message(handler.command, handler.path, headers, body, 0), f"the endpoint did not answer: {error!r}")
            handler.close_connection = True
            return
        lower = {name.lower(): value for name, value in answer_headers}
        self.record(Message(handler.command, handler.path, headers, body, status, lower, answer))
        handler.send_response_only(status, reason)
        bare = handler.command == "HEAD" or status in (204, 304)
        for name, value in answer_headers:
            if name.lower() not in HOP and (name.lower() != "content-length" or bare):
                handler.send_header(name, value)
        if not bare:
            handler.send_header("Content-Length", str(len(answer)))
        handler.end_headers()
        handler.wfile.write(answer)

    @staticmethod
    def _body(handler, headers) -> bytes | None:
        if headers.get("transfer-encoding", "").lower() == "chunked":
            data = b""
            while len(data) <= MAX_BODY:
                size = int(handler.rfile.readline(64).split(b";")[0], 16)
                data += handler.rfile.read(size)
                handler.rfile.readline(64)
                if size == 0:
                    return data
            return None
        length = int(headers.get("content-length") or 0)
        return handler.rfile.read(length) if length <= MAX_BODY else None

    def _forward(self, handler, body: bytes):
        for attempt in (1, 2):
            connection = getattr(self._local, "connection", None)
            fresh = connection is None
            if fresh:
                connection = self._local.connection = http.client.HTTPConnection(*self.upstream, timeout=60)
            try:
                connection.putrequest(handler.command, handler.path, skip_host=True, skip_accept_encoding=True)
                for name, value in handler.headers.items():
                    if name.lower() not in HOP and name.lower() != "content-length":
                        connection.putheader(name, value)
                if body or handler.command in ("POST", "PUT"):
                    connection.putheader("Content-Length", str(len(body)))
                connection.endheaders(body or None)
                answer = connection.getresponse()
                data = answer.read()
                if answer.will_close:
                    connection.close()
                    self._local.connection = None
                return answer.status, answer.reason, answer.getheaders(), data
            except (http.client.HTTPException, OSError) as error:
                connection.close()
                self._local.connection = None
                if fresh or attempt == 2:
                    raise OSError(str(error)) from error
        raise AssertionError("unreachable")

    # --- what was seen ------------------------------------------------------------------------------------------------------------

    def record(self, message: Message, trouble: str | None = None) -> None:
        try:
            reading = Reading() if trouble else check(message)
        except Exception as error:
            reading = Reading(status=message.status)
            trouble = f"reading the exchange failed: {error!r}"
        if trouble:
            reading.violations.append(Violation("proxy", f"{message.method} {message.target} request", "", trouble))
        with self._lock:
            if self._bad_requests:
                reading.violations = [v for v in reading.violations if v.where.endswith(" response") or v.rule == "proxy"]
            if not self.keep_documents:
                reading.request = reading.response = None
            if len(self.readings) < MAX_READINGS:
                self.readings.append(reading)

    @contextmanager
    def bad_requests(self):
        """Inside of this, requests may break the model on purpose. Answers may not."""
        with self._lock:
            self._bad_requests += 1
        try:
            yield
        finally:
            with self._lock:
                self._bad_requests -= 1

    def clear(self) -> None:
        with self._lock:
            self.readings = []

    def violations(self) -> list[Violation]:
        with self._lock:
            return [violation for reading in self.readings for violation in reading.violations]

    def counts(self) -> dict[str, int]:
        """Calls per `service.Operation`."""
        with self._lock:
            return dict(Counter(reading.name for reading in self.readings))

    def of(self, name: str) -> list[Reading]:
        with self._lock:
            return [reading for reading in self.readings if reading.name == name]
