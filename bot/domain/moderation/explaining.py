"""Why a rule found something, as words that the voice can say.

Owns which words of a message are repeated to staff, and in what dress. The sentences are the voice's.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.domain.plans import Words
from bot.domain.wording import code_words

if TYPE_CHECKING:
    from bot.domain.moderation.messages import Message
    from bot.domain.moderation.verdicts import Considered, Spot


def because(finding: Considered, message: Message | None = None) -> Words:
    """Return why a rule found something, for staff: with the words as written, or by their terms once they are gone.

    What has no term, such as somebody's telephone number, is named by its sort in `values` and not repeated.
    """
    shown = (spot for spot in finding.spots if spot.term)
    words = code_words(spot.text(message) if message else _named(spot) for spot in shown)
    sort = finding.values.get("sort")
    parts = {"sort": Words(f"moderation.sorts.{sort}")} if sort else {}
    return Words(f"moderation.because.{finding.because}", {"words": words, **finding.values}, parts)


def _named(spot: Spot) -> str:
    return f"{spot.term} ({spot.tier}, {spot.view})" if spot.tier else spot.term
