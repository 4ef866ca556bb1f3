"""The rule `words`: words that an admin lists, in any spelling.

Owns what a find comes to. How it is found is `bot.domain.moderation.reading`, with all other rules about words.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from bot.domain.moderation.rules.lexical import LexicalRule
from bot.domain.moderation.verdicts import Finding

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bot.domain.moderation.reading import Tier
    from bot.domain.moderation.verdicts import Spot


@dataclass(frozen=True, slots=True, kw_only=True)
class WordsRule(LexicalRule):
    """Finds the listed words."""

    kind: ClassVar[str] = "words"
    words: frozenset[str]
    """In star notation."""

    def own(self) -> Iterator[tuple[str, Tier | None]]:
        """Return them; they belong to no tier."""
        return ((word, None) for word in self.words)

    def match(self, spots: tuple[Spot, ...]) -> Finding | None:
        """Return what was found."""
        return Finding("words.found", spots) if spots else None
