"""Strong words by several people: in the open, behind closed messages, at once, during a pause, and by one who goes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.faults import checks
from tests.faults.history import rows
from tests.faults.people import STRONG, all_say, close_messages, found, leaves, person, press, say, says

if TYPE_CHECKING:
    from tests.simulation import World

FIRST, SECOND = STRONG, f"{STRONG}, again"
BY_MESSAGE = (("zz-mira", FIRST), ("zz-ada", FIRST), ("zz-bo", FIRST), ("zz-mira", SECOND))
BY_LINE = (("zz-tom", FIRST), ("zz-tom", SECOND))
LEFT = (("zz-leo", FIRST),)


async def one_swears(world: World) -> None:
    """The plain case."""
    await says(world, world.fan, FIRST)


async def another_takes_no_messages(world: World) -> None:
    """A neutral line will have to do."""
    close_messages(world, world.other)
    await says(world, world.other, FIRST)


async def an_admin_pauses_while_three_swear(world: World) -> None:
    """Some are told before the pause takes hold, perhaps half-way; the rest wait."""
    say(world, {person(world, "zz-ada"): FIRST, person(world, "zz-bo"): FIRST, world.other: SECOND})
    await world.admin.slash(world.general, "usher pause", feature="cases")
    await world.env.settle()


async def two_swear_meanwhile_and_one_goes(world: World) -> None:
    """What was decided is kept for later, and nobody is told before."""
    leo = person(world, "zz-leo")
    await all_say(world, {world.fan: SECOND, leo: FIRST})
    await leaves(world, leo)
    said = {found(world, world.fan, SECOND).id, found(world, leo, FIRST).id}
    assert not [row for row in rows(world, "SELECT * FROM cases") if row["message_id"] in said and row["delivery"]]


async def the_admin_resumes(world: World) -> None:
    """What waited is done."""
    if rows(world, "SELECT feature FROM communities_pauses"):
        await press(world, world.admin, "communities:resume:cases")


async def an_hour_passes(world: World) -> None:
    """Neutral lines are taken away."""
    await world.env.advance_time(3700)


class Nudges:
    """Each offence is told once, whichever way, and staff read one line about it."""

    name = "nudges"
    acts = (
        one_swears,
        another_takes_no_messages,
        an_admin_pauses_while_three_swear,
        two_swear_meanwhile_and_one_goes,
        the_admin_resumes,
        an_hour_passes,
    )

    async def begin(self, world: World) -> None:
        """A server that is set up, with three more fans."""
        await world.set_up()
        for name in ("zz-ada", "zz-bo", "zz-leo"):
            world.guild.add_member(world.env.create_user(name))

    async def check(self, world: World, unheard: frozenset[int]) -> None:
        """Everybody who swore was told as they can be told, unless the process died before it knew."""
        deliveries = {case["message_id"]: case["delivery"] for case in rows(world, "SELECT * FROM cases")}
        for offences, how in ((BY_MESSAGE, "dm"), (BY_LINE, "line"), (LEFT, "left")):
            for name, text in offences:
                offence = found(world, person(world, name), text)
                assert offence is not None, f"{name} never said {text!r}"
                told = deliveries.get(offence.id)
                assert told == how or (told is None and offence.id in unheard), f"{name}: {told} instead of {how}"
        checks.lines_as_planned(world)
        checks.no_line_left(world)
        checks.nothing_stopped(world)
        checks.nothing_dropped(world)
