"""Words that came from people are safe to repeat, and still theirs."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.wording import code_words, escape, mark, no_break, quote, trim

ACTIVE = set("\\*_~`|>#[]()<@:")
"""Every character that begins markup, a mention, an emoji, a timestamp or a link in Discord."""

LIST = re.compile(r"^\s*([-+*]|\d+[.)])\s", re.MULTILINE)
PIECES = [
    "@everyone",
    "<@1>",
    "<#2>",
    "<t:0:R>",
    "</me:1>",
    "<:x:1>",
    "[a](https://b.c)",
    "**",
    "__",
    "||",
    "```",
    "\\",
]
STARTS = ["> ", "- ", "+ ", "1. ", "1) ", "# ", "-# ", "\n", " ", "word", "é", "名"]
HOSTILE = st.lists(st.sampled_from([*PIECES, *STARTS]) | st.text(max_size=5), max_size=12).map("".join)


def read(escaped: str) -> str:
    """Read escaped text as Discord does, having seen that nothing active is left in it."""
    found, position = [], 0
    while position < len(escaped):
        if escaped[position] == "\\":
            position += 1
            assert not escaped[position].isalnum(), "a backslash before a letter or digit would be seen"
        else:
            assert escaped[position] not in ACTIVE
        found.append(escaped[position])
        position += 1
    return "".join(found)


@given(HOSTILE)
def test_escaped_text_is_only_text(text: str) -> None:
    """Nothing in it is markup, mention, emoji, link or list any more, and it reads exactly as it was written."""
    assert read(escape(text)) == text
    assert not LIST.search(escape(text))


@pytest.mark.parametrize(
    ("text", "escaped"),
    [
        ("", ""),
        ("plain words, é 名!", "plain words, é 名!"),
        ("@everyone", r"\@everyone"),
        ("<@123>", r"\<\@123\>"),
        ("a_b*c", r"a\_b\*c"),
        ("- one", r"\- one"),
        ("-one", "-one"),
        ("1. one", r"1\. one"),
        ("at 1.5 and 2.", "at 1.5 and 2."),
        ("https://x.y", r"https\://x.y"),
    ],
)
def test_what_is_escaped(text: str, escaped: str) -> None:
    """What can be active is escaped, and nothing else."""
    assert escape(text) == escaped


@given(st.text(), st.integers(1, 50))
def test_trimmed_text_fits_and_is_the_beginning(text: str, length: int) -> None:
    """A text that is too long is its own beginning with an ellipsis; one that fits is left as it is."""
    trimmed = trim(text, length)
    assert len(trimmed) <= length
    assert trimmed == text if len(text) <= length else text.startswith(trimmed.removesuffix("…"))


@st.composite
def texts_with_spans(draw: st.DrawFn) -> tuple[str, list[tuple[int, int]]]:
    """Draw a text of words, and some of them as spans."""
    words = draw(st.lists(st.text("abc*_@<é", min_size=1, max_size=300), min_size=1, max_size=12))
    chosen = draw(st.sets(st.integers(0, len(words) - 1), min_size=1))
    spans, position = [], 0
    for number, word in enumerate(words):
        if number in chosen:
            spans.append((position, position + len(word)))
        position += len(word) + 1
    return " ".join(words), spans


@given(texts_with_spans(), st.integers(20, 200))
def test_marked_text_shows_what_mattered(given_text: tuple[str, list[tuple[int, int]]], context: int) -> None:
    """The first word that mattered is always marked, as far as it fits; nothing unmarked is, and nothing is active."""
    text, spans = given_text
    marked = mark(text, spans, context=context)
    pieces = re.split(r"__\*\*|\*\*__", marked)
    shown = [read(piece) for piece in pieces]
    begin, stop = spans[0]
    assert shown[1]
    assert text[begin:stop].startswith(shown[1])
    assert all(any(text[start:end].startswith(piece) for start, end in spans) for piece in shown[1::2])
    whole = "".join(shown).strip("…")
    assert whole in " ".join(text.split())
    assert len(whole) <= context


@pytest.mark.parametrize(
    ("text", "spans", "marked"),
    [
        ("oh frak", [(3, 7)], "oh __**frak**__"),
        ("frak, *frak*", [(0, 4), (7, 11)], r"__**frak**__, \*__**frak**__\*"),
        ("two\n- lines", [(0, 3)], r"__**two**__ \- lines"),
        ("nothing found", [], "nothing found"),
        ("", [], ""),
        ("overlapping", [(0, 4), (2, 6)], "__**over**__lapping"),
    ],
)
def test_what_is_marked(text: str, spans: list[tuple[int, int]], marked: str) -> None:
    """Words are underlined where they stand, and lines become one."""
    assert mark(text, spans) == marked


def test_a_long_text_is_cut_around_what_mattered() -> None:
    """Far from the beginning and the end, both are left out."""
    marked = mark("x " * 500 + "frak" + " y" * 500, [(1000, 1004)])
    assert marked.startswith("…")
    assert marked.endswith("…")
    assert "__**frak**__" in marked


def test_a_word_longer_than_the_room_is_marked_as_far_as_it_goes() -> None:
    """A word that was stretched beyond all measure is still shown."""
    assert mark("fr" + "a" * 500 + "k", [(0, 503)], context=20) == f"__**fr{'a' * 18}**__…"


@given(st.lists(st.text(), max_size=20))
def test_code_words_stay_in_their_code(words: list[str]) -> None:
    """Each word is one piece of inline code on one line, whatever it holds; there are never too many."""
    shown = code_words(words)
    assert len(shown.splitlines()) <= 1
    assert shown.count("`") % 2 == 0
    assert len(shown) < 1_000


def test_code_words_are_said_once() -> None:
    """A word that was found twice is listed once, in the order of finding."""
    assert code_words(["b", "a", "b"]) == "`b`, `a`"


@given(st.text())
def test_an_at_sign_alone_pings_nobody(text: str) -> None:
    """No '@' is followed by anything that could make it a mention, and nothing else changes."""
    safe = no_break(text)
    assert all(safe[at.end()] == "\u2060" for at in re.finditer("@", safe))
    assert safe.replace("@\u2060", "@") == text.replace("@\u2060", "@") or "\u2060" in text


def test_a_quote_is_a_quote_on_every_line() -> None:
    """Each line of a block quote is marked as one."""
    assert quote("one\n\ntwo") == "> one\n> \n> two"
    assert quote("") == ""
