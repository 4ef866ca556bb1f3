"""Evidence: the texts of messages that were taken away, kept for a while.

So that they can be given back to their authors, looked at by whoever decides, and then forgotten.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from pydantic import TypeAdapter
from sqlalchemy import delete, select, update

from bot.domain.moderation.messages import Passage
from bot.storage.rows import insert_once
from bot.storage.tables import moderation_evidence as evidence

if TYPE_CHECKING:
    from datetime import datetime

    from sqlalchemy import RowMapping

    from bot.storage.database import Transaction

_passages: TypeAdapter[tuple[Passage, ...]] = TypeAdapter(tuple[Passage, ...])

HIDDEN, PURGED = "hidden", "purged"


@dataclass(frozen=True, slots=True)
class Evidence:
    """What a message said before it was taken away; `reason` is why it was."""

    guild_id: int
    message_id: int
    channel_id: int
    author_id: int
    passages: tuple[Passage, ...]
    reason: str
    kept_at: datetime
    expires_at: datetime


async def keep(tx: Transaction, what: Evidence) -> None:
    """Keep a text. What is kept of this message already, such as the title of its thread, stays beside it.

    Both are then kept until the later end, so that each can be given back for as long as was promised.
    """
    values = {
        "guild_id": what.guild_id,
        "message_id": what.message_id,
        "channel_id": what.channel_id,
        "author_id": what.author_id,
        "passages": _passages.dump_python(what.passages, mode="json"),
        "reason": what.reason,
        "kept_at": what.kept_at,
        "expires_at": what.expires_at,
    }
    while not await insert_once(tx, evidence, values):
        if await _add(tx, what):
            return


async def find(tx: Transaction, guild_id: int, message_id: int) -> Evidence | None:
    """Return what a message said, or None."""
    here = (evidence.c.guild_id == guild_id) & (evidence.c.message_id == message_id)
    row = (await tx.run(select(evidence).where(here))).mappings().one_or_none()
    return None if row is None else _evidence(row)


async def of_author(tx: Transaction, guild_id: int, author_id: int) -> list[Evidence]:
    """Return everything kept of a member, oldest first."""
    here = (evidence.c.guild_id == guild_id) & (evidence.c.author_id == author_id)
    rows = (await tx.run(select(evidence).where(here).order_by(evidence.c.kept_at))).mappings()
    return [_evidence(row) for row in rows]


async def forget(tx: Transaction, guild_id: int, author_id: int) -> None:
    """Forget everything kept of a member."""
    here = (evidence.c.guild_id == guild_id) & (evidence.c.author_id == author_id)
    await tx.run(delete(evidence).where(here))


async def spare(tx: Transaction, guild_id: int, message_id: int) -> None:
    """Forget what was kept of a message that stays after all."""
    here = (evidence.c.guild_id == guild_id) & (evidence.c.message_id == message_id)
    await tx.run(delete(evidence).where(here, evidence.c.reason == HIDDEN))


async def expire(tx: Transaction, now: datetime) -> None:
    """Remove what has been kept long enough."""
    await tx.run(delete(evidence).where(evidence.c.expires_at <= now))


async def _add(tx: Transaction, what: Evidence) -> bool:
    """Add to what is kept of a message; return False where it was forgotten in this very moment."""
    here = (evidence.c.guild_id == what.guild_id) & (evidence.c.message_id == what.message_id)
    # Locked: of two processes that add to it at once, neither writes over what the other added.
    row = (await tx.run(select(evidence).where(here).with_for_update())).mappings().one_or_none()
    if row is None:
        return False
    earlier = _evidence(row)
    both = _passages.dump_python(tuple(dict.fromkeys((*earlier.passages, *what.passages))), mode="json")
    end = max(earlier.expires_at, what.expires_at)
    await tx.run(update(evidence).where(here).values(passages=both, expires_at=end))
    return True


def _evidence(row: RowMapping) -> Evidence:
    return Evidence(**{**row, "passages": _passages.validate_python(row["passages"])})
