"""The ledger: the table of plans, written in the transaction of the state that caused them.

Owns how a plan is stored, claimed, advanced and finished, each by compare-and-set. Carrying plans out is the
stagehand's; what they say is the services'.

A row is `due`, then `running` while somebody holds it, then `done`, `stopped` (a step cannot succeed) or `dropped`
(stale, or let go by a person). `begun` is the step that may or may not have happened when the process died.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import timedelta
from typing import TYPE_CHECKING, Annotated, Any

from pydantic import Field, TypeAdapter
from sqlalchemy import func, select, update

from bot.domain.plans import Overdue, Plan, Step
from bot.storage.rows import insert_once_returning_id
from bot.storage.tables import plans

if TYPE_CHECKING:
    from collections.abc import Callable, Collection
    from datetime import datetime

    from sqlalchemy import RowMapping

    from bot.storage.database import Database, Transaction

LEASE = timedelta(minutes=5)
"""How long another process leaves a claimed row alone (PostgreSQL; on SQLite there is one process)."""

_steps: TypeAdapter[tuple[Step, ...]] = TypeAdapter(tuple[Annotated[Step, Field(discriminator="step")], ...])


@dataclass(slots=True)
class Entry:
    """A claimed row: the plan, how far it is, and what its steps brought so far."""

    id: int
    plan: Plan
    progress: int
    begun: int | None
    attempts: int
    due: datetime
    created_at: datetime
    results: dict[str, str] = field(default_factory=dict)
    trouble: str | None = None

    @property
    def in_doubt(self) -> bool:
        """Whether the next step may already have happened."""
        return self.begun == self.progress


class Ledger:
    """Plans at rest. `worker` names this process among others on the same database."""

    def __init__(self, database: Database, clock: Callable[[], datetime], worker: str = "usher") -> None:
        self._database = database
        self._clock = clock
        self._worker = worker
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
            result = await tx.run(
                update(plans).where(plans.c.state == "running", mine).values(state="due", claimed_by=None)
            )
        return int(result.rowcount)

    async def claim(self, limit: int, *, guilds: Collection[int], paused: Collection[tuple[int, str]]) -> list[Entry]:
        """Take up to `limit` due plans of these communities, oldest first, leaving paused features alone.

        In the same commit the next step of each counts as begun, so that a crash leaves a doubt and not a lie.
        """
        now = self._clock()
        if not guilds:
            return []
        open_rows = (plans.c.state == "due") | ((plans.c.state == "running") & (plans.c.claimed_until < now))
        wanted = (
            select(plans)
            .where(open_rows, plans.c.not_before <= now, plans.c.guild_id.in_(guilds), *_not_paused(paused))
            .order_by(plans.c.not_before, plans.c.id)
            .limit(limit)
        )
        async with self._database.read() as tx:
            if (await tx.run(wanted.with_only_columns(plans.c.id))).first() is None:
                return []
        async with self._database.write() as tx:
            rows = (await tx.run(wanted.with_for_update(skip_locked=True))).mappings().all()
            ids = [row["id"] for row in rows]
            held = {
                "state": "running",
                "begun": plans.c.progress,
                "claimed_by": self._worker,
                "claimed_until": now + LEASE,
            }
            await tx.run(update(plans).where(plans.c.id.in_(ids)).values(**held))
        return [_entry(row) for row in rows]

    async def next_due(self, *, guilds: Collection[int], paused: Collection[tuple[int, str]]) -> datetime | None:
        """Return when the next plan is due that could be carried out now, or None."""
        if not guilds:
            return None
        statement = select(func.min(plans.c.not_before)).where(
            plans.c.state == "due", plans.c.guild_id.in_(guilds), *_not_paused(paused)
        )
        async with self._database.read() as tx:
            found: datetime | None = (await tx.run(statement)).scalar()
        return found

    async def advance(self, entry: Entry, result: str | None, also: Callable[[Transaction], Any] | None = None) -> None:
        """Note that the next step has happened and what it brought, and in the same commit that the one after begins.

        `also` writes whatever else belongs to that commit.
        """
        if result is not None:
            entry.results[str(entry.progress)] = result
        entry.progress += 1
        last = entry.progress == len(entry.plan.steps)
        values: dict[str, Any] = {
            "progress": entry.progress,
            "begun": None if last else entry.progress,
            "results": entry.results,
            "attempts": 0,
            "trouble": None,
        }
        if last:
            values |= {"state": "done", "finished_at": self._clock(), "claimed_by": None}
        await self._change(entry, also=also, **values)
        entry.begun = None
        entry.attempts = 0

    async def postpone(self, entry: Entry, until: datetime, trouble: str, *, certain: bool = True) -> None:
        """Give the plan back until later. `certain`: the step has surely not happened."""
        values: dict[str, Any] = {"begun": None} if certain else {}
        attempts = entry.attempts + 1
        await self._change(
            entry, state="due", claimed_by=None, not_before=until, trouble=trouble, attempts=attempts, **values
        )

    async def stop(self, entry: Entry, trouble: str, *, also: Plan | None = None) -> None:
        """End a plan whose next step cannot succeed; `also` is the plan that tells staff, in the same commit."""

        async def tell(tx: Transaction) -> None:
            if also is not None:
                await self.put(tx, also)

        await self._change(
            entry, also=tell, state="stopped", trouble=trouble, finished_at=self._clock(), claimed_by=None
        )

    async def drop(self, entry: Entry, trouble: str) -> None:
        """End a plan that is stale."""
        await self._change(entry, state="dropped", trouble=trouble, finished_at=self._clock(), claimed_by=None)

    async def release(self, entry: Entry) -> None:
        """Give a claimed plan back before its next step (Usher is closing, or the feature was paused meanwhile)."""
        await self._change(entry, state="due", claimed_by=None, begun=None)

    async def _change(
        self,
        entry: Entry,
        also: Callable[[Transaction], Any] | None = None,
        **values: Any,  # noqa: ANN401 -- columns of several types
    ) -> None:
        async with self._database.write() as tx:
            held = (plans.c.id == entry.id) & (plans.c.state == "running") & (plans.c.claimed_by == self._worker)
            await tx.run(update(plans).where(held).values(**values))
            if also is not None:
                await also(tx)

    def wake(self) -> None:
        """Let the stagehand look again: a plan came, or one that waited may go on."""
        self.changes += 1
        for callback in self._listeners:
            callback()


def _not_paused(paused: Collection[tuple[int, str]]) -> list[Any]:
    return [~((plans.c.guild_id == guild_id) & (plans.c.feature == feature)) for guild_id, feature in sorted(paused)]


def _entry(row: RowMapping) -> Entry:
    return Entry(
        id=row["id"],
        plan=plan_of(row),
        progress=row["progress"],
        begun=row["begun"],
        attempts=row["attempts"],
        due=row["not_before"],
        created_at=row["created_at"],
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
