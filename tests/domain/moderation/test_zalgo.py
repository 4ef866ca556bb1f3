"""The rule `zalgo`."""

from __future__ import annotations

import unicodedata

import pytest

from bot.domain.moderation.messages import Field, Passage
from bot.domain.moderation.rules.zalgo import ZalgoRule, without_piles
from bot.domain.moderation.verdicts import Fate
from tests.domain.moderation.judged import made_of, why
from tests.domain.moderation.talk import said

RULE = ZalgoRule(name="zalgo")
ACUTE, GRAVE, DOT = "\u0301", "\u0300", "\u0323"


def piled(text: str, signs: int) -> str:
    """The text with so many signs on every letter."""
    return "".join(
        letter + (ACUTE + GRAVE + DOT)[: signs % 3] + (ACUTE + GRAVE + DOT) * (signs // 3) for letter in text
    )


@pytest.mark.parametrize(
    "text",
    [
        piled("he comes", 6),
        piled("x", 5),
        "fine until h" + ACUTE * 9,
        piled("lantern", 3),
        "h" + (ACUTE + "\u200d") * 8,
        "h" + (ACUTE + "\u034f") * 8,
        "ก" + "\u0e47" * 12,
        "ع" + "\u0651" * 9,
        "x" + "\u20dd" * 7,
    ],
)
def test_piles_are_found(text: str) -> None:
    """One high pile is found, and so are many lower ones; signs of any script, with invisible ones between."""
    assert why(said(text), RULE) == "zalgo.piled"


@pytest.mark.parametrize(
    "text",
    [
        "plain words",
        "déjà vu, naïve, Ångström",
        unicodedata.normalize("NFD", "Tiếng Việt có nhiều dấu thanh, những người bạn của tôi"),
        unicodedata.normalize("NFD", "ἐν ἀρχῇ ἦν ὁ λόγος, ᾧ τὸ φῶς"),
        "ที่นี่มีผู้คนมากมาย น้ำ กั้น ปั๊ม",
        "بِسْمِ اللَّهِ الرَّحْمَٰنِ الرَّحِيمِ مُحَمَّدٌ",
        "בְּרֵאשִׁ֖ית בָּרָ֣א אֱלֹהִ֑ים",
        "नमस्ते, क्षत्रिय, हिन्दी में स्वागत है",
        "বাংলা ভাষা, ক্ষমা, শ্রী",
        "བོད་ཡིག་ རྒྱལ་སྒྲུབ",
        "s̶t̶r̶u̶c̶k̶ o̲u̲t̲",
        "( ͡° ͜ʖ ͡°) ¯\\_(ツ)_/¯",
        "👩‍👩‍👧‍👦 ❤️‍🔥 1️⃣ 2️⃣ 3️⃣ 🏳️‍🌈",
        "t͡ʃ d͡ʒ n̪̊",
    ],
)
def test_languages_are_left_alone(text: str) -> None:
    """Accents, vowel points, tones, Tibetan stacks, crossed-out letters and emoji are no piles."""
    assert why(said(text), RULE) == ""


def test_a_tower_covers_others_and_goes() -> None:
    """A low pile stays with an offer; one that reaches into the messages around it is taken away."""
    low, high = made_of(said("x" + ACUTE * 6), RULE), made_of(said("x" + ACUTE * 40), RULE)
    assert low is not None
    assert high is not None
    assert (low.wants.text, high.wants.text) == (Fate.OFFER, Fate.HIDE)
    assert high.values == {"count": "40"}


def test_every_text_is_looked_at() -> None:
    """A title can be buried too."""
    assert why(said("", more=(Passage(Field.TITLE, piled("news", 7)),)), RULE) == "zalgo.piled"


def test_without_piles_the_letters_are_left() -> None:
    """What is under the piles can be read again, and real accents stay."""
    assert without_piles("caf" + "e" + ACUTE + " " + piled("he", 6)) == "cafe" + ACUTE + " he"
