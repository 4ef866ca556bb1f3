"""Discord's server as plain values, for the set-up and the doctor."""

from __future__ import annotations

from typing import TYPE_CHECKING

import discord

from bot.domain.communities.servers import Channel, Role, Server

if TYPE_CHECKING:
    from collections.abc import Iterable


def picture(client: discord.Client, guild: discord.Guild) -> Server:
    """Return the server as it is now, as far as the cache knows."""
    return Server(
        guild_id=guild.id,
        roles=tuple(Role(role.id, role.name) for role in guild.roles if not role.is_default() and not role.managed),
        channels=tuple(_channel(channel) for channel in guild.text_channels),
        usher_may=_names(guild.me.guild_permissions),
        intents=_names(client.intents),
        channel_count=len(guild.channels),
    )


def _channel(channel: discord.TextChannel) -> Channel:
    guild = channel.guild
    everyone = channel.permissions_for(guild.default_role)
    seen_by = (role.id for role in guild.roles if channel.permissions_for(role).view_channel)
    return Channel(
        id=channel.id,
        name=channel.name,
        usher_may=_names(channel.permissions_for(guild.me)),
        open_to_everyone=everyone.view_channel,
        seen_by=frozenset(seen_by),
    )


def _names(flags: Iterable[tuple[str, bool]]) -> frozenset[str]:
    # discord.py still lists this one by its old name.
    return frozenset("view_channel" if name == "read_messages" else name for name, granted in flags if granted)
