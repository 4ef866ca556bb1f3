"""`kind: language`: strong words, in any spelling."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from pydantic import Field

from bot.domain.moderation.reading import Tier as Tiers
from bot.domain.moderation.rules.language import LanguageRule
from bot.settings.rules import RuleModel
from bot.settings.rules.word_values import ListedPhrase
from bot.settings.types import Listed

if TYPE_CHECKING:
    from bot.settings.rules import Surroundings

Tier = Literal["slur", "strong", "sexual", "mild"]


class LanguageModel(RuleModel):
    """A rule that finds strong words."""

    kind: Literal["language"]
    """What the rule looks for."""

    tiers: Listed[Tier] = ("slur", "strong")
    """The groups of words that matter here."""

    add: dict[Tier, Listed[ListedPhrase]] = Field(default={})
    """Further words, by the group they belong to."""

    def rule(self, name: str, around: Surroundings) -> LanguageRule:
        """Return the rule that these settings describe."""
        add = {Tiers(tier): frozenset(words) for tier, words in self.add.items()}
        return LanguageRule(**self.shared(name, around), tiers=frozenset(map(Tiers, self.tiers)), add=add)
