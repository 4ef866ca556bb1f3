"""What reading finds: tiers of words, the view in which a word showed, and the hit itself.

Owns these values. What is done about a hit is for the rules.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Tier(StrEnum):
    """How much a word weighs, heaviest first."""

    slur = "slur"
    """Contempt for a group of people."""
    strong = "strong"
    """Swearing and coarse insults."""
    sexual = "sexual"
    """Coarse words for sex and the body; sober ones ("sex", "breast") are in no tier."""
    mild = "mild"
    """Heard in family films: "damn", "crap", "wtf"."""

    @property
    def weight(self) -> int:
        """The place in the order, 0 for the heaviest."""
        return list(Tier).index(self)

    @property
    def is_strong_language(self) -> bool:
        """Whether the word counts as strong language; all but mild ones do."""
        return self is not Tier.mild


class View(StrEnum):
    """How the text had to be looked at for the word to show."""

    plain = "plain"
    """As written, apart from case, accents, letter styles and invisible characters."""
    leet = "leet"
    """With digits, symbols or other letters in place of the right ones, or the right ones out of order."""
    stretched = "stretched"
    """With letters repeated."""
    spelled = "spelled-out"
    """Letter by letter."""
    masked = "masked"
    """With letters starred out."""
    joined = "joined"
    """With separators or markup inside the word."""


Listing = tuple[str, Tier | None]
"""Who lists a word of their own, by the name of a rule, and the tier that it has there."""


@dataclass(frozen=True, slots=True)
class Hit:
    """One word that was found. `start` and `end` are a slice of the original text."""

    start: int
    end: int
    term: str
    """The word of the vocabulary, without its stars."""
    tier: Tier
    view: View


@dataclass(frozen=True, slots=True)
class OwnHit:
    """A word of somebody's own that was found. `start` and `end` are a slice of the original text."""

    start: int
    end: int
    term: str
    lists: frozenset[Listing]
    """Everybody who lists it."""
    view: View
