"""Opening the stage after the scenes, saying where it is, and keeping it open until Ctrl-C."""

from __future__ import annotations

import asyncio
import os
import secrets
import signal
import socket
from contextlib import asynccontextmanager, suppress
from typing import TYPE_CHECKING, Final

from aiohttp import web
from rich.text import Text

from bot.rehearsal.page import Page
from bot.rehearsal.stage.director import Director
from bot.rehearsal.stage.guard import HOST
from bot.rehearsal.stage.server import make_app

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Iterable

    from rich.console import Console

    from bot.rehearsal.player import Played
    from bot.rehearsal.playhouse import Playhouse

PORT: Final = 8420
GOODBYE_WITHIN: Final = 2.0
"""Seconds that open connections have to end."""


async def keep_open(house: Playhouse, played: Iterable[Played], console: Console) -> None:
    """Open the stage, say where, and keep it open until Ctrl-C (or SIGTERM)."""
    async with stage(house, played) as address:
        page = Page(console)
        page.heading("The stage is open")
        if f":{PORT}/" not in address:
            page.write(Text(f"Port {PORT} is taken, so it has another this time."), Text("   "))
        page.write(Text("Open this address in a browser on this machine; Ctrl-C closes the stage."), Text("   "))
        console.print(Text(f"   {address}", "bold"), soft_wrap=True)
        await _until_told()
    console.print(Text("\n   The stage is closed."), soft_wrap=True)


@asynccontextmanager
async def stage(house: Playhouse, played: Iterable[Played], port: int = PORT) -> AsyncIterator[str]:
    """Serve the stage of a playhouse, at this port or any free one; give the address with its token."""
    token = secrets.token_urlsafe(16)
    listening = _listen(port)
    port = listening.getsockname()[1]
    director = Director(house, played)
    runner = web.AppRunner(make_app(director, token, port), access_log=None, shutdown_timeout=GOODBYE_WITHIN)
    try:
        await director.open()
        await runner.setup()
        await web.SockSite(runner, listening).start()
        async with asyncio.TaskGroup() as group:  # a mistake of the clock's ends the stage, and is heard of
            clock = group.create_task(director.run_clock(), name="stage-clock")
            yield f"http://{HOST}:{port}/?token={token}"
            clock.cancel()
    finally:
        await director.close()
        await runner.cleanup()
        listening.close()


async def _until_told() -> None:
    """Wait for Ctrl-C or SIGTERM; a second one ends everything at once."""
    told, loop = asyncio.Event(), asyncio.get_running_loop()
    numbers = (signal.SIGINT, signal.SIGTERM)
    with suppress(NotImplementedError):  # on Windows Ctrl-C cancels what is running, with the same end
        for number in numbers:
            loop.add_signal_handler(number, told.set)
    try:
        await told.wait()
    finally:
        with suppress(NotImplementedError):
            for number in numbers:
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
