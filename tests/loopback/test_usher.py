"""The real Usher behind lines that break: every message is judged once, and every nudge arrives."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from bot.bootstrap import build

if TYPE_CHECKING:
    from bot.client import UsherClient
    from tests.loopback.discord import Loopback

SHIPPED = Path(__file__).parents[2] / "config"
STRONG = "that was a shitty ending"


async def before_identify_hook(shard_id: int | None, *, initial: bool = False) -> None:
    """Identify without discord.py's pause of five seconds, in which it reads nothing and so hears no heartbeat."""


async def usher(loopback: Loopback, folder: Path) -> tuple[UsherClient, int, int]:
    """Return an unstarted Usher whose settings name a new server, with one of its members and a channel."""
    home = await loopback.guild(members=["boss", "ana", "bob"])
    config = folder / "config"
    shutil.copytree(SHIPPED, config, ignore=shutil.ignore_patterns(".schema"))
    file = config / "communities" / "main" / "community.yaml"
    file.write_text(f'name: Home\nserver: "{home["id"]}"\n', encoding="utf-8")
    client = build(
        config,
        f"sqlite+aiosqlite:///{folder / 'usher.db'}",
        connector=loopback.connector(),
        guild_ready_timeout=0.05,
        heartbeat_timeout=1.0,
    )
    client.event(before_identify_hook)
    return client, int(home["members"]["ana"]), int(home["channels"]["general"])


async def judged(client: UsherClient, member: int) -> list[str]:
    """The ids of a member's messages that were decided, in order."""
    guild = client.guilds[0].id
    kept = dict(await client.house.privacy.show(guild, member)).get("moderation", {})
    return [each["message"] for each in kept.get("decisions", [])]


async def told(loopback: Loopback, client: UsherClient, member: int, count: int) -> None:
    """Wait until a member was told that often."""

    async def enough() -> bool:
        return len(await loopback.dms(member)) >= count and len(await judged(client, member)) >= count

    await loopback.wait_for(enough, timeout=20)


@pytest.mark.parametrize(
    ("trouble", "how", "back"),
    [
        ("drop_socket", {}, "resume"),
        ("op7", {}, "resume"),
        ("op9", {"resumable": True}, "resume"),
        ("op9", {}, "identify"),
        ("half_open", {}, "resume"),
    ],
)
async def test_a_broken_line_ends_with_every_message_judged_once(
    loopback: Loopback, tmp_path: Path, trouble: str, how: dict[str, bool], back: str
) -> None:
    """Before, during and after the trouble a strong word is said; each that Discord delivers gets one nudge."""
    client, ana, general = await usher(loopback, tmp_path)
    async with loopback.run(client):
        await loopback.wait_for(client.house.communities.guild_ids)
        before = await loopback.say(ana, general, STRONG)
        await told(loopback, client, ana, 1)
        seen = len(await loopback.gateway_log())
        await getattr(loopback, trouble)(**how)
        during = await loopback.say(ana, general, STRONG)

        async def reconnected() -> bool:
            return back in {one["event"] for one in (await loopback.gateway_log())[seen:]}

        await loopback.wait_for(reconnected)
        after = await loopback.say(ana, general, STRONG)
        # What is said while there is no session, Discord tells to no later one.
        delivered = [one["id"] for one in (before, during, after) if back == "resume" or one is not during]
        await told(loopback, client, ana, len(delivered))
        last = await loopback.say(ana, general, STRONG)
        await told(loopback, client, ana, len(delivered) + 1)

        assert await judged(client, ana) == [*delivered, last["id"]]
        assert len(await loopback.dms(ana)) == len(delivered) + 1


async def test_a_server_that_was_away_for_a_moment_is_looked_after(loopback: Loopback, tmp_path: Path) -> None:
    """Discord loses a server and brings it back, also twice: before and after, each message is judged once."""
    client, ana, general = await usher(loopback, tmp_path)
    async with loopback.run(client):
        await loopback.wait_for(client.house.communities.guild_ids)
        guild = client.guilds[0].id
        said = [await loopback.say(ana, general, STRONG)]
        for _ in range(2):
            await loopback.lose(guild, outage=True)
            await loopback.bring(guild, outage=True)
            said.append(await loopback.say(ana, general, STRONG))
        await told(loopback, client, ana, 3)

        assert await judged(client, ana) == [one["id"] for one in said]
        assert len(await loopback.dms(ana)) == 3


async def test_a_429_delays_a_nudge_and_loses_nothing(loopback: Loopback, tmp_path: Path) -> None:
    """Discord asks to wait; the nudge comes afterwards, once."""
    client, ana, general = await usher(loopback, tmp_path)
    async with loopback.run(client):
        await loopback.wait_for(client.house.communities.guild_ids)
        await loopback.fault("POST /channels/*/messages", status=429, retry_after=0.3, times=2)
        await loopback.say(ana, general, STRONG)
        await told(loopback, client, ana, 1)

        requests = await loopback.requests("POST /channels/*/messages")
        assert [request["status"] for request in requests][:3] == [429, 429, 200]
        assert len(await loopback.dms(ana)) == 1


async def test_a_request_that_hangs_holds_up_nobody_else(loopback: Loopback, tmp_path: Path) -> None:
    """While Discord does not answer what is written to one member, others are told; then the first is told, once."""
    client, ana, general = await usher(loopback, tmp_path)
    async with loopback.run(client):
        await loopback.wait_for(client.house.communities.guild_ids)
        bob = next(each.id for each in client.guilds[0].members if each.name == "bob")
        opened = await loopback.act("POST", "/users/@me/channels", {"recipient_id": str(ana)})
        line = f"POST /channels/{opened['id']}/messages"
        await loopback.fault(line, delay=2)
        await loopback.say(ana, general, STRONG)
        await loopback.wait_for(lambda: loopback.requests(line))
        await loopback.say(bob, general, STRONG)
        await told(loopback, client, bob, 1)
        assert await loopback.dms(ana) == []
        await told(loopback, client, ana, 1)

        assert len(await loopback.dms(ana)) == len(await loopback.dms(bob)) == 1
