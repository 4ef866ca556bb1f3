"""The rule `zalgo`: letters buried under piles of signs.

Owns how high a pile may be. Vowel points, tones and accents of real languages stay well below; they are counted like
all others, so that they cannot be piled up either.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, ClassVar, Final

from bot.domain.moderation.rules import Rule
from bot.domain.moderation.verdicts import Fate, Finding, Spot, Wants

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from bot.domain.moderation.messages import Field, Message
    from bot.domain.moderation.recent import Seen

LEAST: Final = 2
"""Fewer signs than that on a letter are no pile: Vietnamese and Hebrew have as many."""
TOWER: Final = 16
"""A pile of so many covers what others wrote above and below."""
MESSY: Final = Wants(Fate.OFFER)
COVERING: Final = Wants(Fate.HIDE)
_RANGES: Final = ((0x300, 0xF00), (0xFC0, 0x1E00), (0x20D0, 0x20F1), (0xA66F, 0xAC00), (0xFE20, 0xFE30))
"""Where signs live that sit on letters; Tibetan is left out, since it stacks its letters by right."""
_BETWEEN: Final = "\u034f\u200b-\u200f\u2060\ufe00-\ufe0f"


@dataclass(frozen=True, slots=True)
class Pile:
    """Signs on one letter, the letter included, and how many they are."""

    start: int
    end: int
    signs: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ZalgoRule(Rule):
    """Finds letters with more than `most` signs, and texts where piles of three or more are usual."""

    kind: ClassVar[str] = "zalgo"
    most: int = 4
    usual: int = 6
    """How many lower piles of three or more make a text one of them."""

    def match(self, texts: Sequence[tuple[int, Field, Sequence[Pile]]]) -> Finding | None:
        """Return what is found in the piles of a message's texts, or None."""
        spots, highest = [], 0
        for passage, where, piles in texts:
            high = [pile for pile in piles if pile.signs > self.most]
            low = [pile for pile in piles if pile.signs > LEAST]
            if high or len(low) >= self.usual:
                spots += [Spot(pile.start, pile.end, "", where, passage) for pile in low]
                highest = max(highest, *(pile.signs for pile in low))
        if not spots:
            return None
        wants = COVERING if highest >= TOWER else MESSY
        return Finding("zalgo.piled", tuple(spots), {"count": str(highest)}, wants)


class Zalgo:
    """All rules about piled signs: a text without three of them in a row costs one search, an ASCII one none."""

    def __init__(self, rules: Sequence[ZalgoRule]) -> None:
        self._rules = rules

    def look(self, message: Message, past: Sequence[Seen]) -> Iterator[tuple[Rule, Finding]]:
        """Return what the rules find in any text of the message."""
        del past
        if message.text.isascii() and not message.more:
            return
        texts = [
            (place, passage.field, found)
            for place, passage in enumerate(message.passages)
            if not passage.text.isascii() and (found := piles(passage.text))
        ]
        if texts:
            for rule in self._rules:
                finding = rule.match(texts)
                if finding is not None:
                    yield rule, finding


def piles(text: str) -> list[Pile]:
    """Return every letter with more than two signs on it, in order."""
    found = []
    for run in _pile().finditer(text):
        signs = sum(not _is_between(letter) for letter in run[0])
        if signs > LEAST:
            found.append(Pile(max(0, run.start() - 1), run.end(), signs))
    return found


def without_piles(text: str) -> str:
    """Return the text with every letter freed of its pile."""
    return _pile().sub(lambda run: "" if sum(not _is_between(c) for c in run[0]) > LEAST else run[0], text)


def _is_between(letter: str) -> bool:
    return letter == "\u034f" or unicodedata.category(letter) == "Cf" or "\ufe00" <= letter <= "\ufe0f"


@cache
def _pile() -> re.Pattern[str]:
    """Return what matches signs in a row, and the invisible characters that may stand between them."""
    signs = "".join(
        chr(code)
        for first, end in _RANGES
        for code in range(first, end)
        if unicodedata.category(chr(code)) in {"Mn", "Me"}
    )
    return re.compile(f"[{signs}{_BETWEEN}]{{{LEAST + 1},}}")
