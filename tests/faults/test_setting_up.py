"""A set-up that Discord stops half-way."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.simulation import button, simulated

if TYPE_CHECKING:
    from pathlib import Path


async def test_a_set_up_that_stopped_goes_on_from_the_same_screen(tmp_path: Path) -> None:
    """Discord refuses a channel; the screen shows what is left, and pressing again makes it, once."""
    async with simulated(tmp_path) as world:
        world.env.inject_error("POST", "/guilds/*/channels", status=400, code=50035, times=1)
        screen = (await world.admin.slash(world.general, "usher setup")).response
        await world.admin.click(screen, custom_id=button(screen, "communities:apply"))
        assert set(world.guild.channels) == {"general"}

        await world.admin.click(screen, custom_id=button(screen, "communities:apply"))

        assert set(world.guild.channels) == {"general", "usher-desk", "usher-log"}
        assert screen.components == []
        names = [role.name for role in world.usher.get_guild(world.guild.id).roles]
        assert len(names) == len(set(names))
