"""`kind: pattern`: what fits a regular expression."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Final, Literal

from pydantic import Field

from bot.domain.moderation.rules.pattern import PatternRule
from bot.settings.explaining import refusal
from bot.settings.rules import RuleModel
from bot.settings.rules.conditions import filled
from bot.settings.rules.expression_values import WrittenPattern
from bot.settings.types import Listed

if TYPE_CHECKING:
    from bot.settings.rules import Surroundings


MOST: Final = 100
"""Rules of this kind that one community may have."""


class PatternModel(RuleModel):
    """A rule that finds what fits a pattern."""

    kind: Literal["pattern"]
    """What the rule looks for."""

    patterns: Annotated[Listed[WrittenPattern], Field(max_length=10), filled("would find nothing")]
    """Regular expressions in the syntax of RE2, in single quotes, of up to 260 characters each. (?i) ignores case."""

    normalise: bool = False
    """Whether they are matched on plain small letters, with accents, letter styles and look-alikes undone."""

    def rule(self, name: str, around: Surroundings) -> PatternRule:
        """Return the rule that these settings describe."""
        return PatternRule(**self.shared(name, around), patterns=self.patterns, normalise=self.normalise)


def bounded(rules: dict[str, RuleModel]) -> dict[str, RuleModel]:
    """Refuse more rules of this kind than one community may have."""
    count = sum(isinstance(rule, PatternModel) for rule in rules.values())
    if count > MOST:
        what = f"{count} rules are of the kind pattern, and {MOST} are the most"
        raise refusal(what, "Put several patterns into one rule, or write words and phrases")
    return rules
