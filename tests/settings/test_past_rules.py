"""How the rules about floods, newcomers and reports are written."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

import pytest

from bot.domain.moderation.rules.first_messages import Brought
from bot.domain.moderation.rules.flood import Rate
from bot.settings.model import load_model
from bot.settings.moderation import ModerationFile
from bot.settings.problems import SettingsError
from bot.settings.rules import Surroundings

if TYPE_CHECKING:
    from pathlib import Path


def rule(path: Path, text: str) -> Any:
    """The rule that is written like this."""
    path.write_text(f"rules: {{a: {{{text}}}}}\n", encoding="utf-8")
    loaded: Any = load_model(path, ModerationFile)
    assert ModerationFile.model_validate(loaded.model_dump(mode="json")) == loaded
    return loaded.rules["a"].rule("a", Surroundings({}, {}))


def test_defaults_are_gentle(tmp_path: Path) -> None:
    """Written by kind alone, each has limits that ordinary talk does not reach."""
    path = tmp_path / "moderation.yaml"
    flood = rule(path, "kind: flood")
    assert (flood.messages, flood.repeats, flood.near_repeats, flood.channels, flood.lines, flood.emoji) == (
        Rate(8, timedelta(seconds=10)),
        Rate(4, timedelta(minutes=2)),
        Rate(4, timedelta(minutes=2)),
        Rate(4, timedelta(minutes=1)),
        40,
        40,
    )
    new = rule(path, "kind: first_messages")
    assert (new.count, new.within, new.contains) == (3, timedelta(days=1), frozenset(Brought) - {Brought.MENTION})
    assert rule(path, "kind: reports").at_least == 3


def test_limits_can_be_left_out(tmp_path: Path) -> None:
    """What is null is not looked at."""
    flood = rule(tmp_path / "moderation.yaml", "kind: flood, messages: null, lines: null, near_repeats: null")
    assert (flood.messages, flood.lines, flood.near_repeats, flood.emoji) == (None, None, None, 40)


@pytest.mark.parametrize(
    ("text", "key", "words"),
    [
        ("kind: flood, messages: 8", "messages", "count"),
        ("kind: flood, messages: {count: 8}", "messages.within", "within:"),
        ("kind: flood, messages: {count: 1, within: 10s}", "messages.count", "2 or more"),
        ("kind: flood, messages: {count: 31, within: 10s}", "messages.count", "30 or less"),
        ("kind: flood, messages: {count: 8, within: 10}", "messages.within", "10m"),
        ("kind: flood, messages: {count: 8, within: 11m}", "messages.within", "10m or less"),
        ("kind: flood, near_repeats: {count: 4, within: 1m, likeness: 90}", "near_repeats.likeness", "or less"),
        ("kind: flood, repeats: {count: 4, within: 1m, likeness: 1}", "repeats.likeness", "within"),
        ("kind: flood, lines: 0", "lines", "5 or more"),
        ("kind: first_messages, contains: []", "contains", "nothing"),
        ("kind: first_messages, contains: [links]", "contains[0]", "link"),
        ("kind: first_messages, within: 31d", "within", "30d"),
        ("kind: reports, at_least: 0", "at_least", "1 or more"),
    ],
)
def test_mistakes_are_named_with_their_cure(tmp_path: Path, text: str, key: str, words: str) -> None:
    """One complaint, at the key that is wrong, that says what to write."""
    with pytest.raises(SettingsError) as caught:
        rule(tmp_path / "moderation.yaml", text)
    (problem,) = caught.value.problems
    assert problem.key == f"rules.a.{key}"
    assert words in f"{problem.what}. {problem.cure}"
