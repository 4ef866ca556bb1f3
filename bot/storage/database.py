"""The database: opening, closing, transactions, and the boundaries at which tests may stop the process.

SQLite (one file, write-ahead log, foreign keys) is the default; PostgreSQL takes the same queries. Who may write is
decided here; what is written is the business of the other modules.
"""

from __future__ import annotations

import asyncio
import sqlite3
from contextlib import asynccontextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

from filelock import FileLock, Timeout
from sqlalchemy import event
from sqlalchemy.engine import make_url
from sqlalchemy.exc import ArgumentError, DBAPIError
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine, create_async_engine

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable


class DatabaseError(Exception):
    """The database cannot be used; the message says why and what to do."""


class Boundary(Protocol):
    """Called at every point where a process may die; a test's boundary may raise there."""

    def __call__(self, name: str) -> None:
        """Pass the boundary `name`."""


def no_boundary(name: str) -> None:
    """Let everything pass: the boundary of a real process."""


class Transaction:
    """One open transaction, with what is to be done once it is safely committed."""

    def __init__(self, connection: AsyncConnection) -> None:
        self.connection = connection
        self.after_commit: list[Callable[[], object]] = []

    async def run(self, statement: Any) -> Any:  # noqa: ANN401 -- SQLAlchemy's executables and results have no common type
        """Execute one statement and return its result."""
        return await self.connection.execute(statement)


class Database:
    """An engine that is opened once and closed once."""

    def __init__(self, url: str, *, boundary: Boundary = no_boundary) -> None:
        try:
            self.url = make_url(url)
        except ArgumentError:
            raise DatabaseError(
                f"This is no database address: {url!r}. Example: sqlite+aiosqlite:///usher.db"
            ) from None
        self.boundary = boundary
        self._engine: AsyncEngine | None = None
        self._writing = asyncio.Lock()
        self._lock: FileLock | None = None

    @property
    def is_sqlite(self) -> bool:
        """Whether this is the single-file default."""
        return self.url.get_backend_name() == "sqlite"

    @property
    def path(self) -> Path | None:
        """The SQLite file, or None."""
        if not self.is_sqlite or self.url.database in (None, "", ":memory:"):
            return None
        return Path(str(self.url.database))

    @property
    def engine(self) -> AsyncEngine:
        """The open engine. Raises DatabaseError before `open` and after `close`."""
        if self._engine is None:
            raise DatabaseError("The database is not open.")
        return self._engine

    async def open(self, *, exclusive: bool = False) -> None:
        """Connect. `exclusive`: be the only bot on this SQLite file; raises DatabaseError if another one is running."""
        if self._engine is not None:
            return
        if exclusive:
            self._take_lock()
        engine = self._make_engine()
        try:
            async with engine.connect():
                pass
        except (DBAPIError, OSError, sqlite3.Error) as error:
            await engine.dispose()
            self._release_lock()
            raise DatabaseError(_plainly(error, self.url.render_as_string(hide_password=True))) from None
        self._engine = engine

    async def close(self) -> None:
        """Disconnect and let others in. Closing twice is harmless."""
        engine, self._engine = self._engine, None
        if engine is not None:
            await engine.dispose()
        self._release_lock()

    @asynccontextmanager
    async def write(self) -> AsyncIterator[Transaction]:
        """Open one transaction that is committed on leaving, or undone on any error.

        Writers of this process take turns, so that none meets SQLite's "database is locked".
        """
        async with self._writing, self.engine.connect() as connection:
            transaction = Transaction(connection)
            yield transaction
            self.boundary("commit:before")
            await connection.commit()
            self.boundary("commit:after")
        for callback in transaction.after_commit:
            callback()

    @asynccontextmanager
    async def read(self) -> AsyncIterator[Transaction]:
        """Open a connection to read from; nothing is changed through it."""
        async with self.engine.connect() as connection:
            yield Transaction(connection)

    def _make_engine(self) -> AsyncEngine:
        if not self.is_sqlite:
            return create_async_engine(self.url, hide_parameters=True, pool_pre_ping=True)
        engine = create_async_engine(self.url, hide_parameters=True)
        event.listen(engine.sync_engine, "connect", _prepare_sqlite)
        event.listen(engine.sync_engine, "begin", _begin_sqlite)
        return engine

    def _take_lock(self) -> None:
        if self.path is None:
            return
        lock = FileLock(self.path.with_name(self.path.name + ".lock"), timeout=0)
        try:
            lock.acquire()
        except Timeout:
            raise DatabaseError(
                f"Another Usher is already running on {self.path}. Stop it first, or give this one its own database."
            ) from None
        except OSError as error:
            raise DatabaseError(_plainly(error, str(self.path))) from None
        self._lock = lock

    def _release_lock(self) -> None:
        lock, self._lock = self._lock, None
        if lock is not None:
            lock.release()


def _prepare_sqlite(connection: Any, _record: object) -> None:  # noqa: ANN401 -- a driver's own connection
    # The driver's own, older way of opening transactions is switched off; `_begin_sqlite` opens them.
    connection.isolation_level = None
    cursor = connection.cursor()
    for pragma in ("journal_mode=WAL", "foreign_keys=ON", "busy_timeout=10000", "synchronous=FULL"):
        cursor.execute(f"PRAGMA {pragma}")
    cursor.close()


def _begin_sqlite(connection: Any) -> None:  # noqa: ANN401 -- SQLAlchemy's event gives its own connection
    connection.exec_driver_sql("BEGIN")


def _plainly(error: Exception, where: str) -> str:
    """Return one line that says what a person can do about it."""
    text = str(getattr(error, "orig", None) or error).lower()
    if "readonly" in text or "read-only" in text or "permission denied" in text:
        return f"The database {where} cannot be written. Let the account that runs Usher write to its folder."
    if "unable to open" in text or "no such file" in text or "not a directory" in text:
        return f"The database {where} cannot be opened. Does its folder exist, and may Usher write there?"
    if "not a database" in text:
        return f"{where} is not a SQLite database. Point USHER_DATABASE_URL to another file."
    if "full" in text or "no space" in text:
        return f"The disk that holds {where} is full. Make room and start again; nothing was lost."
    return f"The database {where} cannot be used: {text.splitlines()[0] if text else type(error).__name__}"
