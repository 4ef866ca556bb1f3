"""Decisions about messages: kept for a while where something was found, so that `why` can answer.

Owns the decisions; evidence, judgements, reports and purges are modules beside it.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from pydantic import TypeAdapter
from sqlalchemy import delete, select, update

from bot.domain.moderation.verdicts import Considered
from bot.storage.rows import insert_once
from bot.storage.tables import moderation_decisions as decisions

if TYPE_CHECKING:
    from datetime import datetime

    from sqlalchemy import RowMapping

    from bot.storage.database import Transaction

_considered: TypeAdapter[tuple[Considered, ...]] = TypeAdapter(tuple[Considered, ...])


@dataclass(frozen=True, slots=True)
class Decision:
    """What was decided about one message, by which settings, and until when that is kept."""

    guild_id: int
    message_id: int
    channel_id: int
    author_id: int
    considered: tuple[Considered, ...]
    settings_version: str
    decided_at: datetime
    expires_at: datetime
    response: dict[str, Any] = field(default_factory=dict)
    """What followed: which step was chosen, what became of the text, and the reasons that counted."""
    revision: int = 0
    """How often an edit of the message brought something new."""


async def keep(tx: Transaction, decision: Decision) -> bool:
    """Keep a decision; return False where one about this message is kept already."""
    values: dict[str, Any] = {
        "guild_id": decision.guild_id,
        "message_id": decision.message_id,
        "channel_id": decision.channel_id,
        "author_id": decision.author_id,
        "considered": _considered.dump_python(decision.considered, mode="json"),
        "response": decision.response,
        "revision": decision.revision,
        "settings_version": decision.settings_version,
        "decided_at": decision.decided_at,
        "expires_at": decision.expires_at,
    }
    return await insert_once(tx, decisions, values)


async def amend(tx: Transaction, decision: Decision) -> bool:
    """Keep what an edit brought, in place of the revision before; False where somebody else amended it first."""
    here = (decisions.c.guild_id == decision.guild_id) & (decisions.c.message_id == decision.message_id)
    values = {
        "considered": _considered.dump_python(decision.considered, mode="json"),
        "response": decision.response,
        "revision": decision.revision,
        "settings_version": decision.settings_version,
        "decided_at": decision.decided_at,
        "expires_at": decision.expires_at,
    }
    before = decisions.c.revision == decision.revision - 1
    return bool((await tx.run(update(decisions).where(here, before).values(**values))).rowcount)


async def find(tx: Transaction, guild_id: int, message_id: int) -> Decision | None:
    """Return the decision kept about a message, or None."""
    here = (decisions.c.guild_id == guild_id) & (decisions.c.message_id == message_id)
    row = (await tx.run(select(decisions).where(here))).mappings().one_or_none()
    return None if row is None else _decision(row)


async def of_author(tx: Transaction, guild_id: int, author_id: int) -> list[Decision]:
    """Return everything kept about a member's messages, oldest first."""
    here = (decisions.c.guild_id == guild_id) & (decisions.c.author_id == author_id)
    rows = (await tx.run(select(decisions).where(here).order_by(decisions.c.decided_at))).mappings()
    return [_decision(row) for row in rows]


async def latest(tx: Transaction, guild_id: int, limit: int) -> list[Decision]:
    """Return the latest decisions of a community, newest first."""
    statement = select(decisions).where(decisions.c.guild_id == guild_id)
    newest = (decisions.c.decided_at.desc(), decisions.c.message_id.desc())
    rows = (await tx.run(statement.order_by(*newest).limit(limit))).mappings()
    return [_decision(row) for row in rows]


async def forget(tx: Transaction, guild_id: int, author_id: int) -> int:
    """Forget everything about a member's messages; return how many decisions that were."""
    here = (decisions.c.guild_id == guild_id) & (decisions.c.author_id == author_id)
    return int((await tx.run(delete(decisions).where(here))).rowcount)


async def expire(tx: Transaction, now: datetime) -> int:
    """Remove what has been kept long enough; return how many."""
    return int((await tx.run(delete(decisions).where(decisions.c.expires_at <= now))).rowcount)


def _decision(row: RowMapping) -> Decision:
    return Decision(
        guild_id=row["guild_id"],
        message_id=row["message_id"],
        channel_id=row["channel_id"],
        author_id=row["author_id"],
        considered=_considered.validate_python(row["considered"]),
        settings_version=row["settings_version"],
        decided_at=row["decided_at"],
        expires_at=row["expires_at"],
        response=dict(row["response"]),
        revision=row["revision"],
    )
