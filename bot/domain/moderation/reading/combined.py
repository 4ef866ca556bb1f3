"""The combined view: two disguises of different kinds in one word, such as "b1t.ch", "fu||uuck||" or "$hiii!t".

Owns what the single views cannot see because each undoes one disguise only. It knows core words alone, and asks more of
them: they have to stand by themselves, but for an ending.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from bot.domain.moderation.reading.entries import Entry, Form, bounded
from bot.domain.moderation.reading.finder import Finder
from bot.domain.moderation.reading.finds import Find, word_around
from bot.domain.moderation.reading.hits import View
from bot.domain.moderation.reading.joined import ENDINGS
from bot.domain.moderation.reading.leet import is_code, merged
from bot.domain.moderation.reading.letters import JOINERS, table
from bot.domain.moderation.reading.sheet import SWAPS
from bot.domain.moderation.reading.stretched import RUNS, runs, squeezed
from bot.domain.moderation.reading.variants import LEAST

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from bot.domain.moderation.reading.entries import Excuses

_LETTERS: Final = table(swap=SWAPS | {ord("!"): ord("i")})
_CLOSING: Final = re.compile(rb"!+(?![A-Za-z0-9@$])")
_SIGNS: Final = re.compile(rb"[0-9@$!]")
_DISGUISE: Final = re.compile(rb"[A-Za-z][^A-Za-z]*[0-9@$!]|[0-9@$!][^A-Za-z]*[A-Za-z]")
"""A sign that may be a letter, and a letter."""
_JOINING: Final = re.compile(rb"[" + re.escape(JOINERS) + rb"]")
_KEPT: Final = frozenset(range(256)) - frozenset(JOINERS)
_ENOUGH: Final = 2
"""Kinds of disguise that a word needs; one alone is another view's matter."""
_UNLETTERED: Final = bytes(sign for sign in range(256) if sign not in b"$!0123456789")
_INSIDE: Final = re.compile(rb"[A-Za-z0-9@$!][" + re.escape(JOINERS) + rb"]+[A-Za-z0-9@$!]")
"""A joiner with more of a word on both sides."""
_WORD: Final = re.compile(rb"\S{1,60}")


def may_combine(raw: bytes, odd: bytes, *, held: bool) -> bool:
    """Whether a word may have disguises of two kinds: letters held, signs for letters, signs between letters.

    `odd` are the signs of the text; `held` says that a letter stands three times in a row.
    """
    lettered = odd.translate(None, _UNLETTERED) or raw.count(b"@") > raw.count(b" @") + raw.startswith(b"@")
    if held or not lettered:
        return held and (bool(lettered) or _INSIDE.search(raw) is not None)
    for joint in _INSIDE.finditer(raw):
        word = _WORD.match(raw, raw.rfind(b" ", 0, joint.start()) + 1)
        if word is not None and _DISGUISE.search(word[0]) and b"//" not in word[0]:
            return True
    return False


class CombinedView:
    """Looks for core words behind several disguises."""

    __slots__ = ("_excuses", "_finder")

    def __init__(self, entries: Iterable[Entry], excuses: Excuses) -> None:
        self._excuses = excuses
        patterns: dict[bytes, list[Entry]] = {}
        for entry in entries:
            if entry.core and len(entry.term) >= LEAST:
                form = Form.word if entry.form in {Form.word, Form.ending} else Form.opening
                patterns.setdefault(bounded(squeezed(merged(entry.term)), form), []).append(entry)
        self._finder = Finder(patterns)

    def look(self, raw: bytes) -> Iterator[Find]:
        """Yield the finds in folded text."""
        quiet = _CLOSING.sub(lambda signs: b" " * len(signs[0]), raw)
        pieces = list(RUNS.finditer(b" " + quiet.translate(_LETTERS, JOINERS) + b" "))
        text = b"".join([piece[0][:1] for piece in pieces])
        found = self._finder.search(text, True)
        places = [place for place, sign in enumerate(raw) if sign in _KEPT] if found else []
        for index, start, end in found:
            left, right = word_around(text, start, end)
            if start != left - 1:
                continue
            last = min(end, right)
            written = [len(piece[0]) for piece in pieces[left:last]]
            first, behind = places[pieces[left].start() - 1], places[pieces[last - 1].end() - 2] + 1
            for entry in self._finder.marks[index]:
                if self._is_meant(entry, written, raw[first:behind], text[last:right]):
                    yield Find(first, behind, entry, _view(raw[first:behind]))
                    break

    def _is_meant(self, entry: Entry, written: list[int], seen: bytes, ending: bytes) -> bool:
        least = runs(merged(entry.term))
        if not all(map(int.__ge__, written, least)) or is_code(seen, len(seen)):
            return False
        kinds = (sum(written) > sum(least)) + bool(_SIGNS.search(seen)) + bool(_JOINING.search(seen))
        return (
            kinds >= _ENOUGH and ENDINGS.fullmatch(ending) is not None and not self._excuses.holds(entry.term + ending)
        )


def _view(seen: bytes) -> View:
    return View.joined if _JOINING.search(seen) else View.leet
