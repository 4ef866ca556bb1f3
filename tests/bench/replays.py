"""Messages a second through `usher replay`, from the command line to its result."""

from __future__ import annotations

import datetime as dt
import json
import subprocess
import sys
import time
from statistics import median
from typing import TYPE_CHECKING

from tests.bench.chat import ROOT, storm_lines
from tests.bench.messages import ONE_STRONG_IN
from tests.bench.rows import Row

if TYPE_CHECKING:
    from pathlib import Path

    from tests.bench.sizes import Size, Steps

AUTHORS, CHANNELS = 500, ("general", "theories", "fan-art")


def measure(folder: Path, size: Size, steps: Steps) -> list[Row]:
    """Return how many messages of an export are judged a second, the start of the program included."""
    export = folder / "history.jsonl"
    write(export, size.replayed)
    line = [sys.executable, "-m", "bot", "replay", str(export), "--json", "--config", str(ROOT / "config")]
    rates = []
    for _ in steps.rounds("Replay", size.rounds):
        begun = time.monotonic()
        done = subprocess.run(line, cwd=ROOT, capture_output=True, check=True)
        rates.append(size.replayed / (time.monotonic() - begun))
        if json.loads(done.stdout)["history"]["messages"] != size.replayed:
            raise RuntimeError("the replay has lost messages")
    return [Row(f"Replay of {size.replayed:,} messages", "a second", median(rates))]


def write(export: Path, count: int) -> None:
    """Write history: one message every ten seconds."""
    at = dt.datetime(2026, 1, 1, tzinfo=dt.UTC)
    with export.open("w", encoding="utf-8") as file:
        for number, text in enumerate(storm_lines(count, count // ONE_STRONG_IN)):
            row = {
                "author": f"fan{number * 7919 % AUTHORS}",
                "at": (at + dt.timedelta(seconds=10 * number)).isoformat(),
                "channel": CHANNELS[number % len(CHANNELS)],
                "text": text,
            }
            file.write(json.dumps(row, ensure_ascii=False) + "\n")
