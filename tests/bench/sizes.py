"""How much is measured, and how far the measuring is."""

from __future__ import annotations

from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING

from rich.progress import BarColumn, MofNCompleteColumn, Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

if TYPE_CHECKING:
    from collections.abc import Iterator

    from rich.console import Console


@dataclass(frozen=True, slots=True)
class Size:
    """How often and how much. Whatever is random is so by a seed, and the same in every run."""

    rounds: int
    storms: int
    """Rounds of messages, which are quick and suffer most from what else the machine does."""
    messages: int
    presses: int
    verdicts: int
    replayed: int
    crowd: int
    read_by_others: int
    rest: float
    """Seconds that a bot is left alone before its memory counts as idle."""


FULL = Size(
    rounds=5,
    storms=9,
    messages=20_000,
    presses=300,
    verdicts=20_000,
    replayed=200_000,
    crowd=100_000,
    read_by_others=100,
    rest=1.5,
)
QUICK = Size(
    rounds=1,
    storms=1,
    messages=400,
    presses=20,
    verdicts=300,
    replayed=2_000,
    crowd=1_000,
    read_by_others=5,
    rest=0.1,
)


class Steps:
    """A bar for each part of the bench."""

    def __init__(self, console: Console) -> None:
        self._progress = Progress(
            SpinnerColumn(), TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn(),
            console=console,
        )  # fmt: skip

    @contextmanager
    def shown(self) -> Iterator[None]:
        """Show the bars."""
        with self._progress:
            yield

    def rounds(self, what: str, count: int) -> Iterator[int]:
        """Count rounds from 0, and show how many are done."""
        task = self._progress.add_task(what, total=count)
        for number in range(count):
            yield number
            self._progress.advance(task)
