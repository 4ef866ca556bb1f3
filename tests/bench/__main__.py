"""`python -m tests.bench [--quick] [--json]`: what Usher costs, as one table.

All pairs are measured in turn in one run, and every number is the median of at least five rounds. What stands beside
Usher is measured in the same run: its source is `bare.py`. A goal that is missed is shown as missed, with both numbers,
and does not fail the command. `--quick` only shows that everything can be measured: once, and with little.
"""

from __future__ import annotations

import argparse
import json
import tempfile
from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING

from rich.console import Console

from tests.bench import matching, messages, presses, replays, starts, verdicts
from tests.bench.houses import house
from tests.bench.machine import busy, machine
from tests.bench.rows import table
from tests.bench.sizes import FULL, QUICK, Size, Steps

if TYPE_CHECKING:
    from tests.bench.rows import Row

SIDES = ("bare", "usher")
WIDTH = 120
BASELINE = """\
The baseline is a bare discord.py client: the same intents, loop, server and messages, and an empty handler. Commands
and presses it answers at once, with a fixed word."""


def main() -> None:
    """Measure, and print."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench", description="What Usher costs, as one table.")
    parser.add_argument("--quick", action="store_true", help="measure little, and once: a smoke run")
    parser.add_argument("--json", action="store_true", help="print one JSON document instead of the table")
    asked = parser.parse_args()
    size, begun = QUICK if asked.quick else FULL, busy()
    steps = Steps(Console(stderr=True))
    with steps.shown(), tempfile.TemporaryDirectory(prefix="usher-bench-") as folder:
        rows, notes = measure(Path(folder), size, steps)
    about = {"machine": machine(), "rounds": size.rounds, "load": [begun, busy()], "notes": notes}
    if asked.json:
        print(json.dumps(about | {"rows": [row.told() for row in rows]}, ensure_ascii=False))  # noqa: T201
        return
    console = Console(width=WIDTH)
    rounds = f"medians of {size.rounds} rounds, of messages {size.storms}; load {' to '.join(about['load'])}"
    console.print(table(rows, f"{about['machine']}\n{rounds}"))
    for note in notes if not asked.quick else (*notes, "A smoke run: its numbers mean nothing."):
        console.print(note, highlight=False)


def measure(folder: Path, size: Size, steps: Steps) -> tuple[list[Row], list[str]]:
    """Return all rows, and what to know about them."""
    judged, chat = verdicts.measure(size, steps)
    with ExitStack() as stack:
        houses = {side: stack.enter_context(house(folder / side)) for side in SIDES}
        pair = {side: (here, stack.enter_context(here.bot(side))) for side, here in houses.items()}
        stormed = messages.measure(pair, size, steps)
        pressed = presses.measure(pair, size, steps)
    with house(folder / "starts") as here:
        started = starts.measure(here, size, steps)
    with ExitStack() as stack:
        crowds = {side: stack.enter_context(house(folder / f"crowd-{side}", crowd=size.crowd)) for side in SIDES}
        crowded = starts.measure_crowd(crowds, size, steps)
    replayed = replays.measure(folder, size, steps)
    matched = matching.measure(size, steps)
    storms = f"A storm is {size.messages:,} messages of fan talk; of what is strong, all is committed and nudged."
    notes = [BASELINE, storms, f"Verdicts: {chat}.", *matched.notes]
    return [*stormed, *judged, *pressed, *started, *crowded, *replayed, *matched.rows], notes


if __name__ == "__main__":
    main()
