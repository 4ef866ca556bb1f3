"""`usher init`: settings to start from, copied from the files that Usher brings along."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Final, NoReturn

import typer

from bot.settings.catalogue import COMMUNITY, FEATURES, PROCESS, file_name
from bot.settings.loading import COMMUNITIES
from bot.settings.problems import cure_by_choice, quoted, shown_path
from bot.settings.schemas import write_schemas
from bot.settings.shipped import shipped_dir

CANNOT: Final = 2
MAIN: Final = "main"
DEFAULT: Final = Path("config")


def command(
    directory: Annotated[
        Path, typer.Argument(envvar="USHER_CONFIG", help="The folder to write into; it is made when missing.")
    ] = DEFAULT,
    add: Annotated[
        list[str] | None, typer.Option("--add", help="Write the file of this feature instead; may be given again.")
    ] = None,
    community: Annotated[str, typer.Option(help="The community folder that --add writes into.")] = MAIN,
) -> None:
    """Write commented settings to start from. Files that are there are never overwritten."""
    if add:
        _refuse_unknown(add)
        home = directory / COMMUNITIES / community
        if not (home / file_name(COMMUNITY)).is_file():
            _stop(f"{shown_path(home)} is no community yet. Run: usher init {shown_path(directory)}")
        targets = {home / file_name(name): name for name in add}
    else:
        targets = {
            directory / file_name(PROCESS): PROCESS,
            directory / COMMUNITIES / MAIN / file_name(COMMUNITY): COMMUNITY,
        }
    there = [path for path in targets if path.exists() or path.is_symlink()]
    if there:
        shown = ", ".join(shown_path(path) for path in there)
        _stop(f"{shown}: already there, and nothing is overwritten. Name another folder, or move it away first")
    try:
        _write(targets)
        write_schemas(directory)
    except OSError as error:
        _stop(f"{shown_path(directory)}: cannot be written ({error.strerror or type(error).__name__})")
    where = "" if directory == DEFAULT else f" --config {shown_path(directory)}"
    typer.echo(f"Next: read the comments, change what you like, then run: usher check{where}")


def template(name: str) -> Path:
    """The shipped file of this name."""
    shipped = shipped_dir()
    return shipped / file_name(name) if name == PROCESS else shipped / COMMUNITIES / MAIN / file_name(name)


def _refuse_unknown(names: list[str]) -> None:
    for name in names:
        if name not in FEATURES:
            _stop(f"{quoted(name)} is not a feature. {cure_by_choice(name, FEATURES)}")


def _write(targets: dict[Path, str]) -> None:
    for path, name in targets.items():
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("x", encoding="utf-8", newline="\n") as file:
            file.write(template(name).read_text(encoding="utf-8"))
        typer.echo(f"Wrote {shown_path(path)}")


def _stop(why: str) -> NoReturn:
    typer.echo(why, err=True)
    raise typer.Exit(CANNOT)
