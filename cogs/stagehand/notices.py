"""Private words: by direct message, or through a neutral line in the channel that opens for its addressee only."""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING

import discord

from bot.domain.plans import Delete, Plan
from cogs.notices import Letter, letter, notice_view, own_record_id
from cogs.pressing import buttons
from cogs.stagehand.outcomes import CLOSED_TO_MESSAGES, Done
from cogs.stagehand.stage import GoneError, LackingError, Stage, carries, find_own

if TYPE_CHECKING:
    from bot.domain.plans import Notice

BY_MESSAGE = "dm"
BY_LINE = "line"
LEFT = "left"
UNREACHABLE = "unreachable"
WITHDRAWN = "withdrawn"


async def perform(stage: Stage, step: Notice) -> Done:
    """Tell the member, one way or the other; a member who left or cannot be reached is a result, not a failure."""
    if await _member(stage, step.member_id) is None:
        return _told(stage, step, LEFT)
    try:
        direct = await _direct_channel(stage, step.member_id)
        note = await _letter(stage, step)
        if note is None:
            return _told(stage, step, WITHDRAWN)
        view = notice_view(stage.house, stage.entry.plan.guild_id, step.reference, step.locale)
        await direct.send(embeds=note.embeds, files=note.files(), view=view, nonce=stage.nonce)
    except discord.HTTPException as error:
        if error.code not in CLOSED_TO_MESSAGES:
            raise
    else:
        return _told(stage, step, BY_MESSAGE)
    return await _through_line(stage, step)


async def find(stage: Stage, step: Notice) -> Done | None:
    """Look for the notice where it would be, had it been sent before a crash; its addressee may have left since."""
    with suppress(discord.NotFound, discord.Forbidden):
        direct = await _direct_channel(stage, step.member_id)
        if await find_own(stage, direct, carries(own_record_id(stage.entry.plan.guild_id, step.reference))):
            return _told(stage, step, BY_MESSAGE)
    with suppress(GoneError, discord.NotFound, discord.Forbidden):
        line = await find_own(stage, stage.channel(step.channel_id), carries(f"cases:open:{step.reference}"))
        if line is not None:
            return _told(stage, step, BY_LINE, line)
    return None


async def _letter(stage: Stage, step: Notice) -> Letter | None:
    """Return the notice, or None where its case was forgotten meanwhile."""
    case = await stage.house.cases.notice(stage.entry.plan.guild_id, step.reference)
    if case is None:
        return None
    given_back = await stage.house.cases.given_back(case)
    return letter(stage.house, case, step.words, step.locale, given_back)


async def _member(stage: Stage, member_id: int) -> discord.Member | None:
    guild = stage.guild
    try:
        return guild.get_member(member_id) or await guild.fetch_member(member_id)
    except discord.NotFound:
        return None


async def _direct_channel(stage: Stage, member_id: int) -> discord.DMChannel:
    return await stage.client.create_dm(discord.Object(member_id))


async def _through_line(stage: Stage, step: Notice) -> Done:
    """Leave a line that says nothing but for whom it is; only its addressee can open it."""
    say = stage.house.voice.say
    text = say("cases.line", step.locale, member=f"<@{step.member_id}>")
    view = buttons((say("buttons.open_note", step.locale), f"cases:open:{step.reference}"))
    addressee = discord.AllowedMentions(users=[discord.Object(step.member_id)])
    try:
        channel = stage.channel(step.channel_id)
        stage.writable(channel)
        line = await channel.send(text, view=view, allowed_mentions=addressee, nonce=stage.nonce)
    except (GoneError, LackingError, discord.NotFound, discord.Forbidden):
        return _told(stage, step, UNREACHABLE)
    return _told(stage, step, BY_LINE, line)


def _told(stage: Stage, step: Notice, how: str, line: discord.Message | None = None) -> Done:
    then = None
    if line is not None:
        plan = stage.entry.plan
        sweep = Delete(line.channel.id, line.id)
        then = Plan(plan.guild_id, plan.feature, f"sweep:{line.id}", (sweep,), not_before=step.line_until)
    return Done(how, also=stage.house.cases.delivered(step.reference, how), then=then)
