"""What carrying out one step came to, and what each of Discord's refusals means for it."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, Any

import aiohttp
import discord

if TYPE_CHECKING:
    from collections.abc import Callable

    from bot.domain.plans import Plan

PERMISSION_CODES = frozenset({50001, 50013})
CLOSED_TO_MESSAGES = frozenset({50007, 50278})
"""Codes that mean: this member cannot be written to in private."""
TOO_FAST = frozenset({20016, 20028, 20029, 40003, 40062})
"""Codes that mean: not so fast, whatever the status says."""

WITHOUT_PERMISSION = timedelta(minutes=10)
FIRST_PAUSE = timedelta(seconds=10)
LONGEST_PAUSE = timedelta(minutes=30)
MOST_ATTEMPTS = 40
"""About seventeen hours of trying; after that a person decides."""

_TRY_AGAIN = frozenset({408, 425})
_SERVER_ERRORS = 500
_TOO_MANY = 429


@dataclass(frozen=True, slots=True)
class Done:
    """It happened. `result` is kept for later steps.

    In the same commit `also` is written, and `then` put in the ledger.
    """

    result: str | None = None
    also: Callable[[Any], Any] | None = None
    then: Plan | None = None


@dataclass(frozen=True, slots=True)
class Later:
    """It may succeed later. `certain`: it surely has not happened yet. `lacking`: a permission is missing."""

    after: timedelta
    why: str
    certain: bool = True
    lacking: bool = False


@dataclass(frozen=True, slots=True)
class Stop:
    """It cannot succeed, so nothing after it may happen either."""

    why: str


Outcome = Done | Later | Stop


def of_error(error: Exception, attempts: int, chance: float) -> Later | Stop:
    """Return what an error of Discord or of the network means. `chance` (0 to 1) spreads the pauses.

    Raises the error again where it is neither: then it is a mistake in Usher.
    """
    trouble = _trouble(error)
    if attempts + 1 >= MOST_ATTEMPTS:
        return Stop(f"given up after {MOST_ATTEMPTS} attempts: {trouble}")
    pause = min(FIRST_PAUSE * 2 ** min(attempts, 10), LONGEST_PAUSE) * (0.75 + chance / 2)
    if isinstance(error, discord.HTTPException):
        return _of_answer(error, trouble, pause)
    if isinstance(error, discord.RateLimited):
        return Later(timedelta(seconds=error.retry_after), trouble)
    if isinstance(error, aiohttp.ClientError | OSError | asyncio.TimeoutError):
        return Later(pause, trouble, certain=False)
    raise error


def _of_answer(error: discord.HTTPException, trouble: str, pause: timedelta) -> Later | Stop:
    if error.code in PERMISSION_CODES:
        return Later(WITHOUT_PERMISSION, trouble, lacking=True)
    if error.status == _TOO_MANY or error.status in _TRY_AGAIN or error.code in TOO_FAST:
        return Later(pause, trouble)
    if error.status >= _SERVER_ERRORS:
        return Later(pause, trouble, certain=False)
    return Stop(trouble)


def _trouble(error: Exception) -> str:
    if isinstance(error, discord.HTTPException):
        return f"Discord answered {error.status} (code {error.code})"
    return type(error).__name__
