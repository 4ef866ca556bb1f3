"""Watching a server: Usher arrives, permissions change, channels go, Usher is removed."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

import discord
import structlog
from discord.ext import commands

from cogs.servers import picture

if TYPE_CHECKING:
    from bot.client import UsherClient

log = structlog.get_logger("usher.communities")


class Watch(commands.Cog):
    """Keeps the picture of every server current."""

    def __init__(self, client: UsherClient) -> None:
        self._client = client
        self._house = client.house
        self._examining: dict[int, asyncio.Lock] = {}
        self._started = False

    @commands.Cog.listener()
    async def on_ready(self) -> None:
        """Take up every server, and say once what will not work."""
        self._started = True
        for guild in self._client.guilds:
            await self._arrive(guild)

    @commands.Cog.listener()
    async def on_guild_available(self, guild: discord.Guild) -> None:
        """Take up a server again that Discord had lost; those of the start are `on_ready`'s."""
        if self._started:
            await self._arrive(guild)

    @commands.Cog.listener()
    async def on_guild_join(self, guild: discord.Guild) -> None:
        """Take up a new server."""
        await self._arrive(guild)

    @commands.Cog.listener()
    async def on_guild_remove(self, guild: discord.Guild) -> None:
        """Leave quietly; what was kept stays until its time is over."""
        await self._house.communities.depart(guild.id)
        log.info("removed from a server", guild_id=guild.id)

    async def _arrive(self, guild: discord.Guild, *, tell: bool = False) -> None:
        if guild.unavailable:
            # Nothing is known of it yet; it is taken up when Discord has it back.
            return
        community = await self._house.communities.arrive(guild.id)
        if community is None:
            log.info("no settings for this server", guild_id=guild.id)
            return
        findings = await self._house.premises.examine(picture(self._client, guild), tell=tell)
        for finding in findings:
            log.warning("will not work", guild_id=guild.id, finding=finding.key, feature=finding.feature)
        await self._house.premises.tell_at_start(community, findings)
        log.info("server taken up", guild_id=guild.id, findings=len(findings))
        self._house.ledger.wake()

    @commands.Cog.listener()
    async def on_usher_reloaded(self) -> None:
        """Take up every server anew: the settings may name one more, or other places."""
        for guild in self._client.guilds:
            await self._arrive(guild, tell=True)

    @commands.Cog.listener()
    async def on_usher_examine(self, guild_id: int) -> None:
        """Examine a server anew: a step met a missing permission."""
        guild = self._client.get_guild(guild_id)
        if guild is not None:
            await self._examine(guild)

    @commands.Cog.listener()
    async def on_guild_channel_create(self, channel: discord.abc.GuildChannel) -> None:
        """Examine anew."""
        await self._examine(channel.guild)

    @commands.Cog.listener()
    async def on_guild_channel_delete(self, channel: discord.abc.GuildChannel) -> None:
        """Examine anew."""
        await self._examine(channel.guild)

    @commands.Cog.listener()
    async def on_guild_channel_update(self, before: discord.abc.GuildChannel, after: discord.abc.GuildChannel) -> None:
        """Examine anew where permissions or the name changed."""
        if before.overwrites != after.overwrites or before.name != after.name:
            await self._examine(after.guild)

    @commands.Cog.listener()
    async def on_guild_role_create(self, role: discord.Role) -> None:
        """Examine anew."""
        await self._examine(role.guild)

    @commands.Cog.listener()
    async def on_guild_role_delete(self, role: discord.Role) -> None:
        """Examine anew."""
        await self._examine(role.guild)

    @commands.Cog.listener()
    async def on_guild_role_update(self, before: discord.Role, after: discord.Role) -> None:
        """Examine anew where permissions or the name changed."""
        if before.permissions != after.permissions or before.name != after.name:
            await self._examine(after.guild)

    @commands.Cog.listener()
    async def on_member_update(self, before: discord.Member, after: discord.Member) -> None:
        """Examine anew where Usher's own roles changed."""
        if after.id == after.guild.me.id and before.roles != after.roles:
            await self._examine(after.guild)

    async def _examine(self, guild: discord.Guild) -> None:
        if self._house.communities.of(guild.id) is None:
            return
        async with self._examining.setdefault(guild.id, asyncio.Lock()):
            await self._house.premises.examine(picture(self._client, guild), tell=True)
