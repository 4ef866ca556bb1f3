"""What an admin, or a moderator with *Always allow*, declared to be fine for one rule.

Owns when a find counts as declared so: its term is named, or it stands inside a phrase that is.
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from bot.domain.moderation.reading.allowing import Phrases

if TYPE_CHECKING:
    from collections.abc import Iterable

    from bot.domain.moderation.messages import Message
    from bot.domain.moderation.verdicts import Spot


def not_allowed(spots: Iterable[Spot], message: Message, allow: frozenset[str]) -> tuple[Spot, ...]:
    """Return the spots that no allowed term or phrase covers."""
    terms, phrases = _prepared(allow)
    passages = message.passages
    slices: dict[int, list[tuple[int, int]]] = {}
    kept = []
    for spot in spots:
        if spot.term.casefold() in terms:
            continue
        if spot.passage not in slices:
            slices[spot.passage] = phrases.slices(passages[spot.passage].text)
        if not any(start <= spot.start and spot.end <= end for start, end in slices[spot.passage]):
            kept.append(spot)
    return tuple(kept)


@lru_cache(maxsize=512)
def _prepared(allow: frozenset[str]) -> tuple[frozenset[str], Phrases]:
    return frozenset(each.casefold() for each in allow), Phrases(allow)
