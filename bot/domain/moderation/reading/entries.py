"""Entries: the words of a vocabulary, ready to be looked for.

Owns the star notation (`*fuck*`, `twat*`, `ass`) and how a match stands in its word. Which texts are searched is for
the views.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from enum import IntEnum
from typing import TYPE_CHECKING, Final

from bot.domain.moderation.reading.fold import fold
from bot.domain.moderation.reading.hits import Listing, Tier
from bot.domain.moderation.reading.letters import DIGITS, WORDS

if TYPE_CHECKING:
    from collections.abc import Iterable

    from bot.domain.moderation.reading.vocabulary import Vocabulary

LEAST_HIDDEN = 4
"""Letters that a word needs before it is looked for in disguise; shorter ones turn up everywhere by chance."""
SHORT_BUT_HIDDEN = frozenset({b"ass", b"cum", b"fag"})
_JAPANESE: Final = re.compile(
    rb"(?=.*[aeiou].*shi)(?!shi)(?:(?:[kgsztdnhbpmyrwjf]|sh|ch|ts|[kgnhmrbp]y)?[aeiou]|n(?![aeiou])){4,12}"
)
_LONGEST: Final = 40
"""Letters that an innocent word may have; also what bounds the cost of asking."""
"""A word made of Japanese syllables, four or more, with "shi" inside: Yoshitaka, Matsushita, not shite."""


class Form(IntEnum):
    """Where in a word an entry may stand."""

    word = 0
    opening = 1
    ending = 2
    stem = 3


_ENDS: Final = ((b" ", b" "), (b" ", b""), (b"", b" "), (b"", b""))
"""What a pattern has before and after its term, by form; a space stands for the end of a word."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One word of the vocabulary: its term as bytes of the folded alphabet, its weight, and where it may stand."""

    term: bytes
    tier: Tier
    form: Form
    core: bool = False
    lists: frozenset[Listing] = frozenset()
    """Whose own word it is; nobody's for a word of the vocabulary."""

    @property
    def name(self) -> str:
        """The term as text."""
        return self.term.decode("latin-1")

    @property
    def has_digits(self) -> bool:
        """Whether it has digits; such words are looked for where digits are kept."""
        return any(digit in self.term for digit in DIGITS)

    @property
    def may_hide(self) -> bool:
        """Whether it is looked for in disguise."""
        return self.term.isalpha() and (len(self.term) >= LEAST_HIDDEN or self.term in SHORT_BUT_HIDDEN)

    def pattern(self, term: bytes | None = None) -> bytes:
        """Return what to search for; a space stands for the end of a word."""
        return bounded(self.term if term is None else term, self.form)


def is_known(entry: Entry, others: Iterable[Entry]) -> bool:
    """Whether one of the others speaks for everybody who lists this one."""
    return any(entry.lists <= other.lists for other in others)


def bounded(term: bytes, form: Form) -> bytes:
    """Return the term with a space on each side where its word must end."""
    left, right = _ENDS[form]
    return left + term + right


def flat(text: str) -> bytes:
    """Return any text as plain words and numbers with single spaces between."""
    return b" ".join(fold(text).translate(WORDS).split())


def starred(word: str) -> tuple[bytes, Form]:
    """Read the star notation."""
    form = (Form.word, Form.opening, Form.ending, Form.stem)[word.endswith("*") + 2 * word.startswith("*")]
    return flat(word.strip("*")), form


def is_foreign(word: str) -> bool:
    """Whether a word has letters of another script than Latin, which the folded alphabet cannot tell apart."""
    return not word.isascii() and any(
        letter.isalpha() and "LATIN" not in unicodedata.name(letter, "") for letter in word if not letter.isascii()
    )


def entries(vocabulary: Vocabulary) -> tuple[Entry, ...]:
    """Return every word of the vocabulary, heaviest tier first; empty and foreign ones are left out."""
    core = {starred(word)[0] for word in vocabulary.core}
    found: dict[bytes, Entry] = {}
    for tier in Tier:
        for word in sorted(vocabulary.words.get(tier, ())):
            term, form = starred(word)
            if term and not is_foreign(word):
                found.setdefault(bounded(term, form), Entry(term, tier, form, term in core))
    for word in sorted(vocabulary.core):
        term, form = starred(word)
        if bounded(term, form) not in found and (cover := _cover(term, found.values())) is not None:
            found[bounded(term, form)] = Entry(term, cover.tier, form, core=True)
    return tuple(found.values())


def _cover(term: bytes, listed: Iterable[Entry]) -> Entry | None:
    """Return the entry that already finds this word."""
    return next((entry for entry in listed if entry.pattern() in b" " + term + b" "), None)


class WordList:
    """Words in star notation, to ask whether a whole word is among them."""

    __slots__ = ("_endings", "_openings", "_stem", "_words")

    def __init__(self, words: Iterable[str]) -> None:
        sorts: dict[Form, set[bytes]] = {form: set() for form in Form}
        for word in words:
            term, form = starred(word)
            if term:
                sorts[form].add(term)
        self._words = frozenset(sorts[Form.word])
        self._openings = tuple(sorted(sorts[Form.opening]))
        self._endings = tuple(sorted(sorts[Form.ending]))
        stems = b"|".join(sorted(sorts[Form.stem])) or b"(?!)"
        self._stem = re.compile(stems).search

    def holds(self, word: bytes) -> bool:
        """Whether this word, in plain letters, is one of them."""
        return (
            word in self._words
            or word.startswith(self._openings)
            or word.endswith(self._endings)
            or self._stem(word) is not None
        )


class Excuses(WordList):
    """Whole words in which a match means nothing: those of the vocabulary, and Japanese ones by their shape."""

    __slots__ = ()

    def holds(self, word: bytes) -> bool:
        """Whether this word, in plain letters, is an innocent one."""
        if len(word) > _LONGEST:
            return False
        return super().holds(word) or (b"shit" in word and _JAPANESE.fullmatch(word) is not None)
