"""`usher rehearse`: the real Usher in a simulated server, with scenes to watch."""

from __future__ import annotations

import asyncio
import importlib.util
import io
import logging
import os
import sys
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from bot.cli.options import PROBLEMS, ConfigDir, cannot_run, config_dir
from bot.settings.problems import SettingsError, shown_path

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bot.rehearsal.playhouse import Playhouse
    from bot.rehearsal.show import Evening, Programme

INSTALL = (
    "The rehearsal needs SimCord, which is not installed here. Install it with: pip install 'usher-bot[rehearsal]'"
)


def command(
    scenes: Annotated[list[str] | None, typer.Argument(help="The scenes to play, by name. Default: all.")] = None,
    config: ConfigDir = None,
    community: Annotated[
        str | None, typer.Option("--community", help="Which community's settings to use. Default: the first.")
    ] = None,
    *,
    list_: Annotated[bool, typer.Option("--list", help="Only list the scenes.")] = False,
    stage: Annotated[
        bool | None,
        typer.Option(
            "--stage/--no-stage",
            help="Whether to open the stage afterwards, in the browser. Default: on a terminal only.",
            show_default=False,
        ),
    ] = None,
    log: Annotated[Path | None, typer.Option("--log", help="Write Usher's own log into this file.")] = None,
) -> None:
    """Try everything in a simulated server: no token, no account, nothing leaves this machine.

    With settings of your own, scenes only report what is different.
    """
    if importlib.util.find_spec("simcord") is None:
        cannot_run(INSTALL)
    from bot.rehearsal.acting import CannotActError  # noqa: PLC0415 -- needs the extra
    from bot.rehearsal.scenes import UnknownNameError  # noqa: PLC0415 -- the same
    from bot.rehearsal.show import read_programme  # noqa: PLC0415 -- the same

    try:
        programme = read_programme(config_dir(config), scenes or (), community)
    except SettingsError as error:
        cannot_run(*error.problems)
    except UnknownNameError as error:
        cannot_run(error)
    if list_:
        for scene in programme.scenes:
            typer.echo(f"{scene.name:<18}{scene.file.title}  ({shown_path(scene.path)})")
        return
    try:
        misses = _play(programme, log, with_stage=_on_a_terminal() if stage is None else stage)
    except CannotActError as error:
        cannot_run(f"The rehearsal cannot begin: {error}.")
    if misses:
        typer.echo(f"usher rehearse: {misses} of the expectations did not hold; they are listed above.", err=True)
        raise typer.Exit(PROBLEMS)


def _on_a_terminal() -> bool:
    return sys.stdin.isatty() and sys.stdout.isatty()


def _play(programme: Programme, log: Path | None, *, with_stage: bool) -> int:
    """Play, print, keep the stage open if it is wanted, and return how much failed."""
    from rich.console import Console  # noqa: PLC0415 -- only where something is played

    from bot.rehearsal.show import rehearse  # noqa: PLC0415 -- needs the extra
    from bot.rehearsal.stage.opening import keep_open  # noqa: PLC0415 -- the same

    if isinstance(sys.stdout, io.TextIOWrapper):
        sys.stdout.reconfigure(errors="replace")  # a terminal that knows no ✓ shows a ?
    console = Console(highlight=False, emoji=False, markup=False)

    async def stay(house: Playhouse, evening: Evening) -> None:
        await keep_open(house, evening.played, console)

    with _logging_to(log or Path(os.devnull)):
        evening = asyncio.run(rehearse(programme, console, afterwards=stay if with_stage else None))
    return evening.misses if evening.failed else 0


@contextmanager
def _logging_to(path: Path) -> Iterator[None]:
    """Keep Usher's own log out of what is read, and leave no trace of that in the process."""
    from bot.logs import start_logging  # noqa: PLC0415 -- only where something is played

    root = logging.getLogger()
    before = root.handlers, root.level
    try:
        stream = path.open("w", encoding="utf-8")
    except OSError as error:
        cannot_run(f"The log cannot be written to {path} ({error.strerror}).")
    with stream:
        start_logging("info", stream)
        try:
            yield
        finally:
            root.handlers, root.level = before
