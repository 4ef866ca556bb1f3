"""One loopback process for all tests of a run, a new world for each test, and a bare client to put into it."""

from __future__ import annotations

from contextlib import asynccontextmanager
from typing import TYPE_CHECKING, TypeAlias

import discord
import pytest
from discord import app_commands

from tests.loopback.discord import BlockingLoopback, Loopback

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable, Iterator
    from contextlib import AbstractAsyncContextManager


class Bare(discord.Client):
    """An unmodified client with its documented options, which remembers what it heard."""

    def __init__(self, loopback: Loopback, **options: object) -> None:
        intents = discord.Intents.all()
        intents.presences = False
        super().__init__(
            **{"intents": intents, "connector": loopback.connector(), "guild_ready_timeout": 0.05} | options
        )
        self.tree = app_commands.CommandTree(self)
        self.heard: list[str] = []
        self.events: list[str] = []

    async def before_identify_hook(self, shard_id: int | None, *, initial: bool = False) -> None:
        """Discord's five seconds between two identifies are not what these tests are about."""

    async def on_socket_event_type(self, name: str) -> None:
        """Remember the names of all events."""
        self.events.append(name)

    async def on_message(self, message: discord.Message) -> None:
        """Remember what others wrote."""
        if message.author != self.user:
            self.heard.append(message.content)


Start: TypeAlias = "Callable[..., AbstractAsyncContextManager[Bare]]"


@pytest.fixture(scope="session")
def process() -> Iterator[BlockingLoopback]:
    """A running loopback Discord."""
    running = BlockingLoopback()
    running.start()
    yield running
    running.stop()


@pytest.fixture
async def loopback(process: BlockingLoopback) -> AsyncIterator[Loopback]:
    """A new world with a quick heartbeat; a request without a route fails the test that made it."""
    async with Loopback(at=process, heartbeat=0.2) as world:
        yield world


@pytest.fixture
def bare(loopback: Loopback) -> Start:
    """Start a bare client, and close it at the end of an `async with`."""

    @asynccontextmanager
    async def run(**options: object) -> AsyncIterator[Bare]:
        client = Bare(loopback, **options)
        async with loopback.run(client):
            yield client

    return run
