"""Running Usher as a process: starting, the signals, and one clear line for everything that can be in the way.

SIGTERM and Ctrl-C stop Usher after the steps in hand, and a second one at once; SIGHUP reads the settings again.
"""

from __future__ import annotations

import asyncio
import os
import signal
import time
from contextlib import suppress
from typing import TYPE_CHECKING, Any

import structlog
import typer

from bot.bootstrap import build
from bot.client import invite_link, plain_trouble, use_api_base
from bot.health import Health, HealthError
from bot.logs import guard_process, set_level, start_logging
from bot.settings.problems import SettingsError
from bot.storage.database import DatabaseError

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from bot.client import UsherClient

log = structlog.get_logger("usher.process")

STOPPING = (signal.SIGINT, signal.SIGTERM)
IN_HAND = ("discord.py: on_", "discord-ui-", "CommandTree-")
"""How discord.py names the tasks that carry an event, a press or a command."""
GOODBYE_WITHIN, ANSWER_WITHIN, CLOSE_WITHIN = 2.0, 5.0, 15.0
"""Seconds to wait at the end: for Discord's goodbye (its line may be dead), for answers in hand, for steps in hand."""


def serve(config: Path, database: str, token: str, **options: Any) -> Sequence[object]:  # noqa: ANN401 -- discord.py's own options
    """Run until a signal; return what was in the way, a line each. `options` are those of `build`."""
    begun = time.monotonic()
    try:
        client = build(config, database, **options)
    except SettingsError as error:
        return error.problems
    except DatabaseError as error:
        return [error]
    level = client.house.settings.current.process.log.level
    start_logging(level, secrets=(token, os.environ.get("USHER_VAULT_KEY", "")))
    guard_process()
    with asyncio.Runner(loop_factory=_loop_factory()) as runner:
        trouble = runner.run(_until_told(client, token, begun))
    return [] if trouble is None else [trouble]


def _loop_factory() -> Any:  # noqa: ANN401 -- a function without arguments that makes a loop
    try:
        import uvloop  # noqa: PLC0415 -- not on every platform
    except ImportError:
        return None
    return uvloop.new_event_loop


async def _until_told(client: UsherClient, token: str, begun: float) -> str | None:
    """Run until a signal; return what was in the way, or None."""
    told = asyncio.Event()
    _heed_signals(client, told)
    health = Health(client)
    connected = asyncio.create_task(_connect(client, token, health, begun), name="discord")
    stop = asyncio.create_task(told.wait(), name="stop")
    await asyncio.wait((connected, stop), return_when=asyncio.FIRST_COMPLETED)
    if told.is_set():
        log.info("stopping")
    for task in (connected, stop):
        task.cancel()
    await asyncio.wait((connected, stop))
    await _finish(client)
    await health.stop()
    return None if connected.cancelled() else connected.result()


async def _finish(client: UsherClient) -> None:
    """Hear no more, let whoever is being answered have their answer, then close."""
    if client.ws and client.ws.open:
        with suppress(TimeoutError):
            async with asyncio.timeout(GOODBYE_WITHIN):
                await client.ws.close(code=1000)
    in_hand = [task for task in asyncio.all_tasks() if task.get_name().startswith(IN_HAND)]
    if in_hand:
        await asyncio.wait(in_hand, timeout=ANSWER_WITHIN)
    closing = asyncio.create_task(client.close(), name="closing")
    await asyncio.wait([closing], timeout=CLOSE_WITHIN)
    if not closing.done():
        log.warning("stopped with a step in hand; the next start looks whether it happened")
        await client.house.close()
    elif (error := closing.exception()) is not None:
        await client.door.report("close", error)


def _heed_signals(client: UsherClient, told: asyncio.Event) -> None:
    loop = asyncio.get_running_loop()

    def stop() -> None:
        told.set()
        for number in STOPPING:
            with suppress(NotImplementedError):
                loop.remove_signal_handler(number)
            # Whoever asks twice means now, and Usher can be killed at any moment.
            signal.signal(number, signal.SIG_DFL)

    for number in STOPPING:
        try:
            loop.add_signal_handler(number, stop)
        except NotImplementedError:
            # Windows, where a loop does not hear signals by itself.
            signal.signal(number, lambda *_: loop.call_soon_threadsafe(stop))
    if hasattr(signal, "SIGHUP"):
        loop.add_signal_handler(signal.SIGHUP, reload, client)


async def _connect(client: UsherClient, token: str, health: Health, begun: float) -> str | None:
    """Be on Discord until the client is closed; return what was in the way, or None."""

    async def on_ready() -> None:
        log.info("ready", servers=len(client.guilds), seconds=round(time.monotonic() - begun, 2))

    async def on_usher_reloaded() -> None:
        process = client.house.settings.current.process
        set_level(process.log.level)
        try:
            await health.serve(process.metrics)
        except HealthError as error:
            typer.echo(str(error), err=True)

    client.add_listener(on_ready)
    client.add_listener(on_usher_reloaded)
    try:
        if base := os.environ.get("USHER_API_BASE"):
            await use_api_base(base)
        await client.login(token)
        await health.serve(client.house.settings.current.process.metrics)
        with suppress(BrokenPipeError):  # nobody has to read it
            typer.echo(f"Invite Usher with this link:\n{invite_link(client.application_id or 0)}")
        await client.connect()
    except (DatabaseError, HealthError) as error:
        return str(error)
    except Exception as error:  # noqa: BLE001 -- the last place in which an error of the start can be told
        trouble = plain_trouble(error)
        if trouble is None:
            reference = await client.door.report("start", error)
            trouble = f"A mistake in Usher stopped it. Its log says where, under the reference {reference}."
        return trouble
    return None


def reload(client: UsherClient) -> None:
    """Read the settings again; a broken edit changes nothing and is explained on stderr."""
    try:
        fresh = client.house.reloading.peek()
    except SettingsError as broken:
        for problem in broken.problems:
            typer.echo(str(problem), err=True)
        typer.echo("The settings in use stay as they are.", err=True)
        return
    client.use(fresh)
    set_level(fresh.settings.process.log.level)
    for change in fresh.changes:
        typer.echo(f"changed: {change}", err=True)
