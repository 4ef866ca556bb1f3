"""Words that came from people, made safe to repeat: escaped, marked, quoted, trimmed.

Pings are switched off where messages are sent; this module takes care of everything else that text can do.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

_SPECIAL = re.compile(r"([\\*_~`|>#\[\]()<@:])")
_LISTLIKE = re.compile(r"^(\s*\d*)([-+.])(?=\s)", re.MULTILINE)
_WORD_JOINER = "⁠"


def escape(text: str) -> str:
    """Return the text with nothing left that Discord would read as markup, mention, emoji or list."""
    escaped = _SPECIAL.sub(r"\\\1", text)
    return _LISTLIKE.sub(r"\1\\\2", escaped)


def trim(text: str, length: int) -> str:
    """Return the text, or its beginning and an ellipsis where it is longer than `length` characters."""
    return text if len(text) <= length else text[: max(length - 1, 0)].rstrip() + "…"


def mark(text: str, spans: Iterable[tuple[int, int]], *, context: int = 160) -> str:
    """Return the text escaped, with the spans underlined, cut to `context` characters around the first of them.

    Spans are (start, end) in `text`, sorted and apart. The result is safe to put into any message.
    """
    spans = list(spans)
    first = spans[0][0] if spans else 0
    start = max(0, first - context // 2)
    end = min(len(text), start + context)
    parts = ["…"] if start else []
    position = start
    for begin, stop in spans:
        if begin < position or begin >= end:
            continue
        parts += [escape(text[position:begin]), "__**", escape(text[begin : min(stop, end)]), "**__"]
        position = min(stop, end)
    parts += [escape(text[position:end]), "…" if end < len(text) else ""]
    return " ".join("".join(parts).split())


def quote(text: str) -> str:
    """Return the text as a block quote."""
    return "\n".join(f"> {line}" for line in text.splitlines())


def code_words(words: Iterable[str], *, most: int = 12) -> str:
    """Return different words as a list of inline code, the first `most` of them, for staff to read calmly."""
    different = dict.fromkeys(trim(" ".join(word.replace("`", "ˋ").split()), 60) for word in words)
    shown = [f"`{word}`" for word in list(different)[:most]]
    return ", ".join(shown) + (" …" if len(different) > most else "")


def no_break(text: str) -> str:
    """Return text with an invisible joiner after each '@', so that it pings nobody wherever it is pasted."""
    return text.replace("@", "@" + _WORD_JOINER)


def address(guild_id: int, channel_id: int, message_id: int) -> str:
    """Return where a message stands, for a link. A title, whose number is below zero, stands at its thread."""
    place = f"https://discord.com/channels/{guild_id}/{channel_id}"
    return f"{place}/{message_id}" if message_id > 0 else place
