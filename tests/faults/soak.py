"""Thousands of seeds of weather: `python -m tests.faults.soak --seeds 1000 --from 1`.

Prints each seed that broke something, with what happened in it and how to play it again. Exit 1 if there was one.
"""

from __future__ import annotations

import argparse
import asyncio
import io
import multiprocessing
import sys
import tempfile
import time
import traceback
from pathlib import Path
from typing import TYPE_CHECKING

from bot.logs import start_logging
from tests.contract.simcord_contract import watch
from tests.faults.weather.run import live_through

if TYPE_CHECKING:
    from collections.abc import Sequence

A_WORD = 50
"""After how many seeds a line says how far it is."""
A_LIFE = 25
"""How many seeds one process plays."""
TEST = "tests/faults/test_weather.py"


def one_seed(seed: int) -> tuple[int, str | None]:
    """Live through one weather; return its number and what it broke, or None."""
    log = io.StringIO()
    start_logging("info", log)
    with tempfile.TemporaryDirectory(prefix="usher-soak-") as folder, watch() as contract:
        try:
            asyncio.run(live_through(seed, Path(folder), log))
            contract.verify()
        except Exception as error:  # noqa: BLE001 -- whatever it is, the next seed is played
            return seed, "".join(traceback.format_exception(error))
    return seed, None


def soak(first: int, seeds: int) -> int:
    """Play these seeds, on every core; return how many broke something."""
    begun, broken = time.monotonic(), 0
    # A process lives a while and not forever: what hundreds of simulated servers leave behind goes with it.
    with multiprocessing.Pool(maxtasksperchild=A_LIFE) as pool:
        played = pool.imap_unordered(one_seed, range(first, first + seeds))
        for number, (seed, trouble) in enumerate(played, start=1):
            if trouble is not None:
                broken += 1
                say(f"{trouble}\nweather {seed} broke something. Again: pytest {TEST} --weather-seed {seed}")
            if number % A_WORD == 0 or number == seeds:
                say(f"{number} of {seeds} seeds, {broken} broke something, {time.monotonic() - begun:.0f} s")
    return broken


def say(line: str) -> None:
    """Tell whoever waits."""
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


def main(arguments: Sequence[str] | None = None) -> int:
    """Read what is wished, and soak."""
    parser = argparse.ArgumentParser(prog="tests.faults.soak", description=__doc__)
    parser.add_argument("--seeds", type=int, default=1000, help="how many")
    parser.add_argument("--from", type=int, default=1, dest="first", help="the first")
    wishes = parser.parse_args(arguments)
    return 1 if soak(wishes.first, wishes.seeds) else 0


if __name__ == "__main__":
    sys.exit(main())
