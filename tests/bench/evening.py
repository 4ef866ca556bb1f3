"""By whom and when the lines of the bench are said: as in the real chat, or on a very busy evening.

On such an evening each of 300 members writes every twenty seconds, by the times that their messages bear. So no flood
is found, though a storm brings them as fast as the line can, and the shipped policy stays whole.
"""

from __future__ import annotations

import datetime as dt
import itertools
from typing import TYPE_CHECKING

from bot.domain.moderation.messages import Message
from tests.bench.chat import own_lines, real_rows

if TYPE_CHECKING:
    from collections.abc import Iterable

FANS = 300
EVERY = 20.0
"""Seconds between two messages of one member."""
PACE = EVERY / FANS
"""Seconds between two messages."""
NOTE = (
    f"By their ids and times they are those of a very busy evening, on which {FANS} members write every {EVERY:.0f}"
    " seconds, so that no flood is found; they arrive as fast as the line can carry them."
)


def messages(count: int) -> tuple[list[Message], str]:
    """Return up to so many messages of the real chat where it is, else of an evening; and in words which they are."""
    if rows := real_rows(count):
        return list(as_messages(rows)), "real chat"
    return evening(own_lines(count)), "own lines, since the shared chat is not here"


def evening(lines: Iterable[str], fans: int = FANS) -> list[Message]:
    """Return what so many members say in turn, each of them at their pace."""
    begun, pace = dt.datetime(2026, 1, 1, 20, tzinfo=dt.UTC), dt.timedelta(seconds=EVERY / fans)
    return [
        Message(place + 1, 1, 2 + place % 4, 10 + place % fans, begun + place * pace, line)
        for place, line in enumerate(lines)
    ]


def as_messages(rows: Iterable[dict[str, str]]) -> Iterable[Message]:
    """Return rows of the real chat as messages: who, where and when as it was."""
    numbers = itertools.count(1)
    known: dict[str, int] = {}
    for number, row in enumerate(rows, 1):
        author, channel = (known.setdefault(row[who], next(numbers)) for who in ("author", "channel"))
        yield Message(number, 1, channel, author, dt.datetime.fromisoformat(row["at"]), row["text"])
