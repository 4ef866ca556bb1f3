"""The voice: the closest language, the right form, and every mistake in an admin's own sentences with its line."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from bot.settings.problems import SettingsError
from bot.voice import Voice, load_voice

if TYPE_CHECKING:
    from pathlib import Path

ENGLISH = """\
greeting: Hello {name}
bye: Bye
things:
  one: one thing, {name}
  other: "{count} things, {name}"
deep:
  er: "{{not a place}}"
"""
FRENCH = """\
greeting: Bonjour {name}
things:
  one: "{count} chose"
  other: "{count} choses"
"""


@pytest.fixture
def shipped(tmp_path: Path) -> Path:
    """A voice in two languages, one of them with gaps."""
    return write(tmp_path / "shipped", {"en": ENGLISH, "fr": FRENCH})


def write(folder: Path, files: dict[str, str]) -> Path:
    """Write voice files into a folder."""
    folder.mkdir(exist_ok=True)
    for locale, text in files.items():
        (folder / f"{locale}.yaml").write_text(text, encoding="utf-8")
    return folder


@pytest.mark.parametrize(
    ("locale", "said"),
    [
        ("en", "Hello Mira"),
        ("en-GB", "Hello Mira"),
        ("fr", "Bonjour Mira"),
        ("fr-CA", "Bonjour Mira"),
        ("ja", "Hello Mira"),
        (None, "Hello Mira"),
    ],
)
def test_the_closest_language_is_spoken(shipped: Path, locale: str | None, said: str) -> None:
    """A locale gets its own language, that of its base, or English."""
    assert load_voice(shipped).say("greeting", locale, name="Mira") == said


def test_a_missing_sentence_is_said_in_english(shipped: Path) -> None:
    """What a language does not have is said in English, in English forms."""
    voice = load_voice(shipped, write(shipped.parent / "own", {"ja": "bye: じゃあね\n"}))
    assert voice.say("bye", "ja") == "じゃあね"
    assert voice.say("bye", "fr") == "Bye"
    assert voice.say("things", "ja", count=1, name="Mira") == "one thing, Mira"


@pytest.mark.parametrize(
    ("locale", "count", "said"),
    [
        ("en", 0, "0 things, Mira"),
        ("en", 1, "one thing, Mira"),
        ("en", 2, "2 things, Mira"),
        ("fr", 0, "0 chose"),
        ("fr", 1, "1 chose"),
        ("fr", 2, "2 choses"),
    ],
)
def test_each_language_has_its_own_plural(shipped: Path, locale: str, count: int, said: str) -> None:
    """Which form belongs to a number is for each language to say."""
    assert load_voice(shipped).say("things", locale, count=count, name="Mira") == said


def test_what_is_filled_in_is_never_a_place_itself(shipped: Path) -> None:
    """A name with braces is a name, and doubled braces are braces."""
    voice = load_voice(shipped)
    assert voice.say("greeting", name="{count} {0.__class__}") == "Hello {count} {0.__class__}"
    assert voice.say("deep.er") == "{not a place}"


def test_a_sentence_that_nobody_has_is_a_mistake_in_the_code(shipped: Path) -> None:
    """An unknown key, or a place that is left empty, is found by the first test that says it."""
    voice = load_voice(shipped)
    with pytest.raises(KeyError):
        voice.say("nothing")
    with pytest.raises(KeyError):
        voice.say("greeting")


def test_own_sentences_lie_over_the_shipped_ones(shipped: Path) -> None:
    """An admin changes the sentences they want, in any language, and all others stay."""
    own = write(
        shipped.parent / "own", {"en": "greeting: Welcome, {name}\n", "fr": "bye: Salut\n", "de": "bye: Tschüss\n"}
    )
    voice = load_voice(shipped, own)
    assert voice.say("greeting", name="Mira") == "Welcome, Mira"
    assert voice.say("greeting", "fr", name="Mira") == "Bonjour Mira"
    assert [voice.say("bye", locale) for locale in ("en", "fr", "de")] == ["Bye", "Salut", "Tschüss"]


def test_a_folder_without_own_sentences_changes_nothing(shipped: Path, tmp_path: Path) -> None:
    """No folder, or an empty one, is as good as the shipped voice."""
    (tmp_path / "empty").mkdir()
    assert load_voice(shipped) == load_voice(shipped, tmp_path / "empty") == load_voice(shipped, tmp_path / "none")


@pytest.mark.parametrize(
    ("locale", "text", "line", "key"),
    [
        ("en", "bye: Bye\ngreetin: Hello\n", 2, "greetin"),
        ("en", "bye: Bye\n\ngreeting: Hello {nam}\n", 3, "greeting"),
        ("fr", "bye: Salut {name}\n", 1, "bye"),
        ("en", "bye: {name}\n", 1, "bye.name"),
        ("en", "bye: 5\n", 1, "bye"),
        ("en", "bye: [a, b]\n", 1, "bye"),
        ("en", 'greeting: "Hello {name"\n', 1, "greeting"),
        ("en", 'greeting: "Hello {}"\n', 1, "greeting"),
        ("en", 'greeting: "Hello {name.__class__}"\n', 1, "greeting"),
        ("en", 'greeting: "Hello {name!r}"\n', 1, "greeting"),
        ("en", 'greeting: "Hello {name:>99999999}"\n', 1, "greeting"),
        ("en", "things:\n  one: one thing\n", 2, "things"),
        ("xx-unknown", "bye: Bye\n", 1, ""),
    ],
)
def test_a_mistake_names_its_line_and_key(shipped: Path, locale: str, text: str, line: int, key: str) -> None:
    """A sentence that cannot be said as it is written is refused at its place, with a cure."""
    own = write(shipped.parent / "own", {locale: text})
    with pytest.raises(SettingsError) as refused:
        load_voice(shipped, own)
    (problem,) = refused.value.problems
    assert (problem.file, problem.line, problem.key) == (own / f"{locale}.yaml", line, key)
    assert problem.cure


def test_all_mistakes_are_told_at_once(shipped: Path) -> None:
    """Whoever mends their sentences is told everything in one go."""
    own = write(shipped.parent / "own", {"en": "greetin: a\nbye: {x}\n", "fr": "byee: b\n"})
    with pytest.raises(SettingsError) as refused:
        load_voice(shipped, own)
    assert len(refused.value.problems) == 3


def test_a_voice_without_languages_speaks_none() -> None:
    """An empty voice is a mistake in the installation, found at the first sentence."""
    with pytest.raises(KeyError):
        Voice().say("greeting")
