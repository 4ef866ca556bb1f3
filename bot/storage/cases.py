"""Cases: what was said to a member, about which message, and until when it is remembered."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from sqlalchemy import bindparam, delete, select, update

from bot.storage.rows import insert_once_returning_id
from bot.storage.tables import cases

if TYPE_CHECKING:
    from datetime import datetime

    from sqlalchemy import RowMapping

    from bot.storage.database import Transaction

_WORD_ONLY: Final = "nudge"
"""The kind of note that took no text away."""
_BY_LINE: Final = "line"
_DELIVERED = update(cases).where(cases.c.id == bindparam("case"))


@dataclass(frozen=True, slots=True)
class Case:
    """One word to one member. `excerpt` is their text around the words that mattered, marked and safe to show."""

    guild_id: int
    member_id: int
    kind: str
    rule: str
    channel_id: int
    message_id: int
    excerpt: str
    created_at: datetime
    expires_at: datetime
    because: str = "language.strong"
    """What was found, as a key of the voice under `cases.because`."""
    rewrite: str | None = None
    """The text as it would be fine, where that is offered."""
    delivery: str | None = None
    id: int = 0


async def open_case(tx: Transaction, case: Case) -> int | None:
    """Write a case; return its number, or None where this message has one of its kind already."""
    values = {
        "guild_id": case.guild_id,
        "member_id": case.member_id,
        "kind": case.kind,
        "rule": case.rule,
        "channel_id": case.channel_id,
        "message_id": case.message_id,
        "because": case.because,
        "rewrite": case.rewrite,
        "excerpt": case.excerpt,
        "created_at": case.created_at,
        "expires_at": case.expires_at,
    }
    return await insert_once_returning_id(tx, cases, values)


async def delivered(tx: Transaction, case_id: int, how: str) -> None:
    """Note how the word reached the member, or that it did not."""
    await tx.run(_DELIVERED, {"case": case_id, "delivery": how})


async def get(tx: Transaction, guild_id: int, case_id: int) -> Case | None:
    """Return one case of this community, or None."""
    here = (cases.c.guild_id == guild_id) & (cases.c.id == case_id)
    row = (await tx.run(select(cases).where(here))).mappings().one_or_none()
    return None if row is None else _case(row)


async def of_message(tx: Transaction, guild_id: int, message_id: int) -> list[Case]:
    """Return the cases about one message."""
    here = (cases.c.guild_id == guild_id) & (cases.c.message_id == message_id)
    return [_case(row) for row in (await tx.run(select(cases).where(here).order_by(cases.c.id))).mappings()]


async def remembered(tx: Transaction, now: datetime) -> list[tuple[int, int, datetime]]:
    """Return community, member and end of every case that is still remembered."""
    columns = cases.c
    rows = await tx.run(select(columns.guild_id, columns.member_id, columns.expires_at).where(columns.expires_at > now))
    return [(row.guild_id, row.member_id, row.expires_at) for row in rows]


async def withdraw(
    tx: Transaction, guild_id: int, message_id: int, now: datetime, *, owing: bool = False
) -> list[Case]:
    """Take back what was noted about a message, because a person found that nothing was wrong; return it.

    `owing`: its text is gone. Then a note that has yet to give it back, or opens from a line, ends now instead: it is
    remembered no more, and can still be read until the house is kept.
    """
    found = [each for each in await of_message(tx, guild_id, message_id) if each.expires_at > now]
    here = (cases.c.guild_id == guild_id) & (cases.c.message_id == message_id)
    owed = (cases.c.kind != _WORD_ONLY) & (cases.c.delivery.is_(None) | (cases.c.delivery == _BY_LINE))
    if owing:
        await tx.run(update(cases).where(here, owed).values(expires_at=now))
    await tx.run(delete(cases).where(here, ~owed) if owing else delete(cases).where(here))
    return found


async def of_member(tx: Transaction, guild_id: int, member_id: int, now: datetime) -> list[Case]:
    """Return what is still remembered of a member, newest first."""
    here = (cases.c.guild_id == guild_id) & (cases.c.member_id == member_id) & (cases.c.expires_at > now)
    rows = (await tx.run(select(cases).where(here).order_by(cases.c.id.desc()))).mappings()
    return [_case(row) for row in rows]


async def forget(tx: Transaction, guild_id: int, member_id: int) -> int:
    """Forget a member's cases; return how many."""
    here = (cases.c.guild_id == guild_id) & (cases.c.member_id == member_id)
    return int((await tx.run(delete(cases).where(here))).rowcount)


async def expire(tx: Transaction, now: datetime) -> int:
    """Remove what is no longer remembered; return how many."""
    return int((await tx.run(delete(cases).where(cases.c.expires_at <= now))).rowcount)


def _case(row: RowMapping) -> Case:
    return Case(**dict(row))
