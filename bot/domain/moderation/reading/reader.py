"""The reader: which views a message gets, in which order, and how their finds become hits.

Owns the order and the cheap questions before each step, so that an ordinary message costs one pass of one automaton.
How each view looks is its own matter.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from bot.domain.moderation.reading.allowing import Allowing
from bot.domain.moderation.reading.combined import CombinedView, may_combine
from bot.domain.moderation.reading.entries import Excuses, entries
from bot.domain.moderation.reading.fold import fold, origins
from bot.domain.moderation.reading.foreign import ForeignView
from bot.domain.moderation.reading.hits import Hit
from bot.domain.moderation.reading.joined import JoinedView
from bot.domain.moderation.reading.leet import LeetView
from bot.domain.moderation.reading.letters import LOWER, PLAIN, UPPER
from bot.domain.moderation.reading.lexicon import Lexicon
from bot.domain.moderation.reading.markup import blanked
from bot.domain.moderation.reading.masked import MaskedView
from bot.domain.moderation.reading.plain import SPELLED, STRETCHED, PlainView
from bot.domain.moderation.reading.spelled import SpelledView
from bot.domain.moderation.reading.stretched import StretchedView

if TYPE_CHECKING:
    from collections.abc import Iterable

    from bot.domain.moderation.reading.finds import Find
    from bot.domain.moderation.reading.vocabulary import Vocabulary

_ORDINARY: Final = LOWER + UPPER + b" '\":;=)>[]{}\n\r\t\xff"
"""What no view beyond the plain one takes an interest in."""
_PROSE: Final = b".,?&/"
"""Signs of ordinary prose: they may join a word, but neither mask nor replace a letter."""
_UNLETTERED: Final = bytes(sign for sign in range(256) if sign not in b"@$0123456789")
_UNENDING: Final = bytes(sign for sign in range(256) if sign not in b"!|+(#")
_INSIDE: Final = re.compile(rb"[!|+(][A-Za-z0-9@$+]|[$@]#")
"""A sign that would be a letter where it stands: there is more of the word behind it."""
_INNOCENT_OPENINGS: Final = frozenset(
    b"who as bit ass pus cum fag dick cock puss tit con prick bas slut sha sham".split()
)


class Reader:
    """Reads messages against one vocabulary. Building one costs tens of milliseconds; reading, microseconds."""

    __slots__ = (
        "_allowing",
        "_combined",
        "_foreign",
        "_joined",
        "_leet",
        "_masked",
        "_plain",
        "_search",
        "_spelled",
        "_stretched",
    )

    def __init__(self, vocabulary: Vocabulary) -> None:
        listed = entries(vocabulary)
        excuses = Excuses(vocabulary.exceptions)
        lexicon = Lexicon(listed, excuses)
        self._plain = PlainView(listed, excuses)
        self._search = self._plain.finder.search
        self._joined = JoinedView(lexicon)
        self._spelled = SpelledView(lexicon)
        self._leet = LeetView(listed, excuses)
        self._stretched = StretchedView(listed, excuses)
        self._masked = MaskedView(listed, _INNOCENT_OPENINGS)
        self._allowing = Allowing(vocabulary)
        self._combined = CombinedView(listed, excuses)
        self._foreign = ForeignView(vocabulary) or None

    def read(self, text: str) -> tuple[Hit, ...]:
        """Return every hit in the order of the text, none over another. Any text may come; nothing is raised."""
        raw = text.encode() if text.isascii() else fold(text)
        if b"<" in raw or b"%" in raw:
            raw = blanked(raw)
        flat = b" " + raw.translate(PLAIN) + b" "
        found = self._search(flat, True)
        odd = raw.translate(None, _ORDINARY)
        hits = self._look(text, raw, flat, found, odd) if found or odd else ()
        if self._foreign is None or text.isascii():
            return hits
        return _merged(hits, self._foreign.look(text))

    def _look(
        self, text: str, raw: bytes, flat: bytes, found: list[tuple[int, int, int]], odd: bytes
    ) -> tuple[Hit, ...]:
        """Take every view that the text gives reason to."""
        finds: list[Find] = []
        signs = self._plain.look(flat, found, finds) if found else 0
        if signs & STRETCHED:
            finds += self._stretched.look(flat)
        if signs & SPELLED:
            finds += self._spelled.look(flat, raw)
        if odd:
            finds += self._joined.look(raw, flat)
            unusual = odd.translate(None, _PROSE)
            if unusual:
                finds += self._disguised(raw, odd)
            if (unusual or signs & STRETCHED) and may_combine(raw, odd, held=bool(signs & STRETCHED)):
                finds += self._combined.look(raw)
        return _hits(text, self._allowing.kept(raw, finds)) if finds else ()

    def _disguised(self, raw: bytes, odd: bytes) -> Iterable[Find]:
        if odd.translate(None, _UNLETTERED):
            yield from self._leet.look(raw, hard=False)
        if odd.translate(None, _UNENDING) and (b"+" in odd or _INSIDE.search(raw)):
            yield from self._leet.look(raw, hard=True)
        if b"*" in odd or b"--" in odd or b"__" in odd:
            yield from self._masked.look(raw)


def _hits(text: str, finds: list[Find]) -> tuple[Hit, ...]:
    """Return the finds as hits in the original text; of overlapping ones the first, longest and plainest stays."""
    if not finds:
        return ()
    finds.sort(key=lambda find: (find.start, -find.end))  # stable: the plainest view came first
    places = None if text.isascii() else origins(text)
    hits, reach = [], -1
    for find in finds:
        if find.start >= reach:
            reach = find.end
            start, end = (find.start, find.end) if places is None else (places[find.start], places[find.end - 1] + 1)
            hits.append(Hit(start, end, find.entry.name, find.entry.tier, find.view))
    return tuple(hits)


def _merged(hits: tuple[Hit, ...], more: Iterable[Hit]) -> tuple[Hit, ...]:
    """Return both in the order of the text; of overlapping ones the first stays."""
    kept: list[Hit] = []
    for hit in sorted((*hits, *more), key=lambda hit: (hit.start, -hit.end)):
        if not kept or hit.start >= kept[-1].end:
            kept.append(hit)
    return tuple(kept)
