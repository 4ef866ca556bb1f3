"""Copying a SQLite database while a bot writes to it, so that the copy is whole.

PostgreSQL brings its own tool for this.
"""

from __future__ import annotations

import sqlite3
from contextlib import closing
from typing import TYPE_CHECKING

from bot.storage.database import Database, DatabaseError
from bot.storage.trouble import plainly

if TYPE_CHECKING:
    from pathlib import Path


def back_up(url: str, target: Path) -> int:
    """Copy the database to a new file, which only its owner may read; return its size in bytes.

    Uses SQLite's online backup, which sees one consistent state whatever is written meanwhile. Raises DatabaseError
    where that is impossible, and leaves no half copy.
    """
    source = Database(url)
    if source.path is None:
        raise DatabaseError("usher backup copies SQLite files. For PostgreSQL, use pg_dump.")
    if not source.path.is_file():
        raise DatabaseError(f"There is no database at {source.path}.")
    if target.exists():
        raise DatabaseError(f"{target} exists already. Choose another name; nothing is overwritten.")
    part = target.with_name(target.name + ".part")
    try:
        part.unlink(missing_ok=True)
        part.touch(mode=0o600)
    except OSError as error:
        raise DatabaseError(plainly(error, str(target))) from None
    try:
        _copy(source.path, part)
        part.rename(target)
    except (sqlite3.Error, OSError) as error:
        part.unlink(missing_ok=True)
        raise DatabaseError(f"The copy could not be made. {plainly(error, str(source.path))}") from None
    return target.stat().st_size


def _copy(source: Path, target: Path) -> None:
    with (
        closing(sqlite3.connect(f"{source.absolute().as_uri()}?mode=ro", uri=True)) as origin,
        closing(sqlite3.connect(target)) as copy,
    ):
        # All pages in one go: between two goes a writer would make SQLite start again, and again. Nobody waits for it.
        origin.backup(copy, pages=-1)
        copy.execute("PRAGMA journal_mode=DELETE")
