"""Knowing whether a database is up to date without the heavy part that brings it there."""

from __future__ import annotations

import subprocess
import sys
from typing import TYPE_CHECKING

from bot.storage.migrating import newest, scripts

if TYPE_CHECKING:
    from pathlib import Path

START = """
import asyncio, sys
from bot.storage.database import Database
from bot.storage.migrating import migrate

async def start():
    database = Database(sys.argv[1])
    await database.open()
    assert not await migrate(database)
    await database.close()

asyncio.run(start())
print("alembic" in sys.modules)
"""


def test_the_newest_version_is_known_from_its_file() -> None:
    """The number in front of the last step's file is the version that the steps lead to."""
    assert newest() == scripts().get_current_head()


def test_a_start_on_a_current_database_does_without_alembic(made_sqlite: Path) -> None:
    """Where nothing has to be done, what does it is not even imported."""
    line = [sys.executable, "-c", START, f"sqlite+aiosqlite:///{made_sqlite}"]
    done = subprocess.run(line, capture_output=True, text=True, check=True)
    assert done.stdout.split() == ["False"]
