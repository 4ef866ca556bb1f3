"""The reader: how a text is prepared, and how the finds of all views become hits.

Owns the two steps around the views. Words of somebody's own are `own`'s, read in the same pass.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from bot.domain.moderation.reading.allowing import Allowing
from bot.domain.moderation.reading.combined import CombinedView
from bot.domain.moderation.reading.entries import Excuses, entries, is_foreign
from bot.domain.moderation.reading.finds import standing
from bot.domain.moderation.reading.fold import fold, origins
from bot.domain.moderation.reading.foreign import ForeignView
from bot.domain.moderation.reading.hits import Hit, OwnHit, Tier, View
from bot.domain.moderation.reading.letters import PLAIN
from bot.domain.moderation.reading.markup import blanked
from bot.domain.moderation.reading.masked import MaskedView
from bot.domain.moderation.reading.own import OwnWords
from bot.domain.moderation.reading.sheet import Sheet
from bot.domain.moderation.reading.views import ORDINARY, Views

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from bot.domain.moderation.reading.finder import Found
    from bot.domain.moderation.reading.finds import Find
    from bot.domain.moderation.reading.hits import Listing
    from bot.domain.moderation.reading.vocabulary import Vocabulary

_INNOCENT_OPENINGS: Final = frozenset(
    b"who as bit ass pus cum fag dick cock puss tit con prick bas slut sha sham".split()
)


class Reader:
    """Reads messages against one vocabulary. Building one costs tens of milliseconds; reading, microseconds."""

    __slots__ = ("_allowing", "_foreign", "_own", "_search", "_views", "_vocabulary")

    def __init__(self, vocabulary: Vocabulary) -> None:
        listed = entries(vocabulary)
        excuses = Excuses(vocabulary.exceptions)
        self._vocabulary = vocabulary
        self._views = Views(listed, excuses, MaskedView(listed, _INNOCENT_OPENINGS), CombinedView(listed, excuses))
        self._search = self._views.search
        self._allowing = Allowing(vocabulary)
        foreign = {word: tier for tier in reversed(Tier) for word in vocabulary.words.get(tier, ()) if is_foreign(word)}
        self._foreign = ForeignView(foreign) or None
        self._own: OwnWords | None = None

    def beside(self, own: Mapping[str, frozenset[Listing]]) -> Reader:
        """Return a reader that knows further words, in star notation, each with those who list it.

        What is slow to make is shared with this reader.
        """
        reader: Reader = object.__new__(type(self))
        reader._vocabulary, reader._views, reader._search = self._vocabulary, self._views, self._search
        reader._allowing, reader._foreign = self._allowing, self._foreign
        reader._own = OwnWords(self._vocabulary, own) if own else None
        return reader

    def read(self, text: str) -> tuple[Hit, ...]:
        """Return every hit in the order of the text, none over another. Any text may come; nothing is raised."""
        raw = text.encode() if text.isascii() else fold(text)
        if b"<" in raw or b"%" in raw:
            raw = blanked(raw)
        flat = b" " + raw.translate(PLAIN) + b" "
        found = self._search(flat, True)
        odd = raw.translate(None, ORDINARY)
        hits = self._hits(text, Sheet(raw, flat, odd), found) if found or odd else ()
        return hits if self._foreign is None or text.isascii() else self._with_foreign(text, hits)

    def read_all(self, text: str) -> tuple[tuple[Hit, ...], tuple[OwnHit, ...]]:
        """As `read`, with the hits of further words; of those, some may stand over others of other people's lists."""
        if self._own is None:
            return self.read(text), ()
        raw = text.encode() if text.isascii() else fold(text)
        if b"<" in raw or b"%" in raw:
            raw = blanked(raw)
        sheet = Sheet(raw, b" " + raw.translate(PLAIN) + b" ", raw.translate(None, ORDINARY))
        found = self._search(sheet.flat, True)
        hits = self._hits(text, sheet, found) if found or sheet.odd else ()
        if self._foreign is not None and not text.isascii():
            hits = self._with_foreign(text, hits)
        return hits, self._own.look(text, sheet, hits)

    def _hits(self, text: str, sheet: Sheet, found: Found) -> tuple[Hit, ...]:
        finds, _ = self._views.look(sheet, found)
        return _hits(text, self._allowing.kept(sheet.raw, finds)) if finds else ()

    def _with_foreign(self, text: str, hits: tuple[Hit, ...]) -> tuple[Hit, ...]:
        more = self._foreign.look(text) if self._foreign is not None else ()
        return _merged(hits, (Hit(*found, View.plain) for found in more))


def _hits(text: str, finds: list[Find]) -> tuple[Hit, ...]:
    """Return the finds as hits in the original text; of overlapping ones the first, longest and plainest stays."""
    if not finds:
        return ()
    places = None if text.isascii() else origins(text)
    return tuple(Hit(start, end, entry.name, entry.tier, view) for start, end, entry, view in standing(finds, places))


def _merged(hits: tuple[Hit, ...], more: Iterable[Hit]) -> tuple[Hit, ...]:
    """Return both in the order of the text; of overlapping ones the first stays."""
    kept: list[Hit] = []
    for hit in sorted((*hits, *more), key=lambda hit: (hit.start, -hit.end)):
        if not kept or hit.start >= kept[-1].end:
            kept.append(hit)
    return tuple(kept)
