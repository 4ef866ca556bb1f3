"""`/moderation purge`: many messages of a channel, shown first, then taken away; whoever asked sees how far it is."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any, Final

import aiohttp
import discord
from discord import app_commands
from discord.ext import commands

from bot.domain.moderation.purging import MOST, Wanted, choose
from bot.domain.people import Rank
from bot.services.moderation.purging import FEATURE
from cogs.door import Refusal
from cogs.moderation import purge_screens as screens
from cogs.moderation.channels import Channel, Written, find_channel, read_back
from cogs.moderation.sight import reads
from cogs.phrases import phrase
from cogs.ranks import doorway, require

if TYPE_CHECKING:
    from bot.client import UsherClient
    from bot.services.communities import Community
    from bot.services.moderation.purging import Begun

OFTEN: Final = 3.0
SELDOM: Final = 30.0
"""Seconds between two looks at how far it is: while it moves, and at most when it does not."""

ANSWERABLE: Final = timedelta(minutes=14)
"""Discord lets an answer be edited for a quarter of an hour."""


class Purge(commands.Cog):
    """Taking many messages away at once."""

    def __init__(self, client: UsherClient) -> None:
        self._client = client
        self._house = client.house
        about = phrase("moderation.purge")
        self.command: app_commands.Command[Any, ..., None] = app_commands.Command(
            name="purge", description=about, callback=self.purge
        )

    async def cog_load(self) -> None:
        """Answer the button below the question."""
        self._client.presses.on("moderation", "purge", self._take)

    @app_commands.describe(
        channel=phrase("moderation.purge_channel"),
        member=phrase("moderation.purge_member"),
        contains=phrase("moderation.purge_contains"),
        last=phrase("moderation.purge_last"),
        pinned=phrase("moderation.purge_pinned"),
    )
    async def purge(
        self,
        interaction: discord.Interaction,
        channel: app_commands.Transform[Channel, Written],
        member: discord.User | None = None,
        contains: app_commands.Range[str, 1, 100] = "",
        last: app_commands.Range[int, 1, MOST] = 100,
        pinned: bool = False,  # noqa: FBT001, FBT002 -- an option of a command
    ) -> None:
        """Show what would go, and ask."""
        wanted = Wanted(last, member.id if member else None, contains, pinned)
        await self._ask(interaction, channel, wanted)

    @doorway(Rank.MODERATOR)
    async def _ask(self, interaction: discord.Interaction, channel: Channel, wanted: Wanted) -> None:
        community = self._community(interaction)
        self._check(interaction, community, channel)
        await interaction.response.defer(ephemeral=True, thinking=True)
        choice = choose(await read_back(self._client, channel, wanted.last), wanted)
        number = None
        if choice.messages:
            number = await self._house.purging.ask(
                community.guild_id, channel.id, choice, wanted, by=interaction.user.id
            )
        until = self._house.clock() + community.settings.moderation.evidence
        embed, view = screens.question(self._client, interaction, channel.mention, wanted, choice, until, number)
        await interaction.edit_original_response(embed=embed, view=view)

    async def _take(self, interaction: discord.Interaction, number: str) -> None:
        require(interaction, Rank.MODERATOR)
        community, purging = self._community(interaction), self._house.purging
        asked = await purging.asked(community.guild_id, int(number))
        if asked is None:
            raise Refusal("refusals.purge_forgotten")
        if asked.state != "asked":
            raise Refusal("refusals.purge_begun")
        channel = await find_channel(interaction, asked.channel_id)
        self._check(interaction, community, channel)
        await interaction.response.defer()
        # Read again, since only their numbers were kept meanwhile, and what is taken away is kept as evidence.
        newest, oldest = max(asked.message_ids), min(asked.message_ids)
        seen = await read_back(self._client, channel, MOST, before=newest + 1, after=oldest - 1)
        standing = [each.message for each in seen if each.message.id in asked.message_ids]
        begun = await purging.begin(community, asked, standing, by=interaction.user.id)
        if begun is not None:
            await self._follow(interaction, community, begun)
        elif standing:
            raise Refusal("refusals.purge_begun")
        else:
            await interaction.edit_original_response(embed=screens.none_left(self._client, interaction), view=None)

    async def _follow(self, interaction: discord.Interaction, community: Community, begun: Begun) -> None:
        """Tell how far it is for as long as the answer can be edited; it goes on without that, and the log tells."""
        told, pause = None, OFTEN
        while True:
            far = await self._house.purging.how_far(community.guild_id, begun)
            late = self._house.clock() >= interaction.created_at + ANSWERABLE
            embed = screens.progress(self._client, interaction, far, begun.count, late=late)
            if embed != told and not await self._tell(interaction, embed):
                return
            if far.over or late:
                return
            pause = OFTEN if embed != told else min(2 * pause, SELDOM)
            told = embed
            await self._moment(begun, pause)
            if self._client.is_closed():
                return

    async def _moment(self, begun: Begun, seconds: float) -> None:
        """Wait until the purge is over, or so many seconds."""
        try:
            await self._client.wait_for(
                "plan_ended", check=lambda plan_id, _done: plan_id == begun.plan_id, timeout=seconds
            )
        except TimeoutError:
            return

    async def _tell(self, interaction: discord.Interaction, embed: discord.Embed) -> bool:
        try:
            await interaction.edit_original_response(embed=embed, view=None)
        except (discord.HTTPException, aiohttp.ClientError, OSError):
            # The answer was dismissed, or is out of reach: nothing depends on it.
            return False
        return True

    def _community(self, interaction: discord.Interaction) -> Community:
        community = self._house.communities.of(interaction.guild_id)
        if community is None:
            raise Refusal("refusals.set_up_first")
        if self._house.pauses.stands_still(community.guild_id, FEATURE):
            raise Refusal("refusals.purge_paused")
        return community

    def _check(self, interaction: discord.Interaction, community: Community, channel: Channel) -> None:
        """Refuse where the person may not read, where Usher may not take away, and where staff's record stands."""
        parent_id = channel.parent_id if isinstance(channel, discord.Thread) else None
        if {channel.id, parent_id} & {community.channel("log"), community.channel("desk")} - {None}:
            raise Refusal("refusals.purge_record")
        if not reads(interaction.user, channel):
            raise Refusal("refusals.purge_unread", channel=channel.mention)
        own = channel.permissions_for(channel.guild.me)
        for name in ("view_channel", "read_message_history", "manage_messages"):
            if not getattr(own, name):
                permission = self._client.say(interaction, f"permissions.{name}")
                raise Refusal("refusals.purge_lacking", permission=permission, channel=channel.mention)
