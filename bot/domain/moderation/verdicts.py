"""What judging a message comes to, including why nothing was done.

A verdict holds reasons, never a punishment: what is done for the person is the choice of `cases`.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from bot.domain.moderation.reading import Hit


class Mode(StrEnum):
    """How much a rule may do."""

    OFF = "off"
    SHADOW = "shadow"
    LIVE = "live"


class Exemption(StrEnum):
    """Why a message was not read at all."""

    BOT = "bot"
    STAFF = "staff"
    ROLE = "role"
    CHANNEL = "channel"
    EMPTY = "empty"


class Outcome(StrEnum):
    """What one rule made of one message."""

    MATCHED = "matched"
    SHADOWED = "shadowed"
    CLEAN = "clean"
    OFF = "off"


@dataclass(frozen=True, slots=True)
class Considered:
    """One rule, what it made of the message, and what it found there."""

    rule: str
    outcome: Outcome
    hits: tuple[Hit, ...] = ()


@dataclass(frozen=True, slots=True)
class Verdict:
    """All that was considered about one message."""

    considered: tuple[Considered, ...] = ()
    exemption: Exemption | None = None

    @property
    def findings(self) -> tuple[Considered, ...]:
        """What live rules found: the reasons to do something."""
        return tuple(each for each in self.considered if each.outcome is Outcome.MATCHED)

    @property
    def shadows(self) -> tuple[Considered, ...]:
        """What shadow rules found: noted, and nothing done."""
        return tuple(each for each in self.considered if each.outcome is Outcome.SHADOWED)

    @property
    def worth_keeping(self) -> bool:
        """Whether any rule found anything; the rest can be computed again when somebody asks."""
        return any(each.hits for each in self.considered)
