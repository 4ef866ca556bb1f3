"""How `when:` of a rule is written, and what is said when it is written differently."""

from __future__ import annotations

from datetime import UTC, datetime, time
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

import pytest

from bot.domain.moderation.conditions import (
    All,
    AnyOf,
    Clock,
    HasRole,
    Hours,
    InCategories,
    InChannels,
    InPlace,
    Speaks,
    Standing,
    Unless,
)
from bot.domain.moderation.messages import Place
from bot.domain.moderation.rules import Always, Condition
from bot.settings.model import load_model
from bot.settings.moderation import ModerationFile
from bot.settings.problems import SettingsError
from bot.settings.references import References
from bot.settings.rules import Surroundings

if TYPE_CHECKING:
    from pathlib import Path

KNOWN = References(frozenset({"moderators", "Moderator"}), frozenset({"desk", "usher-desk", "lounge"}))
AROUND = Surroundings(
    roles={"Moderator": 31, "Owl": 32},
    channels={"lounge": 41},
    zone="Europe/Paris",
    staff={"moderators": ("Moderator", "Owl", 33)},
)


def condition(path: Path, when: str) -> Condition:
    """What a rule with this `when` needs."""
    path.write_text(f"rules: {{a: {{kind: language, when: {when}}}}}\n", encoding="utf-8")
    loaded: Any = load_model(path, ModerationFile, context=KNOWN)
    assert ModerationFile.model_validate(loaded.model_dump(mode="json"), context=KNOWN) == loaded
    made: Condition = loaded.rules["a"].rule("a", AROUND).when
    return made


LOUNGE = InChannels(frozenset({41}))
BY_ID = 123456789012345678


@pytest.mark.parametrize(
    ("when", "expected"),
    [
        ("{}", Always()),
        ("{all: [{channels: [lounge]}]}", All((LOUNGE,))),
        ("{any: [{channels: [lounge]}, {threads: true}]}", AnyOf((LOUNGE, InPlace(Place.THREAD)))),
        ("{unless: [{forums: false}]}", Unless((InPlace(Place.FORUM, yes=False),))),
        (
            "{all: [{threads: true}], any: [{forums: true}], unless: [{channels: [lounge]}]}",
            All((All((InPlace(Place.THREAD),)), AnyOf((InPlace(Place.FORUM),)), Unless((LOUNGE,)))),
        ),
        (
            "{all: [{channels: [lounge], threads: false}]}",
            All((All((LOUNGE, InPlace(Place.THREAD, yes=False))),)),
        ),
        (
            "{all: [{channels: [usher-desk, '123456789012345678']}]}",
            All((InChannels(frozenset({BY_ID})),)),
        ),
        ("{all: [{channels: [desk]}]}", All((InChannels(frozenset()),))),
        ("{all: [{categories: ['123456789012345678']}]}", All((InCategories(frozenset({BY_ID})),))),
        ("{all: [{roles: [moderators]}]}", All((HasRole(frozenset({31, 32, 33})),))),
        ("{all: [{roles: [Moderator]}]}", All((HasRole(frozenset({31})),))),
        ("{all: [{standing: {at_least: 2}}]}", All((Standing(2),))),
        ("{all: [{standing: {at_most: 0}}]}", All((Standing(0, 0),))),
        ("{all: [{languages: [fr, pt-BR]}]}", All((Speaks(frozenset({"fr", "pt-BR"})),))),
        ("{all: [{hours: 22:00-07:00}]}", All((Hours(time(22), time(7), ZoneInfo("Europe/Paris")),))),
        ("{all: [{hours: '9:30 – 17:00'}]}", All((Hours(time(9, 30), time(17), ZoneInfo("Europe/Paris")),))),
        (
            "{all: [{clock: {after: 2026-12-18 20:00}}]}",
            All((Clock(datetime(2026, 12, 18, 19, tzinfo=UTC)),)),
        ),
        (
            "{all: [{clock: {after: 2026-07-01 00:00, before: 2026-12-18 20:00}}]}",
            All((Clock(datetime(2026, 6, 30, 22, tzinfo=UTC), datetime(2026, 12, 18, 19, tzinfo=UTC)),)),
        ),
    ],
)
def test_conditions_are_read(tmp_path: Path, when: str, expected: Condition) -> None:
    """What is written is what has to hold, names as ids and times in the community's zone; it reads back unchanged."""
    assert condition(tmp_path / "moderation.yaml", when) == expected


# what is written, the key that is named, a word that the cure or the complaint must have
BAD = [
    ("{al: []}", "when.al", "all"),
    ("{all: []}", "when.all", "every message"),
    ("{any: []}", "when.any", "no message"),
    ("{unless: []}", "when.unless", "out"),
    ("{all: [{}]}", "when.all[0]", "tenure"),
    ("{all: {channels: [lounge]}}", "when.all", "dash"),
    ("{all: [lounge]}", "when.all[0]", "channels"),
    ("{all: [{channel: [lounge]}]}", "when.all[0].channel", "channels"),
    ("{all: [{channels: []}]}", "when.all[0].channels", "no message"),
    ("{all: [{channels: [loung]}]}", "when.all[0].channels[0]", "lounge"),
    ("{all: [{channels: lounge}]}", "when.all[0].channels", "[lounge]"),
    ("{all: [{roles: [moderator]}]}", "when.all[0].roles[0]", "Moderator"),
    ("{all: [{categories: [123456789012345678]}]}", "when.all[0].categories[0]", '"123456789012345678"'),
    ("{all: [{threads: no}]}", "when.all[0].threads", "false"),
    ("{all: [{tenure: 7d}]}", "when.all[0].tenure", "under"),
    ("{all: [{tenure: {}}]}", "when.all[0].tenure", "under: 7d"),
    ("{all: [{tenure: {under: 7}}]}", "when.all[0].tenure.under", "7d"),
    ("{all: [{tenure: {under: 7d, over: 7d}}]}", "when.all[0].tenure", "longer"),
    ("{all: [{standing: {}}]}", "when.all[0].standing", "at_most: 0"),
    ("{all: [{standing: {at_least: 2, at_most: 1}}]}", "when.all[0].standing", "larger"),
    ("{all: [{standing: {at_least: -1}}]}", "when.all[0].standing.at_least", "0 or more"),
    ("{all: [{languages: [french]}]}", "when.all[0].languages[0]", "fr"),
    ("{all: [{hours: 22}]}", "when.all[0].hours", "22:00-07:00"),
    ("{all: [{hours: 22:00}]}", "when.all[0].hours", "22:00-07:00"),
    ("{all: [{hours: 22:00-25:00}]}", "when.all[0].hours", "20:30"),
    ("{all: [{hours: 10pm-07:00}]}", "when.all[0].hours", "22:00"),
    ("{all: [{hours: 22:00-22:00}]}", "when.all[0].hours", "whole day"),
    ("{all: [{clock: {}}]}", "when.all[0].clock", "after"),
    ("{all: [{clock: {after: 2026-12-18}}]}", "when.all[0].clock.after", "2026-12-18 00:00"),
    ("{all: [{clock: {after: 2026-12-18T20:00}}]}", "when.all[0].clock.after", "2026-12-18 20:00"),
    ("{all: [{clock: {after: 2026-12-18T20:00Z}}]}", "when.all[0].clock.after", "zone"),
    ("{all: [{clock: {after: Friday}}]}", "when.all[0].clock.after", "2026-12-18 20:00"),
    ("{all: [{clock: {after: 2026-13-18 20:00}}]}", "when.all[0].clock.after", "2026-12-18 20:00"),
    ("{all: [{clock: {after: 2026-12-18 20:00, before: 2026-12-18 20:00}}]}", "when.all[0].clock", "later"),
]


@pytest.mark.parametrize(("when", "key", "words"), BAD)
def test_mistakes_are_named_with_their_cure(tmp_path: Path, when: str, key: str, words: str) -> None:
    """One complaint, at the key that is wrong, that says what to write."""
    with pytest.raises(SettingsError) as caught:
        condition(tmp_path / "moderation.yaml", when)
    (problem,) = caught.value.problems
    assert problem.key == f"rules.a.{key}"
    assert words in f"{problem.what}. {problem.cure}"
