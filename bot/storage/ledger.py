"""The ledger: the table of plans, written in the transaction of the state that caused them.

Owns how a plan is stored, claimed, advanced and finished, each by compare-and-set. Carrying plans out is the
stagehand's; what they say is the services'.

A row is `due`, then `running` while somebody holds it, then `done`, `stopped` (a step cannot succeed) or `dropped`
(stale, or let go by a person). `begun` is the step that may or may not have happened when the process died. Until
`claimed_until` a row is left alone: by others while somebody holds it, by everybody while it waits for another try.
"""

from __future__ import annotations

import os
import platform
from dataclasses import dataclass, field
from datetime import timedelta
from typing import TYPE_CHECKING, Annotated, Any, Final

from pydantic import Field, TypeAdapter
from sqlalchemy import bindparam, case, func, or_, select, update

from bot.domain.plans import Overdue, Plan, Step
from bot.storage.rows import insert_once_returning_id
from bot.storage.tables import plans

if TYPE_CHECKING:
    from collections.abc import Callable, Collection
    from datetime import datetime

    from sqlalchemy import RowMapping

    from bot.storage.database import Database, Transaction

WORDLESS: Final[dict[str, Any]] = {"steps": []}
"""What an ended plan keeps of its words: nothing. The row itself stays a while, so that it is not put here again."""

LEASE = timedelta(minutes=5)
"""How long a claimed row is left alone; every step that is stored begins this time anew."""

ONLY_WORKER = "usher"
"""The process on a SQLite file, of which there is one at a time: what its predecessor held is its own."""

_FREE: dict[str, Any] = {"claimed_by": None, "claimed_until": None}
_UNDONE = plans.c.state.in_(("due", "running"))
_HELD_BY_ME = update(plans).where(
    plans.c.id == bindparam("plan"),
    plans.c.state == "running",
    plans.c.claimed_by == bindparam("worker"),
    plans.c.claimed_until == bindparam("held_until"),
)
"""What changes a claimed row, made once: every step of every plan goes through it."""
_CLAIMED = update(plans).where(plans.c.id.in_(bindparam("chosen", expanding=True))).values(begun=plans.c.progress)
_steps: TypeAdapter[tuple[Step, ...]] = TypeAdapter(tuple[Annotated[Step, Field(discriminator="step")], ...])


class ClaimLostError(Exception):
    """Somebody else holds the plan by now, or it was forgotten: whoever held it leaves it alone from here on."""


@dataclass(slots=True)
class Entry:
    """A claimed row: the plan, how far it is, and what its steps brought so far. `held_until` tells one claim apart."""

    id: int
    plan: Plan
    progress: int
    begun: int | None
    attempts: int
    due: datetime
    created_at: datetime
    held_until: datetime
    results: dict[str, str] = field(default_factory=dict)
    trouble: str | None = None

    @property
    def in_doubt(self) -> bool:
        """Whether the next step may already have happened."""
        return self.begun == self.progress


class Ledger:
    """Plans at rest. `worker` names this process among others on the same database."""

    def __init__(self, database: Database, clock: Callable[[], datetime], worker: str | None = None) -> None:
        self._database = database
        self._clock = clock
        self._worker = worker or (ONLY_WORKER if database.is_sqlite else f"{platform.node()[:24]}:{os.getpid()}")
        self.changes = 0
        self._listeners: list[Callable[[], None]] = []

    def listen(self, callback: Callable[[], None]) -> None:
        """Call `callback` whenever there may be something new to carry out."""
        self._listeners.append(callback)

    async def put(self, tx: Transaction, plan: Plan) -> int | None:
        """Write a plan in the caller's transaction; return its id, or None where the same plan is here already."""
        now = self._clock()
        row = {
            "guild_id": plan.guild_id,
            "feature": plan.feature,
            "dedupe_key": plan.dedupe_key,
            "subject_id": plan.subject_id,
            "steps": _steps.dump_python(plan.steps, mode="json"),
            "results": {},
            "progress": 0,
            "state": "due",
            "not_before": plan.not_before or now,
            "overdue": plan.overdue.value,
            "grace_seconds": None if plan.grace is None else int(plan.grace.total_seconds()),
            "attempts": 0,
            "created_at": now,
        }
        plan_id = await insert_once_returning_id(tx, plans, row)
        if plan_id is not None:
            tx.after_commit.append(self.wake)
        return plan_id

    async def recover(self) -> int:
        """Give back what a dead process of this name held, before the first claim; return how many rows."""
        async with self._database.write() as tx:
            mine = plans.c.claimed_by == self._worker
            result = await tx.run(update(plans).where(plans.c.state == "running", mine).values(state="due", **_FREE))
        return int(result.rowcount)

    async def claim(self, limit: int, *, guilds: Collection[int], paused: Collection[tuple[int, str]]) -> list[Entry]:
        """Take up to `limit` due plans of these communities, oldest first, leaving paused features alone.

        In the same commit the next step of each counts as begun, so that a crash leaves a doubt and not a lie.
        """
        now = self._clock()
        if not guilds:
            return []
        free = or_(plans.c.claimed_until.is_(None), plans.c.claimed_until <= now)
        wanted = (
            select(plans)
            .where(_UNDONE, plans.c.not_before <= now, free, plans.c.guild_id.in_(guilds), *_not_paused(paused))
            .order_by(plans.c.not_before, plans.c.id)
            .limit(limit)
        )
        async with self._database.read() as tx:
            if (await tx.run(wanted.with_only_columns(plans.c.id))).first() is None:
                return []
        async with self._database.write() as tx:
            rows = (await tx.run(wanted.with_for_update(skip_locked=True))).mappings().all()
            ids = [row["id"] for row in rows]
            held_until = now + LEASE
            held = {"state": "running", "claimed_by": self._worker, "claimed_until": held_until}
            await tx.run(_CLAIMED, {"chosen": ids, **held})
        return [_entry(row, held_until) for row in rows]

    async def next_due(self, *, guilds: Collection[int], paused: Collection[tuple[int, str]]) -> datetime | None:
        """Return when `claim` can take the next plan, or None; one that nobody gave back, when its lease ends."""
        if not guilds:
            return None
        waits = plans.c.claimed_until > plans.c.not_before
        free_at = case((waits, plans.c.claimed_until), else_=plans.c.not_before)
        statement = select(func.min(free_at)).where(_UNDONE, plans.c.guild_id.in_(guilds), *_not_paused(paused))
        async with self._database.read() as tx:
            found: datetime | None = (await tx.run(statement)).scalar()
        return found

    async def advance(self, entry: Entry, result: str | None, also: Callable[[Transaction], Any] | None = None) -> None:
        """Note that the next step has happened and what it brought, and in the same commit that the one after begins.

        `also` writes whatever else belongs to that commit; it is written even where the plan was forgotten meanwhile,
        since the step did happen. Raises ClaimLostError where the plan is to be left alone from here on.
        """
        progress = entry.progress + 1
        results = entry.results if result is None else entry.results | {str(entry.progress): result}
        values: dict[str, Any] = {"progress": progress, "results": results, "attempts": 0, "trouble": None}
        held_until = self._clock() + LEASE
        if progress == len(entry.plan.steps):
            values |= {"state": "done", "finished_at": self._clock(), "begun": None, **_FREE, **WORDLESS}
        else:
            values |= {"begun": progress, "claimed_until": held_until}
        await self._change(entry, values, also=also, also_if_gone=True)
        entry.progress, entry.results, entry.held_until = progress, results, held_until
        entry.begun, entry.attempts = None, 0

    async def postpone(self, entry: Entry, until: datetime, trouble: str, *, certain: bool = True) -> None:
        """Leave the plan alone until later. `certain`: this attempt has surely changed nothing.

        When the plan was due stays as it was, so that a stale one is known as stale after many attempts, too.
        """
        values: dict[str, Any] = {"state": "due", "trouble": trouble, "attempts": entry.attempts + 1}
        values |= {"claimed_by": None, "claimed_until": until}
        if certain:
            values["begun"] = entry.begun  # what was in doubt before this attempt still is
        await self._change(entry, values)

    async def stop(self, entry: Entry, trouble: str, *, also: Plan | None = None) -> None:
        """End a plan whose next step cannot succeed; `also` is the plan that tells staff, in the same commit."""

        async def tell(tx: Transaction) -> None:
            if also is not None:
                await self.put(tx, also)

        values = {"state": "stopped", "trouble": trouble, "finished_at": self._clock(), **_FREE}
        await self._change(entry, values, also=tell)

    async def drop(self, entry: Entry, trouble: str) -> None:
        """End a plan that is stale."""
        ended = {"state": "dropped", "trouble": trouble, "finished_at": self._clock()}
        await self._change(entry, {**ended, **_FREE, **WORDLESS})

    async def release(self, entry: Entry) -> None:
        """Give a claimed plan back before its next step (Usher is closing, or the feature was paused meanwhile)."""
        await self._change(entry, {"state": "due", "begun": entry.begun, **_FREE})

    async def _change(
        self,
        entry: Entry,
        values: dict[str, Any],
        *,
        also: Callable[[Transaction], Any] | None = None,
        also_if_gone: bool = False,
    ) -> None:
        mine = {"plan": entry.id, "worker": self._worker, "held_until": entry.held_until}

        async def change(tx: Transaction) -> bool:
            held = bool((await tx.run(_HELD_BY_ME, {**values, **mine})).rowcount)
            if also is not None and (held or (also_if_gone and await _is_gone(tx, entry.id))):
                await also(tx)
            return held

        if not await self._database.together(change):
            raise ClaimLostError

    def wake(self) -> None:
        """Let the stagehand look again: a plan came, or one that waited may go on."""
        self.changes += 1
        for callback in self._listeners:
            callback()


def _not_paused(paused: Collection[tuple[int, str]]) -> list[Any]:
    # One condition for each feature, not for each pair: SQLite refuses conditions that are too deep.
    features = sorted({feature for _, feature in paused})
    where = {name: sorted(guild_id for guild_id, feature in paused if feature == name) for name in features}
    return [or_(plans.c.feature != name, plans.c.guild_id.not_in(where[name])) for name in features]


async def _is_gone(tx: Transaction, plan_id: int) -> bool:
    return (await tx.run(select(plans.c.id).where(plans.c.id == plan_id))).first() is None


def _entry(row: RowMapping, held_until: datetime) -> Entry:
    return Entry(
        id=row["id"],
        plan=plan_of(row),
        progress=row["progress"],
        begun=row["begun"],
        attempts=row["attempts"],
        due=row["not_before"],
        created_at=row["created_at"],
        held_until=held_until,
        results=dict(row["results"]),
        trouble=row["trouble"],
    )


def plan_of(row: RowMapping) -> Plan:
    """Return the plan that a row of the table holds."""
    grace = row["grace_seconds"]
    return Plan(
        guild_id=row["guild_id"],
        feature=row["feature"],
        dedupe_key=row["dedupe_key"],
        steps=_steps.validate_python(row["steps"]),
        not_before=row["not_before"],
        overdue=Overdue(row["overdue"]),
        grace=None if grace is None else timedelta(seconds=grace),
        subject_id=row["subject_id"],
    )
