"""What staff see of a message where no find is marked in it: how it begins, without anybody's personal data."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from bot.domain.moderation.messages import Message
    from bot.domain.moderation.verdicts import Considered


def beginning(message: Message, found: Iterable[Considered]) -> str:
    """Return the first text of a message in one line, still to be escaped; empty where it has none.

    `found` is all that rules find in the message: personal data gives way to dots.
    """
    texts = (place for place, each in enumerate(message.passages) if each.text.strip())
    place = next(texts, None)
    if place is None:
        return ""
    private = {
        (spot.start, spot.end)
        for each in found
        if each.kind == "personal_data"
        for spot in each.spots
        if spot.passage == place
    }
    text = message.passages[place].text
    for start, end in sorted(private, reverse=True):
        text = f"{text[:start]}…{text[end:]}"
    return " ".join(text.split())
