"""`kind: mentions`: many people called at once."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Literal

from pydantic import Field

from bot.domain.moderation.rules.mentions import MentionsRule
from bot.settings.rules import RuleModel

if TYPE_CHECKING:
    from bot.settings.rules import Surroundings


class MentionsModel(RuleModel):
    """A rule that finds messages that call many people. Bots, oneself and whom one replies to do not count."""

    kind: Literal["mentions"]
    """What the rule looks for."""

    most: Annotated[int, Field(ge=1, le=50)] = 6
    """How many different people one message may address."""

    everyone: bool = False
    """Whether calling everyone, everyone here or a whole role is found too, by those whom Discord lets do so."""

    def rule(self, name: str, around: Surroundings) -> MentionsRule:
        """Return the rule that these settings describe."""
        return MentionsRule(**self.shared(name, around), most=self.most, everyone=self.everyone)
