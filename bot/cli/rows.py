"""Rows of JSONL files, as scripts hand them to `usher read` and `usher evaluate`.

Owns what a row has to be and the one line that says what is wrong with it.
"""

from __future__ import annotations

import json
from typing import Any


class RowError(Exception):
    """A row that cannot be used; `line` counts from 1."""

    def __init__(self, line: int, what: str) -> None:
        super().__init__(what)
        self.line = line
        self.what = what


def parse_object(written: bytes) -> dict[str, Any] | None:
    """Return the JSON object on a line, or None if there is no such thing on it."""
    if not written.lstrip().startswith(b"{"):
        return None
    try:
        found = json.loads(written)
    except (ValueError, RecursionError):
        return None
    return found if isinstance(found, dict) else None


def text_of(written: bytes, line: int) -> str:
    """Return the `text` of a row; raises RowError."""
    return row_of(written, line)["text"]  # type: ignore[no-any-return]


def row_of(written: bytes, line: int) -> dict[str, Any]:
    """Return a row that has a `text`; raises RowError."""
    row = parse_object(written)
    if row is None:
        raise RowError(line, 'this is no JSON object; each row has to be one, such as {"text": "…"}')
    if not isinstance(row.get("text"), str):
        raise RowError(line, 'the row has no "text" with words in quotes')
    return row
