"""`usher run`: Usher on Discord, until it is told to stop.

Owns starting, the signals, and one clear line for everything that can be in the way. SIGTERM and Ctrl-C stop Usher
after the steps in hand; SIGHUP reads the settings again.
"""

from __future__ import annotations

import asyncio
import os
import signal
from typing import TYPE_CHECKING

import aiohttp
import discord
import structlog
import typer

from bot.bootstrap import build
from bot.cli.options import DATABASE_URL, ConfigDir, DatabaseUrl, cannot_run, config_dir, token
from bot.client import invite_link, use_api_base
from bot.health import Health
from bot.logs import start_logging
from bot.settings.problems import SettingsError
from bot.storage.database import DatabaseError

if TYPE_CHECKING:
    from bot.client import UsherClient

log = structlog.get_logger("usher.run")

PORTAL = "the Developer Portal (your application → Bot)"


def command(config: ConfigDir = None, database: DatabaseUrl = DATABASE_URL) -> None:
    """Run Usher on Discord until it is told to stop."""
    secret = token()
    try:
        client = build(config_dir(config), database)
    except SettingsError as error:
        cannot_run(*error.problems)
    except DatabaseError as error:
        cannot_run(error)
    start_logging(client.house.settings.current.process.log.level)
    trouble = _run(client, secret)
    if trouble is not None:
        cannot_run(trouble)


def _run(client: UsherClient, secret: str) -> str | None:
    try:
        import uvloop  # noqa: PLC0415 -- not on every platform
    except ImportError:
        return asyncio.run(_serve(client, secret))
    return uvloop.run(_serve(client, secret))


async def _serve(client: UsherClient, secret: str) -> str | None:
    """Run until a signal; return what was in the way, or None."""
    loop = asyncio.get_running_loop()
    stopping = asyncio.Event()
    for name in (signal.SIGINT, signal.SIGTERM):
        loop.add_signal_handler(name, stopping.set)
    if hasattr(signal, "SIGHUP"):
        loop.add_signal_handler(signal.SIGHUP, lambda: reload(client))
    health = Health(client)
    metrics = client.house.settings.current.process.metrics
    running = None
    try:
        if metrics.enabled:
            await health.start(metrics)
        if base := os.environ.get("USHER_API_BASE"):
            await use_api_base(base)
        running = asyncio.create_task(_connect(client, secret), name="discord")
        stopped = asyncio.create_task(stopping.wait())
        await asyncio.wait((running, stopped), return_when=asyncio.FIRST_COMPLETED)
        stopped.cancel()
        await client.close()
        return await running
    except OSError as error:
        return f"Port {metrics.port} on {metrics.host} is taken ({error.strerror}). Change metrics.port in usher.yaml."
    finally:
        await client.close()
        await health.stop()


async def _connect(client: UsherClient, secret: str) -> str | None:
    try:
        await client.login(secret)
        typer.echo(f"Invite Usher with this link:\n{invite_link(client.application_id or 0)}")
        await client.connect()
    except discord.LoginFailure:
        return f"Discord refuses this token. Copy a fresh one from {PORTAL} into DISCORD_TOKEN."
    except discord.PrivilegedIntentsRequired:
        return f"Discord refuses the intents. In {PORTAL}, switch on Server Members Intent and Message Content Intent."
    except DatabaseError as error:
        return str(error)
    except (aiohttp.ClientError, OSError) as error:
        return f"Discord cannot be reached ({type(error).__name__}). Check the network, then start again."
    except discord.HTTPException as error:
        return f"Discord does not let Usher in (status {error.status}). Wait a few minutes, then start again."
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
    client.house.reloading.accept(fresh)
    for change in fresh.changes:
        typer.echo(f"changed: {change}", err=True)
    for guild in client.guilds:
        client.dispatch("usher_examine", guild.id)
