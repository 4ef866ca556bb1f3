"""The premises: comparing, making and examining, told to whoever can mend it."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from bot.domain.communities.servers import Place
from bot.domain.plans import CreateChannel, CreateRole, LogLine, Post
from tests.services.houses import DESK_ID, GUILD, LOG_ID, MODERATOR, OTHER_GUILD, SERVER, lacking, plans_of

if TYPE_CHECKING:
    from bot.domain.communities.servers import Server
    from bot.house import House
    from bot.services.communities import Community

EMPTY = replace(SERVER, roles=(), channels=())


def community_of(house: House) -> Community:
    """Return the one community."""
    community = house.communities.of(GUILD)
    assert community is not None
    return community


async def test_a_server_that_fits_needs_nothing(house: House) -> None:
    """Where all is in place there is nothing to do, and the places are known from then on."""
    proposal = await house.premises.propose(community_of(house), SERVER)
    assert proposal.setup.complete
    assert community_of(house).places == {
        (Place.ROLE, "moderators:Moderator"): MODERATOR,
        (Place.CHANNEL, "desk"): DESK_ID,
        (Place.CHANNEL, "log"): LOG_ID,
    }


async def test_an_empty_server_gets_what_the_settings_name(house: House) -> None:
    """Roles come before the channels that they are to see."""
    proposal = await house.premises.propose(community_of(house), EMPTY)
    assert proposal.setup.steps == (
        CreateRole("Moderator"),
        CreateChannel("usher-desk", staff_only=True, roles=("Moderator",)),
        CreateChannel("usher-log", staff_only=True, roles=("Moderator",)),
    )
    assert proposal.setup.possible


async def test_the_digest_names_exactly_what_was_shown(house: House) -> None:
    """The same steps have the same digest, other steps another; so what is applied is what was read."""
    community = community_of(house)
    first, again = [await house.premises.propose(community, EMPTY) for _ in range(2)]
    other = await house.premises.propose(community, replace(EMPTY, roles=SERVER.roles))
    assert first.digest == again.digest != other.digest


async def test_a_set_up_is_carried_out_once(house: House) -> None:
    """Two presses of one button make one plan, with the steps that were shown."""
    proposal = await house.premises.propose(community_of(house), EMPTY)
    assert await house.premises.apply(community_of(house), proposal, press_id=5) is not None
    assert await house.premises.apply(community_of(house), proposal, press_id=5) is None
    assert [plan.steps for plan in (await plans_of(house)).values()] == [proposal.setup.steps]


async def test_a_server_that_works_lets_everything_go_on(house: House) -> None:
    """Where nothing is missing nothing is found, told or stopped."""
    assert await house.premises.examine(SERVER, tell=True) == ()
    assert house.pauses.all() == set()
    assert await plans_of(house) == {}


async def test_a_lost_permission_pauses_its_features_and_returning_it_resumes_them(house: House) -> None:
    """What is taken away stops what needs it, nothing else, and giving it back mends it."""
    findings = await house.premises.examine(lacking("embed_links"), tell=True)
    assert {finding.feature for finding in findings if finding.stops} == {"cases"}
    assert house.pauses.all() == {(GUILD, "cases")}
    await house.premises.examine(SERVER, tell=True)
    assert house.pauses.all() == set()


NO_LOG = lacking("view_channel", channel=LOG_ID)
NO_DESK = replace(NO_LOG, channels=tuple(channel for channel in NO_LOG.channels if channel.id != DESK_ID))


@pytest.mark.parametrize(
    ("server", "where"),
    [(lacking("embed_links"), {LogLine}), (NO_LOG, {Post}), (NO_DESK, set())],
    ids=["log", "desk", "nowhere"],
)
async def test_a_loss_is_told_where_staff_can_read_it(house: House, server: Server, where: set[type]) -> None:
    """In the log; on the desk where the log is out of reach; nowhere where Usher can write in neither."""
    await house.premises.examine(server, tell=True)
    steps = [step for plan in (await plans_of(house)).values() for step in plan.steps]
    assert {type(step) for step in steps} == where
    assert {step.channel_id for step in steps if isinstance(step, Post)} <= {DESK_ID}
    assert house.pauses.all()


async def test_a_start_examines_without_a_word_for_each_loss(house: House) -> None:
    """At the start losses stop their features quietly; one line sums them up, once for the same findings."""
    findings = await house.premises.examine(lacking("embed_links", "send_messages"), tell=False)
    assert house.pauses.all()
    assert await plans_of(house) == {}
    await house.premises.tell_at_start(community_of(house), findings)
    await house.premises.tell_at_start(community_of(house), findings)
    await house.premises.tell_at_start(community_of(house), ())
    assert len(await plans_of(house)) == 1
    await house.premises.tell_at_start(community_of(house), findings[:1])
    assert len(await plans_of(house)) == 2


async def test_a_server_without_settings_is_left_alone(house: House) -> None:
    """Nothing is examined, remembered or told about a server that Usher has no settings for."""
    assert await house.premises.examine(replace(EMPTY, guild_id=OTHER_GUILD), tell=True) == ()
    assert house.pauses.all() == set()
    assert await plans_of(house, OTHER_GUILD) == {}
