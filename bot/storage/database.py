"""The database: opening, closing, transactions, and the boundaries at which tests may stop the process.

SQLite (one file, write-ahead log, foreign keys) is the default; PostgreSQL takes the same queries. Who may write is
decided here; what is written is the business of the other modules.
"""

from __future__ import annotations

import asyncio
from contextlib import asynccontextmanager, contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, Protocol

from filelock import FileLock, Timeout
from sqlalchemy import event
from sqlalchemy.engine import make_url
from sqlalchemy.exc import ArgumentError, DBAPIError
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine, create_async_engine

from bot.storage.together import Together
from bot.storage.trouble import is_known, plainly

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Awaitable, Callable, Iterator, Mapping

    from sqlalchemy import URL

    from bot.storage.together import Result

DRIVERS: Final = {"sqlite": "sqlite+aiosqlite", "postgresql": "postgresql+asyncpg", "postgres": "postgresql+asyncpg"}
"""The drivers that Usher brings, by the short names that people and hosting services write."""

_PRAGMAS: Final = (
    "busy_timeout=10000",
    "journal_mode=WAL",
    "foreign_keys=ON",
    "synchronous=FULL",
    "secure_delete=ON",  # what was forgotten is overwritten, so that no copy of the file holds it
)

_WRITES: Final = "usher_writes"

PATIENCE: Final = 5.0
"""Seconds that closing waits for whoever is still reading or writing."""


class DatabaseError(Exception):
    """The database cannot be used; the message says in one line why and what to do."""


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

    @property
    def dialect(self) -> str:
        """Which language the database speaks: `sqlite` or `postgresql`."""
        return self.connection.dialect.name

    async def run(self, statement: Any, values: Mapping[str, Any] | None = None) -> Any:  # noqa: ANN401 -- SQLAlchemy's executables and results have no common type
        """Execute one statement, with what goes into its places, and return its result."""
        return await self.connection.execute(statement, values)


class Database:
    """An engine that is opened once and closed once."""

    def __init__(self, url: str, *, boundary: Boundary = no_boundary) -> None:
        self.url = _address(url)
        self.boundary = boundary
        self._engine: AsyncEngine | None = None
        self._writing = asyncio.Lock()
        self._together = Together(self.write)
        self._lock: FileLock | None = None
        self._lent = 0
        self._idle = asyncio.Event()
        self._idle.set()

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
        try:
            engine = self._make_engine()
            try:
                async with engine.connect():
                    pass
            except BaseException:
                await engine.dispose()
                raise
        except Exception as error:  # noqa: BLE001 -- asyncpg's errors reach us as they are, and share no class with others
            self._release_lock()
            raise DatabaseError(plainly(error, self._where)) from None
        except BaseException:
            self._release_lock()
            raise
        self._engine = engine

    async def close(self) -> None:
        """Finish what is under way, disconnect and let others in. Nothing new begins. Closing twice is harmless."""
        await self._together.finish()
        engine, self._engine = self._engine, None
        if engine is not None:
            # A connection that somebody still holds would go back to a pool that is gone, and stay open for ever.
            with suppress(TimeoutError):
                await asyncio.wait_for(self._idle.wait(), PATIENCE)
            await engine.dispose()
        self._release_lock()

    @asynccontextmanager
    async def _connected(self) -> AsyncIterator[AsyncConnection]:
        """Lend a connection, and know that it is out."""
        engine = self.engine
        self._lent += 1
        self._idle.clear()
        try:
            async with engine.connect() as connection:
                yield connection
        finally:
            self._lent -= 1
            if not self._lent:
                self._idle.set()

    @asynccontextmanager
    async def write(self) -> AsyncIterator[Transaction]:
        """Open one transaction that is committed on leaving, or undone on any error.

        Writers of this process take turns, so that none meets SQLite's "database is locked". Raises DatabaseError where
        the disk is full, the file may not be written, or the server is gone; then nothing was written.
        """
        with self._trouble_said_plainly():
            async with self._writing, self._connected() as connection:
                await connection.execution_options(**{_WRITES: True})
                transaction = Transaction(connection)
                yield transaction
                self.boundary("commit:before")
                await connection.commit()
                self.boundary("commit:after")
                # At once, so that no other task sees the rows before the memory that goes with them.
                for callback in transaction.after_commit:
                    callback()

    async def together(self, work: Callable[[Transaction], Awaitable[Result]]) -> Result:
        """Do `work` in a transaction; return what it returns, once that is committed. Raises what it or `write` raises.

        Whatever else asks meanwhile shares the commit. Where one of them fails, all is undone, and each is done alone:
        so `work` may be called twice, and changes nothing but through its transaction. Once asked for it is done, even
        if whoever waits for it is cancelled.
        """
        return await self._together.commit(work)

    @asynccontextmanager
    async def read(self) -> AsyncIterator[Transaction]:
        """Open a connection to read from; nothing is changed through it. Raises DatabaseError like `write`."""
        with self._trouble_said_plainly():
            async with self._connected() as connection:
                yield Transaction(connection)

    @contextmanager
    def _trouble_said_plainly(self) -> Iterator[None]:
        try:
            yield
        except DBAPIError as error:
            if not is_known(error):
                raise
            raise DatabaseError(plainly(error, self._where)) from error

    @property
    def _where(self) -> str:
        return str(self.path) if self.path is not None else self.url.render_as_string(hide_password=True)

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
        if not self.path.parent.is_dir():
            # The lock would make the folder, and a mistyped path would become an empty database.
            raise DatabaseError(plainly(FileNotFoundError("no such file"), self._where))
        lock = FileLock(self.path.with_name(self.path.name + ".lock"), timeout=0)
        try:
            lock.acquire()
        except Timeout:
            raise DatabaseError(
                f"Another Usher is already running on {self.path}. Stop it first, or give this one its own database."
            ) from None
        except OSError as error:
            raise DatabaseError(plainly(error, self._where)) from None
        self._lock = lock

    def _release_lock(self) -> None:
        lock, self._lock = self._lock, None
        if lock is not None:
            lock.release()


def _address(text: str) -> URL:
    """Return the address of a database, with the driver that Usher brings for it. Raises DatabaseError."""
    try:
        url = make_url(text)
    except (ArgumentError, ValueError):
        # What is no address may still hold a password; then it is not repeated.
        shown = "" if "@" in text else f": {text!r}"
        raise DatabaseError(f"This is no database address{shown}. Example: sqlite+aiosqlite:///usher.db") from None
    driver = DRIVERS.get(url.drivername, url.drivername)
    if driver not in DRIVERS.values():
        raise DatabaseError(f"Usher has no driver {driver}. It takes {DRIVERS['sqlite']} and {DRIVERS['postgresql']}.")
    return url.set(drivername=driver)


def _prepare_sqlite(connection: Any, _record: object) -> None:  # noqa: ANN401 -- a driver's own connection
    # The driver's own, older way of opening transactions is switched off; `_begin_sqlite` opens them.
    connection.isolation_level = None
    try:
        cursor = connection.cursor()
        for pragma in _PRAGMAS:
            cursor.execute(f"PRAGMA {pragma}")
        cursor.close()
    except BaseException:
        # The pool does not know this connection yet, so nobody else would end its thread.
        connection.close()
        raise


def _begin_sqlite(connection: Any) -> None:  # noqa: ANN401 -- SQLAlchemy's event gives its own connection
    # A transaction that reads first and writes later would be refused if another process wrote in between.
    writes = connection.get_execution_options().get(_WRITES, False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")
