"""A simulated server and its Usher, stopped at one moment and taken up again, as often as wanted.

What a SIGKILL leaves is what others hold: Discord's state and what was committed to the database. `freeze` copies just
these two, between two instructions of the running Usher, and touches nothing else: no handler gets to finish, nothing
is rolled back or cleaned up, and no commit sneaks in. `thaw` starts a new Usher on the copies. The old one may run on
and be closed in peace: it can only change what nobody looks at any more.
"""

from __future__ import annotations

import copy
import hashlib
import pickle
import sqlite3
from contextlib import asynccontextmanager, closing
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

import simcord
from simcord.actors import MemberActor
from simcord.builders import GuildHandle, UserHandle

from bot.bootstrap import build
from bot.storage.database import no_boundary
from tests.simulation import SeededChance, World, close_world

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable
    from pathlib import Path

    from simcord.backend import Backend

    from bot.storage.database import Boundary
    from bot.voice import Voice

IDLE = 0.002
"""Seconds between two looks whether Usher has settled; SimCord's own 0.05 would be most of a run."""

HISTORY = frozenset(
    {
        "MESSAGE_CREATE",
        "MESSAGE_DELETE",
        "MESSAGE_DELETE_BULK",
        "THREAD_CREATE",
        "THREAD_UPDATE",
        "CHANNEL_CREATE",
        "GUILD_ROLE_CREATE",
    }
)
"""What Discord told once and what cannot be read off the server later, since messages and channels may be deleted."""


class QuickEnv(simcord.Env):
    """SimCord, looking more often whether all is quiet."""

    async def _settle_internal(self, *, idle: float = IDLE, **options: Any) -> None:
        await super()._settle_internal(idle=min(idle, IDLE), **options)


@dataclass(frozen=True, slots=True)
class Frozen:
    """What outlives the process: the server as Discord holds it, and the database as it is on the disk."""

    server: bytes
    database: bytes
    guild_id: int
    members: tuple[int, int, int]
    config: Path
    voice: Voice
    """Read once, since nobody edits it: reading it would be most of a start."""

    @property
    def fingerprint(self) -> str:
        """The same for two moments between which nothing changed outside the process."""
        return hashlib.sha256(self.server + self.database).hexdigest()

    def after(self, meanwhile: Callable[[Backend], None]) -> Frozen:
        """Return the same with what happened on Discord while no Usher was there to see it."""
        server = pickle.loads(self.server)  # noqa: S301 -- written by this process
        meanwhile(server)
        return replace(self, server=pickle.dumps(server, protocol=pickle.HIGHEST_PROTOCOL))


def freeze(world: World) -> Frozen:
    """Copy everything that would outlive this Usher now. No awaiting: it fits between two instructions."""
    members = (world.admin.id, world.fan.id, world.other.id)
    voice = world.usher.house.voice
    return Frozen(_server(world), _database(world), world.guild.id, members, world.config, voice)


@asynccontextmanager
async def thawed(frozen: Frozen, folder: Path, *, boundary: Boundary = no_boundary) -> AsyncIterator[World]:
    """Run a new Usher on copies of what was frozen; the clock goes on where it stood."""
    world = await thaw(frozen, folder, boundary=boundary)
    try:
        with world.env.time_context():
            yield world
    except BaseException:
        await world.usher.close()
        await world.env.shutdown()
        raise
    await close_world(world)


async def thaw(frozen: Frozen, folder: Path, *, boundary: Boundary = no_boundary) -> World:
    """Start a new Usher on copies of what was frozen, in this folder. Close it with `close_world`."""
    world = unstarted(frozen, folder, boundary=boundary)
    await wake(world)
    return world


def unstarted(frozen: Frozen, folder: Path, *, boundary: Boundary = no_boundary) -> World:
    """Return a world like the frozen one with a new Usher that has not begun yet."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "usher.db").write_bytes(frozen.database)
    url = f"sqlite+aiosqlite:///{folder / 'usher.db'}"
    overrides = {"chance": SeededChance(), "boundary": boundary, "voice": frozen.voice}
    env = QuickEnv(build(frozen.config, url, **overrides))
    env.backend = pickle.loads(frozen.server)  # noqa: S301 -- written by this process
    guild = GuildHandle(env, env.backend.get_guild(frozen.guild_id))
    env._guilds.append(guild)
    admin, fan, other = (MemberActor(env, guild, UserHandle(env, env.backend.get_user(id_))) for id_ in frozen.members)
    return World(env, frozen.config, url, guild, guild.channels["general"], admin, fan, other, overrides)


async def wake(world: World) -> None:
    """Start the Usher of an unstarted world."""
    await world.env.start()
    # Discord tells who the members are at every start; SimCord, at the first one only.
    await world.usher.get_guild(world.guild.id).chunk()
    await world.env.settle()


def _server(world: World) -> bytes:
    still = copy.copy(world.env.backend)
    # Who listens is this process, and what it asked is its own memory; what Discord told everyone is history.
    still.subscribers, still.http_requests = [], []
    still.transcript = [told for told in still.transcript if told[0] == "GATEWAY" and told[1] in HISTORY]
    return pickle.dumps(still, protocol=pickle.HIGHEST_PROTOCOL)


def _database(world: World) -> bytes:
    path = world.usher.house.database.path
    with closing(sqlite3.connect(f"file:{path}?mode=ro", uri=True)) as reader:
        return reader.serialize()
