"""How far a replay is: a bar on stderr, where that is a terminal."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

from rich.console import Console
from rich.progress import BarColumn, Progress, TaskProgressColumn, TextColumn, TimeRemainingColumn

if TYPE_CHECKING:
    from collections.abc import Iterator

    from rich.progress import TaskID


class Bar:
    """Shows bytes as the bar and messages as the rate."""

    def __init__(self, progress: Progress) -> None:
        self._progress = progress
        self._task: TaskID | None = None

    def begin(self, total: int) -> None:
        """Start at nothing of `total` bytes."""
        self._task = self._progress.add_task("", total=total, rate="")

    def reach(self, read: int, messages: int) -> None:
        """Move to where the replay is."""
        if self._task is None:
            return
        elapsed = self._progress.tasks[self._task].elapsed
        rate = f"{messages / elapsed:,.0f} messages/s" if elapsed else ""
        self._progress.update(self._task, completed=read, rate=rate)


@contextmanager
def bar(console: Console | None = None) -> Iterator[Bar | None]:
    """Give a bar that goes away at the end; None where nobody would see it."""
    console = console or Console(stderr=True)
    if not console.is_terminal:
        yield None
        return
    columns = (BarColumn(), TaskProgressColumn(), TextColumn("{task.fields[rate]}"), TimeRemainingColumn())
    with Progress(*columns, console=console, transient=True) as progress:
        yield Bar(progress)
