"""`/moderation why` and `/moderation rules`; what is pressed below the rules is answered by `rulebook`."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import discord
from discord import app_commands
from discord.ext import commands

from bot.domain.moderation.messages import Message
from bot.domain.people import Rank
from cogs.door import Refusal
from cogs.moderation.explaining import why_screen
from cogs.moderation.fetching import fetch, message_of
from cogs.moderation.pages import rule_page, rules_page
from cogs.moderation.sight import require_sight
from cogs.phrases import phrase
from cogs.ranks import doorway, require

if TYPE_CHECKING:
    from bot.client import UsherClient

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
        """Answer the buttons of these commands."""
        self._client.presses.on("moderation", "why", self._press_why)

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

    async def _press_why(self, interaction: discord.Interaction, about: str) -> None:
        require(interaction, Rank.MODERATOR)
        kept = await self._house.moderation.decision(interaction.guild_id or 0, message_of(about))
        if kept is None:
            raise Refusal("refusals.no_decision_left")
        await self._explain(interaction, kept.channel_id, kept.message_id)

    async def _explain(self, interaction: discord.Interaction, channel_id: int, message_id: int) -> None:
        await interaction.response.defer(ephemeral=True)
        guild_id = interaction.guild_id or 0
        kept = await self._house.moderation.decision(guild_id, message_id)
        channel_id = kept.channel_id if kept else channel_id
        await require_sight(interaction, channel_id)
        seen = await fetch(self._client, interaction.guild, channel_id, message_id)
        if seen is None and kept is None:
            raise Refusal("refusals.no_such_message")
        why = await self._house.moderation.why(seen or _only_known(guild_id, channel_id, message_id))
        cases = await self._house.cases.of_message(guild_id, message_id)
        await interaction.followup.send(embed=why_screen(self._client, interaction, why, cases), ephemeral=True)

    @app_commands.command(name="rules", description=phrase("moderation.rules"))
    @app_commands.describe(rule=phrase("moderation.rules_rule"))
    @doorway(Rank.MODERATOR)
    async def rules(self, interaction: discord.Interaction, rule: str | None = None) -> None:
        """Show the rules; for one of them, what it may do, and buttons to change that."""
        page = rules_page(self._client, interaction, 1) if rule is None else rule_page(self._client, interaction, rule)
        embed, view = await page
        await interaction.response.send_message(embed=embed, view=view, ephemeral=True)

    @rules.autocomplete("rule")
    async def _complete_rule(self, interaction: discord.Interaction, typed: str) -> list[app_commands.Choice[str]]:
        community = self._house.communities.of(interaction.guild_id)
        names = community.settings.moderation.rules if community else ()
        near = [name for name in names if typed.casefold() in name.casefold()]
        return [app_commands.Choice(name=name, value=name) for name in near[:25]]


def _only_known(guild_id: int, channel_id: int, message_id: int) -> Message:
    """Return what is left of a message that is gone: its decision says the rest."""
    return Message(message_id, guild_id, channel_id, 0, discord.utils.snowflake_time(abs(message_id)), "")
