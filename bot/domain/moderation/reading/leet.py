"""The leet view: digits and signs read as the letters they look like.

Owns the two readings of a message, with and without the signs that also end sentences, and what a disguise has to
look like: at least one letter or lettered sign, at least one substitution, no model number.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from bot.domain.moderation.reading.entries import Entry, is_known
from bot.domain.moderation.reading.finder import Finder
from bot.domain.moderation.reading.finds import Find, word_around
from bot.domain.moderation.reading.hits import View
from bot.domain.moderation.reading.letters import SPACE
from bot.domain.moderation.reading.variants import LEAST, VOWELS, doubled

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from bot.domain.moderation.reading.entries import Excuses
    from bot.domain.moderation.reading.finder import Found
    from bot.domain.moderation.reading.sheet import Sheet


_CODE: Final = re.compile(
    rb"[a-z]\d{1,3}|\d+[a-z]?|\d{1,3}(?:st|nd|rd|th|s|x|k)"  # numbers: A55, 455, 90s
    rb"|[^a-z]*\d[^a-z]*"  # no letters at all: 717$
    rb"|[a-f]*\d[0-9a-f]*",  # hexadecimal: f4695ab, 2FA6
    re.IGNORECASE,
)
_CONTINUED: Final = re.compile(rb"[!|+(#][A-Za-z0-9@$+]")
_VOWEL_SIGNS: Final = frozenset({b"@", b"!"})
_DOMAIN: Final = re.compile(rb"[\w.-]*\.\w")
_MOST_AROUND: Final = 8
_SIGNS: Final = re.compile(rb"[^A-Za-z\xff]")


def merged(word: bytes) -> bytes:
    """Return the word in the letters of this view."""
    return word.replace(b"l", b"i")


def _is_disguise(written: bytes, seen: bytes, place: int) -> bool:
    """Whether a sign replaces a letter of what was seen in a word, and the word is no number, hash or key."""
    if not (_SIGNS.search(seen) if place < 0 else seen[place : place + 1] in _VOWEL_SIGNS):
        return False
    return not is_code(written, len(seen))


def is_code(written: bytes, seen: int) -> bool:
    """Whether a word of which so many letters were recognised is a number, a hash or a key."""
    return len(written) > 2 * seen + _MOST_AROUND or _CODE.fullmatch(written) is not None


def _goes_on(raw: bytes, start: int, end: int, *, hard: bool) -> bool:
    """Whether the word is a part of something longer: of one with harder signs, or of a mail address."""
    if not hard and _CONTINUED.match(raw, end):
        return True
    return b"@" in raw[start:end] and _DOMAIN.match(raw, end) is not None


class LeetView:
    """Looks for entries written with look-alikes."""

    __slots__ = ("_excuses", "_finder")

    def __init__(self, entries: Iterable[Entry], excuses: Excuses) -> None:
        self._excuses = excuses
        patterns: dict[bytes, list[tuple[Entry, int]]] = {}
        for entry in entries:
            if entry.may_hide:
                for spelling, place in _spellings(entry):
                    meanings = patterns.setdefault(entry.pattern(merged(spelling)), [])
                    if not is_known(entry, [other for other, _ in meanings]):
                        meanings.append((entry, place))
        self._finder = Finder(patterns)

    def look(self, sheet: Sheet, *, hard: bool) -> Iterable[Find]:
        """Return the finds of one reading of the text."""
        text = sheet.hard if hard else sheet.soft
        found = self._finder.search(text, True)
        return self._finds(sheet.raw, text, found, hard=hard) if found else ()

    def _finds(self, raw: bytes, text: bytes, found: Found, *, hard: bool) -> Iterator[Find]:
        marks = self._finder.marks
        judged: dict[tuple[bytes, int, int], bool] = {}
        for index, start, end in found:
            left, right = word_around(text, start, end)
            written = raw[left - 1 : right - 1]
            first = start + (text[start] == SPACE) - left
            for entry, place in marks[index]:
                key = written, first, place
                if key not in judged:
                    seen = written[first : end - (text[end - 1] == SPACE) - left]
                    judged[key] = _is_disguise(written, seen, place) and not self._excuses.holds(text[left:right])
                if judged[key] and not _goes_on(raw, left - 1, right - 1, hard=hard):
                    yield Find(left - 1, right - 1, entry, View.leet)


def _spellings(entry: Entry) -> Iterator[tuple[bytes, int]]:
    """Yield what to look for, with the place where a sign has to stand; -1 if anywhere in the word will do."""
    yield entry.term, -1
    if entry.core and len(entry.term) >= LEAST:
        yield from ((word, -1) for word in doubled(entry.term))
        for place, letter in enumerate(entry.term):
            if letter in VOWELS:
                # "f@ck", "sh!t": the sign hides a vowel, whichever
                yield from ((entry.term[:place] + vowel + entry.term[place + 1 :], place) for vowel in (b"a", b"i"))
