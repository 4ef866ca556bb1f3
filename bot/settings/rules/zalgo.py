"""`kind: zalgo`: letters buried under piles of signs."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Literal

from pydantic import Field

from bot.domain.moderation.rules.zalgo import ZalgoRule
from bot.settings.rules import RuleModel

if TYPE_CHECKING:
    from bot.settings.rules import Surroundings


class ZalgoModel(RuleModel):
    """A rule that finds letters with piles of signs on them. No language in use has more than four."""

    kind: Literal["zalgo"]
    """What the rule looks for."""

    most: Annotated[int, Field(ge=3, le=20)] = 4
    """How many signs a letter may have."""

    def rule(self, name: str, around: Surroundings) -> ZalgoRule:
        """Return the rule that these settings describe."""
        return ZalgoRule(**self.shared(name, around), most=self.most)
