"""Those who share a commit: all are told after it, and none suffers for another."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

import pytest
from sqlalchemy.exc import OperationalError

from bot.storage.communities import fact, remember_fact
from bot.storage.database import Database, DatabaseError
from bot.storage.together import MOST

if TYPE_CHECKING:
    from bot.storage.database import Transaction


class Death(BaseException):
    """Like a kill: no ordinary `except` stops it."""


class Writers:
    """Writes numbered facts through `together`, and notes what was told when."""

    def __init__(self, database: Database, *, failing: frozenset[int] = frozenset()) -> None:
        self.database = database
        self.failing = failing
        self.called: list[int] = []
        self.committed: list[int] = []
        self.passed: list[str] = []
        database.boundary = self.passed.append

    async def write(self, number: int) -> int:
        """Write one fact together with others; fail after writing where that is wanted."""

        async def work(tx: Transaction) -> int:
            self.called.append(number)
            tx.after_commit.append(lambda: self.committed.append(number))
            await remember_fact(tx, f"k{number}", "v")
            if number in self.failing:
                raise ValueError(number)
            return number

        return await self.database.together(work)

    async def all(self, count: int) -> list[int | BaseException]:
        """Write `count` facts at once; return what each was told."""
        return await asyncio.gather(*(self.write(number) for number in range(count)), return_exceptions=True)

    async def kept(self, count: int) -> list[int]:
        """Return which facts are in the database."""
        async with self.database.read() as tx:
            return [number for number in range(count) if await fact(tx, f"k{number}")]


async def test_who_comes_together_shares_a_commit(database: Database) -> None:
    """Writers that ask at once are all written by one commit, and each gets its own answer."""
    writers = Writers(database)
    assert await writers.all(5) == [0, 1, 2, 3, 4]
    assert writers.passed == ["commit:before", "commit:after"]
    assert writers.committed == await writers.kept(5) == [0, 1, 2, 3, 4]


async def test_nobody_is_told_before_the_commit(database: Database) -> None:
    """Before the commit nobody has an answer and no callback has run, whoever else shares it."""
    writers, told = Writers(database), []

    async def ask(number: int) -> None:
        told.append(await writers.write(number))

    def boundary(name: str) -> None:
        assert (told, writers.committed) == ([], [])
        writers.passed.append(name)

    database.boundary = boundary
    await asyncio.gather(*(ask(number) for number in range(3)))
    assert writers.passed == ["commit:before", "commit:after"]
    assert told == [0, 1, 2]


async def test_a_crowd_is_written_in_parts(database: Database) -> None:
    """However many come at once, only so many share a commit, and none is forgotten."""
    writers = Writers(database)
    count = 2 * MOST + 1
    assert await writers.all(count) == list(range(count))
    assert writers.passed.count("commit:after") == 3
    assert await writers.kept(count) == list(range(count))


async def test_who_fails_takes_nobody_along(database: Database) -> None:
    """One writer's error reaches that writer only; the others are written, and called back once."""
    writers = Writers(database, failing=frozenset({1, 3}))
    answers = await writers.all(5)
    assert [type(answer) for answer in answers] == [int, ValueError, int, ValueError, int]
    assert writers.committed == await writers.kept(5) == [0, 2, 4]
    assert await writers.write(9) == 9


@pytest.mark.parametrize(("where", "kept"), [("commit:before", []), ("commit:after", [0, 1, 2])])
async def test_a_commit_that_fails_is_told_to_all_and_not_tried_again(
    database: Database, where: str, kept: list[int]
) -> None:
    """Once the commit began nobody knows whether it holds: all who shared it are told, and nothing is done twice."""
    writers = Writers(database)

    def boundary(name: str) -> None:
        if name == where:
            raise OperationalError("COMMIT", None, Exception("database or disk is full"))

    database.boundary = boundary
    assert [type(answer) for answer in await writers.all(3)] == [DatabaseError] * 3
    assert (writers.called, writers.committed) == ([0, 1, 2], [])
    assert await writers.kept(3) == kept


async def test_who_is_cancelled_takes_nobody_along(database: Database) -> None:
    """A writer that is cancelled while others wait with it leaves them their commit, at any moment."""
    for moment in range(12):
        writers = Writers(database)
        asked = [asyncio.create_task(writers.write(number)) for number in range(3)]
        for _ in range(moment):
            await asyncio.sleep(0)
        asked[0].cancel()
        answers = await asyncio.gather(*asked, return_exceptions=True)
        assert answers[1:] == [1, 2]
        assert await writers.kept(3) in ([0, 1, 2], [1, 2])


async def test_closing_waits_for_what_was_asked(url: str) -> None:
    """What was asked for is committed before the database closes, even if nobody waits for it any more."""
    database = Database(url)
    await database.open()
    writers = Writers(database)
    asked = asyncio.create_task(writers.write(0))
    await asyncio.sleep(0)
    await asyncio.sleep(0)
    asked.cancel()
    await database.close()
    assert writers.committed == [0]


async def test_a_process_that_dies_has_promised_nothing(database: Database) -> None:
    """Where the process ends before the commit, nothing is written, and nobody is told that it was."""
    writers = Writers(database)

    def boundary(_name: str) -> None:
        raise Death

    database.boundary = boundary
    assert [type(answer) for answer in await writers.all(2)] == [Death, Death]
    assert (writers.committed, await writers.kept(2)) == ([], [])
    database.boundary = writers.passed.append
    assert await writers.write(1) == 1
    assert await writers.kept(2) == [1]
