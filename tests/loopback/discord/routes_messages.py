"""Routes of messages and reactions."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

from tests.loopback.discord import shapes
from tests.loopback.discord.rest import route
from tests.loopback.discord.world import EPOCH_MS, Refused

if TYPE_CHECKING:
    from tests.loopback.discord.rest import Call
    from tests.loopback.discord.shapes import Json
    from tests.loopback.discord.world import World

CHANGEABLE = ("content", "embeds", "components")
OLD = 14 * 24 * 3600


def check(body: Json, files: dict[str, str]) -> None:
    """Refuse what every sender can get wrong."""
    if len(body.get("content") or "") > 2000:
        raise Refused(400, 50035, "Invalid Form Body")
    if not files and not any(body.get(part) for part in ("content", "embeds", "components", "poll", "sticker_ids")):
        raise Refused(400, 50006, "Cannot send an empty message")


def attached(world: World, call: Call, body: Json, channel: int) -> list[Json]:
    """The attachments of a new or edited message: kept ones by id, uploaded ones by the number of their field."""
    made = []
    for told in body.get("attachments") or []:
        data = call.data.get(f"files[{told['id']}]")
        if data is not None:
            extra = {"description": told["description"]} if told.get("description") else {}
            name = told.get("filename") or call.files[f"files[{told['id']}]"]
            made.append(world.attach(channel, name, data, **extra))
    return made


def create(world: World, call: Call, body: Json, channel: int, author: Json, **extra: object) -> Json:
    """Check and post a message from a request, whose message is `body`."""
    check(body, call.files)
    return world.post(channel, author, body, attachments=attached(world, call, body, channel), **extra)


def change(world: World, call: Call, body: Json, message: Json) -> Json:
    """Edit a message from a request, and announce it."""
    message |= {key: body[key] or ("" if key == "content" else []) for key in CHANGEABLE if key in body}
    if "attachments" in body:
        keep = {str(one["id"]) for one in body["attachments"] or []}
        kept = [one for one in message["attachments"] if one["id"] in keep]
        message["attachments"] = kept + attached(world, call, body, int(message["channel_id"]))
    message["mentions"] = [world.users[one] for one in shapes.mentioned(message) if one in world.users]
    message["edited_timestamp"] = shapes.stamp()
    world.announce("MESSAGE_UPDATE", message)
    return message


def remove(world: World, channel: int, message: int) -> None:
    """Delete a message of a channel, and announce it."""
    world.message(channel, message)
    del world.messages[channel][message]
    world.emit("MESSAGE_DELETE", place(world, channel) | {"id": str(message)})


def place(world: World, channel: int) -> Json:
    """Where an event about a message happened."""
    guild = world.channel(channel).get("guild_id")
    return {"channel_id": str(channel)} | ({"guild_id": guild} if guild else {})


@route("POST /channels/{channel}/messages")
def send(world: World, call: Call, channel: int) -> Json:
    where, body = world.channel(channel), call.body
    if where["type"] == 1 and int(where["recipients"][0]["id"]) in world.closed_dms:
        raise Refused(403, 50007, "Cannot send messages to this user")
    key = (channel, world.bot["id"], str(body.get("nonce")))
    at, known = world.nonces.get(key, (0.0, {}))
    if body.get("enforce_nonce") and time.time() - at < world.settings.nonce_window:
        return known
    extra = {"nonce": body["nonce"]} if body.get("nonce") else {}
    made = create(world, call, body, channel, world.bot, **extra)
    world.nonces[key] = (time.time(), made)
    if "thread_metadata" in where:
        where["thread_metadata"]["archived"] = False
    return made


@route("GET /channels/{channel}/messages")
def history(world: World, call: Call, channel: int) -> list[Json]:
    world.channel(channel)
    after, before = (int(call.query.get(key, 0)) for key in ("after", "before"))
    ids = sorted(one for one in world.messages.get(channel, ()) if one > after and (not before or one < before))
    limit = int(call.query.get("limit", 50))
    chosen = ids[:limit] if after else ids[-limit:]
    return [world.messages[channel][one] for one in reversed(chosen)]


@route("GET /channels/{channel}/messages/{message}")
def fetch(world: World, call: Call, channel: int, message: int) -> Json:
    return world.message(channel, message)


@route("PATCH /channels/{channel}/messages/{message}")
def edit(world: World, call: Call, channel: int, message: int) -> Json:
    found = world.message(channel, message)
    if found["author"]["id"] != world.bot["id"]:
        raise Refused(403, 50005, "Cannot edit a message authored by another user")
    return change(world, call, call.body, found)


@route("DELETE /channels/{channel}/messages/{message}")
def delete(world: World, call: Call, channel: int, message: int) -> None:
    remove(world, channel, message)


@route("POST /channels/{channel}/messages/bulk-delete")
def bulk_delete(world: World, call: Call, channel: int) -> None:
    ids = {int(one) for one in call.body["messages"]}
    if not 2 <= len(ids) <= 100:
        raise Refused(400, 50016, "Provided too few or too many messages to delete")
    if any(((one >> 22) + EPOCH_MS) / 1000 < time.time() - OLD for one in ids):
        raise Refused(400, 50034, "A message provided was too old to bulk delete")
    gone = [str(one) for one in ids if world.messages.get(channel, {}).pop(one, None)]
    world.emit("MESSAGE_DELETE_BULK", place(world, channel) | {"ids": gone})


@route(
    "POST /channels/{channel}/typing",
    "PUT DELETE /channels/{channel}/messages/pins/{message}",
    "PUT DELETE /channels/{channel}/thread-members/{who}",
    "PUT DELETE /channels/{channel}/messages/{message}/reactions/{emoji}/@me",
)
def small_signs(world: World, call: Call, channel: int, message: int = 0, **_: object) -> None:
    """Written down as requests; the world keeps nothing of them."""
    world.message(channel, message) if message else world.channel(channel)
