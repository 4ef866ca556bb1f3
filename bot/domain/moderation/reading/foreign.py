"""Words in other scripts, which a community may add: Cyrillic, Greek, Arabic, Chinese and the like.

Owns their search. It is a plain one, by words, phrases and stars, for the disguises of the other views are Latin ones.
Scripts that put no spaces between words are searched anywhere.
"""

from __future__ import annotations

import re
import unicodedata
from functools import cache
from typing import TYPE_CHECKING, Final, Generic, TypeVar

from bot.domain.moderation.reading.finder import Finder

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

M = TypeVar("M")

_UNSPACED: Final = ("CJK", "HIRAGANA", "KATAKANA", "THAI", "LAO", "KHMER", "MYANMAR")
_LEAST_ACCENT: Final = 10
"""The least combining class of the signs that writers leave out; below are those that make another letter."""
_FIRST_MARK: Final = 0x300
_LAST_MARK: Final = 0x20000


class ForeignView(Generic[M]):
    """Looks for words that no Latin letters can write; each has a meaning of the caller's."""

    __slots__ = ("_finder",)

    def __init__(self, words: Mapping[str, M]) -> None:
        patterns: dict[bytes, tuple[str, M, bool]] = {}
        for word, meaning in words.items():
            term = word.strip("*")
            inner = " ".join(plain for plain, _, _ in _tokens(term))
            anywhere = _is_unspaced(term)
            before = "" if anywhere or word.startswith("*") else " "
            after = "" if anywhere or word.endswith("*") else " "
            if inner:
                patterns.setdefault(_bytes(before + inner + after), (term.casefold(), meaning, anywhere))
        self._finder = Finder(patterns) if patterns else None

    def __bool__(self) -> bool:
        return self._finder is not None

    def look(self, text: str) -> Iterator[tuple[int, int, str, M]]:
        """Yield slices of a text of any script, with the term that stands there and its meaning."""
        tokens = list(_tokens(text)) if self._finder is not None else []
        if self._finder is None or not tokens:
            return
        spaced = _bytes(" " + " ".join(plain for plain, _, _ in tokens) + " ")
        word_at: list[int] = []
        for number, (plain, _, _) in enumerate(tokens):
            word_at += [number] * (len(_bytes(plain)) + 1)
        for (term, meaning, anywhere), start, end in self._finder.find(spaced):
            first, last = word_at[max(start - 1, 0) + spaced.startswith(b" ", start)], word_at[end - 2]
            begins, ends = tokens[first][1], tokens[last][2]
            if anywhere and first == last and len(tokens[first][0]) == ends - begins:
                place = spaced.rfind(b" ", 0, start + 1) + 1
                begins += len(spaced[place:start].decode("utf-8", "surrogatepass"))
                ends = begins + len(spaced[start:end].decode("utf-8", "surrogatepass"))
            yield begins, ends, term, meaning


def _bytes(text: str) -> bytes:
    return text.encode("utf-8", "surrogatepass")


def _tokens(text: str) -> Iterator[tuple[str, int, int]]:
    """Yield the words of a text without case and accents, with the slice that each takes."""
    for found in _words().finditer(text):
        word = found[0].casefold()
        if not word.isascii():
            parts = unicodedata.normalize("NFKD", word)
            kept = "".join(part for part in parts if unicodedata.combining(part) < _LEAST_ACCENT)
            word = unicodedata.normalize("NFC", kept).replace(" ", "")
        if word:
            yield word, found.start(), found.end()


@cache
def _words() -> re.Pattern[str]:
    """Letters of any script with the signs that belong to them."""
    marks = "".join(_marks())
    return re.compile(rf"[^\W\d_]+(?:[{marks}\u200c\u200d]+[^\W\d_]*)*")


def _marks() -> Iterator[str]:
    """Yield the ranges of all signs that stand on letters, for a class of characters."""
    first: int | None = None
    for code in range(_FIRST_MARK, _LAST_MARK):
        is_mark = unicodedata.category(chr(code))[0] == "M"
        if is_mark and first is None:
            first = code
        elif not is_mark and first is not None:
            yield f"{chr(first)}-{chr(code - 1)}"
            first = None


def _is_unspaced(word: str) -> bool:
    return any(unicodedata.name(letter, "").startswith(_UNSPACED) for letter in word)
