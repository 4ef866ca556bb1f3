"""*Report to the team*: what every member finds in the menu of a message."""

from __future__ import annotations

from typing import TYPE_CHECKING

import discord
from discord import app_commands
from discord.ext import commands

from bot.domain.people import Rank
from cogs.door import Refusal
from cogs.messages import as_message
from cogs.phrases import phrase
from cogs.ranks import doorway

if TYPE_CHECKING:
    from bot.client import UsherClient


class Reporting(commands.Cog):
    """A member tells the team of a message."""

    def __init__(self, client: UsherClient) -> None:
        self._client = client
        self._house = client.house
        self._menu = app_commands.ContextMenu(
            name=phrase("moderation.report"),
            callback=self.report,
            allowed_contexts=app_commands.AppCommandContext(guild=True),
        )

    async def cog_load(self) -> None:
        """Put it into the menu."""
        self._client.tree.add_command(self._menu)

    async def cog_unload(self) -> None:
        """Take it out of the menu."""
        self._client.tree.remove_command(self._menu.name, type=self._menu.type)

    @doorway(Rank.FAN)
    async def report(self, interaction: discord.Interaction, message: discord.Message) -> None:
        """Keep the report, then thank for it: nobody but staff learns who reported."""
        guild = interaction.guild
        if guild is None or self._house.communities.of(guild.id) is None:
            raise Refusal("refusals.no_community")
        if message.author.id == interaction.user.id:
            raise Refusal("refusals.own_message")
        if await self._house.reporting.had_enough(guild.id, interaction.user.id):
            raise Refusal("refusals.reports_enough")
        # What comes with a command has neither server nor roles.
        message.guild = guild
        message.author = guild.get_member(message.author.id) or message.author
        news = await self._house.reporting.report(as_message(self._client, message), interaction.user.id)
        key = "moderation.reported.thanks" if news else "moderation.reported.already"
        await interaction.response.send_message(self._client.say(interaction, key), ephemeral=True)
