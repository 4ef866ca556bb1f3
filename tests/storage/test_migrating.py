"""Bringing databases up to date: whole or not at all, from every version there was, without losing a row."""

from __future__ import annotations

import asyncio
import shutil
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import text

from bot.storage import cases, communities, moderation, people, plans
from bot.storage.database import Database, DatabaseError
from bot.storage.ledger import Ledger
from bot.storage.migrating import SCRIPTS, migrate, scripts, version
from bot.storage.moderation import evidence, judgements, purges, reports
from bot.storage.tables import metadata
from tests.storage.conftest import POSTGRESQL, HandClock
from tests.storage.schemas import fill, rows, shape

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

REVISIONS = [script.revision for script in scripts().walk_revisions()][::-1]
"""Every version there was, oldest first."""

FAILURES = {
    "a query": 'op.execute("UPDATE nothing SET x = 1")',
    "a mistake": "raise RuntimeError('first line\\nsecond line')",
    "a constraint": 'op.bulk_insert(extra, [{"id": 1}, {"id": 1}])',
}

NEXT_STEP = """
import sqlalchemy as sa
from alembic import op

revision, down_revision, branch_labels, depends_on = "9999", "BEFORE", None, None


def upgrade():
    extra = op.create_table("extra", sa.Column("id", sa.Integer(), primary_key=True))
    op.add_column("house", sa.Column("more", sa.Text(), nullable=True))
    op.execute("UPDATE house SET value = 'changed'")
    op.execute("DELETE FROM people_locales")
    pass
"""


@pytest.fixture
async def empty(empty_url: str) -> AsyncIterator[Database]:
    """An open database with nothing in it."""
    database = Database(empty_url)
    await database.open()
    yield database
    await database.close()


@pytest.fixture
def newer(tmp_path: Path) -> Path:
    """A folder with all known steps, to which a test adds one."""
    return shutil.copytree(SCRIPTS, tmp_path / "newer", ignore=shutil.ignore_patterns("__pycache__"))


def add_step(folder: Path, does: str) -> str:
    """Add a step that changes tables and rows and then does something else; return its name."""
    step = NEXT_STEP.replace("BEFORE", REVISIONS[-1]).replace("pass", does)
    (folder / "versions" / "9999_next.py").write_text(step)
    return "9999"


def test_there_is_one_way_to_the_newest_version() -> None:
    """The steps are one chain with one end."""
    assert len(scripts().get_heads()) == len(scripts().get_bases()) == 1


async def test_a_new_database_is_what_the_tables_say(empty: Database) -> None:
    """After all steps the database has exactly the tables, columns and keys that the program knows."""
    assert await migrate(empty)
    async with empty.engine.connect() as connection:
        differences = await connection.run_sync(
            lambda sync: compare_metadata(MigrationContext.configure(sync, opts={"compare_type": True}), metadata)
        )
    assert differences == []
    assert await version(empty) == REVISIONS[-1]


async def test_a_migrated_database_is_like_one_made_at_once(empty: Database) -> None:
    """All steps together make the same shape as making the tables directly."""
    await migrate(empty)
    migrated = await shape(empty)
    async with empty.engine.begin() as connection:
        await connection.run_sync(metadata.drop_all)
        await connection.run_sync(metadata.create_all)
    assert migrated == await shape(empty)


@pytest.mark.parametrize("revision", REVISIONS)
async def test_rows_of_every_older_version_survive(empty: Database, revision: str) -> None:
    """A database of any version, with rows in every table, keeps them all and gets the newest shape."""
    await migrate(empty, revision)
    before = await fill(empty)
    await migrate(empty)
    after = await rows(empty)
    for name in before.keys() & after.keys():
        assert _common(after[name], before[name]) == _common(before[name], after[name])
    upgraded = await shape(empty)
    async with empty.engine.begin() as connection:
        await connection.run_sync(metadata.drop_all)
        await connection.run_sync(metadata.create_all)
    assert upgraded == await shape(empty)


@pytest.mark.parametrize("revision", REVISIONS)
async def test_rows_of_every_older_version_are_understood(empty: Database, revision: str) -> None:
    """What an older Usher wrote can be read, and its plans carried out, by this one."""
    await migrate(empty, revision)
    before = await fill(empty)
    await migrate(empty)
    clock = HandClock()
    clock.move(timedelta(days=1))
    async with empty.read() as tx:
        assert len(await communities.bindings(tx)) == len(before["communities"])
        assert len(await communities.places(tx)) == len(before["communities_places"])
        assert len(await communities.pauses(tx)) == len(before["communities_pauses"])
        assert len(await communities.overrides(tx)) == len(before["communities_overrides"])
        assert len(await people.locales(tx)) == len(before["people_locales"])
        assert await moderation.find(tx, 1, 1) is not None
        was_there = "moderation_evidence" in before
        assert (await evidence.find(tx, 1, 1) is not None) is was_there
        assert (await purges.get(tx, 1, 1) is not None) is was_there
        assert bool(await judgements.of_message(tx, 1, 1, 1)) is was_there
        assert bool(await reports.count(tx, 1, 1)) is was_there
        assert bool(await communities.changes(tx, 1, "", 1)) is was_there
        assert await cases.get(tx, 1, 1) is not None
        assert [held.plan.guild_id for held in await plans.stopped(tx, 2)] == [2]
    claimed = await Ledger(empty, clock).claim(10, guilds=(1, 2), paused=())
    assert [entry.plan.guild_id for entry in claimed] == [1]


async def test_migrating_twice_does_nothing(empty: Database) -> None:
    """The second time there is nothing to do, and it says so."""
    assert await migrate(empty)
    before = await fill(empty)
    assert not await migrate(empty)
    assert await rows(empty) == before


@pytest.mark.parametrize("failure", FAILURES)
async def test_a_failing_step_changes_nothing(empty: Database, newer: Path, failure: str) -> None:
    """A step that fails half-way, for whatever reason, leaves shape, rows and version; Usher goes on with them."""
    await migrate(empty)
    before, shape_before = await fill(empty), await shape(empty)
    add_step(newer, FAILURES[failure])
    with pytest.raises(DatabaseError) as error:
        await migrate(empty, folder=newer)
    assert len(str(error.value).splitlines()) == 1
    assert await version(empty) == REVISIONS[-1]
    assert await rows(empty) == before
    assert await shape(empty) == shape_before
    assert not await migrate(empty)


async def test_a_first_start_that_fails_leaves_an_empty_database(empty: Database, newer: Path) -> None:
    """If any of the first steps fails, none was taken, and the next start makes the database."""
    add_step(newer, FAILURES["a mistake"])
    with pytest.raises(DatabaseError):
        await migrate(empty, folder=newer)
    assert await shape(empty) == {}
    assert await version(empty) is None
    assert await migrate(empty)


async def test_a_database_of_a_newer_usher_is_refused_and_untouched(empty: Database, newer: Path) -> None:
    """An older Usher says which version it found, and changes nothing."""
    name = add_step(newer, "pass")
    assert await migrate(empty, folder=newer)
    before, shape_before = await fill(empty), await shape(empty)
    with pytest.raises(DatabaseError) as error:
        await migrate(empty)
    assert name in str(error.value)
    assert len(str(error.value).splitlines()) == 1
    assert await version(empty) == name
    assert await rows(empty) == before
    assert await shape(empty) == shape_before


async def test_a_database_without_a_version_is_not_taken_over(empty: Database) -> None:
    """A database that something else made is left as it was, where its tables stand in the way."""
    async with empty.engine.begin() as connection:
        await connection.execute(text("CREATE TABLE cases (note TEXT)"))
    before = await shape(empty)
    with pytest.raises(DatabaseError):
        await migrate(empty)
    assert await shape(empty) == before


@pytest.mark.parametrize("backend", [POSTGRESQL], indirect=True)
async def test_several_processes_may_start_at_once(empty_url: str, empty: Database) -> None:
    """On PostgreSQL one of several processes that start together does the work, and all of them start."""
    others = [Database(empty_url) for _ in range(3)]
    for each in others:
        await each.open()
    done = await asyncio.gather(*(migrate(each) for each in (empty, *others)))
    for each in others:
        await each.close()
    assert sorted(done) == [False, False, False, True]


def _common(mine: list[dict[str, object]], others: list[dict[str, object]]) -> list[dict[str, object]]:
    """Return rows without the columns that the other side does not have."""
    names = set(others[0]) if others else set()
    return [{name: value for name, value in row.items() if name in names} for row in mine]
