"""An admin sets Usher up on an empty server."""

from __future__ import annotations

from typing import TYPE_CHECKING

import discord

from tests.faults import checks
from tests.faults.people import press

if TYPE_CHECKING:
    from tests.simulation import World

STAFF = ("usher-desk", "usher-log")
ROLES = ("Community Manager", "Moderator", "Team")
TRIES = 3


async def an_admin_sets_up(world: World) -> None:
    """They ask, read, and press; after an apology they ask again."""
    for _ in range(TRIES):
        shown = await world.admin.slash(world.general, "usher setup")
        if shown.response is None or not shown.response.embeds:
            continue
        if not shown.response.components:
            return
        await press(world, world.admin, "communities:apply:")


class SettingUp:
    """One set of roles and channels, hidden from fans, and nothing left to do."""

    name = "setting up"
    acts = (an_admin_sets_up,)

    async def begin(self, world: World) -> None:
        """Nothing is there."""

    async def check(self, world: World, unheard: frozenset[int]) -> None:
        """All is in place, once; Usher knows where; fans cannot see it and moderators can."""
        del unheard  # nothing here depends on a message
        assert set(world.guild.channels) == {"general", *STAFF}
        assert set(ROLES) <= set(world.guild.roles)
        community = world.usher.house.communities.of(world.guild.id)
        for key, name in zip(("desk", "log"), STAFF, strict=True):
            channel = world.usher.get_channel(world.guild.channels[name].id)
            assert isinstance(channel, discord.TextChannel)
            assert community.channel(key) == channel.id
            assert not channel.permissions_for(world.fan.member).view_channel
            assert channel.permissions_for(channel.guild.get_role(world.guild.roles["Moderator"].id)).view_channel
            assert channel.permissions_for(channel.guild.me).send_messages
        again = await world.admin.slash(world.general, "usher setup")
        assert again.response.components == []
        checks.nothing_stopped(world)
