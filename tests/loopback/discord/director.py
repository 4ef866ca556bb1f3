"""The verbs of a test: every public method of `Director` can be called through `Loopback` by its name.

What makes an interaction is in `people`, which `Director` extends; what bad luck there is, and what there is to see,
is here.
"""

from __future__ import annotations

import asyncio
import fnmatch
import itertools
import time
from typing import TYPE_CHECKING

from tests.loopback.discord.misfortune import Fault
from tests.loopback.discord.people import People

if TYPE_CHECKING:
    from tests.loopback.discord.shapes import Json


class Director(People):
    """Hurts the world, and reads it."""

    def fault(self, line: str, **how: object) -> None:
        """Let the next requests or events that match `line` go wrong (see `misfortune.Fault`)."""
        self.luck.faults.append(Fault(line, **how))

    def calm(self) -> None:
        """Forget all faults."""
        self.luck.faults.clear()

    async def op7(self) -> None:
        """Ask every client to reconnect."""
        for socket in self.gateway.sockets:
            await socket.order(7)

    async def op9(self, *, resumable: bool = False) -> None:
        """Tell every client that its session is invalid."""
        if not resumable:
            self.gateway.sessions.clear()
        for socket in self.gateway.sockets:
            await socket.order(9, resumable)

    async def close_socket(self, code: int = 4000) -> None:
        """Close every socket in order, with a code."""
        for socket in [*self.gateway.sockets]:
            await socket.ws.close(code=code)

    def drop_socket(self) -> None:
        """Break every socket without a word."""
        for socket in self.gateway.sockets:
            socket.abort()

    def half_open(self) -> None:
        """Read and answer nothing more on the sockets of now, and keep them open."""
        for socket in self.gateway.sockets:
            socket.freeze()

    def lose(self, guild: int, *, outage: bool = False) -> None:
        """Remove the bot from a server, or let Discord lose the server for a while."""
        self.world.emit("GUILD_DELETE", {"id": str(guild)} | ({"unavailable": True} if outage else {}))

    def bring(self, guild: int, *, outage: bool = False) -> None:
        """Invite the bot again, or let the outage end."""
        self.gateway.bring(self.world.guild(guild), lost=outage)

    def emit(self, name: str, data: Json) -> None:
        """Send any event as it is."""
        self.world.emit(name, data)

    async def storm(self, verb: str, rows: list[Json], *, count: int | None = None, rate: float = 0.0) -> Json:
        """Do `verb` once for each of `rows` (again from the first until `count`), `rate` a second, 0 as fast as can be.

        Returns `{seconds, ids}` of what was made, when all is handed to the gateway.
        """
        begun, ids = time.perf_counter(), []
        extra = {"wait": 0} if verb in {"press", "slash"} else {}
        for number, row in zip(range(count or len(rows)), itertools.cycle(rows), strict=False):
            ahead = number / rate - (time.perf_counter() - begun) if rate else 0
            if ahead > 0.002 or number % 50 == 0:
                await asyncio.sleep(max(0, ahead))
            made = getattr(self, verb)(**row, **extra)
            made = await made if asyncio.iscoroutine(made) else made
            ids.append(int(made["id"]))
        return {"seconds": time.perf_counter() - begun, "ids": ids}

    def messages(self, channel: int) -> list[Json]:
        """The messages of a channel, oldest first."""
        return [one for _, one in sorted(self.world.messages.get(channel, {}).items())]

    def dms(self, user: int) -> list[Json]:
        """The messages between the bot and a person."""
        return self.messages(int(self.world.dm(user)["id"]))

    def interactions(self) -> list[Json]:
        """All interactions and their answers."""
        return [held.told() for held in self.world.interactions.values()]

    def requests(self, line: str = "*") -> list[Json]:
        """Requests whose line matches, such as `POST /channels/*/messages`, in the order they came."""
        matching = (one for one in self.rest.calls if fnmatch.fnmatchcase(f"{one.method} {one.path}", line))
        return [vars(one) for one in matching]

    def gateway_log(self) -> list[Json]:
        """What clients did at the gateway: connect, identify, resume, close."""
        return self.gateway.log

    def troubles(self) -> list[str]:
        """Requests without a route, and failures of this instrument; a test ends with none."""
        return self.rest.unknown + self.rest.errors
