"""`usher backup FILE`: a consistent copy of the database, while Usher runs or not."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from bot.cli.options import DATABASE_URL, DatabaseUrl, cannot_run
from bot.storage.backups import back_up
from bot.storage.database import DatabaseError


def command(
    file: Annotated[Path, typer.Argument(help="Where to put the copy.")], database: DatabaseUrl = DATABASE_URL
) -> None:
    """Copy the database. To go back to a copy, stop Usher and put it in the database's place."""
    try:
        size = back_up(database, file)
    except DatabaseError as error:
        cannot_run(error)
    typer.echo(f"Copied to {file} ({size:,} bytes).")
