"""Reading what people write: messages, edits, and the titles of threads and forum posts."""

from __future__ import annotations

from typing import TYPE_CHECKING

import discord
from discord.ext import commands

from cogs.messages import as_message, as_title

if TYPE_CHECKING:
    from collections.abc import Iterable

    from bot.client import UsherClient
    from bot.domain.moderation.messages import Message


class Reading(commands.Cog):
    """Every text passes here once; only one with a finding costs anything more."""

    def __init__(self, client: UsherClient) -> None:
        self._client = client
        self._house = client.house

    async def cog_load(self) -> None:
        """Begin to read."""
        self._client.message_readers.append(self.read)

    async def cog_unload(self) -> None:
        """Stop reading."""
        self._client.message_readers.remove(self.read)

    async def read(self, message: discord.Message) -> None:
        """Judge a message as it is written."""
        if message.guild is not None and self._house.moderation.watches(message.guild.id):
            await self._judge(as_message(self._client, message), passing=True)

    @commands.Cog.listener()
    async def on_raw_message_edit(self, payload: discord.RawMessageUpdateEvent) -> None:
        """Judge a message again after its author changed it; what Discord itself adds to it is no change."""
        message = payload.message
        if message.guild is None or message.edited_at is None or not self._client.may_be_read(message):
            return
        if self._house.moderation.watches(message.guild.id):
            await self._judge(as_message(self._client, message))

    @commands.Cog.listener()
    async def on_thread_create(self, thread: discord.Thread) -> None:
        """Judge a title."""
        await self._judge_title(thread)

    @commands.Cog.listener()
    async def on_thread_update(self, before: discord.Thread, after: discord.Thread) -> None:
        """Judge a title that was changed."""
        if before.name != after.name:
            await self._judge_title(after)

    async def _judge_title(self, thread: discord.Thread) -> None:
        if self._house.moderation.watches(thread.guild.id):
            await self._judge(as_title(self._client, thread))

    async def _judge(self, message: Message, *, passing: bool = False) -> None:
        verdict = self._house.moderation.judge(message, passing=passing)
        if verdict.worth_keeping:
            await self._house.cases.respond(message, verdict)
        unknown = self._house.moderation.unknown_invites(message)
        if unknown and await self._ask_about(unknown):
            await self._house.cases.respond(message, self._house.moderation.judge(message))

    async def _ask_about(self, codes: Iterable[str]) -> bool:
        """Ask Discord where invitations lead; return whether anything was learnt. The verdict did not wait for it."""
        learnt = False
        for code in codes:
            try:
                invite = await self._client.fetch_invite(code, with_counts=False)
            except discord.NotFound:
                self._house.moderation.learn_invite(code, 0)
                continue
            except discord.HTTPException:
                continue
            self._house.moderation.learn_invite(code, invite.guild.id if invite.guild else 0)
            learnt = True
        return learnt
