"""The message as the rules see it.

Owns the value only. Who turns a gateway event or an exported line into it: the moderation cog and the replay.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import datetime


class Field(StrEnum):
    """Which part of a message a text is. Every part is read; one that a member cannot hide is judged no less."""

    CONTENT = "content"
    FORWARD = "forward"
    """What a forwarded message says."""
    POLL = "poll"
    """A poll's question, or one of its answers."""
    TITLE = "title"
    """The name of a thread or a forum post."""
    ATTACHMENT = "attachment"
    """A file's name."""
    ALT_TEXT = "alt_text"
    STICKER = "sticker"
    """A sticker's name."""
    EMBED = "embed"


class Place(StrEnum):
    """What sort of channel a message stands in."""

    CHANNEL = "channel"
    THREAD = "thread"
    FORUM = "forum"
    """A post of a forum or of a media channel."""


@dataclass(frozen=True, slots=True)
class Passage:
    """One text of a message apart from what its author typed."""

    field: Field
    text: str


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file. `type` is the media type that Discord names, in lower case without parameters; `size` is in bytes."""

    name: str
    type: str | None = None
    size: int = 0


@dataclass(frozen=True, slots=True)
class Message:
    """One message, with everything a verdict may depend on and nothing else."""

    id: int
    """Its number; the title of a thread is a message of its own, with the thread's number below zero, since Discord
    gives a thread the number of the message that it was opened on."""
    guild_id: int
    channel_id: int
    author_id: int
    at: datetime
    text: str
    more: tuple[Passage, ...] = ()
    """The other texts: what is forwarded, asked, titled, attached."""
    attachments: tuple[Attachment, ...] = ()
    mentions: tuple[int, ...] = ()
    """The people addressed, without bots, without the author, and without the person who is replied to."""
    mentions_everyone: bool = False
    """Whether everyone, everyone here, or a whole role is addressed, and Discord lets it through."""
    place: Place = Place.CHANNEL
    parent_id: int | None = None
    """The channel that a thread or forum post belongs to."""
    category_id: int | None = None
    roles: frozenset[int] = frozenset()
    staff: bool = False
    bot: bool = False
    webhook: bool = False
    """Whether a webhook posted it. Nobody can be told anything then."""
    joined_at: datetime | None = None
    """When the author joined the server; None where that is not known."""
    locale: str | None = None
    """The author's language, as far as it is known."""
    remembered: int = 0
    """How many notes about the author are remembered at present."""
    reports: int = 0
    """How many members have reported it."""

    @property
    def passages(self) -> tuple[Passage, ...]:
        """Every text in it, what its author typed first."""
        return (Passage(Field.CONTENT, self.text), *self.more)

    @property
    def is_title(self) -> bool:
        """Whether this is the title of a thread."""
        return self.id < 0

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing to judge in it."""
        return not (self.more or self.attachments or self.text.strip())
