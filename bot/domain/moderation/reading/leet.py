"""The leet view: digits and signs read as the letters they look like.

Owns the two readings of a message, with and without the signs that also end sentences, and what a disguise has to
look like: at least one letter or lettered sign, at least one substitution, no model number.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from bot.domain.moderation.reading.entries import Entry
from bot.domain.moderation.reading.finder import Finder
from bot.domain.moderation.reading.finds import Find, word_around
from bot.domain.moderation.reading.hits import View
from bot.domain.moderation.reading.letters import SPACE, table
from bot.domain.moderation.reading.variants import VOWELS, doubled

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from bot.domain.moderation.reading.entries import Excuses


def _swaps(pairs: bytes) -> dict[int, int]:
    return dict(zip(pairs[::2], pairs[1::2], strict=True))


# a look-alike of l looks like i as well, so both are read as i, in the text and in the words
_SOFT_SWAPS: Final = _swaps(b"0o1i3e4a5s6g7t8b9g@a$slili") | {ord("L"): ord("i")}
SOFT: Final = table(swap=_SOFT_SWAPS)
"""Digits, @ and $ read as letters."""
HARD: Final = table(swap=_SOFT_SWAPS | _swaps(b"!i|i+t(c<c"))
"""As `SOFT`, with the signs that are punctuation more often than letters."""
_NUMBERED: Final = re.compile(rb"[A-Za-z]\d+|\d+[A-Za-z]?|\d+(?:st|nd|rd|th|s|x|k)", re.IGNORECASE)
_CLOSING: Final = re.compile(rb"\|\||!+(?![A-Za-z0-9@$+!])")
_SIGNS: Final = re.compile(rb"[^A-Za-z\xff]")


def _quietened(raw: bytes) -> bytes:
    """Return the text with the exclamation marks that end words and Discord's spoiler bars blanked."""
    return _CLOSING.sub(lambda signs: b" " * len(signs[0]), raw)


def merged(word: bytes) -> bytes:
    """Return the word in the letters of this view."""
    return word.replace(b"l", b"i")


class LeetView:
    """Looks for entries written with look-alikes."""

    __slots__ = ("_excuses", "_finder")

    def __init__(self, entries: Iterable[Entry], excuses: Excuses) -> None:
        self._excuses = excuses
        patterns: dict[bytes, Entry] = {}
        for entry in entries:
            if entry.may_hide:
                for variant in _variants(entry):
                    patterns.setdefault(entry.pattern(merged(variant)), entry)
        self._finder = Finder(patterns)

    def look(self, raw: bytes, *, hard: bool) -> Iterator[Find]:
        """Yield the finds of one reading of the folded text."""
        text = b" " + (_quietened(raw).translate(HARD) if hard else raw.translate(SOFT)) + b" "
        for entry, start, end in self._finder.find(text):
            left, right = word_around(text, start, end)
            written = raw[left - 1 : right - 1]
            first, last = start + (text[start] == SPACE), end - (text[end - 1] == SPACE)
            disguised = _SIGNS.search(raw[first - 1 : last - 1]) and not _NUMBERED.fullmatch(written)
            if disguised and not self._excuses.excuse(text[left:right]):
                yield Find(left - 1, right - 1, entry, View.leet)


def _variants(entry: Entry) -> Iterator[bytes]:
    yield entry.term
    if entry.core:
        yield from doubled(entry.term)
        for place, letter in enumerate(entry.term):
            if letter in VOWELS:
                for vowel in (b"a", b"i"):
                    yield entry.term[:place] + vowel + entry.term[place + 1 :]
