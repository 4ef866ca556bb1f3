"""Making what the settings name: roles, channels, and who sees the staff channels. Nothing is deleted or renamed.

Each of these looks whether it is there already, so that doing it twice makes no difference.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import discord

from cogs.stagehand.outcomes import Done
from cogs.stagehand.stage import GoneError, Stage

if TYPE_CHECKING:
    from bot.domain.plans import AllowRoles, CreateChannel, CreateRole

REASON = "Usher's set-up"


async def create_role(stage: Stage, step: CreateRole) -> Done:
    """Make a role without any permission of its own."""
    role = discord.utils.get(stage.guild.roles, name=step.name)
    if role is None:
        stage.may_everywhere("manage_roles")
        role = await stage.guild.create_role(name=step.name, permissions=discord.Permissions.none(), reason=REASON)
    return Done(str(role.id))


async def create_channel(stage: Stage, step: CreateChannel) -> Done:
    """Make a text channel."""
    guild = stage.guild
    channel = discord.utils.get(guild.text_channels, name=step.name)
    if channel is None:
        stage.may_everywhere("manage_channels")
        overwrites = _staff_only(guild, step.roles) if step.staff_only else {}
        channel = await guild.create_text_channel(step.name, overwrites=overwrites, reason=REASON)
    return Done(str(channel.id))


async def allow_roles(stage: Stage, step: AllowRoles) -> Done:
    """Let staff and Usher see a channel, and hide it from everyone else where that is asked."""
    channel = stage.guild.get_channel(step.channel_id)
    if not isinstance(channel, discord.TextChannel):
        raise GoneError("channel")
    stage.may(channel, "manage_channels", "manage_roles")
    wanted = _staff_only(stage.guild, step.roles)
    if not step.hide:
        wanted.pop(stage.guild.default_role)
    for target, overwrite in wanted.items():
        if isinstance(target, discord.Object):
            continue
        merged = channel.overwrites_for(target)
        merged.update(**dict(overwrite))
        await channel.set_permissions(target, overwrite=merged, reason=REASON)
    return Done()


def _staff_only(
    guild: discord.Guild, roles: tuple[str, ...]
) -> dict[discord.Role | discord.Member | discord.Object, discord.PermissionOverwrite]:
    see = {"view_channel": True, "send_messages": True, "read_message_history": True}
    own = see | {"embed_links": True, "create_public_threads": True, "send_messages_in_threads": True}
    overwrites: dict[discord.Role | discord.Member | discord.Object, discord.PermissionOverwrite] = {
        guild.me: discord.PermissionOverwrite(**own),
    }
    for name in roles:
        role = discord.utils.get(guild.roles, name=name) or guild.get_role(int(name) if name.isdigit() else 0)
        if role is not None:
            overwrites[role] = discord.PermissionOverwrite(**see)
    # Last, so that Usher does not shut itself out half-way.
    overwrites[guild.default_role] = discord.PermissionOverwrite(view_channel=False)
    return overwrites
