"""The rule `language`: strong words, in any spelling.

Owns which tiers count, and that a slur weighs more than a coarse word. How words are found is
`bot.domain.moderation.reading`; the one pass over a text that all rules about words share is `lexical`.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, ClassVar, Final

from bot.domain.moderation.reading import Tier
from bot.domain.moderation.rules.lexical import LexicalRule
from bot.domain.moderation.verdicts import Fate, Finding, Wants

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from bot.domain.moderation.verdicts import Spot

SLUR: Final = Wants(Fate.HIDE, card=True, weight=3)
STRONG: Final = Wants()


@dataclass(frozen=True, slots=True, kw_only=True)
class LanguageRule(LexicalRule):
    """Finds the shipped words of the chosen tiers, and further ones by the tier they belong to."""

    kind: ClassVar[str] = "language"
    tiers: frozenset[Tier]
    add: Mapping[Tier, frozenset[str]] = field(default_factory=dict)

    def own(self) -> Iterator[tuple[str, Tier | None]]:
        """Return the further words."""
        return ((word, tier) for tier, words in self.add.items() for word in words)

    def match(self, spots: tuple[Spot, ...]) -> Finding | None:
        """Return what the words come to: one slur outweighs the rest."""
        if not spots:
            return None
        slur = any(spot.tier is Tier.slur for spot in spots)
        return Finding("language.slur" if slur else "language.strong", spots, wants=SLUR if slur else STRONG)
