"""Text written upside down.

Owns the letters that only ever stand on their heads, and the turning back of the words that have some.
"""

from __future__ import annotations

import re
from typing import Final

_TURNED: Final = "ɐɔǝɟƃɥᴉɾʞןɯɹʇʌʍʎ"
_UPRIGHT: Final = str.maketrans(_TURNED + "ıqpudbn", "acefghijklmrtvwyibdnpqu")
_ANY: Final = re.compile(f"[{_TURNED}]")
_WORDS: Final = re.compile(rf"[A-Za-zı]*[{_TURNED}][A-Za-zı{_TURNED}]*")


def upright(text: str) -> str:
    """Return the text with its upside-down words turned back, each in its place; the length stays the same."""
    if _ANY.search(text) is None:
        return text
    return _WORDS.sub(lambda word: word[0].translate(_UPRIGHT)[::-1], text)
