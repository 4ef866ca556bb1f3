"""Taking members' messages away: one that could not stay, the title of a thread, or many that staff asked for.

Each looks first whether Usher may, since a request that Discord refuses counts against Usher; gone already is as good.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import discord

from bot.domain.moderation.purging import YOUNG
from cogs.stagehand.outcomes import Done
from cogs.stagehand.stage import GoneError, Stage

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from bot.domain.plans import Hide, Purge, Retitle

    Place = discord.TextChannel | discord.Thread | discord.VoiceChannel


async def hide(stage: Stage, step: Hide) -> Done:
    """Remove one message."""
    try:
        channel = await _place(stage, step.channel_id)
        stage.may(channel, "view_channel", "manage_messages")
        await channel.get_partial_message(step.message_id).delete()
    except (GoneError, discord.NotFound):
        return Done("gone")
    return Done()


async def retitle(stage: Stage, step: Retitle) -> Done:
    """Give a thread a neutral name. One in the archive, locked or not, takes it only as it is taken out."""
    name = stage.house.voice.say("moderation.neutral_title", stage.community.locale)
    try:
        thread = await _place(stage, step.channel_id)
        if not isinstance(thread, discord.Thread):
            return Done("gone")
        stage.may(thread, "view_channel", "manage_threads")
        await thread.edit(name=name, archived=False)
    except (GoneError, discord.NotFound):
        return Done("gone")
    return Done()


async def purge(stage: Stage, step: Purge) -> Done:
    """Remove messages: the young ones in bulk, the others one by one."""
    try:
        channel = await _place(stage, step.channel_id)
    except GoneError:
        return Done("gone")
    stage.may(channel, "view_channel", "read_message_history", "manage_messages")
    old = [each for each in step.message_ids if not _is_young(stage, each)]
    if old and (stage.entry.attempts or stage.entry.in_doubt):
        # What an earlier attempt removed is not asked for again: Discord would count each request against the next.
        old = await _still_there(channel, old)
    await _in_bulk(channel, [each for each in step.message_ids if _is_young(stage, each)])
    await _one_by_one(channel, old)
    return Done()


def _is_young(stage: Stage, message_id: int) -> bool:
    return discord.utils.snowflake_time(message_id) > stage.now - YOUNG


async def _in_bulk(channel: Place, message_ids: Sequence[int]) -> None:
    """Remove up to a hundred; Discord leaves out those that are gone, and takes two at least."""
    if len(message_ids) == 1:
        await _one_by_one(channel, message_ids)
    else:
        await channel.delete_messages([discord.Object(each) for each in message_ids])


async def _one_by_one(channel: Place, message_ids: Iterable[int]) -> None:
    for message_id in message_ids:
        try:
            await channel.get_partial_message(message_id).delete()
        except discord.NotFound:
            continue


async def _still_there(channel: Place, message_ids: Sequence[int]) -> list[int]:
    """Return which of these messages stand; between the first and the last of them there are not many others."""
    first, last = discord.Object(min(message_ids) - 1), discord.Object(max(message_ids) + 1)
    standing = {message.id async for message in channel.history(limit=None, after=first, before=last)}
    return [each for each in message_ids if each in standing]


async def _place(stage: Stage, channel_id: int) -> Place:
    """Return a channel. Raises GoneError where there is none; a thread that is archived is not remembered, but is."""
    if stage.guild.get_channel_or_thread(channel_id) is None:
        try:
            found = await stage.guild.fetch_channel(channel_id)
        except discord.NotFound:
            raise GoneError("channel") from None
        if isinstance(found, discord.Thread):
            return found
    return stage.channel(channel_id)
