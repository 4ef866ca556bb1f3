"""`kind: flood`: one member writing more than a conversation can hold."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Annotated, Literal

from pydantic import Field

from bot.domain.moderation.recent import MESSAGES, SPAN
from bot.domain.moderation.rules.flood import FloodRule, Rate
from bot.settings.model import Model
from bot.settings.rules import RuleModel
from bot.settings.times import show_duration
from bot.settings.types import Duration, between

if TYPE_CHECKING:
    from bot.settings.rules import Surroundings

Count = Annotated[int, Field(ge=2, le=MESSAGES)]
Within = Annotated[Duration, between("1s", show_duration(SPAN))]
Likeness = Annotated[float, Field(ge=0.5, le=1, strict=False)]
Most = Annotated[int, Field(ge=5, le=4000)]


class RateModel(Model):
    """So many within so long."""

    count: Count
    """How many."""

    within: Within
    """Within how long, such as 10s or 2m; 10m at most."""


class NearRepeatsModel(RateModel):
    """So many that are nearly the same within so long."""

    likeness: Likeness = 0.9
    """How much of two texts has to be the same, from 0.5 to 1."""


class FloodModel(RuleModel):
    """A rule that finds too much of one member. Whatever is null is not looked at."""

    kind: Literal["flood"]
    """What the rule looks for."""

    messages: RateModel | None = RateModel(count=8, within=timedelta(seconds=10))
    """Messages of any sort."""

    repeats: RateModel | None = RateModel(count=4, within=timedelta(minutes=2))
    """The same text or the same files; laughter, single short words and commands to bots do not count."""

    near_repeats: NearRepeatsModel | None = NearRepeatsModel(count=4, within=timedelta(minutes=2))
    """Nearly the same text of at least 20 letters."""

    channels: RateModel | None = RateModel(count=4, within=timedelta(minutes=1))
    """So many channels with the same or nearly the same in them."""

    lines: Most | None = 40
    """So many lines in one message."""

    emoji: Most | None = 40
    """So many emoji in one message."""

    def rule(self, name: str, around: Surroundings) -> FloodRule:
        """Return the rule that these settings describe."""
        near = self.near_repeats
        return FloodRule(
            **self.shared(name, around),
            messages=_rate(self.messages),
            repeats=_rate(self.repeats),
            near_repeats=_rate(near),
            likeness=NearRepeatsModel.model_fields["likeness"].default if near is None else near.likeness,
            channels=_rate(self.channels),
            lines=self.lines,
            emoji=self.emoji,
        )


def _rate(written: RateModel | None) -> Rate | None:
    return None if written is None else Rate(written.count, written.within)
