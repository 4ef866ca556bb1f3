"""Hits: the latest decisions as their numbers are counted, newest first.

Owns one lean look at the decisions: who wrote what kind of find, without the finds themselves.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from sqlalchemy import select

from bot.domain.moderation.verdicts import Outcome
from bot.storage.tables import moderation_decisions as decisions

if TYPE_CHECKING:
    from datetime import datetime

    from bot.storage.database import Transaction

_FOUND: Final = frozenset({Outcome.MATCHED.value, Outcome.SHADOWED.value})


@dataclass(frozen=True, slots=True)
class Hit:
    """One message, and the rules that found something in it, live or only watching."""

    message_id: int
    author_id: int
    rules: frozenset[str]


async def latest(tx: Transaction, guild_id: int, since: datetime, limit: int) -> list[Hit]:
    """Return what was decided since an instant about the latest messages, the newest message first."""
    columns = decisions.c
    here = (columns.guild_id == guild_id) & (columns.decided_at >= since)
    # Ids of messages grow with time, and the table is kept in their order.
    statement = (
        select(columns.message_id, columns.author_id, columns.considered)
        .where(here)
        .order_by(columns.message_id.desc())
        .limit(limit)
    )
    return [Hit(row.message_id, row.author_id, _rules(row.considered)) for row in await tx.run(statement)]


def _rules(considered: list[dict[str, str]]) -> frozenset[str]:
    return frozenset(each["rule"] for each in considered if each["outcome"] in _FOUND)
