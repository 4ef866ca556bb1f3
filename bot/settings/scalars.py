"""What a plain YAML scalar means: the core rules of YAML 1.2, and nothing cleverer.

So `no`, `off` and `20:30` are text, dates stay text, and only what looks like a number to everybody is one.
"""

from __future__ import annotations

import math
import re

_LONGEST_NUMBER = 60
_WORDS: dict[str, bool | None] = {
    **dict.fromkeys(("", "~", "null", "Null", "NULL")),
    **dict.fromkeys(("true", "True", "TRUE"), True),
    **dict.fromkeys(("false", "False", "FALSE"), False),
}
_WHOLE = re.compile(r"[-+]?[0-9]{1,40}", re.ASCII)
_OTHER_BASE = re.compile(r"0o[0-7]{1,40}|0x[0-9a-fA-F]{1,40}", re.ASCII)
_FRACTION = re.compile(r"[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?", re.ASCII)

Scalar = str | int | float | bool | None


def resolve(text: str) -> Scalar:
    """The value of an unquoted scalar; text that is nothing else is itself."""
    if text in _WORDS:
        return _WORDS[text]
    if _WHOLE.fullmatch(text):
        return int(text)
    if _OTHER_BASE.fullmatch(text):
        return int(text, 0)
    if len(text) <= _LONGEST_NUMBER and _FRACTION.fullmatch(text) and math.isfinite(number := float(text)):
        return number
    return text
