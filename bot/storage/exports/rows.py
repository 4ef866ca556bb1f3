"""Rows of JSONL: one message a line, with `author`, `at`, `channel` and `text`.

Owns their shape. Authors and channels become ids by their names; a message's id comes from the bytes of its row.
"""

from __future__ import annotations

import io
from functools import partial
from hashlib import blake2b
from typing import TYPE_CHECKING, Final

import orjson

from bot.domain.moderation.messages import Message
from bot.storage.exports.errors import ExportError, MisfitError
from bot.storage.exports.fields import instant, name, name_id, stable_id, text
from bot.storage.exports.lines import Line

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from bot.storage.exports.sources import Source

_LONGEST: Final = 1 << 20
"""Bytes of one row; far more than Discord lets anybody write."""
_BUFFER: Final = 1 << 18
_BOM: Final = b"\xef\xbb\xbf"


def read(source: Source, advance: Callable[[int], object]) -> Iterator[Line]:
    """Yield the messages of a file, in its order."""
    with source.opened() as opened:
        # Lines of a zip's member come many times faster this way.
        file = opened if isinstance(opened, io.BufferedReader) else io.BufferedReader(opened, _BUFFER)  # type: ignore[type-var]
        unsaid = 0
        for number, raw in enumerate(iter(partial(file.readline, _LONGEST), b""), 1):
            row = raw.removeprefix(_BOM).strip() if number == 1 else raw.strip()
            if row:
                try:
                    yield _line(row)
                except (MisfitError, orjson.JSONDecodeError) as error:
                    raise ExportError(source.name, _what(raw, error), place=f"line {number}") from error
            unsaid += len(raw)
            if unsaid >= _BUFFER:
                advance(unsaid)
                unsaid = 0
        advance(unsaid)


def _line(raw: bytes) -> Line:
    row = orjson.loads(raw)
    if not isinstance(row, dict):
        raise MisfitError("the row is not an object")
    author, at, channel = name(row, "author"), instant(row, "at"), name(row, "channel")
    message = Message(
        id=int.from_bytes(blake2b(raw, digest_size=8).digest(), "big") >> 1,
        guild_id=0,
        channel_id=name_id(channel),
        author_id=stable_id(author),
        at=at,
        text=text(row, "text"),
    )
    return Line(message, channel)


def _what(raw: bytes, error: Exception) -> str:
    """Say what is wrong with a row, without repeating any of it."""
    if isinstance(error, MisfitError):
        return str(error)
    if len(raw) >= _LONGEST:
        return f"the row is longer than {_LONGEST:,} bytes"
    try:
        raw.decode()
    except UnicodeDecodeError:
        return "the row is not UTF-8"
    return "the row is not JSON" if raw.endswith(b"\n") else "the row breaks off, or is not JSON"
