"""From the start of the process to READY, idle memory, and memory with a large server's members.

`usher run` itself is measured, as anybody would start it, in turn with the bare client.
"""

from __future__ import annotations

import time
from statistics import median
from typing import TYPE_CHECKING

from tests.bench.rows import Goal, Row

if TYPE_CHECKING:
    from tests.bench.houses import House
    from tests.bench.sizes import Size, Steps


def measure(house: House, size: Size, steps: Steps) -> list[Row]:
    """Return seconds to READY and megabytes at rest, for the bare client and for Usher on a new and a used database."""
    seconds: dict[str, list[float]] = {}
    memory: dict[str, list[float]] = {}
    for number in steps.rounds("Starts", size.rounds):
        mine = usher(house, f"start-{number}")
        for name, line in {"bare": ["tests.bench.bare"], "new": mine, "used": mine}.items():
            with house.run(line) as bot:
                seconds.setdefault(name, []).append(bot.hear("ready")["at"] - bot.begun)
                time.sleep(size.rest)
                memory.setdefault(name, []).append(bot.memory())
    second, megabytes = Goal("difference", "≤", 1.0), Goal("usher", "≤", 150)
    took, held = ({name: median(each) for name, each in found.items()} for found in (seconds, memory))
    return [
        Row("Start to READY, new database", "seconds", took["new"], took["bare"], second),
        Row("Start to READY, used database", "seconds", took["used"], took["bare"], second),
        Row("Memory when idle", "MB", held["used"], held["bare"], megabytes),
    ]


def usher(house: House, database: str) -> list[str]:
    """Return how Usher is started."""
    return ["bot", "run", "--config", str(house.config), "--database", house.database(database)]


def measure_crowd(houses: dict[str, House], size: Size, steps: Steps) -> list[Row]:
    """Return megabytes with a large server's members in memory."""
    memory: dict[str, list[float]] = {}
    for _ in steps.rounds("Memory of a crowd", size.rounds):
        for side, house in houses.items():
            with house.bot(side) as bot:
                time.sleep(size.rest)
                memory.setdefault(side, []).append(bot.memory())
    held = {side: median(each) for side, each in memory.items()}
    what = f"Memory with {size.crowd:,} members"
    return [Row(what, "MB", held["usher"], held["bare"], Goal("ratio", "≤", 1.3))]
