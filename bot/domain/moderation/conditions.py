"""When a rule counts: where a message stands, who wrote it, and when.

Owns what each condition means. A condition about something that is not known (when somebody joined, which language they
speak) does not hold. How conditions are written is in the settings.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from bot.domain.moderation.messages import Place

if TYPE_CHECKING:
    from datetime import datetime, time, timedelta, tzinfo

    from bot.domain.moderation.messages import Message
    from bot.domain.moderation.rules import Condition


@dataclass(frozen=True, slots=True)
class All:
    """Every part holds."""

    parts: tuple[Condition, ...]

    def holds(self, message: Message) -> bool:
        """Whether all of them hold."""
        return all(part.holds(message) for part in self.parts)


@dataclass(frozen=True, slots=True)
class AnyOf:
    """At least one part holds."""

    parts: tuple[Condition, ...]

    def holds(self, message: Message) -> bool:
        """Whether one of them holds."""
        return any(part.holds(message) for part in self.parts)


@dataclass(frozen=True, slots=True)
class Unless:
    """No part holds."""

    parts: tuple[Condition, ...]

    def holds(self, message: Message) -> bool:
        """Whether none of them holds."""
        return not any(part.holds(message) for part in self.parts)


@dataclass(frozen=True, slots=True)
class InChannels:
    """It stands in one of these channels, or in a thread or post of one. Without any, it never holds."""

    ids: frozenset[int]

    def holds(self, message: Message) -> bool:
        """Whether it stands there."""
        return message.channel_id in self.ids or message.parent_id in self.ids


@dataclass(frozen=True, slots=True)
class InCategories:
    """Its channel stands in one of these categories."""

    ids: frozenset[int]

    def holds(self, message: Message) -> bool:
        """Whether it stands there."""
        return message.category_id in self.ids


@dataclass(frozen=True, slots=True)
class InPlace:
    """It stands in such a place, or, if not `yes`, in any other."""

    place: Place
    yes: bool = True

    def holds(self, message: Message) -> bool:
        """Whether it stands there."""
        return (message.place is self.place) is self.yes


@dataclass(frozen=True, slots=True)
class HasRole:
    """Its author has one of these roles."""

    ids: frozenset[int]

    def holds(self, message: Message) -> bool:
        """Whether they have one."""
        return not self.ids.isdisjoint(message.roles)


@dataclass(frozen=True, slots=True)
class Tenure:
    """Its author had been here for at least `over`, and for less than `under`, when they wrote it."""

    over: timedelta | None = None
    under: timedelta | None = None

    def holds(self, message: Message) -> bool:
        """Whether they had."""
        if message.joined_at is None:
            return False
        here = message.at - message.joined_at
        return (self.over is None or here >= self.over) and (self.under is None or here < self.under)


@dataclass(frozen=True, slots=True)
class Standing:
    """At least, and at most, so many notes about its author are remembered."""

    at_least: int = 0
    at_most: int | None = None

    def holds(self, message: Message) -> bool:
        """Whether there are so many."""
        return self.at_least <= message.remembered and (self.at_most is None or message.remembered <= self.at_most)


@dataclass(frozen=True, slots=True)
class Speaks:
    """Its author's language is one of these, in whatever region where none is named: `fr` is also `fr-CA`."""

    languages: frozenset[str]

    def holds(self, message: Message) -> bool:
        """Whether it is."""
        if message.locale is None:
            return False
        return message.locale in self.languages or message.locale.partition("-")[0] in self.languages


@dataclass(frozen=True, slots=True)
class Hours:
    """It was written between these times of day on the walls of the zone, the first included; past midnight as well.

    On the night when an hour comes twice, both count; one that is left out is nobody's.
    """

    start: time
    end: time
    zone: tzinfo

    def holds(self, message: Message) -> bool:
        """Whether it was."""
        wall = message.at.astimezone(self.zone).time()
        if self.start < self.end:
            return self.start <= wall < self.end
        return wall >= self.start or wall < self.end


@dataclass(frozen=True, slots=True)
class Clock:
    """It was written from the one instant on, and before the other. Both know their zones."""

    after: datetime | None = None
    before: datetime | None = None

    def holds(self, message: Message) -> bool:
        """Whether it was."""
        return (self.after is None or message.at >= self.after) and (self.before is None or message.at < self.before)
