"""Decides where a listed word means nothing: in an allowed phrase, in a name, as a splinter of something else.

Owns the phrases and which words each question is asked of. Innocent single words are the entries' excuses.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from itertools import accumulate
from typing import TYPE_CHECKING, Final

from bot.domain.moderation.reading.entries import Form, bounded, flat, is_foreign
from bot.domain.moderation.reading.finder import Finder
from bot.domain.moderation.reading.fold import fold, origins
from bot.domain.moderation.reading.foreign import ForeignView
from bot.domain.moderation.reading.hits import View
from bot.domain.moderation.reading.letters import WORDS
from bot.domain.moderation.reading.names import is_name
from bot.domain.moderation.reading.surroundings import has_address, in_address, is_glued, is_linking

if TYPE_CHECKING:
    from collections.abc import Iterable

    from bot.domain.moderation.reading.finds import Find
    from bot.domain.moderation.reading.vocabulary import Vocabulary

_TOKENS: Final = re.compile(rb"[^ ]+")
_SHORT: Final = 4
"""Letters up to which a word may be a splinter of another."""


class Allowing:
    """Phrases and names in which words are left alone."""

    __slots__ = ("_names", "_phrases", "_titles")

    def __init__(self, vocabulary: Vocabulary) -> None:
        flattened = _flattened(vocabulary.allow)
        self._phrases = Finder({bounded(phrase, Form.word): None for phrase in flattened})
        self._names = frozenset(flat(name) for name in vocabulary.names)
        self._titles = frozenset(flat(title) for title in vocabulary.titles)

    def kept(self, raw: bytes, finds: Iterable[Find]) -> list[Find]:
        """Return the finds that nothing excuses."""
        words = raw.translate(WORDS)
        together = b" ".join(words.split())
        if raw.istitle() and together in self._titles:
            return []
        found = self._phrases.search(b" " + together + b" ", True)
        if found:
            slices = Slices(_slices(words, found))
            finds = [find for find in finds if not slices.cover(find.start, find.end)]
        addressed = has_address(raw)
        return [find for find in finds if not self._by_chance(raw, find, addressed=addressed)]

    def _by_chance(self, raw: bytes, find: Find, *, addressed: bool) -> bool:
        if find.entry.form is not Form.word or find.view is not View.plain:
            return False
        named, letters = find.entry.term in self._names, len(find.entry.term)
        if named and is_name(raw, find.start, find.end):
            return True
        if addressed and (named or letters < _SHORT) and in_address(raw, find.start):
            return True
        return letters <= _SHORT and (is_glued(raw, find.start, find.end) or is_linking(raw, find.start, find.end))


def _slices(words: bytes, found: list[tuple[int, int, int]]) -> list[tuple[int, int]]:
    """Return the slices of a text that phrases take, found where all words have one space between."""
    starts, ends, place = {}, {}, 0
    for word in _TOKENS.finditer(words):
        starts[place] = word.start()
        place += len(word[0]) + 1
        ends[place + 1] = word.end()
    return sorted((starts[start], ends[end]) for _, start, end in found)


class Slices:
    """Slices of a text, to ask whether something is wholly inside one of them."""

    __slots__ = ("_ends", "_starts")

    def __init__(self, slices: Iterable[tuple[int, int]]) -> None:
        """Make it; the slices come in the order of their starts."""
        starts, ends = tuple(zip(*slices, strict=True)) or ((), ())
        self._starts = starts
        self._ends = list(accumulate(ends, max))

    def cover(self, start: int, end: int) -> bool:
        """Whether a slice covers this one."""
        before = bisect_right(self._starts, start)
        return before > 0 and self._ends[before - 1] >= end


class Phrases:
    """Phrases that may stand anywhere, with any signs between their words."""

    __slots__ = ("_finder", "_foreign")

    def __init__(self, phrases: Iterable[str]) -> None:
        phrases = tuple(phrases)
        self._finder = Finder({bounded(phrase, Form.word): None for phrase in _flattened(phrases)})
        self._foreign = ForeignView({phrase: None for phrase in phrases if is_foreign(phrase)})

    def within(self, text: str) -> Slices:
        """Return where the phrases stand in a text, as slices of it."""
        words = fold(text).translate(WORDS)
        found = self._finder.search(b" " + b" ".join(words.split()) + b" ", True)
        slices = _slices(words, found) if found else []
        if slices and not text.isascii():
            places = origins(text)
            slices = [(places[start], places[end - 1] + 1) for start, end in slices]
        if self._foreign and not text.isascii():
            slices = sorted([*slices, *((start, end) for start, end, *_ in self._foreign.look(text))])
        return Slices(slices)


def _flattened(phrases: Iterable[str]) -> list[bytes]:
    """Return phrases in plain letters; foreign ones have none, and would stand for any others of their length."""
    return sorted({flat(phrase) for phrase in phrases if not is_foreign(phrase)} - {b""})
