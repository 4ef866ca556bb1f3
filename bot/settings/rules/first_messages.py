"""`kind: first_messages`: what newcomers bring along with their first words."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Annotated, Literal

from pydantic import Field

from bot.domain.moderation.rules.first_messages import Brought, FirstMessagesRule
from bot.settings.rules import RuleModel
from bot.settings.rules.conditions import filled
from bot.settings.types import Duration, Listed, between

if TYPE_CHECKING:
    from bot.settings.rules import Surroundings

What = Literal["link", "invite", "attachment", "mention"]


class FirstMessagesModel(RuleModel):
    """A rule that finds what newcomers bring along with their first messages."""

    kind: Literal["first_messages"]
    """What the rule looks for."""

    count: Annotated[int, Field(ge=1, le=100)] = 3
    """How many messages are the first ones."""

    within: Annotated[Duration, between("1m", "30d")] = timedelta(days=1)
    """How long after joining somebody is new."""

    contains: Annotated[Listed[What], filled("would find nothing")] = ("link", "invite", "attachment")
    """What is worth a look: link, invite (to another server), attachment, mention."""

    def rule(self, name: str, around: Surroundings) -> FirstMessagesRule:
        """Return the rule that these settings describe."""
        return FirstMessagesRule(
            **self.shared(name, around),
            count=self.count,
            within=self.within,
            contains=frozenset(Brought(each) for each in self.contains),
        )
