"""What every step needs at hand: the client, the plan it belongs to, and a way to find and to mark what was sent."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

import discord

from bot.domain.wording import trim

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from bot.client import UsherClient
    from bot.domain.plans import Words
    from bot.house import House
    from bot.services.communities import Community
    from bot.storage.ledger import Entry

MOST_TEXT = 2000
"""Discord's limit for the text of a message; what stands in an embed may be longer, and is not."""

LOOK_BACK = 100
"""How many messages at either end are looked through for one that may have been sent before a crash."""

CLOCK_DIFFERENCE = timedelta(seconds=30)
"""How far this machine's clock may differ from Discord's."""


class GoneError(Exception):
    """What the step is about does not exist any more; the message says what."""


class LackingError(Exception):
    """Usher lacks a permission that the step needs; the message names it. Discord was not asked."""


@dataclass(frozen=True, slots=True)
class Stage:
    """The surroundings of one step."""

    client: UsherClient
    entry: Entry

    @property
    def house(self) -> House:
        """The services."""
        return self.client.house

    @property
    def now(self) -> datetime:
        """The present instant."""
        return self.house.clock()

    @property
    def guild(self) -> discord.Guild:
        """The server. Raises GoneError where Usher is not in it."""
        guild = self.client.get_guild(self.entry.plan.guild_id)
        if guild is None:
            raise GoneError("server")
        return guild

    @property
    def community(self) -> Community:
        """The community. Raises GoneError where it has no settings any more."""
        community = self.house.communities.of(self.entry.plan.guild_id)
        if community is None:
            raise GoneError("settings")
        return community

    @property
    def nonce(self) -> str:
        """What lets Discord itself see, for some minutes, that a message was sent already."""
        born = int(self.entry.created_at.timestamp()) % 10**8
        return f"{self.entry.id}.{self.entry.progress}.{born}"[:25]

    def channel(self, channel_id: int) -> discord.TextChannel | discord.Thread | discord.VoiceChannel:
        """Return a channel to write in. Raises GoneError where there is none."""
        channel = self.guild.get_channel_or_thread(channel_id)
        if isinstance(channel, discord.TextChannel | discord.Thread | discord.VoiceChannel | discord.StageChannel):
            return channel  # type: ignore[return-value]  # a stage's chat is written in like a voice channel's
        raise GoneError("channel")

    def writable(self, channel: discord.abc.GuildChannel | discord.Thread) -> None:
        """Raise LackingError where Usher may not write: a request that Discord refuses counts against Usher."""
        in_thread = isinstance(channel, discord.Thread)
        self.may(channel, "view_channel", "send_messages_in_threads" if in_thread else "send_messages")

    def may(self, channel: discord.abc.GuildChannel | discord.Thread, *permissions: str) -> None:
        """Raise LackingError for the first permission that Usher does not have in the channel.

        What Usher may in a thread whose channel it does not know, only Discord can tell.
        """
        if isinstance(channel, discord.Thread) and channel.parent is None:
            return
        held = channel.permissions_for(self.guild.me)
        for permission in permissions:
            if not getattr(held, permission):
                raise LackingError(permission)

    def may_everywhere(self, permission: str) -> None:
        """Raise LackingError where Usher does not have a permission in the server."""
        if not getattr(self.guild.me.guild_permissions, permission):
            raise LackingError(permission)

    def say(self, words: Words, part: str = "", locale: str | None = None, **more: object) -> str:
        """Return what the words come to, in a language or else the community's, as far as one message holds it."""
        return trim(self.house.voice.words(words, part, locale or self.community.locale, **more), MOST_TEXT)


async def find_own(
    stage: Stage, channel: discord.abc.Messageable, matches: Callable[[discord.Message], bool]
) -> discord.Message | None:
    """Return a message of Usher in the channel that was sent since the plan was made and that matches, or None.

    It was most likely sent as soon as the plan was made or due, and Usher may have been away for long: so the oldest
    since then are looked at before the newest.
    """
    me, made = stage.client.user, stage.entry.created_at
    ends = ((made, True), (max(made, stage.entry.due), True), (made, False))
    for since, oldest_first in dict.fromkeys(ends):
        after = since - CLOCK_DIFFERENCE
        async for message in channel.history(limit=LOOK_BACK, after=after, oldest_first=oldest_first):
            if me is not None and message.author.id == me.id and matches(message):
                return message
    return None


def carries(custom_id: str) -> Callable[[discord.Message], bool]:
    """Return what recognises a message by one of its buttons."""

    def matches(message: discord.Message) -> bool:
        return any(
            getattr(child, "custom_id", None) == custom_id
            for row in message.components
            for child in getattr(row, "children", ())
        )

    return matches
