"""Privacy's doorway: `/me`, with everything that is kept, and forgetting."""

from __future__ import annotations

import io
import json
from typing import TYPE_CHECKING

import discord
from discord import app_commands
from discord.ext import commands

from bot.domain.people import Rank
from cogs.door import Refusal
from cogs.phrases import phrase
from cogs.pressing import buttons
from cogs.ranks import doorway
from cogs.records import record_embed

if TYPE_CHECKING:
    from bot.client import UsherClient


class Privacy(commands.Cog):
    """A member's own view of Usher."""

    def __init__(self, client: UsherClient) -> None:
        self._client = client
        self._house = client.house

    async def cog_load(self) -> None:
        """Answer the buttons below `/me`."""
        self._client.presses.on("privacy", "show", self._show)
        self._client.presses.on("privacy", "ask_forget", self._ask_forget)
        self._client.presses.on("privacy", "forget", self._forget)

    @app_commands.command(name="me", description=phrase("me"))
    @app_commands.guild_only()
    @doorway(Rank.FAN)
    async def me(self, interaction: discord.Interaction) -> None:
        """Show the member what is remembered, and what they can do about it."""
        guild_id = self._community_of(interaction)
        embed = await record_embed(self._house, interaction, guild_id)
        view = buttons(
            (self._client.say(interaction, "buttons.show"), f"privacy:show:{guild_id}"),
            (self._client.say(interaction, "buttons.forget"), f"privacy:ask_forget:{guild_id}"),
        )
        await interaction.response.send_message(embed=embed, view=view, ephemeral=True)

    async def _show(self, interaction: discord.Interaction, guild_id: str) -> None:
        kept = await self._house.privacy.show(int(guild_id), interaction.user.id)
        text = json.dumps(kept, indent=2, ensure_ascii=False)
        file = discord.File(io.BytesIO(text.encode()), filename="usher-about-me.json")
        say = self._client.say(interaction, "privacy.shown" if kept else "privacy.nothing")
        await interaction.response.send_message(say, file=file, ephemeral=True)

    async def _ask_forget(self, interaction: discord.Interaction, guild_id: str) -> None:
        view = buttons(
            (
                self._client.say(interaction, "buttons.forget_now"),
                f"privacy:forget:{guild_id}",
                discord.ButtonStyle.danger,
            )
        )
        await interaction.response.send_message(self._client.say(interaction, "privacy.ask"), view=view, ephemeral=True)

    async def _forget(self, interaction: discord.Interaction, guild_id: str) -> None:
        await self._house.privacy.forget(int(guild_id), interaction.user.id)
        await interaction.response.edit_message(content=self._client.say(interaction, "privacy.forgotten"), view=None)

    def _community_of(self, interaction: discord.Interaction) -> int:
        if self._house.communities.of(interaction.guild_id) is None or interaction.guild_id is None:
            raise Refusal("refusals.no_community")
        return interaction.guild_id

    @commands.Cog.listener()
    async def on_interaction(self, interaction: discord.Interaction) -> None:
        """Note the language of whoever uses Usher, for later notices."""
        if interaction.guild_id is not None and self._house.communities.of(interaction.guild_id) is not None:
            await self._house.people.saw_locale(interaction.guild_id, interaction.user.id, interaction.locale.value)


async def setup(client: UsherClient) -> None:
    """Add the doorway to the client."""
    await client.add_cog(Privacy(client))
