"""Rules with patterns."""

from __future__ import annotations

import pytest

from bot.domain.moderation.messages import Field, Passage
from bot.domain.moderation.rules.expressions import MOST_SPOTS, Expression, ExpressionError, TooLargeError
from bot.domain.moderation.rules.pattern import PatternRule
from tests.domain.moderation.worded import house, seen


def pattern(*patterns: str, name: str = "own", normalise: bool = False, allow: tuple[str, ...] = ()) -> PatternRule:
    return PatternRule(name=name, patterns=patterns, normalise=normalise, allow=frozenset(allow))


@pytest.mark.parametrize(
    ("source", "text", "spots"),
    [
        (r"\bbad\d+", "bad1 and bad22", ["bad1", "bad22"]),
        (r"(?i)nitro", "NITRO", ["NITRO"]),
        (r"nitro", "NITRO", []),
        ("🍿{3}", "é 🍿🍿🍿🍿 x", ["🍿🍿🍿"]),
        ("é+", "caféé 🍿é", ["éé", "é"]),
        ("x", "\ud800x\udfff🍿x", ["x", "x"]),
        (r"\x{301}", "e\u0301", ["\u0301"]),
        (r"\b", "a b", []),
        (r"b*?", "bbb", []),
        ("^one$", "one\ntwo", []),
        ("(?m)^two$", "one\ntwo", ["two"]),
        (r"\p{Greek}+", "abc αβγ", ["αβγ"]),
    ],
)
def test_a_pattern_finds_slices_of_the_text(source: str, text: str, spots: list[str]) -> None:
    """Spots are slices of the text, whatever its characters are; what has no width is nothing."""
    assert seen(house(pattern(source)), text) == ({"own": spots} if spots else {})


@pytest.mark.parametrize("text", ["CAFE", "Café", "ｃａｆｅ", "𝓬𝓪𝓯𝓮", "cаfe", "c\u200bafe"])
def test_a_pattern_may_be_matched_on_plain_letters(text: str) -> None:
    """With `normalise`, case, accents, letter styles and look-alikes do not matter, and the spot is still the text."""
    policy = house(pattern("cafe", normalise=True), pattern("cafe", name="exact"))
    assert seen(policy, f"🍿 {text}!") == {"own": [text]}


def test_many_patterns_are_one_pass_and_each_rule_gets_its_own() -> None:
    """Of hundreds of patterns those that fit are named, also by two rules that share one."""
    rules = [pattern(rf"\bkey{n}x\w*", name=f"r{n}") for n in range(250)]
    policy = house(*rules, pattern("key7x", "nothing", name="also"))
    assert seen(policy, "key7xyz key211x key") == {"r7": ["key7xyz"], "r211": ["key211x"], "also": ["key7x"]}


def test_patterns_that_grow_large_together_are_split() -> None:
    """A set that would need too much memory is several; nothing is lost."""
    rules = [pattern(f"a.{{{100 + n}}}b{n}c", name=f"r{n}") for n in range(60)]
    text = "a" + "é" * 130 + "b30c"
    assert list(seen(house(*rules), text)) == ["r30"]


def test_spots_are_bounded() -> None:
    """What is found everywhere is shown a few times."""
    assert len(seen(house(pattern("a")), "a" * 4000)["own"]) == MOST_SPOTS


def test_all_texts_are_matched() -> None:
    """A pattern counts wherever it fits."""
    more = (Passage(Field.TITLE, "bad1"), Passage(Field.ALT_TEXT, "bad2"))
    assert seen(house(pattern(r"bad\d")), "fine", *more) == {"own": ["bad1", "bad2"]}


def test_what_is_allowed_is_left_alone() -> None:
    """What was found may be allowed as it was written, or by a phrase around it."""
    rule = pattern(r"(?i)\bbad\w*( \w+)?", "🍿+", allow=("Badger", "bad hair day", "🍿"))
    assert seen(house(rule), "badger 🍿") == {}
    assert seen(house(rule), "a bad hair day") == {}
    assert seen(house(rule), "badger. bad dog 🍿🍿") == {"own": ["bad dog", "🍿🍿"]}


@pytest.mark.parametrize("source", ["(?=a)", r"(a)\1", "[z-a]", "(", "\\", "a{2,1}"])
def test_what_the_engine_cannot_do_is_refused(source: str) -> None:
    """A pattern that is not RE2's never reaches a message."""
    with pytest.raises(ExpressionError):
        Expression(source)


@pytest.mark.parametrize("source", [r"\w{1,1000}\w{1,1000}x", r"[\pL\d]{3,40}", r"(?:\pL{1,9}\s){9}"])
def test_a_pattern_that_grows_too_large_is_refused(source: str) -> None:
    """The size of a program bounds what it can cost."""
    with pytest.raises(TooLargeError):
        Expression(source)
