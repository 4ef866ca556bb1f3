"""What stands right beside a word, without a space: the rest of an address, of a starred word, of a broken one.

Owns the questions whether a word is only the end or the beginning of something else. They are asked of words that are
short or names, for those turn up by chance; longer ones are meant wherever they stand.
"""

from __future__ import annotations

import re
from typing import Final

from bot.domain.moderation.reading.letters import BREAKS

_BREAKS: Final = tuple(bytes((sign,)) for sign in BREAKS)
_GLUED_BEFORE: Final = re.compile(rb"[A-Za-z][#%$@~`|*_0-9)\x01]+$")
_GLUED_AFTER: Final = re.compile(rb"[#%$@~`|*\x01]+[A-Za-z]|[0-9_]+[A-Za-z]{2}")
_REACH: Final = 40


def in_address(raw: bytes, place: int) -> bool:
    """Whether this place of a folded text is inside the address of a page."""
    start = max(raw.rfind(sign, 0, place) for sign in _BREAKS) + 1
    return b"://" in raw[start:place] or raw.startswith(b"www.", start)


def is_glued(raw: bytes, start: int, end: int) -> bool:
    """Whether the word at this slice goes on behind a sign that breaks words ("m**tard", "ass#st")."""
    before = _GLUED_BEFORE.search(raw[max(0, start - _REACH) : start])
    return before is not None or _GLUED_AFTER.match(raw, end) is not None
