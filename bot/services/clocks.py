"""The two things that differ between a real run and a rehearsal: the clock and chance."""

from __future__ import annotations

import random
import secrets
from collections.abc import Callable
from datetime import datetime
from typing import Protocol

Clock = Callable[[], datetime]
"""Returns the present instant, aware and in UTC."""


class Chance(Protocol):
    """Where randomness comes from."""

    def token_bytes(self, count: int) -> bytes:
        """Return that many random bytes that nobody can guess."""

    def random(self) -> float:
        """Return a number from 0 up to 1."""


class RealChance:
    """The operating system's randomness."""

    def token_bytes(self, count: int) -> bytes:
        """Return that many random bytes that nobody can guess."""
        return secrets.token_bytes(count)

    def random(self) -> float:
        """Return a number from 0 up to 1."""
        return random.SystemRandom().random()
