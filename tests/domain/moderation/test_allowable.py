"""What *Always allow* offers."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from bot.domain.moderation.allowable import LONGEST, MOST_WORDS, allowable, mark_of
from bot.domain.moderation.messages import Message
from bot.domain.moderation.reading import View
from bot.domain.moderation.verdicts import Considered, Outcome, Spot


def found(*spots: Spot, rule: str = "language") -> Considered:
    """Return one rule's finds."""
    return Considered(rule, Outcome.MATCHED, spots)


def said(text: str) -> Message:
    """Return a message."""
    return Message(1, 2, 3, 4, datetime(2026, 3, 14, tzinfo=UTC), text)


def word(text: str, written: str, term: str, view: View | None = View.plain) -> Spot:
    """Return the place of a written word."""
    start = text.index(written)
    return Spot(start, start + len(written), term, view=view)


TEXT = "the Cockatoo visits evil.example/path"
BIRD = word(TEXT, "Cockatoo", "cock")
LINK = word(TEXT, "evil.example/path", "evil.example", None)


@pytest.mark.parametrize(
    ("decided", "again", "phrases"),
    [
        ((BIRD,), (BIRD,), ["Cockatoo", "cock"]),
        ((BIRD,), (), ["cock"]),
        ((LINK,), (LINK,), ["evil.example"]),
        ((BIRD, BIRD), (BIRD, BIRD), ["Cockatoo", "cock"]),
        ((LINK,), (BIRD,), ["evil.example"]),
        ((Spot(0, 3),), (Spot(0, 3),), []),
        ((), (), []),
    ],
)
def test_written_words_come_before_terms(
    decided: tuple[Spot, ...], again: tuple[Spot, ...], phrases: list[str]
) -> None:
    """What was written comes first, then its term; an address by its domain only; the rest by its term."""
    offered = allowable([found(*decided)], said(TEXT), [found(*again)])
    assert [each.phrase for each in offered] == phrases


def test_without_its_message_a_decision_offers_terms() -> None:
    """A message that is gone leaves the terms of its decision."""
    assert [each.phrase for each in allowable([found(BIRD)])] == ["cock"]


def test_a_word_that_two_rules_found_is_offered_once_for_both() -> None:
    """The rules stand beside the word."""
    (first, second) = allowable(
        [found(BIRD), found(BIRD, rule="birds")], said(TEXT), [found(BIRD), found(BIRD, rule="birds")]
    )
    assert first.rules == ("language", "birds")
    assert set(second.rules) == {"language", "birds"}


def test_no_more_than_four_are_offered() -> None:
    """A message full of words offers the first of them."""
    text = " ".join(f"word{number}" for number in range(9))
    spots = tuple(word(text, f"word{number}", f"term{number}") for number in range(9))
    offered = allowable([found(*spots)], said(text), [found(*spots)])
    assert [each.phrase for each in offered] == [f"word{number}" for number in range(MOST_WORDS)]


def test_what_is_longer_than_a_phrase_may_be_is_offered_by_its_term() -> None:
    """A stretched word of many letters would not fit into the settings."""
    text = "a" * (LONGEST + 1)
    spot = Spot(0, len(text), "aah", view=View.stretched)
    assert [each.phrase for each in allowable([found(spot)], said(text), [found(spot)])] == ["aah"]


def test_a_mark_stands_for_a_phrase_in_any_case() -> None:
    """The same phrase has the same eight letters, and another has others."""
    assert mark_of("Cockatoo") == mark_of("cockatoo")
    assert mark_of("cockatoo") != mark_of("cockatiel")
    assert len(mark_of("x" * 500)) == 8
