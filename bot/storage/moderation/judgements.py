"""Judgements: whether staff thought that a rule was right about a message."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import delete, func, select, update

from bot.storage.communities import NOBODY
from bot.storage.rows import insert_once
from bot.storage.tables import moderation_judgements as judgements

if TYPE_CHECKING:
    from datetime import datetime

    from bot.storage.database import Transaction


@dataclass(frozen=True, slots=True)
class Judgement:
    """One answer to "was this rule right here?"."""

    guild_id: int
    message_id: int
    rule: str
    right: bool
    judged_by: int
    judged_at: datetime
    expires_at: datetime
    revision: int = 0
    """Which version of the message it is about: an edit that brought something new is judged anew."""


async def keep(tx: Transaction, what: Judgement) -> bool:
    """Keep a judgement; return False where somebody judged this already."""
    values = {name: getattr(what, name) for name in Judgement.__slots__}
    return await insert_once(tx, judgements, values)


async def of_message(tx: Transaction, guild_id: int, message_id: int, revision: int = 0) -> dict[str, Judgement]:
    """Return what was judged about one version of a message, by rule."""
    here = (judgements.c.guild_id == guild_id) & (judgements.c.message_id == message_id)
    rows = (await tx.run(select(judgements).where(here, judgements.c.revision == revision))).mappings()
    return {row["rule"]: Judgement(**row) for row in rows}


async def judged_messages(tx: Transaction, guild_id: int, rule: str) -> set[int]:
    """Return the messages about which a rule was judged."""
    here = (judgements.c.guild_id == guild_id) & (judgements.c.rule == rule)
    return set((await tx.run(select(judgements.c.message_id).where(here))).scalars())


async def tallies(tx: Transaction, guild_id: int) -> dict[str, tuple[int, int]]:
    """Return, by rule, how often it was judged right and how often it was judged at all."""
    statement = (
        select(judgements.c.rule, judgements.c.right, func.count())
        .where(judgements.c.guild_id == guild_id)
        .group_by(judgements.c.rule, judgements.c.right)
    )
    found: dict[str, tuple[int, int]] = {}
    for rule, right, count in await tx.run(statement):
        rights, all_ = found.get(rule, (0, 0))
        found[rule] = (rights + (count if right else 0), all_ + count)
    return found


async def by_member(tx: Transaction, guild_id: int, member_id: int) -> list[Judgement]:
    """Return what a member of staff judged, oldest first."""
    here = (judgements.c.guild_id == guild_id) & (judgements.c.judged_by == member_id)
    rows = (await tx.run(select(judgements).where(here).order_by(judgements.c.judged_at))).mappings()
    return [Judgement(**row) for row in rows]


async def forget_judge(tx: Transaction, guild_id: int, member_id: int) -> None:
    """Forget who judged; the judgements stay."""
    here = (judgements.c.guild_id == guild_id) & (judgements.c.judged_by == member_id)
    await tx.run(update(judgements).where(here).values(judged_by=NOBODY))


async def expire(tx: Transaction, now: datetime) -> None:
    """Remove what has been kept long enough."""
    await tx.run(delete(judgements).where(judgements.c.expires_at <= now))
