"""Discord's messages as the rules see them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import discord

from bot.domain.moderation.messages import Message
from bot.domain.people import Rank
from cogs.ranks import standing

if TYPE_CHECKING:
    from bot.client import UsherClient


def as_message(client: UsherClient, message: discord.Message) -> Message:
    """Return the message as a plain value. It must come from a server."""
    author = message.author
    channel = message.channel
    roles, rank = standing(client, author) if isinstance(author, discord.Member) else (frozenset[int](), Rank.FAN)
    return Message(
        id=message.id,
        guild_id=message.guild.id if message.guild else 0,
        channel_id=channel.id,
        author_id=author.id,
        at=message.created_at,
        text=message.content,
        parent_id=channel.parent_id if isinstance(channel, discord.Thread) else None,
        roles=roles,
        staff=rank.is_staff,
        bot=author.bot,
    )
