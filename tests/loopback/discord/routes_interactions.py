"""Routes of interactions and of webhooks, which share their paths: an application answers as its own webhook."""

from __future__ import annotations

import secrets
import time
from typing import TYPE_CHECKING

from tests.loopback.discord.rest import route
from tests.loopback.discord.routes_messages import change, create, remove
from tests.loopback.discord.world import EPHEMERAL, LOADING, Interaction, Refused

if TYPE_CHECKING:
    from tests.loopback.discord.rest import Call
    from tests.loopback.discord.shapes import Json
    from tests.loopback.discord.world import World

MESSAGE, DEFERRED, DEFERRED_UPDATE, UPDATE, CHOICES, MODAL = 4, 5, 6, 7, 8, 9


@route("POST /interactions/{ident}/{token}/callback")
def callback(world: World, call: Call, ident: int, token: str) -> Json:
    held = world.interactions.get(str(token))
    if held is None or (held.acked is None and time.time() - held.at > world.settings.ack_window):
        raise Refused(404, 10062, "Unknown interaction")
    if held.acked:
        raise Refused(400, 40060, "Interaction has already been acknowledged.")
    kind, data = call.body["type"], call.body.get("data") or {}
    message = _answer(world, call, held, kind, data)
    held.callback, held.acked = kind, time.time()
    if kind in {MESSAGE, UPDATE, CHOICES, MODAL}:
        held.show(message if kind in {MESSAGE, UPDATE} else None)
    told = {"id": str(ident), "type": held.kind, "response_message_loading": kind == DEFERRED}
    if message:
        whisper = bool(message["flags"] & EPHEMERAL)
        told |= {"response_message_id": message["id"], "response_message_ephemeral": whisper}
    shown = {"message": message} if kind in {MESSAGE, UPDATE} else {}
    return {"interaction": told, "resource": {"type": kind} | shown}


def _answer(world: World, call: Call, held: Interaction, kind: int, data: Json) -> Json | None:
    """What an answer of `kind` does; the message that it makes or changes, if any."""
    if kind in {MESSAGE, DEFERRED}:
        if kind == DEFERRED:
            flags = (data.get("flags") or 0) & EPHEMERAL | LOADING
            made = world.post(held.channel, world.bot, {"flags": flags}, type=20)
        else:
            made = create(world, call, data, held.channel, world.bot, type=20)
        held.original = int(made["id"])
        return made
    if kind in {DEFERRED_UPDATE, UPDATE}:
        found = find(world, held.channel, held.original)
        return change(world, call, data, found) if kind == UPDATE else found
    if kind == MODAL:
        held.modal = data
    else:
        held.choices = data["choices"]
    return None


def find(world: World, channel: int, ident: int | None) -> Json:
    """A message that everyone or one person sees, or `Refused` 10008."""
    return world.whispers.get(ident or 0) or world.message(channel, ident or 0)


def held_by(world: World, ident: int, token: str | int) -> Interaction | None:
    """The interaction that a webhook's path means, or None for a true webhook; may raise `Refused`."""
    if ident != int(world.bot["id"]):
        if world.webhooks.get(ident, {}).get("token") != str(token):
            raise Refused(404, 10015, "Unknown Webhook")
        return None
    held = world.interactions.get(str(token))
    if held is None or held.acked is None:
        raise Refused(404, 10015, "Unknown Webhook")
    if time.time() - held.at > world.settings.token_life:
        raise Refused(401, 50027, "Invalid Webhook Token")
    return held


@route("POST /webhooks/{ident}/{token}")
def execute(world: World, call: Call, ident: int, token: str | int) -> Json | None:
    held = held_by(world, ident, token)
    if held is None:
        hook = world.webhooks[ident]
        author = {"id": hook["id"], "username": call.body.get("username") or hook["name"], "bot": True,
                  "discriminator": "0000", "avatar": None, "global_name": None}  # fmt: skip
        channel = int(call.query.get("thread_id") or hook["channel_id"])
        made = create(world, call, call.body, channel, author, webhook_id=hook["id"])
        return made if call.query.get("wait") in {"1", "true"} else None
    waiting = find(world, held.channel, held.original) if held.original else None
    if waiting and waiting["flags"] & LOADING:
        # The first follow-up of a deferred answer takes its place, and whether it is a whisper was said before.
        waiting["flags"] &= ~LOADING
        made = change(world, call, call.body, waiting)
    else:
        made = create(world, call, call.body, held.channel, world.bot, webhook_id=str(ident))
        held.original = held.original or int(made["id"])
    held.show(made)
    return made


@route("GET PATCH DELETE /webhooks/{ident}/{token}/messages/{message}")
def answer(world: World, call: Call, ident: int, token: str | int, message: int | str) -> Json | None:
    held = held_by(world, ident, token)
    channel = held.channel if held else int(call.query.get("thread_id") or world.webhooks[ident]["channel_id"])
    if message == "@original":
        message = (held.original if held else None) or 0
    found = find(world, channel, int(message))
    if call.method == "PATCH":
        found["flags"] &= ~LOADING
        change(world, call, call.body, found)
        if held:
            held.show(found)
    elif call.method == "DELETE":
        if world.whispers.pop(int(message), None) is None:
            remove(world, channel, int(message))
        if held and found in held.messages:
            held.messages.remove(found)
        return None
    return found


@route("POST GET /channels/{channel}/webhooks", "GET /guilds/{guild}/webhooks")
def webhooks(world: World, call: Call, channel: int = 0, guild: int = 0) -> Json | list[Json]:
    if call.method == "GET":
        place = ("channel_id", str(channel)) if channel else ("guild_id", str(guild))
        return [hook for hook in world.webhooks.values() if hook[place[0]] == place[1]]
    ident, where = world.new_id(), world.channel(channel)
    made = {"id": str(ident), "type": 1, "guild_id": where["guild_id"], "channel_id": str(channel), "avatar": None,
            "name": call.body["name"], "user": world.bot, "application_id": world.bot["id"],
            "token": secrets.token_urlsafe(24)}  # fmt: skip
    world.webhooks[ident] = made
    world.emit("WEBHOOKS_UPDATE", {"guild_id": where["guild_id"], "channel_id": str(channel)})
    return made


@route("GET PATCH DELETE /webhooks/{ident}", "GET PATCH DELETE /webhooks/{ident}/{token}")
def webhook(world: World, call: Call, ident: int, token: str | int | None = None) -> Json | None:
    if ident not in world.webhooks:
        raise Refused(404, 10015, "Unknown Webhook")
    if call.method == "DELETE":
        del world.webhooks[ident]
        return None
    world.webhooks[ident] |= call.body or {}
    return world.webhooks[ident]
