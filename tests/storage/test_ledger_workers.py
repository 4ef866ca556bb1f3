"""Several processes on one database: each plan has one of them, and a dead one's plans find another."""

from __future__ import annotations

import asyncio
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import select

from bot.storage.database import Database
from bot.storage.ledger import LEASE, ClaimLostError, Ledger
from bot.storage.plans import settle
from bot.storage.tables import plans
from tests.storage.conftest import NOON, POSTGRESQL
from tests.storage.samples import HERE, a_plan, claim, claim_one, keys, put, row_of, states

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from tests.storage.conftest import HandClock


@pytest.fixture
async def elsewhere(url: str) -> AsyncIterator[list[Database]]:
    """The connections of three more processes."""
    databases = [Database(url) for _ in range(3)]
    for each in databases:
        await each.open()
    yield databases
    for each in databases:
        await each.close()


@pytest.fixture
def others(elsewhere: list[Database], clock: HandClock) -> list[Ledger]:
    """The ledgers of those processes."""
    return [Ledger(each, clock, f"other {number}") for number, each in enumerate(elsewhere)]


async def test_two_processes_never_share_a_plan(ledger: Ledger, database: Database, others: list[Ledger]) -> None:
    """However many claim at the same moment, each plan has one holder, and none is left."""
    names = [f"{number:02}" for number in range(40)]
    await put(ledger, database, *(a_plan(name) for name in names))
    taken: list[str] = []

    async def work(mine: Ledger) -> None:
        while entries := await claim(mine, 3):
            taken.extend(keys(entries))

    await asyncio.gather(*(work(each) for each in (ledger, *others)))
    assert sorted(taken) == names


async def test_everything_is_carried_out_once(ledger: Ledger, database: Database, others: list[Ledger]) -> None:
    """Four processes together do every step of every plan once, in its order."""
    await put(ledger, database, *(a_plan(str(number), steps=3) for number in range(12)))
    done: list[tuple[str, int]] = []

    async def work(mine: Ledger) -> None:
        while entries := await claim(mine, 2):
            for entry in entries:
                for _ in entry.plan.steps:
                    done.append((entry.plan.dedupe_key, entry.progress))
                    await mine.advance(entry, None)

    await asyncio.gather(*(work(each) for each in (ledger, *others)))
    assert sorted(done) == sorted((str(number), step) for number in range(12) for step in range(3))
    assert all([step for key, step in done if key == str(number)] == [0, 1, 2] for number in range(12))
    assert set((await states(database)).values()) == {"done"}


@pytest.mark.parametrize("backend", [POSTGRESQL], indirect=True)
async def test_a_plan_that_is_just_being_taken_is_passed_over(
    ledger: Ledger, database: Database, elsewhere: list[Database]
) -> None:
    """On PostgreSQL nobody waits for another process's claim to be committed."""
    await put(ledger, database, a_plan("a"), a_plan("b"))
    async with elsewhere[0].write() as tx:
        await tx.run(select(plans).where(plans.c.dedupe_key == "a").with_for_update())
        async with asyncio.timeout(5):
            assert keys(await claim(ledger)) == ["b"]
    assert keys(await claim(ledger)) == ["a"]


async def test_a_dead_process_loses_its_plans_after_the_lease(
    ledger: Ledger, database: Database, others: list[Ledger], clock: HandClock
) -> None:
    """What a process held when it died goes to another one when its lease is over, and not before."""
    await put(ledger, database, a_plan(steps=2))
    await claim_one(ledger)
    clock.move(LEASE - timedelta(seconds=1))
    assert await claim(others[0]) == []
    clock.move(timedelta(seconds=1))
    entry = await claim_one(others[0])
    assert entry.in_doubt
    assert (await row_of(database, entry.id))["claimed_by"] == "other 0"


async def test_whoever_lost_a_plan_changes_nothing_more(
    ledger: Ledger, database: Database, others: list[Ledger], clock: HandClock
) -> None:
    """A process that slept through its lease is told so, whatever it tries, and the new holder's work stands."""
    await put(ledger, database, a_plan(steps=2))
    late = await claim_one(ledger)
    clock.move(LEASE)
    entry = await claim_one(others[0])

    async def also(tx: object) -> None:
        await ledger.put(tx, a_plan("too late"))  # type: ignore[arg-type]

    tries = (
        lambda: ledger.advance(late, "late", also=also),
        lambda: ledger.postpone(late, NOON, "late"),
        lambda: ledger.stop(late, "late", also=a_plan("too late")),
        lambda: ledger.drop(late, "late"),
        lambda: ledger.release(late),
    )
    for attempt in tries:
        with pytest.raises(ClaimLostError):
            await attempt()
    assert await states(database) == {"a": "running"}
    await others[0].advance(entry, "mine")
    assert (await row_of(database, entry.id))["results"] == {"0": "mine"}


async def test_of_two_who_settle_one_wins(ledger: Ledger, database: Database, elsewhere: list[Database]) -> None:
    """When several people decide about a stopped plan at once, one decision counts and the others are told so."""
    (number,) = await put(ledger, database, a_plan())
    await ledger.stop(await claim_one(ledger), "gone")

    async def decide(where: Database, *, again: bool) -> bool:
        async with where.write() as tx:
            return await settle(tx, HERE, number or 0, again=again, now=NOON)

    both = [decide(each, again=again) for each in elsewhere for again in (True, False)]
    assert sorted(await asyncio.gather(*both)) == [False] * 5 + [True]
    assert (await states(database))["a"] in {"due", "dropped"}


async def test_processes_have_names_of_their_own(database: Database, clock: HandClock) -> None:
    """On PostgreSQL two processes differ without being told; on SQLite the next one is its predecessor's heir."""
    first = Ledger(database, clock)
    await put(first, database, a_plan())
    entry = await claim_one(first)
    name = (await row_of(database, entry.id))["claimed_by"]
    assert 0 < len(name) <= 40
    assert await Ledger(database, clock).recover() == 1
    assert (name == "usher") is database.is_sqlite
