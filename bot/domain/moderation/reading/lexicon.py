"""The lexicon: looks up one word, or a text whose words have been put together again.

Owns an automaton of words without the plain view's misspellings and signs. The joined and spelled-out views ask it.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from bot.domain.moderation.reading.entries import Entry, Excuses, Form, bounded, is_known
from bot.domain.moderation.reading.finder import Finder
from bot.domain.moderation.reading.variants import VOWELS, doubled

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

_LEAST_LEFT: Final = 3
"""Letters that a word needs without a vowel to be known by them ("f-ck")."""


_LOOSE: Final = frozenset({b"cum", b"fag"})
"""Short words that are other words' ends, or initials, once signs are gone."""


@dataclass(frozen=True, slots=True)
class Listed:
    """An entry under one spelling. `gap` is where a vowel is missing, and a sign has to stand for it; -1 for none."""

    entry: Entry
    gap: int = -1


class Lexicon:
    """All entries that may hide, as whole words."""

    __slots__ = ("_excuses", "finder")

    def __init__(self, entries: Iterable[Entry], excuses: Excuses) -> None:
        self._excuses = excuses
        words = [entry for entry in entries if (entry.may_hide and entry.term not in _LOOSE) or entry.has_digits]
        gapped = {
            bounded(spelling, Form.word): Listed(entry, gap)
            for entry in words
            if entry.core and len(entry.term) > _LEAST_LEFT
            for spelling, gap in _gapped(entry.term)
        }
        patterns = {spelling: [listed] for spelling, listed in gapped.items()}
        for entry in words:
            if entry.core:
                for spelling in doubled(entry.term):
                    _add(patterns, bounded(spelling, Form.word), Listed(entry))
            form = {Form.stem: Form.opening, Form.ending: Form.word}.get(entry.form, entry.form)
            _add(patterns, bounded(entry.term, form), Listed(entry))
        self.finder = Finder(patterns)

    def excuse(self, word: bytes) -> bool:
        """Whether the word is an innocent one."""
        return self._excuses.holds(word)

    def whole(self, word: bytes) -> list[Entry]:
        """Return the entry of each list that this word is or begins with, unless it is an innocent word."""
        found: list[Entry] = []
        for meanings, start, _ in self.finder.find(b" " + word + b" "):
            if start == 0:
                found += [each.entry for each in meanings if each.gap < 0 and not is_known(each.entry, found)]
        return found if found and not self._excuses.holds(word) else []


def _add(patterns: dict[bytes, list[Listed]], pattern: bytes, listed: Listed) -> None:
    meanings = patterns.setdefault(pattern, [])
    if not is_known(listed.entry, [each.entry for each in meanings]):
        meanings.append(listed)


def _gapped(word: bytes) -> Iterator[tuple[bytes, int]]:
    """Yield the word with all vowels missing, and with each of them, and the place of the first that does."""
    consonants = word.translate(None, VOWELS)
    if len(consonants) >= _LEAST_LEFT:
        yield consonants, next(place for place, letter in enumerate(word) if letter in VOWELS)
    for gap, letter in enumerate(word):
        if letter in VOWELS:
            yield word[:gap] + word[gap + 1 :], gap
