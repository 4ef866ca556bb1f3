"""Signs that a community may add as words: an emoji, a symbol, a row of signs. They are found as they stand, anywhere.

Owns their search.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, Generic, TypeVar

from bot.domain.moderation.reading.finder import Finder

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

M = TypeVar("M")

_AS_PICTURE: Final = "\ufe0f"
"""What asks for a sign to be drawn as a picture, and is as often left out."""


def is_sign(word: str) -> bool:
    """Whether a word has no letter and no digit of any script."""
    return bool(word.strip()) and not any(letter.isalnum() for letter in word)


class SignView(Generic[M]):
    """Looks for signs; each has a meaning of the caller's."""

    __slots__ = ("_ascii", "_finder")

    def __init__(self, signs: Mapping[str, M]) -> None:
        patterns: dict[bytes, tuple[str, M]] = {}
        for sign, meaning in signs.items():
            if bare := sign.strip().replace(_AS_PICTURE, ""):
                patterns.setdefault(_bytes(bare), (bare, meaning))
        self._finder = Finder(patterns) if patterns else None
        self._ascii = any(pattern.isascii() for pattern in patterns)

    def __bool__(self) -> bool:
        return self._finder is not None

    def look(self, text: str) -> Iterator[tuple[int, int, str, M]]:
        """Yield slices of a text, with the sign that stands there and its meaning."""
        if self._finder is None or (text.isascii() and not self._ascii):
            return
        found = list(self._finder.find(_bytes(text.replace(_AS_PICTURE, ""))))
        if not found:
            return
        places = [place for place, letter in enumerate(text) if letter != _AS_PICTURE for _ in _bytes(letter)]
        for (sign, meaning), start, end in found:
            yield places[start], places[end - 1] + 1, sign, meaning


def _bytes(text: str) -> bytes:
    return text.encode("utf-8", "surrogatepass")
