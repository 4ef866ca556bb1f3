"""The stage of a test: makes servers and people, and lets people write, press and command.

Ids are numbers. Verbs that make an interaction wait until the person sees something, or `wait` seconds (0 returns at
once), and return the interaction as it stands then.
"""

from __future__ import annotations

import asyncio
import contextlib
import secrets
import time
from dataclasses import asdict
from typing import TYPE_CHECKING

from tests.loopback.discord import routes_interactions, routes_messages, routes_places, shapes  # they register routes
from tests.loopback.discord.gateway import Gateway
from tests.loopback.discord.misfortune import Luck
from tests.loopback.discord.rest import Call, Rest, seek
from tests.loopback.discord.world import APPLICATION, BORN, YEAR, Guild, Interaction, Settings, World

if TYPE_CHECKING:
    from aiohttp import web

    from tests.loopback.discord.shapes import Json

SLASH, PRESS = 2, 3
USER_OPTION = 6
ROUTES = (routes_interactions, routes_messages, routes_places)


class People:
    """The world and the verbs that live in it."""

    def __init__(self, settings: Settings) -> None:
        self.first, self.plain_url, self.gateway = asdict(settings), "", None
        self.reset()

    def reset(self, **settings: object) -> None:
        """Begin a new world: every socket breaks, and nothing is remembered."""
        for socket in self.gateway.sockets if self.gateway else ():
            socket.abort()
        self.luck, self.world = Luck(), World(Settings(**self.first | settings))
        self.world.plain_url = self.plain_url
        self.gateway = Gateway(self.world, self.luck)
        self.rest = Rest(self.world, self.luck, self.gateway)

    async def answer(self, request: web.Request) -> web.StreamResponse:
        """Answer a client in the world of now."""
        return await self.rest.answer(request)

    def configure(self, **settings: object) -> None:
        """Change settings (see `world.Settings`) from now on."""
        self.world.settings = Settings(**asdict(self.world.settings) | settings)

    def guild(
        self, name: str = "The Lantern Room", *, channels: list[str] = ("general",), roles: list[str] = (),
        members: list[str | Json] = ("owner",), crowd: int = 0,
    ) -> Json:  # fmt: skip
        """Make a server with the bot in it; returns `{id, owner, channels, roles, members, crowd}`, ids by name.

        Members are names or `{"name", "roles": [names]}`, and the first owns it. `crowd` adds so many fans, whose ids
        are a range: `[first, after the last, step]`.
        """
        world, ident = self.world, self.world.new_id()
        guild = world.guilds[ident] = Guild(shapes.guild(ident, name), crowd=range(BORN, BORN + crowd * 4096, 4096))
        ids = {"channels": {each: world.new_id() for each in channels}, "members": {},
               "roles": {each: world.new_id() for each in roles}}  # fmt: skip
        guild.roles[ident] = shapes.role(ident, "@everyone", position=0, permissions=shapes.ORDINARY)
        for place, (each, one) in enumerate(ids["roles"].items(), 1):
            guild.roles[one] = shapes.role(one, each, position=place)
        mark = {"permissions": shapes.EVERYTHING & ~shapes.ADMINISTRATOR, "tags": {"bot_id": world.bot["id"]}}
        mine = world.new_id()
        guild.roles[mine] = shapes.role(mine, "Usher", position=len(roles) + 1, managed=True, **mark)
        guild.members[APPLICATION] = shapes.member(world.bot, [str(mine)])
        for told in members:
            who = told if isinstance(told, dict) else {"name": told}
            one = ids["members"][who["name"]] = world.new_id(YEAR)
            world.users[one] = shapes.user(one, who["name"])
            guild.members[one] = shapes.member(
                world.users[one], [str(ids["roles"][role]) for role in who.get("roles", ())]
            )
        owner = next(iter(ids["members"].values()))
        guild.base["owner_id"] = str(owner)
        world.channels |= {
            one: shapes.channel(one, ident, each, place) for place, (each, one) in enumerate(ids["channels"].items())
        }
        self.gateway.bring(guild)
        return ids | {"id": ident, "owner": owner, "crowd": [guild.crowd.start, guild.crowd.stop, guild.crowd.step]}

    def act(self, method: str, path: str, body: Json | None = None) -> object:
        """Let somebody with the power do what a request would do, or `GET` what it would get."""
        _, function, arguments = seek(method, path)
        return function(self.world, Call(method, path, {}, body=body), **arguments)

    def close_dms(self, user: int) -> None:
        """A person takes no direct messages from now on."""
        self.world.closed_dms.add(user)

    def say(self, user: int, channel: int, content: str, *, at: float | None = None) -> Json:
        """A message of a person; `at` is when its id says that it was written, if not now, as in `time.time()`."""
        earlier = {} if at is None else {"id": str(self.world.new_id(time.time() - at)), "timestamp": shapes.stamp(at)}
        return self.world.post(channel, self.world.user(user), {"content": content}, **earlier)

    def dm(self, user: int, content: str) -> Json:
        """A direct message of a person to the bot."""
        return self.say(user, int(self.world.dm(user)["id"]), content)

    def edit(self, channel: int, message: int, content: str) -> Json:
        """The author edits a message."""
        return routes_messages.change(self.world, {"content": content}, self.world.message(channel, message))

    async def press(self, user: int, message: int, custom_id: str, *, wait: float = 5.0) -> Json:
        """Press a button on a message that all or only this person sees."""
        everywhere = (self.world.whispers, *self.world.messages.values())
        found = next(here[message] for here in everywhere if message in here)
        part = next(one for one in shapes.parts(found["components"]) if one.get("custom_id") == custom_id)
        data = {"custom_id": custom_id, "component_type": part["type"], "id": 1}
        return await self._interact(PRESS, user, int(found["channel_id"]), data, wait, found)

    async def slash(
        self, user: int, channel: int, command: str, options: Json | None = None, *, wait: float = 5.0
    ) -> Json:
        """Run a synced command, such as `cases show`."""
        name, *path = command.split()
        chosen = next(one for one in self.world.commands if (one["name"], one["type"]) == (name, 1))
        known = chosen["options"]
        for step in path:
            known = next(one for one in known if one["name"] == step).get("options") or []
        kinds = {one["name"]: one["type"] for one in known}
        people = {str(value) for key, value in (options or {}).items() if kinds[key] == USER_OPTION}
        given: list[Json] = [
            {"name": key, "type": kinds[key], "value": str(value) if kinds[key] == USER_OPTION else value}
            for key, value in (options or {}).items()
        ]
        for depth, step in enumerate(reversed(path), 1):
            given = [{"name": step, "type": depth, "options": given}]
        resolved = {"users": {one: self.world.user(int(one)) for one in people}, "members": {}}
        if guild := self.world.guild_of(self.world.channel(channel)):
            resolved["members"] = {
                one: guild.partial(int(one)) | {"permissions": str(shapes.ORDINARY)} for one in people
            }
        data = {"id": chosen["id"], "name": name, "type": 1, "options": given, "resolved": resolved}
        return await self._interact(SLASH, user, channel, data, wait)

    async def _interact(
        self, kind: int, user: int, channel: int, data: Json, wait: float, message: Json | None = None
    ) -> Json:
        world, where, everything = self.world, self.world.channel(channel), str(shapes.EVERYTHING)
        held = Interaction(world.new_id(), secrets.token_urlsafe(48), kind, user, channel, time.time())
        held.original = int(message["id"]) if message else None
        world.interactions[held.token] = held
        told = {"id": str(held.id), "application_id": world.bot["id"], "type": kind, "token": held.token,
                "version": 1, "channel_id": where["id"], "channel": where | {"permissions": everything},
                "locale": "en-GB", "app_permissions": everything, "entitlements": [], "data": data, "context": 1,
                "authorizing_integration_owners": {}, "attachment_size_limit": 10485760}  # fmt: skip
        if guild := world.guild_of(where):
            ident = guild.base["id"]
            mine = everything if guild.base["owner_id"] == str(user) else str(shapes.ORDINARY)
            told |= {"guild_id": ident, "guild": {"id": ident, "locale": "en-GB", "features": []}, "context": 0,
                     "guild_locale": "en-GB", "member": guild.member(user) | {"permissions": mine},
                     "authorizing_integration_owners": {"0": ident}}  # fmt: skip
        else:
            told |= {"user": world.user(user)}
        world.emit("INTERACTION_CREATE", told | ({"message": message} if message else {}))
        with contextlib.suppress(TimeoutError):  # the test reads what there is
            await asyncio.wait_for(held.seen.wait(), wait)
        return held.told()
