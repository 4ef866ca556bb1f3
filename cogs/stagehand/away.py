"""Taking members' messages away: one that could not stay, the title of a thread, or many that staff asked for.

Each looks first whether Usher may, since a request that Discord refuses counts against Usher; gone already is as good.
"""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Final

import discord

from cogs.stagehand.outcomes import Done
from cogs.stagehand.stage import GoneError, Stage

if TYPE_CHECKING:
    from bot.domain.plans import Hide, Purge, Retitle

AT_ONCE: Final = 100
YOUNG: Final = timedelta(days=13, hours=23)
"""Discord removes messages in bulk up to an age of fourteen days; an hour is left for the way."""


async def hide(stage: Stage, step: Hide) -> Done:
    """Remove one message."""
    try:
        channel = stage.channel(step.channel_id)
        stage.may(channel, "view_channel", "manage_messages")
        await channel.get_partial_message(step.message_id).delete()
    except (GoneError, discord.NotFound):
        return Done("gone")
    return Done()


async def retitle(stage: Stage, step: Retitle) -> Done:
    """Give a thread a neutral name."""
    thread = stage.guild.get_thread(step.channel_id)
    if thread is None:
        return Done("gone")
    stage.may(thread, "view_channel", "manage_threads")
    try:
        await thread.edit(name=stage.house.voice.say("moderation.neutral_title", stage.community.locale))
    except discord.NotFound:
        return Done("gone")
    return Done()


async def purge(stage: Stage, step: Purge) -> Done:
    """Remove messages: the young ones in bulk, the others one by one."""
    try:
        channel = stage.channel(step.channel_id)
    except GoneError:
        return Done("gone")
    stage.may(channel, "view_channel", "manage_messages", "read_message_history")
    since = stage.now - YOUNG
    young = [each for each in step.message_ids if discord.utils.snowflake_time(each) > since]
    old = [each for each in step.message_ids if discord.utils.snowflake_time(each) <= since]
    if len(young) == 1:
        old, young = [*old, *young], []
    if young:
        await channel.delete_messages([discord.Object(each) for each in young])
    for message_id in old:
        try:
            await channel.get_partial_message(message_id).delete()
        except discord.NotFound:
            continue
    return Done()
