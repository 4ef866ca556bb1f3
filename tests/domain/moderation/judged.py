"""What rules of any kind make of one message, through the same door as in life."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.domain.moderation.judging import Policy, judge
from bot.domain.moderation.reading import Reader, Vocabulary
from bot.domain.moderation.rules.kinds import kinds_of

if TYPE_CHECKING:
    from bot.domain.moderation.messages import Message
    from bot.domain.moderation.rules import Rule
    from bot.domain.moderation.verdicts import Considered

NO_WORDS = Reader(Vocabulary())


def house(*rules: Rule) -> Policy:
    """A policy of these rules."""
    return Policy(rules, kinds_of(rules, NO_WORDS))


def made_of(message: Message, *rules: Rule) -> Considered | None:
    """What the first of these rules that finds something makes of a message."""
    return next(iter(judge(house(*rules), message).considered), None)


def why(message: Message, *rules: Rule) -> str:
    """Why a message was found, or an empty text."""
    found = made_of(message, *rules)
    return found.because if found else ""


def where(message: Message, *rules: Rule) -> list[str]:
    """What exactly was found in a message."""
    found = made_of(message, *rules)
    return [spot.text(message) for spot in found.spots] if found else []
