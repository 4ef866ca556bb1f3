"""Transactions, and the boundaries at which a process may die."""

from __future__ import annotations

import asyncio
import itertools
import sqlite3
import threading
import types
from contextlib import closing
from typing import TYPE_CHECKING, Any

import pytest

from bot.storage.communities import fact, remember_fact
from bot.storage.database import Database, DatabaseError

if TYPE_CHECKING:
    from collections.abc import Callable, Coroutine, Generator


class Death(BaseException):
    """What a test's boundary raises: like a kill, no ordinary `except` stops it."""


def dying_at(*names: str) -> Callable[[str], None]:
    """Return a boundary that lets nothing pass at these points."""

    def boundary(name: str) -> None:
        if name in names:
            raise Death

    return boundary


async def write(database: Database, value: str, told: list[str] | None = None) -> None:
    """Write one fact, and note that it was committed."""
    async with database.write() as tx:
        await remember_fact(tx, "k", value)
        tx.after_commit.append(lambda: None if told is None else told.append(value))


async def read(database: Database) -> str | None:
    """Read it again."""
    async with database.read() as tx:
        return await fact(tx, "k")


async def test_what_is_committed_is_told_afterwards(database: Database) -> None:
    """Callbacks run once the row is safe, in the order in which they were asked for."""
    told: list[str] = []
    passed: list[str] = []
    database.boundary = lambda name: passed.append(f"{name} {len(told)}")
    await write(database, "v", told)
    assert (await read(database), told) == ("v", ["v"])
    assert passed == ["commit:before 0", "commit:after 0"]


@pytest.mark.parametrize("failure", [ValueError("no"), asyncio.CancelledError(), Death()])
async def test_an_error_undoes_everything(database: Database, failure: BaseException) -> None:
    """Whatever is raised inside a transaction leaves no row and tells nobody, and the next one works."""
    told: list[str] = []

    async def fail() -> None:
        async with database.write() as tx:
            await remember_fact(tx, "k", "half")
            tx.after_commit.append(lambda: told.append("half"))
            raise failure

    with pytest.raises(type(failure)):
        await fail()
    assert (await read(database), told) == (None, [])
    await write(database, "whole")
    assert await read(database) == "whole"


async def test_dying_before_the_commit_leaves_nothing(database: Database) -> None:
    """A process that ends just before its commit has written nothing and told nobody."""
    told: list[str] = []
    database.boundary = dying_at("commit:before")
    with pytest.raises(Death):
        await write(database, "v", told)
    assert (await read(database), told) == (None, [])


async def test_dying_after_the_commit_leaves_everything(url: str, database: Database) -> None:
    """A process that ends just after its commit told nobody, and the next process finds the row."""
    told: list[str] = []
    database.boundary = dying_at("commit:after")
    with pytest.raises(Death):
        await write(database, "v", told)
    assert told == []
    await database.close()
    restarted = Database(url)
    await restarted.open()
    assert await read(restarted) == "v"
    await restarted.close()


@types.coroutine
def cancelled_at(moment: int, work: Coroutine[Any, Any, None]) -> Generator[Any, Any, bool]:
    """Do `work`, and cancel its task where it waits for the `moment`-th time; return whether it came so far."""
    task = asyncio.current_task()
    assert task is not None
    cancelled = False
    try:
        waiting = work.send(None)
        for wait in itertools.count():
            if wait == moment:
                task.cancel()
            try:
                yield waiting
            except asyncio.CancelledError as cancellation:
                cancelled = True
                waiting = work.throw(cancellation)
            else:
                waiting = work.send(None)
    except (StopIteration, asyncio.CancelledError):
        pass
    return cancelled


async def test_a_write_that_is_cancelled_is_whole_or_nothing(database: Database) -> None:
    """Wherever a task is cancelled, its rows are all there or none is, and the next writer is not kept waiting."""

    async def two(value: str) -> None:
        async with database.write() as tx:
            await remember_fact(tx, "k", value)
            await remember_fact(tx, "other", value)

    moment, written = 0, set()
    while await asyncio.create_task(cancelled_at(moment, two(str(moment)))):
        async with asyncio.timeout(5), database.write() as tx:
            first, second = await fact(tx, "k"), await fact(tx, "other")
        assert first == second
        written.add(first == str(moment))
        moment += 1
    assert moment > 4
    assert False in written


async def test_readers_see_nothing_half_done(database: Database) -> None:
    """What another transaction has not committed is not there for anybody else."""
    async with database.write() as tx:
        await remember_fact(tx, "k", "half")
        assert await read(database) is None
    assert await read(database) == "half"


async def test_reading_changes_nothing(database: Database) -> None:
    """What is written through a reading connection is undone when it ends."""
    async with database.read() as tx:
        await remember_fact(tx, "k", "v")
    assert await read(database) is None


async def test_writers_take_turns(url: str, database: Database) -> None:
    """Many writers, in one process and beside it, lose no write and are refused none."""
    other = Database(url)
    await other.open()

    async def count_up(where: Database) -> None:
        async with where.write() as tx:
            await remember_fact(tx, "k", str(int(await fact(tx, "k") or 0) + 1))

    await asyncio.gather(*(count_up(database) for _ in range(20)))
    if database.is_sqlite:
        # On PostgreSQL a counter would need a lock of its own; SQLite's transactions are one after the other.
        await asyncio.gather(*(count_up(each) for each in (database, other) * 5))
    assert await read(other) == ("30" if database.is_sqlite else "20")
    await other.close()


async def test_a_busy_file_is_waited_for(sqlite_url: str) -> None:
    """Another program that holds the SQLite file for a moment delays a write, and does not fail it."""
    database = Database(sqlite_url)
    await database.open()
    with closing(sqlite3.connect(database.path or "", isolation_level=None, check_same_thread=False)) as other:
        other.execute("CREATE TABLE house (key TEXT PRIMARY KEY, value TEXT)")
        other.execute("BEGIN IMMEDIATE")
        threading.Timer(0.2, lambda: other.execute("COMMIT")).start()
        await write(database, "v")
        assert await read(database) == "v"
    await database.close()


async def test_an_open_database_keeps_its_promises_to_sqlite(sqlite_url: str) -> None:
    """Each connection has the write-ahead log, foreign keys, and commits that survive a power cut."""
    database = Database(sqlite_url)
    await database.open()
    async with database.write() as first, database.read() as second:
        for tx in (first, second):
            found = [(await tx.connection.exec_driver_sql(f"PRAGMA {name}")).scalar() for name in PRAGMAS]
            assert found == ["wal", 1, 2]
    await database.close()


PRAGMAS = ("journal_mode", "foreign_keys", "synchronous")


async def test_closing_twice_is_harmless(url: str) -> None:
    """A database can be closed before it is opened, and twice after; opening it twice is once."""
    database = Database(url)
    await database.close()
    await database.open()
    await database.open()
    await database.close()
    await database.close()
    with pytest.raises(DatabaseError):
        _ = database.engine
