"""One run of weather: a seeded mix of everything that can happen, then a clear sky, and then what must hold.

`live_through(seed)` is the whole of it. The same number gives the same run, as far as two threads allow.
"""

from __future__ import annotations

import tempfile
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from tests.faults.frozen import Frozen, freeze
from tests.faults.weather import fans, fortune, staff
from tests.faults.weather.clearing import clear_up
from tests.faults.weather.holding import holds
from tests.faults.weather.sky import Sky
from tests.simulation import SHIPPED, simulated

if TYPE_CHECKING:
    import io
    from collections.abc import Awaitable, Callable

    Act = Callable[[Sky], Awaitable[None]]

MOST_ACTS = 60
HASTE = 0.3
"""How often the next thing happens before Usher is done with the last."""
LIKELY: dict[Act, int] = {
    fans.one_speaks: 12,
    fans.many_speak: 6,
    fans.one_edits: 2,
    fans.one_takes_back: 2,
    fans.one_leaves: 3,
    fans.one_returns: 3,
    fans.one_closes_messages: 3,
    fans.one_opens_messages: 2,
    fans.one_opens_a_line: 3,
    fans.one_looks_at_themselves: 3,
    fans.one_writes_to_usher: 1,
    staff.an_admin_pauses: 2,
    staff.an_admin_resumes: 2,
    staff.an_admin_sets_up: 2,
    staff.an_admin_asks_the_doctor: 1,
    staff.an_admin_reloads: 1,
    staff.a_channel_is_deleted: 2,
    staff.a_channel_is_made: 1,
    staff.a_role_is_deleted: 1,
    staff.the_role_is_given: 1,
    staff.permissions_are_taken: 2,
    staff.permissions_are_given: 3,
    staff.a_staff_channel_is_shut: 1,
    staff.the_staff_channels_are_opened: 1,
    staff.a_moderator_decides: 3,
    staff.a_moderator_asks_why: 2,
    fortune.the_clock_jumps: 9,
    fortune.discord_refuses: 8,
    fortune.the_post_comes: 5,
    fortune.discord_loses_the_server: 1,
    fortune.usher_is_restarted: 2,
    fortune.usher_is_killed: 8,
    fortune.the_disk_is_full: 4,
}
"""Everything that can happen, and how likely it is beside the rest. A feature adds its acts here."""


_mornings: list[Frozen] = []


async def fair_morning() -> Frozen:
    """Return a server that is set up, with people and places, before anything happened; the same for every run."""
    if not _mornings:
        _mornings.append(await _make_morning())
    return _mornings[0]


async def _make_morning() -> Frozen:
    with tempfile.TemporaryDirectory() as folder:
        async with simulated(Path(folder)) as world:
            await world.set_up()
            await world.staff(staff.MODERATOR)
            for name in fans.FANS:
                if all(user.name != name for user in world.env.backend.users.values()):
                    world.guild.add_member(world.env.create_user(name))
            for name in ("lounge", "foyer"):
                world.guild.create_text_channel(name)
            await world.env.settle()
            # Nobody edits settings in the weather, so the shipped ones serve all runs.
            return replace(freeze(world), config=SHIPPED)


async def live_through(seed: int, folder: Path, log: io.StringIO) -> Sky:
    """Live through the weather of this number; raises AssertionError, with what happened, where it broke something."""
    sky = Sky(seed, folder, log)
    try:
        await sky.dawn(await fair_morning())
        for _ in range(sky.chance.randint(MOST_ACTS // 3, MOST_ACTS)):
            act = sky.chance.choices(list(LIKELY), list(LIKELY.values()))[0]
            await act(sky)
            if sky.chance.random() > HASTE:
                await sky.live_on()
        await sky.live_on()
        await clear_up(sky)
        await holds(sky)
        await sky.dusk()
    except BaseException as error:
        error.add_note(f"weather {seed}:\n" + "\n".join(sky.diary))
        await sky.abandon()
        raise
    return sky
