"""Cases: one nudge for one message, in the member's language, remembered for as long as the settings say."""

from __future__ import annotations

import asyncio
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from bot.domain.plans import LogLine, Notice
from bot.services.cases import MOST_REVISIONS, words_of
from tests.services.houses import FAN, GUILD, HOUR, LOUNGE, NOON, OTHER_FAN, OTHER_GUILD, a_message, plans_of, speak

if TYPE_CHECKING:
    from bot.house import House
    from tests.services.houses import HandClock

REMEMBERED = timedelta(days=30)
MODE = "moderation.rules.language.mode"


async def notice_of(house: House) -> Notice:
    """Return the one notice that is on its way."""
    (notice,) = [step for plan in (await plans_of(house)).values() for step in plan.steps if isinstance(step, Notice)]
    return notice


async def test_a_strong_word_gets_its_author_one_nudge(house: House) -> None:
    """The author is told in private, with the words that mattered, then staff; it is one record and one plan."""
    assert await speak(house, a_message("well, frak *this*"))
    (case,) = await house.cases.record(GUILD, FAN)
    assert (case.rule, case.message_id, case.channel_id, case.delivery) == ("language", 900, LOUNGE, None)
    assert case.excerpt == r"well, __**frak**__ \*this\*"
    assert case.expires_at == NOON + REMEMBERED
    (plan,) = (await plans_of(house)).values()
    assert [type(step) for step in plan.steps] == [Notice, LogLine]
    assert (plan.feature, plan.subject_id) == ("cases", FAN)
    notice = await notice_of(house)
    assert (notice.member_id, notice.reference, notice.channel_id) == (FAN, case.id, LOUNGE)
    assert notice.words == words_of(case)
    assert notice.line_until == NOON + HOUR
    assert await house.cases.notice(GUILD, case.id) == case
    assert await house.cases.of_message(GUILD, 900) == [case]


async def test_the_same_message_is_answered_once(house: House) -> None:
    """However often a message is seen, at once or later, there is one record and one plan."""
    told = await asyncio.gather(*(speak(house, a_message()) for _ in range(5)))
    assert sorted(told) == [False] * 4 + [True]
    assert not await speak(house, a_message("edited: oh frak, frak"))
    assert len(await plans_of(house)) == len(await house.cases.record(GUILD, FAN)) == 1


@pytest.mark.parametrize("text", ["a clean message", "", "🎬"])
async def test_a_clean_message_causes_nothing(house: House, text: str) -> None:
    """Nothing is kept or planned where nothing was found."""
    assert not await speak(house, a_message(text))
    assert await plans_of(house) == {}
    assert await house.moderation.decision(GUILD, 900) is None


async def test_a_rule_that_only_watches_tells_staff_only(house: House) -> None:
    """In shadow the decision is kept and staff read a line; the author has no record and hears nothing."""
    await house.communities.override(GUILD, MODE, "shadow", by=1)
    assert await speak(house, a_message())
    assert not await speak(house, a_message())
    assert await house.cases.record(GUILD, FAN) == []
    (plan,) = (await plans_of(house)).values()
    assert [type(step) for step in plan.steps] == [LogLine]
    assert plan.subject_id == FAN


async def test_where_cases_are_off_nobody_is_spoken_to(house: House) -> None:
    """With cases switched off, findings are for staff to read."""
    file = house.config_dir / "communities" / "main" / "cases.yaml"
    file.write_text("enabled: false\n", encoding="utf-8")
    house.reloading.accept(house.reloading.peek())
    assert await speak(house, a_message())
    assert await house.cases.record(GUILD, FAN) == []
    assert [type(step) for plan in (await plans_of(house)).values() for step in plan.steps] == [LogLine]


async def test_a_strange_server_is_none_of_our_business(house: House) -> None:
    """Where Usher has no settings, nothing is judged, kept or said."""
    message = a_message(guild=OTHER_GUILD)
    assert not await speak(house, message)
    assert not await house.cases.respond(message, house.moderation.judge(a_message()))
    assert await plans_of(house, OTHER_GUILD) == {}


@pytest.mark.parametrize(("seen", "spoken"), [(None, "en"), ("fr", "fr"), ("ja", "ja")])
async def test_a_nudge_is_in_the_members_language(house: House, seen: str | None, spoken: str) -> None:
    """In the language of their Discord where it is known, else in the community's; the voice finds the closest."""
    if seen:
        await house.people.saw_locale(GUILD, FAN, seen)
    await speak(house, a_message())
    assert (await notice_of(house)).locale == spoken == house.locale_for(GUILD, FAN)


async def test_how_it_arrived_is_noted_with_the_step(house: House) -> None:
    """What the stagehand found is part of its own commit, and is in the record."""
    await speak(house, a_message())
    (entry,) = await house.ledger.claim(1, guilds=(GUILD,), paused=())
    (case,) = await house.cases.record(GUILD, FAN)
    await house.ledger.advance(entry, "dm", also=house.cases.delivered(case.id, "dm"))
    (case,) = await house.cases.record(GUILD, FAN)
    assert case.delivery == "dm"


async def test_a_record_is_the_members_own_and_newest_first(house: House) -> None:
    """Each member has their record in each community, with the latest word first."""
    for number, author in ((1, FAN), (2, OTHER_FAN), (3, FAN)):
        await speak(house, a_message(number=number, author=author))
    assert [case.message_id for case in await house.cases.record(GUILD, FAN)] == [3, 1]
    assert await house.cases.record(OTHER_GUILD, FAN) == []


async def test_a_nudge_is_forgotten_by_itself(house: House, clock: HandClock) -> None:
    """At the end of its time a nudge counts no more, and housekeeping takes record, decision and plan away."""
    await speak(house, a_message())
    (entry,) = await house.ledger.claim(1, guilds=(GUILD,), paused=())
    for _ in entry.plan.steps:
        await house.ledger.advance(entry, None)
    clock.move(REMEMBERED)
    assert await house.cases.record(GUILD, FAN) == []
    await house.privacy.keep_house()
    assert await house.cases.of_message(GUILD, 900) == []
    assert await house.moderation.decision(GUILD, 900) is None
    assert await plans_of(house) == {}


async def test_a_forgotten_note_is_gone(house: House) -> None:
    """After forgetting, the note cannot be opened, and a new one has a number of its own."""
    await speak(house, a_message())
    (case,) = await house.cases.record(GUILD, FAN)
    await house.privacy.forget(GUILD, FAN)
    assert await house.cases.notice(GUILD, case.id) is None
    await speak(house, a_message(number=901, author=OTHER_FAN))
    (other,) = await house.cases.record(GUILD, OTHER_FAN)
    assert other.id != case.id


async def test_whoever_goes_on_changing_a_message_hears_nothing_new(house: House) -> None:
    """A message that is edited again and again is answered a few times, and staff read as many lines."""
    for word in ("shit", "bollocks", "bastard", "wanker", "twat", "arse", "bugger", "tosser"):
        await speak(house, a_message(f"oh frak, {word}"))
    assert len(await house.cases.record(GUILD, FAN)) == 1
    assert len(await plans_of(house)) <= MOST_REVISIONS + 1
