"""*Show what was taken away*: for whoever has to decide, and for as long as it is kept."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

import discord
from discord.ext import commands

from bot.domain.people import Rank
from cogs.door import Refusal
from cogs.embeds import BODY, calm_embed
from cogs.moderation.fetching import message_of
from cogs.moderation.sight import require_sight
from cogs.ranks import require

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bot.client import UsherClient
    from bot.storage.moderation.evidence import Evidence


class EvidenceDoorway(commands.Cog):
    """Texts that Usher or staff took away, shown to staff in private."""

    def __init__(self, client: UsherClient) -> None:
        self._client = client
        self._house = client.house

    async def cog_load(self) -> None:
        """Answer the buttons."""
        self._client.presses.on("moderation", "evidence", self._show)
        self._client.presses.on("moderation", "purged", self._show_purged)

    async def _show(self, interaction: discord.Interaction, about: str) -> None:
        require(interaction, Rank.MODERATOR)
        kept = await self._house.moderation.evidence(interaction.guild_id or 0, message_of(about))
        await self._answer(interaction, [kept] if kept else [])

    async def _show_purged(self, interaction: discord.Interaction, number: str) -> None:
        require(interaction, Rank.MODERATOR)
        await self._answer(interaction, await self._house.purging.taken(interaction.guild_id or 0, int(number)))

    async def _answer(self, interaction: discord.Interaction, kept: Sequence[Evidence]) -> None:
        if not kept:
            raise Refusal("refusals.no_evidence")
        await require_sight(interaction, kept[0].channel_id)
        title = self._client.say(interaction, "moderation.evidence.title")
        until = f"<t:{int(min(each.expires_at for each in kept).timestamp())}:D>"
        footer = self._client.say(interaction, "moderation.evidence.until", until=until)
        text = "\n\n".join(_told(each) for each in kept)
        if len(text) + len(footer) + 2 <= BODY:
            embed = calm_embed(title, f"{discord.utils.escape_markdown(text)}\n\n{footer}")
            await interaction.response.send_message(embed=embed, ephemeral=True)
            return
        file = discord.File(io.BytesIO(text.encode("utf-8", "replace")), filename="taken-away.txt")
        await interaction.response.send_message(embed=calm_embed(title, footer), file=file, ephemeral=True)


def _told(kept: Evidence) -> str:
    """Return who wrote what, as plain text."""
    texts = "\n".join(each.text for each in kept.passages)
    return f"{kept.author_id} · {kept.kept_at:%Y-%m-%d %H:%M} UTC\n{texts}"
