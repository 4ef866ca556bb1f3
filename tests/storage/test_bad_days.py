"""Databases that cannot be used: each says so in one line that names it, and nothing is lost or left behind."""

from __future__ import annotations

import contextlib
import os
import shutil
import sqlite3
import threading
from typing import TYPE_CHECKING, Any

import pytest
from sqlalchemy import event, text
from sqlalchemy.exc import DBAPIError

from bot.storage.communities import fact, remember_fact
from bot.storage.database import Database, DatabaseError
from bot.storage.trouble import plainly

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Iterator
    from pathlib import Path

    from tests.storage.postgres import Postgres


def said(error: pytest.ExceptionInfo[DatabaseError]) -> str:
    """Return the line, having seen that it is one, short, and shows no password."""
    line = str(error.value)
    assert line
    assert len(line.splitlines()) == 1
    assert len(line) < 300
    assert "secret" not in line
    assert error.value.__cause__ is None or not isinstance(error.value.__cause__, DatabaseError)
    return line


@pytest.fixture
def locked(tmp_path: Path) -> Iterator[Path]:
    """A folder that may be read only."""
    tmp_path.chmod(0o500)
    yield tmp_path
    tmp_path.chmod(0o700)


@pytest.fixture
def damaged(made_sqlite: Path, tmp_path: Path) -> Path:
    """A database of which everything but the first page is rubbish."""
    first_page = made_sqlite.read_bytes()[:4096]
    path = tmp_path / "usher.db"
    path.write_bytes(first_page + b"\x7f" * 40_000)
    return path


@pytest.fixture
async def copied(made_sqlite: Path, sqlite_url: str, tmp_path: Path) -> AsyncIterator[Database]:
    """An open SQLite database of its own."""
    shutil.copy(made_sqlite, tmp_path / "usher.db")
    database = Database(sqlite_url)
    await database.open()
    yield database
    await database.close()


async def refused(url: str, *, exclusive: bool = False) -> str:
    """Try to open a database that cannot be; return what is said, having seen that no thread stays behind."""
    before = set(threading.enumerate())
    database = Database(url)
    with pytest.raises(DatabaseError) as error:
        await database.open(exclusive=exclusive)
    await database.close()
    for thread in set(threading.enumerate()) - before:
        thread.join(2)
        assert not thread.is_alive()
    return said(error)


async def test_a_second_bot_is_refused_until_the_first_has_gone(url: str) -> None:
    """One bot at a time may have a SQLite file; PostgreSQL takes several."""
    first, second = Database(url), Database(url)
    await first.open(exclusive=True)
    if first.is_sqlite:
        with pytest.raises(DatabaseError) as error:
            await second.open(exclusive=True)
        assert str(first.path) in said(error)
        await first.close()
    await second.open(exclusive=True)
    await second.close()
    await first.close()


async def test_others_may_look_while_a_bot_runs(url: str) -> None:
    """Checks open the database beside a running bot, and do not keep the next bot from starting."""
    bot, check = Database(url), Database(url)
    await bot.open(exclusive=True)
    await check.open()
    await bot.close()
    await bot.open(exclusive=True)
    await check.close()
    await bot.close()


@pytest.mark.parametrize("exclusive", [True, False])
async def test_a_file_that_is_no_database(tmp_path: Path, *, exclusive: bool) -> None:
    """Another file is refused by name, left as it is, and can be replaced at once."""
    path = tmp_path / "usher.db"
    path.write_text("This is a diary, and not a database. " * 100)
    before = path.read_bytes()
    assert str(path) in await refused(f"sqlite+aiosqlite:///{path}", exclusive=exclusive)
    assert path.read_bytes() == before
    path.unlink()
    database = Database(f"sqlite+aiosqlite:///{path}")
    await database.open(exclusive=True)
    await database.close()


@pytest.mark.parametrize("exclusive", [True, False])
async def test_a_folder_that_does_not_exist(tmp_path: Path, *, exclusive: bool) -> None:
    """A mistyped folder is refused by name, and not made."""
    path = tmp_path / "nowhere" / "usher.db"
    assert str(path) in await refused(f"sqlite+aiosqlite:///{path}", exclusive=exclusive)
    assert not path.parent.exists()


@pytest.mark.parametrize("exclusive", [True, False])
async def test_a_folder_that_is_a_file(tmp_path: Path, *, exclusive: bool) -> None:
    """A path below a file is refused by name."""
    (tmp_path / "file").touch()
    path = tmp_path / "file" / "usher.db"
    assert str(path) in await refused(f"sqlite+aiosqlite:///{path}", exclusive=exclusive)


@pytest.mark.parametrize("exclusive", [True, False])
async def test_a_path_that_is_a_folder(tmp_path: Path, *, exclusive: bool) -> None:
    """A folder in the database's place is refused by name."""
    assert str(tmp_path) in await refused(f"sqlite+aiosqlite:///{tmp_path}", exclusive=exclusive)


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root may write everywhere")
@pytest.mark.parametrize("exclusive", [True, False])
async def test_a_folder_that_may_not_be_written(locked: Path, *, exclusive: bool) -> None:
    """A read-only folder is refused by name."""
    assert str(locked) in await refused(f"sqlite+aiosqlite:///{locked}/usher.db", exclusive=exclusive)


async def test_a_database_that_may_not_be_written(copied: Database) -> None:
    """A write that SQLite refuses as read-only says so in one line; reading goes on."""
    database = copied
    await remember(database, "v")
    await limited(database, "query_only=ON")
    with pytest.raises(DatabaseError) as error:
        await remember(database, "w")
    assert str(database.path) in said(error)
    assert await recalled(database) == "v"
    await database.close()


async def test_a_full_disk_leaves_nothing_half_written(copied: Database) -> None:
    """When the disk is full a write fails in one line and leaves nothing; once there is room, writing goes on."""
    database = copied
    await remember(database, "before")
    async with database.read() as tx:
        pages = (await tx.connection.exec_driver_sql("PRAGMA page_count")).scalar_one()
    await limited(database, f"max_page_count={pages + 2}")
    told: list[str] = []

    async def fill() -> None:
        async with database.write() as tx:
            tx.after_commit.append(lambda: told.append("told"))
            await remember_fact(tx, "k", "half")
            await remember_fact(tx, "big", "x" * 100_000)

    with pytest.raises(DatabaseError) as error:
        await fill()
    assert str(database.path) in said(error)
    assert (await recalled(database), told) == ("before", [])
    await limited(database, "max_page_count=1000000")
    await remember(database, "after")
    assert await recalled(database) == "after"
    await database.close()
    with contextlib.closing(sqlite3.connect(str(database.path))) as raw:
        assert raw.execute("PRAGMA integrity_check").fetchall() == [("ok",)]


async def test_a_damaged_file_says_so(damaged: Path) -> None:
    """A file with broken pages is told apart from one that never was a database."""
    assert str(damaged) in await refused(f"sqlite+aiosqlite:///{damaged}")


async def test_a_mistake_in_a_query_is_not_called_trouble(database: Database) -> None:
    """A table that does not exist is a mistake in Usher, and reaches the door of errors as such."""
    with pytest.raises(DBAPIError):
        async with database.read() as tx:
            await tx.run(text("SELECT * FROM nothing"))


@pytest.mark.parametrize(
    "address",
    [
        "usher.db",
        "",
        "postgresql://usher:secret@host:port/usher",
        "://usher:secret@host",
        "mysql://usher:secret@host/usher",
        "sqlite+pysqlite:///usher.db",
        "postgresql+psycopg://usher:secret@host/usher",
    ],
)
def test_an_address_that_is_none_is_explained(address: str) -> None:
    """A mistake in the address is one line that does not repeat a password."""
    with pytest.raises(DatabaseError) as error:
        Database(address)
    said(error)


@pytest.mark.parametrize(
    ("address", "driver"),
    [
        ("sqlite:///usher.db", "sqlite+aiosqlite"),
        ("sqlite+aiosqlite:///usher.db", "sqlite+aiosqlite"),
        ("postgres://u:p@host/db", "postgresql+asyncpg"),
        ("postgresql://u:p@host:5432/db", "postgresql+asyncpg"),
    ],
)
def test_an_address_without_a_driver_gets_the_one_that_works(address: str, driver: str) -> None:
    """Addresses as hosting services write them are taken as they are."""
    assert Database(address).url.drivername == driver


async def test_a_postgresql_that_is_not_there(tmp_path: Path) -> None:
    """A server that does not answer is one line without the password."""
    await refused(f"postgresql+asyncpg://usher:secret@/usher?host={tmp_path}")
    await refused("postgresql+asyncpg://usher:secret@127.0.0.1:1/usher")


async def test_a_database_that_the_server_does_not_have(postgres: Postgres) -> None:
    """A wrong name on the right server is one line with that name."""
    assert "no_such_usher" in await refused(postgres.url("no_such_usher"))


@pytest.mark.parametrize(
    "error",
    [
        PermissionError(13, "Permission denied", "/full/of/folders"),
        OSError(28, "No space left on device"),
        OSError(30, "Read-only file system"),
        sqlite3.OperationalError("attempt to write a readonly database"),
        sqlite3.OperationalError("database or disk is full"),
        sqlite3.OperationalError("database is locked"),
        sqlite3.DatabaseError("database disk image is malformed"),
        ModuleNotFoundError("No module named 'asyncpg'"),
    ],
)
def test_each_known_trouble_has_its_own_cure(error: Exception) -> None:
    """What systems say is put into words of our own, that do not quote them."""
    line = plainly(error, "usher.db")
    assert str(getattr(error, "strerror", None) or error).lower() not in line.lower()


@pytest.mark.parametrize("strange", [ValueError("first\nsecond"), RuntimeError(), OSError()])
def test_trouble_that_nobody_knows_is_one_line_as_well(strange: Exception) -> None:
    """An error of an unknown kind is cut to its first line, or named."""
    line = plainly(strange, "usher.db")
    assert len(line.splitlines()) == 1
    assert "second" not in line


async def limited(database: Database, pragma: str) -> None:
    """Make all connections anew, each with this pragma."""

    def apply(connection: Any, _record: object) -> None:
        connection.execute(f"PRAGMA {pragma}")

    await database.engine.dispose()
    event.listen(database.engine.sync_engine, "connect", apply)


async def remember(database: Database, value: str) -> None:
    """Write one fact."""
    async with database.write() as tx:
        await remember_fact(tx, "k", value)


async def recalled(database: Database) -> str | None:
    """Read it again."""
    async with database.read() as tx:
        return await fact(tx, "k")
