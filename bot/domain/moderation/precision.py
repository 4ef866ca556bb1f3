"""How often a rule is right, as far as a few judgements can tell.

Owns the interval around a share. Who judged what is kept by the storage.

The interval is the score interval of Edwin B. Wilson, "Probable Inference, the Law of Succession, and Statistical
Inference", Journal of the American Statistical Association 22 (1927), pages 209 to 212. It stays between 0 and 1, and
is honest about the handful of judgements that a rule usually has, where the textbook interval pretends to be certain.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import sqrt
from typing import Final

Z: Final = 1.959963984540054
"""Within so many standard deviations lie 95 % of a normal distribution."""


@dataclass(frozen=True, slots=True)
class Precision:
    """How many of the judged finds were right."""

    right: int = 0
    judged: int = 0

    def __post_init__(self) -> None:
        if not 0 <= self.right <= self.judged:
            raise ValueError("as many finds are right as were judged, at most")

    @property
    def share(self) -> float | None:
        """The share that was right, from 0 to 1; None where nobody has judged."""
        return self.right / self.judged if self.judged else None

    @property
    def interval(self) -> tuple[float, float]:
        """Between which shares the true one lies, with 95 % confidence; 0 to 1 where nobody has judged."""
        if not self.judged:
            return 0.0, 1.0
        share, count, square = self.right / self.judged, self.judged, Z * Z
        middle = share + square / (2 * count)
        reach = Z * sqrt(share * (1 - share) / count + square / (4 * count * count))
        whole = 1 + square / count
        # At the ends the exact value is 0 or 1, which rounding would miss by a hair.
        low = (middle - reach) / whole if self.right else 0.0
        high = (middle + reach) / whole if self.right < count else 1.0
        return low, high
