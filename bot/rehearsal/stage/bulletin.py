"""What the page shows at present, and waking whoever waits for it to change."""

from __future__ import annotations

import asyncio
from typing import Any


class Bulletin:
    """The latest state of the stage. Every open page follows it."""

    def __init__(self) -> None:
        self.number = 0
        self.state: dict[str, Any] = {}
        self.closed = False
        self._changed = asyncio.Event()

    def post(self, state: dict[str, Any]) -> None:
        """Show this from now on; the same again wakes nobody."""
        if state != self.state:
            self.state = state
            self.number += 1
            self._wake()

    def close(self) -> None:
        """Say that nothing will follow."""
        self.closed = True
        self._wake()

    async def wait(self, seen: int, at_most: float) -> None:
        """Return once there is something newer than `seen`, or after `at_most` seconds."""
        if self.number == seen and not self.closed:
            try:
                async with asyncio.timeout(at_most):
                    await self._changed.wait()
            except TimeoutError:
                return

    def _wake(self) -> None:
        self._changed.set()
        self._changed = asyncio.Event()
