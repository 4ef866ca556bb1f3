"""The post: what Discord tells Usher may come twice, late, or in another order than it happened.

It stands between the simulated server and Usher's connection. What concerns one thing (a message, a member, a channel)
keeps its order, as it does on Discord; what concerns different things does not. What Usher made itself may be told some
requests after the answer to its own request.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    import random
    from collections.abc import Callable, Mapping
    from datetime import datetime

    from tests.simulation import World

    Feed = Callable[[str, Mapping[str, Any]], None]

MAY_WAIT: Final = {
    "MESSAGE_CREATE": "id",
    "MESSAGE_UPDATE": "id",
    "MESSAGE_DELETE": "id",
    "GUILD_MEMBER_ADD": "user",
    "GUILD_MEMBER_REMOVE": "user",
    "CHANNEL_CREATE": "id",
    "CHANNEL_DELETE": "id",
    "THREAD_CREATE": "id",
}
"""Events that may be late, and the field that names what they are about."""

MAY_COME_TWICE: Final = frozenset({"MESSAGE_CREATE", "MESSAGE_UPDATE", "GUILD_MEMBER_ADD", "CHANNEL_CREATE"})
LATE, TWICE = 0.15, 0.15
LAG = 3
"""After how many requests of Usher, at the latest, it hears of what it made itself; a second later it does anyway."""
A_SECOND: Final = timedelta(seconds=1)


@dataclass(slots=True, eq=False)
class _Lagging:
    """An event about something that Usher made, on its way to Usher."""

    requests: int
    until: datetime
    event: str
    payload: Mapping[str, Any]


class Post:
    """Hands events on, now or later."""

    def __init__(self, world: World, chance: random.Random) -> None:
        self._chance = chance
        self._feed: Feed = world.env._gateway_feed
        self._held: dict[str, list[tuple[str, Mapping[str, Any]]]] = {}
        self._lagging: list[_Lagging] = []
        self._now = world.env.now
        self._fair = False
        subscribers = world.env.backend.subscribers
        subscribers[subscribers.index(self._feed)] = self.take
        self._usher = str(world.env.backend.bot_user.id)

    def take(self, event: str, payload: Mapping[str, Any]) -> None:
        """Take an event from Discord."""
        key = self._key(event, payload)
        if key in self._held:
            self._held[key].append((event, payload))
        elif self._fair or key is None:
            self._feed(event, payload)
        elif event == "THREAD_CREATE" and payload.get("owner_id") == self._usher:
            self._lagging.append(_Lagging(self._chance.randint(0, LAG), self._now() + A_SECOND, event, payload))
        elif self._chance.random() < LATE:
            self._held[key] = [(event, payload)]
        else:
            self._hand_on(event, payload)

    def pass_boundary(self, name: str) -> None:
        """Hand on what lagged behind long enough."""
        for each in self._lagging:
            each.requests -= name == "call:before"
        due = [each for each in self._lagging if each.requests < 0 or each.until < self._now()]
        self._lagging = [each for each in self._lagging if each not in due]
        for each in due:
            self._feed(each.event, each.payload)

    def deliver(self, share: float = 1.0) -> None:
        """Hand on a share of what is held back, in any order."""
        keys = sorted(self._held)
        self._chance.shuffle(keys)
        for key in keys[: round(len(keys) * share + 0.5)]:
            for event, payload in self._held.pop(key):
                self._hand_on(event, payload)
        due, self._lagging = self._lagging, []
        for each in due:
            self._feed(each.event, each.payload)

    def clear(self) -> None:
        """Be on time from now on."""
        self._fair = True
        self.deliver()

    def _hand_on(self, event: str, payload: Mapping[str, Any]) -> None:
        self._feed(event, payload)
        if not self._fair and event in MAY_COME_TWICE and self._chance.random() < TWICE:
            self._feed(event, payload)

    def _key(self, event: str, payload: Mapping[str, Any]) -> str | None:
        field = MAY_WAIT.get(event)
        if field is None:
            return None
        about = payload[field]
        return f"{event.split('_', maxsplit=1)[0]}:{about['id'] if isinstance(about, dict) else about}"
