"""What a private notice looks like, in a direct message or opened from a line."""

from __future__ import annotations

import io
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import discord

from cogs.embeds import ALL, BODY, calm_embed, left
from cogs.pressing import buttons

if TYPE_CHECKING:
    from bot.domain.plans import Words
    from bot.house import House
    from bot.storage.cases import Case
    from bot.voice import Voice

FILE: Final = "message.txt"
"""What a text that is given back is called where it is too long to stand in the notice."""
NOTICE: Final = ALL - 500
"""How long the notice itself may be: there is always room to say where the text is that it gives back."""


@dataclass(frozen=True, slots=True)
class Letter:
    """A notice as it is sent: one message, within Discord's limits. `enclosed` is a text that goes along as a file."""

    embeds: list[discord.Embed]
    enclosed: str | None = None

    def files(self) -> list[discord.File]:
        """Return what goes along, made anew for each sending."""
        if self.enclosed is None:
            return []
        return [discord.File(io.BytesIO(self.enclosed.encode(errors="replace")), filename=FILE)]


def letter(house: House, case: Case, words: Words, locale: str | None, given_back: str | None = None) -> Letter:
    """Return the notice of a case, in a language, with the text that it gives back."""
    community = house.communities.of(case.guild_id)
    return compose(house.voice, community.settings.community.name if community else "", case, words, locale, given_back)


def compose(
    voice: Voice, community: str, case: Case, words: Words, locale: str | None, given_back: str | None
) -> Letter:
    """Return the notice itself; below it the whole text that it gives back, and the version that would be fine.

    A text that does not fit is enclosed as a file, never cut; an offer that does not fit is left out.
    """
    title, body = voice.words(words, "title", locale), voice.words(words, "body", locale)
    footer = voice.say("cases.footer", locale, community=community, number=case.id)
    embeds, enclosed = [calm_embed(title, body, footer, most=NOTICE)], None
    if given_back:
        own = _below(embeds, voice.say("cases.given_back", locale), given_back)
        if own is None:
            enclosed = given_back
            own = calm_embed(
                voice.say("cases.given_back", locale),
                voice.say("cases.enclosed", locale, file=FILE),
                most=left(embeds),
            )
        embeds.append(own)
    offer = _below(embeds, voice.say("cases.offered", locale), case.rewrite or "")
    return Letter([*embeds, offer] if offer else embeds, enclosed)


def _below(embeds: list[discord.Embed], title: str, text: str) -> discord.Embed | None:
    """Return a whole text as one embed more; None where there is none, or no room for it."""
    if not text.strip() or len(text) > BODY or len(title) + len(text) > left(embeds):
        return None
    return calm_embed(title, text)


def notice_view(house: House, guild_id: int, reference: int, locale: str | None) -> discord.ui.View:
    """Return what can be pressed below a notice in a direct message."""
    return buttons((house.voice.say("buttons.my_record", locale), own_record_id(guild_id, reference)))


def own_record_id(guild_id: int, reference: int) -> str:
    """Return the custom id below a notice; it also tells the notice from every other message."""
    return f"cases:mine:{guild_id}.{reference}"
