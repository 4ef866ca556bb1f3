"""Routes of messages."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

from tests.loopback.discord import shapes
from tests.loopback.discord.rest import route
from tests.loopback.discord.world import Refused

if TYPE_CHECKING:
    from tests.loopback.discord.rest import Call
    from tests.loopback.discord.shapes import Json
    from tests.loopback.discord.world import World

CHANGEABLE = ("content", "embeds", "components")


def create(world: World, call: Call, body: Json, channel: int, **extra: object) -> Json:
    """Check and post a message of the bot from a request, whose message is `body`."""
    if len(body.get("content") or "") > 2000:
        raise Refused(400, 50035, "Invalid Form Body")
    if not call.files and not any(body.get(part) for part in ("content", "embeds", "components", "poll")):
        raise Refused(400, 50006, "Cannot send an empty message")
    return world.post(channel, world.bot, body, **extra)


def change(world: World, body: Json, message: Json) -> Json:
    """Edit a message from a request, and announce it."""
    message |= {key: body[key] or ("" if key == "content" else []) for key in CHANGEABLE if key in body}
    message["edited_timestamp"] = shapes.stamp()
    world.announce("MESSAGE_UPDATE", message)
    return message


def remove(world: World, channel: int, message: int) -> None:
    """Delete a message of a channel, and announce it."""
    world.message(channel, message)
    del world.messages[channel][message]
    guild = world.channel(channel).get("guild_id")
    where = {"channel_id": str(channel)} | ({"guild_id": guild} if guild else {})
    world.emit("MESSAGE_DELETE", where | {"id": str(message)})


@route("POST /channels/{channel}/messages")
def send(world: World, call: Call, channel: int) -> Json:
    where, body = world.channel(channel), call.body
    if where["type"] == 1 and int(where["recipients"][0]["id"]) in world.closed_dms:
        raise Refused(403, 50007, "Cannot send messages to this user")
    key = (channel, str(body.get("nonce")))
    at, known = world.nonces.get(key, (0.0, {}))
    if body.get("enforce_nonce") and time.time() - at < world.settings.nonce_window:
        return known
    extra = {"nonce": body["nonce"]} if body.get("nonce") else {}
    made = create(world, call, body, channel, **extra)
    world.nonces[key] = (time.time(), made)
    return made


@route("GET /channels/{channel}/messages")
def history(world: World, call: Call, channel: int) -> list[Json]:
    world.channel(channel)
    after, before = (int(call.query.get(key, 0)) for key in ("after", "before"))
    ids = sorted(one for one in world.messages.get(channel, ()) if one > after and (not before or one < before))
    limit = int(call.query.get("limit", 50))
    chosen = ids[:limit] if after else ids[-limit:]
    return [world.messages[channel][one] for one in reversed(chosen)]


@route("GET PATCH DELETE /channels/{channel}/messages/{message}")
def one_message(world: World, call: Call, channel: int, message: int) -> Json | None:
    found = world.message(channel, message)
    if call.method == "DELETE":
        return remove(world, channel, message)
    if call.method == "PATCH" and found["author"]["id"] != world.bot["id"]:
        raise Refused(403, 50005, "Cannot edit a message authored by another user")
    return change(world, call.body, found) if call.method == "PATCH" else found
