"""`usher doctor`: whether this machine, its settings, its database and its token can run Usher.

Owns what can be known without starting. What works in a server is `/usher doctor` there.
"""

from __future__ import annotations

import asyncio
import os
from pathlib import Path

import typer

from bot.cli.options import DATABASE_URL, PROBLEMS, ConfigDir, DatabaseUrl, config_dir
from bot.settings.loading import load_settings
from bot.settings.problems import SettingsError
from bot.storage.database import Database, DatabaseError


def command(config: ConfigDir = None, database: DatabaseUrl = DATABASE_URL) -> None:
    """Examine settings, database and token, and say how to mend what is wrong. Nothing is changed."""
    problems = [*_settings(config_dir(config)), *asyncio.run(_database(database)), *asyncio.run(_token())]
    for problem in problems:
        typer.echo(problem, err=True)
    if problems:
        raise typer.Exit(PROBLEMS)


def _settings(folder: Path) -> list[str]:
    try:
        settings = load_settings(folder)
    except SettingsError as error:
        return [str(problem) for problem in error.problems]
    typer.echo(f"Settings: in order ({', '.join(settings.communities)}).")
    return []


async def _database(url: str) -> list[str]:
    try:
        database = Database(url)
        if database.path is not None and (trouble := _place(database.path)):
            return [trouble]
        if database.path is not None and not database.path.exists():
            typer.echo(f"Database: none yet; it will be made at {database.path}.")
            return []
        await database.open()
    except DatabaseError as error:
        return [str(error)]
    try:
        return await _version(database)
    finally:
        await database.close()


def _place(file: Path) -> str | None:
    """Return what is wrong with where the database is, or is to be; SQLite makes files beside it."""
    folder = file.absolute().parent
    if not folder.is_dir():
        return f"There is no folder {folder} to put the database into. Make it, or give another address."
    if not all(os.access(place, os.W_OK) for place in (folder, file) if place.exists()):
        return f"The database {file} cannot be written. Let the account that runs Usher write there."
    return None


async def _version(database: Database) -> list[str]:
    from bot.storage.migrating import scripts, version  # noqa: PLC0415 -- heavy

    found, known = await version(database), scripts()
    if found is not None and found not in {script.revision for script in known.walk_revisions()}:
        return [f"The database was made by a newer Usher (its version is {found}). Install that Usher, or a newer one."]
    newest = found == known.get_current_head()
    typer.echo("Database: up to date." if newest else "Database: will be brought up to date at the start.")
    return []


async def _token() -> list[str]:
    secret = os.environ.get("DISCORD_TOKEN", "").strip()
    if not secret:
        return ["DISCORD_TOKEN is not set, so Discord was not asked."]
    from bot.client import ask_discord  # noqa: PLC0415 -- heavy

    known, problems = await ask_discord(secret, os.environ.get("USHER_API_BASE"))
    for line in known:
        typer.echo(line)
    return problems
