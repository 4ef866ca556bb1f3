"""The director: everything that a person at the stage can do, one thing at a time.

SimCord takes one operation at a time, so all of them pass one lock. After each, what came of it is taken in, the open
place shows it, and the bulletin tells it to every open page.
"""

from __future__ import annotations

import asyncio
import re
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING, Final

from bot.rehearsal.acting import CannotActError
from bot.rehearsal.doings import Waits
from bot.rehearsal.player import play
from bot.rehearsal.record import Noted
from bot.rehearsal.stage.bulletin import Bulletin
from bot.rehearsal.stage.clock import Clock, zone_of
from bot.rehearsal.stage.places import Place, Seen, places
from bot.rehearsal.stage.screen import Screen
from bot.rehearsal.stage.view import describe
from bot.rehearsal.steps import Expects

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Iterable

    from bot.rehearsal.cast import Person
    from bot.rehearsal.player import Played
    from bot.rehearsal.playhouse import Playhouse

TICK: Final = 1.0
"""Seconds between two looks at the real time."""


class Director:
    """Runs the stage of one playhouse. `me` is the key of the member through whose eyes the person looks."""

    def __init__(self, house: Playhouse, played: Iterable[Played]) -> None:
        self.house = house
        self.scenes = {each.scene.name: each for each in played}
        self.people = dict(house.cast.people)
        self.me = next((key for key, person in self.people.items() if person.role == "fan"), next(iter(self.people)))
        self.seen = Seen(house)
        self.spoken: dict[int, str] = {}
        self.screen = Screen(house.env)
        self.clock = Clock(house)
        self.bulletin = Bulletin()
        self._trouble: str | None = None
        self._told = len(house.watch.record)
        self._lock = asyncio.Lock()

    @asynccontextmanager
    async def turn(self) -> AsyncIterator[None]:
        """Have the simulated server for oneself; afterwards everybody sees what came of it.

        Raises CannotActError, also for what went wrong after the turn.
        """
        async with self._lock:
            with self.house.env.time_context():
                try:
                    yield
                finally:
                    await self._take_in()

    async def open(self) -> None:
        """Show the first place for the first time."""
        async with self.turn():
            await self._show(self._place_for(self.me))

    async def look_at(self, channel_id: int) -> None:
        """Open a place; who cannot read it becomes the first who can."""
        async with self.turn():
            place = next((each for each in self.places() if each.channel.id == channel_id), None)
            if place is None:
                raise CannotActError("there is no such place")
            await self._show(place)

    async def be(self, who: str) -> None:
        """See and do everything as this member from now on, in the same place where they can read it."""
        async with self.turn():
            if who not in self.house.people:
                raise CannotActError("there is nobody of that name")
            self.me = who
            await self._show(self._place_for(who))

    async def move(self, step: str) -> None:
        """Move the clock, by one of its steps or to the `next` row of the ledger."""
        async with self.turn():
            await (self.clock.move_to_next() if step == "next" else self.clock.move(step))

    async def play(self, name: str) -> Played:
        """Play a scene, and look at where it begins. Usher forgets its people first, so that it can be played again."""
        async with self.turn():
            if name not in self.scenes:
                raise CannotActError("there is no such scene")
            scene = self.scenes[name].scene
            doings = [step for step in scene.file.steps if not isinstance(step, Expects | Waits)]
            await self._forget({step.who for step in doings})
            self.scenes[name] = await play(self.house, scene)
            if doings:
                self.me = doings[0].who
                await self._show(self._place_of(getattr(doings[0], "place", None)))
            return self.scenes[name]

    async def welcome(self, person: Person) -> str:
        """Let a new member in, and be them from now on; return their key."""
        async with self.turn():
            stem = re.sub(r"[^a-z0-9]+", "", person.name.casefold()) or "fan"
            key = next(each for each in (stem, *(f"{stem}{n}" for n in range(2, 10_000))) if each not in self.people)
            self.house.welcome(key, person)
            self.people[key] = person
            self.house.watch.note(Noted(self.house.env.now(), f"{person.name} joins the server"))
            await self.house.env.settle()
            self.me = key
            await self._show(self._place_for(key))
            return key

    async def run_clock(self) -> None:
        """Let time pass as it really does, until cancelled."""
        while True:
            await asyncio.sleep(TICK)
            try:
                async with self.turn():
                    await self.clock.catch_up()
                self._trouble = None
            except CannotActError as error:
                self._trouble = str(error)

    def places(self) -> list[Place]:
        """Return the places as this member finds them."""
        return places(self.house, self.me)

    async def close(self) -> None:
        """Show nothing any more, and say so."""
        self.bulletin.close()
        async with self._lock:
            await self.screen.close()

    def _place_for(self, who: str) -> Place:
        """Return where this member looks: where they are already, if they may, else the first place they can read."""
        readable = [each for each in self.places() if who in each.seen_by]
        return next((each for each in readable if each.channel.id == self.screen.channel_id), readable[0])

    def _place_of(self, key: str | None) -> Place:
        """Return a channel by its key in scenes; without one, where scenes happen that name none."""
        channel = self.house.channel(key or next(iter(self.house.channels)))
        return next(each for each in self.places() if channel is not None and each.channel.id == channel.id)

    async def _show(self, place: Place) -> None:
        if self.me not in place.seen_by:
            if not place.seen_by:
                raise CannotActError("nobody of the cast can read this place")
            self.me = place.seen_by[0]
        locale = self.people[self.me].locale
        await self.screen.show(place.channel, self.house.people[self.me], locale, zone_of(self.house))

    async def _forget(self, who: Iterable[str]) -> None:
        for key in sorted(who):
            await self.house.house.privacy.forget(self.house.guild.id, self.house.people[key].id)

    async def _take_in(self) -> None:
        """Look at what happened, show it, and tell every page."""
        await self.house.watch.look()
        if len(self.house.watch.record) > self._told:
            self._told = len(self.house.watch.record)
            try:
                await self.screen.refresh()
            except TimeoutError as error:
                raise CannotActError("Usher was still busy after five seconds") from error
        if self.screen.channel_id is not None:
            self.seen.look(self.me, self.screen.channel_id)
        self.bulletin.post(await describe(self, self._trouble))
