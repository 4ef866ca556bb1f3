"""Reading what people write: messages, edits, and the titles of threads and forum posts."""

from __future__ import annotations

from typing import TYPE_CHECKING

import discord
from discord.ext import commands

from bot.domain.moderation.verdicts import Fate
from bot.services.moderation import KEPT
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
        """Judge a message again after its author changed it, for what is new in it.

        Discord tells in the same way of pins, previews and flags; where the words are as they were, nothing happened.
        """
        message, cached = payload.message, payload.cached_message
        if message.guild is None or not self._client.may_be_read(message):
            return
        if not self._house.moderation.watches(message.guild.id) or (cached is None and message.edited_at is None):
            return
        now = as_message(self._client, message)
        if cached is None:
            await self._judge(now, gravely=self._house.clock() - now.at > KEPT)
            return
        before = as_message(self._client, cached)
        if (before.passages, before.attachments) != (now.passages, now.attachments):
            await self._judge(now, before=before)

    @commands.Cog.listener()
    async def on_thread_create(self, thread: discord.Thread) -> None:
        """Judge a title as it is given."""
        if self._reads_title(thread):
            await self._judge(as_title(self._client, thread))

    @commands.Cog.listener()
    async def on_thread_update(self, before: discord.Thread, after: discord.Thread) -> None:
        """Judge a title that was changed, for what is new in it."""
        if before.name != after.name and self._reads_title(after):
            earlier, now = (as_title(self._client, each, changed=True) for each in (before, after))
            await self._judge(now, before=earlier)

    @commands.Cog.listener()
    async def on_raw_thread_update(self, payload: discord.RawThreadUpdateEvent) -> None:
        """Judge the title of a thread that was forgotten, such as one from the archive; what it was is not known.

        A title can be changed only of a thread that is open then, so it is known again by now.
        """
        guild = self._client.get_guild(payload.guild_id)
        thread = guild.get_thread(payload.thread_id) if guild and payload.thread is None else None
        if thread is not None and self._reads_title(thread):
            await self._judge(as_title(self._client, thread, changed=True), gravely=True)

    def _reads_title(self, thread: discord.Thread) -> bool:
        """Whether a title is read: not those of Usher's own threads, nor the neutral one that Usher itself gives."""
        community = self._house.communities.of(thread.guild.id)
        if community is None or not self._house.moderation.watches(thread.guild.id):
            return False
        neutral = self._house.voice.say("moderation.neutral_title", community.locale)
        return thread.name != neutral and thread.owner_id != thread.guild.me.id

    async def _judge(
        self, message: Message, *, before: Message | None = None, passing: bool = False, gravely: bool = False
    ) -> None:
        """Judge a text and answer it.

        `before` is what it was until now: what was in it then is old news. `gravely`: what it was is not known, and
        whether it was answered long ago neither, so that only what cannot stay is answered.
        """
        await self._answer(message, before, passing=passing, gravely=gravely)
        unknown = self._house.moderation.unknown_invites(message)
        if unknown and await self._ask_about(unknown):
            await self._answer(message, before, gravely=gravely)

    async def _answer(
        self, message: Message, before: Message | None, *, passing: bool = False, gravely: bool = False
    ) -> None:
        verdict = self._house.moderation.judge(message, passing=passing)
        if before is not None and verdict.worth_keeping:
            verdict = verdict.beyond(self._house.moderation.judge(before).considered)
        if verdict.worth_keeping and not (gravely and verdict.text is not Fate.HIDE):
            await self._house.cases.respond(message, verdict)

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
