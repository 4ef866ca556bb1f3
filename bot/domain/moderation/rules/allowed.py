"""What an admin, or a moderator with *Always allow*, declared to be fine for one rule.

Owns when a find counts as declared so: its term is named, or it stands inside a phrase that is.
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from bot.domain.moderation.reading.allowing import Phrases, Slices
from bot.domain.moderation.reading.entries import flat, is_foreign

if TYPE_CHECKING:
    from collections.abc import Iterable

    from bot.domain.moderation.messages import Message
    from bot.domain.moderation.verdicts import Spot


def not_allowed(spots: Iterable[Spot], message: Message, allow: frozenset[str]) -> tuple[Spot, ...]:
    """Return the spots that no allowed term or phrase covers."""
    allowed = _prepared(allow)
    passages = message.passages
    slices: dict[int, Slices] = {}
    named: dict[str, bool] = {}
    kept = []
    for spot in spots:
        if spot.term not in named:
            named[spot.term] = allowed.names(spot.term)
        if named[spot.term]:
            continue
        if spot.passage not in slices:
            slices[spot.passage] = allowed.phrases.within(passages[spot.passage].text)
        if not slices[spot.passage].cover(spot.start, spot.end):
            kept.append(spot)
    return tuple(kept)


class _Allowed:
    """What is allowed, ready to be asked."""

    __slots__ = ("_folded", "_terms", "phrases")

    def __init__(self, allow: frozenset[str]) -> None:
        self._terms = frozenset(_plain(each.strip("*")) for each in allow)
        self._folded = frozenset(flat(each) for each in allow if not is_foreign(each)) - {b""}
        self.phrases = Phrases(allow)

    def names(self, term: str) -> bool:
        """Whether this term is one of them, whatever its case and accents."""
        return bool(term) and (_plain(term) in self._terms or (term.isascii() and flat(term) in self._folded))


def _plain(text: str) -> str:
    return " ".join(text.casefold().split())


@lru_cache(maxsize=4096)
def _prepared(allow: frozenset[str]) -> _Allowed:
    return _Allowed(allow)
