"""Where inside of a scalar, as a person wrote it, a character of its value stands.

Owns the way from the value back through quotes, escapes and blocks. What cannot be told to the column, such as text
folded over several lines, is told to the nearest place before it.
"""

from __future__ import annotations

import re
from typing import Final

_PROPERTIES: Final = re.compile(r"(?:[&!][^\s]*[ \t\r\n]+)*")
"""An anchor or a tag before a value."""
_ESCAPE: Final = re.compile(r"\\(?:x[0-9A-Fa-f]{2}|u[0-9A-Fa-f]{4}|U[0-9A-Fa-f]{8}|[^\r\n])")
_LITERAL: Final = re.compile(r"\|([-+0-9]*)[ \t]*(?:#.*)?\r?\n")


def inside(text: str, index: int, offset: int) -> int:
    """Return the index in a file of the character at an offset of the value that begins at `index`."""
    found = _PROPERTIES.match(text, index)
    start = found.end() if found else index
    style = text[start : start + 1]
    if style == '"':
        return _double(text, start + 1, offset)
    if style == "'":
        return _single(text, start + 1, offset)
    if style == "|":
        return _literal(text, start, offset)
    if style == ">":
        return start
    return _plain(text, start, offset)


def _plain(text: str, start: int, offset: int) -> int:
    end = text.find("\n", start)
    return min(start + offset, end if end >= 0 else len(text))


def _single(text: str, place: int, offset: int) -> int:
    for _ in range(offset):
        if text[place : place + 1] in {"", "\n"}:
            break
        place += 2 if text.startswith("''", place) else 1
    return place


def _double(text: str, place: int, offset: int) -> int:
    for _ in range(offset):
        if text[place : place + 1] in {"", "\n"} or text.startswith("\\\n", place):
            break
        escape = _ESCAPE.match(text, place)
        place = escape.end() if escape else place + 1
    return place


def _literal(text: str, start: int, offset: int) -> int:
    head = _LITERAL.match(text, start)
    if head is None:
        return start
    place = head.end()
    indent = len(text[place:]) - len(text[place:].lstrip(" "))
    for _ in range(len(text)):
        end = text.find("\n", place)
        length = max((end if end >= 0 else len(text)) - place - indent, 0)
        if offset <= length or end < 0:
            return min(place + indent + offset, len(text))
        offset, place = offset - length - 1, end + 1
    return start
