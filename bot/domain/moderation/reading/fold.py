"""Folds text of any script to the small alphabet of `letters`.

Owns the table of every character that only looks different from an ASCII one: accents, styles, circles, look-alikes.
Whether a Cyrillic or Greek word is meant as one is for `scripts`.
"""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING, Final

from bot.domain.moderation.reading.lookalikes import ALIKE
from bot.domain.moderation.reading.scripts import KEPT, keep_foreign_words
from bot.domain.moderation.reading.turned import upright

if TYPE_CHECKING:
    from collections.abc import Iterator

_NON_ASCII: Final = re.compile(r"[^\x00-\x7f]+")
_NAMED: Final = re.compile(
    r"(?:MODIFIER LETTER |LATIN )(?:LETTER )?(SMALL|CAPITAL)(?: LETTER)?(?: CAPITAL| SCRIPT)? ([A-Z])(?: WITH .*)?"
)
_INVISIBLE: Final = frozenset({0x034F, 0x115F, 0x1160, 0x17B4, 0x17B5, 0x2800, 0x3164, 0xFFA0})
_LAST_PLAIN: Final = 0x2E7F
"""Letters without case beyond it (CJK, Hangul, Arabic forms) look like no ASCII letter."""
_MOST_PARTS: Final = 4
_MARK: Final = "\x01"
_FOREIGN: Final = "\xff"
_COMMON: Final = (
    (0x80, 0x590),  # Latin, phonetic letters, combining signs, Greek, Cyrillic, Armenian
    (0x1D00, 0x2100),  # small capitals, accented Latin and Greek, punctuation, currency
    (0x2100, 0x2200),  # letter-like signs
    (0x2460, 0x2500),  # circled letters
    (0x2C60, 0x2C80),
    (0xA720, 0xA800),
    (0xAB30, 0xAB70),
    (0xFE00, 0xFE10),
    (0xFF00, 0xFFF0),  # full width
    (0x1D400, 0x1D800),  # mathematical letters
    (0x1F100, 0x1F200),  # squared letters, regional indicators
)


class _Table(dict[int, str]):
    """Characters to what they look like; rare ones are worked out when met and not kept."""

    def __missing__(self, code: int) -> str:
        return _worked_out(code)


def fold(text: str) -> bytes:
    """Return the text in the small alphabet; of the same length unless a character folds to none or to several."""
    if text.isascii():
        return text.encode()
    return _NON_ASCII.sub(_folded, _readable(text)).encode("latin-1")


def origins(text: str) -> list[int]:
    """Return, for each byte of `fold(text)`, the index of the character it came from."""
    return [
        index
        for index, letter in enumerate(_readable(text))
        for _ in (letter if letter.isascii() else TABLE[ord(letter)])
    ]


def _readable(text: str) -> str:
    return upright(keep_foreign_words(text))


def _folded(run: re.Match[str]) -> str:
    return run[0].translate(TABLE)


def _worked_out(code: int) -> str:
    letter = chr(code)
    kind = unicodedata.category(letter)
    if letter in ALIKE:
        return ALIKE[letter]
    if kind in {"Mn", "Me", "Cf"} or code in _INVISIBLE:
        return ""
    if kind == "Lo" and code > _LAST_PLAIN:
        return _FOREIGN
    simple = unicodedata.normalize("NFKD", letter)
    if simple != letter and len(simple) <= _MOST_PARTS:
        return "".join([TABLE[ord(part)] if part > "\x7f" else part for part in simple])
    return _by_kind(letter, kind)


def _by_kind(letter: str, kind: str) -> str:
    if kind[0] == "L" and (named := _NAMED.fullmatch(unicodedata.name(letter, ""))):
        return named[2] if named[1] == "CAPITAL" and "SMALL" not in named[0] else named[2].lower()
    if kind[0] in {"L", "N"}:
        return _FOREIGN
    return " " if kind[0] == "Z" else _MARK


def _filled() -> Iterator[tuple[int, str]]:
    for first, end in _COMMON:
        for code in range(first, end):
            yield code, _worked_out(code)


TABLE: Final = _Table()
TABLE.update(_filled())
TABLE[ord(KEPT)] = _FOREIGN
