"""The lexicon: looks up one word, or a text whose words have been put together again.

Owns an automaton of words without the plain view's misspellings and signs. The joined and spelled-out views ask it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.domain.moderation.reading.entries import Entry, Excuses, Form, bounded
from bot.domain.moderation.reading.finder import Finder
from bot.domain.moderation.reading.variants import without_vowel

if TYPE_CHECKING:
    from collections.abc import Iterable


LEAST_LEFT = 3
"""Letters that a word needs without its vowels to be known by them ("f-ck")."""


class Lexicon:
    """All entries that may hide, as whole words."""

    __slots__ = ("_excuses", "finder")

    def __init__(self, entries: Iterable[Entry], excuses: Excuses) -> None:
        self._excuses = excuses
        patterns: dict[bytes, Entry] = {}
        for entry in entries:
            if entry.may_hide or not entry.term.isalpha():
                form = {Form.stem: Form.opening, Form.ending: Form.word}.get(entry.form, entry.form)
                patterns.setdefault(bounded(entry.term, form), entry)
        for entry in [entry for entry in patterns.values() if entry.core]:
            for variant in without_vowel(entry.term):
                if len(variant) >= LEAST_LEFT:
                    patterns.setdefault(bounded(variant, Form.word), entry)
        self.finder = Finder(patterns)

    def excuse(self, word: bytes) -> bool:
        """Whether the word is an innocent one."""
        return self._excuses.excuse(word)

    def whole(self, word: bytes) -> Entry | None:
        """Return the entry that this word is or begins with, unless it is an innocent word."""
        for entry, start, _ in self.finder.find(b" " + word + b" "):
            if start == 0 and not self._excuses.excuse(word):
                return entry
        return None
