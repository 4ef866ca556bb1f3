"""What may have happened is looked for before it is repeated: the mark that a step has begun, through every turn."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from bot.domain.plans import Overdue
from bot.storage.ledger import LEASE, ClaimLostError, Ledger
from bot.storage.plans import forget, hasten, settle
from tests.storage.conftest import NOON
from tests.storage.samples import HERE, a_plan, claim, claim_one, keys, next_due, put, row_of, states

if TYPE_CHECKING:
    from bot.storage.database import Database
    from bot.storage.ledger import Entry
    from tests.storage.conftest import HandClock

MINUTE = timedelta(minutes=1)


async def claimed(ledger: Ledger, database: Database, **more: int) -> Entry:
    """Put one plan and claim it."""
    await put(ledger, database, a_plan(**more))
    return await claim_one(ledger)


async def died(ledger: Ledger) -> None:
    """Let the process die and start again."""
    await ledger.recover()


async def test_a_plan_that_was_never_tried_is_in_no_doubt(ledger: Ledger, database: Database) -> None:
    """The first step of a new plan has surely not happened, and neither has the one after a stored step."""
    entry = await claimed(ledger, database, steps=2)
    assert not entry.in_doubt
    await ledger.advance(entry, None)
    assert not entry.in_doubt


async def test_a_crash_leaves_the_step_in_doubt(ledger: Ledger, database: Database) -> None:
    """A process that died while it held a plan may have done the next step, and no other."""
    entry = await claimed(ledger, database, steps=3)
    await died(ledger)
    again = await claim_one(ledger)
    assert (again.progress, again.in_doubt) == (0, True)
    await ledger.advance(again, "found")
    assert not again.in_doubt
    await died(ledger)
    third = await claim_one(ledger)
    assert (third.progress, third.in_doubt, third.results) == (1, True, {"0": "found"})
    assert entry.id == third.id


async def test_recovering_takes_only_ones_own(ledger: Ledger, database: Database, clock: HandClock) -> None:
    """A process that starts gives back what its predecessor of the same name held, and says how much that was."""
    other = Ledger(database, clock, "second")
    await put(ledger, database, *(a_plan(key) for key in "abc"))
    assert len(await claim(ledger, 2)) == 2
    assert len(await claim(other)) == 1
    assert await ledger.recover() == 2
    assert await ledger.recover() == 0
    assert keys(await claim(ledger)) == ["a", "b"]


async def test_an_attempt_that_surely_failed_leaves_no_doubt(ledger: Ledger, database: Database) -> None:
    """After Discord's clear refusal, the step is tried again without being looked for."""
    await ledger.postpone(await claimed(ledger, database), NOON, "refused")
    entry = await claim_one(ledger)
    assert (entry.in_doubt, entry.attempts, entry.trouble) == (False, 1, "refused")


async def test_an_attempt_without_an_answer_leaves_doubt(ledger: Ledger, database: Database) -> None:
    """After a broken line, the step is looked for before it is tried again."""
    await ledger.postpone(await claimed(ledger, database), NOON, "no answer", certain=False)
    entry = await claim_one(ledger)
    assert (entry.in_doubt, entry.attempts) == (True, 1)


@pytest.mark.parametrize("turn", ["released", "refused", "stopped and tried again"])
async def test_an_older_doubt_outlives_other_turns(ledger: Ledger, database: Database, turn: str) -> None:
    """A doubt that nobody has looked into is kept when the plan is given back, refused, or tried again by a person."""
    await claimed(ledger, database)
    await died(ledger)
    entry = await claim_one(ledger)
    match turn:
        case "released":
            await ledger.release(entry)
        case "refused":
            await ledger.postpone(entry, NOON, "the look-up was refused")
        case _:
            await ledger.stop(entry, "given up")
            async with database.write() as tx:
                assert await settle(tx, HERE, entry.id, again=True, now=NOON)
    assert (await claim_one(ledger)).in_doubt


async def test_a_plan_given_back_is_in_no_doubt(ledger: Ledger, database: Database) -> None:
    """A plan that is released before its step is taken again at once, as it was."""
    await ledger.release(await claimed(ledger, database))
    entry = await claim_one(ledger)
    assert (entry.in_doubt, entry.attempts) == (False, 0)


async def test_a_postponed_plan_waits_and_stays_due_when_it_was(
    ledger: Ledger, database: Database, clock: HandClock
) -> None:
    """A plan waits for its next try, counts its attempts, and still knows when it was due."""
    await put(ledger, database, a_plan(overdue=Overdue.SKIP, grace=MINUTE))
    for attempt in range(3):
        entry = await claim_one(ledger)
        assert (entry.attempts, entry.due) == (attempt, NOON)
        await ledger.postpone(entry, clock() + MINUTE, "refused")
        assert await claim(ledger) == []
        assert await next_due(ledger) == clock() + MINUTE
        clock.move(MINUTE)


async def test_attempts_are_counted_for_each_step(ledger: Ledger, database: Database) -> None:
    """A step that happened wipes out the trouble of getting there."""
    await ledger.postpone(await claimed(ledger, database, steps=2), NOON, "refused")
    entry = await claim_one(ledger)
    await ledger.advance(entry, None)
    row = await row_of(database, entry.id)
    assert (entry.attempts, row["attempts"], row["trouble"]) == (0, 0, None)


async def test_what_stood_in_the_way_being_gone_ends_the_waiting(ledger: Ledger, database: Database) -> None:
    """When a feature gets back what it lacked, its postponed plans go on at once; others wait on."""
    plans = [a_plan("postponed"), a_plan("other", feature="titles"), a_plan("scheduled", not_before=NOON + MINUTE)]
    await put(ledger, database, *plans)
    for entry in await claim(ledger):
        await ledger.postpone(entry, NOON + 10 * MINUTE, "refused")
    async with database.write() as tx:
        assert await hasten(tx, HERE, "cases", NOON) == 1
    assert keys(await claim(ledger)) == ["postponed"]
    assert await next_due(ledger) == NOON + MINUTE


async def test_a_plan_that_nobody_gave_back_is_looked_at_when_its_lease_ends(
    ledger: Ledger, database: Database, clock: HandClock
) -> None:
    """If storing a step failed, the plan is not lost until the next start: it comes up again, in doubt."""
    entry = await claimed(ledger, database)
    assert await next_due(ledger) == NOON + LEASE
    clock.move(LEASE)
    again = await claim_one(ledger)
    assert again.in_doubt
    with pytest.raises(ClaimLostError):
        await ledger.advance(entry, None)
    await ledger.advance(again, None)


async def test_every_step_begins_the_lease_anew(ledger: Ledger, database: Database, clock: HandClock) -> None:
    """A plan of many slow steps is not taken away while it goes on."""
    other = Ledger(database, clock, "second")
    entry = await claimed(ledger, database, steps=4)
    for _ in range(4):
        clock.move(LEASE - timedelta(seconds=1))
        assert await claim(other) == []
        await ledger.advance(entry, None)


async def test_a_forgotten_plan_ends_where_it_is(ledger: Ledger, database: Database) -> None:
    """A plan under way leaves no row once its member is forgotten; the last duties of its step are still done."""
    await put(ledger, database, a_plan(steps=2, subject_id=5))
    entry = await claim_one(ledger)
    async with database.write() as tx:
        assert await forget(tx, HERE, 5) == 1

    async def sweep(tx: object) -> None:
        await ledger.put(tx, a_plan("sweep"))  # type: ignore[arg-type]

    with pytest.raises(ClaimLostError):
        await ledger.advance(entry, None, also=sweep)
    assert await states(database) == {"sweep": "due"}


async def test_no_dead_end_is_told_about_a_forgotten_plan(ledger: Ledger, database: Database) -> None:
    """Staff are asked about a plan only while there is one."""
    await put(ledger, database, a_plan(subject_id=5))
    entry = await claim_one(ledger)
    async with database.write() as tx:
        await forget(tx, HERE, 5)
    with pytest.raises(ClaimLostError):
        await ledger.stop(entry, "gone", also=a_plan("dead-end"))
    assert await states(database) == {}
