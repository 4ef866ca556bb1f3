"""`usher check`: what is wrong with the settings, the words and the voice, and what Discord overrides."""

from __future__ import annotations

import asyncio
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

import typer

from bot.cli.checking import slow
from bot.cli.options import CANNOT_RUN, DATABASE_URL, PROBLEMS, ConfigDir, DatabaseUrl, cannot_run
from bot.settings.differences import community_differences
from bot.settings.loading import load_settings
from bot.settings.overrides import apply_overrides
from bot.settings.problems import SettingsError, SettingsUnreadableError
from bot.settings.shipped import shipped_dir
from bot.settings.words import load_vocabulary
from bot.storage.database import Database, DatabaseError
from bot.voice import load_voice

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from bot.settings.catalogue import Settings


T = TypeVar("T")


def command(config: ConfigDir = None, database: DatabaseUrl = DATABASE_URL) -> None:
    """Check the settings, and say how to mend them. Nothing is changed; a running Usher is not disturbed."""
    folder = config or Path("config")
    problems: list[object] = []
    settings = _try(lambda: load_settings(folder), problems)
    _try(lambda: load_voice(shipped_dir() / "voice", folder / "voice"), problems)
    _try(lambda: load_vocabulary(folder), problems)
    if settings is not None:
        typer.echo(f"The settings are in order ({', '.join(settings.communities)}).")
        problems += slow(folder, settings)
        problems += _overrides(settings, database)
    for problem in problems:
        typer.echo(str(problem), err=True)
    if problems:
        raise typer.Exit(PROBLEMS)


def _try(read: Callable[[], T], problems: list[object]) -> T | None:
    try:
        return read()
    except SettingsUnreadableError as error:
        cannot_run(*error.problems)
    except SettingsError as error:
        problems += error.problems
    return None


def _overrides(settings: Settings, url: str) -> list[object]:
    """Print what was changed from Discord; return what of it no longer fits."""
    try:
        kept = asyncio.run(_read(url))
    except DatabaseError as error:
        typer.echo(str(error), err=True)
        raise typer.Exit(CANNOT_RUN) from None
    problems: list[object] = []
    for folder, values in sorted(kept.items()):
        community = settings.communities.get(folder)
        if community is None:
            problems.append(f"{folder}: there are overrides, and no such community. Mind the name of its folder")
            continue
        effective = apply_overrides(community, values)
        for change in community_differences(folder, community, effective):
            typer.echo(f"set from Discord: {change}")
        problems += [f"communities/{folder}: {misfit}" for misfit in effective.problems]
    return problems


async def _read(url: str) -> Mapping[str, Mapping[str, object]]:
    """Return the overrides by folder; a database that is not there yet, or is empty, holds none."""
    from bot.storage import communities as rows  # noqa: PLC0415 -- heavy
    from bot.storage.migrating import version  # noqa: PLC0415 -- heavy

    database = Database(url)
    if database.path is not None and not database.path.exists():
        return {}
    await database.open()
    try:
        if await version(database) is None:
            return {}
        async with database.read() as tx:
            folders, kept = await rows.bindings(tx), await rows.overrides(tx)
    finally:
        await database.close()
    return {folders[guild_id].folder: values for guild_id, values in kept.items() if guild_id in folders}
