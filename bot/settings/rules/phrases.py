"""`kind: phrases`: several words in a row, in any spelling and with any signs between."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Literal

from bot.domain.moderation.rules.phrases import PhrasesRule
from bot.settings.rules import RuleModel
from bot.settings.rules.conditions import filled
from bot.settings.rules.word_values import ListedPhrase
from bot.settings.types import Listed

if TYPE_CHECKING:
    from bot.settings.rules import Surroundings


class PhrasesModel(RuleModel):
    """A rule that finds listed phrases."""

    kind: Literal["phrases"]
    """What the rule looks for."""

    phrases: Annotated[Listed[ListedPhrase], filled("would find nothing")]
    """The phrases, such as "free nitro". Case, accents and what stands between the words do not matter."""

    def rule(self, name: str, around: Surroundings) -> PhrasesRule:
        """Return the rule that these settings describe."""
        return PhrasesRule(**self.shared(name, around), phrases=frozenset(self.phrases))
