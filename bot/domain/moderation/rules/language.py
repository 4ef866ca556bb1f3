"""The rule `language`: strong words, in any spelling.

Owns which tiers count. How words are found is `bot.domain.moderation.reading`.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from bot.domain.moderation.verdicts import Mode

if TYPE_CHECKING:
    from bot.domain.moderation.messages import Message
    from bot.domain.moderation.reading import Hit, Reader, Tier


@dataclass(frozen=True, slots=True)
class LanguageRule:
    """Finds words of the chosen tiers."""

    name: str
    reader: Reader
    tiers: frozenset[Tier]
    mode: Mode = Mode.LIVE

    def match(self, message: Message) -> tuple[Hit, ...]:
        """Return the hits that count, in reading order."""
        return tuple(hit for hit in self.reader.read(message.text) if hit.tier in self.tiers)
