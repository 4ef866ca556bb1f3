"""`kind: caps`: whole messages in capital letters."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Literal

from pydantic import Field

from bot.domain.moderation.rules.caps import CapsRule
from bot.settings.rules import RuleModel

if TYPE_CHECKING:
    from bot.settings.rules import Surroundings


class CapsModel(RuleModel):
    """A rule that finds messages in capitals. Code, quotes, links, emoji and lists of abbreviations do not count."""

    kind: Literal["caps"]
    """What the rule looks for."""

    share: Annotated[float, Field(ge=0.5, le=1, strict=False)] = 0.8
    """The share of capitals from which a message counts, from 0.5 to 1."""

    least: Annotated[int, Field(ge=5, le=2000)] = 20
    """How many letters a message needs to count at all."""

    def rule(self, name: str, around: Surroundings) -> CapsRule:
        """Return the rule that these settings describe."""
        return CapsRule(**self.shared(name, around), share=self.share, least=self.least)
