"""Boundary faults: a scenario is stopped, and made to fail, at every point where that can happen.

A feature plugs in with one class in `tests/faults/scenarios/` and its line in `scenarios/__init__.py`:

* `name`;
* `begin(world)`: who and what has to be there before; nothing is stopped during it;
* `acts`: what people do, one after another, each an `async` function of the world. An act may be played again from its
  start, since somebody whose press got no answer presses again: let it look first whether it is done
  (`people.says`, `people.press` and their like do);
* `check(world, unheard)`: the feature's own invariants at the end. `unheard` are the messages of which nothing had been
  committed when the process died: Usher may have missed these, and no others.

What any Usher owes (nothing twice, nothing overdue, every case told, every error past the door) is checked besides.

`play` plays it once without any fault and copies the world at each boundary. `stop_at` starts a new Usher on one of the
copies, lets people go on from the act that was cut short, lets time pass and checks. `fail_through` plays it while a
part of the boundaries raises ordinary errors; in the plays of all parts together, each boundary fails once.
"""

from __future__ import annotations

from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

from tests.faults import checks
from tests.faults.boundaries import Moment, Recorder, Saboteur
from tests.faults.frozen import Frozen, freeze, thawed
from tests.faults.history import decided, keep_steps, messages_of_people
from tests.faults.people import time_passes
from tests.simulation import simulated

if TYPE_CHECKING:
    import io
    from collections import Counter
    from collections.abc import AsyncIterator, Awaitable, Callable
    from pathlib import Path

    from simcord.backend import Backend

    from tests.simulation import World

    Act = Callable[[World], Awaitable[None]]

PATIENCE = 3 * 3600.0
"""Seconds until everything that a fault put off has surely been made up for."""
NIGHT = 26 * 3600.0
TALK = 60
STUMBLES = (("GET", "/channels/*/messages", 500), ("GET", "/channels/*/messages", 429), ("POST", "/channels/*", 502))
TRIES = 5
"""How often people try a thing that goes wrong, before it goes right."""


def nothing_happens(server: Backend) -> None:
    """The next Usher starts at once."""


def a_bad_night(server: Backend) -> None:
    """The next Usher starts on another day, after much talk everywhere, and on a Discord that stumbles at first."""
    server.clock.advance(NIGHT)
    for channel in list(server.channels.values()):
        if channel.guild_id is not None:
            talkers = [user.id for user in server.users.values() if not user.bot]
            for number in range(TALK):
                server.create_message(channel.id, talkers[0], f"a night's talk {number}")
    for method, path, status in STUMBLES:
        fault = {"method": method, "path": path, "status": status, "code": 0, "message": "stumbling", "times": 1}
        server.faults.append(fault)


class Scenario(Protocol):
    """What people do, and what must hold at its end."""

    name: str
    acts: tuple[Act, ...]

    async def begin(self, world: World) -> None:
        """Bring together who and what is needed."""

    async def check(self, world: World, unheard: frozenset[int]) -> None:
        """Raise AssertionError unless everybody got what they are owed, once."""


@dataclass(frozen=True, slots=True)
class Story:
    """A scenario as it went without any fault."""

    scenario: Scenario
    moments: tuple[Moment, ...]
    beginnings: tuple[Frozen, ...]
    """The world before each act."""
    boundaries: Counter[str]


async def play(scenario: Scenario, folder: Path, log: io.StringIO) -> Story:
    """Play without faults, check, and return every moment at which the process could have died."""
    recorder = Recorder()
    beginnings = []
    async with simulated(folder, boundary=recorder) as world:
        keep_steps(world)
        await scenario.begin(world)
        await world.env.settle()
        for recorder.act, act in enumerate(scenario.acts):
            beginnings.append(freeze(world))
            if recorder.act == 0:
                recorder.watch(world)
            await act(world)
            await world.env.settle()
        recorder.stop()
        await _end(scenario, world, log, frozenset())
    return Story(scenario, tuple(recorder.moments), tuple(beginnings), recorder.count())


async def stop_at(
    story: Story, moment: Moment, folder: Path, log: io.StringIO, meanwhile: Callable[[Backend], None] = nothing_happens
) -> None:
    """Let the process have died at this moment, start another, and see that all ends well."""
    _forget(log)
    async with _told(story, f"stopped at {moment}"), thawed(moment.frozen.after(meanwhile), folder) as world:
        # Read before anything else happens: what was said, and not yet decided when the process died.
        unheard = messages_of_people(world) - decided(world)
        await _go_on(story, world, moment.act)
        await _end(story.scenario, world, log, unheard)


async def fail_through(story: Story, part: int, parts: int, folder: Path, log: io.StringIO) -> Counter[str]:
    """Let one part of all boundaries fail and see that all ends well; return which failed."""
    saboteur = Saboteur(story.boundaries, part, parts)
    unheard: set[int] = set()
    _forget(log)
    async with (
        _told(story, f"part {part} of {parts} failed"),
        thawed(story.beginnings[0], folder, boundary=saboteur) as world,
    ):
        saboteur.begin(world)
        for act in story.scenario.acts:
            for _ in range(TRIES):
                before = saboteur.failed.copy()
                await act(world)
                await world.env.settle()
                failed = saboteur.failed - before
                if "commit:before" in failed:
                    unheard |= messages_of_people(world) - decided(world)
                if not failed:
                    break
        saboteur.stop()
        await _end(story.scenario, world, log, frozenset(unheard))
        checks.each_sabotage_was_told(saboteur.failed, log)
    return saboteur.failed


@asynccontextmanager
async def _told(story: Story, what: str) -> AsyncIterator[None]:
    """Say in which play it was, when something breaks."""
    try:
        yield
    except BaseException as error:
        error.add_note(f"{story.scenario.name}: {what}")
        raise


def _forget(log: io.StringIO) -> None:
    """Begin the process's log anew: each play answers for its own errors."""
    log.seek(0)
    log.truncate()


async def _go_on(story: Story, world: World, act: int) -> None:
    await world.env.settle()
    for each in story.scenario.acts[act:]:
        await each(world)
        await world.env.settle()


async def _end(scenario: Scenario, world: World, log: io.StringIO, unheard: frozenset[int]) -> None:
    await time_passes(world, PATIENCE)
    await scenario.check(world, unheard)
    checks.nothing_twice(world)
    checks.every_case_is_told(world)
    checks.ledger_at_rest(world)
    checks.errors_passed_the_door(world, log)
