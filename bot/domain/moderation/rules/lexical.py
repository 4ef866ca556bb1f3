"""The one look that all rules about listed words share: every text of a message is read once.

Owns that pass. Which of the words matter is each rule's own question.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.domain.moderation.verdicts import Spot

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from bot.domain.moderation.messages import Message
    from bot.domain.moderation.reading import Reader
    from bot.domain.moderation.recent import Seen
    from bot.domain.moderation.rules import Rule
    from bot.domain.moderation.rules.language import LanguageRule
    from bot.domain.moderation.verdicts import Finding


class Lexical:
    """Rules about words, over one reader."""

    def __init__(self, rules: Sequence[LanguageRule], reader: Reader) -> None:
        self._rules = rules
        self._read = reader.read

    def look(self, message: Message, past: Sequence[Seen]) -> Iterator[tuple[Rule, Finding]]:
        """Return what the rules find in any text of the message."""
        del past
        spots = self._spots(message)
        if spots:
            for rule in self._rules:
                finding = rule.match(spots)
                if finding is not None:
                    yield rule, finding

    def _spots(self, message: Message) -> list[Spot]:
        hits = self._read(message.text)
        if not (hits or message.more):
            return []
        found = [Spot(hit.start, hit.end, hit.term, tier=hit.tier, view=hit.view) for hit in hits]
        for place, passage in enumerate(message.more, start=1):
            found += [
                Spot(hit.start, hit.end, hit.term, passage.field, place, hit.tier, hit.view)
                for hit in self._read(passage.text)
            ]
        return found
