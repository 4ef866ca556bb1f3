"""The stage of a test: makes servers and people, and lets people write, press, command and fill in.

Ids are numbers. Verbs that make an interaction wait until the person sees something, or `wait` seconds (0 returns at
once), and return the interaction as it stands then.
"""

from __future__ import annotations

import asyncio
import base64
import contextlib
import secrets
import time
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from tests.loopback.discord import routes_interactions, routes_messages, routes_places, shapes  # they register routes
from tests.loopback.discord.gateway import Gateway
from tests.loopback.discord.misfortune import Luck
from tests.loopback.discord.rest import Call, Rest, seek
from tests.loopback.discord.world import APPLICATION, BORN, YEAR, Guild, Interaction, Settings, World

if TYPE_CHECKING:
    from aiohttp import web

    from tests.loopback.discord.shapes import Json

SLASH, PRESS, COMPLETE, MODAL = 2, 3, 4, 5
ID_OPTIONS = {6, 7, 8}  # a user, a channel, a role
ROUTES = (routes_interactions, routes_messages, routes_places)


def named(given: str | Json) -> Json:
    """A description of which only the name may be said."""
    return {"name": given} if isinstance(given, str) else dict(given)


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
        self, name: str = "The Lantern Room", *, channels: list[str | Json] = ("general",),
        roles: list[str | Json] = (), members: list[str | Json] = (), crowd: int = 0,
        bot_permissions: int = shapes.EVERYTHING & ~shapes.ADMINISTRATOR,
    ) -> Json:  # fmt: skip
        """Make a server with the bot in it; returns `{id, owner, channels, roles, members, crowd}`, ids by name.

        Channels are names or `{"name", "type", "parent" (a name), …}`; roles names or `{"name", "permissions", …}`;
        members names or `{"name", "roles": [names], …}`, of whom the first owns it. `crowd` adds so many fans, whose
        ids are a range: `[first, after the last, step]`.
        """
        world, ident = self.world, self.world.new_id()
        guild = world.guilds[ident] = Guild(shapes.guild(ident, name), crowd=range(BORN, BORN + crowd * 4096, 4096))
        guild.roles[ident] = shapes.role(ident, "@everyone", position=0, permissions=shapes.ORDINARY)
        ids: dict[str, dict[str, int]] = {"channels": {}, "roles": {}, "members": {}}
        for place, told in enumerate(map(named, roles), 1):
            one = ids["roles"][told["name"]] = world.new_id()
            guild.roles[one] = shapes.role(one, **{"position": place} | told)
        mine, tags = world.new_id(), {"bot_id": world.bot["id"]}
        mark = {"position": len(roles) + 1, "permissions": bot_permissions, "managed": True, "tags": tags}
        guild.roles[mine] = shapes.role(mine, "Usher", **mark)
        guild.members[APPLICATION] = shapes.member(world.bot, [str(mine)])
        for told in map(named, members or ("owner",)):
            called = told.pop("name")
            one = ids["members"][called] = world.new_user(called)
            held = [str(ids["roles"][role]) for role in told.pop("roles", ())]
            guild.members[one] = shapes.member(world.user(one), held, **told)
        owner = next(iter(ids["members"].values()))
        guild.base["owner_id"] = str(owner)
        for place, told in enumerate(map(named, channels)):
            one = ids["channels"][told["name"]] = world.new_id()
            parent = {"parent_id": str(ids["channels"][told.pop("parent")])} if "parent" in told else {}
            world.channels[one] = shapes.channel(one, ident, **{"position": place} | parent | told)
        for session in self.gateway.sessions.values():
            session.push("GUILD_CREATE", self.gateway.whole(guild, session.intents))
        crowd_ids = [guild.crowd.start, guild.crowd.stop, guild.crowd.step]
        return ids | {"id": ident, "owner": owner, "crowd": crowd_ids}

    def act(self, method: str, path: str, body: Json | None = None, query: Json | None = None) -> object:
        """Let somebody with the power do what a request would do, or `GET` what it would get."""
        _, function, arguments = seek(method, path)
        return function(self.world, Call(method, path, query or {}, body=body), **arguments)

    def join(self, guild: int, name: str, user: int | None = None, *, account_age: float = YEAR) -> int:
        """A person joins (`user`: one who was there before); returns their id."""
        user = user or self.world.new_user(name, account_age)
        self.world.guild(guild).gone.discard(user)
        member = shapes.member(self.world.user(user), joined_at=shapes.stamp())
        self.world.guild(guild).members[user] = member
        self.world.emit("GUILD_MEMBER_ADD", member | {"guild_id": str(guild)})
        return user

    def close_dms(self, user: int) -> None:
        """A person takes no direct messages from now on."""
        self.world.closed_dms.add(user)

    def say(
        self, user: int, channel: int, content: str = "", *, age: float = 0.0, reply_to: int | None = None,
        attachments: list[Json] = (),
    ) -> Json:  # fmt: skip
        """A message of a person, `age` seconds old; attachments are `{"filename", "data" (base64), …}`."""
        files = [
            self.world.attach(channel, one["filename"], base64.b64decode(one.pop("data", "")), **one)
            for one in attachments
        ]
        body = {"content": content} | ({"message_reference": {"message_id": reply_to}} if reply_to else {})
        return self.world.post(channel, self.world.user(user), body, age=age, attachments=files)

    def dm(self, user: int, content: str) -> Json:
        """A direct message of a person to the bot."""
        return self.say(user, int(self.world.dm(user)["id"]), content)

    def edit(self, channel: int, message: int, content: str) -> Json:
        """The author edits a message."""
        call = Call("PATCH", f"/channels/{channel}/messages/{message}", {})
        return routes_messages.change(self.world, call, {"content": content}, self.world.message(channel, message))

    async def press(
        self, user: int, message: int, custom_id: str, values: list[str] | None = None, *, wait: float = 5.0
    ) -> Json:
        """Press a button, or choose `values` in a menu, on a message that all or only this person sees."""
        everywhere = (self.world.whispers, *self.world.messages.values())
        found = next(here[message] for here in everywhere if message in here)
        part = next(one for one in shapes.parts(found["components"]) if one.get("custom_id") == custom_id)
        data = {"custom_id": custom_id, "component_type": part["type"], "id": 1}
        if values is not None:
            data |= {"values": values, "resolved": self._resolved(int(found["channel_id"]), values)}
        return await self._interact(PRESS, user, int(found["channel_id"]), data, wait, found)

    async def slash(
        self, user: int, channel: int, command: str, options: Json | None = None, *, focused: str = "",
        wait: float = 5.0,
    ) -> Json:  # fmt: skip
        """Run a synced command, such as `cases show`; with `focused` ask for the completions of that option instead."""
        name, *path = command.split()
        chosen = self._command(name, {1}, channel)
        known = chosen.get("options") or []
        for step in path:
            known = next(one for one in known if one["name"] == step).get("options") or []
        kinds = {one["name"]: one["type"] for one in known}
        given: list[Json] = [
            {"name": key, "type": kinds[key], "value": str(value) if kinds[key] in ID_OPTIONS else value}
            | ({"focused": True} if key == focused else {})
            for key, value in (options or {}).items()
        ]
        ids = [one["value"] for one in given if one["type"] in ID_OPTIONS]
        for depth, step in enumerate(reversed(path), 1):
            given = [{"name": step, "type": depth, "options": given}]
        data = {"id": chosen["id"], "name": name, "type": 1, "options": given}
        data |= {} if focused else {"resolved": self._resolved(channel, ids)}
        return await self._interact(COMPLETE if focused else SLASH, user, channel, data, wait)

    async def menu(self, user: int, channel: int, command: str, target: int, *, wait: float = 5.0) -> Json:
        """Use a context menu on a message of `channel`, or else on a person."""
        message = self.world.messages.get(channel, {}).get(target)
        chosen = self._command(command, {2, 3}, channel)
        resolved = {"messages": {str(target): message}} if message else self._resolved(channel, [target])
        data = {"id": chosen["id"], "name": command, "type": chosen["type"], "target_id": str(target)}
        return await self._interact(SLASH, user, channel, data | {"resolved": resolved}, wait)

    async def submit(self, interaction: int, values: Json, *, wait: float = 5.0) -> Json:
        """Fill in the modal that an interaction brought: `{custom_id: text, or list of chosen values}`."""
        held = next(one for one in self.world.interactions.values() if one.id == interaction)

        def filled(part: Json) -> Json:
            told = {"type": part["type"], "id": part.get("id", 1)}
            told |= {"component": filled(part["component"])} if "component" in part else {}
            told |= {"components": [*map(filled, part["components"])]} if "components" in part else {}
            if "custom_id" in part:
                value = values.get(part["custom_id"], "")
                told |= {"custom_id": part["custom_id"], "values" if isinstance(value, list) else "value": value}
            return told

        chosen = [one for value in values.values() if isinstance(value, list) for one in value]
        data = {"custom_id": held.modal["custom_id"], "components": [*map(filled, held.modal["components"])],
                "resolved": self._resolved(held.channel, chosen)}  # fmt: skip
        source = routes_interactions.find(self.world, held.channel, held.original) if held.original else None
        return await self._interact(MODAL, held.user, held.channel, data, wait, source)

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
        if guild := world.guilds.get(int(where.get("guild_id") or 0)):
            ident = guild.base["id"]
            told |= {"guild_id": ident, "guild": {"id": ident, "locale": "en-GB", "features": []}, "context": 0,
                     "guild_locale": "en-GB", "app_permissions": str(guild.powers(APPLICATION)),
                     "member": guild.member(user) | {"permissions": str(guild.powers(user))},
                     "authorizing_integration_owners": {"0": ident}}  # fmt: skip
        else:
            told |= {"user": world.user(user)}
        world.emit("INTERACTION_CREATE", told | ({"message": message} if message else {}))
        with contextlib.suppress(TimeoutError):  # the test reads what there is
            await asyncio.wait_for(held.seen.wait(), wait)
        return held.told()

    def _command(self, name: str, kinds: set[int], channel: int) -> Json:
        guild = int(self.world.channel(channel).get("guild_id") or 0)
        known = self.world.commands.get(guild, []) + self.world.commands.get(0, [])
        return next(one for one in known if one["name"] == name and one["type"] in kinds)

    def _resolved(self, channel: int, ids: list[Any]) -> Json:
        """What the ids mean that a person chose in `channel`: members, roles or channels."""
        world, found = self.world, {}
        guild = world.guilds.get(int(world.channel(channel).get("guild_id") or 0))
        for one in (int(one) for one in ids if str(one).isdigit()):
            if guild and one in guild.roles:
                found.setdefault("roles", {})[str(one)] = guild.roles[one]
            elif one in world.channels:
                found.setdefault("channels", {})[str(one)] = world.channels[one] | {"permissions": "0"}
            else:
                found.setdefault("users", {})[str(one)] = world.user(one)
                if guild and guild.has(one):
                    member = guild.partial(one) | {"permissions": str(guild.powers(one))}
                    found.setdefault("members", {})[str(one)] = member
        return found
