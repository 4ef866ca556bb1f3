"""Standing: how many notes about a member are remembered at present.

Owns that count in memory, kept current by whoever writes a note; the notes themselves are `cases`'. A verdict may ask
for it, and a verdict waits for no database.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.storage import cases as rows

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from bot.services.clocks import Clock
    from bot.storage.database import Database


class Standing:
    """The ends of the notes of each member who has any."""

    def __init__(self, database: Database, clock: Clock) -> None:
        self._database = database
        self._clock = clock
        self._ends: dict[tuple[int, int], list[datetime]] = {}

    async def load(self) -> None:
        """Read what is remembered."""
        async with self._database.read() as tx:
            found = await rows.remembered(tx, self._clock())
        self._ends = {}
        for guild_id, member_id, end in found:
            self.add(guild_id, member_id, end)

    def add(self, guild_id: int, member_id: int, end: datetime) -> None:
        """Note that there is one more."""
        self._ends.setdefault((guild_id, member_id), []).append(end)

    def take_back(self, guild_id: int, member_id: int, ends: Iterable[datetime]) -> None:
        """Note that some are withdrawn."""
        left = list(self._ends.pop((guild_id, member_id), ()))
        for end in ends:
            if end in left:
                left.remove(end)
        if left:
            self._ends[guild_id, member_id] = left

    def forget(self, guild_id: int, member_id: int) -> None:
        """Forget a member."""
        self._ends.pop((guild_id, member_id), None)

    def prune(self) -> None:
        """Let go of members of whom nothing is remembered any more."""
        for guild_id, member_id in list(self._ends):
            self.remembered(guild_id, member_id)

    def remembered(self, guild_id: int, member_id: int) -> int:
        """Return how many notes about a member are remembered now."""
        ends = self._ends.get((guild_id, member_id))
        if ends is None:
            return 0
        now = self._clock()
        left = [end for end in ends if end > now]
        if left:
            self._ends[guild_id, member_id] = left
        else:
            del self._ends[guild_id, member_id]
        return len(left)
