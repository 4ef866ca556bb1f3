"""`usher schema`: JSON Schemas beside the settings, for editors."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Final

import typer

from bot.settings.problems import shown_path
from bot.settings.schemas import write_schemas

CANNOT: Final = 2


def command(
    directory: Annotated[Path, typer.Argument(envvar="USHER_CONFIG", help="The folder with the settings.")] = Path(
        "config"
    ),
) -> None:
    """Write JSON Schemas into the settings folder, so that editors can complete and check the files."""
    if not directory.is_dir():
        typer.echo(f"{shown_path(directory)}: there is no such folder. Run: usher init", err=True)
        raise typer.Exit(CANNOT)
    try:
        written = write_schemas(directory)
    except OSError as error:
        why = error.strerror or type(error).__name__
        typer.echo(f"{shown_path(directory)}: cannot be written ({why})", err=True)
        raise typer.Exit(CANNOT) from error
    for path in written:
        typer.echo(f"Wrote {shown_path(path)}")
