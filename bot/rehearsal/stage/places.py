"""The places of the simulated server, who sees each, and where something is new.

Places are channels, their threads, and everybody's direct messages with Usher.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from bot.rehearsal import simulation
from bot.rehearsal.record import Said, Sent

if TYPE_CHECKING:
    from collections.abc import Iterator

    from simcord import ChannelHandle

    from bot.rehearsal.playhouse import Playhouse


@dataclass(frozen=True, slots=True)
class Place:
    """Somewhere to look. `seen_by`: the keys of the cast that can read it, in the cast's order."""

    channel: ChannelHandle
    name: str
    kind: str
    seen_by: tuple[str, ...]
    parent: int | None = None


def places(house: Playhouse, me: str) -> list[Place]:
    """Return every channel, each followed by its threads, then the direct messages of `me` and of whoever has any."""
    return [*_channels(house), *_direct(house, me)]


def _channels(house: Playhouse) -> Iterator[Place]:
    for channel in house.guild.channels.values():
        yield Place(channel, channel.name or "", "channel", _readers(house, channel))
        for thread in channel.threads:
            yield Place(thread, thread.name or "", "thread", _readers(house, thread), channel.id)


def _readers(house: Playhouse, channel: ChannelHandle) -> tuple[str, ...]:
    return tuple(key for key, actor in house.people.items() if simulation.sees(house.env, channel.id, actor.id))


def _direct(house: Playhouse, me: str) -> Iterator[Place]:
    channels = {each.channel_id for each in house.watch.record if isinstance(each, Said | Sent)}
    for key, actor in house.people.items():
        channel = actor.user.dm_channel
        if key == me or channel.id in channels:
            yield Place(channel, house.names.person(actor.id), "direct", (key,))


class Seen:
    """Which message everybody has read last, place by place. What was there before the stage opened counts as read."""

    def __init__(self, house: Playhouse) -> None:
        self._house = house
        self._before = max((message for _, message, _, _ in self._messages()), default=0)
        self._seen: dict[tuple[str, int], int] = {}

    def look(self, me: str, channel_id: int) -> None:
        """Let `me` have read everything in this place."""
        self._seen[me, channel_id] = self._newest(me).get(channel_id, 0)

    def unread(self, me: str) -> set[int]:
        """Return the ids of the channels with something that `me` has not read, and did not write."""
        newest = self._newest(me).items()
        return {place for place, message in newest if message > max(self._before, self._seen.get((me, place), 0))}

    def _newest(self, me: str) -> dict[int, int]:
        actor = self._house.people[me]
        found: dict[int, int] = {}
        for channel_id, message_id, writer, reader in self._messages():
            if writer != actor.id and reader in {None, actor.id}:
                found[channel_id] = max(message_id, found.get(channel_id, 0))
        return found

    def _messages(self) -> Iterator[tuple[int, int, int | None, int | None]]:
        """Yield channel, message, the member who wrote it, and the only member who can read it, as far as there are."""
        for each in self._house.watch.record:
            if isinstance(each, Said):
                yield each.channel_id, each.message_id, each.who, None
            elif isinstance(each, Sent):
                yield each.channel_id, each.shown.message_id, None, each.to
