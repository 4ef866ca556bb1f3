"""What a private notice looks like, in a direct message or opened from a line."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import discord

from bot.domain.wording import trim
from cogs.pressing import buttons

if TYPE_CHECKING:
    from bot.domain.plans import Words
    from bot.house import House
    from bot.storage.cases import Case

CALM = discord.Colour(0x6F7D8C)
"""The one colour of Usher: slate. Nothing it says is red."""


MOST_TEXT: Final = 4096
"""Discord's limit for the text of an embed: a whole message fits."""


def notice_embeds(
    house: House, case: Case, words: Words, locale: str | None, given_back: str | None = None
) -> list[discord.Embed]:
    """Return the notice itself; below it the whole text that it gives back, and the version that would be fine."""
    say = house.voice.say
    community = house.communities.of(case.guild_id)
    name = community.settings.community.name if community else ""
    embed = discord.Embed(
        title=house.voice.words(words, "title", locale),
        description=trim(house.voice.words(words, "body", locale), MOST_TEXT),
        colour=CALM,
    )
    embed.set_footer(text=say("cases.footer", locale, community=name, number=case.id))
    texts = {"cases.given_back": given_back, "cases.offered": case.rewrite}
    below = [
        discord.Embed(title=say(key, locale), description=trim(text, MOST_TEXT), colour=CALM)
        for key, text in texts.items()
        if text
    ]
    return [embed, *below]


def notice_view(house: House, guild_id: int, reference: int, locale: str | None) -> discord.ui.View:
    """Return what can be pressed below a notice in a direct message."""
    return buttons((house.voice.say("buttons.my_record", locale), own_record_id(guild_id, reference)))


def own_record_id(guild_id: int, reference: int) -> str:
    """Return the custom id below a notice; it also tells the notice from every other message."""
    return f"cases:mine:{guild_id}.{reference}"
