"""A process that has imported all of Usher and starts none of it: children are forked from it in milliseconds.

`python -m tests.process.nursery` answers one line of JSON with another: a `Birth` with the process id of a new child,
and `{"wait": pid}` with how that child ended. No loop and no thread is ever started before a fork. Whatever was born
dies with the nursery, and the nursery with whoever reads its answers.
"""

from __future__ import annotations

import ctypes
import importlib
import json
import os
import signal
import sys
import traceback
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import cogs
from bot.cli import COMMANDS, main
from bot.cli.options import cannot_run
from bot.cli.serving import serve

COMMANDS_USED = ("run", "check", "doctor", "migrate", "backup")
NEEDED_LATER = (
    *(f"bot.cli.{name}" for name in COMMANDS if name in COMMANDS_USED),
    *(
        "aiosqlite",
        "uvloop",
        "bot.storage.migrating",
        "alembic.migration",
        "alembic.operations",
        "alembic.script",
        "sqlalchemy.dialects.sqlite.aiosqlite",
    ),
    *cogs.EXTENSIONS,
)
"""What Usher imports at first use."""

BROKEN = 70
DIE_WITH_PARENT = 1  # prctl's PR_SET_PDEATHSIG


@dataclass(frozen=True, slots=True)
class Birth:
    """How a child is to live, and where it writes."""

    environment: dict[str, str]
    out: str
    err: str
    words: tuple[str, ...] = ()
    """The command to carry out; without one it runs as `usher run` does, and is ready sooner."""
    humble: bool = False
    """Give up the superuser's power to write where the permissions of files forbid it (on Linux)."""
    die_at: int | None = None
    """Kill itself at the boundary of this number among those of its ledger and storage (or those of one kind)."""
    kind: str = ""


class Boundaries:
    """Counts the boundaries that a process passes (those of one kind, where it is named), and kills it at one."""

    def __init__(self, last: int | None, kind: str) -> None:
        self._left, self._kind = last, kind

    def __call__(self, name: str) -> None:
        """Pass one, or die there."""
        if self._left is not None and name.startswith(self._kind):
            self._left -= 1
            if not self._left:
                os.kill(os.getpid(), signal.SIGKILL)


def give_up_power() -> None:
    """Keep none of Linux's capabilities, by which the superuser is one."""
    this_process = (ctypes.c_uint32 * 2)(0x20080522, 0)  # the third version of the call
    if ctypes.CDLL(None).capset(this_process, (ctypes.c_uint32 * 6)()):
        raise OSError("capabilities cannot be given up")


def live(birth: Birth) -> None:
    """Be Usher until the end, which is a SystemExit where it has a code."""
    if birth.humble:
        give_up_power()
    os.environ.clear()
    os.environ.update(birth.environment)
    for path, number in ((os.devnull, 0), (birth.out, 1), (birth.err, 2)):
        os.dup2(os.open(path, os.O_RDWR | os.O_CREAT | os.O_APPEND, 0o600), number)
    if birth.words:
        sys.argv = ["usher", *birth.words]
        main()
        return
    config, database, token = (os.environ[name] for name in ("USHER_CONFIG", "USHER_DATABASE_URL", "DISCORD_TOKEN"))
    # Waiting for further servers is what a start lasts longest; here all of them come at once.
    quick = {"guild_ready_timeout": 0.02, "boundary": Boundaries(birth.die_at, birth.kind)}
    if troubles := serve(Path(config), database, token, **quick):
        cannot_run(*troubles)


def bear(birth: Birth) -> int:
    """Fork a child; return its process id."""
    if child := os.fork():
        return child
    code = BROKEN
    try:
        if sys.platform == "linux":
            ctypes.CDLL(None).prctl(DIE_WITH_PARENT, signal.SIGKILL)
        live(birth)
        code = 0
    except SystemExit as end:
        code = end.code if isinstance(end.code, int) else 0
    except BaseException as error:  # noqa: BLE001 -- a child must never return into the nursery
        code = getattr(error, "exit_code", BROKEN)
        if code == BROKEN:
            traceback.print_exc()
    finally:
        sys.stdout.flush()
        sys.stderr.flush()
        os._exit(code)


def answer(asked: dict[str, Any], children: set[int]) -> int:
    """Do what one line asks for."""
    if "wait" in asked:
        children.discard(asked["wait"])
        return os.waitstatus_to_exitcode(os.waitpid(asked["wait"], 0)[1])
    child = bear(Birth(**asked))
    children.add(child)
    return child


def keep() -> None:
    """Answer until nobody asks any more."""
    for name in NEEDED_LATER:
        importlib.import_module(name)
    children: set[int] = set()
    print(json.dumps(os.getpid()), flush=True)  # noqa: T201 -- the protocol
    for line in sys.stdin:
        print(json.dumps(answer(json.loads(line), children)), flush=True)  # noqa: T201 -- the protocol
    for child in children:
        os.kill(child, signal.SIGKILL)


if __name__ == "__main__":
    keep()
