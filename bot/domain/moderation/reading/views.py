"""The views that a set of entries gets, and the cheap questions before each.

Owns their order, so that an ordinary message costs one pass of one automaton. How each view looks is its own matter,
and what becomes of the finds is the reader's.
"""

from __future__ import annotations

import re
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
    from bot.domain.moderation.reading.finds import Find

ORDINARY: Final = LOWER + UPPER + b" '\":;=)>[]{}\n\r\t\xff"
"""What no view beyond the plain one takes an interest in."""
_PROSE: Final = b".,?&/"
"""Signs of ordinary prose: they may join a word, but neither mask nor replace a letter."""
_UNLETTERED: Final = bytes(sign for sign in range(256) if sign not in b"@$0123456789")
_UNENDING: Final = bytes(sign for sign in range(256) if sign not in b"!|+(#")
_INSIDE: Final = re.compile(rb"[!|+(][A-Za-z0-9@$+]|[$@]#")
"""A sign that would be a letter where it stands: there is more of the word behind it."""

Found = list[tuple[int, int, int]]
"""What the plain view's automaton found: pattern, start, end."""


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
        parts: Iterable[bytes] = (),
    ) -> None:
        """Make them; `parts` are words of which only the sign that one is spelled out is of interest."""
        lexicon = Lexicon(entries, excuses)
        self._plain = PlainView(entries, excuses, parts)
        self.search = self._plain.finder.search
        self._joined = JoinedView(lexicon)
        self._spelled = SpelledView(lexicon)
        self._leet = LeetView(entries, excuses)
        self._stretched = StretchedView(entries, excuses)
        self._masked = masked
        self._combined = combined

    def look(self, raw: bytes, flat: bytes, found: Found, odd: bytes) -> tuple[list[Find], int]:
        """Take every view that a text gives reason to, and return the signs of the plain one with the finds.

        `raw` is the folded text, `flat` its letters with a space on each side, `found` what `search` finds there, and
        `odd` all signs that are not ordinary.
        """
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
            if self._combined is not None and (unusual or signs & STRETCHED):
                held = bool(signs & STRETCHED)
                if may_combine(raw, odd, held=held):
                    finds += self._combined.look(raw)
        return finds, signs

    def _disguised(self, raw: bytes, odd: bytes) -> Iterable[Find]:
        soft, hard = lettered(raw, odd)
        if soft:
            yield from self._leet.look(raw, hard=False)
        if hard:
            yield from self._leet.look(raw, hard=True)
        if b"*" in odd or b"--" in odd or b"__" in odd:
            yield from self._masked.look(raw)


def lettered(raw: bytes, odd: bytes) -> tuple[bool, bool]:
    """Whether a text has signs that may be letters, and whether it has harder ones."""
    soft = odd.translate(None, _UNLETTERED) != b""
    hard = odd.translate(None, _UNENDING) != b"" and (b"+" in odd or _INSIDE.search(raw) is not None)
    return soft, hard
