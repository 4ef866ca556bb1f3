"""Which step is carried out by whom, and how one that is in doubt is looked for.

A step without a finder may be done twice without harm.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Any

import discord

from bot.domain.plans import (
    AllowRoles,
    CreateChannel,
    CreateRole,
    Delete,
    DeskCard,
    Hide,
    Housekeeping,
    LogLine,
    Notice,
    Post,
    Purge,
    Resume,
    Retitle,
)
from cogs.stagehand import away, lines, notices, premises
from cogs.stagehand.outcomes import Done
from cogs.stagehand.stage import GoneError, Stage


@dataclass(frozen=True, slots=True)
class Performer:
    """How one kind of step is carried out."""

    perform: Callable[[Stage, Any], Awaitable[Done]]
    find: Callable[[Stage, Any], Awaitable[Done | None]] | None = None


async def _delete(stage: Stage, step: Delete) -> Done:
    try:
        channel = stage.channel(step.channel_id)
        await channel.get_partial_message(step.message_id).delete()
    except (GoneError, discord.NotFound):
        return Done("gone")
    return Done()


async def _resume(stage: Stage, step: Resume) -> Done:
    await stage.house.pauses.resume(stage.entry.plan.guild_id, step.feature)
    return Done()


async def _housekeeping(stage: Stage, step: Housekeeping) -> Done:
    del step
    await stage.house.privacy.keep_house()
    return Done()


PERFORMERS: dict[type, Performer] = {
    Notice: Performer(notices.perform, notices.find),
    LogLine: Performer(lines.log_line, lines.find_log_line),
    DeskCard: Performer(lines.desk_card, lines.find_desk_card),
    Post: Performer(lines.post, lines.find_post),
    Delete: Performer(_delete),
    Hide: Performer(away.hide),
    Retitle: Performer(away.retitle),
    Purge: Performer(away.purge),
    CreateRole: Performer(premises.create_role),
    CreateChannel: Performer(premises.create_channel),
    AllowRoles: Performer(premises.allow_roles),
    Resume: Performer(_resume),
    Housekeeping: Performer(_housekeeping),
}
