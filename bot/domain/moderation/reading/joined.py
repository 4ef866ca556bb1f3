"""The joined view: words with separators or markup inside them, put together again.

Owns which words count then: whole words with their endings, for "push it" and "who reads" must not turn into others.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from bot.domain.moderation.reading.finds import Find, word_around
from bot.domain.moderation.reading.hits import View
from bot.domain.moderation.reading.letters import JOINERS

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from bot.domain.moderation.reading.finder import Found
    from bot.domain.moderation.reading.lexicon import Lexicon
    from bot.domain.moderation.reading.sheet import Sheet

_KEPT: Final = frozenset(range(256)) - frozenset(JOINERS)
_TIGHT: Final = 2
"""How many signs a word of three letters may have inside."""
_TIGHT_LETTERS: Final = 3
ENDINGS: Final = re.compile(
    rb"|e?s|e?d|e?rs?|in|ings?|y|ty|t?ier|t?iest|t(?:ed|er|ers|ing|in)|u|you|off|up|it|s?heads?|holes?|faced?|tards?|wits?|boys?|"
    rb"show|load|less|post|posting|z|a|as|az|ass"
)
"""What may follow a stem."""


class JoinedView:
    """Looks for words once the signs inside them are gone."""

    __slots__ = ("_lexicon", "_search")

    def __init__(self, lexicon: Lexicon) -> None:
        self._lexicon = lexicon
        self._search = lexicon.finder.search

    def look(self, sheet: Sheet) -> Iterable[Find]:
        """Return the finds in a text that its flattened form does not show."""
        found = self._search(sheet.joined, True)
        return self._finds(sheet.raw, sheet.flat, sheet.joined, found) if found else ()

    def _finds(self, raw: bytes, flat: bytes, joined: bytes, found: Found) -> Iterator[Find]:
        places: list[int] = []
        judged: dict[tuple[bytes, int], bool] = {}
        for index, start, end in found:
            left, right = word_around(joined, start, end)
            key = joined[left:right], index
            matched = joined[left : min(right, end)]
            if key not in judged:
                judged[key] = flat.count(matched) < joined.count(matched) and self._is_word(key[0], len(matched))
            if not judged[key]:
                continue
            places = places or [place for place, sign in enumerate(raw) if sign in _KEPT]
            inside = places[left - 1 : left - 1 + len(matched)]
            for listed in self._lexicon.finder.marks[index]:
                if not matched.isalpha():
                    yield Find(inside[0], inside[-1] + 1, listed.entry, View.plain)
                elif _is_broken(inside, listed.gap):
                    yield Find(inside[0], inside[-1] + 1, listed.entry, _view(inside, listed.gap))

    def _is_word(self, word: bytes, matched: int) -> bool:
        return ENDINGS.fullmatch(word, matched) is not None and not self._lexicon.excuse(word)


def _view(places: list[int], gap: int) -> View:
    if gap >= 0:
        return View.masked
    return View.spelled if min(map(int.__sub__, places[1:], places)) > 1 else View.joined


def _is_broken(places: list[int], gap: int) -> bool:
    """Whether signs stand inside a word, and where one has to stand for a vowel."""
    signs = places[-1] + 1 - places[0] - len(places)
    if gap == 0:
        return True
    if gap > 0:
        return gap < len(places) and places[gap] - places[gap - 1] > 1
    return signs > 0 and (len(places) > _TIGHT_LETTERS or signs <= _TIGHT)
