"""What the set-up would make: all that is missing, nothing that is there, and never more than Discord allows."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bot.domain.communities.needs import SETUP
from bot.domain.communities.servers import Channel, Found, Place, Role, Server, Wanted
from bot.domain.communities.setup import MAX_CHANNELS, MAX_ROLES, Setup, compare
from bot.domain.plans import AllowRoles, CreateChannel, CreateRole

MANAGERS, MODERATORS = "managers:Boss", "moderators:Peace"
DESK_ROLES = (MANAGERS, MODERATORS)
WANTED = {
    MANAGERS: Wanted(Place.ROLE, MANAGERS, "Boss"),
    MODERATORS: Wanted(Place.ROLE, MODERATORS, "Peace"),
    "team:Team": Wanted(Place.ROLE, "team:Team", "Team"),
    "desk": Wanted(Place.CHANNEL, "desk", "usher-desk"),
    "log": Wanted(Place.CHANNEL, "log", "usher-log"),
    "lounge": Wanted(Place.CHANNEL, "lounge", "lounge"),
}
IDS = {MANAGERS: 1, MODERATORS: 2, "team:Team": 3, "desk": 11, "log": 12, "lounge": 13}
SEEN = frozenset({1, 2})
SERVER = Server(
    guild_id=9,
    roles=(Role(1, "Boss"), Role(2, "Peace"), Role(3, "Team")),
    channels=(
        Channel(11, "usher-desk", frozenset(), open_to_everyone=False, seen_by=SEEN),
        Channel(12, "usher-log", frozenset(), open_to_everyone=False, seen_by=SEEN | {3}),
        Channel(13, "lounge", frozenset(), open_to_everyone=True),
    ),
    usher_may=frozenset(SETUP),
    intents=frozenset(),
)
STAFF = ("Boss", "Peace")


def found(*missing: str, unclear: str | None = None) -> tuple[Found, ...]:
    """Return what was found of what is wanted."""
    return tuple(
        Found(wanted, None if key in missing or key == unclear else IDS[key], ambiguous=key == unclear)
        for key, wanted in WANTED.items()
    )


def test_a_second_run_has_nothing_to_do() -> None:
    """Where all is in place, there are no steps."""
    setup = compare(SERVER, found(), DESK_ROLES)
    assert setup == Setup()
    assert setup.complete
    assert not setup.possible


@pytest.mark.parametrize(
    ("missing", "step"),
    [
        ("team:Team", CreateRole("Team")),
        ("desk", CreateChannel("usher-desk", staff_only=True, roles=STAFF)),
        ("log", CreateChannel("usher-log", staff_only=True, roles=STAFF)),
        ("lounge", CreateChannel("lounge", staff_only=False)),
    ],
)
def test_what_is_missing_is_made(missing: str, step: object) -> None:
    """One missing thing is one step; staff channels are made for staff only, others for everybody."""
    setup = compare(SERVER, found(missing), DESK_ROLES)
    assert setup.steps == (step,)
    assert setup.possible


def test_roles_are_made_before_the_channels_that_they_see() -> None:
    """In an empty server roles come first, so that the channels can be opened to them."""
    empty = replace(SERVER, roles=(), channels=())
    kinds = [type(step) for step in compare(empty, found(*WANTED), DESK_ROLES).steps]
    assert kinds == [CreateRole] * 3 + [CreateChannel] * 3


def test_a_role_that_is_missing_in_two_places_is_made_once() -> None:
    """Whoever is both manager and moderator by one role gets one role."""
    both = (
        Found(Wanted(Place.ROLE, "managers:Crew", "Crew"), None),
        Found(Wanted(Place.ROLE, "moderators:Crew", "Crew"), None),
    )
    assert compare(SERVER, both, ()).steps == (CreateRole("Crew"),)


@pytest.mark.parametrize("key", ["desk", "log"])
def test_a_staff_channel_that_everybody_sees_is_hidden(key: str) -> None:
    """An open staff channel is closed, and staff keep seeing it."""
    channels = tuple(replace(each, open_to_everyone=each.id == IDS[key]) for each in SERVER.channels)
    setup = compare(replace(SERVER, channels=channels), found(), DESK_ROLES)
    assert setup.steps == (AllowRoles(IDS[key], STAFF, hide=True),)


def test_a_staff_channel_that_staff_cannot_see_is_opened_to_them() -> None:
    """A hidden staff channel is opened to the staff that lack it, and stays hidden."""
    channels = tuple(replace(each, seen_by=each.seen_by - {2}) for each in SERVER.channels)
    setup = compare(replace(SERVER, channels=channels), found(), DESK_ROLES)
    assert setup.steps == (AllowRoles(11, STAFF, hide=False), AllowRoles(12, STAFF, hide=False))


def test_other_channels_stay_as_open_as_they_are() -> None:
    """Who sees the community's own channels is none of Usher's business."""
    channels = tuple(replace(each, open_to_everyone=False) for each in SERVER.channels)
    assert compare(replace(SERVER, channels=channels), found(), DESK_ROLES).complete


@pytest.mark.parametrize("permission", SETUP)
def test_a_permission_that_is_lacking_is_named_where_it_is_needed(permission: str) -> None:
    """Without the permission nothing is begun; where there is nothing to do, nothing is lacking."""
    poor = replace(SERVER, usher_may=SERVER.usher_may - {permission})
    setup = compare(poor, found("log"), DESK_ROLES)
    assert setup.lacking == (permission,)
    assert not setup.possible
    assert compare(poor, found(), DESK_ROLES).lacking == ()


@pytest.mark.parametrize(("roles", "over"), [(MAX_ROLES - 1, ()), (MAX_ROLES, ("roles",))])
def test_discords_limit_of_roles_is_seen_before(roles: int, over: tuple[str, ...]) -> None:
    """The last role that fits may be made; one more is refused before anything is begun."""
    full = replace(SERVER, roles=tuple(Role(number, str(number)) for number in range(1, roles + 1)))
    setup = compare(full, found("team:Team"), DESK_ROLES)
    assert setup.over == over
    assert setup.possible is not bool(over)


@pytest.mark.parametrize(("count", "over"), [(MAX_CHANNELS - 1, ()), (MAX_CHANNELS, ("channels",))])
def test_discords_limit_of_channels_counts_every_kind(count: int, over: tuple[str, ...]) -> None:
    """Voice channels and categories count towards the limit, too."""
    setup = compare(replace(SERVER, channel_count=count), found("log"), DESK_ROLES)
    assert setup.over == over


def test_a_full_server_that_lacks_nothing_is_fine() -> None:
    """A limit matters only to what would be made."""
    full = replace(SERVER, channel_count=MAX_CHANNELS)
    assert compare(full, found(), DESK_ROLES).complete


def test_what_is_unclear_is_not_guessed() -> None:
    """Where two channels have the name, nothing is made in its place, and the name is told."""
    setup = compare(SERVER, found(unclear="log"), DESK_ROLES)
    assert (setup.steps, setup.unclear) == ((), ("usher-log",))
    assert not setup.complete
    assert not setup.possible


def test_what_an_id_names_is_never_made_anew() -> None:
    """A role or channel that the settings give by id, and that is gone, is for the doctor to tell."""
    gone = (Found(Wanted(Place.CHANNEL, "lounge", "lounge", id=99), None),)
    assert compare(SERVER, gone, DESK_ROLES).steps == ()
