"""The rule `language`: strong words, in any spelling.

Owns which tiers count, and that a slur weighs more than a coarse word. How words are found is
`bot.domain.moderation.reading`; the one pass over a text that all rules about words share is `lexical`.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar, Final

from bot.domain.moderation.reading import Tier
from bot.domain.moderation.rules import Rule
from bot.domain.moderation.verdicts import Fate, Finding, Wants

if TYPE_CHECKING:
    from collections.abc import Iterable

    from bot.domain.moderation.verdicts import Spot

SLUR: Final = Wants(Fate.HIDE, card=True, weight=3)
STRONG: Final = Wants()


@dataclass(frozen=True, slots=True, kw_only=True)
class LanguageRule(Rule):
    """Finds words of the chosen tiers, and further ones by the tier they belong to."""

    kind: ClassVar[str] = "language"
    tiers: frozenset[Tier]

    def match(self, spots: Iterable[Spot]) -> Finding | None:
        """Return what counts among the listed words of a message, or None."""
        counting = tuple(spot for spot in spots if spot.tier in self.tiers)
        if not counting:
            return None
        slur = any(spot.tier is Tier.slur for spot in counting)
        return Finding("language.slur" if slur else "language.strong", counting, wants=SLUR if slur else STRONG)

    def narrowed(self, finding: Finding, spots: tuple[Spot, ...]) -> Finding:
        """Weigh what is left anew: with the slur gone, a coarse word is one."""
        return self.match(spots) or finding
