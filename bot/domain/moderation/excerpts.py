"""What people see of a message: around what was found in it, or how it begins.

Owns what of a message is repeated to whom. Its author sees their words; staff see them without anybody's personal data,
which they need not read in order to judge a find.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from bot.domain.wording import mark

if TYPE_CHECKING:
    from collections.abc import Iterable

    from bot.domain.moderation.messages import Message
    from bot.domain.moderation.verdicts import Considered

STAFF_CONTEXT: Final = 700
"""How much of a message a person reads in order to decide, in characters."""


def excerpt(message: Message, finding: Considered) -> str:
    """Return the text around what was found, marked and safe to show; the beginning where there is no such place."""
    place = finding.spots[0].passage if finding.spots else 0
    spans = [(spot.start, spot.end) for spot in finding.spots if spot.passage == place]
    return mark(message.passages[place].text, spans)


def staff_excerpt(message: Message, finding: Considered, found: Iterable[Considered] = ()) -> str:
    """Return the same for staff, who need not read anybody's telephone number in order to judge a find.

    `found` is all that was found in the message: personal data gives way to dots whichever rule is spoken of.
    """
    place = finding.spots[0].passage if finding.spots else 0
    text, spans = message.passages[place].text, []
    if finding.kind != "personal_data":
        spans = [(spot.start, spot.end) for spot in finding.spots if spot.passage == place]
    for start, end in _private((finding, *found), place):
        text = f"{text[:start]}…{text[end:]}"
        shift = 1 - (end - start)
        spans = [(a + shift, b + shift) if a >= end else (a, b) for a, b in spans if b <= start or a >= end]
    return mark(text, spans, context=STAFF_CONTEXT)


def beginning(message: Message, found: Iterable[Considered]) -> str:
    """Return the first text of a message in one line, still to be escaped; empty where it has none.

    `found` is all that rules find in the message: personal data gives way to dots.
    """
    texts = (place for place, each in enumerate(message.passages) if each.text.strip())
    place = next(texts, None)
    if place is None:
        return ""
    text = message.passages[place].text
    for start, end in _private(found, place):
        text = f"{text[:start]}…{text[end:]}"
    return " ".join(text.split())


def _private(found: Iterable[Considered], place: int) -> list[tuple[int, int]]:
    """Return where personal data stands in one text of a message, the last first."""
    private = (spot for each in found if each.kind == "personal_data" for spot in each.spots)
    return sorted({(spot.start, spot.end) for spot in private if spot.passage == place}, reverse=True)
