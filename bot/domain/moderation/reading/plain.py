"""The plain view: the message as it stands, and in the same pass the signs that another view is worth its time.

Owns the one automaton that every message meets: words and stems, misspellings of core words, words cut by one space,
letter-by-letter words, and runs of three equal letters.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from bot.domain.moderation.reading.entries import Entry, Form, bounded
from bot.domain.moderation.reading.finder import Finder
from bot.domain.moderation.reading.finds import Find, word_around
from bot.domain.moderation.reading.hits import Listing, Tier, View
from bot.domain.moderation.reading.letters import LOWER
from bot.domain.moderation.reading.variants import misspelt

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from bot.domain.moderation.reading.entries import Excuses


STRETCHED: Final = 1
"""A run of three equal letters is in the text: the stretched view is worth its time."""
SPELLED: Final = 2
"""Single letters that begin a word stand in a row: the spelled-out view is."""


@dataclass(frozen=True, slots=True)
class Mark:
    """What a pattern of the plain view means: a word, or a sign. The lower rank is the better explanation."""

    view: View = View.plain
    entry: Entry | None = None
    rank: int = 0
    sign: int = 0


_STRETCHED = Mark(sign=STRETCHED)
_SPELLED = Mark(sign=SPELLED)
_WIDEST_GAP = 3
_NOBODY: Final[frozenset[Listing]] = frozenset()
_VIEWS = (View.plain, View.leet, View.stretched, View.joined)
_MISSPELT = len(Tier)
"""What a misspelling ranks behind every word of the lists."""


class PlainView:
    """Looks for entries in flattened text."""

    __slots__ = ("_excuses", "finder")

    def __init__(self, entries: Iterable[Entry], excuses: Excuses, spelled: Iterable[bytes] = ()) -> None:
        """Make it; `spelled` are further words of which only the sign that one is spelled out is of interest."""
        self._excuses = excuses
        patterns = _patterns(tuple(entries), excuses)
        for word in spelled:
            for sign in _spelled(word):
                patterns.setdefault(sign, _SPELLED)
        self.finder = Finder(patterns)

    def look(self, flat: bytes, found: Iterable[tuple[int, int, int]], finds: list[Find]) -> int:
        """Add the finds among the automaton's matches, and return which other views the matches call for."""
        signs = 0
        marks, reach, last, covered = self.finder.marks, -1, None, _NOBODY
        for index, start, end in found:
            mark = marks[index]
            entry = mark.entry
            if entry is None:
                signs |= mark.sign
            elif entry.form is Form.word:
                if last is not None and finds[-1][:2] == (start, end - 2) and finds[-1].entry.lists == entry.lists:
                    if mark.rank < last.rank:
                        finds[-1], last = Find(start, end - 2, entry, mark.view), mark
                    continue
                finds.append(Find(start, end - 2, entry, mark.view))
                last = mark
            elif start >= reach or not entry.lists <= covered:
                covered = entry.lists if start >= reach else covered | entry.lists
                left, reach = word_around(flat, start, end)
                if not self._excuses.holds(flat[left:reach]):
                    finds.append(Find(left - 1, reach - 1, entry, mark.view))
                    last = mark
        return signs


def _patterns(entries: tuple[Entry, ...], excuses: Excuses) -> dict[bytes, Mark]:
    patterns = {
        spaced: Mark(View.plain, entry, entry.tier.weight) for entry in entries for spaced in _spaced(entry.pattern())
    }
    for entry in entries:
        if entry.core:
            marks = {view: Mark(view, entry, _MISSPELT + entry.tier.weight) for view in _VIEWS}
            for variant, view in _variants(entry):
                if variant not in patterns and not excuses.holds(variant.strip()):
                    patterns[variant] = marks[view]
        if entry.may_hide:
            for sign in _spelled(entry.term):
                patterns.setdefault(sign, _SPELLED)
    patterns |= {bytes((letter,)) * 3: _STRETCHED for letter in LOWER}
    return patterns


def _spelled(term: bytes) -> Iterator[bytes]:
    """Yield how a word begins that is written letter by letter."""
    yield b" " + b" ".join(bytes((letter,)) for letter in term[:3]) + b" "
    for gap in range(2, _WIDEST_GAP + 1):
        yield bounded(term[:1] + b" " * gap + term[1:2], Form.word)


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
