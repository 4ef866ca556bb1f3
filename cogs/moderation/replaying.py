"""Replay from Discord: what a rule would have found in the last messages of some channels.

Reading is bounded in messages and in time, so that its end comes well before Discord stops listening to the answer.
Nothing is decided and nothing is kept.
"""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Final

import discord

from bot.domain.moderation.excerpts import staff_excerpt
from bot.domain.wording import address, trim
from cogs.door import Refusal, UsherModal
from cogs.embeds import calm_embed
from cogs.moderation.fetching import seen
from cogs.moderation.sight import reads

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bot.client import UsherClient
    from bot.domain.moderation.messages import Message
    from bot.services.moderation.trying import Tried

    Readable = discord.TextChannel | discord.VoiceChannel | discord.StageChannel | discord.Thread

MOST_MESSAGES: Final = 2_000
NUMBERS: Final = (100, 500, 1_000, MOST_MESSAGES)
USUAL: Final = 500
MOST_CHANNELS: Final = 10
PATIENCE: Final = 600.0
"""Seconds of reading; after fifteen minutes Discord takes no more answers to the same press."""
BEAT: Final = 500
"""Messages between two words about progress."""
BODY: Final = 4000
LABEL: Final = 45
"""Discord's limit for titles and labels of forms."""
KINDS: Final = [
    discord.ChannelType.text,
    discord.ChannelType.news,
    discord.ChannelType.voice,
    discord.ChannelType.stage_voice,
    discord.ChannelType.public_thread,
]


class ReplayForm(UsherModal):
    """Asks for channels, and for how many messages."""

    def __init__(self, client: UsherClient, interaction: discord.Interaction, rule: str) -> None:
        self._client = client
        self._rule = rule
        self.channels: discord.ui.ChannelSelect[discord.ui.View] = discord.ui.ChannelSelect(
            custom_id="channels", channel_types=KINDS, min_values=1, max_values=MOST_CHANNELS
        )
        options = [discord.SelectOption(label=str(each), default=each == USUAL) for each in NUMBERS]
        self.number: discord.ui.Select[discord.ui.View] = discord.ui.Select(custom_id="number", options=options)
        say = client.say
        super().__init__(title=trim(say(interaction, "moderation.replay.title", rule=rule), LABEL))
        self.add_item(discord.ui.Label(text=say(interaction, "moderation.replay.channels"), component=self.channels))
        self.add_item(discord.ui.Label(text=say(interaction, "moderation.replay.number"), component=self.number))

    async def on_submit(self, interaction: discord.Interaction) -> None:
        """Read, and show what the rule would have found."""
        try:
            await self._answer(interaction)
        except Refusal as refusal:
            # An answer, not an error; anything else passes the door by itself.
            await self._client.door.interaction(interaction, refusal)

    async def _answer(self, interaction: discord.Interaction) -> None:
        channels = [_readable(interaction, each.id) for each in self.channels.values]
        await interaction.response.defer(ephemeral=True, thinking=True)
        reading = _Reading(self._client, interaction, int(self.number.values[0]))
        whole = await reading.read(channels)
        tried = await self._client.house.teaching.try_out(interaction.guild_id or 0, self._rule, reading.messages)
        if tried is None:
            raise Refusal("refusals.no_such_rule", rule=self._rule)
        embed = _result(self._client, interaction, self._rule, tried, whole=whole)
        await interaction.edit_original_response(content=None, embed=embed)


class _Reading:
    """The last messages of some channels, as many of each."""

    def __init__(self, client: UsherClient, interaction: discord.Interaction, number: int) -> None:
        self._client = client
        self._interaction = interaction
        self._number = number
        self.messages: list[Message] = []

    async def read(self, channels: Sequence[Readable]) -> bool:
        """Read what there is; return False where time was up before all was read."""
        each = min(self._number, MOST_MESSAGES // len(channels))
        try:
            async with asyncio.timeout(PATIENCE):
                for channel in channels:
                    await self._channel(channel, each)
        except TimeoutError:
            return False
        return True

    async def _channel(self, channel: Readable, number: int) -> None:
        async for message in channel.history(limit=number):
            if not self._client.may_be_read(message):
                continue
            self.messages.append(seen(self._client, message))
            if len(self.messages) % BEAT == 0:
                said = self._client.say(self._interaction, "moderation.replay.progress", count=len(self.messages))
                await self._interaction.edit_original_response(content=said)


def _readable(interaction: discord.Interaction, channel_id: int) -> Readable:
    """Return a channel that both Usher and whoever asks may read; raises Refusal for any other."""
    guild, member = interaction.guild, interaction.user
    channel = guild.get_channel_or_thread(channel_id) if guild else None
    if isinstance(channel, discord.TextChannel | discord.VoiceChannel | discord.StageChannel | discord.Thread):
        own = channel.permissions_for(channel.guild.me)
        if reads(member, channel) and own.view_channel and own.read_message_history:
            return channel
    raise Refusal("refusals.not_readable", channel=f"<#{channel_id}>")


def _result(
    client: UsherClient, interaction: discord.Interaction, rule: str, tried: Tried, *, whole: bool
) -> discord.Embed:
    values = {"read": tried.read, "found": tried.found, "people": tried.people, "exempt": tried.exempt}
    lines = [client.say(interaction, "moderation.replay.found", **values)]
    if not whole:
        lines.append(client.say(interaction, "moderation.replay.cut"))
    for example in tried.examples:
        message = example.message
        link = address(message.guild_id, message.channel_id, message.id)
        also = client.house.moderation.judge(message).considered
        shown = staff_excerpt(message, example.considered, also)
        lines.append(client.say(interaction, "moderation.replay.example", excerpt=shown, link=link))
    title = client.say(interaction, "moderation.replay.title", rule=rule)
    return calm_embed(title, trim("\n".join(lines), BODY))
