"""Bringing a database up to date, whole or not at all.

Owns running Alembic inside one transaction. What changes stands in `migrations/versions`, one file a step.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from alembic.migration import MigrationContext
from alembic.operations import Operations
from alembic.script import ScriptDirectory
from sqlalchemy import func, select

from bot.storage.database import DatabaseError

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sqlalchemy import Connection

    from bot.storage.database import Database

SCRIPTS = Path(__file__).with_name("migrations")

ALONE = 0x05E4
"""The number of PostgreSQL's advisory lock under which one process at a time changes tables; any number would do."""


def scripts(folder: Path = SCRIPTS) -> ScriptDirectory:
    """Return the steps that this Usher knows."""
    return ScriptDirectory(str(folder))


async def version(database: Database) -> str | None:
    """Return the step that an open database is at; None: it is empty."""
    async with database.engine.connect() as connection:
        return await connection.run_sync(lambda sync: MigrationContext.configure(sync).get_current_revision())


async def migrate(database: Database, target: str = "head", *, folder: Path = SCRIPTS) -> bool:
    """Bring an open database to a step; return whether anything had to be done.

    Raises DatabaseError, and changes nothing, where the database was made by a newer Usher or a step fails.
    """
    known = scripts(folder)
    try:
        async with database.engine.begin() as connection:
            if not database.is_sqlite:
                # Several processes may start at once: the first one does the work, and the others find it done.
                await connection.execute(select(func.pg_advisory_xact_lock(ALONE)))
            return await connection.run_sync(_bring, known, target)
    except DatabaseError:
        raise
    except Exception as error:  # a step is a program, and may fail in any way
        what = str(getattr(error, "orig", None) or error).splitlines() or [type(error).__name__]
        raise DatabaseError(f"The database could not be brought up to date, and is as it was: {what[0]}") from error


def _bring(connection: Connection, known: ScriptDirectory, target: str) -> bool:
    current = MigrationContext.configure(connection).get_current_revision()
    if current is not None and current not in {script.revision for script in known.walk_revisions()}:
        raise DatabaseError(
            f"This database was made by a newer Usher (its version is {current}). Install that Usher, or a newer one."
        )
    goal = known.get_current_head() if target == "head" else target
    if current == goal:
        return False
    _upgrade(connection, known, target)
    return True


def _upgrade(connection: Connection, known: ScriptDirectory, target: str) -> None:
    def steps(revision: tuple[str, ...], context: MigrationContext) -> Iterable[object]:
        del context
        return known._upgrade_revs(target, revision)  # type: ignore[arg-type]  # noqa: SLF001 -- Alembic's own commands call it so

    # One transaction over all steps is opened by the caller; SQLite changes tables transactionally, too.
    context = MigrationContext.configure(
        connection, opts={"fn": steps, "transaction_per_migration": False, "render_as_batch": True}
    )
    with Operations.context(context):
        context.run_migrations()
