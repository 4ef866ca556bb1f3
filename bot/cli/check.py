"""`usher check`: what is wrong with the settings, and which of them Discord overrides."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Final

import typer

from bot.settings.differences import community_differences
from bot.settings.loading import load_settings
from bot.settings.overrides import apply_overrides
from bot.settings.problems import SettingsError, SettingsUnreadableError

if TYPE_CHECKING:
    from bot.settings.catalogue import Settings

DONE: Final = 0
PROBLEMS: Final = 1
CANNOT: Final = 2

ReadOverrides = Callable[[str], Mapping[str, Mapping[str, object]]]
"""Reads a database URL: overrides by key, by the name of the community's folder. Raises OSError with one clear line."""


def check(config: Path, database: str | None, read_overrides: ReadOverrides | None) -> int:
    """Print problems to stderr, one a line, and the overrides in force to stdout; return the exit code."""
    try:
        settings = load_settings(config)
    except SettingsError as error:
        for problem in error.problems:
            typer.echo(str(problem), err=True)
        return CANNOT if isinstance(error, SettingsUnreadableError) else PROBLEMS
    names = ", ".join(settings.communities)
    typer.echo(f"The settings are in order ({names}).")
    if database is None:
        return DONE
    if read_overrides is None:
        typer.echo("Overrides cannot be read without the database part of Usher.", err=True)
        return CANNOT
    try:
        overrides = read_overrides(database)
    except OSError as error:
        typer.echo(f"The database cannot be read: {error}", err=True)
        return CANNOT
    return _report(settings, overrides)


def make_command(read_overrides: ReadOverrides | None) -> Callable[[Path, str | None], None]:
    """The command, with a way to read a database for its overrides."""

    def command(
        config: Annotated[
            Path, typer.Option("--config", envvar="USHER_CONFIG", help="The folder with the settings.")
        ] = Path("config"),
        database: Annotated[
            str | None, typer.Option("--database", help="Also list what was changed from Discord, from this database.")
        ] = None,
    ) -> None:
        """Check the settings, and say how to mend them."""
        if code := check(config, database, read_overrides):
            raise typer.Exit(code)

    return command


command = make_command(None)


def _report(settings: Settings, overrides: Mapping[str, Mapping[str, object]]) -> int:
    """Print what is overridden, and complain about what no longer fits."""
    code = DONE
    for folder, values in sorted(overrides.items()):
        community = settings.communities.get(folder)
        if community is None:
            typer.echo(f"{folder}: there are overrides, and no such community. Mind the name of its folder", err=True)
            code = PROBLEMS
            continue
        effective = apply_overrides(community, values)
        for change in community_differences(folder, community, effective):
            typer.echo(f"set from Discord: {change}")
        for misfit in effective.problems:
            typer.echo(f"communities/{folder}: {misfit}", err=True)
            code = PROBLEMS
    return code
