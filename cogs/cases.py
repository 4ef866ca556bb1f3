"""Cases' doorway: opening a notice, and a member's own record."""

from __future__ import annotations

from typing import TYPE_CHECKING

from discord.ext import commands

from bot.services.cases import words_of
from cogs.door import Refusal
from cogs.notices import letter
from cogs.records import record_embed

if TYPE_CHECKING:
    import discord

    from bot.client import UsherClient
    from bot.storage.cases import Case


class Cases(commands.Cog):
    """What is said to members, opened again by themselves."""

    def __init__(self, client: UsherClient) -> None:
        self._client = client
        self._house = client.house

    async def cog_load(self) -> None:
        """Answer the buttons of notices."""
        self._client.presses.on("cases", "open", self._open)
        self._client.presses.on("cases", "mine", self._mine)

    async def _open(self, interaction: discord.Interaction, case_id: str) -> None:
        """Open a notice from its neutral line, for its addressee only."""
        case = await self._own(interaction, interaction.guild_id or 0, int(case_id))
        locale = interaction.locale.value
        given_back = await self._house.cases.given_back(case)
        note = letter(self._house, case, words_of(case), locale, given_back)
        await interaction.response.send_message(embeds=note.embeds, files=note.files(), ephemeral=True)

    async def _mine(self, interaction: discord.Interaction, ids: str) -> None:
        """Show a member their record, from a notice in their direct messages."""
        guild_id, case_id = (int(part) for part in ids.split("."))
        case = await self._own(interaction, guild_id, case_id)
        embed = await record_embed(self._house, interaction, case.guild_id)
        await interaction.response.send_message(embed=embed, ephemeral=True)

    async def _own(self, interaction: discord.Interaction, guild_id: int, case_id: int) -> Case:
        case = await self._house.cases.notice(guild_id, case_id)
        if case is None:
            raise Refusal("refusals.note_forgotten")
        if case.member_id != interaction.user.id:
            raise Refusal("refusals.not_your_note")
        return case


async def setup(client: UsherClient) -> None:
    """Add the doorway to the client."""
    await client.add_cog(Cases(client))
