"""What several commands take: where the settings are, which database, and how a command says that it cannot run."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Annotated, NoReturn

import typer

from bot.settings.shipped import shipped_dir

DATABASE_URL = "sqlite+aiosqlite:///usher.db"

ConfigDir = Annotated[
    Path | None,
    typer.Option("--config", envvar="USHER_CONFIG", help="The folder with the settings. Default: config/"),
]
DatabaseUrl = Annotated[
    str,
    typer.Option("--database", envvar="USHER_DATABASE_URL", help="The address of the database."),
]

PROBLEMS = 1
CANNOT_RUN = 2


def config_dir(given: Path | None) -> Path:
    """Return the folder with the settings: the one given, else `config/` here, else the one that Usher brings along."""
    if given is not None:
        return given
    here = Path("config")
    return here if (here / "communities").is_dir() else shipped_dir()


def cannot_run(*lines: object) -> NoReturn:
    """End the command because it cannot run, with what is wrong on stderr."""
    for line in lines:
        typer.echo(str(line), err=True)
    raise typer.Exit(CANNOT_RUN)


def token() -> str:
    """Return Discord's token from the environment, which is the only place it is ever read from."""
    found = os.environ.get("DISCORD_TOKEN", "").strip()
    if not found:
        cannot_run(
            "DISCORD_TOKEN is not set. Copy the token from the Developer Portal (your application → Bot → Reset Token) "
            "and start Usher as: DISCORD_TOKEN=… usher run"
        )
    return found
