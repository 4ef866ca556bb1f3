"""Routes of interactions: acknowledgements, and the webhook by which an application answers."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

from tests.loopback.discord.rest import route
from tests.loopback.discord.routes_messages import change, create, remove
from tests.loopback.discord.world import EPHEMERAL, LOADING, Interaction, Refused

if TYPE_CHECKING:
    from tests.loopback.discord.rest import Call
    from tests.loopback.discord.shapes import Json
    from tests.loopback.discord.world import World

MESSAGE, DEFERRED, DEFERRED_UPDATE, UPDATE = 4, 5, 6, 7


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
    if kind not in {DEFERRED, DEFERRED_UPDATE}:
        held.show(message)
    told = {"id": str(ident), "type": held.kind, "response_message_loading": kind == DEFERRED}
    if message:
        whisper = bool(message["flags"] & EPHEMERAL)
        told |= {"response_message_id": message["id"], "response_message_ephemeral": whisper}
    shown = {"message": message} if kind in {MESSAGE, UPDATE} else {}
    return {"interaction": told, "resource": {"type": kind} | shown}


def _answer(world: World, call: Call, held: Interaction, kind: int, data: Json) -> Json | None:
    """What an answer of `kind` does; the message that it makes or changes. A modal is shown, and no more."""
    if kind in {DEFERRED_UPDATE, UPDATE}:
        found = find(world, held)
        return change(world, data, found) if kind == UPDATE else found
    if kind == MESSAGE:
        made = create(world, call, data, held.channel, type=20)
    elif kind == DEFERRED:
        flags = (data.get("flags") or 0) & EPHEMERAL | LOADING
        made = world.post(held.channel, world.bot, {"flags": flags}, type=20)
    else:
        return None
    held.original = int(made["id"])
    return made


def find(world: World, held: Interaction, ident: int | str = "@original") -> Json:
    """A message that an interaction may change, whoever sees it, or `Refused` 10008."""
    known = (held.original or 0) if ident == "@original" else int(ident)
    return world.whispers.get(known) or world.message(held.channel, known)


def held_by(world: World, token: str | int) -> Interaction:
    """The interaction that a webhook's path means, while it may still be answered, or `Refused`."""
    held = world.interactions.get(str(token))
    if held is None or held.acked is None:
        raise Refused(404, 10015, "Unknown Webhook")
    if time.time() - held.at > world.settings.token_life:
        raise Refused(401, 50027, "Invalid Webhook Token")
    return held


@route("POST /webhooks/{app}/{token}")
def follow_up(world: World, call: Call, app: int, token: str | int) -> Json:
    held = held_by(world, token)
    waiting = find(world, held) if held.original else None
    if waiting and waiting["flags"] & LOADING:
        # The first follow-up of a deferred answer takes its place, and whether it is a whisper was said before.
        waiting["flags"] &= ~LOADING
        made = change(world, call.body, waiting)
    else:
        made = create(world, call, call.body, held.channel, webhook_id=str(app))
        held.original = held.original or int(made["id"])
    held.show(made)
    return made


@route("GET PATCH DELETE /webhooks/{app}/{token}/messages/{message}")
def answer(world: World, call: Call, app: int, token: str | int, message: int | str) -> Json | None:
    held = held_by(world, token)
    found = find(world, held, message)
    if call.method == "PATCH":
        found["flags"] &= ~LOADING
        change(world, call.body, found)
        held.show(found)
    elif call.method == "DELETE":
        if world.whispers.pop(int(found["id"]), None) is None:
            remove(world, held.channel, int(found["id"]))
        held.messages = [one for one in held.messages if one is not found]
        return None
    return found
