"""Privacy: show me, forget me, and forgetting by itself.

Owns asking every service; what each one keeps is its own knowledge (`export`, `forget`, `expire`).
"""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Protocol

from bot.domain.communities.needs import HOUSE
from bot.domain.plans import Housekeeping, Plan
from bot.storage import plans as held

if TYPE_CHECKING:
    from collections.abc import Mapping

    from bot.services.clocks import Clock
    from bot.storage.database import Database, Transaction
    from bot.storage.ledger import Ledger

ENDED_PLANS_KEPT = timedelta(days=7)
NOBODY = 0
"""The guild id of plans that concern Usher itself."""


class Keeper(Protocol):
    """A service that keeps something about members."""

    async def export(self, tx: Transaction, guild_id: int, member_id: int) -> dict[str, object]:
        """Return everything kept about a member."""

    async def forget(self, tx: Transaction, guild_id: int, member_id: int) -> None:
        """Forget a member, as far as nothing is open that they are owed."""


class Expirer(Protocol):
    """A service whose memory ends by itself."""

    async def expire(self, tx: Transaction) -> None:
        """Remove what has been kept long enough."""


class Privacy:
    """What is kept about a member, over all services."""

    def __init__(
        self,
        database: Database,
        ledger: Ledger,
        clock: Clock,
        keepers: Mapping[str, Keeper],
        expirers: tuple[Expirer, ...],
    ) -> None:
        self._database = database
        self._ledger = ledger
        self._clock = clock
        self._keepers = keepers
        self._expirers = expirers

    async def show(self, guild_id: int, member_id: int) -> dict[str, object]:
        """Return everything that is kept about a member in this community, by feature."""
        async with self._database.read() as tx:
            sections = {name: await each.export(tx, guild_id, member_id) for name, each in self._keepers.items()}
        return {name: section for name, section in sections.items() if any(section.values())}

    async def forget(self, guild_id: int, member_id: int) -> None:
        """Forget a member in this community, in one transaction over all services."""
        async with self._database.write() as tx:
            for keeper in self._keepers.values():
                await keeper.forget(tx, guild_id, member_id)

    async def keep_house(self) -> None:
        """Remove everything whose time is over, and make sure that tomorrow it happens again."""
        now = self._clock()
        tomorrow = (now + timedelta(days=1)).replace(hour=4, minute=0, second=0, microsecond=0)
        plan = Plan(NOBODY, HOUSE, f"housekeeping:{tomorrow:%Y-%m-%d}", (Housekeeping(),), not_before=tomorrow)
        async with self._database.write() as tx:
            for each in self._expirers:
                await each.expire(tx)
            await held.expire(tx, now - ENDED_PLANS_KEPT)
            await self._ledger.put(tx, plan)
