"""What is remembered of people apart from any feature: the language they use Discord in."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import delete, select

from bot.storage.rows import put
from bot.storage.tables import people_locales

if TYPE_CHECKING:
    from datetime import datetime

    from bot.storage.database import Transaction


async def locales(tx: Transaction) -> dict[tuple[int, int], str]:
    """Return every known language by (guild, member)."""
    rows = await tx.run(select(people_locales.c.guild_id, people_locales.c.member_id, people_locales.c.locale))
    return {(row.guild_id, row.member_id): row.locale for row in rows}


async def locale_of(tx: Transaction, guild_id: int, member_id: int) -> tuple[str, datetime] | None:
    """Return a member's language and when it was noted, or None."""
    here = (people_locales.c.guild_id == guild_id) & (people_locales.c.member_id == member_id)
    row = (await tx.run(select(people_locales.c.locale, people_locales.c.seen_at).where(here))).one_or_none()
    return None if row is None else (row.locale, row.seen_at)


async def remember_locale(tx: Transaction, guild_id: int, member_id: int, locale: str, now: datetime) -> None:
    """Note the language that a member's Discord speaks."""
    values = {"guild_id": guild_id, "member_id": member_id, "locale": locale, "seen_at": now}
    await put(tx, people_locales, values, key=("guild_id", "member_id"))


async def forget_locale(tx: Transaction, guild_id: int, member_id: int) -> None:
    """Forget a member's language."""
    here = (people_locales.c.guild_id == guild_id) & (people_locales.c.member_id == member_id)
    await tx.run(delete(people_locales).where(here))
