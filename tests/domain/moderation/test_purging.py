"""Which messages go when many are asked for, in which portions, and in which words it is said."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from bot.domain.moderation.messages import Field, Message, Passage
from bot.domain.moderation.purging import AT_ONCE, ONE_BY_ONE, YOUNG, Choice, Seen, Wanted, choose, described, steps
from bot.domain.plans import Purge, Words

NOON = datetime(2026, 3, 14, 12, tzinfo=UTC)
FAN, OTHER, STAFF, USHER = 5, 6, 7, 8


def message(number: int, text: str = "cheap tickets", *, author: int = FAN, age: int = 0, **more: Any) -> Message:
    """Return a message that is so many days old."""
    return Message(number, 1, 2, author, NOON - timedelta(days=age), text, **more)


SEEN = (
    Seen(message(9, "Cheap TICKETS tonight", author=OTHER)),
    Seen(message(8, "so cheap")),
    Seen(message(7, "no ads please", author=STAFF, staff=True)),
    Seen(message(6, "the rules", author=FAN), pinned=True),
    Seen(message(5, "a note of mine", author=USHER, bot=True), own=True),
    Seen(message(4, "", author=OTHER, more=(Passage(Field.ATTACHMENT, "tickets.png"),))),
    Seen(message(3, "STRASSE", author=OTHER, bot=True)),
)


@pytest.mark.parametrize(
    ("wanted", "gone", "pinned", "staff"),
    [
        (Wanted(), {3, 4, 8, 9}, 1, 2),
        (Wanted(pinned=True), {3, 4, 6, 8, 9}, 0, 2),
        (Wanted(member_id=FAN), {8}, 1, 0),
        (Wanted(member_id=FAN, pinned=True), {6, 8}, 0, 0),
        (Wanted(member_id=STAFF), {7}, 0, 0),
        (Wanted(member_id=USHER), {5}, 0, 0),
        (Wanted(member_id=99), set(), 0, 0),
        (Wanted(contains="tickets"), {4, 9}, 0, 0),
        (Wanted(contains="CHEAP"), {8, 9}, 0, 0),
        (Wanted(contains="straße"), {3}, 0, 0),
        (Wanted(contains="note of"), set(), 0, 1),
        (Wanted(contains="rules"), set(), 1, 0),
        (Wanted(member_id=OTHER, contains="cheap"), {9}, 0, 0),
        (Wanted(contains="theatre"), set(), 0, 0),
        (Wanted(contains=".*"), set(), 0, 0),
    ],
)
def test_what_goes_and_what_is_left(wanted: Wanted, gone: set[int], pinned: int, staff: int) -> None:
    """Every filter takes what fits and nothing else, and counts what fits and stays."""
    choice = choose(SEEN, wanted)
    assert [each.id for each in choice.messages] == sorted(gone)
    assert (choice.pinned_left, choice.staff_left) == (pinned, staff)


def test_nobody_in_particular_is_not_everybody() -> None:
    """A member who asked to be forgotten meanwhile is no filter that lets everything through."""
    assert choose(SEEN, Wanted(member_id=0)).messages == ()
    assert described(Wanted(member_id=0)).key != described(Wanted()).key


@pytest.mark.parametrize(("young", "old"), [(0, 1), (1, 0), (2, 0), (100, 0), (101, 10), (250, 25), (0, 0), (1000, 0)])
def test_steps_take_each_message_once(young: int, old: int) -> None:
    """Every message is in one step; young ones go by the hundred and before older ones, which go by the handful."""
    messages = [message(number, age=30) for number in range(old)]
    messages += [message(old + number) for number in range(young)]
    made = steps(2, messages, NOON)
    assert [each for step in made for each in step.message_ids] == [*range(old, old + young), *range(old)]
    for step in made:
        are_young = {number >= old for number in step.message_ids}
        assert len(are_young) == 1
        assert 1 <= len(step.message_ids) <= (AT_ONCE if are_young == {True} else ONE_BY_ONE)
    assert all(step.channel_id == 2 for step in made)


def test_a_message_is_young_for_less_than_fourteen_days() -> None:
    """What would turn fourteen days old on the way is taken away singly."""
    at = {1: YOUNG - timedelta(seconds=1), 2: YOUNG, 3: timedelta(days=14)}
    messages = [Message(number, 1, 2, FAN, NOON - age, "") for number, age in at.items()]
    assert steps(2, messages, NOON) == (Purge(2, (1,)), Purge(2, (2, 3)))
    assert Choice(tuple(messages)).older(NOON) == 2


@pytest.mark.parametrize(("count", "shown"), [(0, 0), (1, 1), (5, 5), (6, 5), (1000, 5)])
def test_examples_reach_from_the_first_to_the_last(count: int, shown: int) -> None:
    """At most so many different ones are shown, both ends among them."""
    messages = tuple(message(number) for number in range(count))
    examples = [each.id for each in Choice(messages).examples(5)]
    assert len(set(examples)) == len(examples) == shown
    assert examples == sorted(examples)
    assert {examples[0], examples[-1]} == {0, count - 1} if count else not examples


def test_people_are_counted_once() -> None:
    """However many messages somebody wrote, they are one author."""
    assert choose(SEEN, Wanted(pinned=True)).people == 2


@pytest.mark.parametrize(
    ("wanted", "key", "values"),
    [
        (Wanted(50), "all", {"last": "50"}),
        (Wanted(member_id=5), "member", {"member": "<@5>"}),
        (Wanted(contains="a*b"), "text", {"text": "a\\*b"}),
        (Wanted(member_id=5, contains="x" * 99), "member_and_text", {"text": "x" * 59 + "…"}),
        (Wanted(contains="<@9>\n# up"), "text", {"text": "\\<\\@9\\> \\# up"}),
    ],
)
def test_what_was_asked_is_said_safely(wanted: Wanted, key: str, values: dict[str, str]) -> None:
    """The words name what was asked for; a text is trimmed, on one line, and nothing in it is markup."""
    words = described(wanted)
    assert words.key == f"moderation.purge.filter.{key}"
    assert values.items() <= words.values.items()
    pinned = Wanted(wanted.last, wanted.member_id, wanted.contains, pinned=True)
    assert described(pinned) == Words("moderation.purge.filter.with_pinned", parts={"filter": words})
