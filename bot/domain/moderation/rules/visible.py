"""A text as its reader sees it and as a browser takes it: for finds that are no words.

Owns dropping what cannot be seen, reading styled and full-width letters as the ones they stand for, and reading
percent-encoding, with the way back to places in the text as it was written. Words have their own folding in `reading`.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from typing import Final
from urllib.parse import unquote_to_bytes

_PIECES: Final = re.compile(r"(?:%[0-9A-Fa-f]{2})+|[\s\S]")
_BLANK: Final = frozenset("\u034f\u115f\u1160\u17b4\u17b5\u2800\u3164\uffa0")
_DOTS: Final = frozenset("。．｡︒")
_MOST_PARTS: Final = 4
_MOST_KEPT: Final = 8192


@dataclass(frozen=True, slots=True)
class Visible:
    """What is seen, and for each of its characters where it starts and ends in the text; None where nothing moved."""

    text: str
    places: tuple[tuple[int, int], ...] | None = None

    def slice(self, start: int, end: int) -> tuple[int, int]:
        """Return where this slice of what is seen, which is not empty, stands in the text as it was written."""
        return (start, end) if self.places is None else (self.places[start][0], self.places[end - 1][1])


class _Table(dict[str, str]):
    """Characters to what is seen of them, worked out when first met and kept up to a number."""

    def __missing__(self, letter: str) -> str:
        seen = _seen(letter)
        if len(self) < _MOST_KEPT:
            self[letter] = seen
        return seen


def visible(text: str) -> Visible:
    """Return what is seen of a text."""
    if text.isascii() and "%" not in text:
        return Visible(text)
    seen: list[str] = []
    places: list[tuple[int, int]] = []
    for piece in _PIECES.finditer(text):
        shown, span = piece[0], piece.span()
        shown = _TABLE[shown] if len(shown) == 1 else _decoded(shown)
        seen.append(shown)
        places += [span] * len(shown)
    return Visible("".join(seen), tuple(places))


def _seen(letter: str) -> str:
    if letter.isascii():
        return letter
    if letter in _DOTS:
        return "."
    if letter in _BLANK or unicodedata.category(letter) == "Cf" or "\ufe00" <= letter <= "\ufe0f":
        return ""
    if letter.isdecimal():
        return str(unicodedata.decimal(letter))
    simple = unicodedata.normalize("NFKC", letter)
    return simple if len(simple) <= _MOST_PARTS else letter


_TABLE: Final = _Table()


def _decoded(run: str) -> str:
    """Return what a run of percent-encoding stands for, unless part of it would be no visible letter or sign."""
    try:
        plain = unquote_to_bytes(run).decode()
    except UnicodeDecodeError:
        return run
    shown = "".join(_TABLE[letter] for letter in plain)
    return shown if shown.isprintable() and " " not in shown else run
