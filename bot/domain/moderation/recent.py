"""What a member wrote just before: the little that rules about floods and newcomers need.

Owns a bounded memory that knows nothing of clocks: messages bring their own times, and each member has a memory of
their own, so that members cannot change what is found about one another, in whatever order their messages come.
"""

from __future__ import annotations

from collections import OrderedDict
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Final

from bot.domain.moderation.messages import Place
from bot.domain.moderation.sameness import Gist, gist
from bot.domain.moderation.verdicts import Verdict

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bot.domain.moderation.messages import Message

SPAN: Final = timedelta(minutes=10)
"""How far back the memory goes."""
MESSAGES: Final = 30
"""How many messages of one member are remembered."""
MEMBERS: Final = 20_000
"""How many members are remembered; whoever was silent longest is forgotten first."""
_NOTHING: Final = Verdict()


@dataclass(frozen=True, slots=True)
class Seen:
    """One earlier message: when and where it was written, what it said, and what was found in it."""

    at: datetime
    channel_id: int
    message_id: int
    gist: Gist
    number: int = 1
    """Which of its author's messages it is, as far as the memory goes back: 1 is the first."""
    found: tuple[tuple[str, str], ...] = ()
    """The rules that found something in it, each with why."""
    parent_id: int | None = None
    category_id: int | None = None
    place: Place = Place.CHANNEL

    def like(self, message: Message) -> Message:
        """Return a message of the same author as it would be then and there, for asking whether a rule counts."""
        return replace(
            message,
            at=self.at,
            channel_id=self.channel_id,
            parent_id=self.parent_id,
            category_id=self.category_id,
            place=self.place,
        )


class Recent:
    """The last messages of each member. `members`: how many members, or None for as many as there are."""

    def __init__(self, members: int | None = MEMBERS) -> None:
        self._members = members
        self._seen: OrderedDict[tuple[int, int], tuple[Seen, ...]] = OrderedDict()

    def before(self, message: Message) -> Sequence[Seen]:
        """Return what the author wrote before this message, in the order in which it came.

        That is what is near in time, and in any case the last one, however old.
        """
        seen = self._seen.get((message.guild_id, message.author_id))
        if seen is None:
            return ()
        for place, each in enumerate(seen):
            if each.message_id == message.id:
                return _near(seen[:place], message.at)
        return _near(seen, message.at)

    def add(self, message: Message, verdict: Verdict = _NOTHING) -> None:
        """Remember a message that was written, and what was found in it; who and where is not read is not remembered.

        An edit is no new message, and is not to be added.
        """
        key = (message.guild_id, message.author_id)
        seen = self._seen.get(key, ())
        if verdict.exemption is not None or any(each.message_id == message.id for each in seen):
            return
        self._seen[key] = (*_near(seen[1 - MESSAGES :], message.at), _remembered(message, verdict, seen))
        self._seen.move_to_end(key)
        if self._members is not None and len(self._seen) > self._members:
            self._seen.popitem(last=False)

    def forget(self, guild_id: int, author_id: int) -> None:
        """Forget a member."""
        self._seen.pop((guild_id, author_id), None)


def _near(seen: tuple[Seen, ...], at: datetime) -> tuple[Seen, ...]:
    """Return what was written within the span, and the last message in any case: it knows how many there were.

    Exports may be in any order of time, so what came before may have been written after.
    """
    if not seen or (abs(seen[0].at - at) <= SPAN and len(seen) == 1):
        return seen
    last = seen[-1]
    return tuple(each for each in seen if each is last or abs(each.at - at) <= SPAN)


def _remembered(message: Message, verdict: Verdict, seen: tuple[Seen, ...]) -> Seen:
    return Seen(
        at=message.at,
        channel_id=message.channel_id,
        message_id=message.id,
        gist=gist(message),
        number=seen[-1].number + 1 if seen else 1,
        found=tuple((each.rule, each.because) for each in (*verdict.findings, *verdict.shadows))
        if verdict.considered
        else (),
        parent_id=message.parent_id,
        category_id=message.category_id,
        place=message.place,
    )
