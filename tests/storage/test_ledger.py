"""The ledger: one plan for one reason, taken when it is due, in order, by communities and features that may."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING
from uuid import uuid4

import pytest
from hypothesis import HealthCheck, given, settings

from bot.domain.plans import Overdue
from bot.storage.ledger import Ledger
from tests.storage.conftest import NOON
from tests.storage.samples import (
    BOTH,
    ELSEWHERE,
    HERE,
    a_plan,
    any_plan,
    claim,
    claim_one,
    keys,
    next_due,
    put,
    row_of,
    states,
)

if TYPE_CHECKING:
    from bot.domain.plans import Plan
    from bot.storage.database import Database
    from tests.storage.conftest import HandClock

HOUR = timedelta(hours=1)


class Undone(Exception):  # noqa: N818 -- it is no error
    """What ends a transaction that is to leave nothing."""


async def test_a_plan_is_written_once(ledger: Ledger, database: Database) -> None:
    """A second plan with the same key is none, in the same transaction or another; elsewhere it is its own."""
    first, again, elsewhere = await put(ledger, database, a_plan(), a_plan(steps=3), a_plan(guild=ELSEWHERE))
    assert first is not None
    assert again is None
    assert elsewhere is not None
    assert await put(ledger, database, a_plan()) == [None]
    assert [len(entry.plan.steps) for entry in await claim(ledger)] == [1, 1]


async def test_an_ended_plan_is_not_done_again(ledger: Ledger, database: Database) -> None:
    """The key of a plan that is done still keeps a second one away."""
    await put(ledger, database, a_plan())
    await ledger.advance(await claim_one(ledger), None)
    assert await put(ledger, database, a_plan()) == [None]
    assert await claim(ledger) == []


async def test_one_of_many_who_write_the_same_plan_wins(url: str, database: Database, clock: HandClock) -> None:
    """Two processes that decide the same at once make one plan."""
    other = type(database)(url)
    await other.open()
    written = await asyncio.gather(*(put(Ledger(each, clock), each, a_plan()) for each in (database, other) * 3))
    await other.close()
    assert len([number for (number,) in written if number is not None]) == 1


@given(plan=any_plan())
@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
async def test_every_kind_of_plan_comes_back_as_it_went(ledger: Ledger, database: Database, plan: Plan) -> None:
    """Whatever a plan holds, in any language, it is the same plan when it is claimed."""
    plan = replace(plan, dedupe_key=str(uuid4()))
    await put(ledger, database, plan)
    entry = await claim_one(ledger)
    assert entry.plan == plan
    assert (entry.progress, entry.results, entry.due, entry.created_at) == (0, {}, plan.not_before, NOON)
    await ledger.drop(entry, "")


async def test_plans_are_taken_oldest_first(ledger: Ledger, database: Database) -> None:
    """What has been due for longest comes first; of two that are equally due, the one written first."""
    due = {"now": NOON, "earlier": NOON - HOUR, "now too": NOON, "earliest": NOON - 2 * HOUR}
    await put(ledger, database, *(a_plan(key, not_before=at) for key, at in due.items()))
    assert keys(await claim(ledger, 2)) == ["earliest", "earlier"]
    assert keys(await claim(ledger, 2)) == ["now", "now too"]
    assert await claim(ledger) == []


async def test_a_plan_waits_for_its_time(ledger: Ledger, database: Database, clock: HandClock) -> None:
    """A plan is left alone until it is due, to the second, and the ledger says when that is."""
    await put(ledger, database, a_plan(not_before=NOON + HOUR))
    assert await claim(ledger) == []
    assert await next_due(ledger) == NOON + HOUR
    clock.move(HOUR)
    assert keys(await claim(ledger)) == ["a"]


async def test_nothing_to_do_is_said(ledger: Ledger, database: Database) -> None:
    """With no plan that may be carried out here there is no next time."""
    assert await next_due(ledger) is None
    await put(ledger, database, a_plan())
    assert await next_due(ledger, guilds=()) is None
    assert await next_due(ledger, guilds=(ELSEWHERE,)) is None
    assert await next_due(ledger, paused={(HERE, "cases")}) is None
    await ledger.advance(await claim_one(ledger), None)
    assert await next_due(ledger) is None


async def test_only_the_communities_asked_for_are_served(ledger: Ledger, database: Database) -> None:
    """A process takes no plan of a community that it does not look after."""
    await put(ledger, database, a_plan("here"), a_plan("there", guild=ELSEWHERE))
    assert await claim(ledger, guilds=()) == []
    assert keys(await claim(ledger, guilds=(ELSEWHERE,))) == ["there"]
    assert (await states(database))["here"] == "due"


async def test_a_paused_feature_is_left_alone(ledger: Ledger, database: Database) -> None:
    """A pause holds one feature of one community, and nothing else."""
    plans = [a_plan(f"{guild} {name}", guild=guild, feature=name) for guild in BOTH for name in ("cases", "titles")]
    await put(ledger, database, *plans)
    paused = {(HERE, "cases"), (ELSEWHERE, "titles")}
    assert await next_due(ledger, paused=paused) == NOON
    assert keys(await claim(ledger, paused=paused)) == [f"{HERE} titles", f"{ELSEWHERE} cases"]
    assert await next_due(ledger, paused=paused) != NOON
    assert keys(await claim(ledger)) == [f"{HERE} cases", f"{ELSEWHERE} titles"]


async def test_thousands_of_pauses_stand_in_nobodys_way(ledger: Ledger, database: Database) -> None:
    """However many communities stand still, the others are served."""
    await put(ledger, database, a_plan())
    paused = {(guild, feature) for guild in range(10_000, 13_000) for feature in ("cases", "moderation")}
    assert await next_due(ledger, paused=paused) == NOON
    assert keys(await claim(ledger, paused=paused)) == ["a"]
    assert await claim(ledger, guilds=range(10_000, 20_000)) == []


async def test_steps_advance_one_by_one(ledger: Ledger, database: Database) -> None:
    """Each step is stored with what it brought; the last one ends the plan, and with it what was to be said."""
    (number,) = await put(ledger, database, a_plan(steps=3))
    entry = await claim_one(ledger)
    for progress, result in enumerate(("first", None, "third")):
        assert entry.progress == progress
        await ledger.advance(entry, result)
    row = await row_of(database, number or 0)
    assert (row["state"], row["progress"], row["results"]) == ("done", 3, {"0": "first", "2": "third"})
    assert (row["begun"], row["claimed_by"], row["claimed_until"], row["finished_at"]) == (None, None, None, NOON)
    assert row["steps"] == []


async def test_a_step_and_what_belongs_to_it_are_one_commit(ledger: Ledger, database: Database) -> None:
    """What is written along with a step is there when the step is; if it fails, neither is."""
    await put(ledger, database, a_plan(steps=2))
    entry = await claim_one(ledger)

    async def follow(tx: object) -> None:
        await ledger.put(tx, a_plan("follows", not_before=NOON + HOUR))  # type: ignore[arg-type]

    async def fail(tx: object) -> None:
        await follow(tx)
        raise Undone

    with pytest.raises(Undone):
        await ledger.advance(entry, "lost", also=fail)
    assert (entry.progress, entry.results) == (0, {})
    assert "follows" not in await states(database)
    await ledger.advance(entry, "kept", also=follow)
    assert (entry.progress, entry.results) == (1, {"0": "kept"})
    assert "follows" in await states(database)


async def test_a_dead_end_is_told_in_the_same_commit(ledger: Ledger, database: Database) -> None:
    """A plan that stops, and the plan that tells staff, are written together; the stopped one is not taken again."""
    (number,) = await put(ledger, database, a_plan(steps=2))
    await ledger.stop(await claim_one(ledger), "the channel is gone", also=a_plan("dead-end"))
    row = await row_of(database, number or 0)
    assert (row["state"], row["trouble"], row["finished_at"]) == ("stopped", "the channel is gone", NOON)
    assert keys(await claim(ledger)) == ["dead-end"]


async def test_a_stale_plan_is_dropped(ledger: Ledger, database: Database) -> None:
    """A plan that is let go is not taken again, keeps nothing of what it was to say, and says why."""
    (number,) = await put(ledger, database, a_plan(overdue=Overdue.SKIP))
    await ledger.drop(await claim_one(ledger), "stale")
    row = await row_of(database, number or 0)
    assert (row["state"], row["trouble"], row["finished_at"], row["steps"]) == ("dropped", "stale", NOON, [])
    assert await claim(ledger) == []


async def test_whoever_listens_hears_of_a_new_plan_after_its_commit(ledger: Ledger, database: Database) -> None:
    """A new plan wakes the stagehand once it is safe; a plan that is there already, or undone, wakes nobody."""
    heard: list[dict[str, str]] = []
    ledger.listen(lambda: heard.append({}))
    async with database.write() as tx:
        await ledger.put(tx, a_plan())
        assert heard == []
    assert len(heard) == ledger.changes == 1
    await put(ledger, database, a_plan())

    async def undone() -> None:
        async with database.write() as tx:
            await ledger.put(tx, a_plan("undone"))
            raise Undone

    with pytest.raises(Undone):
        await undone()
    assert len(heard) == 1
