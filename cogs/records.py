"""What a member sees of what is remembered about them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import discord

from cogs.notices import CALM

if TYPE_CHECKING:
    from bot.house import House

MOST_SHOWN = 10


async def record_embed(house: House, interaction: discord.Interaction, guild_id: int) -> discord.Embed:
    """Return the member's record in one community: what, why, until when."""
    locale = interaction.locale.value
    say = house.voice.say
    cases = await house.cases.record(guild_id, interaction.user.id)
    community = house.communities.of(guild_id)
    name = community.settings.community.name if community else ""
    lines = [
        say(
            f"records.{case.kind}",
            locale,
            at=f"<t:{int(case.created_at.timestamp())}:d>",
            channel=f"<#{case.channel_id}>",
            excerpt=case.excerpt,
            until=f"<t:{int(case.expires_at.timestamp())}:D>",
        )
        for case in cases[:MOST_SHOWN]
    ]
    if len(cases) > MOST_SHOWN:
        lines.append(say("records.more", locale, count=len(cases) - MOST_SHOWN))
    body = "\n\n".join(lines) if lines else say("records.empty", locale)
    return discord.Embed(title=say("records.title", locale, community=name), description=body, colour=CALM)
