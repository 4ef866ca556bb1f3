"""The words that reading looks for and the ones that it leaves alone, as a plain value.

Owns the value and how a community adds to it. Where the words come from is for the settings; how they are found in a
text is for the views.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from bot.domain.moderation.reading.hits import Tier

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """Words by tier, and what excuses them.

    A word may be several words ("ching chong") and may carry stars for where it may go on: `ass` stands alone,
    `twat*` begins a word, `*fag` ends one, `*fuck*` may stand anywhere inside one. Case and accents do not matter.
    """

    words: Mapping[Tier, frozenset[str]] = field(default_factory=dict)
    core: frozenset[str] = frozenset()
    """Words that people hide most: also looked for misspelt and starred out."""
    exceptions: frozenset[str] = frozenset()
    """Whole words, stars allowed, in which a listed word means nothing: `scunthorpe`, `shiitake*`."""
    allow: frozenset[str] = frozenset()
    """Phrases in which a listed word means nothing: `moby dick`."""
    names: frozenset[str] = frozenset()
    """Words that are also people's names: left alone when they are written like one."""

    titles: frozenset[str] = frozenset()
    """Titles that are a listed word and no more: left alone as a whole message, written with capitals."""

    def extended(
        self, *, add: Mapping[Tier, Iterable[str]] | None = None, allow: Iterable[str] = (), drop: Iterable[str] = ()
    ) -> Vocabulary:
        """Return this vocabulary with more words, with phrases to leave alone (titles, people), without some words."""
        dropped = frozenset(drop)
        more = {tier: frozenset(words) for tier, words in (add or {}).items()}
        words = {tier: (self.words.get(tier, frozenset()) | more.get(tier, frozenset())) - dropped for tier in Tier}
        return replace(self, words=words, allow=self.allow | frozenset(allow))

    def merged(self, other: Vocabulary) -> Vocabulary:
        """Return what both hold together."""
        return Vocabulary(
            words={t: self.words.get(t, frozenset()) | other.words.get(t, frozenset()) for t in Tier},
            core=self.core | other.core,
            exceptions=self.exceptions | other.exceptions,
            allow=self.allow | other.allow,
            names=self.names | other.names,
            titles=self.titles | other.titles,
        )
