"""`usher migrate`: bring the database up to date without starting Usher."""

from __future__ import annotations

import asyncio

import typer

from bot.cli.options import DATABASE_URL, DatabaseUrl, cannot_run
from bot.storage.database import Database, DatabaseError


def command(database: DatabaseUrl = DATABASE_URL) -> None:
    """Bring the database up to date; `usher run` does so by itself."""
    try:
        changed = asyncio.run(_migrate(database))
    except DatabaseError as error:
        cannot_run(error)
    typer.echo("The database is up to date now." if changed else "The database was up to date already.")


async def _migrate(url: str) -> bool:
    from bot.storage.migrating import migrate  # noqa: PLC0415 -- heavy

    database = Database(url)
    await database.open(exclusive=True)
    try:
        return await migrate(database)
    finally:
        await database.close()
