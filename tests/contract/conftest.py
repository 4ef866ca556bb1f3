"""A small bot in a simulated server, whose every request the contract hears."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import discord
import pytest
import simcord

from tests.contract.description import ABSENT, Description, find
from tests.contract.simcord_contract import Contract
from tests.contract.tiny_bot import Tiny

if TYPE_CHECKING:
    from collections.abc import AsyncIterator


@pytest.fixture
def contract() -> None:
    """This folder judges itself: it sends what Discord refuses, to see it refused."""


@pytest.fixture
def description() -> Description:
    """Discord's description, or a skip that says where to put it."""
    found = find()
    if found is None:
        pytest.skip(ABSENT)
    return found


@dataclass(frozen=True, slots=True)
class House:
    """A running server with one fan in one channel, seen from the bot."""

    env: simcord.Env
    contract: Contract
    guild: discord.Guild
    lobby: discord.TextChannel
    fan: simcord.MemberActor
    lobby_handle: simcord.ChannelHandle


@pytest.fixture
async def env() -> AsyncIterator[simcord.Env]:
    """A simulated Discord with the tiny bot, not started."""
    simulated = simcord.Env(Tiny())
    try:
        yield simulated
    finally:
        await simulated.shutdown()
        simulated.raise_errors()


@pytest.fixture
async def house(env: simcord.Env, description: Description) -> House:
    """A server whose contract was attached before the bot's first request."""
    contract = Contract.attach(env)
    await env.start()
    guild = env.create_guild("Cinema")
    channel = guild.create_text_channel("lobby")
    fan = guild.add_member(env.create_user("ada"))
    await env.settle()
    seen = env.bot.get_guild(guild.id)
    assert seen is not None
    lobby = seen.get_channel(channel.id)
    assert isinstance(lobby, discord.TextChannel)
    return House(env, contract, seen, lobby, fan, channel)
