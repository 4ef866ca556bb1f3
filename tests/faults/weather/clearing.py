"""The weather clears: what was taken is given back, staff catch up, and time passes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.faults.history import rows
from tests.faults.people import AN_HOUR, STRONG, all_say, is_here, person, time_passes
from tests.faults.weather import fortune, staff
from tests.faults.weather.fans import FANS, follow

if TYPE_CHECKING:
    from tests.faults.weather.sky import Sky

CALM = f"{STRONG}, said on a calm evening"
ROUNDS = 8
"""How often staff look again before all must be done."""


async def clear_up(sky: Sky) -> None:
    """Let everything become as it should be, as people would."""
    sky.note("the weather clears")
    sky.put_out()
    faults = sky.world.env.backend.faults
    # Who closed their messages keeps them closed.
    faults[:] = [fault for fault in faults if fault["times"] is None]
    sky.post.clear()
    await sky.world.env.settle()
    for act in (staff.permissions_are_given, staff.the_staff_channels_are_opened, staff.a_channel_is_made):
        await act(sky)
        await sky.world.env.settle()
    for _ in range(ROUNDS):
        await staff.an_admin_sets_up(sky)
    await staff.the_role_is_given(sky)
    await staff.the_staff_channels_are_opened(sky)
    sky.world.show_commands()
    await _resume(sky)
    await time_passes(sky.world, 3 * AN_HOUR)
    await _decide(sky)
    if sky.chance.random() < 0.5:
        await fortune.usher_is_restarted(sky)
        sky.post.clear()
    here = [person(sky.world, name) for name in FANS]
    await all_say(sky.world, {fan: CALM for fan in here if is_here(sky.world, fan)})
    await time_passes(sky.world, 3 * AN_HOUR)


async def _resume(sky: Sky) -> None:
    """End each pause by the button of a new one."""
    for pause in rows(sky.world, "SELECT feature FROM communities_pauses"):
        shown = await sky.world.admin.slash(sky.world.general, "usher pause", feature=pause["feature"])
        await follow(sky, sky.world.admin, shown.response, "communities:resume:")


async def _decide(sky: Sky) -> None:
    """Try again whatever stopped, until nothing waits on the desk."""
    moderator = person(sky.world, staff.MODERATOR)
    for _ in range(ROUNDS):
        if not rows(sky.world, "SELECT id FROM plans WHERE state = 'stopped'"):
            return
        shown = await moderator.slash(sky.world.guild.channels["usher-desk"], "usher desk")
        await follow(sky, moderator, shown.response, "communities:again:")
        await time_passes(sky.world, AN_HOUR)
