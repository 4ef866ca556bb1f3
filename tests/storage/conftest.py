"""Databases for storage tests: a SQLite file, and a PostgreSQL where there is one."""

from __future__ import annotations

import asyncio
import shutil
from contextlib import ExitStack
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import pytest

from bot.storage.database import Database
from bot.storage.ledger import Ledger
from bot.storage.migrating import migrate
from bot.storage.tables import metadata
from tests.storage.postgres import Postgres, UnavailableError, running

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Iterator
    from pathlib import Path

SQLITE, POSTGRESQL = "sqlite", "postgresql"
NOON = datetime(2026, 3, 14, 12, tzinfo=UTC)


class HandClock:
    """A clock that moves when a test moves it."""

    def __init__(self) -> None:
        self.now = NOON

    def __call__(self) -> datetime:
        """Return the present instant."""
        return self.now

    def move(self, by: timedelta) -> None:
        """Let time pass."""
        self.now += by


@pytest.fixture
def clock() -> HandClock:
    """Noon, until a test says otherwise."""
    return HandClock()


@pytest.fixture(scope="session")
def postgres() -> Iterator[Postgres]:
    """A PostgreSQL server for this process, or a skip that says why there is none."""
    with ExitStack() as stack:
        try:
            server = stack.enter_context(running())
        except UnavailableError as reason:
            pytest.skip(str(reason))
        yield server


@pytest.fixture(params=[SQLITE, POSTGRESQL])
def backend(request: pytest.FixtureRequest) -> str:
    """Both kinds of database, one after the other."""
    return str(request.param)


@pytest.fixture
def sqlite_url(tmp_path: Path) -> str:
    """A SQLite file that does not exist yet."""
    return f"sqlite+aiosqlite:///{tmp_path}/usher.db"


@pytest.fixture
def empty_url(backend: str, sqlite_url: str, request: pytest.FixtureRequest) -> Iterator[str]:
    """A database with nothing in it."""
    if backend == SQLITE:
        yield sqlite_url
        return
    server: Postgres = request.getfixturevalue("postgres")
    asyncio.run(_tell(server, "DROP DATABASE IF EXISTS empty WITH (FORCE)", "CREATE DATABASE empty"))
    yield server.url("empty")


@pytest.fixture(scope="session")
def made_sqlite(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A SQLite file with all tables, to be copied."""
    path = tmp_path_factory.mktemp("made") / "usher.db"
    asyncio.run(_make(f"sqlite+aiosqlite:///{path}"))
    return path


@pytest.fixture(scope="session")
def made_postgres(postgres: Postgres) -> str:
    """A PostgreSQL database with all tables, to be emptied before each test."""
    url = postgres.url("postgres")
    asyncio.run(_make(url))
    return url


@pytest.fixture
def url(backend: str, sqlite_url: str, request: pytest.FixtureRequest) -> str:
    """An up-to-date database without rows."""
    if backend == SQLITE:
        shutil.copy(request.getfixturevalue("made_sqlite"), Database(sqlite_url).path or "")
        return sqlite_url
    made: str = request.getfixturevalue("made_postgres")
    names = ", ".join(table.name for table in metadata.sorted_tables)
    asyncio.run(_tell(request.getfixturevalue("postgres"), f"TRUNCATE {names} RESTART IDENTITY"))
    return made


@pytest.fixture
async def database(url: str) -> AsyncIterator[Database]:
    """An open database without rows, on both backends."""
    opened = Database(url)
    await opened.open()
    yield opened
    await opened.close()


@pytest.fixture
def ledger(database: Database, clock: HandClock) -> Ledger:
    """The ledger of one process."""
    return Ledger(database, clock, "first")


async def _make(url: str) -> None:
    database = Database(url)
    await database.open()
    await migrate(database)
    await database.close()


async def _tell(server: Postgres, *commands: str) -> None:
    import asyncpg  # noqa: PLC0415 -- only where there is a PostgreSQL

    connection = await asyncpg.connect(server.dsn())
    for command in commands:
        await connection.execute(command)
    await connection.close()
