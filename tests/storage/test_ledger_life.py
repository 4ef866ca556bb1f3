"""The life of plans in any order of events: hypothesis plays the stagehands, the crashes, the clock and the staff."""

from __future__ import annotations

import asyncio
from collections import Counter
from datetime import timedelta
from typing import TYPE_CHECKING, Any, ClassVar

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)
from sqlalchemy import delete, select

from bot.storage.database import Database
from bot.storage.ledger import LEASE, ClaimLostError, Ledger
from bot.storage.plans import hasten, settle
from bot.storage.tables import plans
from tests.storage.conftest import HandClock
from tests.storage.samples import HERE, a_plan, claim, put

if TYPE_CHECKING:
    from collections.abc import Coroutine
    from pathlib import Path

    from bot.storage.ledger import Entry

EDGES = {
    "due": {"due", "running"},
    "running": {"running", "due", "done", "stopped", "dropped"},
    "stopped": {"stopped", "due", "dropped"},
    "done": {"done"},
    "dropped": {"dropped"},
}
"""From which state a plan may come into which, seen from one event to the next."""

MINUTE = timedelta(minutes=1)
which = st.integers(0, 5)


class LedgerLife(RuleBasedStateMachine):
    """Two processes share a ledger; every event is followed by a look at all rows."""

    runner: ClassVar[asyncio.Runner]
    database: ClassVar[Database]

    @initialize()
    def open(self) -> None:
        """Begin with an empty ledger."""
        self.clock = HandClock()
        self.ledgers = {name: Ledger(self.database, self.clock, name) for name in ("first", "second")}
        self.write(lambda tx: tx.run(delete(plans)))
        self.rows: dict[int, Any] = {}
        self.hands: list[tuple[str, Entry]] = []
        self.did: Counter[tuple[int, int]] = Counter()
        self.stored: Counter[tuple[int, int]] = Counter()

    @precondition(lambda self: len(self.rows) < 3)
    @rule(steps=st.integers(1, 2), wait=st.integers(0, 1))
    def put(self, steps: int, wait: int) -> None:
        """A service decides something; deciding it again changes nothing."""
        plan = a_plan(str(len(self.rows)), steps=steps, not_before=self.clock() + wait * MINUTE)
        (number,) = self.run(put(self.ledgers["first"], self.database, plan))
        assert number is not None
        assert self.run(put(self.ledgers["second"], self.database, plan)) == [None]

    @precondition(lambda self: any(row["state"] == "due" for row in self.rows.values()))
    @rule(worker=st.sampled_from(["first", "second"]), limit=st.integers(1, 3))
    def claim(self, worker: str, limit: int) -> None:
        """A stagehand takes what is due."""
        self.hands += [(worker, entry) for entry in self.run(claim(self.ledgers[worker], limit))]

    @precondition(lambda self: self.hands)
    @rule(hand=which, fate=st.sampled_from(["stored", "died", "slept"]))
    def step(self, hand: int, fate: str) -> None:
        """A stagehand does a step, unless it is found done; before it is stored, it may die or sleep too long."""
        worker, entry = self.hands[hand % len(self.hands)]
        key = self.do(entry)
        if fate == "died":
            self.run(self.ledgers[worker].recover())
            return
        if fate == "slept":
            self.clock.move(LEASE)
            self.claim("second" if worker == "first" else "first", 3)
        if any(other.id == entry.id for who, other in self.hands if who != worker):
            with pytest.raises(ClaimLostError):
                self.run(self.ledgers[worker].advance(entry, "late"))
            return
        self.run(self.ledgers[worker].advance(entry, "done"))
        self.stored[key] += 1

    @precondition(lambda self: self.hands)
    @rule(hand=which, certain=st.booleans(), wait=st.integers(0, 1))
    def postpone(self, hand: int, *, certain: bool, wait: int) -> None:
        """A step does not succeed: surely not, or without an answer after it happened."""
        worker, entry = self.hands[hand % len(self.hands)]
        if not certain:
            self.do(entry)
        self.run(self.ledgers[worker].postpone(entry, self.clock() + wait * MINUTE, "no", certain=certain))

    @precondition(lambda self: self.hands)
    @rule(hand=which, end=st.sampled_from(["stop", "drop", "release", "release"]))
    def let_go(self, hand: int, end: str) -> None:
        """A stagehand lets go of a plan, for good or for now."""
        worker, entry = self.hands[hand % len(self.hands)]
        self.run(getattr(self.ledgers[worker], end)(entry, *(() if end == "release" else ("trouble",))))

    @precondition(lambda self: any(row["state"] == "stopped" for row in self.rows.values()))
    @rule(again=st.booleans())
    def settle(self, *, again: bool) -> None:
        """A person decides about every plan; only the stopped ones ask for it."""
        for number, row in self.rows.items():
            decide = self.write(lambda tx, number=number: settle(tx, HERE, number, again=again, now=self.clock()))
            assert decide is (row["state"] == "stopped")

    @precondition(lambda self: any(row["attempts"] for row in self.rows.values()))
    @rule()
    def hasten(self) -> None:
        """What stood in the way is gone."""
        self.write(lambda tx: hasten(tx, HERE, "cases", self.clock()))

    @rule()
    def wait(self) -> None:
        """Time passes."""
        self.clock.move(MINUTE)

    @invariant()
    def every_row_moved_along_an_edge(self) -> None:
        """States follow the edges, progress never falls, and what is at rest is held by nobody."""
        fresh = self.look()
        for number, row in fresh.items():
            old = self.rows.get(number, {"state": "due", "progress": 0})
            assert row["state"] in EDGES[old["state"]]
            assert row["progress"] >= old["progress"]
            assert (row["state"] == "running") is (row["claimed_by"] is not None)
            wordless = row["state"] in {"done", "dropped"}
            assert (row["steps"] == []) is wordless
            assert wordless or row["progress"] < len(row["steps"])
            assert row["begun"] in {None, row["progress"]}
            assert sorted(row["results"]) == [str(step) for step in range(row["progress"])]
        self.rows = fresh
        self.hands = [(worker, entry) for worker, entry in self.hands if self.holds(worker, entry)]

    @invariant()
    def every_step_happened_and_was_stored_once(self) -> None:
        """No step was done twice, and none was stored that was not done, nor twice."""
        assert set(self.did.values()) | set(self.stored.values()) <= {1}
        assert self.stored.keys() <= self.did.keys()

    def teardown(self) -> None:
        """In the end everything that is left can be finished."""
        if not hasattr(self, "hands"):
            return
        self.clock.move(2 * LEASE)
        while entries := self.run(claim(self.ledgers["first"])):
            self.every_row_moved_along_an_edge()
            for entry in entries:
                for _ in range(entry.progress, len(entry.plan.steps)):
                    self.do(entry)
                    self.run(self.ledgers["first"].advance(entry, "done"))
        self.every_row_moved_along_an_edge()
        self.every_step_happened_and_was_stored_once()
        assert {row["state"] for row in self.rows.values()} <= {"done", "stopped", "dropped"}

    def do(self, entry: Entry) -> tuple[int, int]:
        """Do the next step, unless there is reason to look for it and it is found."""
        key = (entry.id, entry.progress)
        if not (entry.in_doubt and self.did[key]):
            self.did[key] += 1
        return key

    def holds(self, worker: str, entry: Entry) -> bool:
        """Whether a stagehand still holds what it claimed."""
        row = self.rows[entry.id]
        return bool((row["state"], row["claimed_by"], row["claimed_until"]) == ("running", worker, entry.held_until))

    def look(self) -> dict[int, Any]:
        """Return all rows as they stand."""

        async def read() -> dict[int, Any]:
            async with self.database.read() as tx:
                return {row["id"]: row for row in (await tx.run(select(plans))).mappings()}

        return self.run(read())

    def write(self, work: Any) -> Any:
        """Do something in one transaction."""

        async def done() -> Any:
            async with self.database.write() as tx:
                return await work(tx)

        return self.run(done())

    def run(self, work: Coroutine[Any, Any, Any]) -> Any:
        """Wait for something."""
        return self.runner.run(work)


def test_any_life_of_a_ledger(made_sqlite: Path) -> None:
    """Whatever happens in whatever order, states move along their edges and each step happens and is stored once."""
    with asyncio.Runner() as runner:
        LedgerLife.runner, LedgerLife.database = runner, Database(f"sqlite+aiosqlite:///{made_sqlite}.life")
        made_sqlite.with_name("usher.db.life").write_bytes(made_sqlite.read_bytes())
        runner.run(LedgerLife.database.open())
        try:
            run_state_machine_as_test(
                LedgerLife, settings=settings(max_examples=40, stateful_step_count=25, deadline=None)
            )
        finally:
            runner.run(LedgerLife.database.close())
