"""A simulated server for tests: real discord.py, the real Usher, a handful of people."""

from __future__ import annotations

import random
import shutil
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

import discord
import simcord

from bot.bootstrap import build

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from bot.client import UsherClient

ROOT = Path(__file__).parent.parent
SHIPPED = ROOT / "config"

USHER_MAY = discord.Permissions(
    view_channel=True,
    send_messages=True,
    send_messages_in_threads=True,
    create_public_threads=True,
    read_message_history=True,
    embed_links=True,
    attach_files=True,
    manage_roles=True,
    manage_channels=True,
    manage_messages=True,
    manage_threads=True,
    moderate_members=True,
)


class SeededChance:
    """Chance that is the same in every run."""

    def __init__(self, seed: int = 7) -> None:
        self._random = random.Random(seed)

    def token_bytes(self, count: int) -> bytes:
        """Return bytes that a test can expect."""
        return self._random.randbytes(count)

    def random(self) -> float:
        """Return a number from 0 up to 1."""
        return self._random.random()


@dataclass
class World:
    """A running server, and short words for what tests do and see."""

    env: simcord.Env
    config: Path
    database_url: str
    guild: simcord.GuildHandle
    general: simcord.ChannelHandle
    admin: simcord.MemberActor
    fan: simcord.MemberActor
    other: simcord.MemberActor
    overrides: dict[str, Any] = field(default_factory=dict)

    @property
    def usher(self) -> UsherClient:
        """The client that is running now."""
        return self.env.bot  # type: ignore[return-value]

    async def set_up(self) -> None:
        """Set Usher up as an admin does: the command, then the button."""
        shown = await self.admin.slash(self.general, "usher setup")
        await self.admin.click(shown.response, custom_id=button(shown.response, "communities:apply"))
        await self.env.settle()
        self.show_commands()

    def show_commands(self) -> None:
        """Let staff see the commands, as an admin does under Server Settings → Integrations."""
        staff = {self.guild.roles[name]: True for name in ("Moderator", "Community Manager")}
        for command in ("usher", "moderation"):
            known = self.env.backend.find_command(command, self.guild.id, type=1)
            self.guild.set_command_permissions(int(known["id"]), staff)

    async def staff(self, name: str, role: str = "Moderator") -> simcord.MemberActor:
        """Return a new member with a role that the set-up made."""
        return self.guild.add_member(self.env.create_user(name), roles=[self.guild.roles[role]])

    async def restart(self, *, gently: bool = True) -> None:
        """Stop this Usher and start another on the same database; not gently: as if the process had been killed."""
        if gently:
            await self.usher.close()
        else:
            await self.usher.house.close()
        await self.env.restart_bot(build(self.config, self.database_url, **self.overrides))
        await self.env.settle()

    def notices(self, member: simcord.MemberActor | None = None) -> list[discord.Message]:
        """Return what Usher wrote to a member in private."""
        channel = self.env.backend.dm_channels.get((member or self.fan).id)
        return (member or self.fan).user.dm_channel.history() if channel else []

    def log_lines(self) -> list[discord.Message]:
        """Return every line of the staff's log, oldest first."""
        log = self.guild.channels["usher-log"]
        return [
            message for thread in log.threads for message in thread.history() if message.author.id == self.usher.user.id
        ]

    def cards(self) -> list[discord.Message]:
        """Return every card on the desk."""
        return self.guild.channels["usher-desk"].history()

    def speaks(self, member: simcord.MemberActor, locale: str) -> None:
        """Let a member's Discord be in another language; SimCord itself knows only American English."""

        def translate(event: str, payload: dict[str, Any], *_: object) -> None:
            who = payload.get("member", payload) if event == "INTERACTION_CREATE" else {}
            if str(who.get("user", {}).get("id")) == str(member.id):
                payload["locale"] = locale

        self.env.backend.subscribers.insert(0, translate)

    def nobody_in(self, log: str) -> None:
        """Fail if the process's log holds a member's name, the text of a message, or the token."""
        backend = self.env.backend
        names = {user.name for user in backend.users.values() if not user.bot}
        texts = {
            message.content
            for channel in backend.messages.values()
            for message in channel.values()
            if len(message.content) > 3
        }
        found = [word for word in names | texts if word in log]
        assert not found, f"the log holds {found}"


@asynccontextmanager
async def simulated(folder: Path, **options: Any) -> AsyncIterator[World]:
    """Run Usher on a new server inside a test; the test's own clock is the simulated one."""
    world = await open_world(folder, **options)
    try:
        with world.env.time_context():
            yield world
    finally:
        await close_world(world)


async def open_world(
    folder: Path, *, config: Path | None = None, permissions: discord.Permissions = USHER_MAY, **overrides: Any
) -> World:
    """Start Usher on a new server. `config` is copied, so that a test may edit it."""
    own = folder / "config"
    if not own.exists():
        shutil.copytree(config or SHIPPED, own)
    url = f"sqlite+aiosqlite:///{folder / 'usher.db'}"
    overrides = {"chance": SeededChance(), **overrides}
    env = simcord.Env(build(own, url, **overrides))
    await env.start()
    guild = env.create_guild("Lantern")
    boss = guild.create_role("Zeus", permissions=discord.Permissions(manage_guild=True, moderate_members=True))
    world = World(
        env,
        own,
        url,
        guild,
        guild.create_text_channel("general"),
        admin=guild.add_member(env.create_user("zz-admin"), roles=[boss]),
        fan=guild.add_member(env.create_user("zz-mira")),
        other=guild.add_member(env.create_user("zz-tom")),
        overrides=overrides,
    )
    limit(world, permissions)
    await env.settle()
    return world


async def close_world(world: World) -> None:
    """Stop Usher, and fail for every error that nobody looked at."""
    await world.usher.close()
    await world.env.shutdown()
    world.env._raise_errors_since(world.env._errors_acknowledged)


def limit(world: World, permissions: discord.Permissions) -> None:
    """Let Usher's own role have exactly these permissions."""
    backend = world.env.backend
    role = next(r for r in backend.get_guild(world.guild.id).roles.values() if r.name == "TestBot")
    backend.edit_role(world.guild.id, role.id, {"permissions": permissions.value})


def button(message: Any, prefix: str) -> str:
    """Return the custom id of the button that begins so."""
    for row in message.components:
        children = row["components"] if isinstance(row, dict) else row.children
        for child in children:
            custom_id = child.get("custom_id") if isinstance(child, dict) else getattr(child, "custom_id", None)
            if custom_id and custom_id.startswith(prefix):
                return str(custom_id)
    raise AssertionError(f"no button {prefix}…")
