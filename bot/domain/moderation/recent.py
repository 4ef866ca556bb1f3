"""What a member wrote just before: the little that rules about floods and newcomers need.

Owns a bounded memory that knows nothing of clocks: messages bring their own times, and each member has a memory of
their own, so that members cannot change what is found about one another, in whatever order their messages come.
"""

from __future__ import annotations

from collections import OrderedDict
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Final

from bot.domain.moderation.messages import Field, Place
from bot.domain.moderation.sameness import LENGTH, gist
from bot.domain.moderation.verdicts import Verdict

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bot.domain.moderation.messages import Attachment, Message
    from bot.domain.moderation.sameness import Gist

SPAN: Final = timedelta(minutes=10)
"""How far back the memory goes."""
MESSAGES: Final = 30
"""How many messages of one member are remembered."""
MEMBERS: Final = 20_000
"""How many members are remembered; whoever was silent longest is forgotten first."""
_NOTHING: Final = Verdict()


@dataclass(slots=True)
class Seen:
    """One message as it is remembered. It never changes; only its gist is worked out when somebody asks."""

    at: datetime
    channel_id: int
    message_id: int
    text: str
    """How it began."""
    length: int
    """Of the whole text, in characters."""
    files: tuple[Attachment, ...] = ()
    parent_id: int | None = None
    category_id: int | None = None
    place: Place = Place.CHANNEL
    number: int = 1
    """Which of its author's messages it is, as far as the memory goes back: 1 is the first."""
    found: tuple[tuple[str, str], ...] = ()
    """The rules that found something in it, each with why."""
    _gist: Gist | None = None

    @property
    def gist(self) -> Gist:
        """What is left of it for comparing."""
        if self._gist is None:
            self._gist = gist(self.text, self.length, self.files)
        return self._gist

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

        The last of it is there however old it is: it knows how many there were.
        """
        seen = self._seen.get((message.guild_id, message.author_id), ())
        for place, each in enumerate(seen):
            if each.message_id == message.id:
                return seen[:place]
        return seen

    def add(self, message: Message, verdict: Verdict = _NOTHING) -> None:
        """Remember a message that was written, and what was found in it; who and where is not read is not remembered.

        Discord may tell of a message twice: it was written once. An edit is no new message, and is not to be added.
        """
        if verdict.exemption is not None or message.webhook:
            # A webhook may carry the words of many people, so what it says is nobody's flood.
            return
        key = (message.guild_id, message.author_id)
        seen = self._seen.get(key, ())
        if any(each.message_id == message.id for each in seen):
            return
        last = as_seen(message, seen[-1].number + 1 if seen else 1, verdict)
        self._seen[key] = (*_near(seen[1 - MESSAGES :], message.at), last)
        self._seen.move_to_end(key)
        if self._members is not None and len(self._seen) > self._members:
            self._seen.popitem(last=False)

    def forget(self, guild_id: int, author_id: int) -> None:
        """Forget a member."""
        self._seen.pop((guild_id, author_id), None)


def as_seen(message: Message, number: int = 1, verdict: Verdict = _NOTHING) -> Seen:
    """Return a message as it is remembered; what is forwarded counts where nothing else is said."""
    text = message.text
    if message.more and not text:
        text = next((each.text for each in message.more if each.field is Field.FORWARD), "")
    return Seen(
        message.at,
        message.channel_id,
        message.id,
        text[:LENGTH],
        len(text),
        message.attachments,
        message.parent_id,
        message.category_id,
        message.place,
        number,
        tuple((each.rule, each.because) for each in (*verdict.findings, *verdict.shadows))
        if verdict.considered
        else (),
    )


def _near(seen: tuple[Seen, ...], at: datetime) -> tuple[Seen, ...]:
    """Forget the beginning, up to what is near in time. In an export, what came before may have been written after."""
    start = 0
    while start < len(seen) and abs(seen[start].at - at) > SPAN:
        start += 1
    return seen[start:] if start else seen
