"""Channels as DiscordChatExporter writes them in JSON.

Owns the exporter's field names, and which of its messages people wrote. The bytes are streamed: one message is in
memory at a time. Its categories of threads are their channels, as the exporter has it.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Any, Final

from bot.domain.moderation.messages import Message, Place
from bot.storage.exports.errors import ExportError, MisfitError
from bot.storage.exports.fields import discord_id, field, instant, name_id, part, text
from bot.storage.exports.json_stream import JsonStream
from bot.storage.exports.lines import Line

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from bot.storage.exports.sources import Source

_WRITTEN: Final = frozenset({"Default", "Reply"})
"""The kinds of message that a person wrote; all others come from Discord or from commands."""
_HEADER: Final = ("guild.id", "channel.id", "channel.name", "channel.type", "channel.categoryId", "channel.category")


@dataclass(frozen=True, slots=True)
class _Header:
    """Where the messages of one file were written."""

    guild_id: int
    channel_id: int
    channel: str
    parent_id: int | None = None
    parent: str = ""


def channels(source: Source) -> tuple[tuple[str, int], ...]:
    """Return the names and ids of the channel of a file and, for a thread, of the channel it belongs to."""
    header = _header(source)
    own = ((header.channel, header.channel_id),)
    return (*own, (header.parent, header.parent_id)) if header.parent_id is not None else own


def read(source: Source, advance: Callable[[int], object]) -> Iterator[Line]:
    """Yield the messages of a file, in its order."""
    header = _header(source)
    with JsonStream.opened(source, advance) as stream:
        for number, raw in enumerate(stream.items("messages.item"), 1):
            try:
                yield _line(raw, header)
            except MisfitError as error:
                raise ExportError(source.name, str(error), place=f"message {number}") from error


def _header(source: Source) -> _Header:
    found: dict[str, Any] = {}
    with JsonStream.opened(source) as stream:
        for prefix, event, value in stream.events():
            if prefix in _HEADER:
                found[prefix] = value
            if prefix == "messages":
                if event != "start_array":
                    raise ExportError(source.name, '"messages" is not a list')
                return _read_header(source, found)
    raise ExportError(source.name, 'is JSON, but not DiscordChatExporter\'s: there are no "messages" in it')


def _read_header(source: Source, found: dict[str, Any]) -> _Header:
    try:
        header = _Header(
            discord_id(found, "guild.id"), discord_id(found, "channel.id"), text(found, "channel.name").strip() or "?"
        )
        if "Thread" not in text(found, "channel.type") or not found.get("channel.categoryId"):
            return header
        parent = (discord_id(found, "channel.categoryId"), str(found.get("channel.category") or ""))
        return _Header(header.guild_id, header.channel_id, header.channel, *parent)
    except MisfitError as error:
        raise ExportError(source.name, f"is JSON, but not DiscordChatExporter's: {error}", place="header") from error


def _line(raw: object, header: _Header) -> Line:
    if not isinstance(raw, dict):
        raise MisfitError("the message is not an object")
    author = part(raw, "author")
    message = Message(
        id=discord_id(raw, "id"),
        guild_id=header.guild_id,
        channel_id=header.channel_id,
        author_id=discord_id(author, "id"),
        at=instant(raw, "timestamp"),
        text=text(raw, "content"),
        place=Place.CHANNEL if header.parent_id is None else Place.THREAD,
        parent_id=header.parent_id,
        roles=_roles(author.get("roles")),
        bot=field(author, "isBot") is True,
    )
    return Line(message, header.channel, system=text(raw, "type") not in _WRITTEN)


def _roles(listed: object) -> frozenset[int]:
    if not listed:
        return frozenset()
    if not isinstance(listed, list) or not all(isinstance(role, dict) for role in listed):
        raise MisfitError('"roles" is not a list of roles')
    return _role_ids(tuple((discord_id(role, "id"), text(role, "name")) for role in listed))


@lru_cache(4096)
def _role_ids(roles: tuple[tuple[int, str], ...]) -> frozenset[int]:
    return frozenset(id_ for id_, _ in roles) | {name_id(name) for _, name in roles}
