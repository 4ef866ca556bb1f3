"""Measures how well strong language is read, on rows that people have labelled.

Owns the counting. A row says `text` and whether it has strong language, `y`. Every hit counts but a mild one: of the
labelled sets that Usher is measured on, all call coarse words for sex and the body strong language, as they do slurs
and swearing; sober words for them are in no tier to begin with, and mild words are not in those sets.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from bot.domain.moderation.reading import Reader


@dataclass(frozen=True, slots=True)
class Row:
    """A message and whether a person found strong language in it."""

    text: str
    strong: bool


@dataclass(frozen=True, slots=True)
class Score:
    """How one set of rows was read. Shares are between 0 and 1; a set without strong language has no F1."""

    name: str
    rows: int
    strong: int
    mistaken: tuple[str, ...]
    """Texts in which strong language was seen though there is none."""
    missed: tuple[str, ...]
    """Texts in which it was not seen."""

    @property
    def precision(self) -> float:
        """The share of right ones among the texts that were flagged."""
        found = self.strong - len(self.missed)
        return found / max(found + len(self.mistaken), 1)

    @property
    def recall(self) -> float:
        """The share of the texts with strong language that were flagged."""
        return (self.strong - len(self.missed)) / max(self.strong, 1)

    @property
    def f1(self) -> float | None:
        """The harmonic mean of precision and recall; None for a set that has no strong language."""
        if not self.strong:
            return None
        both = self.precision + self.recall
        return 2 * self.precision * self.recall / both if both else 0.0


@dataclass(frozen=True, slots=True)
class Summary:
    """What all sets say together."""

    macro_f1: float | None
    """The mean of the sets' F1, each set counting the same."""
    lowest_f1: float | None
    clean_rows: int
    """Rows of the sets that have no strong language."""
    clean_mistaken: int
    """How many of them were flagged all the same."""


def is_strong(reader: Reader, text: str) -> bool:
    """Whether the reader finds strong language in a text."""
    return any(hit.tier.is_strong_language for hit in reader.read(text))


def score(reader: Reader, name: str, rows: Iterable[Row]) -> Score:
    """Read all rows and count."""
    total = strong = 0
    mistaken: list[str] = []
    missed: list[str] = []
    for row in rows:
        total += 1
        strong += row.strong
        if is_strong(reader, row.text) != row.strong:
            (missed if row.strong else mistaken).append(row.text)
    return Score(name, total, strong, tuple(mistaken), tuple(missed))


def summary(scores: Sequence[Score]) -> Summary:
    """Sum up what was scored."""
    f1s = [one.f1 for one in scores if one.f1 is not None]
    clean = [one for one in scores if one.f1 is None]
    return Summary(
        macro_f1=sum(f1s) / len(f1s) if f1s else None,
        lowest_f1=min(f1s, default=None),
        clean_rows=sum(one.rows for one in clean),
        clean_mistaken=sum(len(one.mistaken) for one in clean),
    )
