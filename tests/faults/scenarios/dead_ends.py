"""Discord refuses a notice for good: staff are asked, try one again, and let another go."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.faults import checks
from tests.faults.history import rows, said_by_usher
from tests.faults.people import (
    AN_HOUR,
    STRONG,
    close_messages,
    found,
    open_messages,
    person,
    press,
    says,
    time_passes,
)

if TYPE_CHECKING:
    from tests.simulation import World

INVALID = 50035
"""Discord's code for a body that it cannot take: trying again changes nothing."""


async def a_notice_cannot_be_sent(world: World) -> None:
    """Staff get a card."""
    close_messages(world, world.fan, code=INVALID, status=400)
    await says(world, world.fan, STRONG)


async def a_moderator_tries_again(world: World) -> None:
    """What stood in the way is gone."""
    open_messages(world, world.fan)
    await _decide(world, "communities:again:")


async def another_cannot_be_sent(world: World) -> None:
    """Staff get another card."""
    close_messages(world, world.other, code=INVALID, status=400)
    await says(world, world.other, STRONG)


async def a_moderator_lets_it_go(world: World) -> None:
    """Nothing will be said to this member any more."""
    await _decide(world, "communities:let_go:")


async def a_moderator_presses_an_old_card(world: World) -> None:
    """It was decided from the screen, so its buttons still stand on the desk."""
    await press(world, person(world, "zz-mod"), "communities:again:")


async def _decide(world: World, prefix: str) -> None:
    """Come by when the card is surely there, ask what waits, and press on that screen until it is decided."""
    await time_passes(world, AN_HOUR)
    moderator = person(world, "zz-mod")
    for _ in range(3):
        if rows(world, "SELECT id FROM plans WHERE state = 'stopped'"):
            await moderator.slash(world.guild.channels["usher-desk"], "usher desk")
            await press(world, moderator, prefix)


class DeadEnds:
    """One card for each dead end; a decision is carried out once."""

    name = "dead ends"
    acts = (
        a_notice_cannot_be_sent,
        a_moderator_tries_again,
        a_moderator_presses_an_old_card,
        another_cannot_be_sent,
        a_moderator_lets_it_go,
    )

    async def begin(self, world: World) -> None:
        """A server that is set up, with a moderator."""
        await world.set_up()
        await world.staff("zz-mod")

    async def check(self, world: World, unheard: frozenset[int]) -> None:
        """The first was told, once; the second never; each had its card."""
        checks.nothing_stopped(world)
        checks.lines_as_planned(world)
        deliveries = {case["message_id"]: case["delivery"] for case in rows(world, "SELECT * FROM cases")}
        for member, how in ((world.fan, "dm"), (world.other, None)):
            offence = found(world, member, STRONG)
            heard = offence.id not in unheard or offence.id in deliveries
            assert deliveries.get(offence.id) == (how if heard else None)
            cards = [said for said in said_by_usher(world) if said.channel_id == world.guild.channels["usher-desk"].id]
            assert len(cards) <= 2
