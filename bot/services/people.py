"""People apart from any feature: the language each one uses Discord in.

Discord tells it with every command and button; it is kept so that a later notice can be written in it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.storage import people as rows

if TYPE_CHECKING:
    from bot.services.clocks import Clock
    from bot.storage.database import Database, Transaction


class People:
    """Languages of members: in memory for reading, in the database for the next start."""

    def __init__(self, database: Database, clock: Clock) -> None:
        self._database = database
        self._clock = clock
        self._locales: dict[tuple[int, int], str] = {}

    async def load(self) -> None:
        """Read what is known."""
        async with self._database.read() as tx:
            self._locales = await rows.locales(tx)

    def locale(self, guild_id: int, member_id: int) -> str | None:
        """Return the language of a member's Discord, or None where it was never seen."""
        return self._locales.get((guild_id, member_id))

    async def saw_locale(self, guild_id: int, member_id: int, locale: str) -> None:
        """Note the language of a member's Discord; writes only when it is news."""
        if self._locales.get((guild_id, member_id)) == locale:
            return
        async with self._database.write() as tx:
            await rows.remember_locale(tx, guild_id, member_id, locale, self._clock())
        self._locales[guild_id, member_id] = locale

    async def export(self, tx: Transaction, guild_id: int, member_id: int) -> dict[str, object]:
        """Return everything kept about a member here."""
        known = await rows.locale_of(tx, guild_id, member_id)
        return {} if known is None else {"language": known[0], "noted_at": known[1].isoformat()}

    async def forget(self, tx: Transaction, guild_id: int, member_id: int) -> None:
        """Forget a member."""
        await rows.forget_locale(tx, guild_id, member_id)
        tx.after_commit.append(lambda: self._locales.pop((guild_id, member_id), None))
