from __future__ import annotations

import asyncio
import io
import time
from typing import TYPE_CHECKING

import aiohttp
import discord
import pytest
from discord.http import Route

if TYPE_CHECKING:
    from tests.loopback.conftest import Start
    from tests.loopback.discord import Loopback
    from tests.loopback.discord.shapes import Json


async def home(loopback: Loopback, **more: object) -> Json:
    """A server with one fan, as the loopback describes it."""
    return await loopback.guild(members=["owner", "ana"], **more)


async def statuses(loopback: Loopback, line: str) -> list[int | str]:
    """How requests ended, in order."""
    return [one["status"] for one in await loopback.requests(line)]


SEND = "POST /channels/*/messages"


async def test_a_rate_limit_delays_and_loses_nothing(loopback: Loopback, bare: Start) -> None:
    """After a 429 with `Via` the client waits as long as it was told, and the message arrives once."""
    there = await home(loopback)
    async with bare() as client:
        await loopback.fault(SEND, status=429, retry_after=0.3)
        begun = time.monotonic()
        await client.get_channel(there["channels"]["general"]).send("patience")
        assert time.monotonic() - begun >= 0.3
        assert await statuses(loopback, SEND) == [429, 200]
        assert len(await loopback.messages(there["channels"]["general"])) == 1


async def test_a_global_rate_limit_holds_up_every_route(loopback: Loopback, bare: Start) -> None:
    """A global 429 on one route delays requests of another."""
    there = await home(loopback)
    async with bare() as client:
        await loopback.fault(SEND, status=429, retry_after=0.3, everywhere=True)
        channel = client.get_channel(there["channels"]["general"])
        sending = asyncio.create_task(channel.send("slow"))
        await loopback.wait_for(lambda: statuses(loopback, SEND))
        await asyncio.sleep(0.02)
        begun = time.monotonic()
        await client.application_info()
        assert time.monotonic() - begun > 0.15
        await sending


async def test_a_refusal_without_via_is_taken_for_a_ban(loopback: Loopback, bare: Start) -> None:
    """A 429 without `Via` raises at once: nothing is tried again."""
    there = await home(loopback)
    async with bare() as client:
        await loopback.fault(SEND, status=429, via=False)
        with pytest.raises(discord.HTTPException) as refused:
            await client.get_channel(there["channels"]["general"]).send("hm")
        assert refused.value.status == 429
        assert await statuses(loopback, SEND) == [429]


async def test_one_nonce_makes_one_message_within_its_window(loopback: Loopback, bare: Start) -> None:
    """The same nonce brings the same message back, until the window is over."""
    there = await home(loopback)
    await loopback.configure(nonce_window=0.3)
    async with bare() as client:
        route = Route("POST", "/channels/{channel_id}/messages", channel_id=there["channels"]["general"])
        body = {"content": "once", "nonce": "seat-17", "enforce_nonce": True}
        first, again = [await client.http.request(route, json=body) for _ in range(2)]
        assert again["id"] == first["id"]
        await asyncio.sleep(0.31)
        later = await client.http.request(route, json=body)
        assert later["id"] != first["id"]
        assert len(await loopback.messages(there["channels"]["general"])) == 2


async def test_done_but_the_answer_was_lost(loopback: Loopback, bare: Start) -> None:
    """A POST whose answer is lost has happened: the client raises and does not repeat it, and a nonce finds it."""
    there = await home(loopback)
    general = there["channels"]["general"]
    async with bare() as client:
        await loopback.fault(SEND, effect=True, lose=True)
        with pytest.raises(aiohttp.ClientError):
            await client.get_channel(general).send("did it arrive?", nonce=17)
        assert await statuses(loopback, SEND) == ["lost"]
        done = await loopback.messages(general)
        found = await client.get_channel(general).send("did it arrive?", nonce=17)
        assert [str(found.id)] == [one["id"] for one in done]


async def test_a_lost_answer_of_an_idempotent_request_is_asked_for_again(loopback: Loopback, bare: Start) -> None:
    """A PUT on a reused connection that breaks comes twice, and the bot does not see it: aiohttp repeats it."""
    there = await home(loopback)
    async with bare() as client:
        line = "PUT /channels/*/permissions/*"
        await loopback.fault(line, effect=True, lose=True)
        channel = client.get_channel(there["channels"]["general"])
        await channel.set_permissions(channel.guild.default_role, view_channel=False)
        assert await statuses(loopback, line) == ["lost", 204]


async def test_a_request_that_never_is_answered_hangs(loopback: Loopback, bare: Start) -> None:
    """A half-open request hangs until its caller gives up, and has no effect."""
    there = await home(loopback)
    async with bare() as client:
        await loopback.fault(SEND, hang=True)
        with pytest.raises(TimeoutError):
            async with asyncio.timeout(0.2):
                await client.get_channel(there["channels"]["general"]).send("hello?")
        assert await statuses(loopback, SEND) == ["held"]
        assert await loopback.messages(there["channels"]["general"]) == []


async def test_a_scripted_refusal_and_a_closed_dm(loopback: Loopback, bare: Start) -> None:
    """Permissions are refused where a script says so, and closed DMs with their own code."""
    there = await home(loopback)
    ana = there["members"]["ana"]
    async with bare() as client:
        await loopback.fault("PATCH /guilds/*/members/*", status=403, code=50013, times=None)
        await loopback.close_dms(ana)
        member = client.get_guild(there["id"]).get_member(ana)
        for attempt, code in ((member.edit(nick="x"), 50013), (member.send("x"), 50007)):
            with pytest.raises(discord.Forbidden) as refused:
                await attempt
            assert refused.value.code == code


async def test_a_route_that_nobody_wrote_is_remembered(loopback: Loopback, bare: Start) -> None:
    """An unknown route is a 404 to the client and a trouble to the test."""
    async with bare() as client:
        with pytest.raises(discord.NotFound):
            await client.http.request(Route("GET", "/nowhere"))
    assert await loopback.troubles() == ["GET /nowhere"]
    await loopback.reset()


async def test_a_file_goes_up(loopback: Loopback, bare: Start) -> None:
    """A multipart upload is read as payload and files."""
    there = await home(loopback)
    async with bare() as client:
        file = discord.File(io.BytesIO(b"\x89 a poster"), "poster.png", description="A poster")
        await client.get_channel(there["channels"]["general"]).send("look", file=file)
        request = (await loopback.requests(SEND))[0]
        assert request["files"] == {"files[0]": {"name": "poster.png", "size": 10}}
        assert request["body"]["attachments"][0]["description"] == "A poster"


async def test_messages_are_found_changed_and_deleted(loopback: Loopback, bare: Start) -> None:
    """History, editing and deleting act on the same messages, and are announced."""
    there = await home(loopback)
    general, ana = there["channels"]["general"], there["members"]["ana"]
    async with bare() as client:
        channel = client.get_channel(general)
        said = [await loopback.say(ana, general, str(number)) for number in range(5)]
        assert [one.content async for one in channel.history(limit=3)] == ["4", "3", "2"]
        after = discord.Object(said[1]["id"])
        assert [one.content async for one in channel.history(after=after)] == ["2", "3", "4"]
        mine = await channel.send("draft")
        assert (await mine.edit(content="final")).content == "final"
        await (await channel.fetch_message(int(said[3]["id"]))).delete(delay=0)
        await loopback.wait_for(lambda: {"MESSAGE_UPDATE", "MESSAGE_DELETE"} <= {*client.events})
        assert [one["content"] for one in await loopback.messages(general)] == ["0", "1", "2", "4", "final"]
        with pytest.raises(discord.NotFound):
            await channel.fetch_message(int(said[3]["id"]))


async def test_a_thread_is_opened_and_a_channel_closed(loopback: Loopback, bare: Start) -> None:
    """Threads and permissions are made as asked, with their events and reasons."""
    there = await home(loopback)
    async with bare() as client:
        guild, channel = client.get_guild(there["id"]), client.get_channel(there["channels"]["general"])
        await channel.set_permissions(guild.default_role, view_channel=False, reason="set-up – quiet")
        ana = guild.get_member(there["members"]["ana"])
        await loopback.wait_for(lambda: not channel.permissions_for(ana).view_channel)
        thread = await channel.create_thread(name="talk", type=discord.ChannelType.public_thread)
        await thread.send("inside")
        assert [one.id for one in await guild.active_threads()] == [thread.id]
        assert [one async for one in channel.archived_threads()] == []
        assert (await loopback.requests("PUT /channels/*"))[0]["reason"] == "set-up – quiet"
