"""Which patterns are named as slow. How slow they are is the machine's matter, so the bounds are the test's."""

from __future__ import annotations

from bot.domain.moderation.rules.pattern import PatternRule
from bot.services.patterns import LENGTH, hostile, slow_patterns

RULES = (
    PatternRule(name="a", patterns=("one", r"two\w+")),
    PatternRule(name="b", patterns=("three",), normalise=True),
)


def test_every_pattern_over_the_bound_is_named() -> None:
    """A pattern is named by its rule and its place, and all together once for each form of the text."""
    slow = list(slow_patterns(RULES, pattern_ms=-1, together_ms=-1))
    assert [(each.rule, each.place, each.source) for each in slow] == [
        ("a", 0, "one"),
        ("a", 1, r"two\w+"),
        ("b", 0, "three"),
        ("", 0, ""),
    ]
    assert all(each.milliseconds >= 0 for each in slow)


def test_what_is_quick_is_not_named() -> None:
    """Within the bounds there is nothing to say."""
    assert list(slow_patterns(RULES, pattern_ms=1e9, together_ms=1e9)) == []


def test_hostile_messages_are_of_the_greatest_length() -> None:
    """They are made of what a pattern looks for as well."""
    texts = hostile([r"(?i)free nitro\d"])
    assert {len(text) for text in texts} == {LENGTH}
    assert any(text.startswith("free nitro") for text in texts)
