"""Bringing a database up to date, whole or not at all.

Owns running Alembic inside one transaction. What changes stands in `migrations/versions`, one file a step. Alembic is
heavy, and imported only where there is something to do.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from sqlalchemy import Column, MetaData, String, Table, func, inspect, select

from bot.storage.database import DatabaseError

if TYPE_CHECKING:
    from collections.abc import Iterable

    from alembic.migration import MigrationContext
    from alembic.script import ScriptDirectory
    from sqlalchemy import Connection

    from bot.storage.database import Database

SCRIPTS = Path(__file__).with_name("migrations")

ALONE = 0x05E4
"""The number of PostgreSQL's advisory lock under which one process at a time changes tables; any number would do."""

_VERSION = Table("alembic_version", MetaData(), Column("version_num", String(32))).c.version_num
"""Where Alembic notes the step that a database is at."""


def scripts(folder: Path = SCRIPTS) -> ScriptDirectory:
    """Return the steps that this Usher knows."""
    from alembic.script import ScriptDirectory  # noqa: PLC0415 -- heavy

    return ScriptDirectory(str(folder))


def newest(folder: Path = SCRIPTS) -> str:
    """Return the last step that this Usher knows: their files begin with their number."""
    return max(path.name for path in (folder / "versions").glob("[0-9]*.py")).split("_")[0]


async def version(database: Database) -> str | None:
    """Return the step that an open database is at; None: it is empty."""
    async with database.engine.connect() as connection:
        return await connection.run_sync(_version)


def _version(connection: Connection) -> str | None:
    if not inspect(connection).has_table(_VERSION.table.name):
        return None
    return connection.execute(select(_VERSION)).scalar_one_or_none()


async def migrate(database: Database, target: str = "head", *, folder: Path = SCRIPTS) -> bool:
    """Bring an open database to a step; return whether anything had to be done.

    Raises DatabaseError, and changes nothing, where the database was made by a newer Usher or a step fails.
    """
    goal = newest(folder) if target == "head" else target
    try:
        async with database.engine.begin() as connection:
            if not database.is_sqlite:
                # Several processes may start at once: the first one does the work, and the others find it done.
                await connection.execute(select(func.pg_advisory_xact_lock(ALONE)))
            if await connection.run_sync(_version) == goal:
                return False
            await connection.run_sync(_bring, scripts(folder), goal)
            return True
    except DatabaseError:
        raise
    except Exception as error:  # a step is a program, and may fail in any way
        what = str(getattr(error, "orig", None) or error).splitlines() or [type(error).__name__]
        raise DatabaseError(f"The database could not be brought up to date, and is as it was: {what[0]}") from error


def _bring(connection: Connection, known: ScriptDirectory, goal: str) -> None:
    current = _version(connection)
    if current is not None and current not in {script.revision for script in known.walk_revisions()}:
        raise DatabaseError(
            f"This database was made by a newer Usher (its version is {current}). Install that Usher, or a newer one."
        )
    _upgrade(connection, known, goal)


def _upgrade(connection: Connection, known: ScriptDirectory, target: str) -> None:
    from alembic.migration import MigrationContext  # noqa: PLC0415 -- heavy
    from alembic.operations import Operations  # noqa: PLC0415 -- heavy

    def steps(revision: tuple[str, ...], context: MigrationContext) -> Iterable[object]:
        del context
        return known._upgrade_revs(target, revision)  # type: ignore[arg-type]  # noqa: SLF001 -- Alembic's own commands call it so

    # One transaction over all steps is opened by the caller; SQLite changes tables transactionally, too.
    context = MigrationContext.configure(
        connection, opts={"fn": steps, "transaction_per_migration": False, "render_as_batch": True}
    )
    with Operations.context(context):
        context.run_migrations()
