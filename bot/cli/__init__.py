"""The command line: a table of contents. Each command is a module of its own, imported when it is used.

Exit codes: 0 done, 1 found problems, 2 cannot run; always with one clear line on stderr.
"""

from __future__ import annotations

import importlib
import os
import sys
import traceback
from typing import Any

import typer
from typer.core import TyperGroup
from typer.main import get_command

COMMANDS = {
    "init": "Write settings to start from",
    "check": "Check the settings, and say how to mend them",
    "schema": "Write JSON Schemas, so that an editor completes the settings",
    "run": "Run Usher on Discord",
    "rehearse": "Try everything in a simulated server",
    "replay": "See what the policy would have done in exported channels",
    "read": "Print the strong words of any text",
    "evaluate": "Measure the reading of strong words on labelled text",
    "doctor": "See whether this machine and token can run Usher",
    "migrate": "Bring the database up to date",
    "backup": "Copy the database, while Usher runs or not",
}


class LazyGroup(TyperGroup):
    """Imports a command's module when it is called, so that `usher --help` and `usher check` start at once."""

    def list_commands(self, ctx: Any) -> list[str]:  # noqa: ANN401 -- the type is private to Typer
        """Return the commands in the order in which people meet them."""
        del ctx
        return list(COMMANDS)

    def get_command(self, ctx: Any, cmd_name: str) -> Any:  # noqa: ANN401 -- the same
        """Return one command, or None where there is none of that name."""
        del ctx
        if cmd_name not in COMMANDS:
            return None
        module = importlib.import_module(f"bot.cli.{cmd_name}")
        app = typer.Typer(add_completion=False, rich_markup_mode=None, pretty_exceptions_enable=False)
        app.command(name=cmd_name, help=COMMANDS[cmd_name])(module.command)
        return get_command(app)


app = typer.Typer(
    cls=LazyGroup,
    add_completion=False,
    no_args_is_help=True,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    help="Usher looks after the fan community of a film or series on Discord.",
)


@app.callback()
def _root() -> None:
    """Usher looks after the fan community of a film or series on Discord."""


def main() -> None:
    """Run the command line."""
    try:
        app()
    except BrokenPipeError:
        # Whoever read the output has seen enough.
        sys.stderr.close()
        sys.exit(0)
    except Exception as error:
        if os.environ.get("USHER_TRACEBACK"):
            raise
        place = traceback.extract_tb(error.__traceback__)[-1]
        where = f"{place.filename}:{place.lineno}"
        line = f"A mistake in Usher: {type(error).__name__} at {where}. Set USHER_TRACEBACK=1 to see all of it."
        typer.echo(line, err=True)
        sys.exit(2)
