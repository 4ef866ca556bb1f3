"""A row of the table, and the table.

Owns what a row is: a number of Usher's, the number of whatever it stands beside, a goal, and whether it is met. How the
numbers come about is for the modules that measure.
"""

from __future__ import annotations

import operator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from rich.table import Table

if TYPE_CHECKING:
    from collections.abc import Iterable

COMPARE = {"≥": operator.ge, "≤": operator.le}


@dataclass(frozen=True, slots=True)
class Goal:
    """What a row is to reach: its `ratio`, its `difference` to the baseline, or the number of `usher` itself."""

    quantity: str
    sign: str
    limit: float

    def __str__(self) -> str:
        """Return the goal as the table shows it."""
        limit = f"{self.limit:,g}"
        return f"{self.sign} " + {"ratio": f"{limit} ×", "difference": f"+{limit}", "usher": limit}[self.quantity]


@dataclass(frozen=True, slots=True)
class Row:
    """One thing that was measured. `usher` and `beside` are medians, in `unit`."""

    what: str
    unit: str
    usher: float
    beside: float | None = None
    goal: Goal | None = None

    @property
    def ratio(self) -> float | None:
        """Usher's number over the one beside it."""
        return self.usher / self.beside if self.beside else None

    @property
    def met(self) -> bool | None:
        """Whether the goal is met; None where there is none."""
        if self.goal is None:
            return None
        reached = {
            "usher": self.usher,
            "ratio": self.ratio,
            "difference": None if self.beside is None else self.usher - self.beside,
        }[self.goal.quantity]
        return reached is not None and COMPARE[self.goal.sign](reached, self.goal.limit)

    def told(self) -> dict[str, object]:
        """Return the row for `--json`."""
        return {
            "what": self.what, "unit": self.unit, "usher": self.usher, "beside": self.beside, "ratio": self.ratio,
            "goal": str(self.goal) if self.goal else None, "met": self.met,
        }  # fmt: skip


def table(rows: Iterable[Row], title: str) -> Table:
    """Return the rows as people read them."""
    made = Table(title=title, title_justify="left", title_style="")
    made.add_column("What")
    made.add_column("Unit")
    for name in ("Usher", "Baseline", "Ratio", "Goal"):
        made.add_column(name, justify="right")
    made.add_column("Met")
    words = {None: "", True: "yes", False: "no"}
    for row in rows:
        ratio = "" if row.ratio is None else f"{row.ratio:.2f}"
        goal = "" if row.goal is None else str(row.goal)
        made.add_row(row.what, row.unit, figure(row.usher), figure(row.beside), ratio, goal, words[row.met])
    return made


def figure(number: float | None) -> str:
    """Return a number with about three places that mean something."""
    if number is None:
        return ""
    return f"{number:,.0f}" if abs(number) >= 100 else f"{number:.3g}"
