"""What a member sees of what is remembered about them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from cogs.embeds import calm_embed, whole

if TYPE_CHECKING:
    from collections.abc import Sequence

    import discord

    from bot.house import House
    from bot.storage.cases import Case
    from bot.voice import Voice

MOST_SHOWN: Final = 10


async def record_embed(house: House, interaction: discord.Interaction, guild_id: int) -> discord.Embed:
    """Return the member's record in one community: what, why, until when."""
    cases = await house.cases.record(guild_id, interaction.user.id)
    community = house.communities.of(guild_id)
    name = community.settings.community.name if community else ""
    return page(house.voice, name, cases, interaction.locale.value)


def page(voice: Voice, community: str, cases: Sequence[Case], locale: str) -> discord.Embed:
    """Return as many notes as fit, the newest first, each of them whole; then how many more there are."""
    title = voice.say("records.title", locale, community=community)
    if not cases:
        return calm_embed(title, voice.say("records.empty", locale))
    shown, beyond = [_note(voice, case, locale) for case in cases[:MOST_SHOWN]], len(cases[MOST_SHOWN:])

    def more(left_out: int) -> str:
        count = left_out + beyond
        return voice.say("records.more", locale, count=count) if count else ""

    return calm_embed(title, whole(shown, more))


def _note(voice: Voice, case: Case, locale: str) -> str:
    return voice.say(
        f"records.{case.kind}",
        locale,
        at=f"<t:{int(case.created_at.timestamp())}:d>",
        channel=f"<#{case.channel_id}>",
        excerpt=case.excerpt,
        until=f"<t:{int(case.expires_at.timestamp())}:D>",
    )
