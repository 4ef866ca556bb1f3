"""Plans as people see them: what waits for a decision, what is about a member, what is old."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from bot.domain.plans import Hide, LogLine, Plan, Words
from bot.storage.ledger import ClaimLostError
from bot.storage.plans import count_by_state, expire, forget, latest, of_subject, settle, stopped
from tests.storage.conftest import NOON
from tests.storage.samples import ELSEWHERE, HERE, a_plan, claim, keys, put, row_of, states

if TYPE_CHECKING:
    from bot.storage.database import Database
    from bot.storage.ledger import Ledger
    from tests.storage.conftest import HandClock

DAY = timedelta(days=1)


async def stop_all(ledger: Ledger, trouble: str = "gone") -> None:
    """Let every due plan stop."""
    for entry in await claim(ledger):
        await ledger.stop(entry, trouble)


async def test_stopped_plans_wait_for_a_person(ledger: Ledger, database: Database) -> None:
    """What stopped here is listed oldest first with its trouble, up to the number asked for."""
    await put(ledger, database, *(a_plan(key) for key in "cba"), a_plan("there", guild=ELSEWHERE))
    await stop_all(ledger)
    await put(ledger, database, a_plan("due"))
    async with database.read() as tx:
        found = await stopped(tx, HERE)
        assert [(each.plan.dedupe_key, each.state, each.trouble) for each in found] == [
            (key, "stopped", "gone") for key in "cba"
        ]
        assert [each.plan.dedupe_key for each in await stopped(tx, HERE, limit=2)] == ["c", "b"]
        assert await count_by_state(tx) == {"stopped": 4, "due": 1}


async def test_the_nearest_plans_are_listed(ledger: Ledger, database: Database, clock: HandClock) -> None:
    """What is to come is listed soonest first and what ended latest first, with its instant, and as many as asked."""
    await put(ledger, database, a_plan("busy"), a_plan("done"), a_plan("there", guild=ELSEWHERE))
    busy, done = await claim(ledger, guilds={HERE})
    await ledger.postpone(busy, NOON + DAY, "busy")
    await ledger.advance(done, None)
    clock.move(DAY / 2)
    await put(ledger, database, a_plan("gone"))
    await stop_all(ledger)
    await put(ledger, database, *(a_plan(f"in {days}", not_before=NOON + days * DAY) for days in (3, 2)))
    async with database.read() as tx:
        ahead, back = await latest(tx, (HERE,), ahead=2, back=9)
        assert [(each.plan.dedupe_key, each.at) for each in ahead] == [("busy", NOON + DAY), ("in 2", NOON + 2 * DAY)]
        assert [(each.plan.dedupe_key, each.at) for each in back] == [("gone", NOON + DAY / 2), ("done", NOON)]
        ahead, back = await latest(tx, (HERE, ELSEWHERE), ahead=9, back=2)
        assert [each.plan.dedupe_key for each in ahead] == ["busy", "in 2", "in 3"]
        assert [each.plan.dedupe_key for each in back] == ["gone", "there"]


async def test_trying_again_begins_anew_where_it_stopped(ledger: Ledger, database: Database, clock: HandClock) -> None:
    """A plan that a person tries again is due at once, keeps its progress, and counts its attempts from nought."""
    (number,) = await put(ledger, database, a_plan(steps=2))
    (entry,) = await claim(ledger)
    await ledger.advance(entry, "first")
    await ledger.stop(entry, "gone")
    clock.move(DAY)
    async with database.write() as tx:
        assert await settle(tx, HERE, number or 0, again=True, now=clock())
    row = await row_of(database, number or 0)
    assert (row["state"], row["attempts"], row["finished_at"], row["not_before"]) == ("due", 0, None, clock())
    (again,) = await claim(ledger)
    assert (again.progress, again.results) == (1, {"0": "first"})


async def test_letting_go_ends_a_plan(ledger: Ledger, database: Database) -> None:
    """A plan that a person lets go is over with all that it was to say, and is decided about once."""
    (number,) = await put(ledger, database, a_plan())
    await stop_all(ledger)
    async with database.write() as tx:
        assert await settle(tx, HERE, number or 0, again=False, now=NOON)
        assert not await settle(tx, HERE, number or 0, again=True, now=NOON)
    row = await row_of(database, number or 0)
    assert (row["state"], row["finished_at"], row["steps"]) == ("dropped", NOON, [])
    assert await claim(ledger) == []


async def test_only_what_stopped_here_is_decided_about(ledger: Ledger, database: Database) -> None:
    """A decision changes no plan that is under way, and none of another community."""
    due, there = await put(ledger, database, a_plan("due", not_before=NOON + DAY), a_plan("there", guild=ELSEWHERE))
    await stop_all(ledger)
    async with database.write() as tx:
        assert not await settle(tx, HERE, due or 0, again=False, now=NOON)
        assert not await settle(tx, HERE, there or 0, again=False, now=NOON)
        assert not await settle(tx, HERE, 10_000, again=False, now=NOON)
    assert await states(database) == {"due": "due", "there": "stopped"}


async def test_a_members_plans_are_found_and_forgotten(ledger: Ledger, database: Database) -> None:
    """Every plan about a member, in any state, is shown and can be forgotten; other members' and communities' stay."""
    mine = {"due": "due", "running": "running", "stopped": "stopped", "done": "done"}
    for key in ("stopped", "done", "running", "due"):
        await put(ledger, database, a_plan(key, subject_id=5))
        entry = None if key == "due" else (await claim(ledger))[0]
        if entry is not None and key == "stopped":
            await ledger.stop(entry, "gone")
        if entry is not None and key == "done":
            await ledger.advance(entry, None)
    others = (a_plan("other", subject_id=6), a_plan("nobody"), a_plan("there", guild=ELSEWHERE, subject_id=5))
    await put(ledger, database, *others)
    async with database.write() as tx:
        found = await of_subject(tx, HERE, 5)
        assert {each.plan.dedupe_key: each.state for each in found} == mine
        assert [each.id for each in found] == sorted(each.id for each in found)
        assert await forget(tx, HERE, 5) == 4
        assert await forget(tx, HERE, 5) == 0
    assert set(await states(database)) == {"other", "nobody", "there"}


async def test_ended_plans_are_forgotten_after_a_while(ledger: Ledger, database: Database, clock: HandClock) -> None:
    """What ended long ago is removed; what is still open stays, however old it is."""
    await put(ledger, database, *(a_plan(key) for key in ("done", "dropped", "stopped", "due")))
    entries = {entry.plan.dedupe_key: entry for entry in await claim(ledger, 3)}
    await ledger.advance(entries["done"], None)
    await ledger.drop(entries["dropped"], "stale")
    await ledger.stop(entries["stopped"], "gone")
    async with database.write() as tx:
        assert await expire(tx, clock()) == 0
        assert await expire(tx, clock() + timedelta(seconds=1)) == 2
    assert await states(database) == {"stopped": "stopped", "due": "due"}
    assert keys(await claim(ledger)) == ["due"]


async def test_what_could_not_stay_goes_also_when_its_author_is_forgotten(database: Database, ledger: Ledger) -> None:
    """Of a plan that is held by somebody, only what takes away is left; it names nobody, and its holder lets go."""
    steps = (Hide(7, 8), LogLine(Words("k", {"member": "<@5>"})), Hide(7, 9))
    async with database.write() as tx:
        await ledger.put(tx, Plan(HERE, "moderation", "hide:8", steps, subject_id=5))
        await ledger.put(tx, Plan(HERE, "cases", "nudge:8", steps[1:2], subject_id=5))
        await ledger.put(tx, Plan(HERE, "cases", "named:8", steps[1:2]))
    held = await ledger.claim(8, guilds=(HERE,), paused=())
    async with database.write() as tx:
        assert await forget(tx, HERE, 5) == 3
    with pytest.raises(ClaimLostError):
        await ledger.advance(held[0], None)
    (left,) = await ledger.claim(8, guilds=(HERE,), paused=())
    assert left.plan.steps == (Hide(7, 8), Hide(7, 9))
    assert left.plan.subject_id is None
