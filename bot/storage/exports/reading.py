"""Telling the kinds of files apart, and reading each with the reader it needs.

Owns that choice, by what a file holds rather than by its name.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import orjson

from bot.storage.exports import discord_json, rows
from bot.storage.exports.errors import ExportError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from types import ModuleType

    from bot.storage.exports.lines import Line
    from bot.storage.exports.sources import Source

_HEAD: Final = 1 << 16
_BOM: Final = b"\xef\xbb\xbf"
_FOREIGN: Final = {
    b"\xff\xfe": "is UTF-16; save it as UTF-8",
    b"\xfe\xff": "is UTF-16; save it as UTF-8",
    b"\x1f\x8b": "is packed with gzip; unpack it first",
    b"<": "is HTML or XML; export the channel again with the format JSON",
    b"[": "is a JSON list; wanted is DiscordChatExporter's JSON, or JSONL with one object a line",
}
_NEITHER: Final = "is neither DiscordChatExporter's JSON nor JSONL; export the channel again with the format JSON"


def survey(source: Source) -> tuple[tuple[str, int], ...]:
    """Return the names and ids of the channels that a file announces, from its first lines alone.

    Raises ExportError for a file that is nothing Usher reads.
    """
    return discord_json.channels(source) if _kind(source) is discord_json else ()


def read(source: Source, advance: Callable[[int], object]) -> Iterator[Line]:
    """Yield every message of a file, in its order; `advance` hears of bytes as they are read.

    Raises ExportError, possibly after many messages, with the place where the file goes wrong.
    """
    if _kind(source) is discord_json:
        yield from discord_json.read(source, advance)
    else:
        yield from rows.read(source, advance)


def _kind(source: Source) -> ModuleType:
    with source.opened() as file:
        head = file.read(_HEAD)
    for magic, what in _FOREIGN.items():
        if len(magic) > 1 and head.startswith(magic):
            raise ExportError(source.name, what)
    body = head.removeprefix(_BOM).lstrip()
    if not body:
        raise ExportError(source.name, "is empty")
    if source.name.lower().endswith((".jsonl", ".ndjson")):
        return rows
    if not body.startswith(b"{"):
        raise ExportError(source.name, _FOREIGN.get(body[:1], _NEITHER))
    return rows if _is_row(body.partition(b"\n")[0]) else discord_json


def _is_row(line: bytes) -> bool:
    try:
        row = orjson.loads(line)
    except orjson.JSONDecodeError:
        return False
    return isinstance(row, dict) and "author" in row
