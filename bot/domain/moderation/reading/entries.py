"""Entries: the words of a vocabulary, ready to be looked for.

Owns the star notation (`*fuck*`, `twat*`, `ass`) and how a match stands in its word. Which texts are searched is for
the views.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import Enum
from typing import TYPE_CHECKING, Final

from bot.domain.moderation.reading.fold import fold
from bot.domain.moderation.reading.hits import Tier
from bot.domain.moderation.reading.letters import WORDS

if TYPE_CHECKING:
    from collections.abc import Iterable

    from bot.domain.moderation.reading.vocabulary import Vocabulary

LEAST_HIDDEN = 4
"""Letters that a word needs before it is looked for in disguise; shorter ones turn up everywhere by chance."""
SHORT_BUT_HIDDEN = frozenset({b"ass", b"cum", b"fag"})
_JAPANESE: Final = re.compile(
    rb"(?=.*[aeiou].*shi)(?!shi)(?:(?:[kgsztdnhbpmyrwjf]|sh|ch|ts|[kgnhmrbp]y)?[aeiou]|n(?![aeiou])){4,12}"
)
_LONGEST: Final = 24
"""A word made of Japanese syllables, four or more, with "shi" inside: Yoshitaka, Matsushita, not shite."""


class Form(Enum):
    """Where in a word an entry may stand."""

    word = 0
    opening = 1
    ending = 2
    stem = 3


@dataclass(frozen=True, slots=True)
class Entry:
    """One word of the vocabulary: its term as bytes of the folded alphabet, its weight, and where it may stand."""

    term: bytes
    tier: Tier
    form: Form
    core: bool = False

    @property
    def name(self) -> str:
        """The term as text."""
        return self.term.decode("latin-1")

    @property
    def may_hide(self) -> bool:
        """Whether it is looked for in disguise."""
        return self.term.isalpha() and (len(self.term) >= LEAST_HIDDEN or self.term in SHORT_BUT_HIDDEN)

    def pattern(self, term: bytes | None = None) -> bytes:
        """Return what to search for; a space stands for the end of a word."""
        return bounded(self.term if term is None else term, self.form)


def bounded(term: bytes, form: Form) -> bytes:
    """Return the term with a space on each side where its word must end."""
    left = b" " if form in {Form.word, Form.opening} else b""
    right = b" " if form in {Form.word, Form.ending} else b""
    return left + term + right


def flat(text: str) -> bytes:
    """Return any text as plain words and numbers with single spaces between."""
    return b" ".join(fold(text).translate(WORDS).split())


def starred(word: str) -> tuple[bytes, Form]:
    """Read the star notation."""
    form = (Form.word, Form.opening, Form.ending, Form.stem)[word.endswith("*") + 2 * word.startswith("*")]
    return flat(word.strip("*")), form


def entries(vocabulary: Vocabulary) -> tuple[Entry, ...]:
    """Return every word of the vocabulary, heaviest tier first; empty ones are left out."""
    core = {starred(word)[0] for word in vocabulary.core}
    found: dict[bytes, Entry] = {}
    for tier in Tier:
        for word in sorted(vocabulary.words.get(tier, ())):
            term, form = starred(word)
            if term:
                found.setdefault(bounded(term, form), Entry(term, tier, form, term in core))
    return tuple(found.values())


class Excuses:
    """Whole words in which a match means nothing."""

    __slots__ = ("_endings", "_openings", "_stems", "_words")

    def __init__(self, words: Iterable[str]) -> None:
        sorts: dict[Form, set[bytes]] = {form: set() for form in Form}
        for word in words:
            term, form = starred(word)
            if term:
                sorts[form].add(term)
        self._words = frozenset(sorts[Form.word])
        self._openings = tuple(sorted(sorts[Form.opening]))
        self._endings = tuple(sorted(sorts[Form.ending]))
        self._stems = tuple(sorted(sorts[Form.stem]))

    def excuse(self, token: bytes) -> bool:
        """Whether this word, in plain letters, is an innocent one."""
        return (
            token in self._words
            or token.startswith(self._openings)
            or token.endswith(self._endings)
            or any(stem in token for stem in self._stems)
            or (b"shit" in token[:_LONGEST] and len(token) < _LONGEST and _JAPANESE.fullmatch(token) is not None)
        )
