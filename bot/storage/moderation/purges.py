"""Purges: what a moderator asked to take away, between the asking and the doing."""

from __future__ import annotations

from dataclasses import asdict, dataclass, fields, replace
from typing import TYPE_CHECKING, Any

from sqlalchemy import delete, insert, select, update

from bot.domain.moderation.purging import Wanted
from bot.storage.communities import NOBODY
from bot.storage.tables import moderation_purges as purges
from bot.storage.tables import plans

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from bot.storage.database import Transaction

ASKED, BEGUN = "asked", "begun"
EVERYTHING = Wanted()
_WANTED = tuple(field.name for field in fields(Wanted))


@dataclass(frozen=True, slots=True)
class Purge:
    """Messages of one channel that are to go, oldest first, and by which filter they were found."""

    guild_id: int
    channel_id: int
    message_ids: tuple[int, ...]
    asked_by: int
    asked_at: datetime
    expires_at: datetime
    state: str = ASKED
    id: int = 0
    wanted: Wanted = EVERYTHING


async def ask(tx: Transaction, what: Purge) -> int:
    """Keep what was asked for; return its number."""
    values = {name: getattr(what, name) for name in Purge.__slots__ if name != "id"}
    values["message_ids"] = [str(each) for each in what.message_ids]
    values["wanted"] = _dump(what.wanted)
    return int((await tx.run(insert(purges).values(**values).returning(purges.c.id))).scalar_one())


async def get(tx: Transaction, guild_id: int, number: int) -> Purge | None:
    """Return what was asked for, or None where it is forgotten."""
    here = (purges.c.guild_id == guild_id) & (purges.c.id == number)
    row = (await tx.run(select(purges).where(here))).mappings().one_or_none()
    if row is None:
        return None
    ids = tuple(int(each) for each in row["message_ids"])
    return Purge(**{**row, "message_ids": ids, "wanted": _wanted(row["wanted"])})


async def begin(tx: Transaction, guild_id: int, number: int) -> bool:
    """Note that it is being done; return False where it was begun already."""
    here = (purges.c.guild_id == guild_id) & (purges.c.id == number) & (purges.c.state == ASKED)
    return bool((await tx.run(update(purges).where(here).values(state=BEGUN))).rowcount)


async def by_member(tx: Transaction, guild_id: int, member_id: int) -> list[tuple[int, datetime]]:
    """Return the numbers of what a member of staff asked for, and when."""
    here = (purges.c.guild_id == guild_id) & (purges.c.asked_by == member_id)
    rows = await tx.run(select(purges.c.id, purges.c.asked_at).where(here).order_by(purges.c.id))
    return [(row.id, row.asked_at) for row in rows]


async def forget_asker(tx: Transaction, guild_id: int, member_id: int) -> None:
    """Forget who asked, and whose messages were asked for; what was asked stays until its time."""
    here = (purges.c.guild_id == guild_id) & (purges.c.asked_by == member_id)
    await tx.run(update(purges).where(here).values(asked_by=NOBODY))
    for row in (await tx.run(select(purges.c.id, purges.c.wanted).where(purges.c.guild_id == guild_id))).all():
        if _wanted(row.wanted).member_id == member_id:
            nobody = _dump(replace(_wanted(row.wanted), member_id=NOBODY))
            await tx.run(update(purges).where(purges.c.id == row.id).values(wanted=nobody))


async def how_far(tx: Transaction, guild_id: int, plan_id: int) -> tuple[int, str, str | None] | None:
    """Return how many steps of a purge's plan are done, its state, and what is in the way; None: it is forgotten."""
    here = (plans.c.guild_id == guild_id) & (plans.c.id == plan_id)
    row = (await tx.run(select(plans.c.progress, plans.c.state, plans.c.trouble).where(here))).one_or_none()
    return None if row is None else (row.progress, row.state, row.trouble)


async def expire(tx: Transaction, now: datetime) -> None:
    """Remove what has been kept long enough."""
    await tx.run(delete(purges).where(purges.c.expires_at <= now))


def _dump(wanted: Wanted) -> dict[str, Any]:
    member = wanted.member_id
    return {**asdict(wanted), "member_id": None if member is None else str(member)}


def _wanted(kept: Mapping[str, Any]) -> Wanted:
    member = kept.get("member_id")
    known = {name: kept[name] for name in _WANTED if name in kept}
    return Wanted(**{**known, "member_id": None if member is None else int(member)})
