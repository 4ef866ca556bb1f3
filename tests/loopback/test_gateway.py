from __future__ import annotations

import asyncio
import zlib
from collections import Counter
from typing import TYPE_CHECKING

import aiohttp
import discord
import pytest

from tests.loopback.conftest import Bare

if TYPE_CHECKING:
    from tests.loopback.conftest import Start
    from tests.loopback.discord import Loopback
    from tests.loopback.discord.shapes import Json


async def home(loopback: Loopback, **more: object) -> tuple[int, int, int]:
    """A server with one fan, as `(guild, fan, channel)` ids."""
    made = await loopback.guild(members=["owner", "ana"], **more)
    return made["id"], made["members"]["ana"], made["channels"]["general"]


def seen(log: list[Json], event: str) -> int:
    """How often a client did something at the gateway."""
    return Counter(one["event"] for one in log)[event]


async def test_an_unmodified_client_becomes_ready_over_tls(loopback: Loopback, bare: Start) -> None:
    """READY, the guild and all of its chunked members reach a client that believes it talks to discord.com."""
    guild, _, _ = await home(loopback, crowd=2500)
    async with bare() as client:
        there = client.get_guild(guild)
        assert there.chunked
        assert len(there.members) == there.member_count == 2503
        log = await loopback.gateway_log()
        assert log[0]["secure"]


async def test_a_message_comes_and_goes(loopback: Loopback, bare: Start) -> None:
    """What a fan writes is heard, and what the client answers is in the channel."""
    _, ana, general = await home(loopback)
    async with bare() as client:
        said = await loopback.say(ana, general, f"good evening <@{client.user.id}>")
        message = (await loopback.wait_for(lambda: client.cached_messages))[0]
        assert message.mentions == [client.user]
        assert message.author.joined_at
        answer = await message.reply("good evening")
        assert [one["id"] for one in await loopback.messages(general)] == [said["id"], str(answer.id)]
        await loopback.edit(general, int(said["id"]), "good night")
        await loopback.wait_for(lambda: message.content == "good night")


async def test_a_direct_message_comes_and_goes(loopback: Loopback, bare: Start) -> None:
    """A fan's DM is heard, and the client's own DM arrives."""
    _, ana, _ = await home(loopback)
    async with bare() as client:
        await loopback.dm(ana, "psst")
        await loopback.wait_for(lambda: client.heard == ["psst"])
        await client.get_user(ana).send("yes?")
        assert [one["content"] for one in await loopback.dms(ana)] == ["psst", "yes?"]


@pytest.mark.parametrize("hurt", ["op7", "op9", "close_socket", "drop_socket"])
async def test_a_lost_socket_is_resumed_with_what_was_missed(loopback: Loopback, bare: Start, hurt: str) -> None:
    """However the socket is lost, the session resumes, and each message is heard once, in order."""
    _, ana, general = await home(loopback)
    async with bare() as client:
        await loopback.say(ana, general, "0")
        await loopback.fault("GET /gateway-socket", delay=0.15)
        await getattr(loopback, hurt)(**({"resumable": True} if hurt == "op9" else {}))
        for number in range(1, 6):
            await loopback.say(ana, general, str(number))
        await loopback.wait_for(lambda: "RESUMED" in client.events)
        await loopback.say(ana, general, "6")
        await loopback.wait_for(lambda: len(client.heard) == 7)
        assert client.heard == [*map(str, range(7))]
        log = await loopback.gateway_log()
        assert (seen(log, "identify"), seen(log, "resume")) == (1, 1)


async def test_an_invalid_session_begins_anew(loopback: Loopback, bare: Start) -> None:
    """After op 9 false the client identifies again and hears what is said from then on."""
    _, ana, general = await home(loopback)
    async with bare() as client:
        await loopback.op9()
        await loopback.wait_for(lambda: client.events.count("READY") == 2 and client.is_ready())
        await loopback.say(ana, general, "still here")
        await loopback.wait_for(lambda: client.heard == ["still here"])
        assert seen(await loopback.gateway_log(), "identify") == 2


async def test_a_half_open_socket_is_noticed(loopback: Loopback, bare: Start) -> None:
    """When Discord neither answers nor closes, the client finds out by itself, resumes, and misses nothing."""
    _, ana, general = await home(loopback)
    async with bare(heartbeat_timeout=0.5) as client:
        await loopback.half_open()
        await loopback.say(ana, general, "into the void")
        await asyncio.sleep(0.2)
        assert client.heard == []
        await loopback.wait_for(lambda: client.heard == ["into the void"])
        assert client.events.count("RESUMED") == 1


async def test_an_unreachable_gateway_is_tried_again(loopback: Loopback, bare: Start) -> None:
    """A gateway that refuses the handshake is dialled until it opens."""
    _, ana, general = await home(loopback)
    async with bare() as client:
        await loopback.fault("GET /gateway-socket", status=503)
        await loopback.drop_socket()
        await loopback.say(ana, general, "after the storm")
        await loopback.wait_for(lambda: client.heard == ["after the storm"])


async def test_a_switched_off_intent_is_refused(loopback: Loopback) -> None:
    """Asking for a privileged intent that is off ends the client with close code 4014."""
    await loopback.configure(privileged=False)
    client = Bare(loopback)
    with pytest.raises(discord.PrivilegedIntentsRequired):
        await client.start(loopback.token)
    await client.close()


async def test_a_wrong_token_is_refused(loopback: Loopback) -> None:
    """A wrong token fails at login, and one that changes later ends the client with close code 4004."""
    client = Bare(loopback)
    with pytest.raises(discord.LoginFailure):
        await client.start("wrong")
    await client.close()
    client = Bare(loopback)
    await client.login(loopback.token)
    await loopback.configure(token="another")
    with pytest.raises(discord.ConnectionClosed) as refused:
        await client.connect()
    assert refused.value.code == 4004
    await client.close()


async def test_events_come_twice_late_and_out_of_order(loopback: Loopback, bare: Start) -> None:
    """A script decides which events are repeated and which are overtaken."""
    _, ana, general = await home(loopback)
    async with bare() as client:
        await loopback.fault("EVENT MESSAGE_CREATE", delay=0.1)
        await loopback.fault("EVENT MESSAGE_CREATE", copies=2)
        for word in ("first", "second", "third"):
            await loopback.say(ana, general, word)
        await loopback.wait_for(lambda: len(client.heard) == 4)
        assert client.heard == ["second", "second", "third", "first"]


async def test_a_storm_keeps_its_rate_and_order(loopback: Loopback, bare: Start) -> None:
    """A storm hands over its messages at the rate asked for, and each arrives once, in order."""
    _, ana, general = await home(loopback)
    async with bare() as client:
        rows = [{"user": ana, "channel": general, "content": str(number)} for number in range(500)]
        done = await loopback.storm("say", rows, rate=1000)
        assert 0.45 < done["seconds"] < 2
        await loopback.wait_for(lambda: len(client.heard) == 500)
        assert client.heard == [*map(str, range(500))]


async def test_zlib_stream_is_one_context_with_flushes(loopback: Loopback) -> None:
    """A client that asks for zlib-stream gets frames of one zlib context, each ending with a sync flush."""
    url = f"http://127.0.0.1:{loopback.at.ports['plain']}/gw?v=10&encoding=json&compress=zlib-stream"
    inflate = zlib.decompressobj()
    async with aiohttp.ClientSession() as session, session.ws_connect(url) as socket:
        for asked, op in ((None, b'"op":10'), ({"op": 1, "d": None}, b'"op":11')):
            if asked:
                await socket.send_json(asked)
            frame = await socket.receive_bytes()
            assert frame.endswith(b"\x00\x00\xff\xff")
            assert op in inflate.decompress(frame)
