"""The stagehand's loop, when something goes wrong around it."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from typing import TYPE_CHECKING

from tests.faults.boundaries import trouble_at
from tests.faults.checks import at_the_door
from tests.faults.history import rows
from tests.faults.people import STRONG
from tests.simulation import simulated

if TYPE_CHECKING:
    import io
    from collections.abc import Callable
    from pathlib import Path


class Once:
    """Lets something happen at the first boundary of a name, once it is armed."""

    def __init__(self, name: str, what: Callable[[], None]) -> None:
        self._name = name
        self._what = what
        self.armed = False

    def __call__(self, name: str) -> None:
        """Pass a boundary."""
        if self.armed and name == self._name:
            self.armed = False
            self._what()


async def test_what_a_trouble_interrupted_goes_on_within_a_minute(tmp_path: Path, log: io.StringIO) -> None:
    """After an error in the loop itself nothing waits for the end of a lease: the notice is there a minute later."""

    def fail() -> None:
        raise trouble_at("step")

    boundary = Once("step:before", fail)
    async with simulated(tmp_path, boundary=boundary) as world:
        await world.set_up()
        boundary.armed = True
        await world.fan.send(world.general, STRONG)
        assert [error["kind"] for error in at_the_door(log)] == ["RuntimeError"]

        await world.env.advance_time(60)

        assert len(world.notices()) == 1


async def test_a_plan_forgotten_while_it_is_carried_out_is_no_error(tmp_path: Path, log: io.StringIO) -> None:
    """A member is forgotten between the two steps of their notice: nothing follows it, and nobody hears of an error."""
    path = tmp_path / "usher.db"

    def forget() -> None:
        with closing(sqlite3.connect(path)) as connection, connection:
            connection.execute("DELETE FROM plans WHERE subject_id IS NOT NULL")

    boundary = Once("step:after", forget)
    async with simulated(tmp_path, boundary=boundary) as world:
        await world.set_up()
        boundary.armed = True
        await world.fan.send(world.general, STRONG)
        assert len(world.notices()) == 1
        assert world.guild.channels["usher-log"].threads == []
        assert at_the_door(log) == []

        await world.other.send(world.general, STRONG)

        assert len(world.notices(world.other)) == 1
        assert rows(world, "SELECT id FROM plans WHERE state = 'running'") == []
