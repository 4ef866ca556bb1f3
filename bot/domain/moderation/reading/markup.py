"""Discord's markup: mentions, timestamps and emoji codes blanked, percent-encoding read.

Owns these replacements; all keep the length, so that places in the text stay true.
"""

from __future__ import annotations

import re
from typing import Final

from bot.domain.moderation.reading.letters import MARK

_MARKUP: Final = re.compile(rb"<(?:@[!&]?|#|t:|id:)[\w:-]{1,40}>|(?<=<)a?(?=:\w{2,32}:)|(?<=:)\d{15,22}(?=>)")
_ENCODED: Final = re.compile(rb"%([2-7][0-9A-Fa-f])")


def blanked(raw: bytes) -> bytes:
    """Return the folded text with what readers never see replaced by marks."""
    if b"<" in raw:
        raw = _MARKUP.sub(lambda code: bytes((MARK,)) * len(code[0]), raw)
    if b"%" in raw:
        raw, number = _ENCODED.subn(_decoded, raw)
        raw = raw.replace(b"/", b" ") if number else raw
    return raw


def _decoded(code: re.Match[bytes]) -> bytes:
    return bytes((int(code[1], 16), MARK, MARK))
