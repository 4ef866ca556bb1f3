"""Which files there are to read: those named, those in a folder, those in a zip.

Owns finding and opening them, and what is said when that fails. What is in them is for the readers.
"""

from __future__ import annotations

import os
import stat
import zipfile
import zlib
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING, Any, Final, NoReturn

from bot.storage.exports.errors import ExportError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from contextlib import ExitStack
    from typing import BinaryIO

_WANTED: Final = (".json", ".jsonl", ".ndjson")
_ZIP: Final = ".zip"
_ZIP_MAGIC: Final = (b"PK\x03\x04", b"PK\x05\x06")
_PACKINGS: Final = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
_ENCRYPTED: Final = 1
_BUFFER: Final = 1 << 18
_DAMAGE: Final = (zipfile.BadZipFile, zlib.error, EOFError)


@dataclass(frozen=True, slots=True)
class Source:
    """One file of history; `size` is in bytes, unpacked."""

    name: str
    size: int
    opener: Callable[[], BinaryIO]

    @contextmanager
    def opened(self) -> Iterator[BinaryIO]:
        """Open it; raises ExportError for whatever goes wrong underneath while it is read."""
        try:
            with self.opener() as file:
                yield file
        except OSError as error:
            _unreadable(self.name, error)
        except _DAMAGE as error:
            raise ExportError(self.name, "is damaged inside of its zip file") from error


def find_sources(paths: Iterable[Path], stack: ExitStack) -> tuple[Source, ...]:
    """Return every file to read, in the order given, folders sorted, each file once.

    `stack` keeps zip files open; raises ExportError where something is missing, unreadable or of no use.
    """
    found: dict[Path, Path] = {}
    for path in paths:
        for file in _files(path):
            found.setdefault(file.resolve(), file)
    return tuple(source for file in found.values() for source in _sources(file, stack))


def _files(path: Path) -> list[Path]:
    try:
        mode = path.stat().st_mode
    except (OSError, ValueError) as error:
        _unreadable(str(path), error)
    if stat.S_ISREG(mode):
        return [path]
    if not stat.S_ISDIR(mode):
        raise ExportError(str(path), "is neither a file nor a folder")
    files = sorted(_within(path), key=lambda file: file.parts)
    if not files:
        raise ExportError(str(path), "holds no .json, .jsonl or .zip files")
    return files


def _within(folder: Path) -> Iterator[Path]:
    """Yield the files of a folder, but not what the exporter downloaded beside them."""
    for parent, folders, files in os.walk(folder, onerror=lambda error: _unreadable(str(error.filename), error)):
        folders[:] = [name for name in folders if not name.startswith(".") and not name.endswith("_Files")]
        for name in files:
            if not name.startswith(".") and Path(name).suffix.lower() in (*_WANTED, _ZIP):
                yield Path(parent, name)


def _sources(path: Path, stack: ExitStack) -> list[Source]:
    try:
        with path.open("rb") as file:
            magic, size = file.read(4), os.fstat(file.fileno()).st_size
    except OSError as error:
        _unreadable(str(path), error)
    if magic in _ZIP_MAGIC or path.suffix.lower() == _ZIP:
        return _packed(path, stack)
    return [Source(str(path), size, partial(_open, path))]


def _packed(path: Path, stack: ExitStack) -> list[Source]:
    try:
        archive = stack.enter_context(zipfile.ZipFile(path))
    except (zipfile.BadZipFile, NotImplementedError) as error:
        raise ExportError(str(path), "is no zip file, or it breaks off") from error
    except OSError as error:
        _unreadable(str(path), error)
    members = sorted((member for member in archive.infolist() if _wanted(member)), key=lambda it: it.filename)
    if not members:
        raise ExportError(str(path), "holds no .json or .jsonl files")
    return [_member(path, archive, member) for member in members]


def _wanted(member: zipfile.ZipInfo) -> bool:
    path = PurePosixPath(member.filename)
    hidden = any(part.startswith((".", "__MACOSX")) or part.endswith("_Files") for part in path.parts)
    return not member.is_dir() and not hidden and path.suffix.lower() in _WANTED


def _member(path: Path, archive: zipfile.ZipFile, member: zipfile.ZipInfo) -> Source:
    name = f"{path}: {member.filename}"
    if member.flag_bits & _ENCRYPTED:
        raise ExportError(name, "is encrypted; unpack it first")
    if member.compress_type not in _PACKINGS:
        raise ExportError(name, f"is packed in a way Usher does not read (method {member.compress_type})")
    return Source(name, member.file_size, partial(_open_member, archive, member))


def _open(path: Path) -> BinaryIO:
    return path.open("rb", buffering=_BUFFER)


def _open_member(archive: zipfile.ZipFile, member: zipfile.ZipInfo) -> Any:  # noqa: ANN401 -- IO[bytes], as good as BinaryIO
    return archive.open(member)


def _unreadable(name: str, error: Exception) -> NoReturn:
    if isinstance(error, FileNotFoundError):
        raise ExportError(name, "there is no such file") from error
    why = getattr(error, "strerror", None) or type(error).__name__
    raise ExportError(name, f"cannot be read ({why})") from error
