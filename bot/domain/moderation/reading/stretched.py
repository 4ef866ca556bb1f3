"""The stretched view: letters held down.

Owns the squeezing of runs and the rule that a stretched word has every run of its letters at least as long as the word
itself, so that "god" never comes out of "good".
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from bot.domain.moderation.reading.entries import Entry, Form
from bot.domain.moderation.reading.finder import Finder
from bot.domain.moderation.reading.finds import Find, word_around
from bot.domain.moderation.reading.hits import Listing, View
from bot.domain.moderation.reading.letters import SPACE

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from bot.domain.moderation.reading.entries import Excuses

RUNS: Final = re.compile(rb"([a-z])\1*| +|\xff+")
_HELD: Final = 3
_NOBODY: Final[frozenset[Listing]] = frozenset()


def squeezed(word: bytes) -> bytes:
    """Return the word with every run of equal letters as one."""
    return RUNS.sub(lambda run: run[0][:1], word)


def runs(word: bytes) -> tuple[int, ...]:
    """Return how long each run of equal letters is."""
    return tuple(len(run[0]) for run in RUNS.finditer(word))


class StretchedView:
    """Looks for entries in text with letters held down."""

    __slots__ = ("_excuses", "_finder")

    def __init__(self, entries: Iterable[Entry], excuses: Excuses) -> None:
        self._excuses = excuses
        patterns: dict[bytes, list[tuple[Entry, tuple[int, ...]]]] = {}
        for entry in entries:
            if entry.may_hide:
                term = entry.term.strip()
                patterns.setdefault(entry.pattern(squeezed(term)), []).append((entry, runs(term)))
        self._finder = Finder(patterns)

    def look(self, flat: bytes) -> Iterator[Find]:
        """Yield the finds in flattened text."""
        pieces = list(RUNS.finditer(flat))
        text = b"".join([piece[0][:1] for piece in pieces])
        reach, covered = -1, _NOBODY
        for meanings, start, end in self._finder.find(text):
            if start < reach and all(entry.lists <= covered for entry, _ in meanings):
                continue
            first, last = start + (text[start] == SPACE), end - (text[end - 1] == SPACE)
            written = [len(piece[0]) for piece in pieces[first:last]]
            if start >= reach:
                covered = _NOBODY
            for entry, least in meanings:
                if start < reach and entry.lists <= covered:
                    continue
                if max(written) >= _HELD and all(map(int.__ge__, written, least)):
                    left, right = word_around(text, start, end) if entry.form is not Form.word else (first, last)
                    if not self._excuses.holds(text[left:first] + entry.term + text[last:right]):
                        reach, covered = right, covered | entry.lists
                        yield Find(pieces[left].start() - 1, pieces[right - 1].end() - 1, entry, View.stretched)
