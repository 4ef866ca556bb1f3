"""Decides where a listed word means nothing: in an allowed phrase, in a person's name, in the address of a page.

Owns these three questions about words that other views have found. Innocent single words are the entries' excuses.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from bot.domain.moderation.reading.entries import Form, bounded, flat
from bot.domain.moderation.reading.finder import Finder
from bot.domain.moderation.reading.hits import View
from bot.domain.moderation.reading.letters import STAR, WORDS
from bot.domain.moderation.reading.not_names import NOT_NAMES

if TYPE_CHECKING:
    from collections.abc import Iterable

    from bot.domain.moderation.reading.finds import Find

_TOKENS: Final = re.compile(rb"[a-z0-9\xff]+")
_BEFORE: Final = re.compile(rb"([A-Z][A-Za-z'\xff]*)(?:\.|,|-)? ?$")
_AFTER: Final = re.compile(rb"(?:'s)?[ -]\"?([A-Z][A-Za-z'\xff]*)")
_REACH: Final = 24


class Allowing:
    """Phrases and names in which words are left alone."""

    __slots__ = ("_names", "_phrases")

    def __init__(self, phrases: Iterable[str], names: Iterable[str]) -> None:
        flattened = sorted({flat(phrase) for phrase in phrases} - {b""})
        self._phrases = Finder({bounded(phrase, Form.word): None for phrase in flattened})
        self._names = frozenset(flat(name) for name in names)

    def kept(self, raw: bytes, finds: Iterable[Find]) -> list[Find]:
        """Return the finds that nothing excuses."""
        allowed = self._allowed(raw)
        return [
            find
            for find in finds
            if not any(start <= find.start and find.end <= end for start, end in allowed)
            and not (find.entry.form is Form.word and self._is_chance(raw, find))
        ]

    def _is_chance(self, raw: bytes, find: Find) -> bool:
        return self._is_name(raw, find) or _in_address(raw, find.start) or _in_mask(raw, find.start)

    def _allowed(self, raw: bytes) -> list[tuple[int, int]]:
        words = list(_TOKENS.finditer(raw.translate(WORDS)))
        text = b" " + b" ".join([word[0] for word in words]) + b" "
        found = self._phrases.search(text, True)
        if not found:
            return []
        starts, ends, place = {}, {}, 1
        for word in words:
            starts[place] = word.start()
            place += len(word[0]) + 1
            ends[place - 1] = word.end()
        return [(starts[start + 1], ends[end - 1]) for _, start, end in found]

    def _is_name(self, raw: bytes, find: Find) -> bool:
        written = raw[find.start : find.end]
        if find.view is not View.plain or not written.istitle() or written.lower() not in self._names:
            return False
        around = (
            _BEFORE.search(raw[max(0, find.start - _REACH) : find.start]),
            _AFTER.match(raw[find.end : find.end + _REACH]),
        )
        return any(word and word[1].replace(b"'", b"").lower() not in NOT_NAMES for word in around)


def _in_address(raw: bytes, place: int) -> bool:
    start = max(raw.rfind(blank, 0, place) for blank in (b" ", b"\n", b"\t")) + 1
    return b"://" in raw[start:place] or raw.startswith(b"www.", start)


def _in_mask(raw: bytes, place: int) -> bool:
    """Whether the word is the end of a longer one whose letters are starred out ("m**tard")."""
    if place == 0 or raw[place - 1] != STAR:
        return False
    return raw[:place].rstrip(b"*")[-1:].isalpha()
