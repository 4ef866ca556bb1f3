"""Channels in which messages are looked through, back from the newest: text, announcements, voice, stages, threads."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import discord
from discord import AppCommandOptionType, ChannelType, app_commands

from bot.domain.moderation.purging import Seen
from cogs.door import Refusal
from cogs.messages import as_message

if TYPE_CHECKING:
    from bot.client import UsherClient

Channel = discord.TextChannel | discord.VoiceChannel | discord.StageChannel | discord.Thread
"""Where people write."""


class Written(app_commands.Transformer):
    """A channel option for every place where people write. An archived thread counts, though nobody remembers it."""

    @property
    def type(self) -> AppCommandOptionType:
        """A channel."""
        return AppCommandOptionType.channel

    @property
    def channel_types(self) -> list[ChannelType]:
        """Every sort in which people write."""
        return [
            ChannelType.text,
            ChannelType.news,
            ChannelType.voice,
            ChannelType.stage_voice,
            ChannelType.public_thread,
            ChannelType.private_thread,
            ChannelType.news_thread,
        ]

    async def transform(self, interaction: discord.Interaction, value: Any, /) -> Channel:  # noqa: ANN401 -- discord.py's signature
        """Return the channel itself. Raises Refusal where it is out of reach."""
        return await find_channel(interaction, value.id)


async def find_channel(interaction: discord.Interaction, channel_id: int) -> Channel:
    """Return a channel of the server, archived threads included. Raises Refusal where there is none (any more)."""
    guild = interaction.guild
    if guild is None:
        raise Refusal("refusals.only_in_a_server")
    found: object = guild.get_channel_or_thread(channel_id)
    if found is None:
        try:
            found = await guild.fetch_channel(channel_id)
        except (discord.NotFound, discord.Forbidden, discord.InvalidData):
            found = None
    if not isinstance(found, Channel):
        raise Refusal("refusals.no_such_channel")
    return found


async def read_back(
    client: UsherClient, channel: Channel, limit: int, *, before: int | None = None, after: int | None = None
) -> list[Seen]:
    """Return up to `limit` messages that people, bots and Usher wrote, newest first; Discord's own are left out.

    `before` and `after` are message ids that bound them; they need not exist.
    """
    ends = {"before": discord.Object(before) if before else None, "after": discord.Object(after) if after else None}
    history = channel.history(limit=limit, oldest_first=False, **ends)
    return [_seen(client, message) async for message in history if not _of_discord(message)]


def _of_discord(message: discord.Message) -> bool:
    return message.is_system() or message.type in {
        discord.MessageType.thread_starter_message,
        discord.MessageType.poll_result,
    }


def _seen(client: UsherClient, message: discord.Message) -> Seen:
    if message.guild is not None and isinstance(message.author, discord.User):
        # What is fetched comes without roles; who is on staff shows in them.
        message.author = message.guild.get_member(message.author.id) or message.author
    own = client.user is not None and message.author.id == client.user.id
    return Seen(as_message(client, message), pinned=message.pinned, own=own)
