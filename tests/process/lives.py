"""Running Ushers as a test sees them: what they wrote, whether they live, how they end; and the nursery's other end."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

import psutil

if TYPE_CHECKING:
    from collections.abc import Callable

ROOT = Path(__file__).parents[2]
PATIENCE = 30.0
"""Seconds that a busy machine may need for what usually lasts a moment."""
POLL = 0.02


def wait_for(probe: Callable[[], Any], what: str, seconds: float = PATIENCE) -> Any:
    """Ask until the answer is true, and return it."""
    end = time.monotonic() + seconds
    while not (found := probe()):
        assert time.monotonic() < end, f"waited {seconds} s for {what}"
        time.sleep(POLL)
    return found


class Child(Protocol):
    """A process, however it was started."""

    pid: int

    def wait(self) -> int:
        """Return its exit code, once it has ended."""


class Nursery:
    """The tests' end of `tests.process.nursery`."""

    def __init__(self) -> None:
        kept = {name: os.environ[name] for name in ("PATH", "HOME", "LANG") if name in os.environ}
        line = [sys.executable, "-m", "tests.process.nursery"]
        pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "text": True}
        self._process = subprocess.Popen(line, cwd=ROOT, env=kept, **pipes)
        assert self._process.stdout.readline(), "the nursery did not start"

    def ask(self, **question: object) -> int:
        """Ask one thing and return the answer."""
        self._process.stdin.write(json.dumps(question) + "\n")
        self._process.stdin.flush()
        return int(json.loads(self._process.stdout.readline()))

    def bear(self, **birth: object) -> Forked:
        """Have a child (see `nursery.Birth`)."""
        return Forked(self, self.ask(**birth))

    def close(self) -> None:
        """End the nursery, and all that still live in it."""
        self._process.stdin.close()
        self._process.stdout.close()
        self._process.wait(PATIENCE)


@dataclass(frozen=True, slots=True)
class Forked:
    """A child of the nursery."""

    nursery: Nursery
    pid: int

    def wait(self) -> int:
        """Return its exit code, once it has ended."""
        return self.nursery.ask(wait=self.pid)


@dataclass
class Life:
    """One Usher in a process of its own."""

    child: Child
    out: Path
    err: Path
    code: int | None = None

    @property
    def said(self) -> str:
        """Everything that it wrote on stderr so far."""
        return self.err.read_text(encoding="utf-8")

    @property
    def plain(self) -> list[str]:
        """The lines on stderr that are for a person."""
        return [line for line in self.said.splitlines() if not line.startswith("{")]

    @property
    def log(self) -> list[dict[str, Any]]:
        """The lines on stderr that are log, each of which has to be JSON; a last one that is cut off is left out."""
        whole = self.said.rpartition("\n")[0]
        return [json.loads(line) for line in whole.splitlines() if line.startswith("{")]

    def events(self, name: str) -> list[dict[str, Any]]:
        """The log lines of one event."""
        return [line for line in self.log if line["event"] == name]

    @property
    def alive(self) -> bool:
        """Whether it still runs."""
        try:
            return self.code is None and psutil.Process(self.child.pid).status() != psutil.STATUS_ZOMBIE
        except psutil.NoSuchProcess:
            return False

    def ready(self) -> bool:
        """Wait until it is ready (True), or has ended."""
        wait_for(lambda: self.events("ready") or not self.alive, "an Usher that is ready")
        return bool(self.events("ready"))

    def send(self, number: signal.Signals) -> None:
        """Send it a signal."""
        os.kill(self.child.pid, number)

    def wait(self, seconds: float = PATIENCE) -> int:
        """Return its exit code, once it has ended by itself."""
        if self.code is None:
            wait_for(lambda: not self.alive, "the end of an Usher", seconds)
            self.code = self.child.wait()
        return self.code

    def end(self, number: signal.Signals = signal.SIGTERM, seconds: float = PATIENCE) -> int:
        """Send it a signal, and return its exit code once it has ended."""
        if self.alive:
            self.send(number)
        return self.wait(seconds)
