"""Moderation's doorway: every message is read, and `/moderation why` explains what was made of one."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import discord
from discord import app_commands
from discord.ext import commands

from bot.domain.people import Rank
from bot.domain.wording import code_words
from cogs.door import Refusal
from cogs.messages import as_message
from cogs.notices import CALM
from cogs.phrases import phrase
from cogs.ranks import doorway, require

if TYPE_CHECKING:
    from bot.client import UsherClient
    from bot.domain.moderation.verdicts import Considered
    from bot.services.moderation import Why

_LINK = re.compile(r"(?:/channels/\d+/(?P<channel>\d{15,20})/)?(?P<message>\d{15,20})/?$")


@app_commands.guild_only()
@app_commands.default_permissions(moderate_members=True)
class Moderation(commands.GroupCog, group_name="moderation", group_description=phrase("moderation.about")):
    """Reading messages, and explaining."""

    def __init__(self, client: UsherClient) -> None:
        self._client = client
        self._house = client.house
        super().__init__()

    async def cog_load(self) -> None:
        """Begin to read."""
        self._client.message_readers.append(self.read)
        self._client.presses.on("moderation", "why", self._press_why)

    async def cog_unload(self) -> None:
        """Stop reading."""
        self._client.message_readers.remove(self.read)

    async def read(self, message: discord.Message) -> None:
        """Judge one message; only one with a finding costs anything more."""
        if message.guild is None or not self._house.moderation.watches(message.guild.id):
            return
        seen = as_message(self._client, message)
        verdict = self._house.moderation.judge(seen)
        if verdict.worth_keeping:
            await self._house.cases.respond(seen, verdict)

    @app_commands.command(name="why", description=phrase("moderation.why"))
    @app_commands.describe(message=phrase("moderation.why_message"))
    @doorway(Rank.MODERATOR)
    async def why(self, interaction: discord.Interaction, message: str) -> None:
        """Explain what was decided about a message, or that nothing was."""
        found = _LINK.search(message.strip())
        if found is None:
            raise Refusal("refusals.no_message_link")
        channel_id = int(found["channel"] or interaction.channel_id or 0)
        await self._explain(interaction, channel_id, int(found["message"]))

    async def _press_why(self, interaction: discord.Interaction, message_id: str) -> None:
        require(interaction, Rank.MODERATOR)
        kept = await self._house.moderation.decision(interaction.guild_id or 0, int(message_id))
        if kept is None:
            raise Refusal("refusals.no_decision_left")
        await self._explain(interaction, kept.channel_id, kept.message_id)

    async def _explain(self, interaction: discord.Interaction, channel_id: int, message_id: int) -> None:
        await interaction.response.defer(ephemeral=True)
        message = await self._fetch(interaction, channel_id, message_id)
        guild_id = interaction.guild_id or 0
        kept = await self._house.moderation.decision(guild_id, message_id)
        if message is None and kept is None:
            raise Refusal("refusals.no_such_message")
        seen = as_message(self._client, message) if message else _only_known(guild_id, channel_id, message_id)
        why = await self._house.moderation.why(seen)
        embed = discord.Embed(
            title=self._client.say(interaction, "moderation.why.title"),
            description="\n".join(await self._reasons(interaction, why, message_id)),
            colour=CALM,
        )
        await interaction.followup.send(embed=embed, ephemeral=True)

    async def _fetch(
        self, interaction: discord.Interaction, channel_id: int, message_id: int
    ) -> discord.Message | None:
        guild = interaction.guild
        channel = guild.get_channel_or_thread(channel_id) if guild else None
        if channel is None or not isinstance(channel, discord.abc.Messageable):
            return None
        try:
            message = await channel.fetch_message(message_id)
        except (discord.NotFound, discord.Forbidden):
            return None
        if guild is not None and isinstance(message.author, discord.User):
            # What is fetched comes without roles; the rules look at them.
            message.author = guild.get_member(message.author.id) or message.author
        return message

    async def _reasons(self, interaction: discord.Interaction, why: Why, message_id: int) -> list[str]:
        say = self._client.say
        lines = []
        if why.decided_at is None:
            lines.append(say(interaction, "moderation.why.as_of_now"))
        else:
            at = f"<t:{int(why.decided_at.timestamp())}:f>"
            lines.append(say(interaction, "moderation.why.decided", at=at))
        if why.paused:
            lines.append(say(interaction, "moderation.why.paused"))
        if why.verdict.exemption is not None:
            lines.append(say(interaction, f"moderation.why.exempt.{why.verdict.exemption.value}"))
        lines += [self._reason(interaction, each) for each in why.verdict.considered]
        for case in await self._house.cases.of_message(interaction.guild_id or 0, message_id):
            how = say(interaction, f"deliveries.{case.delivery or 'on_its_way'}")
            lines.append(say(interaction, f"moderation.why.done.{case.kind}", number=case.id, delivery=how))
        return lines or [say(interaction, "moderation.why.no_rules")]

    def _reason(self, interaction: discord.Interaction, considered: Considered) -> str:
        words = code_words(f"{hit.term} ({hit.tier}, {hit.view})" for hit in considered.hits)
        key = f"moderation.why.outcome.{considered.outcome.value}"
        return self._client.say(interaction, key, rule=considered.rule, words=words)


def _only_known(guild_id: int, channel_id: int, message_id: int):  # type: ignore[no-untyped-def]  # noqa: ANN202
    from bot.domain.moderation.messages import Message  # noqa: PLC0415

    return Message(message_id, guild_id, channel_id, 0, discord.utils.snowflake_time(message_id), "")


async def setup(client: UsherClient) -> None:
    """Add the doorway to the client."""
    await client.add_cog(Moderation(client))
