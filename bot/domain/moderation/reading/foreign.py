"""Words in other scripts, which a community may add: Cyrillic, Greek, Arabic and the like.

Owns their search. It is a plain one, by whole words and stars, for the disguises of the other views are Latin ones.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from bot.domain.moderation.reading.entries import is_foreign
from bot.domain.moderation.reading.hits import Hit, Tier, View

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bot.domain.moderation.reading.vocabulary import Vocabulary

_WORDS: Final = re.compile(r"[^\W\d_]+")


class ForeignView:
    """Looks for words that no Latin letters can write."""

    __slots__ = ("_starred", "_words")

    def __init__(self, vocabulary: Vocabulary) -> None:
        listed = [
            (word.casefold(), tier) for tier in Tier for word in vocabulary.words.get(tier, ()) if is_foreign(word)
        ]
        self._words = {word: tier for word, tier in reversed(listed) if "*" not in word}
        self._starred = [(_shape(word), word.strip("*"), tier) for word, tier in sorted(listed) if "*" in word]

    def __bool__(self) -> bool:
        return bool(self._words or self._starred)

    def look(self, text: str) -> Iterator[Hit]:
        """Yield the hits in a text of any script."""
        for found in _WORDS.finditer(text):
            word = found[0].casefold()
            if (meant := self._meant(word)) is not None:
                yield Hit(found.start(), found.end(), *meant, View.plain)

    def _meant(self, word: str) -> tuple[str, Tier] | None:
        if (tier := self._words.get(word)) is not None:
            return word, tier
        if word.isascii():
            return None
        return next(((term, tier) for shape, term, tier in self._starred if shape.fullmatch(word)), None)


def _shape(word: str) -> re.Pattern[str]:
    before, after = (".*" if star else "" for star in (word.startswith("*"), word.endswith("*")))
    return re.compile(before + re.escape(word.strip("*")) + after, re.DOTALL)
