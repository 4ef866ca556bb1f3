"""Plans seen from outside the stagehand: what waits for a person, what is about a member, what is old."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from sqlalchemy import Text, cast, delete, func, or_, select, update

from bot.storage.ledger import WORDLESS, plan_of
from bot.storage.tables import plans

if TYPE_CHECKING:
    from collections.abc import Collection
    from datetime import datetime

    from sqlalchemy import ColumnElement, RowMapping

    from bot.domain.plans import Plan
    from bot.storage.database import Transaction


TAKING_AWAY: Final = frozenset({"hide", "retitle", "purge"})
"""Steps that take away what could not stay, whoever asks to be forgotten."""
_OPEN: Final = frozenset({"due", "running", "stopped"})


@dataclass(frozen=True, slots=True)
class Held:
    """A plan as it stands: its number, how far it came, what was in the way, and when it is due or has ended."""

    id: int
    plan: Plan
    state: str
    progress: int
    trouble: str | None
    created_at: datetime
    at: datetime


async def stopped(tx: Transaction, guild_id: int, limit: int = 25) -> list[Held]:
    """Return the plans that stopped and wait for a person, oldest first."""
    here = (plans.c.guild_id == guild_id) & (plans.c.state == "stopped")
    rows = (await tx.run(select(plans).where(here).order_by(plans.c.id).limit(limit))).mappings()
    return [_held(row) for row in rows]


async def latest(
    tx: Transaction, guild_ids: Collection[int], *, ahead: int, back: int
) -> tuple[list[Held], list[Held]]:
    """Return so many plans that are still to be carried out, soonest first, and so many that ended, latest first."""
    here, waiting = plans.c.guild_id.in_(guild_ids), plans.c.state.in_(("due", "running"))
    to_come = select(plans).where(here, waiting).order_by(plans.c.not_before, plans.c.id).limit(ahead)
    over = select(plans).where(here, ~waiting).order_by(plans.c.finished_at.desc(), plans.c.id.desc()).limit(back)
    return (
        [_held(row) for row in (await tx.run(to_come)).mappings()],
        [_held(row) for row in (await tx.run(over)).mappings()],
    )


async def count_by_state(tx: Transaction) -> dict[str, int]:
    """Return how many plans are in each state, over all communities."""
    rows = await tx.run(select(plans.c.state, func.count()).group_by(plans.c.state))
    return {state: int(count) for state, count in rows}


async def settle(tx: Transaction, guild_id: int, plan_id: int, *, again: bool, now: datetime) -> bool:
    """Carry out a person's decision on a stopped plan: try again, or let it go. False where somebody was quicker.

    A step that was in doubt when the plan stopped is looked for before it is tried again.
    """
    here = (plans.c.guild_id == guild_id) & (plans.c.id == plan_id) & (plans.c.state == "stopped")
    retry = {"state": "due", "not_before": now, "attempts": 0, "finished_at": None}
    values = retry if again else {"state": "dropped", "finished_at": now, **WORDLESS}
    return bool((await tx.run(update(plans).where(here).values(**values))).rowcount)


async def spare(tx: Transaction, guild_id: int, message_id: int, now: datetime) -> int:
    """Let go of what would take a message or its title away and has not begun; return how many plans that were."""
    about = or_(*(_about(f"{verb}:{message_id}") for verb in ("hide", "retitle", "seen")))
    not_begun = (plans.c.guild_id == guild_id) & plans.c.state.in_(("due", "stopped")) & (plans.c.progress == 0)
    found = (await tx.run(select(plans.c.id, plans.c.steps).where(not_begun, about))).all()
    taking = [row.id for row in found if row.steps and row.steps[0]["step"] in {"hide", "retitle"}]
    dropped = {"state": "dropped", "trouble": "judged to be no problem", "finished_at": now, **WORDLESS}
    return int((await tx.run(update(plans).where(not_begun, plans.c.id.in_(taking)).values(**dropped))).rowcount)


def _about(key: str) -> ColumnElement[bool]:
    return (plans.c.dedupe_key == key) | plans.c.dedupe_key.startswith(f"{key}:")


async def hasten(tx: Transaction, guild_id: int, feature: str, now: datetime) -> int:
    """Let postponed plans of a feature wait no longer (what stood in the way is gone); return how many."""
    waiting = (plans.c.state == "due") & (plans.c.claimed_until > now)
    here = (plans.c.guild_id == guild_id) & (plans.c.feature == feature)
    return int((await tx.run(update(plans).where(here, waiting).values(claimed_until=None))).rowcount)


async def of_subject(tx: Transaction, guild_id: int, member_id: int) -> list[Held]:
    """Return every plan about a member, oldest first."""
    here = (plans.c.guild_id == guild_id) & (plans.c.subject_id == member_id)
    return [_held(row) for row in (await tx.run(select(plans).where(here).order_by(plans.c.id))).mappings()]


async def forget(tx: Transaction, guild_id: int, member_id: int) -> int:
    """Remove every plan about a member, and every one whose words name them; return how many.

    A step that is under way ends, and none follows it. What is still to be taken away is taken away all the same, by a
    plan that tells nobody and names nobody.
    """
    named = cast(plans.c.steps, Text).contains(f"<@{member_id}>")
    here = (plans.c.guild_id == guild_id) & ((plans.c.subject_id == member_id) | named)
    rows = (await tx.run(select(plans).where(here).with_for_update())).mappings().all()
    for row in rows:
        left = [step for step in row["steps"][row["progress"] :] if step["step"] in TAKING_AWAY]
        if left and row["state"] in _OPEN:
            nameless = {"steps": left, "progress": 0, "begun": None, "results": {}, "subject_id": None}
            # Whoever holds it lets go of it, and whoever comes next finds only this.
            free = {"state": "stopped" if row["state"] == "stopped" else "due", "claimed_by": None}
            await tx.run(update(plans).where(plans.c.id == row["id"]).values(**nameless, **free, claimed_until=None))
        else:
            await tx.run(delete(plans).where(plans.c.id == row["id"]))
    return len(rows)


async def expire(tx: Transaction, before: datetime) -> int:
    """Remove plans that ended before then; return how many."""
    old = plans.c.state.in_(("done", "dropped")) & (plans.c.finished_at < before)
    return int((await tx.run(delete(plans).where(old))).rowcount)


def _held(row: RowMapping) -> Held:
    at = row["finished_at"] or row["not_before"]
    if row["state"] == "due" and row["claimed_until"]:  # it waits for another try
        at = max(at, row["claimed_until"])
    return Held(row["id"], plan_of(row), row["state"], row["progress"], row["trouble"], row["created_at"], at)
