"""Which messages of a channel are to go when staff ask for many at once, in which portions, and in which words.

Owns the choice. Reading a channel is the doorway's; taking away is the stagehand's.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, Final

from bot.domain.plans import Purge, Words
from bot.domain.wording import escape, trim

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import datetime

    from bot.domain.moderation.messages import Message

MOST: Final = 1000
"""How many of the latest messages of a channel are looked through at most."""

AT_ONCE: Final = 100
YOUNG: Final = timedelta(days=13, hours=23)
"""Discord removes up to a hundred messages at once, none older than fourteen days; an hour is left for the way."""

ONE_BY_ONE: Final = 10
"""How many older messages make one step: each is a request of its own, and a step has half a minute."""

_SHOWN: Final = 60


@dataclass(frozen=True, slots=True)
class Wanted:
    """What staff ask to take away; without a member and a text, every message among the latest."""

    last: int = 100
    member_id: int | None = None
    contains: str = ""
    pinned: bool = False
    """Whether pinned ones go, too."""


@dataclass(frozen=True, slots=True)
class Seen:
    """A message as it stands in its channel. `own`: Usher said it."""

    message: Message
    pinned: bool = False
    own: bool = False


@dataclass(frozen=True, slots=True)
class Choice:
    """What is to go, oldest first, and how many that would fit are left where they are."""

    messages: tuple[Message, ...]
    pinned_left: int = 0
    staff_left: int = 0

    @property
    def people(self) -> int:
        """How many wrote them."""
        return len({message.author_id for message in self.messages})

    def older(self, now: datetime) -> int:
        """Return how many Discord takes away one by one only."""
        return sum(message.at <= now - YOUNG for message in self.messages)

    def examples(self, most: int) -> list[Message]:
        """Return some of them, from the first to the last, so that one that does not belong is likely to be seen."""
        count = len(self.messages)
        if count <= most:
            return list(self.messages)
        return [self.messages[round(each * (count - 1) / (most - 1))] for each in range(most)]


def choose(seen: Iterable[Seen], wanted: Wanted) -> Choice:
    """Return which messages are to go. What staff or Usher said goes only where `wanted` names who said it."""
    fitting = [each for each in seen if _fits(each.message, wanted)]
    theirs = [each for each in fitting if wanted.member_id is not None or not (each.own or each.message.staff)]
    gone = [each.message for each in theirs if wanted.pinned or not each.pinned]
    return Choice(
        tuple(sorted(gone, key=lambda message: message.id)),
        pinned_left=len(theirs) - len(gone),
        staff_left=len(fitting) - len(theirs),
    )


def steps(channel_id: int, messages: Sequence[Message], now: datetime) -> tuple[Purge, ...]:
    """Return the steps that take these messages away: the young in bulk, then the older ones by the handful."""
    young = [message.id for message in messages if message.at > now - YOUNG]
    older = [message.id for message in messages if message.at <= now - YOUNG]
    portions = (*_portions(young, AT_ONCE), *_portions(older, ONE_BY_ONE))
    return tuple(Purge(channel_id, portion) for portion in portions)


def described(wanted: Wanted) -> Words:
    """Return the words for what was asked."""
    by = ("member",) if wanted.member_id is not None else ()
    key = "_and_".join((*by, "text") if wanted.contains else by) or "all"
    values = {"last": str(wanted.last), "member": f"<@{wanted.member_id}>", "text": _shown(wanted.contains)}
    words = Words(f"moderation.purge.filter.{key}", values)
    return Words("moderation.purge.filter.with_pinned", parts={"filter": words}) if wanted.pinned else words


def _fits(message: Message, wanted: Wanted) -> bool:
    if wanted.member_id not in (None, message.author_id):
        return False
    text = wanted.contains.casefold()
    return not text or any(text in passage.text.casefold() for passage in message.passages)


def _portions(ids: Sequence[int], size: int) -> list[tuple[int, ...]]:
    return [tuple(ids[start : start + size]) for start in range(0, len(ids), size)]


def _shown(text: str) -> str:
    return escape(trim(" ".join(text.split()), _SHOWN))
