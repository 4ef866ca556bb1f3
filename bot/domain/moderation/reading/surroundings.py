"""What stands right beside a word, without a space: the rest of an address, of a starred word, of a broken one.

Owns the questions whether a word is only the end or the beginning of something else. They are asked of words that are
short or names, for those turn up by chance; longer ones are meant wherever they stand.
"""

from __future__ import annotations

import re
from typing import Final

from bot.domain.moderation.reading.letters import BREAKS, DIGITS, MARK

_GLUE: Final = b"#%$@~`|*_)" + DIGITS + bytes((MARK,))
_GLUED_BEFORE: Final = re.compile(rb"[A-Za-z][#%$@~`|*_0-9)\x01]+$|\d$")
_GLUED_AFTER: Final = re.compile(rb"[#%$@~`|*\x01]+[A-Za-z]|[0-9_]+[A-Za-z]{2}")
_REACH: Final = 40


def has_address(raw: bytes) -> bool:
    """Whether a folded text has the address of a page in it."""
    return b"://" in raw or b"www." in raw


def in_address(raw: bytes, place: int) -> bool:
    """Whether this place of a folded text is inside the address of a page."""
    begins = max(raw.rfind(b"://", 0, place), raw.rfind(b"www.", 0, place))
    return begins >= 0 and raw[begins:place].translate(None, BREAKS) == raw[begins:place]


def is_linking(raw: bytes, start: int, end: int) -> bool:
    """Whether the word at this slice is the Latin "cum" of a kitchen-cum-dining-room."""
    return raw[start:end].lower() == b"cum" and raw[start - 1 : start] == b"-" == raw[end : end + 1]


def is_glued(raw: bytes, start: int, end: int) -> bool:
    """Whether the word at this slice goes on behind a sign that breaks words ("m**tard", "ass#st")."""
    before, after = raw[max(start - 1, 0) : start], raw[end : end + 1]
    return bool(
        (before and before in _GLUE and _GLUED_BEFORE.search(raw[max(0, start - _REACH) : start]))
        or (after and after in _GLUE and _GLUED_AFTER.match(raw, end))
    )
