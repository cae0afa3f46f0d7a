"""A person at a terminal: a program on a pseudo-terminal, with what it shows and the keys that are typed."""

from __future__ import annotations

import os
import pty
import select
import subprocess
import time

INTERRUPT, END_OF_INPUT = b"\x03", b"\x04"
SECONDS = 60


class Terminal:
    """`with Terminal(command, environment) as terminal:`; the program has a controlling terminal, so that Ctrl-C is a signal."""

    def __init__(self, command: list[str], environment: dict[str, str]):
        self.shown = ""
        ours, theirs = pty.openpty()
        self._ours = ours
        # `setsid --ctty` gives the program a session of its own whose terminal is the other end.
        self.process = subprocess.Popen(
            ["setsid", "--ctty", *command], stdin=theirs, stdout=theirs, stderr=theirs, env=environment | {"TERM": "xterm", "COLUMNS": "200"}
        )
        os.close(theirs)

    def __enter__(self) -> Terminal:
        return self

    def __exit__(self, *_) -> None:
        if self.process.poll() is None:
            self.process.kill()
            self.process.wait(10)
        os.close(self._ours)

    def _read(self, seconds: float) -> bool:
        """Takes in what is shown; false when the program has let go of the terminal."""
        ready, _, _ = select.select([self._ours], [], [], seconds)
        if not ready:
            return True
        try:
            piece = os.read(self._ours, 65536)
        except OSError:  # Linux says EIO when the other end is closed
            return False
        self.shown += piece.decode("utf-8", "replace").replace("\r\n", "\n")
        return bool(piece)

    def until(self, text: str, seconds: float = SECONDS) -> None:
        """Waits until a text is shown."""
        deadline = time.monotonic() + seconds
        while text not in self.shown:
            assert time.monotonic() < deadline, f"{text!r} is not shown: {self.shown!r}"
            assert self._read(0.2) or text in self.shown, f"ended without {text!r}: {self.shown!r}"

    def type(self, keys: bytes) -> None:
        os.write(self._ours, keys)

    def code(self, seconds: float = SECONDS) -> int:
        """Waits for the end; the exit code."""
        deadline = time.monotonic() + seconds
        while self._read(0.2):
            assert time.monotonic() < deadline, f"still running: {self.shown!r}"
            if self.process.poll() is not None:
                while self._read(0) and select.select([self._ours], [], [], 0)[0]:
                    pass
                break
        return self.process.wait(max(1.0, deadline - time.monotonic()))
