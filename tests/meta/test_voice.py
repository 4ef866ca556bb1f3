"""Every sentence that the code says exists, in both languages, with the same places."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest

from bot.settings.shipped import shipped_dir
from bot.voice import load_voice

ROOT = Path(__file__).parents[2]
VOICE = load_voice(shipped_dir() / "voice")
SECTIONS = {key.split(".")[0] for key in VOICE.languages["en"]}
KEY = re.compile(r"[a-z_]+(\.[a-z_]+)+")


def said() -> set[str]:
    """Every text in the code that looks like a key of the voice, or like the beginning of one."""
    found = set()
    for folder in ("bot", "cogs"):
        for path in (ROOT / folder).rglob("*.py"):
            for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
                if isinstance(node, ast.Constant) and isinstance(node.value, str) and KEY.fullmatch(node.value):
                    found.add(node.value)
    return {key for key in found if key.split(".")[0] in SECTIONS and not key.startswith("moderation.rules.language")}


def known(key: str) -> bool:
    """Whether a key is a sentence, or the beginning of some (a title and a body, a verb to be filled in)."""
    beginning = key if key.endswith("_") else f"{key}."
    return any(each in {key, f"commands.{key}"} or each.startswith(beginning) for each in VOICE.languages["en"])


def test_everything_said_exists() -> None:
    """No key in the code is missing in the English voice."""
    assert [key for key in sorted(said()) if not known(key)] == []


def test_both_languages_are_complete() -> None:
    """French has every English sentence with the same places, and nothing more."""
    english, french = VOICE.languages["en"], VOICE.languages["fr"]
    assert set(english) == set(french)
    assert {key: text.places for key, text in english.items()} == {key: text.places for key, text in french.items()}


@pytest.mark.parametrize("locale", ["en", "fr"])
def test_nothing_is_too_long_for_discord(locale: str) -> None:
    """Buttons, command descriptions and titles fit even with their places filled."""
    voice = VOICE.languages[locale]
    for key, sentence in voice.items():
        longest = max(len(form) for form in sentence.forms.values())
        if key.startswith("buttons."):
            assert longest <= 60, key
        if key.startswith("commands."):
            assert longest <= 100, key
        assert longest <= 1900, key


def test_nobody_shouts() -> None:
    """No sentence has an exclamation mark or a word in capitals."""
    for locale, voice in VOICE.languages.items():
        for key, sentence in voice.items():
            for form in sentence.forms.values():
                assert "!" not in form, (locale, key)
                assert not re.search(r"\b[A-ZÀ-Ý]{4,}\b", form), (locale, key)


def test_every_button_of_a_plan_has_a_label() -> None:
    """The verbs of desk cards and notices are named in the voice."""
    for verb in ("again", "let_go", "why", "open_note", "my_record"):
        assert known(f"buttons.{verb}")


def test_every_need_has_a_name() -> None:
    """Each permission that a feature needs is named as Discord's settings name it."""
    from bot.domain.communities.needs import invite_permissions  # noqa: PLC0415 -- only here

    asked = set(invite_permissions()) - {"manage_messages", "manage_threads", "moderate_members", "attach_files"}
    assert [name for name in sorted(asked) if not known(f"permissions.{name}")] == []
