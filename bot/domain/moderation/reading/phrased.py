"""Phrases: several words in a row, with any signs between them, and each of them in disguise.

Owns the readings of a text in which phrases are looked for. Each reading is a row of words that know where they stand,
so that what is between them does not matter; all but the first are taken only when there are signs of a disguise.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from bot.domain.moderation.reading.entries import Entry, bounded
from bot.domain.moderation.reading.finder import Finder
from bot.domain.moderation.reading.finds import Find
from bot.domain.moderation.reading.hits import View
from bot.domain.moderation.reading.leet import merged
from bot.domain.moderation.reading.letters import BREAKS, JOINERS, SPACE, WORDS
from bot.domain.moderation.reading.masked import StrictMasks
from bot.domain.moderation.reading.plain import SPELLED, STRETCHED
from bot.domain.moderation.reading.stretched import runs, squeezed

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bot.domain.moderation.reading.sheet import Sheet

Words = list[tuple[bytes, int, int]]
"""The words of a text, each with the slice of the folded text that it takes."""

_WORD: Final = re.compile(rb"[^ ]+")
_UNBROKEN: Final = re.compile(rb"[^" + re.escape(BREAKS) + rb"]+")
_STARRED: Final = re.compile(rb"[A-Za-z0-9*\xff]+")
_HELD: Final = 3
_NO_WORD: Final = bytes(sign for sign in range(256) if WORDS[sign] == SPACE)
_NUMBER: Final = re.compile(rb"(?<![A-Za-z0-9@$])[0-9]+(?![A-Za-z0-9@$])")


class PhraseView:
    """Looks for phrases."""

    __slots__ = ("_lettered", "_masks", "_plain", "_spelled", "_squeezed")

    def __init__(self, entries: tuple[Entry, ...]) -> None:
        plain: dict[bytes, list[Entry]] = {}
        spelled: dict[bytes, list[Entry]] = {}
        lettered_: dict[bytes, list[Entry]] = {}
        squeezed_: dict[bytes, list[Entry]] = {}
        for entry in entries:
            plain[entry.pattern()] = [entry]
            spelled.setdefault(bounded(entry.term.replace(b" ", b""), entry.form), []).append(entry)
            if entry.term.replace(b" ", b"").isalpha():
                lettered_.setdefault(entry.pattern(merged(entry.term)), []).append(entry)
                squeezed_.setdefault(entry.pattern(squeezed(entry.term)), []).append(entry)
        for pattern, meant in plain.items():
            spelled.setdefault(pattern, []).extend(meant)
        self._plain, self._spelled = Finder(plain), Finder(spelled)
        self._lettered, self._squeezed = Finder(lettered_), Finder(squeezed_)
        self._masks = StrictMasks((word, word) for word in sorted({w for e in entries for w in e.term.split()}))

    def look(self, sheet: Sheet, signs: int) -> Iterator[Find]:
        """Yield the finds in a text in which a phrase may well be; `signs` are those that the plain view has seen."""
        words = _words(sheet.raw.translate(WORDS))
        yield from _found(words, self._plain, View.plain)
        if signs & SPELLED:
            yield from _found(_put_together(words), self._spelled, View.spelled)
        if signs & STRETCHED:
            yield from self._stretched(words)
        if sheet.odd:
            yield from _found(_unbroken(sheet.raw), self._plain, View.joined)
        if sheet.has_soft or sheet.has_hard:
            found = _found(_words(sheet.hard, -1), self._lettered, View.leet)
            yield from (find for find in found if not _NUMBER.search(sheet.raw[find.start : find.end]))
        if b"*" in sheet.odd:
            yield from _found(self._unmasked(sheet.raw), self._plain, View.masked)

    def _stretched(self, words: Words) -> Iterator[Find]:
        narrow = [(squeezed(word), start, end) for word, start, end in words]
        text, first_at = _row(narrow)
        for meant, start, end in self._squeezed.find(text):
            first = first_at[start + (text[start] == SPACE)]
            last = first_at[end - 1 - (text[end - 1] == SPACE)]
            written = runs(b" ".join(word for word, _, _ in words[first : last + 1]))
            for entry in meant:
                least = runs(entry.term)
                if max(written) >= _HELD and all(map(int.__ge__, written, least)):
                    yield Find(words[first][1], words[last][2], entry, View.stretched)

    def _unmasked(self, raw: bytes) -> Words:
        """Return the words, those with stars as what they stand for; stars around a word are markup."""
        made: Words = []
        for token in _STARRED.finditer(raw):
            word, inner = token[0].lower(), token[0].lower().strip(b"*")
            if b"*" in word and (meant := self._masks.meant(word)) is not None:
                made.append((meant, *token.span()))
            elif inner:
                start = token.start() + word.find(inner)
                meant = self._masks.meant(inner) if b"*" in inner else None
                made.append((meant or inner.replace(b"*", b""), start, start + len(inner)))
        return made


def _found(words: Words, finder: Finder[list[Entry]], view: View) -> Iterator[Find]:
    text, first_at = _row(words)
    for meant, start, end in finder.find(text):
        first = first_at[start + (text[start] == SPACE)]
        last = first_at[end - 1 - (text[end - 1] == SPACE)]
        for entry in meant:
            yield Find(words[first][1], words[last][2], entry, view)


def _row(words: Words) -> tuple[bytes, list[int]]:
    """Return the words with one space between, and the word that each place of that belongs to."""
    first_at = [0]
    for number, (word, _, _) in enumerate(words):
        first_at += [number] * (len(word) + 1)
    return b" " + b" ".join([word for word, _, _ in words]) + b" ", first_at


def _words(text: bytes, shift: int = 0) -> Words:
    """Return the words of a text, in places of the folded one, from which it is shifted."""
    words = [(word[0], *word.span()) for word in _WORD.finditer(text)]
    return [(word, start + shift, end + shift) for word, start, end in words] if shift else words


def _put_together(words: Words) -> Words:
    """Return the words with those of one letter that stand in a row made one."""
    made: Words = []
    lone = False
    for word, start, end in words:
        if lone and len(word) == 1:
            made[-1] = made[-1][0] + word, made[-1][1], end
        else:
            made.append((word, start, end))
        lone = len(word) == 1
    return made


def _unbroken(raw: bytes) -> Words:
    """Return what stands between spaces, without the signs inside it and around it."""
    made: Words = []
    for token in _UNBROKEN.finditer(raw):
        word = token[0].translate(WORDS, JOINERS).strip()
        if word and b" " not in word:
            before = len(token[0]) - len(token[0].lstrip(_NO_WORD))
            after = len(token[0]) - len(token[0].rstrip(_NO_WORD))
            made.append((word, token.start() + before, token.end() - after))
    return made
