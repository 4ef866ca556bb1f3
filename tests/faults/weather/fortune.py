"""What nobody does: time, Discord's own troubles, and ends of the process."""

from __future__ import annotations

from typing import TYPE_CHECKING

from simcord.backend import serializers

from tests.faults.people import time_passes

if TYPE_CHECKING:
    from tests.faults.weather.sky import Sky

SENDING = (("POST", "/channels/*/messages"), ("POST", "/channels/*/threads"), ("POST", "/guilds/*"))
ROUTES = (
    *SENDING,
    ("GET", "/channels/*/messages"),
    ("POST", "/users/@me/channels"),
    ("GET", "/channels/*/threads/*"),
    ("DELETE", "/channels/*"),
    ("GET", "/guilds/*/members/*"),
    ("POST", "/interactions/*"),
    ("*", "/webhooks/*"),
)
TROUBLES = ((429, 0), (500, 0), (502, 0), (503, 0))
"""What Discord may answer to anything."""
REFUSALS = ((403, 50001), (403, 50013), (404, 10003), (400, 50035))
"""What it may answer to what would change something. It does not say that a thing is gone which is there."""

JUMPS = (20, 90, 20 * 60, 3 * 3600, 26 * 3600)


async def the_clock_jumps(sky: Sky) -> None:
    """The clock jumps forward, and what is due happens."""
    seconds = sky.chance.choice(JUMPS)
    sky.note(f"{seconds} seconds pass")
    await time_passes(sky.world, seconds)


async def discord_refuses(sky: Sky) -> None:
    """Some requests will be refused, for a reason or for none."""
    method, path = sky.chance.choice(ROUTES)
    status, code = sky.chance.choice((*TROUBLES, *REFUSALS) if (method, path) in SENDING else TROUBLES)
    times = sky.chance.randint(1, 4)
    sky.note(f"{method} {path} will be answered {status} ({code}) {times} times")
    sky.world.env.inject_error(method, path, status=status, code=code, times=times)


async def the_post_comes(sky: Sky) -> None:
    """Some of what was held back arrives."""
    sky.note("the post comes")
    sky.post.deliver(0.5)


async def discord_loses_the_server(sky: Sky) -> None:
    """The server is unavailable, and comes back."""
    backend, guild_id = sky.world.env.backend, sky.world.guild.id
    sky.note("the server is unavailable")
    backend.emit("GUILD_DELETE", {"id": str(guild_id), "unavailable": True})
    await sky.world.env.settle()
    sky.note("the server is available")
    backend.emit("GUILD_CREATE", serializers.guild_create_payload(backend, backend.get_guild(guild_id)))


async def usher_is_restarted(sky: Sky) -> None:
    """An admin updates Usher."""
    sky.note("Usher is restarted")
    await sky.restart()


async def usher_is_killed(sky: Sky) -> None:
    """The process will die soon, in the middle of something."""
    sky.note("the process will die")
    sky.light()


async def the_disk_is_full(sky: Sky) -> None:
    """A commit will fail, once."""
    sky.note("the disk is full")
    sky.fill_the_disk()
