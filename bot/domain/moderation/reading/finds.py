"""What the views pass on to the reader before a hit is certain.

Owns the value, in places of the folded text.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from bot.domain.moderation.reading.letters import SPACE

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bot.domain.moderation.reading.entries import Entry
    from bot.domain.moderation.reading.hits import View


class Find(NamedTuple):
    """An entry at a slice of the folded text."""

    start: int
    end: int
    entry: Entry
    view: View


def word_around(text: bytes, start: int, end: int) -> tuple[int, int]:
    """Return the whole word around a match in a text that has a space on each side of every word."""
    if text[start] == SPACE:
        start += 1
    if text[end - 1] == SPACE:
        end -= 1
    return text.rfind(b" ", 0, start) + 1, text.find(b" ", end)


def standing(finds: list[Find], places: list[int] | None) -> Iterator[Find]:
    """Yield the finds in the order of the text, none over another: the first, longest and plainest of those stay.

    `places` are the origins of the folded text, to give the finds in places of the original one.
    """
    finds.sort(key=lambda find: (find.start, -find.end))  # stable: the plainest view came first
    reach = -1
    for find in finds:
        if find.start >= reach:
            reach = find.end
            if places is None:
                yield find
            else:
                yield Find(places[find.start], places[find.end - 1] + 1, find.entry, find.view)
