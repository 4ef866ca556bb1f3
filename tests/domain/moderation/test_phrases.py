"""Rules about phrases: several words in a row, whatever stands between them."""

from __future__ import annotations

import pytest

from bot.domain.moderation.rules.phrases import PhrasesRule
from bot.domain.moderation.rules.words import WordsRule
from tests.domain.moderation.worded import house, seen


def found(listed: str, text: str) -> list[str]:
    return seen(house(PhrasesRule(name="own", phrases=frozenset({listed}))), text).get("own", [])


@pytest.mark.parametrize(
    "text",
    [
        "free nitro", "FREE NITRO", "free, nitro", "free -- nitro", "free\nnitro", "free 🎁🎁 nitro",
        "free    -    nitro",
        "frée nitrò", "fr33 n1tro", "freeeee nitro", "free nitrooo", "f r e e n i t r o", "f.r.e.e nitro",
        "f*ee nitro",
        "free n*tro", "**free** ||nitro||", "ｆｒｅｅ ｎｉｔｒｏ", "f-r-e-e n-i-t-r-o",
    ],
)  # fmt: skip
def test_a_listed_phrase_is_found_in_any_spelling(text: str) -> None:
    """Case, accents, signs between the words and disguises of the words do not matter."""
    assert found("free nitro", f"get {text} now") == [text.removeprefix("**").removesuffix("||")]


@pytest.mark.parametrize(
    "text",
    [
        "nitro free",
        "free the nitro",
        "free",
        "nitro",
        "freenitro",
        "free 2 nitro",
        "a free nitroglycerin",
        "carefree nitro",
    ],
)
def test_other_words_are_not(text: str) -> None:
    """The words have to stand in a row, whole, and in their order."""
    assert found("free nitro", text) == []


@pytest.mark.parametrize(
    ("listed", "text", "spots"),
    [
        ("kill your*", "kill yourself", ["kill yourself"]),
        ("the long goodbye", "seen The Long Goodbye?", ["The Long Goodbye"]),
        ("area 51", "Area-51!", ["Area-51"]),
        ("one two three four", "one, two ... three & four", ["one, two ... three & four"]),
        ("слава богу", "Слава - Богу!", ["Слава - Богу"]),
        ("go a way", "go a way", ["go a way"]),
        ("no no", "no no no", ["no no"]),
    ],
)
def test_phrases_of_every_sort_are_found(listed: str, text: str, spots: list[str]) -> None:
    """Stars, numbers, other scripts, short and many words."""
    assert found(listed, text) == spots


def test_a_phrase_is_found_beside_the_words_of_others() -> None:
    """A word that one rule lists does not hide the phrase of another."""
    policy = house(
        PhrasesRule(name="phrase", phrases=frozenset({"free nitro"})),
        WordsRule(name="word", words=frozenset({"nitro"})),
    )
    assert seen(policy, "free nitro") == {"phrase": ["free nitro"], "word": ["nitro"]}
    assert seen(policy, "nitro") == {"word": ["nitro"]}
