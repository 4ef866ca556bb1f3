"""Policies of rules about words and patterns, and what they make of a text."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

from bot.domain.moderation.judging import Policy, judge
from bot.domain.moderation.messages import Message
from bot.domain.moderation.reading import Reader, Tier, Vocabulary
from bot.domain.moderation.rules.kinds import kinds_of
from bot.domain.moderation.rules.lexical import LexicalRule, own_words

if TYPE_CHECKING:
    from bot.domain.moderation.messages import Passage
    from bot.domain.moderation.rules import Rule

SHIPPED = Reader(
    Vocabulary(
        words={Tier.slur: frozenset({"zlur*"}), Tier.strong: frozenset({"*blarg*"}), Tier.mild: frozenset({"drat"})},
        core=frozenset({"blarg"}),
        exceptions=frozenset({"blargmouth"}),
        allow=frozenset({"captain drat", "the long goodbye"}),
    )
)


def house(*rules: Rule) -> Policy:
    """A policy of these rules, over a few words of its own."""
    own = own_words(rule for rule in rules if isinstance(rule, LexicalRule))
    return Policy(rules, kinds_of(rules, SHIPPED.beside(own)))


def message(text: str, *more: Passage) -> Message:
    """One message."""
    return Message(1, 5, 10, 1, datetime(2026, 3, 1, 20, tzinfo=UTC), text, more)


def seen(policy: Policy, text: str, *more: Passage) -> dict[str, list[str]]:
    """What each rule finds, as it is written."""
    said = message(text, *more)
    return {each.rule: [spot.text(said) for spot in each.spots] for each in judge(policy, said).considered}
