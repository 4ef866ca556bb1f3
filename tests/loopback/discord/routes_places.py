"""Routes of the application, and of guilds: channels, threads, roles, members."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.loopback.discord import shapes
from tests.loopback.discord.rest import route
from tests.loopback.discord.world import Refused

if TYPE_CHECKING:
    from tests.loopback.discord.rest import Call
    from tests.loopback.discord.shapes import Json
    from tests.loopback.discord.world import Guild, World


@route("GET /users/@me")
def me(world: World, call: Call) -> Json:
    return world.bot


@route("GET /users/{user}")
def user(world: World, call: Call, user: int) -> Json:
    return world.user(user)


@route("GET /oauth2/applications/@me", "GET /applications/@me")
def application(world: World, call: Call) -> Json:
    owner = shapes.user(1, "owner")
    return {"id": world.bot["id"], "name": world.bot["username"], "icon": None, "description": "", "summary": "",
            "bot_public": True, "bot_require_code_grant": False, "verify_key": "0" * 64, "owner": owner, "team": None,
            "flags": world.application_flags(), "bot": world.bot, "hook": True, "tags": []}  # fmt: skip


@route("GET /gateway", "GET /gateway/bot")
def gateway(world: World, call: Call) -> Json:
    start = {"total": 1000, "remaining": 1000, "reset_after": 0, "max_concurrency": 1}
    url = "wss://gateway.discord.gg" if call.secure else world.plain_url.replace("http", "ws", 1) + "/gw"
    return {"url": url, "shards": 1, "session_start_limit": start}


@route("GET PUT /applications/{app}/commands", "GET PUT /applications/{app}/guilds/{guild}/commands")
def commands(world: World, call: Call, app: int, guild: int = 0) -> list[Json]:
    if call.method == "PUT":
        stamp = {"application_id": str(app), "version": "1"} | ({"guild_id": str(guild)} if guild else {})
        usual = {"type": 1, "options": [], "description": ""}
        world.commands[guild] = [usual | given | stamp | {"id": str(world.new_id())} for given in call.body]
    return world.commands.get(guild, [])


@route("POST /users/@me/channels")
def open_dm(world: World, call: Call) -> Json:
    return world.dm(int(call.body["recipient_id"]))


@route("GET /guilds/{guild}")
def fetch_guild(world: World, call: Call, guild: int) -> Json:
    found = world.guild(guild)
    return found.base | {"roles": [*found.roles.values()], "approximate_member_count": found.count()}


@route("GET /guilds/{guild}/channels", "GET /guilds/{guild}/threads/active")
def channels(world: World, call: Call, guild: int) -> list[Json] | Json:
    mine = [one for one in world.channels.values() if one.get("guild_id") == str(guild)]
    if not call.path.endswith("active"):
        return [one for one in mine if "thread_metadata" not in one]
    threads = [one for one in mine if "thread_metadata" in one and not one["thread_metadata"]["archived"]]
    return {"threads": threads, "members": [], "has_more": False}


@route("GET /channels/{channel}/threads/archived/public")
def archived_threads(world: World, call: Call, channel: int) -> Json:
    threads = (one for one in world.channels.values() if "thread_metadata" in one)
    old = [one for one in threads if one["parent_id"] == str(channel) and one["thread_metadata"]["archived"]]
    return {"threads": old, "members": [], "has_more": False}


@route("POST /guilds/{guild}/channels")
def make_channel(world: World, call: Call, guild: int) -> Json:
    world.guild(guild)
    ident = world.new_id()
    body = {key: value for key, value in call.body.items() if value is not None}
    if body.get("parent_id"):
        body["parent_id"] = str(body["parent_id"])
    made = world.channels[ident] = shapes.channel(ident, guild, **body)
    world.emit("CHANNEL_CREATE", made)
    return made


@route("GET PATCH DELETE /channels/{channel}")
def one_channel(world: World, call: Call, channel: int) -> Json:
    found = world.channel(channel)
    kind = "THREAD" if "thread_metadata" in found else "CHANNEL"
    if call.method == "PATCH":
        meta = found.get("thread_metadata", {})
        for key, value in call.body.items():
            (meta if key in meta else found)[key] = value
        found["permission_overwrites"] = [*map(shapes.overwrite, found.get("permission_overwrites", ()))]
        world.emit(f"{kind}_UPDATE", found)
    elif call.method == "DELETE":
        del world.channels[channel]
        world.messages.pop(channel, None)
        world.emit(f"{kind}_DELETE", found)
    return found


@route("PUT DELETE /channels/{channel}/permissions/{target}")
def permissions(world: World, call: Call, channel: int, target: int) -> None:
    found = world.channel(channel)
    kept = [one for one in found["permission_overwrites"] if one["id"] != str(target)]
    added = [shapes.overwrite(call.body | {"id": target})] if call.method == "PUT" else []
    found["permission_overwrites"] = kept + added
    world.emit("CHANNEL_UPDATE", found)


@route("POST /channels/{channel}/messages/{message}/threads", "POST /channels/{channel}/threads")
def make_thread(world: World, call: Call, channel: int, message: int | None = None) -> Json:
    parent, me = world.channel(channel), world.bot["id"]
    if message in world.channels:
        raise Refused(400, 160004, "A thread has already been created for this message")
    start = world.message(channel, message) if message else None
    made = shapes.thread(message or world.new_id(), parent, me, call.body)
    world.channels[int(made["id"])] = made
    if start:
        start["thread"] = made
    world.emit("THREAD_CREATE", made | {"newly_created": True, "member": shapes.thread_member(made["id"], me)})
    if parent["type"] != shapes.FORUM:
        return made
    return made | {"message": world.post(int(made["id"]), world.bot, call.body["message"])}


@route("GET POST /guilds/{guild}/roles")
def roles(world: World, call: Call, guild: int) -> list[Json] | Json:
    found = world.guild(guild)
    if call.method == "GET":
        return [*found.roles.values()]
    ident = world.new_id()
    made = found.roles[ident] = shapes.role(ident, **({"name": "new role"} | (call.body or {})))
    world.emit("GUILD_ROLE_CREATE", {"guild_id": str(guild), "role": made})
    return made


@route("PATCH DELETE /guilds/{guild}/roles/{role}")
def one_role(world: World, call: Call, guild: int, role: int) -> Json | None:
    known = world.guild(guild).roles
    if role not in known:
        raise Refused(404, 10011, "Unknown Role")
    if call.method == "DELETE":
        del known[role]
        for member in world.guild(guild).members.values():
            member["roles"] = [one for one in member["roles"] if one != str(role)]
        world.emit("GUILD_ROLE_DELETE", {"guild_id": str(guild), "role_id": str(role)})
        return None
    known[role] |= call.body
    world.emit("GUILD_ROLE_UPDATE", {"guild_id": str(guild), "role": known[role]})
    return known[role]


@route("GET PATCH DELETE /guilds/{guild}/members/{who}")
def member(world: World, call: Call, guild: int, who: int) -> Json | None:
    found = world.guild(guild)
    known = found.member(who)
    if call.method == "DELETE":
        leave(world, guild, who)
        return None
    if call.method == "PATCH":
        known |= call.body | ({"roles": [str(one) for one in call.body["roles"]]} if "roles" in call.body else {})
        updated(world, found, known)
    return known


@route("PUT DELETE /guilds/{guild}/members/{who}/roles/{role}")
def member_role(world: World, call: Call, guild: int, who: int, role: int) -> None:
    found = world.guild(guild)
    if role not in found.roles:
        raise Refused(404, 10011, "Unknown Role")
    known = found.member(who)
    known["roles"] = [one for one in known["roles"] if one != str(role)]
    known["roles"] += [str(role)] if call.method == "PUT" else []
    updated(world, found, known)


@route("PUT DELETE /guilds/{guild}/bans/{who}")
def ban(world: World, call: Call, guild: int, who: int) -> None:
    found, told = world.guild(guild), {"guild_id": str(guild), "user": world.user(who)}
    if call.method == "DELETE":
        if found.bans.pop(who, None) is None:
            raise Refused(404, 10026, "Unknown Ban")
        return world.emit("GUILD_BAN_REMOVE", told)
    found.bans[who] = told | {"reason": call.reason}
    world.emit("GUILD_BAN_ADD", told)
    return leave(world, guild, who) if found.has(who) else None


def leave(world: World, guild: int, who: int) -> None:
    """Take a member out, and announce it."""
    found = world.guild(guild)
    gone = found.member(who)
    del found.members[who]
    found.gone.add(who)
    world.emit("GUILD_MEMBER_REMOVE", {"guild_id": str(guild), "user": gone["user"]})


def updated(world: World, guild: Guild, member: Json) -> None:
    """Announce a changed member."""
    world.emit("GUILD_MEMBER_UPDATE", member | {"guild_id": guild.base["id"]})
