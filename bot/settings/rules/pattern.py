"""`kind: pattern`: what fits a regular expression."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Literal

from pydantic import Field

from bot.domain.moderation.rules.pattern import PatternRule
from bot.settings.rules import RuleModel
from bot.settings.rules.expression_values import WrittenPattern
from bot.settings.types import Listed

if TYPE_CHECKING:
    from bot.settings.rules import Surroundings


class PatternModel(RuleModel):
    """A rule that finds what fits a pattern."""

    kind: Literal["pattern"]
    """What the rule looks for."""

    patterns: Annotated[Listed[WrittenPattern], Field(min_length=1, max_length=20)]
    """Regular expressions in the syntax of RE2, in single quotes, of up to 260 characters each. (?i) ignores case."""

    normalise: bool = False
    """Whether they are matched on plain small letters, with accents, letter styles and look-alikes undone."""

    def rule(self, name: str, around: Surroundings) -> PatternRule:
        """Return the rule that these settings describe."""
        return PatternRule(**self.shared(name, around), patterns=self.patterns, normalise=self.normalise)
