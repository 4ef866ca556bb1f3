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
from bot.domain.moderation.reading.variants import LEAST, misspelt

if TYPE_CHECKING:
    from collections.abc import Iterable

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
                    if self._excuses.excuse(flat[left:right]):
                        continue
                finds.append(Find(left - 1, right - 1, mark.entry, mark.view))
        return finds, signs


def _patterns(entries: tuple[Entry, ...], excuses: Excuses) -> dict[bytes, Mark]:
    patterns = {entry.pattern(): Mark(Sign.word, View.plain, entry) for entry in entries}
    for entry in entries:
        if entry.core:
            for variant, view in misspelt(entry.term):
                if not excuses.excuse(variant):
                    patterns.setdefault(_variant(variant, view, entry.form), Mark(Sign.word, view, entry))
        if entry.may_hide:
            patterns.setdefault(b" " + b" ".join(bytes((letter,)) for letter in entry.term[:3]) + b" ", _SPELLED)
            for gap in range(2, _WIDEST_GAP + 1):
                patterns.setdefault(bounded(entry.term[:1] + b" " * gap + entry.term[1:2], Form.word), _SPELLED)
    patterns |= {bytes((letter,)) * 3: _STRETCHED for letter in LOWER}
    return patterns


def _variant(word: bytes, view: View, form: Form) -> bytes:
    """Return the pattern of a misspelling: the less sure it is, the more it has to stand by itself."""
    if view is not View.stretched and form in {Form.stem, Form.opening}:
        form = Form.opening if len(word) > LEAST else Form.word
    return bounded(word, form)
