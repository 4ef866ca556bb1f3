"""The desk: what waits for a person's decision, and carrying that decision out, once."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.storage import plans as rows

if TYPE_CHECKING:
    from bot.services.clocks import Clock
    from bot.storage.database import Database
    from bot.storage.ledger import Ledger
    from bot.storage.plans import Held


class Desk:
    """Plans that stopped: only a person can say whether they are tried again."""

    def __init__(self, database: Database, ledger: Ledger, clock: Clock) -> None:
        self._database = database
        self._ledger = ledger
        self._clock = clock

    async def waiting(self, guild_id: int) -> list[Held]:
        """Return what waits in one community, oldest first."""
        async with self._database.read() as tx:
            return await rows.stopped(tx, guild_id)

    async def settle(self, guild_id: int, plan_id: int, *, again: bool) -> bool:
        """Try a stopped plan again, or let it go; return False where somebody decided already."""
        async with self._database.write() as tx:
            settled = await rows.settle(tx, guild_id, plan_id, again=again, now=self._clock())
            tx.after_commit.append(self._ledger.wake)
        return settled
