"""The clock of the stage: it runs with real time, and can be moved on."""

from __future__ import annotations

import asyncio
from datetime import timedelta
from typing import TYPE_CHECKING, Final

from bot.rehearsal.acting import CannotActError
from bot.services.privacy import NOBODY

if TYPE_CHECKING:
    from bot.rehearsal.playhouse import Playhouse

STEPS: Final = {"10m": timedelta(minutes=10), "1h": timedelta(hours=1), "1d": timedelta(days=1)}
"""How far the clock can be moved at once, by the names that the page uses."""

JUST_AFTER: Final = timedelta(seconds=1)


def zone_of(house: Playhouse) -> str:
    """Return the zone in which the community reads its clock."""
    return "UTC" if house.community is None else str(house.community.settings.community.zone)


class Clock:
    """Moves the simulated server's time; never by itself, so that whoever moves it can keep out of others' way."""

    def __init__(self, house: Playhouse) -> None:
        self._house = house
        self._loop = asyncio.get_running_loop()
        self._caught_up = self._loop.time()

    async def catch_up(self) -> None:
        """Let as much time pass as really has since the last time."""
        now = self._loop.time()
        passed, self._caught_up = now - self._caught_up, now
        try:
            await self._house.env.advance_time(passed)
        except TimeoutError as error:
            raise CannotActError("Usher was still busy after five seconds") from error

    async def move(self, step: str) -> None:
        """Move on by one of the steps."""
        if step not in STEPS:
            raise CannotActError("the clock cannot be moved by that much")
        await self._house.act.wait(STEPS[step])

    async def move_to_next(self) -> None:
        """Move on to just after the next row of the ledger falls due."""
        house = self._house.house
        guilds, paused = {self._house.guild.id, NOBODY}, house.pauses.all()
        due = await house.ledger.next_due(guilds=guilds, paused=paused)
        if due is None:
            raise CannotActError("nothing in the ledger is due")
        await self._house.act.wait(max(due - self._house.env.now(), timedelta()) + JUST_AFTER)
