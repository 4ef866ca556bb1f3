"""`kind: reports`: several members reported one message."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Literal

from pydantic import Field

from bot.domain.moderation.rules.reports import ReportsRule
from bot.settings.rules import RuleModel

if TYPE_CHECKING:
    from bot.settings.rules import Surroundings


class ReportsModel(RuleModel):
    """A rule that finds messages which several members reported."""

    kind: Literal["reports"]
    """What the rule looks for."""

    at_least: Annotated[int, Field(ge=1, le=100)] = 3
    """How many different members it takes."""

    def rule(self, name: str, around: Surroundings) -> ReportsRule:
        """Return the rule that these settings describe."""
        return ReportsRule(**self.shared(name, around), at_least=self.at_least)
