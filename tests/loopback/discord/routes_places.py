"""Routes of the application, of people, and of places to write in."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.loopback.discord import shapes
from tests.loopback.discord.rest import route

if TYPE_CHECKING:
    from tests.loopback.discord.rest import Call
    from tests.loopback.discord.shapes import Json
    from tests.loopback.discord.world import World


@route("GET /users/@me")
def me(world: World, call: Call) -> Json:
    return world.bot


@route("GET /oauth2/applications/@me")
def application(world: World, call: Call) -> Json:
    owner = shapes.user(1, "owner")
    return {"id": world.bot["id"], "name": world.bot["username"], "icon": None, "description": "", "summary": "",
            "bot_public": True, "bot_require_code_grant": False, "verify_key": "0" * 64, "owner": owner, "team": None,
            "flags": world.application_flags(), "bot": world.bot, "hook": True, "tags": []}  # fmt: skip


@route("GET /gateway")
def gateway(world: World, call: Call) -> Json:
    return {"url": world.gateway_url(secure=call.secure)}


@route("PUT /applications/{app}/commands")
def commands(world: World, call: Call, app: int) -> list[Json]:
    usual = {"type": 1, "options": [], "description": "", "application_id": str(app), "version": "1"}
    world.commands = [usual | given | {"id": str(world.new_id())} for given in call.body]
    return world.commands


@route("POST /users/@me/channels")
def open_dm(world: World, call: Call) -> Json:
    return world.dm(int(call.body["recipient_id"]))


@route("PUT /channels/{channel}/permissions/{target}")
def permissions(world: World, call: Call, channel: int, target: int) -> None:
    found = world.channel(channel)
    kept = [one for one in found["permission_overwrites"] if one["id"] != str(target)]
    sides = {side: str(call.body[side] or 0) for side in ("allow", "deny")}
    found["permission_overwrites"] = [*kept, {"id": str(target), "type": int(call.body["type"])} | sides]
    world.emit("CHANNEL_UPDATE", found)


@route("POST /channels/{channel}/threads")
def make_thread(world: World, call: Call, channel: int) -> Json:
    ident, mine = world.new_id(), world.bot["id"]
    made = world.channels[ident] = shapes.thread(ident, world.channel(channel), mine, call.body)
    place = {"id": made["id"], "user_id": mine, "join_timestamp": shapes.stamp(), "flags": 0}
    world.emit("THREAD_CREATE", made | {"newly_created": True, "member": place})
    return made


@route("GET /guilds/{guild}/threads/active", "GET /channels/{channel}/threads/archived/public")
def threads(world: World, call: Call, guild: int = 0, channel: int = 0) -> Json:
    """No thread is ever archived here."""
    here = [one for one in world.channels.values() if "thread_metadata" in one and one["guild_id"] == str(guild)]
    return {"threads": here, "members": [], "has_more": False}
