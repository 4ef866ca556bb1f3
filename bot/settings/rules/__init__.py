"""How each kind of rule is written in `moderation.yaml`, one small module each, and what all of them share.

Owns the shared keys and the step from settings to the domain's rule. What a rule finds is the domain's.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Annotated, Any, Literal

from pydantic import Field, StringConstraints

from bot.domain.moderation.verdicts import Fate, Mode
from bot.settings.model import Model
from bot.settings.rules.conditions import When
from bot.settings.types import Listed

if TYPE_CHECKING:
    from collections.abc import Mapping

    from bot.domain.moderation.rules import Rule
    from bot.settings.references import Reference

RuleMode = Literal["off", "shadow", "live"]
Phrase = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=200)]
Weight = Annotated[int, Field(ge=0, le=10)]


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What rules need to know of their server: ids by the names that settings use, and the community's zone."""

    roles: Mapping[str, int]
    channels: Mapping[str, int]
    guild_id: int = 0
    zone: str = "UTC"
    staff: Mapping[str, tuple[Reference, ...]] = field(default_factory=dict)
    """The roles of each staff list, which settings may name in their place."""
    known_invites: Mapping[str, int] = field(default_factory=dict)
    """Ids of servers by the codes of invitations, 0 where one leads nowhere; it may grow while rules are in use."""


class RuleModel(Model):
    """What every rule may say, whatever its kind."""

    mode: RuleMode = "shadow"
    """off does nothing; shadow only writes down what it would have done; live acts."""

    text: Literal["keep", "offer", "hide"] | None = None
    """What becomes of the message; left out, what suits the find."""

    card: bool | None = None
    """Whether a person must decide each time; left out, what suits the find."""

    weight: Weight | None = None
    """How much it says about the person, from 0 to 10; left out, what suits the find."""

    allow: Listed[Phrase] = ()
    """What is fine here although this rule would find it."""

    when: When = When()
    """Where, about whom and at what time the rule counts; left out, always."""

    def rule(self, name: str, around: Surroundings) -> Rule:
        """Return the rule that these settings describe."""
        raise NotImplementedError

    def shared(self, name: str, around: Surroundings) -> dict[str, Any]:
        """Return what every rule is made with."""
        return {
            "name": name,
            "mode": Mode(self.mode),
            "text": None if self.text is None else Fate[self.text.upper()],
            "card": self.card,
            "weight": self.weight,
            "allow": frozenset(self.allow),
            "when": self.when.condition(around),
        }
