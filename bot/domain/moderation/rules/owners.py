"""Whose something is, told from the words around it.

Owns the words that say so, in English and French. The nearest one in the same sentence decides, one before sooner than
one after; an earlier sentence decides only where this one says nothing.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from enum import StrEnum
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Collection


class Owner(StrEnum):
    """Whose it is."""

    OWN = "own"
    OTHERS = "others"


_WORDS: Final = re.compile(
    r"(?P<own>(?<![\w.])(?:my|mine|me|myself|i|our|us|mon|ma|mes|moi|je|notre|nos|nous)\b|\b[mj]['’])"
    r"|(?P<others>\b(?:his|her|hers|him|he|she|their|theirs|somebody|someone|son|sa|ses|leur|leurs|lui)\b"
    r"|\b(?!(?:it|that|here|there|what|who|let|where|how|this|name|number)\b)\w{2,40}['’]s\b"
    r"|\b(?:num[ée]ro|num|portable|t[ée]l[ée]phone|t[ée]l|adresse|e?-?mail|carte|iban)"
    r" (?:de t[ée]l[ée]phone |mail |[ée]?-?mail |perso |bancaire )?"
    r"(?:de |du |d['’])(?!t[ée]l|portable|carte|compte|mobile|contact|la chance|moi\b))"
    r"|<@!?(?P<member>\d{1,20})>",
    re.IGNORECASE,
)
_SENTENCE: Final = re.compile(r"[.!?…]+\s|\n")
_BEFORE: Final = 120
_AFTER: Final = 60


class Owners:
    """The words of one text that say whose something is. `mentions` are the members that its message addresses."""

    def __init__(self, text: str, mentions: Collection[int] = ()) -> None:
        said = [(word.start(), owner) for word in _WORDS.finditer(text) if (owner := _said(word, mentions))]
        self._places = [place for place, _ in said]
        self._owners = [owner for _, owner in said]
        self._ends = [mark.end() for mark in _SENTENCE.finditer(text)]

    def of(self, start: int, end: int) -> Owner | None:
        """Return whose the slice is, or None where nothing says so."""
        before = bisect_left(self._places, start) - 1
        after = bisect_left(self._places, end)
        begins = self._ends[number - 1] if (number := bisect_right(self._ends, start)) else 0
        ends = self._ends[number] if (number := bisect_right(self._ends, end)) < len(self._ends) else end + _AFTER
        if before >= 0 and self._places[before] >= max(begins, start - _BEFORE):
            return self._owners[before]
        if after < len(self._places) and self._places[after] < min(ends, end + _AFTER):
            return self._owners[after]
        return self._owners[before] if before >= 0 and self._places[before] >= start - _BEFORE else None


def _said(word: re.Match[str], mentions: Collection[int]) -> Owner | None:
    if word["own"]:
        return Owner.OWN
    return Owner.OTHERS if word["others"] or int(word["member"]) in mentions else None
