"""The sky over one run: the running world, its chance, and how an Usher dies and the next one comes."""

from __future__ import annotations

import random
from collections import Counter
from typing import TYPE_CHECKING

from tests.faults.boundaries import listen_to_calls, trouble_at
from tests.faults.checks import errors_passed_the_door
from tests.faults.frozen import Frozen, freeze, unstarted, wake
from tests.faults.weather.downtime import downtime
from tests.faults.weather.post import Post
from tests.simulation import World

if TYPE_CHECKING:
    import io
    from contextlib import AbstractContextManager
    from pathlib import Path


FUSE = 30
"""After how many boundaries, at most, a process dies that is to die."""
FEW_COMMITS = 6


class Fuse:
    """Copies the world at the n-th boundary after it was lit: there the process died. Or lets a commit fail."""

    def __init__(self) -> None:
        self.left: int | None = None
        self.full_after: int | None = None
        self.frozen: Frozen | None = None
        self.world: World | None = None

    def burn(self, name: str) -> None:
        """Pass a boundary."""
        if self.full_after is not None and name == "commit:before":
            self.full_after -= 1
            if self.full_after < 0:
                self.full_after = None
                raise trouble_at(name)
        if self.left is None or self.world is None:
            return
        self.left -= 1
        if self.left < 0:
            self.left = None
            self.frozen = freeze(self.world)


class Sky:
    """One run. `world` is the one that lives now; after a death it is another."""

    def __init__(self, seed: int, folder: Path, log: io.StringIO) -> None:
        self.chance = random.Random(seed)
        self.diary: list[str] = []
        self.words = 0
        self.deleted: Counter[str] = Counter()
        self.let_go: set[int] = set()
        self.disk_was_full = False
        self._folder = folder
        self.log = log
        self._lives = 0
        self._world: World | None = None
        self._fuse = Fuse()
        self._post: Post | None = None
        self._time: AbstractContextManager[None]

    @property
    def world(self) -> World:
        """The world that lives now."""
        assert self._world is not None
        return self._world

    @property
    def post(self) -> Post:
        """What stands between Discord and the Usher of now."""
        assert self._post is not None
        return self._post

    def note(self, what: str) -> None:
        """Write down what happened."""
        self.diary.append(f"{self.world.env.now():%d %H:%M:%S} {what}")

    def light(self) -> None:
        """Let the process die soon."""
        self._fuse.left = self.chance.randrange(FUSE)

    async def dawn(self, frozen: Frozen, dies_after: int | None = None) -> None:
        """Start an Usher on this world, which may be lit already."""
        self._lives += 1
        self._fuse, self._post = Fuse(), None
        self._world = self._fuse.world = unstarted(frozen, self._folder / str(self._lives), boundary=self._pass)
        self._fuse.left = dies_after
        await wake(self._world)
        self._time = self._world.env.time_context()
        self._time.__enter__()
        self._post = Post(self._world, self.chance)
        listen_to_calls(self._world, self._pass)

    def fill_the_disk(self) -> None:
        """Let one of the next commits fail."""
        self.disk_was_full = True
        self._fuse.full_after = self.chance.randrange(FEW_COMMITS)

    def put_out(self) -> None:
        """Let the process live, and write."""
        self._fuse.left = self._fuse.full_after = None

    async def live_on(self) -> None:
        """Let all settle; if the process died meanwhile, let the next one take over from that very moment."""
        await self.world.env.settle()
        frozen = self._fuse.frozen
        if frozen is not None:
            self.note("the process had died")
            await self.dusk()
            # Misfortunes seldom come alone.
            later = frozen.after(downtime(self))
            await self.dawn(later, self.chance.choice((None, None, self.chance.randrange(FUSE))))
            await self.live_on()

    async def restart(self) -> None:
        """End this Usher in peace and start another."""
        await self.world.usher.close()
        frozen = freeze(self.world)
        await self.dusk()
        await self.dawn(frozen)

    async def dusk(self) -> None:
        """Close this world, and fail for errors that passed no door."""
        world = self.world
        await self.abandon()
        errors_passed_the_door(world, self.log)

    async def abandon(self) -> None:
        """Close this world, if there is one, whatever became of it."""
        world, self._world = self._world, None
        if world is not None:
            await world.usher.close()
            await world.env.shutdown()
            self._time.__exit__(None, None, None)

    def _pass(self, name: str) -> None:
        if self._post is not None:
            self._post.pass_boundary(name)
        self._fuse.burn(name)
