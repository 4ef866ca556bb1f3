"""One folded text in the forms that views search, each made once, and only when it is asked for.

Owns these forms, so that shipped words, a community's own words and phrases share them.
"""

from __future__ import annotations

import re
from typing import Final

from bot.domain.moderation.reading.letters import JOINERS, WORDS, table


def _swaps(pairs: bytes) -> dict[int, int]:
    return dict(zip(pairs[::2], pairs[1::2], strict=True))


# a look-alike of l looks like i as well, so both are read as i, in the text and in the words
SWAPS: Final = _swaps(b"0o1i3e4a5s6g7t8b9g@a$slili") | {ord("L"): ord("i")}
SOFT: Final = table(swap=SWAPS)
"""Digits, @ and $ read as letters."""
HARD: Final = table(swap=SWAPS | _swaps(b"!i|i+t(c#h"))
"""As `SOFT`, with the signs that are punctuation more often than letters."""
_PUNCTUATION: Final = re.compile(rb"[|!#(]+")
_LETTERED_BEFORE: Final = frozenset({b"$", b"@", b"+"})
_LETTERED: Final = b"@$+("
_UNLETTERED: Final = bytes(sign for sign in range(256) if sign not in b"@$0123456789")
_UNENDING: Final = bytes(sign for sign in range(256) if sign not in b"!|+(#")
_INSIDE: Final = re.compile(rb"[!|+(][A-Za-z0-9@$+]|[$@]#")
"""A sign that would be a letter where it stands: there is more of the word behind it."""


class Sheet:
    """A text: `raw` as folded, `flat` with its letters alone, `odd` the signs that are not ordinary."""

    __slots__ = ("_hard", "_has_hard", "_joined", "_soft", "flat", "odd", "raw")

    def __init__(self, raw: bytes, flat: bytes, odd: bytes) -> None:
        self.raw = raw
        self.flat = flat
        self.odd = odd
        self._joined: bytes | None = None
        self._soft: bytes | None = None
        self._hard: bytes | None = None
        self._has_hard: bool | None = None

    @property
    def joined(self) -> bytes:
        """The words and numbers, with the signs inside them gone."""
        if self._joined is None:
            self._joined = b" " + self.raw.translate(WORDS, JOINERS) + b" "
        return self._joined

    @property
    def has_soft(self) -> bool:
        """Whether it has signs that may well be letters."""
        return self.odd.translate(None, _UNLETTERED) != b""

    @property
    def has_hard(self) -> bool:
        """Whether it has signs that are punctuation, but may be letters where they stand."""
        if self._has_hard is None:
            odd = self.odd
            self._has_hard = odd.translate(None, _UNENDING) != b"" and (
                b"+" in odd or _INSIDE.search(self.raw) is not None
            )
        return self._has_hard

    @property
    def soft(self) -> bytes:
        """As `flat`, with digits, @ and $ read as letters."""
        if self._soft is None:
            self._soft = b" " + self.raw.translate(SOFT) + b" "
        return self._soft

    @property
    def hard(self) -> bytes:
        """As `soft`, with more signs read as letters."""
        if self._hard is None:
            self._hard = b" " + _quietened(self.raw).translate(HARD) + b" "
        return self._hard


def _quietened(raw: bytes) -> bytes:
    """Return the text without spoiler bars, exclamation marks that end words, hashes and brackets that begin them."""
    if b")" in raw:
        raw = raw.replace(b"(", b" ")
    return _PUNCTUATION.sub(_blanked, raw)


def _blanked(run: re.Match[bytes]) -> bytes:
    signs, start, end = run[0], run.start(), run.end()
    before, after = run.string[max(start - 1, 0) : start], run.string[end : end + 1]
    if b"||" in signs or (signs[:1] in b"#(" and not before.isalnum() and before not in _LETTERED_BEFORE):
        return b" " * len(signs)
    return signs if after.isalnum() or (after and after in _LETTERED) else signs.replace(b"!", b" ")
