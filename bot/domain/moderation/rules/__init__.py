"""The kinds of rule, one small module each, and what every rule has.

Owns the base of all rules. A kind finds something in a message and says why in a key of the voice; when its rule counts
is for `conditions`, and what follows for `cases`.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import ClassVar, Protocol

from bot.domain.moderation.messages import Message
from bot.domain.moderation.verdicts import Fate, Finding, Mode, Spot, Wants


class Condition(Protocol):
    """When a rule counts."""

    def holds(self, message: Message) -> bool:
        """Whether it counts for this message."""


@dataclass(frozen=True, slots=True)
class Always:
    """No condition at all."""

    def holds(self, message: Message) -> bool:  # noqa: ARG002 -- whatever the message
        """Whatever the message: yes."""
        return True


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """What every rule has: its name, how much it may do, when it counts, and what its admin wants of it.

    Where `text`, `card` or `weight` is None, the kind knows what suits each finding.
    """

    kind: ClassVar[str] = ""
    name: str
    mode: Mode = Mode.LIVE
    when: Condition = Always()
    text: Fate | None = None
    card: bool | None = None
    weight: int | None = None
    allow: frozenset[str] = frozenset()
    """Terms and phrases that are fine here."""

    def wants(self, suited: Wants) -> Wants:
        """Return what is wanted where the kind itself would want `suited`."""
        return Wants(
            suited.text if self.text is None else self.text,
            suited.card if self.card is None else self.card,
            suited.weight if self.weight is None else self.weight,
            suited.given_back,
        )

    def narrowed(self, finding: Finding, spots: tuple[Spot, ...]) -> Finding:
        """Return what is left of a finding where only these of its spots count."""
        return replace(finding, spots=spots)
