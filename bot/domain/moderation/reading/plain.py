"""The plain view: the message as it stands, and in the same pass the signs that another view is worth its time.

Owns the one automaton that every message meets: words and stems, misspellings of core words, words cut by one space,
letter-by-letter words, and runs of three equal letters.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from typing import TYPE_CHECKING

from bot.domain.moderation.reading.entries import Entry, Form, bounded
from bot.domain.moderation.reading.finder import Finder
from bot.domain.moderation.reading.finds import Find, word_around
from bot.domain.moderation.reading.hits import View
from bot.domain.moderation.reading.letters import LOWER
from bot.domain.moderation.reading.variants import misspelt

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from bot.domain.moderation.reading.entries import Excuses


class Sign(Enum):
    """What a match in the plain view calls for."""

    word = 0
    stretched = 1
    spelled = 2


@dataclass(frozen=True, slots=True)
class Mark:
    """What a pattern of the plain view means; `entry` is there for words."""

    sign: Sign
    view: View = View.plain
    entry: Entry | None = None


_STRETCHED = Mark(Sign.stretched)
_SPELLED = Mark(Sign.spelled)
_WIDEST_GAP = 3


class PlainView:
    """Looks for entries in flattened text."""

    __slots__ = ("_excuses", "finder")

    def __init__(self, entries: Iterable[Entry], excuses: Excuses) -> None:
        self._excuses = excuses
        self.finder = Finder(_patterns(tuple(entries), excuses))

    def look(self, flat: bytes, found: Iterable[tuple[int, int, int]]) -> tuple[list[Find], set[Sign]]:
        """Return the finds among the automaton's matches, and which other views they call for."""
        finds: list[Find] = []
        signs: set[Sign] = set()
        marks, reach = self.finder.marks, -1
        for index, start, end in found:
            mark = marks[index]
            if mark.entry is None:
                signs.add(mark.sign)
            elif start >= reach or mark.entry.form is Form.word:
                left, right = word_around(flat, start, end)
                if mark.entry.form is not Form.word:
                    reach = right
                    if self._excuses.holds(flat[left:right]):
                        continue
                finds.append(Find(left - 1, right - 1, mark.entry, mark.view))
        return finds, signs


def _patterns(entries: tuple[Entry, ...], excuses: Excuses) -> dict[bytes, Mark]:
    patterns = {spaced: Mark(Sign.word, View.plain, entry) for entry in entries for spaced in _spaced(entry.pattern())}
    for entry in entries:
        if entry.core:
            marks = {view: Mark(Sign.word, view, entry) for view in (View.plain, View.leet, View.stretched)}
            for variant, view in _variants(entry):
                if variant not in patterns and not excuses.holds(variant.strip()):
                    patterns[variant] = marks[view]
        if entry.may_hide:
            patterns.setdefault(b" " + b" ".join(bytes((letter,)) for letter in entry.term[:3]) + b" ", _SPELLED)
            for gap in range(2, _WIDEST_GAP + 1):
                patterns.setdefault(bounded(entry.term[:1] + b" " * gap + entry.term[1:2], Form.word), _SPELLED)
    patterns |= {bytes((letter,)) * 3: _STRETCHED for letter in LOWER}
    return patterns


def _spaced(pattern: bytes) -> Iterator[bytes]:
    """Yield a pattern of several words as written, and with other signs in one of its gaps."""
    yield pattern
    words = pattern.strip(b" ").split(b" ")
    for gap in range(1, len(words)):
        for width in range(2, _WIDEST_GAP + 1):
            inner = b" ".join(words[:gap]) + b" " * width + b" ".join(words[gap:])
            yield pattern.replace(b" ".join(words), inner)


def _variants(entry: Entry) -> Iterator[tuple[bytes, View]]:
    """Yield the patterns of misspellings: letters too many may stand wherever the word may, other slips stand alone."""
    for variant, view in misspelt(entry.term):
        if view is View.stretched:
            yield entry.pattern(variant), view
        else:
            yield bounded(variant, Form.word), view
            if entry.form is not Form.word and not variant.endswith(b"s"):
                yield bounded(variant + (b"es" if variant.endswith(b"h") else b"s"), Form.word), view
