"""What a measured bot says to the bench: one line of JSON on its standard output for each thing that happened.

It counts the messages of a storm, of which the last tells how many there were. It imports next to nothing, so that it
weighs the same, almost nothing, in the bare client and in Usher.
"""

from __future__ import annotations

import json
import sys
import time

END = "the storm ends after "
"""How the last message of a storm begins; then come the number of messages and of plans to wait for."""

READY_TIMEOUT = 0.05
"""Seconds without a new guild after which a bot takes itself to be ready; discord.py's own are two."""


def tell(event: str, **facts: object) -> None:
    """Tell the bench that something happened, and when."""
    sys.stdout.write(json.dumps({"event": event, "at": time.monotonic(), **facts}) + "\n")
    sys.stdout.flush()


class Tally:
    """Counts what a bot has read to the end, and tells when a storm is over."""

    def __init__(self) -> None:
        self._read = self._plans = 0
        self._goals = (0, 0)

    def message(self, text: str) -> None:
        """One more message was read, and everything that it asks for is committed."""
        self._read += 1
        if text.startswith(END):
            messages, plans = text.removeprefix(END).split()
            self._goals = int(messages), int(plans)
        if self._read == self._goals[0]:
            tell("read", messages=self._read)
            self._settle()

    def plan(self) -> None:
        """One more plan was carried out on Discord."""
        self._plans += 1
        self._settle()

    def _settle(self) -> None:
        if self._read and (self._read, self._plans) == self._goals:
            tell("settled")
            self._read = self._plans = 0
            self._goals = (0, 0)
