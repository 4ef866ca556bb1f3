"""The masked view: words with letters starred out.

Owns how much of a word has to be left standing. Only core words are looked for; plain stars, stars around a word
(markup) and ratings are no masks.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from bot.domain.moderation.reading.finds import Find
from bot.domain.moderation.reading.hits import View
from bot.domain.moderation.reading.letters import STAR

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from bot.domain.moderation.reading.entries import Entry

_TOKENS: Final = re.compile(rb"[A-Za-z*\xff]+")
_FORMULA: Final = re.compile(rb"[0-9(]")
"""What follows the stars of a formula ("a**2")."""
_DASHES: Final = re.compile(rb"(?<=[A-Za-z])(?:-{2,8}(?!-)|_{2,8}(?=[A-Za-z]))")
"""Dashes that stand for as many letters."""
_LEFT_STANDING: Final = 2
_SHORT: Final = 3
_ENOUGH: Final = 5
_INITIALS: Final = {b"f": (4, 6, 7), b"s": (4,), b"b": (5,), b"c": (4,), b"n": (6,), b"w": (5,), b"a": (3,)}
"""How long a word may be of which only the first letter is left."""


class MaskedView:
    """Looks for core words with stars in them."""

    __slots__ = ("_elastic", "_exact", "_innocent")

    def __init__(self, entries: tuple[Entry, ...], innocent: frozenset[bytes]) -> None:
        self._innocent = innocent
        self._exact: dict[tuple[int, int, int], list[tuple[bytes, Entry]]] = {}
        self._elastic: dict[bytes, Entry] = {}
        for entry in entries:
            if entry.core:
                self._learn(entry, entry.term)
        for entry in entries:
            if entry.core and not entry.term.endswith((b"s", b"y", b"ing")):
                self._learn(entry, entry.term + (b"es" if entry.term.endswith(b"ch") else b"s"))

    def _learn(self, entry: Entry, term: bytes) -> None:
        for first in (term[0], STAR):
            for last in (term[-1], STAR):
                self._exact.setdefault((len(term), first, last), []).append((term, entry))
        for left in range(1, len(term) - 1):
            for right in range(left + 1, len(term)):
                if left + len(term) - right > _LEFT_STANDING or (left, right) == (1, len(term) - 1):
                    self._elastic.setdefault(term[:left] + b"*" + term[right:], entry)

    def look(self, raw: bytes) -> Iterator[Find]:
        """Yield the finds in folded text."""
        known: dict[bytes, Entry | None] = {}
        for token in _TOKENS.finditer(_DASHES.sub(lambda dashes: b"*" * len(dashes[0]), raw)):
            if b"*" not in token[0]:
                continue
            start, word = token.start(), token[0].lower()
            if word.startswith(b"*") and word.endswith(b"*"):
                start += len(word) - len(word.lstrip(b"*"))
                word = word.strip(b"*")
            if word not in known:
                known[word] = self._entry(word)
            if (entry := known[word]) is not None and not _is_formula(raw, token):
                yield Find(start, start + len(word), entry, View.masked)

    def _entry(self, word: bytes) -> Entry | None:
        stars = word.count(b"*")
        standing = len(word) - stars
        if not stars or not standing or (word.startswith(b"*") and standing < _ENOUGH):
            return None
        if word.rstrip(b"*") in self._innocent:
            return None
        if standing >= max(_LEFT_STANDING, len(word) // 3) or len(word) in _INITIALS.get(word[:1], ()):
            for term, entry in self._exact.get((len(word), word[0], word[-1]), ()):
                if all(seen in {letter, STAR} for seen, letter in zip(word, term, strict=True)):
                    return entry
        if b"*" * stars in word and (standing > _LEFT_STANDING or word == b"f*k"):
            return self._elastic.get(word.replace(b"*" * stars, b"*"))
        return None


class StrictMasks:
    """Words of which more than half is left standing, the first letter with them; each has a name.

    What a stranger lists may be any word, so that more has to be left of it than of one that everybody stars out.
    """

    __slots__ = ("_listed",)

    def __init__(self, words: Iterable[tuple[bytes, bytes]]) -> None:
        self._listed: dict[tuple[int, bytes], list[tuple[bytes, bytes]]] = {}
        for word, name in words:
            if word.isalpha() and len(word) > _SHORT:
                for last in (word[-1:], b"*"):
                    for second in (word[1:2], b"*"):
                        key = len(word), word[:1] + second + last
                        self._listed.setdefault(key, []).append((word, name))

    def meant(self, word: bytes) -> bytes | None:
        """Return the name of the word that this one with stars stands for."""
        stars = word.count(b"*")
        if not stars or 2 * stars >= len(word):
            return None
        front, back = word[: word.find(b"*")], word[word.rfind(b"*") + 1 :]
        for listed, name in self._listed.get((len(word), word[:2] + word[-1:]), ()):
            if listed.startswith(front) and listed.endswith(back) and _fits(word, listed, stars):
                return name
        return None


def _fits(word: bytes, listed: bytes, stars: int) -> bool:
    """Whether two words of one length are equal but for the stars of the first."""
    if b"*" * stars in word:
        return True  # the stars stand together, and what is around them has been compared
    return all(seen in {letter, STAR} for seen, letter in zip(word, listed, strict=True))


class StrictMaskedView:
    """Looks for any entries with stars in them."""

    __slots__ = ("_entries", "_masks")

    def __init__(self, entries: tuple[Entry, ...]) -> None:
        self._entries: dict[bytes, list[Entry]] = {}
        for entry in entries:
            self._entries.setdefault(entry.term, []).append(entry)
        self._masks = StrictMasks((term, term) for term in self._entries)

    def look(self, raw: bytes) -> Iterator[Find]:
        """Yield the finds in folded text."""
        for token in _TOKENS.finditer(raw):
            if b"*" in token[0] and not _is_formula(raw, token):
                word = token[0].lower()
                outside = len(word) - len(word.lstrip(b"*"))
                term = self._masks.meant(word) or self._masks.meant(word.strip(b"*"))
                start = token.start() + (outside if word.startswith(b"*") else 0)
                for entry in self._entries.get(term or b"", ()):
                    yield Find(start, start + len(entry.term), entry, View.masked)


def _is_formula(raw: bytes, token: re.Match[bytes]) -> bool:
    """Whether letters and stars are arithmetic or a mark ("a**2", "S*A", "A**") rather than a word."""
    lone = len(token[0]) <= _SHORT and (token[0] != token[0].lower() or b"*" not in raw[token.start() : token.end()])
    return lone or _FORMULA.match(raw, token.end()) is not None
