"""`/usher`: setup, doctor, reload, desk, pause."""

from __future__ import annotations

from typing import TYPE_CHECKING

import discord
from discord import app_commands
from discord.ext import commands

from bot.domain.communities.needs import EVERYTHING, FEATURES
from bot.domain.people import Rank
from bot.services.when import read_when
from bot.settings.problems import SettingsError
from cogs.communities import screens
from cogs.door import Refusal
from cogs.phrases import phrase
from cogs.ranks import doorway, require
from cogs.servers import picture

if TYPE_CHECKING:
    from bot.client import UsherClient
    from bot.services.communities import Community

SETUP_PATIENCE = 120.0
"""Seconds to wait for a set-up before saying that it goes on by itself."""


@app_commands.guild_only()
@app_commands.default_permissions(manage_guild=True)
class Usher(commands.GroupCog, group_name="usher", group_description=phrase("usher.about")):
    """Looking after Usher itself."""

    def __init__(self, client: UsherClient) -> None:
        self._client = client
        self._house = client.house
        super().__init__()

    async def cog_load(self) -> None:
        """Answer the buttons of these commands."""
        for verb, handler in {
            "apply": self._apply,
            "accept": self._accept,
            "resume": self._resume,
            "again": self._again,
            "let_go": self._let_go,
        }.items():
            self._client.presses.on("communities", verb, handler)

    @app_commands.command(name="setup", description=phrase("usher.setup"))
    @doorway(Rank.ADMIN)
    async def setup_server(self, interaction: discord.Interaction) -> None:
        """Compare the server with the settings and show what would be made."""
        guild = _guild(interaction)
        community = await self._house.communities.claim(guild.id)
        if community is None:
            raise Refusal("refusals.no_settings_free", server=guild.id)
        proposal = await self._house.premises.propose(community, picture(self._client, guild))
        embed, view = screens.setup_screen(self._client, interaction, proposal)
        await interaction.response.send_message(embed=embed, view=view or discord.utils.MISSING, ephemeral=True)

    async def _apply(self, interaction: discord.Interaction, digest: str) -> None:
        require(interaction, Rank.ADMIN)
        guild, community = _guild(interaction), self._community(interaction)
        await interaction.response.defer(ephemeral=True)
        proposal = await self._house.premises.propose(community, picture(self._client, guild))
        if proposal.digest == digest and proposal.setup.possible:
            await self._carry_out(interaction, community, proposal)
            proposal = await self._house.premises.propose(community, picture(self._client, guild))
        embed, view = screens.setup_screen(self._client, interaction, proposal)
        await interaction.edit_original_response(embed=embed, view=view)
        if proposal.setup.complete:
            findings = await self._house.premises.examine(picture(self._client, guild), tell=False)
            await interaction.followup.send(
                embed=screens.doctor_screen(self._client, interaction, findings), ephemeral=True
            )

    async def _carry_out(self, interaction: discord.Interaction, community: Community, proposal) -> None:  # type: ignore[no-untyped-def]  # noqa: ANN001
        message_id = interaction.message.id if interaction.message else interaction.id
        plan_id = await self._house.premises.apply(community, proposal, press_id=message_id)
        if plan_id is None:
            raise Refusal("refusals.being_set_up")
        try:
            await self._client.wait_for("plan_ended", check=lambda ended, _ok: ended == plan_id, timeout=SETUP_PATIENCE)
        except TimeoutError:
            raise Refusal("refusals.being_set_up") from None

    @app_commands.command(name="doctor", description=phrase("usher.doctor"))
    @doorway(Rank.MODERATOR)
    async def doctor(self, interaction: discord.Interaction) -> None:
        """Say what will not work, and how to mend it."""
        self._community(interaction)
        findings = await self._house.premises.examine(picture(self._client, _guild(interaction)), tell=False)
        embed = screens.doctor_screen(self._client, interaction, findings)
        await interaction.response.send_message(embed=embed, ephemeral=True)

    @app_commands.command(name="reload", description=phrase("usher.reload"))
    @doorway(Rank.ADMIN)
    async def reload(self, interaction: discord.Interaction) -> None:
        """Read the settings again and show the difference; nothing changes yet."""
        community = self._community(interaction)
        await interaction.response.defer(ephemeral=True)
        try:
            fresh = self._house.reloading.peek()
        except SettingsError as broken:
            await interaction.followup.send(
                embed=screens.broken_screen(self._client, interaction, broken), ephemeral=True
            )
            return
        embed, view = screens.reload_screen(
            self._client, interaction, fresh.of(community.settings.folder), fresh.digest
        )
        await interaction.followup.send(embed=embed, view=view or discord.utils.MISSING, ephemeral=True)

    async def _accept(self, interaction: discord.Interaction, digest: str) -> None:
        require(interaction, Rank.ADMIN)
        await interaction.response.defer(ephemeral=True)
        try:
            fresh = self._house.reloading.peek()
        except SettingsError as broken:
            embed = screens.broken_screen(self._client, interaction, broken)
            await interaction.edit_original_response(embed=embed, view=None)
            return
        if fresh.digest != digest:
            changes = fresh.of(self._community(interaction).settings.folder)
            embed, view = screens.reload_screen(self._client, interaction, changes, fresh.digest)
            await interaction.edit_original_response(embed=embed, view=view)
            return
        self._client.use(fresh)
        said = self._client.say(interaction, "reload.done")
        await interaction.edit_original_response(content=said, embed=None, view=None)

    @app_commands.command(name="desk", description=phrase("usher.desk"))
    @doorway(Rank.MODERATOR)
    async def desk(self, interaction: discord.Interaction) -> None:
        """Show what waits for a decision."""
        community = self._community(interaction)
        waiting = await self._house.desk.waiting(community.guild_id)
        embed, view = screens.desk_screen(self._client, interaction, waiting)
        await interaction.response.send_message(embed=embed, view=view or discord.utils.MISSING, ephemeral=True)

    async def _again(self, interaction: discord.Interaction, plan_id: str) -> None:
        await self._decide(interaction, int(plan_id), again=True)

    async def _let_go(self, interaction: discord.Interaction, plan_id: str) -> None:
        await self._decide(interaction, int(plan_id), again=False)

    async def _decide(self, interaction: discord.Interaction, plan_id: int, *, again: bool) -> None:
        require(interaction, Rank.MODERATOR)
        community = self._community(interaction)
        if not await self._house.desk.settle(community.guild_id, plan_id, again=again):
            raise Refusal("refusals.decided_already")
        key = "desk.again" if again else "desk.let_go"
        said = self._house.voice.say(key, community.locale, member=interaction.user.mention, number=plan_id)
        await interaction.response.edit_message(content=said, view=None)

    @app_commands.command(name="pause", description=phrase("usher.pause"))
    @app_commands.describe(feature=phrase("usher.pause_feature"), until=phrase("usher.pause_until"))
    @app_commands.choices(feature=[app_commands.Choice(name=name, value=name) for name in (EVERYTHING, *FEATURES)])
    @doorway(Rank.MANAGER)
    async def pause(self, interaction: discord.Interaction, feature: str, until: str | None = None) -> None:
        """Stop a feature, or everything, at once; with a time, it goes on by itself."""
        community = self._community(interaction)
        end = None
        if until is not None:
            settings = community.settings.community
            languages = tuple(str(language) for language in settings.languages)
            end = read_when(until, now=self._house.clock(), zone=settings.zone, languages=languages)
            if end is None:
                raise Refusal("refusals.no_time")
            if end <= self._house.clock():
                raise Refusal("refusals.time_is_past", at=f"<t:{int(end.timestamp())}:f>")
        pause = await self._house.pauses.pause(community.guild_id, feature, end, interaction.user.id)
        embed, view = screens.pause_screen(self._client, interaction, pause)
        await interaction.response.send_message(embed=embed, view=view, ephemeral=True)

    async def _resume(self, interaction: discord.Interaction, feature: str) -> None:
        require(interaction, Rank.MANAGER)
        community = self._community(interaction)
        if not await self._house.pauses.resume(community.guild_id, feature, interaction.user.id):
            raise Refusal("refusals.not_paused")
        said = self._client.say(interaction, "pauses.going_on", feature=feature)
        await interaction.response.edit_message(content=said, embed=None, view=None)

    def _community(self, interaction: discord.Interaction) -> Community:
        community = self._house.communities.of(interaction.guild_id)
        if community is None:
            raise Refusal("refusals.set_up_first")
        return community


def _guild(interaction: discord.Interaction) -> discord.Guild:
    if interaction.guild is None:
        raise Refusal("refusals.only_in_a_server")
    return interaction.guild
