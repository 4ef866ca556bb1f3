"""Hundreds of real kills: `python -m tests.process.soak --kills 300 --seed 7`.

A storm (see `tests.process.storm`) is judged after every few kills, and the next one begins in a new house with the
next seed, so that a broken promise can be found again by its seed. Exit 1 where one is broken.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING

from tests.loopback.discord import BlockingLoopback
from tests.process.house import House
from tests.process.lives import Nursery
from tests.process.storm import Storm

if TYPE_CHECKING:
    from collections.abc import Sequence

A_STORM = 20
"""Kills from which one house recovers before it is judged."""


def one_storm(
    discord: BlockingLoopback, nursery: Nursery, seed: int, kills: int, *, boundaries: bool = False
) -> tuple[Storm, Counter[str]]:
    """Live through one storm, and at the end through every boundary where that is asked for.

    Returns the storm with what its lives were doing when they were killed.
    """
    with tempfile.TemporaryDirectory(prefix="usher-soak-") as folder:
        discord.reset()
        house = House(Path(folder), discord, nursery)
        house.furnish()
        storm = Storm(house, seed)
        doing = Counter(storm.killed_life() for _ in range(kills))
        storm.quiet_life()
        doing["passing a boundary"] = storm.sweep() if boundaries else 0
        storm.quiet_life()
        storm.verdict = [*storm.broken(), *discord.troubles()]
    return storm, doing


def soak(kills: int, seed: int) -> int:
    """Kill so often and print what came of it; return how many storms broke a promise."""
    begun, doing, failed = time.monotonic(), Counter[str](), 0
    discord, nursery = BlockingLoopback(heartbeat=2.0), Nursery()
    discord.start()
    try:
        for number, left in enumerate(range(kills, 0, -A_STORM)):
            storm, seen = one_storm(discord, nursery, seed + number, min(left, A_STORM), boundaries=not number)
            doing += seen
            failed += bool(storm.verdict)
            done = f"{doing.total()} kills, {time.monotonic() - begun:.0f} s"
            say(f"{done}: seed {storm.seed}: {len(storm.strong)} offences: {'; '.join(storm.verdict) or 'all holds'}")
    finally:
        nursery.close()
        discord.stop()
    say(f"Killed while: {', '.join(f'{what} {count}' for what, count in doing.most_common())}.")
    say(f"{failed} storms broke a promise." if failed else "Every promise held.")
    return failed


def say(text: str) -> None:
    """Print a line at once."""
    print(text, flush=True)  # noqa: T201 -- a command line


def main(words: Sequence[str] | None = None) -> None:
    """Read the command line and soak."""
    parser = argparse.ArgumentParser(prog="python -m tests.process.soak", description="Kill Usher again and again.")
    parser.add_argument("--kills", type=int, default=300, help="how often (default: 300)")
    parser.add_argument("--seed", type=int, default=1, help="the first seed (default: 1)")
    given = parser.parse_args(words)
    sys.exit(bool(soak(given.kills, given.seed)))


if __name__ == "__main__":
    main()
