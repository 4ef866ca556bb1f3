"""What of a message is its author's own running text.

Owns blanking what is not: code, quotes, addresses, mentions, timestamps and emoji codes. Places in the text stay true.
"""

from __future__ import annotations

import re
from typing import Final

_OTHER: Final = re.compile(
    r"```.*?(?:```|\Z)"
    r"|`[^`\n]*`"
    r"|^>{1,3}[^\n]*"
    r"|https?://\S+"
    r"|<(?:[@#]|:|a:|t:|id:|/)[^<>\s]{0,100}>"
    r"|(?<!\w):\w{2,32}:",
    re.DOTALL | re.MULTILINE,
)
_SIGNS: Final = re.compile(r"[`>/<:]")


def prose(text: str) -> str:
    """Return the text with all that is not its author's own words blanked; the length stays the same."""
    if _SIGNS.search(text) is None:
        return text
    return _OTHER.sub(lambda found: " " * len(found[0]), text)
