"""Backups: whole while a bot writes, openable anywhere, and never over something else."""

from __future__ import annotations

import asyncio
import shutil
import sqlite3
import stat
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import URL, text

from bot.storage.backups import back_up
from bot.storage.communities import remember_fact
from bot.storage.database import Database, DatabaseError
from bot.storage.ledger import Ledger
from bot.storage.migrating import migrate
from tests.storage.samples import a_plan, claim, keys, put
from tests.storage.schemas import fill, rows, shape

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from tests.storage.conftest import HandClock


@pytest.fixture
def file(made_sqlite: Path, tmp_path: Path) -> Path:
    """An up-to-date SQLite file in a folder with an awkward name."""
    folder = tmp_path / "odd? #100%25 名"
    folder.mkdir()
    return Path(shutil.copy(made_sqlite, folder))


@pytest.fixture
async def running(file: Path) -> AsyncIterator[Database]:
    """The same, as a bot has it open."""
    database = Database(URL.create("sqlite", database=str(file)).render_as_string())
    assert database.path == file
    await database.open(exclusive=True)
    yield database
    await database.close()


def names(folder: Path, pattern: str) -> list[str]:
    """Return what is in a folder."""
    return [path.name for path in folder.glob(pattern)]


def address(database: Database) -> str:
    """Return the address a person would give to `usher backup`."""
    return database.url.render_as_string(hide_password=False)


async def test_a_copy_holds_everything(running: Database, tmp_path: Path) -> None:
    """A copy of a database in use has its tables and rows, is one file, and is its owner's only."""
    before = await fill(running)
    size = await asyncio.to_thread(back_up, address(running), tmp_path / "copy.db")
    assert names(tmp_path, "copy*") == ["copy.db"]
    assert (tmp_path / "copy.db").stat().st_size == size
    assert stat.S_IMODE((tmp_path / "copy.db").stat().st_mode) == 0o600
    copy = Database(f"sqlite+aiosqlite:///{tmp_path}/copy.db")
    await copy.open(exclusive=True)
    assert not await migrate(copy)
    assert await rows(copy) == before == await rows(running)
    assert await shape(copy) == await shape(running)
    await copy.close()


async def test_a_copy_made_while_a_bot_writes_all_the_time_is_whole(running: Database, tmp_path: Path) -> None:
    """However busy the bot is, the copy ends, and holds one moment: what was written together is there together."""
    async with running.write() as tx:
        await remember_fact(tx, "ballast", "x" * 40_000_000)
    done = asyncio.Event()
    writes = 0

    async def write() -> None:
        nonlocal writes
        while not done.is_set():
            writes += 1
            async with running.write() as tx:
                await remember_fact(tx, "left", str(writes))
                await remember_fact(tx, "right", str(writes))

    writer = asyncio.create_task(write())
    for number in range(3):
        async with asyncio.timeout(20):
            await asyncio.to_thread(back_up, address(running), tmp_path / f"{number}.db")
    done.set()
    await writer
    seen = [_pair(tmp_path / f"{number}.db") for number in range(3)]
    assert all(left == right for left, right in seen)
    assert sorted(int(left) for left, _ in seen) == [int(left) for left, _ in seen]
    assert int(seen[-1][0]) <= writes


def _pair(path: Path) -> tuple[str, str]:
    """Return what a copy holds, having seen that it is sound."""
    with closing(sqlite3.connect(path)) as copy:
        assert copy.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        found = dict(copy.execute("SELECT key, value FROM house WHERE key != 'ballast'"))
    return found.get("left", "0"), found.get("right", "0")


async def test_a_bot_goes_on_from_a_copy(running: Database, tmp_path: Path, clock: HandClock) -> None:
    """Put in the database's place, a copy is taken up where it was: what was in hand is in doubt, nothing is lost."""
    await put(Ledger(running, clock), running, a_plan("in hand"), a_plan("waiting"))
    await claim(Ledger(running, clock), 1)
    await asyncio.to_thread(back_up, address(running), tmp_path / "usher.db")
    restored = Database(f"sqlite+aiosqlite:///{tmp_path}/usher.db")
    await restored.open(exclusive=True)
    ledger = Ledger(restored, clock)
    assert await ledger.recover() == 1
    entries = await claim(ledger)
    assert keys(entries) == ["in hand", "waiting"]
    assert [entry.in_doubt for entry in entries] == [True, False]
    await restored.close()


async def test_a_database_that_nobody_has_open_is_copied_too(running: Database, tmp_path: Path) -> None:
    """A backup needs no running bot, and leaves the database as it was."""
    before = await fill(running)
    await running.close()
    assert running.path is not None
    untouched = running.path.read_bytes()
    await asyncio.to_thread(back_up, address(running), tmp_path / "copy.db")
    assert running.path.read_bytes() == untouched
    copy = Database(f"sqlite+aiosqlite:///{tmp_path}/copy.db")
    await copy.open()
    assert await rows(copy) == before
    await copy.close()


async def test_an_old_database_is_copied_as_it_is(tmp_path: Path) -> None:
    """A copy is of the version that the database has; whoever opens it brings it up to date."""
    with closing(sqlite3.connect(tmp_path / "old.db")) as old:
        old.execute("CREATE TABLE something (id INTEGER)")
    back_up(f"sqlite+aiosqlite:///{tmp_path}/old.db", tmp_path / "copy.db")
    copy = Database(f"sqlite+aiosqlite:///{tmp_path}/copy.db")
    await copy.open()
    assert await migrate(copy)
    assert "something" in await shape(copy)
    await copy.close()


async def test_nothing_is_overwritten(running: Database, tmp_path: Path) -> None:
    """A name that is taken, by a file or a folder, is refused, and what is there stays."""
    taken = tmp_path / "taken.db"
    taken.write_text("precious")
    (tmp_path / "folder").mkdir()
    for target in (taken, tmp_path / "folder", running.path or taken):
        with pytest.raises(DatabaseError) as error:
            back_up(address(running), target)
        assert len(str(error.value).splitlines()) == 1
        assert str(target) in str(error.value)
    assert taken.read_text() == "precious"
    assert names(tmp_path, "*.part") == []


async def test_what_a_backup_left_half_done_is_no_obstacle(running: Database, tmp_path: Path) -> None:
    """After a backup that was killed, the next one to the same name works."""
    (tmp_path / "copy.db.part").write_text("half a copy, and no database")
    back_up(address(running), tmp_path / "copy.db")
    assert names(tmp_path, "copy*") == ["copy.db"]


@pytest.mark.parametrize("target", ["nowhere/copy.db", "file/copy.db"])
async def test_a_place_that_cannot_be_written_is_refused(running: Database, tmp_path: Path, target: str) -> None:
    """A folder that does not exist, or is none, is refused in one line, and nothing is left there."""
    (tmp_path / "file").touch()
    with pytest.raises(DatabaseError) as error:
        back_up(address(running), tmp_path / target)
    assert len(str(error.value).splitlines()) == 1
    assert not (tmp_path / "nowhere").exists()


@pytest.mark.parametrize("content", [None, "This is a diary, and not a database. " * 100])
def test_a_source_that_is_none_is_refused(tmp_path: Path, content: str | None) -> None:
    """Without a database to copy, there is one line and no copy."""
    if content is not None:
        (tmp_path / "usher.db").write_text(content)
    with pytest.raises(DatabaseError) as error:
        back_up(f"sqlite+aiosqlite:///{tmp_path}/usher.db", tmp_path / "copy.db")
    assert len(str(error.value).splitlines()) == 1
    assert names(tmp_path, "copy*") == []


@pytest.mark.parametrize("url", ["postgresql+asyncpg://usher:secret@host/usher", "sqlite+aiosqlite:///:memory:"])
def test_what_has_no_file_is_backed_up_elsewhere(tmp_path: Path, url: str) -> None:
    """A PostgreSQL database is left to its own tool, and its password is not repeated."""
    with pytest.raises(DatabaseError) as error:
        back_up(url, tmp_path / "copy.db")
    assert "secret" not in str(error.value)


async def test_no_secret_is_in_a_copy(running: Database, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Token and vault key live outside the database; a copy of it gives neither away, nor does what was deleted."""
    secrets = {"DISCORD_TOKEN": "token-that-nobody-may-see", "USHER_VAULT_KEY": "key-that-nobody-may-see"}
    for name, value in secrets.items():
        monkeypatch.setenv(name, value)
    await fill(running)
    async with running.write() as tx:
        await tx.run(text("DELETE FROM cases"))
    back_up(address(running), tmp_path / "copy.db")
    copied = (tmp_path / "copy.db").read_bytes()
    assert not any(value.encode() in copied for value in secrets.values())
