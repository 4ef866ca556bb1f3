"""The spelled-out view: words written letter by letter.

Owns the joining of single letters that stand apart. The plain view says when it is worth looking.
"""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING, Final

from bot.domain.moderation.reading.finds import Find
from bot.domain.moderation.reading.hits import View

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bot.domain.moderation.reading.lexicon import Lexicon

_LONE_LETTERS: Final = re.compile(rb"(?<= )[a-z](?= )")
_WIDEST: Final = 5
"""The longest way from one letter to the next within a word."""
_SHORT: Final = 3
_WORDS: Final = b"aiouy"
"""Letters that are words by themselves ("u", "y"): a spelled word may follow one."""


class SpelledView:
    """Looks for runs of single letters that make a word."""

    __slots__ = ("_lexicon",)

    def __init__(self, lexicon: Lexicon) -> None:
        self._lexicon = lexicon

    def look(self, flat: bytes, raw: bytes) -> Iterator[Find]:
        """Yield the finds in flattened text; `raw` tells which separators were used."""
        for run in _runs(flat):
            places = run
            while len(places) >= _SHORT:
                entries = self._lexicon.whole(bytes([flat[place] for place in places]))
                start, end = places[0] - 1, places[-1]
                if entries and (len(places) > _SHORT or _tight(raw[start:end])):
                    yield from (Find(start, end, entry, View.spelled) for entry in entries)
                if entries or flat[places[0]] not in _WORDS:
                    break
                places = places[1:]


def _runs(flat: bytes) -> Iterator[list[int]]:
    """Yield the places of single letters that belong together; a gap wider than the one before begins another word."""
    run: list[int] = []
    places = [letter.start() for letter in _LONE_LETTERS.finditer(flat)]
    for place, following in pairwise([*places, len(flat) + _WIDEST]):
        run.append(place)
        gap = run[1] - run[0] if len(run) > 1 else _WIDEST
        if following - place > gap:
            yield run
            run = []


def _tight(written: bytes) -> bool:
    """Whether a short word is spelled with one kind of sign, so that lists and initials do not count."""
    separators = {bytes((sign,)) for sign in written[1::2]}
    return len(written) == 2 * _SHORT - 1 and len(separators) == 1 and separators.isdisjoint({b"\n", b" ", b"."})
