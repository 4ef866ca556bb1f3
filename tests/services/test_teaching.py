"""Teaching: judgements, what is allowed, and the numbers that follow."""

from __future__ import annotations

import asyncio
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from bot.domain.moderation.allowable import mark_of
from bot.domain.moderation.precision import Precision
from bot.domain.moderation.verdicts import Outcome
from bot.services.moderation.teaching import Numbers
from tests.services.houses import FAN, GUILD, NOON, OTHER_FAN, STAFF, a_message, build_house, everything, speak

if TYPE_CHECKING:
    from collections.abc import AsyncIterator
    from pathlib import Path

    from bot.house import House
    from tests.services.houses import HandClock

SECOND = STAFF + 1
RULES = """\
allow: [frak yeah]
rules:
  language:
    kind: language
    mode: live
    add: {strong: [frak]}
    allow: [what the frak]
  watchful:
    kind: language
    add: {mild: [gorram]}
    tiers: []
  idle:
    kind: language
    mode: "off"
    add: {mild: [smeg]}
    tiers: []
"""
MODE = "moderation.rules.watchful.mode"


@pytest.fixture
async def house(tmp_path: Path, clock: HandClock) -> AsyncIterator[House]:
    """A house with a rule that acts, one that watches and one that is off."""
    built = build_house(tmp_path, clock, moderation=RULES)
    await built.open()
    await built.communities.arrive(GUILD)
    yield built
    await built.close()


def outcomes(house: House, text: str) -> dict[str, Outcome]:
    """Return what each rule makes of a text now."""
    return {each.rule: each.outcome for each in house.moderation.judge(a_message(text)).considered}


async def remembered(house: House) -> int:
    """Return how many notes about the fan are remembered, in memory and in the database alike."""
    kept = len(await house.cases.record(GUILD, FAN))
    assert house.standing.remembered(GUILD, FAN) == kept
    return kept


@pytest.mark.parametrize(("right", "left"), [(True, 1), (False, 0)])
async def test_a_judgement_is_kept_and_only_not_a_problem_withdraws(house: House, right: bool, left: int) -> None:
    """What was noted about the member goes with *Not a problem*, in the same moment, and stays with *Right*."""
    await speak(house, a_message())
    judged = await house.teaching.judge_hits(GUILD, 900, right=right, by=STAFF)
    assert judged is not None
    assert (judged.right, judged.by, judged.at, judged.fresh) == (right, STAFF, NOON, True)
    assert await remembered(house) == left


async def test_whoever_comes_second_hears_who_was_first(house: House, clock: HandClock) -> None:
    """A judgement is not judged again: the second answer tells the first."""
    await speak(house, a_message())
    await house.teaching.judge_hits(GUILD, 900, right=True, by=STAFF)
    clock.move(timedelta(hours=1))
    second = await house.teaching.judge_hits(GUILD, 900, right=False, by=SECOND)
    assert second is not None
    assert (second.right, second.by, second.at, second.fresh) == (True, STAFF, NOON, False)
    assert await remembered(house) == 1


async def test_of_two_at_once_one_is_first(house: House) -> None:
    """Two moderators who press at the same moment agree on who it was."""
    await speak(house, a_message())
    both = await asyncio.gather(
        house.teaching.judge_hits(GUILD, 900, right=True, by=STAFF),
        house.teaching.judge_hits(GUILD, 900, right=False, by=SECOND),
    )
    answers = [each for each in both if each is not None]
    assert sorted(each.fresh for each in answers) == [False, True]
    assert len({(each.right, each.by) for each in answers}) == 1


async def test_each_rule_of_a_message_is_judged(house: House) -> None:
    """One press judges every rule that found something; judging an example judges its rule alone."""
    await speak(house, a_message("frak this gorram thing"))
    alone = await house.teaching.judge_hits(GUILD, 900, right=False, by=STAFF, rule="watchful")
    assert alone is not None
    assert await remembered(house) == 1
    assert (await house.teaching.statistics(GUILD)).of("language").precision == Precision()
    rest = await house.teaching.judge_hits(GUILD, 900, right=False, by=SECOND)
    assert rest is not None
    assert rest.fresh
    assert await remembered(house) == 0
    statistics = await house.teaching.statistics(GUILD)
    assert [statistics.of(rule).precision for rule in ("language", "watchful")] == [Precision(0, 1)] * 2


@pytest.mark.parametrize("rule", [None, "idle"])
async def test_what_is_forgotten_is_not_judged(house: House, rule: str | None) -> None:
    """Without a decision, or where the rule found nothing, there is nothing to judge."""
    if rule:
        await speak(house, a_message())
    assert await house.teaching.judge_hits(GUILD, 900, right=True, by=STAFF, rule=rule) is None


async def test_a_member_who_was_forgotten_leaves_nothing_to_judge(house: House) -> None:
    """After *Forget me* the buttons below an old line find nothing."""
    await speak(house, a_message())
    await house.privacy.forget(GUILD, FAN)
    assert await house.teaching.judge_hits(GUILD, 900, right=False, by=STAFF) is None


async def test_a_judgement_is_kept_for_a_year(house: House, clock: HandClock) -> None:
    """It outlives the decision, and then goes by itself."""
    await speak(house, a_message())
    await house.teaching.judge_hits(GUILD, 900, right=True, by=STAFF)
    clock.move(timedelta(days=364))
    await house.privacy.keep_house()
    assert (await house.teaching.statistics(GUILD)).of("language") == Numbers(0, 0, Precision(1, 1))
    clock.move(timedelta(days=2))
    await house.privacy.keep_house()
    assert (await house.teaching.statistics(GUILD)).of("language") == Numbers()


@pytest.mark.parametrize(
    ("rule", "phrase", "text"),
    [
        ("language", "frak this", "oh Frak, this"),
        ("language", "frak", "fr4k it"),
        (None, "frak", "frak it"),
        (None, "frak this", "frak this"),
    ],
)
async def test_what_is_allowed_is_found_no_more(house: House, rule: str | None, phrase: str, text: str) -> None:
    """From the next message on, for the rule or for all; and found again once it is taken back."""
    assert outcomes(house, text) == {"language": Outcome.MATCHED}
    allowed = await house.teaching.allowing.allow(GUILD, rule, phrase, STAFF)
    assert allowed is not None
    assert (allowed.phrases, allowed.fresh) == ((phrase,), True)
    assert outcomes(house, text) == {}
    (word,) = house.teaching.allowing.allowed(GUILD, rule)
    assert word == phrase


async def test_allowing_for_one_rule_leaves_the_others(house: House) -> None:
    """A word that two rules look for is still found by the other one."""
    await house.communities.override(GUILD, "moderation.rules.watchful.allow", ["gorram"], STAFF)
    assert outcomes(house, "frak this gorram thing") == {"language": Outcome.MATCHED}


async def test_two_who_allow_at_once_lose_nothing(house: House) -> None:
    """Ten moderators allow ten words at the same moment: all ten are allowed, beside what the file allows."""
    words = [f"word{number}" for number in range(10)]
    await asyncio.gather(*(house.teaching.allowing.allow(GUILD, "language", word, STAFF) for word in words))
    community = house.communities.of(GUILD)
    assert community is not None
    assert sorted(community.settings.moderation.rules["language"].allow) == sorted(["what the frak", *words])
    assert sorted(house.teaching.allowing.allowed(GUILD, "language")) == sorted(words)


async def test_allowing_twice_is_allowing_once(house: House) -> None:
    """A phrase in another case is the same phrase, and one of the file needs no second place."""
    first = await house.teaching.allowing.allow(GUILD, "language", "Frak Off", STAFF)
    again = await house.teaching.allowing.allow(GUILD, "language", "frak off", SECOND)
    filed = await house.teaching.allowing.allow(GUILD, None, "FRAK yeah", SECOND)
    assert [each.fresh for each in (first, again, filed) if each] == [True, False, False]
    assert house.teaching.allowing.allowed(GUILD, "language") == ("Frak Off",)
    assert house.teaching.allowing.allowed(GUILD, None) == ()


async def test_taking_back_leaves_what_the_file_says(house: House) -> None:
    """The last phrase goes once, whoever presses; with none left, the file alone counts again."""
    allowing = house.teaching.allowing
    for phrase in ("one", "two"):
        await allowing.allow(GUILD, "language", phrase, STAFF)
    both = await asyncio.gather(*(allowing.take_back(GUILD, "language", mark_of("two"), STAFF) for _ in range(2)))
    assert sorted(each.fresh for each in both if each) == [False, True]
    assert allowing.allowed(GUILD, "language") == ("one",)
    await allowing.take_back(GUILD, "language", mark_of("one"), STAFF)
    await allowing.take_back(GUILD, "language", mark_of("what the frak"), STAFF)
    assert house.communities.overrides_as_yaml(GUILD) == ""
    assert outcomes(house, "what the frak") == {}


async def test_a_rule_that_is_not_there_takes_nothing(house: House) -> None:
    """A rule that was removed from the file has no list, no replay and no cost."""
    teaching = house.teaching
    assert await teaching.allowing.allow(GUILD, "gone", "x", STAFF) is None
    assert await teaching.allowing.take_back(GUILD, "gone", "x", STAFF) is None
    assert await teaching.try_out(GUILD, "gone", []) is None
    assert teaching.cost(GUILD, "gone", []) is None


async def test_the_words_of_a_decision_can_be_allowed(house: House) -> None:
    """As they were written where the message is at hand, by their terms where it is gone; none without a decision."""
    said = a_message("oh FR4K this")
    await speak(house, said)
    here = await house.teaching.words(GUILD, 900, said)
    gone = await house.teaching.words(GUILD, 900, None)
    assert [each.phrase for each in here or ()] == ["FR4K", "frak"]
    assert [(each.phrase, each.rules) for each in gone or ()] == [("frak", ("language",))]
    assert await house.teaching.words(GUILD, 901, said) is None


# Who says what, and what the rules' numbers are then: hits, people, right, judged.
TABLE: list[tuple[list[tuple[int, str, bool | None]], dict[str, tuple[int, int, int, int]]]] = [
    ([], {"language": (0, 0, 0, 0), "watchful": (0, 0, 0, 0)}),
    ([(FAN, "frak", None)], {"language": (1, 1, 0, 0), "watchful": (0, 0, 0, 0)}),
    ([(FAN, "frak", True), (FAN, "frak", False)], {"language": (2, 1, 1, 2)}),
    ([(FAN, "frak", True), (OTHER_FAN, "frak", True)], {"language": (2, 2, 2, 2)}),
    ([(FAN, "gorram frak", True), (OTHER_FAN, "gorram", None)], {"language": (1, 1, 1, 1), "watchful": (2, 2, 1, 1)}),
    ([(FAN, "smeg", None), (FAN, "lovely", None)], {"idle": (0, 0, 0, 0), "language": (0, 0, 0, 0)}),
]


@pytest.mark.parametrize(("said", "numbers"), TABLE)
async def test_the_numbers_of_a_rule(
    house: House, said: list[tuple[int, str, bool | None]], numbers: dict[str, tuple[int, int, int, int]]
) -> None:
    """Finds, distinct people and judgements are counted for each rule, whether it acts or watches."""
    for number, (author, text, right) in enumerate(said, start=900):
        await speak(house, a_message(text, number=number, author=author))
        if right is not None:
            await house.teaching.judge_hits(GUILD, number, right=right, by=STAFF)
    statistics = await house.teaching.statistics(GUILD)
    assert statistics.complete
    assert {rule: statistics.of(rule) for rule in numbers} == {
        rule: Numbers(hits, people, Precision(right, judged)) for rule, (hits, people, right, judged) in numbers.items()
    }


async def test_numbers_end_with_the_days_they_count(house: House, clock: HandClock) -> None:
    """A find older than 30 days is counted no more."""
    await speak(house, a_message())
    clock.move(timedelta(days=31))
    assert (await house.teaching.statistics(GUILD)).of("language").hits == 0


async def test_history_tells_who_changed_what(house: House, clock: HandClock) -> None:
    """Newest first, with what was allowed for all; another rule's changes are not in it."""
    await house.communities.override(GUILD, "moderation.rules.language.mode", "shadow", STAFF)
    clock.move(timedelta(minutes=1))
    await house.teaching.allowing.allow(GUILD, None, "frak", SECOND)
    clock.move(timedelta(minutes=1))
    await house.communities.override(GUILD, "moderation.rules.language.mode", None, SECOND)
    await house.communities.override(GUILD, MODE, "live", STAFF)
    told = await house.teaching.history(GUILD, "language")
    assert [(each.key.rsplit(".", 1)[1], each.value, each.changed_by) for each in told] == [
        ("mode", None, SECOND),
        ("allow", ["frak yeah", "frak"], SECOND),
        ("mode", "shadow", STAFF),
    ]


async def test_finds_are_offered_until_each_is_judged(house: House) -> None:
    """The latest first, older ones after it, and none that was judged."""
    for number in (900, 901, 902):
        await speak(house, a_message("gorram", number=number))
    teaching = house.teaching
    latest = await teaching.unjudged(GUILD, "watchful")
    assert latest is not None
    assert (latest.decision.message_id, latest.left) == (902, 3)
    await teaching.judge_hits(GUILD, 901, right=True, by=STAFF, rule="watchful")
    older = await teaching.unjudged(GUILD, "watchful", before=902)
    assert older is not None
    assert (older.decision.message_id, older.left) == (900, 1)
    assert await teaching.unjudged(GUILD, "watchful", before=900) is None
    assert await teaching.unjudged(GUILD, "idle") is None


async def test_a_replay_changes_nothing(house: House) -> None:
    """A rule that is off finds what it would have found, and nothing is kept, told or remembered of it."""
    before = await everything(house)
    messages = [
        a_message("smeg", number=3),
        a_message("you smeg", number=1, author=OTHER_FAN),
        a_message("frak", number=2),
        a_message("smeg", number=4, staff=True),
    ]
    tried = await house.teaching.try_out(GUILD, "idle", messages)
    assert tried is not None
    assert (tried.read, tried.exempt, tried.found, tried.people) == (3, 1, 2, 2)
    assert [each.message.id for each in tried.examples] == [1, 3]
    assert await everything(house) == before
    assert outcomes(house, "smeg") == {}


async def test_the_cost_is_measured_on_what_is_read(house: House) -> None:
    """Messages give a time; none, or only such as are not read, give none."""
    teaching = house.teaching
    measured = teaching.cost(GUILD, "idle", [a_message("a quiet evening", number=number) for number in range(20)])
    assert measured is not None
    assert measured > 0
    assert teaching.cost(GUILD, "idle", []) is None
    assert teaching.cost(GUILD, "idle", [a_message(staff=True)]) is None
