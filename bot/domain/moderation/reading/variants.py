"""The ways in which people misspell a word, by accident or not.

Owns rules that hold for any word, and how far each may be trusted. A variant that happens to be another word belongs
among the vocabulary's exceptions.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from bot.domain.moderation.reading.hits import View

if TYPE_CHECKING:
    from collections.abc import Iterator

VOWELS: Final = b"aeiou"
LEAST: Final = 4
"""Letters that a variant needs; shorter ones are other words."""
LEAST_FUZZY: Final = 5
"""Letters that a word needs before a lost or an added vowel leaves it recognisable."""
LEAST_LOST: Final = 6
"""Letters that a word needs before any lost letter leaves it recognisable."""
_SOUNDS: Final = (
    (b"ck", b"k"),
    (b"ck", b"kk"),
    (b"ck", b"q"),
    (b"ck", b"cc"),
    (b"ck", b"xx"),
    (b"c", b"k"),
    (b"f", b"ph"),
    (b"ss", b"zz"),
    (b"gg", b"g"),
    (b"y", b"i"),
    (b"y", b"ie"),
    (b"y", b"ee"),
    (b"i", b"ee"),
    (b"i", b"y"),
    (b"u", b"v"),
    (b"u", b"oo"),
    (b"w", b"vv"),
    (b"er", b"ah"),
    (b"er", b"a"),
    (b"er", b"uh"),
    (b"tch", b"ch"),
    (b"tch", b"tsch"),
    (b"tch", b"th"),
    (b"ing", b"in"),
    (b"ing", b"ign"),
    (b"ing", b"ng"),
)

_SOUNDING: Final = frozenset(VOWELS + b"y")
_PIECES: Final = frozenset({b"sh", b"ss", b"st", b"ts", b"rd"})
_AFFIXES: Final = (
    (b"x", b""),
    (b"x", b"x"),
    (b"xx", b"xx"),
    (b"", b"x"),
    (b"", b"you"),
    (b"", b"u"),
    (b"", b"z"),
)


def doubled(word: bytes) -> Iterator[bytes]:
    """Yield the word with one letter twice, and with all of them twice."""
    for place in range(len(word)):
        if word[place : place + 1] != word[place + 1 : place + 2]:
            yield word[:place] + word[place : place + 1] + word[place:]
    yield bytes(letter for letter in word for _ in range(2))


def swapped(word: bytes) -> Iterator[bytes]:
    """Yield the word with two neighbours exchanged; the first letter stays where the eye looks for it."""
    for place in range(1, len(word) - 1):
        if word[place] != word[place + 1]:
            yield word[:place] + bytes((word[place + 1], word[place])) + word[place + 2 :]


def without_vowel(word: bytes) -> Iterator[bytes]:
    """Yield the word with one vowel left out, and with all of them left out."""
    for place, letter in enumerate(word):
        if letter in VOWELS:
            yield word[:place] + word[place + 1 :]
    yield word.translate(None, VOWELS)


def without_letter(word: bytes) -> Iterator[bytes]:
    """Yield the word with one letter left out, but the first."""
    for place in range(1, len(word)):
        yield word[:place] + word[place + 1 :]


def with_vowel(word: bytes) -> Iterator[bytes]:
    """Yield the word with one vowel too many."""
    for place in range(1, len(word) + 1):
        for vowel in VOWELS:
            yield word[:place] + bytes((vowel,)) + word[place:]


def sounded(word: bytes) -> Iterator[bytes]:
    """Yield the word written as it sounds."""
    for right, wrong in _SOUNDS:
        if right in word:
            yield word.replace(right, wrong)


def affixed(word: bytes) -> Iterator[bytes]:
    """Yield the word with what people hang on to it."""
    for before, after in _AFFIXES:
        yield before + word + after


def cut(word: bytes) -> Iterator[bytes]:
    """Yield the word cut by a space where one piece has no vowel, and so is no word ("fu ck")."""
    for place in range(1, len(word)):
        pieces = word[:place], word[place:]
        if any(len(piece) > 1 and not _SOUNDING.intersection(piece) and piece not in _PIECES for piece in pieces):
            yield b" ".join(pieces)


def misspelt(word: bytes) -> Iterator[tuple[bytes, View]]:
    """Yield every variant of a word with the view that explains it."""
    if len(word) < LEAST:
        return
    for variant in doubled(word):
        yield variant, View.stretched
    rules = [swapped, sounded]
    if len(word) >= LEAST_FUZZY:
        rules += [without_vowel, with_vowel]
    if len(word) >= LEAST_LOST:
        rules.append(without_letter)
    for rule in rules:
        for variant in rule(word):
            if len(variant) >= LEAST:
                yield variant, View.leet
    for variant in cut(word):
        yield variant, View.joined
    for variant in affixed(word):
        yield variant, View.plain
    yield word[::-1], View.leet
