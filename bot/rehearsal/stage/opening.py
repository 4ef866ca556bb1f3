"""Opening the stage after the scenes, saying where it is, and keeping it open until Ctrl-C."""

from __future__ import annotations

import asyncio
import os
import secrets
import signal
import socket
from contextlib import asynccontextmanager, contextmanager, suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from aiohttp import web
from rich.text import Text

from bot.rehearsal.page import Page
from bot.rehearsal.stage.director import Director
from bot.rehearsal.stage.guard import HOST, QUERY
from bot.rehearsal.stage.server import make_app

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Iterable, Iterator

    from rich.console import Console

    from bot.rehearsal.player import Played
    from bot.rehearsal.playhouse import Playhouse

PORT: Final = 8420
NUMBERS: Final = (signal.SIGINT, signal.SIGTERM)
GOODBYE_WITHIN: Final = 2.0
"""Seconds that open connections have to end."""


@dataclass(frozen=True, slots=True)
class Stage:
    """An open stage."""

    director: Director
    port: int
    token: str

    @property
    def address(self) -> str:
        """Where a browser finds it, with the token that lets it in."""
        return f"http://{HOST}:{self.port}/?{QUERY}={self.token}"


async def keep_open(house: Playhouse, played: Iterable[Played], console: Console) -> None:
    """Open the stage, say where, and keep it open until Ctrl-C (or SIGTERM)."""
    page = Page(console)
    with _goodbye() as told:
        async with stage(house, played) as opened:
            page.heading("The stage is open")
            if opened.port != PORT:
                page.write(Text(f"Port {PORT} is taken, so it has another this time."), Text("   "))
            page.write(Text("Open this address in a browser on this machine; Ctrl-C closes the stage."), Text("   "))
            console.print(Text(f"   {opened.address}", "bold"), soft_wrap=True)
            await told.wait()
    console.print(Text("\n   The stage is closed."), soft_wrap=True)


@asynccontextmanager
async def stage(house: Playhouse, played: Iterable[Played], port: int = PORT) -> AsyncIterator[Stage]:
    """Serve the stage of a playhouse, at this port or any free one."""
    token = secrets.token_urlsafe(16)
    director = Director(house, played)
    with _listen(port) as listening:
        port = listening.getsockname()[1]
        runner = web.AppRunner(make_app(director, token, port), access_log=None, shutdown_timeout=GOODBYE_WITHIN)
        try:
            await director.open()
            await runner.setup()
            await web.SockSite(runner, listening).start()
            async with asyncio.TaskGroup() as group:  # a mistake of the clock's ends the stage, and is heard of
                clock = group.create_task(director.run_clock(), name="stage-clock")
                yield Stage(director, port, token)
                clock.cancel()
        finally:
            await director.close()
            await runner.cleanup()


@contextmanager
def _goodbye() -> Iterator[asyncio.Event]:
    """Give what is set by Ctrl-C or SIGTERM; a second one ends everything at once."""
    told, loop = asyncio.Event(), asyncio.get_running_loop()

    def stop() -> None:
        told.set()
        for number in NUMBERS:
            loop.remove_signal_handler(number)

    with suppress(NotImplementedError):  # on Windows Ctrl-C cancels what is running, with the same end
        for number in NUMBERS:
            loop.add_signal_handler(number, stop)
    try:
        yield told
    finally:
        with suppress(NotImplementedError):
            for number in NUMBERS:
                loop.remove_signal_handler(number)


def _listen(port: int) -> socket.socket:
    """Return a socket on loopback, at this port where it is free."""
    for wanted in (port, 0):
        listening = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
        if os.name == "posix":
            listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            listening.bind((HOST, wanted))
        except OSError:
            listening.close()
            if not wanted:
                raise
        else:
            return listening
    raise AssertionError("unreachable")
