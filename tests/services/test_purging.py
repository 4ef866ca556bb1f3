"""Purging: asked for, begun once, kept as evidence in the same commit, and carried out by one plan."""

from __future__ import annotations

import asyncio
from datetime import timedelta
from typing import TYPE_CHECKING, Any

import pytest
from sqlalchemy import select

from bot.domain.moderation.purging import Choice, Wanted
from bot.domain.plans import LogLine, Purge
from bot.services.moderation.purging import ASKED_FOR, Begun, HowFar
from bot.storage.database import DatabaseError
from bot.storage.moderation import evidence
from bot.storage.moderation.evidence import HIDDEN, PURGED, Evidence
from bot.storage.tables import moderation_evidence
from tests.services.houses import (
    FAN,
    GUILD,
    HOUR,
    LOUNGE,
    NOON,
    OTHER_FAN,
    OTHER_GUILD,
    STAFF,
    HandClock,
    a_message,
    build_house,
    plans_of,
)

if TYPE_CHECKING:
    from pathlib import Path

    from bot.domain.moderation.messages import Message
    from bot.house import House
    from bot.services.communities import Community
    from bot.storage.moderation.purges import Purge as Asked

ADS = tuple(a_message(f"cheap tickets {number}", number=number) for number in range(1, 131))
WANTED = Wanted(500, FAN, "Tickets")


def community(house: House) -> Community:
    """Return the one community."""
    found = house.communities.of(GUILD)
    assert found is not None
    return found


async def ask(house: House, *messages: Message, wanted: Wanted = WANTED) -> Asked:
    """Ask for these messages; return what is kept of that."""
    choice = Choice(messages or ADS)
    number = await house.purging.ask(GUILD, LOUNGE, choice, wanted, by=STAFF)
    asked = await house.purging.asked(GUILD, number)
    assert asked is not None
    return asked


async def begin(house: House, asked: Asked, *messages: Message, by: int = STAFF) -> Begun | None:
    """Press the button, while these messages stand."""
    return await house.purging.begin(community(house), asked, messages or ADS, by=by)


async def kept(house: House) -> dict[int, Any]:
    """Return the evidence, by message."""
    async with house.database.read() as tx:
        return {row["message_id"]: row for row in (await tx.run(select(moderation_evidence))).mappings()}


async def test_what_was_asked_is_kept_for_a_day(house: House, clock: HandClock) -> None:
    """The numbers and the filter come back, in their own community, until the day is over, also before housekeeping."""
    asked = await ask(house)
    assert asked.message_ids == tuple(each.id for each in ADS)
    assert (asked.channel_id, asked.asked_by, asked.wanted) == (LOUNGE, STAFF, WANTED)
    assert await house.purging.asked(OTHER_GUILD, asked.id) is None
    assert await kept(house) == {}
    assert await plans_of(house) == {}
    clock.move(ASKED_FOR - HOUR)
    assert await house.purging.asked(GUILD, asked.id) == asked
    clock.move(HOUR)
    assert await house.purging.asked(GUILD, asked.id) is None


async def test_a_press_keeps_the_evidence_and_makes_one_plan(house: House) -> None:
    """One plan: a step for each portion, then one line that says who, how many, where, and by which filter."""
    asked = await ask(house)
    begun = await begin(house, asked, by=OTHER_FAN)

    assert begun is not None
    assert (begun.count, begun.portions) == (130, (100, 30))
    (plan,) = (await plans_of(house)).values()
    *portions, line = plan.steps
    assert [each for step in portions if isinstance(step, Purge) for each in step.message_ids] == list(range(1, 131))
    assert isinstance(line, LogLine)
    assert line.words.values == {"by": f"<@{OTHER_FAN}>", "channel": f"<#{LOUNGE}>", "count": "130"}
    assert line.words.parts["filter"].values == {"last": "500", "member": f"<@{FAN}>", "text": "Tickets"}
    rows = await kept(house)
    assert set(rows) == set(range(1, 131))
    assert {(row["reason"], row["author_id"], row["channel_id"]) for row in rows.values()} == {(PURGED, FAN, LOUNGE)}
    assert {row["expires_at"] for row in rows.values()} == {NOON + timedelta(days=30)}


async def test_of_several_presses_one_begins(house: House) -> None:
    """Whoever presses second is told so; nothing is planned or kept twice."""
    asked = await ask(house)
    begun = await asyncio.gather(*(begin(house, asked) for _ in range(4)))
    assert sum(each is not None for each in begun) == 1
    assert len(await plans_of(house)) == 1
    again = await house.purging.asked(GUILD, asked.id)
    assert again is not None
    assert again.state == "begun"


async def test_only_what_was_asked_for_and_still_stands(house: House) -> None:
    """What went meanwhile is left out, and what came meanwhile stays."""
    asked = await ask(house, *ADS[:3])
    begun = await begin(house, asked, ADS[1], ADS[2], a_message("later", number=999))
    assert begun is not None
    assert begun.count == 2
    assert set(await kept(house)) == {2, 3}


async def test_nothing_left_is_no_plan(house: House) -> None:
    """Where all of it is gone already, nothing is put into the ledger."""
    asked = await ask(house, *ADS[:3])
    assert await begin(house, asked, a_message("later", number=999)) is None
    assert await plans_of(house) == {}


async def test_evidence_kept_before_is_kept_on(house: House) -> None:
    """A message that was hidden a moment ago has one entry still, with its text once."""
    ad = ADS[0]
    early = Evidence(GUILD, ad.id, LOUNGE, FAN, ad.passages, HIDDEN, NOON, NOON + HOUR)
    async with house.database.write() as tx:
        await evidence.keep(tx, early)
    await begin(house, await ask(house, *ADS[:2]))
    rows = await kept(house)
    assert set(rows) == {1, 2}
    assert len(rows[1]["passages"]) == 1


async def test_evidence_is_kept_as_long_as_the_settings_say(tmp_path: Path, clock: HandClock) -> None:
    """The time stands in moderation.yaml; afterwards housekeeping forgets it."""
    house = build_house(tmp_path, clock, moderation="evidence: 2d\n")
    await house.open()
    await house.communities.arrive(GUILD)
    await begin(house, await ask(house))
    clock.move(timedelta(days=2))
    await house.privacy.keep_house()
    assert await kept(house) == {}
    await house.close()


async def test_a_press_that_cannot_be_committed_changes_nothing(tmp_path: Path, clock: HandClock) -> None:
    """Evidence, plan and state are one commit: when it fails, the button still works and nothing is kept."""
    full = {"disk": False}

    def boundary(name: str) -> None:
        if full["disk"] and name == "commit:before":
            raise OSError("no room")

    house = build_house(tmp_path, clock, boundary)
    await house.open()
    await house.communities.arrive(GUILD)
    asked = await ask(house)
    full["disk"] = True
    with pytest.raises((OSError, DatabaseError)):
        await begin(house, asked)
    full["disk"] = False
    assert await plans_of(house) == {}
    assert await kept(house) == {}
    assert await begin(house, asked) is not None
    await house.close()


async def test_how_far_it_is(house: House) -> None:
    """The count follows the steps; what is in the way shows, and so does the end."""
    begun = await begin(house, await ask(house))
    assert begun is not None
    far = house.purging.how_far
    assert await far(GUILD, begun) == HowFar(0)
    (entry,) = await house.ledger.claim(1, guilds=(GUILD,), paused=())
    await house.ledger.advance(entry, None)
    assert await far(GUILD, begun) == HowFar(100)
    await house.ledger.postpone(entry, NOON, "the permission manage_messages is missing")
    assert await far(GUILD, begun) == HowFar(100, held_up=True)
    (entry,) = await house.ledger.claim(1, guilds=(GUILD,), paused=())
    await house.ledger.advance(entry, None)
    await house.ledger.advance(entry, None)
    assert await far(GUILD, begun) == HowFar(130, over=True)
    assert await far(OTHER_GUILD, begun) == HowFar(0, over=True)


async def test_a_purge_that_met_a_dead_end_is_over(house: House) -> None:
    """Nothing more happens by itself, and it did not come to its end."""
    begun = await begin(house, await ask(house))
    assert begun is not None
    (entry,) = await house.ledger.claim(1, guilds=(GUILD,), paused=())
    await house.ledger.stop(entry, "Discord answered 400")
    far = await house.purging.how_far(GUILD, begun)
    assert (far.gone, far.over, far.stopped) == (0, True, True)


async def test_who_asked_and_whose_it_was_are_forgotten(house: House) -> None:
    """Whoever asked, and whoever was named, is in no row afterwards; the list stands, and is no wider than before."""
    asked = await ask(house)
    for member in (STAFF, FAN):
        await house.privacy.forget(GUILD, member)
    left = await house.purging.asked(GUILD, asked.id)
    assert left is not None
    assert left.message_ids == asked.message_ids
    assert left.asked_by == left.wanted.member_id == 0
