"""A server as Usher sees it, as plain values: what the setup compares and the doctor examines.

Permissions go by discord.py's names (`view_channel`), since those are the names people find in its documentation.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Place(StrEnum):
    """The kinds of thing in a server that the settings name."""

    ROLE = "role"
    CHANNEL = "channel"


@dataclass(frozen=True, slots=True)
class Role:
    """A role of the server."""

    id: int
    name: str


@dataclass(frozen=True, slots=True)
class Channel:
    """A text channel: what Usher may do there, and which roles can see it."""

    id: int
    name: str
    usher_may: frozenset[str]
    open_to_everyone: bool
    seen_by: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True)
class Server:
    """A server at one moment. `channel_count` counts all kinds, for Discord's limit."""

    guild_id: int
    roles: tuple[Role, ...]
    channels: tuple[Channel, ...]
    usher_may: frozenset[str]
    intents: frozenset[str]
    channel_count: int = 0


@dataclass(frozen=True, slots=True)
class Wanted:
    """A role or channel that the settings name: by id, by what was remembered, or by name."""

    kind: Place
    key: str
    name: str
    id: int | None = None


@dataclass(frozen=True, slots=True)
class Found:
    """Which thing of the server is meant. `ambiguous`: several have the name, so none is taken."""

    wanted: Wanted
    id: int | None
    ambiguous: bool = False


def find(server: Server, wanted: Wanted, remembered: int | None) -> Found:
    """Return the role or channel that is meant: the id in the settings, else the one remembered, else the name."""
    things: dict[int, str] = {
        thing.id: thing.name for thing in (server.roles if wanted.kind is Place.ROLE else server.channels)
    }
    if wanted.id is not None:
        return Found(wanted, wanted.id if wanted.id in things else None)
    if remembered in things:
        return Found(wanted, remembered)
    same = [id_ for id_, name in things.items() if _plain(name) == _plain(wanted.name)]
    return Found(wanted, same[0] if len(same) == 1 else None, ambiguous=len(same) > 1)


def _plain(name: str) -> str:
    # Discord writes channel names in lower case with hyphens, people do not.
    return name.casefold().strip().lstrip("#").replace(" ", "-")
