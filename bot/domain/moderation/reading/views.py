"""The views that a set of entries gets, and the cheap questions before each.

Owns their order, so that an ordinary message costs one pass of one automaton. How each view looks is its own matter,
and what becomes of the finds is the reader's.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, Protocol

from bot.domain.moderation.reading.combined import may_combine
from bot.domain.moderation.reading.joined import JoinedView
from bot.domain.moderation.reading.leet import LeetView
from bot.domain.moderation.reading.letters import LOWER, UPPER
from bot.domain.moderation.reading.lexicon import Lexicon
from bot.domain.moderation.reading.plain import SPELLED, STRETCHED, PlainView
from bot.domain.moderation.reading.spelled import SpelledView
from bot.domain.moderation.reading.stretched import StretchedView

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from bot.domain.moderation.reading.entries import Entry, Excuses
    from bot.domain.moderation.reading.finder import Found
    from bot.domain.moderation.reading.finds import Find
    from bot.domain.moderation.reading.sheet import Sheet

ORDINARY: Final = LOWER + UPPER + b" '\":;=)>[]{}\n\r\t\xff"
"""What no view beyond the plain one takes an interest in."""
_PROSE: Final = b".,?&/"
"""Signs of ordinary prose: they may join a word, but neither mask nor replace a letter."""


class Looking(Protocol):
    """A view that needs nothing but the folded text."""

    def look(self, raw: bytes) -> Iterator[Find]:
        """Yield the finds in it."""


class Views:
    """All views over one set of entries."""

    __slots__ = ("_combined", "_joined", "_leet", "_masked", "_plain", "_spelled", "_stretched", "search")

    def __init__(
        self,
        entries: tuple[Entry, ...],
        excuses: Excuses,
        masked: Looking,
        combined: Looking | None = None,
        spelled: Iterable[bytes] = (),
    ) -> None:
        """Make them; `spelled` are further words of which only the sign that one is spelled out is of interest."""
        lexicon = Lexicon(entries, excuses)
        self._plain = PlainView(entries, excuses, spelled)
        self.search = self._plain.finder.search
        self._joined = JoinedView(lexicon)
        self._spelled = SpelledView(lexicon)
        self._leet = LeetView(entries, excuses)
        self._stretched = StretchedView(entries, excuses)
        self._masked = masked
        self._combined = combined

    def look(self, sheet: Sheet, found: Found) -> tuple[list[Find], int]:
        """Take every view that a text gives reason to, and return the signs of the plain one with the finds.

        `found` is what `search` finds in the flat form of the text.
        """
        finds: list[Find] = []
        signs = self._plain.look(sheet.flat, found, finds) if found else 0
        if signs & STRETCHED:
            finds += self._stretched.look(sheet.flat)
        if signs & SPELLED:
            finds += self._spelled.look(sheet.flat, sheet.raw)
        if sheet.odd:
            finds += self._joined.look(sheet)
            unusual = sheet.odd.translate(None, _PROSE)
            if unusual:
                self._disguised(sheet, finds)
            if self._combined is not None and (unusual or signs & STRETCHED):
                held = bool(signs & STRETCHED)
                if may_combine(sheet.raw, sheet.odd, held=held):
                    finds += self._combined.look(sheet.raw)
        return finds, signs

    def _disguised(self, sheet: Sheet, finds: list[Find]) -> None:
        if sheet.has_soft:
            finds += self._leet.look(sheet, hard=False)
        if sheet.has_hard:
            finds += self._leet.look(sheet, hard=True)
        odd = sheet.odd
        if b"*" in odd or b"--" in odd or b"__" in odd:
            finds += self._masked.look(sheet.raw)
