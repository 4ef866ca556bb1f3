"""The baseline: a discord.py client that does nothing, `python -m tests.bench.bare [--hurry]`.

It hears what Usher hears, keeps what Usher keeps, runs on the loop that Usher runs on, has an empty message handler
(but for the count), and answers every command and press at once with a fixed word. Nothing of Usher is imported here.
"""

from __future__ import annotations

import asyncio
import os
import sys
from typing import TYPE_CHECKING

import aiohttp
import discord
import yarl
from discord import app_commands
from discord.gateway import DiscordWebSocket
from discord.http import Route

from tests.bench.tally import READY_TIMEOUT, Tally, tell

if TYPE_CHECKING:
    from collections.abc import Callable

CACHED_MESSAGES = 1_000
ANSWER = "Noted."


def intents() -> discord.Intents:
    """Those of Usher, written out, so that nothing of Usher has to be imported."""
    wanted = discord.Intents.none()
    wanted.guilds = wanted.members = wanted.moderation = True
    wanted.guild_messages = wanted.dm_messages = wanted.message_content = True
    return wanted


class Bare(discord.Client):
    """Hears everything and does nothing."""

    def __init__(self, **options: float) -> None:
        super().__init__(intents=intents(), max_messages=CACHED_MESSAGES, **options)
        self.tally = Tally()
        self.tree = app_commands.CommandTree(self)
        self.tree.add_command(me)

    async def on_ready(self) -> None:
        """Say so."""
        tell("ready")
        await self.tree.sync()
        tell("in place", members=sum(len(guild.members) for guild in self.guilds))

    async def on_message(self, message: discord.Message) -> None:
        """Do nothing."""
        self.tally.message(message.content)

    async def on_interaction(self, interaction: discord.Interaction) -> None:
        """Acknowledge a press."""
        if interaction.type is discord.InteractionType.component:
            await interaction.response.edit_message(content=ANSWER, view=None)


@app_commands.command()
async def me(interaction: discord.Interaction) -> None:
    """Acknowledge a command."""
    await interaction.response.send_message(ANSWER, ephemeral=True)


async def main(*, hurry: bool) -> None:
    """Run until killed. `hurry`: without waiting for more guilds once there is one."""
    Route.BASE = os.environ["USHER_API_BASE"]
    async with aiohttp.ClientSession() as session, session.get(f"{Route.BASE}/gateway") as answer:
        DiscordWebSocket.DEFAULT_GATEWAY = yarl.URL((await answer.json(content_type=None))["url"])
    async with Bare(**{"guild_ready_timeout": READY_TIMEOUT} if hurry else {}) as client:
        await client.start(os.environ["DISCORD_TOKEN"])


def loop_factory() -> Callable[[], asyncio.AbstractEventLoop] | None:
    """Return uvloop's where it exists, as Usher does."""
    try:
        import uvloop  # noqa: PLC0415
    except ImportError:
        return None
    return uvloop.new_event_loop


if __name__ == "__main__":
    with asyncio.Runner(loop_factory=loop_factory()) as runner:
        runner.run(main(hurry="--hurry" in sys.argv))
