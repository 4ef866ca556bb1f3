"""What the page shows at present, and waking whoever follows it."""

from __future__ import annotations

import asyncio
from typing import Any


class Bulletin:
    """The latest state of the stage; `number` counts how often it changed."""

    def __init__(self) -> None:
        self.number = 0
        self.state: dict[str, Any] = {}
        self.closed = False
        self._posted = asyncio.Event()

    def post(self, state: dict[str, Any]) -> None:
        """Show this from now on. Everybody is woken also where it is the same, since time has passed in any case."""
        if state != self.state:
            self.state = state
            self.number += 1
        self._wake()

    def close(self) -> None:
        """Say that nothing will follow."""
        self.closed = True
        self._wake()

    async def next(self) -> None:
        """Wait for the next post, or the end."""
        if not self.closed:
            await self._posted.wait()

    def _wake(self) -> None:
        self._posted.set()
        self._posted = asyncio.Event()
