from __future__ import annotations

from itertools import pairwise

import pytest

from bot.domain.moderation.reading import Hit, Reader, Tier, View, Vocabulary


@pytest.mark.parametrize(
    ("text", "seen", "term", "tier", "view"),
    [
        ("what the fuck", "fuck", "fuck", Tier.strong, View.plain),
        ("unfuckingbelievable!", "unfuckingbelievable", "fuck", Tier.strong, View.plain),
        ("so sh1tty", "sh1tty", "shit", Tier.strong, View.leet),
        ("a b!tch", "b!tch", "bitch", Tier.strong, View.leet),
        ("shiiiiit", "shiiiiit", "shit", Tier.strong, View.stretched),
        ("F U C K you", "F U C K", "fuck", Tier.strong, View.spelled),
        ("f.u.c.k you", "f.u.c.k", "fuck", Tier.strong, View.spelled),
        ("f***", "f***", "fuck", Tier.strong, View.masked),
        ("b*stard", "b*stard", "bastard", Tier.strong, View.masked),
        ("fu||ck||", "fu||ck", "fuck", Tier.strong, View.joined),
        ("**f**uck", "f**uck", "fuck", Tier.strong, View.joined),
        ("fu<@1098765432109876543>ck", "fu<@1098765432109876543>ck", "fuck", Tier.strong, View.joined),
        ("you 𝖋𝖚𝖈𝖐", "𝖋𝖚𝖈𝖐", "fuck", Tier.strong, View.plain),
        ("f\u200bu\u200bc\u200bk", "f\u200bu\u200bc\u200bk", "fuck", Tier.strong, View.plain),
        ("that faggot", "faggot", "faggot", Tier.slur, View.plain),
        ("nice tits", "tits", "tits", Tier.sexual, View.plain),
        ("damn", "damn", "damn", Tier.mild, View.plain),
        ("quel connard", "connard", "connard", Tier.strong, View.plain),
    ],
)
def test_a_hit_says_what_was_seen_and_how(
    reader: Reader, text: str, seen: str, term: str, tier: Tier, view: View
) -> None:
    """A hit is a slice of the original text, with the word meant, its weight and the view that showed it."""
    (hit,) = reader.read(text)
    assert (text[hit.start : hit.end], hit.term, hit.tier, hit.view) == (seen, term, tier, view)


def test_hits_come_in_order_and_apart(reader: Reader) -> None:
    """All hits are told, in the order of the text, none over another."""
    text = "shit, what the f*ck, you b1tch and you motherfuckers 🖕 fυck"
    hits = reader.read(text)
    assert [text[hit.start : hit.end] for hit in hits] == ["shit", "f*ck", "b1tch", "motherfuckers", "fυck"]
    assert all(before.end <= after.start for before, after in pairwise(hits))


def test_reading_is_a_function_of_the_text(vocabulary: Vocabulary, reader: Reader) -> None:
    """The same words and the same text give the same hits."""
    text = "holy $#!t, f u c k this b!tch"
    assert reader.read(text) == reader.read(text) == Reader(vocabulary).read(text)


@pytest.mark.parametrize(
    "word", ["gay", "queer", "lesbian", "trans", "bisexual", "black", "asian", "jew", "jewish", "muslim", "christian"]
)
def test_who_someone_is_is_no_hit(reader: Reader, word: str) -> None:
    """Words that only say who someone is are in no tier."""
    assert reader.read(f"I am {word}") == reader.read(word.upper()) == ()


@pytest.mark.parametrize(
    "text",
    [
        "sex scene",
        "his penis",
        "breast",
        "porn",
        "rape",
        "abortion",
        "suicide",
        "nude",
        "orgasm",
        "anal",
        "hell",
        "kill",
    ],
)
def test_sober_words_are_no_hit(reader: Reader, text: str) -> None:
    """Words that people need to talk about a film soberly are in no tier."""
    assert reader.read(text) == ()


@pytest.mark.parametrize(
    "text", ["", " ", "\n\n", "gg", "a", "🔥", "\u200b", "\ud83d", "***", "@", "||", "100%", "<", ":)"]
)
def test_nothing_is_nothing(reader: Reader, text: str) -> None:
    """Texts without words have no hits."""
    assert reader.read(text) == ()


def test_a_foreign_word_is_never_an_english_one(reader: Reader) -> None:
    """Russian and Greek words stay what they are, whatever they look like; mixed ones do not hide."""
    assert reader.read("кот соск сука, а потом дом") == ()
    assert reader.read("ωραία ταινία") == ()
    assert [hit.term for hit in reader.read("ты fuсk")] == ["fuck"]


def test_a_mild_word_is_not_strong_language() -> None:
    """Only mild words do not count as strong language."""
    assert [tier.is_strong_language for tier in Tier] == [True, True, True, False]


def test_a_hit_is_a_plain_value() -> None:
    """Hits can be compared, hashed and are not changed."""
    hit = Hit(0, 4, "fuck", Tier.strong, View.plain)
    assert hit == Hit(0, 4, "fuck", Tier.strong, View.plain)
    assert hash(hit) == hash(Hit(0, 4, "fuck", Tier.strong, View.plain))
