from __future__ import annotations

from datetime import time, timedelta
from typing import TYPE_CHECKING, Annotated

import pytest

from bot.settings.cases import CasesFile
from bot.settings.catalogue import FILES
from bot.settings.communities import CommunityFile
from bot.settings.model import Model, load_model
from bot.settings.moderation import ModerationFile
from bot.settings.problems import Problem, SettingsError
from bot.settings.references import References
from bot.settings.schemas import MODELS
from bot.settings.types import DeclaredChannel, DiscordId, Duration, Listed, LocaleTag, TimeOfDay, ZoneName, between
from bot.settings.usher import UsherFile

if TYPE_CHECKING:
    from pathlib import Path

KNOWN = References(frozenset({"moderators", "Moderator"}), frozenset({"desk", "usher-desk", "lounge"}))


class Evening(Model):
    """Every shared type once."""

    at: TimeOfDay = time(20)
    lasts: Annotated[Duration, between("1h", "2d")] = timedelta(hours=2)
    zone: ZoneName = "UTC"
    tongue: LocaleTag = "en"
    server: DiscordId | None = None
    where: Listed[DeclaredChannel] = ()
    title: str = ""
    loud: bool = False
    seats: int = 0


def load(path: Path, text: str, model: type[Model]) -> Model:
    path.write_text(text, encoding="utf-8")
    return load_model(path, model, context=KNOWN)


def problems_of(path: Path, text: str, model: type[Model]) -> tuple[Problem, ...]:
    with pytest.raises(SettingsError) as caught:
        load(path, text, model)
    return caught.value.problems


# model, text, line, column, key, a word that the cure must have
BAD = [
    (UsherFile, "logg: {}\n", 1, 1, "logg", "log"),
    (UsherFile, "zzz: {}\n", 1, 1, "zzz", "metrics"),
    (UsherFile, "log:\n  level: infos\n", 2, 10, "log.level", "info"),
    (UsherFile, "log:\n  level: 3\n", 2, 10, "log.level", "debug"),
    (UsherFile, "log:\n  level: [info]\n", 2, 10, "log.level", "debug"),
    (UsherFile, "log: info\n", 1, 6, "log", "level"),
    (UsherFile, "log:\nmetrics: {}\n", 1, 1, "log", "line"),
    (UsherFile, "metrics:\n  enabled: off\n", 2, 12, "metrics.enabled", "Write true or false, here: false"),
    (UsherFile, "metrics:\n  enabled: NO\n", 2, 12, "metrics.enabled", "here: false"),
    (UsherFile, "metrics:\n  enabled: yes\n", 2, 12, "metrics.enabled", "here: true"),
    (UsherFile, "metrics:\n  enabled: On\n", 2, 12, "metrics.enabled", "here: true"),
    (UsherFile, "metrics:\n  enabled: 0\n", 2, 12, "metrics.enabled", "here: false"),
    (UsherFile, "metrics:\n  enabled: 'true'\n", 2, 12, "metrics.enabled", "without quotes"),
    (UsherFile, "metrics:\n  enabled: maybe\n", 2, 12, "metrics.enabled", "true or false"),
    (UsherFile, "metrics: {port: '8421'}\n", 1, 17, "metrics.port", "8421 without quotes"),
    (UsherFile, "metrics: {port: 84.21}\n", 1, 17, "metrics.port", "digits"),
    (UsherFile, "metrics: {port: 99999}\n", 1, 17, "metrics.port", "65535"),
    (UsherFile, "metrics: {port: -1}\n", 1, 17, "metrics.port", "0 or more"),
    (UsherFile, "metrics: {host: ''}\n", 1, 17, "metrics.host", "1"),
    (CommunityFile, "zone: UTC\n", 1, 1, "name", "name:"),
    (CommunityFile, "name: 1917\n", 1, 7, "name", '"1917"'),
    (CommunityFile, "name: true\n", 1, 7, "name", '"true"'),
    (CommunityFile, "name: #lantern\n", 1, 1, "name", "quotes"),
    (CommunityFile, "name: {a: b}\n", 1, 7, "name", "line"),
    (CommunityFile, "name: a\nserver: 123456789012345678\n", 2, 9, "server", '"123456789012345678"'),
    (CommunityFile, "name: a\nserver: 1.2345678901234568e17\n", 2, 9, "server", "Copy ID"),
    (CommunityFile, "name: a\nserver: 'lantern'\n", 2, 9, "server", "Copy ID"),
    (CommunityFile, "name: a\nserver: '99999999999999999999'\n", 2, 9, "server", "Copy ID"),
    (CommunityFile, "name: a\nzone: Europe/Pari\n", 2, 7, "zone", "Europe/Paris"),
    (CommunityFile, "name: a\nzone: paris\n", 2, 7, "zone", "Europe/Paris"),
    (CommunityFile, "name: a\nzone: new york\n", 2, 7, "zone", "America/New_York"),
    (CommunityFile, "name: a\nzone: 1\n", 2, 7, "zone", "Europe/Paris"),
    (CommunityFile, "name: a\nlanguages: en\n", 2, 12, "languages", "[en]"),
    (CommunityFile, "name: a\nlanguages: []\n", 2, 12, "languages", "en"),
    (CommunityFile, "name: a\nlanguages: [en, en]\n", 2, 12, "languages", "one"),
    (CommunityFile, "name: a\nlanguages: [en, pt_br]\n", 2, 17, "languages[1]", "pt-BR"),
    (CommunityFile, "name: a\nlanguages: [english]\n", 2, 13, "languages[0]", "en"),
    (CommunityFile, "name: a\nstaff:\n  moderator: [x]\n", 3, 3, "staff.moderator", "moderators"),
    (CommunityFile, "name: a\nstaff:\n  team: Team\n", 3, 9, "staff.team", "[Team]"),
    (CommunityFile, "name: a\nstaff:\n  team: {a: b}\n", 3, 9, "staff.team", "dash"),
    (CommunityFile, "name: a\nstaff:\n  team: ['@everyone']\n", 3, 10, "staff.team[0]", "role"),
    (
        CommunityFile,
        "name: a\nstaff:\n  team:\n  - 123456789012345678\n",
        4,
        5,
        "staff.team[0]",
        '"123456789012345678"',
    ),
    (CommunityFile, "name: a\nstaff:\n  team:\n  - 1917\n", 4, 5, "staff.team[0]", '"1917"'),
    (CommunityFile, "name: a\nstaff:\n  team:\n  -\n", 4, 4, "staff.team[0]", "value"),
    (
        CommunityFile,
        "name: a\nstaff: {team: ['<@&123456789012345678>']}\n",
        2,
        16,
        "staff.team[0]",
        '"123456789012345678"',
    ),
    (CommunityFile, "name: a\nchannels: {Lounge: b}\n", 2, 12, "channels.Lounge", "small"),
    (CommunityFile, "name: a\nchannels: {lounge: ''}\n", 2, 20, "channels.lounge", "letters"),
    (
        CommunityFile,
        "name: a\nchannels: {lounge: {id: '123456789012345678'}}\n",
        2,
        12,
        "channels.lounge.name",
        "name:",
    ),
    (CommunityFile, "name: a\nchannels: {lounge: '123456789012345678'}\n", 2, 20, "channels.lounge", "{name: …, id:"),
    (CommunityFile, "name: a\nchannels: {lounge: {name: b, idd: 1}}\n", 2, 30, "channels.lounge.idd", "id"),
    (ModerationFile, "rules: {a: {mode: live}}\n", 1, 9, "rules.a.kind", "kind: language"),
    (ModerationFile, "rules: {a: {kind: languages}}\n", 1, 19, "rules.a.kind", "language"),
    (ModerationFile, "rules: {a: {kind: 3}}\n", 1, 19, "rules.a.kind", "language"),
    (ModerationFile, "rules: {a: language}\n", 1, 12, "rules.a", "kind"),
    (ModerationFile, "rules: {a: {kind: language, mode: false}}\n", 1, 35, "rules.a.mode", "Write off"),
    (ModerationFile, "rules: {a: {kind: language, mode: shado}}\n", 1, 35, "rules.a.mode", "shadow"),
    (ModerationFile, "rules: {a: {kind: language, tiers: [slur, stron]}}\n", 1, 43, "rules.a.tiers[1]", "strong"),
    (ModerationFile, "rules: {a: {kind: language, tier: [slur]}}\n", 1, 29, "rules.a.tier", "tiers"),
    (ModerationFile, "rules: {a: {kind: language, language: [slur]}}\n", 1, 29, "rules.a.language", "kind"),
    (ModerationFile, "rules: {a: {kind: language, allow: [1917]}}\n", 1, 37, "rules.a.allow[0]", '"1917"'),
    (ModerationFile, "rules: {a: {kind: language, add: {stron: [xx]}}}\n", 1, 35, "rules.a.add.stron", "strong"),
    (ModerationFile, "rules: {a: {kind: language, add: {mild: [xx, 3]}}}\n", 1, 46, "rules.a.add.mild[1]", '"3"'),
    (ModerationFile, "exempt:\n  roles: [Moderater]\n", 2, 11, "exempt.roles[0]", "Moderator"),
    (ModerationFile, "exempt:\n  channels: [lounge, usher-dask]\n", 2, 22, "exempt.channels[1]", "usher-desk"),
    (CasesFile, "nudge: {remember: 30}\n", 1, 19, "nudge.remember", "30d"),
    (CasesFile, "nudge: {remember: 30 days}\n", 1, 19, "nudge.remember", "30d"),
    (CasesFile, "nudge: {remember: 1 day and 2 hours}\n", 1, 19, "nudge.remember", "1d2h"),
    (CasesFile, "nudge: {remember: long}\n", 1, 19, "nudge.remember", "1h30m"),
    (CasesFile, "nudge: {remember: 2h}\n", 1, 19, "nudge.remember", "1d or more"),
    (CasesFile, "nudge: {note_line: 2d}\n", 1, 20, "nudge.note_line", "1d or less"),
    (Evening, "at: 1230\n", 1, 5, "at", '"20:30"'),
    (Evening, "at: 20.30\n", 1, 5, "at", '"20:30"'),
    (Evening, "at: 25:00\n", 1, 5, "at", "20:30"),
    (Evening, "at: 24:00\n", 1, 5, "at", "00:00"),
    (Evening, "at: 8pm\n", 1, 5, "at", "20:00"),
    (Evening, "at: 8h30\n", 1, 5, "at", "08:30"),
]


@pytest.mark.parametrize(("model", "text", "line", "column", "key", "cure"), BAD)
def test_a_mistake_is_told_with_place_key_and_cure(
    tmp_path: Path, model: type[Model], text: str, line: int, column: int, key: str, cure: str
) -> None:
    """Each mistake a person makes leads to its own line and column, and to what to write instead."""
    (problem,) = problems_of(tmp_path / "a.yaml", text, model)
    assert (problem.line, problem.column, problem.key) == (line, column, key)
    assert problem.what
    assert cure in problem.cure


def test_all_mistakes_of_a_file_are_told_at_once_and_in_order(tmp_path: Path) -> None:
    """One look at the file mends everything: duplicates, unknown keys and wrong values come together."""
    text = "log: {level: loud}\nmetrics:\n  enabled: off\n  port: x\n  port: 1\nextra: 1\n"
    problems = problems_of(tmp_path / "a.yaml", text, UsherFile)
    assert [(each.line, each.key) for each in problems] == [
        (1, "log.level"),
        (3, "metrics.enabled"),
        (4, "metrics.port"),
        (5, "metrics.port"),
        (6, "extra"),
    ]


@pytest.mark.parametrize(
    ("text", "field", "meant"),
    [
        ("at: 20:30", "at", time(20, 30)),
        ("at: '8:05'", "at", time(8, 5)),
        ("lasts: 1h30m", "lasts", timedelta(hours=1, minutes=30)),
        ("title: no", "title", "no"),
        ("title: OFF", "title", "OFF"),
        ("title: '1917'", "title", "1917"),
        ("title: 20:30", "title", "20:30"),
        ("title: 2026-05-01", "title", "2026-05-01"),
        ("tongue: no", "tongue", "no"),
        ("tongue: pt-BR", "tongue", "pt-BR"),
        ("server: '123456789012345678'", "server", 123456789012345678),
        ("loud: True", "loud", True),
    ],
)
def test_what_a_person_plainly_means_is_what_is_read(tmp_path: Path, text: str, field: str, meant: object) -> None:
    """YAML's older traps are not sprung: a time is a time, and Norwegian is a language."""
    assert getattr(load(tmp_path / "a.yaml", text, Evening), field) == meant


@pytest.mark.parametrize("name", [name for name in MODELS if name != "community"])
def test_a_file_that_says_nothing_means_the_defaults(tmp_path: Path, name: str) -> None:
    """Every file but community.yaml may be empty."""
    assert load(tmp_path / "a.yaml", "", MODELS[name]) == MODELS[name]()


@pytest.mark.parametrize("model", [*FILES.values(), UsherFile, Evening])
def test_settings_survive_being_written_out_and_read_again(model: type[Model]) -> None:
    """What a model prints is what it reads, so overrides and exports lose nothing."""
    value = model.model_validate({"name": "a"} if model is CommunityFile else {})
    assert model.model_validate(value.model_dump(mode="json")) == value


def test_desk_and_log_are_always_there(tmp_path: Path) -> None:
    """Naming one more channel takes neither staff channel away, and each may be renamed."""
    text = "name: a\nchannels:\n  log: '#quiet'\n  lounge: {name: general, id: '123456789012345678'}\n"
    found = load(tmp_path / "a.yaml", text, CommunityFile)
    assert isinstance(found, CommunityFile)
    assert {key: (each.name, each.id) for key, each in found.channels.items()} == {
        "desk": ("usher-desk", None),
        "log": ("quiet", None),
        "lounge": ("general", 123456789012345678),
    }


def test_references_lead_to_the_roles_and_channels_meant() -> None:
    """A staff list stands for its roles; a channel is known by key, by name and by id."""
    community = CommunityFile.model_validate(
        {"name": "a", "staff": {"team": ["@Crew", "123456789012345678"]}, "channels": {"lounge": "general"}}
    )
    rules = ModerationFile.model_validate(
        {"exempt": {"roles": ["team", "Moderator", "team"], "channels": ["general", "desk", "223456789012345678"]}},
        context=community.references,
    )
    assert [str(role) for role in community.roles(rules.exempt.roles)] == ["Crew", "123456789012345678", "Moderator"]
    assert [community.channel_key(each) for each in rules.exempt.channels] == ["lounge", "desk", None]


def test_settings_cannot_be_changed_by_accident() -> None:
    """A model is frozen."""
    with pytest.raises(ValueError, match="frozen"):
        UsherFile().log.level = "debug"  # type: ignore[misc]
