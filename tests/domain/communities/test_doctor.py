"""What the doctor finds: every lack, whom it stops, and nothing where all is well."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bot.domain.communities.doctor import examine
from bot.domain.communities.needs import DESK, FEATURES, HOUSE, LOG, SETUP, invite_permissions
from bot.domain.communities.servers import Channel, Found, Place, Role, Server, Wanted

ALL = frozenset(invite_permissions())
INTENTS = frozenset({"guilds", "members", "guild_messages", "message_content", "moderation"})
LOG_CHANNEL = Channel(1, "log", ALL, open_to_everyone=False)
DESK_CHANNEL = Channel(2, "desk", ALL, open_to_everyone=False)
WELL = Server(9, (Role(5, "Moderator"),), (LOG_CHANNEL, DESK_CHANNEL), ALL, INTENTS)
FOUND = (
    Found(Wanted(Place.CHANNEL, "log", "usher-log"), 1),
    Found(Wanted(Place.CHANNEL, "desk", "usher-desk"), 2),
    Found(Wanted(Place.ROLE, "moderators:Moderator", "Moderator"), 5),
)
PERMISSIONS = [(name, each) for name, needs in FEATURES.items() for each in needs.server]
INTENTS_NEEDED = [(name, each) for name, needs in FEATURES.items() for each in needs.intents]


def without(permission: str, *, log: bool = False, desk: bool = False) -> Server:
    """Return the server without a permission, in one channel or everywhere."""
    if not (log or desk):
        return replace(WELL, usher_may=ALL - {permission})
    channels = (
        replace(LOG_CHANNEL, usher_may=ALL - {permission}) if log else LOG_CHANNEL,
        replace(DESK_CHANNEL, usher_may=ALL - {permission}) if desk else DESK_CHANNEL,
    )
    return replace(WELL, channels=channels)


def stopped(server: Server, found: tuple[Found, ...] = FOUND) -> set[str]:
    """Return the features that cannot go on."""
    return {finding.feature for finding in examine(server, found, FEATURES) if finding.stops}


def test_a_healthy_server_has_no_findings() -> None:
    """Where everything is granted and in place, nothing is found."""
    assert examine(WELL, FOUND, FEATURES) == ()


@pytest.mark.parametrize(
    ("feature", "permission"), [(name, each) for name, needs in FEATURES.items() for each in needs.server]
)
def test_a_permission_that_a_feature_needs(feature: str, permission: str) -> None:
    """Each permission of each feature, taken away, stops that feature and is named."""
    server = without(permission)
    assert feature in stopped(server)
    findings = [each for each in examine(server, FOUND, FEATURES) if each.feature == feature]
    assert [(each.key, each.values["permission"]) for each in findings] == [("permission", permission)]


@pytest.mark.parametrize("permission", sorted(ALL))
def test_a_permission_that_nobody_needs_stops_nobody(permission: str) -> None:
    """What is taken away stops exactly the features that say they need it."""
    assert stopped(without(permission)) == {name for name, needs in FEATURES.items() if permission in needs.server}


WISHES = [(name, each) for name, needs in FEATURES.items() for each in needs.wishes]


@pytest.mark.parametrize(("feature", "permission"), WISHES)
def test_a_wish_is_said_and_stops_nothing(feature: str, permission: str) -> None:
    """What a part of a feature needs is named, more gently, and the feature goes on."""
    findings = examine(without(permission), FOUND, FEATURES)
    assert [(each.feature, each.key, each.values["permission"], each.stops) for each in findings] == [
        (feature, "wish", permission, False)
    ]


@pytest.mark.parametrize(("feature", "permission"), WISHES)
def test_a_wish_that_some_channels_do_not_grant(feature: str, permission: str) -> None:
    """Where a permission was taken away in channels of their own, one line names the first of them."""
    lounges = [Channel(number, "lounge", ALL - {permission}, open_to_everyone=True) for number in range(10, 18)]
    hidden = Channel(30, "attic", frozenset(), open_to_everyone=False)
    findings = examine(replace(WELL, channels=(*WELL.channels, *lounges, hidden)), FOUND, [feature])
    (finding,) = findings
    assert (finding.key, finding.values["permission"], finding.stops) == ("wish_in", permission, False)
    named = [number for number in range(1, 40) if f"<#{number}>" in finding.values["channels"]]
    assert named == [10, 11, 12, 13, 14]


@pytest.mark.parametrize(("feature", "permission"), WISHES)
def test_a_wish_is_not_asked_of_the_channels_of_staff(feature: str, permission: str) -> None:
    """Nobody's messages are taken away in the log and on the desk."""
    assert examine(without(permission, log=True, desk=True), FOUND, [feature]) == ()


def test_moderation_goes_on_without_removing_messages() -> None:
    """Reading and telling need none of what hiding, purging and retitling need."""
    assert {"manage_messages", "manage_threads"} <= set(FEATURES["moderation"].wishes)


@pytest.mark.parametrize(
    ("feature", "intent"), [(name, each) for name, needs in FEATURES.items() for each in needs.intents]
)
def test_an_intent_that_a_feature_needs(feature: str, intent: str) -> None:
    """Each intent that is off stops its feature and is named."""
    findings = examine(replace(WELL, intents=INTENTS - {intent}), FOUND, FEATURES)
    assert (feature, "intent", intent) in [(each.feature, each.key, each.values["intent"]) for each in findings]
    assert all(each.stops for each in findings)


@pytest.mark.parametrize("permission", LOG)
def test_a_log_that_cannot_be_written_stops_what_writes_there(permission: str) -> None:
    """Only the features that need the log are stopped, and they name the channel."""
    findings = examine(without(permission, log=True), FOUND, FEATURES)
    assert {each.feature for each in findings} == {name for name, needs in FEATURES.items() if permission in needs.log}
    assert {each.values["channel"] for each in findings} == {"<#1>"}


@pytest.mark.parametrize("permission", DESK)
def test_a_desk_that_cannot_be_written_is_said_and_stops_nothing(permission: str) -> None:
    """Without its desk Usher says so, and goes on with what needs no decision."""
    findings = examine(without(permission, desk=True), FOUND, FEATURES)
    assert [(each.feature, each.values["permission"], each.stops) for each in findings] == [(HOUSE, permission, False)]


def test_a_channel_that_cannot_be_seen_is_one_finding() -> None:
    """A hidden channel lacks everything; that it is hidden is all that is said."""
    hidden = replace(WELL, channels=(replace(LOG_CHANNEL, usher_may=frozenset()), DESK_CHANNEL))
    findings = examine(hidden, FOUND, ["moderation"])
    assert [each.values["permission"] for each in findings] == ["view_channel"]


@pytest.mark.parametrize(
    ("found", "key"),
    [
        (Found(Wanted(Place.CHANNEL, "log", "usher-log"), None), "channel_missing"),
        (Found(Wanted(Place.CHANNEL, "log", "usher-log"), None, ambiguous=True), "channel_ambiguous"),
        (Found(Wanted(Place.ROLE, "team:Team", "Team"), None), "role_missing"),
        (Found(Wanted(Place.ROLE, "team:Team", "Team"), None, ambiguous=True), "role_ambiguous"),
    ],
)
def test_a_place_that_is_missing_or_unclear(found: Found, key: str) -> None:
    """What the settings name and the server does not have, or has twice, is said by name and stops nothing."""
    rest = tuple(each for each in FOUND if each.wanted.key != found.wanted.key)
    findings = examine(WELL, (*rest, found), FEATURES)
    assert [(each.key, each.values, each.stops) for each in findings] == [(key, {"name": found.wanted.name}, False)]


@pytest.mark.parametrize("channel", [1, 2])
def test_a_staff_channel_that_everybody_sees(channel: int) -> None:
    """A staff channel that is open to everyone is said, and stops nothing."""
    channels = tuple(replace(each, open_to_everyone=each.id == channel) for each in WELL.channels)
    findings = examine(replace(WELL, channels=channels), FOUND, FEATURES)
    assert [(each.key, each.values["channel"], each.stops) for each in findings] == [
        ("staff_channel_open", f"<#{channel}>", False)
    ]


def test_only_what_is_switched_on_is_examined() -> None:
    """A feature that the settings leave out lacks nothing."""
    assert examine(replace(WELL, usher_may=frozenset(), intents=frozenset()), FOUND, []) == ()


def test_the_worst_comes_first() -> None:
    """What stops a feature is said before what does not."""
    missing = (Found(Wanted(Place.ROLE, "team:Team", "Team"), None), *FOUND)
    stops = [each.stops for each in examine(without("send_messages"), missing, FEATURES)]
    assert stops == sorted(stops, reverse=True)
    assert len(set(stops)) == 2


def test_an_invitation_asks_for_all_that_is_ever_needed() -> None:
    """Whoever follows the invite link grants what every feature and the set-up need, each once."""
    wanted = [(*needs.server, *needs.log, *needs.wishes) for needs in FEATURES.values()]
    needed = {*LOG, *DESK, *SETUP, *(each for those in wanted for each in those)}
    asked = invite_permissions()
    assert needed <= set(asked)
    assert len(asked) == len(set(asked))
    assert "administrator" not in asked
