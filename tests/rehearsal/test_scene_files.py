from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from bot.rehearsal.cast import Cast, load_cast
from bot.rehearsal.doings import Chooses, Edits, Says, Waits
from bot.rehearsal.scenes import UnknownNameError, choose, load_scenes, scene_paths
from bot.rehearsal.steps import VERBS, Expects
from bot.settings.model import load_model
from bot.settings.problems import SettingsError
from bot.settings.shipped import shipped_dir

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from bot.rehearsal.bill import Bill
    from bot.rehearsal.scenes import Scene
    from bot.settings.problems import Problem

SHIPPED = shipped_dir() / "rehearsal"


def problems_of(path: Path, bill: Bill) -> tuple[Problem, ...]:
    with pytest.raises(SettingsError) as refused:
        load_scenes({"wrong": path}, bill)
    return refused.value.problems


@pytest.mark.parametrize(
    ("step", "line", "key", "cure"),
    [
        ("{who: mira, says: Hi, in: loby}", 3, "steps[0].in", '"lobby"'),
        ("{who: mirra, says: Hi}", 3, "steps[0].who", '"mira"'),
        ("{who: everyone else, says: Hi}", 3, "steps[0].who", "Choose from"),
        ("{who: mira, sayz: Hi}", 3, "steps[0]", '"says"'),
        ("{who: mira, says: Hi, runs: /me}", 3, "steps[0]", "two steps"),
        ("{who: mira}", 3, "steps[0]", ", ".join(VERBS)),
        ("mira says hello", 3, "steps[0]", "{who: mira"),
        ("{who: mira, says: Hi, inn: lobby}", 3, "steps[0].inn", '"in"'),
        ("{who: mira, says: 20}", 3, "steps[0].says", '"20"'),
        ("{says: Hi}", 3, "steps[0].who", "who:"),
        ("{who: mira, runs: me}", 3, "steps[0].runs", '"/me"'),
        ("{who: mira, runs: /usher pause, with: {feature: [a, b]}}", 3, "steps[0].with.feature", "one word"),
        ("{who: mira, presses: Open my note}", 3, "steps[0].presses", "cases:open"),
        ("{who: mira, fills: {text: [a]}}", 3, "steps[0].fills.text", "text"),
        ("{who: mira, presses: 'moderation:mode:'}", 3, "steps[0].presses", "last colon"),
        ("{who: mira, edits: the letter, to: Hi}", 3, "steps[0].edits", "called: the letter"),
        ("{who: mira, edits: the letter}", 3, "steps[0].to", "to:"),
        ("{who: mira, chooses: Report, of: the letter}", 3, "steps[0].of", "called: the letter"),
        ("{who: mira, chooses: Report}", 3, "steps[0]", "of:"),
        ("{who: mira, chooses: Report, of: it, from: a:b}", 3, "steps[0]", "from:"),
        (
            "{who: mira, chooses: commands.moderation.reprot, of: it}",
            3,
            "steps[0].chooses",
            "commands.moderation.report",
        ),
        ("{who: mira, chooses: Report, from: rules}", 3, "steps[0].from", "cases:open"),
        ("{waits: 2 hours}", 3, "steps[0].waits", "2h"),
        ("{waits: 30}", 3, "steps[0].waits", "30d"),
        ("{waits: 900d}", 3, "steps[0].waits", "60d"),
        ("{who: mira, expects: direct mesage}", 3, "steps[0].expects", '"direct message"'),
        ("{expects: direct message}", 3, "steps[0]", "who:"),
        ("{expects: message, words: a}", 3, "steps[0]", "in:"),
        ("{expects: pause}", 3, "steps[0]", "feature:"),
        ("{expects: pause, feature: modration}", 3, "steps[0].feature", '"moderation"'),
        ("{who: mira, expects: direct message, feature: cases}", 3, "steps[0].feature", "out"),
        ("{who: mira, expects: nothing private, words: a}", 3, "steps[0].words", "out"),
        ("{who: mira, expects: log line}", 3, "steps[0].who", "out"),
        ("{who: mira, expects: private answer, voice: cases.nudj}", 3, "steps[0].voice", '"cases.nudge"'),
        ("{who: mira, expects: private answer, language: french}", 3, "steps[0].language", "fr"),
        ("{who: mira, expects: private answer, about: nobody}", 3, "steps[0].about", "Choose from"),
        ("{who: mira, expects: private answer, buttons: [why]}", 3, "steps[0].buttons[0]", "cases:open"),
    ],
)
def test_a_wrong_step_is_explained(step: str, line: int, key: str, cure: str, tmp_path: Path, bill: Bill) -> None:
    """Every slip names its line, its key and the way out."""
    path = tmp_path / "wrong.yaml"
    path.write_text(f"title: Wrong\nsteps:\n  - {step}\n", encoding="utf-8")
    problems = problems_of(path, bill)
    assert [(problem.line, problem.key) for problem in problems] == [(line, key)]
    assert cure in problems[0].cure


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("title: Empty\nsteps: []\n", "steps"),
        ("title: Without steps\n", "steps"),
        ("steps:\n  - waits: 1h\n", "title"),
        ("title: A\ntitel: B\nsteps:\n  - waits: 1h\n", "titel"),
        (f"title: {'long ' * 30}\nsteps:\n  - waits: 1h\n", "title"),
    ],
)
def test_a_wrong_scene_is_explained(text: str, key: str, tmp_path: Path, bill: Bill) -> None:
    """A scene needs its title and its steps, and nothing else."""
    path = tmp_path / "wrong.yaml"
    path.write_text(text, encoding="utf-8")
    assert [problem.key for problem in problems_of(path, bill)] == [key]


def test_all_problems_of_all_scenes_are_told_at_once(tmp_path: Path, bill: Bill) -> None:
    """Nobody mends one mistake only to meet the next."""
    for name in ("a", "b"):
        steps = "  - {who: nobody, says: Hi}\n  - {waits: 1}\n"
        (tmp_path / f"{name}.yaml").write_text(f"title: T\nsteps:\n{steps}", encoding="utf-8")
    with pytest.raises(SettingsError) as refused:
        load_scenes(scene_paths([tmp_path]), bill)
    assert [(problem.file.name, problem.line) for problem in refused.value.problems] == [
        ("a.yaml", 3), ("a.yaml", 4), ("b.yaml", 3), ("b.yaml", 4),
    ]  # fmt: skip


def test_a_message_has_its_name_from_the_step_that_says_it(tmp_path: Path, bill: Bill) -> None:
    """Who speaks of it before, or by another name, learns which messages have names by then."""
    steps = (
        "  - {who: mira, edits: the letter, to: Hi}\n"
        "  - {who: mira, says: Hi, called: the letter}\n"
        "  - {who: mira, edits: the leter, to: Ho}\n"
        "  - {who: mira, edits: the letter, to: Ho}\n"
    )
    path = tmp_path / "wrong.yaml"
    path.write_text(f"title: Wrong\nsteps:\n{steps}", encoding="utf-8")
    problems = problems_of(path, bill)
    assert [(each.line, each.key) for each in problems] == [(3, "steps[0].edits"), (5, "steps[2].edits")]
    assert '"the letter"' in problems[1].cure


def test_steps_become_what_they_say(write: Callable[[str], Scene]) -> None:
    """Short and long ways of writing come to the same, and each step knows its line."""
    scene = write(
        "  - who: mira\n    says: Hi\n    called: first\n"
        "  - {who: mira, edits: first, to: Ho}\n"
        "  - {who: hugo, chooses: Report, of: first}\n"
        "  - waits: 1h30m\n"
        "  - who: everyone else\n    expects: private answer\n    words: one\n"
    )
    assert scene.lines == (3, 6, 7, 8, 9)
    assert scene.file.steps == (
        Says(who="mira", says="Hi", called="first"),
        Edits(who="mira", edits="first", to="Ho"),
        Chooses(who="hugo", chooses="Report", of="first"),
        Waits.model_validate({"waits": "1h30m"}),
        Expects(expects="private answer", who="everyone else", words=("one",)),
    )


@pytest.mark.parametrize(
    ("text", "line", "key", "cure"),
    [
        ("people:\n  mira: {name: Mira, role: boss}\n", 2, "people.mira.role", "fan"),
        ("people:\n  mira: {name: Mira, locale: en}\n", 2, "people.mira.locale", "en-GB"),
        ("people:\n  mira: {name: Mira, locale: xx}\n", 2, "people.mira.locale", "Choose from"),
        ("people:\n  mira: {role: fan}\n", 2, "people.mira.name", "name:"),
        ("people:\n  Mira: {name: Mira}\n", 2, "people.Mira", "small letter"),
        ("people:\n  mira: {name: Mira, direct_messages: off}\n", 2, "people.mira.direct_messages", "closed"),
        ("people:\n  mira: {name: Mira, here_for: long}\n", 2, "people.mira.here_for", "30d"),
        ("channel: {lobby: lobby}\n", 1, "channel", '"channels"'),
    ],
)
def test_a_wrong_cast_is_explained(text: str, line: int, key: str, cure: str, tmp_path: Path) -> None:
    """The cast is as strict as the scenes."""
    path = tmp_path / "cast.yaml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(SettingsError) as refused:
        load_model(path, Cast)
    found = [problem for problem in refused.value.problems if problem.key == key]
    assert [(problem.line, problem.key) for problem in found] == [(line, key)]
    assert cure in found[0].cure


def test_an_own_cast_adds_to_the_shipped_one(tmp_path: Path) -> None:
    """An admin adds a person or changes one without copying the rest."""
    own = "server: Ours\npeople:\n  mira: {name: Mira, here_for: 1d}\n  zoe: {name: Zoé, locale: fr}\n"
    (tmp_path / "cast.yaml").write_text(own, encoding="utf-8")
    cast, shipped = load_cast([SHIPPED, tmp_path]), load_cast([SHIPPED])
    assert cast.server == "Ours"
    assert cast.people["mira"].here_for == timedelta(days=1)
    assert cast.people.keys() == shipped.people.keys() | {"zoe"}
    assert cast.channels == shipped.channels


def test_scenes_come_in_the_order_of_their_files(tmp_path: Path) -> None:
    """Numbers order the scenes and are no part of their names; an own file stands in the place of a shipped one."""
    shipped, own = tmp_path / "shipped", tmp_path / "own"
    for folder, names in ((shipped, ("cast", "20-second", "10-first")), (own, ("20-second", "30-third", "cast"))):
        folder.mkdir()
        for name in names:
            (folder / f"{name}.yaml").touch()
    paths = scene_paths([shipped, own, tmp_path / "not there"])
    assert list(paths) == ["first", "second", "third"]
    assert [path.parent.name for path in paths.values()] == ["shipped", "own", "own"]
    assert list(choose(paths, ["third", "first"])) == ["third", "first"]
    assert choose(paths, []) == paths
    with pytest.raises(UnknownNameError, match='"second"'):
        choose(paths, ["secnd"])


def test_shipped_scenes_are_short() -> None:
    """A community manager reads each at one look: it fits on a page, and some of them explain themselves."""
    texts = [path.read_text(encoding="utf-8") for path in scene_paths([SHIPPED]).values()]
    assert max(text.count("\n") for text in texts) <= 45
    assert any("# " in text for text in texts)


def test_the_shipped_cast_is_a_community(cast: Cast) -> None:
    """A dozen fans with different histories, two managers, a moderator, an admin; one speaks French, one is closed."""
    people = list(cast.people.values())
    roles = [person.role for person in people]
    assert roles.count("fan") == 12
    assert (roles.count("manager"), roles.count("moderator"), roles.count("admin")) == (2, 1, 1)
    assert "fr" in {person.locale for person in people}
    assert "closed" in {person.direct_messages for person in people}
    assert len({person.here_for for person in people if person.role == "fan"}) == 12
