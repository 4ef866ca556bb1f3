"""A JSON document read piece by piece, in constant memory, with the place of whatever is wrong in it.

Owns the dealings with the parser: counting bytes, finding lines, and refusing what is nested so deeply that the parser
would fill the memory. What the document means is for the readers.
"""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, Final

import ijson

from bot.storage.exports.errors import ExportError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from typing import BinaryIO

    from bot.storage.exports.sources import Source

_CHUNK: Final = 1 << 15
_BOM: Final = b"\xef\xbb\xbf"
_DEEPEST: Final = 64
_SUSPICIOUS: Final = 4_000
"""So many brackets open, as far as counting can tell, that it is worth looking how deep they really are."""
_WRONG: Final = (ijson.JSONError, ValueError, OverflowError)


class JsonStream:
    """The bytes of one document on their way to the parser."""

    def __init__(self, source: Source, file: BinaryIO, advance: Callable[[int], object]) -> None:
        self._source = source
        self._pieces = _pieces(file)
        self._advance = advance
        self._read = 0
        self._ended = False
        self._open = 0
        self._shallow = False

    @classmethod
    @contextmanager
    def opened(cls, source: Source, advance: Callable[[int], object] = int) -> Iterator[JsonStream]:
        """Open a source; `advance` hears of bytes as they are read."""
        with source.opened() as file:
            yield cls(source, file, advance)

    def items(self, prefix: str) -> Iterator[object]:
        """Yield the values at a prefix, read to the end; raises ExportError with the place of a mistake."""
        number = 0
        try:
            for item in ijson.items(self, prefix, use_float=True, buf_size=_CHUNK):
                number += 1
                yield item
        except _WRONG as error:
            raise self._mistake(error, f", after message {number}" if number else "") from error

    def events(self) -> Iterator[tuple[str, str, Any]]:
        """Yield prefix, event and value of all there is; raises ExportError with the place of a mistake."""
        try:
            yield from ijson.parse(self, use_float=True, buf_size=_CHUNK)
        except _WRONG as error:
            raise self._mistake(error, "") from error

    def read(self, size: int = -1) -> bytes:
        """Return the next bytes, as the parser asks for them: none for none, else a piece of some length."""
        if size == 0:
            return b""
        piece = next(self._pieces, b"")
        self._ended = not piece
        self._watch(piece)
        self._read += len(piece)
        self._advance(len(piece))
        return piece

    def _watch(self, chunk: bytes) -> None:
        """Count brackets, those in texts as well; only when there are very many, look closely, once a document."""
        opening = chunk.count(b"[") + chunk.count(b"{")
        if not self._shallow and self._open + opening > _SUSPICIOUS:
            _refuse_depth(self._source)
            self._shallow = True
        self._open = max(0, self._open + opening - chunk.count(b"]") - chunk.count(b"}"))

    def _mistake(self, error: Exception, after: str) -> ExportError:
        if self._ended:
            return ExportError(self._source.name, "the file breaks off", place=f"byte {self._read:,}{after}")
        return ExportError(self._source.name, _what(error), place=f"{_locate(self._source)}{after}")


def _what(error: Exception) -> str:
    """Say what the parser refuses; its own words quote the file, and so are kept to ourselves."""
    return "this is not UTF-8" if "UTF8" in str(error) else "this is not JSON"


def _pieces(file: BinaryIO, until: int | None = None) -> Iterator[bytes]:
    """Yield the bytes of a file, without its byte order mark; those from `until` on one by one."""
    first = file.read(len(_BOM))
    if first != _BOM:
        yield first
    position = len(first)
    while piece := file.read(_CHUNK if until is None else min(_CHUNK, max(1, until - position))):
        yield piece
        position += len(piece)


def _locate(source: Source) -> str:
    """Return the place of the first mistake: first the piece that has it, then the byte."""
    sound, _ = _soundness(source, None)
    byte, line = _soundness(source, sound)
    return f"line {line + 1:,}, byte {byte + 1:,}"


def _soundness(source: Source, until: int | None) -> tuple[int, int]:
    """Return how many bytes and lines the parser takes before the piece that it refuses."""
    events = ijson.sendable_list()
    parser = ijson.basic_parse_coro(events, use_float=True)
    byte = line = 0
    with source.opened() as file:
        for piece in _pieces(file, until):
            try:
                parser.send(piece)
            except (*_WRONG, StopIteration):
                break
            events.clear()
            byte += len(piece)
            line += piece.count(b"\n")
    return byte, line


def _refuse_depth(source: Source) -> None:
    depth = 0
    events = ijson.sendable_list()
    parser = ijson.basic_parse_coro(events, use_float=True)
    with source.opened() as file:
        for piece in _pieces(file):
            try:
                parser.send(piece)
            except (*_WRONG, StopIteration) as error:
                raise ExportError(source.name, _what(error), place=_locate(source)) from error
            for event, _ in events:
                depth += event.startswith("start_")
                depth -= event.startswith("end_")
                if depth > _DEEPEST:
                    raise ExportError(source.name, f"is nested more than {_DEEPEST} deep; no export is")
            events.clear()
