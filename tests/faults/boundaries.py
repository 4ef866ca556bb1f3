"""Every point at which a process may die or a thing may fail: commits, steps, and each call to Discord.

Usher itself calls its `boundary` around commits and steps. The calls are heard on the simulated wire, here. A recorder
copies the world at each; a saboteur lets one of them fail.
"""

from __future__ import annotations

import asyncio
from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import aiohttp
from sqlalchemy.exc import OperationalError

from tests.faults.frozen import Frozen, freeze

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from tests.simulation import World

    Request = Callable[..., Awaitable[Any]]


@dataclass(slots=True)
class Moment:
    """One state of the world outside the process, and all boundaries that were passed while it lasted."""

    frozen: Frozen
    act: int
    boundaries: list[str] = field(default_factory=list)

    def __str__(self) -> str:
        """Where in the story this is."""
        return f"act {self.act}, {', '.join(self.boundaries)}"


class Recorder:
    """Copies the world at every boundary; boundaries between which nothing changed outside share one moment."""

    def __init__(self) -> None:
        self.moments: list[Moment] = []
        self.act = 0
        self._world: World | None = None

    def watch(self, world: World) -> None:
        """Begin to record."""
        listen_to_calls(world, self)
        self._world = world

    def stop(self) -> None:
        """Record no more."""
        self._world = None

    def __call__(self, name: str) -> None:
        """Pass a boundary."""
        if self._world is None:
            return
        frozen = freeze(self._world)
        last = self.moments[-1] if self.moments else None
        if last is None or (last.act, last.frozen.fingerprint) != (self.act, frozen.fingerprint):
            self.moments.append(Moment(frozen, self.act))
        self.moments[-1].boundaries.append(name)

    def count(self) -> Counter[str]:
        """Return how many boundaries of each name were passed."""
        return Counter(name for moment in self.moments for name in moment.boundaries)


class Saboteur:
    """Lets a share of all boundaries fail, as full disks, broken lines and mistakes do.

    Of each kind every `parts`-th one fails, `part` says which; the parts together are all that a story has. Those that
    come on top, because something is tried again, pass.
    """

    def __init__(self, story: Counter[str], part: int, parts: int) -> None:
        self.failed: Counter[str] = Counter()
        # Each kind begins elsewhere, so that kinds that follow one another do not always fail together.
        self._due = {
            name: {number for number in range(count) if (number + offset) % parts == part}
            for offset, (name, count) in enumerate(sorted(story.items()))
        }
        self._passed: Counter[str] = Counter()
        self._at_work = False

    def begin(self, world: World) -> None:
        """Let things fail from now on."""
        listen_to_calls(world, self)
        self._at_work = True

    def stop(self) -> None:
        """Let everything pass."""
        self._at_work = False

    def __call__(self, name: str) -> None:
        """Pass a boundary, or fail there."""
        if not self._at_work:
            return
        number = self._passed[name]
        self._passed[name] += 1
        if number in self._due.get(name, ()):
            self.failed[name] += 1
            raise trouble_at(name)


def trouble_at(name: str) -> Exception:
    """Return an ordinary error as it may come up at this boundary."""
    if name.startswith("commit"):
        return OperationalError("COMMIT", None, Exception("database or disk is full"))
    if name.startswith("call"):
        # After the call: it was done, but the answer was lost.
        return aiohttp.ServerDisconnectedError()
    return RuntimeError("a mistake")


def listen_to_calls(world: World, boundary: Callable[[str], None]) -> None:
    """Pass a boundary before and after every request of this Usher: its own and those that answer interactions.

    Others get a turn meanwhile, as they do on a real line; SimCord itself answers at once.
    """
    for transport in (world.usher.http, world.env._webhook_adapter):
        transport.request = _between(transport.request, boundary)


def _between(request: Request, boundary: Callable[[str], None]) -> Request:
    async def heard(*args: Any, **options: Any) -> Any:
        await asyncio.sleep(0)
        boundary("call:before")
        answer = await request(*args, **options)
        boundary("call:after")
        await asyncio.sleep(0)
        return answer

    return heard
