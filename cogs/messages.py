"""Discord's messages as the rules see them."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import discord

from bot.domain.moderation.messages import Attachment, Field, Message, Passage, Place
from bot.domain.people import Rank
from cogs.ranks import standing

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from bot.client import UsherClient

_FORUMS = (discord.ChannelType.forum, discord.ChannelType.media)


def as_message(client: UsherClient, message: discord.Message, *, reports: int = 0) -> Message:
    """Return the message as a plain value. It must come from a server."""
    author, channel, house = message.author, message.channel, client.house
    guild_id = message.guild.id if message.guild else 0
    roles, rank = standing(client, author) if isinstance(author, discord.Member) else (frozenset[int](), Rank.FAN)
    thread = channel if isinstance(channel, discord.Thread) else None
    return Message(
        id=message.id,
        guild_id=guild_id,
        channel_id=channel.id,
        author_id=author.id,
        at=message.created_at,
        text=message.content,
        more=_more(client, message),
        attachments=tuple(_attachment(each) for each in _files(message)),
        mentions=_addressed(message) if message.mentions else (),
        mentions_everyone=bool(message.mention_everyone or message.role_mentions),
        place=_place(thread),
        parent_id=thread.parent_id if thread else None,
        category_id=_category(channel),
        roles=roles,
        staff=rank.is_staff,
        bot=author.bot,
        webhook=_by_webhook(message),
        joined_at=author.joined_at if isinstance(author, discord.Member) else None,
        locale=house.people.locale(guild_id, author.id),
        remembered=house.standing.remembered(guild_id, author.id),
        reports=reports,
    )


def as_title(client: UsherClient, thread: discord.Thread, *, changed: bool = False) -> Message:
    """Return the title of a thread or forum post as a message of whoever opened it; of nobody, once it was changed.

    Discord does not say who changed a title. It bears the thread's number, turned negative: the plain one is that of
    the thread's first message.
    """
    given = Message(
        id=-thread.id,
        guild_id=thread.guild.id,
        channel_id=thread.id,
        author_id=0,
        at=thread.created_at or discord.utils.snowflake_time(thread.id),
        text="",
        more=(Passage(Field.TITLE, thread.name),),
        place=_place(thread),
        parent_id=thread.parent_id,
        category_id=_category(thread),
    )
    return given if changed else _of_owner(client, thread, given)


def _of_owner(client: UsherClient, thread: discord.Thread, title: Message) -> Message:
    owner, owner_id, guild_id = thread.owner, thread.owner_id, thread.guild.id
    roles, rank = standing(client, owner) if owner is not None else (frozenset[int](), Rank.FAN)
    return replace(
        title,
        author_id=owner_id,
        roles=roles,
        staff=rank.is_staff,
        bot=owner.bot if owner is not None else owner_id == (client.user.id if client.user else 0),
        joined_at=owner.joined_at if owner is not None else None,
        locale=client.house.people.locale(guild_id, owner_id),
        remembered=client.house.standing.remembered(guild_id, owner_id),
    )


def _by_webhook(message: discord.Message) -> bool:
    """Whether a webhook posted it. Discord marks what an application answers to its own command like that as well."""
    answers = message.webhook_id == message.application_id or message.interaction_metadata is not None
    return message.webhook_id is not None and not answers


def _category(channel: object) -> int | None:
    """Return the category; of a thread whose channel Usher does not know, nobody can tell."""
    place = channel.parent if isinstance(channel, discord.Thread) else channel
    return getattr(place, "category_id", None)


def _place(thread: discord.Thread | None) -> Place:
    if thread is None:
        return Place.CHANNEL
    parent = thread.parent
    return Place.FORUM if parent is not None and parent.type in _FORUMS else Place.THREAD


def _more(client: UsherClient, message: discord.Message) -> tuple[Passage, ...]:
    """Return every text apart from what was typed; for most messages there is none."""
    if not (message.attachments or message.message_snapshots or message.poll or message.stickers or message.embeds):
        return ()
    return tuple(passage for passage in _texts(client, message) if passage.text)


def _texts(client: UsherClient, message: discord.Message) -> Iterator[Passage]:
    for snapshot in message.message_snapshots:
        yield Passage(Field.FORWARD, snapshot.content)
    if message.poll is not None:
        yield Passage(Field.POLL, message.poll.question)
        for answer in message.poll.answers:
            yield Passage(Field.POLL, answer.text)
    for file in _files(message):
        yield Passage(Field.ATTACHMENT, file.filename)
        yield Passage(Field.ALT_TEXT, file.description or "")
    for sticker in message.stickers:
        yield Passage(Field.STICKER, sticker.name)
    community = client.house.communities.of(message.guild.id if message.guild else None)
    if message.embeds and community is not None and community.settings.moderation.embeds:
        for embed in message.embeds:
            for text in _of_embed(embed):
                yield Passage(Field.EMBED, text)


def _of_embed(embed: discord.Embed) -> Iterator[str]:
    yield from (embed.title or "", embed.description or "", embed.author.name or "", embed.footer.text or "")
    for each in embed.fields:
        yield from (each.name or "", each.value or "")


def _files(message: discord.Message) -> Iterable[discord.Attachment]:
    yield from message.attachments
    for snapshot in message.message_snapshots:
        yield from snapshot.attachments


def _attachment(file: discord.Attachment) -> Attachment:
    media_type = (file.content_type or "").split(";")[0].strip().lower()
    return Attachment(file.filename, media_type or None, file.size)


def _addressed(message: discord.Message) -> tuple[int, ...]:
    """Return the people whom a message addresses: no bots, not its author, not the person it answers."""
    answered = message.reference.resolved if message.reference else None
    left_out = {message.author.id, answered.author.id if isinstance(answered, discord.Message) else 0}
    return tuple(each.id for each in message.mentions if not each.bot and each.id not in left_out)
