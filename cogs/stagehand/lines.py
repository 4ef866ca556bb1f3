"""Lines and cards for staff: the log, threaded by day, and the desk."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, field
from datetime import timedelta
from typing import TYPE_CHECKING, Final
from weakref import WeakKeyDictionary
from zoneinfo import ZoneInfo

import discord
import structlog

from bot.domain.wording import address
from cogs.embeds import calm_embed
from cogs.pressing import buttons
from cogs.stagehand.outcomes import Done
from cogs.stagehand.stage import CLOCK_DIFFERENCE, Stage, carries, find_own

if TYPE_CHECKING:
    from datetime import datetime

    from bot.domain.plans import DeskCard, LogLine, Post

log = structlog.get_logger("usher.stagehand")

A_DAY: Final = 1440
DAYS_LOOKED_BACK: Final = 7
JUST_NOW: Final = timedelta(minutes=1)
"""How long Discord's own word of a thread may come after the answer to opening it."""


@dataclass(slots=True)
class _Log:
    """A log: two lines of a new day must not open two threads, though Discord tells of the first one late."""

    opening: asyncio.Lock = field(default_factory=asyncio.Lock)
    opened: discord.Thread | None = None


_logs: WeakKeyDictionary[discord.Client, dict[int, _Log]] = WeakKeyDictionary()
"""By the client and the channel's id."""


async def log_line(stage: Stage, step: LogLine) -> Done:
    """Put the line in the thread of the day; where the log is not set up, only the process's own log knows."""
    thread = await _thread_of_the_day(stage)
    if thread is None:
        log.warning("no log channel", guild_id=stage.entry.plan.guild_id, line=step.words.key)
        return Done()
    stage.writable(thread)
    view = _log_view(stage, step)
    text = _log_text(stage, step)
    if view is None:
        await thread.send(text, nonce=stage.nonce, suppress_embeds=True)
    else:
        await thread.send(text, view=view, nonce=stage.nonce, suppress_embeds=True)
    return Done()


async def find_log_line(stage: Stage, step: LogLine) -> Done | None:
    """Look for the line in the thread of every day on which it may have been sent."""
    channel = _log(stage)
    if channel is None:
        return None
    text = _log_text(stage, step).strip()
    marked = carries(step.actions[0]) if step.actions else None

    def matches(message: discord.Message) -> bool:
        # Several lines may tell of one message: the button alone is no mark. A line that was judged since goes on.
        return message.content == text if marked is None else marked(message) and text in message.content

    for thread in await _threads_since(stage, channel, stage.entry.created_at - CLOCK_DIFFERENCE):
        if await find_own(stage, thread, matches):
            return Done()
    return None


async def desk_card(stage: Stage, step: DeskCard) -> Done:
    """Put the card on the desk, with its buttons."""
    channel = _desk(stage)
    if channel is None:
        log.warning("no desk channel", guild_id=stage.entry.plan.guild_id, card=step.words.key)
        return Done()
    stage.may(channel, "view_channel", "send_messages", "embed_links")
    embed = calm_embed(stage.say(step.words, "title"), stage.say(step.words, "body"))
    view = _buttons(stage, step)
    card = await channel.send(embed=embed, view=view, nonce=stage.nonce)
    return Done(str(card.id))


async def find_desk_card(stage: Stage, step: DeskCard) -> Done | None:
    """Look for the card on the desk."""
    channel = _desk(stage)
    card = await find_own(stage, channel, carries(step.actions[0])) if channel else None
    return Done(str(card.id)) if card else None


async def post(stage: Stage, step: Post) -> Done:
    """Say something in a channel."""
    channel = stage.channel(step.channel_id)
    stage.writable(channel)
    message = await channel.send(stage.say(step.words), nonce=stage.nonce)
    return Done(str(message.id))


async def find_post(stage: Stage, step: Post) -> Done | None:
    """Look for what was said."""
    text = stage.say(step.words)
    message = await find_own(stage, stage.channel(step.channel_id), lambda message: message.content == text)
    return Done(str(message.id)) if message else None


def _log_text(stage: Stage, step: LogLine) -> str:
    if step.told_by is None:
        return stage.say(step.words)
    how = stage.entry.results.get(str(step.told_by), "unreachable")
    return stage.say(step.words, delivery=stage.house.voice.say(f"deliveries.{how}", stage.community.locale))


def _log_view(stage: Stage, step: LogLine) -> discord.ui.View | None:
    if not step.actions and step.link_message_id is None:
        return None
    view = _buttons(stage, step)
    if step.link_message_id is not None:
        url = address(stage.entry.plan.guild_id, step.link_channel_id or 0, step.link_message_id)
        label = stage.house.voice.say("buttons.go_there", stage.community.locale)
        view.add_item(discord.ui.Button(label=label, url=url))
    return view


def _buttons(stage: Stage, step: DeskCard | LogLine) -> discord.ui.View:
    """Return the buttons of a line or a card; each label stands in the voice under the verb of its custom id."""
    voice, locale, values = stage.house.voice, stage.community.locale, step.words.values
    labels = ((voice.say(f"buttons.{action.split(':')[1]}", locale, **values), action) for action in step.actions)
    return buttons(*labels)


def _desk(stage: Stage) -> discord.TextChannel | None:
    channel_id = stage.community.channel("desk")
    channel = stage.guild.get_channel(channel_id) if channel_id else None
    return channel if isinstance(channel, discord.TextChannel) else None


def _log(stage: Stage) -> discord.TextChannel | None:
    channel_id = stage.community.channel("log")
    channel = stage.guild.get_channel(channel_id) if channel_id else None
    return channel if isinstance(channel, discord.TextChannel) else None


def _day(stage: Stage, instant: datetime) -> str:
    """Return the name of a day's thread, by the community's calendar; names stand in the order of the days."""
    return instant.astimezone(ZoneInfo(stage.community.settings.community.zone)).strftime("%Y-%m-%d")


async def _thread_of_the_day(stage: Stage) -> discord.Thread | None:
    """Return today's thread of the log, opened where there is none; None: no log."""
    channel = _log(stage)
    if channel is None:
        return None
    day = _day(stage, stage.now)
    stage.may(channel, "view_channel", "read_message_history")
    log = _logs.setdefault(stage.client, {}).setdefault(channel.id, _Log())
    async with log.opening:
        known = next((thread for thread in channel.threads if thread.name == day), None)
        known = known or _just_opened(stage, log, day) or await _archived(channel, day)
        if known is None:
            known = log.opened = await _open(stage, channel, day)
        return known


async def _threads_since(stage: Stage, channel: discord.TextChannel, since: datetime) -> list[discord.Thread]:
    """Return the threads of the days from then to now, the newest first."""
    first, last = _day(stage, since), _day(stage, stage.now)
    stage.may(channel, "view_channel", "read_message_history")
    threads = {thread.id: thread for thread in channel.threads}
    if first != last or last not in {thread.name for thread in channel.threads}:
        threads |= {thread.id: thread async for thread in channel.archived_threads(limit=DAYS_LOOKED_BACK)}
    days = [thread for thread in threads.values() if first <= thread.name <= last]
    return sorted(days, key=lambda thread: thread.name, reverse=True)


def _just_opened(stage: Stage, log: _Log, day: str) -> discord.Thread | None:
    """Return the thread that Discord may not have told of yet; one that it does not tell of later was deleted."""
    thread = log.opened
    if thread is None or thread.name != day:
        return None
    return thread if abs(stage.now - discord.utils.snowflake_time(thread.id)) < JUST_NOW else None


async def _archived(channel: discord.TextChannel, day: str) -> discord.Thread | None:
    async for thread in channel.archived_threads(limit=DAYS_LOOKED_BACK):
        if thread.name == day:
            return thread
    return None


async def _open(stage: Stage, channel: discord.TextChannel, day: str) -> discord.Thread:
    stage.may(channel, "create_public_threads")
    return await channel.create_thread(name=day, type=discord.ChannelType.public_thread, auto_archive_duration=A_DAY)
