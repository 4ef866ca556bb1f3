"""`python -m tests.bench [--quick] [--json] [--only PART …]`: what Usher costs, as one table.

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

from tests.bench import matching, messages, policies, presses, replays, starts, verdicts
from tests.bench.evening import NOTE
from tests.bench.houses import house
from tests.bench.machine import busy, machine
from tests.bench.rows import table
from tests.bench.sizes import FULL, QUICK, Size, Steps

if TYPE_CHECKING:
    from collections.abc import Collection

    from tests.bench.rows import Row

SIDES = ("bare", "usher")
PARTS = ("messages", "presses", "verdicts", "policies", "starts", "crowd", "replays", "matching")
WIDTH = 120
BASELINE = """\
The baseline is a bare discord.py client: the same intents, loop, server and messages, and an empty handler. Commands
and presses it answers at once, with a fixed word."""


def main() -> None:
    """Measure, and print."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench", description="What Usher costs, as one table.")
    parser.add_argument("--quick", action="store_true", help="measure little, and once: a smoke run")
    parser.add_argument("--json", action="store_true", help="print one JSON document instead of the table")
    parser.add_argument("--only", nargs="+", choices=PARTS, default=PARTS, metavar="PART", help=", ".join(PARTS))
    asked = parser.parse_args()
    size, begun = QUICK if asked.quick else FULL, busy()
    steps = Steps(Console(stderr=True))
    with steps.shown(), tempfile.TemporaryDirectory(prefix="usher-bench-") as folder:
        rows, notes = measure(Path(folder), size, steps, asked.only)
    about = {"machine": machine(), "rounds": size.rounds, "load": [begun, busy()], "notes": notes}
    if asked.json:
        print(json.dumps(about | {"rows": [row.told() for row in rows]}, ensure_ascii=False))  # noqa: T201
        return
    console = Console(width=WIDTH)
    rounds = f"medians of {size.rounds} rounds, of messages {size.storms}; load {' to '.join(about['load'])}"
    console.print(table(rows, f"{about['machine']}\n{rounds}"))
    for note in notes if not asked.quick else (*notes, "A smoke run: its numbers mean nothing."):
        console.print(note, highlight=False)


def measure(folder: Path, size: Size, steps: Steps, only: Collection[str]) -> tuple[list[Row], list[str]]:
    """Return the rows of these parts, and what to know about them."""
    storms = f"A storm is {size.messages:,} messages of fan talk; of what is strong, all is committed and nudged."
    rows, notes = [], [BASELINE, f"{storms} {NOTE}"]
    if {"messages", "presses"} & set(only):
        with ExitStack() as stack:
            houses = {side: stack.enter_context(house(folder / side)) for side in SIDES}
            pair = {side: (here, stack.enter_context(here.bot(side))) for side, here in houses.items()}
            rows += messages.measure(pair, size, steps) if "messages" in only else []
            rows += presses.measure(pair, size, steps) if "presses" in only else []
    if "verdicts" in only:
        judged, chat = verdicts.measure(size, steps)
        rows += judged
        notes.append(f"Verdicts: {chat}.")
    if "policies" in only:
        rows += policies.measure(size, steps)
    if "starts" in only:
        with house(folder / "starts") as here:
            rows += starts.measure(here, size, steps)
    if "crowd" in only:
        with ExitStack() as stack:
            crowds = {side: stack.enter_context(house(folder / f"crowd-{side}", crowd=size.crowd)) for side in SIDES}
            rows += starts.measure_crowd(crowds, size, steps)
    if "replays" in only:
        rows += replays.measure(folder, size, steps)
    if "matching" in only:
        matched = matching.measure(size, steps)
        rows += matched.rows
        notes += matched.notes
    return rows, notes


if __name__ == "__main__":
    main()
