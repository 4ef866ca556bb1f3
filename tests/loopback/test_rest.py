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
        await client.fetch_user(there["owner"])
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


async def test_a_counted_limit_is_kept_by_its_headers(loopback: Loopback, bare: Start) -> None:
    """A client that reads the headers stays within a limit without a single 429."""
    there = await home(loopback)
    await loopback.limit(SEND, 3, 0.3)
    async with bare() as client:
        channel = client.get_channel(there["channels"]["general"])
        begun = time.monotonic()
        await asyncio.gather(*(channel.send(str(number)) for number in range(7)))
        assert time.monotonic() - begun > 0.5
        assert await statuses(loopback, SEND) == [200] * 7


async def test_a_limit_refuses_who_does_not_heed_it(loopback: Loopback) -> None:
    """Beyond the limit the answer is a 429 that names its wait."""
    there = await home(loopback)
    await loopback.limit(SEND, 1, 5)
    url = f"{loopback.environment()['USHER_API_BASE']}/v10/channels/{there['channels']['general']}/messages"
    headers = {"Authorization": f"Bot {loopback.token}"}
    async with aiohttp.ClientSession(headers=headers) as session:
        async with session.post(url, json={"content": "one"}) as first:
            assert first.status == 200
            assert first.headers["X-RateLimit-Remaining"] == "0"
            assert first.headers["Content-Type"] == "application/json"
        async with session.post(url, json={"content": "two"}) as second:
            assert second.status == 429
            assert 4 < (await second.json())["retry_after"] <= 5
            assert second.headers["Via"]


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
    there = await home(loopback, roles=["Regular"])
    async with bare() as client:
        line = "PUT /guilds/*/members/*/roles/*"
        await loopback.fault(line, effect=True, lose=True)
        ana = client.get_guild(there["id"]).get_member(there["members"]["ana"])
        await ana.add_roles(discord.Object(there["roles"]["Regular"]))
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


async def test_a_file_goes_up_and_comes_down(loopback: Loopback, bare: Start) -> None:
    """A multipart upload is read as payload and files, kept, and served again under its own address."""
    there = await home(loopback)
    async with bare() as client:
        file = discord.File(io.BytesIO(b"\x89 a poster"), "poster.png", description="A poster")
        sent = await client.get_channel(there["channels"]["general"]).send("look", file=file)
        assert await sent.attachments[0].read() == b"\x89 a poster"
        request = (await loopback.requests(SEND))[0]
        assert request["files"] == {"files[0]": "poster.png"}
        assert request["body"]["attachments"][0]["description"] == "A poster"
        assert (await sent.edit(attachments=[])).attachments == []


async def test_a_route_that_nobody_wrote_is_remembered(loopback: Loopback, bare: Start) -> None:
    """An unknown route is a 404 to the client and a trouble to the test."""
    async with bare() as client:
        with pytest.raises(discord.NotFound):
            await client.http.request(Route("GET", "/nowhere"))
    assert await loopback.troubles() == ["GET /nowhere"]
    await loopback.reset()


async def test_messages_are_found_changed_and_deleted(loopback: Loopback, bare: Start) -> None:
    """History, fetching, editing and both ways of deleting act on the same messages, and are announced."""
    there = await home(loopback)
    general, ana = there["channels"]["general"], there["members"]["ana"]
    async with bare() as client:
        channel = client.get_channel(general)
        old = await loopback.say(ana, general, "old", age=15 * 24 * 3600)
        said = [await loopback.say(ana, general, str(number)) for number in range(5)]
        assert [one.content async for one in channel.history(limit=3)] == ["4", "3", "2"]
        assert [one.content async for one in channel.history(oldest_first=True)] == ["old", *"01234"]
        with pytest.raises(discord.HTTPException) as refused:
            await channel.delete_messages([discord.Object(old["id"]), discord.Object(said[0]["id"])])
        assert refused.value.code == 50034
        await channel.delete_messages([discord.Object(one["id"]) for one in said[:3]])
        await (await channel.fetch_message(int(said[3]["id"]))).delete(delay=0)
        await loopback.wait_for(lambda: {"MESSAGE_DELETE", "MESSAGE_DELETE_BULK"} <= {*client.events})
        assert [one["content"] for one in await loopback.messages(general)] == ["old", "4"]
        with pytest.raises(discord.NotFound):
            await channel.fetch_message(int(said[3]["id"]))


async def test_places_are_made_and_changed(loopback: Loopback, bare: Start) -> None:
    """Channels, threads, forums, roles and members change as asked, with their events and reasons."""
    there = await home(loopback, channels=["general", {"name": "fan works", "type": 15}], roles=["Regular"])
    ana = there["members"]["ana"]
    async with bare() as client:
        guild = client.get_guild(there["id"])
        member, regular = guild.get_member(ana), guild.get_role(there["roles"]["Regular"])
        team = await guild.create_role(name="Team", reason="set-up – quiet")
        hidden = {guild.default_role: discord.PermissionOverwrite(view_channel=False)}
        desk = await guild.create_text_channel("desk", overwrites=hidden)
        await desk.set_permissions(team, view_channel=True)
        await loopback.wait_for(lambda: guild.get_channel(desk.id) and len(guild.get_channel(desk.id).overwrites) == 2)
        assert not guild.get_channel(desk.id).permissions_for(member).view_channel
        await (await desk.edit(topic="decisions")).edit(name="the-desk")
        await member.add_roles(regular, team)
        await member.edit(nick="Ana")
        until = discord.utils.utcnow() + discord.utils.datetime.timedelta(hours=1)
        await member.timeout(until, reason="quiet")
        await loopback.wait_for(lambda: member.is_timed_out() and {regular, team} <= {*member.roles})
        message = await guild.get_channel(there["channels"]["general"]).send("start")
        thread = await message.create_thread(name="talk")
        assert thread.id == message.id
        await thread.send("inside")
        await thread.edit(locked=True, archived=True)
        made = await guild.get_channel(there["channels"]["fan works"]).create_thread(name="art", content="mine")
        assert made.message.content == "mine"
        assert [one.id for one in await guild.active_threads()] == [made.thread.id]
        await team.delete()
        await desk.delete()
        await loopback.wait_for(lambda: not guild.get_channel(desk.id) and team not in member.roles)
        assert (await guild.fetch_member(ana)).nick == "Ana"
        assert (await loopback.requests("POST /guilds/*/roles"))[0]["reason"] == "set-up – quiet"


async def test_people_with_power_act_beside_the_client(loopback: Loopback, bare: Start) -> None:
    """A test can let staff remove a role or a member, and the client hears of it."""
    there = await home(loopback, roles=["Regular"])
    async with bare() as client:
        guild = client.get_guild(there["id"])
        await loopback.act("DELETE", f"/guilds/{there['id']}/roles/{there['roles']['Regular']}")
        await loopback.act("DELETE", f"/guilds/{there['id']}/members/{there['members']['ana']}")
        await loopback.wait_for(lambda: len(guild.members) == 2 and not guild.get_role(there["roles"]["Regular"]))
        again = await loopback.join(there["id"], "ana", there["members"]["ana"])
        await loopback.wait_for(lambda: guild.get_member(again))


async def test_a_webhook_speaks_edits_and_leaves(loopback: Loopback, bare: Start) -> None:
    """Webhooks are made, used with a name of their own, edited and deleted."""
    there = await home(loopback)
    async with bare() as client:
        channel = client.get_channel(there["channels"]["general"])
        hook = await channel.create_webhook(name="Programme")
        said = await hook.send("tonight", username="The projectionist", wait=True)
        await said.edit(content="tomorrow")
        told = (await loopback.messages(channel.id))[0]
        assert (told["content"], told["author"]["username"]) == ("tomorrow", "The projectionist")
        await said.delete()
        assert [one.id for one in await channel.webhooks()] == [hook.id]
        await hook.delete()
        assert await channel.webhooks() == []
