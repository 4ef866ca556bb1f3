"""`kind: words`: words that an admin lists, in any spelling."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Literal

from bot.domain.moderation.rules.words import WordsRule
from bot.settings.rules import RuleModel
from bot.settings.rules.conditions import filled
from bot.settings.rules.word_values import ListedWord
from bot.settings.types import Listed

if TYPE_CHECKING:
    from bot.settings.rules import Surroundings


class WordsModel(RuleModel):
    """A rule that finds listed words."""

    kind: Literal["words"]
    """What the rule looks for."""

    words: Annotated[Listed[ListedWord], filled("would find nothing")]
    """The words. Stars say where one may go on: "spoil" stands alone, "leak*" begins a word, "*scam*" is anywhere."""

    def rule(self, name: str, around: Surroundings) -> WordsRule:
        """Return the rule that these settings describe."""
        return WordsRule(**self.shared(name, around), words=frozenset(self.words))
