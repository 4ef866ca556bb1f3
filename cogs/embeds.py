"""Usher's embeds: one calm colour, and never more than Discord takes.

Owns Discord's limits for embeds. What a screen says is its own module's; it is trimmed here, so that words of people
or of an admin cannot make a message that Discord refuses.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import discord

from bot.domain.wording import trim

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

CALM: Final = discord.Colour(0x6F7D8C)
"""The one colour of Usher: slate. Nothing it says is red."""

TITLE: Final = 256
BODY: Final = 4096
FIELD_NAME: Final = 256
FIELD: Final = 1024
FOOTER: Final = 2048
ALL: Final = 6000
"""What the words of all embeds of one message may come to, in characters."""


def calm_embed(title: str, body: str = "", footer: str = "", *, most: int = ALL) -> discord.Embed:
    """Return an embed of at most `most` characters; what is too long is trimmed, the body first."""
    title = trim(title, TITLE)
    footer = trim(footer, min(FOOTER, most // 4))
    body = trim(body, min(BODY, most - len(title) - len(footer)))
    embed = discord.Embed(title=title, description=body or None, colour=CALM)
    return embed.set_footer(text=footer) if footer else embed


def add_field(embed: discord.Embed, name: str, value: str) -> None:
    """Add a field, as far as there is room for it."""
    name = trim(name, FIELD_NAME)
    value = trim(value, min(FIELD, left([embed]) - len(name)))
    if value:
        embed.add_field(name=name, value=value, inline=False)


def left(embeds: Iterable[discord.Embed]) -> int:
    """Return how many characters there is room for beside these embeds in one message."""
    return ALL - sum(map(len, embeds))


def whole(parts: Sequence[str], more: Callable[[int], str], *, between: str = "\n\n", most: int = BODY) -> str:
    """Return as many of the parts as fit whole into `most` characters, then what `more` says of how many are left."""
    for count in range(len(parts), 0, -1):
        rest = more(len(parts) - count)
        text = between.join([*parts[:count], *([rest] if rest else [])])
        if len(text) <= most:
            return text
    return trim(between.join(parts), most)
