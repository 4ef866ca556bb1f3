"""Which role or channel of a server the settings mean."""

from __future__ import annotations

import pytest

from bot.domain.communities.servers import Channel, Found, Place, Role, Server, Wanted, find

NAMES = {1: "Moderator", 2: "moderator helpers", 3: "Team", 4: "team", 5: "usher-desk"}
SERVER = Server(
    guild_id=9,
    roles=tuple(Role(id_, name) for id_, name in NAMES.items()),
    channels=tuple(Channel(id_ * 10, name, frozenset(), open_to_everyone=False) for id_, name in NAMES.items()),
    usher_may=frozenset(),
    intents=frozenset(),
)


def wanted(name: str, kind: Place = Place.ROLE, id_: int | None = None) -> Wanted:
    """Return what the settings may ask for."""
    return Wanted(kind, name, name, id_)


@pytest.mark.parametrize(
    ("asked", "remembered", "found", "ambiguous"),
    [
        (wanted("Moderator"), None, 1, False),
        (wanted("  MODERATOR "), None, 1, False),
        (wanted("#Usher Desk", Place.CHANNEL), None, 50, False),
        (wanted("usher-desk", Place.CHANNEL), None, 50, False),
        (wanted("nobody"), None, None, False),
        (wanted("Team"), None, None, True),
        (wanted("Team"), 4, 4, False),
        (wanted("Moderator"), 2, 2, False),
        (wanted("Moderator"), 99, 1, False),
        (wanted("anything", id_=3), None, 3, False),
        (wanted("Moderator", id_=3), 2, 3, False),
        (wanted("Moderator", id_=99), 1, None, False),
        (wanted("Moderator", Place.CHANNEL), 1, 10, False),
    ],
    ids=[
        "by name",
        "however it is written",
        "a channel as people write it",
        "a channel as Discord writes it",
        "missing",
        "two of that name",
        "two of that name, one known",
        "renamed since",
        "gone, and made anew",
        "by id",
        "an id before everything else",
        "an id that is gone is not replaced by a name",
        "a channel is no role",
    ],
)
def test_what_is_meant(asked: Wanted, remembered: int | None, found: int | None, *, ambiguous: bool) -> None:
    """An id in the settings first, then what was remembered, then a name that only one thing has."""
    assert find(SERVER, asked, remembered) == Found(asked, found, ambiguous=ambiguous)
