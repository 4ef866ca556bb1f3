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


async def usher(loopback: Loopback, folder: Path) -> tuple[UsherClient, int, int]:
    """Return an unstarted Usher whose settings name a new server, with one of its members and a channel."""
    home = await loopback.guild(members=["boss", "ana"])
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
    return client, int(home["members"]["ana"]), int(home["channels"]["general"])


async def judged(client: UsherClient, member: int) -> int:
    """How many of a member's messages were decided."""
    guild = client.guilds[0].id
    return len(dict(await client.house.privacy.show(guild, member)).get("moderation", {}).get("decisions", []))


async def told(loopback: Loopback, client: UsherClient, member: int, count: int) -> None:
    """Wait until a member was told that often."""

    async def enough() -> bool:
        return len(await loopback.dms(member)) >= count and await judged(client, member) >= count

    await loopback.wait_for(enough, timeout=20)


@pytest.mark.parametrize("trouble", ["drop_socket", "op7", "op9", "half_open"])
async def test_a_broken_line_ends_with_every_message_judged_once(
    loopback: Loopback, tmp_path: Path, trouble: str
) -> None:
    """Before, during and after the trouble one strong word each is said; each gets one nudge, and none two."""
    client, ana, general = await usher(loopback, tmp_path)
    async with loopback.run(client):
        await loopback.wait_for(client.house.communities.guild_ids)
        await loopback.say(ana, general, STRONG)
        await told(loopback, client, ana, 1)
        await getattr(loopback, trouble)(**({"resumable": True} if trouble == "op9" else {}))
        await loopback.say(ana, general, STRONG)
        await told(loopback, client, ana, 2)
        await loopback.say(ana, general, STRONG)
        await told(loopback, client, ana, 3)

        assert len(await loopback.dms(ana)) == await judged(client, ana) == 3


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
