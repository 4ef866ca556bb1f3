"""A request that Discord would refuse fails with the place in our code that built it."""

from __future__ import annotations

import asyncio
import importlib.util
from textwrap import dedent
from typing import TYPE_CHECKING, Any

import discord
import pytest
import simcord

from tests.contract.builder import NOWHERE, builder
from tests.contract.check import check
from tests.contract.simcord_contract import BEFORE, Contract, ContractBrokenError, watch
from tests.contract.tiny_bot import Tiny

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path
    from types import ModuleType

    from tests.contract.description import Description

SOURCE = """
    import asyncio

    async def announce(channel, words):
        await channel.send(words)

    async def through_a_helper(channel, words):
        return await asyncio.create_task(announce(channel, words))

    def place(builder, roots):
        return builder(roots)
"""


@pytest.fixture
def bot_package(tmp_path: Path) -> tuple[ModuleType, Sequence[Path]]:
    """A module in a folder that plays bot/, and the roots that name it."""
    file = tmp_path / "bot" / "services" / "programme.py"
    file.parent.mkdir(parents=True)
    file.write_text(dedent(SOURCE))
    spec = importlib.util.spec_from_file_location("playing_bot_programme", file)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module, (tmp_path / "bot", tmp_path / "cogs")


def _lobby(env: simcord.Env) -> Any:
    handle = env.create_guild("Cinema").create_text_channel("lobby")
    channel = env.bot.get_channel(handle.id)
    assert channel is not None
    return channel


async def test_a_refused_request_names_its_builder(
    bot_package: tuple[ModuleType, Sequence[Path]], env: simcord.Env
) -> None:
    """The innermost frame under bot/ is named with its line, through awaits and tasks of our own."""
    module, roots = bot_package
    contract = Contract.attach(env, roots=roots)
    await env.start()
    lobby = _lobby(env)
    await module.announce(lobby, "Good evening")
    assert [str(refusal) for refusal in contract.problems] == []
    with pytest.raises(discord.HTTPException):
        await module.announce(lobby, "x" * 2001)
    with pytest.raises(discord.HTTPException):
        await module.through_a_helper(lobby, "x" * 2001)
    places = [refusal.builder for refusal in contract.problems]
    assert places == ["bot/services/programme.py:5 announce"] * 2
    with pytest.raises(ContractBrokenError) as broken:
        contract.verify()
    assert places[0] in str(broken.value)
    assert "content: 2001" in str(broken.value)


async def test_a_request_from_elsewhere_names_the_nearest_place(env: simcord.Env) -> None:
    """A body that no code of ours built is still traced to who sent it; a bare task to nobody."""
    contract = Contract.attach(env)
    await env.start()
    lobby = _lobby(env)
    with pytest.raises(discord.HTTPException):
        await lobby.send("x" * 2001)
    with pytest.raises(discord.HTTPException):
        await asyncio.create_task(lobby.send("x" * 2001))
    first, second = [refusal.builder for refusal in contract.problems]
    assert "test_builder.py" in first
    assert first.startswith(NOWHERE)
    assert second.startswith(NOWHERE)


def test_the_innermost_of_our_frames_wins(bot_package: tuple[ModuleType, Sequence[Path]]) -> None:
    """The folder named first in the roots has no privilege; depth decides."""
    module, roots = bot_package
    assert module.place(builder, roots) == "bot/services/programme.py:11 place"


async def test_every_server_within_a_watch_is_heard(description: Description) -> None:
    """A server that somebody else starts is heard from its first request, with no word from its starter."""
    with watch() as contract:
        async with simcord.run(Tiny()) as env:
            heard_at_start = contract.requests
            lobby = _lobby(env)
            await lobby.send("Good evening")
    assert heard_at_start > 0
    assert contract.requests == len(env.http_requests)
    contract.verify()
    before = contract.requests
    async with simcord.run(Tiny()):
        assert contract.requests == before


async def test_requests_before_the_contract_are_judged_too(env: simcord.Env) -> None:
    """A contract that comes late still reads what was asked, and says that it was not there."""
    await env.start()
    lobby = _lobby(env)
    with pytest.raises(discord.HTTPException):
        await lobby.send("x" * 2001)
    contract = Contract.attach(env)
    assert [refusal.builder for refusal in contract.problems] == [BEFORE]


async def test_the_contract_changes_nothing(env: simcord.Env) -> None:
    """The simulator's own log, its answers and its errors stay what they are."""
    Contract.attach(env)
    second = Contract.attach(env)
    await env.start()
    lobby = _lobby(env)
    sent = await lobby.send("Good evening")
    assert sent.content == "Good evening"
    entry = env.http_requests[-1]
    assert (entry.method, entry.path) == ("POST", f"/channels/{lobby.id}/messages")
    assert second.requests == len(env.http_requests)


def test_the_check_needs_no_simulator() -> None:
    """A plain call gives the plain verdict, with the API prefix or without."""
    assert check("POST", "/api/v10/channels/1/messages", {"content": "x"}) == ()
    assert check("POST", "/channels/1/messages", {"content": "x" * 2001}) != ()
