"""Usher with a counter beside its readers: `python -m tests.bench.usher CONFIG DATABASE`.

It runs as `usher run` does, and nothing in it is replaced: the counter is one more reader after those of the features,
so that it counts a message when its verdict is there and whatever it asks for is committed.
"""

from __future__ import annotations

import asyncio
import os
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING

from bot.bootstrap import build
from bot.cli import serving
from bot.logs import start_logging
from tests.bench.tally import READY_TIMEOUT, Tally, tell

if TYPE_CHECKING:
    import discord


async def main(config: Path, database: str) -> None:
    """Run until killed."""
    client, tally = build(config, database, guild_ready_timeout=READY_TIMEOUT), Tally()

    async def count(message: discord.Message) -> None:
        tally.message(message.content)

    async def on_connect() -> None:
        if count not in client.message_readers:
            client.message_readers.append(count)

    async def on_ready() -> None:
        tell("in place", members=sum(len(guild.members) for guild in client.guilds))

    async def on_plan_ended(_plan: int, _done: bool) -> None:
        tally.plan()

    for listener in (on_connect, on_ready, on_plan_ended):
        client.add_listener(listener)
    trouble = await serving._until_told(client, os.environ["DISCORD_TOKEN"], time.monotonic())
    if trouble:
        sys.exit(trouble)


if __name__ == "__main__":
    start_logging("info")
    with asyncio.Runner(loop_factory=serving._loop_factory()) as runner:
        runner.run(main(Path(sys.argv[1]), sys.argv[2]))
