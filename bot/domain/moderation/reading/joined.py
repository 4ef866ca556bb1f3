"""The joined view: words with separators or markup inside them, put together again.

Owns which words count then: only whole words, for "push it" and "who reads" must not turn into others.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from bot.domain.moderation.reading.finds import Find, word_around
from bot.domain.moderation.reading.hits import View
from bot.domain.moderation.reading.letters import JOINERS, WORDS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bot.domain.moderation.reading.lexicon import Lexicon

_KEPT: Final = frozenset(range(256)) - frozenset(JOINERS)


class JoinedView:
    """Looks for words once the signs inside them are gone."""

    __slots__ = ("_lexicon", "_search")

    def __init__(self, lexicon: Lexicon) -> None:
        self._lexicon = lexicon
        self._search = lexicon.finder.search

    def look(self, raw: bytes) -> Iterator[Find]:
        """Yield the finds in folded text that the plain view could not see."""
        joined = b" " + raw.translate(WORDS, JOINERS) + b" "
        found = self._search(joined, True)
        if not found:
            return
        places = [place for place, sign in enumerate(raw) if sign in _KEPT]
        for index, start, end in found:
            entry = self._lexicon.finder.marks[index]
            left, right = word_around(joined, start, end)
            first, last = places[left - 1], places[min(right, end) - 2]
            if not entry.term.isalpha():
                yield Find(first, last + 1, entry, View.plain)
            elif last - first + 1 > min(right, end) - left and not self._lexicon.excuse(joined[left:right]):
                yield Find(first, last + 1, entry, View.joined)
