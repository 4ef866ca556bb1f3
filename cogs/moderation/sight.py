"""Who may read what: staff are shown words of a channel only where they could read them themselves."""

from __future__ import annotations

from typing import TYPE_CHECKING

import discord

from cogs.door import Refusal

if TYPE_CHECKING:
    from discord.abc import GuildChannel


def reads(member: discord.Member | discord.User, channel: GuildChannel | discord.Thread) -> bool:
    """Whether somebody may read what was written in a channel; a private thread only if they are in it or manage it."""
    if not isinstance(member, discord.Member):
        return False
    if not isinstance(channel, discord.Thread):
        held = channel.permissions_for(member)
        return held.view_channel and held.read_message_history
    if channel.parent is None:
        return False
    held = channel.permissions_for(member)
    inside = not channel.is_private() or held.manage_threads or any(each.id == member.id for each in channel.members)
    return inside and held.view_channel and held.read_message_history


async def in_sight(interaction: discord.Interaction, channel_id: int) -> bool:
    """Whether whoever asks may read a channel. One that is gone is nobody's secret; one hidden from Usher may be."""
    guild = interaction.guild
    if guild is None:
        return False
    channel = guild.get_channel_or_thread(channel_id)
    if channel is None:
        try:
            found = await guild.fetch_channel(channel_id)
        except discord.NotFound:
            return True
        except (discord.Forbidden, discord.InvalidData):
            return False
        channel = found if isinstance(found, discord.abc.GuildChannel | discord.Thread) else None
    return channel is not None and reads(interaction.user, channel)


async def require_sight(interaction: discord.Interaction, channel_id: int) -> None:
    """Raise Refusal unless whoever asks may read a channel."""
    if not await in_sight(interaction, channel_id):
        raise Refusal("refusals.unread", channel=f"<#{channel_id}>")
