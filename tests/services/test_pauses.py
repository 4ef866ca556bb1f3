"""Pauses: what people stop stands still until its time; what lacks a permission, until it is back."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

import pytest

from bot.domain.communities.doctor import Finding
from bot.domain.communities.needs import EVERYTHING, FEATURES, HOUSE
from bot.domain.plans import LogLine, Plan, Post, Resume, Words
from tests.services.houses import FAN, GUILD, HOUR, NOON, OTHER_GUILD, STAFF, plans_of

if TYPE_CHECKING:
    from bot.house import House
    from tests.services.houses import HandClock

LOST = Finding("cases", "permission", {"permission": "send_messages"}, stops=True)
ALSO_LOST = Finding("moderation", "intent", {"intent": "message_content"}, stops=True)
HINT = Finding("cases", "channel_missing", {"name": "lounge"})


async def keys(house: House, *beginnings: str) -> list[str]:
    """Return the keys of the plans that begin so."""
    return [key for key in await plans_of(house) if key.startswith(beginnings)]


async def restarted(house: House) -> None:
    """Read everything again, as the next process would."""
    await house.pauses.load()


async def test_a_paused_feature_stands_still_at_once(house: House) -> None:
    """One feature of one community stands still, until somebody says so, and the next start knows it."""
    assert not house.pauses.stands_still(GUILD, "cases")
    pause = await house.pauses.pause(GUILD, "cases", None, STAFF)
    for _ in range(2):
        assert house.pauses.stands_still(GUILD, "cases")
        assert not house.pauses.stands_still(GUILD, "moderation")
        assert not house.pauses.stands_still(OTHER_GUILD, "cases")
        assert house.pauses.of(GUILD) == [pause]
        assert house.pauses.of(OTHER_GUILD) == []
        assert house.pauses.all() == {(GUILD, "cases")}
        await restarted(house)


async def test_everything_can_be_paused(house: House) -> None:
    """A pause of everything holds every feature, and not Usher's own lines about it."""
    await house.pauses.pause(GUILD, EVERYTHING, None, STAFF)
    assert house.pauses.all() == {(GUILD, feature) for feature in FEATURES}
    assert HOUSE not in FEATURES
    assert all(house.pauses.stands_still(GUILD, feature) for feature in FEATURES)


async def test_a_pause_with_an_end_ends_by_itself(house: House, clock: HandClock) -> None:
    """At its time the feature goes on, even before the plan that says so was carried out; afterwards once."""
    await house.pauses.pause(GUILD, "cases", NOON + HOUR, STAFF)
    resume = next(plan for plan in (await plans_of(house)).values() if plan.steps == (Resume("cases"),))
    assert resume.not_before == NOON + HOUR
    assert not await house.pauses.resume(GUILD, "cases")
    assert house.pauses.stands_still(GUILD, "cases")
    clock.move(HOUR)
    assert not house.pauses.stands_still(GUILD, "cases")
    assert house.pauses.of(GUILD) == []
    assert await house.pauses.resume(GUILD, "cases")
    assert not await house.pauses.resume(GUILD, "cases")
    assert len(await keys(house, "resumed:")) == 1


async def test_a_pause_that_was_made_longer_holds(house: House, clock: HandClock) -> None:
    """The reminder of the shorter pause ends nothing; the longer one ends at its own time."""
    await house.pauses.pause(GUILD, "cases", NOON + HOUR, STAFF)
    await house.pauses.pause(GUILD, "cases", NOON + 2 * HOUR, STAFF)
    clock.move(HOUR)
    assert not await house.pauses.resume(GUILD, "cases")
    assert house.pauses.stands_still(GUILD, "cases")
    clock.move(HOUR)
    assert await house.pauses.resume(GUILD, "cases")


async def test_a_pause_without_an_end_outlives_an_older_reminder(house: House, clock: HandClock) -> None:
    """A pause that was changed to last until somebody says so is not ended by the clock."""
    await house.pauses.pause(GUILD, "cases", NOON + HOUR, STAFF)
    await house.pauses.pause(GUILD, "cases", None, STAFF)
    clock.move(24 * HOUR)
    assert not await house.pauses.resume(GUILD, "cases")
    assert house.pauses.stands_still(GUILD, "cases")


async def test_a_person_can_end_any_pause(house: House, clock: HandClock) -> None:
    """Anybody on staff can take a feature up again early; staff reads who did what; the next one is told it is done."""
    await house.pauses.pause(GUILD, "cases", NOON + HOUR, STAFF)
    assert await house.pauses.resume(GUILD, "cases", by=FAN)
    assert not await house.pauses.resume(GUILD, "cases", by=STAFF)
    assert not house.pauses.stands_still(GUILD, "cases")
    told = [plan for plan in (await plans_of(house)).values() if isinstance(plan.steps[0], LogLine)]
    assert [plan.subject_id for plan in told] == [STAFF, FAN]
    await restarted(house)
    assert not house.pauses.stands_still(GUILD, "cases")


async def test_everything_can_go_on_while_one_feature_still_rests(house: House) -> None:
    """The pause of everything and that of one feature are two, and end apart."""
    await house.pauses.pause(GUILD, "cases", None, STAFF)
    await house.pauses.pause(GUILD, EVERYTHING, None, STAFF)
    await house.pauses.resume(GUILD, EVERYTHING, by=STAFF)
    assert house.pauses.all() == {(GUILD, "cases")}


async def test_what_was_never_paused_cannot_be_resumed(house: House) -> None:
    """Resuming what goes on already says so, and tells staff nothing."""
    assert not await house.pauses.resume(GUILD, "cases", by=STAFF)
    assert await plans_of(house) == {}


async def test_a_lack_stops_one_feature_until_it_is_mended(house: House) -> None:
    """What Discord took away stops the feature that needs it; staff reads it once; being given back, it goes on."""
    await house.pauses.examined(GUILD, [LOST, HINT], tell=True)
    await house.pauses.examined(GUILD, [HINT, LOST], tell=True)
    assert house.pauses.all() == {(GUILD, "cases")}
    assert house.pauses.lack_of(GUILD, "cases") == LOST
    assert house.pauses.pause_of(GUILD, "cases") is None
    assert len(await keys(house, "pauses.lost")) == 1
    await house.pauses.examined(GUILD, [HINT], tell=True)
    assert house.pauses.all() == set()
    assert len(await keys(house, "pauses.returned")) == 1


async def test_what_is_only_a_hint_stops_nothing(house: House) -> None:
    """A finding that a feature can live with changes nothing and is told nowhere."""
    await house.pauses.examined(GUILD, [HINT], tell=True)
    assert house.pauses.all() == set()
    assert await plans_of(house) == {}


@pytest.mark.parametrize(("tell", "kinds"), [(True, [LogLine]), (601, [Post]), (False, [])])
async def test_staff_are_told_where_they_can_read_it(house: House, tell: int | bool, kinds: list[type]) -> None:
    """A loss is told in the log, or in the channel given, or not at all; the feature stops in any case."""
    await house.pauses.examined(GUILD, [LOST], tell=tell)
    steps = [step for plan in (await plans_of(house)).values() for step in plan.steps]
    assert [type(step) for step in steps] == kinds
    assert all(step.channel_id == 601 for step in steps if isinstance(step, Post))
    assert house.pauses.stands_still(GUILD, "cases")


async def test_a_loss_in_one_community_is_none_in_another(house: House) -> None:
    """Each community has its own losses, and mending one mends no other."""
    await house.pauses.examined(GUILD, [LOST], tell=True)
    await house.pauses.examined(OTHER_GUILD, [LOST, ALSO_LOST], tell=False)
    await house.pauses.examined(GUILD, [], tell=True)
    assert house.pauses.all() == {(OTHER_GUILD, "cases"), (OTHER_GUILD, "moderation")}


async def test_what_changes_together_is_told_together(house: House) -> None:
    """When one loss replaces another, staff read both the return and the loss."""
    await house.pauses.examined(GUILD, [LOST], tell=True)
    await house.pauses.examined(GUILD, [ALSO_LOST], tell=True)
    assert house.pauses.all() == {(GUILD, "moderation")}
    assert len(await keys(house, "pauses.lost")) == 2
    assert len(await keys(house, "pauses.returned")) == 1


async def test_many_examinations_at_once_tell_one_loss(house: House) -> None:
    """Discord sends one change as several events; staff reads one line."""
    await asyncio.gather(*(house.pauses.examined(GUILD, [LOST], tell=True) for _ in range(5)))
    assert len(await keys(house, "pauses.lost")) == 1


async def test_postponed_plans_go_on_when_the_lack_is_mended(house: House, clock: HandClock) -> None:
    """What waited for the permission is due again the moment it is back."""
    async with house.database.write() as tx:
        await house.ledger.put(tx, Plan(GUILD, "cases", "waits", (Post(1, Words("k")),)))
    (entry,) = await house.ledger.claim(1, guilds=(GUILD,), paused=())
    await house.ledger.postpone(entry, clock() + 10 * HOUR, "a permission is missing")
    await house.pauses.examined(GUILD, [LOST], tell=False)
    assert await house.ledger.next_due(guilds=(GUILD,), paused=()) == clock() + 10 * HOUR
    heard: list[None] = []
    house.ledger.listen(lambda: heard.append(None))
    await house.pauses.examined(GUILD, [], tell=False)
    assert await house.ledger.next_due(guilds=(GUILD,), paused=()) == clock()
    assert heard
