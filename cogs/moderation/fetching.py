"""Fetching from Discord what staff ask about, as the rules see it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import discord

from cogs.messages import as_message, as_title

if TYPE_CHECKING:
    from bot.client import UsherClient
    from bot.domain.moderation.messages import Message


def message_of(carried: str) -> int:
    """Return the message that a button is about; what follows a dot tells apart the lines about one message."""
    return int(carried.partition(".")[0])


async def fetch(client: UsherClient, guild: discord.Guild | None, channel_id: int, message_id: int) -> Message | None:
    """Return a message, or the title of a thread, as it is now; None where it is gone or out of Usher's sight."""
    channel = guild.get_channel_or_thread(channel_id) if guild else None
    if message_id < 0:
        return as_title(client, channel) if isinstance(channel, discord.Thread) else None
    if channel is None or not isinstance(channel, discord.abc.Messageable):
        return None
    try:
        return seen(client, await channel.fetch_message(message_id))
    except (discord.NotFound, discord.Forbidden):
        return None


def seen(client: UsherClient, message: discord.Message) -> Message:
    """Return a fetched message of a server as the rules see it.

    What is fetched comes without roles; the rules look at them.
    """
    if message.guild is not None and isinstance(message.author, discord.User):
        message.author = message.guild.get_member(message.author.id) or message.author
    return as_message(client, message)
