"""Reports: which members reported which message. Who reported stays with staff."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import delete, func, select

from bot.storage.rows import insert_once
from bot.storage.tables import moderation_reports as reports

if TYPE_CHECKING:
    from datetime import datetime

    from bot.storage.database import Transaction


async def keep(
    tx: Transaction, guild_id: int, message_id: int, reporter_id: int, *, now: datetime, expires_at: datetime
) -> bool:
    """Keep a report; return False where this member reported this message already."""
    values = {
        "guild_id": guild_id,
        "message_id": message_id,
        "reporter_id": reporter_id,
        "reported_at": now,
        "expires_at": expires_at,
    }
    return await insert_once(tx, reports, values)


async def count(tx: Transaction, guild_id: int, message_id: int) -> int:
    """Return how many members reported a message."""
    here = (reports.c.guild_id == guild_id) & (reports.c.message_id == message_id)
    return int((await tx.run(select(func.count()).select_from(reports).where(here))).scalar_one())


async def made_since(tx: Transaction, guild_id: int, member_id: int, since: datetime) -> int:
    """Return how many messages a member has reported since then."""
    here = (reports.c.guild_id == guild_id) & (reports.c.reporter_id == member_id) & (reports.c.reported_at > since)
    return int((await tx.run(select(func.count()).select_from(reports).where(here))).scalar_one())


async def by_member(tx: Transaction, guild_id: int, member_id: int) -> dict[int, datetime]:
    """Return the messages that a member reported, and when."""
    here = (reports.c.guild_id == guild_id) & (reports.c.reporter_id == member_id)
    rows = await tx.run(select(reports.c.message_id, reports.c.reported_at).where(here))
    return {row.message_id: row.reported_at for row in rows}


async def forget(tx: Transaction, guild_id: int, member_id: int) -> None:
    """Forget a member's reports."""
    here = (reports.c.guild_id == guild_id) & (reports.c.reporter_id == member_id)
    await tx.run(delete(reports).where(here))


async def expire(tx: Transaction, now: datetime) -> None:
    """Remove what has been kept long enough."""
    await tx.run(delete(reports).where(reports.c.expires_at <= now))
