"""What *Always allow* can offer about a decision: the words as they were written, and the terms they stand for.

Owns the choice and its order. Allowing what was written is the narrower step, so it stands first; a term such as the
stem of a word, or a domain, covers more. Writing it down is left to the service.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from hashlib import blake2b
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from bot.domain.moderation.messages import Message
    from bot.domain.moderation.verdicts import Considered, Spot

MOST_WORDS: Final = 4
LONGEST: Final = 200
"""Characters that a phrase in the settings may have."""


@dataclass(frozen=True, slots=True)
class Allowable:
    """A word or phrase that could be allowed, and the rules that found it."""

    phrase: str
    rules: tuple[str, ...]
    mark: str = field(init=False)
    """Stands for the phrase on a button, which has no room for it."""

    def __post_init__(self) -> None:
        object.__setattr__(self, "mark", mark_of(self.phrase))


def mark_of(phrase: str) -> str:
    """Return eight letters that stand for a phrase, in whatever case it is written."""
    return blake2b(phrase.casefold().encode("utf-8", "surrogatepass"), digest_size=4).hexdigest()


def allowable(
    found: Iterable[Considered], message: Message | None = None, again: Iterable[Considered] = ()
) -> tuple[Allowable, ...]:
    """Return at most four different phrases. `again` is what the rules find in the message as it is now, if it is.

    A decision holds no text, and its author may have changed the message since; so what was written is taken only from
    what is found in it again.
    """
    known = {(each.rule, spot.term) for each in found for spot in each.spots if spot.term}
    rules: dict[str, dict[str, None]] = {}
    spelled: dict[str, str] = {}
    for rule, phrase in (*(_written(known, message, again) if message else ()), *sorted(known)):
        spelled.setdefault(phrase.casefold(), phrase)
        rules.setdefault(phrase.casefold(), {})[rule] = None
    return tuple(Allowable(spelled[key], tuple(rules[key])) for key in list(spelled)[:MOST_WORDS])


def _written(known: set[tuple[str, str]], message: Message, again: Iterable[Considered]) -> Iterator[tuple[str, str]]:
    for each in again:
        for spot in each.spots:
            phrase = _phrase(spot, message)
            if (each.rule, spot.term) in known and phrase:
                yield each.rule, phrase


def _phrase(spot: Spot, message: Message) -> str | None:
    """Return what stands there as one line, where it is a word; an address is allowed as a whole, by its term."""
    if spot.view is None:
        return None
    phrase = " ".join(spot.text(message).split())
    return phrase if 0 < len(phrase) <= LONGEST and any(letter.isalnum() for letter in phrase) else None
