"""The rule `reports`: several members asked the team to look at one message.

Owns the number. A report says nothing about the person: it brings a card, and a human decides.
"""

from __future__ import annotations

import sys
from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar, Final

from bot.domain.moderation.rules import Rule
from bot.domain.moderation.verdicts import Finding, Wants

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from bot.domain.moderation.messages import Message
    from bot.domain.moderation.recent import Seen

REPORTED: Final = "reports.reached"
LOOK: Final = Wants(card=True, weight=0)


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportsRule(Rule):
    """Finds a message that at least so many different members reported."""

    kind: ClassVar[str] = "reports"
    at_least: int


class Reports:
    """All rules about reports."""

    def __init__(self, rules: Sequence[ReportsRule]) -> None:
        self._rules = rules
        self._fewest = min((rule.at_least for rule in rules), default=sys.maxsize)

    def look(self, message: Message, past: Sequence[Seen]) -> Iterator[tuple[Rule, Finding]]:
        """Return the rules whose number is reached."""
        del past
        if message.reports < self._fewest:
            return
        for rule in self._rules:
            if message.reports >= rule.at_least:
                yield rule, Finding(REPORTED, values={"count": str(message.reports)}, wants=LOOK)
