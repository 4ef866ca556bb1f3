"""What happened in a rehearsal, as values: who said and pressed what, who saw what, what Usher made and decided.

Ids are Discord's; `names` and `transcript` turn them into words.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import datetime, timedelta

    from bot.services.moderation import Why


class Reach(StrEnum):
    """Who sees a message of Usher's."""

    CHANNEL = "channel"
    """Everybody who sees the channel."""
    DIRECT = "direct"
    """One person, as a direct message."""
    ANSWER = "answer"
    """One person, as an answer that only they see."""


@dataclass(frozen=True, slots=True)
class Button:
    """Something to press below a message. `action` is `<noun>:<verb>`; a link has none.

    `choices` are what a menu offers, by label and value; None: it is no menu.
    """

    label: str
    custom_id: str | None = None
    choices: tuple[tuple[str, str], ...] | None = None

    @property
    def action(self) -> str | None:
        """The custom id without what it is about."""
        return None if self.custom_id is None else ":".join(self.custom_id.split(":")[:2])

    def does(self, action: str) -> bool:
        """Whether it does this: `<noun>:<verb>`, or that and how its id goes on up to a sign."""
        found = self.custom_id or ""
        return found.startswith(action) and found[len(action) : len(action) + 1] in {"", ":", "."}


@dataclass(frozen=True, slots=True)
class Card:
    """One embed: title, body, fields and footer, as far as it has them."""

    title: str = ""
    body: str = ""
    fields: tuple[tuple[str, str], ...] = ()
    footer: str = ""


@dataclass(frozen=True, slots=True)
class Shown:
    """A message as people see it."""

    message_id: int
    text: str = ""
    cards: tuple[Card, ...] = ()
    buttons: tuple[Button, ...] = ()
    files: tuple[str, ...] = ()

    @property
    def texts(self) -> tuple[str, ...]:
        """Every piece of text on it."""
        pieces = [self.text]
        for card in self.cards:
            pieces += [card.title, card.body, *(part for field in card.fields for part in field), card.footer]
        return tuple(piece for piece in pieces if piece)


@dataclass(frozen=True, slots=True)
class Said:
    """A member wrote a message."""

    at: datetime
    who: int
    channel_id: int
    message_id: int
    text: str


@dataclass(frozen=True, slots=True)
class Changed(Said):
    """A member changed a message of theirs; `text` is what it says now."""


@dataclass(frozen=True, slots=True)
class Taken:
    """Messages that members wrote were taken away, each as it was last."""

    at: datetime
    channel_id: int
    said: tuple[Said, ...]


@dataclass(frozen=True, slots=True)
class Ran:
    """A member used a command, written as they typed it."""

    at: datetime
    who: int
    channel_id: int
    command: str


@dataclass(frozen=True, slots=True)
class Pressed:
    """A member pressed a button."""

    at: datetime
    who: int
    channel_id: int
    label: str


@dataclass(frozen=True, slots=True)
class Chose:
    """A member chose from a menu: that of a message (`message_id`, by `author`), or one below an answer of Usher's."""

    at: datetime
    who: int
    channel_id: int
    entry: str
    message_id: int | None = None
    author: int | None = None


@dataclass(frozen=True, slots=True)
class Filled:
    """A member sent a form, with what they wrote by field."""

    at: datetime
    who: int
    channel_id: int
    fields: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Judged:
    """Usher read a message: what it made of it, and why. `again`: it had answered it, and there is nothing new."""

    at: datetime
    message_id: int
    why: Why
    again: bool = False


@dataclass(frozen=True, slots=True)
class Sent:
    """Usher showed something. `to` is the one person who sees it, or None; `edited`: it stood there already."""

    at: datetime
    channel_id: int
    reach: Reach
    shown: Shown
    to: int | None = None
    edited: bool = False


@dataclass(frozen=True, slots=True)
class Asked:
    """Usher opened a form for one person."""

    at: datetime
    to: int
    title: str
    fields: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Removed:
    """A message of Usher's was taken away again; `shown` is what it said last."""

    at: datetime
    channel_id: int
    shown: Shown


@dataclass(frozen=True, slots=True)
class Made:
    """Usher made a role, a channel or a thread."""

    at: datetime
    kind: str
    name: str


@dataclass(frozen=True, slots=True)
class Waited:
    """Time passed."""

    at: datetime
    duration: timedelta


@dataclass(frozen=True, slots=True)
class Noted:
    """Something was done to the server that Discord offers no event for."""

    at: datetime
    what: str


@dataclass(frozen=True, slots=True)
class Began:
    """A scene began."""

    at: datetime
    title: str
    shows: str


@dataclass(frozen=True, slots=True)
class Checked:
    """An expectation of a scene was looked at; `why_not` is None where it held."""

    at: datetime
    what: str
    why_not: str | None


Happening = (
    Said
    | Changed
    | Taken
    | Ran
    | Pressed
    | Chose
    | Filled
    | Judged
    | Sent
    | Asked
    | Removed
    | Made
    | Waited
    | Noted
    | Began
    | Checked
)
